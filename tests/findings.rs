//! The list of findings, which somebody works through: `rank --findings FILE`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use calamine::{Data, Reader, Xlsx, open_workbook};
use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::Output;
use support::{bartar, stderr, stdout};

const EXAMPLE: [&str; 4] = [
    "rank",
    "criteria/example-cooperatives",
    "fixtures/example/late-entries.csv",
    "fixtures/example/entries.csv",
];

fn rank(more: &[&str]) -> Output {
    bartar(&[&EXAMPLE[..], more].concat())
}

fn list(path: &Path, lang: &str) -> Vec<Vec<String>> {
    let output = rank(&["--findings", path.to_str().unwrap(), "--lang", lang]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    if path.extension().is_some_and(|extension| extension == "csv") {
        let text = fs::read_to_string(path).unwrap();
        let text = text.strip_prefix('\u{FEFF}').unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        return reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    }
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn every_finding_is_a_line_with_its_place_and_cure() {
    let folder = tempfile::tempdir().unwrap();
    let lines = list(&folder.path().join("list.csv"), "en");
    let brief: Vec<String> = lines
        .iter()
        .map(|line| {
            [&line[0], &line[1], &line[3], &line[4], &line[5], &line[7], &line[8]]
                .map(String::as_str)
                .join("|")
        })
        .collect();
    assert_eq!(
        brief,
        [
            "Number|File|Row|Column|Entry id|Severity|Code",
            "1|fixtures/example/entries.csv|22|equity|C-023|warning|stated-differs-note",
            "2|fixtures/example/late-entries.csv|2||C-020|error|duplicate-id",
            "3|fixtures/example/late-entries.csv|3||C-020|error|duplicate-id",
            "4|fixtures/example/late-entries.csv|4|convicted|C-024|warning|conviction",
            "5|fixtures/example/late-entries.csv|5|sales|C-033|error|unreadable-number",
            // What costs points comes after what must be mended.
            "6|fixtures/example/entries.csv|29|assembly_on|C-031|notice|datum-not-submitted",
        ]
    );
    assert!(lines[1..].iter().all(|line| !line[9].is_empty() && !line[11].is_empty()), "{lines:?}");
    let others: Vec<&str> = lines[1..].iter().map(|line| line[10].as_str()).collect();
    let late = "fixtures/example/late-entries.csv";
    assert_eq!(others, ["", &format!("{late}:3"), &format!("{late}:2"), "", "", ""]);
    assert!(lines[5][11].starts_with("Take the right number from the evidence"));
}

#[test]
fn workbook_and_text_file_say_the_same_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for lang in ["fa", "en"] {
        let (text, book) = (folder.path().join("list.csv"), folder.path().join("list.xlsx"));
        assert_eq!(list(&text, lang), list(&book, lang));
        let mut book: Xlsx<_> = open_workbook(&book).unwrap();
        let range = book.worksheet_range_at(0).unwrap().unwrap();
        assert_eq!(range.get((1, 0)), Some(&Data::Float(1.0)), "numbers are numbers");
        assert_eq!(range.get((1, 3)), Some(&Data::Float(22.0)));
        assert_eq!(range.get((1, 5)), Some(&Data::String("C-023".to_owned())));
    }
}

#[test]
fn amounts_in_another_unit_are_told_once_and_the_run_asks_for_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("rials.csv");
    // Sales a million times as large, as they are in rials; entries are otherwise those of the example.
    let entries = fs::read_to_string(support::project().join(EXAMPLE[3])).unwrap();
    let mut reader = csv::Reader::from_reader(entries.as_bytes());
    let at = reader.headers().unwrap().iter().position(|header| header == "sales").unwrap();
    let mut writer = csv::Writer::from_path(&data).unwrap();
    writer.write_record(reader.headers().unwrap()).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let cells = record.iter().enumerate().map(|(column, cell)| {
            let amount = column == at && cell.parse::<u64>().is_ok_and(|amount| amount > 0);
            if amount { format!("{cell}000000") } else { cell.to_owned() }
        });
        writer.write_record(cells).unwrap();
    }
    drop(writer);
    for (lang, unit, cure) in [
        ("en", "as if written in rial and not in million rial", "like `sales (rial)`"),
        ("fa", "گویا به ریال نوشته شده‌اند، نه به میلیون ریال", "مانند «sales (ریال)»"),
    ] {
        let path = folder.path().join("list.csv");
        let output = bartar(&[
            "rank",
            EXAMPLE[1],
            data.to_str().unwrap(),
            "--findings",
            path.to_str().unwrap(),
            "--lang",
            lang,
        ]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let text = fs::read_to_string(&path).unwrap();
        let told: Vec<&str> = text.lines().filter(|line| line.contains("unit-doubtful")).collect();
        assert_eq!(told.len(), 1, "{text}");
        assert!(told[0].contains(unit) && told[0].contains(cure), "{}", told[0]);
        let single = text.lines().filter(|line| line.contains(",implausible,")).count();
        assert!(single > 1, "each amount is told beside it");
    }
}

