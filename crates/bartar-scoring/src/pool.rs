//! Pools: who is ranked with whom.

use crate::entries::Entries;
use crate::outcome::{Outcome, Reason};
use crate::row::Row;
use crate::score::{Scored, plan_of};
use crate::screening::{Screening, absent_words, index};
use bartar_criteria::Text;
use bartar_criteria::codes::NO_POOL_FOR_ENTRY;
use bartar_criteria::formula::{Absent, Data};
use bartar_criteria::rulebook::{Dimension, PoolFamily, Rulebook};
use bartar_criteria::syntax::PoolFallback;
use rayon::prelude::*;

/// A main pool and its eligible entries.
#[derive(Clone, Debug)]
pub struct Members {
    /// Index of the family in the rulebook.
    pub family: usize,
    /// Index of the pool in the family.
    pub pool: usize,
    /// Rows of the entries, in the order of the data.
    pub rows: Vec<u32>,
    /// The pool, as an index into the list of all pools, that took in this one's entries because they were too few.
    pub merged_into: Option<usize>,
}

impl Members {
    /// Whether the pool has fewer entries than its family's minimum.
    #[must_use]
    pub fn is_small(&self, rulebook: &Rulebook) -> bool {
        (self.rows.len() as u64) < u64::from(rulebook.pools[self.family].minimum)
    }
}

/// Puts every eligible entry into exactly one main pool; an entry whose pool cannot be told is quarantined.
pub fn assign(rulebook: &Rulebook, entries: &Entries, screening: &mut Screening) -> Vec<Members> {
    let mut pools: Vec<Members> = Vec::new();
    let mut first: Vec<usize> = Vec::new();
    for (family, written) in rulebook.pools.iter().enumerate() {
        first.push(pools.len());
        pools.extend((0..written.pools.len()).map(|pool| Members {
            family,
            pool,
            rows: Vec::new(),
            merged_into: None,
        }));
    }
    let homes: Vec<Option<Result<(usize, usize), Homeless>>> = (0..entries.len())
        .into_par_iter()
        .map(|row| (screening.outcomes[row] == Outcome::Ranked).then(|| home(rulebook, entries, row)))
        .collect();
    for (row, home) in homes.into_iter().enumerate() {
        match home {
            Some(Ok((family, pool))) => pools[first[family] + pool].rows.push(index(row)),
            Some(Err(homeless)) => {
                let columns = match homeless {
                    Homeless::Undecided(Absent::Missing(_)) => deciding_columns(rulebook, entries, row, true),
                    _ => deciding_columns(rulebook, entries, row, false),
                };
                let reason = Reason::of_finding(NO_POOL_FOR_ENTRY, homeless.words(rulebook), columns);
                screening.exclude(row, Outcome::Quarantined, reason);
            }
            None => {}
        }
    }
    merge_small(rulebook, &first, &mut pools);
    pools
}

/// Why an entry belongs to no pool.
#[derive(Copy, Clone)]
pub(crate) enum Homeless {
    /// What decides it gives nothing: a datum is missing, or a number has no answer.
    Undecided(Absent),
    /// A value lies outside all of these classes.
    Unclassed(usize),
    /// The sector has no rules, or no pool is made for the choice.
    NoSuchPool,
    /// The conditions of all pools are decided, and none holds.
    Untaken,
}

impl Homeless {
    fn words(self, rulebook: &Rulebook) -> Text {
        match self {
            Self::Undecided(Absent::Missing(_)) => Text::new(
                "گروه رقابت این پرونده دانسته نیست، زیرا داده‌ای که گروه را تعیین می‌کند نیامده است",
                "the pool of this entry is not known, since the datum that decides it is missing",
            ),
            Self::Undecided(absent) => {
                let why = absent_words(absent);
                Text::new(
                    format!("گروه رقابت این پرونده دانسته نیست: {}", why.fa),
                    format!("the pool of this entry is not known: {}", why.en),
                )
            }
            Self::Unclassed(class) => {
                let title = &rulebook.classes[class].title;
                Text::new(
                    format!(
                        "این پرونده در گروهی جا نمی‌گیرد، زیرا مقدار آن بیرون از همهٔ رده‌های «{}» است",
                        title.fa
                    ),
                    format!(
                        "this entry belongs to no pool, since its value lies outside all classes of \"{}\"",
                        title.en
                    ),
                )
            }
            Self::NoSuchPool => Text::new(
                "شیوه‌نامه برای آنچه این پرونده اظهار کرده است گروهی ندارد",
                "the rulebook has no pool for what this entry states",
            ),
            Self::Untaken => Text::new(
                "شرط هیچ‌یک از گروه‌ها برای این پرونده برقرار نیست",
                "the condition of no pool holds for this entry",
            ),
        }
    }
}

