//! The tree and its indicators, sector by sector.

use super::{Resolver, clause};
use crate::codes::{
    AXIS_CYCLE, BETTER_UNSTATED, MISSING_UNSTATED, NO_INDICATOR, UNKNOWN_AXIS, UNKNOWN_SECTOR,
};
use crate::decode::{Cx, Decode, IdMap, Located, nearest};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value, apply_defaults, merge};
use crate::exact::Decimal;
use crate::rulebook::{Aggregate, Axis, Child, Indicator, Plan, RoundingPoints, Rule, Total};
use crate::source::Span;
use crate::syntax::{
    AxisDef, Combine, IndicatorDef, MissingPolicies, MissingPolicy, Role, RulebookDef, TotalDef,
};
use crate::text;
use crate::text::Text;
use std::sync::Arc;

/// The tables of one plan as written, after the overrides of its sector.
#[derive(Debug)]
pub struct WrittenPlan {
    /// The axes.
    pub axes: IdMap<AxisDef>,
    /// The indicators, those of other sectors included.
    pub indicators: IdMap<IndicatorDef>,
    /// The total.
    pub total: Option<TotalDef>,
}

/// What a sector may override.
const OVERRIDABLE: &[&str] = &["indicator", "axis", "total"];

impl Resolver<'_> {
    pub(super) fn plans(
        &mut self,
        root: &Item,
        definition: &RulebookDef,
        rounding: RoundingPoints,
        sector: Option<usize>,
    ) -> Vec<Plan> {
        let (Some(axes), Some(indicators)) = (&definition.axis, &definition.indicator) else {
            return Vec::new();
        };
        let Some(field) = sector else {
            if let Some(overrides) = &definition.sector {
                self.report(
                    UNKNOWN_SECTOR,
                    overrides.span,
                    Text::new(
                        "جدول [sector] هست، ولی [data] قلم رشته (sector) را نام نبرده است",
                        "there is a [sector] table, but [data] names no sector field",
                    ),
                );
            }
            let written = WrittenPlan {
                axes: axes.clone(),
                indicators: indicators.clone(),
                total: definition.total.clone(),
            };
            let at = root.get("indicator").map_or(root.span, |indicators| indicators.span);
            let plan = self.plan(None, &written, rounding, None, at);
            self.written.push(Arc::new(written));
            return vec![plan];
        };
        let general = Arc::new(WrittenPlan {
            axes: axes.clone(),
            indicators: indicators.clone(),
            total: definition.total.clone(),
        });
        let choices: Vec<String> = self.choices_of(field).iter().map(|choice| choice.id.clone()).collect();
        let written = definition.field.as_ref().and_then(|map| map.0.get(&self.fields[field].id)?.1.as_ref());
        let places: Vec<Span> = written
            .and_then(|field| field.choices.as_ref())
            .map_or_else(Vec::new, |choices| choices.0.values().map(|(at, _)| *at).collect());
        self.unknown_sectors(definition, indicators, &choices);
        let mut plans = Vec::new();
        for (index, choice) in choices.iter().enumerate() {
            let number = u16::try_from(index).ok();
            let overrides = definition.sector.as_ref().and_then(|sectors| sectors.get(choice));
            let written = match overrides {
                None => Arc::clone(&general),
                Some(overrides) => {
                    let mut merged = root.clone();
                    merge(&mut merged, overridable(overrides));
                    // What only this sector has takes the defaults too.
                    if let Some(defaults) = root.get("defaults") {
                        apply_defaults(&mut merged, defaults);
                    }
                    let mut cx = Cx { sources: self.sources, diagnostics: &mut *self.diagnostics };
                    let axes = merged.get("axis").and_then(|item| IdMap::decode(item, &mut cx));
                    let indicators = merged.get("indicator").and_then(|item| IdMap::decode(item, &mut cx));
                    let total = merged.get("total").and_then(|item| TotalDef::decode(item, &mut cx));
                    let (Some(axes), Some(indicators)) = (axes, indicators) else { continue };
                    Arc::new(WrittenPlan { axes, indicators, total })
                }
            };
            let at = places.get(index).copied().unwrap_or_default();
            let plan = self.plan(number, &written, rounding, Some(choice), at);
            self.written.push(written);
            plans.push(plan);
        }
        plans
    }

    fn unknown_sectors(
        &mut self,
        definition: &RulebookDef,
        indicators: &IdMap<IndicatorDef>,
        choices: &[String],
    ) {
        let named = indicators.iter().flat_map(|(_, _, indicator)| indicator.sectors.iter().flatten());
        let mut wanted: Vec<(String, Span)> = named.map(|sector| (sector.value.clone(), sector.at)).collect();
        if let Some(table) = definition.sector.as_ref().and_then(Item::as_table) {
            wanted.extend(table.entries.iter().map(|(key, (span, _))| (key.clone(), *span)));
            let keys: Vec<Table> =
                table.entries.values().filter_map(|(_, item)| item.as_table().cloned()).collect();
            let mut cx = Cx { sources: self.sources, diagnostics: &mut *self.diagnostics };
            for table in &keys {
                cx.unknown_keys(table, OVERRIDABLE);
            }
        }
        for (sector, at) in wanted {
            if choices.contains(&sector) {
                continue;
            }
            let mut diagnostic = Diagnostic::new(
                UNKNOWN_SECTOR,
                at,
                text!(
                    fa: "«{sector}» از گزینه‌های قلم رشته نیست",
                    en: "`{sector}` is not a choice of the sector field"
                ),
            );
            if let Some(near) = nearest(&sector, choices.iter().map(String::as_str)) {
                diagnostic =
                    diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
            }
            self.diagnostics.push(diagnostic);
        }
    }

    fn plan(
        &mut self,
        sector: Option<u16>,
        written: &WrittenPlan,
        rounding: RoundingPoints,
        name: Option<&str>,
        at: Span,
    ) -> Plan {
        let WrittenPlan { axes, indicators, total } = written;
        let mut plan = Plan {
            sector,
            indicators: Vec::new(),
            axes: self.axes(axes),
            total: Total { node: aggregate(None, None) },
        };
        if let Some(total) = total {
            plan.total.node = Aggregate {
                combine: total.combine.unwrap_or(Combine::Sum),
                weights_total: total.weights_total.clone(),
                available: total.available.as_ref().map(|share| share.value),
                zero: total.zero,
                cap: total.cap.as_ref().map(|cap| cap.value),
                ..aggregate(None, None)
            };
        }
        for (id, at, written) in indicators.iter() {
            if !concerns(written, name) {
                continue;
            }
            if let Some(indicator) = self.indicator(id, at, written, &plan.axes, axes, rounding) {
                plan.indicators.push(indicator);
            }
        }
        // An indicator with a fault is there all the same.
        let any = indicators
            .0
            .values()
            .any(|(_, written)| written.as_ref().is_none_or(|written| concerns(written, name)));
        if !any {
            let message = match name {
                Some(name) => {
                    text!(fa: "رشتهٔ «{name}» هیچ شاخصی ندارد", en: "the sector `{name}` has no indicator")
                }
                None => Text::new("شیوه‌نامه هیچ شاخصی ندارد", "the rulebook has no indicator"),
            };
            self.report(NO_INDICATOR, at, message);
        }
        link(&mut plan);
        plan
    }

    /// The axes, parents before children; an axis in a circle is left out.
    fn axes(&mut self, map: &IdMap<AxisDef>) -> Vec<Axis> {
        let mut axes: Vec<Axis> = Vec::new();
        let mut waiting: Vec<(&str, Span, &AxisDef)> = map.iter().collect();
        loop {
            let before = waiting.len();
            let mut later = Vec::new();
            for (id, at, written) in waiting {
                let parent = match &written.parent {
                    None => None,
                    Some(parent) => match axes.iter().position(|axis| axis.id == parent.value) {
                        Some(index) => Some(index),
                        None if map.contains(&parent.value) => {
                            later.push((id, at, written));
                            continue;
                        }
                        None => {
                            self.unknown_axis(parent, map);
                            None
                        }
                    },
                };
                let weight = self.weight(written.weight.as_ref());
                axes.push(Axis {
                    id: id.to_owned(),
                    title: written.title.clone().unwrap_or_default(),
                    help: written.help.clone(),
                    clause: clause(written.clause.as_ref()),
                    parent,
                    weight,
                    stated_max: written.max.clone(),
                    node: aggregate(written.combine, Some(written)),
                    at,
                });
            }
            if later.is_empty() {
                return axes;
            }
            if later.len() == before {
                for (id, at, _) in later {
                    self.report(
                        AXIS_CYCLE,
                        at,
                        text!(
                            fa: "محور «{id}» زیر خودش جا گرفته است (یا محور بالای آن خطا دارد)",
                            en: "the axis `{id}` is its own ancestor (or the axis above it is faulty)"
                        ),
                    );
                }
                return axes;
            }
            waiting = later;
        }
    }

    fn unknown_axis(&mut self, name: &Located<String>, map: &IdMap<AxisDef>) {
        let mut diagnostic = Diagnostic::new(
            UNKNOWN_AXIS,
            name.at,
            text!(
                fa: "محور «{name}» تعریف نشده است",
                en: "the axis `{name}` is not defined",
                name = name.value
            ),
        );
        if let Some(near) = nearest(&name.value, map.ids()) {
            diagnostic =
                diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        }
        self.diagnostics.push(diagnostic);
    }

    fn indicator(
        &mut self,
        id: &str,
        at: Span,
        written: &IndicatorDef,
        axes: &[Axis],
        map: &IdMap<AxisDef>,
        rounding: RoundingPoints,
    ) -> Option<Indicator> {
        let value = written.value.as_ref().and_then(|value| self.compile(value));
        let rule = written.points.as_ref().and_then(|points| self.rule(points, written, value.as_ref()));
        let axis = written.axis.as_ref().and_then(|name| {
            let found = axes.iter().position(|axis| axis.id == name.value);
            if found.is_none() && !map.contains(&name.value) {
                self.unknown_axis(name, map);
            }
            found
        });
        let missing = self.missing(at, written);
        if matches!(rule, Some(Rule::Relative { .. }))
            && written.better.is_none()
            && !written.faulty.contains(&"better")
        {
            self.report(BETTER_UNSTATED, written.points.as_ref().map_or(at, |points| points.at), Text::new(
                "این قاعده نسبی است؛ با better بگویید بیشتر بهتر است یا کمتر",
                "this rule is relative to the pool; say with `better` whether higher or lower values are better",
            ));
        }
        let value_missing = written.value.is_some() && value.is_none();
        let weight = self.weight(written.weight.as_ref());
        let points = written.points.as_ref()?;
        let (Some(rule), false) = (rule, value_missing) else { return None };
        let indicator = Indicator {
            id: id.to_owned(),
            title: written.title.clone().unwrap_or_default(),
            help: written.help.clone(),
            clause: clause(written.clause.as_ref()),
            axis: axis.unwrap_or_default(),
            weight,
            value,
            unit: written.unit.as_ref().map(|unit| self.units.measure(&unit.value)),
            round: written.round.or(rounding.value),
            domain: written.domain.as_ref().map(|domain| domain.value.clone()),
            zero: written.zero,
            missing,
            better: written.better,
            role: written.role.unwrap_or(Role::Score),
            max: points.max.as_ref().map_or(Decimal::ZERO, |max| max.value),
            min: points.min.as_ref().map_or(Decimal::ZERO, |min| min.value),
            rule,
            at,
            rule_at: points.at,
        };
        if axis.is_none() {
            self.orphans.push((self.written.len(), indicator));
            return None;
        }
        Some(indicator)
    }

    fn missing(&mut self, at: Span, written: &IndicatorDef) -> [MissingPolicy; 4] {
        match &written.missing {
            Some(MissingPolicies::All(policy)) => [*policy; 4],
            Some(MissingPolicies::Each(each)) => {
                [each.not_submitted, each.not_applicable, each.rejected, each.pending]
            }
            None => {
                if !written.faulty.contains(&"missing") {
                    self.diagnostics.push(
                        Diagnostic::new(MISSING_UNSTATED, at, Text::new(
                            "گفته نشده است که نبود داده چه معنایی دارد",
                            "it is not stated what a missing datum means",
                        ))
                        .hint(Text::new(
                            "یکی از missing = \"zero-points\"، \"exclude\"، \"ineligible\" یا \"review\" را بنویسید",
                            "write missing = \"zero-points\", \"exclude\", \"ineligible\" or \"review\"",
                        )),
                    );
                }
                [MissingPolicy::Zero; 4]
            }
        }
    }
}

