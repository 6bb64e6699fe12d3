//! `bartar/amendments/1`: what a set of amendments moves.

use super::write_json;
use crate::amendments::{AmendmentReport, StageMoves};
use crate::listing::reasons;
use bartar_criteria::rulebook::Stage;
use bartar_criteria::syntax::Population;
use bartar_criteria::{Rulebook, Text};
use bartar_scoring::amendments::{Amendment as Filed, Moved as MovedEntry, Standing as Stands};
use bartar_scoring::{Counts, Entries, Scored};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    /// Whether others' relative points could move: `frozen` or `recomputed`; null where no points are relative.
    population: Option<&'static str>,
    counts_before: Counts,
    counts_after: Counts,
    untouched: usize,
    amendments: Vec<Amendment<'a>>,
    moved: Vec<Moved<'a>>,
    /// What moves in the stages before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stages_before: Vec<StageBefore<'a>>,
}

#[derive(Serialize)]
struct StageBefore<'a> {
    stage: &'a str,
    title: &'a Text,
    counts_before: Counts,
    counts_after: Counts,
    untouched: usize,
    moved: Vec<Moved<'a>>,
}

/// One amendment, as filed and decided.
#[derive(Serialize)]
pub(super) struct Amendment<'a> {
    id: &'a str,
    field: String,
    title: Text,
    old: &'a str,
    new: &'a str,
    reason: &'a str,
    decision: &'static str,
    by: &'a str,
}

#[derive(Serialize)]
struct Moved<'a> {
    id: &'a str,
    name: &'a str,
    amended: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<&'a str>,
    before: Place,
    after: Place,
}

#[derive(Serialize)]
struct Place {
    outcome: &'static str,
    rank: Option<u32>,
    score: Option<String>,
    honour: Option<String>,
    /// Why it is not ranked, by the codes of gates, checks and findings.
    reasons: Vec<String>,
}

/// The amendments, by id and field: their order in the file is no part of a result.
pub(super) fn listed<'a>(
    rulebook: &Rulebook,
    entries: &'a Entries,
    amendments: &'a [Filed],
) -> Vec<Amendment<'a>> {
    let mut listed: Vec<Amendment<'a>> = amendments
        .iter()
        .map(|amendment| {
            let (field, title) = amendment.field(rulebook);
            Amendment {
                id: entries.ids.get(amendment.row as usize),
                field,
                title,
                old: &amendment.old,
                new: &amendment.new,
                reason: &amendment.reason,
                decision: if amendment.accepted { "accepted" } else { "rejected" },
                by: &amendment.by,
            }
        })
        .collect();
    listed.sort_by(|a, b| (a.id, &a.field, a.decision, a.new).cmp(&(b.id, &b.field, b.decision, b.new)));
    listed
}

/// Writes what the amendments move.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_amendments(report: &AmendmentReport<'_>, out: impl Write) -> io::Result<()> {
    let last = &report.last;
    let earlier = report.stages.iter().rev().skip(1).rev().filter_map(|stage| {
        let Stage { id, title, .. } = stage.after.rulebook.stage()?;
        Some(StageBefore {
            stage: id,
            title,
            counts_before: stage.before.counts(),
            counts_after: stage.after.counts(),
            untouched: stage.untouched,
            moved: stage.moved.iter().map(|entry| moved(stage, entry)).collect(),
        })
    });
    let document = Document {
        schema: "bartar/amendments/1",
        population: last.before.rulebook.ranking.population.map(Population::word),
        counts_before: last.before.counts(),
        counts_after: last.after.counts(),
        untouched: last.untouched,
        amendments: listed(last.before.rulebook, last.before.entries, report.amendments),
        moved: last.moved.iter().map(|entry| moved(last, entry)).collect(),
        stages_before: earlier.collect(),
    };
    write_json(&document, out)
}

fn moved<'a>(report: &'a StageMoves<'_>, entry: &'a MovedEntry) -> Moved<'a> {
    let row = entry.row as usize;
    let digits = report.after.rulebook.ranking.precision.digits;
    let place = |scored: &Scored<'_>, stands: Option<&Stands>| Place {
        outcome: scored.outcome(row).word(),
        reasons: reasons(scored, entry.row).iter().map(|reason| reason.code.clone()).collect(),
        rank: stands.map(|stands| stands.rank),
        score: stands.map(|stands| stands.score.to_fixed(digits)),
        honour: stands.and_then(|stands| stands.honour.clone()),
    };
    Moved {
        id: report.before.entries.ids.get(row),
        name: report.before.entries.names.get(row),
        amended: entry.amended,
        pool: entry.ranking.as_deref(),
        before: place(report.before, entry.before.as_ref()),
        after: place(report.after, entry.after.as_ref()),
    }
}
