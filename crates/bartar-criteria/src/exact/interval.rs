//! Written intervals and what they cover.

use std::{cmp::Ordering, fmt};

use super::{
    decimal::Decimal,
    digits::{DigitSet, to_persian_digits},
    error::NumberError,
    format_number,
    ratio::Exact,
};
use crate::text;
use crate::text::Text;

mod syntax;

pub use syntax::{IntervalError, IntervalErrorKind};

/// One end of an interval.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Where it ends; `None` if it does not.
    pub at: Option<Decimal>,
    /// Whether `at` itself belongs to the interval; `false` at an infinite end.
    pub closed: bool,
}

impl Bound {
    /// No end on this side.
    pub const INFINITE: Self = Self { at: None, closed: false };

    /// An end that belongs to the interval: `[` or `]`.
    #[must_use]
    pub const fn closed(at: Decimal) -> Self {
        Self { at: Some(at), closed: true }
    }

    /// An end that does not belong to the interval: `(` or `)`.
    #[must_use]
    pub const fn open(at: Decimal) -> Self {
        Self { at: Some(at), closed: false }
    }

    /// The other side of the same cut: what ends here closed, goes on from here open.
    const fn flipped(self) -> Self {
        Self { at: self.at, closed: !self.closed }
    }
}

/// The order in which intervals begin: no end first, and at one place the closed bound before the open one.
fn by_low(a: Bound, b: Bound) -> Ordering {
    // `None` sorts before every number.
    a.at.cmp(&b.at).then(b.closed.cmp(&a.closed))
}

/// The order in which intervals end: no end last, and at one place the open bound before the closed one.
fn by_high(a: Bound, b: Bound) -> Ordering {
    match (a.at, b.at) {
        (Some(x), Some(y)) => x.cmp(&y).then(a.closed.cmp(&b.closed)),
        // The infinite one, which has no number, is the greater.
        (x, y) => x.is_none().cmp(&y.is_none()),
    }
}

/// All numbers between two bounds. Numbers are dense: between two different bounds there are always some.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub low: Bound,
    /// The upper end.
    pub high: Bound,
}

impl Interval {
    /// Every number.
    pub const ALL: Self = Self { low: Bound::INFINITE, high: Bound::INFINITE };

    /// Exactly one number.
    #[must_use]
    pub const fn point(at: Decimal) -> Self {
        Self { low: Bound::closed(at), high: Bound::closed(at) }
    }

    /// Whether this is exactly one number.
    #[must_use]
    pub fn is_point(&self) -> bool {
        self.low.at.is_some() && self.low.at == self.high.at && !self.is_empty()
    }

    /// Whether no number is inside. The parser makes no such interval, but a struct literal can.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match (self.low.at, self.high.at) {
            (Some(low), Some(high)) => match low.cmp(&high) {
                Ordering::Less => false,
                Ordering::Equal => !(self.low.closed && self.high.closed),
                Ordering::Greater => true,
            },
            _ => false,
        }
    }

    /// Whether the number is inside.
    #[must_use]
    pub fn contains(&self, value: &Exact) -> bool {
        self.contains_by(|bound| value.cmp(&Exact::from(bound)))
    }

    /// Whether the number is inside.
    #[must_use]
    pub fn contains_decimal(&self, value: &Decimal) -> bool {
        self.contains_by(|bound| value.cmp(&bound))
    }

    fn contains_by(&self, compare: impl Fn(Decimal) -> Ordering) -> bool {
        let above = self.low.at.is_none_or(|at| match compare(at) {
            Ordering::Less => false,
            Ordering::Equal => self.low.closed,
            Ordering::Greater => true,
        });
        above
            && self.high.at.is_none_or(|at| match compare(at) {
                Ordering::Less => true,
                Ordering::Equal => self.high.closed,
                Ordering::Greater => false,
            })
    }
}

/// Several intervals, joined by "or".
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct IntervalSet(
    /// In the order written; they may overlap.
    pub Vec<Interval>,
);

impl IntervalSet {
    /// Reads written intervals: `[10, 15)`, `(-inf, 0.25]`, `[60, 70) or (80, 90]`.
    ///
    /// * A square bracket takes its end in, a round one leaves it out.
    /// * The ends are parted by `,`, `،`, `;` or `؛`; digits may be Latin, Persian or Arabic, `.` and `٫` are
    ///   decimal signs.
    /// * `inf` or `∞`, with a sign if wished, is an end at infinity, which must be round.
    /// * `5` and `{5}` mean exactly that value.
    /// * `or`, `یا` and `∪` join.
    ///
    /// # Errors
    /// [`IntervalError`] with the byte offset at which the text stops making sense.
    pub fn parse(text: &str) -> Result<Self, IntervalError> {
        syntax::parse(text)
    }

    /// Whether the number is in one of the intervals.
    #[must_use]
    pub fn contains(&self, value: &Exact) -> bool {
        self.0.iter().any(|interval| interval.contains(value))
    }

