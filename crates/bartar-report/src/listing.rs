//! Entries that are not ranked, in the one order that all outputs share.

use bartar_scoring::{Outcome, Reason, Scored};

#[must_use]
/// Rows of one outcome, by id and then by what is said of them: an order that no shuffling changes.
pub fn rows_of(scored: &Scored<'_>, outcome: Outcome) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..u32::try_from(scored.entries.len()).unwrap_or(u32::MAX))
        .filter(|row| scored.outcome(*row as usize) == outcome)
        .collect();
    let said = |row: u32| {
        let said =
            reasons(scored, row).iter().map(|reason| (reason.code.as_str(), reason.message.en.as_str()));
        (said.collect::<Vec<_>>(), scored.entries.names.get(row as usize))
    };
    rows.sort_by(|a, b| {
        let id = |row: u32| scored.entries.ids.get(row as usize);
        id(*a).cmp(id(*b)).then_with(|| said(*a).cmp(&said(*b)))
    });
    rows
}

/// Why a row is not ranked.
#[must_use]
pub fn reasons<'a>(scored: &'a Scored<'_>, row: u32) -> &'a [Reason] {
    scored.screening.reasons.get(&row).map_or(&[], Vec::as_slice)
}
