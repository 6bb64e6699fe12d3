//! Ranks, tie chains, honours, small pools and orientations.

mod support;

use bartar_criteria::Rulebook;
use bartar_scoring::{Entries, Scored};
use proptest::prelude::*;
use std::cmp::Ordering;
use support::number::{RBig, ratio};
use support::sheet::{missing, sheet, table};
use support::{choice_field, points, ranking, row, rulebook, run, standing, total};

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
    places.map(|place| (id(place.row), place.rank, place.score.to_string(), place.tied, place.honour)).collect()
}

/// Who has which honour: `a:winner b:- c:second`.
fn honours(scored: &Scored<'_>, pool: &str) -> String {
    let honour = |honour: Option<usize>| honour.map_or("-", |honour| scored.rulebook.honours[honour].id.as_str());
    let all = listing(scored, pool).into_iter().map(|(id, _, _, _, given)| format!("{id}:{}", honour(given)));
    all.collect::<Vec<_>>().join(" ")
}

fn no_winner(scored: &Scored<'_>, pool: &str) -> Option<&'static str> {
    ranking(scored, pool).no_winner.as_ref().map(|none| none.code)
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
        (Some(a), Some(b)) => if (a > b) == more { Ordering::Less } else { Ordering::Greater },
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

#[test]
fn a_threshold_is_compared_at_the_ranking_precision() {
    let honour = "[honour.winner]\nrank = 1\nfrom = 70\n";
    for (x, mode, expected) in [
        ("69.995", "", "a:winner"),
        ("69.994", "", "a:-"),
        ("70", "", "a:winner"),
        ("69.999", "mode = \"truncate\"\n", "a:-"),
        ("69.991", "mode = \"ceiling\"\n", "a:winner"),
    ] {
        let book = book(&format!("[rounding]\npoints = 3\n[ranking]\nprecision = 2\nties = []\n{mode}{honour}"));
        let entries = table(&book, &format!("id x\n a {x}"));
        let scored = run(&book, &entries);
        assert_eq!(honours(&scored, "all"), expected, "{x} {mode}");
        let reason = (expected == "a:-").then_some("below-threshold");
        assert_eq!(no_winner(&scored, "all"), reason, "{x} {mode}");
    }
}

#[test]
fn everybody_gets_the_first_honour_within_reach() {
    let book = book("[honour.winner]\nrank = 1\nfrom = 70\n[honour.runner_up]\nrank = 3\nfrom = 60\n[honour.named]\nfrom = 50\n");
    let entries = table(&book, "id x\n a 80\n b 80\n c 65\n d 65\n e 64\n f 50\n g 49.99");
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "all"), "a1 b1 c3 d3 e5 f6 g7");
    assert_eq!(honours(&scored, "all"), "a:winner b:winner c:runner_up d:runner_up e:named f:named g:-");
    // Nobody reaches the first honour: the best takes the one it qualifies for, and it is said why there is no winner.
    let entries = table(&book, "id x\n a 69.99\n b 59.99");
    let scored = run(&book, &entries);
    assert_eq!(honours(&scored, "all"), "a:runner_up b:named");
    assert_eq!(no_winner(&scored, "all"), Some("below-threshold"));
}

/// Pools by `group`: `wide` takes in `narrow`; `alone` has nowhere to go. Points are shares of the best in the pool.
fn grouped(fallback: &str) -> Rulebook {
    let choices: &[&str] = if fallback == "group" { &["wide", "narrow<wide", "alone"] } else { &["wide", "narrow", "alone"] };
    rulebook(&format!(
        r#"{}[field.x]
[indicator.x]
value = "x"
better = "higher"
points = {{ max = 100, relative = "share-of-best", zero-range = "zero-points" }}
[pool.group]
by = ["group"]
minimum = 3
fallback = "{fallback}"
[honour.winner]
rank = 1
from = 70
"#,
        choice_field("group", choices)
    ))
}

const THREE_AND_TWO: &str = "
    id  group   x
    w1  wide    10
    w2  wide    20
    w3  wide    40
    n1  narrow  50
    n2  narrow  5
    a1  alone   8
    a2  alone   2";

#[test]
fn a_small_pool_joins_the_wider_one_and_its_reference_population() {
    let book = grouped("group");
    let entries = table(&book, THREE_AND_TWO);
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "wide"), "n11 w32 w23 w14 n25");
    // The best of the pool is now n1 with 50.
    let given = ["w1", "w2", "w3", "n1", "n2"].map(|id| points(&scored, id, "x").unwrap());
    assert_eq!(given, ["20", "40", "80", "100", "10"]);
    assert_eq!(honours(&scored, "wide"), "n1:winner w3:- w2:- w1:- n2:-");
    assert_eq!(no_winner(&scored, "wide"), None);
    assert_eq!(standing(&scored, "narrow"), "");
    assert_eq!(no_winner(&scored, "narrow"), Some("ranked-in-wider-pool"));
    assert_eq!(ranking(&scored, "narrow").merged_into.as_deref(), Some("wide"));
    assert_eq!(ranking(&scored, "wide").merged_from, ["narrow"]);
    // Too small, and no wider pool: ranked among themselves, without an honour.
    assert_eq!(standing(&scored, "alone"), "a11 a22");
    assert_eq!((honours(&scored, "alone").as_str(), no_winner(&scored, "alone")), ("a1:- a2:-", Some("too-few-entries")));
}

