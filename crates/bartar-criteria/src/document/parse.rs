//! TOML text to [`Item`]s; every syntax error is reported, and what could be read goes on to the next pass.

use super::{Item, Table, Value};
use crate::codes::TOML_SYNTAX;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Sources, Span};
use crate::text::Text;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads one file of a rulebook. The tree is as complete as the text allows; errors are in `diagnostics`.
pub fn parse(sources: &Sources, file: u16, diagnostics: &mut Diagnostics) -> Item {
    let text = sources.file(file).map_or("", |source| source.text.as_str());
    let (root, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or_else(Span::default, |range| span(file, range));
        let reason = error.message().to_owned();
        diagnostics.push(
            Diagnostic::new(
                TOML_SYNTAX,
                Span { file, ..at },
                Text::new(format!("ساختار TOML خوانده نشد: {reason}"), format!("this is not TOML: {reason}")),
            )
            .hint(Text::new(
                "گیومه‌ها، ویرگول‌ها و کروشه‌های همین سطر و سطر پیش را بررسی کنید",
                "check the quotes, commas and brackets of this line and the one before it",
            )),
        );
    }
    let at = span(file, root.span());
    Item { span: at, value: Value::Table(table(text, file, root.into_inner(), false)) }
}

fn table(text: &str, file: u16, source: DeTable<'_>, inline: bool) -> Table {
    let entries = source
        .into_iter()
        .map(|(key, value)| {
            let key_span = span(file, key.span());
            (key.into_inner().into_owned(), (key_span, item(text, file, key_span, value)))
        })
        .collect();
    Table { inline, entries }
}

fn item(text: &str, file: u16, key: Span, source: Spanned<DeValue<'_>>) -> Item {
    let range = source.span();
    let inline = text.get(range.clone()).is_some_and(|written| written.starts_with('{'));
    let own = span(file, range);
    let value = match source.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => Value::Number(number.as_str().to_owned()),
        DeValue::Integer(_) => Value::Other("integer"),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(_) => Value::Other("datetime"),
        DeValue::Array(items) => {
            Value::Array(items.into_iter().map(|element| item(text, file, own, element)).collect())
        }
        DeValue::Table(inner) => Value::Table(table(text, file, inner, inline)),
    };
    // A table that only headers below it imply has no place of its own: its key stands for it.
    Item { span: if own.start == own.end { key } else { own }, value }
}

fn span(file: u16, range: Range<usize>) -> Span {
    let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { file, start: clip(range.start), end: clip(range.end) }
}
