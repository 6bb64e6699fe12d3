//! Whom the judges are asked to mark, and marks that change nothing.

use super::{Counted, PanelFinding};
use crate::outcome::Outcome;
use crate::score::{Scored, plan_of};
use crate::screening::index;
use crate::trace::columns_of;
use bartar_criteria::codes::MARKS_WITHOUT_EFFECT;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::rulebook::{Plan, Rulebook, TieKey};
use bartar_criteria::{Text, text};
use std::collections::BTreeSet;

/// Whether marks count under these rules: those of a stage may leave them to a later one.
#[must_use]
pub fn marks_count(rulebook: &Rulebook) -> bool {
    rulebook.plans.iter().any(|plan| asked(rulebook, plan).contains(&true))
}

/// For each criterion the entries that the judges must mark: they wait for nothing but marks, or have them, and the rules
/// ask for the criterion.
#[must_use]
pub fn awaited(scored: &Scored<'_>) -> Vec<BTreeSet<u32>> {
    let Scored { rulebook, entries, .. } = scored;
    let asked: Vec<Vec<bool>> = rulebook.plans.iter().map(|plan| asked(rulebook, plan)).collect();
    let mut awaited = vec![BTreeSet::new(); rulebook.panel.len()];
    for row in (0..entries.len()).filter(|row| waits(scored, *row)) {
        let of_plan = plan_of(rulebook, entries, row).and_then(|plan| asked.get(plan));
        for (rows, _) in awaited.iter_mut().zip(of_plan.into_iter().flatten()).filter(|(_, asked)| **asked) {
            rows.insert(index(row));
        }
    }
    awaited
}

/// Whether nothing but the judges stands between an entry and its rank.
fn waits(scored: &Scored<'_>, row: usize) -> bool {
    match scored.outcome(row) {
        Outcome::Ranked => true,
        Outcome::Review => by_marks(scored, row),
        Outcome::Ineligible | Outcome::Withdrawn | Outcome::Quarantined => false,
    }
}

/// Whether the judges' marks are among the reasons for which an entry is not ranked.
fn by_marks(scored: &Scored<'_>, row: usize) -> bool {
    let rulebook = scored.rulebook;
    let reasons = scored.screening.reasons.get(&index(row)).into_iter().flatten();
    let mut columns = reasons.flat_map(|reason| &reason.columns);
    columns.any(|column| rulebook.fields[rulebook.columns[*column].field].of_panel)
}

/// For each criterion whether a plan asks for it: in an indicator, in a gate, or between equal scores.
fn asked(rulebook: &Rulebook, plan: &Plan) -> Vec<bool> {
    let indicators = plan.indicators.iter().flat_map(columns_of);
    let gates = rulebook.gates.iter().flat_map(|gate| gate.require.formula.columns());
    let ties = rulebook.ranking.ties.iter().filter_map(|tie| match tie.key {
        TieKey::Column(column) => Some(column),
        TieKey::Axis(_) | TieKey::Indicator(_) | TieKey::Penalties => None,
    });
    let columns: BTreeSet<usize> = indicators.chain(gates).chain(ties).collect();
    let criteria = rulebook.panel.iter();
    criteria.map(|criterion| columns.contains(&criterion.sum) || columns.contains(&criterion.count)).collect()
}

/// Marks of entries that take no part where marks count: they withdrew, are ineligible, or did not go on.
#[must_use]
pub fn without_effect(scored: &Scored<'_>) -> Vec<PanelFinding> {
    let Some(marks) = scored.entries.marks.as_ref().filter(|_| marks_count(scored.rulebook)) else {
        return Vec::new();
    };
    let rows: BTreeSet<u32> = marks.tallies.iter().flat_map(|tallies| tallies.keys().copied()).collect();
    let found = rows.into_iter().filter_map(|row| {
        let why = why_without_effect(scored, row as usize)?;
        let tallies = (0..marks.tallies.len()).filter_map(|criterion| marks.tally(criterion, row));
        let given = tallies.flat_map(|tally| &tally.marks);
        // What is refused is told already.
        let given: Vec<_> = given.filter(|mark| !matches!(mark.counted, Counted::Refused(_))).collect();
        let line = given.iter().flat_map(|mark| &mark.lines).min().copied()?;
        let count = given.len();
        let count_fa = to_persian_digits(&count.to_string());
        let change = if count == 1 { "mark of the judges changes" } else { "marks of the judges change" };
        let Text { fa: why_fa, en: why_en } = why;
        Some(PanelFinding {
            code: MARKS_WITHOUT_EFFECT,
            line: Some(line),
            judge: None,
            row: Some(row),
            criterion: None,
            message: text!(
                fa: "{count_fa} نمرهٔ داوران در نتیجه اثری ندارد: {why_fa}",
                en: "{count} {change} nothing: {why_en}"
            ),
        })
    });
    found.collect()
}

/// Why an entry's marks change nothing, if they do not.
fn why_without_effect(scored: &Scored<'_>, row: usize) -> Option<Text> {
    match scored.outcome(row) {
        Outcome::Withdrawn => Some(Text::new("پرونده انصرافی است", "the entry is withdrawn")),
        Outcome::Ineligible if scored.stayed(row) => {
            // Where marks counted in a stage before, they had their effect there.
            let Text { fa, en } = &scored.rulebook.stage()?.title;
            let counted = scored.before.iter().any(|before| before.marks_count);
            (!counted)
                .then(|| text!(fa: "پرونده به «{fa}» راه نیافت", en: "the entry did not go on to \"{en}\""))
        }
        // Marks may be what makes an entry ineligible.
        Outcome::Ineligible => {
            (!by_marks(scored, row)).then(|| Text::new("پرونده فاقد شرایط است", "the entry is ineligible"))
        }
        Outcome::Ranked | Outcome::Review | Outcome::Quarantined => None,
    }
}
