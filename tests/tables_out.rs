//! The result as tables: `rank --table FILE`, against the JSON of the same run.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::tables::{EXAMPLE, IRAN, Row, csv_lines, rows, run, sheet, written};
use support::{project, python, skip, stderr};

const OUTCOMES: [(&str, &str); 4] = [
    ("ineligible", "ineligible"),
    ("review", "for review"),
    ("withdrawn", "withdrawn"),
    ("quarantined", "quarantined"),
];

fn json(command: &str, inputs: &[&str], more: &[&str]) -> Value {
    let output = run(command, inputs, &[more, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

/// A number as it is written shortest.
fn plain(number: &str) -> String {
    let whole = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
    if number.contains('.') { whole(number) } else { number.to_owned() }
}

/// What the rows of the places and of the others must say, by English headers, from the JSON of the ranking and of the
/// explanations of the first two of each pool. A row has all headers that it must not leave empty.
fn expected(inputs: &[&str]) -> (Vec<Row>, Vec<Row>) {
    let ranking = json("rank", inputs, &[]);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (mut placed, mut others) = (Vec::new(), Vec::new());
    let mut explained: BTreeMap<String, Value> = BTreeMap::new();
    for pool in ranking["pools"].as_array().unwrap() {
        for (number, entry) in pool["entries"].as_array().unwrap().iter().enumerate() {
            let main = pool["kind"] == "main";
            let mut row: Row = [
                ("Outcome", "ranked".to_owned()),
                ("Pool id", text(&pool["pool"])),
                ("Pool", text(&pool["title"]["en"])),
                ("Kind", if main { "pool" } else { "orientation" }.to_owned()),
                ("Rank", entry["rank"].to_string()),
                ("Shared rank", if entry["tied"] == true { "yes" } else { "no" }.to_owned()),
                ("Entry id", text(&entry["id"])),
                ("Name", text(&entry["name"])),
                ("Score", text(&entry["score"])),
                ("Reason", String::new()),
            ]
            .map(|(header, cell)| (header.to_owned(), cell))
            .into();
            assert_eq!(entry["from"].is_object(), inputs == IRAN);
            if let Some(from) = entry["from"].as_object() {
                row.insert("Pool id there".to_owned(), text(&from["pool"]));
                row.insert("Rank there".to_owned(), from["rank"].to_string());
                row.insert("Score there".to_owned(), text(&from["score"]));
                row.insert("Stage before".to_owned(), "Provincial stage".to_owned());
                row.insert("Stage".to_owned(), "national".to_owned());
            }
            if number < 2 {
                let id = text(&entry["id"]);
                let node =
                    explained.entry(id).or_insert_with_key(|id| json("explain", inputs, &["--id", id]));
                row.insert("File".to_owned(), text(&node["source"]));
                row.insert("Row".to_owned(), node["row"].to_string());
                for node in node["nodes"].as_array().unwrap() {
                    let kind = if node["kind"] == "axis" { "Axis: " } else { "" };
                    let header = format!("{kind}{}", text(&node["title"]["en"]));
                    row.insert(format!("?{header}\t{}", text(&node["id"])), text(&node["points"]));
                }
            }
            row.insert("Rulebook".to_owned(), text(&ranking["rulebook"]["id"]));
            row.insert("Edition".to_owned(), text(&ranking["rulebook"]["edition"]));
            row.insert("Fingerprint of the rulebook".to_owned(), text(&ranking["rulebook"]["sha256"]));
            placed.push(row);
        }
    }
    for (list, outcome) in OUTCOMES {
        for entry in ranking[list].as_array().unwrap() {
            let (codes, messages): (Vec<String>, Vec<String>) = match entry["findings"].as_array() {
                Some(findings) => {
                    findings.iter().map(|one| (text(&one["code"]), text(&one["message"]["en"]))).unzip()
                }
                None => {
                    let codes = entry["reasons"].as_array().unwrap().iter().map(&text);
                    let texts = entry["texts"].as_array().unwrap().iter();
                    codes.zip(texts.map(|one| text(&one["en"]))).unzip()
                }
            };
            let row = [
                ("Outcome", if entry["stayed"] == true { "did not go on" } else { outcome }.to_owned()),
                ("Entry id", text(&entry["id"])),
                ("Reason codes", codes.join(" ")),
                ("Reason", messages.join("; ")),
                ("Rank", String::new()),
                ("Score", String::new()),
            ];
            others.push(row.map(|(header, cell)| (header.to_owned(), cell)).into());
        }
    }
    (placed, others)
}

/// The cell of a row under a header; of a node, whose title may be that of others, under its title with its id.
fn cell<'a>(row: &'a Row, header: &str) -> &'a str {
    let own = header.strip_prefix('?').map(|node| {
        let (title, id) = node.split_once('\t').unwrap();
        row.get(title).or_else(|| row.get(&format!("{title} ({id})")))
    });
    own.unwrap_or_else(|| row.get(header)).unwrap_or_else(|| panic!("no {header}: {:?}", row.keys()))
}

#[test]
fn the_text_file_says_what_json_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.csv");
    for inputs in [EXAMPLE, IRAN] {
        written(inputs, &path, &[]);
        let ours = rows(csv_lines(&path));
        let (placed, others) = expected(inputs);
        assert!(placed.len() > 10 && others.len() > 3);
        let theirs: Vec<&Row> = placed.iter().chain(&others).collect();
        assert_eq!(ours.len(), theirs.len());
        for (own, theirs) in ours.iter().zip(theirs) {
            for (header, expected) in theirs {
                let own = cell(own, header);
                // Points stand with all decimals of their column.
                let own = if header.starts_with('?') { plain(own) } else { own.to_owned() };
                assert_eq!(own, *expected, "{header} of {theirs:?}");
            }
        }
        // Honours are told by their titles.
        let ranking = json("rank", inputs, &[]);
        let pools = ranking["pools"].as_array().unwrap();
        let honours = pools.iter().flat_map(|pool| pool["entries"].as_array().unwrap());
        for (entry, own) in honours.zip(&ours) {
            assert_eq!(entry["honour"].is_null(), own["Honour"].is_empty(), "{own:?}");
        }
    }
}

