//! Hand-checked vectors, and properties against big rationals computed in another way.

mod decimals;
mod intervals;
mod parsing;
mod ratios;
mod roots;
mod rounding;

use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;
use proptest::prelude::*;

use super::*;

/// The number in the machine's writing.
fn dec(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The ratio `num/den`.
fn frac(num: i128, den: i128) -> Exact {
    Exact::ratio(num, den).unwrap()
}

fn rbig(num: i128, den: i128) -> RBig {
    RBig::from_parts_signed(IBig::from(num), IBig::from(den))
}

/// The value of a decimal by its definition.
fn value(number: Decimal) -> RBig {
    let ten = UBig::from(10_u8).pow(usize::from(number.scale()));
    RBig::from_parts(IBig::from(number.mantissa()), ten)
}

/// Integers of all sizes, so that small numbers, 64-bit limits and 128-bit limits all come up.
fn integers() -> impl Strategy<Value = i128> {
    (any::<i128>(), 0_u32..128).prop_map(|(bits, less)| bits >> less)
}

/// Integers above zero of all sizes.
fn positive() -> impl Strategy<Value = i128> {
    integers().prop_map(|n| n.checked_abs().unwrap_or(i128::MAX).max(1))
}

/// Decimals of all sizes.
fn decimals() -> impl Strategy<Value = Decimal> {
    (integers(), 0_u8..=36).prop_map(|(n, scale)| {
        let limit = 10_i128.pow(36);
        Decimal::new(n % limit, scale).unwrap()
    })
}

/// Ratios of all sizes, with denominators of the kind scores have among them.
fn ratios() -> impl Strategy<Value = (i128, i128)> {
    let denominators = prop_oneof![positive(), (0_u32..39).prop_map(|n| 10_i128.pow(n)), 1_i128..1000];
    (prop_oneof![integers(), -5000_i128..5000], denominators)
}

fn modes() -> impl Strategy<Value = Mode> {
    prop::sample::select(Mode::ALL.to_vec())
}
