//! From the cells of a sheet to entries, some thousand rows at a time.

use std::borrow::Cow;
use std::mem;

use bartar_criteria::calendar::format_date;
use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_scoring::entries::{Column, TextColumn};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::book::Found;
use super::facts::Stretch;
use crate::blanks::trim;
use crate::cells::{Complaint, Complaints, Stored, Written};
use crate::gather::Gathering;
use crate::header::{Facet, Header, Layout};
use crate::provenance::Run;
use crate::reading::{Joint, Part, Reading};

/// How many entries are turned into columns at once.
const BLOCK: u32 = 4096;

/// The rows below the headers on their way into entries.
pub(super) struct Rows<'a> {
    reading: &'a Reading<'a>,
    header: &'a Header,
    /// Whether a column of the sheet is read.
    wanted: Vec<bool>,
    /// The cells of the row that is passing, and whether one of them, read or not, holds something.
    row: u32,
    cells: Vec<(usize, Stored)>,
    filled: bool,
    row_formulas: u32,
    /// Rows that stand too often in succession.
    copied: &'a [Stretch],
    /// The rows of the block: how many, and their cells by the sheet's column.
    count: usize,
    columns: Vec<Vec<Stored>>,
    runs: Vec<Run>,
    first: u32,
    /// What is worth telling.
    pub(super) told: Told,
}

/// What is worth telling of a sheet's rows.
#[derive(Default)]
pub(super) struct Told {
    /// Blank rows before the last row with content, and the first of them, counted from 0.
    pub(super) blank: u32,
    pub(super) first_blank: Option<u32>,
    /// Cells with formulas that were read.
    pub(super) formulas: u64,
    /// The first column behind the headers that has content, and the row of that content.
    pub(super) beyond: Option<(u32, u32)>,
    /// The last row with content.
    pub(super) last: Option<u32>,
    /// The first rows with content that stand too often in succession.
    pub(super) copied: Option<Stretch>,
}

impl<'a> Rows<'a> {
    /// The rows below the headers in row `header_row`.
    pub(super) fn new(
        reading: &'a Reading<'a>,
        header: &'a Header,
        header_row: u32,
        copied: &'a [Stretch],
    ) -> Self {
        let mut wanted = vec![false; header.names.len()];
        for at in [Some(header.id), header.name].iter().chain(&header.columns).flatten() {
            if let Some(wanted) = wanted.get_mut(*at) {
                *wanted = true;
            }
        }
        Self {
            reading,
            header,
            row: header_row,
            cells: Vec::new(),
            filled: false,
            row_formulas: 0,
            copied,
            count: 0,
            columns: vec![Vec::new(); wanted.len()],
            wanted,
            runs: Vec::new(),
            first: 0,
            told: Told { last: Some(header_row), ..Told::default() },
        }
    }

    /// Takes the next cell.
    pub(super) fn take(&mut self, cell: Found, gathering: &mut Gathering) {
        if cell.row != self.row {
            self.end_row(gathering);
            self.row = cell.row;
        }
        let blank = cell.value.is_blank();
        self.filled |= !blank;
        let at = cell.column as usize;
        match self.wanted.get(at) {
            Some(true) => {
                self.row_formulas += u32::from(cell.formula);
                self.cells.push((at, cell.value));
            }
            Some(false) => {}
            None if blank => {}
            None => {
                let beyond = (cell.column, cell.row);
                self.told.beyond = Some(self.told.beyond.map_or(beyond, |other| other.min(beyond)));
            }
        }
    }

    /// The last cell has passed.
    pub(super) fn finish(&mut self, gathering: &mut Gathering) {
        self.end_row(gathering);
        self.flush(gathering);
    }

    /// Ends the row that is passing.
    fn end_row(&mut self, gathering: &mut Gathering) {
        let cells = mem::take(&mut self.cells);
        let formulas = mem::take(&mut self.row_formulas);
        if !mem::take(&mut self.filled) {
            return;
        }
        if self.told.copied.is_none() {
            let row = u64::from(self.row);
            self.told.copied = self.copied.iter().find(|rows| rows.first <= row && row <= rows.last).copied();
        }
        let next = self.told.last.map_or(0, |last| last + 1);
        if self.row > next {
            self.told.blank += self.row - next;
            self.told.first_blank.get_or_insert(next);
        }
        self.told.last = Some(self.row);
        self.told.formulas += u64::from(formulas);
        if self.count == 0 {
            self.first = self.row;
        }
        let entry = u32::try_from(self.count).unwrap_or(u32::MAX);
        Run::extend(&mut self.runs, entry, self.row - self.first);
        self.count += 1;
        let wanted = self.columns.iter_mut().zip(&self.wanted).filter(|(_, wanted)| **wanted);
        wanted.for_each(|(column, _)| column.push(Stored::Empty));
        for (at, value) in cells {
            if let Some(last) = self.columns.get_mut(at).and_then(|column| column.last_mut()) {
                *last = value;
            }
        }
        if entry + 1 >= BLOCK {
            self.flush(gathering);
        }
    }

