//! `bartar/panel/1`: the judges' marks and how far they agree.

use super::{value_text, write_json};
use crate::origin::{Origin, OriginFile};
use crate::panel::{CriterionReport, EntryMarks, PanelReport, counted_word};
use bartar_criteria::exact::Exact;
use bartar_criteria::{Code, Severity, Text};
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
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    name: &'a str,
    mean: Option<String>,
    open: Option<&'a Text>,
    marks: Vec<Mark<'a>>,
    recused: Vec<Recused<'a>>,
}

#[derive(Serialize)]
struct Mark<'a> {
    judge: &'a str,
    #[serde(rename = "mark")]
    given: Option<String>,
    counted: &'static str,
}

#[derive(Serialize)]
struct Recused<'a> {
    judge: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: Code,
    severity: Severity,
    judge: Option<&'a str>,
    criterion: Option<&'a str>,
    message: &'a Text,
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
    let findings = report.findings.iter().map(|finding| Finding {
        code: finding.code,
        severity: finding.code.severity(),
        judge: finding.judge.as_deref(),
        criterion: finding.criterion.as_deref(),
        message: &finding.message,
    });
    let panel = Panel {
        schema: "bartar/panel/1",
        criteria: report.criteria.iter().map(criterion).collect(),
        findings: findings.collect(),
        provenance: Provenance { files: origin.files() },
    };
    write_json(&panel, out)
}

fn criterion<'a>(report: &'a CriterionReport<'_>) -> Criterion<'a> {
    let judges = report.agreement.judges.iter().map(|judge| Judge {
        code: &judge.judge,
        marks: judge.marks,
        shared: judge.shared,
        leniency: written(judge.leniency.as_ref()),
    });
    Criterion {
        id: report.id,
        title: report.title,
        alpha: written(report.agreement.alpha.as_ref()),
        alpha_entries: report.agreement.entries,
        alpha_marks: report.agreement.marks,
        judges: judges.collect(),
        entries: report.entries.iter().map(entry).collect(),
    }
}

fn entry<'a>(entry: &'a EntryMarks<'_>) -> Entry<'a> {
    let marks = entry.marks.iter().map(|mark| Mark {
        judge: &mark.judge,
        given: mark.mark.map(|mark| mark.to_string()),
        counted: counted_word(mark.counted),
    });
    Entry {
        id: entry.id,
        name: entry.name,
        mean: written(entry.mean.as_ref()),
        open: entry.open.as_ref(),
        marks: marks.collect(),
        recused: entry.recused.iter().map(|(judge, reason)| Recused { judge, reason }).collect(),
    }
}

fn written(value: Option<&Exact>) -> Option<String> {
    value.and_then(|value| value_text(value).0)
}
