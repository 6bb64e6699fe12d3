//! What explanations, comparisons and lists tell, as the command shows it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::{bartar, project, stderr, stdout};

const EXAMPLE: [&str; 3] =
    ["criteria/example-cooperatives", "fixtures/example/entries.csv", "fixtures/example/late-entries.csv"];
const PANEL: [&str; 4] =
    ["fixtures/panel", "fixtures/panel/entries.csv", "--marks", "fixtures/panel/marks.csv"];
const SUM: [&str; 2] = ["fixtures/excluded_from_sum", "fixtures/excluded_from_sum/entries.csv"];

fn run(command: &str, inputs: &[&str], more: &[&str]) -> String {
    let output = bartar(&[&[command], inputs, more].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    stdout(&output)
}

fn json(command: &str, inputs: &[&str], more: &[&str]) -> Value {
    serde_json::from_str(&run(command, inputs, &[more, &["--format", "json"]].concat())).unwrap()
}

/// Without bidi marks, and each run of blanks as one: what a person reads, wherever lines break.
fn read(text: &str) -> String {
    let marks = |c: char| matches!(c, '\u{200e}' | '\u{2066}'..='\u{2069}');
    text.replace(marks, "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn node<'j>(explanation: &'j Value, id: &str) -> &'j Value {
    explanation["nodes"].as_array().unwrap().iter().find(|node| node["id"] == id).unwrap()
}

#[test]
fn a_stretched_and_rounded_sum_tells_its_factor_its_exact_result_and_what_each_part_adds() {
    let told = json("explain", &SUM, &["--id", "rounded"]);
    let made = &node(&told, "all")["made"];
    assert_eq!((&made["factor"], &made["before_rounding"]), (&"5/3".into(), &"100/3".into()));
    assert_eq!((&made["rounding"]["digits"], &made["rounding"]["mode"]), (&2.into(), &"half-up".into()));
    assert_eq!((&made["difference"], &made["adjustment"]), (&"-1/300".into(), &"-1/300".into()));
    assert_eq!(node(&told, "b")["contribution"], "100/3");
    let read = read(&run("explain", &SUM, &["--id", "rounded", "--lang", "fa"]));
    assert!(
        read.contains("ضرب در ۱۰۰/۶۰، چون ۳ جزء از ۴ جزء امتیاز دارد: ۲۰ × ۱۰۰/۶۰ + ۰ + ۰ ≈ ۳۳٫۳۳۳۳۳۳"),
        "{read}"
    );
    let compared = json("explain", &SUM, &["--id", "rounded", "--against", "whole"]);
    let parts: Vec<_> =
        ["a", "b", "extra", "fines"].map(|id| node(&compared, id)["contribution"].clone()).into();
    assert_eq!(parts, ["-20", "10/3", "-5", "10"]);
    assert_eq!((&compared["difference"], &compared["adjustment"]), (&"-11.67".into(), &"-1/300".into()));
}

#[test]
fn values_tell_their_formula_with_the_data_put_in() {
    let english = read(&run("explain", &EXAMPLE, &["--id", "C-003", "--lang", "en"]));
    for told in [
        "Net profit ÷ Sales × 100 = 6,213 ÷ 37,250 × 100 ≈ 16.679195; rounded half-up to 2 digits: 16.68",
        "(37,250 − 22,280) ÷ 22,280 × 100 − 32.5 ≈ 34.690305",
        "trend of Sales: 14,490 → 22,280 → 37,250",
        "gives 69.696, rounded half-up to 2 digits: 69.7",
        "art. 5(1) (rulebook.toml:194)",
        "Net profit: 6,213 million rial, confidential (fixtures/example/entries.csv:4, net_profit)",
    ] {
        assert!(english.contains(told), "{told}: {english}");
    }
    let persian = read(&run("explain", &EXAMPLE, &["--id", "C-003", "--lang", "fa"]));
    for told in [
        "سود خالص ÷ فروش × ۱۰۰ = ۶٬۲۱۳ ÷ ۳۷٬۲۵۰ × ۱۰۰ ≈ ۱۶٫۶۷۹۱۹۵؛ گرد شده (نیم به بالا) تا ۲ رقم: ۱۶٫۶۸",
        "سود خالص: ۶٬۲۱۳ میلیون ریال، محرمانه (fixtures/example/entries.csv:4, net_profit)",
    ] {
        assert!(persian.contains(told), "{told}: {persian}");
    }
    // A datum stands under the indicators that read it, and under none of the others.
    let (_, rest) = english.split_once("Data that no indicator reads").unwrap();
    assert!(rest.contains("Paid-up capital") && !rest.contains("Net profit"), "{rest}");
    let told = json("explain", &EXAMPLE, &["--id", "C-003"]);
    let data = node(&told, "f_margin")["data"].as_array().unwrap();
    assert!(data.iter().all(|datum| datum["confidential"] == true), "{data:?}");
}

#[test]
fn special_rules_of_a_sector_and_merged_pools_are_named() {
    let services = ["--id", "C-025", "--lang"];
    let told = read(&run("explain", &EXAMPLE, &[&services[..], &["en"]].concat()));
    assert!(
        told.contains("special rule of the sector \"Services\" (rulebook.toml:214); art. 5(1), services (rulebook.toml:194)"),
        "{told}"
    );
    let told = read(&run("explain", &EXAMPLE, &[&services[..], &["fa"]].concat()));
    assert!(
        told.contains("حکم ویژهٔ رشتهٔ «خدمات» (rulebook.toml:214)؛ مادهٔ ۵ بند ۱، خدمات (rulebook.toml:194)"),
        "{told}"
    );
    assert_eq!(told.matches("حکم ویژه").count(), 1);
    let carpet = read(&run("explain", &EXAMPLE, &["--id", "C-035", "--lang", "fa"]));
    assert!(carpet.contains("از گروه کوچک «رشتهٔ فرش دستباف» که پرونده‌هایش به حداقل نمی‌رسد"), "{carpet}");
}

#[test]
fn marks_are_told_with_judge_fate_and_place() {
    let told = read(&run("explain", &PANEL, &["--id", "few", "--lang", "en"]));
    for said in [
        "D-3 93 (not counted) (fixtures/panel/marks.csv:14)",
        "recused (عضو همین تعاونی) (fixtures/panel/marks.csv:15)",
        "[mark-off-scale] error: 93, given by the judge `D-3`",
        "in steps of 5 (fixtures/panel/marks.csv:14)",
        "What to do: Have a further judge mark this entry.",
        "the judges' marks are not complete yet: for review",
    ] {
        assert!(told.contains(said), "{said}: {told}");
    }
    assert!(!told.contains("applicant") || !told.contains("Ask the applicant"), "{told}");
    let persian = read(&run("explain", &PANEL, &["--id", "few", "--lang", "fa"]));
    assert!(persian.contains("چاره: از یک داور دیگر بخواهید به این پرونده نمره بدهد."), "{persian}");
    assert!(persian.contains("نمرهٔ داوران هنوز کامل نیست"), "{persian}");
    let told = json("explain", &PANEL, &["--id", "few"]);
    let mark = &told["panel"][0]["marks"][2];
    assert_eq!((&mark["judge"], &mark["counted"]), (&"D-3".into(), &"mark-off-scale".into()));
    assert_eq!((&mark["places"][0]["source"], &mark["places"][0]["row"]), (&PANEL[3].into(), &14.into()));
}

#[test]
fn findings_on_marks_have_their_entry_and_place() {
    let panel = json("panel", &PANEL, &[]);
    for (finding, row) in panel["findings"].as_array().unwrap().iter().zip([14, 16]) {
        assert_eq!(
            (&finding["id"], &finding["source"], &finding["row"]),
            (&"few".into(), &PANEL[3].into(), &row.into())
        );
    }
    // Cut after 18 digits, and so said.
    let exact = panel["criteria"][0]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["id"] == "exact")
        .unwrap();
    assert_eq!((&exact["mean"], &exact["mean_rounded"]), (&"73.333333333333333333".into(), &true.into()));
    let table = read(&run("panel", &PANEL, &["--lang", "fa"]));
    for said in ["≈ ۷۳٫۳۳۳", "فاصله‌ای", "شمار نمره", "۱ هم‌رأیی کامل", "آسان‌گیرتر از داوران دیگر"]
    {
        assert!(table.contains(said), "{said}: {table}");
    }
    let ranking = json("rank", &PANEL, &[]);
    let places = ranking["provenance"]["places"].as_array().unwrap();
    // What is about a line stands there, what is about the entry as a whole at the entry.
    let told: Vec<_> =
        places.iter().map(|place| (place["code"].as_str().unwrap(), &place["source"])).collect();
    let (entries, marks) = (&Value::from(PANEL[1]), &Value::from(PANEL[3]));
    assert_eq!(told, [("marks-still-apart", entries), ("mark-off-scale", marks), ("mark-of-recused", marks)]);
}

#[test]
fn a_mark_that_is_none_is_shown_as_it_is_written_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let marks = folder.path().join("marks.csv");
    let lines =
        "judge,entry,criterion,mark\nD-1,exact,impact,good\nD-2,exact,impact,80\nD-2,exact,impact,85\n";
    fs::write(&marks, lines).unwrap();
    let marks = marks.to_str().unwrap();
    let panel = |lang: &str| {
        let output = bartar(&["panel", PANEL[0], PANEL[1], "--marks", marks, "--lang", lang]);
        read(&stdout(&output)).replace(marks, "marks.csv")
    };
    let (english, persian) = (panel("en"), panel("fa"));
    for said in [
        "D-1 `good` (not counted) (marks.csv:2)",
        "D-2 `80` and `85` (not counted) (marks.csv:3, marks.csv:4)",
    ] {
        assert!(english.contains(said), "{said}: {english}");
    }
    for said in
        ["D-1 «good» (شمرده نشد) (marks.csv:2)", "D-2 «80» و «85» (شمرده نشد) (marks.csv:3، marks.csv:4)"]
    {
        assert!(persian.contains(said), "{said}: {persian}");
    }
    let told = json("panel", &[PANEL[0], PANEL[1], "--marks", marks], &[]);
    let written: Vec<_> = told["criteria"][0]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|entry| entry["id"] == "exact")
        .flat_map(|entry| entry["marks"].as_array().unwrap())
        .map(|mark| (mark["mark"].clone(), mark["written"].clone()))
        .collect();
    assert_eq!(
        written,
        [(Value::Null, serde_json::json!(["good"])), (Value::Null, serde_json::json!(["80", "85"]))]
    );
}

