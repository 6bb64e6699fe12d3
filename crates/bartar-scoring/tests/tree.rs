//! Axes and totals, against their definitions on plain rational numbers.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use proptest::prelude::*;
use support::number::{RBig, half_up, ratio, root_half_up, whole};
use support::sheet::sheet;
use support::{axis, outcome, rulebook, run, total};

/// How a node is made of its children.
#[derive(Clone, Debug)]
struct Node {
    combine: &'static str,
    available: Option<&'static str>,
    zero: &'static str,
    cap: Option<&'static str>,
}

/// An axis: its weight, its node, and its indicators (weight, most points), bonuses and penalties in the end.
#[derive(Clone, Debug)]
struct Axis {
    weight: &'static str,
    node: Node,
    scores: Vec<(&'static str, i64)>,
    bonus: bool,
    penalty: bool,
}

#[derive(Clone, Debug)]
struct Tree {
    aggregate: u32,
    total: Node,
    axes: Vec<Axis>,
}

const BONUS_WEIGHT: &str = "0.5";
const PENALTY_WEIGHT: &str = "1.5";

/// Points of an axis's indicators as submitted, in tenths; none where nothing was.
type Marks = Vec<Option<i64>>;

fn weights() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["1", "2", "3", "0.5", "1.5"])
}

fn node(combine: &'static [&'static str]) -> impl Strategy<Value = Node> {
    let available = prop::option::weighted(0.4, prop::sample::select(vec!["0.5", "0.6", "1"]));
    let cap = prop::option::weighted(0.2, prop::sample::select(vec!["7", "18.25", "60.5"]));
    (prop::sample::select(combine), available, prop::sample::select(vec!["zero", "missing"]), cap)
        .prop_map(|(combine, available, zero, cap)| Node { combine, available, zero, cap })
}

const ANY: &[&str] = &["sum", "arithmetic-mean", "geometric-mean", "harmonic-mean"];

fn axes(combine: &'static [&'static str]) -> impl Strategy<Value = Axis> {
    let scores = prop::collection::vec((weights(), 1..=40_i64), 1..=3);
    (weights(), node(combine), scores, any::<bool>(), any::<bool>()).prop_map(
        |(weight, node, scores, bonus, penalty)| {
            // A mean of penalties and bonuses is no sensible rule.
            let sum = node.combine == "sum";
            Axis { weight, node, scores, bonus: bonus && sum, penalty: penalty && sum }
        },
    )
}

/// A tree of two levels with the data of some entries.
fn trees(combine: &'static [&'static str]) -> impl Strategy<Value = (Tree, Vec<Vec<Marks>>)> {
    (1..=6_u32, node(combine), prop::collection::vec(axes(combine), 1..=3)).prop_flat_map(
        |(aggregate, total, axes)| {
            let marks = |axis: &Axis| {
                let places = axis.scores.len() + usize::from(axis.bonus) + usize::from(axis.penalty);
                let mark =
                    prop_oneof![1 => Just(None), 1 => Just(Some(0)), 6 => (0..=400_i64).prop_map(Some)];
                prop::collection::vec(mark, places)
            };
            let entry: Vec<_> = axes.iter().map(marks).collect();
            (Just(Tree { aggregate, total, axes }), prop::collection::vec(entry, 1..=4))
        },
    )
}

impl Node {
    fn text(&self) -> String {
        let mut text = format!("combine = \"{}\"\n", self.combine);
        if matches!(self.combine, "geometric-mean" | "harmonic-mean") {
            text.push_str(&format!("zero = \"{}\"\n", self.zero));
        }
        if let Some(available) = self.available {
            text.push_str(&format!("available = {available}\n"));
        }
        if let Some(cap) = self.cap {
            text.push_str(&format!("cap = {cap}\n"));
        }
        text
    }

    fn capped(&self, points: RBig) -> RBig {
        self.cap.map_or(points.clone(), |cap| points.min(ratio(cap)))
    }

    /// The points, by the definition alone. A child is a weight, its points, and its most points where it is a score.
    fn expected(&self, children: &[(RBig, Option<RBig>, Option<RBig>)], digits: u32) -> Option<RBig> {
        let present: Vec<(&RBig, &RBig, &Option<RBig>)> = children
            .iter()
            .filter_map(|(weight, points, max)| Some((weight, points.as_ref()?, max)))
            .collect();
        let share = whole(present.len()) / whole(children.len());
        if present.is_empty() || self.available.is_some_and(|available| share < ratio(available)) {
            return None;
        }
        let mut weights = RBig::ZERO;
        for (weight, ..) in &present {
            weights += *weight;
        }
        if matches!(self.combine, "geometric-mean" | "harmonic-mean")
            && present.iter().any(|(_, points, _)| **points <= RBig::ZERO)
        {
            return (self.zero == "zero").then(|| self.capped(RBig::ZERO));
        }
        let exact = match self.combine {
            "sum" => {
                let all: Vec<_> = children.iter().map(|(weight, _, max)| (weight, max)).collect();
                let there: Vec<_> = present.iter().map(|(weight, _, max)| (*weight, *max)).collect();
                let (reachable, reached) = (reach(&all), reach(&there));
                let stretch = if reachable == reached {
                    RBig::ONE
                } else if reached == RBig::ZERO {
                    return None;
                } else {
                    reachable / reached
                };
                let mut sum = RBig::ZERO;
                for (weight, points, max) in &present {
                    let part = *weight * *points;
                    sum += if max.is_some() { part * &stretch } else { part };
                }
                sum
            }
            "arithmetic-mean" => {
                let mut sum = RBig::ZERO;
                for (weight, points, _) in &present {
                    sum += *weight * *points;
                }
                sum / weights
            }
            "harmonic-mean" => {
                let mut sum = RBig::ZERO;
                for (weight, points, _) in &present {
                    sum += *weight / *points;
                }
                weights / sum
            }
            _ => {
                // All weights are halves.
                let twice = |weight: &RBig| usize::try_from((weight * RBig::from(2)).floor()).unwrap();
                let mut product = RBig::ONE;
                for (weight, points, _) in &present {
                    product *= points.pow(isize::try_from(twice(weight)).unwrap());
                }
                root_half_up(&product, twice(&weights), digits)
            }
        };
        Some(self.capped(half_up(&exact, digits)))
    }
}

