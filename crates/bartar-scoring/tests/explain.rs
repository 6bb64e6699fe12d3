//! Explanations: what is told of an entry is what made its score.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_criteria::exact::Exact;
use bartar_scoring::explain::{NodeKind, NodeTrace};
use bartar_scoring::{Explanation, Scored, compare, explain};
use proptest::prelude::*;
use support::number::{RBig, fraction, half, half_up, held, named, ratio, whole};
use support::sheet::{sheet, table};
use support::{choice_field, points, row, rulebook, run, standing, total};

/// One indicator of each kind, on two axes of weighted sums.
fn book() -> Rulebook {
    rulebook(&format!(
        r#"{}[field.sales]
[field.profit]
[field.loss]
[field.x]
[field.members]
history = 1
[field.union]
type = "yes-no"
[axis.finance]
weight = 2
[axis.people]
weight = 0.5
[indicator.margin]
axis = "finance"
value = "profit / sales * 100"
round = 1
zero = "full-points"
weight = 1.5
[indicator.margin.points]
max = 20
bands = [["(-inf, 0)", 0], ["[0, 10]", 5], ["(10, inf)", 20]]
[indicator.line]
axis = "finance"
value = "x"
points = {{ max = 30, min = 3, linear = {{ none-at = 2, full-at = 8 }} }}
[indicator.fine]
axis = "finance"
value = "loss"
role = "penalty"
points = {{ max = 0, min = -9, step = {{ from = 0, per = 2, points = -1.5 }} }}
[indicator.opinion]
axis = "people"
value = "opinion"
points = {{ max = 7, levels = [["clean", 7], ["mixed", 2.5]] }}
[indicator.list]
axis = "people"
points = {{ max = 6, checklist = [["union", 4], ["members > 3", 2]] }}
[indicator.trend]
axis = "people"
points = {{ max = 4, trend = {{ field = "members", rising = 4, steady = 3, falling = 2, mixed = 1 }} }}
[indicator.standing]
axis = "people"
value = "members - union_members"
better = "higher"
role = "bonus"
points = {{ max = 10, relative = "percentile" }}
[field.union_members]
"#,
        choice_field("opinion", &["clean", "mixed"])
    ))
}

const HEADER: [&str; 10] =
    ["id", "sales", "profit", "loss", "x", "members", "members@prev", "union", "opinion", "union_members"];

/// The columns behind each indicator, in the order in which they are read.
const COLUMNS: &[(&str, &[&str])] = &[
    ("margin", &["profit", "sales"]),
    ("line", &["x"]),
    ("fine", &["loss"]),
    ("opinion", &["opinion"]),
    ("list", &["union", "members"]),
    ("trend", &["members", "members@prev"]),
    ("standing", &["members", "union_members"]),
];

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let number = || prop_oneof![7 => (0..=9_i64).prop_map(|x| x.to_string()), 1 => Just("2.75".to_owned()), 1 => Just("-".to_owned())];
    let numbers = prop::collection::vec(number(), 6);
    let union = prop::sample::select(vec!["yes", "no", "n/a"]);
    let opinion = prop::sample::select(vec!["clean", "mixed", "-"]);
    let row = (numbers, union, opinion, number()).prop_map(|(mut cells, union, opinion, last)| {
        cells.extend([union.to_owned(), opinion.to_owned(), last]);
        cells
    });
    prop::collection::vec(row, 1..=6).prop_map(named)
}

/// One row by the names of its columns.
struct Cells<'r>(&'r [String]);

