//! Decoding of single values, lists and maps, and the helpers that records use.

use super::{Cx, Decode, Definitions, nearest};
use crate::codes::{BAD_INTERVAL, BAD_NUMBER, BAD_VALUE, MISSING_CLAUSE, MISSING_KEY, MISSING_TRANSLATION};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value};
use crate::exact::{Decimal, Dialect, IntervalSet, NumberError, parse_decimal};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::Text;
use indexmap::IndexMap;
use serde_json::{Value as Json, json};

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub at: Span,
}

impl Located<String> {
    /// The place of the bytes `from..to` of this text; the whole text where escapes make the two differ.
    #[must_use]
    pub fn part(&self, sources: &Sources, from: usize, to: usize) -> Span {
        let written = sources.slice(self.at);
        let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") { 3 } else { 1 };
        let plain = written.get(quotes..written.len().saturating_sub(quotes)) == Some(self.value.as_str());
        if plain { self.at.part(from + quotes, to + quotes) } else { self.at }
    }
}

impl<T: Decode> Decode for Located<T> {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        T::decode(item, cx).map(|value| Self { value, at: item.span })
    }

    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

/// Tables by id, in the order of the text. A table that cannot be read stays as `None`, so that its name is still known.
#[derive(Clone, Debug)]
pub struct IdMap<T>(pub IndexMap<String, (Span, Option<T>)>);

impl<T> Default for IdMap<T> {
    fn default() -> Self {
        Self(IndexMap::new())
    }
}

impl<T> IdMap<T> {
    /// The sound tables.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Span, &T)> {
        self.0
            .iter()
            .filter_map(|(id, (span, value))| value.as_ref().map(|value| (id.as_str(), *span, value)))
    }

    /// All ids, those of faulty tables included.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether a table, sound or not, has this id.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }
}

impl<T: Decode> Decode for IdMap<T> {
    const TABLE: bool = true;

    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let NameMap(map) = NameMap::decode(item, cx)?;
        for (id, (span, _)) in &map {
            // A bad id is a fault of its own; what stands under it is read all the same.
            cx.id(id, *span);
        }
        Some(Self(map))
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "object", "additionalProperties": T::schema(definitions) })
    }
}

/// Tables by names that are no ids and may hold any character, such as units.
#[derive(Clone, Debug)]
pub struct NameMap<T>(pub IndexMap<String, (Span, Option<T>)>);

impl<T: Decode> Decode for NameMap<T> {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let table = cx.table(item, "")?;
        let entries = table.entries.iter();
        Some(Self(entries.map(|(name, (span, item))| (name.clone(), (*span, decoded(item, cx)))).collect()))
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "object", "additionalProperties": T::schema(definitions) })
    }
}

/// Plain key-value pairs, read as they stand.
impl Decode for Item {
    fn decode(item: &Item, _: &mut Cx<'_>) -> Option<Self> {
        Some(item.clone())
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "object" })
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let Value::Array(items) = &item.value else {
            cx.wrong_type(item, &Text::new("فهرست", "a list"));
            return None;
        };
        let decoded: Vec<Option<T>> = items.iter().map(|item| T::decode(item, cx)).collect();
        decoded.into_iter().collect()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

/// A table with keys of any text.
impl<T: Decode> Decode for IndexMap<String, T> {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let entries = &cx.table(item, "key = value")?.entries;
        let decoded: Vec<_> =
            entries.iter().map(|(key, (_, item))| Some((key.clone(), T::decode(item, cx)?))).collect();
        decoded.into_iter().collect()
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({ "type": "object", "additionalProperties": T::schema(definitions) })
    }
}

/// A pair written as a list of two: `["[10, 15)", 30]`.
impl<A: Decode, B: Decode> Decode for (A, B) {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        match &item.value {
            Value::Array(items) if items.len() == 2 => {
                let first = A::decode(&items[0], cx);
                let second = B::decode(&items[1], cx);
                Some((first?, second?))
            }
            _ => {
                cx.wrong_type(item, &Text::new("فهرستی دو‌تایی", "a list of two"));
                None
            }
        }
    }

    fn schema(definitions: &mut Definitions) -> Json {
        json!({
            "type": "array",
            "items": [A::schema(definitions), B::schema(definitions)],
            "minItems": 2,
            "maxItems": 2,
        })
    }
}

impl Decode for String {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        match &item.value {
            Value::Text(text) => Some(text.clone()),
            _ => {
                cx.wrong_type(item, &Text::new("متنی میان دو علامت نقل‌قول", "a quoted text"));
                None
            }
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string" })
    }
}

