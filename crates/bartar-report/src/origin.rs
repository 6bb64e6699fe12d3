//! Where entries come from, as reports show it. Kept apart from results, which never depend on it.

use bartar_criteria::{Code, Text};

/// A file that entries came from.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct OriginFile {
    /// Path as given.
    pub path: String,
    /// The sheet of a workbook that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// How a text file writes characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// `csv`, `xlsx`, `ods` or `parquet`.
    pub format: String,
    /// How many rows with data it has: entries, or parts of entries.
    pub rows: u32,
    /// Rows without any datum, which are no entries.
    pub blank_rows: u32,
}

/// Where a datum stands.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub struct OriginPlace<'a> {
    /// Path of the file.
    pub source: &'a str,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<&'a str>,
    /// Spreadsheet row; the header is row 1.
    pub row: u32,
    /// Header of the column; none for the entry as a whole or a column that the file lacks.
    pub column: Option<&'a str>,
}

impl OriginPlace<'_> {
    /// File, sheet and row as people read them: `file:row`, or `file#sheet:row` in a workbook.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}:{}", source_text(self.source, self.sheet), self.row)
    }
}

/// A file, and in a workbook the sheet: `file#sheet`.
#[must_use]
pub fn source_text(source: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| source.to_owned(), |sheet| format!("{source}#{sheet}"))
}

/// Something about a file that is worth knowing.
#[derive(Clone, Debug)]
pub struct OriginNotice {
    /// Path of the file.
    pub source: String,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<String>,
    /// Spreadsheet row.
    pub row: Option<u64>,
    /// Header.
    pub column: Option<String>,
    /// Which kind.
    pub code: Code,
    /// What it says.
    pub message: Text,
    /// Whether it is about a list beside the entries, such as marks.
    pub of_list: bool,
    /// What to do, where there is more to say than on the page of its code.
    pub hint: Option<Text>,
}

/// Tells where entries come from.
pub trait Origin: Sync {
    /// The files.
    fn files(&self) -> Vec<OriginFile>;
    /// Where an entry, or its datum in a column of the rulebook, stands.
    fn place(&self, entry: usize, column: Option<usize>) -> Option<OriginPlace<'_>>;
    /// Where a line of the judges' marks stands.
    fn mark(&self, line: usize) -> Option<OriginPlace<'_>>;
    /// Entries and columns of data that do not stand in their own column of their entry's row.
    fn elsewhere(&self) -> Vec<(usize, usize)>;
    /// What is worth knowing about the files.
    fn notices(&self) -> Vec<OriginNotice>;
}
