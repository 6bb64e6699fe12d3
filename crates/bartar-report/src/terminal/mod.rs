//! Results for people at a terminal: aligned tables in both languages.
//!
//! Lines keep their left-to-right layout in terminals that reorder Persian: each Persian cell stands in a bidi isolate.

mod amendments;
mod close_calls;
mod comparison;
mod explanation;
mod panel;
mod ranking;

pub use amendments::write_amendments;
pub use close_calls::write_close_calls;
pub use comparison::write_comparison;
pub use explanation::write_explanation;
pub use panel::write_panel;
pub use ranking::write_ranking;

use bartar_criteria::exact::{Decimal, DigitSet, format_number, to_persian_digits};
use bartar_criteria::{Lang, Text};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, presets};
use std::borrow::Cow;

/// How to write for a terminal.
#[derive(Copy, Clone, Debug)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether to use colours and bold.
    pub color: bool,
    /// Columns of the terminal; long texts are wrapped to it. None when the output is no terminal.
    pub width: Option<u16>,
    /// Most entries to list of each ranking; 0 for all.
    pub top: usize,
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

    fn bold(&self, text: &str) -> String {
        if self.color { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn dim(&self, text: &str) -> String {
        if self.color { format!("\u{1b}[2m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Puts a text that holds right-to-left letters into an isolate, so that its neighbours keep their places.
fn isolated(text: &str) -> Cow<'_, str> {
    let rtl = text
        .chars()
        .any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'));
    if rtl { Cow::Owned(format!("\u{2068}{text}\u{2069}")) } else { Cow::Borrowed(text) }
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

/// A message of ours; reading has escaped what it quotes from strangers, and our own isolates stay.
fn harmless_message(text: &str) -> String {
    text.chars().map(harmless_char).collect()
}

fn harmless_char(c: char) -> char {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{61c}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// A table without frames, its header dimmed, two spaces between columns. `aligned` says for each column whether it
/// stands right (numbers).
fn table(style: &Style, header: &[&str], right: &[bool]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(header.iter().map(|cell| isolated(cell).into_owned()));
    for (index, right) in right.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_padding((0, 2));
            column.set_cell_alignment(if *right { CellAlignment::Right } else { CellAlignment::Left });
        }
    }
    if let Some(width) = style.width {
        table.set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(width);
        // Numbers and ids are never broken; texts give way.
        for (index, right) in right.iter().enumerate() {
            if *right && let Some(column) = table.column_mut(index) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
    }
    table
}

/// The table's lines, indented, without the blanks that padding leaves at their ends.
fn lines(table: &Table) -> Vec<String> {
    table.lines().map(|line| format!("  {}", line.trim_end())).collect()
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
