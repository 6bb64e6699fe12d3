//! Where entries come from, as the reports ask for it.

use bartar_criteria::Rulebook;
use bartar_record::Files;
use bartar_record::provenance::{Cell, Provenance as Sealed, Source};
use bartar_report::origin::{Origin, OriginFile, OriginNotice, OriginPlace};
use bartar_tables::{FileFault, FileNotice, Format, List, Provenance};
use std::collections::BTreeMap;

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
                    Format::Csv { encoding, .. } => Some(encoding.name().to_owned()),
                    _ => None,
                },
                sha256: file.sha256.clone(),
                format: match file.format {
                    Format::Csv { .. } => "csv".to_owned(),
                    Format::Xlsx => "xlsx".to_owned(),
                    Format::Ods => "ods".to_owned(),
                    Format::Parquet => "parquet".to_owned(),
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

    fn elsewhere(&self) -> Vec<(usize, usize)> {
        self.provenance.elsewhere().collect()
    }

    fn notices(&self) -> Vec<OriginNotice> {
        let notice = |notice: &FileNotice, of_list| OriginNotice {
            source: notice.file.clone(),
            sheet: notice.sheet.clone(),
            row: notice.row,
            column: notice.column.clone(),
            code: notice.code,
            message: notice.message.clone(),
            hint: None,
            of_list,
        };
        let of_lists = self.lists.iter().flat_map(List::notices).map(|own| notice(own, true));
        let notices = self.notices.iter().map(|own| notice(own, false)).chain(of_lists);
        notices.collect()
    }
}

/// Files, rows and columns of the entries of a record, as far as it tells them.
pub struct RecordOrigin {
    sealed: Sealed,
    columns: Vec<String>,
}

impl RecordOrigin {
    /// What a record tells of where its entries came from.
    #[must_use]
    pub fn read(files: &Files, rulebook: &Rulebook) -> Self {
        let columns = (0..rulebook.columns.len()).map(|column| rulebook.column_name(column)).collect();
        Self { sealed: Sealed::read(files), columns }
    }
}

impl Origin for RecordOrigin {
    fn files(&self) -> Vec<OriginFile> {
        let files = self.sealed.sources.iter().map(|source| OriginFile {
            path: source.path.clone(),
            sheet: source.sheet.clone(),
            encoding: source.encoding.clone(),
            sha256: source.sha256.clone(),
            format: source.format.clone(),
            rows: source.rows,
            blank_rows: source.blank_rows,
        });
        files.collect()
    }

    fn place(&self, entry: usize, column: Option<usize>) -> Option<OriginPlace<'_>> {
        let (file, row) = (*self.sealed.places.get(entry)?)?;
        let name = column.and_then(|column| self.columns.get(column));
        let number = u32::try_from(entry + 1).ok()?;
        let elsewhere = name.and_then(|name| self.sealed.elsewhere.get(&(number, name.clone())));
        let (file, row) = elsewhere.map_or((file, row), |cell| (cell.source, cell.row));
        let source = self.sealed.sources.get(file as usize)?;
        let own = || Some(source.headers.get(name?)?.as_str());
        Some(OriginPlace {
            source: &source.path,
            sheet: source.sheet.as_deref(),
            row,
            column: elsewhere.map(|cell| cell.header.as_str()).or_else(own),
        })
    }

    fn mark(&self, _line: usize) -> Option<OriginPlace<'_>> {
        // A record sorts the lines of marks, so that nobody's place among them can be read off.
        None
    }

    fn elsewhere(&self) -> Vec<(usize, usize)> {
        let places = self.sealed.elsewhere.keys().filter_map(|(number, name)| {
            let column = self.columns.iter().position(|column| column == name)?;
            Some((usize::try_from(*number).ok()?.checked_sub(1)?, column))
        });
        places.collect()
    }

    fn notices(&self) -> Vec<OriginNotice> {
        Vec::new()
    }
}

/// Where entries come from, for the record that is made of them. `numbers` are the entries' numbers there, by row.
#[must_use]
pub fn sealed(origin: &dyn Origin, numbers: &[u32], rulebook: &Rulebook) -> Sealed {
    let mut files: Vec<Source> = Vec::new();
    let sources = origin.files();
    let names = sources.iter().map(|file| (file.path.as_str(), file.sheet.as_deref()));
    let known: BTreeMap<(&str, Option<&str>), u32> = names.zip(0..).collect();
    for file in sources.clone() {
        files.push(Source {
            path: file.path,
            sheet: file.sheet,
            sha256: file.sha256,
            format: file.format,
            encoding: file.encoding,
            rows: file.rows,
            blank_rows: file.blank_rows,
            headers: BTreeMap::new(),
        });
    }
    let mut sealed = Sealed { places: vec![None; numbers.len()], ..Sealed::default() };
    let mut last: Option<((&str, Option<&str>), u32)> = None;
    for (entry, number) in numbers.iter().enumerate() {
        let Some(place) = origin.place(entry, None) else { continue };
        let file = match &last {
            Some((name, file)) if *name == (place.source, place.sheet) => *file,
            _ => {
                let name = (place.source, place.sheet);
                let Some(file) = known.get(&name) else { continue };
                last = Some((name, *file));
                *file
            }
        };
        if let Some(own) =
            usize::try_from(*number).ok().and_then(|number| sealed.places.get_mut(number.checked_sub(1)?))
        {
            *own = Some((file, place.row));
        }
        let source = &mut files[file as usize];
        if source.headers.is_empty() {
            for column in 0..rulebook.columns.len() {
                let header = origin.place(entry, Some(column)).and_then(|place| place.column);
                if let Some(header) = header {
                    source.headers.insert(rulebook.column_name(column), header.to_owned());
                }
            }
        }
    }
    for (entry, column) in origin.elsewhere() {
        let cell = origin.place(entry, Some(column)).and_then(|place| {
            let source = *known.get(&(place.source, place.sheet))?;
            Some(Cell { source, row: place.row, header: place.column?.to_owned() })
        });
        if let (Some(cell), Some(number)) = (cell, numbers.get(entry)) {
            sealed.elsewhere.insert((*number, rulebook.column_name(column)), cell);
        }
    }
    sealed.sources = files;
    sealed
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
        of_list: false,
    }
}
