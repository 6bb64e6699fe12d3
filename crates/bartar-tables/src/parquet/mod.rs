//! Parquet files: row group by row group, and in each column by column.

mod chunk;
mod class;
mod opening;
mod pages;
mod thrift;
mod values;
mod write;

pub use self::write::{Cells, write_parts, write_texts};

use std::fs::File;

use bartar_criteria::codes;
use bartar_criteria::rulebook::Calendar;
use bartar_criteria::text;
use bartar_scoring::entries::{Column, TextColumn};
use polars::prelude::{ArrowField, BooleanChunked, NewChunkedArray, PlSmallStr, Series};
use polars_io::parquet::read::FileMetadata;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use self::chunk::{Bytes, Failure};
use self::class::Class;
use crate::blanks::all_blank;
use crate::cells::{Complaints, texts};
use crate::fault::FileFault;
use crate::file::unreadable;
use crate::gather::Gathering;
use crate::guard::guarded;
use crate::header::{Facet, Header, Layout};
use crate::provenance::{Format, Run, SourceFile};
use crate::reading::{Joint, Reading};

/// How many columns of a row group are in memory at once, at most.
const MOST_COLUMNS_AT_ONCE: usize = 32;

/// A Parquet file on its way into entries.
struct Table<'a> {
    file: &'a str,
    bytes: Bytes,
    metadata: FileMetadata,
    /// The file's columns, in its order: how polars is to read them, and what their cells are.
    fields: Vec<(ArrowField, Option<Class>)>,
    header: Header,
    reading: &'a Reading<'a>,
}

/// Reads a Parquet file into the gathering. `progress` is told how many bytes are done.
pub(crate) fn read(
    opened: File,
    file: &str,
    size: u64,
    reading: &Reading<'_>,
    gathering: &mut Gathering,
    progress: &(dyn Fn(u64) + Sync),
) {
    let bytes = Bytes::new(opened, size);
    let table = match Table::open(bytes, file, size, reading) {
        Ok((table, notices)) => {
            gathering.notices.extend(notices);
            table
        }
        Err(faults) => return gathering.faults.extend(faults),
    };
    let written = |column: Option<usize>| column.and_then(|at| table.header.names.get(at).cloned());
    gathering.begin(SourceFile {
        path: file.to_owned(),
        sheet: None,
        sha256: String::new(),
        bytes: size,
        format: Format::Parquet,
        entries: 0,
        blank_rows: 0,
        headers: table.header.columns.iter().map(|column| written(*column)).collect(),
    });
    let (sha256, rows) = rayon::join(|| table.bytes.sha256(), || table.read_rows(gathering, progress));
    match (rows, sha256) {
        (Ok(blank_rows), Ok(sha256)) => gathering.end(sha256, blank_rows),
        (Err(failure), _) => gathering.faults.push(fault(file, failure)),
        (_, Err(error)) => gathering.faults.push(unreadable(file, &error)),
    }
}

/// The file is damaged, or cannot be read.
fn fault(file: &str, failure: Failure) -> FileFault {
    match failure {
        Failure::System(error) => unreadable(file, &error),
        Failure::Content(reason) => {
            let message = text!(
                fa: "فایل Parquet آسیب دیده است و خوانده نمی‌شود (پیام کتابخانه به انگلیسی: {reason})",
                en: "the Parquet file is damaged and cannot be read: {reason}"
            );
            FileFault::new(file, codes::FILE_NOT_READ, message)
                .hint(text!(fa: "فایل را دوباره بسازید یا بگیرید", en: "make or fetch the file again"))
        }
    }
}