/// Sum of the weighted most points of scores.
fn reach(children: &[(&RBig, &Option<RBig>)]) -> RBig {
    let mut sum = RBig::ZERO;
    for (weight, max) in children {
        sum += max.as_ref().map_or(RBig::ZERO, |max| *weight * max);
    }
    sum
}

impl Tree {
    fn rulebook(&self) -> (Rulebook, Vec<String>) {
        let mut text =
            format!("[rounding]\npoints = 2\naggregate = {}\n[total]\n{}", self.aggregate, self.total.text());
        let mut fields = vec!["id".to_owned()];
        for (number, axis) in self.axes.iter().enumerate() {
            text.push_str(&format!("[axis.a{number}]\nweight = {}\n{}", axis.weight, axis.node.text()));
            let mut indicator = |name: String, weight: &str, role: &str, points: String| {
                text.push_str(&format!(
                    "[field.{name}]\n[indicator.{name}]\naxis = \"a{number}\"\nvalue = \"{name}\"\nmissing = \"exclude\"\n\
                     weight = {weight}\nrole = \"{role}\"\npoints = {{ {points} }}\n"
                ));
                fields.push(name);
            };
            for (place, (weight, max)) in axis.scores.iter().enumerate() {
                let points = format!("max = {max}, linear = {{ none-at = 0, full-at = {max} }}");
                indicator(format!("s{number}_{place}"), weight, "score", points);
            }
            if axis.bonus {
                indicator(
                    format!("b{number}"),
                    BONUS_WEIGHT,
                    "bonus",
                    "max = 40, linear = { none-at = 0, full-at = 40 }".to_owned(),
                );
            }
            if axis.penalty {
                let points =
                    "max = 0, min = -40, step = { from = 0, per = 1, points = -1, continuous = true }";
                indicator(format!("p{number}"), PENALTY_WEIGHT, "penalty", points.to_owned());
            }
        }
        (rulebook(&text), fields)
    }

    /// Points of every axis, and the total.
    fn expected(&self, marks: &[Marks]) -> (Vec<Option<RBig>>, Option<RBig>) {
        let mut points = Vec::new();
        let mut children = Vec::new();
        for (axis, marks) in self.axes.iter().zip(marks) {
            let mut own = Vec::new();
            let scores = axis.scores.len();
            for (place, mark) in marks.iter().enumerate() {
                let mark = mark.map(|tenths| RBig::from(tenths) / RBig::from(10));
                own.push(if let Some((weight, max)) = axis.scores.get(place) {
                    let max = RBig::from(*max);
                    (ratio(weight), mark.map(|mark| mark.min(max.clone())), Some(max))
                } else if axis.bonus && place == scores {
                    (ratio(BONUS_WEIGHT), mark, None)
                } else {
                    (ratio(PENALTY_WEIGHT), mark.map(|mark| -mark), None)
                });
            }
            let given = axis.node.expected(&own, self.aggregate);
            let mut max = RBig::ZERO;
            for (weight, most) in &axis.scores {
                let most = RBig::from(*most);
                max = if axis.node.combine == "sum" { max + ratio(weight) * most } else { max.max(most) };
            }
            children.push((ratio(axis.weight), given.clone(), Some(axis.node.capped(max))));
            points.push(given);
        }
        let total = self.total.expected(&children, self.aggregate);
        (points, total)
    }
}

fn agree(tree: &Tree, data: &[Vec<Marks>]) {
    let (book, header) = tree.rulebook();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let cell =
        |mark: &Option<i64>| mark.map_or("-".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10));
    let rows = support::number::named(data.iter().map(|entry| entry.iter().flatten().map(cell).collect()));
    let entries = sheet(&book, &header, &rows);
    let scored = run(&book, &entries);
    for (marks, row) in data.iter().zip(&rows) {
        let id = &row[0];
        let (axes, sum) = tree.expected(marks);
        for (number, expected) in axes.into_iter().enumerate() {
            let given = axis(&scored, id, &format!("a{number}")).map(|points| ratio(&points));
            assert_eq!(given, expected, "axis a{number} of {row:?}\n{tree:#?}");
        }
        assert_eq!(total(&scored, id).map(|points| ratio(&points)), sum, "total of {row:?}\n{tree:#?}");
        let ends = if sum.is_some() { "ranked" } else { "review no-total" };
        assert_eq!(outcome(&scored, id), ends, "{row:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn sums_stretch_over_what_is_left_out((tree, data) in trees(&["sum"])) {
        agree(&tree, &data);
    }

    #[test]
    fn means_drop_the_weight_of_what_is_left_out((tree, data) in trees(&["arithmetic-mean", "harmonic-mean"])) {
        agree(&tree, &data);
    }

    #[test]
    fn geometric_means_are_roots((tree, data) in trees(&["geometric-mean"])) {
        agree(&tree, &data);
    }

    #[test]
    fn nodes_of_all_kinds_go_together((tree, data) in trees(ANY)) {
        agree(&tree, &data);
    }
}
