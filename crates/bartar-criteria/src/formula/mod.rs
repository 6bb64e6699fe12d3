//! Formulas: one syntax tree with many readers (exact evaluation, units, ranges, prose).
//!
//! Formulas have no loops and no functions of the user's own, and are total but for division, roots, logarithms and
//! missing data. Nothing in them is rounded unless a function says so.

mod eval;
mod extent;
mod known;
mod lexer;
mod parser;
mod possible;
mod prose;
mod range;
mod typing;
mod units;

#[cfg(test)]
mod tests;

pub use eval::{Absent, Data, both};
pub use known::{ChoiceCounts, Known};
pub use possible::{Wanted, possible};
pub use prose::mode_words;
pub use range::{ColumnRanges, Range};
pub use typing::Names;
pub(crate) use typing::REFERENCE_DATE;
pub use units::{ColumnUnits, Unit, UnitPart, unit_parts};

use crate::codes::FORMULA_SYNTAX;
use crate::diagnostic::Code;
use crate::exact::{Decimal, Mode};
use crate::rulebook::{Calendar, Class};
use crate::text::Text;
use std::sync::Arc;

/// A fault in a formula: bytes of its text, and what is wrong with them.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Kind of fault.
    pub code: Code,
    /// First byte.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Option<Text>,
}

impl Fault {
    fn new(code: Code, from: usize, to: usize, message: Text) -> Self {
        Self { code, from, to, message, hint: None }
    }

    fn syntax(from: usize, to: usize, message: Text) -> Self {
        Self::new(FORMULA_SYNTAX, from, to, message)
    }
}

/// A formula that gives a number (dates count as days).
#[derive(Clone, Debug)]
pub struct Number {
    /// What it is.
    pub kind: NumberKind,
    /// First byte in the formula's text.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
}

/// The forms of a number.
#[derive(Clone, Debug)]
pub enum NumberKind {
    /// A literal.
    Literal(Decimal),
    /// A named constant of the edition.
    Constant(String, Decimal, Option<String>),
    /// The edition's reference date, in days.
    ReferenceDate(i64),
    /// A column of the data set.
    Column(usize),
    /// Minus.
    Minus(Box<Number>),
    /// Plus, minus, times, divided by.
    Binary(Operator, Box<Number>, Box<Number>),
    /// `if(condition, then, otherwise)`.
    If(Box<Truth>, Box<Number>, Box<Number>),
    /// The smallest.
    Min(Vec<Number>),
    /// The largest.
    Max(Vec<Number>),
    /// `clamp(x, low, high)`.
    Clamp(Box<Number>, Box<Number>, Box<Number>),
    /// Without its sign.
    Abs(Box<Number>),
    /// Rounded: an explicit rounding point inside a formula.
    Round(Mode, Box<Number>, u8),
    /// The first that is known.
    Coalesce(Vec<Number>),
    /// `root(x, n, digits)`, half-up; `sqrt` is the second root.
    Root(Box<Number>, u32, u8),
    /// `ln(x, digits)`, half-up.
    Ln(Box<Number>, u8),
    /// Whole years from the first date to the second, by anniversaries of the edition's calendar.
    YearsBetween(Box<Number>, Box<Number>, Calendar),
    /// Days from the first date to the second.
    DaysBetween(Box<Number>, Box<Number>),
}

/// Arithmetic.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Operator {
    /// Sum.
    Plus,
    /// Difference.
    Minus,
    /// Product.
    Times,
    /// Quotient.
    Over,
}

/// Comparisons.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// A formula that gives yes or no.
#[derive(Clone, Debug)]
pub struct Truth {
    /// What it is.
    pub kind: TruthKind,
    /// First byte in the formula's text.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
}

/// The forms of a truth.
#[derive(Clone, Debug)]
pub enum TruthKind {
    /// `true`, `false`.
    Literal(bool),
    /// A yes/no column.
    Flag(usize),
    /// Two numbers compared.
    Compare(Comparison, Box<Number>, Box<Number>),
    /// A choice column that holds one of these choices.
    ChoiceIn(usize, Vec<u16>),
    /// A class that is one of these.
    ClassIn(Arc<Class>, Vec<u16>),
    /// Both.
    And(Box<Truth>, Box<Truth>),
    /// Either.
    Or(Box<Truth>, Box<Truth>),
    /// Not.
    Not(Box<Truth>),
    /// Whether a column's datum is there.
    Known(usize),
}

/// A parsed, typed formula.
#[derive(Clone, Debug)]
pub enum Formula {
    /// It gives a number.
    Number(Number),
    /// It gives a date, in days.
    Date(Number),
    /// It gives yes or no.
    Truth(Truth),
    /// It is a choice column.
    Choice(usize),
    /// It is a class.
    Class(Arc<Class>),
}

