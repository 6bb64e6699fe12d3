//! Dates, Jalali and Gregorian, as days since 1970-01-01. Nothing here knows today.

use crate::persian::matching_key;
use crate::rulebook::Calendar;
use crate::text;
use crate::text::Text;
use icu_calendar::cal::Persian;
use icu_calendar::types::RataDie;
use icu_calendar::{Date, Iso};

/// The fixed date of 1970-01-01 in the calendar library (checked by a test).
const EPOCH: i64 = 719_163;

/// Years in which a date is taken as Jalali.
const JALALI_YEARS: std::ops::RangeInclusive<i32> = 1300..=1499;
/// Years in which a date is taken as Gregorian.
const GREGORIAN_YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;

/// Days since 1970-01-01 of a Gregorian date; `None` when there is no such day.
#[must_use]
pub fn gregorian_days(year: i32, month: u8, day: u8) -> Option<i64> {
    Some(Date::try_new_iso(year, month, day).ok()?.to_rata_die().to_i64_date() - EPOCH)
}

/// Days since 1970-01-01 of a Jalali date; `None` when there is no such day.
#[must_use]
pub fn jalali_days(year: i32, month: u8, day: u8) -> Option<i64> {
    Some(Date::try_new_persian(year, month, day).ok()?.to_rata_die().to_i64_date() - EPOCH)
}

