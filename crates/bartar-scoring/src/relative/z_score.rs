//! Points by the distance from the mean of the pool, in standard deviations.

use super::shares::Scale;
use super::{Figures, PoolValues};
use crate::score::{NO_POINTS, PointColumn, TOO_LONG};
use crate::value::settle;
use bartar_criteria::exact::{Exact, Rounding, sqrt};
use bartar_criteria::rulebook::ZScore;
use bartar_criteria::syntax::Deviation;

/// Points by z-score; none when the deviation is zero (or, of a sample, undefined).
pub(super) fn z_score(
    z: ZScore,
    higher: bool,
    values: &PoolValues,
    figures: &mut Figures,
    scale: Scale<'_>,
) -> Option<PointColumn> {
    let length = match values {
        PoolValues::Narrow { cells, .. } => cells.len(),
        PoolValues::Exact(cells) => cells.len(),
    };
    let n = Exact::from_int(i64::try_from(figures.count).unwrap_or(i64::MAX));
    let values_of = || (0..length).filter_map(|position| values.get(position));
    let sum = values_of().fold(Exact::zero(), |sum, value| sum.add(&value));
    let mean = sum.div(&n)?;
    // Squared distances from the mean add up to the squares less n times that of the mean: what is added up are decimals
    // (the linter lets no other values come here), so that no denominator grows.
    let squares = values_of().fold(Exact::zero(), |sum, value| sum.add(&value.mul(&value)));
    let squares = squares.sub(&mean.mul(&sum));
    let divisor = match z.deviation {
        Deviation::Population => n,
        Deviation::Sample => n.sub(&Exact::one()),
    };
    let variance = squares.div(&divisor);
    figures.mean = Some(mean.clone());
    figures.variance.clone_from(&variance);
    let variance = variance.filter(|variance| !variance.is_zero())?;
    Some(values.map(|position| {
        let Some(value) = values.get(position) else { return NO_POINTS };
        let distance = if higher { value.sub(&mean) } else { mean.sub(&value) };
        z_points(z, &distance, &variance).map_or(TOO_LONG, |earned| {
            settle(&earned, scale.indicator.min, scale.indicator.max, scale.rounding)
        })
    }))
}

/// `at_mean + per_deviation * z`, with z rounded half-up (away from zero) to its digits. None where the root is too long.
fn z_points(z: ZScore, distance: &Exact, variance: &Exact) -> Option<Exact> {
    let square = distance.mul(distance).div(variance)?;
    let size: Exact = sqrt(&square, Rounding::half_up(z.digits)).ok()?.into();
    let score = if distance.is_negative() { size.neg() } else { size };
    Some(score.mul(&z.per_deviation.into()).add(&z.at_mean.into()))
}
