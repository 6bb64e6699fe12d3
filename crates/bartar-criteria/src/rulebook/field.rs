//! What an entry states: fields, their types, ranges and columns.

use super::Measure;
use crate::diagnostic::Code;
use crate::exact::{Decimal, IntervalSet, to_persian_digits};
use crate::source::Span;
use crate::text::Text;

/// A datum that an entry states, under one id in all years.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "keys of the rulebook that have nothing to do with each other"
)]
pub struct Field {
    /// Name in formulas, and header of its column unless [`columns`](Self::columns) says otherwise.
    pub id: String,
    /// Title for people.
    pub title: Text,
    /// Help beside the input.
    pub help: Option<Text>,
    /// Type of the datum.
    pub kind: FieldKind,
    /// Unit of measure as written (`"USD"`, `"person"`, `"%"`); none for choices and texts.
    pub unit: Option<Measure>,
    /// Allowed values; others put the entry in quarantine. For dates, days since 1970-01-01.
    pub range: Option<IntervalSet>,
    /// Values outside deserve a second look; the entry is still ranked.
    pub plausible: Option<IntervalSet>,
    /// Most decimals a number may have.
    pub decimals: Option<u8>,
    /// How many earlier years are stated besides the current one: `sales@prev`, `sales@prev2`, ...
    pub history: u8,
    /// Further headers under which files may carry the column (current year).
    pub columns: Vec<String>,
    /// Whether files may lack the column; its datum is then "not submitted".
    pub optional: bool,
    /// What the applicant must attach.
    pub evidence: Option<Text>,
    /// Whether the value stays out of public results.
    pub confidential: bool,
    /// Whether it is made of the judges' marks; no file of entries states it.
    pub of_panel: bool,
    /// Whether no two entries may state the same value: they are then the same cooperative twice.
    pub unique: bool,
    /// Where the rulebook defines it.
    pub at: Span,
}

/// Type of a field's datum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Money, in the field's unit.
    Amount,
    /// Any number.
    Number,
    /// A whole number of things, not negative unless the range says so.
    Count,
    /// A percentage, written as `12.5` for 12.5 %.
    Percent,
    /// A date.
    Date(Calendar),
    /// One of a list.
    Choice(Vec<Choice>),
    /// Yes or no.
    YesNo,
    /// The national id of a legal person: eleven digits, kept as text.
    NationalId,
    /// Free text, for people only.
    Text,
}

impl FieldKind {
    /// Whether the column holds numbers.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Amount | Self::Number | Self::Count | Self::Percent)
    }
}

/// Calendar in which a date is written.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Calendar {
    /// Solar Hijri (Jalali), years 1300 to 1499.
    Jalali,
    /// Gregorian, years 1900 to 2100.
    Gregorian,
    /// Either, told apart by the year.
    Either,
}

/// One choice of a choice field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Id in formulas and files.
    pub id: String,
    /// Title for people; also accepted in files, in either language.
    pub title: Text,
    /// Other spellings accepted in files.
    pub spellings: Vec<String>,
    /// Wider group, for pools that fall back when they are small.
    pub group: Option<String>,
}

/// One column of the data set: a field in one year.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct ColumnSpec {
    /// Index of the field in `Rulebook::fields`.
    pub field: usize,
    /// How many years before the current one, 0 for the current year.
    pub years_before: u8,
}

/// Suffix of a column's name for a year: nothing, `@prev`, `@prev2`, ...
#[must_use]
pub fn year_suffix(years_before: u8) -> String {
    match years_before {
        0 => String::new(),
        1 => "@prev".to_owned(),
        n => format!("@prev{n}"),
    }
}

/// What a cell of a number column cannot be, beyond being readable.
///
/// # Errors
/// The code and the text of the first rule of the field that the number breaks.
pub fn check_number(field: &Field, number: Decimal) -> Result<(), (Code, Text)> {
    use crate::codes::{NOT_WHOLE, OUT_OF_RANGE, TOO_MANY_DECIMALS};
    use crate::text;
    let number_fa = || to_persian_digits(&number.to_string());
    if field.kind == FieldKind::Count && !number.is_integer() {
        let number_fa = number_fa();
        let message = text!(
            fa: "«{number_fa}» شمار نیست؛ عدد صحیح بنویسید",
            en: "`{number}` is not a count; write a whole number"
        );
        return Err((NOT_WHOLE, message));
    }
    if let Some(most) = field.decimals.filter(|most| number.scale() > *most) {
        let number_fa = number_fa();
        let message = match most {
            0 => text!(
                fa: "«{number_fa}» رقم اعشار دارد، ولی این قلم عدد صحیح می‌خواهد",
                en: "`{number}` has decimals, but the field asks for a whole number"
            ),
            1 => text!(
                fa: "«{number_fa}» بیش از یک رقم اعشار دارد",
                en: "`{number}` has more than one decimal"
            ),
            _ => text!(
                fa: "«{number}» بیش از {most} رقم اعشار دارد",
                en: "`{number}` has more than {most} decimals",
                numbers: number, most
            ),
        };
        return Err((TOO_MANY_DECIMALS, message));
    }
    if let Some(range) = field.range.as_ref().filter(|range| !range.contains_decimal(&number)) {
        let (number_fa, Text { fa: range_fa, en: range_en }) = (number_fa(), range.said());
        let message = text!(
            fa: "«{number_fa}» مجاز نیست؛ مقدار باید {range_fa} باشد",
            en: "`{number}` is not allowed; the value must be {range_en}"
        );
        return Err((OUT_OF_RANGE, message));
    }
    Ok(())
}
