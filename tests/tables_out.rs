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
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use support::{bartar, project, python, skip, stderr, stdout};

/// Data of which a part is not ranked, without stages.
const EXAMPLE: &[&str] =
    &["criteria/example-cooperatives", "fixtures/example/entries.csv", "fixtures/example/late-entries.csv"];
/// A national stage, after a provincial one.
const IRAN: &[&str] = &[
    "criteria/iran-best-cooperatives-1405",
    "fixtures/iran/entries.csv",
    "--marks",
    "fixtures/iran/marks.csv",
];
const OUTCOMES: [(&str, &str); 4] = [
    ("ineligible", "ineligible"),
    ("review", "for review"),
    ("withdrawn", "withdrawn"),
    ("quarantined", "quarantined"),
];

fn run(command: &str, inputs: &[&str], more: &[&str]) -> Output {
    bartar(&[&[command], inputs, more].concat())
}

fn json(command: &str, inputs: &[&str], more: &[&str]) -> Value {
    let output = run(command, inputs, &[more, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

/// Writes the table; some entries of the data are not decided.
fn written(inputs: &[&str], path: &Path, more: &[&str]) {
    let output = run("rank", inputs, &[&["--table", path.to_str().unwrap()], more].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

/// A row of a table by its headers.
type Row = BTreeMap<String, String>;

fn rows(lines: Vec<Vec<String>>) -> Vec<Row> {
    let mut lines = lines.into_iter();
    let headers = lines.next().unwrap();
    let row = |line: Vec<String>| {
        assert_eq!(line.len(), headers.len());
        headers.iter().cloned().zip(line).collect::<Row>()
    };
    let rows: Vec<Row> = lines.map(row).collect();
    assert!(rows.iter().all(|row| row.len() == headers.len()), "a header stands twice: {headers:?}");
    rows
}

/// The CSV file, whose first bytes are the mark of UTF-8.
fn csv_lines(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let text = text.strip_prefix('\u{FEFF}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
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
                ("Outcome", outcome.to_owned()),
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

/// The cells of a sheet, numbers with as many decimals as they need, and where numbers stand.
fn sheet(path: &Path, number: usize) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(number).unwrap().unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn the_workbook_says_what_the_text_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let (text, book) = (folder.path().join("result.csv"), folder.path().join("result.xlsx"));
    for inputs in [EXAMPLE, IRAN] {
        for (lang, names, outcome) in [
            ("fa", ["رتبه‌ها", "رتبه‌بندی‌نشده‌ها", "دربارهٔ نتیجه"], "وضعیت"),
            ("en", ["Standings", "Not ranked", "About"], "Outcome"),
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

/// A part of a workbook.
fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_workbook_is_laid_out_for_its_readers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.xlsx");
    for lang in ["fa", "en"] {
        written(EXAMPLE, &path, &["--lang", lang]);
        for number in 1..=3 {
            let xml = part(&path, &format!("xl/worksheets/sheet{number}.xml"));
            assert_eq!(xml.contains("rightToLeft=\"1\""), lang == "fa");
            assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter ref=\"A1:"), "{xml}");
            assert!(xml.contains("<cols>") && !xml.contains("<f>"));
        }
        // The rank and the score of the first place: cells without a type are numbers; the score has two decimals.
        let xml = part(&path, "xl/worksheets/sheet1.xml");
        let first = xml.split("<row r=\"2\"").nth(1).unwrap().split("</row>").next().unwrap();
        let of =
            |at: &str| first.split(&format!("<c r=\"{at}\"")).nth(1).unwrap().split("</c>").next().unwrap();
        assert!(of("D2").contains("><v>1</v>") && !of("D2").contains("t="), "{first}");
        assert!(of("H2").contains("<v>") && !of("H2").contains("t="), "{first}");
        assert!(of("F2").contains("t=\"inlineStr\""), "{first}");
        let style: usize = of("H2").split("s=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
        let styles = part(&path, "xl/styles.xml");
        let formats = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").nth(style + 1).unwrap();
        let format = formats.split("numFmtId=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(styles.contains(&format!("<numFmt numFmtId=\"{format}\" formatCode=\"0.00\"/>")), "{styles}");
    }
}

#[test]
fn the_workbook_tells_what_was_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("result.xlsx");
    written(IRAN, &path, &[]);
    let about: Vec<(String, String)> =
        sheet(&path, 2).iter().map(|line| (line[0].to_string(), line[1].to_string())).collect();
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
    for file in ranking["provenance"]["files"].as_array().unwrap() {
        says("File of data", &file["path"]);
        says("Fingerprint of the file", &file["sha256"]);
    }
}

/// Columns with their types.
type Types = Vec<(String, String)>;

/// Reads a Parquet file with another program, decimals as they are written: its columns with their types, and its rows.
fn parquet(test: &str, path: &Path) -> Option<(Types, Vec<Row>)> {
    let python = python(test)?;
    if !Command::new(python).args(["-c", "import polars"]).output().unwrap().status.success() {
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
                    "outcome" => assert_eq!(ours, if cell == "for review" { "review" } else { cell }),
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
fn what_strangers_wrote_is_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.csv");
    let text = fs::read_to_string(project().join(EXAMPLE[1])).unwrap();
    let hostile = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(A1)", "a\u{1b}[31mb"];
    let mut lines = text.lines().map(str::to_owned);
    let mut changed = vec![lines.next().unwrap()];
    for (line, name) in lines.by_ref().zip(hostile) {
        let mut cells: Vec<&str> = line.split(',').collect();
        cells[1] = name;
        changed.push(cells.join(","));
    }
    changed.extend(lines);
    fs::write(&data, changed.join("\n") + "\n").unwrap();
    let inputs = [EXAMPLE[0], data.to_str().unwrap()];
    let (text, book) = (folder.path().join("result.csv"), folder.path().join("result.xlsx"));
    let more = ["--table", text.to_str().unwrap(), "--table", book.to_str().unwrap()];
    let output = run("rank", &inputs, &more);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let names: Vec<String> =
        rows(csv_lines(&text)).into_iter().map(|mut row| row.remove("Name").unwrap()).collect();
    for safe in ["'=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'@SUM(A1)", "a\u{fffd}[31mb"] {
        assert!(names.iter().any(|name| name == safe), "{safe}: {names:?}");
    }
    let texts: Vec<Data> = sheet(&book, 0).concat();
    for shown in ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(A1)", "a\u{fffd}[31mb"] {
        assert!(texts.contains(&Data::String(shown.to_owned())), "{shown}");
    }
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f") && !xml.contains("<script") && xml.contains("&lt;script&gt;"));
}

#[test]
fn the_same_result_is_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["a.csv", "a.xlsx", "a.parquet"].map(|name| folder.path().join(name));
    let files: Vec<&str> = names.iter().flat_map(|name| ["--table", name.to_str().unwrap()]).collect();
    let bytes = |more: &[&str]| {
        let output = run("rank", IRAN, &[&files[..], more].concat());
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        names.each_ref().map(|name| fs::read(name).unwrap())
    };
    let first = bytes(&["--threads", "1"]);
    assert!(first == bytes(&["--threads", "1"]), "twice the same");
    assert!(first == bytes(&["--threads", "2"]), "with two threads");
    assert!(first == bytes(&["--threads", "2", "--top", "1"]), "--top is about the terminal");
    // What people read is in their language; what programs read is the same in both.
    let persian = bytes(&["--lang", "fa"]);
    assert!(first[0] != persian[0] && first[1] != persian[1] && first[2] == persian[2]);
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

#[test]
fn files_appear_whole_and_together_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let names = || {
        let all = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut all: Vec<String> = all.map(|name| name.into_string().unwrap()).collect();
        all.sort();
        all
    };
    fs::write(file("result.csv"), "older").unwrap();
    fs::create_dir(file("there.xlsx")).unwrap();
    // The second file cannot be created, so the first is not replaced.
    for second in [file("nowhere/result.xlsx"), file("there.xlsx")] {
        let output = run("rank", EXAMPLE, &["--table", &file("result.csv"), "--table", &second]);
        assert_eq!((output.status.code(), stdout(&output).len()), (Some(73), 0), "{}", stderr(&output));
        assert!(stderr(&output).contains("the file for the result tables"), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(file("result.csv")).unwrap(), "older");
        assert_eq!(names(), ["result.csv", "there.xlsx"], "nothing is left beside it");
    }
    let more = ["--table", &file("result.csv"), "--findings", &file("list.csv")];
    assert_eq!(run("rank", EXAMPLE, &more).status.code(), Some(1));
    assert_ne!(fs::read_to_string(file("result.csv")).unwrap(), "older");
    assert_eq!(names(), ["list.csv", "result.csv", "there.xlsx"]);
}

#[test]
fn names_that_cannot_be_meant_are_wrong_usage() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for name in ["result.pdf", "result", ".csv"] {
        let output = run("rank", EXAMPLE, &["--table", &file(name)]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains("must end with .csv, .xlsx or .parquet"), "{}", stderr(&output));
    }
    let persian = run("rank", EXAMPLE, &["--table", "result.pdf", "--lang", "fa"]);
    assert!(stderr(&persian).contains("پایان یابد"), "{}", stderr(&persian));
    // Neither data nor another output is ever replaced.
    let again = format!("{}/./result.csv", folder.path().display());
    for more in [
        vec!["--table".to_owned(), "./fixtures/example/../example/entries.csv".to_owned()],
        vec!["--table".to_owned(), file("result.csv"), "--table".to_owned(), again.clone()],
        vec!["--findings".to_owned(), file("result.csv"), "--table".to_owned(), again],
    ] {
        let more: Vec<&str> = more.iter().map(String::as_str).collect();
        let output = run("rank", EXAMPLE, &more);
        assert_eq!(output.status.code(), Some(2), "{more:?}: {}", stderr(&output));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
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
