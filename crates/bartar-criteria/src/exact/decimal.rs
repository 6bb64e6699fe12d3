//! Decimal numbers of up to 36 digits.

use std::{cmp::Ordering, fmt, str::FromStr};

use dashu_base::BitTest;
use dashu_int::IBig;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    error::NumberError,
    parse::{Dialect, parse_decimal},
};

/// The most significant digits a [`Decimal`] holds.
pub const MAX_DIGITS: u8 = 36;
/// The most digits after the decimal point a [`Decimal`] holds.
pub const MAX_SCALE: u8 = 36;

/// `POW10[n]` is 10 to the power of `n`, up to the largest that an `i128` holds.
pub(super) const POW10: [i128; 39] = {
    let mut powers = [1_i128; 39];
    let mut n = 1;
    while n < powers.len() {
        powers[n] = powers[n - 1] * 10;
        n += 1;
    }
    powers
};

/// 10 to the power of `n`, if an `i128` holds it.
pub(super) fn pow10(n: u8) -> Option<i128> {
    POW10.get(usize::from(n)).copied()
}

/// The magnitude that no mantissa reaches.
const LIMIT: u128 = POW10[MAX_DIGITS as usize].unsigned_abs();

/// An exact decimal number: `mantissa / 10^scale`.
///
/// Always normalised, without trailing zeros after the point, so that equal numbers are equal structs (`1.50` is
/// `1.5`, and there is one zero). `|mantissa| < 10^36` and `scale <= 36`. Arithmetic is checked: a result that does
/// not fit is [`NumberError::Overflow`], never a wrapped or rounded number.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct Decimal {
    mantissa: i128,
    scale: u8,
}

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };
    /// 1.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };

    /// `mantissa / 10^scale`, normalised.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] if, without trailing zeros, it has more than 36 digits or more than 36 after the
    /// point.
    #[inline]
    pub fn new(mantissa: i128, scale: u8) -> Result<Self, NumberError> {
        let (mantissa, scale) = strip(mantissa, scale);
        if scale > MAX_SCALE || mantissa.unsigned_abs() >= LIMIT {
            return Err(NumberError::Overflow);
        }
        Ok(Self { mantissa, scale })
    }

    /// `mantissa / 10^scale` from a big integer; the same errors as [`Decimal::new`].
    pub(super) fn from_big(mantissa: IBig, scale: u16) -> Result<Self, NumberError> {
        // 10/3 bits are more than a decimal digit holds. A longer number has more than 36 digits even if all of its
        // `scale` decimals are zeros, and need not be divided to know it.
        if mantissa.bit_len() > (usize::from(MAX_DIGITS) + usize::from(scale)) * 10 / 3 + 1 {
            return Err(NumberError::Overflow);
        }
        let (mut mantissa, mut scale) = (mantissa, scale);
        loop {
            if let (Ok(small), Ok(small_scale)) = (i128::try_from(&mantissa), u8::try_from(scale)) {
                return Self::new(small, small_scale);
            }
            // Here the mantissa or the scale is still too large, so only trailing zeros can save it.
            if scale == 0 || !(&mantissa % 10_i8).eq(&0_i8) {
                return Err(NumberError::Overflow);
            }
            mantissa /= 10_i8;
            scale -= 1;
        }
    }

    /// A whole number.
    #[must_use]
    pub const fn from_int(value: i64) -> Self {
        Self { mantissa: value as i128, scale: 0 }
    }

    /// The digits without the point, with the sign.
    #[must_use]
    pub const fn mantissa(&self) -> i128 {
        self.mantissa
    }

    /// How many digits stand after the point, 0 to 36.
    #[must_use]
    pub const fn scale(&self) -> u8 {
        self.scale
    }

    /// Whether this is 0.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.mantissa == 0
    }

    /// Whether this is below 0.
    #[must_use]
    pub const fn is_negative(&self) -> bool {
        self.mantissa < 0
    }

    /// Whether this is a whole number.
    #[must_use]
    pub const fn is_integer(&self) -> bool {
        self.scale == 0
    }

    /// The number with the opposite sign.
    #[must_use]
    pub const fn neg(&self) -> Self {
        Self { mantissa: -self.mantissa, scale: self.scale }
    }

    /// The number without its sign.
    #[must_use]
    pub const fn abs(&self) -> Self {
        Self { mantissa: self.mantissa.abs(), scale: self.scale }
    }

    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] exactly if the sum needs more than 36 digits.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberError> {
        let scale = self.scale.max(other.scale);
        // A term too large to be rescaled makes the sum too large as well: the other is below 10^36, and the last
        // digit of the sum is then the other's last digit, so no trailing zeros go either.
        let sum = match (self.rescaled(scale), other.rescaled(scale)) {
            (Some(a), Some(b)) => a.checked_add(b),
            _ => None,
        };
        Self::new(sum.ok_or(NumberError::Overflow)?, scale)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] exactly if the difference needs more than 36 digits.
    pub fn checked_sub(self, other: Self) -> Result<Self, NumberError> {
        self.checked_add(other.neg())
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] exactly if the product needs more than 36 digits, or more than 36 after the point.
    pub fn checked_mul(self, other: Self) -> Result<Self, NumberError> {
        let scale = self.scale + other.scale;
        match self.mantissa.checked_mul(other.mantissa) {
            Some(product) => Self::new(product, scale),
            // Twos and fives may still make trailing zeros that bring the product back into range.
            None => Self::from_big(IBig::from(self.mantissa) * IBig::from(other.mantissa), u16::from(scale)),
        }
    }

    /// The mantissa this number would have at `scale` digits after the point.
    ///
    /// `None` if that would lose digits (`scale` is below [`Decimal::scale`]) or does not fit an `i128`.
    #[must_use]
    #[inline]
    pub fn rescaled(&self, scale: u8) -> Option<i128> {
        let more = scale.checked_sub(self.scale)?;
        match more {
            0 => Some(self.mantissa),
            _ if self.mantissa == 0 => Some(0),
            _ => self.mantissa.checked_mul(pow10(more)?),
        }
    }

    /// The number with at least `digits` digits after the point: 90.5 at 2 is `90.50`.
    ///
    /// Never rounds: a number with more digits is written with all of them.
    #[must_use]
    pub fn to_fixed(&self, digits: u8) -> String {
        let mut text = self.unsigned_text(digits);
        if self.is_negative() {
            text.insert(0, '-');
        }
        text
    }

    /// The plain digits without the sign, with at least `digits` after the point.
    fn unsigned_text(&self, digits: u8) -> String {
        let scale = usize::from(self.scale);
        let mut text = self.mantissa.unsigned_abs().to_string();
        if text.len() <= scale {
            text.insert_str(0, &"0".repeat(scale + 1 - text.len()));
        }
        if scale > 0 {
            text.insert(text.len() - scale, '.');
        } else if digits > 0 {
            text.push('.');
        }
        for _ in scale..usize::from(digits) {
            text.push('0');
        }
        text
    }
}

