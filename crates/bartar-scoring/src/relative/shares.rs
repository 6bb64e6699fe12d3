//! Points as a share of the span between an indicator's minimum and maximum.

use super::values::ABSENT;
use super::{Figures, PoolValues};
use crate::score::{NO_POINTS, PointColumn, TOO_LONG};
use crate::value::settle;
use bartar_criteria::exact::{Divider, Exact, Rounding};
use bartar_criteria::rulebook::Indicator;

/// From a share of the span to rounded points.
#[derive(Copy, Clone)]
pub(super) struct Scale<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) rounding: Rounding,
    /// Minimum and span at the points' rounding, when they have no more digits than it.
    ready: Option<(i64, i64)>,
}

impl<'a> Scale<'a> {
    pub(super) fn new(indicator: &'a Indicator, rounding: Rounding) -> Self {
        let (min, max) = (indicator.min.rescaled(rounding.digits), indicator.max.rescaled(rounding.digits));
        let short = |points: i128| i64::try_from(points).ok();
        let ready = min.zip(max).and_then(|(min, max)| Some((short(min)?, short(max.checked_sub(min)?)?)));
        Self { indicator, rounding, ready }
    }

    /// Shares `part / whole` of a whole above zero.
    pub(super) fn shares_of(self, whole: i64) -> Shares<'a> {
        let ready = self.ready.and_then(|(min, span)| Some((min.checked_mul(whole)?, span)));
        Shares { scale: self, whole, ready, divider: Divider::new(self.rounding.mode, i128::from(whole)) }
    }

    /// Points of any share.
    fn share(&self, share: &Exact) -> i64 {
        let Indicator { min, max, .. } = self.indicator;
        let span = Exact::from(*max).sub(&(*min).into());
        settle(&span.mul(share).add(&(*min).into()), *min, *max, self.rounding)
    }
}

/// Points of shares of one whole.
pub(super) struct Shares<'a> {
    scale: Scale<'a>,
    whole: i64,
    /// The minimum times the whole, and the span.
    ready: Option<(i64, i64)>,
    divider: Divider,
}

impl Shares<'_> {
    /// `min + (max - min) * part / whole`, rounded; `part` lies between 0 and the whole.
    #[inline]
    pub(super) fn points(&self, part: i64) -> i64 {
        self.quick(part).unwrap_or_else(|| match Exact::ratio(part.into(), self.whole.into()) {
            Some(share) => self.scale.share(&share),
            None => TOO_LONG,
        })
    }

    /// The same in 64 bits, when it fits.
    #[inline]
    fn quick(&self, part: i64) -> Option<i64> {
        let (min, span) = self.ready?;
        self.divider.divide_short(span.checked_mul(part)?.checked_add(min)?).ok()
    }
}

/// Mid-rank percentile: (worse + half of the other equals) / (n - 1).
pub(super) fn percentile(higher: bool, values: &PoolValues, scale: Scale<'_>) -> PointColumn {
    by_order(higher, values, scale, |worse, equal| 2 * worse + equal, 2)
}

/// Competition rank: (n - rank) / (n - 1), equal values sharing the better rank.
pub(super) fn rank(higher: bool, values: &PoolValues, scale: Scale<'_>) -> PointColumn {
    by_order(higher, values, scale, |worse, equal| worse + equal, 1)
}

/// Points by the order of the values alone: `part(worse, other equals) / (per * (n - 1))`.
fn by_order(
    higher: bool,
    values: &PoolValues,
    scale: Scale<'_>,
    part: impl Fn(i64, i64) -> i64,
    per: i64,
) -> PointColumn {
    fn sorted<T: Ord + Copy>(mut known: Vec<(T, usize)>) -> Vec<(usize, bool)> {
        known.sort_unstable();
        let same = |at: usize| at > 0 && known[at - 1].0 == known[at].0;
        (0..known.len()).map(|at| (known[at].1, same(at))).collect()
    }
    // Positions from the lowest value on, each with whether its value is that of the one before.
    let (length, order) = match values {
        PoolValues::Narrow { cells, .. } => {
            let known = cells.iter().enumerate().filter(|(_, cell)| **cell != ABSENT);
            (cells.len(), sorted(known.map(|(at, cell)| (*cell, at)).collect()))
        }
        PoolValues::Exact(cells) => {
            let known = cells.iter().enumerate().filter_map(|(at, cell)| Some((cell.as_ref()?, at)));
            (cells.len(), sorted(known.collect()))
        }
    };
    let mut points = vec![NO_POINTS; length];
    let n = order.len();
    // An entry alone in its population gets everything.
    let alone = n == 1;
    let shares = scale.shares_of(if alone { 1 } else { per.saturating_mul(count(n.saturating_sub(1))) });
    let mut place = 0;
    for equals in order.chunk_by(|_, next| next.1) {
        let worse = if higher { place } else { n - place - equals.len() };
        let part = if alone { 1 } else { part(count(worse), count(equals.len() - 1)) };
        let earned = shares.points(part);
        for (position, _) in equals {
            points[*position] = earned;
        }
        place += equals.len();
    }
    points
}

/// Entries are numbered in 32 bits.
fn count(entries: usize) -> i64 {
    i64::try_from(entries).unwrap_or(i64::MAX)
}

/// Position between the worst and the best value; none when all values are equal.
pub(super) fn min_max(
    higher: bool,
    values: &PoolValues,
    figures: &Figures,
    scale: Scale<'_>,
) -> Option<PointColumn> {
    let (lowest, highest) = (figures.lowest.as_ref()?, figures.highest.as_ref()?);
    if lowest == highest {
        return None;
    }
    if let PoolValues::Narrow { cells, .. } = values
        && let (_, Some((low, high))) = values.ends()
        && let (low, high) = (cells[low], cells[high])
        && let Some(range) = high.checked_sub(low)
    {
        let shares = scale.shares_of(range);
        return Some(values.map(|at| shares.points(if higher { cells[at] - low } else { high - cells[at] })));
    }
    let range = highest.sub(lowest);
    Some(values.map(|at| {
        let value = values.get(at);
        let part = value.map(|value| if higher { value.sub(lowest) } else { highest.sub(&value) });
        part.and_then(|part| part.div(&range)).map_or(NO_POINTS, |share| scale.share(&share))
    }))
}

/// Share of the best value; none when the best is no positive number to take a share of.
pub(super) fn share_of_best(
    higher: bool,
    values: &PoolValues,
    figures: &Figures,
    scale: Scale<'_>,
) -> Option<PointColumn> {
    let best = if higher { &figures.highest } else { &figures.lowest };
    let best = best.as_ref().filter(|best| !best.is_negative() && !best.is_zero())?;
    if higher
        && let PoolValues::Narrow { cells, .. } = values
        && let (_, Some((_, best))) = values.ends()
    {
        let shares = scale.shares_of(cells[best]);
        // A negative share earns the minimum, like none.
        return Some(values.map(|at| shares.points(cells[at].max(0))));
    }
    Some(values.map(|at| {
        let value = values.get(at);
        let share = value.and_then(|value| if higher { value.div(best) } else { best.div(&value) });
        share.map_or(NO_POINTS, |share| scale.share(&share))
    }))
}
