//! Ranks, ties and honours.

use crate::entries::Column;
use crate::outcome::{Finding, Outcome};
use crate::row::Row;
use crate::score::Scored;
use crate::screening::absent_words;
use bartar_criteria::codes::ORIENTATION_UNDECIDED;
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::rulebook::{Honour, TieKey};
use bartar_criteria::syntax::{PoolFallback, Role};
use bartar_criteria::{Text, text};
use rayon::prelude::*;
use std::cmp::Ordering;

/// Whether a ranking computes points or re-ranks them.
#[derive(Copy, Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PoolKind {
    /// Points are computed here.
    Main,
    /// Totals of the main pools are ranked again.
    Orientation,
}

/// A ranking: of a main pool or an orientation.
#[derive(Clone, Debug)]
pub struct PoolRanking {
    /// Id in results.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Which kind.
    pub kind: PoolKind,
    /// The entries, by rank, then by id.
    pub places: Vec<Place>,
    /// Why the highest honour is not given; `None` when it is, or when there are no honours.
    pub no_winner: Option<NoWinner>,
    /// Id of the pool that took in this one's entries.
    pub merged_into: Option<String>,
    /// Ids of the pools whose entries this one took in.
    pub merged_from: Vec<String>,
}

/// One entry's place in a ranking.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The entry's row.
    pub row: u32,
    /// Rank from 1; equal entries share it, and the next rank is skipped (1-2-2-4).
    pub rank: u32,
    /// Score at the ranking precision.
    pub score: Decimal,
    /// Whether the rank is shared.
    pub tied: bool,
    /// Index of the honour in the rulebook.
    pub honour: Option<usize>,
}

/// Why nobody receives the highest honour.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoWinner {
    /// A word for programs: `no-entries`, `too-few-entries`, `below-threshold`, `ranked-in-wider-pool`.
    pub code: &'static str,
    /// In words.
    pub message: Text,
}

/// Ranks every main pool.
#[must_use]
pub fn rank_pools(scored: &Scored<'_>) -> Vec<PoolRanking> {
    let rulebook = scored.rulebook;
    let pool_of = |number: usize| {
        let members = &scored.pools[number].members;
        &rulebook.pools[members.family].pools[members.pool]
    };
    let id_of = |number: usize| pool_of(number).id.clone();
    let pools = scored.pools.iter().enumerate().map(|(number, trace)| {
        let family = &rulebook.pools[trace.members.family];
        let pool = &family.pools[trace.members.pool];
        let ranked = trace.members.rows.iter().copied().filter(|row| scored.outcome(*row as usize) == Outcome::Ranked);
        let mut places = rank(scored, ranked.collect());
        let small = trace.members.is_small(rulebook) && family.fallback.is_some();
        let merged_into = trace.members.merged_into.map(id_of);
        let no_winner = if rulebook.honours.is_empty() {
            None
        } else if let Some(wider) = trace.members.merged_into.map(pool_of) {
            let Text { fa: wider_fa, en: wider_en } = &wider.title;
            let minimum = family.minimum;
            let minimum_fa = to_persian_digits(&minimum.to_string());
            Some(NoWinner {
                code: "ranked-in-wider-pool",
                message: text!(
                    fa: "پرونده‌های واجد شرایط این گروه کمتر از {minimum_fa} است و در گروه «{wider_fa}» رتبه‌بندی شدند",
                    en: "fewer than {minimum} eligible entries: ranked in the pool \"{wider_en}\""
                ),
            })
        } else if places.is_empty() {
            Some(no_winner(&rulebook.honours, "no-entries", &Text::new("هیچ پروندهٔ واجد شرایطی نیست", "there is no eligible entry")))
        } else if small && (family.fallback == Some(PoolFallback::NoWinner) || pool.wider.is_none()) {
            let minimum = family.minimum;
            let minimum_fa = to_persian_digits(&minimum.to_string());
            Some(no_winner(
                &rulebook.honours,
                "too-few-entries",
                &text!(
                    fa: "پرونده‌های واجد شرایط کمتر از {minimum_fa} است",
                    en: "there are fewer than {minimum} eligible entries"
                ),
            ))
        } else {
            give_honours(&rulebook.honours, &mut places)
        };
        let merged_from = (0..scored.pools.len())
            .filter(|other| scored.pools[*other].members.merged_into == Some(number) && scored.pools[*other].members.own > 0)
            .map(id_of)
            .collect();
        PoolRanking {
            id: pool.id.clone(),
            title: pool.title.clone(),
            kind: PoolKind::Main,
            places,
            no_winner,
            merged_into,
            merged_from,
        }
    });
    pools.collect()
}

