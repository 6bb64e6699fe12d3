//! Bad input gets a clear error, its place and the right exit code, and no output; or its entry is quarantined and the
//! rest goes on.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use support::{bartar, stderr, stdout};
use tempfile::TempDir;

const RULEBOOK: &str = r#"
[rulebook]
id = "bad-input"
edition = "1"
title = { fa = "آزمون", en = "test" }
basis = { fa = "ندارد", en = "none" }
[rounding]
points = 2
[data]
id = "id"
name = "name"
[field.sales]
title = { fa = "فروش", en = "Sales" }
type = "amount"
unit = "rial"
[axis.all]
title = { fa = "همه", en = "All" }
clause = "1"
[indicator.sales]
title = { fa = "فروش", en = "Sales" }
clause = "1"
axis = "all"
value = "sales"
unit = "rial"
missing = "zero-points"
better = "higher"
points = { max = 10, linear = { none-at = 0, full-at = 100000 } }
[pool.all]
title = { fa = "همه", en = "All" }
[ranking]
precision = 2
ties = ["sales desc"]
"#;

struct Case {
    folder: TempDir,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("rules")).unwrap();
        fs::write(folder.path().join("rules/rulebook.toml"), RULEBOOK).unwrap();
        Self { folder }
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    fn rules(&self) -> String {
        self.folder.path().join("rules").to_str().unwrap().to_owned()
    }

    fn rank(&self, data: &str) -> std::process::Output {
        bartar(&["rank", &self.rules(), data, "--format", "json"])
    }
}

/// The run stops: this exit code, these words on standard error, nothing on standard output, and no panic.
fn stops(output: &std::process::Output, code: i32, words: &[&str]) {
    let said = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(stdout(output), "", "no partial output");
    assert!(!said.contains("panicked"), "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not in:\n{said}");
    }
}

fn stops_on(content: impl AsRef<[u8]>, words: &[&str]) {
    let case = Case::new();
    let data = case.file("entries.csv", content);
    stops(&case.rank(data.to_str().unwrap()), 65, words);
}

#[test]
fn a_file_cut_in_mid_row_stops() {
    stops_on("id,name,sales\nC1,a,5\nC2,b", &["entries.csv:3", "ragged-row"]);
    stops_on("id,name,sales\nC1,a,5\nC2,\"b", &["entries.csv:3", "unclosed-quote"]);
}

#[test]
fn a_column_twice_stops() {
    stops_on("id,name,sales,sales\nC1,a,5,6\n", &["entries.csv", "duplicate-column", "sales"]);
}

#[test]
fn a_missing_column_stops_and_names_the_nearest() {
    stops_on("id,name,slaes\nC1,a,5\n", &["missing-column", "sales", "slaes"]);
}

#[test]
fn an_empty_file_stops() {
    stops_on("", &["empty-file"]);
    stops_on("\u{feff}", &["empty-file"]);
    stops_on("\n\n\n", &["empty-file"]);
}

#[test]
fn what_is_not_text_stops() {
    stops_on(b"id,name,sales\nC1,\xff\xfe,5\n", &["file-not-utf8"]);
    stops_on(b"PK\x03\x04 a workbook named csv", &["wrong-file-type"]);
}

#[test]
fn a_folder_and_a_missing_file_stop() {
    let case = Case::new();
    stops(&case.rank(case.folder.path().to_str().unwrap()), 65, &["file-not-read"]);
    let gone = case.folder.path().join("gone.csv");
    stops(&case.rank(gone.to_str().unwrap()), 66, &["gone.csv", "file-not-read"]);
}

#[test]
fn a_rulebook_with_a_syntax_error_and_five_others_stops_with_all_of_them() {
    let case = Case::new();
    let data = case.file("entries.csv", "id,name,sales\nC1,a,5\n");
    let broken = RULEBOOK
        .replace("clause = \"1\"\naxis = \"all\"", "axis = \"al\"")
        .replace("missing = \"zero-points\"", "missing = \"zero\"")
        .replace("full-at = 100000", "full-at = 0")
        .replace("title = { fa = \"فروش\", en = \"Sales\" }\ntype", "title = { fa = \"فروش\" }\ntype")
        .replace("sales desc", "sale desc")
        .replace("edition = \"1\"", "edition = \"1");
    fs::write(case.folder.path().join("rules/rulebook.toml"), broken).unwrap();
    let words =
        ["toml-syntax", "missing-clause", "unknown-axis", "bad-value", "missing-translation", "unknown-name"];
    stops(&case.rank(data.to_str().unwrap()), 65, &words);
    let checked = bartar(&["check", &case.rules()]);
    assert_eq!(checked.status.code(), Some(1));
    for word in words {
        assert!(stdout(&checked).contains(word), "{word} is not in:\n{}", stdout(&checked));
    }
}

