//! Parquet files: row group by row group, and in each column by column.

mod chunk;
mod class;
mod pages;
mod thrift;
mod values;

use std::fs::File;

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_scoring::entries::TextColumn;
use polars::prelude::{ArrowField, BooleanChunked, NewChunkedArray, PlSmallStr, Series};
use polars_io::parquet::read::{FileMetadata, infer_schema};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use self::chunk::{Bytes, Failure};
use self::class::{Class, class, suits};
use crate::blanks::all_blank;
use crate::cells::{Complaints, texts};
use crate::csv::MOST_COLUMNS;
use crate::fault::{FileFault, WRONG_COLUMN_TYPE, too_many_columns};
use crate::file::unreadable;
use crate::gather::{Gathering, Reading};
use crate::guard::guarded;
use crate::header::Header;
use crate::provenance::{Format, Run, SourceFile};

/// How many cells any file may have, and how many more for each of its bytes. A few bytes can claim thousands of
/// millions of equal cells, which would fill the memory; tables of numbers that differ stay far below.
const FREE_CELLS: u64 = 200_000_000;
const CELLS_PER_BYTE: u64 = 100;

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
    let mut table = match prepare(bytes, file, size, reading, gathering) {
        Ok(table) => table,
        Err(faults) => return gathering.faults.extend(faults),
    };
    let written = |column: Option<usize>| column.and_then(|at| table.header.names.get(at).cloned());
    gathering.begin(SourceFile {
        path: file.to_owned(),
        sha256: String::new(),
        bytes: size,
        format: Format::Parquet,
        entries: 0,
        blank_rows: 0,
        headers: table.header.columns.iter().map(|column| written(*column)).collect(),
    });
    table.metadata.key_value_metadata = None;
    let (sha256, rows) = rayon::join(|| table.bytes.sha256(), || table.read_rows(gathering, progress));
    match (rows, sha256) {
        (Ok(blank_rows), Ok(sha256)) => gathering.end(sha256, blank_rows),
        (Err(failure), _) => gathering.faults.push(fault(file, failure)),
        (_, Err(error)) => gathering.faults.push(unreadable(file, &error)),
    }
}

/// Reads what the file says of itself, and finds its columns.
fn prepare<'a>(
    bytes: Bytes,
    file: &'a str,
    size: u64,
    reading: &'a Reading<'a>,
    gathering: &mut Gathering,
) -> Result<Table<'a>, Vec<FileFault>> {
    let broken = |reason| vec![fault(file, Failure::Content(reason))];
    let metadata = bytes.metadata().map_err(broken)?;
    let mut plain = FileMetadata::clone(&metadata);
    plain.key_value_metadata = None;
    let names: Vec<String> = plain.schema().fields().iter().map(|field| field.name().to_owned()).collect();
    if names.is_empty() {
        let message = text!(fa: "فایل هیچ ستونی ندارد", en: "the file has no columns");
        return Err(vec![FileFault::new(file, codes::EMPTY_FILE, message)]);
    }
    if names.len() > MOST_COLUMNS {
        return Err(vec![too_many_columns(file, names.len())]);
    }
    let (header, notices) = reading.names.resolve(file, names.clone())?;
    // The types that the writer declared tell durations from integers; the file's own types alone are read, so that
    // categories come as their values and a false declaration harms nothing.
    let declared = guarded(|| infer_schema(&metadata)).map_err(broken)?;
    let stored = guarded(|| infer_schema(&plain)).map_err(broken)?;
    let fields = names.iter().map(|name| {
        let field = stored.get(name).cloned();
        let known = declared.get(name).map(|field| class(&field.dtype));
        match (field, known) {
            (Some(field), Some(Some(Class::Null))) => (field, Some(Class::Null)),
            (Some(field), Some(Some(_)) | None) => {
                let class = class(&field.dtype);
                (field, class)
            }
            (Some(field), Some(None)) => (field, None),
            (None, _) => (
                ArrowField::new(PlSmallStr::from(name.as_str()), polars::prelude::ArrowDataType::Null, true),
                None,
            ),
        }
    });
    let table = Table { file, bytes, fields: fields.collect(), metadata: plain, header, reading };
    let mut faults = table.wrong_types();
    faults.extend(table.too_many_cells(size));
    if faults.is_empty() {
        gathering.notices.extend(notices);
        Ok(table)
    } else {
        Err(faults)
    }
}

