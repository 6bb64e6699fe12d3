//! Workbooks and old encodings, as provinces send them, through the whole program.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::fs;
use std::path::Path;
use support::{bartar, project, stderr, stdout};

const RULEBOOK: &str = "criteria/example-cooperatives";
const ENTRIES: &str = "fixtures/example/entries.csv";

/// The example's entries as a workbook whose second sheet holds them below a title.
fn workbook(path: &Path) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(project().join(ENTRIES)).unwrap();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("راهنما").unwrap().write_string(0, 0, "این فرم را پر کنید").unwrap();
    let sheet = book.add_worksheet().set_name("پرونده‌ها").unwrap();
    sheet.write_string(0, 0, "استان‌های کشور").unwrap();
    for (row, record) in (1..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.unwrap().iter()) {
            // Numbers as numbers, as whoever types them would have it.
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

fn json(arguments: &[&str]) -> Value {
    let output = bartar(arguments);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(&output)))
}

#[test]
fn a_workbook_gives_the_result_that_the_text_file_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entries.xlsx");
    workbook(&path);
    let path = path.to_str().unwrap();
    let mut text = json(&["rank", RULEBOOK, ENTRIES, "--format", "json"]);
    let mut book = json(&["rank", RULEBOOK, path, "--format", "json"]);
    let file = &book["provenance"]["files"][0];
    assert_eq!((&file["format"], &file["sheet"]), (&Value::from("xlsx"), &Value::from("پرونده‌ها")));
    let notice = &book["provenance"]["notices"][0];
    assert_eq!(
        (&notice["code"], &notice["sheet"]),
        (&Value::from("rows-above-header"), &Value::from("پرونده‌ها"))
    );
    for result in [&mut text, &mut book] {
        result.as_object_mut().unwrap().remove("provenance");
    }
    assert_eq!(text, book);
    // A row further down than in the text file.
    let explained = |data| json(&["explain", RULEBOOK, data, "--id", "C-015", "--format", "json"]);
    let (text, book) = (explained(ENTRIES), explained(path));
    assert_eq!(book["row"].as_u64().unwrap(), text["row"].as_u64().unwrap() + 1);
    assert_eq!((&book["source"], &book["sheet"]), (&Value::from(path), &Value::from("پرونده‌ها")));
    assert!(text.get("sheet").is_none());
    let table = stdout(&bartar(&["explain", RULEBOOK, path, "--id", "C-015"]));
    assert!(table.contains(&format!("{path}#پرونده‌ها:{}", book["row"])), "{table}");
}

#[test]
fn a_sheet_is_chosen_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("entries.xlsx");
    workbook(&path);
    let path = path.to_str().unwrap();
    let chosen = bartar(&["rank", RULEBOOK, path, "--sheet", "پرونده ها"]);
    assert_eq!(chosen.status.code(), Some(0), "{}", stderr(&chosen));
    let none = bartar(&["rank", RULEBOOK, path, "--sheet", "nowhere"]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(65), 0));
    assert!(
        stderr(&none).contains("[sheet-not-found]") && stderr(&none).contains("`راهنما`, `پرونده‌ها`"),
        "{}",
        stderr(&none)
    );
    let guide = bartar(&["rank", RULEBOOK, path, "--sheet", "راهنما"]);
    assert!(stderr(&guide).contains(&format!("{path}#راهنما: [missing-column]")), "{}", stderr(&guide));
}

#[test]
fn an_old_encoding_is_read_where_it_is_declared() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.csv");
    let header = fs::read_to_string(project().join(ENTRIES)).unwrap();
    let header = header.lines().next().unwrap().replace("نام", "name").replace("رشته", "sector");
    let blanks = ",".repeat(header.matches(',').count() - 1);
    // «كوير» with Arabic kaf and yeh, which is all that the old encoding has.
    let bytes = [header.as_bytes(), b"\nC-900,\xDF\xE6\xED\xD1", blanks.as_bytes(), b"\n"].concat();
    fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap();
    let guessed = bartar(&["rank", RULEBOOK, path]);
    assert_eq!(guessed.status.code(), Some(65));
    assert!(stderr(&guessed).contains("--legacy-encoding windows-1256"), "{}", stderr(&guessed));
    let result = json(&[
        "explain",
        RULEBOOK,
        path,
        "--id",
        "C-900",
        "--legacy-encoding",
        "windows-1256",
        "--format",
        "json",
    ]);
    assert_eq!(result["name"], "كوير");
    let ranking = json(&["rank", RULEBOOK, path, "--legacy-encoding", "windows-1256", "--format", "json"]);
    assert_eq!(ranking["provenance"]["files"][0]["encoding"], "Windows-1256");
    assert_eq!(bartar(&["rank", RULEBOOK, path, "--legacy-encoding", "latin-1"]).status.code(), Some(2));
}

