//! Direction: points go the way the indicator says, or one way at least.

use super::Linter;
use super::table::{Piece, out_of_order, rows, sorted};
use crate::codes::BAND_NOT_MONOTONE;
use crate::exact::{Decimal, overlaps};
use crate::rulebook::Indicator;
use crate::source::Span;
use crate::syntax::{Better, PointsDef};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Points of bands and knots rise or fall with the value, unless a target is stated.
    pub(super) fn direction(&mut self, indicator: &Indicator, points: &PointsDef) {
        let ladder: Vec<(Decimal, Span)> = match points {
            PointsDef { bands: Some(_), .. } => {
                let rows = rows(points);
                let pieces = sorted(&rows);
                // Where bands lie over each other, points have no order to speak of.
                let common = |pair: &[Piece<'_>]| overlaps(pair[0].interval, pair[1].interval);
                if pieces.windows(2).any(|pair| common(pair).is_some_and(|common| !common.is_point())) {
                    return;
                }
                pieces
                    .iter()
                    .filter_map(|piece| Some((rows[piece.row].points?, rows[piece.row].points_at)))
                    .collect()
            }
            PointsDef { piecewise: Some(knots), .. } => {
                // Knots out of order, or against `better`, are a matter of goalposts.
                let ordered = knots.windows(2).all(|pair| pair[0].0.value < pair[1].0.value);
                if !ordered || matches!(indicator.better, Some(Better::Higher | Better::Lower)) {
                    return;
                }
                knots.iter().map(|(_, earned)| (earned.value, earned.at)).collect()
            }
            _ => return,
        };
        let earned: Vec<Decimal> = ladder.iter().map(|(points, _)| *points).collect();
        let Some((wrong, message)) = against(&earned, indicator.better) else { return };
        let hint = if indicator.better.is_none() {
            Text::new(
                "اگر مقدار میانی بهترین است، better = \"target\" را به شاخص بیفزایید؛ وگرنه دو امتیاز جابه‌جا شده‌اند",
                "if a value in between is best, add better = \"target\" to the indicator; otherwise two points are swapped",
            )
        } else {
            Text::new(
                "امتیازها را با آیین‌نامه بسنجید، یا better را اصلاح کنید",
                "compare the points with the regulation, or correct `better`",
            )
        };
        self.report(BAND_NOT_MONOTONE, ladder[wrong].1, message, hint);
    }
}

/// The first points that go against the direction, and why.
fn against(earned: &[Decimal], better: Option<Better>) -> Option<(usize, Text)> {
    match better {
        Some(Better::Higher) => out_of_order(earned, false).first().map(|first| {
            let points = earned[*first];
            (
                *first,
                text!(
                    fa: "better = \"higher\" است، پس با بیشتر شدن مقدار، امتیاز نباید کمتر شود؛ {points} چنین نیست",
                    en: "higher values are better, so that points must not fall as the value grows; here they do, at {points}", numbers: points),
            )
        }),
        Some(Better::Lower) => out_of_order(earned, true).first().map(|first| {
            let points = earned[*first];
            (
                *first,
                text!(
                    fa: "better = \"lower\" است، پس با بیشتر شدن مقدار، امتیاز نباید بیشتر شود؛ {points} چنین نیست",
                    en: "lower values are better, so that points must not rise as the value grows; here they do, at {points}", numbers: points),
            )
        }),
        Some(Better::Target) => {
            let best = (0..earned.len()).max_by_key(|index| earned[*index])?;
            let (rising, falling) = earned.split_at(best);
            let before = out_of_order(rising, false).first().copied();
            let after = out_of_order(falling, true).first().map(|first| first + best);
            before.or(after).map(|first| {
                let points = earned[first];
                (first, text!(
                    fa: "حتی با یک مقدار هدف، امتیازها تا بهترین بالا می‌روند و سپس پایین می‌آیند؛ {points} چنین نیست",
                    en: "even around a target, points rise to the best and fall after it; {points} does not", numbers: points))
            })
        }
        None => {
            let (rising, falling) = (out_of_order(earned, false), out_of_order(earned, true));
            let fewer = if falling.len() < rising.len() { falling } else { rising };
            fewer.first().map(|first| {
                let points = earned[*first];
                (
                    *first,
                    text!(
                        fa: "امتیازها در طول مقدار هم بالا و هم پایین می‌روند: {points} با بقیه نمی‌خواند",
                        en: "points rise and fall along the values: {points} does not go with the others", numbers: points),
                )
            })
        }
    }
}
