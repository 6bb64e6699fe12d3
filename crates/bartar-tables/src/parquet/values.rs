//! From the cells of a Parquet column to a column of the rulebook.

use bartar_criteria::calendar::format_date;
use bartar_criteria::codes;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::Calendar;
use bartar_criteria::text;
use bartar_scoring::entries::{Column, NumberColumn};
use polars::prelude::{DataType, PolarsResult, Series};

use super::class::Class;
use crate::cells::{ColumnReader, Complaint, Complaints, DateReader, NumberReader, unreadable_number};
use crate::float::{self, Float, FloatError};

/// Reads the cells of a Parquet column as a column of the rulebook, which suits their class; what is
/// read by its text has this sign before the decimals of numbers.
pub(super) fn column(
    reader: &ColumnReader<'_>,
    cells: &Series,
    class: Class,
    decimal: char,
    complaints: &mut Complaints,
) -> PolarsResult<Column> {
    let rows = cells.len();
    Ok(match (reader, class) {
        (_, Class::Null) => reader.absent(rows),
        (_, Class::Text) => reader.read(cells.str()?.iter(), rows, complaints),
        (ColumnReader::Number(reader), _) if reader.takes_values() => {
            Column::Numbers(numbers(reader, cells, class, complaints)?)
        }
        (ColumnReader::Date(reader), Class::Date) => {
            let days = cells.date()?.physical().iter().map(|day| day.map(i64::from));
            Column::Numbers(dates(reader, days, rows, complaints, DateReader::stored_days))
        }
        (ColumnReader::Date(reader), Class::Time { units_per_day }) => {
            let times = cells.datetime()?.physical().iter();
            let stored = |reader: &DateReader<'_>, time| reader.stored_time(time, units_per_day);
            Column::Numbers(dates(reader, times, rows, complaints, stored))
        }
        _ => {
            let written = written(cells, class, |_| Calendar::Gregorian, decimal)?;
            reader.read(written.iter().map(Option::as_deref), rows, complaints)
        }
    })
}

/// The cells as a text file would have them, the days of each row in this calendar and numbers with this sign before their decimals.
pub(super) fn written(
    cells: &Series,
    class: Class,
    calendar: impl Fn(usize) -> Calendar,
    decimal: char,
) -> PolarsResult<Vec<Option<String>>> {
    fn all<T>(cells: impl Iterator<Item = Option<T>>, write: impl Fn(T) -> String) -> Vec<Option<String>> {
        cells.map(|cell| cell.map(&write)).collect()
    }
    let signed = |number: String| match decimal {
        '.' => number,
        _ => number.replace('.', decimal.encode_utf8(&mut [0; 4])),
    };
    Ok(match class {
        Class::Null => vec![None; cells.len()],
        Class::Date => {
            let text = |(row, day): (usize, Option<i32>)| Some(day_text(day?.into(), 0, calendar(row)));
            cells.date()?.physical().iter().enumerate().map(text).collect()
        }
        Class::Time { units_per_day } => {
            let text = |(row, time): (usize, Option<i64>)| {
                let (day, rest) = (time?.div_euclid(units_per_day), time?.rem_euclid(units_per_day));
                Some(day_text(day, rest, calendar(row)))
            };
            cells.datetime()?.physical().iter().enumerate().map(text).collect()
        }
        Class::Text => all(cells.str()?.iter(), str::to_owned),
        Class::Bool => all(cells.bool()?.iter(), |cell| cell.to_string()),
        Class::Integer => all(cells.cast(&DataType::Int64)?.i64()?.iter(), |cell| cell.to_string()),
        Class::Unsigned => all(cells.u64()?.iter(), |cell| cell.to_string()),
        Class::Single => all(cells.f32()?.iter(), |cell| signed(float::text(cell))),
        Class::Double => all(cells.f64()?.iter(), |cell| signed(float::text(cell))),
        Class::Decimal { scale } => all(cells.decimal()?.physical().iter(), |cell| {
            signed(
                Decimal::new(cell, scale)
                    .map_or_else(|_| format!("{cell}e-{scale}"), |number| number.to_string()),
            )
        }),
    })
}

/// A day as a text file would have it, and whether a time stands besides.
fn day_text(day: i64, time: i64, calendar: Calendar) -> String {
    let day = format_date(day, calendar);
    if time == 0 { day } else { format!("{day} …:…") }
}

