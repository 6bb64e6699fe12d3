//! Two entries beside each other, of different sectors and where one did not go on, as the command shows it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_criteria::exact::Decimal;
use serde_json::Value;
use support::{bartar, stderr, stdout};

const INPUTS: [&str; 4] = [
    "criteria/iran-best-cooperatives-1405",
    "fixtures/iran/entries.csv",
    "--marks",
    "fixtures/iran/marks.csv",
];

/// The two entries as the command compares them.
fn compare(a: &str, b: &str, more: &[&str]) -> String {
    let output = bartar(&[&["explain"], &INPUTS[..], &["--id", a, "--against", b], more].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    stdout(&output)
}

fn json(a: &str, b: &str) -> Value {
    serde_json::from_str(&compare(a, b, &["--format", "json"])).unwrap()
}

/// Without bidi marks, and each run of blanks as one: what a person reads, wherever lines break.
fn read(text: &str) -> String {
    let marks = |c: char| matches!(c, '\u{200e}' | '\u{2066}'..='\u{2069}');
    text.replace(marks, "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Two entries of different sectors are asked for different indicators.
#[test]
fn a_comparison_across_sectors_keeps_each_indicator_under_its_axis_and_adds_up() {
    let told = json("IR-001", "IR-020");
    let nodes = told["nodes"].as_array().unwrap();
    let under = |axis: &str| -> Vec<[&str; 3]> {
        let own = nodes.iter().filter(|node| node["parent"] == axis);
        own.map(|node| ["id", "a_status", "b_status"].map(|key| node[key].as_str().unwrap())).collect()
    };
    assert_eq!(
        under("specific"),
        [
            ["agri_yield_share", "known", "not-asked"],
            ["agri_water_use", "known", "not-asked"],
            ["agri_loss_share", "known", "not-asked"],
            ["agri_linked", "known", "not-asked"],
            ["housing_on_time", "not-asked", "known"],
            ["housing_delay", "not-asked", "known"],
            ["housing_overrun", "not-asked", "known"],
            ["housing_deeds", "not-asked", "known"],
        ]
    );
    // All below an axis stands between it and what is no part of it.
    let place = |id: &str| nodes.iter().position(|node| node["id"] == id).unwrap();
    let (specific, last) = (place("specific"), place("housing_deeds"));
    assert!(nodes[specific + 1..=last].iter().all(|node| node["parent"] == "specific"), "{nodes:?}");
    let decimal = |value: &Value| value.as_str().unwrap().parse::<Decimal>().unwrap();
    let sum = |parts: Vec<&Value>| {
        parts
            .into_iter()
            .fold(Decimal::ZERO, |sum, part| sum.checked_add(decimal(&part["contribution"])).unwrap())
    };
    let parts = nodes.iter().filter(|node| node["parent"] == "specific").collect();
    assert_eq!(sum(parts), decimal(&nodes[specific]["contribution"]));
    let indicators = nodes.iter().filter(|node| node["kind"] == "indicator").collect();
    let total = sum(indicators).checked_add(decimal(&told["adjustment"])).unwrap();
    assert_eq!(total, decimal(&told["difference"]));
    assert!(told["shared_stage"].is_null(), "both went on");

    let table = compare("IR-001", "IR-020", &[]);
    let line = |title: &str| table.lines().find(|line| line.trim_start().starts_with(title)).unwrap();
    assert!(line("Loss of produce").contains("not asked"), "{table}");
    assert!(read(&table).contains("not asked: not asked of this entry's sector"), "{table}");
    let indent = |title: &str| line(title).len() - line(title).trim_start().len();
    let in_system = ["Specific indicators", "Penalty for a final"].map(indent);
    assert_eq!(in_system, [4, 4], "both stand one step in from the axis that holds them: {table}");
    let rows = compare("IR-001", "IR-020", &["--format", "csv"]);
    let loss = "agri_loss_share,specific,Loss of produce,47.8,,,ضایعات محصول,33.46,known,not-asked,";
    assert!(rows.lines().any(|line| line == loss), "{rows}");
}

/// Who was kept back has no points in the later stage; what shows both is told.
#[test]
fn a_comparison_with_an_entry_that_did_not_go_on_names_the_stage_of_both() {
    let told = read(&compare("IR-001", "IR-010", &["--lang", "en"]));
    let said = "IR-010 did not go on to \"National stage\" and has no points there (—) both beside each other, in \
                \"Provincial stage\": --stage provincial";
    assert!(told.contains(said), "{told}");
    let told = read(&compare("IR-001", "IR-010", &["--lang", "fa"]));
    let said = "IR-010 به «مرحلهٔ ملی» راه نیافت و در آن امتیازی ندارد (—) امتیازهای هر دو در کنار هم، در «مرحلهٔ \
                استانی»: --stage provincial";
    assert!(told.contains(said), "{told}");
    // An entry that a gate keeps out was never ranked: no stage shows both.
    assert!(!compare("IR-001", "IR-051", &[]).contains("--stage"));
    let told = json("IR-001", "IR-010");
    assert_eq!(told["shared_stage"], "provincial");
    let profit = told["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "f_npm").unwrap();
    assert_eq!(profit["b_status"], "not-in-stage");
}