/// The column of the sector, where the rulebook has sectors.
#[must_use]
pub fn sector_column(rulebook: &Rulebook) -> Option<usize> {
    rulebook
        .columns
        .iter()
        .position(|spec| Some(spec.field) == rulebook.data.sector && spec.years_before == 0)
}

/// The columns that decide on the pools of entries.
#[must_use]
pub fn columns_of_pools(rulebook: &Rulebook) -> Vec<usize> {
    let mut columns: Vec<usize> = sector_column(rulebook).into_iter().collect();
    for family in &rulebook.pools {
        columns.extend(family.when.iter().flat_map(|when| when.formula.columns()));
        columns.extend(family.by.iter().flat_map(|dimension| match dimension {
            Dimension::Column(column) => vec![*column],
            Dimension::Class(class) => rulebook.classes[*class].value.formula.columns(),
        }));
    }
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// The columns that decide on the pool of an entry: all, or those without a datum.
fn deciding_columns(rulebook: &Rulebook, entries: &Entries, row: usize, missing: bool) -> Vec<usize> {
    let mut columns = columns_of_pools(rulebook);
    columns.retain(|column| !missing || entries.columns[*column].missing(row).is_some());
    columns
}

/// Family and pool that one entry belongs to by itself, whether or not it takes part.
pub(crate) fn home(rulebook: &Rulebook, entries: &Entries, row: usize) -> Result<(usize, usize), Homeless> {
    // Without a sector there are no rules to score by, whatever the pools are made of.
    if plan_of(rulebook, entries, row).is_none() {
        let missing = sector_column(rulebook).and_then(|column| entries.columns[column].missing(row));
        return Err(
            missing.map_or(Homeless::NoSuchPool, |missing| Homeless::Undecided(Absent::Missing(missing)))
        );
    }
    let data = Row { entries, row };
    for (index, family) in rulebook.pools.iter().enumerate() {
        if let Some(condition) = family.when.as_ref().and_then(|when| when.truth())
            && !condition.evaluate(&data).map_err(Homeless::Undecided)?
        {
            continue;
        }
        return pool_of(family, rulebook, &data).map(|pool| (index, pool));
    }
    Err(Homeless::Untaken)
}

/// Whether an entry stands in a pool or orientation, or would if it were ranked; also where that cannot be told.
#[must_use]
pub fn may_belong(scored: &Scored<'_>, row: usize, id: &str) -> bool {
    let rulebook = scored.rulebook;
    if let Some(orientation) = rulebook.orientations.iter().find(|orientation| orientation.id == id) {
        let condition = orientation.when.truth();
        return condition
            .is_none_or(|when| when.evaluate(&Row { entries: scored.entries, row }) != Ok(false));
    }
    let Ok(own) = home(rulebook, scored.entries, row) else { return true };
    let named = |members: &Members| rulebook.pools[members.family].pools[members.pool].id == id;
    let home = scored.pools.iter().find(|trace| (trace.members.family, trace.members.pool) == own);
    home.is_none_or(|home| {
        let wider = home.members.merged_into.map(|wider| &scored.pools[wider].members);
        named(&home.members) || wider.is_some_and(named)
    })
}

fn pool_of(family: &PoolFamily, rulebook: &Rulebook, data: &Row<'_>) -> Result<usize, Homeless> {
    let mut key = Vec::with_capacity(family.by.len());
    for dimension in &family.by {
        key.push(match dimension {
            Dimension::Column(column) => {
                data.choice(*column).map_err(Absent::Missing).map_err(Homeless::Undecided)?
            }
            Dimension::Class(class) => rulebook.classes[*class].of(data).map_err(|absent| match absent {
                Absent::OutsideDomain => Homeless::Unclassed(*class),
                absent => Homeless::Undecided(absent),
            })?,
        });
    }
    family.pools.iter().position(|pool| pool.key == key).ok_or(Homeless::NoSuchPool)
}

/// Moves the entries of pools below the minimum into the pool of their wider group, where the rulebook says so.
fn merge_small(rulebook: &Rulebook, first: &[usize], pools: &mut [Members]) {
    for index in 0..pools.len() {
        let family = &rulebook.pools[pools[index].family];
        let wider = family.pools[pools[index].pool].wider;
        let (Some(PoolFallback::Group), Some(wider)) = (family.fallback, wider) else { continue };
        // Where nobody is, nobody moves.
        if !pools[index].rows.is_empty() && pools[index].is_small(rulebook) {
            let target = first[pools[index].family] + wider;
            let moved = std::mem::take(&mut pools[index].rows);
            pools[index].merged_into = Some(target);
            pools[target].rows.extend(moved);
            pools[target].rows.sort_unstable();
        }
    }
}
