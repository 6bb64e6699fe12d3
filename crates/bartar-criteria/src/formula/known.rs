//! What is known where a part of a formula is evaluated: ranges of columns, and the conditions around it.
//!
//! `if(sales = 0, 0, profit / sales)` divides only where `sales` is not zero. The linter must see that, or it would ask
//! for what the rulebook states already.

use super::range::{ColumnRanges, Range};
use super::{Comparison, Number, NumberKind, Operator, Truth, TruthKind};
use crate::exact::{Exact, Mode, overlaps};
use crate::rulebook::Class;
use std::sync::Arc;

/// How many choices a column offers; 0 where that is not known.
pub type ChoiceCounts<'a> = dyn Fn(usize) -> usize + 'a;

/// What is known at one place of a formula.
#[derive(Clone)]
pub struct Known<'a> {
    columns: &'a ColumnRanges<'a>,
    counts: &'a ChoiceCounts<'a>,
    numbers: Vec<(&'a Number, Comparison, Range)>,
    choices: Vec<(Subject<'a>, &'a [u16], bool)>,
    /// How many conditions this place stands in the condition of.
    depth: u8,
}

/// Conditions nested deeper than this inside conditions are not looked at: each level doubles the work.
const DEEPEST: u8 = 3;

/// Most conditions remembered at one place: more than people write, and a bound to the work.
const MOST_FACTS: usize = 32;

/// What holds a choice.
#[derive(Copy, Clone)]
enum Subject<'a> {
    Column(usize),
    Class(&'a Arc<Class>),
    /// Whether a column's datum is there.
    Known(usize),
}

impl PartialEq for Subject<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Column(a), Self::Column(b)) => a == b,
            (Self::Class(a), Self::Class(b)) => a.id == b.id,
            (Self::Known(a), Self::Known(b)) => a == b,
            _ => false,
        }
    }
}

/// The choice that stands for yes.
const YES: &[u16] = &[1];
/// The choice that stands for no.
const NO: &[u16] = &[0];

impl<'a> Known<'a> {
    /// Nothing but the ranges of columns.
    #[must_use]
    pub fn only(columns: &'a ColumnRanges<'a>) -> Self {
        Self { columns, counts: &|_| 0, numbers: Vec::new(), choices: Vec::new(), depth: 0 }
    }

    /// The same, and how many choices the columns offer.
    #[must_use]
    pub fn with_choices(self, counts: &'a ChoiceCounts<'a>) -> Self {
        Self { counts, ..self }
    }

    pub(super) fn column(&self, column: usize) -> Range {
        (self.columns)(column)
    }

    /// The same, and that `condition` holds (or does not).
    #[must_use]
    pub fn given(&self, condition: &'a Truth, holds: bool) -> Self {
        let mut known = self.clone();
        if self.depth < DEEPEST {
            known.assume(condition, holds);
        }
        known
    }

    fn assume(&mut self, condition: &'a Truth, holds: bool) {
        if self.numbers.len() + self.choices.len() >= MOST_FACTS {
            return;
        }
        match &condition.kind {
            TruthKind::Compare(comparison, a, b) => {
                let comparison = if holds { *comparison } else { comparison.negated() };
                let inside = Self { depth: self.depth + 1, ..self.clone() };
                let (left, right) = (a.range(&inside), b.range(&inside));
                self.numbers.push((a, comparison, right));
                self.numbers.push((b, comparison.mirrored(), left));
            }
            TruthKind::And(a, b) if holds => {
                self.assume(a, true);
                self.assume(b, true);
            }
            TruthKind::Or(a, b) if !holds => {
                self.assume(a, false);
                self.assume(b, false);
            }
            TruthKind::Not(inner) => self.assume(inner, !holds),
            TruthKind::ChoiceIn(column, list) => self.choices.push((Subject::Column(*column), list, holds)),
            TruthKind::ClassIn(class, list) => self.choices.push((Subject::Class(class), list, holds)),
            TruthKind::Flag(column) => self.choices.push((Subject::Column(*column), YES, holds)),
            TruthKind::Known(column) => self.choices.push((Subject::Known(*column), YES, holds)),
            TruthKind::And(..) | TruthKind::Or(..) | TruthKind::Literal(_) => {}
        }
    }

