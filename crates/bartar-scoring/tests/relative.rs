//! Points relative to the pool, against their definitions on plain rational numbers.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use proptest::prelude::*;
use support::number::{RBig, half, half_up, held, named, pool, ratio, root_half_up, single, whole, written};
use support::sheet::{sheet, table};
use support::{points, rulebook, run};

/// A relative rule with its numbers.
#[derive(Clone, Copy, Debug)]
struct Case {
    kind: &'static str,
    higher: bool,
    /// Share of the span where the values say nothing; none where the indicator is left out then.
    zero_range: (&'static str, Option<i8>),
    digits: u32,
    round: Option<u32>,
    sample: bool,
}

const MIN: &str = "-4.5";
const MAX: &str = "37";
const AT_MEAN: &str = "12.25";
const PER_DEVIATION: &str = "8.3";
const Z_DIGITS: u32 = 3;

fn cases(kinds: &'static [&'static str]) -> impl Strategy<Value = Case> {
    let zero_range = prop::sample::select(vec![
        ("zero-points", Some(0)),
        ("half-points", Some(1)),
        ("full-points", Some(2)),
        ("exclude", None),
    ]);
    let round = prop::option::weighted(0.3, 0..=2_u32);
    (prop::sample::select(kinds), any::<bool>(), zero_range, 0..=4_u32, round, any::<bool>()).prop_map(
        |(kind, higher, zero_range, digits, round, sample)| Case {
            kind,
            higher,
            zero_range,
            digits,
            round,
            sample,
        },
    )
}

impl Case {
    /// A rulebook with one indicator for each way of writing the same value.
    fn rulebook(&self, values: &[(&str, &str)]) -> Rulebook {
        let better = if self.higher { "higher" } else { "lower" };
        let round = self.round.map_or(String::new(), |round| format!("round = {round}\n"));
        let deviation = if self.sample { "sample" } else { "population" };
        let z = if self.kind == "z-score" {
            format!(
                "z-score = {{ at-mean = {AT_MEAN}, per-deviation = {PER_DEVIATION}, digits = {Z_DIGITS}, deviation = \"{deviation}\" }}\n"
            )
        } else {
            String::new()
        };
        let Case { kind, zero_range: (zero_range, _), digits, .. } = self;
        let mut text = format!("[rounding]\npoints = {digits}\naggregate = 9\n[field.x]\n");
        if values.iter().any(|(_, value)| value.contains('y')) {
            text.push_str("[field.y]\n");
        }
        for (id, value) in values {
            text.push_str(&format!(
                "[indicator.{id}]\nvalue = \"{value}\"\nbetter = \"{better}\"\nmissing = \"exclude\"\n{round}\
                 [indicator.{id}.points]\nmax = {MAX}\nmin = {MIN}\nrelative = \"{kind}\"\nzero-range = \"{zero_range}\"\n{z}"
            ));
        }
        rulebook(&text)
    }

    /// The points of everybody by the words of the format's help, and nothing else.
    fn expected(&self, cells: &[String]) -> Vec<Option<RBig>> {
        let value = |cell: &String| {
            let exact = (cell != "-").then(|| ratio(cell))?;
            Some(self.round.map_or(exact.clone(), |digits| half_up(&exact, digits)))
        };
        let all: Vec<Option<RBig>> = cells.iter().map(value).collect();
        let known: Vec<RBig> = all.iter().flatten().cloned().collect();
        all.into_iter().map(|value| value.and_then(|value| self.points(&value, &known))).collect()
    }

    fn points(&self, value: &RBig, known: &[RBig]) -> Option<RBig> {
        let (min, max) = (ratio(MIN), ratio(MAX));
        let span = &max - &min;
        let earned = match self.share(value, known) {
            Some(share) => &min + &span * share,
            None if self.kind == "z-score" => match self.standard_score(value, known) {
                Some(z) => ratio(AT_MEAN) + ratio(PER_DEVIATION) * z,
                None => &min + half(&(span * RBig::from(self.zero_range.1?))),
            },
            None => &min + half(&(span * RBig::from(self.zero_range.1?))),
        };
        Some(half_up(&held(earned, &min, &max), self.digits))
    }