/// The XML of the only sheet of a workbook.
fn sheet_xml(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_workbook_is_laid_out_for_its_readers() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    list(&path, "fa");
    let persian = sheet_xml(&path);
    list(&path, "en");
    let english = sheet_xml(&path);
    assert!(persian.contains("rightToLeft=\"1\"") && !english.contains("rightToLeft"));
    for xml in [persian, english] {
        assert!(xml.contains("<autoFilter ref=\"A1:L7\"/>") && xml.contains("state=\"frozen\""), "{xml}");
        assert!(xml.contains("<cols>"));
    }
}

#[test]
fn the_same_findings_are_the_same_bytes_whatever_the_order_of_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["list.csv", "list.xlsx"] {
        let path = folder.path().join(name);
        let shown = path.to_str().unwrap();
        let mut all = Vec::new();
        for data in [[EXAMPLE[2], EXAMPLE[3]], [EXAMPLE[3], EXAMPLE[2]]] {
            let output =
                bartar(&["rank", EXAMPLE[1], data[0], data[1], "--findings", shown, "--threads", "2"]);
            assert_eq!(output.status.code(), Some(1));
            all.push(fs::read(&path).unwrap());
        }
        assert!(all[0] == all[1], "{name}");
    }
}

#[test]
fn what_strangers_wrote_is_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data.csv");
    let header = fs::read_to_string(support::project().join(EXAMPLE[3])).unwrap();
    let header = header.lines().next().unwrap();
    let blanks = ",".repeat(header.matches(',').count() - 1);
    fs::write(&data, format!("{header}\n=1+1,\"=HYPERLINK(\"\"http://x\"\")\"{blanks}\n")).unwrap();
    for name in ["list.csv", "list.xlsx"] {
        let path = folder.path().join(name);
        let output =
            bartar(&["rank", EXAMPLE[1], data.to_str().unwrap(), "--findings", path.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        if name == "list.csv" {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.contains(",'=1+1,") && !text.contains(",=") && !text.contains(",\"="), "{text}");
        } else {
            assert!(!sheet_xml(&path).contains("<f>"));
        }
    }
}