#[test]
fn the_workbook_says_what_the_text_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let (text, book) = (folder.path().join("result.csv"), folder.path().join("result.xlsx"));
    for inputs in [EXAMPLE, IRAN] {
        for (lang, names, outcome) in [
            ("fa", ["رتبه‌ها", "رتبه‌بندی‌نشده‌ها", "گروه‌ها", "دربارهٔ نتیجه"], "وضعیت"),
            ("en", ["Standings", "Not ranked", "Pools", "About"], "Outcome"),
        ] {
            written(inputs, &text, &["--lang", lang, "--table", book.to_str().unwrap()]);
            assert_eq!(open_workbook::<Xlsx<_>, _>(&book).unwrap().sheet_names(), names);
            let lines = csv_lines(&text);
            let headers = lines[0].clone();
            assert_eq!(headers[0], outcome);
            let mut compared = 0;
            let mut below = 1;
            for number in [0, 1] {
                let cells = sheet(&book, number);
                let at: Vec<usize> = cells[0]
                    .iter()
                    .map(|header| headers.iter().position(|own| *own == header.to_string()).unwrap())
                    .collect();
                for line in &cells[1..] {
                    for (cell, at) in line.iter().zip(&at) {
                        let expected = &lines[below][*at];
                        match cell {
                            Data::Float(number) => assert_eq!(number.to_string(), plain(expected)),
                            Data::String(text) => {
                                assert_eq!(text, expected);
                                assert!(text.parse::<f64>().is_err(), "a number as text: {text}");
                            }
                            Data::Empty => assert_eq!(expected, ""),
                            other => panic!("{other:?}"),
                        }
                        compared += usize::from(matches!(cell, Data::Float(_)));
                    }
                    below += 1;
                }
            }
            assert_eq!(below, lines.len(), "every line is in a sheet");
            assert!(compared > 100, "numbers are numbers: {compared}");
        }
    }
}

#[test]
fn the_workbook_tells_what_was_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.xlsx");
    written(IRAN, &path, &[]);
    let about: Vec<(String, String)> =
        sheet(&path, 3).iter().map(|line| (line[0].to_string(), line[1].to_string())).collect();
    let ranking = json("rank", IRAN, &[]);
    let says = |item: &str, value: &Value| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        assert!(about.contains(&(item.to_owned(), value.clone())), "{item} {value}: {about:#?}");
    };
    says("Id of the rulebook", &ranking["rulebook"]["id"]);
    says("Fingerprint of the rulebook", &ranking["rulebook"]["sha256"]);
    says("Program", &ranking["provenance"]["engine"]);
    says("Stage", &ranking["stage"]["title"]["en"]);
    says("All entries", &ranking["counts"]["rows"]);
    says("Entries ranked", &ranking["counts"]["ranked"]);
    for (list, outcome) in OUTCOMES {
        says(&format!("Entries {outcome}"), &ranking["counts"][list]);
    }
    says("Of these, kept back by an earlier stage", &ranking["counts"]["stayed"]);
    for file in ranking["provenance"]["files"].as_array().unwrap() {
        says("File of data", &file["path"]);
        says("Fingerprint of the file", &file["sha256"]);
    }
}

