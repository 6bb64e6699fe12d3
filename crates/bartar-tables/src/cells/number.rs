//! Cells that state a number.

use bartar_criteria::codes;
use bartar_criteria::exact::{
    Bound, Decimal, Dialect, IntervalSet, NumberError, parse_decimal, parse_short_ascii,
};
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Field, FieldKind, check_number};
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::{Complaint, Words};
use crate::blanks::{shown, trim};
use crate::header::Marks;

/// Scales of the numbers that are taken without further checks: as many as written digits.
const SCALES: usize = 19;

/// The longest text after a number that may be a unit, in bytes.
const LONGEST_UNIT: usize = 200;

/// Reads the cells of a number field.
pub(crate) struct NumberReader<'r> {
    field: &'r Field,
    dialect: &'r Dialect,
    words: Words,
    /// The keys of the words for the unit, which may stand after a number.
    units: Vec<String>,
    /// What every number is multiplied by, since the file has another unit; none for the field's own.
    factor: Option<Decimal>,
    /// Which plain numbers need no further check.
    plain: Plain,
    /// Whether no missing word looks like a number.
    values: bool,
    /// Whether, besides, the dialect writes plain numbers as machines do.
    machine: bool,
}

impl<'r> NumberReader<'r> {
    /// A reader of numbers that are to be multiplied by this power of ten.
    pub(super) fn new(
        field: &'r Field,
        dialect: &'r Dialect,
        marks: &Marks,
        words: Words,
        shift: i8,
    ) -> Self {
        let values = !words.0.iter().any(|word| parse_decimal(&word.text, dialect).is_ok());
        let power = i128::from(10).pow(u32::from(shift.unsigned_abs()));
        let factor = if shift > 0 { Decimal::new(power, 0) } else { Decimal::new(1, shift.unsigned_abs()) };
        // Where the header names another unit, none may stand after a number: the two would contradict each other.
        Self {
            field,
            dialect,
            words,
            units: if shift == 0 { marks.words_of(field) } else { Vec::new() },
            factor: factor.ok().filter(|_| shift != 0),
            plain: if shift == 0 { Plain::new(field) } else { Plain::NONE },
            values,
            machine: values && dialect.decimal == '.' && shift == 0,
        }
    }

    /// Whether a number can be taken by its value, without looking at how it is written: no missing word looks like
    /// one.
    pub(crate) fn takes_values(&self) -> bool {
        self.values
    }

    /// Whether its numbers are amounts or counts, which people write with points between thousands, and its decimal sign
    /// is a point.
    pub(super) fn takes_whole_numbers(&self) -> bool {
        matches!(self.field.kind, FieldKind::Amount | FieldKind::Count) && self.dialect.decimal == '.'
    }

    /// The sign before decimals in texts.
    pub(super) fn decimal_sign(&self) -> char {
        self.dialect.decimal
    }

    /// Which plain numbers need no further check.
    pub(crate) fn plain_numbers(&self) -> &Plain {
        &self.plain
    }

    /// The number of a cell that is written in the plainest way and surely allowed: mantissa and scale. None means
    /// only that [`Self::cell`] has to decide.
    #[inline]
    pub(super) fn plain(&self, cell: &str) -> Option<(i64, u8)> {
        if !self.machine {
            return None;
        }
        parse_short_ascii(cell.as_bytes()).filter(|(mantissa, scale)| self.plain.allow(*mantissa, *scale))
    }

    /// Any cell.
    pub(super) fn cell(&self, cell: &str) -> Result<Datum<Decimal>, Complaint> {
        let cell = trim(cell);
        if let Some(missing) = self.words.find(cell) {
            return Ok(Err(missing));
        }
        match self.parse(cell) {
            Ok(number) => self.value(number).map(Ok),
            Err(error) => self.words.of_unreadable(cell).map(Err).ok_or_else(|| self.unreadable(cell, error)),
        }
    }