#[test]
fn tables_of_a_run_hold_places_findings_and_counts_and_know_no_language() {
    let table = |lang: &str| run("rank", &EXAMPLE, &["--format", "csv", "--lang", lang]);
    assert_eq!(table("fa"), table("en"));
    let text = table("en");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[headers.iter().position(|header| header == name).unwrap()].to_owned()
    };
    let unreadable = rows.iter().find(|row| &row[0] == "quarantined" && cell(row, "id") == "C-033").unwrap();
    let place = ["source", "row", "column"].map(|name| cell(unreadable, name));
    assert_eq!(place, ["fixtures/example/late-entries.csv", "5", "sales"]);
    assert!(cell(unreadable, "message").contains("was not read"));
    assert!(cell(unreadable, "message_fa").contains("خوانده نشد"));
    let finding = rows.iter().find(|row| &row[0] == "finding").unwrap();
    let told = ["id", "reasons", "source", "row", "column"].map(|name| cell(finding, name));
    assert_eq!(told, ["C-023", "stated-differs-note", "fixtures/example/entries.csv", "22", "equity"]);
    let counts: Vec<String> = rows
        .iter()
        .filter(|row| &row[0] == "count")
        .map(|row| cell(row, "kind") + &cell(row, "count"))
        .collect();
    assert_eq!(counts, ["rows36", "ranked31", "ineligible1", "review1", "withdrawn0", "quarantined3"]);
}

