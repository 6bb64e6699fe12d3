//! What can go wrong with a number, each with a stable code and a message in both languages.

use thiserror::Error;

use super::digits::to_persian_digits;

/// Why a text is no number, or why an operation has no exact result. The `Display` text is the English message.
///
/// No variant carries the offending text itself: a cell may be confidential or very long, and the caller knows it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Error)]
pub enum NumberError {
    /// There is no text, or only blanks.
    #[error("Nothing is written here; a number was expected.")]
    Empty,
    /// A sign or a separator, but not one digit.
    #[error("There is no digit here; a number was expected, like 12 or 12.5.")]
    NoDigits,
    /// `12/5`: a decimal slash, a fraction or a date.
    #[error(
        "The slash can mean a decimal, a fraction or a date, so it is not guessed; write the decimal sign, like 12.5."
    )]
    DecimalSlash,
    /// `12-`: the sign after the digits.
    #[error("The minus sign stands after the digits; write it before them, like -12.")]
    TrailingMinus,
    /// `(12)`: a negative number in the accountants' way.
    #[error("Parentheses are not read as a minus sign; write a negative number like -12.")]
    Parentheses,
    /// `12%` or `12٪`.
    #[error("The percent sign is not part of a number here; write 12 or 0.12, whichever is asked for.")]
    Percent,
    /// A letter in the number: a unit, a word, a zero typed as O.
    #[error("The letter \"{found}\" is not part of a number; write only the digits, without words or units.")]
    Letter {
        /// The first letter met.
        found: char,
    },
    /// A blank or an invisible mark between the digits.
    #[error("There is a blank or an invisible mark inside the number; write its digits together.")]
    BlankInside,
    /// A comma, point or apostrophe that means nothing in this way of writing numbers.
    #[error(
        "{} parts neither decimals nor thousands here; write decimals after \"{decimal}\", and thousands together.",
        sign_name(*found)
    )]
    ForeignSeparator {
        /// The sign met.
        found: char,
        /// The decimal sign of the dialect.
        decimal: char,
    },
    /// Thousands signs that do not part the integer into groups of three, or two kinds of them.
    #[error(
        "The thousands signs do not stand between groups of three digits, like 1,234,567; correct them or leave them out."
    )]
    Grouping,
    /// Two decimal signs.
    #[error("There are two decimal signs; a number has at most one.")]
    TwoDecimalSigns,
    /// `12.`: nothing after the decimal sign; a number that was cut looks so.
    #[error("Nothing follows the decimal sign, so the number may have been cut; write 12 or 12.0.")]
    NothingAfterPoint,
    /// `1e5` where the dialect has no exponents.
    #[error("Powers of ten such as 1e5 are not read here; write the number out, like 100000.")]
    ExponentNotAllowed,
    /// `1e`, `1e+`, `1e2.5`.
    #[error(
        "The power of ten after \"e\" is not a whole number; write it like 1e5, or write the number out."
    )]
    BadExponent,
    /// A sign that is not at the beginning: `1-2`, `--5`.
    #[error(
        "A sign stands inside the number; it belongs before the first digit, and a range or a date is not a number."
    )]
    MisplacedSign,
    /// Any other character.
    #[error("The character \"{}\" is not part of a number; write only digits, like 12.5.", found.escape_debug())]
    Unreadable {
        /// The first such character.
        found: char,
    },
    /// More digits than a [`Decimal`](super::Decimal) holds.
    #[error(
        "The number needs {digits} digits and at most 36 can be kept, and no digit is dropped silently; shorten it."
    )]
    TooLong {
        /// How many digits it has, or would have when written out.
        digits: u64,
    },
    /// The mode `refuse-if-inexact` met a value with more digits.
    #[error(
        "The result has more digits than the rule keeps, and the rule forbids rounding; allow rounding or more digits."
    )]
    NotExact,
    /// The result does not fit into 36 digits.
    #[error("The result needs more than 36 digits; check the numbers or have the rule keep fewer digits.")]
    Overflow,
    /// An even root of a negative number.
    #[error(
        "A negative number has no square root or other even root; the rule must say what holds below zero."
    )]
    RootOfNegative,
    /// A root of degree 0, or of a degree above [`MAX_DEGREE`](super::MAX_DEGREE).
    #[error("A root of degree {degree} cannot be taken; the degree must be between 1 and 10000.")]
    RootDegree {
        /// The degree asked for, after dividing weights by their common factor.
        degree: u64,
    },
    /// A power whose result would be too large to keep exactly.
    #[error("The power is too large to be kept exactly; check the exponent.")]
    PowerTooLarge,
    /// The logarithm of zero or of a negative number.
    #[error("Only a number above zero has a logarithm; the rule must say what holds at zero and below.")]
    LnDomain,
    /// A division by zero.
    #[error("This divides by zero; the rule must say what holds when the denominator is zero.")]
    DivisionByZero,
}

