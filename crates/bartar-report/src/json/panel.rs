//! `bartar/panel/1`: the judges' marks and how far they agree.

use super::{is_false, value_text, write_json};
use crate::origin::{Origin, OriginFile};
use crate::panel::{CriterionReport, EntryMarks, PanelReport, counted_word};
use bartar_criteria::exact::Exact;
use bartar_criteria::{Code, Severity, Text};
use bartar_scoring::explain::CriterionTrace;
use bartar_scoring::panel::{JudgeMark, Recusal};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Panel<'a> {
    schema: &'static str,
    criteria: Vec<Criterion<'a>>,
    findings: Vec<Finding<'a>>,
    provenance: Provenance,
}

#[derive(Serialize)]
struct Criterion<'a> {
    #[serde(rename = "criterion")]
    id: &'a str,
    title: &'a Text,
    alpha: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    alpha_rounded: bool,
    alpha_entries: u32,
    alpha_marks: u32,
    judges: Vec<Judge<'a>>,
    entries: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Judge<'a> {
    #[serde(rename = "judge")]
    code: &'a str,
    marks: u32,
    shared: u32,
    leniency: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    leniency_rounded: bool,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    name: &'a str,
    mean: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    mean_rounded: bool,
    open: Option<&'a Text>,
    marks: Vec<Mark<'a>>,
    recused: Vec<Recused<'a>>,
}

/// The judges' marks of one entry under a criterion, with their places.
#[derive(Serialize)]
pub(super) struct EntryCriterion<'a> {
    criterion: &'a str,
    title: &'a Text,
    clause: &'a str,
    clause_text: &'a Text,
    at: &'a str,
    mean: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    mean_rounded: bool,
    open: Option<&'a Text>,
    marks: Vec<Mark<'a>>,
    recused: Vec<Recused<'a>>,
}

/// Where a line of the marks stands.
#[derive(Serialize)]
struct Place {
    source: String,
    row: u32,
}

#[derive(Serialize)]
struct Mark<'a> {
    judge: &'a str,
    #[serde(rename = "mark")]
    given: Option<String>,
    /// What is written where that is not one mark.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<&'a [String]>,
    counted: &'static str,
    /// Where it stands; several places where it is repeated.
    places: Vec<Place>,
}

#[derive(Serialize)]
struct Recused<'a> {
    judge: &'a str,
    reason: &'a str,
    places: Vec<Place>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: Code,
    severity: Severity,
    judge: Option<&'a str>,
    criterion: Option<&'a str>,
    /// The entry, where it is about one that is in the data.
    id: Option<&'a str>,
    message: &'a Text,
    source: Option<String>,
    row: Option<u32>,
}

#[derive(Serialize)]
struct Provenance {
    files: Vec<OriginFile>,
}

/// Writes the marks.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_panel(report: &PanelReport<'_>, origin: &dyn Origin, out: impl Write) -> io::Result<()> {
    let findings = report.findings.iter().map(|finding| {
        let place = finding.line.and_then(|line| origin.mark(line));
        Finding {
            code: finding.code,
            severity: finding.code.severity(),
            judge: finding.judge.as_deref(),
            criterion: finding.criterion.as_deref(),
            id: finding.row.map(|row| report.ids.get(row as usize)),
            message: &finding.message,
            row: place.as_ref().map(|place| place.row),
            source: place.map(|place| place.source.to_owned()),
        }
    });
    let panel = Panel {
        schema: "bartar/panel/1",
        criteria: report.criteria.iter().map(|report| criterion(report, origin)).collect(),
        findings: findings.collect(),
        provenance: Provenance { files: origin.files() },
    };
    write_json(&panel, out)
}

fn criterion<'a>(report: &'a CriterionReport<'_>, origin: &dyn Origin) -> Criterion<'a> {
    let judges = report.agreement.judges.iter().map(|judge| {
        let (leniency, leniency_rounded) = written(judge.leniency.as_ref());
        Judge { code: &judge.judge, marks: judge.marks, shared: judge.shared, leniency, leniency_rounded }
    });
    let (alpha, alpha_rounded) = written(report.agreement.alpha.as_ref());
    Criterion {
        id: report.id,
        title: report.title,
        alpha,
        alpha_rounded,
        alpha_entries: report.agreement.entries,
        alpha_marks: report.agreement.marks,
        judges: judges.collect(),
        entries: report.entries.iter().map(|marks| entry(marks, origin)).collect(),
    }
}

fn entry<'a>(entry: &'a EntryMarks<'_>, origin: &dyn Origin) -> Entry<'a> {
    let (mean, mean_rounded) = written(entry.mean.as_ref());
    Entry {
        id: entry.id,
        name: entry.name,
        mean,
        mean_rounded,
        open: entry.open.as_ref(),
        marks: marks(entry.marks, origin),
        recused: recused(entry.recused, origin),
    }
}

/// The marks of one entry under a criterion, as explanations show them.
pub(super) fn criterion_of_entry<'a>(trace: &'a CriterionTrace, origin: &dyn Origin) -> EntryCriterion<'a> {
    let (mean, mean_rounded) = written(trace.mean.as_ref());
    EntryCriterion {
        criterion: &trace.id,
        title: &trace.title,
        clause: &trace.clause.en,
        clause_text: &trace.clause,
        at: &trace.at,
        mean,
        mean_rounded,
        open: trace.open.as_ref(),
        marks: marks(&trace.marks, origin),
        recused: recused(&trace.recused, origin),
    }
}

fn marks<'a>(marks: &'a [JudgeMark], origin: &dyn Origin) -> Vec<Mark<'a>> {
    let marks = marks.iter().map(|mark| Mark {
        judge: &mark.judge,
        given: mark.mark.map(|mark| mark.to_string()),
        written: mark.mark.is_none().then_some(&mark.written),
        counted: counted_word(mark.counted),
        places: places(&mark.lines, origin),
    });
    marks.collect()
}

fn recused<'a>(recused: &'a [Recusal], origin: &dyn Origin) -> Vec<Recused<'a>> {
    let recused = recused.iter().map(|recusal| Recused {
        judge: &recusal.judge,
        reason: &recusal.reason,
        places: places(&[recusal.line], origin),
    });
    recused.collect()
}

fn places(lines: &[usize], origin: &dyn Origin) -> Vec<Place> {
    let places = lines.iter().filter_map(|line| origin.mark(*line));
    places.map(|place| Place { source: place.source.to_owned(), row: place.row }).collect()
}

/// A number as a decimal, and whether that cuts it.
fn written(value: Option<&Exact>) -> (Option<String>, bool) {
    let Some((decimal, fraction)) = value.map(value_text) else { return (None, false) };
    (decimal, fraction.is_some())
}
