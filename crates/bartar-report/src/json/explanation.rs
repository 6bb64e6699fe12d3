//! `bartar/explanation/1`: every point of one entry.

use super::made::{Made, TotalMade};
use super::panel::{EntryCriterion as Criterion, criterion_of_entry as criterion};
use super::{is_false, value_text, write_json};
use crate::findings::{data_of, help, notices_of_row, place_of, reason_help};
use crate::origin::Origin;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_criteria::{Code, Severity, Text};
use bartar_scoring::explain::{
    DatumTrace, Explanation, NodeKind, NodeTrace, RankingPlace, StageTrace, TieTrace,
};
use bartar_scoring::ranking::PoolKind;
use bartar_scoring::{Outcome, Reason, Scored};
use serde::Serialize;
use std::io::{self, Write};

/// Writes the explanation of the rows that carry an id. They are one, unless the id is repeated: then the document
/// says what the first one is, and all of them stand under `rows`.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_explanation(
    scored: &Scored<'_>,
    explanations: &[Explanation],
    origin: &dyn Origin,
    out: impl Write,
) -> io::Result<()> {
    let Some(first) = explanations.first() else { return Ok(()) };
    let rows = if explanations.len() > 1 { explanations } else { &[] };
    let document = Document {
        schema: "bartar/explanation/1",
        entry: entry(scored, first, origin),
        rows: rows.iter().map(|explanation| entry(scored, explanation, origin)).collect(),
    };
    write_json(&document, out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    #[serde(flatten)]
    entry: Entry<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<Entry<'a>>,
}

/// One entry, as explanations and comparisons show it.
#[derive(Serialize)]
pub(super) struct Entry<'a> {
    rulebook: &'a bartar_criteria::rulebook::Identity,
    id: &'a str,
    name: &'a str,
    outcome: Outcome,
    reasons: Vec<&'a str>,
    reason_texts: Vec<ReasonText<'a>>,
    findings: Vec<EntryFinding<'a>>,
    total: Option<String>,
    max: Option<String>,
    /// How the total comes from the topmost axes.
    total_made: Option<TotalMade<'a>>,
    score: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stages: Vec<Stage<'a>>,
    rankings: Vec<Ranking<'a>>,
    nodes: Vec<Node<'a>>,
    data: Vec<Datum<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    panel: Vec<Criterion<'a>>,
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    row: Option<u32>,
}

/// What became of the entry in an earlier stage.
#[derive(Serialize)]
struct Stage<'a> {
    #[serde(rename = "stage")]
    id: &'a str,
    title: &'a Text,
    outcome: &'static str,
    pool: Option<&'a str>,
    rank: Option<u32>,
    score: Option<String>,
}

#[derive(Serialize)]
struct ReasonText<'a> {
    code: &'a str,
    message: &'a Text,
    clause: &'a str,
    clause_text: &'a Text,
    at: &'a str,
    help: Text,
    /// The data on which it rests.
    data: Vec<Datum<'a>>,
}

#[derive(Serialize)]
struct EntryFinding<'a> {
    code: Code,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pool: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    message: Text,
    help: Text,
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    row: Option<u32>,
    column: Option<String>,
}

#[derive(Serialize)]
struct Ranking<'a> {
    pool: &'a str,
    title: &'a Text,
    kind: PoolKind,
    rank: u32,
    of: usize,
    tied: bool,
    honour: Option<&'a str>,
    /// The small pool from which the entry came.
    #[serde(skip_serializing_if = "Option::is_none")]
    merged_from: Option<&'a Text>,
    ties: Vec<Tie<'a>>,
}

#[derive(Serialize)]
struct Tie<'a> {
    other: &'a str,
    rule: Option<&'a str>,
    rule_text: Option<&'a Text>,
    own: Option<String>,
    others: Option<String>,
    before: Option<bool>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    kind: NodeKind,
    title: &'a Text,
    value: Option<String>,
    /// Whether the value never ends, so that the digits shown are not all; `exact` tells it.
    #[serde(skip_serializing_if = "is_false")]
    value_rounded: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    exact: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_text: Option<&'a Text>,
    status: &'static str,
    points: Option<String>,
    max: String,
    weight: String,
    /// What it adds to the total, exactly: a fraction where no decimal tells it.
    contribution: Option<String>,
    /// Points of an indicator before they are held and rounded, where that moves them.
    #[serde(skip_serializing_if = "Option::is_none")]
    before_rounding: Option<String>,
    /// The steps from the parts of an axis to its points.
    #[serde(skip_serializing_if = "Option::is_none")]
    made: Option<Made>,
    formula: &'a str,
    formula_fa: &'a str,
    derivation: &'a str,
    derivation_fa: &'a str,
    rule: &'a str,
    rule_fa: &'a str,
    /// What the sector of the entry has otherwise than the general rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    special_rule: Option<Special<'a>>,
    clause: &'a str,
    clause_text: &'a Text,
    at: &'a str,
    data: Vec<Datum<'a>>,
}

