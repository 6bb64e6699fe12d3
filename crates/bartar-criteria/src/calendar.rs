//! Dates, Jalali and Gregorian, as days since 1970-01-01. Nothing here knows today.

use crate::exact::to_persian_digits;
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

/// Reads `yyyy-mm-dd` or `yyyy/mm/dd`, digits of any of the three sets, year first.
///
/// # Errors
/// Why it is no date of the calendar: its form, its year, or a day that does not exist (such as 1404-12-30).
pub fn parse_date(text: &str, calendar: Calendar) -> Result<i64, Text> {
    let latin: String = text.trim().chars().map(latin_digit).collect();
    let form = || {
        text!(
            fa: "«{text}» تاریخ نیست؛ چنین بنویسید: ۱۴۰۴-۰۶-۱۳ (سال چهاررقمی، ماه، روز)",
            en: "`{text}` is not a date; write it as 1404-06-13 (four-digit year, month, day)"
        )
    };
    let separator = if latin.contains('/') { '/' } else { '-' };
    let mut fields = latin.split(separator);
    let (Some(year), Some(month), Some(day), None) =
        (fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return Err(form());
    };
    let digits = |part: &str, longest: usize| {
        let good = !part.is_empty() && part.len() <= longest && part.bytes().all(|b| b.is_ascii_digit());
        good.then(|| part.parse::<i32>().ok()).flatten()
    };
    if year.len() != 4 {
        return Err(form());
    }
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return Err(form());
    };
    let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else { return Err(form()) };
    let jalali = match calendar {
        Calendar::Jalali if JALALI_YEARS.contains(&year) => true,
        Calendar::Gregorian if GREGORIAN_YEARS.contains(&year) => false,
        Calendar::Either if JALALI_YEARS.contains(&year) => true,
        Calendar::Either if GREGORIAN_YEARS.contains(&year) => false,
        _ => {
            let year_fa = to_persian_digits(&year.to_string());
            return Err(text!(
                fa: "سال {year_fa} در «{text}» بیرون از سال‌های پذیرفته است (جلالی ۱۳۰۰ تا ۱۴۹۹، میلادی ۱۹۰۰ تا ۲۱۰۰)",
                en: "the year {year} of `{text}` is outside the accepted years (Jalali 1300 to 1499, Gregorian 1900 to 2100)"
            ));
        }
    };
    let found = if jalali { jalali_days(year, month, day) } else { gregorian_days(year, month, day) };
    found.ok_or_else(
        || text!(fa: "روز «{text}» در تقویم نیست", en: "there is no such day as `{text}` in the calendar"),
    )
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
