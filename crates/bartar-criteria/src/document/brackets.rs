//! Brackets and braces of a piece of TOML, read as the eye reads them: those in texts and remarks do not count.

/// What a scan of a piece finds.
#[derive(Default)]
pub(super) struct Brackets {
    /// The brackets that are still open at its end, and where.
    pub open: Vec<(usize, char)>,
    /// Where what is written ends, blanks and remarks left out.
    pub end: usize,
    /// The first place of the deepest nesting.
    pub deepest: usize,
}

/// Scans a piece of TOML.
pub(super) fn scan(text: &str) -> Brackets {
    let mut found = Brackets::default();
    let (mut quote, mut escaped, mut remark, mut depth) = (None, false, false, 0);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            (quote, escaped, remark) = (None, false, false);
            continue;
        }
        if remark {
            continue;
        }
        if let Some(open) = quote {
            if c == open && !escaped {
                quote = None;
            }
            escaped = open == '"' && c == '\\' && !escaped;
        } else {
            match c {
                '#' => {
                    remark = true;
                    continue;
                }
                '"' | '\'' => quote = Some(c),
                '[' | '{' => {
                    found.open.push((at, c));
                    if found.open.len() > depth {
                        (depth, found.deepest) = (found.open.len(), at);
                    }
                }
                ']' | '}' => {
                    found.open.pop();
                }
                _ => {}
            }
        }
        if !c.is_whitespace() {
            found.end = at + c.len_utf8();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::scan;

    #[test]
    fn brackets_in_texts_and_remarks_do_not_count() {
        let open = |text: &str| scan(text).open;
        assert_eq!(open("a = [\"[10, 15)\", '{'] # ["), []);
        assert_eq!(open("a = [ # b\n  { c = \"\\\"}\" "), [(4, '['), (12, '{')]);
        assert_eq!(scan("a = [\"x\" # ]\n\n").end, 8);
        assert_eq!(scan("[a]\nb = [[1], [[2]]]").deepest, 15);
    }
}
