//! From what a cell says to what it means: one reader for each column of the rulebook.

mod choice;
mod claim;
mod date;
mod national_id;
mod number;
mod points;
mod stored;

use std::borrow::Cow;

use bartar_criteria::diagnostic::Code;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{DataSpec, Field, FieldKind};
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Cell, Column, NumberColumn, TextColumn, choice_cell};

pub(crate) use self::claim::{Evidence, Settled};
pub(crate) use self::date::DateReader;
pub(crate) use self::number::{NumberReader, unreadable_number};
pub(crate) use self::points::Points;
pub(crate) use self::stored::Stored;

use self::choice::ChoiceReader;
use self::national_id::NationalIdReader;
use crate::blanks::trim;
use crate::header::{Facet, Marks};

/// Why a cell cannot be what it should be.
pub(crate) type Complaint = (Code, Text);

/// What is said of the cells of a column besides what they mean, with their rows.
#[derive(Default)]
pub(crate) struct Complaints {
    /// Cells that are not what they should be.
    pub(crate) faults: Vec<(u32, Complaint)>,
    /// Data for which something else counts than what is stated, and what is stated.
    pub(crate) claims: Vec<(u32, Facet, Option<Cell>)>,
    /// What its decimal points look like.
    pub(crate) points: Points,
}

impl Complaints {
    /// The cell in this row is not what it should be. The datum is then missing.
    pub(crate) fn add(&mut self, row: usize, complaint: Complaint) -> Missing {
        self.faults.push((narrow(row), complaint));
        Missing::NotSubmitted
    }

    /// Something else counts in this row than what is stated.
    pub(crate) fn claim(&mut self, row: usize, facet: Facet, stated: Option<Cell>) {
        self.claims.push((narrow(row), facet, stated));
    }
}

