//! Which values a formula can take, from the ranges of its fields: an enclosure, never too narrow.

use super::{Comparison, Known, Number, NumberKind, Operator};
use crate::exact::{Bound, Decimal, Exact, Interval, IntervalSet, Mode, NumberError, Rounding, ln, root};
use std::cmp::Ordering;

/// An end of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
struct End {
    /// `None` for the infinite end.
    at: Option<Exact>,
    closed: bool,
}

/// A range of exact values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    low: End,
    high: End,
}

/// Digits after the point to which an end that is no decimal is widened.
const FINEST: u8 = 18;

/// Ranges of columns.
pub type ColumnRanges<'a> = dyn Fn(usize) -> Range + 'a;

impl Range {
    /// All numbers.
    #[must_use]
    pub fn all() -> Self {
        let infinite = || End { at: None, closed: false };
        Self { low: infinite(), high: infinite() }
    }

    /// One number.
    #[must_use]
    pub fn only(value: &Exact) -> Self {
        let end = || End { at: Some(value.clone()), closed: true };
        Self { low: end(), high: end() }
    }

    /// Zero and everything above.
    #[must_use]
    pub fn not_negative() -> Self {
        Self { low: End { at: Some(Exact::zero()), closed: true }, ..Self::all() }
    }

    /// The smallest range that holds all intervals of a set.
    #[must_use]
    pub fn of(set: &IntervalSet) -> Self {
        let end = |bound: &Bound| End { at: bound.at.map(Exact::from), closed: bound.closed };
        set.0
            .iter()
            .map(|interval| Self { low: end(&interval.low), high: end(&interval.high) })
            .reduce(|a, b| a.hull(&b))
            .unwrap_or_else(Self::all)
    }

    /// An interval of decimals around the range, as it is after a rounding point. Rounding can reach an open end, so
    /// ends are closed there; an end that is no decimal moves outwards by less than anybody can write.
    #[must_use]
    pub fn enclosing(&self, rounding: Option<Rounding>) -> Interval {
        let bound = |end: &End, outwards: Mode| {
            let Some(at) = &end.at else { return Bound::INFINITE };
            if let Some(rounding) = rounding.filter(|rounding| rounding.mode != Mode::Refuse) {
                return rounding.apply(at).map_or(Bound::INFINITE, Bound::closed);
            }
            match at.to_decimal() {
                Some(at) => Bound { at: Some(at), closed: end.closed },
                None => Rounding::new(FINEST, outwards).apply(at).map_or(Bound::INFINITE, Bound::closed),
            }
        };
        Interval { low: bound(&self.low, Mode::Floor), high: bound(&self.high, Mode::Ceiling) }
    }

    /// The part of the range that stands in this relation to some value of `other`.
    #[must_use]
    pub(super) fn narrowed(&self, comparison: Comparison, other: &Self) -> Self {
        let open = |end: &End| End { at: end.at.clone(), closed: false };
        let below =
            |high: End| Self { low: self.low.clone(), high: inner(&self.high, &high, Ordering::Greater) };
        let above = |low: End| Self { low: inner(&self.low, &low, Ordering::Less), high: self.high.clone() };
        match comparison {
            Comparison::Less => below(open(&other.high)),
            Comparison::AtMost => below(other.high.clone()),
            Comparison::More => above(open(&other.low)),
            Comparison::AtLeast => above(other.low.clone()),
            Comparison::Equal => above(other.low.clone()).narrowed(Comparison::AtMost, other),
            // One number can be taken out only at an end.
            Comparison::Unequal => {
                let without = |end: &End| match (&end.at, other.point()) {
                    (Some(at), Some(point)) if *at == point => open(end),
                    _ => end.clone(),
                };
                Self { low: without(&self.low), high: without(&self.high) }
            }
        }
    }

    /// Whether some value of this range stands in this relation to some value of `other`.
    #[must_use]
    pub fn can(&self, comparison: Comparison, other: &Self) -> bool {
        let below = |low: &End, high: &End, touching: bool| match (&low.at, &high.at) {
            (Some(low_at), Some(high_at)) => match low_at.cmp(high_at) {
                Ordering::Less => true,
                Ordering::Equal => touching && low.closed && high.closed,
                Ordering::Greater => false,
            },
            _ => true,
        };
        match comparison {
            Comparison::Less => below(&self.low, &other.high, false),
            Comparison::AtMost => below(&self.low, &other.high, true),
            Comparison::More => below(&other.low, &self.high, false),
            Comparison::AtLeast => below(&other.low, &self.high, true),
            Comparison::Equal => below(&self.low, &other.high, true) && below(&other.low, &self.high, true),
            Comparison::Unequal => self.point().is_none() || self.point() != other.point(),
        }
    }

