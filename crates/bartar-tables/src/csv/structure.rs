//! The structure of a CSV file: where records end, how many cells they have, and what is wrong with their quotes.
//!
//! Reading of cells is left to polars, which fills short rows, skips blank lines and takes quotes in its own way;
//! so nothing reaches it before it has passed here.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use crate::blanks::{all_blank, is_blank};

/// What ends a record.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Ending {
    /// The bytes end first.
    None,
    /// LF.
    Lf,
    /// CR LF.
    CrLf,
    /// CR alone.
    Cr,
}

impl Ending {
    fn size(self) -> usize {
        match self {
            Self::None => 0,
            Self::Lf | Self::Cr => 1,
            Self::CrLf => 2,
        }
    }

    /// The ending that stands at the beginning of `bytes`.
    fn at(bytes: &[u8]) -> Self {
        match bytes {
            [b'\r', b'\n', ..] => Self::CrLf,
            [b'\r', ..] => Self::Cr,
            [b'\n', ..] => Self::Lf,
            _ => Self::None,
        }
    }
}

/// What is wrong with the quotes of a record.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum QuoteFlaw {
    /// A quote stands inside a cell that does not begin with one.
    Stray,
    /// Something follows the quote that closes a cell. Where records end from here on is uncertain.
    TextAfter,
    /// A quoted cell is not closed before the bytes end.
    Unclosed,
}

/// One record, which may be a blank line.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Record {
    /// How many bytes it has, without its ending.
    pub(super) len: usize,
    /// What ends it.
    pub(super) ending: Ending,
    /// How many cells it has.
    pub(super) cells: usize,
    /// Whether all its cells are blank.
    pub(super) blank: bool,
    /// The first thing wrong with its quotes.
    pub(super) flaw: Option<QuoteFlaw>,
}

impl Record {
    /// How many bytes it has, with its ending.
    pub(super) fn size(&self) -> usize {
        self.len + self.ending.size()
    }
}

/// The record at the beginning of `bytes`.
pub(super) fn record(bytes: &[u8], delimiter: u8) -> Record {
    let len = memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
    let line = &bytes[..len];
    if memchr(b'"', line).is_some() {
        return quoted_record(bytes, delimiter);
    }
    Record {
        len,
        ending: Ending::at(&bytes[len..]),
        cells: 1 + memchr_iter(delimiter, line).count(),
        blank: is_blank_line(line, delimiter),
        flaw: None,
    }
}

/// Whether a record without quotes has only blank cells.
fn is_blank_line(line: &[u8], delimiter: u8) -> bool {
    let Some(at) = line.iter().position(|byte| *byte != delimiter && *byte != b' ') else { return true };
    if line[at].is_ascii_graphic() {
        return false;
    }
    let blank = |c: char| c == char::from(delimiter) || is_blank(c);
    std::str::from_utf8(&line[at..]).is_ok_and(|rest| rest.chars().all(blank))
}

/// The record at the beginning of `bytes`, whose first line has quotes.
fn quoted_record(bytes: &[u8], delimiter: u8) -> Record {
    let mut found = Record { len: bytes.len(), ending: Ending::None, cells: 0, blank: true, flaw: None };
    let mut at = 0;
    loop {
        found.cells += 1;
        if bytes.get(at) == Some(&b'"') {
            let Some(cell) = quoted_cell(&bytes[at..]) else {
                return Record { flaw: found.flaw.or(Some(QuoteFlaw::Unclosed)), blank: false, ..found };
            };
            found.blank &= cell.blank;
            at += cell.len;
            let ends = bytes.get(at).is_none_or(|next| *next == delimiter || matches!(next, b'\n' | b'\r'));
            if !ends {
                // A worse flaw than a stray quote, since it makes the rest of the file uncertain.
                found.flaw = Some(QuoteFlaw::TextAfter);
                found.blank = false;
            }
        }
        let rest = &bytes[at..];
        let len = memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
        if memchr(b'"', &rest[..len]).is_some() {
            found.flaw = found.flaw.or(Some(QuoteFlaw::Stray));
        }
        found.blank &= all_blank(&rest[..len]);
        at += len;
        if bytes.get(at) == Some(&delimiter) {
            at += 1;
        } else {
            return Record { len: at, ending: Ending::at(&bytes[at..]), ..found };
        }
    }
}

/// A quoted cell, with its quotes.
struct QuotedCell {
    len: usize,
    blank: bool,
}

