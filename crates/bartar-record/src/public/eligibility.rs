//! Check V6, and where nothing is hidden V7 and V8 too: who takes part, in which pool, and with what.

use super::lists::{STAYED, outcome};
use super::published::Hidden;
use super::stage::Stage;
use crate::about::About;
use crate::files::Files;
use crate::open::{Sealed, known_codes, open_public};
use crate::replay::{Check, Checked, Difference, recomputed};
use bartar_criteria::{Text, text};
use bartar_scoring::entries::Fault;
use bartar_scoring::pool::{Members, assign, columns_of_pools};
use bartar_scoring::screening::Screening;
use bartar_scoring::stages::{Passage, passages};
use bartar_scoring::{Competition, Entries, Outcome, Scored};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Outcomes and pools that contradict what is public.
pub fn contradictions(
    stage: &Stage<'_>,
    scored: &Scored<'_>,
    before: Option<&(Stage<'_>, Scored<'_>)>,
    hidden: &Hidden,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    if let Some((earlier, scored)) = before {
        differences.extend(of_promotion(stage, earlier, scored, hidden));
    }
    if !hidden.any(&columns_of_pools(stage.rules)) {
        differences.extend(of_pools(stage, scored));
    }
    differences
}

fn difference(stage: &Stage<'_>, id: &str, of: &str, expected: &str, found: &str) -> Difference {
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Difference {
        part: stage.path("outcomes.csv.gz"),
        entry: Some(id.to_owned()),
        of: Some(of.to_owned()),
        expected: cell(expected),
        found: cell(found),
    }
}

/// Whoever was not ranked before stays out for the same, and whoever was goes on or stays as ranks, scores and quotas have it.
fn of_promotion(
    stage: &Stage<'_>,
    earlier: &Stage<'_>,
    scored: &Scored<'_>,
    hidden: &Hidden,
) -> Vec<Difference> {
    let Some(result) = passages(scored) else { return Vec::new() };
    let believed = result.stage.quota.is_some_and(|quota| hidden.any(&[quota.column]));
    let mut differences = Vec::new();
    for ((before, row), passage) in earlier.outcomes.iter().zip(&stage.outcomes).zip(&result.passages) {
        let expected = match passage {
            Passage::Promoted(_) if row.outcome == STAYED && !believed => "an outcome of this stage",
            Passage::Promoted(_) => continue,
            Passage::Stays(..) => STAYED,
            Passage::Out(..) => before.outcome.as_str(),
        };
        if expected != row.outcome {
            differences.push(difference(stage, &row.id, "outcome", expected, &row.outcome));
        }
    }
    differences
}

/// Everybody who was scored stands in the pool that public data give.
fn of_pools(stage: &Stage<'_>, scored: &Scored<'_>) -> Vec<Difference> {
    let rules = stage.rules;
    let taken = |row: &super::stage::OutcomeRow| {
        if row.pool.is_empty() { Outcome::Ineligible } else { Outcome::Ranked }
    };
    let outcomes = stage.outcomes.iter().map(taken).collect();
    let mut screening = Screening::of(outcomes);
    let pools = assign(rules, scored.entries, &mut screening);
    let id = |members: &Members| rules.pools[members.family].pools[members.pool].id.as_str();
    let mut homes: BTreeMap<u32, &str> = BTreeMap::new();
    for members in &pools {
        homes.extend(members.rows.iter().map(|row| (*row, id(members))));
    }
    let wrong = stage.outcomes.iter().filter_map(|row| {
        let home = homes.get(&(row.number - 1)).copied().unwrap_or_default();
        (home != row.pool).then(|| difference(stage, &row.id, "pool", home, &row.pool))
    });
    wrong.collect()
}

/// Checks V6 to V8 where nothing that decides is hidden: everything is scored again from the public entries. None where
/// something is.
pub fn recompute(files: &Files, about: &About, stages: &[(Stage<'_>, Scored<'_>)]) -> Option<Vec<Checked>> {
    if !about.confidential.is_empty() || about.marks.is_some() || about.amendments > 0 {
        return None;
    }
    let sealed = open_public(files).ok()?;
    let last = about.results.len().saturating_sub(1);
    let (faults, faulty) = believed_faults(&sealed.competition, stages);
    let Competition { rulebook, entries, .. } = sealed.competition;
    let entries = Entries { faults, ..entries };
    let sealed = Sealed { competition: Competition::new(rulebook, entries, None, last), ..sealed };
    let (checked, _) = recomputed::checks(files, &sealed);
    let mut own: Vec<Checked> = checked
        .into_iter()
        .filter(|checked| (Check::Eligibility..=Check::Points).contains(&checked.check))
        .collect();
    if let Some(first) = own.first_mut()
        && first.differences.is_empty()
        && faulty > 0
    {
        *first = Checked::not_checked(first.check, of_faults(faulty));
    }
    Some(own)
}

/// What was unreadable is confidential: where an entry is in quarantine for it, that must be believed.
fn believed_faults(competition: &Competition, stages: &[(Stage<'_>, Scored<'_>)]) -> (Vec<Fault>, usize) {
    let Some((stage, _)) = stages.first() else { return Default::default() };
    let again = competition.score_as_filed(&|_, _| {});
    let Some(again) = again.first() else { return Default::default() };
    let codes = known_codes();
    let (mut faults, mut faulty) = (Vec::new(), 0);
    for row in stage.outcomes.iter().filter(|row| outcome(&row.outcome) == Some(Outcome::Quarantined)) {
        let (entry, stated) = (row.number - 1, row.reasons.split(' ').collect::<Vec<_>>());
        let own = again
            .screening
            .reasons
            .get(&entry)
            .filter(|_| again.outcome(entry as usize) == Outcome::Quarantined);
        let of_reading = stated.len().saturating_sub(own.map_or(0, Vec::len));
        faulty += usize::from(of_reading > 0);
        for (column, code) in (0_u16..).zip(&stated[..of_reading]) {
            let Some(code) = codes.get(code) else { continue };
            // The column only keeps them apart and in order.
            let column = (usize::from(column) < competition.rulebook.columns.len()).then_some(column);
            faults.push(Fault { entry, column, code: *code, message: Arc::default(), group: None });
        }
    }
    (faults, faulty)
}

fn of_faults(faulty: usize) -> Text {
    text!(
        fa: "پرونده‌هایی که برای خطای خواندن در قرنطینه‌اند: {faulty}؛ آنچه خوانده نشد محرمانه است؛ بقیه دوباره حساب شد",
        en: "in quarantine for faults of reading: {faulty}; what could not be read is confidential; the rest was recomputed",
        numbers: faulty
    )
}
