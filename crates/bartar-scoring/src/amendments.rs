//! Amendments: corrections and withdrawals that the jury decided after the entries were filed, applied as one set.

use crate::entries::{Cell, Entries};
use crate::screening::index;
use crate::unique::same_cooperative;
use bartar_criteria::codes::SAME_COOPERATIVE;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Datum;
use bartar_criteria::{Rulebook, Text};
use std::collections::BTreeSet;

/// What an amendment does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The entry takes no part any more.
    Withdraw,
    /// A datum is corrected.
    Correct {
        /// Its column.
        column: usize,
        /// The new datum, or why there is none.
        new: Datum<Cell>,
    },
}

/// An amendment, decided.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The entry's row.
    pub row: u32,
    /// What it does.
    pub change: Change,
    /// What stood there before, as written.
    pub old: String,
    /// What stands there now, as written.
    pub new: String,
    /// Why.
    pub reason: String,
    /// Whether the jury accepted it; a rejected one is listed and changes nothing.
    pub accepted: bool,
    /// Who decided.
    pub by: String,
    /// The number of the set of decisions that it belongs to, from 1.
    pub set: u32,
}

impl Amendment {
    /// The field that it is about, by name and title; a withdrawal stands in the place of one.
    #[must_use]
    pub fn field(&self, rulebook: &Rulebook) -> (String, Text) {
        match self.change {
            Change::Withdraw => ("withdrawal".to_owned(), Text::new("انصراف", "withdrawal")),
            Change::Correct { column, .. } => (rulebook.column_name(column), rulebook.column_title(column)),
        }
    }
}

/// The entries with all accepted amendments, and the rows that they concern.
#[must_use]
pub fn amended(rulebook: &Rulebook, entries: &Entries, amendments: &[Amendment]) -> (Entries, BTreeSet<u32>) {
    let mut entries = entries.clone();
    entries.amendments = amendments.to_vec();
    let mut rows = BTreeSet::new();
    for amendment in amendments.iter().filter(|amendment| amendment.accepted) {
        rows.insert(amendment.row);
        match &amendment.change {
            Change::Withdraw => {
                let reason = (!amendment.reason.is_empty()).then(|| Text::same(&amendment.reason));
                entries.withdrawals.insert(amendment.row, reason);
            }
            Change::Correct { column, new } => {
                if let Some(cells) = entries.columns.get_mut(*column) {
                    cells.set(amendment.row as usize, new.clone());
                }
                let concerned = u16::try_from(*column).ok();
                entries.faults.retain(|fault| fault.entry != amendment.row || fault.column != concerned);
            }
        }
    }
    // Whether two entries are one cooperative is a question about both: a correction or withdrawal of one may settle it.
    entries.faults.retain(|fault| fault.code != SAME_COOPERATIVE);
    let twice = same_cooperative(rulebook, &entries);
    entries.faults.extend(twice);
    (entries, rows)
}

/// One entry whose place the amendments changed, or whose outcome or the reasons for it.
#[derive(Clone, Debug)]
pub struct Moved {
    /// The entry's row.
    pub row: u32,
    /// Whether an amendment concerns it, rather than its neighbours.
    pub amended: bool,
    /// The ranking's id; none where the outcome itself changed, or the reasons for it.
    pub ranking: Option<String>,
    /// Before.
    pub before: Option<Standing>,
    /// After.
    pub after: Option<Standing>,
}

/// Where an entry stands in a ranking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Rank.
    pub rank: u32,
    /// Score at the ranking precision.
    pub score: Decimal,
    /// Id of the honour.
    pub honour: Option<String>,
}

/// Every place that differs between two scorings of the same entries, in the order of rankings, then of ids.
#[must_use]
pub fn moved(
    before: &crate::score::Scored<'_>,
    after: &crate::score::Scored<'_>,
    amended: &BTreeSet<u32>,
) -> Vec<Moved> {
    use std::collections::BTreeMap;
    fn places(
        ranking: &crate::ranking::PoolRanking,
        scored: &crate::score::Scored<'_>,
    ) -> BTreeMap<u32, Standing> {
        let standing = |place: &crate::ranking::Place| Standing {
            rank: place.rank,
            score: place.score,
            honour: place.honour.map(|honour| scored.rulebook.honours[honour].id.clone()),
        };
        ranking.places.iter().map(|place| (place.row, standing(place))).collect()
    }
    let mut moved = Vec::new();
    let rankings = before.rankings.iter().chain(&before.orientations);
    for (old, new) in rankings.zip(after.rankings.iter().chain(&after.orientations)) {
        let (old_places, new_places) = (places(old, before), places(new, after));
        let mut rows: Vec<u32> = old_places.keys().chain(new_places.keys()).copied().collect();
        rows.sort_unstable_by_key(|row| (before.entries.ids.get(*row as usize), *row));
        rows.dedup();
        for row in rows {
            let (was, is) = (old_places.get(&row), new_places.get(&row));
            if was != is {
                moved.push(Moved {
                    row,
                    amended: amended.contains(&row),
                    ranking: Some(old.id.clone()),
                    before: was.cloned(),
                    after: is.cloned(),
                });
            }
        }
    }
    for row in 0..before.entries.len() {
        let reasons = |scored: &crate::score::Scored<'_>| {
            let reasons = scored.screening.reasons.get(&index(row)).into_iter().flatten();
            reasons.map(|reason| reason.code.clone()).collect::<Vec<_>>()
        };
        let differs = before.outcome(row) != after.outcome(row)
            || (amended.contains(&index(row)) && reasons(before) != reasons(after));
        if differs {
            let row = index(row);
            let amended = amended.contains(&row);
            moved.push(Moved { row, amended, ranking: None, before: None, after: None });
        }
    }
    moved
}
