//! Stages: who goes on, against whom relative points are then computed, and honours that pass on.

#![allow(clippy::expect_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_criteria::exact::Decimal;
use bartar_scoring::stages::{Passage, rules_of_stages, score_stages};
use bartar_scoring::{Entries, Scored};
use support::sheet::table;
use support::{choice_field, honours, no_winner, outcome, points, row, rulebook, standing, total};

/// Two axes: the system's points (0 to 100) and an interview's (0 to 50); each province by itself, then the country.
fn book(stage: &str) -> Rulebook {
    rulebook(&format!(
        r#"
{province}
[field.x]
[field.y]
[field.women]
type = "yes-no"
[axis.system]
[axis.interview]
[indicator.x]
axis = "system"
value = "x"
points = {{ max = 80, linear = {{ none-at = 0, full-at = 80 }} }}
[indicator.standing]
axis = "system"
value = "x"
better = "higher"
points = {{ max = 20, relative = "percentile" }}
[indicator.y]
axis = "interview"
value = "y"
missing = "review"
points = {{ max = 50, linear = {{ none-at = 0, full-at = 50 }} }}
[stage.provincial]
title = {{ fa = "استانی", en = "Provincial" }}
clause = "art. 20"
score = "axis.system"
{stage}
[stage.national]
title = {{ fa = "ملی", en = "National" }}
clause = "art. 21"
[pool.province]
by = ["province"]
stages = ["provincial"]
[pool.all]
stages = ["national"]
[orientation.women]
when = "women"
honours = true
stages = ["national"]
[ranking]
precision = 2
ties = []
several-honours = "pass-on"
[honour.winner]
from = 1
rank = 1
stages = ["national"]
[honour.commended]
from = 1
rank = 3
stages = ["national"]
"#,
        province = choice_field("province", &["north", "south", "east"]),
    ))
}

const ENTRIES: &str = "id province x y women
    n1 north 80 10 yes
    n2 north 60 50 yes
    n3 north 20 40 no
    s1 south 40 30 yes
    s2 south 40 20 no
    s3 south 10 50 no
    e1 east - - no";

fn last<'a>(rules: &'a [Rulebook], entries: &'a Entries) -> Scored<'a> {
    score_stages(rules, entries, None, &|_, _| {}).pop().expect("a stage")
}

#[test]
fn the_first_of_each_province_or_enough_points_goes_on() {
    let book = book("promote = [{ rank = 1 }, { from = 55 }]");
    let entries = table(&book, ENTRIES);
    let provincial = rules_of_stages(&book, 0);
    let scored = last(&provincial, &entries);
    // North: 80 + 20, 60 + 10, 20 + 0. South: s1 and s2 are equal, each better than one and beside one of two others:
    // 40 + 20 * 1.5 / 2 = 55. The interview is no part of it, and nobody waits for one.
    assert_eq!(standing(&scored, "north"), "n11 n22 n33");
    assert_eq!(total(&scored, "n2").as_deref(), Some("70"));
    assert_eq!(standing(&scored, "south"), "s11 s21 s33");
    assert_eq!(total(&scored, "s1").as_deref(), Some("55"));
    // Missing data earn nothing here; alone in the pool, the percentile has no value.
    assert_eq!(total(&scored, "e1").as_deref(), Some("0"));

    let rules = rules_of_stages(&book, 1);
    let national = last(&rules, &entries);
    // n3 and s3 stay; e1 is first in its province, goes on, and waits for its interview.
    assert_eq!(outcome(&national, "n3"), "ineligible provincial");
    assert_eq!(outcome(&national, "s3"), "ineligible provincial");
    assert_eq!(outcome(&national, "e1"), "review y");
    // Percentiles are among those that went on and have a value: n1 3/3, n2 2/3, s1 and s2 half of one other.
    let of = |id: &str| points(&national, id, "standing");
    assert_eq!(of("n1").as_deref(), Some("20"));
    assert_eq!(of("n2").as_deref(), Some("13.33"));
    assert_eq!(of("s1").as_deref(), Some("3.33"));
    // 80 + 20 + 10 = 110; 60 + 13.33 + 50 = 123.33; 40 + 3.33 + 30 and + 20.
    assert_eq!(standing(&national, "all"), "n21 n12 s13 s24");
    let reason = &national.screening.reasons[&2][0];
    assert_eq!(
        reason.message.en,
        "Provincial: rank 3 of \"Pool\" with 20 points; the condition for going on is not met"
    );
    assert_eq!(reason.clause.en, "art. 20");
    assert!(reason.message.fa.contains("رتبهٔ ۳ با ۲۰ امتیاز"), "{}", reason.message.fa);
}

