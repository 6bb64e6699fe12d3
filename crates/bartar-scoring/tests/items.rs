//! Points rules that look at several data: levels, checklists and trends; and missing data under every rule.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_scoring::Scored;
use proptest::prelude::*;
use support::sheet::{sheet, table};
use support::{choice_field, points, rulebook, run};

fn levels_and_checks() -> Rulebook {
    let opinion = choice_field("opinion", &["clean", "qualified", "adverse"]);
    rulebook(&format!(
        r#"{opinion}
[field.x]
history = 2
[field.union]
type = "yes-no"
[indicator.levels]
value = "opinion"
points = {{ max = 30, levels = [["adverse", 0], ["clean", 30], ["qualified", 12.5]] }}
[indicator.list]
points = {{ max = 8, min = -1, checklist = [["union", 5], ["x > 10", 3], ["opinion = 'adverse'", -1]] }}
[indicator.strict]
missing = {{ not-submitted = "zero-points", not-applicable = "exclude", rejected = "review", pending = "ineligible" }}
points = {{ max = 8, checklist = [["union", 5], ["x > 10", 3]] }}
[indicator.trend]
points = {{ max = 9, min = -2, trend = {{ field = "x", rising = 9, steady = 4, falling = -2, mixed = 1 }} }}
[rounding]
points = 2
aggregate = 2
"#
    ))
}

fn each(scored: &Scored<'_>, indicator: &str, ids: &str) -> String {
    let given = ids.split_whitespace().map(|id| points(scored, id, indicator).unwrap_or("none".to_owned()));
    given.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_choice_has_its_own_points() {
    let book = levels_and_checks();
    let entries =
        table(&book, "id opinion x union\n a clean 1 no\n b qualified 1 no\n c adverse 1 no\n d - 1 no");
    assert_eq!(each(&run(&book, &entries), "levels", "a b c d"), "30 12.5 0 0");
}

#[test]
fn a_checklist_adds_up_and_a_missing_datum_costs_its_own_item() {
    let book = levels_and_checks();
    let entries = table(
        &book,
        "id  opinion  x      union
         a   adverse  10     no
         b   adverse  10.01  yes
         c   clean    11     yes
         d   -        11     yes
         e   clean    -      yes
         f   clean    11     n/a",
    );
    let scored = run(&book, &entries);
    assert_eq!(each(&scored, "list", "a b c d e f"), "-1 7 8 8 5 3");
    // The same items under another policy: whoever lacks a datum that does not apply has no points at all here.
    assert_eq!(each(&scored, "strict", "a b c d e f"), "0 8 8 8 5 none");
}

#[test]
fn a_trend_compares_each_year_with_the_one_before() {
    let book = levels_and_checks();
    let entries = table(
        &book,
        "id     x    x@prev  x@prev2
         up     3    2       1.99
         down   1    2       2.01
         level  2    2.0     2.00
         dip    3    1       2
         top    1    2       1
         pause  2    2       1
         fades  1    1       2
         short  3    2       -",
    );
    let given = each(&run(&book, &entries), "trend", "up down level dip top pause fades short");
    assert_eq!(given, "9 -2 4 1 1 1 1 0");
}

#[test]
fn a_missing_datum_follows_the_policy_of_its_status_under_every_rule() {
    let rules = [
        "value = \"x\"\npoints = { max = 6, bands = [[\"(-inf, inf)\", 6]] }",
        "value = \"x\"\npoints = { max = 6, linear = { none-at = 0, full-at = 1 } }",
        "value = \"x\"\npoints = { max = 6, piecewise = [[0, 0], [1, 6]] }",
        "value = \"x\"\npoints = { max = 6, step = { from = 0, per = 1, points = 6 } }",
        "value = \"x\"\nbetter = \"higher\"\npoints = { max = 6, relative = \"percentile\" }",
        "points = { max = 6, trend = { field = \"x\", rising = 6, steady = 6, falling = 6, mixed = 6 } }",
    ];
    for rule in rules {
        let book = rulebook(&format!(
            "[field.x]\nhistory = 1\n[field.y]\n[indicator.i]\n\
             missing = {{ not-submitted = \"zero-points\", not-applicable = \"exclude\", rejected = \"review\", pending = \"ineligible\" }}\n\
             {rule}\n[indicator.other]\nvalue = \"y + x@prev * 0\"\n\
             points = {{ max = 1, step = {{ from = 0, per = 1, points = 1 }} }}\n[rounding]\npoints = 2\naggregate = 2\n"
        ));
        let entries = table(
            &book,
            "id x         x@prev y
             a  1         1      1
             b  -         1      1
             c  n/a       1      1
             d  rejected  1      1
             e  pending   1      1",
        );
        let scored = run(&book, &entries);
        assert_eq!(each(&scored, "i", "a b c d e"), "6 0 none none none", "{rule}");
        let outcomes: Vec<_> = ["a", "b", "c", "d", "e"].map(|id| support::outcome(&scored, id)).into();
        assert_eq!(outcomes, ["ranked", "ranked", "ranked", "review i", "ineligible i"], "{rule}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_trend_is_one_of_four(years in prop::collection::vec(0..=2_i64, 4)) {
        let book = rulebook(
            "[field.x]\nhistory = 3\n[indicator.i]\n\
             points = { max = 4, trend = { field = \"x\", rising = 4, steady = 3, falling = 2, mixed = 1 } }\n",
        );
        let row: Vec<String> = years.iter().map(ToString::to_string).collect();
        let entries = sheet(&book, &["id", "x", "x@prev", "x@prev2", "x@prev3"], &support::number::named([row]));
        let mut oldest_first = years.clone();
        oldest_first.reverse();
        let every = |goes: fn(i64, i64) -> bool| (1..4).all(|year| goes(oldest_first[year - 1], oldest_first[year]));
        let expected = if every(|before, after| after > before) {
            "4"
        } else if every(|before, after| after == before) {
            "3"
        } else if every(|before, after| after < before) {
            "2"
        } else {
            "1"
        };
        prop_assert_eq!(points(&run(&book, &entries), "e0", "i").unwrap(), expected, "{:?}", years);
    }
}