    /// Whether the first value is the better one.
    fn beats(&self, a: &RBig, b: &RBig) -> bool {
        if self.higher { a > b } else { a < b }
    }

    /// The share of the span; none where the rule says nothing, or gives points in another way.
    fn share(&self, value: &RBig, known: &[RBig]) -> Option<RBig> {
        let n = known.len();
        let (mut worse, mut equal) = (0, 0);
        for other in known {
            if self.beats(value, other) {
                worse += 1;
            } else if value == other {
                equal += 1;
            }
        }
        // The value is equal to itself.
        equal -= 1;
        let mut best = known[0].clone();
        let mut worst = known[0].clone();
        for other in known {
            if self.beats(other, &best) {
                best.clone_from(other);
            }
            if self.beats(&worst, other) {
                worst.clone_from(other);
            }
        }
        match self.kind {
            "percentile" | "rank" if n == 1 => Some(RBig::ONE),
            "percentile" => Some((whole(worse) + half(&whole(equal))) / whole(n - 1)),
            "rank" => {
                let rank = 1 + (n - worse - equal - 1);
                Some(whole(n - rank) / whole(n - 1))
            }
            "min-max" if best == worst => None,
            "min-max" => Some((value - &worst) / (best - worst)),
            "share-of-best" if best <= RBig::ZERO => None,
            "share-of-best" if self.higher => Some(value / best),
            "share-of-best" => Some(best / value),
            _ => None,
        }
    }

    fn standard_score(&self, value: &RBig, known: &[RBig]) -> Option<RBig> {
        let n = whole(known.len());
        let mut sum = RBig::ZERO;
        for other in known {
            sum += other;
        }
        let mean = sum / &n;
        let mut squares = RBig::ZERO;
        for other in known {
            squares += (other - &mean) * (other - &mean);
        }
        if squares == RBig::ZERO {
            return None;
        }
        let variance = squares / if self.sample { n - RBig::ONE } else { n };
        let distance = value - &mean;
        let z = root_half_up(&(&distance * &distance / variance), 2, Z_DIGITS);
        Some(if self.beats(value, &mean) || value == &mean { z } else { -z })
    }
}

fn agree(case: Case, cells: &[String], values: &[(&str, &str)]) {
    let book = case.rulebook(values);
    let entries = sheet(&book, &["id", "x"], &single(cells));
    let scored = run(&book, &entries);
    for (index, expected) in case.expected(cells).into_iter().enumerate() {
        for (indicator, _) in values {
            let given = points(&scored, &format!("e{index}"), indicator).map(|points| ratio(&points));
            assert_eq!(given, expected, "e{index}, {indicator}: {cells:?} {case:?}");
        }
    }
}

/// As it stands, through a formula, and as a ratio that no decimal can hold: all five rules are blind to the unit.
const WAYS: &[(&str, &str)] = &[("plain", "x"), ("formula", "x * 1"), ("thirds", "x / 3")];

