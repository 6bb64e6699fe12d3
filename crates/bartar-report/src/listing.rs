//! Entries that are not ranked, in the one order that all outputs share; and what concerns the pools asked for.

use bartar_criteria::{Lang, Text};
use bartar_scoring::pool::may_belong;
use bartar_scoring::{Finding, Outcome, Reason, Scored};
use std::cmp::Ordering;
use std::sync::Arc;

#[must_use]
/// Rows of one outcome, by id and then by what is said of them: an order that no shuffling changes.
pub fn rows_of(scored: &Scored<'_>, outcome: Outcome) -> Vec<u32> {
    let mut rows: Vec<u32> = (0..u32::try_from(scored.entries.len()).unwrap_or(u32::MAX))
        .filter(|row| scored.outcome(*row as usize) == outcome)
        .collect();
    let said = |row: u32| {
        reasons(scored, row).iter().map(|reason| (reason.code.as_str(), reason.message.en.as_str()))
    };
    let alike = |a: u32, b: u32| {
        let (a, b) = (reasons(scored, a), reasons(scored, b));
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
    };
    rows.sort_by(|a, b| {
        let id = |row: u32| scored.entries.ids.get(row as usize);
        let name = |row: u32| scored.entries.names.get(row as usize);
        let said = || if alike(*a, *b) { Ordering::Equal } else { said(*a).cmp(said(*b)) };
        id(*a).cmp(id(*b)).then_with(said).then_with(|| name(*a).cmp(name(*b)))
    });
    rows
}

/// Why a row is not ranked.
#[must_use]
pub fn reasons<'a>(scored: &'a Scored<'_>, row: u32) -> &'a [Arc<Reason>] {
    scored.screening.reasons.get(&row).map_or(&[], Vec::as_slice)
}

/// The codes of several reasons.
pub(crate) fn codes_of(reasons: &[Arc<Reason>]) -> String {
    reasons.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>().join(" ")
}

/// Several reasons in words.
pub(crate) fn words_of(reasons: &[Arc<Reason>]) -> Text {
    let join = |lang, between: &str| {
        reasons.iter().map(|reason| reason.message.get(lang)).collect::<Vec<_>>().join(between)
    };
    Text::new(join(Lang::Fa, "؛ "), join(Lang::En, "; "))
}

/// The pools and orientations that a reader asked for; all where none is named.
pub struct Shown<'a> {
    scored: &'a Scored<'a>,
    ids: &'a [String],
}

impl<'a> Shown<'a> {
    /// What concerns the rankings with these ids.
    #[must_use]
    pub fn new(scored: &'a Scored<'_>, ids: &'a [String]) -> Self {
        Self { scored, ids }
    }

    /// Whether a ranking is shown.
    pub(crate) fn ranking(&self, id: &str) -> bool {
        self.ids.is_empty() || self.ids.iter().any(|wanted| wanted == id)
    }

    /// Whether an entry that is not ranked concerns them: it would stand there, or where it would cannot be told.
    pub(crate) fn entry(&self, row: u32) -> bool {
        self.ids.is_empty() || self.ids.iter().any(|id| may_belong(self.scored, row as usize, id))
    }

    /// Whether a finding concerns them.
    pub(crate) fn finding(&self, finding: &Finding) -> bool {
        match (&finding.pool, finding.entry) {
            (Some(pool), _) => self.ranking(pool),
            (None, Some(row)) => self.entry(row),
            (None, None) => true,
        }
    }
}
