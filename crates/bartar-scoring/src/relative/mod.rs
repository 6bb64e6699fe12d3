//! Points relative to the pool's reference population: its eligible entries that have a value.

use crate::entries::{Column, Entries, narrow_cell};
use crate::row::Row;
use crate::value::{settle, value};
use bartar_criteria::exact::{Decimal, Exact, Rounding, sqrt};
use bartar_criteria::formula::{Absent, NumberKind};
use bartar_criteria::rulebook::{Indicator, Rule, ZScore};
use bartar_criteria::syntax::{Better, Deviation, Relative, ZeroRange};
use std::cmp::Ordering;

/// The values of one indicator in one pool, by position in the pool.
#[derive(Clone, Debug)]
pub enum PoolValues {
    /// All fit 64 bits at one scale; `i64::MIN` stands for none.
    Narrow {
        /// Decimals.
        scale: u8,
        /// Mantissas.
        cells: Vec<i64>,
    },
    /// Exact ratios.
    Exact(Vec<Option<Exact>>),
}

/// Marks an absent value among narrow cells.
const ABSENT: i64 = i64::MIN;

impl PoolValues {
    /// Collects the values and, by position, why some are absent.
    #[must_use]
    pub fn collect(
        indicators: &[Option<&Indicator>],
        entries: &Entries,
        rows: &[u32],
    ) -> (Self, Vec<(usize, Absent)>) {
        if let [Some(indicator)] = indicators
            && let Some(values) = plain_column(indicator, entries, rows)
        {
            return values;
        }
        let mut absent = Vec::new();
        let mut cells: Vec<Option<Exact>> = Vec::with_capacity(rows.len());
        for (position, row) in rows.iter().enumerate() {
            let indicator = indicators[if indicators.len() == 1 { 0 } else { position }];
            let data = Row { entries, row: *row as usize };
            match indicator.and_then(|indicator| value(indicator, &data)) {
                Some(Ok(value)) => cells.push(Some(value.used)),
                Some(Err(reason)) => {
                    absent.push((position, reason));
                    cells.push(None);
                }
                None => cells.push(None),
            }
        }
        (narrowed(cells), absent)
    }

    /// The value at a position.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<Exact> {
        match self {
            Self::Narrow { scale, cells } => exact(cells[position], *scale),
            Self::Exact(cells) => cells[position].clone(),
        }
    }

    /// Positions that have a value, in the order of the pool.
    fn known(&self) -> Vec<u32> {
        let known = |position: &usize| match self {
            Self::Narrow { cells, .. } => cells[*position] != ABSENT,
            Self::Exact(cells) => cells[*position].is_some(),
        };
        let length = match self {
            Self::Narrow { cells, .. } => cells.len(),
            Self::Exact(cells) => cells.len(),
        };
        (0..length).filter(known).filter_map(|position| u32::try_from(position).ok()).collect()
    }

    /// The lowest and the highest value among these positions.
    fn ends(&self, positions: &[u32]) -> Option<(u32, u32)> {
        if let Self::Narrow { cells, .. } = self {
            let cell = |position: &&u32| cells[**position as usize];
            return Some((*positions.iter().min_by_key(cell)?, *positions.iter().max_by_key(cell)?));
        }
        let compare = |a: &&u32, b: &&u32| self.compare(**a as usize, **b as usize);
        Some((*positions.iter().min_by(compare)?, *positions.iter().max_by(compare)?))
    }

    fn compare(&self, a: usize, b: usize) -> Ordering {
        match self {
            Self::Narrow { cells, .. } => cells[a].cmp(&cells[b]),
            Self::Exact(cells) => cells[a].cmp(&cells[b]),
        }
    }
}

fn exact(mantissa: i64, scale: u8) -> Option<Exact> {
    if mantissa == ABSENT {
        return None;
    }
    Decimal::new(i128::from(mantissa), scale).ok().map(Exact::from)
}

/// The quick way for an indicator whose value is a column as it stands: no rounding point touches it.
fn plain_column(
    indicator: &Indicator,
    entries: &Entries,
    rows: &[u32],
) -> Option<(PoolValues, Vec<(usize, Absent)>)> {
    let formula = indicator.value.as_ref()?.number()?;
    let NumberKind::Column(column) = formula.kind else { return None };
    let Some(Column::Numbers(numbers)) = entries.columns.get(column) else { return None };
    let (scale, mantissas) = numbers.as_narrow()?;
    if indicator.round.is_some_and(|round| round.digits < scale) || indicator.domain.is_some() {
        return None;
    }
    let mut absent = Vec::new();
    let cells = rows.iter().enumerate().map(|(position, row)| match narrow_cell(mantissas[*row as usize]) {
        Ok(mantissa) => mantissa,
        Err(missing) => {
            absent.push((position, Absent::Missing(missing)));
            ABSENT
        }
    });
    let cells = cells.collect();
    Some((PoolValues::Narrow { scale, cells }, absent))
}

