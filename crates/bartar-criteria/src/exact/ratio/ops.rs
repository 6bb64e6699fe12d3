//! The operators of the language, for formulas that read better with them; each is the method of its name.

use std::{
    iter::Sum,
    ops::{Add, Mul, Neg, Sub},
};

use super::Exact;

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: Self) -> Exact {
        Exact::add(self, other)
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: Self) -> Exact {
        Exact::sub(self, other)
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: Self) -> Exact {
        Exact::mul(self, other)
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        Exact::neg(self)
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(items: I) -> Self {
        items.fold(Self::zero(), |sum, item| sum.add(item))
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(items: I) -> Self {
        items.fold(Self::zero(), |sum, item| sum.add(&item))
    }
}
