//! The reference population of relative points: the eligible entries of the pool, and nobody else.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use proptest::prelude::*;
use support::sheet::{sheet, table};
use support::{choice_field, outcome, points, rulebook, run, total};

const KINDS: [&str; 5] = ["percentile", "rank", "min-max", "share-of-best", "z-score"];

fn book(kind: &str) -> Rulebook {
    let z = if kind == "z-score" {
        ", z-score = { at-mean = 50, per-deviation = 10, digits = 3, deviation = \"population\" }"
    } else {
        ""
    };
    rulebook(&format!(
        r#"{}[field.x]
[field.ok]
type = "yes-no"
[field.gone]
type = "yes-no"
[data]
id = "id"
withdrawn = "gone"
[gate.ok]
require = "ok"
[indicator.x]
value = "x"
better = "higher"
points = {{ max = 100, relative = "{kind}", zero-range = "half-points"{z} }}
[pool.group]
by = ["group"]
"#,
        choice_field("group", &["a", "b"])
    ))
}

const HEADER: [&str; 5] = ["id", "group", "x", "ok", "gone"];

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let group = prop::sample::select(vec!["a", "b"]);
    let x = prop_oneof![5 => 1..=6_i64, 1 => Just(1_000_000), 1 => Just(-1_000_000)];
    let ok = prop::sample::select(vec!["yes", "yes", "no", "-"]);
    let gone = prop::sample::select(vec!["no", "no", "no", "yes"]);
    let row = (group, x, ok, gone)
        .prop_map(|(group, x, ok, gone)| [group, &x.to_string(), ok, gone].map(str::to_owned).into());
    prop::collection::vec(row, 1..=14).prop_map(support::number::named)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whoever_is_not_eligible_or_in_another_pool_moves_nobody(
        rows in rows(),
        kind in prop::sample::select(KINDS.to_vec()),
        pool in prop::sample::select(vec!["a", "b"]),
    ) {
        let book = book(kind);
        let all = sheet(&book, &HEADER, &rows);
        let all = run(&book, &all);
        let kept: Vec<Vec<String>> =
            rows.iter().filter(|row| row[1] == pool && row[3] == "yes" && row[4] == "no").cloned().collect();
        let few = sheet(&book, &HEADER, &kept);
        let few = run(&book, &few);
        for row in &kept {
            prop_assert_eq!(points(&all, &row[0], "x"), points(&few, &row[0], "x"), "{} {:?}", kind, rows);
        }
        for row in rows.iter().filter(|row| row[3] != "yes" || row[4] == "yes") {
            prop_assert_eq!(points(&all, &row[0], "x"), None);
        }
    }
}

#[test]
fn an_excluded_extreme_is_no_best_value() {
    let book = book("share-of-best");
    let entries = table(
        &book,
        "id group x ok gone\n a a 10 yes no\n b a 5 yes no\n c a 1000 no no\n d a 1000 - no\n e a 1000 yes yes",
    );
    let scored = run(&book, &entries);
    assert_eq!(
        (points(&scored, "a", "x").unwrap(), points(&scored, "b", "x").unwrap()),
        ("100".to_owned(), "50".to_owned())
    );
}

#[test]
fn an_entry_without_a_total_stays_in_the_population_and_goes_to_review() {
    let book = rulebook(
        r#"[rounding]
points = 2
aggregate = 2
[axis.all]
available = 1
[field.x]
[field.y]
[indicator.x]
value = "x"
better = "higher"
missing = "exclude"
points = { max = 60, relative = "share-of-best", zero-range = "zero-points" }
[indicator.y]
value = "y"
missing = "exclude"
points = { max = 40, linear = { none-at = 0, full-at = 40 } }
"#,
    );
    let entries = table(&book, "id x y\n a 10 4\n b 20 -\n c - 4");
    let scored = run(&book, &entries);
    assert_eq!(
        ["a", "b", "c"].map(|id| outcome(&scored, id)),
        ["ranked", "review no-total", "review no-total"]
    );
    assert_eq!(
        (points(&scored, "a", "x").unwrap(), total(&scored, "a").unwrap()),
        ("30".to_owned(), "34".to_owned())
    );
}
