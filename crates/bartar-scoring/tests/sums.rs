//! Weighted sums by hand: exact, equal in every order, cut by caps, with bonuses beside them.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use proptest::prelude::*;
use support::number::{RBig, ratio};
use support::sheet::{sheet, table};
use support::{axis, outcome, ranking, rulebook, run, standing, total};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn sums_without_a_rounding_point_are_exact(
        weights in prop::collection::vec(1..=9999_i64, 2..=5),
        marks in prop::collection::vec(0..=99_999_i64, 5),
    ) {
        let mut text = "[rounding]\npoints = 3\n".to_owned();
        let mut expected = RBig::ZERO;
        let (mut header, mut row) = (vec!["id".to_owned()], vec!["e".to_owned()]);
        for (index, (mantissa, mark)) in weights.iter().zip(&marks).enumerate() {
            let written = format!("{}.{:03}", mantissa / 1000, mantissa % 1000);
            expected += ratio(&written) * (RBig::from(*mark) / RBig::from(1000));
            text.push_str(&format!(
                "[field.x{index}]\n[indicator.x{index}]\nvalue = \"x{index}\"\nweight = {written}\n\
                 points = {{ max = 100, linear = {{ none-at = 0, full-at = 100 }} }}\n"
            ));
            header.push(format!("x{index}"));
            row.push(format!("{}.{:03}", mark / 1000, mark % 1000));
        }
        let book = rulebook(&text);
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        let entries = sheet(&book, &header, &[row]);
        let scored = run(&book, &entries);
        prop_assert_eq!(ratio(&total(&scored, "e").unwrap()), expected);
    }
}

#[test]
fn sums_that_are_equal_tie_in_every_order() {
    let mut text = "[rounding]\npoints = 2\n".to_owned();
    for name in ["x", "y", "z"] {
        text.push_str(&format!(
            "[field.{name}]\n[indicator.{name}]\nvalue = \"{name}\"\npoints = {{ max = 1, linear = {{ none-at = 0, full-at = 1 }} }}\n"
        ));
    }
    text.push_str("[ranking]\nprecision = 1\nties = []\n");
    let book = rulebook(&text);
    // 0.25 goes up to 0.3; as binary numbers, some of these sums stay below 0.25.
    let entries = table(
        &book,
        "id x     y     z
         a  0.02  0.05  0.18
         b  0.02  0.18  0.05
         c  0.05  0.02  0.18
         d  0.05  0.18  0.02
         e  0.18  0.02  0.05
         f  0.18  0.05  0.02",
    );
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "all"), "a1 b1 c1 d1 e1 f1");
    assert!(
        ranking(&scored, "all").places.iter().all(|place| place.score.to_string() == "0.3" && place.tied)
    );
}

#[test]
fn weighted_parts_that_are_equal_tie_in_every_order() {
    // 0.1 * 30 + 0.2 * 15 + 0.3 * 10: each part is 3, whichever weight comes first.
    let orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]];
    for order in orders {
        let mut text = String::new();
        for weight in order {
            text.push_str(&format!(
                "[field.w{weight}]\n[indicator.w{weight}]\nvalue = \"w{weight}\"\nweight = 0.{weight}\n\
                 points = {{ max = 30, linear = {{ none-at = 0, full-at = 30 }} }}\n"
            ));
        }
        let book = rulebook(&text);
        let entries = table(&book, "id w1 w2 w3\n a 30 15 10\n b 30 0 20\n c 0 30 10\n d 6 12 20");
        let scored = run(&book, &entries);
        assert_eq!(standing(&scored, "all"), "a1 b1 c1 d1", "{order:?}");
    }
}

#[test]
fn a_cap_finer_than_the_rounding_still_cuts() {
    let book = rulebook(
        "[rounding]\npoints = 2\naggregate = 0\n[axis.all]\ncap = 60.5\n[field.x]\n[indicator.i]\nvalue = \"x\"\n\
         points = { max = 100, linear = { none-at = 0, full-at = 100 } }\n[ranking]\nprecision = 0\nties = []\n",
    );
    let entries = table(&book, "id x\n a 60\n b 61\n c 99.4\n d 60.4");
    let scored = run(&book, &entries);
    let axes: Vec<_> = ["a", "b", "c", "d"].iter().map(|id| axis(&scored, id, "all").unwrap()).collect();
    assert_eq!(axes, ["60", "60.5", "60.5", "60"]);
}

#[test]
fn an_axis_of_bonuses_keeps_what_is_there_when_one_is_left_out() {
    let book = rulebook(
        r#"[rounding]
points = 2
aggregate = 2
[axis.main]
[axis.extra]
[field.x]
[field.b]
[field.c]
[indicator.x]
axis = "main"
value = "x"
points = { max = 10, linear = { none-at = 0, full-at = 10 } }
[indicator.b]
axis = "extra"
value = "b"
role = "bonus"
missing = "exclude"
points = { max = 4, linear = { none-at = 0, full-at = 4 } }
[indicator.c]
axis = "extra"
value = "c"
role = "bonus"
missing = "exclude"
points = { max = 2, linear = { none-at = 0, full-at = 2 } }
"#,
    );
    let entries = table(&book, "id x b c\n both 6 3 1\n one 6 3 -\n none 6 - -");
    let scored = run(&book, &entries);
    let totals: Vec<_> = ["both", "one", "none"].iter().map(|id| total(&scored, id).unwrap()).collect();
    assert_eq!(totals, ["10", "9", "6"]);
    assert_eq!((axis(&scored, "one", "extra"), axis(&scored, "none", "extra")), (Some("3".to_owned()), None));
}

#[test]
fn a_bonus_alone_makes_no_total() {
    let book = rulebook(
        r#"[rounding]
points = 2
aggregate = 2
[field.x]
[field.b]
[indicator.x]
value = "x"
missing = "exclude"
points = { max = 10, linear = { none-at = 0, full-at = 10 } }
[indicator.b]
value = "b"
role = "bonus"
points = { max = 4, linear = { none-at = 0, full-at = 4 } }
"#,
    );
    let entries = table(&book, "id x b\n a 5 3\n b - 3");
    let scored = run(&book, &entries);
    assert_eq!(
        (outcome(&scored, "a"), outcome(&scored, "b")),
        ("ranked".to_owned(), "review no-total".to_owned())
    );
    assert_eq!(standing(&scored, "all"), "a1");
}
