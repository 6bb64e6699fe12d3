//! Values of indicators: the formula, its rounding point, and what absence means.

use crate::award::{Award, award};
use crate::row::Row;
use crate::score::TOO_LONG;
use bartar_criteria::exact::{Decimal, Exact, Rounding};
use bartar_criteria::formula::{Absent, Number, NumberKind};
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{Indicator, Rule};
use bartar_criteria::syntax::{MissingPolicy, NegativePolicy, ZeroPolicy};

/// A value before and after its rounding point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Value {
    /// The exact ratio that the formula gives.
    pub exact: Exact,
    /// What points are computed from: the rounded value, or the exact one where nothing is rounded.
    pub used: Exact,
}

/// The value of an indicator for one entry; `None` for rules without one (levels, checklists, trends).
#[must_use]
pub fn value(indicator: &Indicator, data: &Row<'_>) -> Option<Result<Value, Absent>> {
    let formula = indicator.value.as_ref()?.number()?;
    Some(formula.evaluate(&data.under(indicator)).and_then(|exact| {
        let used = match indicator.round {
            None => exact.clone(),
            Some(rounding) => rounding.apply(&exact).map(Exact::from).map_err(Absent::from)?,
        };
        if indicator.domain.as_ref().is_some_and(|domain| !domain.contains(&used)) {
            return Err(Absent::OutsideDomain);
        }
        Ok(Value { exact, used })
    }))
}

/// What a rule that looks at the entry alone gives; `None` for rules relative to the pool.
#[must_use]
pub fn own_award(indicator: &Indicator, data: &Row<'_>) -> Option<Result<Award, Absent>> {
    if indicator.rule.is_relative() {
        return None;
    }
    let value = match value(indicator, data) {
        None => None,
        Some(Ok(value)) => Some(value.used),
        Some(Err(absent)) => return Some(Err(absent)),
    };
    award(indicator, value.as_ref(), data)
}

/// What an absent value means for the entry.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Consequence {
    /// No points.
    NoPoints,
    /// Full points.
    FullPoints,
    /// The indicator is left out.
    Excluded,
    /// The entry is ineligible.
    Ineligible,
    /// The entry goes to review.
    Review,
    /// The data contradict the rule: quarantine.
    Quarantine,
}

/// What the rulebook makes of an absent value.
#[must_use]
pub fn consequence(indicator: &Indicator, absent: Absent) -> Consequence {
    let missing = match absent {
        Absent::Missing(missing) => missing,
        Absent::ZeroDivision => match indicator.zero {
            Some(ZeroPolicy::Zero) => return Consequence::NoPoints,
            Some(ZeroPolicy::Full) => return Consequence::FullPoints,
            // A ratio over nothing does not apply.
            Some(ZeroPolicy::Missing) => Missing::NotApplicable,
            None => return Consequence::Quarantine,
        },
        Absent::NegativeDenominator => match indicator.negative {
            Some(NegativePolicy::Zero) => return Consequence::NoPoints,
            Some(NegativePolicy::Full) => return Consequence::FullPoints,
            Some(NegativePolicy::Missing | NegativePolicy::AsComputed) | None => Missing::NotApplicable,
        },
        Absent::OutsideDomain | Absent::Inexact | Absent::Overflow => return Consequence::Quarantine,
    };
    match indicator.policy(missing) {
        MissingPolicy::Zero => Consequence::NoPoints,
        MissingPolicy::Exclude => Consequence::Excluded,
        MissingPolicy::Ineligible => Consequence::Ineligible,
        MissingPolicy::Review => Consequence::Review,
    }
}

/// Whether a value of this indicator can keep an entry out of the ranking at all.
#[must_use]
pub fn can_exclude(indicator: &Indicator) -> bool {
    let policies = Missing::ALL.map(|missing| indicator.policy(missing));
    if policies.iter().any(|policy| matches!(policy, MissingPolicy::Ineligible | MissingPolicy::Review)) {
        return true;
    }
    // Items of a checklist are formulas of their own, and any formula can fail.
    if indicator.domain.is_some() || matches!(indicator.rule, Rule::Bands(_, None) | Rule::Checklist(_)) {
        return true;
    }
    let formula = indicator.value.as_ref().and_then(|value| value.number());
    formula.is_some_and(can_fail)
        || indicator.round.is_some_and(|round| round.mode == bartar_criteria::exact::Mode::Refuse)
}

/// Whether a formula can give nothing although all its data are there, or a number too long to round.
fn can_fail(number: &Number) -> bool {
    match &number.kind {
        NumberKind::Column(_)
        | NumberKind::Literal(_)
        | NumberKind::Constant(..)
        | NumberKind::ReferenceDate(_) => false,
        // Products and sums of exact numbers can outgrow what a rounding point can hold; that is rare enough to look at
        // each formula that is more than a bare column.
        _ => true,
    }
}

/// Exact points to the mantissa of rounded points, held between the indicator's minimum and maximum; `TOO_LONG` for
/// points that do not fit.
#[must_use]
pub fn settle(points: &Exact, min: Decimal, max: Decimal, rounding: Rounding) -> i64 {
    let (low, high) = (Exact::from(min), Exact::from(max));
    let held = if *points < low {
        low
    } else if *points > high {
        high
    } else {
        points.clone()
    };
    let rounded = rounding.apply(&held).ok().and_then(|points| points.rescaled(rounding.digits));
    // The linter refuses maxima whose rounded points leave 64 bits, and points lie between minimum and maximum; should one
    // come here all the same, it is told and never a number.
    rounded.and_then(|points| i64::try_from(points).ok()).unwrap_or(TOO_LONG)
}

/// The mantissa of a stated number of points at the points' rounding.
#[must_use]
pub fn stated(points: Decimal, rounding: Rounding) -> i64 {
    settle(&points.into(), points, points, rounding)
}
