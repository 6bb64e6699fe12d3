//! The tree: from points of indicators to points of axes and the total.

mod columns;
mod made;

pub use columns::{NodeColumn, aggregate};
pub use made::{Made, Part};

use bartar_criteria::exact::{Decimal, Exact, Rounding, geometric_mean};
use bartar_criteria::rulebook::{Aggregate, Child, Plan, Rulebook};
use bartar_criteria::syntax::{Combine, Role, ZeroMean};

/// A finite decimal of an axis or total: `mantissa / 10^scale` at the node's scale. `None` when the node has no points.
pub type NodePoints = Option<i128>;

/// Why a node has no points.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Blank {
    /// Too few of its children have points.
    TooFew,
    /// A mean over zero, which the rulebook leaves blank.
    MeanOfZero,
    /// The points are too long to be kept exactly.
    Overflow,
}

/// The node of a tree that has no points although all below it have what they need.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum BlankNode {
    /// An axis, by index in the plan.
    Axis(usize, Blank),
    /// The total.
    Total(Blank),
}

/// A plan's nodes made ready for quick exact sums: every number at a scale known beforehand.
#[derive(Clone, Debug)]
pub struct TreePlan {
    /// One for each axis of the plan.
    pub axes: Vec<Node>,
    /// The total.
    pub total: Node,
}

/// One node.
#[derive(Clone, Debug)]
pub struct Node {
    combine: Combine,
    children: Vec<NodeChild>,
    /// Scale of the weights' mantissas.
    weight_scale: u8,
    /// Scale of sums of weight times points.
    sum_scale: u8,
    /// Decimals of the node's points.
    pub scale: u8,
    rounding: Option<Rounding>,
    available: Option<Decimal>,
    zero: Option<ZeroMean>,
    cap: Option<Decimal>,
}

#[derive(Clone, Debug)]
struct NodeChild {
    child: Child,
    /// Decimals of the child's points.
    scale: u8,
    /// The weight's mantissa at the weights' scale; none where it is too long, and sums take the exact way.
    weight: Option<i128>,
    weight_decimal: Decimal,
    /// Most points, for rescaling a sum whose children are left out; none for bonuses and penalties, which are never
    /// rescaled.
    max: Option<Decimal>,
}

impl TreePlan {
    /// Prepares a plan.
    #[must_use]
    pub fn new(plan: &Plan, rulebook: &Rulebook) -> Self {
        let mut axes: Vec<Option<Node>> = vec![None; plan.axes.len()];
        for index in (0..plan.axes.len()).rev() {
            axes[index] = Some(node(&plan.axes[index].node, plan, rulebook, &axes));
        }
        let total = node(&plan.total.node, plan, rulebook, &axes);
        Self { axes: axes.into_iter().flatten().collect(), total }
    }

    /// Points of every axis (in plan order) and the total of one entry. `indicator` gives an indicator's points, `None`
    /// when left out.
    #[must_use]
    pub fn evaluate(&self, indicator: impl Fn(usize) -> NodePoints) -> (Vec<NodePoints>, NodePoints) {
        let mut axes: Vec<NodePoints> = vec![None; self.axes.len()];
        for index in (0..self.axes.len()).rev() {
            axes[index] = self.axes[index].evaluate(|child| points_at(child, &indicator, &axes)).ok();
        }
        let total = self.total.evaluate(|child| points_at(child, &indicator, &axes)).ok();
        (axes, total)
    }

    /// Why an entry has no total: the node too long to be exact, or else the topmost one without points; none where it has
    /// a total.
    #[must_use]
    pub fn blank(&self, indicator: impl Fn(usize) -> NodePoints) -> Option<BlankNode> {
        let (axes, _) = self.evaluate(&indicator);
        let why = |node: &Node| node.evaluate(|child| points_at(child, &indicator, &axes)).err();
        let total = why(&self.total)?;
        let blank = self.axes.iter().enumerate().filter_map(|(index, axis)| Some((index, why(axis)?)));
        let long = blank.clone().find(|(_, why)| *why == Blank::Overflow);
        let axis = if total == Blank::Overflow { long } else { long.or_else(|| blank.clone().next()) };
        Some(axis.map_or(BlankNode::Total(total), |(index, why)| BlankNode::Axis(index, why)))
    }
}

fn points_at(child: Child, indicator: impl Fn(usize) -> NodePoints, axes: &[NodePoints]) -> NodePoints {
    match child {
        Child::Axis(index) => axes[index],
        Child::Indicator(index) => indicator(index),
    }
}

