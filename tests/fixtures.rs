//! One-purpose cases: `fixtures/<case>/` with a rulebook, entries and results computed by hand.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_scoring::explain::NodeKind;
use bartar_scoring::ranking::PoolKind;
use bartar_scoring::{Scored, explain, find};
use bartar_tables::Given;
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;
use support::{project, read, rulebook, scored};

#[test]
fn every_case_gives_what_was_computed_by_hand() {
    let mut cases = 0;
    let mut folders: Vec<_> =
        fs::read_dir(project().join("fixtures")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.into_iter().filter(|folder| folder.join("expected.json").is_file()) {
        case(&folder);
        cases += 1;
    }
    assert!(cases >= 10, "{cases} cases");
}

fn case(folder: &Path) {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let rules = rulebook(folder);
    let mut intake = read(&rules, &[folder.join("entries.csv")]);
    let marks = folder.join("marks.csv");
    if marks.is_file() {
        let (marks, _) = bartar_tables::read_marks(&rules, &[marks], &Given::default(), &|_| {}).unwrap();
        bartar_scoring::panel::count(&rules, &mut intake.entries, Some(&marks));
    }
    let scored = scored(&rules, &intake);
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let entries = expected.as_object().unwrap();
    assert_eq!(entries.len(), intake.entries.len(), "{name}: every entry is expected to end somewhere");
    for (id, wanted) in entries {
        let found = found(&scored, id);
        for (key, value) in wanted.as_object().unwrap() {
            let ours = &found[key];
            // Points and axes list only what the case is about.
            match value.as_object() {
                Some(parts) => parts
                    .iter()
                    .for_each(|(part, value)| assert_eq!(&ours[part], value, "{name} {id} {part}")),
                None => assert_eq!(ours, value, "{name} {id} {key}"),
            }
        }
    }
}

/// Why there is no winner where honours are passed on: by the figure of those who could have been, not of whoever is first.
#[test]
fn the_reason_for_no_winner_names_the_best_of_those_without_an_honour() {
    let folder = project().join("fixtures/honour_passed_on");
    let rules = rulebook(&folder);
    let intake = read(&rules, &[folder.join("entries.csv")]);
    let scored = scored(&rules, &intake);
    let [young, women] = &scored.orientations[..] else { panic!("two orientations") };
    let winners = young.places.iter().filter(|place| place.honour.is_some());
    assert_eq!(winners.map(|place| intake.entries.ids.get(place.row as usize)).collect::<Vec<_>>(), ["y1"]);
    assert!(young.no_winner.is_none());
    let none = women.no_winner.as_ref().unwrap();
    assert_eq!(none.code, "below-threshold");
    let en = "No winner: the highest score without an honour of another ranking is 65, the threshold 70";
    let fa = "بدون برگزیده: بالاترین امتیاز در میان پرونده‌هایی که در رتبه‌بندی دیگری نشان نگرفته‌اند ۶۵ است و آستانه ۷۰";
    assert_eq!([&none.message.en, &none.message.fa], [en, fa]);
    // Where nobody's honour is passed on, the highest score is simply that.
    let intake = bartar_tables::Intake { entries: without_first(&rules, &folder), ..intake };
    let scored = support::scored(&rules, &intake);
    let none = scored.orientations[1].no_winner.as_ref().unwrap();
    assert_eq!(none.message.en, "No winner: the highest score is 65, the threshold 70");
}

/// The entries of a case but the first.
fn without_first(rules: &bartar_criteria::Rulebook, folder: &Path) -> bartar_scoring::Entries {
    let text = fs::read_to_string(folder.join("entries.csv")).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.remove(1);
    let copy = tempfile::tempdir().unwrap();
    let path = copy.path().join("entries.csv");
    fs::write(&path, lines.join("\n")).unwrap();
    read(rules, &[path]).entries
}

/// The result of one entry in the shape that `expected.json` has.
fn found(scored: &Scored<'_>, id: &str) -> Value {
    let rules = scored.rulebook;
    let row = find(scored, id)[0];
    let explanation = explain(scored, row);
    let digits = rules.ranking.precision.digits;
    let main = explanation.rankings.iter().find(|place| place.kind == PoolKind::Main);
    let nodes = |kind: NodeKind, digits: u8| -> Map<String, Value> {
        let nodes = explanation.nodes.iter().filter(|node| node.kind == kind);
        nodes
            .map(|node| {
                (node.id.clone(), node.points.map_or(Value::Null, |points| points.to_fixed(digits).into()))
            })
            .collect()
    };
    json!({
        "outcome": explanation.outcome.word(),
        "reasons": explanation.reasons.iter().map(|reason| reason.code.as_str()).collect::<Vec<_>>(),
        "rank": main.map(|place| place.rank),
        "score": explanation.score.map(|score| score.to_fixed(digits)),
        "tied": main.map(|place| place.tied),
        "pool": main.map(|place| place.pool.as_str()),
        "honour": main.and_then(|place| place.honour.as_ref()).map(|(id, _)| id.as_str()),
        "points": nodes(NodeKind::Indicator, rules.rounding.points.digits),
        "axes": nodes(NodeKind::Axis, rules.rounding.aggregate.unwrap_or(rules.rounding.points).digits),
    })
}
