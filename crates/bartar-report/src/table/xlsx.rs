//! Tables as a workbook, all in one style: headers that stay in sight, a filter, right-to-left in Persian.
//!
//! Nothing in them is ever a formula, and equal tables are equal bytes. Rows go to a temporary file as they are told, so
//! that a long table takes no more memory than a short one.

use super::{Cell, Input, Kind, Table};
use bartar_criteria::Lang;
use bartar_criteria::exact::Decimal;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, ExcelDateTime,
    Format, FormatAlign, Workbook, Worksheet, XlsxError, cell_range,
};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// The most rows of a sheet, the headers among them.
pub const MOST_ROWS: usize = 1_048_576;
/// The most characters of a cell.
const LONGEST: usize = 32_767;
/// The most digits of a number that a spreadsheet program keeps and shows.
const MOST_DIGITS: u32 = 15;
/// The most decimals that a number format can ask for.
const MOST_DECIMALS: u8 = 30;

/// Writes a workbook with one sheet for each table, for readers of `lang`.
///
/// # Errors
/// When a table does not fit into a sheet, or `out` cannot be written.
pub fn write_xlsx(tables: &[Table<'_>], lang: Lang, out: impl Write + Send) -> io::Result<()> {
    let written = catch_unwind(AssertUnwindSafe(|| write(tables, lang, out)));
    let written = written.or_else(|panic| match panic.downcast_ref::<String>() {
        // The writer panics where its temporary file cannot be written, as on a full disk.
        Some(told) if told.starts_with("Couldn't write to xml file") => Err(io::Error::other(told.clone())),
        _ => resume_unwind(panic),
    });
    written?.map_err(|error| match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error.to_string()),
    })
}

fn write(tables: &[Table<'_>], lang: Lang, out: impl Write + Send) -> Result<(), XlsxError> {
    let mut book = Workbook::new();
    // A fixed day: the same table is the same file on any day.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&day));
    for table in tables {
        fill(book.add_worksheet_with_constant_memory()?, table, lang)?;
    }
    book.save_to_writer(out)
}

fn fill(sheet: &mut Worksheet, table: &Table<'_>, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(table.name.get(lang))?;
    sheet.set_right_to_left(lang == Lang::Fa);
    let header = Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00E7_EDF3))
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    let whole = Format::new().set_align(FormatAlign::Top);
    let numbers: Vec<Format> = (table.columns.iter())
        .map(|column| match column.kind {
            Kind::Decimal(digits @ 1..) => {
                let decimals = "0".repeat(usize::from(digits.min(MOST_DECIMALS)));
                Format::new().set_num_format(format!("0.{decimals}")).set_align(FormatAlign::Top)
            }
            _ => Format::new().set_num_format("0").set_align(FormatAlign::Top),
        })
        .collect();
    for ((at, column), title) in (0_u16..).zip(&table.columns).zip(table.titles(lang)) {
        sheet.set_column_width(at, f64::from(column.width))?;
        if column.kind == Kind::Text && column.inputs.is_empty() {
            // What is written into an empty cell stays as it is written: a code such as 007.
            sheet.set_column_format(at, &text)?;
        }
        for input in &column.inputs {
            validate(sheet, at, input, lang)?;
        }
        sheet.write_string_with_format(0, at, shown(&title), &header)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, line) in (0..table.rows).zip(1_u32..) {
        for ((at, column), number) in (0_u16..).zip(&table.columns).zip(&numbers) {
            let cell = column.cell(row);
            let (exact, format) = match &cell {
                Cell::Empty => continue,
                Cell::Whole(count) => (Decimal::new(i128::from(*count), 0).ok(), &whole),
                Cell::Decimal(exact) => (Some(*exact), number),
                _ => (None, &text),
            };
            match (exact.map(double), exact) {
                (Some(Some(double)), _) => sheet.write_number_with_format(line, at, double, format)?,
                // A number that a spreadsheet program would shorten is a text with all its digits.
                (_, Some(exact)) => sheet.write_string_with_format(line, at, exact.to_string(), &text)?,
                (_, None) => sheet.write_string_with_format(line, at, shown(cell.words(lang)), &text)?,
            };
        }
    }
    let last = u32::try_from(table.rows).unwrap_or(u32::MAX);
    let columns = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, last, columns)?;
    Ok(())
}