impl Cells<'_> {
    fn text(&self, name: &str) -> &str {
        &self.0[HEADER.iter().position(|known| *known == name).unwrap()]
    }

    fn number(&self, name: &str) -> Option<RBig> {
        let text = self.text(name);
        (text != "-").then(|| ratio(text))
    }

    fn standing(&self) -> Option<RBig> {
        Some(self.number("members")? - self.number("union_members")?)
    }

    /// The value before and after its rounding point; none for rules without one, or without the data.
    fn value(&self, indicator: &str) -> Option<(RBig, RBig)> {
        let plain = |value: Option<RBig>| value.map(|value| (value.clone(), value));
        match indicator {
            "margin" => {
                let (profit, sales) = (self.number("profit")?, self.number("sales")?);
                (sales != RBig::ZERO)
                    .then(|| profit / sales * RBig::from(100))
                    .map(|exact| (exact.clone(), half_up(&exact, 1)))
            }
            "line" => plain(self.number("x")),
            "fine" => plain(self.number("loss")),
            "standing" => plain(self.standing()),
            _ => None,
        }
    }

    /// The points, and the words that say how.
    fn expected(&self, indicator: &str, all: &[Vec<String>]) -> (RBig, String) {
        let whole_number = |number: i64| RBig::from(number);
        let value = self.value(indicator).map(|(_, used)| used);
        let absent = |why: &str| (RBig::ZERO, why.to_owned());
        let not_submitted = "the datum was not submitted: no points";
        match (indicator, value) {
            ("margin", None) if self.number("profit").is_some() && self.number("sales").is_some() => {
                (whole_number(20), "the denominator is zero: full points".to_owned())
            }
            ("margin", Some(value)) if value < RBig::ZERO => (whole_number(0), "in (-inf, 0): 0".to_owned()),
            ("margin", Some(value)) if value <= whole_number(10) => {
                (whole_number(5), "in [0, 10]: 5".to_owned())
            }
            ("margin", Some(_)) => (whole_number(20), "in (10, inf): 20".to_owned()),
            ("line", Some(value)) => {
                let share = (value - whole_number(2)) / whole_number(6);
                let side = if share < RBig::ZERO {
                    "; before its start"
                } else if share > RBig::ONE {
                    "; beyond its end"
                } else {
                    ""
                };
                let points = whole_number(3) + whole_number(27) * held(share, &RBig::ZERO, &RBig::ONE);
                (half_up(&points, 2), format!("linear from 2 (3 points) to 8 (30 points){side}"))
            }
            ("fine", Some(value)) => {
                let steps = RBig::from(half(&value).floor());
                let words = format!("{steps} steps of 2 from 0, -1.5 points each");
                ((-steps * ratio("1.5")).max(whole_number(-9)), words)
            }
            ("opinion", _) => match self.text("opinion") {
                "clean" => (whole_number(7), "\"clean\": 7".to_owned()),
                "mixed" => (ratio("2.5"), "\"mixed\": 2.5".to_owned()),
                _ => absent(not_submitted),
            },
            ("list", _) => {
                let union = if self.text("union") == "yes" { 4 } else { 0 };
                let members = if self.number("members").is_some_and(|members| members > whole_number(3)) {
                    2
                } else {
                    0
                };
                (whole_number(union + members), String::new())
            }
            ("trend", _) => match (self.number("members"), self.number("members@prev")) {
                (Some(now), Some(before)) if now > before => {
                    (whole_number(4), "rising every year".to_owned())
                }
                (Some(now), Some(before)) if now == before => (whole_number(3), "steady".to_owned()),
                (Some(_), Some(_)) => (whole_number(2), "falling every year".to_owned()),
                _ => absent(not_submitted),
            },
            ("standing", Some(value)) => {
                let values: Vec<RBig> = all.iter().filter_map(|row| Cells(row).standing()).collect();
                let (n, lower) = (values.len(), values.iter().filter(|other| **other < value).count());
                let equal = values.iter().filter(|other| **other == value).count() - 1;
                let higher = n - lower - equal - 1;
                let share =
                    if n == 1 { RBig::ONE } else { (whole(lower) + half(&whole(equal))) / whole(n - 1) };
                let words = format!(
                    "mid-rank percentile among {n} entries: {lower} lower, {equal} equal, {higher} higher; higher is better"
                );
                (half_up(&(share * whole_number(10)), 2), words)
            }
            _ => absent(not_submitted),
        }
    }
}

fn indicators(explanation: &Explanation) -> impl Iterator<Item = &NodeTrace> {
    explanation.nodes.iter().filter(|node| node.kind == NodeKind::Indicator)
}

