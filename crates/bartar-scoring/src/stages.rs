//! Stages: who goes on from one to the next, and with what.

use crate::entries::{Column, Entries, choice_of};
use crate::frozen::Frozen;
use crate::outcome::{Outcome, Reason};
use crate::panel::marks_count;
use crate::score::{Progress, Scored, score_stage};
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::rulebook::{Promotion, Rulebook, Stage};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where an entry stood in a stage.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// Id of its main pool.
    pub pool: String,
    /// Title of the pool.
    pub pool_title: Text,
    /// Its rank there.
    pub rank: u32,
    /// Its score.
    pub score: Decimal,
}

/// What became of an entry in a stage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Passage {
    /// It goes on.
    Promoted(Standing),
    /// It was ranked and stays behind; whether a quota keeps it back.
    Stays(Standing, bool),
    /// It was not ranked, for these reasons.
    Out(Outcome, Vec<Arc<Reason>>),
}

/// What became of all entries in a stage.
#[derive(Clone, Debug)]
pub struct StageResult {
    /// The stage.
    pub stage: Stage,
    /// By row.
    pub passages: Vec<Passage>,
    /// Whether judges' marks count in it.
    pub marks_count: bool,
}

impl StageResult {
    /// Why an entry takes no part in the next stage; none where it does.
    #[must_use]
    pub fn against(&self, rulebook: &Rulebook, row: usize) -> Vec<(Outcome, Arc<Reason>)> {
        match &self.passages[row] {
            Passage::Promoted(_) => Vec::new(),
            Passage::Out(outcome, reasons) => {
                reasons.iter().map(|reason| (*outcome, Arc::clone(reason))).collect()
            }
            Passage::Stays(standing, by_quota) => {
                let stage = &self.stage;
                let Standing { pool_title, rank, score, .. } = standing;
                let fa = |number: &dyn ToString| to_persian_digits(&number.to_string());
                let (rank_fa, score_fa) = (fa(rank), fa(score));
                let why = if *by_quota {
                    Text::new("سهمیه پر شد", "the quota is full")
                } else {
                    Text::new("شرط رفتن به مرحلهٔ بعد برقرار نشد", "the condition for going on is not met")
                };
                let message = Text::new(
                    format!(
                        "{}: در گروه «{}» رتبهٔ {rank_fa} با {score_fa} امتیاز؛ {}",
                        stage.title.fa, pool_title.fa, why.fa
                    ),
                    format!(
                        "{}: rank {rank} of \"{}\" with {score} points; {}",
                        stage.title.en, pool_title.en, why.en
                    ),
                );
                let reason = Reason {
                    code: stage.id.clone(),
                    message,
                    clause: stage.clause.clone(),
                    at: rulebook.sources.place(stage.at),
                    finding: None,
                    columns: Vec::new(),
                    group: None,
                };
                vec![(Outcome::Ineligible, Arc::new(reason))]
            }
        }
    }
}

/// The rules of each stage from the first to this one, by index; the whole rulebook where it has no stages.
#[must_use]
pub fn rules_of_stages(rulebook: &Rulebook, last: usize) -> Vec<Rulebook> {
    if rulebook.stages.is_empty() {
        return vec![rulebook.clone()];
    }
    (0..=last.min(rulebook.stages.len() - 1)).map(|stage| rulebook.at_stage(stage)).collect()
}

/// Runs stage after stage: each scores and ranks whom the one before lets through. `rules` are [`rules_of_stages`]; so
/// many scorings come out, first to last.
///
/// With `frozen`, relative points are held to those of an earlier run over the same stages.
#[must_use]
pub fn score_stages<'a>(
    rules: &'a [Rulebook],
    entries: &'a Entries,
    frozen: Option<&Frozen<'a>>,
    progress: &Progress<'_>,
) -> Vec<Scored<'a>> {
    let mut stages: Vec<Scored<'a>> = Vec::new();
    for (number, rules) in rules.iter().enumerate() {
        let mut before = Vec::new();
        if let Some(last) = stages.last() {
            before.clone_from(&last.before);
            before.extend(passages(last));
        }
        let frozen = frozen.and_then(|frozen| frozen.at_stage(number));
        stages.push(score_stage(rules, entries, before, frozen, progress));
    }
    stages
}

/// What becomes of every entry at the end of a stage; none where the rules are of no stage.
#[must_use]
pub fn passages(scored: &Scored<'_>) -> Option<StageResult> {
    let stage = scored.rulebook.stage()?;
    let mut passages: Vec<Passage> = (0..scored.entries.len())
        .map(|row| {
            let reasons = u32::try_from(row).ok().and_then(|row| scored.screening.reasons.get(&row));
            Passage::Out(scored.outcome(row), reasons.cloned().unwrap_or_default())
        })
        .collect();
    for ranking in &scored.rankings {
        for place in &ranking.places {
            let standing = Standing {
                pool: ranking.id.clone(),
                pool_title: ranking.title.clone(),
                rank: place.rank,
                score: place.score,
            };
            let goes = stage.promote.iter().any(|way| leads(*way, &standing));
            passages[place.row as usize] =
                if goes { Passage::Promoted(standing) } else { Passage::Stays(standing, false) };
        }
    }
    keep_quota(scored.entries, stage, &mut passages);
    Some(StageResult { stage: stage.clone(), passages, marks_count: marks_count(scored.rulebook) })
}

/// Whether a way to the next stage is open to an entry.
fn leads(way: Promotion, standing: &Standing) -> bool {
    standing.rank <= way.rank && way.from.is_none_or(|from| standing.score >= from)
}

/// Keeps back whoever has as many better ones of the same choice as the quota takes.
fn keep_quota(entries: &Entries, stage: &Stage, passages: &mut [Passage]) {
    let Some(quota) = stage.quota else { return };
    let Some(Column::Choices(choices)) = entries.columns.get(quota.column) else { return };
    let mut scores: BTreeMap<u16, Vec<Decimal>> = BTreeMap::new();
    for (row, passage) in passages.iter().enumerate() {
        if let (Passage::Promoted(standing), Ok(choice)) = (passage, choice_of(choices[row])) {
            scores.entry(choice).or_default().push(standing.score);
        }
    }
    let lowest: BTreeMap<u16, Decimal> = (scores.into_iter())
        .filter_map(|(choice, mut scores)| {
            scores.sort_unstable_by(|a, b| b.cmp(a));
            // Whoever is equal to the last that goes, goes too.
            let last = usize::try_from(quota.most).ok()?.checked_sub(1);
            let lowest = match last {
                None => Decimal::from(i64::MAX),
                Some(last) => *scores.get(last)?,
            };
            Some((choice, lowest))
        })
        .collect();
    for (row, passage) in passages.iter_mut().enumerate() {
        if let Passage::Promoted(standing) = passage
            && let Ok(choice) = choice_of(choices[row])
            && lowest.get(&choice).is_some_and(|lowest| standing.score < *lowest)
        {
            *passage = Passage::Stays(standing.clone(), true);
        }
    }
}
