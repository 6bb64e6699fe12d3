//! The numbered checks of a receipt, and what it proves, for programs.

use super::replay::{CheckReport, check};
use super::write_json;
use bartar_criteria::Text;
use bartar_record::Answer;
use bartar_record::digest::hex;
use bartar_record::receipt::{Opened, Place, Points, StageStatement, Statement, Verification};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    root: Option<String>,
    answer: &'static str,
    /// Whether the statement is proven, and not only said.
    proven: bool,
    checks: Vec<CheckReport<'a>>,
    rulebook: Option<RulebookReport<'a>>,
    statement: Option<StatementReport<'a>>,
    opened: Option<OpenedReport<'a>>,
}

#[derive(Serialize)]
struct RulebookReport<'a> {
    id: &'a str,
    edition: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct StatementReport<'a> {
    entry: u32,
    id: &'a str,
    name: &'a str,
    data: Vec<DatumReport<'a>>,
    stages: Vec<StageReport<'a>>,
}

#[derive(Serialize)]
struct DatumReport<'a> {
    column: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct StageReport<'a> {
    stage: Option<&'a str>,
    outcome: &'a str,
    pool: Option<&'a str>,
    reasons: &'a [String],
    points: Option<PointsReport<'a>>,
    rankings: Vec<PlaceReport<'a>>,
}

#[derive(Serialize)]
struct PointsReport<'a> {
    parts: &'a [String],
    total: &'a str,
    score: &'a str,
}

#[derive(Serialize)]
struct PlaceReport<'a> {
    ranking: &'a str,
    rank: u32,
    score: &'a str,
    tied: bool,
    decided_by: &'a str,
    honour: Option<&'a str>,
}

#[derive(Serialize)]
struct OpenedReport<'a> {
    data: Vec<DatumReport<'a>>,
    claims: Vec<DatumReport<'a>>,
    faults: Vec<FaultReport<'a>>,
}

#[derive(Serialize)]
struct FaultReport<'a> {
    column: &'a str,
    code: &'a str,
    message: &'a Text,
}

/// Writes what the checks of a receipt answered and what it says, as one object.
///
/// # Errors
/// Those of `out`.
pub fn write_verification(verification: &Verification, out: &mut dyn Write) -> io::Result<()> {
    let answer = verification.answer();
    let report = Report {
        schema: "bartar/verification/1",
        root: verification.root.map(|root| hex(&root)),
        answer: answer.word(),
        proven: answer == Answer::Pass,
        checks: verification.checks.iter().map(check).collect(),
        rulebook: verification.rulebook.as_ref().map(|rulebook| RulebookReport {
            id: &rulebook.id,
            edition: &rulebook.edition,
            sha256: &rulebook.sha256,
        }),
        statement: verification.statement.as_ref().map(statement),
        opened: verification.opened.as_ref().map(opened),
    };
    write_json(&report, out)
}

fn data(data: &[(String, String)]) -> Vec<DatumReport<'_>> {
    data.iter().map(|(column, value)| DatumReport { column, value }).collect()
}

fn statement(statement: &Statement) -> StatementReport<'_> {
    StatementReport {
        entry: statement.entry,
        id: &statement.id,
        name: &statement.name,
        data: data(&statement.data),
        stages: statement.stages.iter().map(stage).collect(),
    }
}

fn stage(stage: &StageStatement) -> StageReport<'_> {
    StageReport {
        stage: stage.stage.as_deref(),
        outcome: &stage.outcome,
        pool: stage.pool.as_deref(),
        reasons: &stage.reasons,
        points: stage.points.as_ref().map(|Points { parts, total, score }| PointsReport {
            parts,
            total,
            score,
        }),
        rankings: stage.places.iter().map(place).collect(),
    }
}

fn place(place: &Place) -> PlaceReport<'_> {
    PlaceReport {
        ranking: &place.ranking,
        rank: place.rank,
        score: &place.score,
        tied: place.tied,
        decided_by: &place.decided_by,
        honour: place.honour.as_deref(),
    }
}

fn opened(opened: &Opened) -> OpenedReport<'_> {
    let claims = opened.claims.iter();
    let faults = opened.faults.iter();
    OpenedReport {
        data: data(&opened.data),
        claims: claims.map(|claim| DatumReport { column: &claim.column, value: &claim.claimed }).collect(),
        faults: faults
            .map(|fault| FaultReport { column: &fault.column, code: &fault.code, message: &fault.message })
            .collect(),
    }
}
