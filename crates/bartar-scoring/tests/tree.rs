//! Axes and totals, against their definitions on plain rational numbers.

mod support;

use bartar_criteria::Rulebook;
use proptest::prelude::*;
use support::number::{RBig, half_up, ratio, root_half_up, whole};
use support::sheet::{sheet, table};
use support::{axis, outcome, ranking, rulebook, run, standing, total};

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
    (weights(), node(combine), scores, any::<bool>(), any::<bool>()).prop_map(|(weight, node, scores, bonus, penalty)| {
        // A mean of penalties and bonuses is no sensible rule.
        let sum = node.combine == "sum";
        Axis { weight, node, scores, bonus: bonus && sum, penalty: penalty && sum }
    })
}

/// A tree of two levels with the data of some entries.
fn trees(combine: &'static [&'static str]) -> impl Strategy<Value = (Tree, Vec<Vec<Marks>>)> {
    (1..=6_u32, node(combine), prop::collection::vec(axes(combine), 1..=3)).prop_flat_map(|(aggregate, total, axes)| {
        let marks = |axis: &Axis| {
            let places = axis.scores.len() + usize::from(axis.bonus) + usize::from(axis.penalty);
            let mark = prop_oneof![1 => Just(None), 1 => Just(Some(0)), 6 => (0..=400_i64).prop_map(Some)];
            prop::collection::vec(mark, places)
        };
        let entry: Vec<_> = axes.iter().map(marks).collect();
        (Just(Tree { aggregate, total, axes }), prop::collection::vec(entry, 1..=4))
    })
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
        let present: Vec<(&RBig, &RBig, &Option<RBig>)> =
            children.iter().filter_map(|(weight, points, max)| Some((weight, points.as_ref()?, max))).collect();
        let share = whole(present.len()) / whole(children.len());
        if present.is_empty() || self.available.is_some_and(|available| share < ratio(available)) {
            return None;
        }
        let mut weights = RBig::ZERO;
        for (weight, ..) in &present {
            weights += *weight;
        }
        if matches!(self.combine, "geometric-mean" | "harmonic-mean") && present.iter().any(|(_, points, _)| **points <= RBig::ZERO) {
            return (self.zero == "zero").then(|| self.capped(RBig::ZERO));
        }
        let exact = match self.combine {
            "sum" => {
                let all: Vec<_> = children.iter().map(|(weight, _, max)| (weight, max)).collect();
                let there: Vec<_> = present.iter().map(|(weight, _, max)| (*weight, *max)).collect();
                let (reachable, reached) = (reach(&all), reach(&there));
                let stretch = if reachable == reached { RBig::ONE } else if reached == RBig::ZERO { return None } else { reachable / reached };
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
        let mut text = format!("[rounding]\npoints = 2\naggregate = {}\n[total]\n{}", self.aggregate, self.total.text());
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
                indicator(format!("b{number}"), BONUS_WEIGHT, "bonus", "max = 40, linear = { none-at = 0, full-at = 40 }".to_owned());
            }
            if axis.penalty {
                let points = "max = 0, min = -40, step = { from = 0, per = 1, points = -1, continuous = true }";
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
    let cell = |mark: &Option<i64>| mark.map_or("-".to_owned(), |tenths| format!("{}.{}", tenths / 10, tenths % 10));
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
    assert!(ranking(&scored, "all").places.iter().all(|place| place.score.to_string() == "0.3" && place.tied));
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
    assert_eq!((outcome(&scored, "a"), outcome(&scored, "b")), ("ranked".to_owned(), "review no-total".to_owned()));
    assert_eq!(standing(&scored, "all"), "a1");
}
