//! The command as a person uses it: help, languages, forms of output, exit codes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use serde_json::Value;
use std::process::{Command, Stdio};
use support::{bartar, project, skip, stderr, stdout};

const EXAMPLE: [&str; 3] =
    ["criteria/example-cooperatives", "fixtures/example/entries.csv", "fixtures/example/late-entries.csv"];

fn example(command: &str, more: &[&str]) -> std::process::Output {
    bartar(&[&[command], &EXAMPLE[..], more].concat())
}

/// Bidi marks made visible, so that a snapshot shows what a terminal gets.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                format!("<{:X}>", u32::from(c))
            }
            c => c.to_string(),
        })
        .collect()
}

macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots", omit_expression => true }, {
            insta::assert_snapshot!($name, visible(&$text));
        })
    };
}

#[test]
fn standings_read_well_in_both_languages() {
    for (lang, name) in [("en", "rank_en"), ("fa", "rank_fa")] {
        let output = example("rank", &["--lang", lang]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        if name == "rank_en" {
            snapshot!("rank_en", stdout(&output));
        } else {
            snapshot!("rank_fa", stdout(&output));
        }
    }
}

#[test]
fn explanations_read_well_in_both_languages() {
    let id = first_id();
    snapshot!("explain_en", stdout(&example("explain", &["--id", &id, "--lang", "en"])));
    snapshot!("explain_fa", stdout(&example("explain", &["--id", &id, "--lang", "fa"])));
}

#[test]
fn a_quarantined_entry_is_explained_in_both_languages() {
    let explain = |lang| example("explain", &["--id", "C-033", "--lang", lang]);
    assert_eq!(explain("en").status.code(), Some(1));
    snapshot!("explain_quarantined_en", stdout(&explain("en")));
    snapshot!("explain_quarantined_fa", stdout(&explain("fa")));
}

#[test]
fn comparisons_read_well_in_both_languages() {
    let ids = ids();
    let against = ["--id", &ids[0], "--against", &ids[1]];
    snapshot!("compare_en", stdout(&example("explain", &[&against[..], &["--lang", "en"]].concat())));
    snapshot!("compare_fa", stdout(&example("explain", &[&against[..], &["--lang", "fa"]].concat())));
}

#[test]
fn help_exists_in_both_languages() {
    let english = bartar(&["--help", "--lang", "en"]);
    assert_eq!(english.status.code(), Some(0));
    assert!(stdout(&english).contains("Exit codes:"));
    for command in ["check", "rank", "explain"] {
        let persian = bartar(&[command, "--help", "--lang", "fa"]);
        assert_eq!(persian.status.code(), Some(0));
        assert!(stdout(&persian).contains("شیوهٔ کاربرد"), "{}", stdout(&persian));
    }
}

#[test]
fn the_help_command_takes_the_language_too() {
    let expected = stdout(&bartar(&["rank", "--help", "--lang", "fa"]));
    for line in [["help", "rank", "--lang", "fa"], ["--lang", "fa", "help", "rank"]] {
        assert_eq!(stdout(&bartar(&line)), expected, "{line:?}");
    }
    assert_eq!(stdout(&bartar(&["help", "rank", "--lang=fa"])), expected);
}

#[test]
fn wrong_usage_is_told_in_the_language_asked_for() {
    let persian = bartar(&["rank", EXAMPLE[0], EXAMPLE[1], "--topp", "3", "--lang", "fa"]);
    assert_eq!(persian.status.code(), Some(2));
    assert_eq!(stdout(&persian), "");
    snapshot!("usage_fa", stderr(&persian));
    let english = bartar(&["rank", EXAMPLE[0], EXAMPLE[1], "--topp", "3", "--lang", "en"]);
    assert_eq!(english.status.code(), Some(2));
    assert!(stderr(&english).starts_with("error: unexpected argument '--topp' found"));
}

#[test]
fn the_bare_command_helps_in_persian() {
    let bare = Command::new(env!("CARGO_BIN_EXE_bartar")).env("BARTAR_LANG", "fa").output().unwrap();
    assert_eq!(bare.status.code(), Some(2));
    let text = stderr(&bare);
    assert!(text.contains("شیوهٔ کاربرد") && text.contains("کدهای خروج"), "{text}");
    // What is left of English are names: of commands, options, values and forms.
    for english in ["Usage", "Options", "Commands", "Print", "possible values", "default"] {
        assert!(!text.contains(english), "{english} in {text}");
    }
}

#[test]
fn warnings_of_the_rulebook_are_told_when_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(project().join("fixtures/panel/rulebook.toml")).unwrap();
    let text = format!("{text}\n[constant.idle]\ntitle = {{ fa = \"بی‌کار\", en = \"Idle\" }}\nvalue = 1\n");
    std::fs::write(folder.path().join("rulebook.toml"), text).unwrap();
    let path = folder.path().to_str().unwrap();
    let rank = |lang| bartar(&["rank", path, "fixtures/panel/entries.csv", "--lang", lang]);
    assert_eq!(
        stderr(&rank("en")),
        format!("warning: this rulebook has 1 warning; see: bartar check {path}\n")
    );
    assert!(stderr(&rank("fa")).starts_with("هشدار: این شیوه‌نامه ۱ هشدار دارد؛"), "{}", stderr(&rank("fa")));
    assert_eq!(stderr(&bartar(&["rank", "fixtures/panel", "fixtures/panel/entries.csv"])), "");
}

