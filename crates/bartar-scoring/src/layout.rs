//! One list of indicators and one of axes over all sectors, so that pools that mix sectors still have one table.

use crate::tree::TreePlan;
use bartar_criteria::rulebook::Rulebook;

/// Which column of the common table each plan's indicators and axes stand in.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Ids of all indicators, in rulebook order.
    pub indicators: Vec<String>,
    /// Ids of all axes, parents before children.
    pub axes: Vec<String>,
    /// By plan: the common number of each of its indicators.
    pub plan_indicators: Vec<Vec<usize>>,
    /// By plan: the common number of each of its axes.
    pub plan_axes: Vec<Vec<usize>>,
    /// By plan: its tree, ready for sums.
    pub trees: Vec<TreePlan>,
    /// Decimals of each axis, the same for all plans.
    pub axis_scales: Vec<u8>,
    /// Decimals of the total.
    pub total_scale: u8,
}

impl Layout {
    /// Lays out a rulebook.
    #[must_use]
    pub fn new(rulebook: &Rulebook) -> Self {
        let trees: Vec<TreePlan> = rulebook.plans.iter().map(|plan| TreePlan::new(plan, rulebook)).collect();
        let mut layout = Self {
            indicators: Vec::new(),
            axes: Vec::new(),
            plan_indicators: Vec::new(),
            plan_axes: Vec::new(),
            axis_scales: Vec::new(),
            total_scale: trees.iter().map(|tree| tree.total.scale).max().unwrap_or(0),
            trees: Vec::new(),
        };
        for (plan, tree) in rulebook.plans.iter().zip(&trees) {
            let indicators =
                plan.indicators.iter().map(|indicator| place(&mut layout.indicators, &indicator.id));
            layout.plan_indicators.push(indicators.collect());
            let axes: Vec<usize> = plan.axes.iter().map(|axis| place(&mut layout.axes, &axis.id)).collect();
            for (axis, node) in axes.iter().zip(&tree.axes) {
                if layout.axis_scales.len() <= *axis {
                    layout.axis_scales.resize(*axis + 1, 0);
                }
                layout.axis_scales[*axis] = layout.axis_scales[*axis].max(node.scale);
            }
            layout.plan_axes.push(axes);
        }
        layout.trees = trees;
        layout
    }
}

fn place(ids: &mut Vec<String>, id: &str) -> usize {
    match ids.iter().position(|known| known == id) {
        Some(index) => index,
        None => {
            ids.push(id.to_owned());
            ids.len() - 1
        }
    }
}
