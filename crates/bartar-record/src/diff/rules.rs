//! What differs between two rulebooks: their files, and what they say.

use super::facts::{Item, Kind, facts};
use crate::digest::{hex, sha256};
use bartar_criteria::{Folder, Rulebook, Text};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What differs between two rulebooks.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RulesDifference {
    /// Files that differ, by path.
    pub files: Vec<FileDifference>,
    /// Things that only one of them defines, and things of which they say something else.
    pub items: Vec<ItemDifference>,
}

impl RulesDifference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.items.is_empty()
    }
}

/// A file of which there is another text, or that only one rulebook has.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FileDifference {
    /// The number of the rulebook: 0 for its own, 1 for the one that it inherits from, and so on.
    pub rulebook: usize,
    /// Path in its folder.
    pub path: String,
    /// SHA-256 in A; none where A has no such file.
    pub a: Option<String>,
    /// The same in B.
    pub b: Option<String>,
}

/// A thing that two rulebooks define in different ways.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ItemDifference {
    /// What kind of thing.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// The sectors for which it differs so; empty for all.
    pub sectors: Vec<String>,
    /// Title, as B has it where B has one.
    pub title: Text,
    /// `file:line` in A; none where A does not define it.
    pub at_a: Option<String>,
    /// The same in B.
    pub at_b: Option<String>,
    /// What is said of it in A and in B, where that differs; all that is said where only one defines it.
    pub facts: Vec<FactDifference>,
}

/// What is said of a thing, in A and in B.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FactDifference {
    /// What is said, by its name.
    pub name: &'static str,
    /// In A.
    pub a: Option<String>,
    /// In B.
    pub b: Option<String>,
}

/// Compares two rulebooks, with their folders.
#[must_use]
pub fn compare(a: (&Rulebook, &[Folder]), b: (&Rulebook, &[Folder])) -> RulesDifference {
    RulesDifference { files: files(a.1, b.1), items: items(&facts(a.0), &facts(b.0)) }
}

fn files(a: &[Folder], b: &[Folder]) -> Vec<FileDifference> {
    let hashes = |folders: &[Folder]| -> BTreeMap<(usize, String), String> {
        let files = folders.iter().enumerate().flat_map(|(number, folder)| {
            folder.files.iter().map(move |(path, bytes)| ((number, path.clone()), hex(&sha256(&[bytes]))))
        });
        files.collect()
    };
    let (a, b) = (hashes(a), hashes(b));
    let paths: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    let difference = |key: &(usize, String)| {
        let (rulebook, path) = key.clone();
        let (a, b) = (a.get(key).cloned(), b.get(key).cloned());
        (a != b).then_some(FileDifference { rulebook, path, a, b })
    };
    paths.into_iter().filter_map(difference).collect()
}

fn items(a: &[Item], b: &[Item]) -> Vec<ItemDifference> {
    type Key<'i> = (Kind, &'i str, Option<&'i str>);
    fn keyed(items: &[Item]) -> BTreeMap<Key<'_>, &Item> {
        items.iter().map(|item| ((item.kind, item.id.as_str(), item.sector.as_deref()), item)).collect()
    }
    let (known_a, known_b) = (keyed(a), keyed(b));
    let keys: BTreeSet<&Key<'_>> = known_a.keys().chain(known_b.keys()).collect();
    let mut all: Vec<ItemDifference> = Vec::new();
    // By kind and id: how many sectors there are in which it stands.
    let mut places: BTreeMap<(Kind, &str), usize> = BTreeMap::new();
    for key in keys {
        let (kind, id, sector) = *key;
        *places.entry((kind, id)).or_default() += 1;
        let Some(found) = difference(known_a.get(key).copied(), known_b.get(key).copied()) else { continue };
        let found = ItemDifference { sectors: sector.map(str::to_owned).into_iter().collect(), ..found };
        let same = |known: &&mut ItemDifference| {
            (known.kind, &known.id, &known.at_a, &known.at_b, &known.facts)
                == (found.kind, &found.id, &found.at_a, &found.at_b, &found.facts)
        };
        match all.iter_mut().find(same) {
            Some(known) => known.sectors.extend(found.sectors),
            None => all.push(found),
        }
    }
    for item in &mut all {
        if places.get(&(item.kind, item.id.as_str())) == Some(&item.sectors.len()) {
            item.sectors.clear();
        }
    }
    all
}

fn difference(a: Option<&Item>, b: Option<&Item>) -> Option<ItemDifference> {
    let names: Vec<&'static str> =
        [a, b].into_iter().flatten().flat_map(|item| &item.facts).fold(Vec::new(), |mut names, (name, _)| {
            if !names.contains(name) {
                names.push(name);
            }
            names
        });
    let fact = |name: &'static str| {
        let of = |item: Option<&Item>| item.and_then(|item| item.get(name)).map(str::to_owned);
        let (a, b) = (of(a), of(b));
        (a != b).then_some(FactDifference { name, a, b })
    };
    let facts: Vec<FactDifference> = names.into_iter().filter_map(fact).collect();
    let item = b.or(a)?;
    let at = |item: Option<&Item>| item.map(|item| item.at.clone());
    (!facts.is_empty()).then(|| ItemDifference {
        kind: item.kind,
        id: item.id.clone(),
        sectors: Vec::new(),
        title: item.title.clone(),
        at_a: at(a),
        at_b: at(b),
        facts,
    })
}