/// Removes trailing zeros after the point; zero becomes 0 with scale 0.
fn strip(mantissa: i128, scale: u8) -> (i128, u8) {
    let (mut wide, mut scale) = (mantissa, scale);
    if wide == 0 {
        return (0, 0);
    }
    // 128-bit division is several times slower, so the loop goes on in 64 bits as soon as it can.
    while scale > 0 {
        if let Ok(mut narrow) = i64::try_from(wide) {
            while scale > 0 && narrow % 10 == 0 {
                narrow /= 10;
                scale -= 1;
            }
            return (i128::from(narrow), scale);
        }
        if wide % 10 != 0 {
            break;
        }
        wide /= 10;
        scale -= 1;
    }
    (wide, scale)
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.scale == other.scale {
            return self.mantissa.cmp(&other.mantissa);
        }
        let scale = self.scale.max(other.scale);
        let outgrown = |negative| if negative { Ordering::Less } else { Ordering::Greater };
        // A number that cannot be rescaled is beyond 10^38 there, and the other one, whose scale this is, is below
        // 10^36: so its sign alone decides.
        match (self.rescaled(scale), other.rescaled(scale)) {
            (Some(a), Some(b)) => a.cmp(&b),
            (None, _) => outgrown(self.is_negative()),
            (_, None) => outgrown(other.is_negative()).reverse(),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::from_int(value)
    }
}

impl std::ops::Neg for Decimal {
    type Output = Self;
    fn neg(self) -> Self {
        Self::neg(&self)
    }
}

/// The plain decimal writing, without exponent: `-0.5`, `12`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(!self.is_negative(), "", &self.unsigned_text(0))
    }
}

/// Reads the machine's writing, [`Dialect::default`].
impl FromStr for Decimal {
    type Err = NumberError;
    fn from_str(text: &str) -> Result<Self, NumberError> {
        parse_decimal(text, &Dialect::default())
    }
}

/// As a string, since other programs read JSON numbers as binary doubles.
impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string in the machine's writing; a JSON number is refused, since its digits may be lost already.
impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl de::Visitor<'_> for Text {
            type Value = Decimal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number written as a string, like \"12.5\"")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Decimal, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}
