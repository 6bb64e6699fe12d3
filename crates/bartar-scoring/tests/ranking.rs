//! Ranks and tie chains.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_scoring::Scored;
use proptest::prelude::*;
use std::cmp::Ordering;
use support::number::{RBig, ratio};
use support::sheet::{missing, sheet, table};
use support::{ranking, rulebook, run, standing, total};

/// A score `x` from 0 to 100, and what a test adds.
fn book(rest: &str) -> Rulebook {
    rulebook(&format!(
        "[field.x]\n[indicator.x]\nvalue = \"x\"\npoints = {{ max = 100, linear = {{ none-at = 0, full-at = 100 }} }}\n{rest}"
    ))
}

fn chain(ties: &str) -> String {
    format!("[ranking]\nprecision = 2\nties = [{ties}]\n")
}

/// Everything in a ranking but the rows.
fn listing(scored: &Scored<'_>, pool: &str) -> Vec<(String, u32, String, bool, Option<usize>)> {
    let places = ranking(scored, pool).places.iter();
    let id = |row: u32| scored.entries.ids.get(row as usize).to_owned();
    places
        .map(|place| (id(place.row), place.rank, place.score.to_string(), place.tied, place.honour))
        .collect()
}

#[test]
fn equal_scores_share_a_rank_and_the_next_is_skipped() {
    let book = book("");
    let entries = table(&book, "id x\n d 10\n c 50.00\n a 80\n b 50\n e 10.0");
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "all"), "a1 b2 c2 d4 e4");
    let tied: Vec<bool> = ranking(&scored, "all").places.iter().map(|place| place.tied).collect();
    assert_eq!(tied, [false, true, true, true, true]);
}

#[test]
fn scores_are_equal_at_the_ranking_precision() {
    let book = book("[rounding]\npoints = 4\n");
    let entries = table(&book, "id x\n a 50.005\n b 50.0149\n c 50.0150\n d 50.0049");
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "all"), "c1 a2 b2 d4");
    assert_eq!(total(&scored, "b").unwrap(), "50.0149");
}

#[test]
fn ties_are_decided_by_fields_in_both_directions_and_what_is_missing_comes_last() {
    for (direction, expected) in [("desc", "c1 a2 b2 d4 e5 f5"), ("asc", "d1 a2 b2 c4 e5 f5")] {
        let book = book(&format!("[field.t]\n{}", chain(&format!("\"t {direction}\""))));
        let entries = table(&book, "id x t\n a 5 7\n b 5 7.0\n c 5 7.01\n d 5 -7\n e 5 -\n f 5 n/a");
        assert_eq!(standing(&run(&book, &entries), "all"), expected, "{direction}");
    }
}

#[test]
fn dates_axes_indicators_and_penalties_decide_ties() {
    let text = |ties: &str| {
        format!(
            r#"[axis.one]
[axis.two]
[field.x]
[field.y]
[field.p]
[field.born]
type = "date"
calendar = "gregorian"
[indicator.x]
axis = "one"
value = "x"
points = {{ max = 100, linear = {{ none-at = 0, full-at = 100 }} }}
[indicator.y]
axis = "two"
value = "y"
points = {{ max = 100, linear = {{ none-at = 0, full-at = 100 }} }}
[indicator.p]
axis = "one"
value = "p"
role = "penalty"
points = {{ max = 0, min = -50, step = {{ from = 0, per = 1, points = -1 }} }}
{}"#,
            chain(ties)
        )
    };
    // Everybody has 50. Axis one: a 20, b 20, c 25, d 50.
    let data = "id x  y  p born\n a 20 30 0 12000\n b 30 30 10 11999\n c 30 25 5 -\n d 50 0 0 11999";
    for (ties, expected) in [
        ("", "a1 b1 c1 d1"),
        ("\"axis.one desc\"", "d1 c2 a3 b3"),
        ("\"axis.one asc\"", "a1 b1 c3 d4"),
        ("\"indicator.y desc\"", "a1 b1 c3 d4"),
        ("\"penalties asc\"", "a1 d1 c3 b4"),
        ("\"penalties desc\"", "b1 c2 a3 d3"),
        ("\"born asc\"", "b1 d1 a3 c4"),
        ("\"born desc\"", "a1 b2 d2 c4"),
        ("\"born asc\", \"penalties asc\"", "d1 b2 a3 c4"),
        ("\"axis.one desc\", \"born asc\", \"penalties asc\"", "d1 c2 b3 a4"),
    ] {
        let book = rulebook(&text(ties));
        let entries = table(&book, data);
        let scored = run(&book, &entries);
        assert!(["a", "b", "c", "d"].iter().all(|id| total(&scored, id).unwrap() == "50"));
        assert_eq!(standing(&scored, "all"), expected, "{ties}");
    }
}

