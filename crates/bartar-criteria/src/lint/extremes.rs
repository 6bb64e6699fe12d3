//! The stated maximum and minimum against what the rule gives.

use super::Linter;
use super::table::rows;
use crate::codes::{MAXIMUM_UNREACHABLE, POINTS_ABOVE_MAXIMUM, POINTS_BELOW_MINIMUM};
use crate::decode::Located;
use crate::exact::{Bound, Decimal, Exact, holes};
use crate::rulebook::{Indicator, Rule};
use crate::syntax::{IndicatorDef, PointsDef, Role};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// No single award leaves the stated limits, and neither does the sum of a checklist.
    pub(super) fn points_within_limits(&mut self, indicator: &Indicator, points: &PointsDef) {
        let Some(max) = &points.max else { return };
        let penalty = indicator.role == Role::Penalty;
        if penalty && max.value != Decimal::ZERO {
            self.report(
                POINTS_ABOVE_MAXIMUM,
                max.at,
                Text::new(
                    "جریمه تنها امتیاز کم می‌کند و سقف آن صفر است",
                    "a penalty only takes points away, so its maximum is 0",
                ),
                Text::new("بنویسید max = 0", "write max = 0"),
            );
            return;
        }
        if penalty && indicator.min >= Decimal::ZERO {
            if !points.faulty.contains(&"min") {
                self.report(
                    POINTS_BELOW_MINIMUM,
                    points.at,
                    Text::new("جریمه کفی زیر صفر می‌خواهد", "a penalty needs a minimum below zero"),
                    Text::new(
                        "کف امتیاز را بنویسید، مانند min = -10",
                        "state the fewest points, such as min = -10",
                    ),
                );
            }
            return;
        }
        if let Some(min) = points.min.as_ref().filter(|min| min.value > max.value) {
            let (low, high) = (min.value, max.value);
            self.report(
                POINTS_ABOVE_MAXIMUM,
                min.at,
                text!(fa: "کف امتیاز {low} بالاتر از سقف {high} است", en: "the minimum {low} is above the maximum {high}", numbers: low, high),
                Text::new("max و min را با آیین‌نامه بسنجید", "compare `max` and `min` with the regulation"),
            );
            return;
        }
        if points.faulty.contains(&"min") {
            return;
        }
        for earned in awards(points) {
            self.within(earned, indicator);
        }
        if let Some(items) = &points.checklist {
            self.checklist_within(items.iter().map(|(_, earned)| earned.value), indicator, max);
        }
    }

    fn within(&mut self, earned: &Located<Decimal>, indicator: &Indicator) {
        let (points, max, min) = (earned.value, indicator.max, indicator.min);
        if points > max {
            self.report(
                POINTS_ABOVE_MAXIMUM,
                earned.at,
                text!(fa: "امتیاز {points} از سقف {max} بیشتر است", en: "{points} points are more than the maximum {max}", numbers: points, max),
                Text::new("max یا این امتیاز را با آیین‌نامه بسنجید", "compare `max` and these points with the regulation"),
            );
        } else if points < min {
            self.report(
                POINTS_BELOW_MINIMUM,
                earned.at,
                text!(fa: "امتیاز {points} از کف {min} کمتر است", en: "{points} points are fewer than the minimum {min}", numbers: points, min),
                text!(
                    fa: "اگر آیین‌نامه چنین می‌خواهد، min = {points} را بیفزایید",
                    en: "if the regulation provides for it, add min = {points}"
                ),
            );
        }
    }

    fn checklist_within(
        &mut self,
        items: impl Iterator<Item = Decimal>,
        indicator: &Indicator,
        at: &Located<Decimal>,
    ) {
        let (mut most, mut fewest) = (Exact::zero(), Exact::zero());
        for points in items {
            let sum = if points.is_negative() { &mut fewest } else { &mut most };
            *sum = sum.add(&points.into());
        }
        let (max, min) = (indicator.max, indicator.min);
        if most > max.into() {
            self.report(
                POINTS_ABOVE_MAXIMUM,
                at.at,
                text!(fa: "جمع موردها {most} است، بیش از سقف {max}", en: "the items add up to {most}, more than the maximum {max}", numbers: most, max),
                text!(fa: "بنویسید max = {most}، یا امتیاز موردها را اصلاح کنید", en: "write max = {most}, or correct the points of the items"),
            );
        }
        if fewest < min.into() {
            self.report(
                POINTS_BELOW_MINIMUM,
                at.at,
                text!(fa: "جمع موردهای منفی {fewest} است، کمتر از کف {min}", en: "the negative items add up to {fewest}, fewer than the minimum {min}", numbers: fewest, min),
                text!(fa: "بنویسید min = {fewest}، یا امتیاز موردها را اصلاح کنید", en: "write min = {fewest}, or correct the points of the items"),
            );
        }
    }

    /// Some value gets the stated maximum.
    pub(super) fn reachable_maximum(
        &mut self,
        indicator: &Indicator,
        written: &IndicatorDef,
        points: &PointsDef,
    ) {
        let Some(max) = &points.max else { return };
        let limits_wrong =
            indicator.min > indicator.max || (indicator.role == Role::Penalty && !max.value.is_zero());
        let by_value = !matches!(indicator.rule, Rule::Levels(..) | Rule::Checklist(_) | Rule::Trend { .. });
        if limits_wrong || points.faulty.contains(&"min") || by_value && !self.valued(indicator, written) {
            return;
        }
        let Some(best) = self.best(indicator, points) else { return };
        if best < max.value.into() {
            let max_points = max.value;
            self.report(
                MAXIMUM_UNREACHABLE,
                max.at,
                text!(
                    fa: "سقف {max_points} است، ولی این قاعده بیش از {best} نمی‌دهد",
                    en: "the maximum is {max_points}, but the rule gives no more than {best}", numbers: max_points, best),
                text!(
                    fa: "بنویسید max = {best}، یا امتیاز بهترین حالت را اصلاح کنید",
                    en: "write max = {best}, or correct the points of the best case"
                ),
            );
        }
    }

    /// The most that the rule gives any value that can occur; `None` where there is no telling.
    fn best(&self, indicator: &Indicator, points: &PointsDef) -> Option<Exact> {
        let values = self.values(indicator);
        match &indicator.rule {
            Rule::Bands(_, otherwise) => {
                let rows = rows(points);
                let reached =
                    rows.iter().filter(|row| row.set.0.iter().any(|interval| values.within(interval)));
                let banded = reached.filter_map(|row| row.points).max();
                let covers: Vec<_> = rows.iter().flat_map(|row| &row.set.0).collect();
                let mut rest = values.domain.iter().flat_map(|domain| holes(&covers, domain));
                let rest = otherwise.filter(|_| rest.any(|hole| values.can_be_in(&hole)));
                banded.max(rest).map(Exact::from)
            }
            Rule::Linear { none_at, full_at } => {
                let width = Exact::from(*full_at).sub(&(*none_at).into());
                let span = Exact::from(indicator.max).sub(&indicator.min.into());
                let ends = ends(&values.domain);
                let shares = ends.map(|end| match end {
                    End::At(at) => Exact::from(at).sub(&(*none_at).into()).div(&width),
                    End::Infinite { up } => {
                        Some(if up == width.is_negative() { Exact::zero() } else { Exact::one() })
                    }
                });
                let best = shares.collect::<Option<Vec<_>>>()?.into_iter().max()?;
                let held = best.max(Exact::zero()).min(Exact::one());
                Some(span.mul(&held).add(&indicator.min.into()))
            }
            Rule::Piecewise(knots) => {
                let inside = |x: Decimal| values.domain.iter().any(|part| closure_contains(part, x));
                let at_knots =
                    knots.iter().filter(|(x, _)| inside(*x)).map(|(_, earned)| Exact::from(*earned));
                let at_ends = ends(&values.domain).filter_map(|end| match end {
                    End::At(at) => on_line(at, knots),
                    End::Infinite { up } => {
                        (if up { knots.last() } else { knots.first() }).map(|(_, earned)| (*earned).into())
                    }
                });
                at_knots.chain(at_ends).max()
            }
            Rule::Step { from, per, points, continuous } => {
                let steps = ends(&values.domain).map(|end| match end {
                    End::Infinite { up } => {
                        Some((up != per.is_negative()).then_some(()).ok_or(Exact::zero()))
                    }
                    End::At(at) => {
                        let steps = Exact::from(at).sub(&(*from).into()).div(&(*per).into())?;
                        Some(Err(if *continuous { steps } else { steps.floor() }.max(Exact::zero())))
                    }
                });
                let steps = steps.collect::<Option<Vec<_>>>()?;
                if points.is_negative() {
                    let fewest = steps.into_iter().filter_map(Result::err).min()?;
                    return Some(fewest.mul(&(*points).into()).min(indicator.max.into()));
                }
                let most: Option<Vec<Exact>> = steps.into_iter().map(Result::err).collect();
                // An end at infinity earns whatever the maximum is.
                Some(
                    most.and_then(|most| most.into_iter().max())
                        .map_or(indicator.max.into(), |most| most.mul(&(*points).into())),
                )
            }
            Rule::Levels(_, levels) => levels.iter().max().map(|best| (*best).into()),
            Rule::Checklist(items) => {
                let known = self.known();
                let holding = items.iter().filter(|(condition, points)| {
                    !points.is_negative()
                        && condition.truth().is_none_or(|condition| condition.can_be(true, &known))
                });
                Some(holding.fold(Exact::zero(), |sum, (_, points)| sum.add(&(*points).into())))
            }
            Rule::Trend { rising, steady, falling, mixed, .. } => {
                [rising, steady, falling, mixed].into_iter().max().map(|best| (*best).into())
            }
            Rule::Relative { .. } => None,
        }
    }
}