/// Narrow cells where every value allows it.
fn narrowed(cells: Vec<Option<Exact>>) -> PoolValues {
    let decimals: Option<Vec<Option<Decimal>>> = cells
        .iter()
        .map(|cell| cell.as_ref().map(Exact::to_decimal))
        .map(|cell| cell.map_or(Some(None), |d| d.map(Some)))
        .collect();
    let Some(decimals) = decimals else { return PoolValues::Exact(cells) };
    let scale = decimals.iter().flatten().map(Decimal::scale).max().unwrap_or(0);
    let narrow: Option<Vec<i64>> = decimals
        .iter()
        .map(|cell| match cell {
            None => Some(ABSENT),
            Some(decimal) => {
                i64::try_from(decimal.rescaled(scale)?).ok().filter(|mantissa| *mantissa != ABSENT)
            }
        })
        .collect();
    narrow.map_or(PoolValues::Exact(cells), |cells| PoolValues::Narrow { scale, cells })
}

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

/// Points of a relative rule for each position; `None` where the indicator is left out.
pub struct RelativePoints {
    /// Mantissas at the points' rounding, by position; `None` for positions without a value, or left out.
    pub points: Vec<Option<i64>>,
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
    let known = values.known();
    let ends = values.ends(&known);
    let length = match values {
        PoolValues::Narrow { cells, .. } => cells.len(),
        PoolValues::Exact(cells) => cells.len(),
    };
    let mut figures = Figures {
        count: known.len(),
        lowest: ends.and_then(|(low, _)| values.get(low as usize)),
        highest: ends.and_then(|(_, high)| values.get(high as usize)),
        ..Figures::default()
    };
    let scale = Scale::new(indicator, rounding);
    let mut points: Vec<Option<i64>> = vec![None; length];
    let higher = indicator.better != Some(Better::Lower);
    let done = match kind {
        Relative::Percentile | Relative::Rank => {
            by_position(*kind, higher, values, known.clone(), scale, &mut points);
            true
        }
        Relative::MinMax => min_max(higher, values, &known, &figures, scale, &mut points),
        Relative::ShareOfBest => share_of_best(higher, values, &known, &figures, scale, &mut points),
        Relative::ZScore => {
            z.is_some_and(|z| z_score(z, higher, values, &known, &mut figures, scale, &mut points))
        }
    };
    if !done && !known.is_empty() {
        figures.zero_range = true;
        let share = match zero_range {
            ZeroRange::Zero => Some((0, 1)),
            ZeroRange::Full => Some((1, 1)),
            ZeroRange::Half => Some((1, 2)),
            ZeroRange::Exclude => None,
        };
        for position in &known {
            points[*position as usize] = share.map(|(part, whole)| scale.points(part, whole));
        }
    }
    Some(RelativePoints { points, figures })
}

/// From a share of the span to rounded points.
#[derive(Copy, Clone)]
struct Scale<'a> {
    indicator: &'a Indicator,
    rounding: Rounding,
    /// Minimum and span at the points' rounding, when they have no more digits than it.
    ready: Option<(i128, i128)>,
}

impl<'a> Scale<'a> {
    fn new(indicator: &'a Indicator, rounding: Rounding) -> Self {
        let (min, max) = (indicator.min.rescaled(rounding.digits), indicator.max.rescaled(rounding.digits));
        Self { indicator, rounding, ready: min.zip(max).map(|(min, max)| (min, max - min)) }
    }

    /// `min + (max - min) * part / whole`, rounded; `whole` is above zero and `part` between 0 and `whole`.
    fn points(&self, part: i128, whole: i128) -> i64 {
        self.quick(part, whole).unwrap_or_else(|| match Exact::ratio(part, whole) {
            Some(share) => self.share(&share),
            None => 0,
        })
    }

    /// The same in 128 bits, when it fits.
    fn quick(&self, part: i128, whole: i128) -> Option<i64> {
        let (min, span) = self.ready?;
        let scaled = span.checked_mul(part)?.checked_add(min.checked_mul(whole)?)?;
        i64::try_from(Rounding::divide(self.rounding.mode, scaled, whole).ok()?).ok()
    }

    fn share(&self, share: &Exact) -> i64 {
        let Indicator { min, max, .. } = self.indicator;
        let span = Exact::from(*max).sub(&(*min).into());
        settle(&span.mul(share).add(&(*min).into()), *min, *max, self.rounding)
    }
}

