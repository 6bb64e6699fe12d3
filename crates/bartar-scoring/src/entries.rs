//! The entries of a competition as columns: what readers of files fill and scoring reads.
//!
//! One row is one entry as submitted. Rows keep the order in which they were read; nothing here depends on it.

use crate::amendments::Amendment;
use crate::panel::Marks;
use crate::shared::Group;
use bartar_criteria::Text;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::{Datum, Missing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Mantissas at or below this value stand for a [`Missing`] status in narrow columns.
const NARROW_MISSING: i64 = i64::MIN + 3;

/// A column of exact numbers, as narrow as its content allows.
#[derive(Clone, Debug)]
pub struct NumberColumn {
    cells: NumberCells,
}

#[derive(Clone, Debug)]
enum NumberCells {
    /// Every number is `mantissa / 10^scale` and fits 64 bits.
    Narrow { scale: u8, mantissas: Vec<i64> },
    /// Long numbers, each with its own scale.
    Wide(Vec<Datum<Decimal>>),
}

impl Default for NumberColumn {
    fn default() -> Self {
        Self { cells: NumberCells::Narrow { scale: 0, mantissas: Vec::new() } }
    }
}

impl NumberColumn {
    /// An empty column with room for `rows` numbers.
    #[must_use]
    pub fn with_capacity(rows: usize) -> Self {
        Self { cells: NumberCells::Narrow { scale: 0, mantissas: Vec::with_capacity(rows) } }
    }

    /// How many cells the column has.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.cells {
            NumberCells::Narrow { mantissas, .. } => mantissas.len(),
            NumberCells::Wide(cells) => cells.len(),
        }
    }

    /// Whether the column has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends `mantissa / 10^scale`; trailing zeros are allowed. The quick way in for readers of files.
    #[inline]
    pub fn push_short(&mut self, mantissa: i64, scale: u8) {
        if let NumberCells::Narrow { scale: own, mantissas } = &mut self.cells {
            if scale == *own && mantissa > NARROW_MISSING {
                mantissas.push(mantissa);
                return;
            }
            if scale < *own
                && let Some(wider) =
                    10_i64.checked_pow(u32::from(*own - scale)).and_then(|f| mantissa.checked_mul(f))
                && wider > NARROW_MISSING
            {
                mantissas.push(wider);
                return;
            }
        }
        match Decimal::new(i128::from(mantissa), scale) {
            Ok(number) => self.push(Ok(number)),
            // A 64-bit mantissa always fits; the scale comes from at most eighteen written digits.
            Err(_) => self.push(Err(Missing::NotSubmitted)),
        }
    }

    /// Appends a cell.
    pub fn push(&mut self, cell: Datum<Decimal>) {
        match (&mut self.cells, cell) {
            (NumberCells::Narrow { mantissas, .. }, Err(missing)) => {
                mantissas.push(i64::MIN + missing as i64);
            }
            (NumberCells::Narrow { scale, mantissas }, Ok(number)) => {
                if number.scale() <= *scale {
                    if let Some(mantissa) = narrow(number, *scale) {
                        mantissas.push(mantissa);
                        return;
                    }
                } else if let Some(mantissa) = narrow(number, number.scale())
                    && rescale(mantissas, number.scale() - *scale)
                {
                    mantissas.push(mantissa);
                    *scale = number.scale();
                    return;
                }
                self.widen();
                self.push(cell);
            }
            (NumberCells::Wide(cells), cell) => cells.push(cell),
        }
    }

    /// The cell at `row`.
    ///
    /// # Panics
    /// When `row` is not below [`len`](Self::len).
    pub fn get(&self, row: usize) -> Datum<Decimal> {
        match &self.cells {
            NumberCells::Narrow { scale, mantissas } => match missing_of(mantissas[row]) {
                Some(missing) => Err(missing),
                None => Decimal::new(i128::from(mantissas[row]), *scale).map_err(|_| Missing::NotSubmitted),
            },
            NumberCells::Wide(cells) => cells[row],
        }
    }

    /// Puts a cell in place of the one at `row`.
    ///
    /// # Panics
    /// When `row` is not below [`len`](Self::len).
    pub fn set(&mut self, row: usize, cell: Datum<Decimal>) {
        // Written anew, so that the column is as wide as its content asks for; single cells are rarely put in place.
        let mut column = Self::with_capacity(self.len());
        for at in 0..self.len() {
            column.push(if at == row { cell } else { self.get(at) });
        }
        *self = column;
    }

    /// The scale and the mantissas, when every number fits 64 bits; read single cells with [`narrow_cell`].
    #[must_use]
    pub fn as_narrow(&self) -> Option<(u8, &[i64])> {
        match &self.cells {
            NumberCells::Narrow { scale, mantissas } => Some((*scale, mantissas)),
            NumberCells::Wide(_) => None,
        }
    }

    /// Appends all cells of `other`, keeping their order.
    pub fn append(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        if let (
            NumberCells::Narrow { scale, mantissas },
            NumberCells::Narrow { scale: other_scale, mantissas: other_cells },
        ) = (&mut self.cells, &other.cells)
            && scale == other_scale
        {
            mantissas.extend_from_slice(other_cells);
            return;
        }
        for row in 0..other.len() {
            self.push(other.get(row));
        }
    }

    fn widen(&mut self) {
        let cells = (0..self.len()).map(|row| self.get(row)).collect();
        self.cells = NumberCells::Wide(cells);
    }
}

