//! The list as CSV.

use super::{COLUMNS, Line, title};
use crate::csv::row;
use bartar_criteria::Lang;
use std::io::{self, Write};

/// Writes the list so that spreadsheet programs open it as it is: UTF-8 with a byte order mark, formulas disarmed.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_csv(lines: &[Line], lang: Lang, mut out: impl Write) -> io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &COLUMNS.map(|column| title(column, lang)))?;
    for (number, line) in (1_usize..).zip(lines) {
        row(
            &mut writer,
            &[
                &number.to_string(),
                &line.file,
                &line.sheet,
                &line.row.map_or_else(String::new, |row| row.to_string()),
                &line.column,
                &line.id,
                &line.name,
                line.severity.word().get(lang),
                &line.code,
                &line.message,
                &line.mend,
            ],
        )?;
    }
    writer.flush()
}
