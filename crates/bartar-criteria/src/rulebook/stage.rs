//! Stages of a competition.

use super::{Aggregate, Axis, Child, Indicator, Plan, Rulebook, Total};
use crate::exact::Decimal;
use crate::source::Span;
use crate::text::Text;

/// A stage.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What happens in it.
    pub help: Option<Text>,
    /// Clause.
    pub clause: Text,
    /// The axis whose points are ranked; the total where none.
    pub score: Option<String>,
    /// Ways to the next stage.
    pub promote: Vec<Promotion>,
    /// Most entries that go on from each choice of a field.
    pub quota: Option<Quota>,
    /// Place.
    pub at: Span,
}

/// A way to the next stage.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Promotion {
    /// Lowest rank in the main pool; the largest number where any rank goes.
    pub rank: u32,
    /// Lowest score; none where any score goes.
    pub from: Option<Decimal>,
}

/// Most entries that go on from each choice of a field.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Quota {
    /// The choice column.
    pub column: usize,
    /// How many.
    pub most: u32,
}

/// The stages that a pool, orientation or honour belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum AtStages {
    /// All.
    #[default]
    All,
    /// These, by index.
    Only(Vec<usize>),
}

impl AtStages {
    /// Whether a stage is among them.
    #[must_use]
    pub fn contains(&self, stage: usize) -> bool {
        match self {
            Self::All => true,
            Self::Only(stages) => stages.contains(&stage),
        }
    }

    /// Whether some of so many names are those of no known stage.
    pub(crate) fn lacks(&self, named: usize) -> bool {
        matches!(self, Self::Only(known) if known.len() < named)
    }

    /// Whether all stages of the other are among these.
    #[must_use]
    pub fn cover(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Only(_), Self::All) => false,
            // What is of no known stage is not known to be covered.
            (Self::Only(_), Self::Only(stages)) => {
                !stages.is_empty() && stages.iter().all(|stage| self.contains(*stage))
            }
        }
    }
}

impl Rulebook {
    /// The rules of one stage, by index: its pools, orientations and honours, and of the tree what its score needs. The
    /// whole rulebook where it has no such stage.
    #[must_use]
    pub fn at_stage(&self, index: usize) -> Self {
        let mut rules = self.clone();
        let Some(stage) = self.stages.get(index) else { return rules };
        rules.stage = Some(index);
        rules.pools.retain(|family| family.stages.contains(index));
        rules.orientations.retain(|orientation| orientation.stages.contains(index));
        rules.honours.retain(|honour| honour.stages.contains(index));
        if let Some(score) = &stage.score {
            for plan in &mut rules.plans {
                *plan = below(plan, score);
            }
        }
        rules
    }

    /// The stage that these are the rules of.
    #[must_use]
    pub fn stage(&self) -> Option<&Stage> {
        self.stages.get(self.stage?)
    }
}

/// The part of a plan that an axis is made of, the axis itself the only part of the total; the whole plan where there is
/// no such axis.
fn below(plan: &Plan, axis: &str) -> Plan {
    let Some(top) = plan.axes.iter().position(|known| known.id == axis) else { return plan.clone() };
    let inside = |mut axis: usize| loop {
        if axis == top {
            return true;
        }
        match plan.axes[axis].parent {
            Some(parent) => axis = parent,
            None => return false,
        }
    };
    let mut kept: Vec<Option<usize>> = vec![None; plan.axes.len()];
    let mut axes: Vec<Axis> = Vec::new();
    for (index, known) in plan.axes.iter().enumerate().filter(|(index, _)| inside(*index)) {
        kept[index] = Some(axes.len());
        let parent = if index == top { None } else { known.parent.and_then(|parent| kept[parent]) };
        axes.push(Axis { parent, ..known.clone() });
    }
    let mut places: Vec<Option<usize>> = vec![None; plan.indicators.len()];
    let mut indicators: Vec<Indicator> = Vec::new();
    for (index, indicator) in plan.indicators.iter().enumerate() {
        if let Some(axis) = kept[indicator.axis] {
            places[index] = Some(indicators.len());
            indicators.push(Indicator { axis, ..indicator.clone() });
        }
    }
    for axis in &mut axes {
        renumber(&mut axis.node, &kept, &places);
    }
    let top = &plan.axes[top].node;
    let node = Aggregate {
        combine: crate::syntax::Combine::Sum,
        children: vec![(Child::Axis(0), Decimal::ONE)],
        weights_total: None,
        available: None,
        zero: None,
        cap: None,
        max: top.max,
        min: top.min,
    };
    Plan { sector: plan.sector, indicators, axes, total: Total { node } }
}

/// Points children to their new places.
fn renumber(node: &mut Aggregate, axes: &[Option<usize>], indicators: &[Option<usize>]) {
    node.children = (node.children.iter())
        .filter_map(|(child, weight)| {
            let child = match child {
                Child::Axis(index) => Child::Axis(axes[*index]?),
                Child::Indicator(index) => Child::Indicator(indicators[*index]?),
            };
            Some((child, *weight))
        })
        .collect();
}