/// The file is damaged, or cannot be read.
fn fault(file: &str, failure: Failure) -> FileFault {
    match failure {
        Failure::System(error) => unreadable(file, &error),
        Failure::Content(reason) => {
            let message = text!(
                fa: "فایل Parquet آسیب دیده است و خوانده نمی‌شود: {reason}",
                en: "the Parquet file is damaged and cannot be read: {reason}"
            );
            FileFault::new(file, codes::FILE_NOT_READ, message)
                .hint(text!(fa: "فایل را دوباره بسازید یا بگیرید", en: "make or fetch the file again"))
        }
    }
}

impl Table<'_> {
    /// The faults of columns whose cells cannot be what the rulebook wants.
    fn wrong_types(&self) -> Vec<FileFault> {
        let text = |at: usize| (at, crate::cells::ColumnReader::Text);
        let labels = [Some(self.header.id), self.header.name].into_iter().flatten().map(text);
        let labels: Vec<_> = labels.collect();
        let columns = self.header.columns.iter().zip(&self.reading.columns);
        let columns = columns.filter_map(|(at, reader)| Some(((*at)?, reader)));
        let all = labels.iter().map(|(at, reader)| (*at, reader)).chain(columns);
        all.filter(|(at, reader)| self.class(*at).is_none_or(|class| !suits(class, reader)))
            .map(|(at, _)| {
                let dtype =
                    self.fields.get(at).map(|(field, _)| format!("{:?}", field.dtype)).unwrap_or_default();
                let message = text!(
                    fa: "نوع این ستون در فایل ({dtype}) با آنچه شیوه‌نامه می‌خواهد نمی‌خواند",
                    en: "the type of this column in the file ({dtype}) cannot hold what the rulebook wants"
                );
                let name = self.header.names.get(at).map_or("", String::as_str);
                FileFault::new(self.file, WRONG_COLUMN_TYPE, message).in_column(name).hint(text!(
                    fa: "ستون را از نوع عدد، متن، تاریخ یا بله/خیر بسازید، همان که قلم اطلاعاتی می‌خواهد",
                    en: "store the column as numbers, texts, dates or booleans, whichever the field wants"
                ))
            })
            .collect()
    }

    /// The fault of a file that claims more cells than its bytes can hold.
    fn too_many_cells(&self, size: u64) -> Option<FileFault> {
        let rows: u64 =
            self.metadata.row_groups.iter().map(|group| group.num_rows() as u64).fold(0, u64::saturating_add);
        let columns = self.header.columns.len() as u64 + 2;
        let most = size.saturating_mul(CELLS_PER_BYTE).saturating_add(FREE_CELLS);
        if rows.saturating_mul(columns) <= most && u32::try_from(rows).is_ok() {
            return None;
        }
        let rows_fa = to_persian_digits(&rows.to_string());
        let message = text!(
            fa: "فایل {rows_fa} ردیف ادعا می‌کند که با اندازه‌اش نمی‌خواند",
            en: "the file claims {rows} rows, which does not fit its size"
        );
        Some(FileFault::new(self.file, codes::WRONG_FILE_TYPE, message))
    }

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
            if let Some(first) = gathering.add_labels(&ids, &names, &runs, row) {
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
        let columns: Vec<usize> = (0..self.reading.columns.len()).collect();
        for some in columns.chunks(rayon::current_num_threads() * 2) {
            let read = |column: &usize| {
                let reader = &self.reading.columns[*column];
                let mut complaints = Complaints::default();
                let Some((at, class)) =
                    self.header.columns[*column].and_then(|at| Some((at, self.class(at)?)))
                else {
                    return Ok((reader.absent(rows), complaints));
                };
                if class == Class::Null {
                    return Ok((reader.absent(rows), complaints));
                }
                let cells = self.cells(group, at, mask)?;
                let cells = guarded(|| values::column(reader, &cells, class, &mut complaints))?;
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
        let written = guarded(|| values::written(&cells, class))?;
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
