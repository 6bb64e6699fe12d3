//! Tables for people and spreadsheets: columns that know their kind and both languages, written as CSV or as a workbook.
//! What a table holds is told cell by cell, so that a long one is never a second time in memory.

mod csv;
mod xlsx;

pub use csv::write_csv;
pub use xlsx::{MOST_ROWS, write_xlsx};

use bartar_criteria::exact::Decimal;
use bartar_criteria::{Lang, Text};
use std::borrow::Cow;

/// What the cells of a column are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Texts that are the same in every language.
    Text,
    /// Texts in both languages.
    Said,
    /// Words that programs know by an id.
    Word,
    /// Yes or no.
    Truth,
    /// Whole numbers.
    Whole,
    /// Numbers with so many decimals.
    Decimal(u8),
}

/// One cell; in a table that programs read too, it is of the kind of its column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text, whatever it looks like.
    Text(Cow<'a, str>),
    /// A text in both languages.
    Said(Cow<'a, Text>),
    /// A word: its id, and what people read.
    Word(&'a str, Cow<'a, Text>),
    /// Yes or no.
    Truth(bool),
    /// A count, a rank or the number of a row.
    Whole(u64),
    /// A number.
    Decimal(Decimal),
}

impl<'a> Cell<'a> {
    /// A text; nothing where it is empty.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// What people read of anything but a number; nothing of a number.
    fn words(&self, lang: Lang) -> &str {
        match (self, lang) {
            (Self::Text(text), _) => text,
            (Self::Said(text) | Self::Word(_, text), _) => text.get(lang),
            (Self::Truth(true), Lang::Fa) => "بله",
            (Self::Truth(false), Lang::Fa) => "خیر",
            (Self::Truth(true), Lang::En) => "yes",
            (Self::Truth(false), Lang::En) => "no",
            (Self::Empty | Self::Whole(_) | Self::Decimal(_), _) => "",
        }
    }
}

/// A column, and how a row's cell is told.
pub struct Column<'a> {
    /// What programs call it.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// What its cells are.
    pub kind: Kind,
    /// How wide it is in a workbook, in characters; longer texts are wrapped.
    pub width: u8,
    /// What somebody is to write into it; nothing in a table that is only read.
    pub inputs: Vec<Input>,
    cell: Box<dyn Fn(usize) -> Cell<'a> + 'a>,
}

/// The numbers that may be written into some cells of a column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input {
    /// The rows, from 0, in their order.
    pub rows: Vec<usize>,
    /// The lowest.
    pub from: Decimal,
    /// The highest.
    pub to: Decimal,
    /// What whoever fills it in is told.
    pub said: Text,
}

impl<'a> Column<'a> {
    /// A column; `cell` tells what stands in a row of the table, from 0.
    pub fn new(
        id: impl Into<String>,
        title: Text,
        kind: Kind,
        width: u8,
        cell: impl Fn(usize) -> Cell<'a> + 'a,
    ) -> Self {
        Self { id: id.into(), title, kind, width, inputs: Vec::new(), cell: Box::new(cell) }
    }

    /// The same column, into which somebody is to write.
    #[must_use]
    pub fn filled_in(self, inputs: Vec<Input>) -> Self {
        Self { inputs, ..self }
    }

    /// The names under which programs read it: texts in both languages are two columns, as in all files for programs.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self.kind {
            Kind::Said => vec![self.id.clone(), format!("{}_fa", self.id)],
            _ => vec![self.id.clone()],
        }
    }

    /// What stands in a row, from 0.
    #[must_use]
    pub fn cell(&self, row: usize) -> Cell<'a> {
        (self.cell)(row)
    }
}

/// A table.
pub struct Table<'a> {
    /// Its name: that of the sheet in a workbook.
    pub name: Text,
    /// Its columns, from the first that is read.
    pub columns: Vec<Column<'a>>,
    /// How many rows it has.
    pub rows: usize,
}

impl Table<'_> {
    /// Whether it fits into a sheet, below its headers.
    #[must_use]
    pub fn fits_xlsx(&self) -> bool {
        self.rows < MOST_ROWS
    }

    /// The titles of its columns; those that have one title are told apart by their ids.
    fn titles(&self, lang: Lang) -> Vec<String> {
        let titles: Vec<&str> = self.columns.iter().map(|column| column.title.get(lang)).collect();
        let alone = |title: &str| titles.iter().filter(|known| **known == title).count() == 1;
        let own = self.columns.iter().zip(&titles).map(|(column, title)| {
            if alone(title) { (*title).to_owned() } else { format!("{title} ({})", column.id) }
        });
        own.collect()
    }
}