/// Ranks every orientation over all pools together.
#[must_use]
pub fn rank_orientations(scored: &Scored<'_>) -> Vec<PoolRanking> {
    let rankings = scored.rulebook.orientations.iter().map(|orientation| {
        let takes_part = |row: &usize| {
            let data = Row { entries: scored.entries, row: *row };
            scored.outcome(*row) == Outcome::Ranked
                && orientation.when.truth().is_some_and(|condition| condition.evaluate(&data) == Ok(true))
        };
        let rows: Vec<u32> = (0..scored.entries.len())
            .into_par_iter()
            .filter(takes_part)
            .map(crate::screening::index)
            .collect();
        let mut places = rank(scored, rows);
        let no_winner = if !orientation.honours || scored.rulebook.honours.is_empty() {
            None
        } else if places.is_empty() {
            Some(no_winner(
                &scored.rulebook.honours,
                "no-entries",
                &Text::new("هیچ پروندهٔ واجد شرایطی نیست", "there is no eligible entry"),
            ))
        } else {
            give_honours(&scored.rulebook.honours, &mut places)
        };
        PoolRanking {
            id: orientation.id.clone(),
            title: orientation.title.clone(),
            kind: PoolKind::Orientation,
            places,
            no_winner,
            merged_into: None,
            merged_from: Vec::new(),
        }
    });
    rankings.collect()
}

/// Ranked entries of which it cannot be told whether they belong to an orientation.
#[must_use]
pub fn undecided_orientations(scored: &Scored<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for orientation in &scored.rulebook.orientations {
        let Some(condition) = orientation.when.truth() else { continue };
        let absent = (0..scored.entries.len()).into_par_iter().filter_map(|row| {
            let ranked = scored.outcome(row) == Outcome::Ranked;
            let absent =
                condition.evaluate(&Row { entries: scored.entries, row }).err().filter(|_| ranked)?;
            let why = absent_words(absent);
            Some(Finding {
                code: ORIENTATION_UNDECIDED,
                entry: Some(crate::screening::index(row)),
                column: None,
                pool: Some(orientation.id.clone()),
                rule: None,
                message: Text::new(
                    format!("در گرایش «{}» رتبه نگرفت: {}", orientation.title.fa, why.fa),
                    format!("not ranked in the orientation \"{}\": {}", orientation.title.en, why.en),
                ),
            })
        });
        findings.extend(absent.collect::<Vec<_>>());
    }
    findings
}

/// The score by which an entry is ranked.
fn score_of(scored: &Scored<'_>, row: u32) -> Decimal {
    let total = scored.total(row as usize).unwrap_or(Decimal::ZERO);
    scored.rulebook.ranking.precision.apply_decimal(total).unwrap_or(total)
}