impl Decode for bool {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        match &item.value {
            Value::Bool(value) => Some(*value),
            _ => {
                cx.wrong_type(item, &Text::new("true یا false", "true or false"));
                None
            }
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "boolean" })
    }
}

/// A small whole number: digits, years, ranks.
impl Decode for u8 {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let number = Decimal::decode(item, cx)?;
        let whole = number.is_integer().then(|| Self::try_from(number.mantissa()).ok()).flatten();
        if whole.is_none() {
            cx.report(Diagnostic::new(
                BAD_NUMBER,
                item.span,
                Text::new(
                    "اینجا عدد صحیح، از ۰ تا ۲۵۵، لازم است",
                    "a whole number from 0 to 255 is needed here",
                ),
            ));
        }
        whole
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer", "minimum": 0, "maximum": 255 })
    }
}

/// A whole number: ranks, sizes.
impl Decode for u32 {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let number = Decimal::decode(item, cx)?;
        let whole = number.is_integer().then(|| Self::try_from(number.mantissa()).ok()).flatten();
        if whole.is_none() {
            cx.report(Diagnostic::new(
                BAD_NUMBER,
                item.span,
                Text::new("اینجا عدد صحیح و نامنفی لازم است", "a whole number, not negative, is needed here"),
            ));
        }
        whole
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "integer", "minimum": 0 })
    }
}

/// A number or a date, as it is written; what it is depends on the table around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written(pub String);

impl Decode for Written {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let (Value::Text(written) | Value::Number(written)) = &item.value else {
            cx.wrong_type(item, &Text::new("عدد یا تاریخ", "a number or a date"));
            return None;
        };
        Some(Self(written.clone()))
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": ["number", "string"] })
    }
}

/// An exact number, quoted or bare; `"5%"` is 0.05.
impl Decode for Decimal {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let (Value::Text(written) | Value::Number(written)) = &item.value else {
            cx.wrong_type(item, &Text::new("عدد", "a number"));
            return None;
        };
        match number_or_percent(written) {
            Ok(number) => Some(number),
            Err(error) => {
                let (fa, en) = error.message();
                cx.report(Diagnostic::new(BAD_NUMBER, item.span, Text::new(fa, en)));
                None
            }
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": ["number", "string"] })
    }
}

/// A number as written, or a percentage, which is a hundredth.
pub(crate) fn number_or_percent(written: &str) -> Result<Decimal, NumberError> {
    let trimmed = written.trim();
    let percent = trimmed.strip_suffix(['%', '٪']).map(str::trim_end);
    let number = parse_decimal(percent.unwrap_or(trimmed), &Dialect::default())?;
    match percent {
        Some(_) => Decimal::new(1, 2).and_then(|hundredth| number.checked_mul(hundredth)),
        None => Ok(number),
    }
}

impl Decode for IntervalSet {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        let written = Located::<String>::decode(item, cx)?;
        match Self::parse(&written.value) {
            Ok(set) => Some(set),
            Err(error) => {
                let (fa, en) = error.message();
                let at = written.part(cx.sources, error.offset, written.value.len());
                cx.report(Diagnostic::new(BAD_INTERVAL, at, Text::new(fa, en)).hint(Text::new(
                    "بازه را مانند \"[10, 15)\" بنویسید: «[» یعنی خود کران هم هست و «(» یعنی نیست",
                    "write an interval like \"[10, 15)\": `[` includes the end, `(` leaves it out",
                )));
                None
            }
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "type": "string" })
    }
}

/// A text in both languages: `{ fa = "...", en = "..." }`.
impl Decode for Text {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        if matches!(item.value, Value::Broken) {
            return None;
        }
        let part = |lang: &str| match item.get(lang).map(|item| &item.value) {
            Some(Value::Text(text)) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        };
        if let (Some(fa), Some(en)) = (part("fa"), part("en")) {
            if let Some(table) = item.as_table() {
                cx.keys(table, &["fa", "en"]);
            }
            return Some(Self { fa, en });
        }
        let (fa, en) = match (part("fa").is_some(), part("en").is_some()) {
            (true, false) => ("متن انگلیسی (en) نیامده است", "the English text (en) is missing"),
            (false, true) => ("متن فارسی (fa) نیامده است", "the Persian text (fa) is missing"),
            _ => ("متن فارسی و انگلیسی لازم است", "a text in Persian and English is needed"),
        };
        cx.report(Diagnostic::new(MISSING_TRANSLATION, item.span, Self::new(fa, en)).hint(Self::new(
            "چنین بنویسید: { fa = \"…\", en = \"…\" }",
            "write it as: { fa = \"...\", en = \"...\" }",
        )));
        None
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({
            "type": "object",
            "properties": { "fa": { "type": "string" }, "en": { "type": "string" } },
            "required": ["fa", "en"],
            "additionalProperties": false,
        })
    }
}

