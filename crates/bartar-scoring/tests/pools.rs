//! Pools that are too small, pools by condition, and orientations across pools.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_scoring::Entries;
use support::sheet::table;
use support::{choice_field, honours, no_winner, points, ranking, rulebook, run, standing};

/// A score `x` from 0 to 100, and what a test adds.
fn book(rest: &str) -> Rulebook {
    rulebook(&format!(
        "[field.x]\n[indicator.x]\nvalue = \"x\"\npoints = {{ max = 100, linear = {{ none-at = 0, full-at = 100 }} }}\n{rest}"
    ))
}

/// Pools by `group`: `wide` takes in `narrow`; `alone` has nowhere to go. Points are shares of the best in the pool.
fn grouped(fallback: &str) -> Rulebook {
    let choices: &[&str] =
        if fallback == "group" { &["wide", "narrow<wide", "alone"] } else { &["wide", "narrow", "alone"] };
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
    assert_eq!(
        (honours(&scored, "alone").as_str(), no_winner(&scored, "alone")),
        ("a1:- a2:-", Some("too-few-entries"))
    );
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
    assert_eq!(
        (honours(&scored, "narrow").as_str(), no_winner(&scored, "narrow")),
        ("n1:- n2:-", Some("too-few-entries"))
    );
    assert_eq!(
        (honours(&scored, "wide").as_str(), no_winner(&scored, "wide")),
        ("w3:winner w2:- w1:-", None)
    );
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
fn an_empty_pool_joins_no_other() {
    let book = grouped("group");
    let entries = table(&book, "id group x\n w1 wide 1\n w2 wide 2\n w3 wide 3");
    let scored = run(&book, &entries);
    assert_eq!(no_winner(&scored, "narrow"), Some("no-entries"));
    assert_eq!(ranking(&scored, "narrow").merged_into, None);
    assert_eq!(ranking(&scored, "wide").merged_from, [""; 0]);
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

/// Each cause of an entry without a pool has its own words.
#[test]
fn it_is_told_why_an_entry_has_no_pool() {
    let why = |book: &Rulebook, data: &str| {
        let entries = table(book, data);
        let scored = run(book, &entries);
        assert_eq!(support::outcome(&scored, "e"), "quarantined no-pool-for-entry");
        let reason = scored.screening.reasons[&0][0].clone();
        let columns: Vec<String> = reason.columns.iter().map(|column| book.column_name(*column)).collect();
        (reason.message.en.clone(), columns.join(" "))
    };
    let conditions = book("[field.members]\n[field.z]\n[pool.large]\nwhen = \"members >= 100 and z > 0\"\n");
    let (untaken, columns) = why(&conditions, "id x members z\n e 1 5 3");
    assert_eq!(
        (untaken.as_str(), columns.as_str()),
        ("the condition of no pool holds for this entry", "members z")
    );
    let (missing, columns) = why(&conditions, "id x members z\n e 1 500 -");
    assert!(missing.ends_with("since the datum that decides it is missing"), "{missing}");
    assert_eq!(columns, "z");
    let classes = book(
        "[field.members]\nrange = \"[10, 20]\"\n[class.size]\nvalue = \"members\"\nbands = [[\"[10, 20]\", \"small\"]]\n\
         [class.size.choices]\nsmall = { title = { fa = \"کوچک\", en = \"Small\" } }\n[pool.size]\nby = [\"size\"]\n",
    );
    // Beyond the range, which reading the data would have told.
    let (outside, columns) = why(&classes, "id x members\n e 1 30");
    assert_eq!(
        outside,
        "this entry belongs to no pool, since its value lies outside all classes of \"Class\""
    );
    assert_eq!(columns, "members");
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
fn an_orientation_ranks_nobody_who_is_not_ranked_at_home() {
    let book = rulebook(
        "[field.x]\n[field.ok]\ntype = \"yes-no\"\n[gate.ok]\nrequire = \"ok\"\n[indicator.x]\nvalue = \"x\"\n\
         points = { max = 9, linear = { none-at = 0, full-at = 9 } }\n[orientation.some]\nwhen = \"x > 2\"\n",
    );
    let entries = table(&book, "id x ok\n a 5 yes\n b 9 no\n c 8 -\n d 2 yes\n e - yes\n f 3 yes");
    assert_eq!(standing(&run(&book, &entries), "some"), "a1 f2");
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
}
