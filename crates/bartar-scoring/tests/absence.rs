//! Missing data and zero denominators: each status by its own policy.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::codes::UNREADABLE_NUMBER;
use bartar_criteria::{Rulebook, Text};
use bartar_scoring::entries::Fault;
use bartar_scoring::forgone::ForgonePoints;
use support::sheet::table;
use support::{outcome, points, rulebook, run, total};

const POLICIES: [&str; 4] = ["zero-points", "exclude", "ineligible", "review"];
const STATUSES: [&str; 4] = ["-", "n/a", "rejected", "pending"];

/// An indicator of 60 points under test, and a plain one of 40.
fn book(indicator: &str) -> Rulebook {
    rulebook(&format!(
        r#"[rounding]
points = 2
aggregate = 2
[field.a]
[field.b]
[field.y]
[indicator.i]
{indicator}
[indicator.y]
value = "y"
points = {{ max = 40, linear = {{ none-at = 0, full-at = 40 }} }}
"#
    ))
}

#[test]
fn each_status_has_its_own_policy() {
    for shift in 0..4 {
        let policy = |status: usize| POLICIES[(status + shift) % 4];
        let keys = ["not-submitted", "not-applicable", "rejected", "pending"];
        let policies: Vec<String> =
            keys.iter().enumerate().map(|(status, key)| format!("{key} = \"{}\"", policy(status))).collect();
        let book = book(&format!(
            "value = \"a + b\"\nmissing = {{ {} }}\npoints = {{ max = 60, linear = {{ none-at = 0, full-at = 60 }} }}",
            policies.join(", ")
        ));
        for (number, status) in STATUSES.iter().enumerate() {
            // 10 of 40 for y: alone, it is stretched over 100.
            let (ends, given, sum) = match policy(number) {
                "zero-points" => ("ranked", Some("0"), Some("10")),
                "exclude" => ("ranked", None, Some("25")),
                "ineligible" => ("ineligible i", None, None),
                _ => ("review i", None, None),
            };
            for data in [format!("{status} 5"), format!("5 {status}")] {
                let entries = table(&book, &format!("id a b y\n e {data} 10"));
                let scored = run(&book, &entries);
                assert_eq!(outcome(&scored, "e"), ends, "{status}");
                assert_eq!(points(&scored, "e", "i").as_deref(), given, "{status}");
                assert_eq!(total(&scored, "e").as_deref(), sum, "{status}");
            }
        }
    }
}

#[test]
fn the_gravest_status_of_several_missing_data_decides() {
    let book = book(
        "value = \"a / b\"\nzero = \"full-points\"\n\
         missing = { not-submitted = \"ineligible\", not-applicable = \"exclude\", rejected = \"review\", pending = \"zero-points\" }\n\
         points = { max = 60, linear = { none-at = 0, full-at = 1 } }",
    );
    let entries = table(
        &book,
        "id a b y\n p - rejected 1\n q rejected - 1\n u - n/a 1\n v - pending 1\n r pending 0 1\n s 1 0 1\n t 0 n/a 1",
    );
    let scored = run(&book, &entries);
    assert_eq!(
        ["p", "q", "u"].map(|id| outcome(&scored, id)),
        ["review i".to_owned(), "review i".to_owned(), "ineligible i".to_owned()]
    );
    let given = ["v", "r", "s", "t"].map(|id| points(&scored, id, "i"));
    assert_eq!(given, [Some("0".to_owned()), Some("0".to_owned()), Some("60".to_owned()), None]);
}

#[test]
fn a_zero_denominator_follows_its_policy_under_every_kind_of_rule() {
    let rules = [
        "points = { max = 60, linear = { none-at = 0, full-at = 2 } }",
        "points = { max = 60, bands = [[\"(-inf, 1)\", 30], [\"[1, inf)\", 60]] }",
        "better = \"higher\"\npoints = { max = 60, relative = \"percentile\" }",
        "better = \"higher\"\npoints = { max = 60, relative = \"min-max\", zero-range = \"half-points\" }",
    ];
    for rule in rules {
        for (zero, applies, ends, given) in [
            ("zero-points", "review", "ranked", Some("0")),
            ("full-points", "review", "ranked", Some("60")),
            ("missing", "zero-points", "ranked", Some("0")),
            ("missing", "exclude", "ranked", None),
            ("missing", "ineligible", "ineligible i", None),
            ("missing", "review", "review i", None),
        ] {
            let book = book(&format!(
                "value = \"a / (b - 3)\"\nzero = \"{zero}\"\n\
                 missing = {{ not-submitted = \"zero-points\", not-applicable = \"{applies}\", rejected = \"zero-points\", pending = \"zero-points\" }}\n\
                 {rule}"
            ));
            let entries = table(&book, "id a b y\n e 5 3.0 1\n f 0 3 1\n g 1 4 1\n h 2 4 1");
            let scored = run(&book, &entries);
            for id in ["e", "f"] {
                assert_eq!(outcome(&scored, id), ends, "{zero} {applies} {rule}");
                assert_eq!(points(&scored, id, "i").as_deref(), given, "{zero} {applies} {rule}");
            }
            // Whoever has no value is no reference for the others: 1 is the worst of two values, 2 the best.
            assert_eq!(points(&scored, "h", "i").unwrap(), "60", "{zero} {applies} {rule}");
            let lower = if rule.contains("relative") {
                "0"
            } else if rule.contains("linear") {
                "30"
            } else {
                "60"
            };
            assert_eq!(points(&scored, "g", "i").unwrap(), lower, "{zero} {applies} {rule}");
        }
    }
}

