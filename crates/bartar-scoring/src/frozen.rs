//! A frozen reference population: after an amendment nobody's relative points move but those of the entries amended.

use crate::entries::Entries;
use crate::pool::Members;
use crate::relative::{PoolValues, relative_points};
use crate::row::Row;
use crate::score::{NO_POINTS, PointColumn, Scored};
use crate::trace::{Standing, relative_words};
use crate::value::value;
use crate::words;
use bartar_criteria::rulebook::Indicator;
use bartar_criteria::{Text, text};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The scoring before the amendments, and which entries they concern.
#[derive(Clone, Debug)]
pub struct Frozen<'a> {
    /// What was scored before, stage after stage.
    base: Arc<[Scored<'a>]>,
    /// Rows of the entries amended.
    amended: Arc<BTreeSet<u32>>,
    /// The stage that is held to it.
    stage: usize,
}

impl<'a> Frozen<'a> {
    /// Holds relative points to those of an earlier run over the same stages, but for the rows that were amended since.
    #[must_use]
    pub fn new(base: Arc<[Scored<'a>]>, amended: BTreeSet<u32>) -> Self {
        Self { base, amended: Arc::new(amended), stage: 0 }
    }

    /// What holds a stage; none where the earlier run did not get that far.
    pub(crate) fn at_stage(&self, stage: usize) -> Option<Self> {
        (stage < self.base.len()).then(|| Self { stage, ..self.clone() })
    }

    /// The scoring before the amendments.
    fn base(&self) -> Option<&Scored<'a>> {
        self.base.get(self.stage)
    }

    /// Puts the frozen points of one relative indicator in place of those computed among the entries as they are now.
    /// `definition` is the indicator at each position of the pool.
    pub(crate) fn hold<'i>(
        &self,
        entries: &Entries,
        members: &Members,
        common: usize,
        definition: impl Fn(usize) -> Option<&'i Indicator>,
        column: &mut PointColumn,
    ) {
        for (position, row) in members.rows.iter().enumerate() {
            let Some(indicator) = definition(position).filter(|indicator| indicator.rule.is_relative())
            else {
                continue;
            };
            let held = if self.amended.contains(row) {
                self.among_others(entries, members, common, indicator, *row)
            } else {
                self.before(common, *row)
            };
            if let Some(points) = held {
                column[position] = points;
            }
        }
    }

    /// The points that an entry had.
    fn before(&self, common: usize, row: u32) -> Option<i64> {
        let base = self.base()?;
        let (pool, position) = base.places[row as usize]?;
        Some(base.pools[pool as usize].points[common].as_ref()?[position as usize])
    }

    /// The points of an amended entry's value among the others as they were; none where it has no value, for which the
    /// rulebook's policy stands.
    fn among_others(
        &self,
        entries: &Entries,
        members: &Members,
        common: usize,
        indicator: &Indicator,
        row: u32,
    ) -> Option<i64> {
        let values = self.population(entries, members, common, indicator, row)?;
        let points = relative_points(indicator, &values, self.base()?.rulebook.rounding.points)?.points;
        points.last().copied().filter(|points| *points != NO_POINTS)
    }

    /// The values among which an amended entry stands: those of the others as they were, and last its own as it is; none
    /// where it has no value.
    fn population(
        &self,
        entries: &Entries,
        members: &Members,
        common: usize,
        indicator: &Indicator,
        row: u32,
    ) -> Option<PoolValues> {
        let own = value(indicator, &Row { entries, row: row as usize })?.ok()?.used;
        let base = self.base()?;
        let same = (base.pools.iter())
            .find(|pool| (pool.members.family, pool.members.pool) == (members.family, members.pool))?;
        let pool = same.members.merged_into.map_or(same, |wider| &base.pools[wider]);
        let mut values = Vec::with_capacity(pool.members.rows.len());
        for (position, other) in pool.members.rows.iter().enumerate().filter(|(_, other)| **other != row) {
            let plan = pool.plans.at(position);
            let known = base.layout.plan_indicators[plan].iter().position(|known| *known == common);
            let theirs = known.and_then(|own| base.rulebook.plans[plan].indicators.get(own));
            let data = Row { entries: base.entries, row: *other as usize };
            values.push(theirs.and_then(|theirs| value(theirs, &data)?.ok()).map(|value| value.used));
        }
        values.push(Some(own));
        Some(PoolValues::Exact(values))
    }

    /// Where the value of an entry stands among those to which its points are held, in words; none where they are not
    /// held. `members` is its pool as it is now.
    pub(crate) fn words(
        &self,
        entries: &Entries,
        members: &Members,
        common: usize,
        indicator: &Indicator,
        row: u32,
    ) -> Option<Text> {
        let base = self.base()?;
        let told = if self.amended.contains(&row) {
            let values = self.population(entries, members, common, indicator, row)?;
            let figures = relative_points(indicator, &values, base.rulebook.rounding.points)?.figures;
            words::relative(indicator, &figures, &Standing::of(&values, values.positions().next_back()?))
        } else {
            self.before(common, row)?;
            relative_words(base, row as usize, indicator, common)
        };
        let Text { fa, en } = told;
        Some(text!(
            fa: "{fa}؛ دیگران چنان‌که پیش از اصلاح‌ها بودند",
            en: "{en}; the others as they were before the amendments"
        ))
    }
}
