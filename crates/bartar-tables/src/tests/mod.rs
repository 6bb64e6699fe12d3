//! Whole files, read to the end.

mod cells;
mod csv;
mod encodings;
mod fuzz;
mod headers;
mod joining;
mod layouts;
mod meaning;
mod parquet;
mod same;
mod sheets;
mod units;
mod workbooks;

pub(crate) use self::sheets::{ods, row};
pub(crate) use self::workbooks::xlsx;

use std::path::PathBuf;

use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field};
use bartar_scoring::entries::{Column, Entries, choice_of};

use crate::fault::FileFault;
use crate::intake::{Intake, read};
use crate::reading::Reading;
use crate::testing::{columns, data};

/// Reads files with these names and contents, of fields without history.
fn read_files(
    fields: &[Field],
    data: &DataSpec,
    files: &[(&str, impl AsRef<[u8]>)],
) -> Result<Intake, Vec<FileFault>> {
    read_files_by(&Reading::new(fields, &columns(fields), data), files)
}

/// The field with the earlier years that it states.
fn history(field: Field, history: u8) -> Field {
    Field { history, ..field }
}

/// The columns of fields in each of their years.
fn specs(fields: &[Field]) -> Vec<ColumnSpec> {
    let years = fields.iter().enumerate().flat_map(|(field, written)| {
        (0..=written.history).map(move |years_before| ColumnSpec { field, years_before })
    });
    years.collect()
}

/// Reads files of fields with history.
fn read_years(
    fields: &[Field],
    data: &DataSpec,
    files: &[(&str, impl AsRef<[u8]>)],
) -> Result<Intake, Vec<FileFault>> {
    read_files_by(&Reading::new(fields, &specs(fields), data), files)
}

/// The English messages of the notices with a code.
fn notices(intake: &Intake, code: &str) -> Vec<String> {
    let notices = intake.notices.iter().filter(|notice| notice.code.name() == code);
    notices.map(|notice| notice.message.en.clone()).collect()
}

/// Reads files in a certain way.
fn read_files_by(
    reading: &Reading<'_>,
    files: &[(&str, impl AsRef<[u8]>)],
) -> Result<Intake, Vec<FileFault>> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, bytes)) in paths.iter().zip(files) {
        std::fs::write(path, bytes).unwrap();
    }
    let prefix = format!("{}/", folder.path().display());
    let result = read(reading, &paths, &|progress| {
        assert!(progress.done <= progress.total);
    });
    let short = |path: &mut String| *path = path.replace(&prefix, "");
    match result {
        Ok(mut intake) => {
            intake.provenance.files.iter_mut().for_each(|file| short(&mut file.path));
            intake.notices.iter_mut().for_each(|notice| short(&mut notice.file));
            Ok(intake)
        }
        Err(mut faults) => {
            for fault in &mut faults {
                short(&mut fault.file);
            }
            Err(faults)
        }
    }
}

/// Reads one CSV file in the machine's dialect.
fn read_csv(fields: &[Field], text: impl AsRef<[u8]>) -> Result<Intake, Vec<FileFault>> {
    read_files(fields, &data(), &[("a.csv", text)])
}

/// Notices as text: code, row, English message.
fn told(intake: &Intake) -> Vec<String> {
    let told = intake
        .notices
        .iter()
        .map(|notice| format!("{} {:?}: {}", notice.code, notice.row, notice.message.en));
    told.collect()
}

/// Faults of files as text: code, row, English message.
fn said(result: Result<Intake, Vec<FileFault>>) -> Vec<String> {
    let faults = result.err().unwrap_or_default();
    faults.iter().map(|fault| format!("{} {:?}: {}", fault.code, fault.row, fault.message.en)).collect()
}

/// The faults of one CSV file: row, code, English message.
fn csv_faults(fields: &[Field], text: impl AsRef<[u8]>) -> Vec<(Option<u64>, &'static str, String)> {
    let faults = read_csv(fields, text).err().unwrap_or_default();
    faults.into_iter().map(|fault| (fault.row, fault.code.name(), fault.message.en)).collect()
}

/// A cell as text: the datum, or the name of the status in angle brackets.
fn cell(entries: &Entries, row: usize, column: usize) -> String {
    let missing = |missing: bartar_criteria::missing::Missing| format!("<{}>", missing.name());
    match &entries.columns[column] {
        Column::Numbers(numbers) => numbers.get(row).map_or_else(missing, |number| number.to_string()),
        Column::Choices(choices) => choice_of(choices[row]).map_or_else(missing, |choice| choice.to_string()),
        Column::Texts(texts) => format!("{:?}", texts.get(row)),
    }
}

/// All entries as text: id, name, cells, and the faults of each by column and code.
fn rows(entries: &Entries) -> Vec<String> {
    let mut faults: Vec<(u32, Option<u16>, &str, &str)> = entries
        .faults
        .iter()
        .map(|fault| (fault.entry, fault.column, fault.code.name(), fault.message.en.as_str()))
        .collect();
    faults.sort_unstable();
    (0..entries.len())
        .map(|row| {
            let cells: Vec<String> =
                (0..entries.columns.len()).map(|column| cell(entries, row, column)).collect();
            let faults: Vec<String> = faults
                .iter()
                .filter(|(entry, ..)| *entry as usize == row)
                .map(|(_, column, code, message)| format!("{column:?} {code}: {message}"))
                .collect();
            format!(
                "{}|{}|{}|{}",
                entries.ids.get(row),
                entries.names.get(row),
                cells.join("|"),
                faults.join("; ")
            )
        })
        .collect()
}
