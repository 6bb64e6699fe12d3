//! Where each entry comes from: file, row, column.
//!
//! Kept apart from [`Entries`](bartar_scoring::entries::Entries), since it changes when a file is shuffled or split
//! and no result may.

use bartar_criteria::rulebook::LegacyEncoding;

/// What kind of file a file is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Format {
    /// Text, with this character between cells.
    Csv {
        /// `,`, `;`, a tab, or what the file's first line names.
        delimiter: char,
        /// How characters are written.
        encoding: Encoding,
    },
    /// A workbook of Microsoft Excel and its like.
    Xlsx,
    /// A workbook of `LibreOffice` and its like.
    Ods,
    /// Apache Parquet.
    Parquet,
}

/// How a text file writes characters.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, the lesser byte first.
    Utf16Le,
    /// UTF-16, the greater byte first.
    Utf16Be,
    /// A code page of one byte for each character.
    Legacy(LegacyEncoding),
}

impl Encoding {
    /// Its usual name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Legacy(LegacyEncoding::Windows1256) => "Windows-1256",
        }
    }
}

/// One file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// The path as it was given.
    pub path: String,
    /// The sheet of a workbook that was read.
    pub sheet: Option<String>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// How many bytes it has.
    pub bytes: u64,
    /// What kind of file it is.
    pub format: Format,
    /// How many rows with data it has: entries, or parts of entries.
    pub entries: u32,
    /// How many of its rows are blank and therefore no entries.
    pub blank_rows: u32,
    /// For each column of the rulebook the header as the file writes it; none if the file lacks the column. After them
    /// the headers of their verified values and of their evidence, and of the year, field and value of a row.
    pub headers: Vec<Option<String>>,
}

/// Where one datum stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place<'a> {
    /// Path of the file as it was given.
    pub file: &'a str,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<&'a str>,
    /// The row as a spreadsheet numbers it, the header being row 1; in a Parquet file the names of the columns count
    /// as the header.
    pub row: u32,
    /// The column's header as the file writes it; none for the entry as a whole, or if the file lacks the column.
    pub column: Option<&'a str>,
}

/// Entries that stand in consecutive rows: the first of them and its row.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Run {
    pub(crate) entry: u32,
    pub(crate) row: u32,
}

impl Run {
    /// Adds an entry, the next after those of `runs`.
    pub(crate) fn extend(runs: &mut Vec<Self>, entry: u32, row: u32) {
        let continues =
            runs.last().is_some_and(|last| row.wrapping_sub(last.row) == entry.wrapping_sub(last.entry));
        if !continues {
            runs.push(Self { entry, row });
        }
    }
}

/// Where each entry comes from.
#[derive(Clone, Debug, Default)]
pub struct Provenance {
    /// The files, in the order given.
    pub files: Vec<SourceFile>,
    /// The first entry of each file.
    starts: Vec<u32>,
    /// Stretches of consecutive rows; each file begins a new one. A few bytes for most files, eight for each entry
    /// at worst.
    runs: Vec<Run>,
    /// The row with which each entry begins, where rows are joined into entries; else each row is an entry.
    leads: Option<Vec<u32>>,
    /// Data that stand elsewhere than in their own column of their entry's row, by entry and column.
    elsewhere: Vec<Elsewhere>,
}

/// A datum that stands elsewhere: in another row of its entry, or in a column of verified values or evidence.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
struct Elsewhere {
    entry: u32,
    column: u16,
    /// The row, counted over all files.
    row: u32,
    /// Index in [`SourceFile::headers`].
    slot: u32,
}

