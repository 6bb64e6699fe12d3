//! The list as a workbook.

use super::{COLUMNS, Line, title};
use crate::workbook::{Book, Cell, Column, MOST_ROWS};
use bartar_criteria::{Lang, Text};
use std::io::{self, Write};

/// Whether the list fits into a sheet.
#[must_use]
pub fn fits_xlsx(lines: &[Line]) -> bool {
    lines.len() < MOST_ROWS
}

/// Writes the list as a workbook with one sheet.
///
/// # Errors
/// When it does not fit into a sheet, or `out` cannot be written.
pub fn write_xlsx(lines: &[Line], lang: Lang, mut out: impl Write) -> io::Result<()> {
    let columns = COLUMNS.map(|column| Column { title: title(column, lang), width: column.2 });
    let severities: Vec<Text> = lines.iter().map(|line| line.severity.word()).collect();
    let rows = (1_u32..).zip(lines).zip(&severities).map(|((number, line), severity)| {
        vec![
            Cell::Count(number),
            text(&line.file),
            text(&line.sheet),
            line.row.map_or(Cell::Empty, Cell::Count),
            text(&line.column),
            text(&line.id),
            text(&line.name),
            text(severity.get(lang)),
            text(&line.code),
            text(&line.message),
            text(&line.mend),
        ]
    });
    let mut book = Book::new(lang)?;
    book.table(Text::new("یافته‌ها", "Findings").get(lang), &columns, rows)?;
    out.write_all(&book.finish()?)
}

fn text(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}
