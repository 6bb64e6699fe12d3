//! Exact evaluation.

use super::{Comparison, Number, NumberKind, Operator, Truth, TruthKind};
use crate::calendar::whole_years;
use crate::exact::{Decimal, Exact, NumberError, Rounding, ln, root};
use crate::missing::{Datum, Missing};
use crate::rulebook::Class;
use std::cmp::Ordering;

/// The data of one entry, as formulas see them.
pub trait Data {
    /// A cell of a number or date column.
    fn number(&self, column: usize) -> Datum<Decimal>;
    /// A cell of a choice or yes/no column; yes is 1.
    fn choice(&self, column: usize) -> Datum<u16>;
    /// Whether a cell of any column holds a datum.
    fn is_known(&self, column: usize) -> bool;
    /// Whether a denominator below zero leaves a division without an answer.
    fn refuses_negative(&self) -> bool {
        false
    }
}

/// Why a formula gives nothing.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Absent {
    /// A datum is missing.
    Missing(Missing),
    /// A denominator is zero.
    ZeroDivision,
    /// A denominator is negative, and that has a meaning of its own.
    NegativeDenominator,
    /// A root or logarithm outside its domain, or a class value outside all bands.
    OutsideDomain,
    /// A value would have to be rounded, and the rulebook refuses that.
    Inexact,
    /// A number has more digits than exact numbers can have.
    Overflow,
}

impl Absent {
    /// Which of two reasons decides: what data say that are still being examined, then what they say that were rejected,
    /// not submitted or not applicable, and then what is wrong with data that are there. So it does not matter in which
    /// order a formula names its data, and no blank cell hides one that is being examined.
    #[must_use]
    pub fn graver(self, other: Self) -> Self {
        if other.gravity() > self.gravity() { other } else { self }
    }

    fn gravity(self) -> u8 {
        match self {
            Self::Missing(Missing::Pending) => 7,
            Self::Missing(Missing::Rejected) => 6,
            Self::Missing(Missing::NotSubmitted) => 5,
            Self::Missing(Missing::NotApplicable) => 4,
            Self::Overflow => 3,
            Self::Inexact => 2,
            Self::OutsideDomain => 1,
            Self::ZeroDivision | Self::NegativeDenominator => 0,
        }
    }
}

impl From<NumberError> for Absent {
    fn from(error: NumberError) -> Self {
        match error {
            NumberError::NotExact => Self::Inexact,
            NumberError::RootOfNegative | NumberError::LnDomain => Self::OutsideDomain,
            NumberError::DivisionByZero => Self::ZeroDivision,
            _ => Self::Overflow,
        }
    }
}

/// Both of two results.
///
/// # Errors
/// The graver of their reasons.
pub fn both<A, B>(a: Result<A, Absent>, b: Result<B, Absent>) -> Result<(A, B), Absent> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(a), Err(b)) => Err(a.graver(b)),
        (Err(absent), _) | (_, Err(absent)) => Err(absent),
    }
}

impl Number {
    /// The number for one entry.
    ///
    /// # Errors
    /// Why there is none.
    pub fn evaluate(&self, data: &dyn Data) -> Result<Exact, Absent> {
        match &self.kind {
            NumberKind::Literal(number) | NumberKind::Constant(_, number, _) => Ok(Exact::from(*number)),
            NumberKind::ReferenceDate(days) => Ok(Exact::from_int(*days)),
            NumberKind::Column(column) => data.number(*column).map(Exact::from).map_err(Absent::Missing),
            NumberKind::Minus(x) => Ok(x.evaluate(data)?.neg()),
            NumberKind::Binary(operator, left, right) => {
                let (left, right) = both(left.evaluate(data), right.evaluate(data))?;
                match operator {
                    Operator::Plus => Ok(left.add(&right)),
                    Operator::Minus => Ok(left.sub(&right)),
                    Operator::Times => Ok(left.mul(&right)),
                    Operator::Over if data.refuses_negative() && right.is_negative() => {
                        Err(Absent::NegativeDenominator)
                    }
                    Operator::Over => left.div(&right).ok_or(Absent::ZeroDivision),
                }
            }
            NumberKind::If(condition, then, otherwise) => {
                if condition.evaluate(data)? {
                    then.evaluate(data)
                } else {
                    otherwise.evaluate(data)
                }
            }
            NumberKind::Min(list) => extreme(list, data, Ordering::Less),
            NumberKind::Max(list) => extreme(list, data, Ordering::Greater),
            NumberKind::Clamp(x, low, high) => {
                let ends = both(low.evaluate(data), high.evaluate(data));
                let (x, (low, high)) = both(x.evaluate(data), ends)?;
                Ok(if x < low {
                    low
                } else if x > high {
                    high
                } else {
                    x
                })
            }
            NumberKind::Abs(x) => Ok(x.evaluate(data)?.abs()),
            NumberKind::Round(mode, x, digits) => {
                let rounding = Rounding { digits: *digits, mode: *mode };
                Ok(rounding.apply(&x.evaluate(data)?)?.into())
            }
            NumberKind::Coalesce(list) => coalesce(list, data),
            NumberKind::Root(x, degree, digits) => {
                Ok(root(&x.evaluate(data)?, *degree, Rounding::half_up(*digits))?.into())
            }
            NumberKind::Ln(x, digits) => Ok(ln(&x.evaluate(data)?, Rounding::half_up(*digits))?.into()),
            NumberKind::YearsBetween(from, to, calendar) => {
                let (from, to) = both(days(from, data), days(to, data))?;
                whole_years(from, to, *calendar).map(Exact::from_int).ok_or(Absent::OutsideDomain)
            }
            NumberKind::DaysBetween(from, to) => {
                let (from, to) = both(from.evaluate(data), to.evaluate(data))?;
                Ok(to.sub(&from))
            }
        }
    }
}