/// Mid-rank percentile and competition rank: only the order of the values counts.
fn by_position(
    kind: Relative,
    higher: bool,
    values: &PoolValues,
    mut sorted: Vec<u32>,
    scale: Scale<'_>,
    points: &mut [Option<i64>],
) {
    sorted.sort_unstable_by(|a, b| values.compare(*a as usize, *b as usize));
    let n = sorted.len();
    let mut start = 0;
    while start < n {
        let first = sorted[start] as usize;
        let mut end = start + 1;
        while end < n && values.compare(first, sorted[end] as usize) == Ordering::Equal {
            end += 1;
        }
        let (below, equal, above) = (start, end - start - 1, n - end);
        let worse = if higher { below } else { above };
        // The share is part / whole; an entry alone in its population gets everything.
        let (part, whole) = match kind {
            _ if n == 1 => (1, 1),
            Relative::Rank => (worse + equal, n - 1),
            _ => (2 * worse + equal, 2 * (n - 1)),
        };
        let earned = scale.points(i128::try_from(part).unwrap_or(0), i128::try_from(whole).unwrap_or(1));
        for position in &sorted[start..end] {
            points[*position as usize] = Some(earned);
        }
        start = end;
    }
}

/// Whether points were given; not when all values are equal.
fn min_max(
    higher: bool,
    values: &PoolValues,
    known: &[u32],
    figures: &Figures,
    scale: Scale<'_>,
    points: &mut [Option<i64>],
) -> bool {
    let (Some(lowest), Some(highest)) = (&figures.lowest, &figures.highest) else { return false };
    if lowest == highest {
        return false;
    }
    match values {
        PoolValues::Narrow { cells, .. } => {
            let Some((low, high)) = values.ends(known) else { return false };
            let (low, high) = (i128::from(cells[low as usize]), i128::from(cells[high as usize]));
            for position in known {
                let cell = i128::from(cells[*position as usize]);
                let part = if higher { cell - low } else { high - cell };
                points[*position as usize] = Some(scale.points(part, high - low));
            }
        }
        PoolValues::Exact(cells) => {
            let range = highest.sub(lowest);
            for position in known {
                let Some(value) = &cells[*position as usize] else { continue };
                let part = if higher { value.sub(lowest) } else { highest.sub(value) };
                points[*position as usize] = part.div(&range).map(|share| scale.share(&share));
            }
        }
    }
    true
}

/// Whether points were given; not when the best value is no positive number to take a share of.
fn share_of_best(
    higher: bool,
    values: &PoolValues,
    known: &[u32],
    figures: &Figures,
    scale: Scale<'_>,
    points: &mut [Option<i64>],
) -> bool {
    let best = if higher { &figures.highest } else { &figures.lowest };
    let Some(best) = best.as_ref().filter(|best| !best.is_negative() && !best.is_zero()) else {
        return false;
    };
    for position in known {
        let Some(value) = values.get(*position as usize) else { continue };
        let share = if higher { value.div(best) } else { best.div(&value) };
        points[*position as usize] = share.map(|share| scale.share(&share));
    }
    true
}

/// Whether points were given; not when the deviation is zero (or, of a sample, undefined).
fn z_score(
    z: ZScore,
    higher: bool,
    values: &PoolValues,
    known: &[u32],
    figures: &mut Figures,
    scale: Scale<'_>,
    points: &mut [Option<i64>],
) -> bool {
    let n = Exact::from_int(i64::try_from(known.len()).unwrap_or(i64::MAX));
    let values_of = || known.iter().filter_map(|position| values.get(*position as usize));
    let sum = values_of().fold(Exact::zero(), |sum, value| sum.add(&value));
    let Some(mean) = sum.div(&n) else { return false };
    let squares = values_of().fold(Exact::zero(), |sum, value| {
        let distance = value.sub(&mean);
        sum.add(&distance.mul(&distance))
    });
    let divisor = match z.deviation {
        Deviation::Population => n,
        Deviation::Sample => n.sub(&Exact::one()),
    };
    let variance = squares.div(&divisor);
    figures.mean = Some(mean.clone());
    figures.variance.clone_from(&variance);
    let Some(variance) = variance.filter(|variance| !variance.is_zero()) else { return false };
    for position in known {
        let Some(value) = values.get(*position as usize) else { continue };
        let distance = if higher { value.sub(&mean) } else { mean.sub(&value) };
        points[*position as usize] = z_points(z, &distance, &variance)
            .map(|earned| settle(&earned, scale.indicator.min, scale.indicator.max, scale.rounding));
    }
    true
}

/// `at_mean + per_deviation * z`, with z rounded half-up (away from zero) to its digits.
fn z_points(z: ZScore, distance: &Exact, variance: &Exact) -> Option<Exact> {
    let square = distance.mul(distance).div(variance)?;
    let size: Exact = sqrt(&square, Rounding::half_up(z.digits)).ok()?.into();
    let score = if distance.is_negative() { size.neg() } else { size };
    Some(score.mul(&z.per_deviation.into()).add(&z.at_mean.into()))
}
