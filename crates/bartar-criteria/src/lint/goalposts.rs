//! Goalposts, knots and steps: in order, apart, and in the stated direction.

use super::Linter;
use crate::codes::{BETTER_UNSTATED, GOALPOSTS, STEP_ZERO};
use crate::decode::Located;
use crate::exact::Decimal;
use crate::rulebook::Indicator;
use crate::source::Span;
use crate::syntax::{Better, LinearDef, PointsDef};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Linear, piecewise, step and relative rules against each other and against `better`.
    pub(super) fn goalposts(&mut self, indicator: &Indicator, points: &PointsDef) {
        if let Some(linear) = &points.linear {
            self.linear(linear, indicator.better);
        }
        if let Some(knots) = &points.piecewise {
            self.knots(knots, indicator.better, points.at);
        }
        if let Some(step) = &points.step {
            let up = step.per.value.is_negative() == step.points.value.is_negative();
            if !step.per.value.is_zero() && !step.points.value.is_zero() {
                self.against_better(up, indicator.better, step.per.at);
            }
        }
        if points.relative.is_some() && indicator.better == Some(Better::Target) {
            self.report(
                BETTER_UNSTATED,
                points.at,
                Text::new(
                    "قاعدهٔ نسبی مقدار هدف نمی‌شناسد؛ باید بیشتر بهتر باشد یا کمتر",
                    "a rule relative to the pool knows no target; either higher or lower values are better",
                ),
                Text::new(
                    "بنویسید better = \"higher\" یا \"lower\"؛ برای هدف، فاصله از آن را با abs در فرمول حساب کنید",
                    "write better = \"higher\" or \"lower\"; for a target, let the formula give the distance from it with `abs`",
                ),
            );
        }
    }

    fn linear(&mut self, linear: &LinearDef, better: Option<Better>) {
        let (none, full) = (linear.none_at.value, linear.full_at.value);
        if none == full {
            self.report(
                GOALPOSTS,
                linear.full_at.at,
                text!(fa: "هر دو نقطهٔ مرجع {none} هستند", en: "both goalposts are {none}", numbers: none),
                Text::new(
                    "none-at مقداری است که امتیاز از آن آغاز می‌شود و full-at مقداری که امتیاز در آن کامل است",
                    "`none-at` is the value where points begin, `full-at` the value where they are complete",
                ),
            );
            return;
        }
        self.against_better(full > none, better, linear.full_at.at);
    }

    fn knots(&mut self, knots: &[(Located<Decimal>, Located<Decimal>)], better: Option<Better>, at: Span) {
        if knots.len() < 2 {
            self.report(
                GOALPOSTS,
                at,
                Text::new(
                    "قاعدهٔ چندتکه‌ای دست‌کم دو نقطه می‌خواهد",
                    "a piecewise rule needs two points at least",
                ),
                Text::new("مانند piecewise = [[0, 0], [10, 5]]", "such as piecewise = [[0, 0], [10, 5]]"),
            );
            return;
        }
        let mut ordered = true;
        for pair in knots.windows(2) {
            let (before, after) = (pair[0].0.value, pair[1].0.value);
            if after <= before {
                ordered = false;
                self.report(
                    GOALPOSTS,
                    pair[1].0.at,
                    text!(fa: "{after} پس از {before} آمده است", en: "{after} comes after {before}", numbers: after, before),
                    Text::new(
                        "نقطه‌ها را از مقدار کوچک به بزرگ بنویسید، هر مقدار یک بار",
                        "write the points from the lowest value to the highest, each value once",
                    ),
                );
            }
        }
        if !ordered {
            return;
        }
        for pair in knots.windows(2) {
            let (before, after) = (pair[0].1.value, pair[1].1.value);
            if before != after && better != Some(Better::Target) && !agrees(after > before, better) {
                self.against_better(after > before, better, pair[1].1.at);
                return;
            }
        }
    }

    fn against_better(&mut self, up: bool, better: Option<Better>, at: Span) {
        if agrees(up, better) {
            return;
        }
        let (fa, en) = if up { ("بیشتر", "higher") } else { ("کمتر", "lower") };
        let stated = better.map_or("", Better::word);
        self.report(
            GOALPOSTS,
            at,
            text!(
                fa: "این قاعده به مقدار {fa} امتیاز بیشتری می‌دهد، ولی better = \"{stated}\" نوشته شده است",
                en: "the rule gives more to {en} values, but `better` says \"{stated}\""
            ),
            text!(
                fa: "نقطه‌ها را با آیین‌نامه بسنجید، یا بنویسید better = \"{en}\"",
                en: "compare the values with the regulation, or write better = \"{en}\""
            ),
        );
    }

    /// A step has a width and earns something.
    pub(super) fn steps(&mut self, points: &PointsDef) {
        let Some(step) = &points.step else { return };
        if step.per.value.is_zero() {
            self.report(
                STEP_ZERO,
                step.per.at,
                Text::new("اندازهٔ گام صفر است", "the step is zero wide"),
                Text::new(
                    "بنویسید هر گام چند واحد از مقدار است، مانند per = 1",
                    "state how much of the value makes a step, such as per = 1",
                ),
            );
        }
        if step.points.value.is_zero() {
            self.report(
                STEP_ZERO,
                step.points.at,
                Text::new("هر گام صفر امتیاز دارد", "a step earns zero points"),
                Text::new(
                    "امتیاز هر گام را بنویسید، مانند points = 1",
                    "state what a step earns, such as points = 1",
                ),
            );
        }
    }
}

/// Whether a rule that goes up (or down) is what `better` says; a straight line has no target.
fn agrees(up: bool, better: Option<Better>) -> bool {
    match better {
        None => true,
        Some(Better::Higher) => up,
        Some(Better::Lower) => !up,
        Some(Better::Target) => false,
    }
}