#[test]
fn where_an_entry_came_from_is_known() {
    let book = book("promote = [{ rank = 1 }]");
    let entries = table(&book, ENTRIES);
    let rules = rules_of_stages(&book, 1);
    let national = last(&rules, &entries);
    let [provincial] = national.before.as_slice() else { unreachable!("one stage before") };
    let Passage::Promoted(standing) = &provincial.passages[row(&national, "s2")] else {
        unreachable!("both firsts of the south go on")
    };
    assert_eq!((standing.pool.as_str(), standing.rank), ("south", 1));
    assert_eq!(standing.score, Decimal::from(55));
}

#[test]
fn a_quota_keeps_back_the_lower_and_lets_equals_pass() {
    let book = book("promote = [{ rank = 3 }]\nquota = { by = \"province\", most = 1 }");
    let entries = table(&book, ENTRIES);
    let rules = rules_of_stages(&book, 1);
    let national = last(&rules, &entries);
    assert_eq!(standing(&national, "all"), "n11 s12 s23");
    let reason = &national.screening.reasons[&1][0];
    assert!(reason.message.en.ends_with("the quota is full"), "{}", reason.message.en);
}

#[test]
fn an_honour_passes_on_where_an_entry_has_one() {
    let book = book("promote = [{ rank = 3 }]");
    let entries = table(&book, ENTRIES);
    let rules = rules_of_stages(&book, 1);
    let national = last(&rules, &entries);
    // 60 + 12 + 50 = 122; 80 + 20 + 10 = 110; 40 + 20*2.5/5... the percentile among five: s1 and s2 (1 worse of n3, s3...)
    let ranked = honours(&national, "all");
    let first_three: Vec<&str> = ranked.split(' ').take(3).collect();
    assert_eq!(first_three, ["n2:winner", "n1:commended", "s1:commended"]);
    // All women's entries have an honour of the main pool already.
    assert_eq!(honours(&national, "women"), "n2:- n1:- s1:-");
    assert_eq!(no_winner(&national, "women"), Some("honoured-elsewhere"));
}

#[test]
fn an_honour_passes_to_the_next_in_rank() {
    let book = rulebook(
        r#"
[field.x]
[field.a]
type = "yes-no"
[indicator.x]
value = "x"
points = { max = 100, linear = { none-at = 0, full-at = 100 } }
[orientation.a]
when = "a"
honours = true
[ranking]
precision = 2
ties = []
several-honours = "pass-on"
[honour.winner]
from = 30
rank = 1
"#,
    );
    let entries = table(&book, "id x a\n p 90 yes\n q 80 yes\n r 80 yes\n s 70 yes\n t 95 no");
    let scored = support::run(&book, &entries);
    assert_eq!(honours(&scored, "all"), "t:winner p:- q:- r:- s:-");
    assert_eq!(honours(&scored, "a"), "p:winner q:- r:- s:-");
    let entries = table(&book, "id x a\n p 90 yes\n q 80 yes\n r 80 yes\n s 70 yes");
    let scored = support::run(&book, &entries);
    // p wins the main pool; in the orientation the two behind it are first now.
    assert_eq!(honours(&scored, "a"), "p:- q:winner r:winner s:-");
}
