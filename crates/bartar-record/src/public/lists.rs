//! Check V5: every entry stands in exactly one row of the outcomes, and has points only where it may.

use super::leaves::each_row;
use super::stage::{Stage, pools};
use crate::files::{ENTRIES, Files};
use crate::open::Damage;
use crate::replay::Difference;
use bartar_scoring::{Entries, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// The word for entries that an earlier stage kept back.
pub const STAYED: &str = "stayed";

/// The outcome that a word stands for; whoever stayed is ineligible.
pub fn outcome(word: &str) -> Option<Outcome> {
    if word == STAYED {
        return Some(Outcome::Ineligible);
    }
    [Outcome::Ranked, Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined]
        .into_iter()
        .find(|outcome| outcome.word() == word)
}

/// Whether an entry with this outcome may have been scored: a total that there is not leaves it for review, and one too long
/// to be exact in quarantine.
fn may_have_points(word: &str) -> bool {
    matches!(outcome(word), Some(Outcome::Ranked | Outcome::Review | Outcome::Quarantined))
}

/// The entries as filed: numbered from 1 without a hole, by id.
pub fn of_entries(files: &Files, entries: &Entries) -> Result<Vec<Difference>, Damage> {
    let mut differences = Vec::new();
    let (mut next, mut last) = (0, "");
    each_row(files, ENTRIES, 0, entries.len(), |entry, _| {
        let id = entries.ids.get(next.min(entries.len().saturating_sub(1)));
        if entry != next || id < last {
            differences.push(Difference {
                part: ENTRIES.to_owned(),
                entry: Some(id.to_owned()),
                of: Some("entry".to_owned()),
                expected: Some(if entry == next {
                    format!("an id after {last}")
                } else {
                    (next + 1).to_string()
                }),
                found: Some(if entry == next { id.to_owned() } else { (entry + 1).to_string() }),
            });
        }
        (next, last) = (next + 1, id);
    })?;
    Ok(differences)
}

/// The lists of a stage.
pub fn of_stage(entries: &Entries, stage: &Stage<'_>) -> Vec<Difference> {
    let mut found = Found { entries, part: stage.path("outcomes.csv.gz"), differences: Vec::new() };
    let rows: Vec<(u32, &str)> = stage.outcomes.iter().map(|row| (row.number, row.id.as_str())).collect();
    found.each_once(&rows, &(0..entries.len()).collect());
    let known: BTreeSet<&str> = pools(stage.rules).map(|(_, _, pool)| pool.id.as_str()).collect();
    let mut scored = BTreeMap::new();
    for row in &stage.outcomes {
        let word = row.outcome.as_str();
        if outcome(word).is_none() || word == STAYED && !stage.later {
            found.add(&row.id, "outcome", "an outcome", word);
        }
        match row.pool.as_str() {
            "" if word == Outcome::Ranked.word() => found.add(&row.id, "pool", "a pool", ""),
            "" => {}
            pool if !known.contains(pool) => found.add(&row.id, "pool", "a pool of the rulebook", pool),
            pool if !may_have_points(word) => found.add(&row.id, "pool", "", pool),
            _ => {
                scored.insert(row.number as usize, word);
            }
        }
    }
    found.part = stage.path("points.csv.gz");
    let rows: Vec<(u32, &str)> = stage.points.iter().map(|row| (row.number, row.id.as_str())).collect();
    found.each_once(&rows, &scored.keys().filter_map(|number| number.checked_sub(1)).collect());
    for row in &stage.points {
        let ranked = scored.get(&(row.number as usize)) == Some(&Outcome::Ranked.word());
        if ranked && row.score.is_empty() {
            found.add(&row.id, "score", "a score", "");
        }
    }
    found.differences
}

struct Found<'a> {
    entries: &'a Entries,
    part: String,
    differences: Vec<Difference>,
}

impl Found<'_> {
    fn add(&mut self, entry: &str, of: &str, expected: &str, found: &str) {
        let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        self.differences.push(Difference {
            part: self.part.clone(),
            entry: Some(entry.to_owned()),
            of: Some(of.to_owned()),
            expected: cell(expected),
            found: cell(found),
        });
    }

    /// Each of the wanted entries has one row, in order and with its id, and nobody else has any.
    fn each_once(&mut self, rows: &[(u32, &str)], wanted: &BTreeSet<usize>) {
        let mut seen = BTreeSet::new();
        let mut last = 0;
        for (number, id) in rows {
            let row = (*number as usize).checked_sub(1).filter(|row| wanted.contains(row));
            match row {
                Some(row) if seen.insert(row) => {
                    let own = self.entries.ids.get(row);
                    if own != *id {
                        self.add(own, "id", own, id);
                    } else if *number < last {
                        self.add(id, "entry", "rows by number", &number.to_string());
                    }
                }
                _ => self.add(id, "entry", "", &number.to_string()),
            }
            last = *number;
        }
        for row in wanted.iter().filter(|row| !seen.contains(row)) {
            self.add(self.entries.ids.get(*row), "entry", &(row + 1).to_string(), "");
        }
    }
}