    /// What the conditions leave of the range of `number`.
    pub(super) fn narrow(&self, number: &Number, range: Range) -> Range {
        let facts = self.numbers.iter().filter(|(known, ..)| alike(known, number));
        facts.fold(range, |range, (_, comparison, other)| range.narrowed(*comparison, other))
    }

    /// Whether the number can be zero.
    #[must_use]
    pub fn can_be_zero(&self, number: &'a Number) -> bool {
        let zero = Range::only(&Exact::zero());
        // Zero inside a range cannot be taken out of it, but may be excluded in so many words.
        let excluded = |(known, comparison, other): &(&Number, Comparison, Range)| {
            *comparison == Comparison::Unequal && *other == zero && alike(known, number)
        };
        number.range(self).contains_zero() && !self.numbers.iter().any(excluded)
    }

    /// Whether the conditions leave some choice possible that is none of these; `true` where that cannot be told.
    fn allows_others(&self, subject: Subject<'_>, list: &[u16]) -> bool {
        let count = match subject {
            Subject::Column(column) => (self.counts)(column),
            Subject::Class(class) => class.choices.len(),
            Subject::Known(_) => 2,
        };
        let others = (0..u16::try_from(count).unwrap_or(u16::MAX)).filter(|choice| !list.contains(choice));
        count == 0 || self.allows(subject, &others.collect::<Vec<_>>())
    }

    /// Whether the conditions leave one of these choices possible.
    fn allows(&self, subject: Subject<'_>, list: &[u16]) -> bool {
        list.iter().any(|choice| {
            self.choices
                .iter()
                .filter(|(known, ..)| *known == subject)
                .all(|(_, known, holds)| known.contains(choice) == *holds)
        })
    }
}

impl Truth {
    /// Whether the condition can be `wanted` for some entry. `true` where that cannot be told.
    #[must_use]
    pub fn can_be<'a>(&'a self, wanted: bool, known: &Known<'a>) -> bool {
        match &self.kind {
            TruthKind::Literal(truth) => *truth == wanted,
            TruthKind::Compare(comparison, a, b) => {
                let comparison = if wanted { *comparison } else { comparison.negated() };
                a.range(known).can(comparison, &b.range(known))
            }
            TruthKind::And(a, b) if wanted => {
                a.can_be(true, &known.given(b, true)) && b.can_be(true, &known.given(a, true))
            }
            TruthKind::Or(a, b) if !wanted => {
                a.can_be(false, &known.given(b, false)) && b.can_be(false, &known.given(a, false))
            }
            TruthKind::And(a, b) | TruthKind::Or(a, b) => a.can_be(wanted, known) || b.can_be(wanted, known),
            TruthKind::Not(inner) => inner.can_be(!wanted, known),
            TruthKind::ChoiceIn(column, list) if wanted => known.allows(Subject::Column(*column), list),
            TruthKind::Flag(column) => known.allows(Subject::Column(*column), if wanted { YES } else { NO }),
            TruthKind::ClassIn(class, list) if wanted => {
                known.allows(Subject::Class(class), list)
                    && list.iter().any(|choice| class.can_be(*choice, known))
            }
            TruthKind::ChoiceIn(column, list) => known.allows_others(Subject::Column(*column), list),
            TruthKind::ClassIn(class, list) => known.allows_others(Subject::Class(class), list),
            TruthKind::Known(column) => known.allows(Subject::Known(*column), if wanted { YES } else { NO }),
        }
    }

    /// Visits every number of the condition with what is known there. Of `a and b` each side is decided only where the
    /// other is not false: a side that is false decides the whole, whatever the other does.
    pub fn visit<'a>(&'a self, known: &Known<'a>, visit: &mut dyn FnMut(&'a Number, &Known<'a>)) {
        match &self.kind {
            TruthKind::Compare(_, a, b) => {
                a.visit(known, visit);
                b.visit(known, visit);
            }
            TruthKind::And(a, b) | TruthKind::Or(a, b) => {
                let decisive = matches!(self.kind, TruthKind::And(..));
                a.visit(&known.given(b, decisive), visit);
                b.visit(&known.given(a, decisive), visit);
            }
            TruthKind::Not(inner) => inner.visit(known, visit),
            _ => {}
        }
    }
}

