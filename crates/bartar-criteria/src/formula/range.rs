//! Which values a formula can take, from the ranges of its fields: an enclosure, never too narrow.

use super::{Number, NumberKind, Operator};
use crate::exact::{Bound, Exact, Interval, IntervalSet};
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

    /// The range as an interval of decimals, widened to closed ends where rounding can reach them; `None` where an end
    /// is no decimal.
    #[must_use]
    pub fn to_interval(&self, rounded: bool) -> Option<Interval> {
        let bound = |end: &End| -> Option<Bound> {
            match &end.at {
                None => Some(Bound { at: None, closed: false }),
                Some(at) => Some(Bound { at: Some(at.to_decimal()?), closed: end.closed || rounded }),
            }
        };
        Some(Interval { low: bound(&self.low)?, high: bound(&self.high)? })
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

    fn hull(&self, other: &Self) -> Self {
        Self { low: outer(&self.low, &other.low, Ordering::Less), high: outer(&self.high, &other.high, Ordering::Greater) }
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
                    (Some(x), Some(y)) => End { at: Some(x.mul(y)), closed: a.closed && b.closed || (x.is_zero() && a.closed) || (y.is_zero() && b.closed) },
                    (Some(x), None) | (None, Some(x)) if x.is_zero() => End { at: Some(Exact::zero()), closed: true },
                    _ => End { at: None, closed: false },
                };
                Self { low: product(&self.low, &other.low), high: product(&self.high, &other.high) }
            }
            (false, true) if self.neg().is_not_negative() => self.neg().times(other).neg(),
            (true, false) if other.neg().is_not_negative() => self.times(&other.neg()).neg(),
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
        // A quotient of numbers that are not negative is not negative; its size is not bounded from the ends alone.
        let sign = |range: &Self| (range.is_not_negative(), range.neg().is_not_negative());
        match (sign(self), sign(other)) {
            ((true, _), (true, _)) | ((_, true), (_, true)) => Self::not_negative(),
            ((true, _), (_, true)) | ((_, true), (true, _)) => Self::not_negative().neg(),
            _ => Self::all(),
        }
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
    /// Which values the formula can take.
    #[must_use]
    pub fn range(&self, columns: &ColumnRanges<'_>) -> Range {
        let of = |number: &Self| number.range(columns);
        match &self.kind {
            NumberKind::Literal(number) | NumberKind::Constant(_, number, _) => Range::only(&Exact::from(*number)),
            NumberKind::ReferenceDate(days) => Range::only(&Exact::from_int(*days)),
            NumberKind::Column(column) => columns(*column),
            NumberKind::Minus(x) => of(x).neg(),
            NumberKind::Binary(Operator::Plus, a, b) => of(a).plus(&of(b)),
            NumberKind::Binary(Operator::Minus, a, b) => of(a).plus(&of(b).neg()),
            NumberKind::Binary(Operator::Times, a, b) => of(a).times(&of(b)),
            NumberKind::Binary(Operator::Over, a, b) => of(a).over(&of(b)),
            NumberKind::If(_, a, b) => of(a).hull(&of(b)),
            NumberKind::Coalesce(list) => {
                list.iter().map(of).reduce(|a, b| a.hull(&b)).unwrap_or_else(Range::all)
            }
            NumberKind::Min(list) => fold(list, of, |a, b| Range {
                low: outer(&a.low, &b.low, Ordering::Less),
                high: inner(&a.high, &b.high, Ordering::Greater),
            }),
            NumberKind::Max(list) => fold(list, of, |a, b| Range {
                low: inner(&a.low, &b.low, Ordering::Less),
                high: outer(&a.high, &b.high, Ordering::Greater),
            }),
            NumberKind::Clamp(_, low, high) => {
                Range { low: of(low).low, high: of(high).high }.closed()
            }
            NumberKind::Abs(x) => {
                if of(x).is_not_negative() { of(x) } else { Range::not_negative() }
            }
            // Rounding moves a value by less than one unit of its last digit, so it can reach an open end but, at an
            // end written with no more digits, not pass it; ends with more digits are rare enough to give up on.
            NumberKind::Round(_, x, _) => {
                if of(x).is_not_negative() { Range::not_negative() } else { Range::all() }
            }
            NumberKind::Root(x, degree, _) => {
                if degree % 2 == 0 || of(x).is_not_negative() { Range::not_negative() } else { Range::all() }
            }
            NumberKind::Ln(..) | NumberKind::YearsBetween(..) | NumberKind::DaysBetween(..) => Range::all(),
        }
    }
}

fn fold(list: &[Number], of: impl Fn(&Number) -> Range, both: impl Fn(&Range, &Range) -> Range) -> Range {
    list.iter().map(of).reduce(|a, b| both(&a, &b)).unwrap_or_else(Range::all)
}
