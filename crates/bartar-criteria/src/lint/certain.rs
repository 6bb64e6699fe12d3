//! What is certain of a plan's tree although some of its tables have faults: what a fault makes unknowable is not
//! checked, and everything else is.

use super::{Linter, table};
use crate::decode::Located;
use crate::exact::Decimal;
use crate::gaps::Gaps;
use crate::resolve::{WrittenPlan, meant_sector};
use crate::rulebook::{Aggregate, Child, Plan};
use crate::source::Sources;
use crate::syntax::IndicatorDef;

/// A plan beside its tables as written.
pub(super) struct Certain<'a> {
    plan: &'a Plan,
    written: &'a WrittenPlan,
    gaps: &'a Gaps,
    sources: &'a Sources,
    sectors: &'a [String],
    /// Whether an axis may stand anywhere in the tree.
    loose_axes: bool,
    /// Whether an indicator may stand below any axis.
    loose_indicators: bool,
    /// Whether the total's own table could not be read.
    total_faulty: bool,
}

impl<'a> Linter<'a> {
    /// What is certain of a plan.
    pub(super) fn certain(&'a self, index: usize, plan: &'a Plan, written: &'a WrittenPlan) -> Certain<'a> {
        let faulty = |key: &str| self.definition.faulty.contains(&key);
        let gaps = &self.diagnostics.gaps;
        let sources = &self.rulebook.sources;
        let found = |id: &str| plan.axes.iter().find(|axis| axis.id == id);
        let loose_axis = |(id, axis): (&String, &(_, Option<crate::syntax::AxisDef>))| {
            let (Some(axis), Some(found)) = (&axis.1, found(id)) else { return true };
            axis.faulty.contains(&"parent") || axis.parent.is_some() != found.parent.is_some()
        };
        Certain {
            plan,
            written,
            gaps,
            sources,
            sectors: &self.resolved.sectors,
            loose_axes: faulty("axis")
                || faulty("sector")
                || gaps.may_be(sources, &["axis", "sector", "defaults"])
                || written.axes.0.iter().any(loose_axis),
            loose_indicators: faulty("indicator")
                || faulty("sector")
                || gaps.may_be(sources, &["sector", "defaults"])
                || self.resolved.orphans.iter().any(|(orphaned, _)| *orphaned == index)
                || written.indicators.0.values().any(|(_, indicator)| indicator.is_none()),
            total_faulty: faulty("total") || gaps.may_be(sources, &["total"]),
        }
    }
}

impl<'a> Certain<'a> {
    /// Whether all children of an axis, or of the total, are known.
    pub fn children(&self, axis: Option<&str>) -> bool {
        !self.loose_axes
            && axis.is_none_or(|id| !self.loose_indicators && !self.gaps.may_stand_below(self.sources, id))
    }

    /// Whether all children of a node and their weights are known.
    pub fn weights(&self, axis: Option<&str>, node: &Aggregate) -> bool {
        self.children(axis)
            && node.children.iter().all(|(child, _)| match child {
                Child::Axis(index) => self
                    .axis(*index)
                    .is_some_and(|axis| !axis.faulty.contains(&"weight") && positive(axis.weight.as_ref())),
                Child::Indicator(index) => self.indicator(*index).is_some_and(|indicator| {
                    !indicator.faulty.contains(&"weight") && positive(indicator.weight.as_ref())
                }),
            })
            && axis.is_none_or(|axis| !self.strays(axis))
    }

    /// Whether all weights below a node are known.
    pub fn weights_below(&self, axis: Option<&str>, node: &Aggregate) -> bool {
        self.weights(axis, node)
            && self.keys(axis, &["combine"])
            && node.children.iter().all(|(child, _)| match child {
                Child::Axis(index) => {
                    let axis = &self.plan.axes[*index];
                    self.weights_below(Some(&axis.id), &axis.node)
                }
                Child::Indicator(_) => true,
            })
    }

    /// Whether everything is known that makes the most points of a node.
    pub fn maximum(&self, axis: Option<&str>, node: &Aggregate) -> bool {
        self.weights(axis, node)
            && self.keys(axis, &["combine", "cap"])
            && node.children.iter().all(|(child, _)| match child {
                Child::Axis(index) => {
                    let axis = &self.plan.axes[*index];
                    self.maximum(Some(&axis.id), &axis.node)
                }
                Child::Indicator(index) => self.indicator(*index).is_some_and(|indicator| {
                    !indicator.faulty.contains(&"role")
                        && indicator.points.as_ref().is_some_and(|points| points.max.is_some())
                }),
            })
    }

    /// Whether a key of a node's table can be relied upon.
    pub fn keys(&self, axis: Option<&str>, keys: &[&str]) -> bool {
        let sound = |faulty: &[&str]| !keys.iter().any(|key| faulty.contains(key));
        match axis {
            Some(id) => table(&self.written.axes, id).is_some_and(|axis| sound(&axis.faulty)),
            None => {
                !self.total_faulty && self.written.total.as_ref().is_none_or(|total| sound(&total.faulty))
            }
        }
    }

    /// Whether some indicator may or may not stand below the axis, its sectors being in doubt.
    fn strays(&self, axis: &str) -> bool {
        let unknown = |indicator: &IndicatorDef| {
            indicator.faulty.contains(&"sectors")
                || !self.sectors.is_empty()
                    && indicator
                        .sectors
                        .iter()
                        .flatten()
                        .any(|sector| meant_sector(&sector.value, self.sectors).is_none())
        };
        let mut below = self.written.indicators.iter().map(|(_, _, indicator)| indicator);
        below.any(|indicator| {
            indicator.axis.as_ref().is_some_and(|named| named.value == axis) && unknown(indicator)
        })
    }

    fn axis(&self, index: usize) -> Option<&'a crate::syntax::AxisDef> {
        table(&self.written.axes, &self.plan.axes[index].id)
    }

    fn indicator(&self, index: usize) -> Option<&'a IndicatorDef> {
        table(&self.written.indicators, &self.plan.indicators[index].id)
    }
}

fn positive(weight: Option<&Located<Decimal>>) -> bool {
    weight.is_none_or(|weight| weight.value > Decimal::ZERO)
}
