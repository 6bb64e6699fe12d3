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
    weight: i128,
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
            axes[index] = self.axes[index].evaluate(|child| points_at(child, &indicator, &axes));
        }
        let total = self.total.evaluate(|child| points_at(child, &indicator, &axes));
        (axes, total)
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
            let mantissa = weight.rescaled(weight_scale).unwrap_or(0);
            NodeChild { child: *child, scale, weight: mantissa, weight_decimal: *weight, max }
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
    fn evaluate(&self, points: impl Fn(Child) -> NodePoints) -> NodePoints {
        let mut present: Vec<(&NodeChild, i128)> = Vec::with_capacity(self.children.len());
        for child in &self.children {
            if let Some(points) = points(child.child) {
                present.push((child, points));
            }
        }
        if present.is_empty() || !self.enough(present.len()) {
            return None;
        }
        let points = match self.combine {
            Combine::Sum if present.len() == self.children.len() => self.sum(&present),
            Combine::Sum => self.rescaled_sum(&present),
            Combine::ArithmeticMean => self.arithmetic_mean(&present),
            Combine::GeometricMean => self.geometric_mean(&present),
            Combine::HarmonicMean => self.harmonic_mean(&present),
        }?;
        match self.cap.and_then(|cap| cap.rescaled(self.scale)) {
            Some(cap) => Some(points.min(cap)),
            None => Some(points),
        }
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
            sum = sum.checked_add(points.checked_mul(child.weight)?.checked_mul(lift)?)?;
        }
        Some(sum)
    }

    fn weighted_exact(present: &[(&NodeChild, i128)]) -> Exact {
        present.iter().fold(Exact::zero(), |sum, (child, points)| {
            sum.add(&points_of(child, *points).mul(&child.weight_decimal.into()))
        })
    }

    fn sum(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        match self.weighted(present) {
            Some(sum) => self
                .rounded_quotient(sum, self.sum_scale, 1)
                .or_else(|| self.round(&Self::weighted_exact(present))),
            None => self.round(&Self::weighted_exact(present)),
        }
    }

    /// A sum whose missing children are left out: scores are stretched so that the reachable maximum stays the same;
    /// bonuses and penalties are not.
    fn rescaled_sum(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        let full = |children: &mut dyn Iterator<Item = &NodeChild>| {
            children.fold(Exact::zero(), |sum, child| match child.max {
                Some(max) => sum.add(&Exact::from(max).mul(&child.weight_decimal.into())),
                None => sum,
            })
        };
        let all = full(&mut self.children.iter());
        let reachable = full(&mut present.iter().map(|(child, _)| *child));
        let scores: Vec<_> = present.iter().filter(|(child, _)| child.max.is_some()).copied().collect();
        let others: Vec<_> = present.iter().filter(|(child, _)| child.max.is_none()).copied().collect();
        // Where no score is left out there is nothing to stretch, not even among bonuses alone.
        let factor = if all == reachable { Exact::one() } else { all.div(&reachable)? };
        let sum = Self::weighted_exact(&scores).mul(&factor).add(&Self::weighted_exact(&others));
        self.round(&sum)
    }

    fn arithmetic_mean(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        let weights: i128 = present.iter().map(|(child, _)| child.weight).sum();
        let quick = self
            .weighted(present)
            .and_then(|sum| self.rounded_quotient(sum, self.sum_scale - self.weight_scale, weights));
        quick.or_else(|| {
            let weights =
                present.iter().fold(Exact::zero(), |sum, (child, _)| sum.add(&child.weight_decimal.into()));
            self.round(&Self::weighted_exact(present).div(&weights)?)
        })
    }

    fn geometric_mean(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        let rounding = self.rounding?;
        if present.iter().any(|(_, points)| *points <= 0) {
            return self.mean_of_zero();
        }
        let divisor =
            present.iter().fold(0_u128, |divisor, (child, _)| gcd(divisor, child.weight.unsigned_abs()));
        let items: Option<Vec<(Decimal, u32)>> = present
            .iter()
            .map(|(child, points)| {
                let weight = u32::try_from(child.weight.unsigned_abs().checked_div(divisor)?).ok()?;
                Some((Decimal::new(*points, child.scale).ok()?, weight))
            })
            .collect();
        geometric_mean(&items?, rounding).ok()?.rescaled(self.scale)
    }

    fn harmonic_mean(&self, present: &[(&NodeChild, i128)]) -> NodePoints {
        if present.iter().any(|(_, points)| *points <= 0) {
            return self.mean_of_zero();
        }
        let mut weights = Exact::zero();
        let mut shares = Exact::zero();
        for (child, points) in present {
            let weight: Exact = child.weight_decimal.into();
            shares = shares.add(&weight.div(&points_of(child, *points))?);
            weights = weights.add(&weight);
        }
        self.round(&weights.div(&shares)?)
    }

    fn mean_of_zero(&self) -> NodePoints {
        match self.zero {
            Some(ZeroMean::Zero) => Some(0),
            // Without a stated policy the linter lets no zero come here.
            Some(ZeroMean::Missing) | None => None,
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

fn points_of(child: &NodeChild, points: i128) -> Exact {
    Decimal::new(points, child.scale).map_or_else(|_| Exact::zero(), Exact::from)
}

fn power_of_ten(exponent: u8) -> Option<i128> {
    10_i128.checked_pow(u32::from(exponent))
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