fn node(aggregate: &Aggregate, plan: &Plan, rulebook: &Rulebook, axes: &[Option<Node>]) -> Node {
    let points = rulebook.rounding.points;
    let weight_scale = aggregate.children.iter().map(|(_, weight)| weight.scale()).max().unwrap_or(0);
    let children: Vec<NodeChild> = aggregate
        .children
        .iter()
        .map(|(child, weight)| {
            let (scale, max) = match child {
                Child::Axis(index) => (
                    axes[*index].as_ref().map_or(points.digits, |node| node.scale),
                    Some(plan.axes[*index].node.max),
                ),
                Child::Indicator(index) => {
                    let indicator = &plan.indicators[*index];
                    (points.digits, (indicator.role == Role::Score).then_some(indicator.max))
                }
            };
            // Weights share the largest scale among them, so that none overflows that could be written.
            NodeChild {
                child: *child,
                scale,
                weight: weight.rescaled(weight_scale),
                weight_decimal: *weight,
                max,
            }
        })
        .collect();
    let sum_scale = children.iter().map(|child| child.scale).max().unwrap_or(0) + weight_scale;
    let exact_sum = aggregate.combine == Combine::Sum && rulebook.rounding.aggregate.is_none();
    let digits = match rulebook.rounding.aggregate {
        _ if exact_sum => sum_scale,
        // A mean without a rounding point is refused by the linter.
        rounding => rounding.unwrap_or(points).digits,
    };
    // A cap may be finer than the rounding point.
    let scale = digits.max(aggregate.cap.map_or(0, |cap| cap.scale()));
    Node {
        combine: aggregate.combine,
        children,
        weight_scale,
        sum_scale,
        scale,
        rounding: rulebook.rounding.aggregate.or((!exact_sum).then_some(points)),
        available: aggregate.available,
        zero: aggregate.zero,
        cap: aggregate.cap,
    }
}

impl Node {
    /// The node's points, from those of its children.
    fn evaluate(&self, points: impl Fn(Child) -> NodePoints) -> Result<i128, Blank> {
        let mut present: Vec<(&NodeChild, i128)> = Vec::with_capacity(self.children.len());
        for child in &self.children {
            if let Some(points) = points(child.child) {
                present.push((child, points));
            }
        }
        if present.is_empty() || !self.enough(present.len()) {
            return Err(Blank::TooFew);
        }
        let geometric = matches!(self.combine, Combine::GeometricMean | Combine::HarmonicMean);
        if geometric && present.iter().any(|(_, points)| *points <= 0) {
            return self.mean_of_zero();
        }
        let points = match self.combine {
            Combine::Sum if present.len() == self.children.len() => self.sum(&present),
            Combine::Sum => {
                let factor = self.stretch(&present).ok_or(Blank::TooFew)?;
                self.rescaled_sum(&present, &factor)
            }
            Combine::ArithmeticMean => self.arithmetic_mean(&present),
            Combine::GeometricMean => self.geometric_mean(&present),
            Combine::HarmonicMean => self.harmonic_mean(&present),
        };
        let points = points.ok_or(Blank::Overflow)?;
        // A cap too long for the node's scale is above all points that fit it.
        let cap = self.cap.and_then(|cap| cap.rescaled(self.scale));
        Ok(cap.map_or(points, |cap| points.min(cap)))
    }

    /// Whether enough children have points: present / all >= available, without a division.
    fn enough(&self, present: usize) -> bool {
        let Some(available) = self.available else { return true };
        let count = |n: usize| Exact::from_int(i64::try_from(n).unwrap_or(i64::MAX));
        count(present) >= count(self.children.len()).mul(&available.into())
    }

    /// The sum of weight times points at `sum_scale`; `None` on overflow.
    fn weighted(&self, present: &[(&NodeChild, i128)]) -> Option<i128> {
        let mut sum = 0_i128;
        for (child, points) in present {
            let lift = power_of_ten(self.sum_scale - self.weight_scale - child.scale)?;
            sum = sum.checked_add(points.checked_mul(child.weight?)?.checked_mul(lift)?)?;
        }
        Some(sum)
    }

    fn weighted_exact(present: &[(&NodeChild, i128)]) -> Option<Exact> {
        present.iter().try_fold(Exact::zero(), |sum, (child, points)| {
            Some(sum.add(&points_of(child, *points)?.mul(&child.weight_decimal.into())))
        })
    }

    fn sum(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        match self.weighted(present) {
            Some(sum) => self
                .rounded_quotient(sum, self.sum_scale, 1)
                .or_else(|| self.round(&Self::weighted_exact(present)?)),
            None => self.round(&Self::weighted_exact(present)?),
        }
    }