fn sum<'n>(nodes: impl Iterator<Item = &'n NodeTrace>) -> RBig {
    nodes.fold(RBig::ZERO, |sum, node| sum + ratio(&node.contribution().unwrap().to_string()))
}

fn told(scored: &Scored<'_>, id: &str) -> Explanation {
    explain(scored, row(scored, id))
}

fn node<'e>(explanation: &'e Explanation, id: &str) -> &'e NodeTrace {
    explanation.nodes.iter().find(|node| node.id == id).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_step_told_is_the_step_that_was_taken(rows in rows()) {
        let book = book();
        let entries = sheet(&book, &HEADER, &rows);
        let scored = run(&book, &entries);
        for row in &rows {
            let cells = Cells(row);
            let told = told(&scored, &row[0]);
            prop_assert_eq!(indicators(&told).count(), COLUMNS.len());
            for (id, columns) in COLUMNS {
                let node = node(&told, id);
                let (earned, words) = cells.expected(id, &rows);
                prop_assert_eq!(node.points.map(|points| points.to_string()), points(&scored, &row[0], id));
                prop_assert_eq!(ratio(&node.points.unwrap().to_string()), earned, "{} {:?}", id, row);
                let settled = format!("{words}; gives ");
                prop_assert!(words.is_empty() || node.rule.en == words || node.rule.en.starts_with(&settled), "{} {:?}: {} / {}", id, row, node.rule.en, words);
                let value = node.value.as_ref().map(|value| (fraction(&value.exact.to_string()), fraction(&value.used.to_string())));
                prop_assert_eq!(value, cells.value(id), "{} {:?}", id, row);
                let data: Vec<&str> = node.data.iter().map(|datum| datum.field.as_str()).collect();
                prop_assert_eq!(&data, columns);
                for datum in &node.data {
                    let shown = datum.value.clone().unwrap_or_else(|missing| match missing.name() {
                        "not-applicable" => "n/a".to_owned(),
                        _ => "-".to_owned(),
                    });
                    prop_assert_eq!(&shown, cells.text(&datum.field), "{} {:?}", id, row);
                }
            }
        }
    }

    #[test]
    fn contributions_add_up_to_the_total(rows in rows()) {
        let book = book();
        let entries = sheet(&book, &HEADER, &rows);
        let scored = run(&book, &entries);
        for row in &rows {
            let told = told(&scored, &row[0]);
            let exact = ratio(&total(&scored, &row[0]).unwrap());
            prop_assert_eq!(ratio(&told.total.unwrap().to_string()), exact.clone());
            prop_assert_eq!(sum(indicators(&told)), exact.clone());
            prop_assert_eq!(sum(told.nodes.iter().filter(|node| node.parent.is_none())), exact);
            for axis in told.nodes.iter().filter(|node| node.kind == NodeKind::Axis) {
                let below = sum(told.nodes.iter().filter(|node| node.parent.as_deref() == Some(&axis.id)));
                prop_assert_eq!(below, ratio(&axis.contribution().unwrap().to_string()));
            }
        }
    }

    #[test]
    fn a_comparison_takes_the_second_from_the_first(rows in rows(), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let book = book();
        let entries = sheet(&book, &HEADER, &rows);
        let scored = run(&book, &entries);
        let (one, other) = (&rows[one.index(rows.len())][0], &rows[other.index(rows.len())][0]);
        let comparison = compare(told(&scored, one), told(&scored, other));
        prop_assert_eq!((&comparison.a.id, &comparison.b.id), (one, other));
        prop_assert_eq!(comparison.nodes.len(), COLUMNS.len() + 2);
        for difference in &comparison.nodes {
            let points = [&comparison.a, &comparison.b].map(|told| node(told, &difference.id).points.unwrap());
            prop_assert_eq!([difference.a, difference.b], points.map(Some));
            let [a, b] = points.map(|points| ratio(&points.to_string()));
            prop_assert_eq!(ratio(&difference.difference.unwrap().to_string()), a - b);
        }
    }
}

