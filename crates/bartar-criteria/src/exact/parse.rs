//! Reading numbers as people and programs write them, without ever guessing.

use std::str::Chars;

use super::{
    decimal::{Decimal, MAX_DIGITS, MAX_SCALE, POW10},
    error::NumberError,
};

/// How a file writes numbers.
///
/// The default is the machines' way: `.` before the decimals, no thousands sign, exponents allowed. Digits may be
/// Latin, Persian or Arabic in every dialect, and `٫` (U+066B) is always a decimal sign, `٬` (U+066C) and the apostrophe
/// (`'` and `’`) always a thousands sign, since they mean nothing else in a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The decimal sign. It wins where `thousands` is the same character.
    pub decimal: char,
    /// The thousands sign, if the file uses one. It must then stand between groups of exactly three digits.
    pub thousands: Option<char>,
    /// Whether `1.5e3` is a number.
    pub exponent: bool,
    /// Whether `(12)` is a negative number.
    pub parentheses: bool,
    /// Whether `12-` is a negative number.
    pub trailing_minus: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { decimal: '.', thousands: None, exponent: true, parentheses: false, trailing_minus: false }
    }
}

/// The value of a Latin, Persian or Arabic-Indic digit.
pub(super) fn digit_value(c: char) -> Option<u8> {
    let value = match c {
        '0'..='9' => u32::from(c) - u32::from('0'),
        '\u{06F0}'..='\u{06F9}' => u32::from(c) - 0x06F0,
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660,
        _ => return None,
    };
    u8::try_from(value).ok()
}

/// Blanks and direction marks, which spreadsheets leave around numbers and which change nothing there.
pub(super) fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\u{A0}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

/// Blanks of every kind, for naming what stands inside a number.
fn is_blank_inside(c: char) -> bool {
    is_blank(c) || c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2212}')
}

/// Reads `[-]digits[.digits]` in ASCII with at most 18 digits, at least one on each side of the point.
///
/// Returns the digits as an integer and how many stand after the point; trailing zeros are kept (`1.50` is 150 and
/// 2). `None` means only that [`parse_decimal`] has to decide. This is the path of a file's many plain cells.
#[inline]
#[must_use]
pub fn parse_short_ascii(bytes: &[u8]) -> Option<(i64, u8)> {
    let (negative, text) = match bytes {
        [b'-', text @ ..] => (true, text),
        _ => (false, bytes),
    };
    // 18 digits and a point; 19 digits, found out below, still fit a u64.
    if text.len() > 19 {
        return None;
    }
    let mut value = 0_u64;
    let mut point = None;
    for (at, byte) in text.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            value = value * 10 + u64::from(digit);
        } else if *byte == b'.' && point.is_none() && at > 0 {
            point = Some(at);
        } else {
            return None;
        }
    }
    let (digits, scale) = match point {
        None => (text.len(), 0),
        Some(at) => (text.len() - 1, text.len() - 1 - at),
    };
    if digits == 0 || digits > 18 || (point.is_some() && scale == 0) {
        return None;
    }
    let value = i64::try_from(value).ok()?;
    Some((if negative { -value } else { value }, u8::try_from(scale).ok()?))
}

