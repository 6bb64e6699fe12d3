//! Points relative to the pool's reference population: its eligible entries that have a value.

mod shares;
mod values;
mod z_score;

pub use values::PoolValues;

use crate::score::{NO_POINTS, PointColumn};
use bartar_criteria::exact::{Exact, Rounding};
use bartar_criteria::rulebook::{Indicator, Rule};
use bartar_criteria::syntax::{Better, Relative, ZeroRange};
use shares::{Scale, min_max, percentile, rank, share_of_best};
use z_score::z_score;

/// What the pool's values say, as far as the rule needs it: shown in explanations.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many eligible entries of the pool have a value.
    pub count: usize,
    /// The lowest value.
    pub lowest: Option<Exact>,
    /// The highest value.
    pub highest: Option<Exact>,
    /// The arithmetic mean, for z-scores.
    pub mean: Option<Exact>,
    /// The square of the standard deviation, for z-scores.
    pub variance: Option<Exact>,
    /// Whether the stated policy for a zero range was applied.
    pub zero_range: bool,
}

/// Points of a relative rule.
pub struct RelativePoints {
    /// By position; [`NO_POINTS`] where there is no value, or the indicator is left out.
    pub points: PointColumn,
    /// The pool's figures.
    pub figures: Figures,
}

/// Scores one relative indicator for one pool.
#[must_use]
pub fn relative_points(
    indicator: &Indicator,
    values: &PoolValues,
    rounding: Rounding,
) -> Option<RelativePoints> {
    let Rule::Relative { kind, zero_range, z } = &indicator.rule else { return None };
    let (count, ends) = values.ends();
    let (lowest, highest) = ends.map(|(low, high)| (values.get(low), values.get(high))).unwrap_or_default();
    let mut figures = Figures { count, lowest, highest, ..Figures::default() };
    let scale = Scale::new(indicator, rounding);
    let higher = indicator.better != Some(Better::Lower);
    let given = match kind {
        Relative::Percentile => Some(percentile(higher, values, scale)),
        Relative::Rank => Some(rank(higher, values, scale)),
        Relative::MinMax => min_max(higher, values, &figures, scale),
        Relative::ShareOfBest => share_of_best(higher, values, &figures, scale),
        Relative::ZScore => z.and_then(|z| z_score(z, higher, values, &mut figures, scale)),
    };
    let points = given.unwrap_or_else(|| {
        figures.zero_range = count > 0;
        let share = match zero_range {
            ZeroRange::Zero => Some((0, 1)),
            ZeroRange::Full => Some((1, 1)),
            ZeroRange::Half => Some((1, 2)),
            ZeroRange::Exclude => None,
        };
        let earned = share.map_or(NO_POINTS, |(part, whole)| scale.shares_of(whole).points(part));
        values.map(|_| earned)
    });
    Some(RelativePoints { points, figures })
}
