//! One entry's data, as formulas read them.

use crate::entries::{Column, Entries, choice_of};
use bartar_criteria::exact::Decimal;
use bartar_criteria::formula::Data;
use bartar_criteria::missing::{Datum, Missing};

/// One row of the data set.
#[derive(Copy, Clone, Debug)]
pub struct Row<'a> {
    /// All entries.
    pub entries: &'a Entries,
    /// Which one.
    pub row: usize,
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