/// Two indicators under an axis of a given kind.
fn pair(axis: &str) -> Rulebook {
    rulebook(&format!(
        "[rounding]\npoints = 2\naggregate = 1\n[axis.all]\nweight = 3\n{axis}\n[field.x]\n[field.y]\n\
         [indicator.x]\nvalue = \"x\"\nmissing = \"exclude\"\npoints = {{ max = 10, linear = {{ none-at = 0, full-at = 10 }} }}\n\
         [indicator.y]\nvalue = \"y\"\npoints = {{ max = 30, linear = {{ none-at = 0, full-at = 30 }} }}\n"
    ))
}

/// Contributions of the axis and its indicators, and what rounding and cap of the axis add.
fn contributions(book: &Rulebook, data: &str) -> [String; 4] {
    let entries = table(book, &format!("id x y\n e {data}"));
    let scored = run(book, &entries);
    let told = told(&scored, "e");
    let shown = |exact: Option<Exact>| exact.map_or_else(|| "-".to_owned(), |exact| exact.to_string());
    let [all, x, y] = ["all", "x", "y"].map(|id| shown(node(&told, id).contribution()));
    [all, x, y, shown(node(&told, "all").adjustment())]
}

#[test]
fn what_parts_add_to_the_total_is_exact_and_the_rest_is_stated() {
    let sum = pair("");
    assert_eq!(contributions(&sum, "4 5"), ["27", "12", "15", "0"]);
    // Stretched by 40/30: 6 points count as 8, thrice.
    assert_eq!(contributions(&sum, "- 6"), ["24", "-", "24", "0"]);
    // 7 points as 9.333..., which the axis rounds to 9.3.
    assert_eq!(contributions(&sum, "- 7"), ["27.9", "-", "28", "-0.1"]);
    assert_eq!(contributions(&pair("cap = 8"), "4 5"), ["24", "12", "15", "-3"]);
    assert_eq!(contributions(&pair("cap = 9"), "4 5"), ["27", "12", "15", "0"]);
    assert_eq!(contributions(&sum, "4.03 5"), ["27", "12.09", "15", "-0.09"]);
    let mean = pair("combine = \"arithmetic-mean\"");
    assert_eq!(contributions(&mean, "4 5"), ["13.5", "6", "7.5", "0"]);
    assert_eq!(contributions(&mean, "4.1 5"), ["13.8", "6.15", "7.5", "0.15"]);
    // What is multiplied adds nothing by itself.
    let product = pair("combine = \"geometric-mean\"\nzero = \"zero\"");
    assert_eq!(contributions(&product, "4 9"), ["18", "-", "-", "-"]);
}

