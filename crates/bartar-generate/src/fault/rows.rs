//! Faults that only files with several rows for an entry can have.

use super::{Expected, FaultKind, Faulty, cells};
use crate::batch::{Admitted, verdicts_of_faulty};
use crate::dice::Dice;
use crate::files::Layout;
use crate::kind::Arrangement;
use crate::maker::{Maker, Value};
use crate::rows::{said_again, years};
use bartar_criteria::codes;
use bartar_criteria::rulebook::{FieldKind, Rulebook};
use bartar_scoring::Outcome;

/// What is wrong with the rows of an entry.
#[derive(Clone, Debug)]
pub(crate) enum InRows {
    /// What stands for the year of the last row.
    LastYear(String),
    /// What the row of the year before says of a column without history.
    Otherwise(usize, Value),
    /// A column whose datum has two rows.
    Twice(usize),
}

/// An entry with a fault in its rows; none where its file has no such rows.
pub(super) fn plant(
    maker: &Maker<'_>,
    kind: FaultKind,
    file: &Layout,
    entry: &Admitted,
    dice: &mut Dice,
) -> Option<Faulty> {
    let rulebook = maker.rulebook;
    if kind == FaultKind::RepeatedDatum {
        return (file.kind.arrangement() == Arrangement::Datum).then(|| twice(rulebook, entry, dice))?;
    }
    if file.kind.arrangement() != Arrangement::Year || years(rulebook) < 2 {
        return None;
    }
    if kind == FaultKind::YearsDisagree {
        return disagreeing(rulebook, file, entry, dice);
    }
    apart(rulebook, kind, file, entry)
}

fn none(kind: FaultKind, expected: Vec<Expected>, rows: InRows) -> Faulty {
    let rows = Some(rows);
    Faulty {
        kind,
        values: None,
        cell: None,
        beside: None,
        rows,
        id: None,
        expected,
        outcome: Outcome::Quarantined,
    }
}

/// A datum in two rows, of which neither counts.
fn twice(rulebook: &Rulebook, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let stated = |column: &usize| {
        let panel = rulebook.fields[rulebook.columns[*column].field].of_panel;
        !panel && !matches!(entry.values[*column], Value::Missing(_))
    };
    let mut columns: Vec<usize> = (0..entry.values.len()).filter(stated).collect();
    if columns.is_empty() {
        return None;
    }
    let column = columns.swap_remove(dice.index(columns.len()));
    let kind = FaultKind::RepeatedDatum;
    let mut faulty = cells::without_datum(rulebook, kind, entry, column, codes::DATUM_TWICE);
    // With two rows it has none of its own.
    faulty.expected.iter_mut().filter(|e| e.column == Some(column)).for_each(|e| e.column = None);
    faulty.rows = Some(InRows::Twice(column));
    Some(faulty)
}

/// The row of the year before says something else of a field without history.
fn disagreeing(rulebook: &Rulebook, file: &Layout, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let other = |column: usize| {
        let field = &rulebook.fields[rulebook.columns[column].field];
        if field.of_panel || !said_again(rulebook, column, &file.examined, None) {
            return None;
        }
        match (&field.kind, &entry.values[column]) {
            (FieldKind::YesNo, Value::Choice(answer)) => Some((column, Value::Choice(1 - answer.min(&1)))),
            (FieldKind::Choice(choices), Value::Choice(choice)) if choices.len() > 1 => {
                let next = (usize::from(*choice) + 1) % choices.len();
                Some((column, Value::Choice(u16::try_from(next).ok()?)))
            }
            _ => None,
        }
    };
    let mut places: Vec<_> = (0..entry.values.len()).filter_map(other).collect();
    if places.is_empty() {
        return None;
    }
    let (column, value) = places.swap_remove(dice.index(places.len()));
    let expected =
        vec![Expected { row: None, column: Some(column), code: codes::YEARS_DISAGREE.name().to_owned() }];
    Some(none(FaultKind::YearsDisagree, expected, InRows::Otherwise(column, value)))
}

/// The year of the last row is not one that it can have: the rows stay apart, and each is told of by itself.
fn apart(rulebook: &Rulebook, kind: FaultKind, file: &Layout, entry: &Admitted) -> Option<Faulty> {
    let all = years(rulebook);
    let oldest = rulebook.data.current_year?.checked_sub(u32::try_from(all - 1).ok()?)?;
    let year = match kind {
        FaultKind::UnreadableYear => format!("{:02}", oldest % 100),
        FaultKind::YearNotAskedFor => (oldest - 1).to_string(),
        _ => (oldest + 1).to_string(),
    };
    let rows: Vec<Vec<Value>> = (0..all).map(|before| alone(rulebook, file, entry, before)).collect();
    let mut found: Vec<_> = (0_u32..).zip(&rows).map(|(row, _)| (row, codes::DUPLICATE_ID)).collect();
    if kind != FaultKind::RepeatedYear {
        found.extend(found.last().map(|(row, _)| (*row, codes::UNREADABLE_YEAR)));
    }
    let verdicts = verdicts_of_faulty(rulebook, &rows, &found);
    let mut expected = Vec::new();
    for (row, verdict) in verdicts.into_iter().enumerate() {
        for (code, column) in verdict.said {
            // A row by itself has no column of an earlier year.
            let column = column.filter(|column| rulebook.columns[*column].years_before == 0);
            expected.push(Expected { row: Some(row), column, code });
        }
    }
    Some(none(kind, expected, InRows::LastYear(year)))
}

/// The data of an entry that is one row of a year.
fn alone(rulebook: &Rulebook, file: &Layout, entry: &Admitted, before: usize) -> Vec<Value> {
    let value = |(column, value): (usize, &Value)| {
        let spec = rulebook.columns[column];
        if rulebook.fields[spec.field].of_panel {
            return value.clone();
        }
        let stated = rulebook
            .columns
            .iter()
            .position(|other| other.field == spec.field && usize::from(other.years_before) == before);
        let again = said_again(rulebook, column, &file.examined, None).then_some(column);
        let from = stated.or(again).filter(|_| spec.years_before == 0);
        from.map_or(Value::BLANK, |from| entry.values[from].clone())
    };
    entry.values.iter().enumerate().map(value).collect()
}
