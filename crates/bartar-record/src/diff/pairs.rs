//! The entries of two records, found by their ids, and what of their data differs.

use bartar_criteria::Rulebook;
use bartar_scoring::entries::Entries;
use std::collections::{BTreeMap, BTreeSet};

/// An entry in two records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pair {
    /// Id.
    pub id: String,
    /// Its row in A.
    pub a: Option<u32>,
    /// Its row in B.
    pub b: Option<u32>,
}

/// All entries of two records, by id. Of several with one id, the first of A is the first of B.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pairs(pub Vec<Pair>, [Vec<u32>; 2]);

impl Pairs {
    /// Finds the entries of A in B.
    #[must_use]
    pub fn new(a: &Entries, b: &Entries) -> Self {
        let mut rows: BTreeMap<(&str, u32), [Option<u32>; 2]> = BTreeMap::new();
        for (side, entries) in [a, b].into_iter().enumerate() {
            let mut times: BTreeMap<&str, u32> = BTreeMap::new();
            for row in 0..entries.len() {
                let id = entries.ids.get(row);
                let time = times.entry(id).or_default();
                rows.entry((id, *time)).or_default()[side] = u32::try_from(row).ok();
                *time += 1;
            }
        }
        let pairs: Vec<Pair> =
            rows.into_iter().map(|((id, _), [a, b])| Pair { id: id.to_owned(), a, b }).collect();
        let mut of = [vec![0; a.len()], vec![0; b.len()]];
        for (number, pair) in (0..).zip(&pairs) {
            for (rows, row) in of.iter_mut().zip([pair.a, pair.b]) {
                if let Some(place) = row.and_then(|row| rows.get_mut(row as usize)) {
                    *place = number;
                }
            }
        }
        Self(pairs, of)
    }

    /// The number of the pair with a row of A.
    #[must_use]
    pub fn of_a(&self, row: u32) -> Option<usize> {
        self.1[0].get(row as usize).map(|pair| *pair as usize)
    }

    /// The number of the pair with a row of B.
    #[must_use]
    pub fn of_b(&self, row: u32) -> Option<usize> {
        self.1[1].get(row as usize).map(|pair| *pair as usize)
    }
}

/// What of an entry's own data differs by one rulebook: names of columns, and an empty name where it is the entry as a whole.
pub type Own = BTreeSet<String>;

/// By pair: what differs of the entry's own data between two sets that one rulebook reads, as they count now.
pub fn add_own(pairs: &Pairs, rulebook: &Rulebook, a: &Entries, b: &Entries, own: &mut [Own]) {
    let faults = |entries: &Entries| {
        let mut all: BTreeMap<u32, BTreeSet<(Option<u16>, &'static str)>> = BTreeMap::new();
        for fault in &entries.faults {
            all.entry(fault.entry).or_default().insert((fault.column, fault.code.name()));
        }
        all
    };
    let (faults_a, faults_b) = (faults(a), faults(b));
    let names: Vec<String> = (0..rulebook.columns.len()).map(|column| rulebook.column_name(column)).collect();
    for (pair, own) in pairs.0.iter().zip(own) {
        let (Some(row_a), Some(row_b)) = (pair.a, pair.b) else { continue };
        for ((name, in_a), in_b) in names.iter().zip(&a.columns).zip(&b.columns) {
            if in_a.cell(row_a as usize) != in_b.cell(row_b as usize) {
                own.insert(name.clone());
            }
        }
        let withdrawn = |entries: &Entries, row: u32| entries.withdrawals.contains_key(&row);
        if withdrawn(a, row_a) != withdrawn(b, row_b) || faults_a.get(&row_a) != faults_b.get(&row_b) {
            own.insert(String::new());
        }
    }
}