/// Reads a number written in `dialect`. Never rounds, and never guesses: whatever can mean two things is an error.
///
/// * Blanks (space, tab, no-break space) and direction marks around the number are ignored.
/// * One sign may come first: `-`, `−` (U+2212) or `+`. Where the dialect declares it, `(12)` and `12-` are negative.
/// * `.5` is read, since databases write it; `1.` is not ([`NumberError::NothingAfterPoint`]), since a number that
///   was cut looks so.
/// * Thousands signs must be of one kind and stand between groups of exactly three digits, the first group having
///   one to three and no leading zero: `0,123` is more likely a decimal comma, so it is [`NumberError::Grouping`].
/// * Leading zeros are otherwise read: `007` is 7.
///
/// The time is linear in the length of the text, whatever the exponent.
///
/// # Errors
/// [`NumberError::TooLong`] beyond 36 significant digits or 36 after the point (trailing zeros do not count), and a
/// variant of its own for each way of writing that is not read.
pub fn parse_decimal(text: &str, dialect: &Dialect) -> Result<Decimal, NumberError> {
    if dialect.decimal == '.'
        && let Some((mantissa, scale)) = parse_short_ascii(text.as_bytes())
    {
        return Decimal::new(i128::from(mantissa), scale);
    }
    let text = text.trim_matches(is_blank);
    let (text, marked) = negative_mark(text, dialect);
    let mut chars = text.chars();
    let mut negative = marked;
    let mut number = Reader::default();
    match text.chars().next() {
        None => return Err(NumberError::Empty),
        Some(c) if is_minus(c) || c == '+' => {
            if marked {
                return Err(NumberError::MisplacedSign);
            }
            negative = c != '+';
            chars.next();
        }
        Some(_) => {}
    }
    let mut exponent = 0;
    while let Some(c) = chars.next() {
        if let Some(digit) = digit_value(c) {
            number.digit(digit);
        } else if c == dialect.decimal || c == '\u{066B}' {
            number.point()?;
        } else if Some(c) == dialect.thousands || matches!(c, '\u{066C}' | '\'' | '\u{2019}') {
            number.thousands(c)?;
        } else if matches!(c, 'e' | 'E') && dialect.exponent && starts_exponent(chars.as_str()) {
            exponent = read_exponent(&mut chars)?;
        } else {
            return Err(explain(c, chars.as_str(), number.any, dialect));
        }
    }
    number.finish(negative, exponent)
}

/// The number without the parentheses or the minus after it that the dialect declares to make it negative, and
/// whether there were any.
fn negative_mark<'t>(text: &'t str, dialect: &Dialect) -> (&'t str, bool) {
    let within = || text.strip_prefix('(')?.strip_suffix(')');
    let before = || text.strip_suffix(is_minus).filter(|before| !before.is_empty());
    let inside = dialect.parentheses.then(within).flatten();
    match inside.or_else(|| dialect.trailing_minus.then(before).flatten()) {
        Some(inside) => (inside.trim_matches(is_blank), true),
        None => (text, false),
    }
}

/// What has been read of a number so far.
#[derive(Default)]
struct Reader {
    /// The significant digits so far, while there are at most 36, without the zeros that `zeros` counts.
    mantissa: u128,
    /// How many digits from the first that is not zero to the last that is not zero.
    significant: u64,
    /// Zeros since the last digit that is not zero. They are only worth keeping if another digit follows.
    zeros: u64,
    /// Digits after the decimal sign.
    fraction: u64,
    /// Whether the decimal sign was met, and any digit at all.
    point: bool,
    any: bool,
    /// The thousands sign in use, and the digits since the last one.
    group: Option<char>,
    run: u64,
    leading_zero: bool,
}

impl Reader {
    fn digit(&mut self, digit: u8) {
        if !self.any {
            self.leading_zero = digit == 0;
        }
        self.any = true;
        self.run += 1;
        self.fraction += u64::from(self.point);
        if digit == 0 {
            self.zeros += u64::from(self.significant > 0);
            return;
        }
        self.significant += self.zeros + 1;
        if self.significant <= u64::from(MAX_DIGITS)
            && let Some(power) = usize::try_from(self.zeros + 1).ok().and_then(|n| POW10.get(n))
        {
            self.mantissa = self.mantissa * power.unsigned_abs() + u128::from(digit);
        }
        self.zeros = 0;
    }

    fn point(&mut self) -> Result<(), NumberError> {
        if self.point {
            return Err(NumberError::TwoDecimalSigns);
        }
        self.close_groups()?;
        self.point = true;
        Ok(())
    }

    fn thousands(&mut self, sign: char) -> Result<(), NumberError> {
        let well_placed = match self.group {
            None => !self.point && !self.leading_zero && (1..=3).contains(&self.run),
            Some(first) => !self.point && first == sign && self.run == 3,
        };
        if !well_placed {
            return Err(NumberError::Grouping);
        }
        self.group = Some(sign);
        self.run = 0;
        Ok(())
    }

