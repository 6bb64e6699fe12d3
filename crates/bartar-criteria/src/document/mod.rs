//! A rulebook's TOML as one tree of items, each knowing where it stands.
//!
//! The tree is made before anything is decoded, so that inheritance, defaults and sector overrides are plain merging
//! of tables, and numbers keep their written text (binary floating point never sees them).

mod brackets;
mod merge;
mod parse;
mod recover;
mod slip;
mod torn;

pub use merge::{apply_defaults, merge};
pub use parse::{parse, parses};

use crate::source::Span;
use indexmap::IndexMap;

/// A value and its place.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// A TOML value; numbers as written.
#[derive(Clone, Debug)]
pub enum Value {
    /// A table; keys keep the order of the text.
    Table(Table),
    /// An array.
    Array(Vec<Item>),
    /// A string.
    Text(String),
    /// An integer or a decimal, its text without underscores.
    Number(String),
    /// A boolean.
    Bool(bool),
    /// A date or time, which the format does not use: dates are written as strings.
    Other(&'static str),
    /// A value that cannot be read, for a fault of syntax that is reported already.
    Broken,
}

/// A table: keys in the order of the text, each with its own place.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Whether it was written in braces; such a table replaces another as a whole.
    pub inline: bool,
    /// Whether lines of it could not be read: what it lacks may stand there.
    pub torn: bool,
    /// The entries.
    pub entries: IndexMap<String, (Span, Item)>,
}

impl Table {
    /// Marks this table and those under headers below it as torn: what they lack may stand where nothing can be seen.
    pub fn tear(&mut self) {
        self.torn = true;
        for (_, item) in self.entries.values_mut() {
            if let Value::Table(inner) = &mut item.value
                && !inner.inline
            {
                inner.tear();
            }
        }
    }

    /// Puts an entry under another key, beside what stands there if both are tables under headers. Says whether it could.
    pub fn rename(&mut self, from: &str, to: &str) -> bool {
        let Some((span, item)) = self.entries.get(from).cloned() else { return false };
        match (self.entries.get_mut(to), item) {
            (None, item) => {
                self.entries.insert(to.to_owned(), (span, item));
            }
            (Some((_, Item { value: Value::Table(there), .. })), Item { value: Value::Table(more), .. })
                if !there.inline && !more.inline =>
            {
                if more.entries.keys().any(|key| there.entries.contains_key(key)) {
                    return false;
                }
                there.entries.extend(more.entries);
            }
            _ => return false,
        }
        self.entries.shift_remove(from);
        true
    }
}

impl Item {
    /// The table, if it is one.
    #[must_use]
    pub fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The entry under `key`, if this is a table that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_table()?.entries.get(key).map(|(_, item)| item)
    }

    /// Takes the entry under `key` out of this table.
    pub fn take(&mut self, key: &str) -> Option<Self> {
        match &mut self.value {
            Value::Table(table) => table.entries.shift_remove(key).map(|(_, item)| item),
            _ => None,
        }
    }

    /// What kind of value it is, for messages.
    #[must_use]
    pub fn kind(&self) -> (&'static str, &'static str) {
        match &self.value {
            Value::Table(_) => ("جدول", "a table"),
            Value::Array(_) => ("فهرست", "a list"),
            Value::Text(_) => ("متن", "a text"),
            Value::Number(_) => ("عدد", "a number"),
            Value::Bool(_) => ("درست/نادرست", "true/false"),
            Value::Other(_) => ("تاریخ", "a date"),
            Value::Broken => ("نوشته‌ای ناخوانا", "something unreadable"),
        }
    }
}