impl Table<'_> {
    fn class(&self, at: usize) -> Option<Class> {
        self.fields.get(at).and_then(|(_, class)| *class)
    }

    /// Reads all rows; answers with how many are blank.
    fn read_rows(&self, gathering: &mut Gathering, progress: &(dyn Fn(u64) + Sync)) -> Result<u32, Failure> {
        // The names of the columns stand for the header, which is row 1 as in a spreadsheet.
        let (mut row, mut blank, mut first_blank, mut done) = (2_u32, 0_u32, None, 0_u64);
        for group in 0..self.metadata.row_groups.len() {
            let rows = self.metadata.row_groups[group].num_rows();
            if rows == 0 || gathering.stopped() {
                continue;
            }
            let keep = self.kept(group)?;
            let runs = runs(keep.as_deref(), rows);
            if let Some(keep) = &keep {
                let first = keep.iter().position(|keep| !keep).and_then(|at| u32::try_from(at).ok());
                first_blank = first_blank.or(first.map(|at| row + at));
                blank += u32::try_from(keep.iter().filter(|keep| !**keep).count()).unwrap_or(u32::MAX);
            }
            let mask = keep.map(|keep| BooleanChunked::from_slice(PlSmallStr::EMPTY, &keep));
            let ids = self.label(group, Some(self.header.id), rows, mask.as_ref())?;
            let names = self.label(group, self.header.name, rows, mask.as_ref())?;
            let joint = self.joint(group, rows, mask.as_ref())?;
            if let Some(first) = gathering.add_labels(&ids, &names, joint, &runs, row) {
                self.read_group(group, mask.as_ref(), ids.len(), first, gathering)?;
            }
            row = row.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
            done = done.saturating_add(self.metadata.row_groups[group].compressed_size() as u64);
            progress(done);
        }
        if let Some(first) = first_blank {
            gathering.notices.push(crate::fault::blank_rows(self.file, blank, first));
        }
        Ok(blank)
    }

    /// Reads the columns of the rulebook in one row group. Only a few are in memory besides the entries.
    fn read_group(
        &self,
        group: usize,
        mask: Option<&BooleanChunked>,
        rows: usize,
        first: u32,
        gathering: &mut Gathering,
    ) -> Result<(), Failure> {
        if self.header.layout == Layout::Long {
            return Ok(());
        }
        let columns: Vec<usize> = (0..self.reading.columns.len()).collect();
        for some in columns.chunks((rayon::current_num_threads() * 2).min(MOST_COLUMNS_AT_ONCE)) {
            let read = |column: &usize| {
                if self.header.beside(*column) {
                    return self.beside(group, *column, rows, mask);
                }
                let reader = self.reading.reader(*column, self.header.shift(*column, Facet::Stated));
                let mut complaints = Complaints::default();
                let stated = self.header.at(*column, Facet::Stated);
                let Some((at, class)) = stated.and_then(|at| Some((at, self.class(at)?))) else {
                    return Ok((reader.absent(rows), complaints));
                };
                if class == Class::Null {
                    return Ok((reader.absent(rows), complaints));
                }
                let cells = self.cells(group, at, mask)?;
                let cells =
                    guarded(|| values::column(reader, &cells, class, self.reading.decimal, &mut complaints))?;
                Ok::<_, Failure>((cells, complaints))
            };
            let done: Vec<_> = some.par_iter().map(read).collect();
            for (column, done) in some.iter().zip(done) {
                let (cells, complaints) = done?;
                gathering.add_column(*column, cells, complaints, first);
            }
        }
        Ok(())
    }

    /// A column of the rulebook that has verified values or evidence: all of them as a text file would have them.
    fn beside(
        &self,
        group: usize,
        column: usize,
        rows: usize,
        mask: Option<&BooleanChunked>,
    ) -> Result<(Column, Complaints), Failure> {
        let calendar = self.reading.calendar(column);
        let mut written = Vec::new();
        for facet in Facet::ALL {
            if let Some((at, class)) =
                self.header.at(column, facet).and_then(|at| Some((at, self.class(at)?)))
            {
                let cells = self.cells(group, at, mask)?;
                written.push((
                    at,
                    guarded(|| values::written(&cells, class, |_| calendar, self.reading.decimal))?,
                ));
            }
        }
        let cells = |of: usize| {
            let found = written.iter().find(|(at, _)| *at == of);
            Ok::<_, Failure>(found.into_iter().flat_map(|(_, cells)| cells.iter().map(Option::as_deref)))
        };
        self.reading.column(&self.header, column, rows, cells)
    }

    /// What joins the rows of one row group into entries.
    fn joint(
        &self,
        group: usize,
        rows: usize,
        mask: Option<&BooleanChunked>,
    ) -> Result<Option<Joint>, Failure> {
        let layout = self.header.layout;
        if layout == Layout::Wide {
            return Ok(None);
        }
        let [year, field, value] = self.header.joints();
        let year = year.map(|at| self.label(group, Some(at), rows, mask)).transpose()?;
        let field = self.label(group, field, rows, mask)?;
        let calendar =
            |row: usize| self.reading.calendar_of(if row < field.len() { field.get(row) } else { "" });
        let value = self.label_in(group, value, rows, mask, calendar)?;
        Ok(Some(Joint { layout, year, field, value }))
    }

    /// The cells of a column in one row group, without those of blank rows.
    fn cells(&self, group: usize, at: usize, mask: Option<&BooleanChunked>) -> Result<Series, Failure> {
        let Some((field, _)) = self.fields.get(at) else { return Err(Failure::Content("column".to_owned())) };
        let cells = self.bytes.cells(&self.metadata, group, field)?;
        match mask {
            None => Ok(cells),
            Some(mask) => Ok(guarded(|| cells.filter(mask))?),
        }
    }

    /// The ids or the names of one row group.
    fn label(
        &self,
        group: usize,
        at: Option<usize>,
        rows: usize,
        mask: Option<&BooleanChunked>,
    ) -> Result<TextColumn, Failure> {
        self.label_in(group, at, rows, mask, |_| Calendar::Gregorian)
    }

    /// Cells as texts, with the days of each row in a calendar of its own.
    fn label_in(
        &self,
        group: usize,
        at: Option<usize>,
        rows: usize,
        mask: Option<&BooleanChunked>,
        calendar: impl Fn(usize) -> Calendar,
    ) -> Result<TextColumn, Failure> {
        let kept = mask.map_or(rows, BooleanChunked::num_trues);
        let Some((at, class)) = at.and_then(|at| Some((at, self.class(at)?))) else {
            return Ok(texts(std::iter::repeat_n(None, kept)));
        };
        if class == Class::Null {
            return Ok(texts(std::iter::repeat_n(None, kept)));
        }
        let cells = self.cells(group, at, mask)?;
        if class == Class::Text {
            return Ok(guarded(|| Ok(texts(cells.str()?.iter())))?);
        }
        let written = guarded(|| values::written(&cells, class, calendar, self.reading.decimal))?;
        Ok(texts(written.iter().map(Option::as_deref)))
    }

    /// Which rows of a group have any datum; none if all have.
    fn kept(&self, group: usize) -> Result<Option<Vec<bool>>, Failure> {
        // Only a row without an id can be blank.
        let mut blank = self.blank_cells(group, self.header.id)?;
        for at in 0..self.fields.len() {
            if !blank.contains(&true) {
                return Ok(None);
            }
            if at != self.header.id {
                let more = self.blank_cells(group, at)?;
                blank.iter_mut().zip(more).for_each(|(blank, more)| *blank &= more);
            }
        }
        Ok(blank.contains(&true).then(|| blank.into_iter().map(|blank| !blank).collect()))
    }

    /// Which cells of a column are blank. A column whose type is not read makes no row blank.
    fn blank_cells(&self, group: usize, at: usize) -> Result<Vec<bool>, Failure> {
        let rows = self.metadata.row_groups[group].num_rows();
        match self.class(at) {
            None => Ok(vec![false; rows]),
            Some(Class::Null) => Ok(vec![true; rows]),
            Some(class) => {
                let cells = self.cells(group, at, None)?;
                Ok(guarded(|| {
                    Ok(if class == Class::Text {
                        cells
                            .str()?
                            .iter()
                            .map(|cell| cell.is_none_or(|cell| all_blank(cell.as_bytes())))
                            .collect()
                    } else {
                        cells.is_null().iter().map(|null| null.unwrap_or(true)).collect()
                    })
                })?)
            }
        }
    }
}

/// The stretches of rows that are kept.
fn runs(keep: Option<&[bool]>, rows: usize) -> Vec<Run> {
    let Some(keep) = keep else { return vec![Run { entry: 0, row: 0 }] };
    let mut runs = Vec::new();
    for (entry, (row, _)) in (0..).zip((0..).zip(keep).take(rows).filter(|(_, keep)| **keep)) {
        Run::extend(&mut runs, entry, row);
    }
    runs
}