/// A rulebook with a chain of two, and random entries with many equal numbers.
fn crowded() -> impl Strategy<Value = Vec<Vec<String>>> {
    let datum = || prop_oneof![3 => (0..=2_i64).prop_map(|t| t.to_string()), 1 => Just("-".to_owned())];
    let x = prop::sample::select(vec!["1", "1.004", "1.005", "2", "2.00", "3"]);
    let row = (x, datum(), datum()).prop_map(|(x, t, u)| vec![x.to_owned(), t, u]);
    prop::collection::vec(row, 1..=12).prop_map(support::number::named)
}

fn crowd() -> Rulebook {
    book(&format!(
        "[field.t]\n[field.u]\n[rounding]\npoints = 3\n{}[honour.first]\nrank = 2\nfrom = 2\n[honour.more]\nfrom = 1\n",
        chain("\"t desc\", \"u asc\"")
    ))
}

/// Whether `a` comes before `b`, in words: the higher score; then more of `t`, then less of `u`, a known one first.
fn order(a: &[String], b: &[String]) -> Ordering {
    let score = |row: &[String]| match row[1].as_str() {
        "1.004" => RBig::ONE,
        "1.005" => ratio("1.01"),
        x => ratio(x),
    };
    let known = |cell: &String| missing(cell).is_none().then(|| ratio(cell));
    let tie = |a: &String, b: &String, more: bool| match (known(a), known(b)) {
        (Some(a), Some(b)) if a == b => Ordering::Equal,
        (Some(a), Some(b)) => {
            if (a > b) == more {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    score(b).cmp(&score(a)).then(tie(&a[2], &b[2], true)).then(tie(&a[3], &b[3], false))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_rank_is_one_more_than_those_before(rows in crowded()) {
        let book = crowd();
        let entries = sheet(&book, &["id", "x", "t", "u"], &rows);
        let scored = run(&book, &entries);
        let given = listing(&scored, "all");
        prop_assert_eq!(given.len(), rows.len());
        for (id, rank, _, tied, _) in &given {
            let own = rows.iter().find(|row| row[0] == *id).unwrap();
            let before = rows.iter().filter(|other| order(other, own) == Ordering::Less).count();
            let equal = rows.iter().filter(|other| other[0] != *id && order(other, own) == Ordering::Equal).count();
            prop_assert_eq!(*rank as usize, before + 1, "{} {:?}", id, rows);
            prop_assert_eq!(*tied, equal > 0, "{} {:?}", id, rows);
        }
        prop_assert!(given.windows(2).all(|pair| (pair[0].1, &pair[0].0) < (pair[1].1, &pair[1].0)));
    }

    #[test]
    fn the_order_of_rows_changes_nothing(
        (rows, shuffled) in crowded().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
    ) {
        let book = crowd();
        let header = ["id", "x", "t", "u"];
        let all = |rows: &[Vec<String>]| {
            let entries = sheet(&book, &header, rows);
            listing(&run(&book, &entries), "all")
        };
        prop_assert_eq!(all(&rows), all(&shuffled));
    }
}