/// The words with which an axis tells how its points came.
#[test]
fn an_axis_tells_stretch_rounding_and_cap() {
    let told = |axis: &str, data: &str| {
        let book = pair(axis);
        let entries = table(&book, &format!("id x y\n e {data}"));
        let scored = run(&book, &entries);
        node(&told(&scored, "e"), "all").rule.clone()
    };
    let english = |axis: &str, data: &str| told(axis, data).en;
    assert_eq!(english("", "4 5"), "weighted sum of 2 of 2 parts: 4 + 5 = 9");
    assert_eq!(
        english("", "- 7"),
        "weighted sum of 1 of 2 parts, stretched by 40/30, since 1 of 2 parts have points: 7 × 40/30 ≈ 9.333333; \
         rounded half-up to 1 digits: 9.3 (difference ≈ −0.033333)"
    );
    assert_eq!(
        told("", "- 7").fa,
        "جمع وزن‌دار ۱ جزء از ۲ جزء، ضرب در \u{2066}۴۰/۳۰\u{2069}، چون ۱ جزء از ۲ جزء امتیاز دارد: \
         \u{2066}۷ × ۴۰/۳۰ ≈ ۹٫۳۳۳۳۳۳\u{2069}؛ گرد شده (نیم به بالا) تا ۱ رقم: ۹٫۳ (تفاوت \u{2066}≈ −۰٫۰۳۳۳۳۳\u{2069})"
    );
    assert_eq!(english("cap = 8", "4 5"), "weighted sum of 2 of 2 parts: 4 + 5 = 9; at most 8");
    assert_eq!(
        english("cap = 20", "4 5"),
        "weighted sum of 2 of 2 parts: 4 + 5 = 9; at most 20, not reached"
    );
    assert_eq!(
        english("combine = \"arithmetic-mean\"", "4.1 5"),
        "weighted arithmetic mean of 2 of 2 parts: (4.1 + 5) ÷ 2 = 4.55; rounded half-up to 1 digits: 4.6 (difference +0.05)"
    );
    assert_eq!(
        english("combine = \"geometric-mean\"\nzero = \"zero\"", "4 5"),
        "weighted geometric mean of 2 of 2 parts: (4 × 5)^(1/2); rounded half-up to 1 digits: 4.5"
    );
    assert_eq!(
        english("combine = \"harmonic-mean\"\nzero = \"zero\"", "4 5"),
        "weighted harmonic mean of 2 of 2 parts: 2 ÷ (1/4 + 1/5) ≈ 4.444444; rounded half-up to 1 digits: 4.4 \
         (difference ≈ −0.044444)"
    );
    assert_eq!(
        english("combine = \"harmonic-mean\"\nzero = \"zero\"", "4 0"),
        "weighted harmonic mean of 2 of 2 parts; a part has zero points, for which the rulebook states 0"
    );
}

#[test]
fn a_comparison_tells_where_the_difference_arises_under_a_stretched_sum() {
    let book = pair("");
    let entries = table(&book, "id x y\n a - 7\n b 4 5");
    let scored = run(&book, &entries);
    let comparison = compare(told(&scored, "a"), told(&scored, "b"));
    let of = |id: &str| {
        let node = comparison.nodes.iter().find(|node| node.id == id).unwrap();
        node.contribution.as_ref().unwrap().to_string()
    };
    assert_eq!([of("all"), of("x"), of("y")], ["0.9", "-12", "13"]);
    assert_eq!(comparison.adjustment().unwrap().to_string(), "-0.1");
}

