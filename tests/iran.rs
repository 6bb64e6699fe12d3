//! The proposed rulebook for Iran's best cooperatives, against a recomputation from the text of its regulation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_criteria::exact::{Decimal, Dialect, Exact, parse_decimal};
use bartar_scoring::{Scored, explain, find};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{bartar, project, python, read, rulebook, scored, stderr, stdout};

const RULES: &str = "criteria/iran-best-cooperatives-1405";
const ENTRIES: &str = "fixtures/iran/entries.csv";

fn decimal(text: &str) -> Decimal {
    parse_decimal(text, &Dialect::default()).unwrap()
}

/// What a script in `tests/oracle` writes.
fn python_writes(python: &str, script: &str, entries: &Path, to: PathBuf) -> PathBuf {
    let run =
        Command::new(python).arg(project().join("tests/oracle").join(script)).arg(entries).output().unwrap();
    assert!(run.status.success(), "{}", stderr(&run));
    std::fs::write(&to, &run.stdout).unwrap();
    to
}

/// The rulebook says nothing that the linter would question.
#[test]
fn the_rulebook_is_sound() {
    let output = bartar(&["check", RULES, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["diagnostics"], Value::Array(Vec::new()));
}

/// Counts, pools, ranks, scores, ties, honours and reasons.
#[test]
fn the_ranking_agrees_with_a_recomputation_from_the_regulation() {
    let Some(python) = python("the_ranking_agrees_with_a_recomputation_from_the_regulation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let theirs =
        python_writes(python, "iran.py", &project().join(ENTRIES), folder.path().join("oracle.json"));
    // 1: some entries are quarantined or for review.
    let output = bartar(&["rank", RULES, ENTRIES, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let ours = folder.path().join("ranking.json");
    std::fs::write(&ours, &output.stdout).unwrap();
    let check = project().join("tests/oracle/check_ranking.py");
    let compared = Command::new(python).arg(check).arg(&ours).arg(&theirs).output().unwrap();
    assert!(compared.status.success(), "{}", stdout(&compared));
}

/// The outcome and reasons of every entry, and the values, points and axes of every ranked one.
#[test]
fn every_point_agrees_with_a_recomputation_from_the_regulation() {
    let Some(python) = python("every_point_agrees_with_a_recomputation_from_the_regulation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let compared = compare(python, &project().join(ENTRIES), folder.path());
    // 41 ranked: each has 41 general indicators, the penalty, and the three or four of its sector; nine axes.
    assert_eq!((compared.points, compared.axes), (41 * 42 + 146, 41 * 9));
    assert!(compared.values > 41 * 30, "{}", compared.values);
}

/// The same where each number of the regulation is reached, and missed by a little.
#[test]
fn every_bound_agrees_with_a_recomputation_from_the_regulation() {
    let Some(python) = python("every_bound_agrees_with_a_recomputation_from_the_regulation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("sweep.csv");
    let entries = python_writes(python, "iran_sweep.py", &project().join(ENTRIES), to);
    let compared = compare(python, &entries, folder.path());
    assert!(compared.axes > 1000 * 9, "{}", compared.axes);
}

/// How much was compared.
#[derive(Default)]
struct Compared {
    points: usize,
    values: usize,
    axes: usize,
}

fn compare(python: &str, entries: &Path, folder: &Path) -> Compared {
    let oracle = python_writes(python, "iran.py", entries, folder.join("oracle.json"));
    let oracle: Value = serde_json::from_slice(&std::fs::read(oracle).unwrap()).unwrap();
    let rules = rulebook(&project().join(RULES));
    let intake = read(&rules, &[entries.to_owned()]);
    let scored = scored(&rules, &intake);
    outcomes_agree(&scored, &oracle["outcomes"]);
    let mut compared = Compared::default();
    for (id, own) in oracle["points"].as_object().unwrap() {
        let row = find(&scored, id)[0];
        let points = |known| scored.indicator_points(row, known);
        compared.points += agree(id, own, &scored.layout.indicators, points);
        let axes = |known| scored.axis_points(row, known);
        compared.axes += agree(id, &oracle["axes"][id], &scored.layout.axes, axes);
        compared.values += values_agree(&scored, row, id, &oracle["values"][id]);
    }
    compared
}

fn outcomes_agree(scored: &Scored<'_>, oracle: &Value) {
    let oracle = oracle.as_object().unwrap();
    assert_eq!(oracle.len(), scored.entries.len());
    for (id, theirs) in oracle {
        let row = find(scored, id)[0];
        let outcome = serde_json::to_value(scored.outcome(row)).unwrap();
        let reasons = scored.screening.reasons.get(&u32::try_from(row).unwrap());
        let codes: Vec<&str> = reasons.into_iter().flatten().map(|reason| reason.code.as_str()).collect();
        assert_eq!(outcome, theirs["outcome"], "{id}");
        assert_eq!(serde_json::to_value(codes).unwrap(), theirs["reasons"], "{id}");
    }
}

/// Compares what the oracle gives by name; null stands for "left out".
fn agree(id: &str, theirs: &Value, names: &[String], ours: impl Fn(usize) -> Option<Decimal>) -> usize {
    let theirs = theirs.as_object().unwrap();
    for (name, points) in theirs {
        let known = names.iter().position(|known| known == name).unwrap();
        assert_eq!(ours(known), points.as_str().map(decimal), "{id} {name}");
    }
    theirs.len()
}

/// Values, where both have one: a rounded ratio is compared as it is used.
fn values_agree(scored: &Scored<'_>, row: usize, id: &str, theirs: &Value) -> usize {
    let mut compared = 0;
    for node in explain(scored, row).nodes {
        let Some(theirs) = theirs[&node.id].as_str() else { continue };
        let ours = node.value.as_ref().map(|value| &value.used);
        assert_eq!(ours, Some(&Exact::from(decimal(theirs))), "{id} {}", node.id);
        compared += 1;
    }
    compared
}
