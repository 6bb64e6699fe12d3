//! The tree of a whole pool, node by node.

use super::{Node, NodePoints, TreePlan, power_of_ten};
use crate::layout::Layout;
use crate::score::{NO_POINTS, PlanOf, PointColumn};
use bartar_criteria::exact::{Divider, Mode};
use bartar_criteria::rulebook::Child;
use bartar_criteria::syntax::Combine;
use rayon::prelude::*;

/// Entries that one thread takes at a time.
const BLOCK: usize = 4096;

/// Points of an axis or total, by position in a pool: as narrow as they allow.
#[derive(Clone, Debug)]
pub enum NodeColumn {
    /// All fit 64 bits; [`NO_POINTS`] stands for none.
    Narrow(Vec<i64>),
    /// Some do not.
    Wide(Vec<NodePoints>),
}

impl NodeColumn {
    /// The points at a position.
    #[must_use]
    pub fn get(&self, position: usize) -> NodePoints {
        match self {
            Self::Narrow(points) => {
                Some(points[position]).filter(|points| *points != NO_POINTS).map(i128::from)
            }
            Self::Wide(points) => points[position],
        }
    }

    /// A column of what `points` gives at each position.
    fn new(length: usize, points: impl Fn(usize) -> NodePoints + Sync) -> Self {
        let narrow = |position: usize| match points(position) {
            None => Some(NO_POINTS),
            Some(points) => i64::try_from(points).ok().filter(|points| *points != NO_POINTS),
        };
        let all = || (0..length).into_par_iter().with_min_len(BLOCK);
        // Wide points are rare enough to be computed twice.
        let column: Option<Vec<i64>> = all().map(narrow).collect();
        column.map_or_else(|| Self::Wide(all().map(&points).collect()), Self::Narrow)
    }

    /// Brings points to a scale that all plans share.
    fn lifted(self, from: u8, to: u8) -> Self {
        if from == to {
            return self;
        }
        let factor = to.checked_sub(from).and_then(power_of_ten);
        let length = match &self {
            Self::Narrow(points) => points.len(),
            Self::Wide(points) => points.len(),
        };
        Self::new(length, |position| self.get(position)?.checked_mul(factor?))
    }
}

/// Axes and totals of a pool: by common axis, at its scale, and the totals, at theirs. An axis that no plan of the pool
/// has is none.
#[must_use]
pub fn aggregate(
    layout: &Layout,
    plans: &PlanOf,
    points: &[Option<PointColumn>],
    length: usize,
) -> (Vec<Option<NodeColumn>>, NodeColumn) {
    let mut axes: Vec<Option<NodeColumn>> = vec![None; layout.axes.len()];
    let PlanOf::One(plan) = plans else { return mixed(layout, plans, points, length) };
    let (tree, commons) = (&layout.trees[*plan], &layout.plan_indicators[*plan]);
    let indicators: Vec<Option<&PointColumn>> =
        commons.iter().map(|common| points[*common].as_ref()).collect();
    let (own, total) = by_node(tree, &indicators, length);
    for ((common, node), column) in layout.plan_axes[*plan].iter().zip(&tree.axes).zip(own) {
        axes[*common] = column.map(|column| column.lifted(node.scale, layout.axis_scales[*common]));
    }
    (axes, total.lifted(tree.total.scale, layout.total_scale))
}

/// The nodes of one tree, for entries that share it.
fn by_node(
    tree: &TreePlan,
    indicators: &[Option<&PointColumn>],
    length: usize,
) -> (Vec<Option<NodeColumn>>, NodeColumn) {
    let mut axes: Vec<Option<NodeColumn>> = vec![None; tree.axes.len()];
    for index in (0..axes.len()).rev() {
        axes[index] = Some(column(&tree.axes[index], indicators, &axes, length));
    }
    let total = column(&tree.total, indicators, &axes, length);
    (axes, total)
}

/// One node's points.
fn column(
    node: &Node,
    indicators: &[Option<&PointColumn>],
    axes: &[Option<NodeColumn>],
    length: usize,
) -> NodeColumn {
    let quick = Quick::new(node, indicators, axes);
    NodeColumn::new(length, |position| {
        quick.as_ref().and_then(|quick| quick.points(position)).map(i128::from).or_else(|| {
            node.evaluate(|child| match child {
                Child::Axis(index) => axes[index].as_ref()?.get(position),
                Child::Indicator(index) => indicators[index]
                    .map(|column| column[position])
                    .filter(|cell| *cell != NO_POINTS)
                    .map(i128::from),
            })
            .ok()
        })
    })
}