fn ways(case: Case) -> &'static [(&'static str, &'static str)] {
    // A rounding point sees the unit, and z-scores are taken over decimals only.
    let decimal = case.round.is_some() || case.kind == "z-score";
    if decimal { &WAYS[..2] } else { WAYS }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_percentile_counts_the_worse_and_half_of_the_equal(case in cases(&["percentile"]), cells in pool(written())) {
        agree(case, &cells, ways(case));
    }

    #[test]
    fn a_rank_counts_everybody_who_is_not_better(case in cases(&["rank"]), cells in pool(written())) {
        agree(case, &cells, ways(case));
    }

    #[test]
    fn min_max_measures_between_worst_and_best(case in cases(&["min-max"]), cells in pool(written())) {
        agree(case, &cells, ways(case));
    }

    #[test]
    fn share_of_best_divides_by_the_best(case in cases(&["share-of-best"]), cells in pool(written())) {
        agree(case, &cells, ways(case));
    }

    #[test]
    fn a_z_score_measures_in_deviations(case in cases(&["z-score"]), cells in pool(written())) {
        agree(case, &cells, ways(case));
    }

    #[test]
    fn a_change_of_unit_moves_no_points(
        case in cases(&["percentile", "rank", "min-max", "share-of-best"]),
        cells in pool((-999..=999_i64).prop_map(|tenths| format!("{tenths}"))),
        zeros in 1..=30_usize,
    ) {
        let case = Case { round: None, ..case };
        let book = case.rulebook(&[("small", "x"), ("large", "y")]);
        let large = |cell: &String| if cell == "-" { cell.clone() } else { format!("{cell}{}", "0".repeat(zeros)) };
        let rows = named(cells.iter().map(|cell| vec![cell.clone(), large(cell)]));
        let entries = sheet(&book, &["id", "x", "y"], &rows);
        let scored = run(&book, &entries);
        for row in &rows {
            prop_assert_eq!(points(&scored, &row[0], "small"), points(&scored, &row[0], "large"));
        }
    }

    #[test]
    fn a_higher_value_never_costs_its_own_entry_points(
        case in cases(&["percentile", "rank", "min-max", "share-of-best"]),
        cells in pool(written()),
        chosen in any::<prop::sample::Index>(),
        more in 1..=99_i64,
    ) {
        let chosen = chosen.index(cells.len());
        prop_assume!(cells[chosen] != "-");
        let case = Case { higher: true, ..case };
        let better = half_up(&(ratio(&cells[chosen]) + RBig::from(more)), 0).to_string();
        let after: Vec<String> =
            cells.iter().enumerate().map(|(index, cell)| if index == chosen { better.clone() } else { cell.clone() }).collect();
        let book = case.rulebook(&WAYS[..1]);
        let id = format!("e{chosen}");
        let earned = [&cells, &after].map(|cells| {
            let entries = sheet(&book, &["id", "x"], &single(cells));
            let scored = run(&book, &entries);
            points(&scored, &id, "plain").map(|points| ratio(&points))
        });
        // Left out where all are equal: nothing to compare.
        if let [Some(before), Some(after)] = &earned {
            prop_assert!(before <= after, "{} -> {}", before, after);
        }
    }
}

/// The points, 0 to 10, of values on which a rule may have nothing to say.
fn without_range(kind: &str, policy: &str, values: &str) -> Vec<Option<String>> {
    let z = "z-score = { at-mean = 5, per-deviation = 1, digits = 2, deviation = \"population\" }";
    let z = if kind == "z-score" { z } else { "" };
    let book = rulebook(&format!(
        "[rounding]\npoints = 2\naggregate = 2\n[field.x]\n[indicator.i]\nvalue = \"x\"\nbetter = \"higher\"\n\
         [indicator.i.points]\nmax = 10\nrelative = \"{kind}\"\nzero-range = \"{policy}\"\n{z}"
    ));
    let cells: Vec<String> = values.split_whitespace().map(str::to_owned).collect();
    let entries = sheet(&book, &["id", "x"], &single(&cells));
    let scored = run(&book, &entries);
    let figures = &scored.pools[0].figures[&0];
    let told: Vec<&str> = scored.screening.findings.iter().map(|finding| finding.code.name()).collect();
    let wanted = if kind == "share-of-best" { "best-not-positive" } else { "zero-range" };
    let applied = figures.zero_range.map(|_| wanted);
    assert_eq!(told, applied.into_iter().collect::<Vec<_>>(), "{kind} {policy} {values}");
    (0..cells.len()).map(|index| points(&scored, &format!("e{index}"), "i")).collect()
}

