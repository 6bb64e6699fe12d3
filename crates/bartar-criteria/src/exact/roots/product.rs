//! Products of powers, compared without multiplying them out unless it is needed.

use std::{cell::OnceCell, cmp::Ordering};

use dashu_base::BitTest;
use dashu_int::UBig;

/// Up to this many bits, multiplying out is cheaper than bounds.
const SHORT: u64 = 2048;
/// How many leading bits the bounds keep. Two candidates for a root of 36 digits differ in the first 130 or so.
const KEPT: usize = 320;

/// A product of powers of integers above zero, multiplied out at most once, and only if bounds do not decide.
pub(super) struct Product {
    factors: Vec<(UBig, u64)>,
    exact: OnceCell<UBig>,
    bounds: OnceCell<Bounds>,
}

impl Product {
    pub(super) fn new(factors: Vec<(UBig, u64)>) -> Self {
        Self { factors, exact: OnceCell::new(), bounds: OnceCell::new() }
    }

    /// The product is below 2 to the power of this.
    pub(super) fn bits_at_most(&self) -> u64 {
        self.bits(0)
    }

    /// The product is at least 2 to the power of this.
    pub(super) fn bits_at_least(&self) -> u64 {
        self.bits(1)
    }

    fn bits(&self, less: usize) -> u64 {
        let length = |base: &UBig| u64::try_from(base.bit_len().saturating_sub(less)).unwrap_or(u64::MAX);
        self.factors
            .iter()
            .fold(0, |sum, (base, power)| sum.saturating_add(length(base).saturating_mul(*power)))
    }

    pub(super) fn compare(&self, other: &Self) -> Ordering {
        if self.bits_at_most().max(other.bits_at_most()) > SHORT
            && let Some(order) = self.bounds().compare(other.bounds())
        {
            return order;
        }
        self.exact().cmp(other.exact())
    }

    fn exact(&self) -> &UBig {
        self.exact.get_or_init(|| {
            let powers = self.factors.iter().map(|(base, power)| {
                // Degrees are bounded, so the power fits on every machine.
                base.pow(usize::try_from(*power).unwrap_or(usize::MAX))
            });
            powers.fold(UBig::ONE, |product, power| product * power)
        })
    }

    fn bounds(&self) -> &Bounds {
        self.bounds.get_or_init(|| {
            let powers = self.factors.iter().map(|(base, power)| Bounds::of(base).pow(*power));
            powers.fold(Bounds::of(&UBig::ONE), |product, power| product.times(&power))
        })
    }
}

/// A number between `low * 2^shift` and `high * 2^shift`.
#[derive(Clone)]
struct Bounds {
    low: UBig,
    high: UBig,
    shift: u64,
}

impl Bounds {
    fn of(value: &UBig) -> Self {
        Self { low: value.clone(), high: value.clone(), shift: 0 }.shortened()
    }

    /// Cuts both to about [`KEPT`] bits, the upper bound upwards.
    fn shortened(self) -> Self {
        let cut = self.high.bit_len().saturating_sub(KEPT);
        if cut == 0 {
            return self;
        }
        let shift = self.shift.saturating_add(u64::try_from(cut).unwrap_or(u64::MAX));
        Self { low: self.low >> cut, high: (self.high >> cut) + 1_u8, shift }
    }

    fn times(&self, other: &Self) -> Self {
        let shift = self.shift.saturating_add(other.shift);
        Self { low: &self.low * &other.low, high: &self.high * &other.high, shift }.shortened()
    }

    fn pow(self, power: u64) -> Self {
        let mut result = Self::of(&UBig::ONE);
        for bit in (0..u64::BITS - power.leading_zeros()).rev() {
            result = result.times(&result);
            if power >> bit & 1 == 1 {
                result = result.times(&self);
            }
        }
        result
    }

    /// The order, if the bounds decide it.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.is_below(other) {
            Some(Ordering::Less)
        } else if other.is_below(self) {
            Some(Ordering::Greater)
        } else {
            None
        }
    }

    fn is_below(&self, other: &Self) -> bool {
        let length = |value: &UBig, shift: u64| {
            shift.saturating_add(u64::try_from(value.bit_len()).unwrap_or(u64::MAX))
        };
        // Lengths first, so that the shifts below stay as short as the bounds are.
        let (mine, theirs) = (length(&self.high, self.shift), length(&other.low, other.shift));
        if mine != theirs {
            return mine < theirs;
        }
        let least = self.shift.min(other.shift);
        let level = |value: &UBig, shift: u64| value << usize::try_from(shift - least).unwrap_or(usize::MAX);
        level(&self.high, self.shift) < level(&other.low, other.shift)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bases() -> impl Strategy<Value = UBig> {
        (any::<[u128; 3]>(), 0_usize..380).prop_map(|([a, b, c], less)| {
            let long = (UBig::from(a) << 256) + (UBig::from(b) << 128) + UBig::from(c);
            (long >> less) + UBig::ONE
        })
    }

    proptest! {
        #[test]
        fn bounds_enclose_the_power(base in bases(), other in bases(), power in 0_u64..60) {
            let product = Product::new(vec![(base, power), (other, 3)]);
            let Bounds { low, high, shift } = product.bounds();
            let level = |value: &UBig| value << usize::try_from(*shift).unwrap();
            prop_assert!(level(low) <= *product.exact() && *product.exact() <= level(high));
            prop_assert!(product.exact().bit_len() as u64 <= product.bits_at_most());
            prop_assert!(product.exact().bit_len() as u64 > product.bits_at_least());
            // Narrow enough to be of use.
            prop_assert!(high.bit_len() <= KEPT + 1 && ((high - low) >> (KEPT / 2)).is_zero());
        }

        #[test]
        fn neighbours_are_told_apart(base in bases(), power in 1_u64..60) {
            let product = Product::new(vec![(base, power)]);
            let exact = product.exact().clone();
            for (neighbour, expected) in [
                (&exact - 1_u8, Ordering::Greater),
                (exact.clone(), Ordering::Equal),
                (&exact + 1_u8, Ordering::Less),
                (&exact * 2_u8, Ordering::Less),
            ] {
                if neighbour.is_zero() {
                    continue;
                }
                let neighbour = Product::new(vec![(neighbour, 1)]);
                prop_assert_eq!(product.compare(&neighbour), expected);
                prop_assert_eq!(neighbour.compare(&product), expected.reverse());
            }
        }
    }
}
