//! Sealed records against a verifier in another language, which was written from the description of the format alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use std::path::Path;
use std::process::{Command, Output};
use support::{bartar, project, python, reference, stderr, stdout};

const EXAMPLE: [&str; 2] = ["criteria/example-cooperatives", "fixtures/example/entries.csv"];
const NATIONAL: [&str; 4] = [
    "criteria/iran-best-cooperatives-1405",
    "fixtures/iran/entries.csv",
    "--marks",
    "fixtures/iran/marks.csv",
];

/// Seals a ranking; whether entries wait for a person does not matter here.
fn seal(inputs: &[&str], record: &Path) {
    let output = bartar(&[&["rank"], inputs, &["--out", record.to_str().unwrap()]].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
}

/// Runs a script of the oracle, which may import its neighbours but must not leave caches beside them.
fn script(python: &str, name: &str, arguments: &[&Path], kind: &[&str]) -> Output {
    let script = project().join("tests/oracle").join(name);
    Command::new(python).arg("-B").arg(script).args(arguments).args(kind).output().unwrap()
}

fn forge(python: &str, record: &Path, kind: &str) -> std::path::PathBuf {
    let forged = record.with_extension(kind);
    let output = script(python, "forge_record.py", &[record, &forged], &[kind]);
    assert!(output.status.success(), "{kind}: {}", stderr(&output));
    forged
}

fn agrees(python: &str, record: &Path) {
    let output = script(python, "record.py", &[record], &[]);
    assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
}

/// The record agrees, and so does what the public gets of it.
fn both_forms_agree(test: &str, inputs: &[&str]) {
    let Some(python) = python(test) else { return };
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    seal(inputs, &record);
    agrees(python, &record);
    agrees(python, &forge(python, &record, "public"));
}

#[test]
fn the_example_agrees() {
    both_forms_agree("the_example_agrees", &EXAMPLE);
}

#[test]
fn two_stages_with_a_panel_agree() {
    both_forms_agree("two_stages_with_a_panel_agree", &NATIONAL);
}

#[test]
fn amended_entries_agree() {
    let inputs = [&NATIONAL[..], &["--amendments", "fixtures/iran/amendments.csv"]].concat();
    both_forms_agree("amended_entries_agree", &inputs);
}

#[test]
fn credit_unions_agree() {
    let test = "credit_unions_agree";
    let Some(reference) = reference(test) else { return };
    let data = reference.join("ncua-2025q4/applications.csv");
    both_forms_agree(test, &["criteria/pearls-credit-unions", data.to_str().unwrap()]);
}

/// Geometric and harmonic means of 51 countries, and a sum that a missing datum stretches.
#[test]
fn means_agree() {
    let test = "means_agree";
    let Some(reference) = reference(test) else { return };
    for (variant, input) in
        [("c", "input_treated.csv"), ("d", "input_treated.csv"), ("h", "input_indicators.csv")]
    {
        let data = reference.join("asem").join(input);
        both_forms_agree(test, &[&format!("criteria/asem-2018-{variant}"), data.to_str().unwrap()]);
    }
}

/// Whoever can write the folder can compute its hashes anew; what the parts say must still follow from each other.
#[test]
fn tampering_with_all_hashes_recomputed_is_noticed() {
    let Some(python) = python("tampering_with_all_hashes_recomputed_is_noticed") else { return };
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    seal(&EXAMPLE, &record);
    for (kind, check) in [
        ("score", "results/points.csv.gz"),
        ("swap", "results/standings.csv.gz"),
        ("order", "results/outcomes.csv.gz"),
        ("drop", "results/outcomes.csv.gz"),
        ("total", "results/totals.csv"),
        ("control", "totals.csv"),
        ("honour", "results/rankings.csv"),
        ("datum", "totals.csv"),
        ("byte", "MANIFEST"),
    ] {
        let output = script(python, "record.py", &[&forge(python, &record, kind)], &[]);
        let told = stdout(&output);
        assert_eq!(output.status.code(), Some(1), "{kind}: {told}{}", stderr(&output));
        assert!(
            told.contains(&format!("\nFAIL {check}: ")) || told.starts_with(&format!("FAIL {check}: ")),
            "{kind}: {told}"
        );
        // Only the flipped byte is left to the hashes.
        assert_eq!(
            told.contains("ok   ROOT") && told.contains("ok   MANIFEST"),
            kind != "byte",
            "{kind}: {told}"
        );
    }
    let nothing = script(python, "record.py", &[folder.path()], &[]);
    assert_eq!(nothing.status.code(), Some(2), "{}", stdout(&nothing));
}