    /// At the end of the whole part: the last group must be complete too.
    fn close_groups(&self) -> Result<(), NumberError> {
        if self.group.is_some() && !self.point && self.run != 3 {
            return Err(NumberError::Grouping);
        }
        Ok(())
    }

    fn finish(&self, negative: bool, exponent: i64) -> Result<Decimal, NumberError> {
        if !self.any {
            return Err(NumberError::NoDigits);
        }
        self.close_groups()?;
        if self.point && self.fraction == 0 {
            return Err(NumberError::NothingAfterPoint);
        }
        if self.significant == 0 {
            return Ok(Decimal::ZERO);
        }
        let too_long = |digits: u64| NumberError::TooLong { digits };
        if self.significant > u64::from(MAX_DIGITS) {
            return Err(too_long(self.significant));
        }
        // The value is mantissa * 10^shift.
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let shift = exponent.saturating_sub(signed(self.fraction)).saturating_add(signed(self.zeros));
        let size = shift.unsigned_abs();
        let (mantissa, scale) = if shift < 0 {
            if size > u64::from(MAX_SCALE) {
                return Err(too_long(size.max(self.significant)));
            }
            (self.mantissa, u8::try_from(size).unwrap_or(MAX_SCALE))
        } else {
            let digits = self.significant.saturating_add(size);
            if digits > u64::from(MAX_DIGITS) {
                return Err(too_long(digits));
            }
            let power = usize::try_from(size).ok().and_then(|n| POW10.get(n)).ok_or(too_long(digits))?;
            (self.mantissa * power.unsigned_abs(), 0)
        };
        // Below 10^36, so it fits.
        let mantissa = i128::try_from(mantissa).map_err(|_| too_long(self.significant))?;
        Decimal::new(if negative { -mantissa } else { mantissa }, scale)
    }
}

/// Whether what follows an `e` makes it an exponent, or one cut short, rather than a word.
fn starts_exponent(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| digit_value(c).is_some() || is_minus(c) || c == '+')
}

/// Reads the exponent up to the end of the text. Beyond a million millions it stays there: no text in memory has as
/// many zeros to make up for it.
fn read_exponent(chars: &mut Chars<'_>) -> Result<i64, NumberError> {
    const ENOUGH: i64 = 1_000_000_000_000;
    let rest = chars.as_str();
    *chars = "".chars();
    let digits = rest.strip_prefix(|c| is_minus(c) || c == '+').unwrap_or(rest);
    let negative = digits.len() < rest.len() && !rest.starts_with('+');
    let mut value = 0_i64;
    for c in digits.chars() {
        let digit = digit_value(c).ok_or(NumberError::BadExponent)?;
        value = (value * 10 + i64::from(digit)).min(ENOUGH);
    }
    if digits.is_empty() {
        return Err(NumberError::BadExponent);
    }
    Ok(if negative { -value } else { value })
}

/// Why `c`, with `rest` after it, cannot go on the number; `any` tells whether a digit came before.
fn explain(c: char, rest: &str, any: bool, dialect: &Dialect) -> NumberError {
    match c {
        '/' | '\u{2044}' => NumberError::DecimalSlash,
        '%' | '\u{066A}' => NumberError::Percent,
        '(' | ')' => NumberError::Parentheses,
        ',' | '،' | '.' | '\'' | '\u{2019}' => {
            NumberError::ForeignSeparator { found: c, decimal: dialect.decimal }
        }
        'e' | 'E' if any && !dialect.exponent && starts_exponent(rest) => NumberError::ExponentNotAllowed,
        _ if is_minus(c) && any && rest.is_empty() => NumberError::TrailingMinus,
        _ if is_minus(c) || c == '+' => NumberError::MisplacedSign,
        _ if is_blank_inside(c) => {
            // What stands beyond the blank is often the real matter: a unit, a percent sign.
            let beyond = rest.trim_start_matches(is_blank_inside);
            let mut chars = beyond.chars();
            match chars.next() {
                Some(next) if digit_value(next).is_none() => explain(next, chars.as_str(), any, dialect),
                _ => NumberError::BlankInside,
            }
        }
        _ if c.is_alphabetic() => NumberError::Letter { found: c },
        _ => NumberError::Unreadable { found: c },
    }
}