    /// Turns the rows of the block into entries.
    fn flush(&mut self, gathering: &mut Gathering) {
        let (rows, runs) = (mem::take(&mut self.count), mem::take(&mut self.runs));
        let columns = self.columns.iter_mut().map(mem::take).collect();
        if rows > 0 && !gathering.stopped() {
            let block = Block { reading: self.reading, header: self.header, rows, columns };
            gathering.add(block.part(), &runs, self.first + 1);
        }
    }
}

static EMPTY: Stored = Stored::Empty;

/// Some consecutive rows.
struct Block<'a> {
    reading: &'a Reading<'a>,
    header: &'a Header,
    rows: usize,
    /// Their cells by the sheet's column; none in columns that are not read.
    columns: Vec<Vec<Stored>>,
}

impl Block<'_> {
    fn part(&self) -> Part {
        let Self { reading, header, .. } = self;
        let mut labels = Complaints::default();
        let ids = texts(self.cells(Some(header.id)), Some(codes::ID_IS_DATE), &mut labels);
        let names = texts(self.cells(header.name), None, &mut labels);
        let joint = self.joint(&mut labels);
        let columns = match header.layout {
            Layout::Long => 0..0,
            Layout::Wide | Layout::Years => 0..reading.columns.len(),
        };
        let columns = columns.into_par_iter().map(|column| self.column(column)).collect();
        Part { ids, names, labels, columns, joint }
    }

    /// The cells of a column of the sheet; empty ones where it has no such column.
    fn cells(&self, at: Option<usize>) -> impl Iterator<Item = &Stored> {
        let column = at.and_then(|at| self.columns.get(at));
        (0..self.rows).map(move |row| column.and_then(|cells| cells.get(row)).unwrap_or(&EMPTY))
    }

    /// The cells of a column of the rulebook, with what is said of them.
    fn column(&self, column: usize) -> (Column, Complaints) {
        let Self { reading, header, rows, columns } = self;
        if header.beside(column) {
            let cell = |facet, row: usize| {
                let cells = header.at(column, facet).and_then(|at| columns.get(at));
                cells.and_then(|cells| cells.get(row)).unwrap_or(&EMPTY)
            };
            return reading.settled(header, column, *rows, cell);
        }
        let reader = reading.reader(column, header.shift(column, Facet::Stated));
        let mut complaints = Complaints::default();
        let column = match header.at(column, Facet::Stated).and_then(|at| columns.get(at)) {
            None => reader.absent(*rows),
            Some(cells) => reader.read_stored(cells, &mut complaints),
        };
        (column, complaints)
    }

    /// What joins the rows into entries.
    fn joint(&self, labels: &mut Complaints) -> Option<Joint> {
        if self.header.layout == Layout::Wide {
            return None;
        }
        let [year, field, value] = self.header.joints();
        let year = year.map(|at| texts(self.cells(Some(at)), None, labels));
        let field = texts(self.cells(field), None, labels);
        let mut values = TextColumn::default();
        for (row, cell) in self.cells(value).enumerate() {
            let text = match cell {
                Stored::Day(day) => Ok(format_date(*day, self.reading.calendar_of(field.get(row))).into()),
                _ => cell.written(self.reading.decimal),
            };
            values.push(trim(&told(text, row, labels)));
        }
        Some(Joint { layout: self.header.layout, year, field, value: values })
    }
}

/// Labels as texts. A date is no id: whoever wrote it, the spreadsheet program changed it.
fn texts<'c>(
    cells: impl Iterator<Item = &'c Stored>,
    no_dates: Option<Code>,
    complaints: &mut Complaints,
) -> TextColumn {
    let mut texts = TextColumn::default();
    for (row, cell) in cells.enumerate() {
        let text = match (cell, no_dates) {
            (Stored::Day(_), Some(code)) => {
                cell.text().and_then(|day| Err((code, super::notices::id_is_date(&day))))
            }
            _ => cell.text(),
        };
        texts.push(trim(&told(text, row, complaints)));
    }
    texts
}

/// The text of a cell; none, and a complaint, where it cannot be told.
fn told<'c>(text: Result<Cow<'c, str>, Complaint>, row: usize, complaints: &mut Complaints) -> Cow<'c, str> {
    text.unwrap_or_else(|why| {
        complaints.add(row, why);
        Cow::Borrowed("")
    })
}