/// Reads one mantissa of a narrow column.
#[inline]
pub fn narrow_cell(mantissa: i64) -> Datum<i64> {
    match missing_of(mantissa) {
        None => Ok(mantissa),
        Some(missing) => Err(missing),
    }
}

#[inline]
fn missing_of(mantissa: i64) -> Option<Missing> {
    if mantissa > NARROW_MISSING {
        return None;
    }
    Missing::ALL.into_iter().find(|missing| i64::MIN + *missing as i64 == mantissa)
}

fn narrow(number: Decimal, scale: u8) -> Option<i64> {
    let mantissa = i64::try_from(number.rescaled(scale)?).ok()?;
    (mantissa > NARROW_MISSING).then_some(mantissa)
}

/// Multiplies every number by `10^digits`; leaves the column as it is and answers no when one would not fit.
fn rescale(mantissas: &mut [i64], digits: u8) -> bool {
    let Some(factor) = 10_i64.checked_pow(u32::from(digits)) else { return mantissas.is_empty() };
    let fits =
        |m: &i64| missing_of(*m).is_some() || m.checked_mul(factor).is_some_and(|m| m > NARROW_MISSING);
    if !mantissas.iter().all(fits) {
        return false;
    }
    for mantissa in mantissas.iter_mut().filter(|m| missing_of(**m).is_none()) {
        *mantissa *= factor;
    }
    true
}

/// A column of short texts, stored end to end.
#[derive(Clone, Debug, Default)]
pub struct TextColumn {
    bytes: String,
    ends: Vec<usize>,
}

impl TextColumn {
    /// Appends a text; an empty one stands for "not submitted".
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
    }

    /// The text at `row`.
    ///
    /// # Panics
    /// When `row` is not below [`len`](Self::len).
    #[must_use]
    pub fn get(&self, row: usize) -> &str {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.bytes[start..self.ends[row]]
    }

    /// Puts a text in place of the one at `row`.
    ///
    /// # Panics
    /// When `row` is not below [`len`](Self::len).
    pub fn set(&mut self, row: usize, text: &str) {
        let mut other = Self::default();
        for at in 0..self.len() {
            other.push(if at == row { text } else { self.get(at) });
        }
        *self = other;
    }

    /// How many texts the column has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether the column has no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Appends all texts of `other`, keeping their order.
    pub fn append(&mut self, other: &Self) {
        let base = self.bytes.len();
        self.bytes.push_str(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| base + end));
    }
}

/// One column of the data set: a field in one year.
#[derive(Clone, Debug)]
pub enum Column {
    /// Amounts, numbers, counts, percents; dates as days since 1970-01-01 (Gregorian).
    Numbers(NumberColumn),
    /// Choices by their index in the field's list; yes/no as 1 and 0. Narrow enough for a byte and a half: at most
    /// 65,531 choices.
    Choices(Vec<u16>),
    /// Free text.
    Texts(TextColumn),
}

/// A datum by itself, out of its column.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cell {
    /// A number, or a date as days since 1970-01-01.
    Number(Decimal),
    /// A choice by its index; yes/no as 1 and 0.
    Choice(u16),
    /// A text.
    Text(String),
}

/// Choice cells from here on stand for a [`Missing`] status.
const CHOICE_MISSING: u16 = u16::MAX - 3;

/// Encodes a choice cell of [`Column::Choices`].
#[must_use]
pub fn choice_cell(cell: Datum<u16>) -> u16 {
    match cell {
        Ok(choice) => choice.min(CHOICE_MISSING - 1),
        Err(missing) => CHOICE_MISSING + missing as u16,
    }
}

/// Decodes a choice cell of [`Column::Choices`].
pub fn choice_of(cell: u16) -> Datum<u16> {
    match cell.checked_sub(CHOICE_MISSING) {
        None => Ok(cell),
        Some(status) => Err(Missing::ALL[usize::from(status)]),
    }
}

