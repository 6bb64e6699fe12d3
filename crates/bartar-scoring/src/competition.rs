//! A competition from what was filed to what is decided: entries, the judges' marks and the jury's amendments, scored
//! stage after stage.

use crate::amendments::{Amendment, amended};
use crate::entries::Entries;
use crate::frozen::Frozen;
use crate::panel::{Mark, count};
use crate::score::{Progress, Scored};
use crate::stages::{rules_of_stages, score_stages};
use bartar_criteria::Rulebook;
use bartar_criteria::syntax::Population;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A rulebook and all that is scored by it.
#[derive(Clone, Debug)]
pub struct Competition {
    /// The rules of all stages together.
    pub rulebook: Rulebook,
    /// The rules of each stage up to the one asked for; the rulebook itself where it has no stages.
    rules: Vec<Rulebook>,
    /// The entries as filed, with the marks counted.
    pub entries: Entries,
    /// The lines of the judges' marks; none where the panel has not met.
    pub marks: Option<Vec<Mark>>,
    /// The amendments, applied.
    pub amended: Option<Amended>,
}

/// A set of amendments, applied.
#[derive(Clone, Debug)]
pub struct Amended {
    /// The amendments, in the order in which they are applied.
    pub amendments: Vec<Amendment>,
    /// The entries after them.
    pub entries: Entries,
    /// Rows of the entries that they concern.
    pub rows: BTreeSet<u32>,
    /// Whether relative points are held to what they were.
    pub frozen: bool,
}

impl Competition {
    /// What is filed, to be scored by a rulebook up to the stage with this index.
    #[must_use]
    pub fn new(
        rulebook: Rulebook,
        mut entries: Entries,
        marks: Option<Vec<Mark>>,
        last_stage: usize,
    ) -> Self {
        count(&rulebook, &mut entries, marks.as_deref());
        let rules = rules_of_stages(&rulebook, last_stage);
        Self { rulebook, rules, entries, marks, amended: None }
    }

    /// The same up to the stage with this index.
    #[must_use]
    pub fn up_to(self, last_stage: usize) -> Self {
        let rules = rules_of_stages(&self.rulebook, last_stage);
        Self { rules, ..self }
    }

    /// Applies amendments as one set, in place of any that were applied before.
    pub fn amend(&mut self, amendments: Vec<Amendment>) {
        let (entries, rows) = amended(&self.rulebook, &self.entries, &amendments);
        let frozen =
            is_relative(&self.rulebook) && self.rulebook.ranking.population == Some(Population::Frozen);
        self.amended = Some(Amended { amendments, entries, rows, frozen });
    }

    /// The rules of each stage that is run, first to last.
    #[must_use]
    pub fn rules(&self) -> &[Rulebook] {
        &self.rules
    }

    /// The entries as they are now, amendments applied.
    #[must_use]
    pub fn now(&self) -> &Entries {
        self.amended.as_ref().map_or(&self.entries, |amended| &amended.entries)
    }

    /// Scores the entries as filed, stage after stage.
    #[must_use]
    pub fn score_as_filed(&self, progress: &Progress<'_>) -> Vec<Scored<'_>> {
        score_stages(&self.rules, &self.entries, None, progress)
    }

    /// Scores the entries as they are now, stage after stage. There is a stage, or the whole rulebook in its place.
    #[must_use]
    pub fn score(&self, progress: &Progress<'_>) -> Vec<Scored<'_>> {
        match &self.amended {
            None => self.score_as_filed(progress),
            // Of the scoring before, only a frozen population needs to know.
            Some(amended) => self.score_amended(amended, || self.score_as_filed(progress).into(), progress),
        }
    }

    /// Scores the entries after amendments; `base` is the scoring before them.
    #[must_use]
    pub fn score_amended<'a>(
        &'a self,
        amended: &'a Amended,
        base: impl FnOnce() -> Arc<[Scored<'a>]>,
        progress: &Progress<'_>,
    ) -> Vec<Scored<'a>> {
        let frozen = amended.frozen.then(|| Frozen::new(base(), amended.rows.clone()));
        score_stages(&self.rules, &amended.entries, frozen.as_ref(), progress)
    }
}

/// Whether a rulebook measures anybody against the others of the pool.
#[must_use]
pub fn is_relative(rulebook: &Rulebook) -> bool {
    rulebook.plans.iter().flat_map(|plan| &plan.indicators).any(|indicator| indicator.rule.is_relative())
}