/// A list as a workbook with one sheet.
/// The national example in the letters and digits that the old encoding has.
fn old_letters() -> String {
    let text = fs::read_to_string(project().join("fixtures/iran/entries.csv")).unwrap();
    text.chars()
        .map(|c| match c {
            'ی' => 'ي',
            'ک' => 'ك',
            'ۀ' => 'ه',
            '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap(),
            c => c,
        })
        .filter(|c| *c != '٬' && *c != '\u{654}')
        .map(|c| if c == '٫' { '.' } else { c })
        .collect()
}

#[test]
fn the_same_text_in_all_encodings_gives_the_same_bytes() {
    let text = old_letters();
    let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    let (old, _, lost) = encoding_rs::WINDOWS_1256.encode(&text);
    assert!(!lost, "the example has letters that the old encoding has not");
    assert!(old.len() < text.len());
    let files = [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        old.into_owned(),
    ];
    let rules = project().join("criteria/iran-best-cooperatives-1405");
    let marks = project().join("fixtures/iran/marks.csv");
    let results = files.map(|bytes| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("entries.csv");
        fs::write(&path, bytes).unwrap();
        let given = [rules.to_str().unwrap(), path.to_str().unwrap(), "--marks", marks.to_str().unwrap()];
        let old = ["--legacy-encoding", "windows-1256", "--format", "json"];
        let mut ranking = json(&[&["rank"], &given[..], &old].concat());
        // Which bytes they were, and that an old file was read as was declared.
        ranking.as_object_mut().unwrap().remove("provenance");
        let mut explained = json(&[&["explain"], &given[..], &["--id", "IR-009"], &old].concat()).to_string();
        explained = explained.replace(path.to_str().unwrap(), "entries.csv");
        (ranking.to_string(), explained)
    });
    assert!(results[0].0.contains(r#""ranked":33"#), "{}", results[0].0);
    for other in &results[1..] {
        assert_eq!(&results[0], other);
    }
}

fn list(source: &str, path: &Path) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(project().join(source)).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("فهرست").unwrap();
    for (row, record) in (0..).zip(reader.records()) {
        for (column, cell) in (0..).zip(record.unwrap().iter()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

#[test]
fn amendments_and_marks_may_be_workbooks() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (entries, amendments, faulty, marks) =
        (file("entries.xlsx"), file("amendments.xlsx"), file("faulty.xlsx"), file("marks.xlsx"));
    workbook(Path::new(&entries));
    list("fixtures/objections/amendments.csv", Path::new(&amendments));
    list("fixtures/objections/faulty.csv", Path::new(&faulty));
    list("fixtures/panel/marks.csv", Path::new(&marks));
    let result = |inputs: &[&str]| {
        let mut result = json(&[&["rank"], inputs, &["--format", "json"]].concat());
        result.as_object_mut().unwrap().remove("provenance");
        result
    };
    // The sheet that is named is that of the entries; a list has its own.
    assert_eq!(
        result(&[RULEBOOK, &entries, "--sheet", "پرونده‌ها", "--amendments", &amendments]),
        result(&[RULEBOOK, ENTRIES, "--amendments", "fixtures/objections/amendments.csv"])
    );
    let told = stderr(&bartar(&["rank", RULEBOOK, &entries, "--amendments", &faulty]));
    assert!(told.contains(&format!("{faulty}#فهرست:3")), "{told}");
    let panel = ["fixtures/panel", "fixtures/panel/entries.csv", "--marks"];
    let text = result(&[&panel[..], &["fixtures/panel/marks.csv"]].concat());
    assert_eq!(result(&[&panel[..], &[&marks]].concat()), text);
    // Findings never replace a file that was given.
    let over = bartar(&[&["rank"], &panel[..], &[&marks, "--findings", &marks]].concat());
    assert_eq!(over.status.code(), Some(2), "{}", stderr(&over));
}
