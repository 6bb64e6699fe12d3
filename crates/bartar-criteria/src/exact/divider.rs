//! Many quotients of one divisor, rounded alike.

use super::{
    error::NumberError,
    rounding::{Mode, Rounding},
};

/// Gives what [`Rounding::divide`] gives, for one mode and one divisor, without dividing where 64 bits do.
///
/// A quotient is multiplication by `floor(2^64 / divisor)`, high half, and at most one step more: with
/// `m > 2^64/d - 1` and `n < 2^64`, `n*m/2^64` lies above `n/d - 1`.
#[derive(Copy, Clone, Debug)]
pub struct Divider {
    mode: Mode,
    divisor: i128,
    /// The divisor and `floor(2^64 / divisor)`, held to 64 bits; none where the divisor does not fit.
    short: Option<(u64, u64)>,
}

impl Divider {
    /// Divides by `divisor` and rounds by `mode`.
    #[must_use]
    pub fn new(mode: Mode, divisor: i128) -> Self {
        let short = u64::try_from(divisor).ok().filter(|divisor| *divisor > 0).map(|divisor| {
            let reciprocal = (1_u128 << 64) / u128::from(divisor);
            (divisor, u64::try_from(reciprocal).unwrap_or(u64::MAX))
        });
        Self { mode, divisor, short }
    }

    /// `num / divisor`, rounded.
    ///
    /// # Errors
    /// As [`Rounding::divide`].
    #[inline]
    pub fn divide(&self, num: i128) -> Result<i128, NumberError> {
        match i64::try_from(num) {
            Ok(num) => self.divide_short(num).map(i128::from),
            Err(_) => Rounding::divide(self.mode, num, self.divisor),
        }
    }

    /// The same for a short number; a rounded quotient is no longer than the number.
    ///
    /// # Errors
    /// As [`Rounding::divide`].
    #[inline]
    pub fn divide_short(&self, num: i64) -> Result<i64, NumberError> {
        let Some((divisor, reciprocal)) = self.short else {
            let quotient = Rounding::divide(self.mode, i128::from(num), self.divisor)?;
            return i64::try_from(quotient).map_err(|_| NumberError::Overflow);
        };
        let size = num.unsigned_abs();
        let high = (u128::from(size) * u128::from(reciprocal)) >> 64;
        // The high half of a product of two 64-bit numbers has 64 bits.
        let mut quotient = u64::try_from(high).unwrap_or(u64::MAX);
        let mut rest = size - quotient * divisor;
        if rest >= divisor {
            quotient += 1;
            rest -= divisor;
        }
        if rest != 0 {
            let odd = quotient & 1 != 0;
            if self.mode.steps_away(num < 0, rest.cmp(&(divisor - rest)), odd)? {
                quotient += 1;
            }
        }
        // As a number of 64 bits below zero, the size of the smallest one is its own opposite.
        Ok(if num < 0 { 0_i64.wrapping_sub_unsigned(quotient) } else { quotient.cast_signed() })
    }
}
