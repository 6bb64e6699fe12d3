//! How the rulebook wants its data read.

use bartar_criteria::money::{power_of_rial, powers};
use bartar_criteria::rulebook::{Calendar, ColumnSpec, DataSpec, Field, FieldKind, LegacyEncoding};
use bartar_scoring::entries::{Column, TextColumn};

use crate::cells::{ColumnReader, Complaints, Evidence, Settled, Written, texts};
use crate::header::{Facet, Header, Layout, Marks, Names};
use crate::workbook::{LIMITS, Limits};

/// How the rulebook wants its data read.
pub(crate) struct Reading<'r> {
    /// The headers that it knows.
    pub(crate) names: Names,
    /// The reader of each of its columns, in the unit of the field.
    pub(crate) columns: Vec<ColumnReader<'r>>,
    /// Readers of columns of money in other units.
    shifted: Vec<(usize, i8, ColumnReader<'r>)>,
    /// The words for the status of evidence.
    pub(crate) evidence: Evidence,
    pub(crate) fields: &'r [Field],
    pub(crate) specs: Vec<ColumnSpec>,
    /// The year of the current data.
    pub(crate) current_year: Option<u32>,
    /// About how many bytes of a text file are read at once.
    pub(crate) block: usize,
    /// Names of the sheet to read in a workbook, of which it has one; none if its headers decide.
    pub(crate) sheets: Vec<String>,
    /// The encoding of text files that are not Unicode, if it was declared.
    pub(crate) legacy_encoding: Option<LegacyEncoding>,
    /// How much a workbook may hold.
    pub(crate) limits: Limits,
    /// The sign before the decimals of a number that is written out.
    pub(crate) decimal: char,
}

impl<'r> Reading<'r> {
    /// The reading of a rulebook with these fields, columns and data.
    pub(crate) fn new(fields: &'r [Field], specs: &[ColumnSpec], data: &'r DataSpec) -> Self {
        let marks = Marks::new(data);
        let known = || specs.iter().filter_map(|spec| fields.get(spec.field));
        let money = known().enumerate().filter(|(_, field)| field.kind == FieldKind::Amount);
        let money = money
            .filter_map(|(column, field)| Some((column, field, power_of_rial(&field.unit.as_ref()?.code)?)));
        let shifted = money.flat_map(|(column, field, own)| {
            let shifts = powers().map(|power| power - own).filter(|shift| *shift != 0);
            shifts
                .map(|shift| (column, shift, ColumnReader::new(field, data, &marks, shift)))
                .collect::<Vec<_>>()
        });
        Self {
            shifted: shifted.collect(),
            columns: known().map(|field| ColumnReader::new(field, data, &marks, 0)).collect(),
            names: Names::new(fields, specs, data, marks),
            evidence: Evidence::new(data),
            fields,
            specs: specs.to_vec(),
            current_year: data.current_year,
            block: crate::csv::BLOCK,
            sheets: data.sheets.clone(),
            legacy_encoding: data.legacy_encoding,
            limits: LIMITS,
            decimal: data.dialect.decimal,
        }
    }