#[test]
fn known_alternatives_stand_in_for_missing_data() {
    let book = book(
        "value = \"coalesce(a, b)\"\nmissing = \"exclude\"\npoints = { max = 60, linear = { none-at = 0, full-at = 60 } }",
    );
    let entries = table(&book, "id a b y\n p 6 12 1\n q pending 12 1\n r - - 1");
    let scored = run(&book, &entries);
    let given = ["p", "q", "r"].map(|id| points(&scored, id, "i"));
    assert_eq!(given, [Some("6".to_owned()), Some("12".to_owned()), None]);
}

/// A loss that grows from 10 to 50 is no growth of 400 %: what a negative base means is stated.
#[test]
fn a_negative_denominator_has_the_stated_meaning() {
    for (policy, given) in [
        ("zero-points", Some("0")),
        ("full-points", Some("60")),
        ("missing", None),
        ("as-computed", Some("60")),
    ] {
        let book = book(&format!(
            "value = \"(b - a) / a\"\nzero = \"full-points\"\nnegative = \"{policy}\"\n\
             missing = {{ not-submitted = \"zero-points\", not-applicable = \"exclude\", rejected = \"review\", pending = \"review\" }}\n\
             points = {{ max = 60, linear = {{ none-at = 0, full-at = 4 }} }}",
        ));
        let entries =
            table(&book, "id a b y\n worse -10 -50 1\n grown 10 20 1\n zero 0 5 1\n open -10 pending 1");
        let scored = run(&book, &entries);
        assert_eq!(points(&scored, "worse", "i").as_deref(), given, "{policy}");
        assert_eq!(points(&scored, "grown", "i").as_deref(), Some("15"), "{policy}");
        assert_eq!(points(&scored, "zero", "i").as_deref(), Some("60"), "{policy}");
        // A missing datum decides before what is wrong with those that are there.
        assert_eq!(outcome(&scored, "open"), "review i", "{policy}");
    }
}

#[test]
fn the_items_of_a_checklist_keep_to_the_policy_for_negative_denominators_too() {
    for (policy, given) in [("zero-points", "0"), ("as-computed", "60")] {
        let book = book(&format!(
            "zero = \"zero-points\"\nnegative = \"{policy}\"\nmissing = \"zero-points\"\n\
             points = {{ max = 60, checklist = [[\"b / a <= 2\", 40], [\"b > 0\", 20]] }}",
        ));
        let entries = table(&book, "id a b y\n f 10 -50 1\n g -10 50 1");
        let scored = run(&book, &entries);
        assert_eq!(points(&scored, "f", "i").as_deref(), Some("40"), "{policy}");
        assert_eq!(points(&scored, "g", "i").as_deref(), Some(given), "{policy}");
    }
}

#[test]
fn a_datum_that_was_not_submitted_is_told_with_the_points_that_it_costs() {
    let book = rulebook(
        r#"
[rounding]
points = 2
aggregate = 2
[field.a]
title = { fa = "الف", en = "A" }
[field.b]
[field.y]
[indicator.i]
title = { fa = "نسبت", en = "Ratio" }
value = "a + b"
missing = "zero-points"
points = { max = 60, linear = { none-at = 0, full-at = 60 } }
[indicator.left_out]
value = "y"
missing = "exclude"
points = { max = 20, linear = { none-at = 0, full-at = 40 } }
[indicator.known]
value = "if(known(a), a, 0)"
points = { max = 20, linear = { none-at = 0, full-at = 40 } }
"#,
    );
    let mut entries =
        table(&book, "id a b y\n all 1 2 3\n one - 2 3\n two - - -\n waits pending - 3\n bad - 2 3");
    // What could not be read was submitted.
    let unreadable = Fault {
        entry: 4,
        column: Some(0),
        code: UNREADABLE_NUMBER,
        message: Text::same("bad").into(),
        group: None,
    };
    entries.faults.push(unreadable);
    let scored = run(&book, &entries);
    let forgone = ForgonePoints::new(&scored);
    let told = |row: usize| -> Vec<String> {
        let lines = forgone.of(row).into_iter();
        lines.map(|line| format!("{}: {}", book.column_name(line.column), line.words().en)).collect()
    };
    let cost = "was not submitted, and without it no points are given for \"Ratio\" (at most 60)";
    assert_eq!(told(0), [""; 0]);
    assert_eq!(told(1), [format!("a: {cost}")]);
    assert_eq!(told(2), [format!("a: {cost}"), format!("b: {cost}")]);
    // The graver status decides: no points are lost for want of `b` while `a` is being examined.
    assert_eq!(told(3), [""; 0]);
    assert_eq!(told(4), [""; 0]);
    assert_eq!(
        forgone.of(1)[0].words().fa,
        "ارسال نشده است و در نبود آن امتیازی به این شاخص‌ها نمی‌رسد: «نسبت» (دست‌بالا ۶۰)"
    );
    assert_eq!(forgone.count(|_| true), (2, 3));
    assert_eq!(forgone.count(|row| row == 1), (1, 1));
}