/// Tells whoever fills in cells what may stand there, and asks back where something else does. It does not refuse: a number in
/// Persian digits is a text to a spreadsheet program, and is read all the same.
fn validate(sheet: &mut Worksheet, column: u16, input: &Input, lang: Lang) -> Result<(), XlsxError> {
    let (Some(from), Some(to)) = (double(input.from), double(input.to)) else { return Ok(()) };
    let Some(first) = input.rows.first() else { return Ok(()) };
    // The headers are the first row.
    let line = |row: usize| u32::try_from(row).unwrap_or(u32::MAX).saturating_add(1);
    let runs = input.rows.chunk_by(|a, b| a + 1 == *b);
    let ranges =
        runs.filter_map(|run| Some(cell_range(line(*run.first()?), column, line(*run.last()?), column)));
    let ranges: Vec<String> = ranges.collect();
    let validation = DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(from, to))
        .set_multi_range(ranges.join(" "))
        .set_input_message(input.said.get(lang))?
        .set_error_message(input.said.get(lang))?
        .set_error_style(DataValidationErrorStyle::Warning);
    sheet.add_data_validation(line(*first), column, line(*first), column, &validation)?;
    Ok(())
}

/// The number as spreadsheet programs hold it; none where they would not hold all of its digits.
fn double(number: Decimal) -> Option<f64> {
    let digits = number.mantissa().unsigned_abs().checked_ilog10().map_or(1, |tens| tens + 1);
    // Fifteen digits are more than a double loses; its shortest text is the number again.
    let few = digits <= MOST_DIGITS && u32::from(number.scale()) <= u32::from(MOST_DECIMALS);
    few.then(|| number.to_string().parse().ok()).flatten()
}

/// A text that a cell can hold: no longer than allowed, without what drives terminals.
fn shown(text: &str) -> String {
    let harmless = |c: char| if c.is_control() && c != '\n' { '\u{fffd}' } else { c };
    match text.char_indices().nth(LONGEST) {
        Some(_) => text.chars().take(LONGEST - 1).map(harmless).chain(['…']).collect(),
        None => text.chars().map(harmless).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bartar_criteria::Text;

    #[test]
    fn a_cell_holds_what_it_can() {
        assert_eq!(shown("a\u{1b}b\nc"), "a\u{fffd}b\nc");
        assert_eq!(shown(&"x".repeat(LONGEST)), "x".repeat(LONGEST));
        assert_eq!(shown(&"x".repeat(LONGEST + 1)), format!("{}…", "x".repeat(LONGEST - 1)));
    }

    #[test]
    fn a_sheet_has_a_row_for_the_headers() {
        let name = Text::new("نام", "Name");
        let table = |rows| Table { name: name.clone(), columns: Vec::new(), rows };
        assert!(table(MOST_ROWS - 1).fits_xlsx() && !table(MOST_ROWS).fits_xlsx());
    }

    #[test]
    fn a_number_is_a_number_while_none_of_its_digits_is_lost() {
        let of = |text: &str| double(text.parse().unwrap()).map(|double| double.to_string());
        for text in ["0", "90.5", "-3.25", "999999999999999", "0.123456789012345", "0.00000000001"] {
            assert_eq!(of(text).as_deref(), Some(text));
        }
        for text in ["1234567890123456", "1.234567890123456", "9007199254740993"] {
            assert_eq!(of(text), None, "{text}");
        }
        // A long whole number with few digits of its own is still written with all of them.
        assert_eq!(of("1000000000000000"), None);
    }
}