#[test]
fn a_pool_that_reaches_its_minimum_stays_by_itself() {
    let book = grouped("group");
    let entries = table(&book, &format!("{THREE_AND_TWO}\n n3 narrow 1"));
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "narrow"), "n11 n22 n33");
    assert_eq!(standing(&scored, "wide"), "w31 w22 w13");
    assert_eq!(points(&scored, "w3", "x").unwrap(), "100");
    assert_eq!((no_winner(&scored, "narrow"), no_winner(&scored, "wide")), (None, None));
    assert!(ranking(&scored, "wide").merged_from.is_empty());
}

#[test]
fn a_small_pool_without_a_winner_is_ranked_all_the_same() {
    let book = grouped("no-winner");
    let entries = table(&book, THREE_AND_TWO);
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "narrow"), "n11 n22");
    assert_eq!((honours(&scored, "narrow").as_str(), no_winner(&scored, "narrow")), ("n1:- n2:-", Some("too-few-entries")));
    assert_eq!((honours(&scored, "wide").as_str(), no_winner(&scored, "wide")), ("w3:winner w2:- w1:-", None));
}

#[test]
fn an_empty_pool_has_no_winner_and_says_so() {
    let book = grouped("no-winner");
    let entries = table(&book, "id group x\n w1 wide 1\n w2 wide 2\n w3 wide 3\n a1 alone -");
    let scored = run(&book, &entries);
    assert_eq!(no_winner(&scored, "narrow"), Some("no-entries"));
    assert_eq!(no_winner(&scored, "wide"), None);
    let told = ranking(&scored, "narrow").no_winner.clone().unwrap().message;
    assert!(told.en.starts_with("No winner: ") && told.fa.starts_with("بدون برگزیده: "), "{told:?}");
}

#[test]
fn entries_take_the_first_pool_whose_condition_they_meet() {
    let book = book(
        "[field.members]\n[pool.large]\nwhen = \"members >= 100\"\n[pool.small]\nwhen = \"members >= 10\"\n[pool.rest]\n",
    );
    let entries = table(&book, "id x members\n a 1 100\n b 2 99\n c 3 10\n d 4 9\n e 5 -");
    let scored = run(&book, &entries);
    assert_eq!(["large", "small", "rest"].map(|pool| standing(&scored, pool)), ["a1", "c1 b2", "d1"]);
    // Nobody can say where the last one belongs.
    assert_eq!(support::outcome(&scored, "e"), "quarantined no-pool-for-entry");
}

fn orientations(honours: &str) -> Rulebook {
    rulebook(&format!(
        r#"{}[field.x]
[field.women]
type = "yes-no"
[indicator.x]
value = "x"
better = "higher"
points = {{ max = 100, relative = "percentile" }}
[pool.sector]
by = ["sector"]
[orientation.women]
when = "women"
{honours}[honour.winner]
rank = 1
from = 50
"#,
        choice_field("sector", &["farm", "shop"])
    ))
}

fn sectors(book: &Rulebook) -> Entries {
    table(
        book,
        "id sector x  women
         a  farm   1  yes
         b  farm   2  no
         c  farm   3  yes
         d  shop   90 yes
         e  shop   80 -
         f  shop   70 yes",
    )
}

#[test]
fn an_orientation_ranks_the_same_totals_again() {
    let book = orientations("");
    let entries = sectors(&book);
    let scored = run(&book, &entries);
    // Totals are percentiles within the sectors: 0, 50, 100 and 100, 50, 0.
    assert_eq!([standing(&scored, "farm"), standing(&scored, "shop")], ["c1 b2 a3", "d1 e2 f3"]);
    assert_eq!(standing(&scored, "women"), "c1 d1 a3 f3");
    assert_eq!((honours(&scored, "women").as_str(), no_winner(&scored, "women")), ("c:- d:- a:- f:-", None));
    assert_eq!(honours(&scored, "farm"), "c:winner b:- a:-");
}

#[test]
fn an_orientation_gives_honours_when_told() {
    let book = orientations("honours = true\n");
    let entries = sectors(&book);
    let scored = run(&book, &entries);
    assert_eq!(honours(&scored, "women"), "c:winner d:winner a:- f:-");
    let nobody = table(&book, "id sector x women\n a farm 1 no");
    assert_eq!(no_winner(&run(&book, &nobody), "women"), Some("no-entries"));
    let below = table(&book, "id sector x women\n a farm 1 yes\n b farm 2 no");
    assert_eq!(no_winner(&run(&book, &below), "women"), Some("below-threshold"));
    assert_eq!(row(&run(&book, &below), "b"), 1);
}
