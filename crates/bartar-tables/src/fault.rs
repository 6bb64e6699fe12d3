//! What is wrong with a file as a whole, and what is worth knowing about it.

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_criteria::text::Text;

/// How many faults of one kind are reported for a file.
const MOST_OF_A_KIND: usize = 20;

/// A fault of a file as a whole: the run stops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// Path as it was given.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row as a spreadsheet numbers it.
    pub row: Option<u64>,
    /// The column's header as the file writes it.
    pub column: Option<String>,
    /// What kind of fault.
    pub code: Code,
    /// What is wrong.
    pub message: Text,
    /// What to do.
    pub hint: Option<Text>,
}

impl FileFault {
    /// A fault of the whole file.
    pub(crate) fn new(file: &str, code: Code, message: Text) -> Self {
        Self { file: file.to_owned(), sheet: None, row: None, column: None, code, message, hint: None }
    }

    /// In this sheet of a workbook, if the file is one.
    pub(crate) fn in_sheet(mut self, sheet: Option<&str>) -> Self {
        self.sheet = sheet.map(str::to_owned);
        self
    }

    /// In this row.
    pub(crate) fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// In this column.
    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }

    /// With what to do.
    pub(crate) fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// Something about a file that is worth knowing; the run goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileNotice {
    /// Path as it was given.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The first row it is about, as a spreadsheet numbers it.
    pub row: Option<u64>,
    /// The column's header as the file writes it, or as the rulebook calls it if the file lacks it.
    pub column: Option<String>,
    /// What kind of notice.
    pub code: Code,
    /// What it says.
    pub message: Text,
}

impl FileNotice {
    /// A notice about the whole file.
    pub(crate) fn new(file: &str, code: Code, message: Text) -> Self {
        Self { file: file.to_owned(), sheet: None, row: None, column: None, code, message }
    }

    /// About this sheet of a workbook, if the file is one.
    pub(crate) fn in_sheet(mut self, sheet: Option<&str>) -> Self {
        self.sheet = sheet.map(str::to_owned);
        self
    }

    /// About this row.
    pub(crate) fn at_row(mut self, row: u64) -> Self {
        self.row = Some(row);
        self
    }

    /// About this column.
    pub(crate) fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }
}

/// The faults of one file, of each kind only the first.
#[derive(Debug, Default)]
pub(crate) struct FaultList {
    faults: Vec<FileFault>,
    /// How many faults of each kind there are.
    counts: Vec<(Code, usize)>,
}

impl FaultList {
    /// Adds a fault, or only counts it.
    pub(crate) fn add(&mut self, code: Code, fault: impl FnOnce() -> FileFault) {
        let at = self.counts.iter().position(|(other, _)| *other == code).unwrap_or_else(|| {
            self.counts.push((code, 0));
            self.counts.len() - 1
        });
        self.counts[at].1 += 1;
        if self.counts[at].1 <= MOST_OF_A_KIND {
            self.faults.push(fault());
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// The faults kept, and for each kind of which some were not kept how many more there are.
    pub(crate) fn finish(mut self, file: &str) -> Vec<FileFault> {
        for (code, count) in self.counts {
            if let Some(more) = count.checked_sub(MOST_OF_A_KIND).filter(|more| *more > 0) {
                let more_fa = to_persian_digits(&more.to_string());
                let message = text!(
                    fa: "و {more_fa} مورد دیگر از همین دست در این فایل",
                    en: "and {more} more of this kind in this file"
                );
                self.faults.push(FileFault::new(file, code, message));
            }
        }
        self.faults
    }
}

/// The file has more columns than any table.
pub(crate) fn too_many_columns(file: &str, count: usize) -> FileFault {
    let count_fa = to_persian_digits(&count.to_string());
    let message = text!(
        fa: "فایل {count_fa} ستون دارد؛ هیچ جدولی این‌همه ندارد",
        en: "the file has {count} columns; no table has as many"
    );
    FileFault::new(file, codes::WRONG_FILE_TYPE, message)
}

/// The notice of a file's blank rows.
pub(crate) fn blank_rows(file: &str, count: u32, first: u32) -> FileNotice {
    let count_fa = to_persian_digits(&count.to_string());
    let message = text!(
        fa: "ردیف‌های بی‌داده پرونده شمرده نشدند؛ شمارشان {count_fa} است",
        en: "rows without any datum are not taken as entries; there are {count}"
    );
    FileNotice::new(file, codes::BLANK_ROWS, message).at_row(u64::from(first))
}

/// The notice of rows above the headers, which stand in row `at`.
pub(crate) fn rows_above_header(file: &str, above: u32, at: u64) -> FileNotice {
    let (above_fa, at_fa) = (to_persian_digits(&above.to_string()), to_persian_digits(&at.to_string()));
    let message = text!(
        fa: "سرستون‌ها در ردیف {at_fa} است و ردیف‌های بالای آن که داده دارد خوانده نشد؛ شمارشان {above_fa} است",
        en: "the headers stand in row {at}; rows above it that hold something are not read; there are {above}"
    );
    FileNotice::new(file, codes::ROWS_ABOVE_HEADER, message).at_row(at)
}

/// The notice of a file without entries.
pub(crate) fn no_entries(file: &str) -> FileNotice {
    let message = text!(
        fa: "فایل سرستون دارد، ولی هیچ پرونده‌ای در آن نیست",
        en: "the file has headers, but there is no entry in it"
    );
    FileNotice::new(file, codes::NO_ENTRIES, message)
}

/// The notice of a last line without a line end.
pub(crate) fn no_line_end(file: &str, row: u32) -> FileNotice {
    let message = text!(
        fa: "سطر پایانی فایل پایان سطر ندارد؛ مطمئن شوید که فایل کامل است و درون خانهٔ آخر بریده نشده است",
        en: "the last line has no line end; make sure that the file is complete and not cut inside its last cell"
    );
    FileNotice::new(file, codes::NO_LINE_END, message).at_row(u64::from(row))
}

/// A quote where none belongs.
pub(crate) const STRAY_QUOTE: Code = codes::UNCLOSED_QUOTE;
/// A column of a Parquet file has a type that cannot hold the field.
pub(crate) const WRONG_COLUMN_TYPE: Code = codes::WRONG_FILE_TYPE;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_faults_of_one_kind_are_counted() {
        let mut list = FaultList::default();
        for row in 2..52 {
            list.add(codes::RAGGED_ROW, || {
                FileFault::new("a.csv", codes::RAGGED_ROW, Text::same("ragged")).at_row(row)
            });
        }
        list.add(codes::FILE_NOT_UTF8, || FileFault::new("a.csv", codes::FILE_NOT_UTF8, Text::same("bytes")));
        let faults = list.finish("a.csv");
        assert_eq!(faults.len(), 22);
        assert_eq!(faults[19].row, Some(21));
        assert_eq!(faults[20].code, codes::FILE_NOT_UTF8);
        assert_eq!(faults[21].message.en, "and 30 more of this kind in this file");
        assert!(faults[21].message.fa.contains("۳۰"));
    }
}
