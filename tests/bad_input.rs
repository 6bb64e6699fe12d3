//! Bad input gets a clear error, its place and the right exit code, and no output; or its entry is quarantined and the
//! rest goes on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

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

fn explain(case: &Case, data: &std::path::Path, id: &str, format: &str) -> std::process::Output {
    bartar(&["explain", &case.rules(), data.to_str().unwrap(), "--id", id, "--format", format])
}

#[test]
fn a_file_cut_inside_its_last_cell_is_told_and_ranked() {
    let case = Case::new();
    let data = case.file("entries.csv", "id,name,sales\nC1,a,5000\nC2,b,980");
    let output = case.rank(data.to_str().unwrap());
    assert_eq!(output.status.code(), Some(0), "a notice changes no exit code: {}", stderr(&output));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["counts"]["ranked"], 2);
    let notice = &result["provenance"]["notices"][0];
    assert_eq!((&notice["code"], &notice["row"]), (&Value::from("no-line-end"), &Value::from(3)));
    let table = stdout(&bartar(&["rank", &case.rules(), data.to_str().unwrap()]));
    assert!(table.contains("[no-line-end]") && table.contains("entries.csv:3"), "{table}");
    // It concerns the entry in that row and no other.
    let last: Value = serde_json::from_slice(&explain(&case, &data, "C2", "json").stdout).unwrap();
    assert_eq!(last["findings"][0]["code"], "no-line-end");
    let first: Value = serde_json::from_slice(&explain(&case, &data, "C1", "json").stdout).unwrap();
    assert_eq!(first["findings"], Value::from(Vec::<Value>::new()));
}

#[test]
fn ids_that_only_look_alike_are_told_and_ranked() {
    let case = Case::new();
    let data = case.file("entries.csv", "id,name,sales\nC-1,a,5\nC-۱,b,6\nC-2,c,7\n");
    let output = case.rank(data.to_str().unwrap());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["counts"]["ranked"], 3);
    let found: Vec<(&str, &str)> = result["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["code"].as_str().unwrap(), finding["id"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("similar-ids", "C-1"), ("similar-ids", "C-۱")]);
    assert_eq!(result["provenance"]["places"].as_array().unwrap().len(), 2, "each once");
    let explained: Value = serde_json::from_slice(&explain(&case, &data, "C-۱", "json").stdout).unwrap();
    assert_eq!(explained["findings"][0]["code"], "similar-ids");
    assert_eq!(explained["findings"][0]["severity"], "notice");
    assert_eq!(explained["findings"][0]["row"], 3);
    let unknown = explain(&case, &data, "c-2", "json");
    stops(&unknown, 66, &["there is `C-2`, which differs only in how it is written"]);
}