    /// What to say of a cell that is no number: where it can be seen what was meant, what to write instead.
    fn unreadable(&self, cell: &str, error: NumberError) -> Complaint {
        let (code, Text { mut fa, mut en }) = unreadable_number(cell, error);
        let reads = |written: &str| parse_decimal(written, self.dialect).is_ok();
        if !cell.contains(char::is_numeric) {
            fa.push_str(" اگر داده‌ای نیست، خانه را خالی بگذارید.");
            en.push_str(" If there is no datum, leave the cell empty.");
        } else if error == NumberError::Percent && self.field.kind == FieldKind::Percent {
            let plain = cell.replace(['%', '٪'], "");
            let plain = trim(&plain);
            if reads(plain) {
                let cell = shown(cell);
                let message = text!(
                    fa: "«{cell}» خوانده نشد. این قلم خود درصد است و نشانهٔ درصد نمی‌خواهد؛ بنویسید {plain}.",
                    en: "`{cell}` was not read. This field is a percentage already; leave the sign out and write {plain}."
                );
                return (code, message);
            }
        } else if let NumberError::ForeignSeparator { found, .. } = error {
            let together = cell.replace(found, "");
            // Only where the sign can part thousands: groups of three digits behind it.
            if reads(&together) && reads(&cell.replace(found, "٬")) {
                fa.push_str(&format!(" اگر هزارگان منظور است، بنویسید {together}."));
                en.push_str(&format!(" If thousands are meant, write {together}."));
            }
        }
        (code, Text { fa, en })
    }

    /// The status that a number states which a missing word looks like.
    pub(super) fn missing_word(&self, number: &str) -> Option<Missing> {
        if self.values { None } else { self.words.find(number) }
    }

    /// The number of a cell, after which the unit of the field may stand.
    fn parse(&self, cell: &str) -> Result<Decimal, NumberError> {
        parse_decimal(cell, self.dialect).or_else(|error| {
            let word_at = cell.find(|c: char| c.is_alphabetic() || matches!(c, '%' | '٪' | '\u{FDFC}'));
            match word_at.and_then(|at| cell.split_at_checked(at)) {
                // A longer text was never meant as a number with its unit.
                Some((number, word))
                    if word.len() <= LONGEST_UNIT && self.units.contains(&matching_key(word)) =>
                {
                    parse_decimal(trim(number), self.dialect)
                }
                _ => Err(error),
            }
        })
    }

    /// A number that is read already, in the unit of the file.
    pub(crate) fn value(&self, number: Decimal) -> Result<Decimal, Complaint> {
        let number = match self.factor {
            None => number,
            Some(factor) => {
                number.checked_mul(factor).map_err(|error| unreadable_number(&number.to_string(), error))?
            }
        };
        check_number(self.field, number)?;
        Ok(number)
    }
}

/// What to say of a cell that is no number.
pub(crate) fn unreadable_number(cell: &str, error: NumberError) -> Complaint {
    let code = match error {
        NumberError::TooLong { .. } | NumberError::Overflow => codes::NUMBER_TOO_LONG,
        _ => codes::UNREADABLE_NUMBER,
    };
    let cell = shown(cell);
    let (why_fa, why_en) = error.message();
    (code, text!(fa: "«{cell}» خوانده نشد. {why_fa}", en: "`{cell}` was not read. {why_en}"))
}

/// Which numbers a field surely allows, told by integers alone. What it does not allow may still be allowed.
pub(crate) struct Plain {
    /// The most decimals.
    decimals: u8,
    /// For each scale the least and the greatest mantissa.
    limits: [(i64, i64); SCALES],
}

impl Plain {
    /// None at all.
    const NONE: Self = Self { decimals: 0, limits: [(1, 0); SCALES] };

    fn new(field: &Field) -> Self {
        let decimals = if field.kind == FieldKind::Count { 0 } else { field.decimals.unwrap_or(u8::MAX) };
        let limits =
            std::array::from_fn(|scale| limits(field.range.as_ref(), u8::try_from(scale).unwrap_or(u8::MAX)));
        Self { decimals, limits }
    }

    /// Whether `mantissa / 10^scale` is surely allowed.
    #[inline]
    pub(crate) fn allow(&self, mantissa: i64, scale: u8) -> bool {
        let Some((least, greatest)) = self.limits.get(usize::from(scale)) else { return false };
        scale <= self.decimals && (*least..=*greatest).contains(&mantissa)
    }
}

/// The least and the greatest mantissa at `scale` that a range surely allows.
fn limits(range: Option<&IntervalSet>, scale: u8) -> (i64, i64) {
    const NONE: (i64, i64) = (1, 0);
    let Some(range) = range else { return (i64::MIN, i64::MAX) };
    let [interval] = range.0.as_slice() else { return NONE };
    // An end with more decimals than the scale, or too long for it, is left to the full check.
    let end = |bound: &Bound, infinite: i64, inwards: i64| match bound.at {
        None => Some(infinite),
        Some(at) => {
            let mantissa = i64::try_from(at.rescaled(scale)?).ok()?;
            if bound.closed { Some(mantissa) } else { mantissa.checked_add(inwards) }
        }
    };
    match (end(&interval.low, i64::MIN, 1), end(&interval.high, i64::MAX, -1)) {
        (Some(least), Some(greatest)) => (least, greatest),
        _ => NONE,
    }
}
