//! A table of bands, as the linter looks at it, and its geometry.

use crate::exact::{Bound, Decimal, Interval, IntervalSet};
use crate::source::Span;
use crate::syntax::PointsDef;

/// One line of a table of bands.
#[derive(Copy, Clone)]
pub(super) struct Row<'a> {
    /// The values.
    pub set: &'a IntervalSet,
    /// Where they are written.
    pub at: Span,
    /// What they earn; nothing for classes.
    pub points: Option<Decimal>,
    /// Where that is written.
    pub points_at: Span,
}

/// One interval of a line.
#[derive(Copy, Clone)]
pub(super) struct Piece<'a> {
    /// The interval.
    pub interval: &'a Interval,
    /// The line it belongs to.
    pub row: usize,
}

/// The lines of a points rule by bands.
pub(super) fn rows(points: &PointsDef) -> Vec<Row<'_>> {
    let lines = points.bands.iter().flatten();
    lines
        .map(|(set, earned)| Row {
            set: &set.value,
            at: set.at,
            points: Some(earned.value),
            points_at: earned.at,
        })
        .collect()
}

/// All intervals of a table, in the order written.
pub(super) fn pieces<'a>(rows: &[Row<'a>]) -> Vec<Piece<'a>> {
    let all = rows.iter().enumerate();
    all.flat_map(|(row, line)| line.set.0.iter().map(move |interval| Piece { interval, row })).collect()
}

/// All intervals of a table, from low to high.
pub(super) fn sorted<'a>(rows: &[Row<'a>]) -> Vec<Piece<'a>> {
    let mut pieces = pieces(rows);
    // No lower end sorts before every number, and a closed end before an open one.
    pieces.sort_by_key(|piece| (piece.interval.low.at, !piece.interval.low.closed));
    pieces
}

/// Positions outside a longest run that never falls (or never rises): what must move for the rest to be in order.
pub(super) fn out_of_order<T: Ord>(items: &[T], falling: bool) -> Vec<usize> {
    let in_order = |before: &T, after: &T| if falling { before >= after } else { before <= after };
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let before = (0..index).filter(|earlier| in_order(&items[*earlier], item));
        let previous = before.max_by_key(|earlier| (best[*earlier].0, usize::MAX - earlier));
        best.push((previous.map_or(1, |previous| best[previous].0 + 1), previous));
    }
    let mut next = (0..items.len()).max_by_key(|index| (best[*index].0, usize::MAX - index));
    let mut kept = vec![false; items.len()];
    while let Some(index) = next {
        kept[index] = true;
        next = best[index].1;
    }
    (0..items.len()).filter(|index| !kept[*index]).collect()
}

/// The bound on the other side of the same cut.
pub(super) fn across(bound: Bound) -> Bound {
    Bound { at: bound.at, closed: bound.at.is_some() && !bound.closed }
}
