//! Tables as the tests read them back.

#![allow(dead_code, reason = "each test file uses its own part")]

use super::{bartar, stderr};
use calamine::{Data, Reader, Xlsx, open_workbook};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Output;

/// Data of which a part is not ranked, without stages.
pub const EXAMPLE: &[&str] =
    &["criteria/example-cooperatives", "fixtures/example/entries.csv", "fixtures/example/late-entries.csv"];
/// A national stage, after a provincial one.
pub const IRAN: &[&str] = &[
    "criteria/iran-best-cooperatives-1405",
    "fixtures/iran/entries.csv",
    "--marks",
    "fixtures/iran/marks.csv",
];
/// Runs a command on some inputs.
pub fn run(command: &str, inputs: &[&str], more: &[&str]) -> Output {
    bartar(&[&[command], inputs, more].concat())
}

/// Writes the table; some entries of the data are not decided.
pub fn written(inputs: &[&str], path: &Path, more: &[&str]) {
    let output = run("rank", inputs, &[&["--table", path.to_str().unwrap()], more].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

/// A row of a table by its headers.
pub type Row = BTreeMap<String, String>;

pub fn rows(lines: Vec<Vec<String>>) -> Vec<Row> {
    let mut lines = lines.into_iter();
    let headers = lines.next().unwrap();
    let row = |line: Vec<String>| {
        assert_eq!(line.len(), headers.len());
        headers.iter().cloned().zip(line).collect::<Row>()
    };
    let rows: Vec<Row> = lines.map(row).collect();
    assert!(rows.iter().all(|row| row.len() == headers.len()), "a header stands twice: {headers:?}");
    rows
}

/// The CSV file, whose first bytes are the mark of UTF-8.
pub fn csv_lines(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The cells of a sheet, numbers with as many decimals as they need, and where numbers stand.
pub fn sheet(path: &Path, number: usize) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(number).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// A part of a workbook.
pub fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}
