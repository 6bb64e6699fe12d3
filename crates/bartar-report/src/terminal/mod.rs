//! Results for people at a terminal: aligned tables in both languages.
//!
//! Lines keep their left-to-right layout in terminals that reorder Persian: each Persian cell stands in a bidi isolate,
//! and each sentence of ours in one of its own direction, whatever it begins with.

mod amendments;
mod close_calls;
mod comparison;
mod difference;
mod explanation;
mod panel;
mod places;
mod ranking;
mod replay;
mod sheet;
mod verification;
mod wrap;

pub use amendments::write_amendments;
pub use close_calls::write_close_calls;
pub use comparison::write_comparison;
pub use difference::write_difference;
pub use explanation::write_explanation;
pub use panel::write_panel;
pub use ranking::write_ranking;
pub use replay::write_replay;
pub use verification::write_verification;

use bartar_criteria::exact::{Decimal, DigitSet, format_number, to_persian_digits};
use bartar_criteria::{Lang, Text};
use std::borrow::Cow;
use std::io::{self, Write};
use wrap::wrap;

/// How to write for a terminal.
#[derive(Copy, Clone, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether to use colours and bold.
    pub color: bool,
    /// Columns of the terminal; long texts are wrapped to it.
    pub width: u16,
    /// Most entries to list of each ranking; 0 for all.
    pub top: usize,
}

/// How a sentence stands out.
#[derive(Copy, Clone)]
enum Paint {
    Plain,
    Bold,
    Dim,
}

impl Style {
    /// The reading of a text in the style's language.
    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// One of two readings.
    fn pick<'t>(&self, fa: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fa => fa,
            Lang::En => en,
        }
    }

    /// A count in the language's digits.
    fn count(&self, n: usize) -> String {
        match self.lang {
            Lang::Fa => to_persian_digits(&n.to_string()),
            Lang::En => n.to_string(),
        }
    }

    /// A number in the language's digits, with all digits of its precision where one is given.
    fn number(&self, number: &Decimal, digits: Option<u8>) -> String {
        let set = if self.lang == Lang::Fa { DigitSet::Persian } else { DigitSet::Latin };
        format_number(number, digits, set, false)
    }

    /// A sentence of ours: in the direction of the language, whatever it begins with.
    fn said<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.lang {
            Lang::Fa if text.is_empty() => Cow::Borrowed(text),
            Lang::Fa => Cow::Owned(format!("\u{2067}{text}\u{2069}")),
            Lang::En if is_rtl(text) => Cow::Owned(format!("\u{2066}{text}\u{2069}")),
            Lang::En => Cow::Borrowed(text),
        }
    }

    /// Something that others wrote, within a sentence of ours.
    fn quoted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.lang {
            Lang::Fa if !text.is_empty() => Cow::Owned(format!("\u{2068}{text}\u{2069}")),
            _ => isolated(text),
        }
    }

    /// A message of ours; reading has escaped what it quotes from strangers, and our own isolates stay. In Persian each
    /// quotation keeps a direction of its own.
    fn message(&self, text: &Text) -> String {
        let text: String = self.text(text).chars().map(harmless_char).collect();
        let balanced = text.matches('«').count() == text.matches('»').count();
        if self.lang == Lang::Fa && balanced {
            return text.replace('«', "«\u{2068}").replace('»', "\u{2069}»");
        }
        text
    }

    /// A path with row and column, within a sentence of ours: from left to right in both languages.
    fn place<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.is_empty() || self.lang == Lang::En && !is_rtl(text) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(format!("\u{2066}{text}\u{2069}"))
    }

    /// Writes a sentence of ours, indented, in lines that fit.
    fn paragraph(&self, indent: usize, text: &str, paint: Paint, out: &mut impl Write) -> io::Result<()> {
        // Deep in a tree a few words must still stand side by side.
        let limit = usize::from(self.width).saturating_sub(indent).max(20);
        for line in wrap(text, limit) {
            writeln!(out, "{}{}", " ".repeat(indent), self.painted(paint, &self.said(&line)))?;
        }
        Ok(())
    }

    fn painted(&self, paint: Paint, text: &str) -> String {
        match paint {
            Paint::Plain => text.to_owned(),
            Paint::Bold => self.bold(text),
            Paint::Dim => self.dim(text),
        }
    }

    fn bold(&self, text: &str) -> String {
        if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn dim(&self, text: &str) -> String {
        if self.color { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

fn is_rtl(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'))
}

/// Puts a text that holds right-to-left letters into an isolate, so that its neighbours keep their places.
fn isolated(text: &str) -> Cow<'_, str> {
    if is_rtl(text) { Cow::Owned(format!("\u{2068}{text}\u{2069}")) } else { Cow::Borrowed(text) }
}

/// Most characters of what strangers wrote that a table shows.
const LONGEST: usize = 80;

/// What strangers wrote, made harmless for a terminal: no control characters, no bidi marks, not too long.
fn harmless(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", harmless_whole(&text[..cut])),
        None => harmless_whole(text),
    }
}

/// The same at any length: places, of which the end matters most.
fn harmless_whole(text: &str) -> String {
    let marks = |c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}');
    let mut chars = text.chars().peekable();
    let mut harmless = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        // Before a minus sign the mark is part of a negative number.
        let sign = c == '\u{200e}' && chars.peek() == Some(&'-');
        harmless.push(if marks(c) && !sign { '\u{fffd}' } else { harmless_char(c) });
    }
    harmless
}

fn harmless_char(c: char) -> char {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{61c}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strangers_wrote_is_made_harmless() {
        assert_eq!(harmless("a\u{1b}[2J\u{202e}b\u{2066}c\n"), "a\u{fffd}[2J\u{fffd}b\u{fffd}c\u{fffd}");
        assert_eq!(harmless("\u{200e}5\u{200e}"), "\u{fffd}5\u{fffd}");
        // A negative number in Persian digits keeps its mark.
        assert_eq!(harmless("\u{200e}-۴۱۷"), "\u{200e}-۴۱۷");
        assert_eq!(harmless(&"x".repeat(LONGEST + 1)), format!("{}…", "x".repeat(LONGEST)));
    }
}