/// Year, month and day in one of the calendars; [`Calendar::Either`] counts as Gregorian.
#[must_use]
pub fn parts(days: i64, calendar: Calendar) -> Option<(i32, u8, u8)> {
    // Years -9999 to 9999: beyond them no competition and no file has business.
    if !(-4_371_222..=2_932_896).contains(&days) {
        return None;
    }
    let rata_die = RataDie::new(days + EPOCH);
    Some(match calendar {
        Calendar::Jalali => {
            let date = Date::from_rata_die(rata_die, Persian);
            (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
        }
        Calendar::Gregorian | Calendar::Either => {
            let date = Date::from_rata_die(rata_die, Iso);
            (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
        }
    })
}

/// Whole years from one day to another, counted by anniversaries in `calendar`, and rounded down: negative whenever `to`
/// comes first, by a day too.
#[must_use]
pub fn whole_years(from: i64, to: i64, calendar: Calendar) -> Option<i64> {
    let (from, to) = (parts(from, calendar)?, parts(to, calendar)?);
    let years = i64::from(to.0) - i64::from(from.0);
    let before_anniversary = (to.1, to.2) < (from.1, from.2);
    Some(years - i64::from(before_anniversary))
}

/// The date as `yyyy-mm-dd` in one of the calendars.
#[must_use]
pub fn format_date(days: i64, calendar: Calendar) -> String {
    parts(days, calendar).map_or_else(|| days.to_string(), |(y, m, d)| format!("{y:04}-{m:02}-{d:02}"))
}

/// Reads a date, digits of any of the three sets, always with a four-digit year: year first, with `/`, `-` or `.`
/// between the numbers (`1404/05/09`, `1404-5-9`), or as eight digits (`14040509`); or with the name of a Jalali month,
/// day first (`۹ مرداد ۱۴۰۴`). Which calendar is told by the year.
///
/// # Errors
/// Why it is no date of the calendar: its form, its year, a day that does not exist (such as 1404-12-30), or an order
/// that can be read in two ways.
pub fn parse_date(text: &str, calendar: Calendar) -> Result<i64, Text> {
    let latin: String = text.trim_matches(is_around).chars().map(latin_digit).collect();
    if latin.contains(':') {
        return Err(text!(
            fa: "«{text}» جز روز ساعت هم دارد؛ تنها روز را بنویسید، مانند ۱۴۰۴/۰۵/۰۹",
            en: "`{text}` has a time besides the day; write the day alone, like 1404/05/09"
        ));
    }
    if latin.contains(char::is_alphabetic) {
        return named_month(text, &latin, calendar);
    }
    if latin.len() == 8
        && let (Some(year), Some(month), Some(day)) =
            (digits(latin.get(..4)), digits(latin.get(4..6)), digits(latin.get(6..)))
    {
        return day_of(text, year, month, day, calendar);
    }
    let separator = ['/', '-', '.'].into_iter().find(|sign| latin.contains(*sign)).unwrap_or('/');
    let mut fields = latin.split(separator);
    let parts = (fields.next(), fields.next(), fields.next(), fields.next());
    let (Some(first), Some(month), Some(last), None) = parts else {
        // Six digits may be a date with a short year, which must be told.
        let short = latin.len() == 6 && digits(Some(&latin)).is_some();
        return Err(if short { two_digits(text) } else { form(text) });
    };
    match (digits(Some(first)), digits(Some(month)), digits(Some(last))) {
        (Some(year), Some(number), Some(day)) if first.len() == 4 && month.len() <= 2 && last.len() <= 2 => {
            day_of(text, year, number, day, calendar)
        }
        (Some(_), Some(_), Some(_)) if last.len() == 4 && first.len() <= 2 && month.len() <= 2 => Err(text!(
            fa: "در «{text}» سال در پایان آمده است و روز و ماه را می‌توان به جای هم خواند؛ سال را نخست بنویسید، مانند ۱۴۰۴/۰۵/۰۹ (سال، ماه، روز)",
            en: "in `{text}` the year comes last, so day and month can be taken for each other; write the year first, like 1404/05/09 (year, month, day)"
        )),
        (Some(_), Some(_), Some(_)) if first.len() <= 2 && month.len() <= 2 && last.len() <= 2 => {
            Err(two_digits(text))
        }
        _ => Err(form(text)),
    }
}

fn form(text: &str) -> Text {
    text!(
        fa: "«{text}» تاریخ نیست؛ چنین بنویسید: ۱۴۰۴-۰۶-۱۳ (سال چهاررقمی، ماه، روز)",
        en: "`{text}` is not a date; write it as 1404-06-13 (four-digit year, month, day)"
    )
}

fn two_digits(text: &str) -> Text {
    text!(
        fa: "سال «{text}» دورقمی است و معلوم نیست از کدام سده است؛ سال را چهاررقمی و نخست بنویسید، مانند ۱۳۹۹/۱۲/۳۰ یا ۱۴۰۰/۰۱/۱۵",
        en: "the year of `{text}` has two digits, which leaves its century open; write four digits and the year first, like 1399/12/30 or 1400/01/15"
    )
}

/// A short whole number of ASCII digits.
fn digits(part: Option<&str>) -> Option<i32> {
    let part = part?;
    let good = (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    good.then(|| part.parse().ok()).flatten()
}

/// The days of a year, month and day written as `text`.
fn day_of(text: &str, year: i32, month: i32, day: i32, calendar: Calendar) -> Result<i64, Text> {
    let jalali = match calendar {
        Calendar::Jalali | Calendar::Either if JALALI_YEARS.contains(&year) => true,
        Calendar::Gregorian | Calendar::Either if GREGORIAN_YEARS.contains(&year) => false,
        _ => {
            let (fa, en) = match calendar {
                Calendar::Jalali => ("جلالی ۱۳۰۰ تا ۱۴۹۹", "Jalali 1300 to 1499"),
                Calendar::Gregorian => ("میلادی ۱۹۰۰ تا ۲۱۰۰", "Gregorian 1900 to 2100"),
                Calendar::Either => {
                    ("جلالی ۱۳۰۰ تا ۱۴۹۹، میلادی ۱۹۰۰ تا ۲۱۰۰", "Jalali 1300 to 1499, Gregorian 1900 to 2100")
                }
            };
            return Err(text!(
                fa: "سال {year} در «{text}» بیرون از سال‌های پذیرفتهٔ این قلم است ({fa})",
                en: "the year {year} of `{text}` is outside the years that the field accepts ({en})",
                numbers: year
            ));
        }
    };
    let found = match (u8::try_from(month), u8::try_from(day)) {
        (Ok(month), Ok(day)) if jalali => jalali_days(year, month, day),
        (Ok(month), Ok(day)) => gregorian_days(year, month, day),
        _ => None,
    };
    found.ok_or_else(
        || text!(fa: "روز «{text}» در تقویم نیست", en: "there is no such day as `{text}` in the calendar"),
    )
}

/// The Jalali months; their spellings are the same by their matching keys but for those listed here.
const MONTHS: [&[&str]; 12] = [
    &["فروردین"],
    &["اردیبهشت"],
    &["خرداد"],
    &["تیر"],
    &["مرداد", "امرداد"],
    &["شهریور"],
    &["مهر"],
    &["آبان", "ابان"],
    &["آذر", "اذر"],
    &["دی"],
    &["بهمن"],
    &["اسفند"],
];

/// Reads a day, the name of a Jalali month, perhaps with «ماه», and a four-digit year.
fn named_month(text: &str, latin: &str, calendar: Calendar) -> Result<i64, Text> {
    let after_day = latin.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = after_day.trim_end_matches(|c: char| c.is_ascii_digit());
    let (day, year) = (&latin[..latin.len() - after_day.len()], &after_day[name.len()..]);
    let key = matching_key(name);
    let bare = key.strip_suffix("ماه").unwrap_or(&key);
    let month = (1..).zip(MONTHS).find(|(_, names)| names.iter().any(|name| matching_key(name) == bare));
    match (month, digits(Some(day)), digits(Some(year))) {
        (Some((month, _)), Some(day_number), Some(number)) if day.len() <= 2 && year.len() == 4 => {
            if calendar == Calendar::Gregorian || !JALALI_YEARS.contains(&number) {
                return Err(text!(
                    fa: "«{text}» ماه شمسی دارد؛ سال آن باید شمسی و قلم باید تاریخ شمسی باشد",
                    en: "`{text}` names a Jalali month; its year must be Jalali, and the field must take Jalali dates"
                ));
            }
            day_of(text, number, month, day_number, calendar)
        }
        (Some(_), Some(_), Some(_)) if year.len() == 2 => Err(two_digits(text)),
        _ => Err(text!(
            fa: "«{text}» تاریخ نیست؛ چنین بنویسید: ۱۴۰۴/۰۵/۰۹ یا ۹ مرداد ۱۴۰۴",
            en: "`{text}` is not a date; write it as 1404/05/09 or ۹ مرداد ۱۴۰۴"
        )),
    }
}

/// Blanks and direction marks, which change nothing around a date.
fn is_around(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn latin_digit(c: char) -> char {
    let offset = match c {
        '۰'..='۹' => u32::from(c) - u32::from('۰'),
        '٠'..='٩' => u32::from(c) - u32::from('٠'),
        _ => return c,
    };
    char::from_digit(offset, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pairs printed side by side in public calendars.
    #[test]
    fn jalali_and_gregorian_agree() {
        for (jalali, gregorian) in [
            ("1357-11-22", "1979-02-11"),
            ("1370-06-13", "1991-09-04"),
            ("1399-12-30", "2021-03-20"),
            ("1400-01-01", "2021-03-21"),
            ("1400-06-13", "2021-09-04"),
            ("1403-01-01", "2024-03-20"),
            ("1403-12-30", "2025-03-20"),
            ("1404-06-13", "2025-09-04"),
            ("1404-12-29", "2026-03-20"),
        ] {
            let days = parse_date(jalali, Calendar::Jalali).unwrap();
            assert_eq!(days, parse_date(gregorian, Calendar::Either).unwrap(), "{jalali}");
            assert_eq!(format_date(days, Calendar::Jalali), jalali);
            assert_eq!(format_date(days, Calendar::Gregorian), gregorian);
        }
    }

    #[test]
    fn a_year_out_of_range_is_told_in_the_digits_of_the_language() {
        let told = parse_date("2525-01-01", Calendar::Either).unwrap_err();
        assert!(told.fa.starts_with("سال ۲۵۲۵ در «2525-01-01»"), "{}", told.fa);
        assert!(told.en.starts_with("the year 2525 of"), "{}", told.en);
    }

    #[test]
    fn leap_years_follow_the_33_year_rule() {
        for year in 1300..1500 {
            let leap = [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33));
            assert_eq!(jalali_days(year, 12, 30).is_some(), leap, "{year}");
        }
    }

    #[test]
    fn epoch_is_the_first_of_january_1970() {
        assert_eq!(gregorian_days(1970, 1, 1), Some(0));
        assert_eq!(gregorian_days(1970, 1, 2), Some(1));
    }

    #[test]
    fn every_form_of_one_day() {
        let day = jalali_days(1404, 5, 9).unwrap();
        for text in [
            "1404/05/09",
            "۱۴۰۴/۵/۹",
            "1404-05-09",
            "1404.5.9",
            "14040509",
            "١٤٠٤/٠٥/٠٩",
            "\u{200F}۱۴۰۴-۰۵-۰۹ ",
            "9 مرداد 1404",
            "۹ مرداد ۱۴۰۴",
            "۹ مردادماه ۱۴۰۴",
            "09 امرداد 1404",
            "۹\u{200C}مرداد\u{200C}۱۴۰۴",
            "2025-07-31",
            "2025/7/31",
            "20250731",
        ] {
            assert_eq!(parse_date(text, Calendar::Either), Ok(day), "{text}");
        }
        let names = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند";
        for (month, name) in (1..).zip(names.split(' ')) {
            let day = jalali_days(1403, month, 29);
            assert_eq!(parse_date(&format!("29 {name} 1403"), Calendar::Jalali).ok(), day, "{name}");
        }
        for (text, month) in
            [("۱ ارديبهشت ۱۴۰۳", 2), ("۱ ابان ۱۴۰۳", 8), ("۱ اذر ماه ۱۴۰۳", 9), ("۱ دي ۱۴۰۳", 10)]
        {
            assert_eq!(parse_date(text, Calendar::Jalali).ok(), jalali_days(1403, month, 1), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_told() {
        let why = |text| parse_date(text, Calendar::Either).unwrap_err().en;
        for text in ["99/12/30", "00/1/15", "۰۰-۰۱-۱۵", "991230", "15 مهر 99"] {
            assert!(why(text).contains("two digits"), "{text}: {}", why(text));
        }
        for text in ["09/05/1404", "۹-۵-۱۴۰۴", "31.7.2025"] {
            assert!(why(text).contains("the year comes last"), "{text}: {}", why(text));
        }
        for text in ["1404/05/09 10:30", "2025-07-31T00:00:00"] {
            assert!(why(text).contains("a time besides the day"), "{text}: {}", why(text));
        }
        for text in ["1404-12-30", "30 اسفند 1404", "14041230", "31 مهر 1404", "1404/0/1"] {
            assert!(why(text).contains("no such day"), "{text}: {}", why(text));
        }
        assert!(why("9 مرداد 2025").contains("Jalali month"));
        assert!(parse_date("9 مرداد 1404", Calendar::Gregorian).is_err());
        for text in [
            "مرداد 1404",
            "9 مرداد",
            "پنجشنبه ۹ مرداد ۱۴۰۴",
            "9 July 2025",
            "1404/05-09",
            "45869",
            "18040509",
        ] {
            assert!(parse_date(text, Calendar::Either).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["1404-12-30", "99-01-01", "۱۴۰۴", "1404-13-01", "13-06-1404", "1404-06-13-01", "2500-01-01", ""]
        {
            assert!(parse_date(text, Calendar::Either).is_err(), "{text}");
        }
        assert!(parse_date("2025-01-01", Calendar::Jalali).is_err());
        assert!(parse_date("۱۴۰۴/۰۶/۱۳", Calendar::Jalali).is_ok());
    }

    #[test]
    fn years_are_counted_by_anniversaries() {
        let day = |text| parse_date(text, Calendar::Either).unwrap();
        assert_eq!(whole_years(day("1390-06-13"), day("1404-06-12"), Calendar::Jalali), Some(13));
        assert_eq!(whole_years(day("1390-06-13"), day("1404-06-13"), Calendar::Jalali), Some(14));
        assert_eq!(whole_years(day("1404-06-13"), day("1390-06-13"), Calendar::Jalali), Some(-14));
        assert_eq!(whole_years(day("1404-06-13"), day("1390-06-12"), Calendar::Jalali), Some(-15));
        assert_eq!(whole_years(day("1404-06-13"), day("1404-06-12"), Calendar::Jalali), Some(-1));
        assert_eq!(whole_years(day("1404-06-13"), day("1404-06-13"), Calendar::Jalali), Some(0));
    }
}
