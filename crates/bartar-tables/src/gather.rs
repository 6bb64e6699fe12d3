//! Entries gathered from pieces of files, in the order of the files.

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field, LegacyEncoding};
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Column, Entries, Fault, TextColumn};

use crate::cells::{ColumnReader, Complaints};
use crate::fault::{FileFault, FileNotice};
use crate::header::Names;
use crate::provenance::{Provenance, Run, SourceFile};
use crate::workbook::{LIMITS, Limits};

/// The most faulty cells that are kept. Beyond it something is wrong with the files, not with entries, and the
/// findings would fill the memory. A limit on the whole data set does not depend on the order of rows or files.
const MOST_FAULTS: usize = 4_000_000;

/// How the rulebook wants its data read.
pub(crate) struct Reading<'r> {
    /// The headers that it knows.
    pub(crate) names: Names,
    /// The reader of each of its columns.
    pub(crate) columns: Vec<ColumnReader<'r>>,
    /// About how many bytes of a text file are read at once.
    pub(crate) block: usize,
    /// Names of the sheet to read in a workbook, of which it has one; none if its headers decide.
    pub(crate) sheets: Vec<String>,
    /// The encoding of text files that are not Unicode, if it was declared.
    pub(crate) legacy_encoding: Option<LegacyEncoding>,
    /// How much a workbook may hold.
    pub(crate) limits: Limits,
}

impl<'r> Reading<'r> {
    /// The reading of a rulebook with these fields, columns and data.
    pub(crate) fn new(fields: &'r [Field], columns: &[ColumnSpec], data: &'r DataSpec) -> Self {
        let readers = columns.iter().filter_map(|column| fields.get(column.field));
        Self {
            names: Names::new(fields, columns, data),
            columns: readers.map(|field| ColumnReader::new(field, data)).collect(),
            block: crate::csv::BLOCK,
            sheets: data.sheets.clone(),
            legacy_encoding: data.legacy_encoding,
            limits: LIMITS,
        }
    }
}

/// Some consecutive entries of a file.
pub(crate) struct Part {
    pub(crate) ids: TextColumn,
    pub(crate) names: TextColumn,
    /// What is wrong with the ids and names.
    pub(crate) labels: Complaints,
    /// The columns of the rulebook, each with what is wrong in it.
    pub(crate) columns: Vec<(Column, Complaints)>,
}

/// What all files together say.
pub(crate) struct Gathering {
    entries: Entries,
    provenance: Provenance,
    pub(crate) notices: Vec<FileNotice>,
    pub(crate) faults: Vec<FileFault>,
}

impl Gathering {
    /// Nothing yet.
    pub(crate) fn new(reading: &Reading<'_>) -> Self {
        let columns = reading.columns.iter().map(ColumnReader::empty).collect();
        let entries = Entries { columns, ..Entries::default() };
        Self { entries, provenance: Provenance::default(), notices: Vec::new(), faults: Vec::new() }
    }

    /// Whether a fault stops the run, so that further cells need not be read.
    pub(crate) fn stopped(&self) -> bool {
        !self.faults.is_empty()
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// Begins a file.
    pub(crate) fn begin(&mut self, file: SourceFile) {
        let start = self.len();
        self.provenance.begin(file, start);
    }

    /// Ends the file that was begun last.
    pub(crate) fn end(&mut self, sha256: String, blank_rows: u32) {
        let len = self.len();
        if let Some((file, start)) = self.provenance.last_mut() {
            file.sha256 = sha256;
            file.blank_rows = blank_rows;
            file.entries = len - start;
        }
    }

    /// Adds a part of the file that was begun last. Its rows are `runs`, counted from `row`.
    pub(crate) fn add(&mut self, part: Part, runs: &[Run], row: u32) {
        let Some(first) = self.add_labels(&part.ids, &part.names, runs, row) else { return };
        self.add_faults(None, part.labels, first);
        for (index, (column, complaints)) in part.columns.into_iter().enumerate() {
            self.add_column(index, column, complaints, first);
        }
    }

    /// Adds the ids and names of further entries, of which there are as many in both; answers with the first of
    /// these entries. Each column must be added next.
    pub(crate) fn add_labels(
        &mut self,
        ids: &TextColumn,
        names: &TextColumn,
        runs: &[Run],
        row: u32,
    ) -> Option<u32> {
        let first = self.len();
        if self.entries.ids.len().saturating_add(ids.len()) >= u32::MAX as usize {
            let most = u32::MAX;
            let most_fa = to_persian_digits(&most.to_string());
            self.stop(
                codes::FILE_NOT_READ,
                text!(
                    fa: "شمار پرونده‌ها به {most_fa} می‌رسد", en: "there are {most} entries or more"
                ),
            );
            return None;
        }
        self.provenance.add(runs, first, row);
        self.entries.ids.append(ids);
        self.entries.names.append(names);
        Some(first)
    }

    /// Adds the cells of a column for the entries from `first`.
    pub(crate) fn add_column(&mut self, index: usize, cells: Column, complaints: Complaints, first: u32) {
        if let Some(column) = self.entries.columns.get_mut(index) {
            append(column, cells);
        }
        // A rulebook has far fewer columns.
        self.add_faults(u16::try_from(index).ok(), complaints, first);
    }

    /// Adds what is wrong with entries from `first`, in a column or in their ids and names.
    fn add_faults(&mut self, column: Option<u16>, complaints: Complaints, first: u32) {
        let faults = &mut self.entries.faults;
        faults.extend(complaints.0.into_iter().map(|(row, (code, message))| Fault {
            entry: first + row,
            column,
            code,
            message,
        }));
        if faults.len() > MOST_FAULTS
            && let Some(Fault { code, message, .. }) = faults.pop()
        {
            faults.clear();
            let most_fa = to_persian_digits(&MOST_FAULTS.to_string());
            let Text { fa, en } = message;
            self.stop(code, text!(
                fa: "بیش از {most_fa} خانه خواندنی نیست؛ پس ایراد از خود فایل‌ها است. یکی از آن‌ها: {fa}",
                en: "more than {MOST_FAULTS} cells cannot be read, so the files themselves are at fault. One of them: {en}"
            ));
        }
    }

    /// Stops the run with a fault of the file that was begun last.
    fn stop(&mut self, code: Code, message: Text) {
        let file = self.provenance.files.last().map_or("", |file| file.path.as_str());
        self.faults.push(FileFault::new(file, code, message));
    }

    /// The entries, where they come from, and what is worth knowing.
    pub(crate) fn finish(mut self) -> Result<(Entries, Provenance, Vec<FileNotice>), Vec<FileFault>> {
        if self.stopped() {
            return Err(self.faults);
        }
        self.entries.faults.extend(crate::ids::faults(&self.entries.ids));
        Ok((self.entries, self.provenance, self.notices))
    }
}

/// Appends the cells of a column of the same kind.
fn append(all: &mut Column, more: Column) {
    match (all, more) {
        (Column::Numbers(all), Column::Numbers(more)) => all.append(more),
        (Column::Choices(all), Column::Choices(more)) => all.extend_from_slice(&more),
        (Column::Texts(all), Column::Texts(more)) => all.append(&more),
        // One reader makes all parts of a column.
        _ => debug_assert!(false, "parts of one column are of one kind"),
    }
}
