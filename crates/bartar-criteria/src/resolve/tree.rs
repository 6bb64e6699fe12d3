//! The tree above the indicators: axes in their order, and every node with its children.

use super::{Resolver, clause};
use crate::codes::{AXIS_CYCLE, UNKNOWN_AXIS};
use crate::decode::{IdMap, Located, nearest};
use crate::diagnostic::Diagnostic;
use crate::exact::Decimal;
use crate::rulebook::{Aggregate, Axis, Child, Plan};
use crate::source::Span;
use crate::syntax::{AxisDef, Combine, Role};
use crate::text;

impl Resolver<'_> {
    /// The axes, parents before children; an axis in a circle is left out.
    pub(super) fn axes(&mut self, map: &IdMap<AxisDef>) -> Vec<Axis> {
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
                            // Below an axis that cannot be read, it has no place that is known.
                            if table_of(map, &parent.value).is_some() {
                                later.push((id, at, written));
                            }
                            continue;
                        }
                        None => match self.unknown_axis(parent, map) {
                            // Its own slip away from itself, it would stand in a circle.
                            Some(near) if near != id => match axes.iter().position(|axis| axis.id == near) {
                                Some(index) => Some(index),
                                None => {
                                    later.push((id, at, written));
                                    continue;
                                }
                            },
                            _ => None,
                        },
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
                    special: None,
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

    /// Reports an axis that nothing defines. Gives the one that was probably meant.
    pub(super) fn unknown_axis<'m>(
        &mut self,
        name: &Located<String>,
        map: &'m IdMap<AxisDef>,
    ) -> Option<&'m str> {
        if map.0.is_empty() || self.diagnostics.gaps.may_define(self.sources, &["axis"], &name.value) {
            return None;
        }
        let mut diagnostic = Diagnostic::new(
            UNKNOWN_AXIS,
            name.at,
            text!(
                fa: "محور «{name}» تعریف نشده است",
                en: "the axis `{name}` is not defined",
                name = name.value
            ),
        );
        let near = nearest(&name.value, map.ids());
        if let Some(near) = near {
            diagnostic =
                diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        }
        self.diagnostics.push_place(diagnostic);
        near
    }
}

fn table_of<'m, T>(map: &'m IdMap<T>, id: &str) -> Option<&'m T> {
    map.0.get(id)?.1.as_ref()
}

pub(super) fn aggregate(combine: Option<Combine>, written: Option<&AxisDef>) -> Aggregate {
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
pub(super) fn link(plan: &mut Plan) {
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
