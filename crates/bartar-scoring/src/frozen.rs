//! A frozen reference population: after an amendment nobody's relative points move but those of the entries amended.

use crate::entries::Entries;
use crate::pool::Members;
use crate::relative::{PoolValues, relative_points};
use crate::row::Row;
use crate::score::{NO_POINTS, PointColumn, Scored};
use crate::value::value;
use bartar_criteria::rulebook::Indicator;
use std::collections::BTreeSet;

/// The scoring before the amendments, and which entries they concern.
#[derive(Copy, Clone, Debug)]
pub struct Frozen<'a> {
    /// What was scored before.
    pub base: &'a Scored<'a>,
    /// Rows of the entries amended.
    pub amended: &'a BTreeSet<u32>,
}

impl Frozen<'_> {
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
        let (pool, position) = self.base.places[row as usize]?;
        Some(self.base.pools[pool as usize].points[common].as_ref()?[position as usize])
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
        let own = value(indicator, &Row { entries, row: row as usize })?.ok()?.used;
        let pools = &self.base.pools;
        let same = pools
            .iter()
            .find(|pool| (pool.members.family, pool.members.pool) == (members.family, members.pool))?;
        let pool = same.members.merged_into.map_or(same, |wider| &pools[wider]);
        let mut values = Vec::with_capacity(pool.members.rows.len());
        for (position, other) in pool.members.rows.iter().enumerate().filter(|(_, other)| **other != row) {
            let plan = pool.plans.at(position);
            let layout = &self.base.layout;
            let known = layout.plan_indicators[plan].iter().position(|known| *known == common);
            let theirs = known.and_then(|own| self.base.rulebook.plans[plan].indicators.get(own));
            let data = Row { entries: self.base.entries, row: *other as usize };
            values.push(theirs.and_then(|theirs| value(theirs, &data)?.ok()).map(|value| value.used));
        }
        values.push(Some(own));
        let rounding = self.base.rulebook.rounding.points;
        let points = relative_points(indicator, &PoolValues::Exact(values), rounding)?.points;
        points.last().copied().filter(|points| *points != NO_POINTS)
    }
}
