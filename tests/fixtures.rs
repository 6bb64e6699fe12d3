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
