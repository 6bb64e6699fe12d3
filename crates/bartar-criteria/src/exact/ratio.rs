//! Exact ratios: the values inside formulas.

use std::{cmp::Ordering, fmt};

use dashu_base::{BitTest, UnsignedAbs};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{
    decimal::{Decimal, POW10},
    error::NumberError,
};

mod ops;

/// The longest numerator or denominator, in bits, that [`Exact::checked_pow`] makes.
pub const MAX_POWER_BITS: u64 = 1 << 20;

/// An exact rational number of any size.
///
/// As long as the numerator and denominator fit an `i128` the arithmetic is plain integer arithmetic and allocates
/// nothing; a step that would overflow goes on in big rationals, and comes back when the result is small again. So
/// nothing is ever rounded, and no operation fails but a division by zero.
#[derive(Clone, Debug)]
pub struct Exact(Repr);

#[derive(Clone, Debug)]
enum Repr {
    /// `den > 0`; not always reduced, since reducing costs more than most formulas have steps.
    Small { num: i128, den: i128 },
    /// Only what, reduced, does not fit `Small`.
    Big(Box<RBig>),
}

use Repr::{Big, Small};

impl Exact {
    /// 0.
    #[must_use]
    pub const fn zero() -> Self {
        Self(Small { num: 0, den: 1 })
    }

    /// 1.
    #[must_use]
    pub const fn one() -> Self {
        Self(Small { num: 1, den: 1 })
    }

    /// A whole number.
    #[must_use]
    pub const fn from_int(value: i64) -> Self {
        Self(Small { num: value as i128, den: 1 })
    }

    /// `num / den`; `None` if `den` is zero. Either may be negative, and the ratio need not be reduced.
    #[must_use]
    pub fn ratio(num: i128, den: i128) -> Option<Self> {
        match den.cmp(&0) {
            Ordering::Equal => None,
            Ordering::Greater => Some(Self(Small { num, den })),
            Ordering::Less => match (num.checked_neg(), den.checked_neg()) {
                (Some(num), Some(den)) => Some(Self(Small { num, den })),
                _ => Some(RBig::from_parts_signed(IBig::from(num), IBig::from(den)).into()),
            },
        }
    }

