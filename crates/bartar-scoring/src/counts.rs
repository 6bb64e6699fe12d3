//! How many entries end where, and the words for it.

use crate::explain::StageEnd;
use crate::outcome::Outcome;
use crate::score::Scored;
use crate::stages::Passage;
use bartar_criteria::Text;

/// How many entries ended in each list.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, serde::Serialize)]
pub struct Counts {
    /// Submitted.
    pub rows: usize,
    /// Ranked.
    pub ranked: usize,
    /// Ineligible.
    pub ineligible: usize,
    /// For review.
    pub review: usize,
    /// Withdrawn.
    pub withdrawn: usize,
    /// Quarantined.
    pub quarantined: usize,
    /// Of the ineligible, those whom an earlier stage kept back; none where there is no earlier stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stayed: Option<usize>,
}

impl Scored<'_> {
    /// How many entries ended in each list; the lists add up to all.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { rows: self.entries.len(), ..Counts::default() };
        for outcome in &self.screening.outcomes {
            match outcome {
                Outcome::Ranked => counts.ranked += 1,
                Outcome::Ineligible => counts.ineligible += 1,
                Outcome::Review => counts.review += 1,
                Outcome::Withdrawn => counts.withdrawn += 1,
                Outcome::Quarantined => counts.quarantined += 1,
            }
        }
        if !self.before.is_empty() {
            counts.stayed = Some((0..counts.rows).filter(|row| self.stayed(*row)).count());
        }
        counts
    }

    /// Whether an entry was ranked in an earlier stage and takes no part in this one, where it counts as ineligible.
    #[must_use]
    pub fn stayed(&self, row: usize) -> bool {
        let stays = |passage: &Passage| matches!(passage, Passage::Stays(..));
        self.outcome(row) == Outcome::Ineligible
            && self.before.iter().any(|stage| stage.passages.get(row).is_some_and(stays))
    }

    /// Where an entry ended, in the words people read.
    #[must_use]
    pub fn ending(&self, row: usize) -> Text {
        if self.stayed(row) { StageEnd::Stays.title() } else { self.outcome(row).title() }
    }
}
