//! A table as CSV.

use super::{Cell, Kind, Table};
use crate::csv::row;
use bartar_criteria::Lang;
use std::io::{self, Write};

/// Writes a table so that spreadsheet programs open it as it is: UTF-8 with a byte order mark, formulas disarmed, numbers
/// in Latin digits with all their decimals.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_csv(table: &Table<'_>, lang: Lang, mut out: impl Write) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &table.titles(lang))?;
    for at in 0..table.rows {
        let cells = table.columns.iter().map(|column| match (column.cell(at), column.kind) {
            (Cell::Whole(number), _) => number.to_string(),
            (Cell::Decimal(number), Kind::Decimal(digits)) => number.to_fixed(digits),
            (Cell::Decimal(number), _) => number.to_string(),
            (cell, _) => cell.words(lang).to_owned(),
        });
        row(&mut writer, &cells.collect::<Vec<_>>())?;
    }
    writer.flush()
}
