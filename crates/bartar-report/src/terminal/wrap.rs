//! Lines that fit: texts broken at blanks, with whole isolates on every line.

use unicode_width::UnicodeWidthChar;

/// Isolates no wider than this are kept on one line: intervals, places, numbers.
const KEPT: usize = 40;

/// How many columns a text takes: terminals give each letter its own, also where a font would join two.
pub(super) fn width(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

/// How many columns the longest piece takes that no break can divide.
pub(super) fn longest_piece(text: &str) -> usize {
    text.lines().flat_map(pieces).map(|piece| width(&piece)).max().unwrap_or(0)
}

/// The text in lines of at most `limit` columns, where its pieces allow; line breaks of the text stay. What an isolate
/// holds on several lines is isolated on each.
pub(super) fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        let mut open: Vec<char> = Vec::new();
        for piece in pieces(paragraph) {
            let whole = open.len();
            if !line.is_empty() && width(&line) + 1 + width(&piece) > limit {
                line.extend(std::iter::repeat_n('\u{2069}', whole));
                lines.push(std::mem::take(&mut line));
                line.extend(&open);
            } else if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&piece);
            for c in piece.chars() {
                match c {
                    '\u{2066}'..='\u{2068}' => open.push(c),
                    '\u{2069}' => drop(open.pop()),
                    _ => {}
                }
            }
        }
        lines.push(line);
    }
    lines
}

/// The pieces between blanks, where short isolates count as one piece.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let isolate = if matches!(c, '\u{2066}'..='\u{2068}') { isolate(rest) } else { None };
        if let Some(isolate) = isolate.filter(|isolate| width(isolate) <= KEPT) {
            piece.push_str(isolate);
            rest = &rest[isolate.len()..];
            continue;
        }
        if c == ' ' {
            if !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            }
        } else {
            piece.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The isolate with which a text begins, up to its end.
fn isolate(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '\u{2066}'..='\u{2068}' => depth += 1,
            '\u{2069}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return text.get(..at + c.len_utf8());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks_and_keep_numbers_and_isolates_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("1234567890 12", 4), ["1234567890", "12"]);
        assert_eq!(wrap("a\nb c", 9), ["a", "b c"]);
        assert_eq!(
            wrap("در بازهٔ \u{2066}[۶۰, ۷۰)\u{2069}: ۵", 12),
            ["در بازهٔ", "\u{2066}[۶۰, ۷۰)\u{2069}: ۵"]
        );
        assert_eq!(longest_piece("در \u{2066}[۶۰, ۷۰)\u{2069}"), 8);
    }

    #[test]
    fn a_long_isolate_is_isolated_on_each_of_its_lines() {
        let sum = (1..30).map(|n| n.to_string()).collect::<Vec<_>>().join(" + ");
        let lines = wrap(&format!("جمع: \u{2066}{sum}\u{2069}؛ پایان"), 40);
        assert!(lines.len() > 2, "{lines:?}");
        for line in &lines {
            let count = |mark: char| line.matches(mark).count();
            assert_eq!(count('\u{2066}'), count('\u{2069}'), "{line:?}");
            assert!(width(line) <= 40, "{line:?}");
        }
    }
}
