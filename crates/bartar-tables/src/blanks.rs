//! What surrounds a cell without belonging to it, and how a cell is shown in a message.

/// How many characters of a cell a message quotes.
const SHOWN: usize = 60;

/// Blanks, direction marks and zero-width characters, which spreadsheets leave around cells.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Characters that change how a text looks without being seen themselves.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// The text without blanks around it.
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        // By far most cells begin and end with a visible ASCII character.
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_blank),
    }
}

/// Whether every character of the bytes is a blank. Bytes that are not UTF-8 are not blank.
pub(crate) fn all_blank(bytes: &[u8]) -> bool {
    match bytes.first() {
        None => true,
        Some(first) if first.is_ascii_graphic() => false,
        Some(_) => std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_blank)),
    }
}

/// The cell as a message quotes it: cut after 60 characters, with control characters and direction marks escaped.
///
/// The zero-width non-joiner and joiner stay as they are: they belong to Persian words.
pub(crate) fn shown(cell: &str) -> String {
    let mut shown = String::new();
    let mut chars = cell.chars();
    for c in chars.by_ref().take(SHOWN) {
        match c {
            '\u{200C}' | '\u{200D}' => shown.push(c),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if c.is_control() || is_invisible(c) || matches!(c, '\u{2028}' | '\u{2029}') => {
                shown.extend(c.escape_unicode());
            }
            c => shown.push(c),
        }
    }
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_and_direction_marks_around_a_cell_go() {
        assert_eq!(trim("\u{200F} \u{A0}۱۲\t\u{200E}"), "۱۲");
        assert_eq!(trim("می\u{200C}رود"), "می\u{200C}رود");
        assert_eq!(trim("\u{FEFF}id"), "id");
        assert_eq!(trim(" \u{A0} "), "");
        assert_eq!(trim("a"), "a");
        assert!(all_blank(" \u{A0}\u{200E}".as_bytes()));
        assert!(!all_blank(b" x"));
        assert!(!all_blank(b"\xff"));
    }

    #[test]
    fn a_quoted_cell_is_short_and_shows_what_cannot_be_seen() {
        assert_eq!(shown("a\nb\u{202E}c\u{7}"), "a\\nb\\u{202e}c\\u{7}");
        assert_eq!(shown("می\u{200C}رود"), "می\u{200C}رود");
        assert_eq!(shown(&"x".repeat(60)), "x".repeat(60));
        assert_eq!(shown(&"x".repeat(61)), format!("{}…", "x".repeat(60)));
    }
}