#[test]
fn a_missing_rulebook_is_a_missing_input() {
    let case = Case::new();
    let data = case.file("entries.csv", "id,name,sales\nC1,a,5\n");
    let output = bartar(&["rank", "no/such/rulebook", data.to_str().unwrap()]);
    stops(&output, 66, &["no/such/rulebook"]);
}

/// Ranks a file whose last entry, C9, is sound, and gives the result.
fn ranks_the_rest(content: &str) -> Value {
    let case = Case::new();
    let data = case.file("entries.csv", format!("id,name,sales\n{content}C9,sound,50000\n"));
    let output = case.rank(data.to_str().unwrap());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["pools"][0]["entries"][0]["id"], "C9");
    assert_eq!(result["pools"][0]["entries"][0]["score"], "5.00");
    let counts = &result["counts"];
    let sum = ["ranked", "ineligible", "review", "withdrawn", "quarantined"]
        .map(|list| counts[list].as_u64().unwrap());
    assert_eq!(counts["rows"].as_u64().unwrap(), sum.iter().sum::<u64>());
    assert_eq!(
        result["quarantined"].as_array().unwrap().len() as u64,
        counts["quarantined"].as_u64().unwrap()
    );
    result
}

#[test]
fn an_unreadable_cell_quarantines_its_entry() {
    for (cell, code) in [
        ("\"12,5\"", "unreadable-number"),
        ("a lot", "unreadable-number"),
        ("1234567890123456789012345678901234567890", "number-too-long"),
        ("2/5", "unreadable-number"),
        ("12-", "unreadable-number"),
        ("5 %", "unreadable-number"),
        ("=1+1", "unreadable-number"),
    ] {
        let result =
            ranks_the_rest(&format!("C1,bad,{cell}\nC2,good,100000\n").replace("C2,good,100000\n", ""));
        let quarantined = &result["quarantined"];
        assert_eq!(quarantined[0]["id"], "C1", "{cell}");
        assert_eq!(quarantined[0]["code"], code, "{cell}: {}", quarantined[0]["message"]);
        let place = &result["provenance"]["places"][0];
        assert_eq!((&place["row"], &place["column"]), (&Value::from(2), &Value::from("sales")), "{cell}");
    }
}

#[test]
fn a_repeated_id_quarantines_all_its_rows() {
    let result = ranks_the_rest("C1,one,5\nC1,two,7\n");
    assert_eq!(result["counts"]["quarantined"], 2);
    assert!(result["quarantined"].as_array().unwrap().iter().all(|row| row["code"] == "duplicate-id"));
}

#[test]
fn a_row_without_an_id_is_kept_and_quarantined() {
    let result = ranks_the_rest(",nobody,5\n");
    assert_eq!(result["quarantined"][0]["code"], "missing-id");
}

#[test]
fn persian_numbers_are_read() {
    let case = Case::new();
    let data = case.file("entries.csv", "id,name,sales\nC1,a,۱۲٫۵\nC2,b,۱۲٬۵۰۰\nC3,c,12.5\n");
    let output = case.rank(data.to_str().unwrap());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let explained =
        bartar(&["explain", &case.rules(), data.to_str().unwrap(), "--id", "C2", "--format", "json"]);
    let explained: Value = serde_json::from_slice(&explained.stdout).unwrap();
    let node =
        explained["nodes"].as_array().unwrap().iter().find(|node| node["kind"] == "indicator").unwrap();
    assert_eq!(node["value"], "12500");
    let ranking: Value = serde_json::from_slice(&output.stdout).unwrap();
    let tied: Vec<_> =
        ranking["pools"][0]["entries"].as_array().unwrap().iter().map(|e| (&e["rank"], &e["tied"])).collect();
    assert_eq!(tied, [(&1.into(), &false.into()), (&2.into(), &true.into()), (&2.into(), &true.into())]);
}
