//! Points of one value under one rule: exact, before the rounding point.

use crate::row::Row;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_criteria::formula::{Absent, Data};
use bartar_criteria::rulebook::{Compiled, Indicator, Rule};
use bartar_criteria::syntax::MissingPolicy;
use std::cmp::Ordering;

/// What a rule gave, and which part of it was hit.
#[derive(Clone, Debug)]
pub struct Award {
    /// Exact points, before capping to the indicator's minimum and maximum and before rounding.
    pub points: Exact,
    /// What was hit.
    pub hit: Hit,
}

/// The part of a rule that decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hit {
    /// The band with this number.
    Band(usize),
    /// No band: the points stated for that.
    Otherwise,
    /// On the line, or beyond its ends: below 0, above 1.
    Line(Ordering),
    /// Between these knots.
    Segment(usize),
    /// So many steps, exactly.
    Steps(Exact),
    /// This choice.
    Level(u16),
    /// Which items hold; none where the datum of one is missing and that means no points.
    Checklist(Vec<Option<bool>>),
    /// This trend.
    Trend(Trend),
}

/// How a field moved over its years.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Trend {
    /// Every year above the one before.
    Rising,
    /// No year differs.
    Steady,
    /// Every year below the one before.
    Falling,
    /// Anything else.
    Mixed,
}

/// The points of a rule that looks at the entry alone. `None` for rules relative to the pool.
///
/// # Errors
/// Why there are no points: a missing datum, or a value that no band covers.
pub fn award(indicator: &Indicator, value: Option<&Exact>, data: &Row<'_>) -> Option<Result<Award, Absent>> {
    let Indicator { rule, min, max, .. } = indicator;
    let uncovered = Err(Absent::OutsideDomain);
    Some(match rule {
        Rule::Relative { .. } => return None,
        Rule::Bands(bands, otherwise) => {
            let value = value?;
            match bands.iter().position(|band| band.set.contains(value)) {
                Some(index) => Ok(Award { points: bands[index].points.into(), hit: Hit::Band(index) }),
                None => match otherwise {
                    Some(points) => Ok(Award { points: (*points).into(), hit: Hit::Otherwise }),
                    None => uncovered,
                },
            }
        }
        Rule::Linear { none_at, full_at } => Ok(linear(value?, *none_at, *full_at, *min, *max)),
        Rule::Piecewise(knots) => piecewise(value?, knots).ok_or(Absent::OutsideDomain),
        Rule::Step { from, per, points, continuous } => {
            let distance = value?.sub(&(*from).into());
            // A step of zero width is refused by the linter.
            match distance.div(&(*per).into()) {
                None => Err(Absent::ZeroDivision),
                Some(steps) => {
                    let counted = if *continuous { steps } else { steps.floor() };
                    let counted = if counted.is_negative() { Exact::zero() } else { counted };
                    Ok(Award { points: counted.mul(&(*points).into()), hit: Hit::Steps(counted) })
                }
            }
        }
        Rule::Levels(column, points) => data.choice(*column).map_err(Absent::Missing).and_then(|choice| {
            let points = points.get(usize::from(choice)).ok_or(Absent::OutsideDomain)?;
            Ok(Award { points: (*points).into(), hit: Hit::Level(choice) })
        }),
        Rule::Checklist(items) => checklist(indicator, items, data),
        Rule::Trend { columns, rising, steady, falling, mixed } => trend(columns, data).map(|trend| {
            let points = match trend {
                Trend::Rising => rising,
                Trend::Steady => steady,
                Trend::Falling => falling,
                Trend::Mixed => mixed,
            };
            Award { points: (*points).into(), hit: Hit::Trend(trend) }
        }),
    })
}

/// `min + (max - min) * (value - none_at) / (full_at - none_at)`, held between `min` and `max`.
fn linear(value: &Exact, none_at: Decimal, full_at: Decimal, min: Decimal, max: Decimal) -> Award {
    let none: Exact = none_at.into();
    let width = Exact::from(full_at).sub(&none);
    let share = value.sub(&none).div(&width).unwrap_or_else(Exact::zero);
    let (share, side) = if share.is_negative() {
        (Exact::zero(), Ordering::Less)
    } else if share > Exact::one() {
        (Exact::one(), Ordering::Greater)
    } else {
        (share, Ordering::Equal)
    };
    let span = Exact::from(max).sub(&min.into());
    Award { points: span.mul(&share).add(&min.into()), hit: Hit::Line(side) }
}

fn piecewise(value: &Exact, knots: &[(Decimal, Decimal)]) -> Option<Award> {
    let (first, last) = (knots.first()?, knots.last()?);
    if *value <= first.0.into() {
        return Some(Award { points: first.1.into(), hit: Hit::Segment(0) });
    }
    let Some(upper) = knots.iter().position(|(x, _)| *value <= (*x).into()) else {
        return Some(Award { points: last.1.into(), hit: Hit::Segment(knots.len()) });
    };
    let ((x0, y0), (x1, y1)) = (knots[upper - 1], knots[upper]);
    let share = value.sub(&x0.into()).div(&Exact::from(x1).sub(&x0.into()))?;
    let rise = Exact::from(y1).sub(&y0.into());
    Some(Award { points: rise.mul(&share).add(&y0.into()), hit: Hit::Segment(upper) })
}

/// Items are judged one by one: where a missing datum means no points, it costs the points of its own item only.
fn checklist(indicator: &Indicator, items: &[(Compiled, Decimal)], data: &Row<'_>) -> Result<Award, Absent> {
    let mut points = Exact::zero();
    let mut holds = Vec::with_capacity(items.len());
    let mut gravest: Option<Absent> = None;
    for (condition, earned) in items {
        let truth =
            match condition.truth().map_or(Ok(false), |condition| condition.evaluate(&data.under(indicator)))
            {
                Ok(truth) => Some(truth),
                Err(Absent::Missing(missing)) if indicator.policy(missing) == MissingPolicy::Zero => None,
                Err(absent) => {
                    gravest = Some(gravest.map_or(absent, |gravest| gravest.graver(absent)));
                    None
                }
            };
        if truth == Some(true) {
            points = points.add(&(*earned).into());
        }
        holds.push(truth);
    }
    gravest.map_or(Ok(Award { points, hit: Hit::Checklist(holds) }), Err)
}

/// Compares each year with the one before; `columns` run from the current year back.
fn trend(columns: &[usize], data: &Row<'_>) -> Result<Trend, Absent> {
    let years: Vec<_> = columns.iter().map(|column| data.number(*column).map_err(Absent::Missing)).collect();
    if let Some(gravest) = years.iter().filter_map(|year| year.err()).reduce(Absent::graver) {
        return Err(gravest);
    }
    let years: Vec<Decimal> = years.into_iter().flatten().collect();
    let all = |wanted: Ordering| years.windows(2).all(|pair| pair[0].cmp(&pair[1]) == wanted);
    Ok(if all(Ordering::Greater) {
        Trend::Rising
    } else if all(Ordering::Equal) {
        Trend::Steady
    } else if all(Ordering::Less) {
        Trend::Falling
    } else {
        Trend::Mixed
    })
}
