//! The order of a ranking: by score, then by the tie chain, and shared ranks.

use super::Place;
use crate::entries::Column;
use crate::score::Scored;
use bartar_criteria::exact::Decimal;
use bartar_criteria::rulebook::{Tie, TieKey};
use bartar_criteria::syntax::Role;
use rayon::prelude::*;
use std::cmp::Ordering;

/// An entry on its way to a rank.
#[derive(Copy, Clone)]
struct Standing {
    /// Score at the ranking precision.
    score: Decimal,
    /// The entry's row.
    row: u32,
    /// Whether it is equal to the one before, as far as the rules were applied.
    equal: bool,
    /// What the tie rule being applied looks at.
    key: Option<Decimal>,
}

/// Competition ranking: by score, then by the tie chain; what is still equal shares a rank and is listed by id.
pub(super) fn rank(scored: &Scored<'_>, rows: Vec<u32>) -> Vec<Place> {
    // Whoever has no score is no longer among the ranked: see `score`.
    let standing =
        |row: u32| scored.score(row as usize).map(|score| Standing { score, row, equal: false, key: None });
    let mut standings: Vec<Standing> = rows.into_par_iter().filter_map(standing).collect();
    standings.par_sort_unstable_by(|a, b| b.score.cmp(&a.score));
    standings
        .par_chunk_by_mut(|a, b| a.score == b.score)
        .for_each(|equals| settle(scored, equals, &scored.rulebook.ranking.ties));
    let mut places: Vec<Place> = Vec::with_capacity(standings.len());
    for (position, standing) in standings.iter().enumerate() {
        let Standing { score, row, equal, .. } = *standing;
        let rank = match places.last_mut() {
            Some(last) if equal => {
                last.tied = true;
                last.rank
            }
            _ => u32::try_from(position + 1).unwrap_or(u32::MAX),
        };
        places.push(Place { row, rank, score, tied: equal, honour: None });
    }
    places
}

/// Orders entries that are equal so far by the rest of the tie chain. Each rule is applied only to those that the rules
/// before it left equal, and its value is looked up once for each.
fn settle(scored: &Scored<'_>, equals: &mut [Standing], ties: &[Tie]) {
    if equals.len() < 2 {
        return;
    }
    let Some((tie, rest)) = ties.split_first() else {
        equals.sort_unstable_by_key(|standing| scored.entries.ids.get(standing.row as usize));
        equals.iter_mut().skip(1).for_each(|standing| standing.equal = true);
        return;
    };
    for standing in equals.iter_mut() {
        standing.key = tie_value(scored, &tie.key, standing.row);
    }
    equals.sort_unstable_by(|a, b| preferred(tie, a.key, b.key));
    for equals in equals.chunk_by_mut(|a, b| preferred(tie, a.key, b.key).is_eq()) {
        settle(scored, equals, rest);
    }
}

/// Which of two values a tie rule prefers: less is first.
fn preferred(tie: &Tie, left: Option<Decimal>, right: Option<Decimal>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if tie.descending => right.cmp(&left),
        (Some(left), Some(right)) => left.cmp(&right),
        // What is not known comes last, whichever way the rule looks.
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The first rule of the tie chain that separates two entries, and how; `None` when none does.
#[must_use]
pub fn break_tie(scored: &Scored<'_>, a: u32, b: u32) -> Option<(usize, Ordering)> {
    scored.rulebook.ranking.ties.iter().enumerate().find_map(|(number, tie)| {
        let ordering = compare_by(scored, tie, a, b);
        ordering.is_ne().then_some((number, ordering))
    })
}

/// Which of two entries a rule of the tie chain prefers: less is first.
#[must_use]
pub fn compare_by(scored: &Scored<'_>, tie: &Tie, a: u32, b: u32) -> Ordering {
    preferred(tie, tie_value(scored, &tie.key, a), tie_value(scored, &tie.key, b))
}

/// What a tie rule looks at, for one entry.
#[must_use]
pub fn tie_value(scored: &Scored<'_>, key: &TieKey, row: u32) -> Option<Decimal> {
    let row = row as usize;
    match key {
        TieKey::Axis(id) => {
            let axis = scored.layout.axes.iter().position(|known| known == id)?;
            scored.axis_points(row, axis)
        }
        TieKey::Indicator(id) => {
            let indicator = scored.layout.indicators.iter().position(|known| known == id)?;
            scored.indicator_points(row, indicator)
        }
        TieKey::Penalties => penalties(scored, row),
        TieKey::Column(column) => match scored.entries.columns.get(*column) {
            Some(Column::Numbers(numbers)) => numbers.get(row).ok(),
            _ => None,
        },
    }
}

/// The points that penalties take from an entry, as a number not below zero.
fn penalties(scored: &Scored<'_>, row: usize) -> Option<Decimal> {
    let (pool, position) = scored.places[row]?;
    let plan = scored.pools[pool as usize].plans.at(position as usize);
    let indicators = scored.rulebook.plans[plan].indicators.iter().zip(&scored.layout.plan_indicators[plan]);
    // 64-bit points of one scale: no number of indicators makes a sum that does not fit.
    indicators
        .filter(|(indicator, _)| indicator.role == Role::Penalty)
        .filter_map(|(_, common)| scored.indicator_points(row, *common))
        .try_fold(Decimal::ZERO, |sum, points| sum.checked_sub(points).ok())
}
