//! The proposed rulebook for Iran's best cooperatives, against a recomputation from the text of its regulation.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_criteria::exact::{Decimal, Dialect, Exact, parse_decimal};
use bartar_criteria::persian::matching_key;
use bartar_scoring::panel::count;
use bartar_scoring::stages::{rules_of_stages, score_stages};
use bartar_scoring::{Scored, explain, find};
use bartar_tables::{Given, read_marks};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{bartar, project, python, read, rulebook, stderr, stdout};

const RULES: &str = "criteria/iran-best-cooperatives-1405";
const ENTRIES: &str = "fixtures/iran/entries.csv";
const MARKS: &str = "fixtures/iran/marks.csv";
const STAGES: [&str; 2] = ["provincial", "national"];

fn decimal(text: &str) -> Decimal {
    parse_decimal(text, &Dialect::default()).unwrap()
}

/// What a script in `tests/oracle` writes.
fn python_writes(python: &str, script: &str, arguments: &[&Path], to: PathBuf) -> PathBuf {
    let script = project().join("tests/oracle").join(script);
    let run = Command::new(python).arg(script).args(arguments).output().unwrap();
    assert!(run.status.success(), "{}", stderr(&run));
    std::fs::write(&to, &run.stdout).unwrap();
    to
}

/// The recomputation of a stage.
fn recomputed(python: &str, stage: &str, entries: &Path, folder: &Path) -> PathBuf {
    let marks = project().join(MARKS);
    python_writes(python, "iran.py", &[Path::new(stage), entries, &marks], folder.join("oracle.json"))
}

