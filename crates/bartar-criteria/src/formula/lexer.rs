//! Formula text to tokens.

use super::Fault;
use crate::exact::{Decimal, Dialect, parse_decimal};
use crate::text;
use crate::text::Text;

/// A token and the bytes it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub kind: Kind,
    pub from: usize,
    pub to: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Number(Decimal),
    /// A field, constant, class or function; `sales@prev` is one name.
    Name(String),
    /// A choice in quotes.
    Quoted(String),
    /// An operator, bracket, comma or keyword.
    Sign(&'static str),
    End,
}

/// Longest first, so that `<=` is not read as `<`.
const SIGNS: &[(&str, &str)] = &[
    ("<=", "<="),
    (">=", ">="),
    ("!=", "!="),
    ("==", "="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("<", "<"),
    (">", ">"),
    ("=", "="),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("×", "*"),
    ("/", "/"),
    ("÷", "/"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    (",", ","),
    ("،", ","),
];

/// Words that are operators.
const KEYWORDS: &[&str] = &["and", "or", "not", "in", "true", "false"];

/// Splits a formula into tokens, ending with [`Kind::End`].
pub fn tokens(text: &str) -> Result<Vec<Token>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (kind, length) = if is_digit(first) || (first == '.' && rest[1..].starts_with(is_digit)) {
            number(rest, at)?
        } else if first == '"' || first == '\'' {
            quoted(rest, first, at)?
        } else if let Some((written, sign)) = SIGNS.iter().find(|(written, _)| rest.starts_with(written)) {
            (Kind::Sign(sign), written.len())
        } else if is_name_start(first) {
            name(rest)
        } else {
            return Err(Fault::syntax(
                at,
                at + first.len_utf8(),
                text!(
                    fa: "نویسهٔ «{first}» در فرمول جایی ندارد", en: "the character `{first}` has no place in a formula"
                ),
            ));
        };
        tokens.push(Token { kind, from: at, to: at + length });
        at += length;
    }
    tokens.push(Token { kind: Kind::End, from: text.len(), to: text.len() });
    Ok(tokens)
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '۰'..='۹' | '٠'..='٩')
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn number(rest: &str, at: usize) -> Result<(Kind, usize), Fault> {
    let length = rest
        .char_indices()
        .find(|(_, c)| !is_digit(*c) && !matches!(c, '.' | '٫' | '٬'))
        .map_or(rest.len(), |(index, _)| index);
    match parse_decimal(&rest[..length], &Dialect::default()) {
        Ok(number) => Ok((Kind::Number(number), length)),
        Err(error) => {
            let (fa, en) = error.message();
            Err(Fault::syntax(at, at + length, Text::new(fa, en)))
        }
    }
}

fn quoted(rest: &str, quote: char, at: usize) -> Result<(Kind, usize), Fault> {
    match rest[1..].find(quote) {
        Some(end) => Ok((Kind::Quoted(rest[1..=end].to_owned()), end + 2)),
        None => Err(Fault::syntax(
            at,
            at + rest.len(),
            Text::new("علامت نقل‌قول بسته نشده است", "the quote is never closed"),
        )),
    }
}

fn name(rest: &str) -> (Kind, usize) {
    let length = rest
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric() && !matches!(c, '_' | '@' | '.' | '\u{200c}'))
        .map_or(rest.len(), |(index, _)| index);
    let word = &rest[..length];
    match KEYWORDS.iter().find(|keyword| **keyword == word) {
        Some(keyword) => (Kind::Sign(keyword), length),
        None => (Kind::Name(word.to_owned()), length),
    }
}
