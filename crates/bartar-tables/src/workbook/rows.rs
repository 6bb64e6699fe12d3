//! From the cells of a sheet to entries, some thousand rows at a time.

use std::mem;

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_scoring::entries::TextColumn;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::book::Found;
use crate::cells::{Complaints, Stored};
use crate::gather::{Gathering, Part, Reading};
use crate::header::Header;
use crate::provenance::Run;

/// How many entries are turned into columns at once.
const BLOCK: u32 = 4096;

/// Where a cell of a sheet's column goes.
#[derive(Copy, Clone)]
enum Slot {
    Id,
    Name,
    Column(usize),
}

/// The rows below the headers on their way into entries.
pub(super) struct Rows<'a> {
    reading: &'a Reading<'a>,
    /// By the sheet's column.
    slots: Vec<Option<Slot>>,
    /// The cells of the row that is passing, and whether one of them, read or not, holds something.
    row: u32,
    cells: Vec<(Slot, Stored)>,
    filled: bool,
    row_formulas: u32,
    /// The rows of the block: cells by where they go.
    ids: Vec<Stored>,
    names: Vec<Stored>,
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
}

impl<'a> Rows<'a> {
    /// The rows below the headers in row `header_row`.
    pub(super) fn new(reading: &'a Reading<'a>, header: &Header, header_row: u32) -> Self {
        let mut slots = vec![None; header.names.len()];
        let mut place = |at: Option<usize>, slot| {
            if let Some(place) = at.and_then(|at| slots.get_mut(at)) {
                *place = Some(slot);
            }
        };
        place(Some(header.id), Slot::Id);
        place(header.name, Slot::Name);
        header.columns.iter().enumerate().for_each(|(column, at)| place(*at, Slot::Column(column)));
        Self {
            reading,
            slots,
            row: header_row,
            cells: Vec::new(),
            filled: false,
            row_formulas: 0,
            ids: Vec::new(),
            names: Vec::new(),
            columns: vec![Vec::new(); reading.columns.len()],
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
        match self.slots.get(cell.column as usize) {
            Some(Some(slot)) => {
                self.row_formulas += u32::from(cell.formula);
                self.cells.push((*slot, cell.value));
            }
            Some(None) => {}
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
        let next = self.told.last.map_or(0, |last| last + 1);
        if self.row > next {
            self.told.blank += self.row - next;
            self.told.first_blank.get_or_insert(next);
        }
        self.told.last = Some(self.row);
        self.told.formulas += u64::from(formulas);
        if self.ids.is_empty() {
            self.first = self.row;
        }
        let entry = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        Run::extend(&mut self.runs, entry, self.row - self.first);
        self.ids.push(Stored::Empty);
        self.names.push(Stored::Empty);
        self.columns.iter_mut().for_each(|column| column.push(Stored::Empty));
        for (slot, value) in cells {
            let list = match slot {
                Slot::Id => &mut self.ids,
                Slot::Name => &mut self.names,
                Slot::Column(column) => &mut self.columns[column],
            };
            if let Some(last) = list.last_mut() {
                *last = value;
            }
        }
        if entry + 1 >= BLOCK {
            self.flush(gathering);
        }
    }

    /// Turns the rows of the block into entries.
    fn flush(&mut self, gathering: &mut Gathering) {
        let (ids, names, runs) =
            (mem::take(&mut self.ids), mem::take(&mut self.names), mem::take(&mut self.runs));
        let columns: Vec<Vec<Stored>> = self.columns.iter_mut().map(mem::take).collect();
        if ids.is_empty() || gathering.stopped() {
            return;
        }
        let mut labels = Complaints::default();
        let ids = texts(&ids, Some(codes::ID_IS_DATE), &mut labels);
        let names = texts(&names, None, &mut labels);
        let readers = self.reading.columns.iter().zip(columns).collect::<Vec<_>>();
        let read = |(reader, cells): (&crate::cells::ColumnReader<'_>, Vec<Stored>)| {
            let mut complaints = Complaints::default();
            (reader.read_stored(&cells, &mut complaints), complaints)
        };
        let columns = readers.into_par_iter().map(read).collect();
        gathering.add(Part { ids, names, labels, columns }, &runs, self.first + 1);
    }
}

/// Ids or names as texts. A date is no id: whoever wrote it, the spreadsheet program changed it.
fn texts(cells: &[Stored], no_dates: Option<Code>, complaints: &mut Complaints) -> TextColumn {
    let mut texts = TextColumn::default();
    for (row, cell) in cells.iter().enumerate() {
        let text = match (cell, no_dates) {
            (Stored::Day(_), Some(code)) => {
                cell.text().and_then(|day| Err((code, super::notices::id_is_date(&day))))
            }
            _ => cell.text(),
        };
        let text = text.unwrap_or_else(|why| {
            complaints.add(row, why);
            String::new()
        });
        texts.push(crate::blanks::trim(&text));
    }
    texts
}
