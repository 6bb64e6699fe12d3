//! Tables of bands: every value that can occur lies in exactly one.

use super::Linter;
use super::table::{Piece, Row, across, out_of_order, pieces, rows, sorted};
use super::values::Values;
use crate::codes::{BAND_DUPLICATE, BAND_HOLE, BAND_ORDER, BAND_OVERLAP, BAND_SHARED_END};
use crate::decode::{IdMap, Located};
use crate::diagnostic::Diagnostic;
use crate::exact::{Decimal, Interval, holes, overlaps};
use crate::rulebook::Indicator;
use crate::source::Span;
use crate::syntax::{ClassDef, IndicatorDef, PointsDef};
use crate::text;
use crate::text::Text;

/// Most findings told of the pairs of one table: a table in which everything overlaps has one fault, not thousands.
const MOST_FINDINGS: usize = 50;

impl Linter<'_> {
    /// The bands of an indicator.
    pub(super) fn bands(&mut self, indicator: &Indicator, written: &IndicatorDef, points: &PointsDef) {
        if points.bands.is_none() {
            return;
        }
        let rows = rows(points);
        let values = self.values(indicator);
        if self.between_bands(&rows) {
            self.order(&rows);
        }
        let rest = points.otherwise.is_some() || points.faulty.contains(&"otherwise");
        if !rest && self.valued(indicator, written) {
            self.uncovered(&rows, &values, points.at, true);
        } else if !rest && values.stated {
            // Whatever the formula gives, it can be a whole number of the stated domain.
            self.uncovered(&rows, &Values { decimals: Some(0), ..values }, points.at, true);
        }
        self.slips(&rows, &self.values(indicator));
    }

    /// The bands of the classes.
    pub(super) fn class_bands(&mut self) {
        let definition = self.definition;
        for (id, at, written) in definition.class.iter().flat_map(IdMap::iter) {
            let class = self.rulebook.classes.iter().find(|class| class.id == id);
            let values = self.plain_values(class.and_then(|class| class.value.number()));
            let rows = class_rows(written);
            if self.between_bands(&rows) {
                self.order(&rows);
            }
            if class.is_some_and(|class| self.ranged(class.value.formula.columns()))
                && written.bands.is_some()
            {
                self.uncovered(&rows, &values, at, false);
            }
            self.slips(&rows, &values);
        }
    }

    /// No value lies in two bands. Says whether the bands are apart but for their ends: only then does their order say
    /// anything.
    fn between_bands(&mut self, rows: &[Row<'_>]) -> bool {
        let mut apart = true;
        let mut told = 0;
        let pieces = pieces(rows);
        for (index, piece) in pieces.iter().enumerate() {
            for earlier in &pieces[..index] {
                if earlier.row == piece.row || told >= MOST_FINDINGS {
                    continue;
                }
                let Some(common) = overlaps(earlier.interval, piece.interval) else { continue };
                let (a, b) = (earlier.interval, piece.interval);
                let touching = common.is_point() && (a.high.at == b.low.at || b.high.at == a.low.at);
                let (code, message, hint) = if a == b {
                    let message = text!(fa: "بازهٔ {a} دو بار آمده است", en: "the interval {a} stands twice", numbers: a);
                    (
                        BAND_DUPLICATE,
                        message,
                        Text::new(
                            "کران سطر رونویسی‌شده را اصلاح کنید یا یکی از دو سطر را حذف کنید",
                            "correct the bounds of the copied line, or delete one of the two",
                        ),
                    )
                } else if touching {
                    let at = common.low.at.unwrap_or_default();
                    let message = text!(fa: "{at} هم در {a} است و هم در {b}", en: "{at} lies both in {a} and in {b}", numbers: at, a, b);
                    let (open, keeper) = opened(a, b, at);
                    (
                        BAND_SHARED_END,
                        message,
                        text!(
                            fa: "در یکی از دو بازه پرانتز بگذارید؛ \"{open}\" عدد {at} را به {keeper} می‌دهد",
                            en: "use a round bracket in one of the two; \"{open}\" leaves {at} to {keeper}"
                        ),
                    )
                } else {
                    let message = text!(
                        fa: "هر مقدار در {common} هم در {a} است و هم در {b}",
                        en: "every value in {common} lies both in {a} and in {b}", numbers: common, a, b);
                    (
                        BAND_OVERLAP,
                        message,
                        Text::new(
                            "یکی از دو بازه را کوتاه کنید تا هر مقدار تنها در یک بازه باشد",
                            "shorten one of the two, so that each value lies in one band only",
                        ),
                    )
                };
                apart &= code == BAND_SHARED_END;
                told += 1;
                let other = Text::new("بازهٔ دیگر", "the other band");
                self.diagnostics.push(
                    Diagnostic::new(code, rows[piece.row].at, message)
                        .hint(hint)
                        .also(rows[earlier.row].at, other),
                );
            }
        }
        apart
    }

    /// Bands are written from low to high or from high to low. A line of several intervals has no place in that order.
    fn order(&mut self, rows: &[Row<'_>]) {
        let single: Option<Vec<&Interval>> =
            rows.iter().map(|row| if let [one] = row.set.0.as_slice() { Some(one) } else { None }).collect();
        let Some(single) = single else { return };
        let lows: Vec<_> = single.iter().map(|interval| (interval.low.at, !interval.low.closed)).collect();
        let (rising, falling) = (out_of_order(&lows, false), out_of_order(&lows, true));
        for index in if falling.len() < rising.len() { falling } else { rising } {
            let interval = single[index];
            self.report(
                BAND_ORDER,
                rows[index].at,
                text!(fa: "بازهٔ {interval} سر جای خود نیست", en: "the band {interval} is out of order", numbers: interval),
                Text::new(
                    "بازه‌ها را از کوچک به بزرگ یا از بزرگ به کوچک بنویسید و پیش از آن کران‌ها را با آیین‌نامه بسنجید",
                    "write the bands from low to high or from high to low, and compare the bounds with the regulation first",
                ),
            );
        }
    }

    /// Every value that can occur lies in a band. `open` says that values can be limited and a rest can be stated.
    fn uncovered(&mut self, rows: &[Row<'_>], values: &Values, at: Span, open: bool) {
        let sorted = sorted(rows);
        let covers: Vec<&Interval> = sorted.iter().map(|piece| piece.interval).collect();
        for domain in &values.domain {
            for hole in holes(&covers, domain).into_iter().filter(|hole| values.can_be_in(hole)) {
                let below = sorted.iter().rfind(|piece| ends_at(piece.interval, &hole));
                let above = sorted.iter().find(|piece| begins_at(piece.interval, &hole));
                let place = below.or(above).map_or(at, |piece| rows[piece.row].at);
                let message = match hole.low.at {
                    Some(only) if hole.is_point() => {
                        text!(fa: "مقدار {only} در هیچ بازه‌ای نیست", en: "the value {only} lies in no band", numbers: only)
                    }
                    _ => {
                        text!(fa: "مقدارهای {hole} در هیچ بازه‌ای نیستند", en: "values in {hole} lie in no band", numbers: hole)
                    }
                };
                let hint = hint(below, above, &hole, open, values.stated);
                let mut diagnostic = Diagnostic::new(BAND_HOLE, place, message).hint(hint);
                if let (Some(_), Some(above)) = (below, above) {
                    diagnostic = diagnostic.also(rows[above.row].at, Text::new("بازهٔ بعدی", "the next band"));
                }
                self.diagnostics.push(diagnostic);
            }
        }
    }
}

/// One of two intervals without their shared end, and the one that keeps it: a single value, else the upper one.
fn opened(a: &Interval, b: &Interval, at: Decimal) -> (Interval, Interval) {
    let keeps = |interval: &Interval| interval.is_point() || interval.low.at == Some(at);
    let (open, keeper) = if keeps(a) && (a.is_point() || !b.is_point()) { (b, a) } else { (a, b) };
    let open = if open.high.at == Some(at) {
        Interval { high: across(open.high), ..*open }
    } else {
        Interval { low: across(open.low), ..*open }
    };
    (open, *keeper)
}

fn ends_at(interval: &Interval, hole: &Interval) -> bool {
    interval.high.at.is_some() && across(interval.high) == hole.low
}

fn begins_at(interval: &Interval, hole: &Interval) -> bool {
    interval.low.at.is_some() && across(interval.low) == hole.high
}

/// What closes a hole. `open` says that it is one of an indicator, whose values can be limited and a rest stated.
fn hint(
    below: Option<&Piece<'_>>,
    above: Option<&Piece<'_>>,
    hole: &Interval,
    open: bool,
    stated: bool,
) -> Text {
    match (below, above) {
        (Some(below), Some(above)) => {
            let joined = if hole.is_point() {
                Interval { low: hole.low, ..*above.interval }
            } else {
                Interval { high: across(above.interval.low), ..*below.interval }
            };
            let next = text!(
                fa: "با آیین‌نامه بسنجید و بازه‌ها را پیوسته بنویسید، مانند \"{joined}\"",
                en: "compare with the regulation, and let one band begin where the other ends, such as \"{joined}\""
            );
            if !open {
                return next;
            }
            Text::new(
                format!(
                    "{}؛ یا امتیاز بقیهٔ مقدارها را با otherwise بنویسید، یا گرد کردن مقدار را با round",
                    next.fa
                ),
                format!(
                    "{}; or state the points of all other values with `otherwise`, or the rounding of the value with `round`",
                    next.en
                ),
            )
        }
        _ if open && !stated => Text::new(
            "اگر چنین مقداری ممکن نیست، مقدارهای ممکن را با domain بنویسید، مانند domain = \"[0, 100]\"؛ وگرنه بازه‌ای یا otherwise بیفزایید",
            "if no such value can occur, state the possible ones with `domain`, such as domain = \"[0, 100]\"; otherwise add a band or `otherwise`",
        ),
        _ => Text::new(
            "با آیین‌نامه بسنجید و بازه‌ای برای این مقدارها بیفزایید، یا بازهٔ مجاز قلم‌ها را با range بنویسید",
            "compare with the regulation and add a band for these values, or state the `range` of the fields",
        ),
    }
}

/// The lines of a class.
pub(super) fn class_rows(written: &ClassDef) -> Vec<Row<'_>> {
    let lines = written.bands.iter().flatten();
    lines
        .map(|(set, choice): &(Located<_>, Located<String>)| Row {
            set: &set.value,
            at: set.at,
            points: None,
            points_at: choice.at,
        })
        .collect()
}
