//! The tree and its indicators, sector by sector.

use super::tree::{aggregate, link};
use super::{Resolver, clause};
use crate::codes::{BETTER_UNSTATED, MISSING_UNSTATED, NO_INDICATOR, UNKNOWN_SECTOR};
use crate::decode::{Cx, Decode, IdMap, nearest};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Value, apply_defaults, merge};
use crate::exact::Decimal;
use crate::rulebook::{Aggregate, Axis, Indicator, Plan, RoundingPoints, Rule, Total};
use crate::source::Span;
use crate::syntax::{
    AxisDef, Combine, IndicatorDef, MissingPolicies, MissingPolicy, OVERRIDABLE, Role, RulebookDef, TotalDef,
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

impl Resolver<'_> {
    pub(super) fn plans(
        &mut self,
        root: &Item,
        definition: &RulebookDef,
        rounding: RoundingPoints,
        sector: Option<usize>,
    ) -> Vec<Plan> {
        if definition.axis.is_none() && definition.indicator.is_none() {
            return Vec::new();
        }
        let general = WrittenPlan {
            axes: definition.axis.clone().unwrap_or_default(),
            indicators: definition.indicator.clone().unwrap_or_default(),
            total: definition.total.clone(),
        };
        if let Some(field) = sector {
            let choices: Vec<String> =
                self.choices_of(field).iter().map(|choice| choice.id.clone()).collect();
            let written =
                definition.field.as_ref().and_then(|map| map.0.get(&self.fields[field].id)?.1.as_ref());
            let places: Vec<Span> = written
                .and_then(|field| field.choices.as_ref())
                .map_or_else(Vec::new, |choices| choices.0.values().map(|(at, _)| *at).collect());
            for (sector, at) in named_sectors(definition, &general.indicators) {
                if !choices.contains(&sector) {
                    self.unknown_sector(&sector, at, &choices);
                }
            }
            return self.sector_plans(root, definition, rounding, general, &choices, &places);
        }
        let named = named_sectors(definition, &general.indicators);
        let data = definition.data.as_ref();
        if data.is_some_and(|data| data.sector.is_none() && !data.faulty.contains(&"sector")) {
            if let Some(overrides) = &definition.sector {
                self.without_sector_field(overrides.span, "[sector]");
            } else if let Some((_, at)) = named.first() {
                self.without_sector_field(*at, "sectors");
            }
        } else if !named.is_empty() {
            // Which sectors there are could not be read: those that are named are looked at.
            let mut choices: Vec<String> = named.into_iter().map(|(sector, _)| sector).collect();
            choices.sort();
            choices.dedup();
            return self.sector_plans(root, definition, rounding, general, &choices, &[]);
        }
        let at = root.get("indicator").map_or(root.span, |indicators| indicators.span);
        let plan = self.plan(None, &general, rounding, None, at);
        self.written.push(Arc::new(general));
        vec![plan]
    }

    /// A plan for each sector.
    fn sector_plans(
        &mut self,
        root: &Item,
        definition: &RulebookDef,
        rounding: RoundingPoints,
        general: WrittenPlan,
        choices: &[String],
        places: &[Span],
    ) -> Vec<Plan> {
        let general = Arc::new(general);
        self.sectors = choices.to_vec();
        let mut plans = Vec::new();
        for (index, choice) in choices.iter().enumerate() {
            let number = u16::try_from(index).ok();
            let tables = definition.sector.as_ref().and_then(Item::as_table);
            let overrides = tables.into_iter().flat_map(|table| &table.entries);
            let overrides: Vec<&Item> = overrides
                .filter(|(name, _)| meant_sector(name, choices) == Some(choice))
                .map(|(_, (_, overrides))| overrides)
                .collect();
            let written = match overrides[..] {
                [] => Arc::clone(&general),
                _ => {
                    let mut merged = root.clone();
                    for overrides in &overrides {
                        merge(&mut merged, overridable(overrides));
                    }
                    // What only this sector has takes the defaults too.
                    if let Some(defaults) = root.get("defaults") {
                        apply_defaults(&mut merged, defaults);
                    }
                    let mut cx = Cx { sources: self.sources, diagnostics: &mut *self.diagnostics };
                    let axes = merged.get("axis").and_then(|item| IdMap::decode(item, &mut cx));
                    let indicators = merged.get("indicator").and_then(|item| IdMap::decode(item, &mut cx));
                    let total = merged.get("total").and_then(|item| TotalDef::decode(item, &mut cx));
                    Arc::new(WrittenPlan {
                        axes: axes.unwrap_or_default(),
                        indicators: indicators.unwrap_or_default(),
                        total,
                    })
                }
            };
            let at = places.get(index).copied().unwrap_or_default();
            let mut plan = self.plan(number, &written, rounding, Some(choice), at);
            for overrides in overrides {
                mark_special(&mut plan, overrides);
            }
            self.written.push(written);
            plans.push(plan);
        }
        plans
    }

    fn without_sector_field(&mut self, at: Span, what: &str) {
        self.report(
            UNKNOWN_SECTOR,
            at,
            text!(
                fa: "اینجا {what} هست، ولی [data] قلم رشته (sector) را نام نبرده است",
                en: "there is {what} here, but [data] names no sector field"
            ),
        );
    }

    fn unknown_sector(&mut self, sector: &str, at: Span, choices: &[String]) {
        let mut diagnostic = Diagnostic::new(
            UNKNOWN_SECTOR,
            at,
            text!(
                fa: "«{sector}» از گزینه‌های قلم رشته نیست",
                en: "`{sector}` is not a choice of the sector field"
            ),
        );
        if let Some(near) = meant_sector(sector, choices) {
            diagnostic =
                diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        }
        self.diagnostics.push_place(diagnostic);
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
        let sectors = std::mem::take(&mut self.sectors);
        for (id, at, written) in indicators.iter().filter(|(.., written)| concerns(written, name, &sectors)) {
            plan.indicators.extend(self.indicator(id, at, written, &plan.axes, axes, rounding));
        }
        // An indicator with a fault is there all the same.
        let any = indicators
            .0
            .values()
            .any(|(_, written)| written.as_ref().is_none_or(|written| concerns(written, name, &sectors)));
        self.sectors = sectors;
        let gaps = &self.diagnostics.gaps;
        if !any && !gaps.may_be(self.sources, &["indicator", "sector"]) {
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

    /// An indicator; what of it was not understood is left out of it, so that it has its place in the tree all the same.
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
            let place = |id: &str| axes.iter().position(|axis| axis.id == id);
            match place(&name.value) {
                None if !map.contains(&name.value) => place(self.unknown_axis(name, map)?),
                found => found,
            }
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
        let weight = self.weight(written.weight.as_ref());
        let points = written.points.as_ref();
        let rule = rule.unwrap_or_else(|| {
            self.without_rule.insert((self.written.len(), id.to_owned()));
            Rule::Checklist(Vec::new())
        });
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
            negative: written.negative,
            missing,
            better: written.better,
            role: written.role.unwrap_or(Role::Score),
            max: points.and_then(|points| points.max.as_ref()).map_or(Decimal::ZERO, |max| max.value),
            min: points.and_then(|points| points.min.as_ref()).map_or(Decimal::ZERO, |min| min.value),
            rule,
            at,
            rule_at: points.map_or(at, |points| points.at),
            special: None,
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
                            "کلید missing را با یکی از این مقدارها بنویسید: \"zero-points\" (امتیاز صفر)، \"exclude\" (شاخص برای این پرونده کنار می‌رود)، \"ineligible\" (پرونده فاقد شرایط است) یا \"review\" (پرونده منتظر بررسی می‌ماند)",
                            "write missing = \"zero-points\" (it earns none), \"exclude\" (the indicator is left out for this entry), \"ineligible\" (the entry is not ranked) or \"review\" (the entry waits for a decision)",
                        )),
                    );
                }
                [MissingPolicy::Zero; 4]
            }
        }
    }
}

