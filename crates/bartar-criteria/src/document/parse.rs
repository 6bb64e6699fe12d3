//! TOML text to [`Item`]s; every syntax error is reported, and what could be read goes on to the next pass.

use super::recover::{Recovered, recover};
use super::torn::tear;
use super::{Item, Table, Value, slip};
use crate::codes::TOML_SYNTAX;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::Text;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads one file of a rulebook. The tree is as complete as the text allows; errors are in `diagnostics`.
pub fn parse(sources: &Sources, file: u16, diagnostics: &mut Diagnostics) -> Item {
    let text = sources.file(file).map_or("", |source| source.text.as_str());
    let recovered = recover(text);
    for (range, message) in &recovered.errors {
        let Text { fa, en } = slip::reason(message);
        let wrong = text!(fa: "ساختار TOML خوانده نشد: {fa}", en: "this is not TOML: {en}");
        let diagnostic = Diagnostic::new(TOML_SYNTAX, span(file, range.clone()), wrong);
        diagnostics.push(diagnostic.hint(slip::cure(text, range, message)));
    }
    let (root, _) = DeTable::parse_recoverable(&recovered.text);
    let reader = Reader { file, recovered: &recovered };
    let place = reader.span(root.span());
    let mut root = reader.table(root.into_inner(), false);
    if recovered.given_up {
        diagnostics.gaps.add_unseen();
    }
    for range in &recovered.broken {
        diagnostics.gaps.add_torn(reader.span(range.clone()));
        tear(&mut root, &recovered.text, reader.written(text, range), range.start);
    }
    Item { span: place, value: Value::Table(root) }
}

/// Whether a text is TOML without a fault.
#[must_use]
pub fn parses(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// What reading the parser's tree needs.
struct Reader<'a> {
    file: u16,
    /// The text as it was mended, and what was taken out of it.
    recovered: &'a Recovered,
}

impl Reader<'_> {
    /// The place in the text as written.
    fn span(&self, range: Range<usize>) -> Span {
        span(self.file, self.recovered.place(&range))
    }

    /// What stood where a statement was taken out.
    fn written<'t>(&self, text: &'t str, range: &Range<usize>) -> &'t str {
        text.get(self.recovered.place(range)).unwrap_or_default()
    }

    fn table(&self, source: DeTable<'_>, inline: bool) -> Table {
        let entries = source
            .into_iter()
            .map(|(key, value)| {
                let key_span = self.span(key.span());
                (key.into_inner().into_owned(), (key_span, self.item(key_span, value)))
            })
            .collect();
        Table { inline, torn: false, entries }
    }

    fn item(&self, key: Span, source: Spanned<DeValue<'_>>) -> Item {
        let range = source.span();
        let inline = self.recovered.text.get(range.clone()).is_some_and(|written| written.starts_with('{'));
        let broken = self.recovered.broken.iter().any(|broken| broken.contains(&range.start));
        let own = self.span(range);
        let value = match source.into_inner() {
            _ if broken => Value::Broken,
            DeValue::String(text) => Value::Text(text.into_owned()),
            DeValue::Integer(number) if number.radix() == 10 => Value::Number(number.as_str().to_owned()),
            DeValue::Integer(_) => Value::Other("integer"),
            DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
            DeValue::Boolean(value) => Value::Bool(value),
            DeValue::Datetime(_) => Value::Other("datetime"),
            DeValue::Array(items) => {
                Value::Array(items.into_iter().map(|element| self.item(own, element)).collect())
            }
            DeValue::Table(inner) => Value::Table(self.table(inner, inline)),
        };
        // A table that only headers below it imply has no place of its own: its key stands for it.
        Item { span: if own.start == own.end { key } else { own }, value }
    }
}

fn span(file: u16, range: Range<usize>) -> Span {
    let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { file, start: clip(range.start), end: clip(range.end) }
}
