//! From what calamine says of a cell to what the cell holds.

use bartar_criteria::calendar::parse_date;
use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::rulebook::Calendar;
use bartar_criteria::text;
use bartar_criteria::text::Text;
use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};

use crate::blanks::shown;
use crate::cells::Stored;

/// From the first day that the 1900 system counts to 1970-01-01, without the day 29 February 1900, which that system
/// counts though the year had none.
const FROM_1900: i64 = 25_568;
/// From the first day of the 1904 system, which it counts as day 0, to 1970-01-01.
const FROM_1904: i64 = 24_107;
/// The day that never was.
const NO_DAY: i64 = 60;
/// The last serial day that any spreadsheet knows: the end of the year 9999.
const LAST_DAY: f64 = 2_958_465.0;

/// What `LibreOffice` writes into cells whose formula fails, besides `Err:` and a number.
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// What an XLSX cell holds.
pub(super) fn of_xlsx(value: DataRef<'_>, formula: bool) -> Stored {
    match value {
        DataRef::Empty if formula => no_value(),
        DataRef::Empty => Stored::Empty,
        DataRef::String(text) => Stored::Text(text),
        DataRef::SharedString(text) => Stored::Text(text.to_owned()),
        DataRef::Int(number) => Stored::Text(number.to_string()),
        DataRef::Float(number) => Stored::Number(number),
        DataRef::Bool(answer) => Stored::YesNo(answer),
        DataRef::DateTime(moment) => serial(moment),
        DataRef::DateTimeIso(moment) => iso(&moment),
        DataRef::DurationIso(duration) => stretch(&duration),
        DataRef::Error(error) => failed(&named(&error)),
    }
}

/// What an ODS cell holds.
pub(super) fn of_ods(value: &Data, formula: bool) -> Stored {
    match value {
        Data::Empty if formula => no_value(),
        Data::Empty => Stored::Empty,
        Data::String(text) if formula && is_error(text) => failed(text),
        Data::String(text) => Stored::Text(text.clone()),
        Data::Int(number) => Stored::Text(number.to_string()),
        Data::Float(number) => Stored::Number(*number),
        Data::Bool(answer) => Stored::YesNo(*answer),
        Data::DateTime(moment) => serial(*moment),
        Data::DateTimeIso(moment) => iso(moment),
        Data::DurationIso(duration) => stretch(duration),
        Data::Error(error) => failed(&named(error)),
    }
}

fn named(error: &CellErrorType) -> String {
    error.to_string()
}

fn is_error(text: &str) -> bool {
    let number =
        text.strip_prefix("Err:").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    number || ERRORS.contains(&text)
}

/// A number that is shown as a date.
#[allow(clippy::cast_possible_truncation, clippy::float_cmp, reason = "whole and small by then")]
fn serial(moment: ExcelDateTime) -> Stored {
    let value = moment.as_f64();
    // calamine does not say which system counts the days, but two moments are equal only within one.
    let from_1904 = moment == ExcelDateTime::new(value, calamine::ExcelDateTimeType::DateTime, true);
    if moment.is_duration() {
        return stretch(&value.to_string());
    }
    if !(0.0..=LAST_DAY).contains(&value) {
        return no_date(&value.to_string());
    }
    if value.fract() != 0.0 {
        return has_time();
    }
    let day = value as i64;
    match day {
        day if from_1904 => Stored::Day(day - FROM_1904),
        0 | NO_DAY => no_date(&value.to_string()),
        day if day < NO_DAY => Stored::Day(day - FROM_1900),
        day => Stored::Day(day - FROM_1900 - 1),
    }
}

/// A date, perhaps with a time, as `2025-09-04T00:00:00`.
fn iso(moment: &str) -> Stored {
    let (day, time) = moment.split_once('T').unwrap_or((moment, ""));
    if !time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z')) {
        return has_time();
    }
    parse_date(day, Calendar::Gregorian).map_or_else(|_| no_date(moment), Stored::Day)
}

fn wrong(code: Code, message: Text) -> Stored {
    Stored::Wrong(Box::new((code, message)))
}

fn failed(error: &str) -> Stored {
    let error = shown(error);
    wrong(
        codes::CELL_ERROR,
        text!(
            fa: "فرمول این خانه خطا دارد ({error})؛ فرمول را درست کنید یا مقدار را بنویسید",
            en: "the formula of this cell fails ({error}); mend it or write the value"
        ),
    )
}

fn no_value() -> Stored {
    wrong(
        codes::FORMULA_WITHOUT_VALUE,
        text!(
            fa: "این خانه فرمول دارد و حاصل آن در فایل نیست؛ فایل را در برنامهٔ صفحه‌گسترده باز و دوباره ذخیره کنید",
            en: "this cell has a formula whose result is not in the file; open the file in a spreadsheet program and save it again"
        ),
    )
}

