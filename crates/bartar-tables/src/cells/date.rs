//! Cells that state a date.

use bartar_criteria::calendar::{format_date, parse_date};
use bartar_criteria::codes;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Datum;
use bartar_criteria::rulebook::{Calendar, Field};
use bartar_criteria::text;

use super::{Complaint, Words};
use crate::blanks::{shown, trim};

/// The longest cell that can be a date, in bytes: a day, the name of a month and a year, with blanks between them.
const LONGEST: usize = 80;

/// Reads the cells of a date field.
pub(crate) struct DateReader<'r> {
    field: &'r Field,
    calendar: Calendar,
    words: Words,
}

impl<'r> DateReader<'r> {
    pub(super) fn new(field: &'r Field, calendar: Calendar, words: Words) -> Self {
        Self { field, calendar, words }
    }

    /// The calendar of the field.
    pub(crate) fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// A written cell: days since 1970-01-01.
    pub(super) fn cell(&self, cell: &str) -> Result<Datum<Decimal>, Complaint> {
        let cell = trim(cell);
        if let Some(missing) = self.words.find(cell) {
            return Ok(Err(missing));
        }
        // The message quotes what it was given.
        let quoted = if cell.len() > LONGEST { shown(cell) } else { cell.to_owned() };
        match parse_date(&quoted, self.calendar) {
            Ok(days) => self.days(days, &quoted).map(Ok),
            Err(message) => {
                if let Some(missing) = self.words.of_unreadable(cell) {
                    return Ok(Err(missing));
                }
                let message = parse_date(&shown(cell), self.calendar).err().unwrap_or(message);
                Err((codes::UNREADABLE_DATE, message))
            }
        }
    }

    /// Days since 1970-01-01, written as `cell`.
    fn days(&self, days: i64, cell: &str) -> Result<Decimal, Complaint> {
        let number = Decimal::from_int(days);
        if self.field.range.as_ref().is_none_or(|range| range.contains_decimal(&number)) {
            return Ok(number);
        }
        let cell = shown(cell);
        Err((
            codes::OUT_OF_RANGE,
            text!(
                fa: "تاریخ «{cell}» بیرون از بازهٔ مجاز است؛ تاریخ را بازبینی کنید",
                en: "the date `{cell}` lies outside the allowed range; check it"
            ),
        ))
    }

    /// A date that a file holds as days since 1970-01-01. It must be one that could be written.
    pub(crate) fn stored_days(&self, days: i64) -> Result<Decimal, Complaint> {
        let written = format_date(days, self.calendar);
        let days =
            parse_date(&written, self.calendar).map_err(|message| (codes::UNREADABLE_DATE, message))?;
        self.days(days, &written)
    }

    /// A time that a file holds, in units of which a day has `units_per_day`. Only midnight is a date.
    pub(crate) fn stored_time(&self, time: i64, units_per_day: i64) -> Result<Decimal, Complaint> {
        let days = time.div_euclid(units_per_day);
        if time.rem_euclid(units_per_day) == 0 {
            return self.stored_days(days);
        }
        let day = format_date(days, self.calendar);
        Err((
            codes::UNREADABLE_DATE,
            text!(
                fa: "این خانه جز روز («{day}») ساعت هم دارد و تاریخ نیست؛ تنها روز را بنویسید",
                en: "this cell has a time besides the day (`{day}`) and is no date; write the day alone"
            ),
        ))
    }
}
