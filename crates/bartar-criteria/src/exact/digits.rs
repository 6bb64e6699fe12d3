//! Writing numbers for people, in Latin or Persian digits.

use super::decimal::Decimal;

/// Which digits a number is written in.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum DigitSet {
    /// `0123456789`, point `.`, thousands `,`.
    Latin,
    /// `۰۱۲۳۴۵۶۷۸۹`, decimal sign `٫`, thousands `٬`.
    Persian,
}

/// The text with Persian digits, and with `٫` for a `.` between two digits.
///
/// A minus sign before a number (not one between two digits, as in a date) stays a `-` before its digits and gets a
/// left-to-right mark (U+200E) before it. Without the mark, right-to-left text would show the sign to the right of
/// the digits; with it the number reads `-۱۲` in text of both directions, the sign on the left as Persian
/// mathematics writes it, and as the Unicode locale data for Persian does. [`parse_decimal`](super::parse_decimal)
/// ignores the mark, so the number can be pasted back.
#[must_use]
pub fn to_persian_digits(text: &str) -> String {
    let mut result = String::with_capacity(text.len() * 2);
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit_follows = chars.peek().is_some_and(char::is_ascii_digit);
        let digit_before = before.is_some_and(|b| b.is_ascii_digit());
        match c {
            '0'..='9' => {
                // Both digit ranges are contiguous, so this always finds its character.
                let persian = char::from_u32(0x06F0 + u32::from(c) - u32::from('0'));
                result.push(persian.unwrap_or(c));
            }
            '.' if digit_before && digit_follows => result.push('٫'),
            '-' if digit_follows && !before.is_some_and(char::is_alphanumeric) => {
                result.push_str("\u{200E}-");
            }
            other => result.push(other),
        }
        before = Some(c);
    }
    result
}

/// A number written for people.
///
/// `digits` is the least number of decimals (`None`: as many as it has); it pads with zeros and never rounds, as
/// [`Decimal::to_fixed`]. `group` sets a thousands sign between groups of three, `,` or `٬`. In Persian a negative
/// number begins with a left-to-right mark, see [`to_persian_digits`].
#[must_use]
pub fn format_number(number: &Decimal, digits: Option<u8>, set: DigitSet, group: bool) -> String {
    let plain = number.to_fixed(digits.unwrap_or(0));
    let latin = if group { grouped(&plain) } else { plain };
    match set {
        DigitSet::Latin => latin,
        DigitSet::Persian => to_persian_digits(&latin).replace(',', "٬"),
    }
}

/// The plain decimal writing with commas in its whole part.
fn grouped(plain: &str) -> String {
    let (sign, unsigned) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_at(unsigned.find('.').unwrap_or(unsigned.len()));
    let mut result = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            result.push(',');
        }
        result.push(digit);
    }
    result.push_str(fraction);
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::{Dialect, parse_decimal};

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn grouping_and_digit_sets() {
        let cases = [
            ("0", None, "0", "۰"),
            ("999", None, "999", "۹۹۹"),
            ("1000", None, "1,000", "۱٬۰۰۰"),
            ("1234567.891", None, "1,234,567.891", "۱٬۲۳۴٬۵۶۷٫۸۹۱"),
            ("-1234.5", Some(2), "-1,234.50", "\u{200E}-۱٬۲۳۴٫۵۰"),
            ("-0.5", None, "-0.5", "\u{200E}-۰٫۵"),
            ("12", Some(0), "12", "۱۲"),
            ("12.345", Some(2), "12.345", "۱۲٫۳۴۵"),
        ];
        for (text, digits, latin, persian) in cases {
            let value = number(text);
            assert_eq!(format_number(&value, digits, DigitSet::Latin, true), latin);
            let written = format_number(&value, digits, DigitSet::Persian, true);
            assert_eq!(written, persian);
            assert_eq!(parse_decimal(&written, &Dialect::default()), Ok(value));
        }
        assert_eq!(format_number(&number("1234567"), None, DigitSet::Persian, false), "۱۲۳۴۵۶۷");
    }

    #[test]
    fn texts_keep_what_is_no_number() {
        assert_eq!(to_persian_digits("1405-06-07"), "۱۴۰۵-۰۶-۰۷");
        assert_eq!(to_persian_digits("بند 3-2."), "بند ۳-۲.");
        assert_eq!(to_persian_digits("از -5 تا 7.25"), "از \u{200E}-۵ تا ۷٫۲۵");
        assert_eq!(to_persian_digits("A-1"), "A-۱");
    }
}