impl Provenance {
    /// Where an entry of [`Entries`](bartar_scoring::entries::Entries) stands, or its datum in the column with this
    /// index; none if there is no such entry.
    #[must_use]
    pub fn place(&self, entry: usize, column: Option<usize>) -> Option<Place<'_>> {
        let entry = u32::try_from(entry).ok()?;
        let lead = match &self.leads {
            None => entry,
            Some(leads) => *leads.get(usize::try_from(entry).ok()?)?,
        };
        let (row, column) = match column.and_then(|column| self.find(entry, column)) {
            Some(found) => (found.row, usize::try_from(found.slot).ok()),
            None => (lead, column),
        };
        self.place_of_row(row, column)
    }

    /// Entries and columns of data that do not stand in their own column of their entry's row.
    pub fn elsewhere(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.elsewhere
            .iter()
            .filter_map(|place| Some((usize::try_from(place.entry).ok()?, usize::from(place.column))))
    }

    /// Where the datum stands, if not in its own column of its entry's row.
    fn find(&self, entry: u32, column: usize) -> Option<&Elsewhere> {
        let wanted = (entry, u16::try_from(column).ok()?);
        let at = self.elsewhere.binary_search_by_key(&wanted, |place| (place.entry, place.column)).ok()?;
        self.elsewhere.get(at)
    }

    /// Where a row, counted over all files, stands, or its cell with this index of [`SourceFile::headers`].
    pub(crate) fn place_of_row(&self, row: u32, slot: Option<usize>) -> Option<Place<'_>> {
        let index = self.starts.partition_point(|start| *start <= row).checked_sub(1)?;
        let (file, start) = (self.files.get(index)?, self.starts.get(index)?);
        if row - start >= file.entries {
            return None;
        }
        let run = self.runs.get(self.runs.partition_point(|run| run.entry <= row).checked_sub(1)?)?;
        let column = slot.and_then(|slot| file.headers.get(slot)?.as_deref());
        Some(Place {
            file: &file.path,
            sheet: file.sheet.as_deref(),
            row: run.row + (row - run.entry),
            column,
        })
    }

    /// A datum stands elsewhere than in its own column of its entry's row. Called by entry and column in their order.
    pub(crate) fn stands_at(&mut self, entry: u32, column: u16, row: u32, slot: usize) {
        let slot = u32::try_from(slot).unwrap_or(u32::MAX);
        self.elsewhere.push(Elsewhere { entry, column, row, slot });
    }

    /// Rows are joined into entries, of which these rows are the first.
    pub(crate) fn join(&mut self, leads: Vec<u32>) {
        self.leads = Some(leads);
    }

    /// Begins a file whose first entry has this index.
    pub(crate) fn begin(&mut self, file: SourceFile, start: u32) {
        self.files.push(file);
        self.starts.push(start);
    }

    /// The file begun last, and its first entry.
    pub(crate) fn last_mut(&mut self) -> Option<(&mut SourceFile, u32)> {
        Some((self.files.last_mut()?, *self.starts.last()?))
    }

    /// Adds stretches of rows to the last file: `runs` count entries and rows from 0, which stand for `entry` and
    /// `row`.
    pub(crate) fn add(&mut self, runs: &[Run], entry: u32, row: u32) {
        let first_of_file = self.starts.last() == Some(&entry);
        for (index, run) in runs.iter().enumerate() {
            let run = Run { entry: entry + run.entry, row: row + run.row };
            if first_of_file && index == 0 {
                self.runs.push(run);
            } else {
                Run::extend(&mut self.runs, run.entry, run.row);
            }
        }
    }
}

/// Bytes as hexadecimal digits.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, entries: u32) -> SourceFile {
        SourceFile {
            path: path.to_owned(),
            sheet: None,
            sha256: String::new(),
            bytes: 0,
            format: Format::Csv { delimiter: ',', encoding: Encoding::Utf8 },
            entries,
            blank_rows: 0,
            headers: vec![None, Some("sales".to_owned())],
        }
    }

    #[test]
    fn entries_are_found_in_their_files_and_rows() {
        let mut provenance = Provenance::default();
        provenance.begin(file("a.csv", 3), 0);
        provenance.add(&[Run { entry: 0, row: 0 }, Run { entry: 1, row: 5 }], 0, 2);
        provenance.add(&[Run { entry: 0, row: 0 }], 2, 8);
        provenance.begin(file("empty.csv", 0), 3);
        provenance.begin(file("b.csv", 2), 3);
        provenance.add(&[Run { entry: 0, row: 0 }], 3, 9);
        let place = |entry| provenance.place(entry, None).map(|place| (place.file, place.row));
        assert_eq!(place(0), Some(("a.csv", 2)));
        assert_eq!(place(1), Some(("a.csv", 7)));
        assert_eq!(place(2), Some(("a.csv", 8)));
        assert_eq!(place(3), Some(("b.csv", 9)));
        assert_eq!(place(4), Some(("b.csv", 10)));
        assert_eq!(place(5), None);
        assert_eq!(provenance.runs.len(), 3);
        assert_eq!(provenance.place(0, Some(1)).unwrap().column, Some("sales"));
        assert_eq!(provenance.place(0, Some(0)).unwrap().column, None);
        assert_eq!(provenance.place(0, Some(2)).unwrap().column, None);
    }

    #[test]
    fn hexadecimal_digits() {
        assert_eq!(hexadecimal(&[0, 0x0f, 0xa5, 0xff]), "000fa5ff");
    }
}
