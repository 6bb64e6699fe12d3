//! The facts of indicators, axes and the total of one plan.

use super::{Item, Kind, formula, interval, joined, rounded};
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{Aggregate, FieldKind, Indicator, Plan, Rule};
use bartar_criteria::syntax::{Better, NegativePolicy, ZeroMean, ZeroPolicy};
use bartar_criteria::{Rulebook, Text};

/// The facts of a plan.
pub fn facts(rulebook: &Rulebook, plan: &Plan) -> Vec<Item> {
    let mut items = Vec::new();
    for axis in &plan.axes {
        let at = rulebook.sources.place(axis.special.unwrap_or(axis.at));
        let mut item = Item::new(Kind::Axis, &axis.id, &axis.title, at);
        let parent = axis.parent.and_then(|parent| plan.axes.get(parent));
        item.some("parent", parent.map(|parent| &parent.id));
        item.fact("weight", axis.weight);
        item.some("max", axis.stated_max.as_ref().map(|max| max.value));
        node(&mut item, &axis.node);
        items.push(item);
    }
    let mut total = Item::new(Kind::Total, "", &Text::default(), String::new());
    total.facts.clear();
    node(&mut total, &plan.total.node);
    items.push(total);
    items.extend(plan.indicators.iter().map(|of| indicator(rulebook, plan, of)));
    items
}

fn node(item: &mut Item, node: &Aggregate) {
    item.fact("combine", node.combine.word());
    item.some("available", node.available);
    item.some("zero", node.zero.map(ZeroMean::word));
    item.some("cap", node.cap);
}

fn indicator(rulebook: &Rulebook, plan: &Plan, indicator: &Indicator) -> Item {
    let at = rulebook.sources.place(indicator.special.unwrap_or(indicator.at));
    let mut item = Item::new(Kind::Indicator, &indicator.id, &indicator.title, at);
    item.some("axis", plan.axes.get(indicator.axis).map(|axis| &axis.id));
    item.fact("role", indicator.role.word());
    item.fact("weight", indicator.weight);
    item.fact("max", indicator.max);
    item.fact("min", indicator.min);
    item.some("value", indicator.value.as_ref().map(formula));
    item.some("unit", indicator.unit.as_ref().map(|unit| &unit.code));
    item.some("round", indicator.round.map(rounded));
    item.some("domain", indicator.domain.as_ref().map(interval));
    item.some("zero", indicator.zero.map(ZeroPolicy::word));
    item.some("negative", indicator.negative.map(NegativePolicy::word));
    let policy = |missing: Missing| format!("{} = {}", missing.name(), indicator.policy(missing).word());
    item.fact("missing", joined(Missing::ALL.map(policy)));
    item.some("better", indicator.better.map(Better::word));
    item.fact("rule", rule(rulebook, indicator));
    item
}

/// A points rule, as the rulebook writes it.
fn rule(rulebook: &Rulebook, indicator: &Indicator) -> String {
    let column = |column: &usize| rulebook.column_name(*column);
    match &indicator.rule {
        Rule::Bands(bands, rest) => {
            let bands = bands.iter().map(|band| format!("{} → {}", interval(&band.set), band.points));
            joined(bands.chain(rest.map(|rest| format!("otherwise → {rest}"))))
        }
        Rule::Linear { none_at, full_at } => format!("linear: none-at {none_at}, full-at {full_at}"),
        Rule::Piecewise(knots) => {
            format!(
                "piecewise: {}",
                joined(knots.iter().map(|(value, points)| format!("{value} → {points}")))
            )
        }
        Rule::Step { from, per, points, continuous } => {
            let parts = if *continuous { ", continuous" } else { "" };
            format!("step: from {from}, per {per}, points {points}{parts}")
        }
        Rule::Levels(of, points) => {
            let choices = rulebook.columns.get(*of).and_then(|spec| rulebook.fields.get(spec.field));
            let name = |at: usize| match choices.map(|field| &field.kind) {
                Some(FieldKind::Choice(choices)) => choices.get(at).map_or("", |choice| &choice.id),
                _ if at == 1 => "yes",
                _ => "no",
            };
            let level = |(at, points): (usize, &Decimal)| format!("{} → {points}", name(at));
            format!("levels: {}", joined(points.iter().enumerate().map(level)))
        }
        Rule::Checklist(items) => {
            let item = |(condition, points): &(_, Decimal)| format!("{} → {points}", formula(condition));
            format!("checklist: {}", joined(items.iter().map(item)))
        }
        Rule::Trend { columns, rising, steady, falling, mixed } => {
            let of = columns.first().map(column).unwrap_or_default();
            let years = columns.len();
            format!(
                "trend: {of}, {years} years, rising {rising}, steady {steady}, falling {falling}, mixed {mixed}"
            )
        }
        Rule::Relative { kind, zero_range, z } => {
            let z = z.map_or_else(String::new, |z| {
                let deviation = z.deviation.word();
                format!(
                    ", at-mean {}, per-deviation {}, digits {}, {deviation}",
                    z.at_mean, z.per_deviation, z.digits
                )
            });
            format!("relative: {}, zero-range {}{z}", kind.word(), zero_range.word())
        }
    }
}
