//! Workbooks of spreadsheet programs, XLSX and ODS: first whether they are safe to open, then by calamine.

mod archive;
mod book;
mod choose;
mod facts;
mod notices;
mod rows;
mod tags;
mod value;

pub(crate) use self::archive::{LIMITS, Limits};

use std::fs::File;
use std::io::Read;

use sha2::{Digest, Sha256};

use self::book::{Book, SheetName};
use self::choose::NoSheet;
use self::facts::Facts;
use self::notices::{damaged, refused};
use self::rows::Rows;
use crate::fault::FileFault;
use crate::file::unreadable;
use crate::gather::Gathering;
use crate::header::HEADER_ROWS;
use crate::provenance::{Format, SourceFile, hexadecimal};
use crate::reading::Reading;

/// How many cells pass between two looks at whether the run goes on.
const CELLS_AT_ONCE: usize = 1 << 16;

/// Reads a workbook of `size` bytes into the gathering. `progress` is told how many bytes are done.
pub(crate) fn read(
    opened: File,
    file: &str,
    size: u64,
    format: Format,
    reading: &Reading<'_>,
    gathering: &mut Gathering,
    progress: &(dyn Fn(u64) + Sync),
) {
    let result = load(opened, file, size, format, reading).and_then(|(bytes, facts)| {
        progress(size / 2);
        let workbook = Workbook { file, size, format, facts, reading };
        workbook.read(&bytes, gathering)
    });
    if let Err(faults) = result {
        gathering.faults.extend(faults);
    }
}

/// The bytes of a file that is safe to open, and what its parts say.
fn load(
    opened: File,
    file: &str,
    size: u64,
    format: Format,
    reading: &Reading<'_>,
) -> Result<(Vec<u8>, Facts), Vec<FileFault>> {
    let limits = &reading.limits;
    let refuse = |refusal| vec![refused(file, refusal)];
    limits.check_file(size).map_err(refuse)?;
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to see that the file has grown since.
    let read = opened.take(limits.file.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| vec![unreadable(file, &error)])?;
    limits.check_file(bytes.len() as u64).map_err(refuse)?;
    let facts = archive::inspect(&bytes, limits).map_err(refuse)?;
    if let Some(fault) = wrong_kind(file, format, &facts) {
        return Err(vec![fault]);
    }
    facts.check().map_err(refuse)?;
    Ok((bytes, facts))
}

/// The fault of a workbook of another kind than its name says.
fn wrong_kind(file: &str, format: Format, facts: &Facts) -> Option<FileFault> {
    let needed = if format == Format::Ods { "content.xml" } else { "_rels/.rels" };
    let binary = facts.has(|name| name.contains("workbook.bin"));
    if facts.has(|name| name == needed) && !binary { None } else { Some(notices::wrong_kind(file)) }
}

/// A workbook on its way into entries.
struct Workbook<'a> {
    file: &'a str,
    size: u64,
    format: Format,
    facts: Facts,
    reading: &'a Reading<'a>,
}

impl Workbook<'_> {
    fn read(&self, bytes: &[u8], gathering: &mut Gathering) -> Result<(), Vec<FileFault>> {
        let broken = |reason: String| vec![damaged(self.file, &reason)];
        let mut book = Book::open(bytes, self.format).map_err(broken)?;
        let known = &self.reading.names;
        let sheet = choose::sheet(&mut book, self.file, &self.reading.sheets, &self.facts, known).map_err(
            |none| match none {
                NoSheet::Unclear(fault) => vec![*fault],
                NoSheet::Damaged(reason) => broken(reason),
            },
        )?;
        let of_sheet = |mut faults: Vec<FileFault>| {
            for fault in &mut faults {
                fault.sheet = Some(sheet.name.clone());
            }
            faults
        };
        let found = choose::header_row(&mut book, &sheet, &self.facts, known).map_err(broken)?;
        let Some((header_row, _)) = found else {
            return Err(of_sheet(vec![notices::empty(self.file, HEADER_ROWS)]));
        };
        let merged = book.facts(&sheet, &self.facts);
        let merged = merged.map(|facts| notices::merged_headers(self.file, facts, &header_row));
        if let Some(faults) = merged.filter(|faults| !faults.is_empty()) {
            return Err(of_sheet(faults));
        }
        let (header, mut told) = known.resolve(self.file, header_row.names.clone()).map_err(of_sheet)?;
        let written = |column: &Option<usize>| column.and_then(|at| header.names.get(at).cloned());
        gathering.begin(SourceFile {
            path: self.file.to_owned(),
            sheet: Some(sheet.name.clone()),
            sha256: String::new(),
            bytes: self.size,
            format: self.format,
            entries: 0,
            blank_rows: 0,
            headers: header.columns.iter().map(written).collect(),
        });
        let facts = book.facts(&sheet, &self.facts);
        let copied = facts.map_or(&[][..], |facts| &facts.copied_rows);
        let mut rows = Rows::new(self.reading, &header, header_row.row, copied);
        self.read_rows(&mut book, &sheet, header_row.row, &mut rows, gathering)?;
        if let Some(copied) = &rows.told.copied {
            return Err(of_sheet(vec![notices::copied_rows(self.file, copied)]));
        }
        told.extend(notices::of_sheet(self.file, &header_row, &rows.told, facts, sheet.hidden));
        for notice in &mut told {
            notice.sheet = Some(sheet.name.clone());
        }
        gathering.notices.extend(told);
        gathering.end(hexadecimal(&Sha256::digest(bytes)), rows.told.blank);
        Ok(())
    }

    /// Reads the rows below the headers.
    fn read_rows(
        &self,
        book: &mut Book<'_>,
        sheet: &SheetName,
        header_row: u32,
        rows: &mut Rows<'_>,
        gathering: &mut Gathering,
    ) -> Result<(), Vec<FileFault>> {
        let broken = |reason: String| vec![damaged(self.file, &reason)];
        let mut cells = book.cells(sheet, &self.facts).map_err(broken)?;
        for number in 1_usize.. {
            let Some(cell) = cells.next().map_err(broken)? else { break };
            if cell.row > header_row {
                rows.take(cell, gathering);
            }
            if rows.told.copied.is_some() || number % CELLS_AT_ONCE == 0 && gathering.stopped() {
                break;
            }
        }
        rows.finish(gathering);
        Ok(())
    }
}