fn has_time() -> Stored {
    wrong(
        codes::UNREADABLE_DATE,
        text!(
            fa: "این خانه جز روز ساعت هم دارد و تاریخ نیست؛ تنها روز را بنویسید",
            en: "this cell has a time besides the day and is no date; write the day alone"
        ),
    )
}

fn stretch(duration: &str) -> Stored {
    let duration = shown(duration);
    wrong(
        codes::UNREADABLE_DATE,
        text!(
            fa: "این خانه مدت زمان است ({duration})، نه داده‌ای که شیوه‌نامه بشناسد؛ آن را عدد یا تاریخ بنویسید",
            en: "this cell is a stretch of time ({duration}), which no field takes; write a number or a date"
        ),
    )
}

fn no_date(value: &str) -> Stored {
    let value = shown(value);
    wrong(
        codes::UNREADABLE_DATE,
        text!(
            fa: "این خانه قالب تاریخ دارد، ولی {value} روزی از تقویم نیست؛ تاریخ را دوباره بنویسید",
            en: "this cell is shown as a date, but {value} is no day of the calendar; write the date again"
        ),
    )
}

/// Whether a number format shows a number times hundred with a percent sign: one that is no part of a text, of a
/// colour or the like, and not a sign to be shown as it is.
pub(super) fn shows_percent(format: &str) -> bool {
    let mut signs = format.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '%' => return true,
            '"' => signs.by_ref().take_while(|sign| *sign != '"').for_each(drop),
            '[' => signs.by_ref().take_while(|sign| *sign != ']').for_each(drop),
            '\\' | '_' | '*' => drop(signs.next()),
            _ => {}
        }
    }
    false
}

/// A cell that is shown with a percent sign.
pub(super) fn as_percent(value: Stored) -> Stored {
    match value {
        Stored::Number(number) => Stored::Percent(number),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;
    use crate::cells::Written;

    fn day(value: f64, from_1904: bool) -> Result<String, &'static str> {
        match serial(ExcelDateTime::new(value, DateTime, from_1904)) {
            Stored::Wrong(why) => Err(why.0.name()),
            other => other.text().map(Cow::into_owned).map_err(|why| why.0.name()),
        }
    }

    #[test]
    fn serial_days_of_both_systems_are_days_of_the_calendar() {
        for (value, written) in [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (25_569.0, "1970-01-01"),
            (45_904.0, "2025-09-04"),
            (2_958_465.0, "9999-12-31"),
        ] {
            assert_eq!(day(value, false).as_deref(), Ok(written));
        }
        assert_eq!(day(0.0, true).as_deref(), Ok("1904-01-01"));
        assert_eq!(day(44_442.0, true).as_deref(), Ok("2025-09-04"));
        for value in [0.0, 60.0, -1.0, 2_958_466.0, 45_904.5, f64::NAN] {
            assert_eq!(day(value, false), Err("unreadable-date"), "{value}");
        }
        assert!(matches!(serial(ExcelDateTime::new(1.0, TimeDelta, false)), Stored::Wrong(_)));
    }

    #[test]
    fn written_days_are_days_of_the_calendar() {
        assert_eq!(iso("2025-09-04"), Stored::Day(20_335));
        assert_eq!(iso("2025-09-04T00:00:00"), Stored::Day(20_335));
        assert!(matches!(iso("2025-09-04T12:00:00"), Stored::Wrong(_)));
        assert!(matches!(iso("2025-02-30"), Stored::Wrong(_)));
    }

    #[test]
    fn a_percent_sign_counts_where_it_is_no_text() {
        for format in ["0%", "0.00%", "#,##0.0\\ %", "\"a\"0%", "[Red]0%;-0%"] {
            assert!(shows_percent(format), "{format}");
        }
        for format in ["General", "0.0\"%\"", "0\\%", "0_%", "[$%]0", "0*%"] {
            assert!(!shows_percent(format), "{format}");
        }
    }

    #[test]
    fn errors_are_no_texts() {
        for error in ["#DIV/0!", "#REF!", "Err:502"] {
            assert!(matches!(of_ods(&Data::String(error.to_owned()), true), Stored::Wrong(_)), "{error}");
            assert!(matches!(of_ods(&Data::String(error.to_owned()), false), Stored::Text(_)), "{error}");
        }
        assert!(matches!(of_xlsx(DataRef::Error(CellErrorType::Ref), false), Stored::Wrong(_)));
        assert!(matches!(of_xlsx(DataRef::Empty, true), Stored::Wrong(_)));
        assert_eq!(of_xlsx(DataRef::Empty, false), Stored::Empty);
    }
}
