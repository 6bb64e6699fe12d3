//! Points of one value under one rule, against their definitions on plain rational numbers.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use proptest::prelude::*;
use support::number::{RBig, half_up, held, ratio, single};
use support::sheet::sheet;
use support::{points, rulebook, run};

/// A rulebook with one indicator `i` of the value `x`.
fn book(digits: u32, rest: &str) -> Rulebook {
    rulebook(&format!("[rounding]\npoints = {digits}\n[field.x]\n[indicator.i]\nvalue = \"x\"\n{rest}"))
}

/// The points of each value, as written.
fn given(book: &Rulebook, values: &[String]) -> Vec<String> {
    let entries = sheet(book, &["id", "x"], &single(values));
    let scored = run(book, &entries);
    (0..values.len()).map(|index| points(&scored, &format!("e{index}"), "i").unwrap()).collect()
}

fn earned(book: &Rulebook, values: &[String]) -> Vec<RBig> {
    given(book, values).iter().map(|points| ratio(points)).collect()
}

fn earned_by(book: &Rulebook, values: &str) -> String {
    given(book, &values.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).join(" ")
}

/// A decimal with two digits, from its hundredths.
fn hundredths(number: i64) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", number.abs() / 100, number.abs() % 100)
}

fn values() -> impl Strategy<Value = Vec<i64>> {
    prop::collection::vec(-2000..=2000_i64, 1..=12)
}

fn rises(points: &[RBig]) -> bool {
    points.windows(2).all(|pair| pair[0] <= pair[1])
}

#[test]
fn a_square_bracket_takes_its_end_in_and_a_round_one_leaves_it_out() {
    let book = book(
        2,
        r#"better = "target"
[indicator.i.points]
max = 40
bands = [["(-inf, 0)", 1], ["[0, 5]", 10], ["(5, 10)", 20], ["{10}", 40], ["(10, 15] or [20, 25)", 30], ["[25, inf)", 2]]
otherwise = 25
"#,
    );
    assert_eq!(earned_by(&book, "-7 -0.01 0 0.00 5 5.01 9.999999999999999999999"), "1 1 10 10 10 20 20");
    assert_eq!(earned_by(&book, "10 10.0 10.0000000000000000000001 15 15.01"), "40 40 30 30 25");
    assert_eq!(earned_by(&book, "19.99 20 24.99 25 1000000000000000000000000"), "25 30 30 2 2");
}

#[test]
fn awards_are_held_between_minimum_and_maximum_before_they_are_rounded() {
    let book = book(1, "points = { max = 2.25, min = -1.35, step = { from = 0, per = 1, points = 1 } }");
    // 2.25 to one digit is 2.3; a value without steps earns 0, which lies within the limits.
    assert_eq!(earned_by(&book, "1 2 3 400 -9"), "1 2 2.3 2.3 0");
}