/// The cells of a number column, by their values.
fn numbers(
    reader: &NumberReader<'_>,
    cells: &Series,
    class: Class,
    complaints: &mut Complaints,
) -> PolarsResult<NumberColumn> {
    let mut sink = Sink { reader, column: NumberColumn::with_capacity(cells.len()), complaints, row: 0 };
    match class {
        Class::Bool => {
            cells.bool()?.iter().for_each(|cell| sink.push(cell, |cell| Ok((i128::from(cell), 0))));
        }
        Class::Integer => {
            let cells = cells.cast(&DataType::Int64)?;
            cells.i64()?.iter().for_each(|cell| sink.push(cell, |cell| Ok((i128::from(cell), 0))));
        }
        Class::Unsigned => {
            cells.u64()?.iter().for_each(|cell| sink.push(cell, |cell| Ok((i128::from(cell), 0))));
        }
        Class::Decimal { scale } => {
            cells.decimal()?.physical().iter().for_each(|cell| sink.push(cell, |cell| Ok((cell, scale))));
        }
        Class::Single => floats(cells.f32()?.iter(), &mut sink),
        Class::Double => floats(cells.f64()?.iter(), &mut sink),
        Class::Null | Class::Text | Class::Date | Class::Time { .. } => {}
    }
    Ok(sink.column)
}

/// Takes floats, most of which have as many decimals as the one before.
fn floats<F: Float>(cells: impl Iterator<Item = Option<F>>, sink: &mut Sink<'_, '_>) {
    let mut likely = 0;
    cells.for_each(|cell| match cell.and_then(|cell| cell.short(likely)) {
        Some((digits, decimals)) => {
            likely = decimals;
            sink.push(Some(()), |()| Ok((i128::from(digits), decimals)));
        }
        None => sink.push(cell, parts),
    });
}

/// The digits and the decimals of a float that is not short.
fn parts<F: Float>(cell: F) -> Result<(i128, u8), Complaint> {
    match float::decimal(cell) {
        Ok(number) => Ok((number.mantissa(), number.scale())),
        Err(FloatError::TooLong(error)) => Err(unreadable_number(&cell.to_string(), error)),
        Err(FloatError::NotFinite) => Err((
            codes::UNREADABLE_NUMBER,
            text!(fa: "«{cell}» عدد نیست؛ عدد بنویسید یا خانه را خالی بگذارید", en: "`{cell}` is not a number; write one or leave the cell empty"),
        )),
    }
}

/// Where the numbers of a column go.
struct Sink<'a, 'r> {
    reader: &'a NumberReader<'r>,
    column: NumberColumn,
    complaints: &'a mut Complaints,
    row: usize,
}

impl Sink<'_, '_> {
    /// The next cell: its mantissa and its scale.
    #[inline]
    fn push<T>(&mut self, cell: Option<T>, parts: impl Fn(T) -> Result<(i128, u8), Complaint>) {
        let row = self.row;
        self.row += 1;
        let Some(cell) = cell else { return self.column.push(Err(Missing::NotSubmitted)) };
        let parts = parts(cell);
        if let Ok((mantissa, scale)) = &parts
            && let Ok(mantissa) = i64::try_from(*mantissa)
            && self.reader.plain_numbers().allow(mantissa, *scale)
        {
            return self.column.push_short(mantissa, *scale);
        }
        let number = parts.and_then(|(mantissa, scale)| {
            let long = |error| unreadable_number(&format!("{mantissa}e-{scale}"), error);
            self.reader.value(Decimal::new(mantissa, scale).map_err(long)?)
        });
        self.column.push(number.map_err(|why| self.complaints.add(row, why)));
    }
}

/// The cells of a date column.
fn dates<'r>(
    reader: &DateReader<'r>,
    cells: impl Iterator<Item = Option<i64>>,
    rows: usize,
    complaints: &mut Complaints,
    stored: impl Fn(&DateReader<'r>, i64) -> Result<Decimal, Complaint>,
) -> NumberColumn {
    let mut column = NumberColumn::with_capacity(rows);
    for (row, cell) in cells.enumerate() {
        column.push(match cell {
            None => Err(Missing::NotSubmitted),
            Some(cell) => stored(reader, cell).map_err(|why| complaints.add(row, why)),
        });
    }
    column
}