impl Class {
    /// Whether some entry can be of this class.
    #[must_use]
    pub fn can_be<'a>(&'a self, choice: u16, known: &Known<'a>) -> bool {
        let Some(value) = self.value.number() else { return true };
        let range = value.range(known).enclosing(None);
        let mut bands = self.bands.iter().filter(|(_, of)| *of == choice).flat_map(|(set, _)| &set.0);
        bands.any(|band| overlaps(band, &range).is_some())
    }
}

impl Number {
    /// Visits this number and all its parts with what is known there.
    pub fn visit<'a>(&'a self, known: &Known<'a>, visit: &mut dyn FnMut(&'a Self, &Known<'a>)) {
        visit(self, known);
        if let NumberKind::If(condition, a, b) = &self.kind {
            condition.visit(known, visit);
            a.visit(&known.given(condition, true), visit);
            b.visit(&known.given(condition, false), visit);
            return;
        }
        for part in self.parts() {
            part.visit(known, visit);
        }
    }
}

impl Comparison {
    /// What holds where this does not.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Equal => Self::Unequal,
            Self::Unequal => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
        }
    }

    /// The same, read from right to left.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }
}

/// Whether two numbers are the same computation.
pub(super) fn alike(a: &Number, b: &Number) -> bool {
    let same_parts = || {
        let (a, b) = (a.parts(), b.parts());
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
    };
    match (&a.kind, &b.kind) {
        (NumberKind::Literal(a), NumberKind::Literal(b)) => a == b,
        (NumberKind::Constant(a, ..), NumberKind::Constant(b, ..)) => a == b,
        (NumberKind::Column(a), NumberKind::Column(b)) => a == b,
        (NumberKind::Binary(a, ..), NumberKind::Binary(b, ..)) => a == b && same_parts(),
        (NumberKind::Minus(_), NumberKind::Minus(_))
        | (NumberKind::Abs(_), NumberKind::Abs(_))
        | (NumberKind::Min(_), NumberKind::Min(_))
        | (NumberKind::Max(_), NumberKind::Max(_))
        | (NumberKind::Coalesce(_), NumberKind::Coalesce(_))
        | (NumberKind::Clamp(..), NumberKind::Clamp(..)) => same_parts(),
        _ => false,
    }
}

impl Number {
    /// Digits after the point that no value of the formula exceeds; `None` where values can be any ratio.
    #[must_use]
    pub fn decimals(&self, columns: &dyn Fn(usize) -> Option<u8>) -> Option<u8> {
        let most =
            |parts: &[&Self]| parts.iter().try_fold(0, |most, part| Some(part.decimals(columns)?.max(most)));
        match &self.kind {
            NumberKind::Literal(number) | NumberKind::Constant(_, number, _) => Some(number.scale()),
            NumberKind::ReferenceDate(_) | NumberKind::YearsBetween(..) | NumberKind::DaysBetween(..) => {
                Some(0)
            }
            NumberKind::Column(column) => columns(*column),
            NumberKind::Binary(Operator::Over, ..) => None,
            NumberKind::Binary(Operator::Times, a, b) => {
                a.decimals(columns)?.checked_add(b.decimals(columns)?)
            }
            NumberKind::Round(Mode::Refuse, x, _) => x.decimals(columns),
            NumberKind::Round(_, _, digits) | NumberKind::Root(_, _, digits) | NumberKind::Ln(_, digits) => {
                Some(*digits)
            }
            _ => most(&self.parts()),
        }
    }
}