    /// The sum.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        if let (Small { num: a, den: b }, Small { num: c, den: d }) = (&self.0, &other.0)
            && let Some((num, den)) = add_small(*a, *b, *c, *d)
        {
            return Self(Small { num, den });
        }
        (self.big() + other.big()).into()
    }

    /// The difference.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        if let Small { num, den } = other.0
            && let Some(num) = num.checked_neg()
        {
            return self.add(&Self(Small { num, den }));
        }
        (self.big() - other.big()).into()
    }

    /// The product.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        if let (Small { num: a, den: b }, Small { num: c, den: d }) = (&self.0, &other.0)
            && let (Some(num), Some(den)) = (a.checked_mul(*c), b.checked_mul(*d))
        {
            return Self(Small { num, den });
        }
        (self.big() * other.big()).into()
    }

    /// The quotient; `None` if `other` is zero.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if let (Small { num: a, den: b }, Small { num: c, den: d }) = (&self.0, &other.0)
            && let (Some(num), Some(den)) = (a.checked_mul(*d), b.checked_mul(*c))
        {
            return Self::ratio(num, den);
        }
        Some((self.big() / other.big()).into())
    }

    /// The number with the opposite sign.
    #[must_use]
    pub fn neg(&self) -> Self {
        match &self.0 {
            Small { num, den } if *num != i128::MIN => Self(Small { num: -num, den: *den }),
            _ => (-self.big()).into(),
        }
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small { num: 0, .. })
    }

    /// Whether this is below 0.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small { num, .. } => *num < 0,
            Big(big) => *big.numerator() < IBig::ZERO,
        }
    }

    /// Whether this is a whole number.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small { num, den } => num % den == 0,
            Big(big) => big.is_int(),
        }
    }

    /// The number to the power of `exponent`; anything to the power of 0 is 1, zero too.
    ///
    /// The result has about `exponent` times the digits: use [`Exact::checked_pow`] for an exponent that comes from
    /// a stranger.
    #[must_use]
    pub fn pow(&self, exponent: u32) -> Self {
        if let Small { num, den } = self.0
            && let (Some(num), Some(den)) = (num.checked_pow(exponent), den.checked_pow(exponent))
        {
            return Self(Small { num, den });
        }
        let (num, den) = self.big().into_parts();
        let exponent = usize::try_from(exponent).unwrap_or(usize::MAX);
        // Powers of a reduced ratio are reduced, but only this constructor is public.
        RBig::from_parts(num.pow(exponent), den.pow(exponent)).into()
    }

    /// As [`Exact::pow`], with a limit to the memory and time it takes.
    ///
    /// # Errors
    /// [`NumberError::PowerTooLarge`] if the result could be longer than [`MAX_POWER_BITS`].
    pub fn checked_pow(&self, exponent: u32) -> Result<Self, NumberError> {
        // Reduced first: 2/2 is 1, and is 1 at any exponent.
        let big = self.big();
        let bits = big.numerator().bit_len().max(big.denominator().bit_len());
        // Numerators and denominators of one bit are 0 and 1, whose powers stay as they are.
        if bits > 1
            && u64::try_from(bits).unwrap_or(u64::MAX).saturating_mul(u64::from(exponent)) > MAX_POWER_BITS
        {
            return Err(NumberError::PowerTooLarge);
        }
        Ok(Self::from(big).pow(exponent))
    }

    /// The largest whole number not above this.
    #[must_use]
    pub fn floor(&self) -> Self {
        match &self.0 {
            Small { num, den } => Self(Small { num: num.div_euclid(*den), den: 1 }),
            Big(big) => RBig::from(big.floor()).into(),
        }
    }

    /// The smallest whole number not below this.
    #[must_use]
    pub fn ceil(&self) -> Self {
        match &self.0 {
            // A remainder means a denominator of at least 2, so there is room for 1 more.
            Small { num, den } => {
                let more = i128::from(num.rem_euclid(*den) != 0);
                Self(Small { num: num.div_euclid(*den) + more, den: 1 })
            }
            Big(big) => RBig::from(big.ceil()).into(),
        }
    }

    /// The same value as a decimal, if it has a finite decimal writing that fits.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        // What is `Big` does not fit: a decimal's numerator and denominator are both below 2^127.
        let (num, mut rest) = self.reduced_small()?;
        let den = rest;
        let mut count = |factor: i128| {
            let mut times = 0_u8;
            while rest % factor == 0 {
                rest /= factor;
                times += 1;
            }
            times
        };
        let scale = count(2).max(count(5));
        if rest != 1 {
            return None;
        }
        let up = POW10.get(usize::from(scale))? / den;
        Decimal::new(num.checked_mul(up)?, scale).ok()
    }

    /// The reduced ratio as `numerator/denominator`, always with the denominator: `-1/3`, `5/1`.
    #[must_use]
    pub fn to_fraction_string(&self) -> String {
        if let Some((num, den)) = self.reduced_small() {
            return format!("{num}/{den}");
        }
        let big = self.big();
        format!("{}/{}", big.numerator(), big.denominator())
    }

    /// The same value as a big rational.
    #[must_use]
    pub fn big(&self) -> RBig {
        match &self.0 {
            Small { num, den } => RBig::from_parts(IBig::from(*num), UBig::from(den.unsigned_abs())),
            Big(big) => big.as_ref().clone(),
        }
    }

    /// Numerator and denominator (above zero, not always reduced) if both fit.
    pub(super) fn small(&self) -> Option<(i128, i128)> {
        match self.0 {
            Small { num, den } => Some((num, den)),
            Big(_) => None,
        }
    }

    /// Magnitude of the numerator, and denominator, reduced.
    pub(super) fn magnitude(&self) -> (UBig, UBig) {
        let (num, den) = self.big().into_parts();
        (num.unsigned_abs(), den)
    }

    /// Numerator and denominator, reduced, if both fit.
    fn reduced_small(&self) -> Option<(i128, i128)> {
        let (num, den) = self.small()?;
        let (mut a, mut b) = (num.unsigned_abs(), den.unsigned_abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        // The common divisor divides `den`, so it is not zero and fits an i128.
        let divisor = i128::try_from(a).ok()?;
        Some((num / divisor, den / divisor))
    }
}

/// `a/b + c/d` if it fits; the denominators of scores are mostly powers of ten, where one divides the other and the
/// sum need not take their product.
fn add_small(a: i128, b: i128, c: i128, d: i128) -> Option<(i128, i128)> {
    if b == d {
        return Some((a.checked_add(c)?, b));
    }
    if b > d {
        return add_small(c, d, a, b);
    }
    if d % b == 0 {
        return Some((a.checked_mul(d / b)?.checked_add(c)?, d));
    }
    Some((a.checked_mul(d)?.checked_add(c.checked_mul(b)?)?, b.checked_mul(d)?))
}

impl From<RBig> for Exact {
    fn from(value: RBig) -> Self {
        match (i128::try_from(value.numerator()), i128::try_from(value.denominator())) {
            (Ok(num), Ok(den)) => Self(Small { num, den }),
            _ => Self(Big(Box::new(value))),
        }
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Self(Small { num: value.mantissa(), den: POW10[usize::from(value.scale())] })
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Self::from_int(value)
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Small { num: a, den: b }, Small { num: c, den: d }) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        self.big().cmp(&other.big())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Exact {}

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

/// The decimal writing if it is finite, otherwise the reduced fraction: `0.25`, `1/3`.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_decimal() {
            Some(decimal) => decimal.fmt(f),
            None => f.write_str(&self.to_fraction_string()),
        }
    }
}