/// An end of the values that can occur.
enum End {
    At(Decimal),
    Infinite { up: bool },
}

fn ends(domain: &[crate::exact::Interval]) -> impl Iterator<Item = End> {
    let end = |bound: Bound, up| bound.at.map_or(End::Infinite { up }, End::At);
    domain.iter().flat_map(move |part| [end(part.low, false), end(part.high, true)])
}

fn closure_contains(part: &crate::exact::Interval, x: Decimal) -> bool {
    part.low.at.is_none_or(|low| low <= x) && part.high.at.is_none_or(|high| x <= high)
}

/// Points at a value between or beyond the knots.
fn on_line(at: Decimal, knots: &[(Decimal, Decimal)]) -> Option<Exact> {
    let (first, last) = (knots.first()?, knots.last()?);
    if at <= first.0 {
        return Some(first.1.into());
    }
    let Some(pair) = knots.windows(2).find(|pair| pair[0].0 < at && at <= pair[1].0) else {
        return Some(last.1.into());
    };
    let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
    let share = Exact::from(at).sub(&x0.into()).div(&Exact::from(x1).sub(&x0.into()))?;
    Some(Exact::from(y1).sub(&y0.into()).mul(&share).add(&y0.into()))
}

/// Every number of points that a rule gives by itself.
fn awards(points: &PointsDef) -> Vec<&Located<Decimal>> {
    let mut awards: Vec<&Located<Decimal>> = Vec::new();
    awards.extend(points.bands.iter().flatten().map(|(_, earned)| earned));
    awards.extend(&points.otherwise);
    awards.extend(points.piecewise.iter().flatten().map(|(_, earned)| earned));
    awards.extend(points.levels.iter().flatten().map(|(_, earned)| earned));
    awards.extend(
        points.trend.iter().flat_map(|trend| [&trend.rising, &trend.steady, &trend.falling, &trend.mixed]),
    );
    awards.extend(points.z_score.iter().map(|z| &z.at_mean));
    awards
}
