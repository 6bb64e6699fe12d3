//! Control totals: how many data, points and places there are, and what they sum up to.

use crate::filing::{Filing, columns};
use crate::result::exact;
use crate::text::Row;
use bartar_criteria::Rulebook;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_scoring::entries::{Column, Entries, narrow_cell};
use bartar_scoring::score::NO_POINTS;
use bartar_scoring::{Outcome, Scored};

/// The header of every part of totals.
pub const TOTALS_HEADER: &str = "of,id,count,sum\n";

/// A count and a sum, exact however many numbers are added.
#[derive(Clone, Debug, Default)]
pub struct Total {
    pub count: u64,
    /// Mantissas by their scale, as far as 128 bits go.
    short: i128,
    scale: u8,
    rest: Option<Exact>,
}

impl Total {
    /// Adds a number.
    pub fn add(&mut self, number: Decimal) {
        self.count += 1;
        if number.scale() > self.scale {
            let lifted =
                Decimal::new(self.short, self.scale).ok().and_then(|sum| sum.rescaled(number.scale()));
            match lifted {
                Some(lifted) => (self.short, self.scale) = (lifted, number.scale()),
                None => return self.add_exact(&number),
            }
        }
        match number.rescaled(self.scale).and_then(|mantissa| self.short.checked_add(mantissa)) {
            Some(sum) => self.short = sum,
            None => self.add_exact(&number),
        }
    }

    fn add_exact(&mut self, number: &Decimal) {
        let rest = self.rest.take().unwrap_or_default();
        self.rest = Some(rest.add(&Exact::from(*number)));
    }

    /// The sum, as it is written.
    #[must_use]
    pub fn sum(&self) -> String {
        let power = 10_i128.checked_pow(u32::from(self.scale)).unwrap_or(1);
        let short = Exact::ratio(self.short, power).unwrap_or_default();
        exact(&self.rest.as_ref().map_or_else(|| short.clone(), |rest| short.add(rest)))
    }
}

/// Writes one row of totals; the sum is left out where there is nothing to sum up.
pub fn row(text: &mut Vec<u8>, of: &str, id: &str, count: u64, sum: Option<&Total>) {
    let mut row = Row::new(text);
    row.word(of);
    row.text(id);
    row.count(count);
    row.word(&sum.map(Total::sum).unwrap_or_default());
    row.end();
}

/// Totals of the entries as filed: of the public columns, or of the others.
#[must_use]
pub fn of_entries(filing: &Filing<'_>, confidential: bool) -> Vec<u8> {
    let (public, secret) = columns(filing.rulebook);
    let mut text = TOTALS_HEADER.as_bytes().to_vec();
    if !confidential {
        row(&mut text, "entries", "", filing.order.len() as u64, None);
    }
    for column in if confidential { secret } else { public } {
        let (count, total) = of_column(filing.rulebook, filing.entries, column);
        row(&mut text, "column", &filing.rulebook.column_name(column), count, total.as_ref());
    }
    text
}

/// How many data a column has, and their sum where they are numbers other than dates.
fn of_column(rulebook: &Rulebook, entries: &Entries, column: usize) -> (u64, Option<Total>) {
    let cells = &entries.columns[column];
    let summed = rulebook.fields[rulebook.columns[column].field].kind.is_number();
    match cells {
        Column::Numbers(numbers) if summed => {
            let mut total = Total::default();
            match numbers.as_narrow() {
                Some((scale, mantissas)) => {
                    let mut sum = 0_i128;
                    for mantissa in mantissas.iter().filter_map(|cell| narrow_cell(*cell).ok()) {
                        total.count += 1;
                        // 64-bit numbers of no more than 2^32 entries.
                        sum += i128::from(mantissa);
                    }
                    (total.short, total.scale) = (sum, scale);
                }
                None => (0..numbers.len())
                    .filter_map(|at| numbers.get(at).ok())
                    .for_each(|number| total.add(number)),
            }
            (total.count, Some(total))
        }
        _ => ((0..cells.len()).filter(|at| cells.missing(*at).is_none()).count() as u64, None),
    }
}

/// Totals of what was decided in a stage.
#[must_use]
pub fn of_stage(scored: &Scored<'_>) -> Vec<u8> {
    let mut text = TOTALS_HEADER.as_bytes().to_vec();
    let counts = scored.counts();
    let stayed = counts.stayed.unwrap_or(0);
    for (word, count) in [
        (Outcome::Ranked.word(), counts.ranked),
        ("stayed", stayed),
        (Outcome::Ineligible.word(), counts.ineligible - stayed),
        (Outcome::Review.word(), counts.review),
        (Outcome::Withdrawn.word(), counts.withdrawn),
        (Outcome::Quarantined.word(), counts.quarantined),
    ] {
        row(&mut text, "outcome", word, count as u64, None);
    }
    for (common, id) in scored.layout.indicators.iter().enumerate() {
        let cells = scored.pools.iter().filter_map(|pool| pool.points[common].as_ref()).flatten();
        let mut total = Total { scale: scored.rulebook.rounding.points.digits, ..Total::default() };
        for points in cells.filter(|points| **points != NO_POINTS) {
            total.count += 1;
            total.short += i128::from(*points);
        }
        row(&mut text, "indicator", id, total.count, Some(&total));
    }
    for (common, id) in scored.layout.axes.iter().enumerate() {
        let total = of_rows(scored, |row| scored.axis_points(row, common));
        row(&mut text, "axis", id, total.count, Some(&total));
    }
    let totals = of_rows(scored, |row| scored.total(row));
    row(&mut text, "total", "", totals.count, Some(&totals));
    for ranking in scored.rankings.iter().chain(&scored.orientations) {
        let mut total = Total::default();
        ranking.places.iter().for_each(|place| total.add(place.score));
        row(&mut text, "ranking", &ranking.id, total.count, Some(&total));
    }
    text
}

fn of_rows(scored: &Scored<'_>, points: impl Fn(usize) -> Option<Decimal>) -> Total {
    let mut total = Total::default();
    (0..scored.entries.len()).filter_map(points).for_each(|points| total.add(points));
    total
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

    use super::Total;
    use bartar_criteria::exact::{Decimal, Exact};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_exact_whatever_is_added(numbers in prop::collection::vec((-(10_i128.pow(36) - 1)..10_i128.pow(36), 0_u8..=36), 0..6)) {
            let (mut total, mut sum) = (Total::default(), Exact::zero());
            for (mantissa, scale) in numbers {
                let number = Decimal::new(mantissa, scale).unwrap();
                total.add(number);
                sum = sum.add(&Exact::from(number));
            }
            prop_assert_eq!(total.sum(), crate::result::exact(&sum));
        }
    }
}