#[test]
fn faults_of_whole_files_are_the_list_of_a_run_that_stops() {
    let folder = tempfile::tempdir().unwrap();
    let (data, path) = (folder.path().join("data.csv"), folder.path().join("list.csv"));
    let header = fs::read_to_string(support::project().join(EXAMPLE[3])).unwrap();
    let header = header.lines().next().unwrap();
    fs::write(&data, format!("{header}\nC-1,x\n")).unwrap();
    fs::write(&path, "older").unwrap();
    let (data, shown) = (data.to_str().unwrap(), path.to_str().unwrap());
    let lines = |lang: &str| -> Vec<Vec<String>> {
        let output = bartar(&["rank", EXAMPLE[1], data, "nowhere.csv", "--findings", shown, "--lang", lang]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(65), ""), "{}", stderr(&output));
        let mut reader = csv::Reader::from_path(&path).unwrap();
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let found = lines("en");
    let brief: Vec<[&str; 5]> =
        found.iter().map(|line| [1, 3, 5, 7, 8].map(|cell| line[cell].as_str())).collect();
    assert_eq!(
        brief,
        [[data, "2", "", "error", "ragged-row"], ["nowhere.csv", "", "", "error", "file-not-read"],]
    );
    assert!(found.iter().all(|line| !line[9].is_empty() && !line[11].is_empty()), "{found:?}");
    assert_eq!(found[1][9], "there is no such file");
    assert_eq!(lines("fa")[1][9], "چنین فایلی نیست");
    // The list of the panel is replaced too, by the faults of the file of marks.
    let panel =
        ["panel", "fixtures/panel", "fixtures/panel/entries.csv", "--marks", data, "--findings", shown];
    let output = bartar(&panel);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(65), ""), "{}", stderr(&output));
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let places: Vec<String> = reader.records().map(|record| record.unwrap()[1].to_owned()).collect();
    assert!(!places.is_empty() && places.iter().all(|place| place == data), "{places:?}");
}

#[test]
fn the_list_names_the_places_of_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let (data, path) = (folder.path().join("data.csv"), folder.path().join("list.csv"));
    let entries = fs::read_to_string(support::project().join(EXAMPLE[3])).unwrap();
    let mut lines = entries.lines();
    let (header, entry) = (lines.next().unwrap(), lines.next().unwrap());
    fs::write(&data, format!("{header}\n{}", format!("{entry}\n").repeat(6))).unwrap();
    let (data, shown) = (data.to_str().unwrap(), path.to_str().unwrap());
    let output = bartar(&["rank", EXAMPLE[1], data, "--findings", shown, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let also: Vec<String> = reader.records().map(|record| record.unwrap()[10].to_owned()).collect();
    assert_eq!(also[1], format!("{data}:2, {data}:4, {data}:5 and 2 more"), "its own row is none of them");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let second = &json["provenance"]["places"][1];
    let rows: Vec<u64> =
        second["also"].as_array().unwrap().iter().map(|place| place["row"].as_u64().unwrap()).collect();
    assert_eq!(
        (second["row"].as_u64(), rows, second["also_more"].as_u64()),
        (Some(3), vec![2, 4, 5], Some(2))
    );
    assert!(!json["quarantined"].to_string().contains("data.csv"), "places are no part of the result");
    let persian = stdout(&bartar(&["rank", EXAMPLE[1], data, "--lang", "fa"]));
    // Lines are broken where they must be.
    let persian: String = persian.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')).collect();
    let persian = persian.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(persian.contains(&format!("همچنین در {data}:3، {data}:4، {data}:5 و ۲ جای دیگر")), "{persian}");
}

#[test]
fn the_list_appears_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let names =
        || fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect::<Vec<_>>();
    let path = folder.path().join("list.csv");
    let shown = path.to_str().unwrap();
    fs::write(&path, "older").unwrap();
    // Nothing is found out, so nothing is replaced.
    assert_eq!(rank(&["--pool", "nobody", "--findings", shown]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).unwrap(), "older");
    assert_eq!(rank(&["--findings", shown]).status.code(), Some(1));
    assert_ne!(fs::read_to_string(&path).unwrap(), "older");
    assert_eq!(names(), ["list.csv"], "nothing is left beside it");
}

#[test]
fn a_list_that_cannot_be_written_is_an_output_fault() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("there.csv");
    fs::create_dir(&there).unwrap();
    for path in [folder.path().join("nowhere/list.csv"), there] {
        let output = rank(&["--findings", path.to_str().unwrap()]);
        assert_eq!((output.status.code(), stdout(&output).len()), (Some(73), 0), "{}", stderr(&output));
        assert!(stderr(&output).contains("was not written"), "{}", stderr(&output));
    }
    let output = rank(&["--findings", "list.pdf"]);
    assert_eq!(output.status.code(), Some(2));
    // A file of entries is never replaced by what was found in it.
    let output = rank(&["--findings", "./fixtures/example/../example/entries.csv"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}
