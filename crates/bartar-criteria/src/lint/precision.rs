//! Digits: points stay within exact 64-bit numbers, and ranks are no finer than totals.

use super::means::can_be_left_out;
use super::plans::PerPlan;
use super::{Linter, points_of};
use crate::codes::{PRECISION_FINER, TOO_PRECISE};
use crate::diagnostic::Diagnostic;
use crate::exact::{Decimal, Exact, MAX_DEGREE};
use crate::rulebook::{Aggregate, Child, Plan, Rulebook};
use crate::source::Span;
use crate::syntax::{Combine, Role};
use crate::text;
use crate::text::Text;

/// Points times ten to their digits stay below this: a little less than a 64-bit integer holds.
const LIMIT: i64 = 9_000_000_000_000_000_000;

impl Linter<'_> {
    /// Points of every indicator, axis and total fit exact 64-bit numbers.
    pub(super) fn exactness(&mut self) {
        let mut found = PerPlan::default();
        let rulebook = self.rulebook;
        let digits = u16::from(rulebook.rounding.points.digits);
        let table = self.definition.rounding.as_ref().map_or(rulebook.edition.at, |rounding| rounding.at);
        for (index, plan, written) in self.plans() {
            let mut wide = false;
            for indicator in &plan.indicators {
                let most = Exact::from(indicator.max.abs().max(indicator.min.abs()));
                if fits(&most, digits) {
                    continue;
                }
                wide = true;
                let max = points_of(written, indicator).and_then(|(_, points)| points.max.as_ref());
                found.add(index, too_precise(max.map_or(indicator.rule_at, |max| max.at), &most, digits));
            }
            let axes = plan.axes.iter().map(|axis| (Some(axis.id.as_str()), &axis.node));
            for (id, node) in axes.rev().chain([(None, &plan.total.node)]) {
                let at = self.place_of(index, id);
                if node.combine == Combine::GeometricMean
                    && degree(node).is_none_or(|degree| degree > MAX_DEGREE)
                {
                    found.add(index, too_fine(at));
                }
                let (most, digits) = (magnitude(plan, node), scale(rulebook, plan, node));
                if !wide && digits != u16::MAX && !fits(&most, digits) {
                    wide = true;
                    found.add(
                        index,
                        too_precise(table, &most, digits)
                            .also(at, Text::new("جمع در اینجا", "added up here")),
                    );
                }
            }
            let ranked = u16::from(rulebook.ranking.precision.digits);
            let most = magnitude(plan, &plan.total.node);
            if let Some(precision) =
                self.definition.ranking.as_ref().and_then(|ranking| ranking.precision.as_ref())
                && !wide
                && !fits(&most, ranked)
            {
                found.add(index, too_precise(precision.at, &most, ranked));
            }
        }
        self.tell(found);
    }

    /// The ranking precision has no more digits than totals have.
    pub(super) fn ranking_precision(&mut self) {
        let rulebook = self.rulebook;
        let Some(precision) = self.definition.ranking.as_ref().and_then(|ranking| ranking.precision.as_ref())
        else {
            return;
        };
        let complete = self.definition.rounding.as_ref().is_some_and(|rounding| rounding.faulty.is_empty());
        let sure = rulebook.rounding.aggregate.is_some()
            || self.plans().all(|(index, plan, written)| {
                self.certain(index, plan, written).weights_below(None, &plan.total.node)
            });
        let finest = rulebook.plans.iter().map(|plan| scale(rulebook, plan, &plan.total.node)).max();
        let Some(finest) = finest.filter(|finest| complete && sure && *finest < u16::from(precision.value))
        else {
            return;
        };
        let digits = precision.value;
        self.report(
            PRECISION_FINER,
            precision.at,
            text!(
                fa: "دقت رتبه‌بندی {digits} رقم است، ولی جمع کل هرگز بیش از {finest} رقم اعشار ندارد",
                en: "ranks are taken to {digits} digits, but no total has more than {finest}", numbers: digits, finest),
            text!(
                fa: "بنویسید precision = {finest}، یا رقم‌های [rounding] را بیشتر کنید",
                en: "write precision = {finest}, or raise the digits under [rounding]"
            ),
        );
    }
}

fn too_precise(at: Span, most: &Exact, digits: u16) -> Diagnostic {
    let message = text!(
        fa: "امتیازی تا {most} با {digits} رقم اعشار در عدد دقیق ۶۴بیتی جا نمی‌شود",
        en: "points of up to {most} with {digits} decimals do not fit an exact 64-bit number", numbers: most, digits);
    Diagnostic::new(TOO_PRECISE, at, message).hint(Text::new(
        "رقم‌های [rounding] را کم کنید (چهار تا شش بسنده است)، یا سقف امتیازها را کوچک‌تر بنویسید",
        "lower the digits under [rounding] (four to six are enough), or write smaller maxima",
    ))
}