#[test]
fn a_tie_is_told_with_the_rule_that_decided_it() {
    let book = rulebook(
        "[field.x]\n[field.t]\n[field.u]\n[indicator.x]\nvalue = \"x\"\npoints = { max = 9, linear = { none-at = 0, full-at = 9 } }\n\
         [ranking]\nprecision = 0\nties = [\"t desc\", \"u asc\"]\n",
    );
    let entries =
        table(&book, "id x t u\n a 5 9 1\n b 5.4 8 2\n c 4.5 8 3\n d 5 8 3.0\n e 5 - 0\n f 6 9 1\n g 4 9 1");
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "all"), "f1 a2 b3 c4 d4 e6 g7");
    let ties = |id: &str| {
        let places = told(&scored, id).rankings;
        let told = places[0].ties.iter().map(|tie| {
            let value = |value: Option<_>| {
                value.map_or("-".to_owned(), |value: bartar_criteria::exact::Decimal| value.to_string())
            };
            let values = tie.values.map(|(own, other)| format!("{} {}", value(own), value(other)));
            format!(
                "{}: {} [{}] {:?}",
                tie.other,
                tie.rule.as_deref().unwrap_or("none"),
                values.unwrap_or_default(),
                tie.before
            )
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        ties("c"),
        [
            "a: t desc [8 9] Some(false)",
            "b: u asc [3 2] Some(false)",
            "d: none [] None",
            "e: t desc [8 -] Some(true)",
        ]
    );
    assert_eq!(ties("e")[0], "a: t desc [- 9] Some(false)");
    assert!(ties("f").is_empty() && ties("g").is_empty());
    let place = &told(&scored, "c").rankings[0];
    assert_eq!((place.rank, place.of, place.tied), (4, 7, true));
}

#[test]
fn a_tie_rule_is_told_in_words_with_dates_as_dates() {
    let book = rulebook(
        "[field.x]\n[field.since]\ntype = \"date\"\ncalendar = \"jalali\"\ntitle = { fa = \"تاریخ ثبت\", en = \"Registered\" }\n\
         [indicator.x]\nvalue = \"x\"\npoints = { max = 9, linear = { none-at = 0, full-at = 9 } }\n\
         [ranking]\nprecision = 0\nties = [\"indicator.x desc\", \"since asc\"]\n",
    );
    let entries = table(&book, "id x since\n a 5 18711\n b 5 18706\n c 5.4 18711");
    let scored = run(&book, &entries);
    let tie = |id: &str, other: &str| {
        let places = told(&scored, id).rankings;
        let tie = places[0].ties.iter().find(|tie| tie.other == other).unwrap();
        let (rule, (own, others)) = (tie.rule_text.clone().unwrap(), tie.shown.clone().unwrap());
        (format!("{} [{} {}]", rule.fa, own.fa, others.fa), format!("{} [{} {}]", rule.en, own.en, others.en))
    };
    let by_date = tie("a", "b");
    assert_eq!(by_date.0, "«تاریخ ثبت»، زودتر مقدم [۱۴۰۰-۰۱-۰۵ ۱۳۹۹-۱۲-۳۰]");
    assert_eq!(by_date.1, "\"Registered\", earlier first [1400-01-05 1399-12-30]");
    let by_points = tie("c", "a");
    assert_eq!(by_points.0, "امتیاز «شاخص»، بیشتر مقدم [۵٫۴ ۵]");
    assert_eq!(by_points.1, "points for \"Indicator\", higher first [5.4 5]");
}

#[test]
fn who_is_not_ranked_is_told_why_and_has_no_points() {
    let book = rulebook(
        "[field.x]\n[gate.some]\nrequire = \"x > 0\"\n[indicator.x]\nvalue = \"x\"\nbetter = \"higher\"\n\
         points = { max = 9, relative = \"rank\" }\n",
    );
    let entries = table(&book, "id x\n a 0\n b 1");
    let scored = run(&book, &entries);
    let told = told(&scored, "a");
    assert_eq!((told.outcome.word(), told.total, told.score), ("ineligible", None, None));
    let reason = &told.reasons[0];
    assert_eq!(
        (reason.code.as_str(), reason.clause.en.as_str(), reason.message.en.as_str()),
        ("some", "c", "Not met")
    );
    assert!(reason.at.starts_with("rulebook.toml:"), "{}", reason.at);
    assert!(told.rankings.is_empty());
    let node = node(&told, "x");
    assert_eq!((node.points, node.data[0].value.clone()), (None, Ok("0".to_owned())));
}

#[test]
fn a_node_of_one_sector_is_compared_with_nothing() {
    let book = rulebook(&format!(
        "{}[data]\nid = \"id\"\nsector = \"sector\"\n[field.x]\n[indicator.farm]\nvalue = \"x\"\nsectors = [\"farm\"]\n\
         points = {{ max = 9, linear = {{ none-at = 0, full-at = 9 }} }}\n[indicator.shop]\nvalue = \"x\"\nsectors = [\"shop\"]\n\
         points = {{ max = 9, linear = {{ none-at = 0, full-at = 9 }} }}\n",
        choice_field("sector", &["farm", "shop"])
    ));
    let entries = table(&book, "id sector x\n a farm 7\n b shop 2.5");
    let scored = run(&book, &entries);
    let comparison = compare(told(&scored, "a"), told(&scored, "b"));
    let shown = |points: Option<bartar_criteria::exact::Decimal>| {
        points.map_or("-".to_owned(), |points| points.to_string())
    };
    let lines: Vec<String> = comparison
        .nodes
        .iter()
        .map(|node| format!("{} {} {} {}", node.id, shown(node.a), shown(node.b), shown(node.difference)))
        .collect();
    assert_eq!(lines, ["all 7 2.5 4.5", "farm 7 - -", "shop - 2.5 -"]);
}