/// Competition ranking: by score, then by the tie chain; what is still equal shares a rank and is listed by id.
fn rank(scored: &Scored<'_>, rows: Vec<u32>) -> Vec<Place> {
    let mut scores: Vec<(Decimal, u32)> =
        rows.into_par_iter().map(|row| (score_of(scored, row), row)).collect();
    scores.par_sort_unstable_by(|a, b| {
        (b.0.cmp(&a.0))
            .then_with(|| break_tie(scored, a.1, b.1).map_or(Ordering::Equal, |(_, ordering)| ordering))
            .then_with(|| scored.entries.ids.get(a.1 as usize).cmp(scored.entries.ids.get(b.1 as usize)))
    });
    let equal = |a: &(Decimal, u32), b: &(Decimal, u32)| a.0 == b.0 && break_tie(scored, a.1, b.1).is_none();
    let mut places: Vec<Place> = Vec::with_capacity(scores.len());
    for (position, (score, row)) in scores.iter().enumerate() {
        let shared = position > 0 && equal(&scores[position - 1], &scores[position]);
        let rank = match places.last_mut() {
            Some(last) if shared => {
                last.tied = true;
                last.rank
            }
            _ => u32::try_from(position + 1).unwrap_or(u32::MAX),
        };
        places.push(Place { row: *row, rank, score: *score, tied: shared, honour: None });
    }
    places
}

/// The first rule of the tie chain that separates two entries, and how; `None` when none does.
#[must_use]
pub fn break_tie(scored: &Scored<'_>, a: u32, b: u32) -> Option<(usize, Ordering)> {
    for (number, tie) in scored.rulebook.ranking.ties.iter().enumerate() {
        let (left, right) = (tie_value(scored, &tie.key, a), tie_value(scored, &tie.key, b));
        let ordering = match (left, right) {
            (Some(left), Some(right)) if tie.descending => right.cmp(&left),
            (Some(left), Some(right)) => left.cmp(&right),
            // What is not known comes last, whichever way the rule looks.
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        if ordering != Ordering::Equal {
            return Some((number, ordering));
        }
    }
    None
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
        TieKey::Penalties => Some(penalties(scored, row)),
        TieKey::Column(column) => match scored.entries.columns.get(*column) {
            Some(Column::Numbers(numbers)) => numbers.get(row).ok(),
            _ => None,
        },
    }
}

/// The points that penalties take from an entry, as a number not below zero.
fn penalties(scored: &Scored<'_>, row: usize) -> Decimal {
    let Some(plan) =
        scored.places[row].map(|(pool, position)| scored.pools[pool as usize].plans.at(position as usize))
    else {
        return Decimal::ZERO;
    };
    let indicators = scored.rulebook.plans[plan].indicators.iter().zip(&scored.layout.plan_indicators[plan]);
    indicators
        .filter(|(indicator, _)| indicator.role == Role::Penalty)
        .filter_map(|(_, common)| scored.indicator_points(row, *common))
        .fold(Decimal::ZERO, |sum, points| sum.checked_sub(points).unwrap_or(sum))
}

/// Gives each entry the first honour it qualifies for; says why the highest is not given, when it is not.
fn give_honours(honours: &[Honour], places: &mut [Place]) -> Option<NoWinner> {
    for place in places.iter_mut() {
        place.honour =
            honours.iter().position(|honour| place.rank <= honour.rank && place.score >= honour.from);
    }
    let highest = honours.first()?;
    if places.iter().any(|place| place.honour == Some(0)) {
        return None;
    }
    let best = places.first()?.score;
    let number = |number: &Decimal| to_persian_digits(&number.to_string());
    Some(no_winner(
        honours,
        "below-threshold",
        &Text::new(
            format!("بالاترین امتیاز {} است و آستانه {}", number(&best), number(&highest.from)),
            format!("the highest score is {best}, the threshold {}", highest.from),
        ),
    ))
}

/// The announcement that the rulebook states for a missing highest honour, with the reason.
fn no_winner(honours: &[Honour], code: &'static str, reason: &Text) -> NoWinner {
    let highest = honours.first();
    let announced =
        highest.map(|honour| honour.absent.as_ref().unwrap_or(&honour.title)).cloned().unwrap_or_default();
    let message =
        Text::new(format!("{}: {}", announced.fa, reason.fa), format!("{}: {}", announced.en, reason.en));
    NoWinner { code, message }
}
