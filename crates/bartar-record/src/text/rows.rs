//! Rows read back.

use std::borrow::Cow;

/// The rows of a text, one after the other.
pub struct Rows<'t> {
    rest: &'t str,
    /// The number of the row last read, from 1.
    pub number: usize,
}

impl<'t> Rows<'t> {
    /// The rows of a text, the first of them with this number.
    #[must_use]
    pub fn new(text: &'t str, first: usize) -> Self {
        Self { rest: text, number: first.saturating_sub(1) }
    }

    /// What was not read yet.
    #[must_use]
    pub fn rest(&self) -> &'t str {
        self.rest
    }

    /// Reads the next row into `cells`; whether there was one. `None` where the text is no such row: a quote left open or out
    /// of place, or no line feed at its end.
    pub fn next(&mut self, cells: &mut Vec<Cow<'t, str>>) -> Option<bool> {
        cells.clear();
        if self.rest.is_empty() {
            return Some(false);
        }
        self.number += 1;
        loop {
            let (cell, after) =
                if self.rest.starts_with('"') { quoted(self.rest)? } else { bare(self.rest)? };
            cells.push(cell);
            let mark = *self.rest.as_bytes().get(after)?;
            self.rest = self.rest.get(after + 1..)?;
            match mark {
                b',' => {}
                b'\n' => return Some(true),
                _ => return None,
            }
        }
    }
}

/// A cell without quotes, and where it ends.
fn bare(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let end = text.bytes().position(|byte| matches!(byte, b',' | b'\n' | b'"' | b'\r'))?;
    Some((Cow::Borrowed(text.get(..end)?), end))
}

/// A cell in quotes, and where it ends.
fn quoted(text: &str) -> Option<(Cow<'_, str>, usize)> {
    let mut at = 1;
    loop {
        at += text.get(at..)?.find('"')?;
        if text.as_bytes().get(at + 1) == Some(&b'"') {
            at += 2;
        } else {
            let inside = text.get(1..at)?;
            let cell = if inside.contains('"') {
                Cow::Owned(inside.replace("\"\"", "\""))
            } else {
                Cow::Borrowed(inside)
            };
            return Some((cell, at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;
    use crate::text::Row;
    use proptest::prelude::*;

    fn all(text: &str) -> Option<Vec<Vec<String>>> {
        let (mut rows, mut cells, mut read) = (Rows::new(text, 1), Vec::new(), Vec::new());
        while rows.next(&mut cells)? {
            read.push(cells.iter().map(ToString::to_string).collect());
        }
        Some(read)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec("[a,\"\n\r ۱]{0,4}", 1..4), 0..4)) {
            let mut text = Vec::new();
            for cells in &rows {
                let mut row = Row::new(&mut text);
                for cell in cells {
                    row.text(cell);
                }
                row.end();
            }
            prop_assert_eq!(all(&String::from_utf8(text).unwrap_or_default()), Some(rows));
        }
    }

    #[test]
    fn what_is_cut_or_quoted_wrongly_is_no_row() {
        for text in ["a", "a,b", "\"a\n", "\"a\"b\n", "a\"b\n", "a\rb\n", "\"", "a,\"b\"c\n"] {
            assert_eq!(all(text), None, "{text:?}");
        }
        assert_eq!(all(""), Some(Vec::new()));
    }
}