/// Parses and types a formula.
///
/// # Errors
/// The first fault of syntax, or every fault of names and types.
pub fn compile(text: &str, names: &Names<'_>) -> Result<Formula, Vec<Fault>> {
    let syntax = parser::parse(text).map_err(|fault| vec![fault])?;
    let formula = typing::resolve(&syntax, names)?;
    match formula.too_large(text) {
        Some(fault) => Err(vec![fault]),
        None => Ok(formula),
    }
}

impl Formula {
    /// The number, of a number or date formula.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) | Self::Date(number) => Some(number),
            _ => None,
        }
    }

    /// The truth, of a yes/no formula.
    #[must_use]
    pub fn as_truth(&self) -> Option<&Truth> {
        match self {
            Self::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    /// Every column the formula reads, in the order of its text, once each.
    #[must_use]
    pub fn columns(&self) -> Vec<usize> {
        let mut columns = Vec::new();
        self.visit_columns(&mut |column| {
            if !columns.contains(&column) {
                columns.push(column);
            }
        });
        columns
    }

    /// Every constant the formula reads.
    #[must_use]
    pub fn constants(&self) -> Vec<String> {
        let mut constants = Vec::new();
        match self {
            Self::Number(number) | Self::Date(number) => number.add_constants(&mut constants),
            Self::Truth(truth) => truth.add_constants(&mut constants),
            Self::Choice(_) | Self::Class(_) => {}
        }
        constants
    }

    fn visit_columns(&self, visit: &mut dyn FnMut(usize)) {
        match self {
            Self::Number(number) | Self::Date(number) => number.visit_columns(visit),
            Self::Truth(truth) => truth.visit_columns(visit),
            Self::Choice(column) => visit(*column),
            Self::Class(class) => class.value.formula.visit_columns(visit),
        }
    }
}

impl Number {
    fn visit_columns(&self, visit: &mut dyn FnMut(usize)) {
        if let NumberKind::Column(column) = self.kind {
            visit(column);
        }
        if let NumberKind::If(condition, ..) = &self.kind {
            condition.visit_columns(visit);
        }
        for part in self.parts() {
            part.visit_columns(visit);
        }
    }

    fn add_constants(&self, constants: &mut Vec<String>) {
        match &self.kind {
            NumberKind::Constant(name, ..) => constants.push(name.clone()),
            NumberKind::If(condition, ..) => condition.add_constants(constants),
            _ => {}
        }
        for part in self.parts() {
            part.add_constants(constants);
        }
    }

    /// The numbers this one is made of.
    #[must_use]
    pub fn parts(&self) -> Vec<&Self> {
        match &self.kind {
            NumberKind::Literal(_)
            | NumberKind::Constant(..)
            | NumberKind::ReferenceDate(_)
            | NumberKind::Column(_) => Vec::new(),
            NumberKind::Minus(x)
            | NumberKind::Abs(x)
            | NumberKind::Round(_, x, _)
            | NumberKind::Root(x, ..)
            | NumberKind::Ln(x, _) => vec![x],
            NumberKind::Binary(_, a, b)
            | NumberKind::If(_, a, b)
            | NumberKind::YearsBetween(a, b, _)
            | NumberKind::DaysBetween(a, b) => vec![a, b],
            NumberKind::Min(list) | NumberKind::Max(list) | NumberKind::Coalesce(list) => {
                list.iter().collect()
            }
            NumberKind::Clamp(x, low, high) => vec![x, low, high],
        }
    }
}

impl Truth {
    fn add_constants(&self, constants: &mut Vec<String>) {
        match &self.kind {
            TruthKind::Compare(_, a, b) => {
                a.add_constants(constants);
                b.add_constants(constants);
            }
            TruthKind::And(a, b) | TruthKind::Or(a, b) => {
                a.add_constants(constants);
                b.add_constants(constants);
            }
            TruthKind::Not(a) => a.add_constants(constants),
            _ => {}
        }
    }

    fn visit_columns(&self, visit: &mut dyn FnMut(usize)) {
        match &self.kind {
            TruthKind::Literal(_) => {}
            TruthKind::Flag(column) | TruthKind::ChoiceIn(column, _) | TruthKind::Known(column) => {
                visit(*column);
            }
            TruthKind::ClassIn(class, _) => class.value.formula.visit_columns(visit),
            TruthKind::Compare(_, a, b) => {
                a.visit_columns(visit);
                b.visit_columns(visit);
            }
            TruthKind::And(a, b) | TruthKind::Or(a, b) => {
                a.visit_columns(visit);
                b.visit_columns(visit);
            }
            TruthKind::Not(a) => a.visit_columns(visit),
        }
    }
}