/// The quoted cell at the beginning of `bytes`, which begin with its quote; none if it is never closed.
fn quoted_cell(bytes: &[u8]) -> Option<QuotedCell> {
    let mut len = 1;
    let mut doubled = false;
    loop {
        len += memchr(b'"', &bytes[len..])? + 1;
        if bytes.get(len) != Some(&b'"') {
            break;
        }
        doubled = true;
        len += 1;
    }
    Some(QuotedCell { len, blank: !doubled && all_blank(&bytes[1..len - 1]) })
}

/// The cells of a record, without their quotes, one after the other.
pub(super) fn cells(record: &[u8], delimiter: u8) -> impl Iterator<Item = Vec<u8>> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let mut at = next?;
        let mut cell = Vec::new();
        if record.get(at) == Some(&b'"')
            && let Some(quoted) = quoted_cell(&record[at..])
        {
            let mut inside = &record[at + 1..at + quoted.len - 1];
            while let Some(quote) = memchr(b'"', inside) {
                cell.extend_from_slice(&inside[..=quote]);
                // The second of the two quotes that stand for one.
                inside = &inside[quote + 2..];
            }
            cell.extend_from_slice(inside);
            at += quoted.len;
        }
        let len = memchr(delimiter, &record[at..]).unwrap_or(record.len() - at);
        at += len;
        cell.extend_from_slice(&record[at - len..at]);
        next = (at < record.len()).then_some(at + 1);
        Some(cell)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &str, len: usize, ending: Ending, cells: usize) {
        let found = record(bytes.as_bytes(), b',');
        assert_eq!(
            (found.len, found.ending, found.cells, found.flaw),
            (len, ending, cells, None),
            "{bytes:?}"
        );
    }

    #[test]
    fn records_end_at_lf_crlf_cr_and_at_the_end() {
        check("a,b\nc", 3, Ending::Lf, 2);
        check("a,b\r\nc", 3, Ending::CrLf, 2);
        check("a,b\rc", 3, Ending::Cr, 2);
        check("a,b", 3, Ending::None, 2);
        check("", 0, Ending::None, 1);
        check(",,\n", 2, Ending::Lf, 3);
    }

    #[test]
    fn a_quoted_cell_holds_delimiters_line_ends_and_doubled_quotes() {
        check("a,\"b,c\"\nd", 7, Ending::Lf, 2);
        check("a,\"b\nc\r\n\"\nd", 9, Ending::Lf, 2);
        check("\"a\"\"b\",\"\"\r\n", 9, Ending::CrLf, 2);
        check("\"\"", 2, Ending::None, 1);
        check("\"a,\"\"\",b", 8, Ending::None, 2);
    }

    #[test]
    fn flaws_of_quotes_are_found() {
        let flaw = |bytes: &str| record(bytes.as_bytes(), b',').flaw;
        assert_eq!(flaw("a,5\" pipe\nb,c"), Some(QuoteFlaw::Stray));
        assert_eq!(flaw("a, \"b\"\n"), Some(QuoteFlaw::Stray));
        assert_eq!(flaw("a,\"b\"c\n"), Some(QuoteFlaw::TextAfter));
        assert_eq!(flaw("a,\"b\" \n"), Some(QuoteFlaw::TextAfter));
        assert_eq!(flaw("a,\"b\nc,d\n"), Some(QuoteFlaw::Unclosed));
        assert_eq!(flaw("\"a\"\"\n"), Some(QuoteFlaw::Unclosed));
        assert_eq!(flaw("5\",\"b\" c,\"d\"\n"), Some(QuoteFlaw::TextAfter));
        // A stray quote opens nothing: the record ends with its line.
        assert_eq!(record(b"a,5\" pipe\nb,c", b',').len, 9);
    }

    #[test]
    fn records_of_blank_cells_are_blank() {
        let blank = |bytes: &str| record(bytes.as_bytes(), b',').blank;
        for text in ["", " ", ",,", ", ,\u{A0},\u{200F}", "\"\",\" \"", "\"\n\",", "\t,"] {
            assert!(blank(text), "{text:?}");
        }
        for text in ["x", ",0", "\"\"\"\"", ",\"x\"", "\u{A0},۱", "\"\"x"] {
            assert!(!blank(text), "{text:?}");
        }
        assert!(!record(b"\xff,", b',').blank);
    }

    #[test]
    fn cells_lose_their_quotes() {
        let text = |bytes: &str| -> Vec<String> {
            cells(bytes.as_bytes(), b';').map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect()
        };
        assert_eq!(text("a;\"b;\"\"c\"\"\";;\"\""), ["a", "b;\"c\"", "", ""]);
        assert_eq!(text(""), [""]);
        assert_eq!(text("a;"), ["a", ""]);
        assert_eq!(text("\"\"\"\""), ["\""]);
    }
}