/// The English name of a separator, at the beginning of a sentence.
fn sign_name(sign: char) -> String {
    match sign {
        ',' => "The comma".to_owned(),
        '،' => "The Persian comma".to_owned(),
        '.' => "The point".to_owned(),
        '\'' | '\u{2019}' => "The apostrophe".to_owned(),
        other => format!("\"{other}\""),
    }
}

/// The Persian name of a separator.
fn sign_name_fa(sign: char) -> String {
    match sign {
        ',' => "ویرگول لاتین «,»".to_owned(),
        '،' => "ویرگول «،»".to_owned(),
        '.' => "نقطه «.»".to_owned(),
        '\'' | '\u{2019}' => "آپاستروف".to_owned(),
        other => format!("نشانهٔ «{other}»"),
    }
}

impl NumberError {
    /// The stable name of this kind of error, for lists, filters and the pages that describe it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-number",
            Self::NoDigits => "no-digits",
            Self::DecimalSlash => "decimal-slash",
            Self::TrailingMinus => "trailing-minus",
            Self::Parentheses => "number-in-parentheses",
            Self::Percent => "percent-sign",
            Self::Letter { .. } => "letter-in-number",
            Self::BlankInside => "blank-in-number",
            Self::ForeignSeparator { .. } => "foreign-separator",
            Self::Grouping => "wrong-grouping",
            Self::TwoDecimalSigns => "two-decimal-signs",
            Self::NothingAfterPoint => "nothing-after-point",
            Self::ExponentNotAllowed => "exponent-not-allowed",
            Self::BadExponent => "bad-exponent",
            Self::MisplacedSign => "misplaced-sign",
            Self::Unreadable { .. } => "unreadable-number",
            Self::TooLong { .. } => "number-too-long",
            Self::NotExact => "not-exact",
            Self::Overflow => "number-overflow",
            Self::RootOfNegative => "root-of-negative",
            Self::RootDegree { .. } => "root-degree",
            Self::PowerTooLarge => "power-too-large",
            Self::LnDomain => "ln-domain",
            Self::DivisionByZero => "division-by-zero",
        }
    }

    /// The message for people: Persian, then English.
    #[must_use]
    pub fn message(&self) -> (String, String) {
        (self.persian(), self.to_string())
    }

    fn persian(&self) -> String {
        let fixed = match self {
            Self::Empty => "اینجا چیزی نوشته نشده است؛ انتظار یک عدد می‌رفت.",
            Self::NoDigits => "اینجا رقمی نیست؛ عددی مانند ۱۲ یا ۱۲٫۵ بنویسید.",
            Self::DecimalSlash => {
                "خط کج «/» می‌تواند ممیز، کسر یا تاریخ باشد، پس حدس زده نمی‌شود؛ ممیز را بنویسید، مانند ۱۲٫۵."
            }
            Self::TrailingMinus => {
                "علامت منفی پس از رقم‌ها آمده است؛ آن را پیش از رقم‌ها بنویسید، مانند \u{200e}-۱۲."
            }
            Self::Parentheses => {
                "پرانتز به‌جای علامت منفی خوانده نمی‌شود؛ عدد منفی را مانند \u{200e}-۱۲ بنویسید."
            }
            Self::Percent => "نشانهٔ درصد جزو عدد نیست؛ بسته به آنچه خواسته شده است، ۱۲ یا ۰٫۱۲ بنویسید.",
            Self::Letter { found } => {
                return format!("حرف «{found}» جزو عدد نیست؛ تنها رقم‌ها را بنویسید، بدون واژه و واحد.");
            }
            Self::BlankInside => "میان رقم‌ها فاصله یا نشانه‌ای نادیدنی است؛ رقم‌ها را پیوسته بنویسید.",
            Self::ForeignSeparator { found, decimal } => {
                return format!(
                    "{} اینجا نه ممیز است و نه جداکنندهٔ هزارگان؛ اعشار را پس از «{decimal}» بنویسید و هزارگان را پیوسته.",
                    sign_name_fa(*found)
                );
            }
            Self::Grouping => {
                "جداکننده‌های هزارگان میان دسته‌های سه‌رقمی نیستند (مانند ۱٬۲۳۴٬۵۶۷)؛ آن‌ها را درست کنید یا بردارید."
            }
            Self::TwoDecimalSigns => "دو ممیز دیده می‌شود؛ هر عدد دست‌بالا یک ممیز دارد.",
            Self::NothingAfterPoint => {
                "پس از ممیز رقمی نیست و شاید عدد ناتمام مانده باشد؛ ۱۲ یا ۱۲٫۰ بنویسید."
            }
            Self::ExponentNotAllowed => {
                "توان ده، مانند 1e5، در اینجا خوانده نمی‌شود؛ عدد را کامل بنویسید، مانند ۱۰۰۰۰۰."
            }
            Self::BadExponent => {
                "توان ده پس از «e» عدد صحیح نیست؛ آن را مانند 1e5 بنویسید یا عدد را کامل بنویسید."
            }
            Self::MisplacedSign => {
                "علامتی میان عدد آمده است؛ جای علامت پیش از رقم نخست است، و بازه یا تاریخ عدد نیست."
            }
            Self::Unreadable { found } => {
                return format!(
                    "نویسهٔ «{}» جزو عدد نیست؛ تنها رقم‌ها را بنویسید، مانند ۱۲٫۵.",
                    found.escape_debug()
                );
            }
            Self::TooLong { digits } => {
                return format!(
                    "این عدد {} رقم می‌خواهد، ولی دست‌بالا ۳۶ رقم نگه داشته می‌شود و هیچ رقمی بی‌خبر دور ریخته نمی‌شود؛ کوتاهش کنید.",
                    to_persian_digits(&digits.to_string())
                );
            }
            Self::NotExact => {
                "نتیجه بیش از رقم‌هایی است که قاعده نگه می‌دارد، و قاعده گرد کردن را روا نمی‌داند؛ گرد کردن یا رقم‌های بیشتر را بپذیرید."
            }
            Self::Overflow => {
                "نتیجه بیش از ۳۶ رقم می‌خواهد؛ عددها را بازبینی کنید یا در قاعده رقم‌های کمتری نگه دارید."
            }
            Self::RootOfNegative => {
                "عدد منفی ریشهٔ دوم یا ریشهٔ زوج دیگر ندارد؛ قاعده باید بگوید زیر صفر چه می‌شود."
            }
            Self::RootDegree { degree } => {
                return format!(
                    "ریشهٔ درجهٔ {} گرفتنی نیست؛ درجه باید میان ۱ و ۱۰۰۰۰ باشد.",
                    to_persian_digits(&degree.to_string())
                );
            }
            Self::PowerTooLarge => "این توان بزرگ‌تر از آن است که دقیق نگه داشته شود؛ نما را بازبینی کنید.",
            Self::LnDomain => {
                "تنها عدد بزرگ‌تر از صفر لگاریتم دارد؛ قاعده باید بگوید در صفر و زیر آن چه می‌شود."
            }
            Self::DivisionByZero => "این تقسیم بر صفر است؛ قاعده باید بگوید اگر مخرج صفر باشد چه می‌شود.",
        };
        fixed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_that_means_nothing_is_told_with_what_to_write() {
        let error = NumberError::ForeignSeparator { found: ',', decimal: '.' };
        assert_eq!(
            error.to_string(),
            "The comma parts neither decimals nor thousands here; write decimals after \".\", and thousands together."
        );
        let (fa, en) = error.message();
        assert!(fa.contains("ویرگول") && fa.contains("ممیز"));
        assert_eq!(en, error.to_string());
    }

    #[test]
    fn persian_messages_use_persian_letters_and_digits() {
        let all = [
            NumberError::Empty,
            NumberError::NoDigits,
            NumberError::DecimalSlash,
            NumberError::TrailingMinus,
            NumberError::Parentheses,
            NumberError::Percent,
            NumberError::Letter { found: 'x' },
            NumberError::BlankInside,
            NumberError::ForeignSeparator { found: '،', decimal: '.' },
            NumberError::Grouping,
            NumberError::TwoDecimalSigns,
            NumberError::NothingAfterPoint,
            NumberError::ExponentNotAllowed,
            NumberError::BadExponent,
            NumberError::MisplacedSign,
            NumberError::Unreadable { found: '#' },
            NumberError::TooLong { digits: 40 },
            NumberError::NotExact,
            NumberError::Overflow,
            NumberError::RootOfNegative,
            NumberError::RootDegree { degree: 0 },
            NumberError::PowerTooLarge,
            NumberError::LnDomain,
            NumberError::DivisionByZero,
        ];
        let mut codes: Vec<_> = all.iter().map(NumberError::code).collect();
        for error in &all {
            let (fa, en) = error.message();
            assert!(!fa.contains(['ي', 'ك', 'ى', '٤', '٥', '٦']), "{fa}");
            assert!(fa.ends_with('.') && en.ends_with('.'), "{fa} {en}");
            assert!(error.code().chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        }
        assert!(NumberError::TooLong { digits: 40 }.message().0.contains("۴۰"));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all.len(), "codes are distinct");
    }
}
