//! The only place where binary floating point comes in: numbers that Parquet files hold as floats.
//!
//! A float stands for the shortest decimal that reads back as that very float: the number somebody wrote before a
//! program stored it, if it had at most 15 digits (6 in single precision), and a number that loses nothing of the
//! float otherwise. From there on the number is an exact [`Decimal`]. No float is ever added, rounded for its result,
//! or compared for order here:
//!
//! * The general way prints the float with the standard library, which prints exactly those digits.
//! * The quick way multiplies by a power of ten only to *guess* the digits, and believes the guess only if dividing
//!   it by the same power gives the float back. Digits and power are integers that floats hold exactly, and IEEE 754
//!   division is correctly rounded, so the quotient is the float that the decimal reads as. Two decimals of at most
//!   15 (6) digits never read as the same float, so a guess of that length that reads back is the shortest decimal,
//!   apart from zeros at its end. That holds whichever number of decimals is tried first.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::float_cmp)]

use bartar_criteria::exact::{Decimal, NumberError};

/// How many decimals the quick way tries.
const TRIED: u8 = 7;
/// Powers of ten that both kinds of floats hold exactly.
const POWERS: [f64; TRIED as usize] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6];
const POWERS_SINGLE: [f32; TRIED as usize] = [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6];

/// Why a float is no number.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum FloatError {
    /// NaN or an infinity.
    NotFinite,
    /// The shortest decimal is too long.
    TooLong(NumberError),
}

/// A float of either precision.
pub(crate) trait Float: Copy + std::fmt::Display + std::fmt::LowerExp {
    /// The number as `digits / 10^decimals` by the quick way, if it is short. The number of decimals `likely` is tried
    /// first: that of the cell before, as a rule.
    fn short(self, likely: u8) -> Option<(i64, u8)>;
    /// Whether it is a number.
    fn is_number(self) -> bool;
}

impl Float for f64 {
    #[inline]
    fn short(self, likely: u8) -> Option<(i64, u8)> {
        std::iter::once(likely).chain(0..TRIED).find_map(|decimals| {
            let power = POWERS.get(usize::from(decimals))?;
            // Rounds by cutting off: much quicker than `round`, and a guess that misses is not believed.
            let guess = (self * power + 0.5_f64.copysign(self)) as i64;
            // 10^15 is below 2^53: the guess is an integer that both types hold exactly.
            (guess.unsigned_abs() < 1_000_000_000_000_000 && guess as f64 / power == self)
                .then_some((guess, decimals))
        })
    }

    fn is_number(self) -> bool {
        self.is_finite()
    }
}

impl Float for f32 {
    #[inline]
    fn short(self, likely: u8) -> Option<(i64, u8)> {
        std::iter::once(likely).chain(0..TRIED).find_map(|decimals| {
            let power = POWERS_SINGLE.get(usize::from(decimals))?;
            let guess = (self * power + 0.5_f32.copysign(self)) as i32;
            // 10^6 is below 2^24.
            (guess.unsigned_abs() < 1_000_000 && guess as f32 / power == self)
                .then_some((i64::from(guess), decimals))
        })
    }

    fn is_number(self) -> bool {
        self.is_finite()
    }
}

/// The shortest decimal that reads back as `float`.
pub(crate) fn decimal<F: Float>(float: F) -> Result<Decimal, FloatError> {
    if !float.is_number() {
        return Err(FloatError::NotFinite);
    }
    if let Some((digits, decimals)) = float.short(0) {
        return Decimal::new(i128::from(digits), decimals).map_err(FloatError::TooLong);
    }
    // Like -1.2345e-7, in the machine's writing.
    format!("{float:e}").parse().map_err(FloatError::TooLong)
}

/// The float as a text cell would have it.
pub(crate) fn text<F: Float>(float: F) -> String {
    decimal(float).map_or_else(|_| float.to_string(), |number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written<F: Float>(float: F) -> String {
        decimal(float).unwrap().to_string()
    }

    #[test]
    fn floats_are_the_numbers_that_were_written() {
        assert_eq!(written(0.1), "0.1");
        assert_eq!(written(12.5), "12.5");
        assert_eq!(written(-0.0), "0");
        assert_eq!(written(1.005), "1.005");
        assert_eq!(written(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(written(1e-7), "0.0000001");
        assert_eq!(written(123_456_789.123_456_7), "123456789.1234567");
        assert_eq!(written(1e22), "10000000000000000000000");
        assert_eq!(written(9_007_199_254_740_993_f64), "9007199254740992");
        assert_eq!(written(0.1_f32), "0.1");
        assert_eq!(written(16_777_216_f32), "16777216");
        assert_eq!(written(1e30_f32), "1000000000000000000000000000000");
        assert_eq!(text(12.0), "12");
    }

    #[test]
    fn what_is_no_number_or_too_long_is_refused() {
        assert_eq!(decimal(f64::NAN), Err(FloatError::NotFinite));
        assert_eq!(decimal(f32::NEG_INFINITY), Err(FloatError::NotFinite));
        assert!(matches!(decimal(1e36), Err(FloatError::TooLong(_))));
        assert!(matches!(decimal(1e-37), Err(FloatError::TooLong(_))));
        assert_eq!(text(f64::NAN), "NaN");
    }

    fn same<F: Float + PartialEq + std::str::FromStr>(float: F) {
        let short =
            |likely| float.short(likely).map(|(digits, decimals)| Decimal::new(i128::from(digits), decimals));
        (0..=TRIED).for_each(|likely| assert_eq!(short(likely), short(0), "{float}"));
        let shortest: Result<Decimal, _> = format!("{float:e}").parse();
        if let Ok(shortest) = shortest {
            assert_eq!(decimal(float), Ok(shortest), "{float}");
            assert!(shortest.to_string().parse::<F>().is_ok_and(|back| back == float), "{float}");
        } else {
            assert!(decimal(float).is_err(), "{float}");
        }
    }

    proptest! {
        #[test]
        fn the_quick_way_gives_the_shortest_digits(bits: u64, digits: i64, decimals in 0_i32..9) {
            let float = f64::from_bits(bits);
            if float.is_finite() { same(float); }
            let single = f32::from_bits(bits as u32);
            if single.is_finite() { same(single); }
            for digits in [digits % 1_000_000, digits % 1_000_000_000_000_000, digits % 100_000_000_000_000_000] {
                same(digits as f64 / 10_f64.powi(decimals));
                same(digits as f32 / 10_f32.powi(decimals));
            }
        }
    }
}
