//! Exact numbers: what every score, rank and verdict is computed with.
//!
//! * [`Decimal`] is a number as people write it, up to 36 digits, kept as written and never rounded by itself.
//! * [`Exact`] is a value inside a formula: a ratio, with no limit on its size.
//! * [`Rounding`] is the only way from a ratio back to a decimal; a rulebook names its digits and its [`Mode`].
//! * [`sqrt`], [`root`], [`ln`] and [`geometric_mean`] leave the ratios, so they take a [`Rounding`] and are
//!   correctly rounded: the result is the one the true real number would give, on every machine.
//! * [`parse_decimal`] reads Persian, Arabic and Latin digits and refuses whatever could be read in two ways.
//! * [`IntervalSet`] reads and compares written intervals such as `[10, 15) or {20}`.
//!
//! There is no binary floating point anywhere in this module.

mod decimal;
mod digits;
mod divider;
mod error;
mod interval;
mod logarithm;
mod parse;
mod ratio;
mod roots;
mod rounding;

#[cfg(test)]
mod tests;

pub use decimal::{Decimal, MAX_DIGITS, MAX_SCALE};
pub use digits::{DigitSet, format_number, to_persian_digits};
pub use divider::Divider;
pub use error::NumberError;
pub use interval::{Bound, Interval, IntervalError, IntervalErrorKind, IntervalSet, holes, overlaps};
pub use logarithm::ln;
pub use parse::{Dialect, parse_decimal, parse_short_ascii};
pub use ratio::{Exact, MAX_POWER_BITS};
pub use roots::{MAX_DEGREE, geometric_mean, root, sqrt};
pub use rounding::{Mode, Rounding};
