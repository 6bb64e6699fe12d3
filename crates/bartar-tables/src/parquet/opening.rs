//! What a Parquet file says of itself: its columns, their types, how many rows.

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use polars::prelude::{ArrowDataType, ArrowField};
use polars_io::parquet::read::{FileMetadata, infer_schema};

use super::chunk::{Bytes, Failure};
use super::class::{Class, class, suits};
use super::{Table, fault};
use crate::blanks::shown;
use crate::cells::ColumnReader;
use crate::csv::MOST_COLUMNS;
use crate::fault::{FileFault, FileNotice, WRONG_COLUMN_TYPE, too_many_columns};
use crate::guard::guarded;
use crate::header::Facet;
use crate::reading::Reading;

/// How many cells any file may have, and how many more for each of its bytes. A few bytes can claim thousands of
/// millions of equal cells, which would fill the memory; tables of numbers that differ stay far below.
const FREE_CELLS: u64 = 200_000_000;
const CELLS_PER_BYTE: u64 = 100;

impl<'a> Table<'a> {
    /// Finds the columns of a file of `size` bytes.
    pub(super) fn open(
        bytes: Bytes,
        file: &'a str,
        size: u64,
        reading: &'a Reading<'a>,
    ) -> Result<(Self, Vec<FileNotice>), Vec<FileFault>> {
        let broken = |reason| vec![fault(file, Failure::Content(reason))];
        let mut metadata = FileMetadata::clone(&*bytes.metadata().map_err(broken)?);
        let names: Vec<String> =
            metadata.schema().fields().iter().map(|field| field.name().to_owned()).collect();
        if names.is_empty() {
            let message = text!(fa: "فایل هیچ ستونی ندارد", en: "the file has no columns");
            return Err(vec![FileFault::new(file, codes::EMPTY_FILE, message)]);
        }
        if names.len() > MOST_COLUMNS {
            return Err(vec![too_many_columns(file, names.len())]);
        }
        let (header, notices) = reading.names.resolve(file, names.clone())?;
        // The types that the writer declared tell durations from integers. The file's own types alone are read, so
        // that categories come as their values, and a declaration that is not true does no harm.
        let declared = guarded(|| infer_schema(&metadata)).map_err(broken)?;
        metadata.key_value_metadata = None;
        let stored = guarded(|| infer_schema(&metadata)).map_err(broken)?;
        let fields = names.iter().map(|name| {
            let Some(field) = stored.get(name).cloned() else {
                return (ArrowField::new(name.as_str().into(), ArrowDataType::Null, true), None);
            };
            let class = match declared.get(name).and_then(|field| class(&field.dtype)) {
                None => None,
                Some(Class::Null) => Some(Class::Null),
                Some(_) => class(&field.dtype),
            };
            (field, class)
        });
        let table = Self { file, bytes, fields: fields.collect(), metadata, header, reading };
        let mut faults = table.wrong_types();
        faults.extend(table.too_many_cells(size));
        if faults.is_empty() { Ok((table, notices)) } else { Err(faults) }
    }

    /// The faults of columns whose cells cannot be what the rulebook wants.
    fn wrong_types(&self) -> Vec<FileFault> {
        let text = |at: usize| (at, ColumnReader::Text('.'));
        let all = 0..self.header.len();
        let evidence = all.filter_map(|column| self.header.at(column, Facet::Evidence));
        let labels = [Some(self.header.id), self.header.name].into_iter().chain(self.header.joints());
        // The values of a long file may be days, which are then written as their field writes them.
        let [.., value] = self.header.joints();
        let days = |at: &usize| {
            Some(*at) == value && matches!(self.class(*at), Some(Class::Date | Class::Time { .. }))
        };
        let labels: Vec<_> = labels.flatten().chain(evidence).filter(|at| !days(at)).map(text).collect();
        let columns = [Facet::Stated, Facet::Verified].into_iter().flat_map(|facet| {
            let readers = self.reading.columns.iter().enumerate();
            readers.filter_map(move |(column, reader)| Some((self.header.at(column, facet)?, reader)))
        });
        let all = labels.iter().map(|(at, reader)| (*at, reader)).chain(columns);
        all.filter(|(at, reader)| self.class(*at).is_none_or(|class| !suits(class, reader)))
            .map(|(at, _)| {
                let dtype = self.fields.get(at).map(|(field, _)| shown(&format!("{:?}", field.dtype)));
                let dtype = dtype.unwrap_or_default();
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
}
