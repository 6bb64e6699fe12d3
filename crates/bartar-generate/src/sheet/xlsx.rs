//! XLSX files: one sheet, the headers in its first row.

use super::{Cell, FAILED, FORMULA};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, XlsxError};
use std::io;

/// The day of 1970-01-01 as spreadsheet programs number days.
const DAY_OF_1970: i64 = 25_569;

/// A workbook while it is written.
pub(super) struct Book {
    workbook: Workbook,
    /// The row that comes next.
    next: u32,
    day: Format,
}

impl Book {
    pub(super) fn new(name: &str, headers: &[String]) -> io::Result<Self> {
        Self::begin(name, headers).map_err(|error| failed(&error))
    }

    fn begin(name: &str, headers: &[String]) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        // A fixed day: the same entries are the same file on any day.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        for (at, header) in (0_u16..).zip(headers) {
            sheet.write_string(0, at, header)?;
        }
        Ok(Self { workbook, next: 1, day: Format::new().set_num_format("yyyy/mm/dd") })
    }

    /// Writes a row.
    pub(super) fn write(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.row(cells).map_err(|error| failed(&error))?;
        self.next += 1;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    sheet.write_string(self.next, at, text)?;
                }
                Cell::Number(number) => {
                    sheet.write_number(
                        self.next,
                        at,
                        number.to_string().parse::<f64>().unwrap_or(f64::NAN),
                    )?;
                }
                Cell::Day(days) => {
                    let serial = i32::try_from(days + DAY_OF_1970).unwrap_or(0);
                    sheet.write_number_with_format(self.next, at, serial, &self.day)?;
                }
                Cell::Failed => {
                    sheet.write_formula(self.next, at, Formula::new(FORMULA).set_result(FAILED))?;
                }
                // An empty result: this writer leaves none out.
                Cell::NoResult => {
                    sheet.write_formula(self.next, at, Formula::new(FORMULA).set_result(""))?;
                }
            }
        }
        Ok(())
    }

    /// The file.
    pub(super) fn finish(mut self) -> io::Result<Vec<u8>> {
        self.workbook.save_to_buffer().map_err(|error| failed(&error))
    }
}

fn failed(error: &XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