#[test]
fn comparisons_tell_outcomes_pools_rows_and_ties() {
    let compare = |a: &str, b: &str, lang: &str| {
        read(&run("explain", &EXAMPLE, &["--id", a, "--against", b, "--lang", lang]))
    };
    let told = compare("C-033", "C-003", "en");
    assert!(told.contains("quarantined [unreadable-number] Sales: `حدود ۸ میلیارد` was not read."), "{told}");
    let told = compare("C-003", "C-017", "fa");
    assert!(
        told.contains("در آن‌ها با هم رتبه‌بندی نمی‌شوند؛ امتیازهای نسبی هر کدام در میان هم‌گروه‌های خودش"),
        "{told}"
    );
    let told = compare("C-020", "C-003", "en");
    assert!(told.contains("Row 1 of 2 with this id"), "{told}");
    let told = compare("C-007", "C-011", "en");
    assert!(told.contains("Difference of totals: 0 Sector: Agriculture: C-007 equal to C-011"), "{told}");
}

#[test]
fn ties_in_a_comparison_tell_who_is_above_and_what_decided() {
    let folder = tempfile::tempdir().unwrap();
    let rules = write_rules(folder.path(), "ties = [\"y desc\"]", "");
    let data = folder.path().join("entries.csv");
    fs::write(&data, "id,x,y\na,5,1\nb,5,1200\n").unwrap();
    let inputs = [rules.as_str(), data.to_str().unwrap()];
    let told = read(&run("explain", &inputs, &["--id", "a", "--against", "b", "--lang", "en"]));
    assert!(
        told.contains("a same score, below b by this rule: \"Field\", higher first (1 against 1,200)"),
        "{told}"
    );
}