/// Whether an indicator is one of this sector's.
fn concerns(written: &IndicatorDef, sector: Option<&str>, choices: &[String]) -> bool {
    let named = written.sectors.as_ref();
    named.is_none_or(|named| {
        named.iter().any(|name| sector.is_some() && meant_sector(&name.value, choices) == sector)
    })
}

/// The sector that a name means: itself, or the one that it is a slip away from.
pub(crate) fn meant_sector<'c>(name: &str, choices: &'c [String]) -> Option<&'c str> {
    let ids = || choices.iter().map(String::as_str);
    ids().find(|choice| *choice == name).or_else(|| nearest(name, ids()))
}

/// Every sector that tables and indicators name, with its place.
fn named_sectors(definition: &RulebookDef, indicators: &IdMap<IndicatorDef>) -> Vec<(String, Span)> {
    let lists = indicators.iter().flat_map(|(_, _, indicator)| indicator.sectors.iter().flatten());
    let tables = definition.sector.as_ref().and_then(Item::as_table);
    let tables = tables.into_iter().flat_map(|table| &table.entries);
    (lists.map(|sector| (sector.value.clone(), sector.at)))
        .chain(tables.map(|(name, (at, _))| (name.clone(), *at)))
        .collect()
}

fn overridable(overrides: &Item) -> Item {
    let mut kept = overrides.clone();
    if let Value::Table(table) = &mut kept.value {
        table.inline = false;
        table.entries.retain(|key, _| OVERRIDABLE.contains(&key.as_str()));
    }
    kept
}

/// Marks what the overrides of a sector speak of.
fn mark_special(plan: &mut Plan, overrides: &Item) {
    let place = |kind: &str, id: &str| Some(overrides.get(kind)?.get(id)?.span);
    for axis in &mut plan.axes {
        axis.special = place("axis", &axis.id).or(axis.special);
    }
    for indicator in &mut plan.indicators {
        indicator.special = place("indicator", &indicator.id).or(indicator.special);
    }
}