/// One of several words, or a report with the nearest one.
pub fn word<'w>(item: &Item, words: &'w [&'static str], cx: &mut Cx<'_>) -> Option<&'w str> {
    let Value::Text(written) = &item.value else {
        cx.wrong_type(
            item,
            &Text::new("یکی از واژه‌های مجاز میان دو علامت نقل‌قول", "one of the allowed words, quoted"),
        );
        return None;
    };
    let found = words.iter().copied().find(|word| word == written);
    if found.is_none() {
        let (all_fa, all) = (words.join("، "), words.join(", "));
        let mut diagnostic = Diagnostic::new(
            BAD_VALUE,
            item.span,
            text!(fa: "«{written}» از واژه‌های مجاز نیست: {all_fa}", en: "`{written}` is not one of: {all}"),
        );
        let near = nearest(written, words.iter().copied());
        if let Some(near) = near {
            diagnostic =
                diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        }
        cx.report(diagnostic);
        // A slip is read as the word that was meant, so that nothing follows from it.
        return near;
    }
    found
}

/// The key of a record's member as written in TOML.
#[must_use]
pub fn key(member: &str) -> String {
    member.trim_end_matches('_').replace('_', "-")
}

/// Decodes a key that must be there.
pub fn required<T: Decode>(table: &Table, owner: &Item, member: &str, cx: &mut Cx<'_>) -> Option<T> {
    let key = key(member);
    if let Some((_, item)) = table.entries.get(&key) {
        return decoded(item, cx);
    }
    if table.torn {
        return None;
    }
    let code = match key.as_str() {
        "title" | "reason" => MISSING_TRANSLATION,
        "clause" => MISSING_CLAUSE,
        _ => MISSING_KEY,
    };
    cx.report(match sample(&key).filter(|_| T::TABLE) {
        Some(lines) => Diagnostic::new(
            code,
            owner.span,
            text!(fa: "جدول [{key}] نیامده است", en: "the table [{key}] is missing"),
        )
        .hint(text!(
            fa: "آن را با سطرهایی مانند این‌ها بیفزایید:\n{lines}",
            en: "add it, with lines such as these:\n{lines}"
        )),
        None => Diagnostic::new(
            code,
            owner.span,
            text!(fa: "کلید «{key}» نیامده است", en: "the key `{key}` is missing"),
        ),
    });
    None
}

/// How a table begins that every rulebook has.
fn sample(key: &str) -> Option<&'static str> {
    Some(match key {
        "rulebook" => "[rulebook]\nid = \"best-cooperatives\"\nedition = \"1405\"",
        "rounding" => "[rounding]\npoints = 2",
        "data" => "[data]\nid = \"id\"",
        "field" => "[field.sales]\ntype = \"amount\"",
        "axis" => "[axis.finance]\nmax = 300",
        "indicator" => "[indicator.margin]\naxis = \"finance\"\nvalue = \"net_profit / sales * 100\"",
        "pool" => "[pool.sector]\nby = [\"sector\"]",
        "ranking" => "[ranking]\nprecision = 2\nties = [\"axis.finance desc\"]",
        _ => return None,
    })
}

/// Decodes an item, and notes what could not be read of it.
fn decoded<T: Decode>(item: &Item, cx: &mut Cx<'_>) -> Option<T> {
    let value = T::decode(item, cx);
    if value.is_none() {
        cx.unread(item);
    }
    value
}

/// Decodes a key that may be absent. The outer `None` says that it is there and faulty, or
/// may be.
#[allow(clippy::option_option, reason = "absent and faulty are different answers, and both are needed")]
pub fn optional<T: Decode>(table: &Table, member: &str, cx: &mut Cx<'_>) -> Option<Option<T>> {
    match table.entries.get(&key(member)) {
        None if table.torn => None,
        None => Some(None),
        Some((_, item)) => decoded(item, cx).map(Some),
    }
}

/// A doc comment on one line.
#[must_use]
pub fn prose(doc: &str) -> String {
    doc.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Adds a description to a schema.
pub fn describe(schema: &mut Json, doc: &str) {
    let doc = prose(doc);
    if doc.is_empty() {
        return;
    }
    if schema.get("$ref").is_some() {
        *schema = json!({ "allOf": [schema.take()], "description": doc });
    } else if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), Json::from(doc));
    }
}