/// A small rulebook of one indicator.
fn write_rules(folder: &Path, ties: &str, more: &str) -> String {
    let text = format!(
        r#"[rulebook]
id = "test"
edition = "1"
title = {{ fa = "آزمون", en = "Test" }}
basis = {{ fa = "آزمون", en = "Test" }}
[rounding]
points = 2
[data]
id = "id"
[defaults.field]
type = "number"
title = {{ fa = "قلم", en = "Field" }}
[field.x]
[field.y]
[axis.all]
title = {{ fa = "محور", en = "Axis" }}
clause = "c"
[indicator.x]
axis = "all"
title = {{ fa = "شاخص", en = "Indicator" }}
clause = "c"
value = "x / 3"
missing = "zero-points"
points = {{ max = 9, linear = {{ none-at = 0, full-at = 9 }} }}
[pool.all]
title = {{ fa = "همه", en = "All" }}
[ranking]
precision = 2
{ties}
{more}"#
    );
    let rules = folder.join("rules");
    fs::create_dir(&rules).unwrap();
    fs::write(rules.join("rulebook.toml"), text).unwrap();
    rules.to_str().unwrap().to_owned()
}

#[test]
fn a_value_that_never_ends_is_marked_as_rounded() {
    let folder = tempfile::tempdir().unwrap();
    let rules = write_rules(folder.path(), "ties = []", "");
    let data = folder.path().join("entries.csv");
    fs::write(&data, "id,x,y\na,1,1\nb,3,1\n").unwrap();
    let inputs = [rules.as_str(), data.to_str().unwrap()];
    let told = json("explain", &inputs, &["--id", "a"]);
    let x = node(&told, "x");
    assert_eq!(
        (&x["value"], &x["value_rounded"], &x["exact"]),
        (&"0.333333333333333333".into(), &true.into(), &"1/3".into())
    );
    assert_eq!((&x["points"], &x["before_rounding"]), (&"0.33".into(), &"1/3".into()));
    let told = json("explain", &inputs, &["--id", "b"]);
    assert!(node(&told, "x").get("value_rounded").is_none());
    assert!(run("explain", &inputs, &["--id", "a", "--lang", "en"]).contains("≈ 0.333333"));
}

