//! Whole numbers among the arguments, in the digits of any of the two languages.

use bartar_criteria::exact::{Dialect, parse_decimal};
use std::ops::RangeInclusive;

/// How many threads can be asked for.
const THREADS: RangeInclusive<usize> = 1..=256;

/// Why an argument is no such number.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NumberFault {
    /// It is none at all.
    #[error("a whole number is needed here, such as 10")]
    NotWhole,
    /// It is too large.
    #[error("this number is too large")]
    TooLarge,
    /// It is out of its range.
    #[error("it must be between {} and {}", .0.start(), .0.end())]
    OutOf(RangeInclusive<usize>),
}

/// Any whole number that is not negative.
pub fn any(written: &str) -> Result<usize, NumberFault> {
    let dialect = Dialect { exponent: false, ..Dialect::default() };
    let number = parse_decimal(written, &dialect).map_err(|error| match error {
        bartar_criteria::exact::NumberError::TooLong { .. } => NumberFault::TooLarge,
        _ => NumberFault::NotWhole,
    })?;
    let written = number.to_string();
    if !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NumberFault::NotWhole);
    }
    written.parse().map_err(|_| NumberFault::TooLarge)
}

/// A number of threads.
pub fn threads(written: &str) -> Result<usize, NumberFault> {
    any(written).and_then(|number| {
        if THREADS.contains(&number) { Ok(number) } else { Err(NumberFault::OutOf(THREADS)) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_both_languages_are_read() {
        assert_eq!((any("3"), any("۳"), any("٣"), any("0")), (Ok(3), Ok(3), Ok(3), Ok(0)));
        for wrong in ["x", "", "-1", "1.5", "1e3"] {
            assert_eq!(any(wrong), Err(NumberFault::NotWhole), "{wrong}");
        }
        assert_eq!(any("99999999999999999999999"), Err(NumberFault::TooLarge));
        assert_eq!(any(&"9".repeat(50)), Err(NumberFault::TooLarge));
        assert_eq!((threads("۲۵۶"), threads("257")), (Ok(256), Err(NumberFault::OutOf(1..=256))));
    }
}