impl Column {
    /// How many cells the column has.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Choices(choices) => choices.len(),
            Self::Texts(texts) => texts.len(),
        }
    }

    /// Whether the column has no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The datum at `row`, or why there is none.
    ///
    /// # Errors
    /// Why there is none.
    ///
    /// # Panics
    /// When `row` is not below [`len`](Self::len).
    pub fn cell(&self, row: usize) -> Datum<Cell> {
        match self {
            Self::Numbers(numbers) => numbers.get(row).map(Cell::Number),
            Self::Choices(choices) => choice_of(choices[row]).map(Cell::Choice),
            Self::Texts(texts) => match texts.get(row) {
                "" => Err(Missing::NotSubmitted),
                text => Ok(Cell::Text(text.to_owned())),
            },
        }
    }

    /// Appends a datum of the column's kind, or why there is none. A text column keeps no status besides "not
    /// submitted".
    pub fn push(&mut self, datum: Datum<Cell>) {
        match self {
            Self::Numbers(numbers) => numbers.push(datum.and_then(|cell| match cell {
                Cell::Number(number) => Ok(number),
                _ => Err(Missing::NotSubmitted),
            })),
            Self::Choices(choices) => choices.push(choice_cell(datum.and_then(|cell| match cell {
                Cell::Choice(choice) => Ok(choice),
                _ => Err(Missing::NotSubmitted),
            }))),
            Self::Texts(texts) => texts.push(match &datum {
                Ok(Cell::Text(text)) => text,
                _ => "",
            }),
        }
    }

    /// Puts a datum of the column's kind in place of the one at `row`.
    ///
    /// # Panics
    /// When `row` is not below [`len`](Self::len).
    pub fn set(&mut self, row: usize, datum: Datum<Cell>) {
        match (self, datum) {
            (Self::Numbers(numbers), Ok(Cell::Number(number))) => numbers.set(row, Ok(number)),
            (Self::Choices(choices), Ok(Cell::Choice(choice))) => choices[row] = choice_cell(Ok(choice)),
            (Self::Texts(texts), Ok(Cell::Text(text))) => texts.set(row, &text),
            (Self::Numbers(numbers), Err(missing)) => numbers.set(row, Err(missing)),
            (Self::Choices(choices), Err(missing)) => choices[row] = choice_cell(Err(missing)),
            (Self::Texts(texts), Err(_)) => texts.set(row, ""),
            // Whoever writes a datum reads it as its column is read.
            (_, Ok(_)) => debug_assert!(false, "a datum of another kind than its column"),
        }
    }

    /// Whether the cell at `row` holds no datum, and why.
    #[must_use]
    pub fn missing(&self, row: usize) -> Option<Missing> {
        match self {
            Self::Numbers(numbers) => numbers.get(row).err(),
            Self::Choices(choices) => choice_of(choices[row]).err(),
            Self::Texts(texts) => texts.get(row).is_empty().then_some(Missing::NotSubmitted),
        }
    }
}

/// Something that reading found about one entry as submitted. Where its code is an error, the entry is quarantined:
/// shown, not ranked. Where it is less, the entry is ranked and the finding shown.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The entry's row in [`Entries`].
    pub entry: u32,
    /// The column of [`Entries::columns`] at fault; none when it is the entry as a whole or its id.
    pub column: Option<u16>,
    /// What kind of fault.
    pub code: Code,
    /// What is wrong and what to do. Says nothing of rows or files, which are provenance.
    pub message: Arc<Text>,
    /// The entries that it is about, where these are several: such as all with one id.
    pub group: Option<Group>,
}

/// What an applicant claimed where something else counts: a verified value, or the status of refused evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The entry's row in [`Entries`].
    pub entry: u32,
    /// The column of [`Entries::columns`].
    pub column: u16,
    /// What was claimed; the text as written where it could not be read.
    pub claimed: Cell,
}

/// The entries as submitted, faulty ones included.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    /// Public id of each entry; empty where the file gives none (a fault then says so).
    pub ids: TextColumn,
    /// Name of each entry; empty where the data have no name column.
    pub names: TextColumn,
    /// One column for each of the rulebook's columns (`Rulebook::columns`), in that order.
    pub columns: Vec<Column>,
    /// What reading found wrong, in no particular order.
    pub faults: Vec<Fault>,
    /// What was claimed where something else counts, by entry and column.
    pub claims: Vec<Claim>,
    /// Rows of entries that withdrew after filing, with the reason where one was given.
    pub withdrawals: BTreeMap<u32, Option<Text>>,
    /// The amendments that were decided, accepted ones applied.
    pub amendments: Vec<Amendment>,
    /// The judges' marks, once they are counted.
    pub marks: Option<Marks>,
}

impl Entries {
    /// How many rows were submitted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether nothing was submitted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// What was claimed for a datum for which something else counts.
    #[must_use]
    pub fn claimed(&self, entry: usize, column: usize) -> Option<&Cell> {
        let wanted = (u32::try_from(entry).ok()?, u16::try_from(column).ok()?);
        let at = self.claims.binary_search_by_key(&wanted, |claim| (claim.entry, claim.column)).ok()?;
        self.claims.get(at).map(|claim| &claim.claimed)
    }
}
