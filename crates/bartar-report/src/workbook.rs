//! Tables as workbooks, all in one style: headers that stay in sight, a filter, right-to-left in Persian.
//!
//! Nothing in them is ever a formula, and equal tables are equal bytes.

use bartar_criteria::Lang;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use std::io;

/// The most rows of a sheet, the headers among them.
pub(crate) const MOST_ROWS: usize = 1_048_576;
/// The most characters of a cell.
const LONGEST: usize = 32_767;

/// One cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Cell<'a> {
    /// A text, whatever it looks like.
    Text(&'a str),
    /// A count or the number of a row, as a number.
    Count(u32),
    /// Nothing.
    Empty,
}

/// A column: its header, and its width in characters; longer texts are wrapped.
pub(crate) struct Column<'a> {
    pub(crate) title: &'a str,
    pub(crate) width: u8,
}

/// A workbook that is being made.
pub(crate) struct Book {
    book: Workbook,
    lang: Lang,
}

impl Book {
    /// A workbook for readers of `lang`.
    pub(crate) fn new(lang: Lang) -> io::Result<Self> {
        let mut book = Workbook::new();
        // A fixed day: the same table is the same file on any day.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| failed(&error))?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        Ok(Self { book, lang })
    }

    /// Adds a sheet with one table.
    pub(crate) fn table<'r>(
        &mut self,
        name: &str,
        columns: &[Column<'_>],
        rows: impl Iterator<Item = Vec<Cell<'r>>>,
    ) -> io::Result<()> {
        self.fill(name, columns, rows).map_err(|error| failed(&error))
    }

    fn fill<'r>(
        &mut self,
        name: &str,
        columns: &[Column<'_>],
        rows: impl Iterator<Item = Vec<Cell<'r>>>,
    ) -> Result<(), XlsxError> {
        let sheet = self.book.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_right_to_left(self.lang == Lang::Fa);
        let header = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0x00E7_EDF3))
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
        let number = Format::new().set_align(FormatAlign::Top);
        for (at, column) in (0_u16..).zip(columns) {
            sheet.set_column_width(at, f64::from(column.width))?;
            sheet.write_string_with_format(0, at, column.title, &header)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let mut last = 0;
        for (row, cells) in (1_u32..).zip(rows) {
            for (at, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::Empty => {}
                    Cell::Count(count) => {
                        sheet.write_number_with_format(row, at, f64::from(count), &number)?;
                    }
                    Cell::Text(content) => {
                        sheet.write_string_with_format(row, at, shown(content), &text)?;
                    }
                }
            }
            last = row;
        }
        sheet.autofilter(0, 0, last, u16::try_from(columns.len().saturating_sub(1)).unwrap_or(u16::MAX))?;
        Ok(())
    }

    /// The file.
    pub(crate) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.book.save_to_buffer().map_err(|error| failed(&error))
    }
}

/// A text that a cell can hold: no longer than allowed, without what drives terminals.
fn shown(text: &str) -> String {
    let harmless = |c: char| if c.is_control() && c != '\n' { '\u{fffd}' } else { c };
    match text.char_indices().nth(LONGEST) {
        Some(_) => text.chars().take(LONGEST - 1).map(harmless).chain(['…']).collect(),
        None => text.chars().map(harmless).collect(),
    }
}

fn failed(error: &XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_holds_what_it_can() {
        assert_eq!(shown("a\u{1b}b\nc"), "a\u{fffd}b\nc");
        assert_eq!(shown(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
        assert_eq!(shown(&"x".repeat(LONGEST + 1)), format!("{}…", "x".repeat(LONGEST - 1)));
    }
}