    /// Whether the value can be zero.
    #[must_use]
    pub fn contains_zero(&self) -> bool {
        let zero = Exact::zero();
        let above = match &self.low.at {
            None => true,
            Some(low) => *low < zero || (low.is_zero() && self.low.closed),
        };
        let below = match &self.high.at {
            None => true,
            Some(high) => *high > zero || (high.is_zero() && self.high.closed),
        };
        above && below
    }

    /// Whether the value can be below zero.
    #[must_use]
    pub fn can_be_negative(&self) -> bool {
        self.low.at.as_ref().is_none_or(Exact::is_negative)
    }

    /// Whether only one value is possible.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.point().is_some()
    }

    /// The smallest range that holds both.
    pub(super) fn hull(&self, other: &Self) -> Self {
        Self {
            low: outer(&self.low, &other.low, Ordering::Less),
            high: outer(&self.high, &other.high, Ordering::Greater),
        }
    }

    fn neg(&self) -> Self {
        let flip = |end: &End| End { at: end.at.as_ref().map(Exact::neg), closed: end.closed };
        Self { low: flip(&self.high), high: flip(&self.low) }
    }

    fn plus(&self, other: &Self) -> Self {
        let sum = |a: &End, b: &End| match (&a.at, &b.at) {
            (Some(x), Some(y)) => End { at: Some(x.add(y)), closed: a.closed && b.closed },
            _ => End { at: None, closed: false },
        };
        Self { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high) }
    }

    fn times(&self, other: &Self) -> Self {
        match (self.is_not_negative(), other.is_not_negative()) {
            (true, true) => {
                let product = |a: &End, b: &End| match (&a.at, &b.at) {
                    (Some(x), Some(y)) => {
                        let zero_reached = (x.is_zero() && a.closed) || (y.is_zero() && b.closed);
                        End { at: Some(x.mul(y)), closed: zero_reached || (a.closed && b.closed) }
                    }
                    (Some(x), None) | (None, Some(x)) if x.is_zero() => {
                        End { at: Some(Exact::zero()), closed: true }
                    }
                    _ => End { at: None, closed: false },
                };
                Self { low: product(&self.low, &other.low), high: product(&self.high, &other.high) }
            }
            (false, true) if self.neg().is_not_negative() => self.neg().times(other).neg(),
            (true, false) if other.neg().is_not_negative() => self.times(&other.neg()).neg(),
            (false, false) if self.neg().is_not_negative() && other.neg().is_not_negative() => {
                self.neg().times(&other.neg())
            }
            // A factor of either sign: exact only for a finite constant, which is what rules multiply by.
            _ => match (self.point(), other.point()) {
                (Some(factor), _) => other.scaled(&factor),
                (_, Some(factor)) => self.scaled(&factor),
                _ => Self::all(),
            },
        }
    }

    fn scaled(&self, factor: &Exact) -> Self {
        if factor.is_zero() {
            return Self::only(factor);
        }
        let scale = |end: &End| End { at: end.at.as_ref().map(|at| at.mul(factor)), closed: end.closed };
        let (low, high) = (scale(&self.low), scale(&self.high));
        if factor.is_negative() { Self { low: high, high: low } } else { Self { low, high } }
    }

    fn over(&self, other: &Self) -> Self {
        if let Some(divisor) = other.point()
            && let Some(inverse) = Exact::one().div(&divisor)
        {
            return self.scaled(&inverse);
        }
        let sign = |range: &Self| (range.is_not_negative(), range.neg().is_not_negative());
        match (sign(self), sign(other)) {
            ((true, _), (true, _)) => self.over_not_negative(other),
            ((_, true), (_, true)) => self.neg().over_not_negative(&other.neg()),
            ((true, _), (_, true)) => self.over_not_negative(&other.neg()).neg(),
            ((_, true), (true, _)) => self.neg().over_not_negative(other).neg(),
            _ => Self::all(),
        }
    }

    /// The quotient of two ranges that are not negative; a divisor of zero gives no value at all.
    fn over_not_negative(&self, other: &Self) -> Self {
        let quotient = |above: &End, below: &End| {
            let at = above.at.as_ref()?.div(below.at.as_ref()?)?;
            Some(End { closed: above.closed && (below.closed || at.is_zero()), at: Some(at) })
        };
        // Divided by ever more, a quotient comes as near to zero as one likes.
        let zero = || End { at: Some(Exact::zero()), closed: self.low.closed && self.contains_zero() };
        Self {
            low: quotient(&self.low, &other.high).unwrap_or_else(zero),
            high: quotient(&self.high, &other.low).unwrap_or(End { at: None, closed: false }),
        }
    }

    /// The range of a function that never falls; an end without an answer is open to infinity.
    fn mapped(&self, function: impl Fn(&Exact) -> Result<Decimal, NumberError>) -> Self {
        let end = |end: &End| match end.at.as_ref().map(&function) {
            Some(Ok(at)) => End { at: Some(at.into()), closed: true },
            _ => End { at: None, closed: false },
        };
        Self { low: end(&self.low), high: end(&self.high) }
    }

    fn magnitude(&self) -> Self {
        if self.is_not_negative() {
            return self.clone();
        }
        let negative = self.neg();
        if negative.is_not_negative() {
            return negative;
        }
        Self { low: Self::not_negative().low, high: outer(&self.high, &negative.high, Ordering::Greater) }
    }

    fn is_not_negative(&self) -> bool {
        self.low.at.as_ref().is_some_and(|low| !low.is_negative())
    }

    fn point(&self) -> Option<Exact> {
        match (&self.low.at, &self.high.at) {
            (Some(low), Some(high)) if low == high => Some(low.clone()),
            _ => None,
        }
    }

    fn closed(mut self) -> Self {
        self.low.closed = self.low.at.is_some();
        self.high.closed = self.high.at.is_some();
        self
    }
}

