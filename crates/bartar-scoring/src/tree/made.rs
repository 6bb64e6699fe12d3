//! How the points of an axis or total come from those of its parts, step by step and exactly: what an explanation shows.

use super::{Node, NodeChild};
use bartar_criteria::exact::{Decimal, Exact, Rounding};
use bartar_criteria::rulebook::Child;
use bartar_criteria::syntax::Combine;

/// The steps from the parts of a node to its points.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Made {
    /// How the parts are combined.
    pub combine: Combine,
    /// The parts, in rulebook order.
    pub parts: Vec<Part>,
    /// The most that all parts of a sum could give and the most that those with points can: by their ratio the sum is
    /// stretched. None where it is not.
    pub stretch: Option<(Exact, Exact)>,
    /// The exact combination, before rounding and cap. None for a geometric mean, which no fraction tells.
    pub exact: Option<Exact>,
    /// The rounding point; none where nothing is rounded.
    pub rounding: Option<Rounding>,
    /// The points after rounding, before the cap.
    pub rounded: Option<Decimal>,
    /// The cap, where it cuts.
    pub cut: Option<Decimal>,
    /// Whether a part without points decides the mean, by what the rulebook states for that.
    pub of_zero: bool,
}

/// A part of a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its weight.
    pub weight: Decimal,
    /// Its points; none when it is left out.
    pub points: Option<Decimal>,
    /// Whether it is stretched where others are left out: bonuses and penalties are not.
    pub is_score: bool,
    /// What one point of it adds to the node. None where it is left out, and in means that are no sums.
    pub each: Option<Exact>,
}

impl Made {
    /// What rounding and cap add to the exact combination of the parts.
    #[must_use]
    pub fn difference(&self, points: Decimal) -> Option<Exact> {
        self.exact.as_ref().map(|exact| Exact::from(points).sub(exact))
    }

    /// By how much a sum is stretched; none where it is not.
    #[must_use]
    pub fn factor(&self) -> Option<Exact> {
        self.stretch.as_ref().and_then(|(all, reachable)| all.div(reachable))
    }

    /// How many parts have points.
    #[must_use]
    pub fn present(&self) -> usize {
        self.parts.iter().filter(|part| part.points.is_some()).count()
    }
}

impl Node {
    /// The steps for one entry, by the points of the children; `made` are the node's own.
    pub(crate) fn steps(&self, made: Decimal, points: impl Fn(Child) -> Option<Decimal>) -> Made {
        let mut parts: Vec<Part> = (self.children.iter())
            .map(|child| Part {
                weight: child.weight_decimal,
                points: points(child.child),
                is_score: child.max.is_some(),
                each: None,
            })
            .collect();
        let stretch = self.stretched(&parts);
        let multiplier = self.multiplier(&parts, stretch.as_ref());
        for part in parts.iter_mut().filter(|part| part.points.is_some()) {
            let stretched = if part.is_score || self.combine != Combine::Sum {
                multiplier.clone()
            } else {
                Some(Exact::one())
            };
            part.each = stretched.map(|multiplier| multiplier.mul(&part.weight.into()));
        }
        let positive = |part: &Part| part.points.is_none_or(|points| points > Decimal::ZERO);
        let of_zero = matches!(self.combine, Combine::GeometricMean | Combine::HarmonicMean)
            && !parts.iter().all(positive);
        let exact = if of_zero { Some(made.into()) } else { self.exact(&parts) };
        let rounded = match (&exact, self.rounding) {
            (Some(exact), Some(rounding)) => rounding.apply(exact).ok(),
            (Some(exact), None) => exact.to_decimal(),
            (None, _) => Some(made),
        };
        let cut = self.cap.filter(|cap| rounded.is_some_and(|rounded| rounded > *cap));
        let rounding = self.rounding.filter(|_| !of_zero);
        Made { combine: self.combine, parts, stretch, exact, rounding, rounded, cut, of_zero }
    }

    /// The most that all scores can give, and those with points; none where nothing is stretched.
    fn stretched(&self, parts: &[Part]) -> Option<(Exact, Exact)> {
        if self.combine != Combine::Sum || parts.iter().all(|part| part.points.is_some()) {
            return None;
        }
        let most = |(child, _): (&NodeChild, &Part)| {
            child.max.map(|max| Exact::from(max).mul(&child.weight_decimal.into()))
        };
        let add = |sum: Exact, max: Exact| sum.add(&max);
        let both = || self.children.iter().zip(parts);
        let all = both().filter_map(most).fold(Exact::zero(), add);
        let there = both().filter(|(_, part)| part.points.is_some());
        let reachable = there.filter_map(most).fold(Exact::zero(), add);
        (all != reachable).then_some((all, reachable))
    }

    /// What a weighted point of a score is multiplied by; none in means that are no sums.
    fn multiplier(&self, parts: &[Part], stretch: Option<&(Exact, Exact)>) -> Option<Exact> {
        match self.combine {
            Combine::Sum => match stretch {
                None => Some(Exact::one()),
                Some((all, reachable)) => all.div(reachable),
            },
            Combine::ArithmeticMean => {
                let there = parts.iter().filter(|part| part.points.is_some());
                let weights = there.fold(Exact::zero(), |sum, part| sum.add(&part.weight.into()));
                Exact::one().div(&weights)
            }
            Combine::GeometricMean | Combine::HarmonicMean => None,
        }
    }

    /// The exact combination of parts above zero; none for a geometric mean.
    fn exact(&self, parts: &[Part]) -> Option<Exact> {
        let there = || parts.iter().filter_map(|part| Some((part, Exact::from(part.points?))));
        match self.combine {
            Combine::Sum | Combine::ArithmeticMean => there()
                .try_fold(Exact::zero(), |sum, (part, points)| {
                    Some(sum.add(&points.mul(part.each.as_ref()?)))
                }),
            Combine::GeometricMean => None,
            Combine::HarmonicMean => {
                let (mut weights, mut shares) = (Exact::zero(), Exact::zero());
                for (part, points) in there() {
                    let weight = Exact::from(part.weight);
                    shares = shares.add(&weight.div(&points)?);
                    weights = weights.add(&weight);
                }
                weights.div(&shares)
            }
        }
    }
}