    /// By how much scores are stretched where children are left out, so that the reachable maximum stays the same. None
    /// where nothing is left to stretch.
    fn stretch(&self, present: &[(&NodeChild, i128)]) -> Option<Exact> {
        let full = |children: &mut dyn Iterator<Item = &NodeChild>| {
            children.fold(Exact::zero(), |sum, child| match child.max {
                Some(max) => sum.add(&Exact::from(max).mul(&child.weight_decimal.into())),
                None => sum,
            })
        };
        let all = full(&mut self.children.iter());
        let reachable = full(&mut present.iter().map(|(child, _)| *child));
        // Where no score is left out there is nothing to stretch, not even among bonuses alone.
        if all == reachable { Some(Exact::one()) } else { all.div(&reachable) }
    }

    /// A sum whose missing children are left out. Bonuses and penalties are not stretched.
    fn rescaled_sum(&self, present: &[(&NodeChild, i128)], factor: &Exact) -> NodePoints {
        let scores: Vec<_> = present.iter().filter(|(child, _)| child.max.is_some()).copied().collect();
        let others: Vec<_> = present.iter().filter(|(child, _)| child.max.is_none()).copied().collect();
        let sum = Self::weighted_exact(&scores)?.mul(factor).add(&Self::weighted_exact(&others)?);
        self.round(&sum)
    }

    fn arithmetic_mean(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        let quick = || {
            let mut weights = present.iter().map(|(child, _)| child.weight);
            let weights = weights.try_fold(0_i128, |sum, weight| sum.checked_add(weight?))?;
            self.rounded_quotient(self.weighted(present)?, self.sum_scale - self.weight_scale, weights)
        };
        quick().or_else(|| {
            let weights =
                present.iter().fold(Exact::zero(), |sum, (child, _)| sum.add(&child.weight_decimal.into()));
            self.round(&Self::weighted_exact(present)?.div(&weights)?)
        })
    }

    fn geometric_mean(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        let rounding = self.rounding?;
        let divisor = present
            .iter()
            .try_fold(0_u128, |divisor, (child, _)| Some(gcd(divisor, child.weight?.unsigned_abs())))?;
        let items: Option<Vec<(Decimal, u32)>> = present
            .iter()
            .map(|(child, points)| {
                let weight = u32::try_from(child.weight?.unsigned_abs().checked_div(divisor)?).ok()?;
                Some((Decimal::new(*points, child.scale).ok()?, weight))
            })
            .collect();
        geometric_mean(&items?, rounding).ok()?.rescaled(self.scale)
    }

    fn harmonic_mean(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        let mut weights = Exact::zero();
        let mut shares = Exact::zero();
        for (child, points) in present {
            let weight: Exact = child.weight_decimal.into();
            shares = shares.add(&weight.div(&points_of(child, *points)?)?);
            weights = weights.add(&weight);
        }
        self.round(&weights.div(&shares)?)
    }

    fn mean_of_zero(&self) -> Result<i128, Blank> {
        match self.zero {
            Some(ZeroMean::Zero) => Ok(0),
            // Without a stated policy the linter lets no zero come here.
            Some(ZeroMean::Missing) | None => Err(Blank::MeanOfZero),
        }
    }

    /// `sum / 10^from / divisor` at the node's scale, rounded where the rulebook rounds; `None` on overflow.
    fn rounded_quotient(&self, sum: i128, from: u8, divisor: i128) -> Option<i128> {
        let digits = self.rounding.map_or(self.scale, |rounding| rounding.digits);
        let points = if digits >= from {
            let lifted = sum.checked_mul(power_of_ten(digits - from)?)?;
            if divisor == 1 { lifted } else { self.divide(lifted, divisor)? }
        } else {
            self.divide(sum, divisor.checked_mul(power_of_ten(from - digits)?)?)?
        };
        points.checked_mul(power_of_ten(self.scale - digits)?)
    }

    fn divide(&self, sum: i128, divisor: i128) -> Option<i128> {
        Rounding::divide(self.rounding?.mode, sum, divisor).ok()
    }

    fn round(&self, points: &Exact) -> NodePoints {
        match self.rounding {
            Some(rounding) => rounding.apply(points).ok()?.rescaled(self.scale),
            None => points.to_decimal()?.rescaled(self.scale),
        }
    }
}

fn points_of(child: &NodeChild, points: i128) -> Option<Exact> {
    Decimal::new(points, child.scale).ok().map(Exact::from)
}

fn power_of_ten(exponent: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(exponent))
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
