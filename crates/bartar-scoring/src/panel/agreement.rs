//! How far judges agree: information for the jury, which changes no score.

use super::{Counted, Marks};
use bartar_criteria::exact::{Decimal, Exact};
use std::collections::BTreeMap;

/// What one judge's marks are like under one criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JudgeSummary {
    /// The judge's code.
    pub judge: String,
    /// Marks that were accepted.
    pub marks: u32,
    /// Entries that others marked as well.
    pub shared: u32,
    /// Mean difference to the mean of the others' marks on the same entries, in points of the scale: above zero is more
    /// lenient than the others, below zero more severe. None where no entry is shared.
    pub leniency: Option<Exact>,
}

/// Agreement under one criterion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agreement {
    /// Entries with at least two marks.
    pub entries: u32,
    /// Marks of those entries.
    pub marks: u32,
    /// Krippendorff's alpha for interval data: 1 is perfect agreement, 0 what chance would give. None where there is
    /// nothing to compare, or all marks are equal.
    ///
    /// Source: K. Krippendorff, *Computing Krippendorff's Alpha-Reliability*, 2011.
    pub alpha: Option<Exact>,
    /// The judges, by code.
    pub judges: Vec<JudgeSummary>,
}

/// The agreement under each criterion, in the order of the rulebook. Marks that a trimmed mean leaves out take part.
#[must_use]
pub fn agreement(marks: &Marks) -> Vec<Agreement> {
    let criteria = marks.tallies.iter().map(|tallies| {
        let units = tallies.values().map(|tally| {
            let accepted = tally.marks.iter().filter(|mark| !matches!(mark.counted, Counted::Refused(_)));
            accepted.filter_map(|mark| Some((mark.judge.as_str(), mark.mark?))).collect::<Vec<_>>()
        });
        of_units(&units.collect::<Vec<_>>())
    });
    criteria.collect()
}

/// The agreement of marks given as (judge, mark), one list for each entry.
#[must_use]
pub fn of_units(units: &[Vec<(&str, Decimal)>]) -> Agreement {
    let pairable = || units.iter().filter(|unit| unit.len() > 1);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Agreement {
        entries: count(pairable().count()),
        marks: count(pairable().map(Vec::len).sum()),
        alpha: alpha(&pairable().map(|unit| values(unit)).collect::<Vec<_>>()),
        judges: judges(units),
    }
}

fn values(unit: &[(&str, Decimal)]) -> Vec<Exact> {
    unit.iter().map(|(_, mark)| Exact::from(*mark)).collect()
}

fn size(n: usize) -> Exact {
    Exact::from_int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The sum of squared differences over all ordered pairs: `2 (n * sum of squares - square of the sum)`.
fn squared_differences<'a>(values: impl Iterator<Item = &'a Exact> + Clone) -> Exact {
    let n = size(values.clone().count());
    let sum = values.clone().fold(Exact::zero(), |sum, value| sum.add(value));
    let squares = values.fold(Exact::zero(), |sum, value| sum.add(&value.mul(value)));
    Exact::from_int(2).mul(&n.mul(&squares).sub(&sum.mul(&sum)))
}

/// `1 - observed / expected` disagreement, where every unit has at least two values.
fn alpha(units: &[Vec<Exact>]) -> Option<Exact> {
    let n: usize = units.iter().map(Vec::len).sum();
    let observed = units.iter().try_fold(Exact::zero(), |sum, unit| {
        Some(sum.add(&squared_differences(unit.iter()).div(&size(unit.len() - 1))?))
    })?;
    let expected = squared_differences(units.iter().flatten()).div(&size(n.checked_sub(1)?))?;
    Some(Exact::one().sub(&observed.div(&expected)?))
}

fn judges(units: &[Vec<(&str, Decimal)>]) -> Vec<JudgeSummary> {
    let mut all: BTreeMap<&str, (u32, Vec<Exact>)> = BTreeMap::new();
    for unit in units {
        let sum = values(unit).iter().fold(Exact::zero(), |sum, value| sum.add(value));
        for (judge, mark) in unit {
            let (marks, distances) = all.entry(judge).or_default();
            *marks += 1;
            let own = Exact::from(*mark);
            // None where the judge is alone.
            if let Some(others) = sum.sub(&own).div(&size(unit.len() - 1)) {
                distances.push(own.sub(&others));
            }
        }
    }
    let summaries = all.into_iter().map(|(judge, (marks, distances))| JudgeSummary {
        judge: judge.to_owned(),
        marks,
        shared: u32::try_from(distances.len()).unwrap_or(u32::MAX),
        leniency: distances
            .iter()
            .fold(Exact::zero(), |sum, distance| sum.add(distance))
            .div(&size(distances.len())),
    });
    summaries.collect()
}
