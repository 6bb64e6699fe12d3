//! The natural logarithm, correctly rounded in every mode.

use dashu_base::BitTest;
use dashu_int::{IBig, UBig};

use super::{
    decimal::Decimal,
    error::NumberError,
    ratio::Exact,
    rounding::{Mode, Rounding, divide_big},
};

/// The natural logarithm of `x`, correctly rounded.
///
/// Computed with a bound on its error and with more and more digits until both ends of the bound round to the same
/// result (Ziv's strategy). That ends: the logarithm of a rational number other than 1 is irrational, so it is
/// neither a decimal nor a half between two.
///
/// # Errors
/// [`NumberError::LnDomain`] unless `x` is above zero; [`NumberError::NotExact`] in the mode [`Mode::Refuse`] unless
/// `x` is 1; [`NumberError::Overflow`] if the result needs more than 36 digits.
pub fn ln(x: &Exact, rounding: Rounding) -> Result<Decimal, NumberError> {
    if x.is_zero() || x.is_negative() {
        return Err(NumberError::LnDomain);
    }
    let (p, q) = x.magnitude();
    if p == q {
        return Ok(Decimal::ZERO);
    }
    if rounding.mode == Mode::Refuse {
        return Err(NumberError::NotExact);
    }
    let unit = IBig::from(10_u8).pow(usize::from(rounding.digits));
    // 10/3 bits for each digit and some to spare, so that the first round nearly always decides.
    let mut precision = usize::from(rounding.digits) * 10 / 3 + 64;
    loop {
        let (value, error) = approximate(&p, &q, precision);
        let one = UBig::ONE << precision;
        let round = |bound: IBig| divide_big(rounding.mode, &(bound * &unit), &one);
        let low = round(&value - &error)?;
        if low == round(value + error)? {
            return Decimal::from_big(low, u16::from(rounding.digits));
        }
        precision *= 2;
    }
}

/// `ln(p/q)` in units of `2^-precision`, and how far it may be off in the same units.
fn approximate(p: &UBig, q: &UBig, precision: usize) -> (IBig, IBig) {
    // p/q = y * 2^k with y between 1/2 and 2, so that z = (y - 1) / (y + 1) is within 1/3 of zero;
    // ln(p/q) = 2 atanh(z) + k ln(2), and ln(2) = 2 atanh(1/3).
    let (p_bits, q_bits) = (p.bit_len(), q.bit_len());
    let over = p << q_bits.saturating_sub(p_bits);
    let under = q << p_bits.saturating_sub(q_bits);
    let sum = &over + &under;
    let below_one = over < under;
    let difference = if below_one { under - over } else { over - under };
    let mut value = IBig::from(atanh(&((difference << precision) / sum), precision));
    if below_one {
        value = -value;
    }
    let ln_2 = IBig::from(atanh(&((UBig::ONE << precision) / 3_u8), precision));
    let k = IBig::from(p_bits) - IBig::from(q_bits);
    value += ln_2 * k;
    // Each atanh is off by at most 3 for each of its terms, and 3 more; it has at most precision/3 + 2 terms.
    let each = 2 * (3 * (precision / 3 + 2) + 3);
    (value * 2_u8, IBig::from(each) * IBig::from(p_bits.abs_diff(q_bits) + 1))
}

/// `atanh(z) = z + z^3/3 + z^5/5 + ...` for `z` up to 1/3, all in units of `2^-precision`, cut downwards.
///
/// Of a unit, `z` may be short by 1, its square by 2 and so each power by less than 2 (1/9 of the power before, 2/3
/// from the square, 1 from the cut), each term by less than 3, and what follows the last term is less than 3. There
/// are at most precision/3 + 2 terms, since each is less than a ninth of the one before.
fn atanh(z: &UBig, precision: usize) -> UBig {
    let square = (z * z) >> precision;
    let mut power = z.clone();
    let mut sum = UBig::ZERO;
    let mut odd = 1_u64;
    while !power.is_zero() {
        sum += &power / odd;
        power = (power * &square) >> precision;
        odd += 2;
    }
    sum
}
