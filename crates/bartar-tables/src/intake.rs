//! From paths to entries.

use std::path::{Path, PathBuf};

use bartar_criteria::codes;
use bartar_criteria::rulebook::{LegacyEncoding, Rulebook};
use bartar_criteria::text;
use bartar_scoring::entries::Entries;
use bartar_scoring::unique::same_cooperative;

use crate::fault::{FileFault, FileNotice, no_entries};
use crate::file::{Kind, Opened, open};
use crate::gather::Gathering;
use crate::provenance::Provenance;
use crate::reading::Reading;
use crate::unit_doubt::doubtful_units;
use crate::{csv, parquet, workbook};

/// What was read.
#[derive(Clone, Debug)]
pub struct Intake {
    /// The entries, in the order of the files and of their rows.
    pub entries: Entries,
    /// Where each entry comes from.
    pub provenance: Provenance,
    /// What is worth knowing about the files.
    pub notices: Vec<FileNotice>,
}

/// What is known of the files besides what the rulebook says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// The name of the sheet to read in workbooks; it goes before the names of the rulebook.
    pub sheet: Option<String>,
    /// The encoding of text files that are not Unicode; it goes before that of the rulebook.
    pub legacy_encoding: Option<LegacyEncoding>,
}

/// How far reading has come.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Bytes of all files that are read.
    pub done: u64,
    /// Bytes of all files.
    pub total: u64,
}

/// Reads files, which together are the data set of one competition.
///
/// Their kinds are told by their names (`.csv`, `.tsv`, `.txt`, `.xlsx`, `.xlsm`, `.ods`, `.parquet`) and checked
/// against their contents; kinds may be mixed. All files are looked at even if one is at fault, so that all faults are reported at once. `progress` is called after
/// each stretch of work, by any thread.
///
/// # Errors
/// What is wrong with the files as a whole, file by file.
pub fn read_entries(
    rulebook: &Rulebook,
    paths: &[PathBuf],
    given: &Given,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Intake, Vec<FileFault>> {
    let mut reading = Reading::new(&rulebook.fields, &rulebook.columns, &rulebook.data);
    if let Some(sheet) = &given.sheet {
        reading.sheets = vec![sheet.clone()];
    }
    reading.legacy_encoding = given.legacy_encoding.or(reading.legacy_encoding);
    let mut intake = read(&reading, paths, progress)?;
    let twice = same_cooperative(rulebook, &intake.entries);
    intake.entries.faults.extend(twice);
    Ok(intake)
}

/// Reads files in the way that a rulebook wants.
pub(crate) fn read(
    reading: &Reading<'_>,
    paths: &[PathBuf],
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Intake, Vec<FileFault>> {
    let mut gathering = Gathering::new(reading);
    let files: Vec<(String, Option<Opened>)> = paths
        .iter()
        .enumerate()
        .map(|(index, path)| {
            let shown = path.display().to_string();
            let opened = if given_before(path, &paths[..index]) {
                Err(Box::new(twice(&shown)))
            } else {
                open(path, &shown, reading.legacy_encoding)
            };
            let opened = opened.map_err(|fault| gathering.faults.push(*fault)).ok();
            (shown, opened)
        })
        .collect();
    let total = files.iter().flat_map(|(_, opened)| opened).map(|opened| opened.size).sum();
    let mut before = 0;
    for (shown, opened) in files {
        let Some(Opened { file, size, kind }) = opened else { continue };
        let advance = |done: u64| progress(Progress { done: before + done.min(size), total });
        match kind {
            Kind::Csv(encoding) => csv::read(file, &shown, size, encoding, reading, &mut gathering, &advance),
            Kind::Workbook(format) => {
                workbook::read(file, &shown, size, format, reading, &mut gathering, &advance);
            }
            Kind::Parquet => parquet::read(file, &shown, size, reading, &mut gathering, &advance),
        }
        before += size;
        progress(Progress { done: before, total });
    }
    let (entries, provenance, mut notices) = gathering.finish(reading)?;
    let empty = provenance.files.iter().filter(|file| file.entries == 0);
    notices.extend(empty.map(|file| no_entries(&file.path)));
    notices.extend(doubtful_units(reading, &entries, &provenance));
    Ok(Intake { entries, provenance, notices })
}

/// Whether a path was given before, perhaps written in another way. Two names of one file are two files.
fn given_before(path: &Path, before: &[PathBuf]) -> bool {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let this = absolute(path);
    before.iter().any(|other| absolute(other) == this)
}

fn twice(shown: &str) -> FileFault {
    let message = text!(fa: "این فایل دو بار داده شده است", en: "this file is given twice");
    FileFault::new(shown, codes::FILE_NOT_READ, message)
        .hint(text!(fa: "هر فایل را یک بار بدهید", en: "give each file once"))
}
