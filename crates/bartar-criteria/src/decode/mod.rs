//! From items to typed definitions. Every key of a table is looked at, so that one run reports all its faults.

#[macro_use]
mod record;
mod clause;
mod primitives;

pub use clause::Clause;
pub(crate) use primitives::number_or_percent;
pub use primitives::{IdMap, Located, NameMap, Written, describe, key, optional, prose, required, word};

use crate::codes::{BAD_ID, UNKNOWN_KEY, WRONG_TYPE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Item, Table, Value};
use crate::source::{Sources, Span};
use crate::text;
use crate::text::Text;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What decoding needs and gathers.
pub struct Cx<'a> {
    /// The rulebook's files.
    pub sources: &'a Sources,
    /// What was found so far.
    pub diagnostics: &'a mut Diagnostics,
}

/// Named parts of the JSON Schema, by type name.
pub type Definitions = BTreeMap<&'static str, Json>;

/// A type that a rulebook's item can be read into, and that can describe itself as JSON Schema (draft-07).
pub trait Decode: Sized {
    /// Whether it is written as a table with a heading of its own.
    const TABLE: bool = false;

    /// Reads the item; faults go to `cx`, and `None` says that there was one.
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self>;

    /// The schema of the written form; shared parts are added to `definitions`.
    fn schema(definitions: &mut Definitions) -> Json;
}

impl Cx<'_> {
    /// Reports a fault.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports that `item` is not what was expected.
    pub fn wrong_type(&mut self, item: &Item, expected: &Text) {
        if matches!(item.value, Value::Broken) {
            return;
        }
        let (fa, en) = item.kind();
        self.report(Diagnostic::new(
            WRONG_TYPE,
            item.span,
            Text::new(
                format!("اینجا باید {} باشد، ولی {fa} آمده است", expected.fa),
                format!("expected {}, found {en}", expected.en),
            ),
        ));
    }

    /// The table behind `item`, or a report.
    pub fn table<'i>(&mut self, item: &'i Item, name: &str) -> Option<&'i Table> {
        if item.as_table().is_none() {
            self.wrong_type(item, &text!(fa: "جدول «{name}»", en: "a table `{name}`"));
        }
        item.as_table()
    }

    /// The table with every key as the format has it. Keys that it does not have are reported; one that is a slip away
    /// from a key that is not there is read as that key, so that nothing follows from the slip.
    pub fn keys<'t>(&mut self, table: &'t Table, known: &[impl AsRef<str>]) -> Cow<'t, Table> {
        let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
        let mut read = Cow::Borrowed(table);
        for (key, (span, item)) in &table.entries {
            if known.contains(&key.as_str()) {
                continue;
            }
            let diagnostic = Diagnostic::new(
                UNKNOWN_KEY,
                *span,
                text!(fa: "این جدول کلیدی به نام «{key}» ندارد", en: "unknown key `{key}` in this table"),
            );
            let near = nearest(key, known.iter().copied());
            self.report(match near {
                Some(near) => {
                    diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"))
                }
                None => {
                    let (all_fa, all) = (known.join("، "), known.join(", "));
                    diagnostic.hint(
                        text!(fa: "کلیدهای این جدول: {all_fa}", en: "the keys of this table are: {all}"),
                    )
                }
            });
            match near {
                Some(near) if read.to_mut().rename(key, near) => {}
                _ => self.unread(item),
            }
        }
        read
    }

    /// Notes that an item was not understood: what it names may be used, and what the rest lacks may stand there.
    pub fn unread(&mut self, item: &Item) {
        match &item.value {
            Value::Table(table) => table.entries.values().for_each(|(_, inner)| self.unread(inner)),
            _ => self.diagnostics.gaps.add_misread(item.span),
        }
    }

    /// Checks the form of an id and reports a bad one.
    pub fn id(&mut self, id: &str, span: Span) -> bool {
        let good = id.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_')
            && id.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
        if !good {
            self.report(
                Diagnostic::new(
                    BAD_ID,
                    span,
                    text!(fa: "«{id}» شناسهٔ مجاز نیست", en: "`{id}` is not a valid id"),
                )
                .hint(Text::new(
                    "شناسه از حرف، رقم، «-» و «_» ساخته می‌شود",
                    "an id is made of letters, digits, `-` and `_`",
                )),
            );
        }
        good
    }
}

/// The name most like `wanted`, if one is near enough to be a slip.
pub fn nearest<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    near(wanted, names).min().map(|(_, name)| name)
}

/// The names most like `wanted`, the nearest first, of those that are near enough to be a slip; at most so many.
pub fn nearest_of<'n>(wanted: &str, names: impl IntoIterator<Item = &'n str>, most: usize) -> Vec<&'n str> {
    let near: BTreeSet<(usize, &str)> = near(wanted, names).collect();
    near.into_iter().map(|(_, name)| name).take(most).collect()
}

/// The names near enough to be a slip, with how far they are from what is wanted.
fn near<'n>(
    wanted: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> impl Iterator<Item = (usize, &'n str)> {
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    let names = names.into_iter().map(move |name| (strsim::damerau_levenshtein(wanted, name), name));
    names.filter(move |(distance, _)| *distance <= limit)
}
