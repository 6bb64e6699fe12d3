//! Text in the two languages of the competition.

use serde::Serialize;

/// The language of what people read. Rulebooks, messages and reports exist in both.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// Persian, written right to left, with Persian digits.
    Fa,
    /// English, with Latin digits.
    #[default]
    En,
}

/// One text in Persian and in English.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Text {
    /// Persian.
    pub fa: String,
    /// English.
    pub en: String,
}

impl Text {
    /// A text from its two readings.
    pub fn new(fa: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fa: fa.into(), en: en.into() }
    }

    /// The same characters in both languages: ids, symbols, quotations.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { fa: text.clone(), en: text }
    }

    /// The reading in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fa => &self.fa,
            Lang::En => &self.en,
        }
    }
}

/// Builds a [`Text`] with both readings side by side, so that neither can be forgotten.
///
/// ```
/// let n = 3;
/// let text = bartar_criteria::text!(fa: "{n} ردیف", en: "{n} rows");
/// assert_eq!(text.en, "3 rows");
/// ```
///
/// Variables named after `numbers:` stand in the Persian reading in Persian digits.
///
/// ```
/// let most = 12;
/// let text = bartar_criteria::text!(fa: "سقف {most} است", en: "the maximum is {most}", numbers: most);
/// assert_eq!((text.fa.as_str(), text.en.as_str()), ("سقف ۱۲ است", "the maximum is 12"));
/// ```
#[macro_export]
macro_rules! text {
    (fa: $fa:literal, en: $en:literal, numbers: $($number:ident),+ $(,)?) => {{
        let en = format!($en);
        $(let $number = $crate::exact::to_persian_digits(&$number.to_string());)+
        $crate::text::Text::new(format!($fa), en)
    }};
    (fa: $fa:literal, en: $en:literal $(, $($args:tt)*)?) => {
        $crate::text::Text::new(format!($fa $(, $($args)*)?), format!($en $(, $($args)*)?))
    };
}
