//! `bartar/ranking/1`: who is ranked where, and who is not ranked and why.

use super::amendments::listed;
use super::close_calls;
use super::stream::{Object, write_all};
use crate::also::Others;
use crate::findings::place_of;
use crate::listing::{reasons, rows_of};
use crate::origin::{Origin, OriginFile, OriginPlace};
use bartar_criteria::exact::Decimal;
use bartar_criteria::{Code, Severity, Text};
use bartar_scoring::ranking::PoolRanking;
use bartar_scoring::stages::Passage;
use bartar_scoring::{Outcome, Scored};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use std::io::{self, Write};

/// Writes the result of a run, with the close calls within `close` points where that is asked for. Everything but `provenance` is the same whatever the order of rows and files.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_ranking(
    scored: &Scored<'_>,
    origin: &dyn Origin,
    close: Option<Decimal>,
    mut out: impl Write,
) -> io::Result<()> {
    let mut document = Object::begin(&mut out)?;
    document.member("schema", &"bartar/ranking/1")?;
    document.member(
        "rulebook",
        &Rulebook {
            identity: &scored.rulebook.identity,
            title: &scored.rulebook.edition.title,
            precision: scored.rulebook.ranking.precision.digits,
        },
    )?;
    if let Some(stage) = scored.rulebook.stage() {
        document.member("stage", &Stage { id: &stage.id, title: &stage.title })?;
    }
    document.member("counts", &scored.counts())?;
    let pools = document.key("pools")?;
    pools.write_all(b"[")?;
    for (number, ranking) in scored.rankings.iter().chain(&scored.orientations).enumerate() {
        if number > 0 {
            pools.write_all(b",")?;
        }
        write_pool(scored, ranking, &mut *pools)?;
    }
    pools.write_all(b"]")?;
    document.member("ineligible", &Excluded { scored, outcome: Outcome::Ineligible })?;
    document.member("review", &Excluded { scored, outcome: Outcome::Review })?;
    document.member("withdrawn", &Excluded { scored, outcome: Outcome::Withdrawn })?;
    document.member("quarantined", &Quarantined { scored })?;
    document.member("findings", &findings(scored))?;
    if !scored.entries.amendments.is_empty() {
        let amendments = listed(scored.rulebook, scored.entries, &scored.entries.amendments);
        document.member("amendments", &amendments)?;
    }
    if let Some(margin) = close {
        document.member("close_calls", &close_calls::listed(scored, margin))?;
    }
    document.member("provenance", &provenance(scored, origin))?;
    document.end()?;
    out.write_all(b"\n")
}

/// Writes one ranking.
fn write_pool(scored: &Scored<'_>, ranking: &PoolRanking, out: impl Write) -> io::Result<()> {
    let mut pool = Object::begin(out)?;
    pool.member("pool", &ranking.id)?;
    pool.member("kind", &ranking.kind)?;
    pool.member("title", &ranking.title)?;
    write_all(pool.key("entries")?, &ranking.places, |place| {
        let row = place.row as usize;
        PlaceRow {
            rank: place.rank,
            id: scored.entries.ids.get(row),
            name: scored.entries.names.get(row),
            score: place.score.to_fixed(scored.rulebook.ranking.precision.digits),
            tied: place.tied,
            honour: place.honour.map(|honour| scored.rulebook.honours[honour].id.as_str()),
            from: from(scored, row),
        }
    })?;
    pool.member("no_winner", &ranking.no_winner.as_ref().map(|reason| reason.code))?;
    if let Some(reason) = &ranking.no_winner {
        pool.member("no_winner_text", &reason.message)?;
    }
    if let Some(wider) = &ranking.merged_into {
        pool.member("merged_into", wider)?;
    }
    if !ranking.merged_from.is_empty() {
        pool.member("merged_from", &ranking.merged_from)?;
    }
    pool.end()
}

fn from<'a>(scored: &'a Scored<'_>, row: usize) -> Option<From<'a>> {
    let before = scored.before.last()?;
    let Passage::Promoted(standing) = &before.passages[row] else { return None };
    let digits = scored.rulebook.ranking.precision.digits;
    Some(From {
        stage: &before.stage.id,
        pool: &standing.pool,
        rank: standing.rank,
        score: standing.score.to_fixed(digits),
    })
}

#[derive(Serialize)]
struct Rulebook<'a> {
    #[serde(flatten)]
    identity: &'a bartar_criteria::rulebook::Identity,
    title: &'a Text,
    /// Digits of a score.
    precision: u8,
}

#[derive(Serialize)]
struct Stage<'a> {
    id: &'a str,
    title: &'a Text,
}

/// Where an entry stood in the stage before.
#[derive(Serialize)]
struct From<'a> {
    stage: &'a str,
    pool: &'a str,
    rank: u32,
    score: String,
}

#[derive(Serialize)]
struct PlaceRow<'a> {
    rank: u32,
    id: &'a str,
    name: &'a str,
    score: String,
    tied: bool,
    honour: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<From<'a>>,
}

/// Entries of one outcome, by id.
struct Excluded<'a> {
    scored: &'a Scored<'a>,
    outcome: Outcome,
}

#[derive(Serialize)]
struct ExcludedRow<'a> {
    id: &'a str,
    name: &'a str,
    reasons: Vec<&'a str>,
    texts: Vec<&'a Text>,
    /// Whether an earlier stage kept it back; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    stayed: Option<bool>,
}