#[test]
fn equal_values_get_what_the_rulebook_states() {
    for kind in ["min-max", "z-score"] {
        for (policy, expected) in [
            ("zero-points", Some("0")),
            ("half-points", Some("5")),
            ("full-points", Some("10")),
            ("exclude", None),
        ] {
            for values in ["7", "7 7 7.0", "-2 -2"] {
                let given = without_range(kind, policy, values);
                assert!(
                    given.iter().all(|points| points.as_deref() == expected),
                    "{kind} {policy} {values}: {given:?}"
                );
            }
        }
    }
}

#[test]
fn a_best_value_that_is_not_positive_gets_what_the_rulebook_states() {
    for (policy, expected) in [
        ("zero-points", Some("0")),
        ("half-points", Some("5")),
        ("full-points", Some("10")),
        ("exclude", None),
    ] {
        for values in ["0", "-2 0", "-1 -2 -3"] {
            let given = without_range("share-of-best", policy, values);
            assert!(given.iter().all(|points| points.as_deref() == expected), "{policy} {values}: {given:?}");
        }
    }
}

/// Each has its own finding: of these values not all are equal.
#[test]
fn it_is_told_why_a_rule_says_nothing_of_a_pool() {
    let told = |relative: &str, values: &str| {
        let book = rulebook(&format!(
            "[rounding]\npoints = 2\n[field.x]\n[indicator.i]\nvalue = \"x\"\nbetter = \"higher\"\n\
             [indicator.i.points]\nmax = 10\nzero-range = \"half-points\"\n{relative}"
        ));
        let cells: Vec<String> = values.split_whitespace().map(str::to_owned).collect();
        let entries = sheet(&book, &["id", "x"], &single(&cells));
        let scored = run(&book, &entries);
        let finding = scored.screening.findings[0].clone();
        (finding.code.name(), finding.message.en.clone())
    };
    let z = |deviation: &str| {
        format!(
            "relative = \"z-score\"\nz-score = {{ at-mean = 5, per-deviation = 1, digits = 2, deviation = \"{deviation}\" }}"
        )
    };
    let (code, message) = told("relative = \"share-of-best\"", "-1 -2 0");
    assert_eq!(code, "best-not-positive");
    assert!(message.contains("the best of the 3 values of the pool is not above zero"), "{message}");
    assert_eq!(told(&z("sample"), "7").0, "sample-of-one");
    assert_eq!(told(&z("sample"), "7 7").0, "zero-range");
    assert_eq!(told(&z("population"), "7").0, "zero-range");
}

#[test]
fn order_alone_needs_no_policy_for_equal_values() {
    let all = |kind, values: &str, expected: &str| {
        let given = without_range(kind, "zero-points", values);
        assert!(given.iter().all(|points| points.as_deref() == Some(expected)), "{kind} {values}: {given:?}");
    };
    all("percentile", "3", "10");
    all("rank", "3", "10");
    all("percentile", "3 3 3", "5");
    all("rank", "3 3 3", "10");
}

#[test]
fn four_values_by_hand() {
    let text = |kind: &str| {
        format!(
            "[field.x]\n[indicator.i]\nvalue = \"x\"\nbetter = \"higher\"\n\
             [indicator.i.points]\nmax = 12\nrelative = \"{kind}\"\nzero-range = \"zero-points\"\n"
        )
    };
    // 20 and 20 share the middle: 0, (1 + 1/2)/3, (1 + 1/2)/3, 3/3 of 12; by rank 1, 2, 2, 4: 0, 2/3, 2/3, 3/3.
    for (kind, expected) in [
        ("percentile", ["0", "6", "6", "12"]),
        ("rank", ["0", "8", "8", "12"]),
        ("min-max", ["0", "4", "4", "12"]),
        ("share-of-best", ["3", "6", "6", "12"]),
    ] {
        let book = rulebook(&text(kind));
        let entries = table(&book, "id x\n a 10\n b 20\n c 20.00\n d 40");
        let scored = run(&book, &entries);
        let given: Vec<_> = ["a", "b", "c", "d"].iter().map(|id| points(&scored, id, "i").unwrap()).collect();
        assert_eq!(given, expected, "{kind}");
    }
}
