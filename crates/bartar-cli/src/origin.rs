//! Where entries come from, as the reports ask for it.

use bartar_report::origin::{Origin, OriginFile, OriginNotice, OriginPlace};
use bartar_tables::{FileFault, FileNotice, Format, List, Provenance};

/// Files, rows and columns of a data set read from files.
pub struct FileOrigin {
    /// Where each entry stands.
    pub provenance: Provenance,
    /// What is worth knowing about the files.
    pub notices: Vec<FileNotice>,
    /// Lists beside the entries, such as marks.
    pub lists: Vec<List>,
}

impl Origin for FileOrigin {
    fn files(&self) -> Vec<OriginFile> {
        let files = self.provenance.files.iter().chain(self.lists.iter().flat_map(List::files)).map(|file| {
            OriginFile {
                path: file.path.clone(),
                sheet: file.sheet.clone(),
                encoding: match file.format {
                    Format::Csv { encoding, .. } => Some(encoding.name()),
                    _ => None,
                },
                sha256: file.sha256.clone(),
                format: match file.format {
                    Format::Csv { .. } => "csv",
                    Format::Xlsx => "xlsx",
                    Format::Ods => "ods",
                    Format::Parquet => "parquet",
                },
                rows: file.entries,
                blank_rows: file.blank_rows,
            }
        });
        files.collect()
    }

    fn place(&self, entry: usize, column: Option<usize>) -> Option<OriginPlace<'_>> {
        let place = self.provenance.place(entry, column)?;
        Some(OriginPlace { source: place.file, sheet: place.sheet, row: place.row, column: place.column })
    }

    fn mark(&self, line: usize) -> Option<OriginPlace<'_>> {
        // Marks are the one list there is.
        let place = self.lists.first()?.place(line, None)?;
        Some(OriginPlace { source: place.file, sheet: place.sheet, row: place.row, column: None })
    }

    fn notices(&self) -> Vec<OriginNotice> {
        let of_lists = self.lists.iter().flat_map(List::notices);
        let notices = self.notices.iter().chain(of_lists).map(|notice| OriginNotice {
            source: notice.file.clone(),
            sheet: notice.sheet.clone(),
            row: notice.row,
            column: notice.column.clone(),
            code: notice.code,
            message: notice.message.clone(),
            hint: None,
        });
        notices.collect()
    }
}

/// What is wrong with a file, as the reports tell it.
pub fn of_fault(fault: &FileFault) -> OriginNotice {
    OriginNotice {
        source: fault.file.clone(),
        sheet: fault.sheet.clone(),
        row: fault.row,
        column: fault.column.clone(),
        code: fault.code,
        message: fault.message.clone(),
        hint: fault.hint.clone(),
    }
}
