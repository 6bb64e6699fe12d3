//! Rounding: the only way from a ratio back to a decimal.

use std::cmp::Ordering;

use dashu_base::{DivRem, Sign, UnsignedAbs};
use dashu_int::{IBig, UBig};

use super::{
    decimal::{Decimal, POW10, pow10},
    error::NumberError,
    ratio::Exact,
};

/// What happens to a value between two representable neighbours.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Mode {
    /// To the nearer; the exact half away from zero (2.5 to 3, -2.5 to -3), as spreadsheets round.
    HalfUp,
    /// To the nearer; the exact half to the even neighbour (2.5 to 2, 3.5 to 4).
    HalfEven,
    /// Down, towards minus infinity (-2.1 to -3).
    Floor,
    /// Up, towards plus infinity (-2.9 to -2).
    Ceiling,
    /// Towards zero (-2.9 to -2).
    Truncate,
    /// Not at all: a value between two neighbours is an error.
    Refuse,
}

impl Mode {
    /// All modes.
    pub const ALL: [Self; 6] =
        [Self::HalfUp, Self::HalfEven, Self::Floor, Self::Ceiling, Self::Truncate, Self::Refuse];

    /// The name in rulebooks.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HalfUp => "half-up",
            Self::HalfEven => "half-even",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
            Self::Truncate => "truncate",
            Self::Refuse => "refuse-if-inexact",
        }
    }

    /// The mode of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Whether a value with something left over goes from its truncated integer one step away from zero.
    ///
    /// Every rounding in this crate is decided here. `half` compares what is left over (which is not zero) with one
    /// half; `odd` is the parity of the truncated integer.
    #[inline]
    pub(super) fn steps_away(self, negative: bool, half: Ordering, odd: bool) -> Result<bool, NumberError> {
        match self {
            Self::HalfUp => Ok(half.is_ge()),
            Self::HalfEven => Ok(half.is_gt() || half.is_eq() && odd),
            Self::Floor => Ok(negative),
            Self::Ceiling => Ok(!negative),
            Self::Truncate => Ok(false),
            Self::Refuse => Err(NumberError::NotExact),
        }
    }
}

/// How many digits after the point are kept, and how.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Rounding {
    /// Digits after the point. A result must still fit a [`Decimal`], so more than 36 only makes sense for values
    /// that have fewer.
    pub digits: u8,
    /// What happens to a value with more digits.
    pub mode: Mode,
}

impl Rounding {
    /// Half-up, the usual rounding, to `digits` after the point.
    #[must_use]
    pub const fn half_up(digits: u8) -> Self {
        Self { digits, mode: Mode::HalfUp }
    }

    /// `digits` after the point by `mode`.
    #[must_use]
    pub const fn new(digits: u8, mode: Mode) -> Self {
        Self { digits, mode }
    }

    /// Rounds a ratio.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] if the result needs more than 36 digits; [`NumberError::NotExact`] in the mode
    /// [`Mode::Refuse`] if the value has more digits.
    #[inline]
    pub fn apply(&self, value: &Exact) -> Result<Decimal, NumberError> {
        if let Some((num, den)) = value.small()
            && let Some(up) = pow10(self.digits)
            && let Some(scaled) = num.checked_mul(up)
        {
            return Decimal::new(Self::divide(self.mode, scaled, den)?, self.digits);
        }
        self.apply_big(value)
    }

    /// The path for values, or digits, that an `i128` does not hold.
    #[cold]
    fn apply_big(self, value: &Exact) -> Result<Decimal, NumberError> {
        let (num, den) = value.big().into_parts();
        let scaled = num * UBig::from(10_u8).pow(usize::from(self.digits));
        Decimal::from_big(divide_big(self.mode, &scaled, &den)?, u16::from(self.digits))
    }

    /// Rounds a decimal.
    ///
    /// # Errors
    /// As [`Rounding::apply`].
    #[inline]
    pub fn apply_decimal(&self, value: Decimal) -> Result<Decimal, NumberError> {
        match value.scale().checked_sub(self.digits) {
            None | Some(0) => Ok(value),
            // A scale is at most 36, so the power is in the table.
            Some(less) => {
                let den = POW10[usize::from(less)];
                Decimal::new(Self::divide(self.mode, value.mantissa(), den)?, self.digits)
            }
        }
    }

    /// `num / den` rounded to a whole number. Everything else that rounds comes here, or to the same decision for
    /// numbers too large for it.
    ///
    /// # Errors
    /// [`NumberError::NotExact`] in the mode [`Mode::Refuse`] if `den` does not divide `num`;
    /// [`NumberError::DivisionByZero`] if `den` is zero or, which no caller does, negative.
    #[inline]
    pub fn divide(mode: Mode, num: i128, den: i128) -> Result<i128, NumberError> {
        if den < 1 {
            return Err(NumberError::DivisionByZero);
        }
        // 64-bit division is several times faster, and scores nearly always fit it.
        let (quotient, rest, left) = if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den)) {
            let rest = (num % den).unsigned_abs();
            (i128::from(num / den), u128::from(rest), u128::from(den.unsigned_abs() - rest))
        } else {
            let quotient = num / den;
            let rest = (num - quotient * den).unsigned_abs();
            (quotient, rest, den.unsigned_abs() - rest)
        };
        if rest == 0 {
            return Ok(quotient);
        }
        let negative = num < 0;
        // Comparing with what is left to the next integer decides about the half without doubling anything. A rest
        // means a denominator of at least 2, so there is room for 1 more.
        if mode.steps_away(negative, rest.cmp(&left), quotient & 1 != 0)? {
            return Ok(if negative { quotient - 1 } else { quotient + 1 });
        }
        Ok(quotient)
    }
}

/// [`Rounding::divide`] for big integers; `den` is not zero.
pub(super) fn divide_big(mode: Mode, num: &IBig, den: &UBig) -> Result<IBig, NumberError> {
    let negative = num.sign() == Sign::Negative;
    let (quotient, rest) = num.unsigned_abs().div_rem(den);
    let magnitude = if rest.is_zero() {
        quotient
    } else {
        let left = den - &rest;
        let odd = (&quotient & 1_u8) == 1;
        if mode.steps_away(negative, rest.cmp(&left), odd)? { quotient + 1_u8 } else { quotient }
    };
    Ok(if negative { -IBig::from(magnitude) } else { IBig::from(magnitude) })
}