/// A row of a block or row group, which are far smaller.
fn narrow(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// The words that stand for a missing datum.
#[derive(Clone)]
pub(crate) struct Words(Vec<Word>);

#[derive(Clone)]
struct Word {
    /// As the rulebook writes it, without blanks around it.
    text: String,
    /// The key by which other encodings of it are known.
    key: String,
    missing: Missing,
}

impl Words {
    /// The words of a rulebook.
    pub(crate) fn new(data: &DataSpec) -> Self {
        let word = |(text, missing): &(String, Missing)| Word {
            text: trim(text).to_owned(),
            key: matching_key(text),
            missing: *missing,
        };
        Self(data.missing_words.iter().map(word).collect())
    }

    /// The status that a trimmed cell states, word for word.
    fn find(&self, cell: &str) -> Option<Missing> {
        if cell.is_empty() {
            return Some(Missing::NotSubmitted);
        }
        self.0.iter().find(|word| word.text == cell).map(|word| word.missing)
    }

    /// The status of the word with this key: the word in another encoding. None if words with the key disagree.
    fn of_key(&self, key: &str) -> Option<Missing> {
        let mut found = self.0.iter().filter(|word| word.key == key).map(|word| word.missing);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The status that a cell states which is nothing else.
    fn of_unreadable(&self, cell: &str) -> Option<Missing> {
        if self.0.is_empty() { None } else { self.of_key(&matching_key(cell)) }
    }
}

/// Reads the cells of one column of the rulebook.
pub(crate) enum ColumnReader<'r> {
    /// Numbers.
    Number(Box<NumberReader<'r>>),
    /// Dates.
    Date(DateReader<'r>),
    /// Choices, yes and no among them.
    Choice(ChoiceReader<'r>),
    /// National ids.
    NationalId(NationalIdReader),
    /// Texts. Numbers among them that a worksheet holds as such are written with this sign before their decimals.
    Text(char),
}

/// A cell as a file holds it.
pub(crate) trait Written {
    /// What it means to the reader of its column.
    fn read(&self, reader: &ColumnReader<'_>) -> Result<Datum<Cell>, Complaint>;

    /// Its text, as a text file would have it.
    fn text(&self) -> Result<Cow<'_, str>, Complaint>;
}

impl Written for str {
    fn read(&self, reader: &ColumnReader<'_>) -> Result<Datum<Cell>, Complaint> {
        reader.cell(self)
    }

    fn text(&self) -> Result<Cow<'_, str>, Complaint> {
        Ok(Cow::Borrowed(self))
    }
}

impl<'r> ColumnReader<'r> {
    /// The reader of a field's cells, numbers being multiplied by a power of ten.
    pub(crate) fn new(field: &'r Field, data: &'r DataSpec, marks: &Marks, shift: i8) -> Self {
        let words = Words::new(data);
        match &field.kind {
            FieldKind::Amount | FieldKind::Number | FieldKind::Count | FieldKind::Percent => {
                Self::Number(Box::new(NumberReader::new(field, &data.dialect, marks, words, shift)))
            }
            FieldKind::Date(calendar) => Self::Date(DateReader::new(field, *calendar, words)),
            FieldKind::Choice(choices) => Self::Choice(ChoiceReader::choices(field, choices, words)),
            FieldKind::YesNo => Self::Choice(ChoiceReader::yes_no(words)),
            FieldKind::NationalId => Self::NationalId(NationalIdReader::new(words)),
            FieldKind::Text => Self::Text(data.dialect.decimal),
        }
    }

    /// A single written cell.
    pub(crate) fn cell(&self, cell: &str) -> Result<Datum<Cell>, Complaint> {
        Ok(match self {
            Self::Number(reader) => reader.cell(cell)?.map(Cell::Number),
            Self::Date(reader) => reader.cell(cell)?.map(Cell::Number),
            Self::Choice(reader) => reader.cell(cell)?.map(Cell::Choice),
            Self::NationalId(reader) => reader.cell(cell)?.map(Cell::Text),
            Self::Text(_) => match trim(cell) {
                "" => Err(Missing::NotSubmitted),
                text => Ok(Cell::Text(text.to_owned())),
            },
        })
    }

    /// A column without cells.
    pub(crate) fn empty(&self) -> Column {
        match self {
            Self::Number(_) | Self::Date(_) => Column::Numbers(NumberColumn::default()),
            Self::Choice(_) => Column::Choices(Vec::new()),
            Self::NationalId(_) | Self::Text(_) => Column::Texts(TextColumn::default()),
        }
    }

    /// A column in which nothing was submitted.
    pub(crate) fn absent(&self, rows: usize) -> Column {
        self.read(std::iter::repeat_n(None, rows), rows, &mut Complaints::default())
    }

    /// Reads written cells, about `rows` of them; `None` is an empty cell.
    pub(crate) fn read<'a>(
        &self,
        cells: impl Iterator<Item = Option<&'a str>>,
        rows: usize,
        complaints: &mut Complaints,
    ) -> Column {
        // Internal iteration: polars' iterators are chains, which are slow when they are asked cell by cell.
        match self {
            Self::Number(reader) => {
                let mut column = NumberColumn::with_capacity(rows);
                let doubtful = reader.takes_whole_numbers();
                cells.enumerate().for_each(|(row, cell)| match cell.and_then(|cell| reader.plain(cell)) {
                    Some((mantissa, scale)) => {
                        if doubtful {
                            complaints.points.see_plain(row, mantissa, scale);
                        }
                        column.push_short(mantissa, scale);
                    }
                    None => {
                        let datum = reader.cell(cell.unwrap_or_default());
                        if doubtful && matches!(datum, Ok(Ok(_))) {
                            complaints.points.see_written(row, cell.unwrap_or_default());
                        }
                        column.push(datum.unwrap_or_else(|why| Err(complaints.add(row, why))));
                    }
                });
                Column::Numbers(column)
            }
            Self::Date(reader) => {
                let mut column = NumberColumn::with_capacity(rows);
                cells.enumerate().for_each(|(row, cell)| {
                    let datum = reader.cell(cell.unwrap_or_default());
                    column.push(datum.unwrap_or_else(|why| Err(complaints.add(row, why))));
                });
                Column::Numbers(column)
            }
            Self::Choice(reader) => {
                let mut column = Vec::with_capacity(rows);
                cells.enumerate().for_each(|(row, cell)| {
                    let datum = reader.cell(cell.unwrap_or_default());
                    column.push(choice_cell(datum.unwrap_or_else(|why| Err(complaints.add(row, why)))));
                });
                Column::Choices(column)
            }
            Self::NationalId(reader) => {
                let mut column = TextColumn::default();
                cells.enumerate().for_each(|(row, cell)| {
                    let datum = reader.cell(cell.unwrap_or_default());
                    let datum = datum.unwrap_or_else(|why| Err(complaints.add(row, why)));
                    column.push(datum.as_deref().unwrap_or_default());
                });
                Column::Texts(column)
            }
            Self::Text(_) => Column::Texts(texts(cells)),
        }
    }
}

/// Texts as they are, without the blanks around them.
pub(crate) fn texts<'a>(cells: impl Iterator<Item = Option<&'a str>>) -> TextColumn {
    let mut column = TextColumn::default();
    cells.for_each(|cell| column.push(trim(cell.unwrap_or_default())));
    column
}
