//! Cells of worksheets, which hold numbers, dates and answers as such besides texts.

use std::borrow::Cow;

use bartar_criteria::calendar::format_date;
use bartar_criteria::codes;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::rulebook::Calendar;
use bartar_criteria::text;
use bartar_scoring::entries::{Cell, Column};

use super::{ColumnReader, Complaint, Complaints, DateReader, NumberReader, Written, unreadable_number};
use crate::blanks::trim;
use crate::float::{self, FloatError};

/// The most significant digits that every decimal keeps when a spreadsheet program stores it as a float.
const MOST_DIGITS: usize = 15;

/// What a cell of a worksheet holds.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) enum Stored {
    /// Nothing.
    #[default]
    Empty,
    /// A text.
    Text(String),
    /// A number, as the float that worksheets keep of it.
    Number(f64),
    /// A number that is shown times hundred with a percent sign, as the float that worksheets keep of it.
    Percent(f64),
    /// An answer.
    YesNo(bool),
    /// A day, counted from 1970-01-01.
    Day(i64),
    /// Something that is no datum, and why.
    Wrong(Box<Complaint>),
}

impl Stored {
    /// Whether a row of such cells is blank.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => trim(text).is_empty(),
            _ => false,
        }
    }

    /// The cell as a text file would have it, numbers with this sign before their decimals.
    pub(crate) fn written(&self, decimal: char) -> Result<Cow<'_, str>, Complaint> {
        let text = self.text()?;
        Ok(match self {
            Self::Number(_) | Self::Percent(_) if decimal != '.' => {
                text.replace('.', decimal.encode_utf8(&mut [0; 4])).into()
            }
            _ => text,
        })
    }
}

impl Written for Stored {
    fn read(&self, reader: &ColumnReader<'_>) -> Result<Datum<Cell>, Complaint> {
        match reader {
            ColumnReader::Number(reader) => Ok(reader.stored(self)?.map(Cell::Number)),
            ColumnReader::Date(reader) => Ok(reader.stored(self)?.map(Cell::Number)),
            ColumnReader::Text(decimal) => reader.cell(&self.written(*decimal)?),
            ColumnReader::Choice(_) | ColumnReader::NationalId(_) => reader.cell(&self.text()?),
        }
    }

    fn text(&self) -> Result<Cow<'_, str>, Complaint> {
        Ok(match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => decimal(*number)?.to_string().into(),
            Self::Percent(number) => percent(*number)?.into(),
            Self::YesNo(answer) => Cow::Borrowed(if *answer { "yes" } else { "no" }),
            Self::Day(day) => format_date(*day, Calendar::Gregorian).into(),
            Self::Wrong(complaint) => return Err(complaint.as_ref().clone()),
        })
    }
}

impl ColumnReader<'_> {
    /// Reads cells of a worksheet.
    pub(crate) fn read_stored(&self, cells: &[Stored], complaints: &mut Complaints) -> Column {
        let mut column = self.empty();
        let doubtful = matches!(self, Self::Number(reader) if reader.takes_whole_numbers());
        for (row, cell) in cells.iter().enumerate() {
            let read = cell.read(self);
            if let (true, Stored::Text(text), Ok(Ok(_))) = (doubtful, cell, &read) {
                complaints.points.see_written(row, text);
            }
            column.push(read.unwrap_or_else(|why| Err(complaints.add(row, why))));
        }
        column
    }
}

impl NumberReader<'_> {
    /// A number that stands in the cell as such is taken by its value, however the rulebook has numbers written.
    fn stored(&self, cell: &Stored) -> Result<Datum<Decimal>, Complaint> {
        match cell {
            Stored::Empty => Ok(Err(Missing::NotSubmitted)),
            Stored::Text(text) => self.cell(text),
            Stored::Number(number) => {
                let number = decimal(*number)?;
                match self.missing_word(&number.to_string()) {
                    Some(missing) => Ok(Err(missing)),
                    None => self.value(number).map(Ok),
                }
            }
            Stored::Percent(_) => self.cell(&cell.written(self.decimal_sign())?),
            Stored::YesNo(_) | Stored::Day(_) | Stored::Wrong(_) => self.cell(&cell.text()?),
        }
    }
}

impl DateReader<'_> {
    /// A day that stands in the cell as such is taken as that day.
    fn stored(&self, cell: &Stored) -> Result<Datum<Decimal>, Complaint> {
        match cell {
            Stored::Day(day) => self.stored_days(*day).map(Ok),
            other => self.cell(&other.text()?),
        }
    }
}

/// The number that was written, if the float tells it beyond doubt.
fn decimal(float: f64) -> Result<Decimal, Complaint> {
    let number = float::decimal(float).map_err(|error| match error {
        FloatError::TooLong(error) => unreadable_number(&float.to_string(), error),
        FloatError::NotFinite => {
            (codes::UNREADABLE_NUMBER, text!(fa: "خانه عدد نیست", en: "the cell is not a number"))
        }
    })?;
    let digits = number.mantissa().unsigned_abs().to_string();
    if digits.trim_end_matches('0').len() <= MOST_DIGITS {
        return Ok(number);
    }
    let number_fa = bartar_criteria::exact::to_persian_digits(&number.to_string());
    Err((
        codes::INEXACT_NUMBER,
        text!(
            fa: "عدد {number_fa} بیش از پانزده رقم دارد و کاربرگ رقم‌های پس از آن را درست نگه نمی‌دارد؛ آن را گرد کنید یا به صورت متن بنویسید",
            en: "the number {number} has more than fifteen digits, and worksheets do not keep further ones exactly; round it or write it as text"
        ),
    ))
}

/// A percentage as it is written.
fn percent(float: f64) -> Result<String, Complaint> {
    let number = decimal(float)?;
    let hundredfold = Decimal::new(100, 0).and_then(|hundred| number.checked_mul(hundred));
    let shown = hundredfold.map_err(|error| unreadable_number(&number.to_string(), error))?;
    Ok(format!("{shown}%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_float_is_the_number_that_was_written_or_none() {
        let written =
            |float| decimal(float).map(|number| number.to_string()).map_err(|(code, _)| code.name());
        assert_eq!(written(12.5), Ok("12.5".to_owned()));
        assert_eq!(written(123_456_789_012_345.0), Ok("123456789012345".to_owned()));
        assert_eq!(written(1e20), Ok("100000000000000000000".to_owned()));
        assert_eq!(written(0.1 + 0.2), Err("inexact-number"));
        assert_eq!(written(1.0 / 3.0), Err("inexact-number"));
        assert_eq!(written(9_007_199_254_740_993.0), Err("inexact-number"));
        assert_eq!(written(f64::NAN), Err("unreadable-number"));
        assert_eq!(written(1e300), Err("number-too-long"));
    }
}