#[derive(Serialize)]
struct Special<'a> {
    sector: &'a Text,
    at: &'a str,
}

#[derive(Serialize)]
struct Datum<'a> {
    field: &'a str,
    title: &'a Text,
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    claimed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit_text: Option<&'a Text>,
    #[serde(skip_serializing_if = "is_false")]
    confidential: bool,
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    row: Option<u32>,
    column: Option<String>,
}

pub(super) fn entry<'a>(
    scored: &'a Scored<'_>,
    explanation: &'a Explanation,
    origin: &dyn Origin,
) -> Entry<'a> {
    let place = origin.place(explanation.row, None);
    Entry {
        rulebook: &scored.rulebook.identity,
        id: &explanation.id,
        name: &explanation.name,
        outcome: explanation.outcome,
        reasons: explanation.reasons.iter().map(|reason| reason.code.as_str()).collect(),
        reason_texts: explanation
            .reasons
            .iter()
            .map(|reason| reason_of(explanation, reason, origin))
            .collect(),
        findings: findings(scored, explanation, origin),
        total: text(explanation.total),
        max: text(explanation.max),
        total_made: total_made(explanation),
        stages: explanation.stages.iter().map(|stage| stage_of(scored, stage)).collect(),
        score: explanation.score.map(|score| score.to_fixed(scored.rulebook.ranking.precision.digits)),
        rankings: explanation.rankings.iter().map(ranking).collect(),
        nodes: explanation.nodes.iter().map(|node| node_of(explanation.row, node, origin)).collect(),
        data: explanation.data.iter().map(|datum| datum_of(explanation.row, datum, origin)).collect(),
        panel: explanation.criteria.iter().map(|trace| criterion(trace, origin)).collect(),
        row: place.as_ref().map(|place| place.row),
        sheet: place.as_ref().and_then(|place| place.sheet.map(str::to_owned)),
        source: place.map(|place| place.source.to_owned()),
    }
}

fn reason_of<'a>(explanation: &'a Explanation, reason: &'a Reason, origin: &dyn Origin) -> ReasonText<'a> {
    ReasonText {
        code: &reason.code,
        message: &reason.message,
        clause: &reason.clause.en,
        clause_text: &reason.clause,
        at: &reason.at,
        help: reason_help(explanation, reason),
        data: data_of(explanation, reason).map(|datum| datum_of(explanation.row, datum, origin)).collect(),
    }
}

/// What was found about the entry, its pools, and the row of the file it stands in.
fn findings<'a>(
    scored: &'a Scored<'_>,
    explanation: &'a Explanation,
    origin: &dyn Origin,
) -> Vec<EntryFinding<'a>> {
    let own = explanation.findings.iter().map(|finding| {
        let column = finding.column.map(usize::from);
        let place = place_of(origin, finding);
        EntryFinding {
            code: finding.code,
            severity: finding.code.severity(),
            field: column.map(|column| scored.rulebook.column_name(column)),
            pool: finding.pool.as_deref(),
            rule: finding.rule.as_deref(),
            message: Text::clone(&finding.message),
            help: help(finding.code),
            row: place.as_ref().map(|place| place.row),
            sheet: place.as_ref().and_then(|place| place.sheet.map(str::to_owned)),
            column: place.as_ref().and_then(|place| place.column.map(str::to_owned)),
            source: place.map(|place| place.source.to_owned()),
        }
    });
    let notices = notices_of_row(explanation.row, origin).into_iter().map(|notice| EntryFinding {
        code: notice.code,
        severity: notice.code.severity(),
        field: None,
        pool: None,
        rule: None,
        message: notice.message,
        help: help(notice.code),
        source: Some(notice.source),
        sheet: notice.sheet,
        row: notice.row.and_then(|row| u32::try_from(row).ok()),
        column: notice.column,
    });
    own.chain(notices).collect()
}

