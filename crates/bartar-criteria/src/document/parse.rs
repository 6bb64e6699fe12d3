//! TOML text to [`Item`]s; every syntax error is reported, and what could be read goes on to the next pass.

use super::recover::recover;
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
    let reader = Reader { text, file, broken: &recovered.broken };
    Item { span: span(file, root.span()), value: Value::Table(reader.table(root.into_inner(), false)) }
}

/// What reading the parser's tree needs.
struct Reader<'a> {
    text: &'a str,
    file: u16,
    /// Statements that were taken out.
    broken: &'a [Range<usize>],
}

impl Reader<'_> {
    fn table(&self, source: DeTable<'_>, inline: bool) -> Table {
        let entries = source
            .into_iter()
            .map(|(key, value)| {
                let key_span = span(self.file, key.span());
                (key.into_inner().into_owned(), (key_span, self.item(key_span, value)))
            })
            .collect();
        Table { inline, entries }
    }

    fn item(&self, key: Span, source: Spanned<DeValue<'_>>) -> Item {
        let range = source.span();
        let inline = self.text.get(range.clone()).is_some_and(|written| written.starts_with('{'));
        let broken = self.broken.iter().any(|broken| broken.contains(&range.start));
        let own = span(self.file, range);
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