    /// The reader of a column whose numbers are multiplied by this power of ten.
    pub(crate) fn reader(&self, column: usize, shift: i8) -> &ColumnReader<'r> {
        if shift == 0 {
            return &self.columns[column];
        }
        let shifted = self.shifted.iter().find(|(of, by, _)| (*of, *by) == (column, shift));
        shifted.map_or(&self.columns[column], |(.., reader)| reader)
    }

    /// The calendar in which the days of a column are written.
    pub(crate) fn calendar(&self, column: usize) -> Calendar {
        match self.columns.get(column) {
            Some(ColumnReader::Date(reader)) => reader.calendar(),
            _ => Calendar::Gregorian,
        }
    }

    /// The calendar in which the days of the field are written that a row of a long file names.
    pub(crate) fn calendar_of(&self, field: &str) -> Calendar {
        self.names.named(field).map_or(Calendar::Gregorian, |named| self.calendar(named.column))
    }

    /// Some rows of a file whose cells are texts: `cells` gives those of each of its columns.
    pub(crate) fn part<'a, I, E>(
        &self,
        header: &Header,
        rows: usize,
        cells: impl Fn(usize) -> Result<I, E>,
    ) -> Result<Part, E>
    where
        I: Iterator<Item = Option<&'a str>>,
    {
        let labels = |at: Option<usize>| match at {
            Some(at) => Ok::<_, E>(texts(cells(at)?)),
            None => Ok(texts(std::iter::repeat_n(None, rows))),
        };
        let columns = match header.layout {
            Layout::Long => 0..0,
            Layout::Wide | Layout::Years => 0..self.columns.len(),
        };
        let joint = match header.layout {
            Layout::Wide => None,
            layout => {
                let [year, field, value] = header.joints();
                let year = year.map(|at| Ok::<_, E>(texts(cells(at)?))).transpose()?;
                Some(Joint { layout, year, field: labels(field)?, value: labels(value)? })
            }
        };
        Ok(Part {
            ids: labels(Some(header.id))?,
            names: labels(header.name)?,
            labels: Complaints::default(),
            columns: columns
                .map(|column| self.column(header, column, rows, &cells))
                .collect::<Result<_, E>>()?,
            joint,
        })
    }

    /// The cells of a column of the rulebook, with what is said of them.
    pub(crate) fn column<'a, I, E>(
        &self,
        header: &Header,
        column: usize,
        rows: usize,
        cells: impl Fn(usize) -> Result<I, E>,
    ) -> Result<(Column, Complaints), E>
    where
        I: Iterator<Item = Option<&'a str>>,
    {
        if !header.beside(column) {
            let mut complaints = Complaints::default();
            let reader = self.reader(column, header.shift(column, Facet::Stated));
            let column = match header.at(column, Facet::Stated) {
                None => reader.absent(rows),
                Some(at) => reader.read(cells(at)?, rows, &mut complaints),
            };
            return Ok((column, complaints));
        }
        let of = |facet| match header.at(column, facet) {
            None => Ok(vec![""; rows]),
            Some(at) => Ok::<_, E>(cells(at)?.map(Option::unwrap_or_default).collect()),
        };
        let written: [Vec<&str>; 3] = [of(Facet::Stated)?, of(Facet::Verified)?, of(Facet::Evidence)?];
        let cell = |facet: Facet, row: usize| written[facet as usize].get(row).copied().unwrap_or_default();
        Ok(self.settled(header, column, rows, cell))
    }

    /// What counts of the cells of a column that has verified values or the status of evidence.
    pub(crate) fn settled<'c, C: Written + ?Sized + 'c>(
        &self,
        header: &Header,
        column: usize,
        rows: usize,
        cell: impl Fn(Facet, usize) -> &'c C,
    ) -> (Column, Complaints) {
        let mut complaints = Complaints::default();
        let readers =
            [Facet::Stated, Facet::Verified].map(|facet| self.reader(column, header.shift(column, facet)));
        let mut all = readers[0].empty();
        for row in 0..rows {
            let cells = Facet::ALL.map(|facet| cell(facet, row));
            let datum = match Settled::new(cells, readers, &self.evidence) {
                Ok(settled) => {
                    if settled.facet != Facet::Stated {
                        complaints.claim(row, settled.facet, settled.claimed);
                    }
                    settled.datum
                }
                Err((why, claimed)) => {
                    if claimed.is_some() {
                        complaints.claim(row, Facet::Stated, claimed);
                    }
                    Err(complaints.add(row, why))
                }
            };
            all.push(datum);
        }
        (all, complaints)
    }
}

/// Some consecutive rows of a file.
pub(crate) struct Part {
    pub(crate) ids: TextColumn,
    pub(crate) names: TextColumn,
    /// What is wrong with what labels the rows: ids, names, years, and in long files fields and values.
    pub(crate) labels: Complaints,
    /// The columns of the rulebook, each with what is said of its cells; none in long files.
    pub(crate) columns: Vec<(Column, Complaints)>,
    /// What joins the rows into entries; none where each row is an entry.
    pub(crate) joint: Option<Joint>,
}

/// What tells, row by row, to which datum of its entry a row belongs.
pub(crate) struct Joint {
    pub(crate) layout: Layout,
    /// The year; none where the file has no such column.
    pub(crate) year: Option<TextColumn>,
    /// In long files the field and the value.
    pub(crate) field: TextColumn,
    pub(crate) value: TextColumn,
}
