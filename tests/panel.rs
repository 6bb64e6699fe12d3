//! The panel's files: the blank sheet for judges' marks, the table of the result, the list of findings; and marks that change
//! nothing.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Output;
use support::tables::{csv_lines, part, rows, sheet};
use support::{bartar, project, records, stderr, stdout};

const IRAN: [&str; 2] = ["criteria/iran-best-cooperatives-1405", "fixtures/iran/entries.csv"];
const MARKS: &str = "fixtures/iran/marks.csv";
const PANEL: [&str; 4] =
    ["fixtures/panel", "fixtures/panel/entries.csv", "--marks", "fixtures/panel/marks.csv"];
const JUDGES: [&str; 9] = ["D-01", "D-02", "D-03", "D-04", "D-05", "D-06", "D-07", "D-08", "D-09"];

fn run(command: &str, inputs: &[&str], more: &[&str]) -> Output {
    bartar(&[&[command], inputs, more].concat())
}

fn json(command: &str, inputs: &[&str], more: &[&str]) -> Value {
    let output = run(command, inputs, &[more, &["--format", "json"]].concat());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)))
}

/// The blank sheet that the command writes, line by line, and what it says of it.
fn blank(inputs: &[&str], path: &Path, more: &[&str]) -> (Vec<Vec<String>>, String) {
    let output = run("panel", inputs, &[&["--mark-sheet", path.to_str().unwrap()], more].concat());
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{}", stderr(&output));
    let lines = if path.extension().is_some_and(|extension| extension == "csv") {
        csv_lines(path)
    } else {
        sheet(path, 0).iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
    };
    (lines, stderr(&output))
}

fn every_judge() -> Vec<&'static str> {
    JUDGES.iter().flat_map(|judge| ["--judge", judge]).collect()
}

