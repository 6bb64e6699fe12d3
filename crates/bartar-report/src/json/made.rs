//! How the points of an axis or total come from its parts, for programs.

use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, Exact, Rounding};
use bartar_scoring::tree::Made as Steps;
use serde::Serialize;

/// The steps from parts to points. Exact numbers are decimals where they end, and fractions such as `5/3` where not.
#[derive(Serialize)]
pub(super) struct Made {
    combine: &'static str,
    /// How many parts have points, and how many there are.
    parts_with_points: usize,
    parts: usize,
    /// By what a sum is stretched, since parts are left out; null where it is not.
    factor: Option<String>,
    /// The exact combination of the parts; null for a geometric mean, which no fraction tells.
    before_rounding: Option<String>,
    /// The rounding point; null where nothing is rounded.
    rounding: Option<RoundingPoint>,
    /// The cap, where it cuts.
    cap: Option<String>,
    /// Points less `before_rounding`: what rounding and cap do.
    difference: Option<String>,
    /// What that adds to the total: with the contributions of the parts it makes that of the node.
    adjustment: Option<String>,
}

/// A rounding point of the rulebook.
#[derive(Serialize)]
struct RoundingPoint {
    digits: u8,
    mode: &'static str,
}

impl Made {
    /// The steps to `points`; `factor` is what one point of the node adds to the total.
    pub(super) fn new(steps: &Steps, points: Decimal, factor: Option<&Exact>) -> Self {
        let difference = steps.difference(points);
        let adjustment = difference.as_ref().zip(factor).map(|(difference, factor)| difference.mul(factor));
        let text = |exact: Option<Exact>| exact.map(|exact| exact.to_string());
        Self {
            combine: steps.combine.word(),
            parts_with_points: steps.present(),
            parts: steps.parts.len(),
            factor: text(steps.factor()),
            before_rounding: text(steps.exact.clone()),
            rounding: steps.rounding.map(point),
            cap: steps.cut.map(|cap| cap.to_string()),
            difference: text(difference),
            adjustment: text(adjustment),
        }
    }
}

fn point(rounding: Rounding) -> RoundingPoint {
    RoundingPoint { digits: rounding.digits, mode: rounding.mode.name() }
}

/// The total: the steps to it, and the same in words.
#[derive(Serialize)]
pub(super) struct TotalMade<'a> {
    #[serde(flatten)]
    pub(super) made: Made,
    pub(super) rule: &'a str,
    pub(super) rule_fa: &'a str,
}

impl<'a> TotalMade<'a> {
    pub(super) fn new(made: Made, rule: &'a Text) -> Self {
        Self { made, rule: &rule.en, rule_fa: &rule.fa }
    }
}