#[test]
fn the_panel_command_says_what_it_lacks() {
    let none = bartar(&["panel", EXAMPLE[0], "no.csv"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(stderr(&none).starts_with("error: this rulebook has no panel"), "{}", stderr(&none));
    let no_marks = bartar(&["panel", "fixtures/panel", "fixtures/panel/entries.csv"]);
    assert_eq!(no_marks.status.code(), Some(2));
    assert!(stderr(&no_marks).contains("--marks"), "{}", stderr(&no_marks));
    // Both helps name the columns that the reader of the file knows, and show that marks are needed.
    for (lang, words) in
        [("en", "judge entry criterion mark recusal"), ("fa", "داور پرونده معیار نمره کناره‌گیری")]
    {
        let help = stdout(&bartar(&["panel", "--help", "--lang", lang]));
        assert!(help.contains("panel --marks <FILE>"), "{help}");
        assert!(help.contains("\n       bartar panel --mark-sheet <FILE>"), "{help}");
        for word in words.split(' ') {
            assert!(help.contains(&format!("\n  {word} ")), "{word} in {help}");
        }
    }
}

#[test]
fn pools_are_named_by_id_or_title() {
    let shown = |pool: &str| {
        let output = example("rank", &["--pool", pool, "--top", "۱"]);
        let text = stdout(&output);
        ["Agriculture", "Industry", "Women"].map(|title| text.contains(title))
    };
    for pool in ["agriculture", "Sector: Agriculture", "AGRICULTURE", "كشاورزي"] {
        assert_eq!(shown(pool), [true, false, false], "{pool}");
    }
    assert_eq!(example("rank", &["--pool", " "]).status.code(), Some(2));
}

#[test]
fn data_in_the_place_of_the_rulebook_is_told() {
    let swapped = bartar(&["rank", EXAMPLE[1], EXAMPLE[0]]);
    assert_eq!(swapped.status.code(), Some(66));
    assert!(stderr(&swapped).contains("give the rulebook first"), "{}", stderr(&swapped));
}

#[test]
fn an_unknown_language_of_the_environment_is_told() {
    let run = |lang: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_bartar"))
            .args(["check", EXAMPLE[0]])
            .current_dir(project())
            .env("BARTAR_LANG", lang)
            .env("LC_ALL", "fa_IR.UTF-8")
            .output()
            .unwrap();
        (stdout(&output).contains("ویرایش"), stderr(&output).contains("BARTAR_LANG"))
    };
    assert_eq!(run("de"), (true, true), "the locale decides");
    assert_eq!(run("en_US.UTF-8"), (false, false));
    assert_eq!(run("fa"), (true, false));
}

fn ids() -> Vec<String> {
    let output = example("rank", &["--format", "json"]);
    let ranking: Value = serde_json::from_slice(&output.stdout).unwrap();
    let entries = ranking["pools"][0]["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
}

fn first_id() -> String {
    ids().swap_remove(0)
}

#[test]
fn json_follows_the_contract() {
    let ranking: Value = serde_json::from_slice(&example("rank", &["--format", "json"]).stdout).unwrap();
    assert_eq!(ranking["schema"], "bartar/ranking/1");
    assert_eq!(ranking["rulebook"]["sha256"].as_str().unwrap().len(), 64);
    for pool in ranking["pools"].as_array().unwrap() {
        for entry in pool["entries"].as_array().unwrap() {
            assert!(entry["rank"].is_u64() && entry["score"].is_string() && entry["tied"].is_boolean());
            assert!(entry["honour"].is_null() || entry["honour"].is_string());
        }
        assert!(pool["title"]["fa"].is_string() && pool["title"]["en"].is_string());
    }
    let id = first_id();
    let explanation: Value =
        serde_json::from_slice(&example("explain", &["--id", &id, "--format", "json"]).stdout).unwrap();
    assert_eq!(explanation["schema"], "bartar/explanation/1");
    for node in explanation["nodes"].as_array().unwrap() {
        assert!(node["max"].is_string() && node["weight"].is_string() && node["at"].is_string(), "{node}");
        assert_eq!(node["clause"], node["clause_text"]["en"], "{node}");
        assert!(node["clause_text"]["fa"].as_str().unwrap().starts_with("مادهٔ"), "{node}");
        for datum in node["data"].as_array().unwrap() {
            assert_eq!(datum["source"], "fixtures/example/entries.csv");
            assert!(datum["row"].as_u64().unwrap() >= 2);
        }
    }
}

/// Programs get a unit as the rulebook writes it; people get it in words, in both languages.
#[test]
fn clauses_and_units_are_told_in_both_languages() {
    let id = first_id();
    let explained = |more: &[&str]| example("explain", &[&["--id", &id], more].concat());
    let explanation: Value = serde_json::from_slice(&explained(&["--format", "json"]).stdout).unwrap();
    let nodes = explanation["nodes"].as_array().unwrap();
    let node = nodes.iter().find(|node| node["id"] == "w_productivity").unwrap();
    assert_eq!(node["unit"], "million rial/person");
    assert_eq!(node["unit_text"]["fa"], "میلیون ریال بر نفر");
    let csv = |lang: &str| explained(&["--format", "csv", "--lang", lang]).stdout;
    assert_eq!(csv("fa"), csv("en"), "a table is the same in every language");
    let output = csv("fa");
    let mut reader = csv::Reader::from_reader(output.as_slice());
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let row = rows.iter().find(|row| &row[column("node")] == "w_productivity").unwrap();
    assert_eq!((&row[column("unit")], &row[column("clause")]), ("million rial/person", "art. 7(1)"));
    assert_eq!((&row[column("unit_fa")], &row[column("clause_fa")]), ("میلیون ریال بر نفر", "مادهٔ ۷ بند ۱"));
}

/// The fingerprint is what `sha256sum` makes of the folder's files.
#[test]
fn the_fingerprint_can_be_made_with_stock_programs() {
    let folder = project().join("criteria/example-cooperatives");
    let script =
        "find . -type f | sed 's|^\\./||' | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1";
    let Ok(stock) = Command::new("sh").args(["-c", script]).current_dir(folder).output() else {
        skip("the_fingerprint_can_be_made_with_stock_programs", "no shell");
        return;
    };
    let ranking: Value = serde_json::from_slice(&example("rank", &["--format", "json"]).stdout).unwrap();
    assert_eq!(ranking["rulebook"]["sha256"].as_str().unwrap(), stdout(&stock).trim());
}

#[test]
fn csv_holds_every_entry_once_in_its_lists() {
    let output = example("rank", &["--format", "csv"]);
    let ranking: Value = serde_json::from_slice(&example("rank", &["--format", "json"]).stdout).unwrap();
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let main = rows.iter().filter(|row| &row[0] == "ranked" && &row[2] == "main").count();
    let others = rows.iter().filter(|row| !["ranked", "finding", "count"].contains(&&row[0])).count();
    assert_eq!(main as u64, ranking["counts"]["ranked"].as_u64().unwrap());
    assert_eq!((main + others) as u64, ranking["counts"]["rows"].as_u64().unwrap());
}

#[test]
fn exit_codes_are_as_the_help_says() {
    assert_eq!(bartar(&["check", EXAMPLE[0]]).status.code(), Some(0), "done");
    assert_eq!(bartar(&["rank", EXAMPLE[0], EXAMPLE[1]]).status.code(), Some(0), "done");
    assert_eq!(example("rank", &[]).status.code(), Some(1), "found");
    assert_eq!(bartar(&["rank"]).status.code(), Some(2), "usage");
    assert_eq!(example("rank", &["--pool", "nowhere"]).status.code(), Some(2), "usage");
    assert_eq!(bartar(&["rank", EXAMPLE[0], "README.md"]).status.code(), Some(65), "data");
    assert_eq!(bartar(&["rank", EXAMPLE[0], "no.csv"]).status.code(), Some(66), "input");
    assert_eq!(example("explain", &["--id", "nobody"]).status.code(), Some(66), "input");
}

#[test]
fn a_full_disk_is_an_output_fault() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else {
        skip("a_full_disk_is_an_output_fault", "no /dev/full");
        return;
    };
    let output = Command::new(env!("CARGO_BIN_EXE_bartar"))
        .args(["rank", EXAMPLE[0], EXAMPLE[1], "--format", "json"])
        .current_dir(project())
        .stdout(Stdio::from(full))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(output.status.code(), Some(74));
}

#[test]
fn threads_change_nothing() {
    let one = example("rank", &["--format", "json", "--threads", "1"]);
    let two = example("rank", &["--format", "json", "--threads", "2"]);
    assert_eq!(one.stdout, two.stdout);
}

/// A year is read in the digits of the language; a name such as `2025Q4` is a name in both.
#[test]
fn editions_are_shown_as_people_write_them() {
    let checked = |rulebook: &str| stdout(&bartar(&["check", rulebook, "--lang", "fa"]));
    assert!(checked("example-cooperatives").starts_with("example-cooperatives، ویرایش ۱۴۰۴\n"));
    assert!(checked("pearls-credit-unions").starts_with("pearls-credit-unions، ویرایش 2025Q4\n"));
}