/// The end that lies further out: lower for `Less`, higher for `Greater`.
fn outer(a: &End, b: &End, side: Ordering) -> End {
    match (&a.at, &b.at) {
        (Some(x), Some(y)) => match x.cmp(y) {
            Ordering::Equal => End { at: a.at.clone(), closed: a.closed || b.closed },
            ordering if ordering == side => a.clone(),
            _ => b.clone(),
        },
        _ => End { at: None, closed: false },
    }
}

fn inner(a: &End, b: &End, side: Ordering) -> End {
    match (&a.at, &b.at) {
        (None, _) => b.clone(),
        (_, None) => a.clone(),
        (Some(x), Some(y)) => match x.cmp(y) {
            Ordering::Equal => End { at: a.at.clone(), closed: a.closed && b.closed },
            ordering if ordering == side => b.clone(),
            _ => a.clone(),
        },
    }
}

impl Number {
    /// Which values the formula can take, where so much is known.
    #[must_use]
    pub fn range<'a>(&'a self, known: &Known<'a>) -> Range {
        let of = |number: &'a Self| number.range(known);
        let range = match &self.kind {
            NumberKind::Literal(number) | NumberKind::Constant(_, number, _) => {
                Range::only(&Exact::from(*number))
            }
            NumberKind::ReferenceDate(days) => Range::only(&Exact::from_int(*days)),
            NumberKind::Column(column) => known.column(*column),
            NumberKind::Minus(x) => of(x).neg(),
            NumberKind::Binary(Operator::Plus, a, b) => of(a).plus(&of(b)),
            NumberKind::Binary(Operator::Minus, a, b) => of(a).plus(&of(b).neg()),
            NumberKind::Binary(Operator::Times, a, b) => of(a).times(&of(b)),
            NumberKind::Binary(Operator::Over, a, b) => of(a).over(&of(b)),
            NumberKind::If(condition, a, b) => {
                a.range(&known.given(condition, true)).hull(&b.range(&known.given(condition, false)))
            }
            NumberKind::Coalesce(list) => fold(list, of, Range::hull),
            NumberKind::Min(list) => fold(list, of, |a, b| Range {
                low: outer(&a.low, &b.low, Ordering::Less),
                high: inner(&a.high, &b.high, Ordering::Greater),
            }),
            NumberKind::Max(list) => fold(list, of, |a, b| Range {
                low: inner(&a.low, &b.low, Ordering::Less),
                high: outer(&a.high, &b.high, Ordering::Greater),
            }),
            NumberKind::Clamp(_, low, high) => Range { low: of(low).low, high: of(high).high }.closed(),
            NumberKind::Abs(x) => of(x).magnitude(),
            NumberKind::Round(mode, x, digits) => {
                let rounding = Rounding { digits: *digits, mode: *mode };
                of(x).mapped(|end| rounding.apply(end))
            }
            NumberKind::Root(x, degree, digits) => {
                let range = of(x).mapped(|end| root(end, *degree, Rounding::half_up(*digits)));
                // Outside its domain an even root gives nothing, so what it gives is never negative.
                if degree % 2 == 0 {
                    range.narrowed(Comparison::AtLeast, &Range::not_negative())
                } else {
                    range
                }
            }
            NumberKind::Ln(x, digits) => of(x).mapped(|end| ln(end, Rounding::half_up(*digits))),
            NumberKind::YearsBetween(..) | NumberKind::DaysBetween(..) => Range::all(),
        };
        known.narrow(self, range)
    }
}

fn fold<'a>(
    list: &'a [Number],
    of: impl Fn(&'a Number) -> Range,
    both: impl Fn(&Range, &Range) -> Range,
) -> Range {
    list.iter().map(of).reduce(|a, b| both(&a, &b)).unwrap_or_else(Range::all)
}