impl Serialize for Excluded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = rows_of(self.scored, self.outcome);
        let mut list = serializer.serialize_seq(Some(rows.len()))?;
        for row in rows {
            let reasons = reasons(self.scored, row);
            list.serialize_element(&ExcludedRow {
                id: self.scored.entries.ids.get(row as usize),
                name: self.scored.entries.names.get(row as usize),
                reasons: reasons.iter().map(|reason| reason.code.as_str()).collect(),
                texts: reasons.iter().map(|reason| &reason.message).collect(),
                stayed: (!self.scored.before.is_empty() && self.outcome == Outcome::Ineligible)
                    .then(|| self.scored.stayed(row as usize)),
            })?;
        }
        list.end()
    }
}

/// Quarantined rows, by id, code and message: several rows can carry one id, or none.
struct Quarantined<'a> {
    scored: &'a Scored<'a>,
}

#[derive(Serialize)]
struct QuarantinedRow<'a> {
    id: &'a str,
    code: &'a str,
    message: &'a str,
    message_fa: &'a str,
    findings: Vec<FaultRow<'a>>,
}

#[derive(Serialize)]
struct FaultRow<'a> {
    code: &'a str,
    message: &'a Text,
}

impl Serialize for Quarantined<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = rows_of(self.scored, Outcome::Quarantined);
        let mut list = serializer.serialize_seq(Some(rows.len()))?;
        for row in rows {
            let reasons = reasons(self.scored, row);
            let first = reasons.first();
            list.serialize_element(&QuarantinedRow {
                id: self.scored.entries.ids.get(row as usize),
                code: first.map_or("", |reason| reason.code.as_str()),
                message: first.map_or("", |reason| reason.message.en.as_str()),
                message_fa: first.map_or("", |reason| reason.message.fa.as_str()),
                findings: reasons.iter().map(|r| FaultRow { code: &r.code, message: &r.message }).collect(),
            })?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct Finding<'a> {
    code: Code,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    message: &'a Text,
}

fn findings<'a>(scored: &'a Scored<'_>) -> Vec<Finding<'a>> {
    let findings = scored.screening.findings.iter().map(|finding| Finding {
        code: finding.code,
        severity: finding.code.severity(),
        id: finding.entry.map(|row| scored.entries.ids.get(row as usize)),
        field: finding.column.map(|column| scored.rulebook.column_name(usize::from(column))),
        pool: finding.pool.as_deref(),
        rule: finding.rule.as_deref(),
        message: &finding.message,
    });
    findings.collect()
}

#[derive(Serialize)]
struct Provenance<'a> {
    engine: &'static str,
    files: Vec<OriginFile>,
    /// Where the quarantined rows and the findings stand.
    places: Vec<PlacedFinding<'a>>,
    notices: Vec<Notice>,
}

#[derive(Serialize)]
struct PlacedFinding<'a> {
    code: Code,
    id: &'a str,
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    row: u32,
    column: Option<&'a str>,
    message: &'a Text,
    /// Where the first of the other entries stand that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also: Vec<AlsoPlace<'a>>,
    /// How many more there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    also_more: Option<usize>,
}

#[derive(Serialize)]
struct AlsoPlace<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<&'a str>,
    row: u32,
}

#[derive(Serialize)]
struct Notice {
    code: Code,
    severity: Severity,
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    row: Option<u64>,
    column: Option<String>,
    message: Text,
}

fn provenance<'a>(scored: &'a Scored<'_>, origin: &'a dyn Origin) -> Provenance<'a> {
    let others = Others::new(origin);
    // What is less than an error stands among the findings.
    let faults = scored.entries.faults.iter().filter(|fault| fault.code.severity() == Severity::Error);
    let faults = faults.map(|fault| {
        let place = origin.place(fault.entry as usize, fault.column.map(usize::from));
        (fault.code, Some(fault.entry), place, &*fault.message, others.of_fault(fault))
    });
    let found =
        scored.screening.findings.iter().filter(|finding| finding.entry.is_some() || finding.mark.is_some());
    let found = found.map(|finding| {
        let also = others.of_finding(finding);
        (finding.code, finding.entry, place_of(origin, finding), &*finding.message, also)
    });
    let mut places: Vec<PlacedFinding<'a>> = faults
        .chain(found)
        .map(|(code, entry, place, message, also)| {
            let OriginPlace { source, sheet, row, column } = place.unwrap_or_default();
            let id = entry.map_or("", |entry| scored.entries.ids.get(entry as usize));
            let also_more = Some(also.more).filter(|more| *more > 0);
            let also = also.places.iter().map(|place| AlsoPlace {
                source: place.source,
                sheet: place.sheet,
                row: place.row,
            });
            PlacedFinding { code, id, source, sheet, row, column, message, also: also.collect(), also_more }
        })
        .collect();
    places.sort_by(|a, b| {
        (&a.source, a.row, &a.column, a.code.name()).cmp(&(&b.source, b.row, &b.column, b.code.name()))
    });
    let notices = origin.notices().into_iter().map(|notice| Notice {
        code: notice.code,
        severity: notice.code.severity(),
        source: notice.source,
        sheet: notice.sheet,
        row: notice.row,
        column: notice.column,
        message: notice.message,
    });
    Provenance { engine: crate::ENGINE, files: origin.files(), places, notices: notices.collect() }
}