#[test]
fn earlier_stages_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let stages = r#"[stage.first]
title = { fa = "مرحلهٔ نخست", en = "First stage" }
clause = "c"
score = "axis.all"
promote = [{ rank = 1 }]
[stage.last]
title = { fa = "مرحلهٔ پایانی", en = "Last stage" }
clause = "c"
"#;
    let rules = write_rules(folder.path(), "ties = []", stages);
    let data = folder.path().join("entries.csv");
    fs::write(&data, "id,x,y\na,3,1\nb,6,1\n").unwrap();
    let inputs = [rules.as_str(), data.to_str().unwrap()];
    let stage = |id: &str| json("explain", &inputs, &["--id", id])["stages"][0].clone();
    let promoted = stage("b");
    assert_eq!((&promoted["stage"], &promoted["outcome"]), (&"first".into(), &"promoted".into()));
    assert_eq!(
        (&promoted["pool"], &promoted["rank"], &promoted["score"]),
        (&"all".into(), &1.into(), &"2.00".into())
    );
    assert_eq!(stage("a")["outcome"], "stays");
    let told = read(&run("explain", &inputs, &["--id", "b", "--lang", "fa"]));
    assert!(
        told.contains("مرحلهٔ نخست: به مرحلهٔ بعد راه یافت (رتبهٔ ۱ در گروه «همه» با امتیاز ۲٫۰۰)"),
        "{told}"
    );
    let table = read(&run("rank", &inputs, &["--lang", "en"]));
    assert!(table.contains("First stage 1 b 2.00 All, rank 1, score 2.00"), "{table}");
}

#[test]
fn lines_fit_the_columns_that_are_asked_for() {
    for (columns, limit) in [(Some("60"), 60), (None, 100)] {
        for lang in ["en", "fa"] {
            for command in ["rank", "explain"] {
                let mut bartar = Command::new(env!("CARGO_BIN_EXE_bartar"));
                bartar
                    .arg(command)
                    .args(EXAMPLE)
                    .args(["--lang", lang])
                    .current_dir(project())
                    .env_remove("COLUMNS");
                if command == "explain" {
                    bartar.args(["--id", "C-003"]);
                }
                if let Some(columns) = columns {
                    bartar.env("COLUMNS", columns);
                }
                let text = stdout(&bartar.output().unwrap());
                let marks = |c: char| matches!(c, '\u{200c}' | '\u{200e}' | '\u{2066}'..='\u{2069}' | '\u{64b}'..='\u{65f}');
                for line in text.lines() {
                    let shown = line.replace(marks, "");
                    assert!(shown.chars().count() <= limit, "{} of {limit}: {shown}", shown.chars().count());
                    assert_eq!(
                        line.matches(['\u{2066}', '\u{2067}', '\u{2068}']).count(),
                        line.matches('\u{2069}').count(),
                        "{line}"
                    );
                }
            }
        }
    }
}

#[test]
fn lists_of_who_is_not_ranked_are_not_cut_with_the_standings() {
    let table = run("rank", &EXAMPLE, &["--top", "1", "--lang", "en"]);
    assert_eq!(table.matches("[duplicate-id]").count(), 2, "{table}");
    assert!(table.contains("[unreadable-number]"), "{table}");
    // Services alone: the entries of other sectors are no matter here, nor what was found about them.
    let services = run("rank", &EXAMPLE, &["--pool", "services", "--lang", "en"]);
    assert!(
        services.contains("C-033") && !services.contains("C-020") && !services.contains("C-023"),
        "{services}"
    );
    let industry = run("rank", &EXAMPLE, &["--pool", "industry", "--lang", "en"]);
    assert!(industry.contains("C-020") && industry.contains("[stated-differs-note] C-023"), "{industry}");
    assert!(!industry.contains("C-033") && !industry.contains("C-012"), "{industry}");
}

/// A sentence of ours stands in the direction of its language, whatever it begins with.
#[test]
fn persian_sentences_run_from_right_to_left() {
    let table = run("rank", &EXAMPLE, &["--lang", "fa"]);
    let line = table.lines().find(|line| line.contains("[unreadable-number]")).unwrap();
    assert!(line.trim_start().starts_with("\u{2067}[unreadable-number]"), "{line}");
}