#[test]
fn the_workbook_tells_who_won_each_pool_and_where_nobody_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.xlsx");
    written(IRAN, &path, &[]);
    let ranking = json("rank", IRAN, &[]);
    let wanted: Vec<[String; 5]> = (ranking["pools"].as_array().unwrap().iter())
        .map(|pool| {
            let entries = pool["entries"].as_array().unwrap();
            let winners = entries.iter().filter(|entry| entry["honour"] == "winner");
            let winners = winners.map(|entry| {
                format!("{} {}", entry["id"].as_str().unwrap(), entry["name"].as_str().unwrap())
            });
            [
                pool["pool"].as_str().unwrap().to_owned(),
                pool["title"]["en"].as_str().unwrap().to_owned(),
                entries.len().to_string(),
                winners.collect::<Vec<_>>().join("\n"),
                pool["no_winner_text"]["en"].as_str().unwrap_or("").to_owned(),
            ]
        })
        .collect();
    let lines = sheet(&path, 2);
    assert_eq!(
        lines[0].iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["Pool id", "Pool", "Kind", "Ranked entries", "Has the first honour", "Remark"]
    );
    let ours: Vec<[String; 5]> =
        lines[1..].iter().map(|line| [0, 1, 3, 4, 5].map(|at| line[at].to_string())).collect();
    assert_eq!(ours, wanted);
    assert!(ours.iter().any(|pool| pool[3].contains('\n')), "a shared first place has two winners");
}

/// Columns with their types.
type Types = Vec<(String, String)>;

/// Reads a Parquet file with another program, decimals as they are written: its columns with their types, and its rows.
fn parquet(test: &str, path: &Path) -> Option<(Types, Vec<Row>)> {
    let python = python(test)?;
    if !Command::new(python).args(["-c", "import polars"]).output().unwrap().status.success() {
        assert!(std::env::var_os("BARTAR_REQUIRE_TOOLS").is_none(), "Python has no polars and must have it");
        skip(test, "Python has no polars");
        return None;
    }
    let script = project().join("tests/oracle/read_parquet.py");
    let run = Command::new(python).arg(script).arg(path).output().unwrap();
    assert!(run.status.success(), "{}", stderr(&run));
    let read: Value = serde_json::from_slice(&run.stdout).unwrap();
    Some((
        serde_json::from_value(read["columns"].clone()).unwrap(),
        serde_json::from_value(read["rows"].clone()).unwrap(),
    ))
}

#[test]
fn the_file_for_programs_holds_exact_numbers_under_ids() {
    let test = "the_file_for_programs_holds_exact_numbers_under_ids";
    let folder = tempfile::tempdir().unwrap();
    let (text, path) = (folder.path().join("result.csv"), folder.path().join("result.parquet"));
    for inputs in [EXAMPLE, IRAN] {
        written(inputs, &text, &["--table", path.to_str().unwrap()]);
        let Some((columns, ours)) = parquet(test, &path) else { return };
        let kind = |id: &str| columns.iter().find(|(own, _)| own == id).unwrap().1.clone();
        assert_eq!(kind("rank"), "Int64");
        assert_eq!(kind("row"), "Int64");
        assert_eq!(kind("tied"), "Boolean");
        assert_eq!(kind("score"), "Decimal(precision=38, scale=2)");
        assert_eq!(kind("members").split('(').next(), Some("Decimal"));
        // In the order of the text file, but for the Persian of texts.
        let lines = csv_lines(&text);
        let own: Vec<&String> = columns.iter().map(|(id, _)| id).filter(|id| !id.ends_with("_fa")).collect();
        assert_eq!(own.len(), lines[0].len());
        assert_eq!(ours.len(), lines.len() - 1);
        for (own_row, line) in ours.iter().zip(&lines[1..]) {
            for (id, cell) in own.iter().zip(line) {
                let ours = own_row[*id].as_str();
                match id.as_str() {
                    "outcome" => {
                        let word = match cell.as_str() {
                            "for review" => "review",
                            "did not go on" => "ineligible",
                            other => other,
                        };
                        assert_eq!(ours, word);
                    }
                    "kind" => assert_eq!(ours, if cell == "pool" { "main" } else { cell }),
                    "tied" => assert_eq!(ours, cell.replace("yes", "true").replace("no", "false")),
                    "honour" | "from_stage" => assert_eq!(ours.is_empty(), cell.is_empty()),
                    _ => assert_eq!(ours, cell, "{id}"),
                }
            }
        }
        let honours: Vec<&str> = ours.iter().map(|row| row["honour"].as_str()).collect();
        assert!(honours.contains(&"winner") && honours.contains(&"commended"), "{honours:?}");
        assert!(ours.iter().any(|row| row["message_fa"].contains('ی') && row["message"].contains('e')));
    }
}