/// Whether an indicator is one of this sector's.
fn concerns(written: &IndicatorDef, sector: Option<&str>) -> bool {
    let named = written.sectors.as_ref();
    named.is_none_or(|sectors| sectors.iter().any(|name| Some(name.value.as_str()) == sector))
}

fn overridable(overrides: &Item) -> Item {
    let mut kept = overrides.clone();
    if let Value::Table(table) = &mut kept.value {
        table.inline = false;
        table.entries.retain(|key, _| OVERRIDABLE.contains(&key.as_str()));
    }
    kept
}

fn aggregate(combine: Option<Combine>, written: Option<&AxisDef>) -> Aggregate {
    Aggregate {
        combine: combine.unwrap_or(Combine::Sum),
        children: Vec::new(),
        weights_total: written.and_then(|axis| axis.weights_total.clone()),
        available: written.and_then(|axis| axis.available.as_ref()).map(|share| share.value),
        zero: written.and_then(|axis| axis.zero),
        cap: written.and_then(|axis| axis.cap.as_ref()).map(|cap| cap.value),
        max: Decimal::ZERO,
        min: Decimal::ZERO,
    }
}

/// Gives every node its children and its extreme points.
fn link(plan: &mut Plan) {
    let places: Vec<_> = plan.axes.iter().map(|axis| (axis.parent, axis.weight)).collect();
    for (index, (parent, weight)) in places.into_iter().enumerate() {
        let node = match parent {
            Some(parent) => &mut plan.axes[parent].node,
            None => &mut plan.total.node,
        };
        node.children.push((Child::Axis(index), weight));
    }
    for (index, indicator) in plan.indicators.iter().enumerate() {
        plan.axes[indicator.axis].node.children.push((Child::Indicator(index), indicator.weight));
    }
    // Children stand after their parents, so walking backwards meets every child first.
    for index in (0..plan.axes.len()).rev() {
        let (min, max) = extremes(plan, &plan.axes[index].node);
        plan.axes[index].node.min = min;
        plan.axes[index].node.max = max;
    }
    let (min, max) = extremes(plan, &plan.total.node);
    plan.total.node.min = min;
    plan.total.node.max = max;
}

fn extremes(plan: &Plan, node: &Aggregate) -> (Decimal, Decimal) {
    let mut low = Decimal::ZERO;
    let mut high = Decimal::ZERO;
    for (position, (child, weight)) in node.children.iter().enumerate() {
        let (min, max, bonus) = match child {
            Child::Axis(index) => (plan.axes[*index].node.min, plan.axes[*index].node.max, false),
            Child::Indicator(index) => {
                let indicator = &plan.indicators[*index];
                (indicator.min, indicator.max, indicator.role == Role::Bonus)
            }
        };
        if node.combine == Combine::Sum {
            let add = |sum: Decimal, points: Decimal| {
                points.checked_mul(*weight).and_then(|points| sum.checked_add(points)).unwrap_or(sum)
            };
            low = add(low, min);
            high = if bonus { high } else { add(high, max) };
        } else if position == 0 {
            (low, high) = (min, max);
        } else {
            (low, high) = (low.min(min), high.max(max));
        }
    }
    match node.cap {
        Some(cap) => (low, high.min(cap)),
        None => (low, high),
    }
}
