//! The syntax of written intervals.

use super::{Bound, Interval, IntervalSet, NumberError};
use crate::exact::{
    decimal::Decimal,
    parse::{Dialect, is_blank, parse_decimal},
};

/// Why a text is no interval, and where.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct IntervalError {
    /// The byte offset in the text, always at the beginning of a character or at the end.
    pub offset: usize,
    /// What is wrong there.
    pub kind: IntervalErrorKind,
}

/// What is wrong with a written interval.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum IntervalErrorKind {
    /// The text is not built like an interval.
    NotAnInterval,
    /// An end is not a number.
    Number(NumberError),
    /// The lower end is above the upper one, as in `[5, 3]` and `(inf, 3)`.
    LowerAboveUpper,
    /// No number is inside, as in `(5, 5]`.
    NothingInside,
    /// A square bracket at an infinite end.
    InfiniteClosed,
    /// Something other than "or" after an interval.
    NoOr,
}

impl IntervalErrorKind {
    /// The stable name of this kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAnInterval => "not-an-interval",
            Self::Number(error) => error.code(),
            Self::LowerAboveUpper => "interval-upside-down",
            Self::NothingInside => "interval-empty",
            Self::InfiniteClosed => "interval-infinite-closed",
            Self::NoOr => "interval-no-or",
        }
    }
}

impl IntervalError {
    /// The stable name of this kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The message for people: Persian, then English.
    #[must_use]
    pub fn message(&self) -> (String, String) {
        let (fa, en) = match self.kind {
            IntervalErrorKind::NotAnInterval => (
                "اینجا بازه‌ای خوانده نمی‌شود؛ آن را مانند [10, 15) بنویسید: کروشه کران را در بر می‌گیرد و پرانتز نه.",
                "No interval can be read here; write it like [10, 15): a square bracket includes its end, a round one does not.",
            ),
            IntervalErrorKind::Number(error) => return error.message(),
            IntervalErrorKind::LowerAboveUpper => (
                "کران پایین از کران بالا بزرگ‌تر است؛ عدد کوچک‌تر را اول بنویسید.",
                "The lower end is above the upper end; write the smaller number first.",
            ),
            IntervalErrorKind::NothingInside => (
                "هیچ عددی در این بازه نیست؛ برای یک مقدار تنها {5} بنویسید.",
                "No number is inside this interval; for exactly one value write {5}.",
            ),
            IntervalErrorKind::InfiniteClosed => (
                "سر بی‌نهایت بازه با پرانتز نوشته می‌شود، نه کروشه، مانند [10, inf).",
                "An infinite end takes a round bracket, not a square one, as in [10, inf).",
            ),
            IntervalErrorKind::NoOr => (
                "میان دو بازه «یا» بنویسید، مانند [60, 70) یا (80, 90].",
                "Write \"or\" between two intervals, as in [60, 70) or (80, 90].",
            ),
        };
        (fa.to_owned(), en.to_owned())
    }
}

impl std::fmt::Display for IntervalError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message().1)
    }
}

impl std::error::Error for IntervalError {}

/// An end as written: infinities have a sign, and either may stand in a wrong place.
#[derive(Copy, Clone, PartialEq, Eq)]
enum End {
    MinusInfinity,
    At(Decimal),
    PlusInfinity,
}

pub(super) fn parse(text: &str) -> Result<IntervalSet, IntervalError> {
    let mut reader = Reader { text, at: 0 };
    let mut intervals = Vec::new();
    loop {
        intervals.push(reader.interval()?);
        reader.blanks();
        if reader.rest().is_empty() {
            return Ok(IntervalSet(intervals));
        }
        if !["or", "یا", "∪"].iter().any(|word| reader.take(word)) {
            return Err(reader.error(IntervalErrorKind::NoOr));
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    /// Byte offset of what is not read yet, at a character's beginning.
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn error(&self, kind: IntervalErrorKind) -> IntervalError {
        IntervalError { offset: self.at, kind }
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_blank).len();
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn interval(&mut self) -> Result<Interval, IntervalError> {
        self.blanks();
        let start = self.at;
        if self.take("{") {
            let End::At(value) = self.end(&['}'])? else {
                return Err(IntervalError { offset: start, kind: IntervalErrorKind::NotAnInterval });
            };
            if !self.take("}") {
                return Err(self.error(IntervalErrorKind::NotAnInterval));
            }
            return Ok(Interval::point(value));
        }
        let low_closed = self.take("[");
        if !low_closed && !self.take("(") {
            // A value alone goes up to a blank, so that "or" can follow.
            return match self.end(&[' ', '\t', '\u{A0}', '∪'])? {
                End::At(value) => Ok(Interval::point(value)),
                _ => Err(IntervalError { offset: start, kind: IntervalErrorKind::NotAnInterval }),
            };
        }
        self.blanks();
        let low_at = self.at;
        let low = self.end(&[',', '،', ';', '؛', ']', ')'])?;
        if ![",", "،", ";", "؛"].iter().any(|sign| self.take(sign)) {
            return Err(self.error(IntervalErrorKind::NotAnInterval));
        }
        self.blanks();
        let high_at = self.at;
        let high = self.end(&[',', '،', ';', '؛', ']', ')'])?;
        let high_closed = self.take("]");
        if !high_closed && !self.take(")") {
            return Err(self.error(IntervalErrorKind::NotAnInterval));
        }
        let fault = |offset, kind| IntervalError { offset, kind };
        if low == End::PlusInfinity || high == End::MinusInfinity {
            return Err(fault(start, IntervalErrorKind::LowerAboveUpper));
        }
        let bound = |end, closed, offset| match end {
            End::At(at) => Ok(Bound { at: Some(at), closed }),
            _ if closed => Err(fault(offset, IntervalErrorKind::InfiniteClosed)),
            _ => Ok(Bound::INFINITE),
        };
        let interval =
            Interval { low: bound(low, low_closed, low_at)?, high: bound(high, high_closed, high_at)? };
        if let (Some(low), Some(high)) = (interval.low.at, interval.high.at)
            && low > high
        {
            return Err(fault(start, IntervalErrorKind::LowerAboveUpper));
        }
        if interval.is_empty() {
            return Err(fault(start, IntervalErrorKind::NothingInside));
        }
        Ok(interval)
    }

    /// Reads a number or an infinity up to one of `stops` or the end of the text.
    fn end(&mut self, stops: &[char]) -> Result<End, IntervalError> {
        self.blanks();
        let rest = self.rest();
        let word = rest.split(stops).next().unwrap_or_default();
        let trimmed = word.trim_matches(is_blank);
        let end = match trimmed.strip_prefix(['-', '\u{2212}']) {
            Some("inf" | "∞") => End::MinusInfinity,
            _ if matches!(trimmed.strip_prefix('+').unwrap_or(trimmed), "inf" | "∞") => End::PlusInfinity,
            _ => {
                let dialect = Dialect { exponent: false, ..Dialect::default() };
                let number = parse_decimal(trimmed, &dialect).map_err(|error| {
                    // Without a digit it is rather some other text than a number gone wrong.
                    let digits = trimmed.chars().any(|c| crate::exact::parse::digit_value(c).is_some());
                    self.error(if digits {
                        IntervalErrorKind::Number(error)
                    } else {
                        IntervalErrorKind::NotAnInterval
                    })
                })?;
                End::At(number)
            }
        };
        self.at += word.len();
        Ok(end)
    }
}