#[test]
fn a_node_named_like_a_column_keeps_its_points() {
    let test = "a_node_named_like_a_column_keeps_its_points";
    let folder = tempfile::tempdir().unwrap();
    for file in fs::read_dir(project().join("fixtures/small_pool")).unwrap() {
        let file = file.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        let indicator = text.replace("[indicator.mark]", "[indicator.rank]");
        let changed = file.extension().is_none_or(|extension| extension != "toml") || indicator != text;
        assert!(changed, "{text}");
        fs::write(folder.path().join(file.file_name().unwrap()), indicator).unwrap();
    }
    let path = folder.path().join("result.parquet");
    let (rules, entries) = (folder.path(), folder.path().join("entries.csv"));
    let inputs = [rules.to_str().unwrap(), entries.to_str().unwrap()];
    let output = run("rank", &inputs, &["--table", path.to_str().unwrap()]);
    assert!(path.exists(), "{}", stderr(&output));
    let Some((columns, rows)) = parquet(test, &path) else { return };
    assert!(columns.iter().any(|(id, kind)| id == "indicator.rank" && kind.starts_with("Decimal")));
    assert!(rows.iter().any(|row| row["rank"] == "1" && !row["indicator.rank"].is_empty()), "{rows:?}");
}

#[test]
fn the_table_is_about_the_pools_and_the_stage_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.csv");
    let pools = |rows: &[Row]| {
        let mut pools: Vec<String> = rows.iter().map(|row| row["Pool id"].clone()).collect();
        pools.dedup();
        pools
    };
    written(IRAN, &path, &["--pool", "agri"]);
    let one = rows(csv_lines(&path));
    assert_eq!(pools(&one), ["agri", ""], "and those not ranked who may belong there");
    let all = json("rank", IRAN, &[]);
    let agri = all["pools"].as_array().unwrap().iter().find(|pool| pool["pool"] == "agri").unwrap();
    assert_eq!(
        one.iter().filter(|row| row["Outcome"] == "ranked").count(),
        agri["entries"].as_array().unwrap().len()
    );
    written(IRAN, &path, &["--stage", "provincial"]);
    let first = rows(csv_lines(&path));
    assert!(!first[0].contains_key("Rank there") && first.iter().all(|row| row["Stage"] == "provincial"));
    assert!(pools(&first).contains(&"tehran-agri".to_owned()));
    let amended = ["--amendments", "fixtures/objections/amendments.csv"];
    let inputs = [EXAMPLE[0], EXAMPLE[1]];
    run("rank", &inputs, &[&amended[..], &["--table", path.to_str().unwrap()]].concat());
    let ours: Vec<(String, String)> = rows(csv_lines(&path))
        .into_iter()
        .filter(|row| row["Outcome"] == "ranked")
        .map(|row| (row["Entry id"].clone(), row["Score"].clone()))
        .collect();
    let ranking = json("rank", &inputs, &amended);
    let theirs = ranking["pools"].as_array().unwrap().iter();
    let theirs = theirs
        .flat_map(|pool| pool["entries"].as_array().unwrap())
        .map(|entry| (entry["id"].as_str().unwrap().to_owned(), entry["score"].as_str().unwrap().to_owned()));
    assert_eq!(ours, theirs.collect::<Vec<_>>());
}

/// What `LibreOffice` makes of the first sheet, as CSV.
fn by_libre_office(test: &str, book: &Path) -> Option<PathBuf> {
    let folder = book.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir",
        ])
        .args([folder, book])
        .output();
    let Ok(run) = run else {
        assert!(std::env::var_os("BARTAR_REQUIRE_TOOLS").is_none(), "LibreOffice is not there and must be");
        skip(test, "LibreOffice (soffice) is not there");
        return None;
    };
    assert!(run.status.success(), "{}", stderr(&run));
    Some(book.with_extension("csv"))
}

#[test]
fn libre_office_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (text, book) = (folder.path().join("ours.csv"), folder.path().join("book.xlsx"));
    written(EXAMPLE, &text, &["--lang", "fa", "--table", book.to_str().unwrap()]);
    let Some(theirs) = by_libre_office("libre_office_reads_the_same", &book) else { return };
    let theirs = fs::read_to_string(theirs).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(theirs.as_bytes());
    let theirs: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let ours = rows(csv_lines(&text));
    assert_eq!(theirs.len() - 1, ours.iter().filter(|row| !row["رتبه"].is_empty()).count());
    for (own, line) in ours.iter().zip(&theirs[1..]) {
        for (header, cell) in theirs[0].iter().zip(line) {
            assert_eq!(&own[header], cell, "{header}");
        }
    }
}
