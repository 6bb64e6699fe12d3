//! Rational numbers written the plain way: no path here is shared with the engine.

use dashu_int::{IBig, UBig};
pub use dashu_ratio::RBig;
use proptest::prelude::*;

/// A number written as digits with at most one point.
pub fn ratio(text: &str) -> RBig {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits: IBig = format!("{whole}{decimals}").parse().expect("digits");
    RBig::from_parts(digits, UBig::from(10_u8).pow(decimals.len()))
}

/// A fraction of whole numbers, or a decimal.
pub fn fraction(text: &str) -> RBig {
    match text.split_once('/') {
        Some((above, below)) => ratio(above) / ratio(below),
        None => ratio(text),
    }
}

/// A whole number.
pub fn whole(number: usize) -> RBig {
    RBig::from(IBig::from(number))
}

/// 10 to the power of `digits`.
pub fn ten_to(digits: u32) -> RBig {
    RBig::from(IBig::from(10).pow(digits as usize))
}

/// Half of a number.
pub fn half(number: &RBig) -> RBig {
    number / RBig::from(2)
}

/// The nearest number with so many decimals; halves go away from zero.
pub fn half_up(number: &RBig, digits: u32) -> RBig {
    if *number < RBig::ZERO {
        return -half_up(&-number.clone(), digits);
    }
    let scaled = number * ten_to(digits) + half(&RBig::ONE);
    RBig::from(scaled.floor()) / ten_to(digits)
}

/// The number held between two ends.
pub fn held(number: RBig, low: &RBig, high: &RBig) -> RBig {
    number.max(low.clone()).min(high.clone())
}

/// The root of a number of degree `n`, to so many decimals, halves up: the largest `r` for which the number is not
/// below the `n`-th power of `r` less half a unit.
pub fn root_half_up(number: &RBig, n: usize, digits: u32) -> RBig {
    let n = isize::try_from(n).expect("a small degree");
    let reached = |r: &IBig| {
        *r == IBig::ZERO
            || ((RBig::from(r * 2 - IBig::ONE) / (ten_to(digits) * RBig::from(2))).pow(n) <= *number)
    };
    let (mut low, mut high) = (IBig::ZERO, IBig::ONE);
    while reached(&high) {
        high *= 2;
    }
    while &high - &low > IBig::ONE {
        let middle: IBig = (&low + &high) / 2;
        if reached(&middle) { low = middle } else { high = middle }
    }
    RBig::from(low) / ten_to(digits)
}

/// Numbers as people write them: small whole ones, decimals of several lengths with zeros at the end, and some with far
/// more digits than 64 bits hold.
pub fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (-4..=4_i64).prop_map(|whole| whole.to_string()),
        2 => (-3..=3_i64, 0..=9_u8).prop_map(|(whole, tenths)| format!("{whole}.{tenths}0")),
        2 => (-200..=200_i64, 0..=999_u16).prop_map(|(whole, thousandths)| format!("{whole}.{thousandths:03}")),
        1 => (1_000_000..=9_999_999_i64).prop_map(|digits| format!("{digits}000000000000000{digits}")),
        1 => (1_000_000..=9_999_999_i64).prop_map(|digits| format!("-0.{digits}000000000{digits}")),
    ]
}

/// Values of a small pool, drawn from few numbers so that many are equal; some are missing.
pub fn pool(numbers: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<String>> {
    let palette = prop::collection::vec(numbers, 1..=5);
    palette.prop_flat_map(|palette| {
        let cell = prop_oneof![7 => prop::sample::select(palette), 1 => Just("-".to_owned())];
        prop::collection::vec(cell, 1..=9)
    })
}

/// Ids `e0`, `e1`, ... for rows of cells.
pub fn named(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let rows = rows.into_iter().enumerate();
    rows.map(|(index, cells)| [vec![format!("e{index}")], cells].concat()).collect()
}

/// Rows of one cell.
pub fn single(cells: &[String]) -> Vec<Vec<String>> {
    named(cells.iter().map(|cell| vec![cell.clone()]))
}
