//! Objections and withdrawals: previewed, then applied as one set.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use serde_json::Value;
use support::{bartar, stderr, stdout};

const INPUTS: [&str; 2] = ["criteria/example-cooperatives", "fixtures/example/entries.csv"];

fn run(command: &str, amendments: &str, more: &[&str]) -> std::process::Output {
    bartar(&[&[command], &INPUTS[..], &["--amendments", amendments], more].concat())
}

fn json(command: &str, amendments: &str) -> Value {
    serde_json::from_slice(&run(command, amendments, &["--format", "json"]).stdout).unwrap()
}

#[test]
fn the_preview_tells_who_moves_and_the_ranking_agrees() {
    let preview = json("amend", "fixtures/objections/amendments.csv");
    assert_eq!(preview["schema"], "bartar/amendments/1");
    assert_eq!(preview["population"], "frozen");
    let decisions: Vec<&str> =
        preview["amendments"].as_array().unwrap().iter().map(|a| a["decision"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["accepted", "accepted", "rejected"]);
    let moved = preview["moved"].as_array().unwrap();
    assert!(moved.iter().any(|place| place["id"] == "C-011" && place["after"]["outcome"] == "withdrawn"));
    // The population is frozen: whoever was not amended moves in rank alone.
    for place in moved.iter().filter(|place| place["amended"] == false) {
        assert_eq!(place["before"]["score"], place["after"]["score"], "{place}");
    }
    // The rejected objection moves nobody.
    assert!(!moved.iter().any(|place| place["id"] == "C-015"));
    let ranking = json("rank", "fixtures/objections/amendments.csv");
    assert_eq!(ranking["counts"], preview["counts_after"]);
    for place in moved.iter().filter(|place| place["pool"].is_string()) {
        let pool =
            ranking["pools"].as_array().unwrap().iter().find(|pool| pool["pool"] == place["pool"]).unwrap();
        let entry = pool["entries"].as_array().unwrap().iter().find(|entry| entry["id"] == place["id"]);
        assert_eq!(entry.map_or(&Value::Null, |entry| &entry["rank"]), &place["after"]["rank"], "{place}");
    }
    let amended = ranking["amendments"].as_array().unwrap();
    assert_eq!(amended.len(), 3);
    assert_eq!(
        (&amended[0]["id"], &amended[0]["old"], &amended[0]["new"]),
        (&"C-007".into(), &"18000".into(), &"۱۹۰۰۰".into())
    );
}

#[test]
fn a_faulty_line_stops_the_whole_set_and_all_are_told() {
    for command in ["amend", "rank"] {
        let output = run(command, "fixtures/objections/faulty.csv", &[]);
        assert_eq!(output.status.code(), Some(65));
        assert_eq!(stdout(&output), "");
        let told = stderr(&output);
        for row in [2, 3, 4, 5, 6, 7, 9] {
            let place = format!("faulty.csv:{row} ");
            assert!(told.contains(&place), "{place} in:\n{told}");
        }
        assert!(!told.contains("faulty.csv:8 "), "the first of two lines about one datum is sound:\n{told}");
    }
}

#[test]
fn the_preview_reads_well_in_both_languages() {
    // Wide enough that no cell breaks in the middle of what is looked for.
    let text = |lang| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bartar"))
            .args(["amend", INPUTS[0], INPUTS[1], "--amendments", "fixtures/objections/amendments.csv"])
            .args(["--lang", lang])
            .current_dir(support::project())
            .env("COLUMNS", "200")
            .output();
        stdout(&output.unwrap())
    };
    assert!(text("en").contains("the reference population is frozen"));
    assert!(text("fa").contains("جمعیت مرجع ثابت می‌ماند"));
    assert!(text("fa").contains("۲ (۷۷۶٫۷۲) شایستهٔ تقدیر"));
}