/// A weighted sum or mean in 64 bits, for entries that have points for every child. Whatever does not fit is left to
/// [`Node::evaluate`], which gives the same where both give something.
struct Quick<'a> {
    /// The children's points and weights; the weights brought to the node's scale of sums.
    children: Vec<(&'a [i64], i64)>,
    /// What the sum is multiplied by, and then divided by.
    lift: i64,
    divider: Option<Divider>,
    /// What the quotient is multiplied by.
    unit: i64,
    cap: i64,
}

impl<'a> Quick<'a> {
    fn new(
        node: &Node,
        indicators: &[Option<&'a PointColumn>],
        axes: &'a [Option<NodeColumn>],
    ) -> Option<Self> {
        let short = |number: i128| i64::try_from(number).ok();
        if node.children.is_empty() {
            return None;
        }
        let mut weights = 0_i128;
        let mut children = Vec::with_capacity(node.children.len());
        for child in &node.children {
            let points: &[i64] = match child.child {
                Child::Axis(index) => match axes[index].as_ref()? {
                    NodeColumn::Narrow(points) => points,
                    NodeColumn::Wide(_) => return None,
                },
                Child::Indicator(index) => indicators[index]?,
            };
            let lift =
                power_of_ten(node.sum_scale.checked_sub(node.weight_scale)?.checked_sub(child.scale)?)?;
            children.push((points, short(child.weight?.checked_mul(lift)?)?));
            weights = weights.checked_add(child.weight?)?;
        }
        let (from, divisor) = match node.combine {
            Combine::Sum => (node.sum_scale, 1),
            Combine::ArithmeticMean => (node.sum_scale - node.weight_scale, weights),
            Combine::GeometricMean | Combine::HarmonicMean => return None,
        };
        // As `Node::rounded_quotient` has it.
        let digits = node.rounding.map_or(node.scale, |rounding| rounding.digits);
        let lift = power_of_ten(digits.saturating_sub(from))?;
        let divisor = divisor.checked_mul(power_of_ten(from.saturating_sub(digits))?)?;
        let mode = node.rounding.map_or(Mode::Refuse, |rounding| rounding.mode);
        Some(Self {
            children,
            lift: short(lift)?,
            divider: (divisor != 1).then(|| Divider::new(mode, divisor)),
            unit: short(power_of_ten(node.scale.checked_sub(digits)?)?)?,
            cap: match node.cap {
                None => i64::MAX,
                Some(cap) => short(cap.rescaled(node.scale)?)?,
            },
        })
    }

    #[inline]
    fn points(&self, position: usize) -> Option<i64> {
        let mut sum = 0_i64;
        for (points, weight) in &self.children {
            let points = points[position];
            if points == NO_POINTS {
                return None;
            }
            sum = sum.checked_add(points.checked_mul(*weight)?)?;
        }
        let lifted = sum.checked_mul(self.lift)?;
        let quotient = match &self.divider {
            None => lifted,
            Some(divider) => divider.divide_short(lifted).ok()?,
        };
        Some(quotient.checked_mul(self.unit)?.min(self.cap)).filter(|points| *points != NO_POINTS)
    }
}

/// A pool whose entries have different trees: entry by entry.
fn mixed(
    layout: &Layout,
    plans: &PlanOf,
    points: &[Option<PointColumn>],
    length: usize,
) -> (Vec<Option<NodeColumn>>, NodeColumn) {
    let nodes: Vec<(Vec<NodePoints>, NodePoints)> = (0..length)
        .into_par_iter()
        .with_min_len(256)
        .map(|position| {
            let commons = &layout.plan_indicators[plans.at(position)];
            layout.trees[plans.at(position)].evaluate(|own| {
                let cell = points[commons[own]].as_ref().map(|column| column[position]);
                cell.filter(|cell| *cell != NO_POINTS).map(i128::from)
            })
        })
        .collect();
    let lift =
        |points: NodePoints, from: u8, to: u8| points?.checked_mul(power_of_ten(to.checked_sub(from)?)?);
    let column = |common: usize| {
        NodeColumn::new(length, |position| {
            let plan = plans.at(position);
            let own = layout.plan_axes[plan].iter().position(|axis| *axis == common)?;
            lift(nodes[position].0[own], layout.trees[plan].axes[own].scale, layout.axis_scales[common])
        })
    };
    let present = plans.all();
    let axes = (0..layout.axes.len()).map(|common| {
        present.iter().any(|plan| layout.plan_axes[*plan].contains(&common)).then(|| column(common))
    });
    let total = NodeColumn::new(length, |position| {
        lift(nodes[position].1, layout.trees[plans.at(position)].total.scale, layout.total_scale)
    });
    (axes.collect(), total)
}
