//! One entry's data, as formulas read them.

use crate::entries::{Column, Entries, choice_of};
use bartar_criteria::exact::Decimal;
use bartar_criteria::formula::Data;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::rulebook::Indicator;
use bartar_criteria::syntax::NegativePolicy;

/// One row of the data set.
#[derive(Copy, Clone, Debug)]
pub struct Row<'a> {
    /// All entries.
    pub entries: &'a Entries,
    /// Which one.
    pub row: usize,
}

/// One entry's data as the formulas of an indicator read them: by its policy for negative denominators.
#[derive(Copy, Clone, Debug)]
pub struct UnderRule<'a> {
    row: Row<'a>,
    refuses_negative: bool,
}

impl<'a> Row<'a> {
    /// The data, as the formulas of an indicator read them.
    #[must_use]
    pub fn under(&self, indicator: &Indicator) -> UnderRule<'a> {
        let refuses_negative = indicator.negative.is_some_and(|policy| policy != NegativePolicy::AsComputed);
        UnderRule { row: *self, refuses_negative }
    }
}

impl Data for UnderRule<'_> {
    fn number(&self, column: usize) -> Datum<Decimal> {
        self.row.number(column)
    }

    fn choice(&self, column: usize) -> Datum<u16> {
        self.row.choice(column)
    }

    fn is_known(&self, column: usize) -> bool {
        self.row.is_known(column)
    }

    fn refuses_negative(&self) -> bool {
        self.refuses_negative
    }
}

impl Data for Row<'_> {
    fn number(&self, column: usize) -> Datum<Decimal> {
        match self.entries.columns.get(column) {
            Some(Column::Numbers(numbers)) => numbers.get(self.row),
            _ => Err(Missing::NotSubmitted),
        }
    }

    fn choice(&self, column: usize) -> Datum<u16> {
        match self.entries.columns.get(column) {
            Some(Column::Choices(choices)) => choice_of(choices[self.row]),
            _ => Err(Missing::NotSubmitted),
        }
    }

    fn is_known(&self, column: usize) -> bool {
        self.entries.columns.get(column).is_some_and(|column| column.missing(self.row).is_none())
    }
}