fn days(date: &Number, data: &dyn Data) -> Result<i64, Absent> {
    let exact = date.evaluate(data)?;
    let whole = exact.to_decimal().filter(Decimal::is_integer);
    whole.and_then(|days| i64::try_from(days.mantissa()).ok()).ok_or(Absent::OutsideDomain)
}

/// The first that is known; the gravest reason where none is.
fn coalesce(list: &[Number], data: &dyn Data) -> Result<Exact, Absent> {
    let mut gravest: Option<Absent> = None;
    for x in list {
        match x.evaluate(data) {
            Err(absent @ Absent::Missing(_)) => {
                gravest = Some(gravest.map_or(absent, |gravest| gravest.graver(absent)));
            }
            found => return found,
        }
    }
    Err(gravest.unwrap_or(Absent::Missing(Missing::NotSubmitted)))
}

fn extreme(list: &[Number], data: &dyn Data, wanted: Ordering) -> Result<Exact, Absent> {
    let best = list.iter().map(|x| x.evaluate(data)).reduce(|best, x| {
        let (best, x) = both(best, x)?;
        Ok(if x.cmp(&best) == wanted { x } else { best })
    });
    // The parser lets no call be empty.
    best.unwrap_or(Err(Absent::OutsideDomain))
}

impl Truth {
    /// The truth for one entry. An `and` with one side false is false, and an `or` with one side true is true, even
    /// when the other side is missing.
    ///
    /// # Errors
    /// Why it cannot be decided.
    pub fn evaluate(&self, data: &dyn Data) -> Result<bool, Absent> {
        match &self.kind {
            TruthKind::Literal(truth) => Ok(*truth),
            TruthKind::Flag(column) => {
                data.choice(*column).map(|choice| choice == 1).map_err(Absent::Missing)
            }
            TruthKind::Compare(comparison, left, right) => {
                let (left, right) = both(left.evaluate(data), right.evaluate(data))?;
                Ok(comparison.holds(left.cmp(&right)))
            }
            TruthKind::ChoiceIn(column, choices) => {
                data.choice(*column).map(|choice| choices.contains(&choice)).map_err(Absent::Missing)
            }
            TruthKind::ClassIn(class, choices) => Ok(choices.contains(&class.of(data)?)),
            TruthKind::And(left, right) => match (left.evaluate(data), right.evaluate(data)) {
                (Ok(false), _) | (_, Ok(false)) => Ok(false),
                (left, right) => both(left, right).map(|_| true),
            },
            TruthKind::Or(left, right) => match (left.evaluate(data), right.evaluate(data)) {
                (Ok(true), _) | (_, Ok(true)) => Ok(true),
                (left, right) => both(left, right).map(|_| false),
            },
            TruthKind::Not(inner) => Ok(!inner.evaluate(data)?),
            TruthKind::Known(column) => Ok(data.is_known(*column)),
        }
    }
}

impl Class {
    /// The class of one entry.
    ///
    /// # Errors
    /// Why it has none.
    pub fn of(&self, data: &dyn Data) -> Result<u16, Absent> {
        let number = self.value.number().ok_or(Absent::OutsideDomain)?.evaluate(data)?;
        let band = self.bands.iter().find(|(interval, _)| interval.contains(&number));
        band.map(|(_, choice)| *choice).ok_or(Absent::OutsideDomain)
    }
}

impl Comparison {
    /// Whether the comparison holds between two things that compare like `ordering`.
    #[must_use]
    pub fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Unequal => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::AtMost => ordering.is_le(),
            Self::More => ordering.is_gt(),
            Self::AtLeast => ordering.is_ge(),
        }
    }
}