#[test]
fn whole_steps_count_down_too() {
    let up = book(2, "points = { max = 10, step = { from = 4, per = 1.5, points = 2 } }");
    assert_eq!(earned_by(&up, "3.99 4 5.49 5.5 6.99 7 11.5 99"), "0 0 0 2 2 4 10 10");
    let down = book(2, "points = { max = 10, step = { from = 4, per = -1.5, points = 2 } }");
    assert_eq!(earned_by(&down, "4.01 4 2.51 2.5 1.01 1 -3.5 -99"), "0 0 0 2 2 4 10 10");
    let fine = book(
        2,
        "role = \"penalty\"\npoints = { max = 0, min = -7, step = { from = 1, per = 2, points = -3 } }",
    );
    assert_eq!(earned_by(&fine, "0 1 2.99 3 5 7"), "0 0 0 -3 -6 -7");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn a_value_earns_the_points_of_the_band_it_lies_in(
        cuts in prop::collection::btree_set(-30..=30_i64, 1..=6),
        upper_owns in prop::collection::vec(any::<bool>(), 6),
        more in values(),
    ) {
        // Between the cuts lie bands; each cut belongs to the band above or below it. Band k earns k points.
        let cuts: Vec<i64> = cuts.into_iter().collect();
        let mut bands = Vec::new();
        for band in 0..=cuts.len() {
            let low = if band == 0 { "(-inf".to_owned() } else {
                format!("{}{}", if upper_owns[band - 1] { "[" } else { "(" }, cuts[band - 1])
            };
            let high = if band == cuts.len() { "inf)".to_owned() } else {
                format!("{}{}", cuts[band], if upper_owns[band] { ")" } else { "]" })
            };
            bands.push(format!("[\"{low}, {high}\", {band}]"));
        }
        let book = book(0, &format!("points = {{ max = {}, bands = [{}] }}", cuts.len(), bands.join(", ")));
        let mut all: Vec<i64> = cuts.iter().flat_map(|cut| [cut * 100 - 1, cut * 100, cut * 100 + 1]).chain(more).collect();
        all.sort_unstable();
        let given = earned(&book, &all.iter().map(|value| hundredths(*value)).collect::<Vec<_>>());
        for (value, given) in all.iter().zip(&given) {
            let passed = cuts.iter().zip(&upper_owns).filter(|(cut, upper)| *value > **cut * 100 || **upper && *value == **cut * 100);
            prop_assert_eq!(given, &RBig::from(passed.count()), "{} {:?}", value, bands);
        }
        prop_assert!(rises(&given));
    }

    #[test]
    fn a_line_runs_from_its_beginning_to_its_end_and_no_further(
        none_at in -500..=500_i64,
        full_at in -500..=500_i64,
        (min, span) in (-300..=300_i64, 1..=900_i64),
        digits in 2..=5_u32,
        more in values(),
    ) {
        prop_assume!(none_at != full_at);
        let [none, full, low, high] = [none_at, full_at, min, min + span].map(hundredths);
        let book = book(digits, &format!("points = {{ max = {high}, min = {low}, linear = {{ none-at = {none}, full-at = {full} }} }}"));
        let mut all: Vec<i64> = [none_at, full_at, none_at - 1, full_at + 1].into_iter().chain(more).collect();
        all.sort_unstable_by_key(|value| if full_at > none_at { *value } else { -*value });
        let values: Vec<String> = all.into_iter().map(hundredths).collect();
        let given = earned(&book, &values);
        let (none, full, low, high) = (ratio(&none), ratio(&full), ratio(&low), ratio(&high));
        for (value, given) in values.iter().zip(&given) {
            let share = held((ratio(value) - &none) / (&full - &none), &RBig::ZERO, &RBig::ONE);
            prop_assert_eq!(given, &half_up(&(&low + (&high - &low) * share), digits), "{}", value);
        }
        prop_assert!(rises(&given));
    }

    #[test]
    fn knots_are_joined_by_lines_and_flat_outside(
        xs in prop::collection::btree_set(-1000..=1000_i64, 2..=5),
        ys in prop::collection::vec(0..=1000_i64, 5),
        digits in 2..=5_u32,
        more in values(),
    ) {
        let (xs, mut ys): (Vec<i64>, Vec<i64>) = (xs.into_iter().collect(), ys);
        ys.sort_unstable();
        let knots: Vec<(String, String)> = xs.iter().zip(&ys).map(|(x, y)| (hundredths(*x), hundredths(*y))).collect();
        let written: Vec<String> = knots.iter().map(|(x, y)| format!("[{x}, {y}]")).collect();
        let book = book(digits, &format!("points = {{ max = {}, piecewise = [{}] }}", knots[knots.len() - 1].1, written.join(", ")));
        let mut all: Vec<i64> = xs.iter().flat_map(|x| [x - 1, *x, x + 1]).chain(more).collect();
        all.sort_unstable();
        let values: Vec<String> = all.into_iter().map(hundredths).collect();
        let given = earned(&book, &values);
        let knots: Vec<(RBig, RBig)> = knots.iter().map(|(x, y)| (ratio(x), ratio(y))).collect();
        for (value, given) in values.iter().zip(&given) {
            // The first knot, and the rise of each line as far as the value has come along it.
            let mut expected = knots[0].1.clone();
            for pair in knots.windows(2) {
                let along = held((ratio(value) - &pair[0].0) / (&pair[1].0 - &pair[0].0), &RBig::ZERO, &RBig::ONE);
                expected += along * (&pair[1].1 - &pair[0].1);
            }
            prop_assert_eq!(given, &half_up(&expected, digits), "{} {:?}", value, written);
        }
        prop_assert!(rises(&given));
    }

    #[test]
    fn steps_are_counted_from_their_beginning(
        from in -500..=500_i64,
        per in prop_oneof![-400..=-1_i64, 1..=400_i64],
        step in 1..=700_i64,
        fine in any::<bool>(),
        limit in 1..=3000_i64,
        continuous in any::<bool>(),
        digits in 2..=5_u32,
        more in values(),
    ) {
        let sign = if fine { -1 } else { 1 };
        let limits = if fine { format!("max = 0, min = {}", hundredths(-limit)) } else { format!("max = {}", hundredths(limit)) };
        let role = if fine { "role = \"penalty\"\n" } else { "" };
        let book = book(digits, &format!(
            "{role}points = {{ {limits}, step = {{ from = {}, per = {}, points = {}, continuous = {continuous} }} }}",
            hundredths(from), hundredths(per), hundredths(sign * step),
        ));
        let mut all: Vec<i64> = (0..4).flat_map(|k| [from + k * per - 1, from + k * per, from + k * per + 1]).chain(more).collect();
        all.sort_unstable_by_key(|value| value * per * sign);
        let values: Vec<String> = all.iter().map(|value| hundredths(*value)).collect();
        let given = earned(&book, &values);
        for (value, given) in all.iter().zip(&given) {
            let mut steps = RBig::from(*value - from) / RBig::from(per);
            if !continuous {
                steps = RBig::from(steps.floor());
            }
            let size = held(steps.max(RBig::ZERO) * ratio(&hundredths(step)), &RBig::ZERO, &ratio(&hundredths(limit)));
            let expected = half_up(&(size * RBig::from(sign)), digits);
            prop_assert_eq!(given, &expected, "{} steps from {} per {}", value, from, per);
        }
        prop_assert!(rises(&given));
    }
}
