//! Roots and geometric means, correctly rounded in every mode.
//!
//! A root is found by comparing whole numbers only: `r` is the root of `p/q` cut to `d` digits if it is the largest
//! integer with `r^n * q <= p * 10^(d n)`. Equality means that the root is exact, and the same comparison with
//! `r + 1/2` decides about halves. So no rounding error can arise that would have to be estimated.

use dashu_int::{IBig, UBig};

use super::{decimal::Decimal, error::NumberError, ratio::Exact, rounding::Rounding};

mod product;

use product::Product;

/// The highest degree of a root, and the largest sum of weights (in lowest terms) of a geometric mean. It bounds the
/// length of the integers that have to be compared.
pub const MAX_DEGREE: u64 = 10_000;

/// The square root of `x`, correctly rounded.
///
/// # Errors
/// As [`root`].
pub fn sqrt(x: &Exact, rounding: Rounding) -> Result<Decimal, NumberError> {
    root(x, 2, rounding)
}

/// The real root of `x` of degree `n`, correctly rounded; an odd root of a negative number is negative.
///
/// # Errors
/// [`NumberError::RootDegree`] if `n` is 0 or above [`MAX_DEGREE`]; [`NumberError::RootOfNegative`] for an even root
/// of a negative number; [`NumberError::NotExact`] and [`NumberError::Overflow`] as [`Rounding::apply`].
pub fn root(x: &Exact, n: u32, rounding: Rounding) -> Result<Decimal, NumberError> {
    let degree = u64::from(n);
    if degree == 0 || degree > MAX_DEGREE {
        return Err(NumberError::RootDegree { degree });
    }
    if x.is_negative() && n.is_multiple_of(2) {
        return Err(NumberError::RootOfNegative);
    }
    if n == 1 {
        return rounding.apply(x);
    }
    if x.is_zero() {
        return Ok(Decimal::ZERO);
    }
    let (p, q) = x.magnitude();
    extract(vec![(p, 1)], &[(q, 1)], degree, x.is_negative(), rounding)
}

/// The weighted geometric mean: the product of `x^w` over all items `(x, w)`, to the power of one over the sum of
/// the weights, correctly rounded.
///
/// Items of weight 0 do not count, not even a zero among them. Callers bring rational weights to whole numbers.
///
/// # Errors
/// [`NumberError::DivisionByZero`] if the weights sum to 0; [`NumberError::RootOfNegative`] if an item that counts
/// is negative; [`NumberError::RootDegree`] if the weights, in lowest terms, sum to more than [`MAX_DEGREE`];
/// [`NumberError::NotExact`] and [`NumberError::Overflow`] as [`Rounding::apply`].
pub fn geometric_mean(items: &[(Decimal, u32)], rounding: Rounding) -> Result<Decimal, NumberError> {
    let counted: Vec<(Decimal, u64)> =
        items.iter().filter(|(_, weight)| *weight > 0).map(|(x, weight)| (*x, u64::from(*weight))).collect();
    let Some((first, _)) = counted.first() else {
        return Err(NumberError::DivisionByZero);
    };
    if counted.iter().any(|(x, _)| x.is_negative()) {
        return Err(NumberError::RootOfNegative);
    }
    if counted.iter().any(|(x, _)| x.is_zero()) {
        return Ok(Decimal::ZERO);
    }
    if counted.iter().all(|(x, _)| x == first) {
        return rounding.apply_decimal(*first);
    }
    let divisor = counted.iter().fold(0, |divisor, (_, weight)| gcd(divisor, *weight));
    let weights = || counted.iter().map(|(_, weight)| weight / divisor);
    let degree = weights().fold(0, u64::saturating_add);
    if degree > MAX_DEGREE {
        return Err(NumberError::RootDegree { degree });
    }
    let numerators = counted
        .iter()
        .zip(weights())
        .map(|((x, _), weight)| (UBig::from(x.mantissa().unsigned_abs()), weight));
    let tens = counted.iter().zip(weights()).map(|((x, _), weight)| u64::from(x.scale()) * weight).sum();
    extract(numerators.collect(), &[(UBig::from(10_u8), tens)], degree, false, rounding)
}

fn gcd(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The root of degree `n` of the product of `over` divided by the product of `under`, both above zero and given as
/// powers; `negative` is the sign of the result.
fn extract(
    mut over: Vec<(UBig, u64)>,
    under: &[(UBig, u64)],
    n: u64,
    negative: bool,
    rounding: Rounding,
) -> Result<Decimal, NumberError> {
    // Everything is doubled, so that an even candidate stands for an integer and an odd one for a half between.
    let unit = UBig::from(10_u8).pow(usize::from(rounding.digits));
    over.push((&unit * 2_u8, n));
    let target = Product::new(over);
    // How the doubled candidate compares with the doubled root.
    let compare = |doubled: UBig| {
        let mut factors = under.to_vec();
        factors.push((doubled, n));
        Product::new(factors).compare(&target)
    };

    // The root is below `high` and not below `low`, from here on.
    let limit = &unit * UBig::from(10_u8).pow(usize::from(super::MAX_DIGITS));
    if compare(&limit * 2_u8).is_le() {
        return Err(NumberError::Overflow);
    }
    let under_bits = Product::new(under.to_vec()).bits_at_least();
    // The doubled root is below 2 to the power of a number below `bits + 1`, so the root itself is below 2^bits.
    let bits = target.bits_at_most().saturating_sub(under_bits) / n;
    let mut high = match usize::try_from(bits) {
        Ok(bits) if bits < 2048 => limit.min(UBig::ONE << bits),
        _ => limit,
    };
    let mut low = UBig::ZERO;
    let mut exact = false;
    while &low + UBig::ONE < high {
        let middle = (&low + &high) >> 1;
        let order = compare(&middle * 2_u8);
        if order.is_gt() {
            high = middle;
        } else {
            low = middle;
            exact = order.is_eq();
            if exact {
                break;
            }
        }
    }

    let mut magnitude = low;
    if !exact {
        // The root compared with the half, not the half with the root.
        let half = compare(&magnitude * 2_u8 + 1_u8).reverse();
        let odd = (&magnitude & 1_u8) == 1;
        if rounding.mode.steps_away(negative, half, odd)? {
            magnitude += 1_u8;
        }
    }
    let mantissa = IBig::from(magnitude);
    Decimal::from_big(if negative { -mantissa } else { mantissa }, u16::from(rounding.digits))
}