/// The rulebook says nothing that the linter would question.
#[test]
fn the_rulebook_is_sound() {
    let output = bartar(&["check", RULES, "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["diagnostics"], Value::Array(Vec::new()));
}

/// One pool shown alone names the small ones whose entries it took in, by their titles.
#[test]
fn a_pool_shown_alone_names_the_pools_that_joined_it() {
    let shown = ["--stage", "provincial", "--pool", "khuzestan-industry"];
    let output = bartar(&[&["rank", RULES, ENTRIES], &shown[..]].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let joined =
        "with the entries of small pools: Province Khuzestan, sector Hand-woven carpet and handicrafts\n";
    assert!(stdout(&output).contains(joined), "{}", stdout(&output));
}

/// Counts, pools, ranks, scores, ties, honours and reasons of both stages.
#[test]
fn the_ranking_agrees_with_a_recomputation_from_the_regulation() {
    let Some(python) = python("the_ranking_agrees_with_a_recomputation_from_the_regulation") else { return };
    for stage in STAGES {
        let folder = tempfile::tempdir().unwrap();
        let theirs = recomputed(python, stage, &project().join(ENTRIES), folder.path());
        // 1: some entries are quarantined or for review.
        let output =
            bartar(&["rank", RULES, ENTRIES, "--marks", MARKS, "--stage", stage, "--format", "json"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let ours = folder.path().join("ranking.json");
        std::fs::write(&ours, &output.stdout).unwrap();
        let check = project().join("tests/oracle/check_ranking.py");
        let compared = Command::new(python).arg(check).arg(&ours).arg(&theirs).output().unwrap();
        assert!(compared.status.success(), "{stage}: {}", stdout(&compared));
    }
}

/// Who was ranked in the provincial stage and stays there did not fail a condition, and is listed by itself.
#[test]
fn those_whom_a_stage_kept_back_are_told_apart() {
    let run = |more: &[&str]| {
        let output = bartar(&[&["rank", RULES, ENTRIES, "--marks", MARKS], more].concat());
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        stdout(&output)
    };
    let ranking: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    assert_eq!((&ranking["counts"]["ineligible"], &ranking["counts"]["stayed"]), (&23.into(), &7.into()));
    let stayed: Vec<&str> = (ranking["ineligible"].as_array().unwrap().iter())
        .filter(|entry| entry["stayed"] == true)
        .map(|entry| entry["id"].as_str().unwrap())
        .collect();
    assert_eq!(stayed, ["IR-005", "IR-010", "IR-011", "IR-026", "IR-031", "IR-032", "IR-037"]);
    let told = run(&["--lang", "fa", "--top", "0"]);
    for heading in ["به مرحلهٔ بعد راه نیافت: ۷", "فاقد شرایط: ۱۶"] {
        assert!(told.contains(heading), "{told}");
    }
    let provincial: Value =
        serde_json::from_str(&run(&["--format", "json", "--stage", "provincial"])).unwrap();
    assert_eq!(provincial["counts"]["stayed"], Value::Null);
}

/// Names of provinces as they are met in data, besides the usual one.
#[test]
fn provinces_are_known_by_their_variants() {
    let rules = rulebook(&project().join(RULES));
    let field = rules.fields.iter().find(|field| field.id == "province").unwrap();
    let bartar_criteria::rulebook::FieldKind::Choice(provinces) = &field.kind else {
        panic!("provinces are choices")
    };
    assert_eq!(provinces.len(), 31);
    let known = |name: &str| {
        let key = matching_key(name);
        let own = |choice: &&bartar_criteria::rulebook::Choice| {
            let words = [&choice.title.fa, &choice.title.en];
            words.into_iter().chain(&choice.spellings).any(|word| matching_key(word) == key)
        };
        provinces.iter().filter(own).map(|choice| choice.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(known("سیستان‌وبلوچستان"), ["sistan-baluchestan"]);
    assert_eq!(known("کهگیلوییه"), ["kohgiluyeh-boyer-ahmad"]);
    assert_eq!(known("چهار محال"), ["chaharmahal-bakhtiari"]);
    assert_eq!(known("خراسان جنوبی"), ["south-khorasan"]);
    assert_eq!(known("خراسان شمالی"), ["north-khorasan"]);
}

/// Days that have not come yet, or stand in the wrong order, go to review: one day makes the difference.
#[test]
fn days_after_the_reference_day_and_operation_before_registration_go_to_review() {
    let rules = rulebook(&project().join(RULES));
    let text = std::fs::read_to_string(project().join(ENTRIES)).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let base: Vec<&str> = lines.next().unwrap().split(',').collect();
    assert_eq!((base[0], base.len()), ("IR-001", header.len()));
    let days = ["تاریخ ثبت", "تاریخ آغاز بهره‌برداری", "تاریخ مجمع عمومی عادی"];
    // The reference day is 13 Shahrivar 1405 (art. 1(3)); the fiscal year of this entry ends on 29 Esfand 1404.
    let cases: [(&str, [&str; 3], &[&str]); 11] = [
        ("as it is", ["1386-12-03", "1388-11-25", "1405-02-29"], &[]),
        ("on the day", ["1405-06-13", "1405-06-13", "1405-06-13"], &[]),
        ("a day before", ["1405-06-12", "1405-06-12", "1405-06-12"], &[]),
        ("registered late", ["1405-06-14", "", "1405-02-29"], &["registered"]),
        ("operating late", ["1386-12-03", "1405-06-14", "1405-02-29"], &["operating_by_reference"]),
        ("assembly late", ["1386-12-03", "1388-11-25", "1405-06-14"], &["assembly"]),
        ("the same day", ["1388-11-25", "1388-11-25", "1405-02-29"], &[]),
        ("operating before", ["1388-11-26", "1388-11-25", "1405-02-29"], &["operating_after_registration"]),
        (
            "all late",
            ["1405-06-15", "1405-06-14", "1405-06-14"],
            &["registered", "operating_by_reference", "operating_after_registration", "assembly"],
        ),
        ("assembly at the end of the year", ["1386-12-03", "1388-11-25", "1404-12-29"], &[]),
        (
            "assembly before the end of the year",
            ["1386-12-03", "1388-11-25", "1404-12-28"],
            &["value-outside-rule"],
        ),
    ];
    let mut rows = String::new();
    for (at, (_, cells, _)) in cases.iter().enumerate() {
        let mut row = base.clone();
        let id = format!("{at:02}");
        row[0] = &id;
        // One cooperative has one entry: each has the national id of another entry of the fixture.
        let id_at = header.iter().position(|name| *name == "شناسهٔ ملی").unwrap();
        row[id_at] = text.lines().nth(at + 1).unwrap().split(',').nth(id_at).unwrap();
        for (name, cell) in days.iter().zip(cells) {
            row[header.iter().position(|known| known == name).unwrap()] = cell;
        }
        rows.push_str(&format!("{}\n", row.join(",")));
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("days.csv");
    std::fs::write(&path, format!("{}\n{rows}", header.join(","))).unwrap();
    let intake = read(&rules, &[path]);
    let rules = rules_of_stages(&rules, 0);
    let scored = score_stages(&rules, &intake.entries, None, &|_, _| ()).pop().unwrap();
    for (at, (case, _, wanted)) in cases.iter().enumerate() {
        let reasons = scored.screening.reasons.get(&u32::try_from(at).unwrap());
        let codes: Vec<&str> = reasons.into_iter().flatten().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes, *wanted, "{case}");
    }
}

/// A title above the headers, headers as provinces write them, and provinces with their word before them: the same entries.
#[test]
fn entries_in_the_forms_of_provinces_are_the_same_entries() {
    let rules = rulebook(&project().join(RULES));
    let text = std::fs::read_to_string(project().join(ENTRIES)).unwrap();
    let (header, lines) = text.split_once('\n').unwrap();
    let header: Vec<&str> = header
        .split(',')
        .map(|name| match name {
            "فروش" => "فروش سال ۱۴۰۴ به میلیون ریال",
            "فروش@prev" => "فروش سال قبل",
            "سود خالص" => "سود (زیان) خالص",
            "سود انباشته" => "سود (زیان) انباشته",
            "شمار اعضا" => "تعداد اعضا",
            "شمار اعضا@prev" => "تعداد اعضا سال گذشته",
            "شاغلان بیمه‌شده" => "تعداد شاغلان بيمه شده",
            other => other,
        })
        .collect();
    let lines = lines.replace(",تهران,", ",استان تهران,").replace(",فارس,", ",استان فارس,");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("forms-of-provinces.csv");
    std::fs::write(&path, format!("پرونده‌های استان‌ها\n\n{}\n{lines}", header.join(","))).unwrap();
    assert!(lines.contains("استان تهران") && lines.contains("استان فارس"));
    let (plain, forms) = (read(&rules, &[project().join(ENTRIES)]), read(&rules, &[path]));
    assert_eq!(format!("{:?}", forms.entries), format!("{:?}", plain.entries));
    let told = |notice: &&bartar_tables::FileNotice| notice.code.name() == "rows-above-header";
    assert_eq!(forms.notices.iter().find(told).and_then(|notice| notice.row), Some(3));
    let row = |intake: &bartar_tables::Intake| intake.provenance.place(0, None).unwrap().row;
    assert_eq!((row(&plain), row(&forms)), (2, 4));
}

/// An entry that went on and that no judge has marked is open too, and the panel is not done.
#[test]
fn the_panel_tells_whom_nobody_has_marked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("marks.csv");
    let marks = std::fs::read_to_string(project().join(MARKS)).unwrap();
    let few: Vec<&str> =
        marks.lines().filter(|line| !line.contains(",IR-0") || line.contains(",IR-001,")).collect();
    std::fs::write(&path, few.join("\n")).unwrap();
    let output = bartar(&["panel", RULES, ENTRIES, "--marks", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let panel: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let entries = panel["criteria"][0]["entries"].as_array().unwrap();
    // 34 went on: all but those that the provincial stage kept back or ranked not at all.
    assert_eq!(entries.len(), 34);
    assert_eq!(entries.iter().filter(|entry| entry["open"].is_null()).count(), 1);
    assert!(!entries.iter().any(|entry| entry["id"] == "IR-005" || entry["id"] == "IR-041"));
}

/// The outcome and reasons of every entry, and the values, points, axes and total of every ranked one.
#[test]
fn every_point_agrees_with_a_recomputation_from_the_regulation() {
    let Some(python) = python("every_point_agrees_with_a_recomputation_from_the_regulation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let compared = compare(python, 0, &project().join(ENTRIES), folder.path());
    // 41 ranked: each has 41 general indicators, the penalty, and the three or four of its sector; nine axes.
    assert_eq!((compared.points, compared.axes), (41 * 42 + 146, 41 * 9));
    assert!(compared.values > 41 * 30, "{}", compared.values);
    let compared = compare(python, 1, &project().join(ENTRIES), folder.path());
    // 33 of them go on and are marked: one indicator and one axis more.
    assert_eq!((compared.points, compared.axes), (33 * 43 + 119, 33 * 10));
    assert!(compared.values > 33 * 31, "{}", compared.values);
}

/// The same where each number of the regulation is reached, and missed by a little.
#[test]
fn every_bound_agrees_with_a_recomputation_from_the_regulation() {
    let Some(python) = python("every_bound_agrees_with_a_recomputation_from_the_regulation") else { return };
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("sweep.csv");
    let entries = python_writes(python, "iran_sweep.py", &[&project().join(ENTRIES)], to);
    let compared = compare(python, 0, &entries, folder.path());
    assert!(compared.axes > 1000 * 9, "{}", compared.axes);
}

/// How much was compared.
#[derive(Default)]
struct Compared {
    points: usize,
    values: usize,
    axes: usize,
}

fn compare(python: &str, stage: usize, entries: &Path, folder: &Path) -> Compared {
    let oracle = recomputed(python, STAGES[stage], entries, folder);
    let oracle: Value = serde_json::from_slice(&std::fs::read(oracle).unwrap()).unwrap();
    let rules = rulebook(&project().join(RULES));
    let mut intake = read(&rules, &[entries.to_owned()]);
    let (marks, _) = read_marks(&rules, &[project().join(MARKS)], &Given::default(), &|_| ()).unwrap();
    count(&rules, &mut intake.entries, Some(&marks));
    let rules = rules_of_stages(&rules, stage);
    let scored = score_stages(&rules, &intake.entries, None, &|_, _| ()).pop().unwrap();
    outcomes_agree(&scored, &oracle["outcomes"]);
    let mut compared = Compared::default();
    for (id, own) in oracle["points"].as_object().unwrap() {
        let row = find(&scored, id)[0];
        let points = |known| scored.indicator_points(row, known);
        compared.points += agree(id, own, &scored.layout.indicators, points);
        let axes = |known| scored.axis_points(row, known);
        compared.axes += agree(id, &oracle["axes"][id], &scored.layout.axes, axes);
        compared.values += values_agree(&scored, row, id, &oracle["values"][id]);
        assert_eq!(scored.total(row), oracle["totals"][id].as_str().map(decimal), "{id}");
    }
    compared
}

/// What is known of every entry, ranked or not.
fn outcomes_agree(scored: &Scored<'_>, oracle: &Value) {
    let oracle = oracle.as_object().unwrap();
    assert_eq!(oracle.len(), scored.entries.len());
    for (id, theirs) in oracle {
        let row = find(scored, id)[0];
        let outcome = serde_json::to_value(scored.outcome(row)).unwrap();
        let reasons = scored.screening.reasons.get(&u32::try_from(row).unwrap());
        let codes: Vec<&str> = reasons.into_iter().flatten().map(|reason| reason.code.as_str()).collect();
        assert_eq!(outcome, theirs["outcome"], "{id}");
        assert_eq!(serde_json::to_value(codes).unwrap(), theirs["reasons"], "{id}");
    }
}

/// Compares what the oracle gives by name; null stands for "left out".
fn agree(id: &str, theirs: &Value, names: &[String], ours: impl Fn(usize) -> Option<Decimal>) -> usize {
    let theirs = theirs.as_object().unwrap();
    for (name, points) in theirs {
        let known = names.iter().position(|known| known == name).unwrap();
        assert_eq!(ours(known), points.as_str().map(decimal), "{id} {name}");
    }
    theirs.len()
}

/// Values, where both have one: a rounded ratio is compared as it is used.
fn values_agree(scored: &Scored<'_>, row: usize, id: &str, theirs: &Value) -> usize {
    let mut compared = 0;
    for node in explain(scored, row).nodes {
        let Some(theirs) = theirs[&node.id].as_str() else { continue };
        let ours = node.value.as_ref().map(|value| &value.used);
        assert_eq!(ours, Some(&Exact::from(decimal(theirs))), "{id} {}", node.id);
        compared += 1;
    }
    compared
}
