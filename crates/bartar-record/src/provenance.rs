//! Where entries came from: files, hashes, rows. It stands beside the record and not under its root, since it changes when a
//! file is shuffled or split, and no result may.

use crate::files::{Files, PROVENANCE};
use crate::gzip::{member, members};
use crate::text::{Row, Rows};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io;

/// A file that data came from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Source {
    /// Path as given.
    pub path: String,
    /// The sheet of a workbook that was read.
    pub sheet: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// `csv`, `xlsx`, `ods` or `parquet`.
    pub format: String,
    /// How a text file writes characters.
    pub encoding: Option<String>,
    /// How many rows with data it has.
    pub rows: u32,
    /// Rows without any datum.
    pub blank_rows: u32,
    /// Headers of its columns, by the rulebook's names of them.
    pub headers: BTreeMap<String, String>,
}

/// A cell of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The file, by number among the sources.
    pub source: u32,
    /// Spreadsheet row.
    pub row: u32,
    /// Header.
    pub header: String,
}

/// Where entries came from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Provenance {
    /// The files.
    pub sources: Vec<Source>,
    /// By number of the entry less one: its file and row.
    pub places: Vec<Option<(u32, u32)>>,
    /// Data that do not stand in their own column of their entry's row, by number of the entry and name of the column.
    pub elsewhere: BTreeMap<(u32, String), Cell>,
}

fn path(name: &str) -> String {
    format!("{PROVENANCE}{name}")
}

impl Provenance {
    /// Adds it to the files of a record.
    ///
    /// # Errors
    /// None that memory does not cause.
    pub fn add_to(&self, files: &mut Files) -> io::Result<()> {
        let mut sources = serde_json::to_vec_pretty(&self.sources)?;
        sources.push(b'\n');
        files.put(path("files.json"), sources);
        let mut text = b"entry,file,row\n".to_vec();
        for (number, place) in (1_u32..).zip(&self.places) {
            if let Some((source, line)) = place {
                let mut row = Row::new(&mut text);
                row.count(number);
                row.count(*source + 1);
                row.count(*line);
                row.end();
            }
        }
        files.put(path("places.csv.gz"), member(&text, None)?);
        let mut text = b"entry,column,file,row,header\n".to_vec();
        for ((number, column), cell) in &self.elsewhere {
            let mut row = Row::new(&mut text);
            row.count(*number);
            row.text(column);
            row.count(cell.source + 1);
            row.count(cell.row);
            row.text(&cell.header);
            row.end();
        }
        files.put(path("data.csv.gz"), member(&text, None)?);
        Ok(())
    }

    /// Reads it from the files of a record; what is not there or cannot be read is left out, since nothing rests on it.
    #[must_use]
    pub fn read(files: &Files) -> Self {
        let sources = files.get(&path("files.json")).and_then(|bytes| serde_json::from_slice(bytes).ok());
        let mut provenance = Self { sources: sources.unwrap_or_default(), ..Self::default() };
        let _ = read_rows(files, "places.csv.gz", |cells| {
            let number = cells[0].parse::<usize>().ok()?.checked_sub(1)?;
            // A hostile number makes no list of its length.
            if number > provenance.places.len() + (1 << 20) {
                return None;
            }
            let place = (cells[1].parse::<u32>().ok()?.checked_sub(1)?, cells[2].parse().ok()?);
            if provenance.places.len() <= number {
                provenance.places.resize(number + 1, None);
            }
            provenance.places[number] = Some(place);
            Some(())
        });
        let _ = read_rows(files, "data.csv.gz", |cells| {
            let cell = Cell {
                source: cells[2].parse::<u32>().ok()?.checked_sub(1)?,
                row: cells[3].parse().ok()?,
                header: cells[4].clone(),
            };
            provenance.elsewhere.insert((cells[0].parse().ok()?, cells[1].clone()), cell);
            Some(())
        });
        provenance
    }
}

fn read_rows(files: &Files, name: &str, mut read: impl FnMut(&[String]) -> Option<()>) -> Option<()> {
    let text = members(files.get(&path(name))?).ok()?.concat();
    let text = String::from_utf8(text).ok()?;
    let (header, rows) = text.split_once('\n')?;
    let wanted = header.split(',').count();
    let (mut rows, mut cells) = (Rows::new(rows, 2), Vec::new());
    while rows.next(&mut cells)? {
        let cells: Vec<String> = cells.iter().map(ToString::to_string).collect();
        if cells.len() != wanted {
            return None;
        }
        read(&cells)?;
    }
    Some(())
}
