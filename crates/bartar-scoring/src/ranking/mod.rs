//! Ranks, ties and honours.

mod honours;
mod order;

pub use order::{break_tie, compare_by, tie_value};

use crate::outcome::{Finding, Outcome};
use crate::pool::may_belong;
use crate::row::Row;
use crate::score::Scored;
use crate::screening::absent_words;
use bartar_criteria::codes::ORIENTATION_UNDECIDED;
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::rulebook::Orientation;
use bartar_criteria::syntax::{PoolFallback, SeveralHonours};
use bartar_criteria::{Text, text};
use honours::{give_honours, no_winner};
use order::rank;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

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
    /// A word for programs: `no-entries`, `too-few-entries`, `below-threshold`,
    /// `ranked-in-wider-pool`, `honoured-elsewhere`.
    pub code: &'static str,
    /// In words.
    pub message: Text,
}

/// The rankings of a run: of the main pools, and of the orientations.
#[derive(Debug)]
pub struct Rankings {
    /// In the order of the pools.
    pub pools: Vec<PoolRanking>,
    /// In rulebook order.
    pub orientations: Vec<PoolRanking>,
}

/// Ranks every main pool, and every orientation over all pools together.
#[must_use]
pub fn rank_all(scored: &Scored<'_>) -> Rankings {
    let ranked = |row: &u32| scored.outcome(*row as usize) == Outcome::Ranked;
    let pools = scored.pools.iter().map(|trace| trace.members.rows.iter().copied().filter(ranked).collect());
    let pools = pools.map(|rows| rank(scored, rows)).collect();
    let orientations = scored.rulebook.orientations.iter().map(|orientation| {
        let rows = (0..scored.entries.len()).into_par_iter();
        let rows = rows.filter(|row| takes_part(scored, orientation, *row));
        rank(scored, rows.map(crate::screening::index).collect())
    });
    award(scored, pools, orientations.collect())
}

/// Whether an entry is ranked in an orientation.
#[must_use]
pub fn takes_part(scored: &Scored<'_>, orientation: &Orientation, row: usize) -> bool {
    let data = Row { entries: scored.entries, row };
    scored.outcome(row) == Outcome::Ranked
        && orientation.when.truth().is_some_and(|condition| condition.evaluate(&data) == Ok(true))
}

/// Gives the honours to whoever has these places in the main pools and in the orientations.
#[must_use]
pub fn award(scored: &Scored<'_>, pools: Vec<Vec<Place>>, orientations: Vec<Vec<Place>>) -> Rankings {
    let waits = |row: &usize| scored.outcome(*row) == Outcome::Review;
    let waiting: Vec<usize> = (0..scored.entries.len()).filter(waits).collect();
    let nobody = |id: &str| {
        let waiting = waiting.iter().filter(|row| may_belong(scored, **row, id)).count();
        no_winner(&scored.rulebook.honours, "no-entries", &nobody(waiting))
    };
    let pools: Vec<PoolRanking> = pools
        .into_iter()
        .enumerate()
        .map(|(number, places)| of_pool(scored, number, places, &nobody))
        .collect();
    // Every entry is in one main pool, so that only orientations can give it a second honour.
    let once = scored.rulebook.ranking.several_honours == SeveralHonours::PassOn;
    let honoured = |rankings: &[PoolRanking]| -> Vec<u32> {
        let places = rankings.iter().flat_map(|ranking| &ranking.places);
        places.filter(|place| once && place.honour.is_some()).map(|place| place.row).collect()
    };
    let mut passed: BTreeSet<u32> = honoured(&pools).into_iter().collect();
    let mut rankings = Vec::new();
    for (orientation, places) in scored.rulebook.orientations.iter().zip(orientations) {
        let ranking = of_orientation(scored, orientation, places, &passed, &nobody);
        passed.extend(honoured(std::slice::from_ref(&ranking)));
        rankings.push(ranking);
    }
    Rankings { pools, orientations: rankings }
}

/// The ranking of a main pool, with its honours.
fn of_pool(
    scored: &Scored<'_>,
    number: usize,
    mut places: Vec<Place>,
    nobody: &dyn Fn(&str) -> NoWinner,
) -> PoolRanking {
    let rulebook = scored.rulebook;
    let pool_of = |number: usize| {
        let members = &scored.pools[number].members;
        &rulebook.pools[members.family].pools[members.pool]
    };
    let id_of = |number: usize| pool_of(number).id.clone();
    let (members, pool) = (&scored.pools[number].members, pool_of(number));
    let family = &rulebook.pools[members.family];
    let small = members.is_small(rulebook) && family.fallback.is_some();
    let no_winner = if rulebook.honours.is_empty() {
        None
    } else if let Some(wider) = members.merged_into.map(pool_of) {
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
        Some(nobody(&pool.id))
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
        give_honours(&rulebook.honours, &mut places, &BTreeSet::new())
    };
    let merged_from = (0..scored.pools.len())
        .filter(|other| scored.pools[*other].members.merged_into == Some(number))
        .map(id_of)
        .collect();
    PoolRanking {
        id: pool.id.clone(),
        title: pool.title.clone(),
        kind: PoolKind::Main,
        places,
        no_winner,
        merged_into: members.merged_into.map(id_of),
        merged_from,
    }
}

/// The ranking of an orientation, with its honours.
fn of_orientation(
    scored: &Scored<'_>,
    orientation: &Orientation,
    mut places: Vec<Place>,
    passed: &BTreeSet<u32>,
    nobody: &dyn Fn(&str) -> NoWinner,
) -> PoolRanking {
    let honours = &scored.rulebook.honours;
    let no_winner = if !orientation.honours || honours.is_empty() {
        None
    } else if places.is_empty() {
        Some(nobody(&orientation.id))
    } else {
        give_honours(honours, &mut places, passed)
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
                mark: None,
                group: None,
                message: Arc::new(Text::new(
                    format!("در گرایش «{}» رتبه نگرفت: {}", orientation.title.fa, why.fa),
                    format!("not ranked in the orientation \"{}\": {}", orientation.title.en, why.en),
                )),
            })
        });
        findings.extend(absent.collect::<Vec<_>>());
    }
    findings
}

/// Why nobody is ranked, where so many entries of the pool still wait for a datum or the judges.
fn nobody(waiting: usize) -> Text {
    if waiting == 0 {
        return Text::new("هیچ پروندهٔ واجد شرایطی نیست", "there is no eligible entry");
    }
    let waiting_fa = to_persian_digits(&waiting.to_string());
    text!(
        fa: "هنوز پرونده‌ای رتبه‌بندی نشده است؛ پرونده‌های نیازمند بررسی: {waiting_fa}",
        en: "no entry is ranked yet; for review: {waiting}"
    )
}