fn text(number: Option<Decimal>) -> Option<String> {
    number.map(|number| number.to_string())
}

fn total_made(explanation: &Explanation) -> Option<TotalMade<'_>> {
    let made = Made::new(explanation.made.as_ref()?, explanation.total?, Some(&Exact::one()));
    Some(TotalMade::new(made, &explanation.rule))
}

fn stage_of<'a>(scored: &Scored<'_>, trace: &'a StageTrace) -> Stage<'a> {
    let standing = trace.standing.as_ref();
    Stage {
        id: &trace.id,
        title: &trace.title,
        outcome: trace.end.word(),
        pool: standing.map(|standing| standing.pool.as_str()),
        rank: standing.map(|standing| standing.rank),
        score: standing.map(|standing| standing.score.to_fixed(scored.rulebook.ranking.precision.digits)),
    }
}

fn ranking(place: &RankingPlace) -> Ranking<'_> {
    Ranking {
        pool: &place.pool,
        title: &place.title,
        kind: place.kind,
        rank: place.rank,
        of: place.of,
        tied: place.tied,
        honour: place.honour.as_ref().map(|(id, _)| id.as_str()),
        merged_from: place.merged_from.as_ref(),
        ties: place.ties.iter().map(tie).collect(),
    }
}

fn tie(tie: &TieTrace) -> Tie<'_> {
    let (own, others) = tie.values.unwrap_or_default();
    Tie {
        other: &tie.other,
        rule: tie.rule.as_deref(),
        rule_text: tie.rule_text.as_ref(),
        own: text(own),
        others: text(others),
        before: tie.before,
    }
}

fn node_of<'a>(row: usize, node: &'a NodeTrace, origin: &dyn Origin) -> Node<'a> {
    let (value, fraction) = node.value.as_ref().map_or((None, None), |value| value_text(&value.used));
    let unrounded = node.value.as_ref().filter(|value| value.exact != value.used);
    let exact = unrounded.map(|value| value.exact.to_string());
    Node {
        id: &node.id,
        parent: node.parent.as_deref(),
        kind: node.kind,
        title: &node.title,
        value,
        value_rounded: fraction.is_some(),
        exact: exact.or(fraction),
        unit: node.unit.as_ref().map(|unit| unit.code.as_str()),
        unit_text: node.unit.as_ref().map(|unit| &unit.title),
        status: node.status.word(),
        points: text(node.points),
        max: node.max.to_string(),
        weight: node.weight.to_string(),
        contribution: node.contribution().map(|exact| exact.to_string()),
        before_rounding: node.unrounded.as_ref().map(ToString::to_string),
        made: node
            .made
            .as_ref()
            .zip(node.points)
            .map(|(made, points)| Made::new(made, points, node.factor.as_ref())),
        formula: &node.formula.en,
        formula_fa: &node.formula.fa,
        derivation: &node.derivation.en,
        derivation_fa: &node.derivation.fa,
        rule: &node.rule.en,
        rule_fa: &node.rule.fa,
        special_rule: node
            .special
            .as_ref()
            .map(|special| Special { sector: &special.sector, at: &special.at }),
        clause: &node.clause.en,
        clause_text: &node.clause,
        at: &node.at,
        data: node.data.iter().map(|datum| datum_of(row, datum, origin)).collect(),
    }
}

fn datum_of<'a>(row: usize, datum: &'a DatumTrace, origin: &dyn Origin) -> Datum<'a> {
    let place = origin.place(row, Some(datum.column));
    Datum {
        field: &datum.field,
        title: &datum.title,
        value: datum.value.as_deref().ok(),
        claimed: datum.claimed.as_ref().map(|(claimed, _)| claimed.as_str()),
        missing: datum.missing(),
        unit: datum.unit.as_ref().map(|unit| unit.code.as_str()),
        unit_text: datum.unit.as_ref().map(|unit| &unit.title),
        confidential: datum.confidential,
        row: place.as_ref().map(|place| place.row),
        sheet: place.as_ref().and_then(|place| place.sheet.map(str::to_owned)),
        column: place.as_ref().and_then(|place| place.column.map(str::to_owned)),
        source: place.map(|place| place.source.to_owned()),
    }
}