/// Writes lines as a workbook, marks as numbers.
fn workbook(path: &Path, lines: &[Vec<String>]) {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (row, line) in (0..).zip(lines) {
        for (column, cell) in (0..).zip(line) {
            match cell.parse::<f64>() {
                Ok(mark) => page.write_number(row, column, mark).unwrap(),
                Err(_) => page.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(path).unwrap();
}

/// What is decided of everybody.
fn decided(marks: &str) -> Value {
    let ranking = json("rank", &IRAN, &["--marks", marks]);
    ["counts", "pools", "ineligible", "review", "quarantined", "findings"]
        .map(|part| (part.to_owned(), ranking[part].clone()))
        .into_iter()
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// A sheet that is filled in gives what a file of marks made by hand gives, whatever it is written as.
#[test]
fn a_sheet_that_is_filled_in_is_read_back_without_loss() {
    let folder = tempfile::tempdir().unwrap();
    let given: BTreeMap<(String, String), (String, String)> = records(&project().join(MARKS))
        .into_iter()
        .map(|line| {
            let cell = |name: &str| line[name].clone();
            ((cell("داور"), cell("پرونده")), (cell("نمره"), cell("کناره‌گیری")))
        })
        .collect();
    let by_hand = decided(MARKS);
    for (name, lang) in [("fa.csv", "fa"), ("en.csv", "en"), ("fa.xlsx", "fa"), ("en.xlsx", "en")] {
        let path = folder.path().join(name);
        let (mut lines, _) = blank(&IRAN, &path, &[&every_judge()[..], &["--lang", lang]].concat());
        let mut filled = BTreeSet::new();
        for line in &mut lines[1..] {
            let key = (line[0].clone(), line[1].clone());
            if let Some((mark, recusal)) = given.get(&key) {
                (line[4], line[5]) = (mark.clone(), recusal.clone());
                filled.insert(key);
            }
        }
        assert_eq!(filled.len(), given.len(), "{name}: every mark has its row");
        let path = folder.path().join(format!("filled-{name}"));
        if name.ends_with("csv") {
            let mut writer = csv::Writer::from_path(&path).unwrap();
            for line in &lines {
                writer.write_record(line).unwrap();
            }
            writer.flush().unwrap();
        } else {
            workbook(&path, &lines);
        }
        assert_eq!(decided(path.to_str().unwrap()), by_hand, "{name}");
        // Its columns for the judge are no findings.
        let ranking = json("rank", &IRAN, &["--marks", path.to_str().unwrap()]);
        let notices = ranking["provenance"]["notices"].as_array().cloned().unwrap_or_default();
        let of_sheet = notices.iter().filter(|notice| notice["source"] == path.to_str().unwrap());
        assert_eq!(of_sheet.collect::<Vec<_>>(), Vec::<&Value>::new());
    }
}

/// The judges learn who is to be marked for what on which scale, and nothing else.
#[test]
fn a_sheet_holds_who_went_on_and_no_points_or_data() {
    let folder = tempfile::tempdir().unwrap();
    let (lines, told) = blank(&IRAN, &folder.path().join("sheet.csv"), &[]);
    assert_eq!(lines[0], ["judge", "entry", "entry name", "criterion", "mark", "recusal", "scale"]);
    assert_eq!(told, "notice: the mark sheet has 34 rows, for 34 entries\n");
    let ranking = json("rank", &IRAN, &["--marks", MARKS]);
    let pools = ranking["pools"].as_array().unwrap().iter().filter(|pool| pool["kind"] == "main");
    let mut expected: BTreeMap<String, String> = pools
        .flat_map(|pool| pool["entries"].as_array().unwrap())
        .map(|entry| ["id", "name"].map(|key| entry[key].as_str().unwrap().to_owned()).into())
        .collect();
    // One waits for a further judge.
    expected.insert("IR-014".to_owned(), "تعاونی معدنی نمونهٔ ۱۴".to_owned());
    let expected: Vec<Vec<String>> = expected
        .into_iter()
        .map(|(id, name)| {
            ["", &id, &name, "Judges' view", "", "", "from 0 to 100 in steps of 5"].map(str::to_owned).into()
        })
        .collect();
    assert_eq!(lines[1..], expected);
    let (lines, _) = blank(
        &IRAN,
        &folder.path().join("sheet.xlsx"),
        &["--judge", "D-01", "--judge", "۰۰۷", "--lang", "fa"],
    );
    assert_eq!(lines[0], ["داور", "پرونده", "نام پرونده", "معیار", "نمره", "کناره‌گیری", "مقیاس"]);
    let judges: Vec<&str> = lines[1..].iter().map(|line| line[0].as_str()).collect();
    assert_eq!(judges, [["D-01"; 34], ["۰۰۷"; 34]].concat());
    assert_eq!(lines[1][6], "از ۰ تا ۱۰۰ با گام ۵");
    let page = part(&folder.path().join("sheet.xlsx"), "xl/worksheets/sheet1.xml");
    assert!(page.contains("rightToLeft=\"1\""), "{page}");
    let limits = "sqref=\"E2:E69\"><formula1>0</formula1><formula2>100</formula2></dataValidation>";
    assert!(page.contains(limits), "{page}");
}

const RULES: &str = r#"[rulebook]
id = "test"
edition = "1"
title = { fa = "آزمون", en = "Test" }
basis = { fa = "آزمون", en = "Test" }
[rounding]
points = 2
[data]
id = "id"
sector = "sector"
withdrawn = "gone"
[field.sector]
title = { fa = "رشته", en = "Sector" }
type = "choice"
[field.sector.choices.farm]
title = { fa = "کشاورزی", en = "Farm" }
[field.sector.choices.shop]
title = { fa = "مصرف", en = "Shop" }
[field.gone]
title = { fa = "انصراف", en = "Withdrawn" }
type = "yes-no"
[panel.idea]
title = { fa = "ایده", en = "Idea" }
clause = "c"
scale = { from = 1, to = 5 }
judges = 1
[panel.harvest]
title = { fa = "برداشت", en = "Harvest" }
clause = "c"
scale = { from = 0, to = 20, step = 0.5 }
judges = 1
[axis.all]
title = { fa = "محور", en = "Axis" }
clause = "c"
[defaults.indicator]
axis = "all"
clause = "c"
better = "higher"
missing = "review"
[indicator.idea]
title = { fa = "ایده", en = "Idea" }
value = "idea_sum / idea_count"
points = { max = 5, linear = { none-at = 0, full-at = 5 } }
[indicator.harvest]
title = { fa = "برداشت", en = "Harvest" }
sectors = ["farm"]
value = "harvest_sum / harvest_count"
points = { max = 20, linear = { none-at = 0, full-at = 20 } }
[pool.all]
title = { fa = "همه", en = "All" }
[ranking]
precision = 2
ties = []
"#;

/// A folder with that rulebook and these entries, and its paths.
fn small(entries: &str) -> (tempfile::TempDir, [String; 2]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rulebook.toml"), RULES).unwrap();
    let data = folder.path().join("entries.csv");
    fs::write(&data, entries).unwrap();
    let paths = [folder.path(), &data].map(|path| path.to_str().unwrap().to_owned());
    (folder, paths)
}

#[test]
fn a_sheet_asks_for_each_criterion_only_where_the_rules_do() {
    let (folder, inputs) = small("id,sector,gone\nb,shop,no\na,farm,no\nc,farm,yes\n");
    let inputs = inputs.each_ref().map(String::as_str);
    let (lines, told) = blank(&inputs, &folder.path().join("sheet.csv"), &[]);
    let asked: Vec<[&str; 3]> =
        lines[1..].iter().map(|line| [1, 3, 6].map(|column| line[column].as_str())).collect();
    let (idea, harvest) = ("from 1 to 5", "from 0 to 20 in steps of 0.5");
    assert_eq!(asked, [["a", "Idea", idea], ["a", "Harvest", harvest], ["b", "Idea", idea]]);
    assert_eq!(told, "notice: the mark sheet has 3 rows, for 2 entries\n");
    // What is not asked for is not open either.
    let marks = folder.path().join("marks.csv");
    fs::write(&marks, "judge,entry,criterion,mark,recusal\nJ,a,idea,5,\nJ,a,harvest,7.5,\nJ,b,idea,3,\n")
        .unwrap();
    let output = run("panel", &inputs, &["--marks", marks.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
}

#[test]
fn a_sheet_that_would_not_be_read_back_is_refused() {
    let (folder, inputs) = small("id,sector,gone\n-b,shop,no\n");
    let inputs = inputs.each_ref().map(String::as_str);
    let path = folder.path().join("sheet.csv");
    let refused = |more: &[&str]| {
        let output = run("panel", &inputs, more);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(!path.exists());
        stderr(&output)
    };
    let sheet = path.to_str().unwrap();
    assert!(refused(&["--mark-sheet", sheet]).contains("take `-b` in CSV for a formula"));
    let twice = ["--mark-sheet", sheet, "--judge", "D-1", "--judge", "d-۱"];
    assert!(refused(&twice).contains("the judge's code `d-۱` is empty or given twice"));
    assert!(refused(&["--mark-sheet", inputs[1]]).contains("is a file of data or another output"));
    assert!(refused(&["--judge", "D-1"]).contains("--mark-sheet"));
    // Without marks there is nothing to report.
    let book = folder.path().join("sheet.xlsx");
    let book = book.to_str().unwrap();
    assert!(refused(&["--mark-sheet", book, "--findings", "list.csv"]).contains("--marks"));
    let (lines, _) = blank(&inputs, &folder.path().join("sheet.xlsx"), &[]);
    assert_eq!(lines[1][1], "-b");
}

#[test]
fn the_result_of_the_panel_is_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["t.csv", "t.xlsx", "t.parquet"].map(|name| folder.path().join(name));
    let [text, book, parquet] = paths.each_ref().map(|path| path.to_str().unwrap());
    let output = run("panel", &PANEL, &["--table", text, "--table", book, "--table", parquet]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let told: Vec<String> = rows(csv_lines(&paths[0]))
        .iter()
        .map(|row| {
            let cell = |name: &str| row[name].as_str();
            [
                "Entry id",
                "Criterion id",
                "Judges",
                "Marks not counted",
                "Recused judges",
                "Mean",
                "Spread",
                "Status",
            ]
            .map(cell)
            .join("|")
        })
        .collect();
    assert_eq!(
        told,
        [
            "apart|impact|3|0|0||30|open",
            "exact|impact|3|0|0|73.333333|5|done",
            "few|impact|2|2|1||0|open",
            "fourth|impact|4|0|0|65.000000|30|done",
        ]
    );
    let lacking = &rows(csv_lines(&paths[0]))[2]["What is lacking"];
    assert_eq!(lacking, "\"Impact\" has 2 valid marks, and 3 are needed");
    let cells = sheet(&paths[1], 0);
    assert_eq!(cells.len(), 5);
    assert_eq!(cells[2][7].to_string(), "73.333333");
    assert_eq!(fs::read(&paths[2]).unwrap()[..4], *b"PAR1");
}

#[test]
fn the_list_of_the_panel_is_what_the_list_of_the_ranking_says_of_marks() {
    let folder = tempfile::tempdir().unwrap();
    let list = |command: &str, inputs: &[&str], lang: &str| {
        let path = folder.path().join("list.csv");
        run(command, inputs, &["--findings", path.to_str().unwrap(), "--lang", lang]);
        let lines = csv_lines(&path);
        // All but the number of the line.
        lines.into_iter().skip(1).map(|line| line[1..].to_vec()).collect::<Vec<_>>()
    };
    for lang in ["fa", "en"] {
        let own = list("panel", &PANEL, lang);
        let codes: Vec<&str> = own.iter().map(|line| line[7].as_str()).collect();
        assert_eq!(codes, ["marks-still-apart", "judged", "judged", "mark-off-scale", "mark-of-recused"]);
        let iran = [&IRAN[..], &["--marks", MARKS]].concat();
        let (own, all) = (list("panel", &iran, lang), list("rank", &iran, lang));
        let codes: Vec<&str> = own.iter().map(|line| line[7].as_str()).collect();
        assert_eq!(codes, ["marks-still-apart", "p_panel", "mark-off-scale"]);
        assert!(own.iter().all(|line| all.contains(line)) && all.len() > own.len());
    }
}

/// Marks of entries that take no part are told once for each entry, at the first of them.
#[test]
fn marks_of_whoever_takes_no_part_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let marks = folder.path().join("marks.csv");
    let own = "D-01,IR-010,jury,80,\nD-02,IR-010,jury,85,\nD-01,IR-041,jury,80,\nD-02,IR-041,jury,83,\nD-01,IR-060,jury,50,\nD-01,IR-061,jury,50,\nD-03,IR-053,,,relative\n";
    fs::write(&marks, fs::read_to_string(project().join(MARKS)).unwrap() + own).unwrap();
    let path = marks.to_str().unwrap();
    let told = |command: &str, more: &[&str]| -> Vec<[String; 3]> {
        let found = json(command, &IRAN, &[&["--marks", path], more].concat());
        let own =
            found["findings"].as_array().unwrap().iter().filter(|one| one["code"] == "marks-without-effect");
        own.map(|one| {
            assert_eq!(one["severity"], "notice");
            [&one["id"], &one["message"]["en"], &one["message"]["fa"]]
                .map(|text| text.as_str().unwrap().to_owned())
        })
        .collect()
    };
    let expected = [
        [
            "IR-010",
            "2 marks of the judges change nothing: the entry did not go on to \"National stage\"",
            "۲ نمرهٔ داوران در نتیجه اثری ندارد: پرونده به «مرحلهٔ ملی» راه نیافت",
        ],
        // Of its two marks one is off the scale, which is told by itself.
        [
            "IR-041",
            "1 mark of the judges changes nothing: the entry is ineligible",
            "۱ نمرهٔ داوران در نتیجه اثری ندارد: پرونده فاقد شرایط است",
        ],
        [
            "IR-060",
            "1 mark of the judges changes nothing: the entry is withdrawn",
            "۱ نمرهٔ داوران در نتیجه اثری ندارد: پرونده انصرافی است",
        ],
    ];
    assert_eq!(told("rank", &[]), expected);
    assert_eq!(told("panel", &[]), expected);
    // Where no marks count, none is missing its effect.
    assert_eq!(told("rank", &["--stage", "provincial"]), Vec::<[String; 3]>::new());
    let list = folder.path().join("list.csv");
    run("rank", &IRAN, &["--marks", path, "--findings", list.to_str().unwrap()]);
    let lines = csv_lines(&list);
    let own = lines.iter().find(|line| line[5] == "IR-060").unwrap();
    assert_eq!([&own[1], &own[3]], [path, "111"], "the first of its marks");
}
