//! Slips of the pen in bounds: one wrong digit that its neighbours give away.

use super::Linter;
use super::table::{Row, across, sorted};
use super::values::Values;
use crate::codes::BAND_TYPO;
use crate::decode::Located;
use crate::diagnostic::Diagnostic;
use crate::exact::{Bound, Decimal, Interval};
use crate::source::Span;
use crate::text;
use std::collections::BTreeSet;

impl Linter<'_> {
    /// Looks for one bound that, written a little differently, would let all bands meet; and where all bands meet, for
    /// one that is ten times what its neighbours suggest.
    pub(super) fn slips(&mut self, rows: &[Row<'_>], values: &Values) {
        let pieces = sorted(rows);
        let intervals: Vec<Interval> = pieces.iter().map(|piece| *piece.interval).collect();
        if meet(&intervals) {
            let cuts: Vec<Decimal> =
                intervals.iter().skip(1).filter_map(|interval| interval.low.at).collect();
            if let Some((wrong, meant)) = leap(&cuts) {
                let row = pieces
                    .iter()
                    .find(|piece| piece.interval.high.at == Some(wrong))
                    .map_or(0, |piece| piece.row);
                self.slip(rows[row].at, wrong, meant);
            }
            return;
        }
        if values.domain.is_empty() || rows.len() > MOST_ROWS {
            return;
        }
        let mut found: BTreeSet<(usize, bool, Decimal)> = BTreeSet::new();
        let ends: Vec<Decimal> =
            intervals.iter().flat_map(|interval| [interval.low.at, interval.high.at]).flatten().collect();
        for (index, interval) in intervals.iter().enumerate() {
            for high in [false, true] {
                let Some(written) = (if high { interval.high.at } else { interval.low.at }) else { continue };
                for meant in ends.iter().filter(|end| is_slip(written, **end)) {
                    let bound = |bound: Bound| Bound { at: Some(*meant), ..bound };
                    let mended = if high {
                        Interval { high: bound(interval.high), ..*interval }
                    } else {
                        Interval { low: bound(interval.low), ..*interval }
                    };
                    let mut all = intervals.clone();
                    all[index] = mended;
                    all.sort_by_key(|interval| (interval.low.at, !interval.low.closed));
                    if !mended.is_empty() && meet(&all) {
                        found.insert((index, high, *meant));
                    }
                }
            }
        }
        // Two explanations are none.
        if let (Some((index, high, meant)), 1) = (found.first(), found.len()) {
            let interval = intervals[*index];
            let wrong = if *high { interval.high.at } else { interval.low.at }.unwrap_or_default();
            self.slip(rows[pieces[*index].row].at, wrong, *meant);
        }
    }

    fn slip(&mut self, band: Span, wrong: Decimal, meant: Decimal) {
        let at = self.number_in(band, wrong);
        self.diagnostics.push(
            Diagnostic::new(
                BAND_TYPO,
                at,
                text!(
                    fa: "{wrong} به اشتباه تایپی می‌ماند؛ بازه‌های همسایه {meant} را می‌خواهند",
                    en: "{wrong} looks like a slip of the pen; its neighbours suggest {meant}", numbers: wrong, meant),
            )
            .hint(text!(
                fa: "این کران را با آیین‌نامه بسنجید و اگر اشتباه است {meant} بنویسید",
                en: "compare the bound with the regulation, and write {meant} if it is wrong"
            )),
        );
    }

    /// The place of a number inside a written interval; the whole interval where it is written in another way.
    fn number_in(&self, band: Span, number: Decimal) -> Span {
        let sources = &self.rulebook.sources;
        let written = Located { value: sources.slice(band).trim_matches(['"', '\'']).to_owned(), at: band };
        let digits = number.to_string();
        let in_number = |c: char| c.is_ascii_digit() || c == '.';
        let mut found = written.value.match_indices(&digits).filter(|(at, _)| {
            !written.value[..*at].ends_with(in_number)
                && !written.value[at + digits.len()..].starts_with(in_number)
        });
        match (found.next(), found.next()) {
            (Some((at, _)), None) => written.part(sources, at, at + digits.len()),
            _ => band,
        }
    }
}

/// Tables longer than this are not searched: each pair of bounds is tried.
const MOST_ROWS: usize = 40;

/// Whether sorted intervals meet, each beginning where the one before it ends.
fn meet(sorted: &[Interval]) -> bool {
    sorted.windows(2).all(|pair| pair[0].high.at.is_some() && across(pair[0].high) == pair[1].low)
}

/// A cut that is ten times (or a tenth of) what makes its step equal to the one beside it.
fn leap(cuts: &[Decimal]) -> Option<(Decimal, Decimal)> {
    let ten = Decimal::from_int(10);
    let tenth = Decimal::new(1, 1).ok()?;
    let step = |a: Decimal, b: Decimal| b.checked_sub(a).ok();
    for triple in cuts.windows(3) {
        let [a, b, c] = triple else { continue };
        let smaller = c.checked_mul(tenth).ok()?;
        if *a >= Decimal::ZERO && !is_power_of_ten(*c) && smaller > *b && step(*b, smaller) == step(*a, *b) {
            return Some((*c, smaller));
        }
        let larger = a.checked_mul(ten).ok()?;
        if *a > Decimal::ZERO && !is_power_of_ten(*a) && larger < *b && step(larger, *b) == step(*b, *c) {
            return Some((*a, larger));
        }
    }
    None
}

/// 1, 10, 100, ...: round bounds that tables often end with.
fn is_power_of_ten(number: Decimal) -> bool {
    number.to_string().trim_matches(['0', '.']) == "1"
}

/// Whether one number becomes the other by a point moved, two digits swapped, or one digit too many or too few.
fn is_slip(written: Decimal, meant: Decimal) -> bool {
    if written == meant || written.is_negative() != meant.is_negative() {
        return false;
    }
    let (a, b) = (written.abs().to_string(), meant.abs().to_string());
    let significant = |text: &str| text.replace('.', "").trim_matches('0').to_owned();
    if !written.is_zero() && significant(&a) == significant(&b) {
        return true;
    }
    if a.len() == b.len() {
        let differing: Vec<usize> =
            (0..a.len()).filter(|at| a.as_bytes()[*at] != b.as_bytes()[*at]).collect();
        return matches!(differing.as_slice(), [i, j]
            if *j == i + 1 && a.as_bytes()[*i] == b.as_bytes()[*j] && a.as_bytes()[*j] == b.as_bytes()[*i]);
    }
    a.len().abs_diff(b.len()) == 1
        && !written.is_zero()
        && !meant.is_zero()
        && strsim::levenshtein(&a, &b) == 1
}