    /// As people read it; in Persian with Persian digits and the sign of infinity, each interval in its own direction.
    #[must_use]
    pub fn in_words(&self) -> Text {
        let persian = |interval: &Interval| {
            format!("\u{2066}{}\u{2069}", to_persian_digits(&interval.to_string()).replace("inf", "∞"))
        };
        Text::new(self.0.iter().map(persian).collect::<Vec<_>>().join(" یا "), self.to_string())
    }

    /// As somebody says it who never saw an interval: "from 0 to 100", "at least 7".
    #[must_use]
    pub fn said(&self) -> Text {
        let join = |pick: fn(Text) -> String, or: &str| {
            self.0.iter().map(|interval| pick(interval.said())).collect::<Vec<_>>().join(or)
        };
        Text::new(join(|said| said.fa, " یا "), join(|said| said.en, " or "))
    }

    /// Whether the number is in one of the intervals.
    #[must_use]
    pub fn contains_decimal(&self, value: &Decimal) -> bool {
        self.0.iter().any(|interval| interval.contains_decimal(value))
    }
}

impl std::str::FromStr for IntervalSet {
    type Err = IntervalError;
    fn from_str(text: &str) -> Result<Self, IntervalError> {
        Self::parse(text)
    }
}

/// The common part of two intervals, if any; a single shared end point is the point interval.
#[must_use]
pub fn overlaps(a: &Interval, b: &Interval) -> Option<Interval> {
    let low = if by_low(a.low, b.low).is_ge() { a.low } else { b.low };
    let high = if by_high(a.high, b.high).is_le() { a.high } else { b.high };
    let common = Interval { low, high };
    (!common.is_empty()).then_some(common)
}

/// The parts of `domain` that no interval of `sets` covers, from low to high.
#[must_use]
pub fn holes(sets: &[&Interval], domain: &Interval) -> Vec<Interval> {
    let mut covers: Vec<Interval> = sets.iter().filter_map(|interval| overlaps(interval, domain)).collect();
    covers.sort_by(|a, b| by_low(a.low, b.low));
    let mut found = Vec::new();
    // Everything of the domain below `from` is covered or already found to be a hole.
    let mut from = domain.low;
    for cover in covers {
        if cover.low.at.is_some() {
            let gap = Interval { low: from, high: cover.low.flipped() };
            // Where the cover begins at or below `from`, the gap is upside down and so empty.
            if !gap.is_empty() {
                found.push(gap);
            }
        }
        if cover.high.at.is_none() {
            return found;
        }
        let next = cover.high.flipped();
        if by_low(next, from).is_gt() {
            from = next;
        }
    }
    let rest = Interval { low: from, high: domain.high };
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

/// The canonical writing: `[10, 15)`, `(-inf, 0.25]`, `{5}`.
impl Interval {
    fn said(&self) -> Text {
        let number = |at: Decimal| {
            let write = |digits| format_number(&at, None, digits, true);
            (write(DigitSet::Persian), write(DigitSet::Latin))
        };
        let (low, high) = (self.low.at.map(number), self.high.at.map(number));
        let least = |(fa, en): &(String, String)| {
            if self.low.closed {
                text!(fa: "دست‌کم {fa}", en: "at least {en}")
            } else {
                text!(fa: "بیش از {fa}", en: "more than {en}")
            }
        };
        let most = |(fa, en): &(String, String)| {
            if self.high.closed {
                text!(fa: "دست‌بالا {fa}", en: "at most {en}")
            } else {
                text!(fa: "کمتر از {fa}", en: "less than {en}")
            }
        };
        match (&low, &high) {
            (None, None) => Text::new("هر عددی", "any number"),
            (Some(low), None) => least(low),
            (None, Some(high)) => most(high),
            (Some((fa, en)), Some(_)) if self.is_point() => Text::new(fa, en),
            (Some((low_fa, low)), Some((high_fa, high))) if self.low.closed && self.high.closed => {
                text!(fa: "از {low_fa} تا {high_fa}", en: "from {low} to {high}")
            }
            (Some(low), Some(high)) => {
                let (low, high) = (least(low), most(high));
                Text::new(format!("{} و {}", low.fa, high.fa), format!("{} and {}", low.en, high.en))
            }
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.low.at
            && self.is_point()
        {
            return write!(f, "{{{at}}}");
        }
        f.write_str(if self.low.closed { "[" } else { "(" })?;
        match self.low.at {
            Some(at) => write!(f, "{at}, ")?,
            None => f.write_str("-inf, ")?,
        }
        match self.high.at {
            Some(at) => write!(f, "{at}")?,
            None => f.write_str("inf")?,
        }
        f.write_str(if self.high.closed { "]" } else { ")" })
    }
}

/// The canonical writing, joined by ` or `.
impl fmt::Display for IntervalSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, interval) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" or ")?;
            }
            interval.fmt(f)?;
        }
        Ok(())
    }
}