#[test]
fn every_row_of_a_repeated_id_is_explained() {
    let case = Case::new();
    let content = "id,name,sales\nC1,b,much\nC1,a,5\nC1,a,more\nC2,c,7\n";
    let data = case.file("entries.csv", content);
    let output = explain(&case, &data, "C1", "json");
    assert_eq!(output.status.code(), Some(1));
    let explained: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&explained["schema"], &explained["id"]), (&"bartar/explanation/1".into(), &"C1".into()));
    // By content: the names first, then the data, of which a missing one comes first.
    let rows = explained["rows"].as_array().unwrap();
    let places: Vec<u64> = rows.iter().map(|row| row["row"].as_u64().unwrap()).collect();
    assert_eq!(places, [4, 3, 2]);
    let codes = |row: &Value| -> Vec<String> {
        let findings = row["findings"].as_array().unwrap();
        findings.iter().map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(codes(&rows[1]), ["duplicate-id"]);
    assert_eq!(codes(&rows[2]), ["duplicate-id", "unreadable-number"]);
    assert_eq!(rows[1]["data"][0]["value"], "5");
    assert_eq!(
        (&rows[2]["data"][0]["value"], &rows[2]["data"][0]["missing"]),
        (&Value::Null, &"unreadable".into())
    );
    let finding = &rows[2]["findings"][1];
    assert_eq!((&finding["row"], &finding["column"]), (&2.into(), &"sales".into()));
    assert!(finding["message"]["fa"].is_string() && finding["help"]["fa"].is_string());

    let table = stdout(&explain(&case, &data, "C1", "table"));
    for words in [
        "Row 1 of 3 with this id",
        "Row 3 of 3 with this id",
        "entries.csv:2",
        "`much`",
        "`more`",
        "What to do",
    ] {
        assert!(table.contains(words), "`{words}` is not in:\n{table}");
    }
    let table = stdout(&explain(&case, &data, "C1", "csv"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let kinds: Vec<String> = reader.records().map(|record| record.unwrap()[2].to_owned()).collect();
    let count = |kind: &str| kinds.iter().filter(|other| *other == kind).count();
    assert_eq!((count("entry"), count("finding"), count("reason"), count("datum")), (3, 5, 5, 3));

    let alone: Value = serde_json::from_slice(&explain(&case, &data, "C2", "json").stdout).unwrap();
    assert_eq!(alone.get("rows"), None, "one row is one object");
}

#[test]
fn repeated_rows_are_explained_in_an_order_that_no_shuffling_changes() {
    let case = Case::new();
    let lines = ["C1,a,much\n", "C1,a,5\n", "C1,a,more\n"];
    let names = |order: [usize; 3]| -> Vec<String> {
        let rows = order.map(|line| lines[line]).concat();
        let data = case.file("entries.csv", format!("id,name,sales\n{rows}"));
        let explained: Value = serde_json::from_slice(&explain(&case, &data, "C1", "json").stdout).unwrap();
        let rows = explained["rows"].as_array().unwrap();
        rows.iter()
            .map(|row| {
                format!(
                    "{} {} {}",
                    row["name"], row["data"][0]["value"], row["reason_texts"][1]["message"]["en"]
                )
            })
            .collect()
    };
    assert_eq!(names([0, 1, 2]), names([2, 1, 0]));
    assert_eq!(names([0, 1, 2]), names([1, 2, 0]));
}

#[test]
fn what_strangers_wrote_drives_no_terminal_and_no_spreadsheet() {
    let case = Case::new();
    let content = "id,name,sales\n=1+1,\"@SUM(A1)\u{1b}[2J\",5\nC2,a\u{2028}b\u{202e}c,6\nC\u{1b}]0;x\u{7},d,\u{1b}[31m\n";
    let data = case.file("en\u{1b}[31mtries.csv", content);
    let path = data.to_str().unwrap();
    let outputs = [
        bartar(&["rank", &case.rules(), path]),
        bartar(&["rank", &case.rules(), path, "--format", "csv"]),
        explain(&case, &data, "C\u{1b}]0;x\u{7}", "table"),
        explain(&case, &data, "C2", "table"),
        explain(&case, &data, "=1+1", "csv"),
        explain(&case, &data, "\u{1b}[31m", "table"),
        bartar(&["rank", &case.rules(), "\u{1b}[31m.csv"]),
    ];
    for output in outputs {
        let text = stdout(&output) + &stderr(&output);
        let harmful = |c: char| (c.is_control() && c != '\n') || "\u{2028}\u{2029}\u{202e}".contains(c);
        assert!(!text.contains(harmful) || text.starts_with("list,") && !text.contains('\u{1b}'), "{text:?}");
    }
    let csv = stdout(&bartar(&["rank", &case.rules(), path, "--format", "csv"]));
    assert!(csv.contains(",'=1+1,'@SUM(A1)\u{fffd}[2J,"), "{csv}");
    // Programs get the bytes as they are.
    let result: Value = serde_json::from_slice(&case.rank(path).stdout).unwrap();
    let names: Vec<&Value> =
        result["pools"][0]["entries"].as_array().unwrap().iter().map(|e| &e["name"]).collect();
    assert_eq!(names, ["a\u{2028}b\u{202e}c", "@SUM(A1)\u{1b}[2J"]);
}

#[test]
fn what_explains_a_ranked_entry_explains_the_others() {
    let case = Case::new();
    let rules = RULEBOOK
        .replace("[axis.all]", "[field.members]\ntitle = { fa = \"اعضا\", en = \"Members\" }\ntype = \"count\"\nunit = \"person\"\nplausible = \"[0, 1000]\"\n[field.gone]\ntitle = { fa = \"انصراف\", en = \"Withdrawn\" }\ntype = \"yes-no\"\n[gate.members]\ntitle = { fa = \"اعضای کافی\", en = \"Enough members\" }\nclause = \"art. 9\"\nrequire = \"members >= 7\"\nreason = { fa = \"اعضا کم است\", en = \"too few members\" }\n[axis.all]")
        .replace("name = \"name\"", "name = \"name\"\nwithdrawn = \"gone\"");
    fs::write(case.folder.path().join("rules/rulebook.toml"), rules).unwrap();
    let content =
        "id,name,sales,members,gone\nR,a,5,5000,no\nI,b,6,6,no\nV,c,7,,no\nW,d,8,9,yes\nQ,e,x,9,no\n";
    let data = case.file("entries.csv", content);
    for (id, outcome, row, words) in [
        ("R", "ranked", 2, &["[implausible] warning", "entries.csv:2, members", "What to do"][..]),
        (
            "I",
            "ineligible",
            3,
            &[
                "[members] too few members (art. 9) — rulebook.toml:",
                "Members: 6 person",
                "entries.csv:3, members",
            ],
        ),
        (
            "V",
            "review",
            4,
            &[
                "(art. 9) — rulebook.toml:",
                "Members: the datum was not submitted",
                "entries.csv:4, members",
                "What to do: Ask",
            ],
        ),
        ("W", "withdrawn", 5, &["[withdrawn]", "rulebook.toml:", "Withdrawn: yes", "entries.csv:5, gone"]),
        (
            "Q",
            "quarantined",
            6,
            &["[unreadable-number]", "Sales: not read (", "entries.csv:6, sales", "could not be read"],
        ),
    ] {
        // Lines are wrapped where the folder's name makes them long.
        let table = stdout(&explain(&case, &data, id, "table"));
        let table = table.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(table.contains(word), "{id}: `{word}` is not in:\n{table}");
        }
        let explained: Value = serde_json::from_slice(&explain(&case, &data, id, "json").stdout).unwrap();
        assert_eq!((&explained["outcome"], &explained["row"]), (&outcome.into(), &row.into()));
        let data = explained["data"].as_array().unwrap();
        assert_eq!(
            data.iter().map(|datum| &datum["field"]).collect::<Vec<_>>(),
            ["sales", "members", "gone"]
        );
        for reason in explained["reason_texts"].as_array().unwrap() {
            assert!(!reason["data"].as_array().unwrap().is_empty(), "{id}: {reason}");
            assert!(reason["help"]["fa"].is_string() && reason["help"]["en"].is_string());
        }
    }
}
