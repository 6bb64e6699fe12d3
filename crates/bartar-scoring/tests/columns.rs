//! Columns of entries: what goes in comes out, however long, and wherever the column had to widen.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::{Datum, Missing};
use bartar_scoring::entries::{NumberColumn, choice_cell, choice_of};
use proptest::prelude::*;

/// A cell and the way by which it goes in.
#[derive(Clone, Debug)]
enum Cell {
    Short(i64, u8),
    Whole(Datum<Decimal>),
}

fn cells() -> impl Strategy<Value = Vec<Cell>> {
    // Mantissas at both ends of 64 bits lie beside the ones that stand for a missing datum.
    let mantissa = prop_oneof![
        -999..=999_i64,
        any::<i64>(),
        (0..=9_i64).prop_map(|more| i64::MIN + more),
        (0..=9_i64).prop_map(|less| i64::MAX - less),
    ];
    let long = (any::<i64>(), 0..=30_u8)
        .prop_map(|(mantissa, scale)| Decimal::new(i128::from(mantissa) * 10_000_019, scale).unwrap());
    let cell = prop_oneof![
        6 => (mantissa, 0..=6_u8).prop_map(|(mantissa, scale)| Cell::Short(mantissa, scale)),
        1 => long.prop_map(|number| Cell::Whole(Ok(number))),
        2 => prop::sample::select(Missing::ALL.to_vec()).prop_map(|missing| Cell::Whole(Err(missing))),
    ];
    prop::collection::vec(cell, 0..=12)
}

fn column(cells: &[Cell]) -> NumberColumn {
    let mut column = NumberColumn::with_capacity(cells.len());
    for cell in cells {
        match cell {
            Cell::Short(mantissa, scale) => column.push_short(*mantissa, *scale),
            Cell::Whole(datum) => column.push(*datum),
        }
    }
    column
}

fn expected(cell: &Cell) -> Datum<Decimal> {
    match cell {
        Cell::Short(mantissa, scale) => Ok(Decimal::new(i128::from(*mantissa), *scale).unwrap()),
        Cell::Whole(datum) => *datum,
    }
}

fn read(column: &NumberColumn) -> Vec<Datum<Decimal>> {
    (0..column.len()).map(|row| column.get(row)).collect()
}

proptest! {
    #[test]
    fn a_column_keeps_every_cell(cells in cells()) {
        prop_assert_eq!(read(&column(&cells)), cells.iter().map(expected).collect::<Vec<_>>());
    }

    #[test]
    fn an_appended_column_comes_after(first in cells(), second in cells()) {
        let mut joined = column(&first);
        joined.append(column(&second));
        prop_assert_eq!(read(&joined), first.iter().chain(&second).map(expected).collect::<Vec<_>>());
    }
}

#[test]
fn choices_and_their_missing_statuses_are_apart() {
    for choice in [0, 1, 700, 65_530] {
        assert_eq!(choice_of(choice_cell(Ok(choice))), Ok(choice));
    }
    for missing in Missing::ALL {
        assert_eq!(choice_of(choice_cell(Err(missing))), Err(missing));
    }
}