fn too_fine(at: Span) -> Diagnostic {
    let most = MAX_DEGREE;
    let message = text!(
        fa: "وزن‌های این میانگین هندسی بیش از اندازه ریزند: جمع آن‌ها به ساده‌ترین نسبت از {most} می‌گذرد",
        en: "the weights of this geometric mean are too fine: in lowest terms they add up to more than {most}", numbers: most
    );
    Diagnostic::new(TOO_PRECISE, at, message).hint(Text::new(
        "وزن‌ها را با رقم‌های کمتر بنویسید، مانند 33، 33 و 34",
        "write the weights with fewer digits, such as 33, 33 and 34",
    ))
}

fn fits(most: &Exact, digits: u16) -> bool {
    most.mul(&Exact::from_int(10).pow(u32::from(digits.min(100)))) < Exact::from_int(LIMIT)
}

/// The largest magnitude that the points of a node can have.
fn magnitude(plan: &Plan, node: &Aggregate) -> Exact {
    let parts = node.children.iter().map(|(child, weight)| {
        let most = match child {
            Child::Axis(index) => magnitude(plan, &plan.axes[*index].node),
            Child::Indicator(index) => {
                plan.indicators[*index].max.abs().max(plan.indicators[*index].min.abs()).into()
            }
        };
        if node.combine == Combine::Sum { most.mul(&(*weight).into()) } else { most }
    });
    if node.combine == Combine::Sum {
        let sum = parts.fold(Exact::zero(), |sum, part| sum.add(&part));
        sum.mul(&stretch(plan, node))
    } else {
        parts.max().unwrap_or_default()
    }
}

/// By how much a sum can be stretched beyond its maximum where children are left out: points below zero grow with the
/// others, and only those are held by no maximum.
fn stretch(plan: &Plan, node: &Aggregate) -> Exact {
    let parts = node.children.iter().filter_map(|(child, weight)| {
        let (min, max) = match child {
            Child::Axis(index) => (plan.axes[*index].node.min, plan.axes[*index].node.max),
            Child::Indicator(index) if plan.indicators[*index].role == Role::Score => {
                (plan.indicators[*index].min, plan.indicators[*index].max)
            }
            Child::Indicator(_) => return None,
        };
        Some((min, Exact::from(max).mul(&(*weight).into()), can_be_left_out(plan, *child)))
    });
    let parts: Vec<(Decimal, Exact, bool)> = parts.collect();
    if !parts.iter().any(|(min, ..)| min.is_negative()) || !parts.iter().any(|(.., out)| *out) {
        return Exact::one();
    }
    let all = parts.iter().fold(Exact::zero(), |sum, (_, max, _)| sum.add(max));
    // At worst only the smallest is left, or those that are never left out.
    let staying = parts.iter().filter(|(.., out)| !out).fold(Exact::zero(), |sum, (_, max, _)| sum.add(max));
    let smallest = parts.iter().map(|(_, max, _)| max.clone()).filter(|max| *max > Exact::zero()).min();
    let least = if staying.is_zero() { smallest } else { Some(staying) };
    least.and_then(|least| all.div(&least)).map_or_else(Exact::one, |factor| factor.max(Exact::one()))
}

/// Digits after the point that the points of a node can have; `u16::MAX` where nothing bounds them.
pub(super) fn scale(rulebook: &Rulebook, plan: &Plan, node: &Aggregate) -> u16 {
    if let Some(aggregate) = rulebook.rounding.aggregate {
        return u16::from(aggregate.digits);
    }
    if node.combine != Combine::Sum {
        return u16::MAX;
    }
    let weights = node.children.iter().map(|(_, weight)| u16::from(weight.scale())).max().unwrap_or(0);
    let points = node.children.iter().map(|(child, _)| match child {
        Child::Axis(index) => scale(rulebook, plan, &plan.axes[*index].node),
        Child::Indicator(_) => u16::from(rulebook.rounding.points.digits),
    });
    points.max().unwrap_or(0).saturating_add(weights)
}

/// Sum of the weights of a node in lowest terms: the degree of its root.
fn degree(node: &Aggregate) -> Option<u64> {
    let scale = node.children.iter().map(|(_, weight)| weight.scale()).max()?;
    let weights: Option<Vec<i128>> =
        node.children.iter().map(|(_, weight): &(Child, Decimal)| weight.rescaled(scale)).collect();
    let weights = weights?;
    let divisor = weights.iter().fold(0, |a, b| gcd(a, *b));
    u64::try_from(
        weights.iter().try_fold(0_i128, |sum, weight| sum.checked_add(*weight))?.checked_div(divisor)?,
    )
    .ok()
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
