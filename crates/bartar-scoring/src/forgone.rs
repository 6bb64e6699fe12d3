//! Points that entries cannot get, since data were not submitted without which the rulebook gives none.
//!
//! Nothing is kept for each entry: what one forgoes is a function of its data, and is asked for when it is told.

use crate::entries::Column;
use crate::outcome::Outcome;
use crate::row::Row;
use crate::score::{Scored, plan_of};
use crate::screening::index;
use crate::trace::columns_of;
use crate::value::{Consequence, consequence, own_award, value};
use crate::words;
use bartar_criteria::exact::Decimal;
use bartar_criteria::formula::Absent;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::Indicator;
use bartar_criteria::{Severity, Text, text};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A datum that was not submitted, and the indicators that give no points for want of it.
#[derive(Clone, Debug)]
pub struct Forgone<'a> {
    /// The column of the datum.
    pub column: usize,
    /// The indicators, in rulebook order.
    pub indicators: Vec<&'a Indicator>,
}

/// Tells what entries forgo.
pub struct ForgonePoints<'s, 'a> {
    scored: &'s Scored<'a>,
    /// By plan: the indicators that can give no points for want of a datum, with the columns that some entry lacks.
    wanting: Vec<Vec<(&'a Indicator, Vec<usize>)>>,
    /// Cells that could not be read: their data were submitted.
    unreadable: BTreeSet<(u32, u16)>,
}

impl<'s, 'a> ForgonePoints<'s, 'a> {
    /// What there is to tell of a run.
    #[must_use]
    pub fn new(scored: &'s Scored<'a>) -> Self {
        let lacks = |column: &Column| {
            (0..scored.entries.len())
                .into_par_iter()
                .any(|row| column.missing(row) == Some(Missing::NotSubmitted))
        };
        let lacking: Vec<bool> = scored.entries.columns.iter().map(lacks).collect();
        let wanting = scored.rulebook.plans.iter().map(|plan| {
            let costs = |indicator: &&Indicator| {
                let policy = consequence(indicator, Absent::Missing(Missing::NotSubmitted));
                policy == Consequence::NoPoints && indicator.max > Decimal::ZERO
            };
            let columns = |indicator: &'a Indicator| {
                let mut columns = columns_of(indicator);
                columns.retain(|column| lacking.get(*column).is_some_and(|lacking| *lacking));
                (!columns.is_empty()).then_some((indicator, columns))
            };
            plan.indicators.iter().filter(costs).filter_map(columns).collect()
        });
        let unreadable = scored.entries.faults.iter();
        let unreadable = unreadable.filter(|fault| fault.code.severity() == Severity::Error);
        Self {
            scored,
            wanting: wanting.collect(),
            unreadable: unreadable.filter_map(|fault| Some((fault.entry, fault.column?))).collect(),
        }
    }

    /// What one entry forgoes, by columns; nothing where a rule keeps it out anyway.
    #[must_use]
    pub fn of(&self, row: usize) -> Vec<Forgone<'a>> {
        let mut all: Vec<Forgone<'a>> = Vec::new();
        if matches!(self.scored.outcome(row), Outcome::Ineligible | Outcome::Withdrawn) {
            return all;
        }
        let plan = plan_of(self.scored.rulebook, self.scored.entries, row);
        let data = Row { entries: self.scored.entries, row };
        for (indicator, columns) in plan.and_then(|plan| self.wanting.get(plan)).into_iter().flatten() {
            let missing: Vec<usize> =
                columns.iter().copied().filter(|column| self.lacks(row, *column)).collect();
            if missing.is_empty() || !forgoes(indicator, &data) {
                continue;
            }
            for column in missing {
                match all.iter_mut().find(|forgone| forgone.column == column) {
                    Some(forgone) => forgone.indicators.push(indicator),
                    None => all.push(Forgone { column, indicators: vec![indicator] }),
                }
            }
        }
        all.sort_by_key(|forgone| forgone.column);
        all
    }

    /// How many of some entries forgo points, and for want of how many data.
    #[must_use]
    pub fn count(&self, among: impl Fn(u32) -> bool + Sync) -> (usize, usize) {
        let rows = (0..self.scored.entries.len()).into_par_iter();
        let counts = rows.map(|row| {
            let data = self.of(row).len();
            if data > 0 && among(index(row)) { (1, data) } else { (0, 0) }
        });
        counts.reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1))
    }

    /// Whether a datum was not submitted.
    fn lacks(&self, row: usize, column: usize) -> bool {
        let cells = self.scored.entries.columns.get(column);
        cells.is_some_and(|cells| cells.missing(row) == Some(Missing::NotSubmitted))
            && u16::try_from(column).is_ok_and(|column| !self.unreadable.contains(&(index(row), column)))
    }
}

/// Whether an indicator gives an entry no points, since some datum was not submitted.
fn forgoes(indicator: &Indicator, data: &Row<'_>) -> bool {
    let absent = match own_award(indicator, data) {
        Some(award) => award.err(),
        None => value(indicator, data).and_then(Result::err),
    };
    absent == Some(Absent::Missing(Missing::NotSubmitted))
}

impl Forgone<'_> {
    /// In words, after the title of the datum.
    #[must_use]
    pub fn words(&self) -> Text {
        let of = |indicator: &&Indicator| {
            let (title, most) = (&indicator.title, words::number(&indicator.max));
            Text::new(
                format!("«{}» (دست‌بالا {})", title.fa, most.fa),
                format!("\"{}\" (at most {})", title.en, most.en),
            )
        };
        let of: Vec<Text> = self.indicators.iter().map(of).collect();
        let join = |pick: fn(&Text) -> &str, comma: &str| of.iter().map(pick).collect::<Vec<_>>().join(comma);
        let (fa, en) = (join(|text| &text.fa, "، "), join(|text| &text.en, ", "));
        text!(
            fa: "ارسال نشده است و در نبود آن امتیازی به این شاخص‌ها نمی‌رسد: {fa}",
            en: "was not submitted, and without it no points are given for {en}"
        )
    }
}
