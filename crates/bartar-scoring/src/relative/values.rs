//! The values of one indicator in one pool.

use crate::entries::{Column, Entries, narrow_cell};
use crate::row::Row;
use crate::score::{NO_POINTS, PointColumn};
use crate::value::value;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_criteria::formula::{Absent, NumberKind};
use bartar_criteria::rulebook::Indicator;

/// Values by position in the pool.
#[derive(Clone, Debug)]
pub enum PoolValues {
    /// All fit 64 bits at one scale; `ABSENT` stands for none.
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
pub(super) const ABSENT: i64 = i64::MIN;

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

    /// The positions.
    pub(crate) fn positions(&self) -> std::ops::Range<usize> {
        match self {
            Self::Narrow { cells, .. } => 0..cells.len(),
            Self::Exact(cells) => 0..cells.len(),
        }
    }

    /// The value at a position.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<Exact> {
        match self {
            Self::Narrow { scale, cells } => {
                let mantissa = Some(cells[position]).filter(|cell| *cell != ABSENT)?;
                Decimal::new(i128::from(mantissa), *scale).ok().map(Exact::from)
            }
            Self::Exact(cells) => cells[position].clone(),
        }
    }

    /// How many there are, and where the lowest and the highest of them stand.
    pub(super) fn ends(&self) -> (usize, Option<(usize, usize)>) {
        fn ends<T: Ord>(known: impl Iterator<Item = (usize, T)> + Clone) -> (usize, Option<(usize, usize)>) {
            let low = known.clone().min_by(|a, b| a.1.cmp(&b.1));
            let high = known.clone().max_by(|a, b| a.1.cmp(&b.1));
            (known.count(), low.zip(high).map(|((low, _), (high, _))| (low, high)))
        }
        match self {
            Self::Narrow { cells, .. } => {
                ends(cells.iter().copied().enumerate().filter(|(_, cell)| *cell != ABSENT))
            }
            Self::Exact(cells) => {
                ends(cells.iter().enumerate().filter_map(|(at, cell)| Some((at, cell.as_ref()?))))
            }
        }
    }

    /// Points by position: those that `points` gives to the position of a value, and none without a value.
    pub(super) fn map(&self, points: impl Fn(usize) -> i64) -> PointColumn {
        let known = |position: usize, known: bool| if known { points(position) } else { NO_POINTS };
        match self {
            Self::Narrow { cells, .. } => {
                cells.iter().enumerate().map(|(at, cell)| known(at, *cell != ABSENT)).collect()
            }
            Self::Exact(cells) => {
                cells.iter().enumerate().map(|(at, cell)| known(at, cell.is_some())).collect()
            }
        }
    }
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
