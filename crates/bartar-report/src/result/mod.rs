//! The result of a run as tables: everyone's places and points, everyone who is not ranked, and what was run.
//!
//! A workbook has a sheet for each; one table of all is for CSV and Parquet. Findings have a list of their own
//! ([`crate::work_list`]).

mod about;
mod columns;
mod pools;

use crate::listing::{Shown, rows_of};
use crate::origin::Origin;
use crate::table::Table;
use bartar_criteria::Text;
use bartar_scoring::ranking::{Place, PoolRanking};
use bartar_scoring::{Outcome, Scored};
use columns::Columns;

/// A row: an entry with its place in a ranking, or an entry that is not ranked.
#[derive(Copy, Clone)]
struct Line<'a> {
    entry: u32,
    placed: Option<(&'a PoolRanking, &'a Place)>,
}

/// What the tables are made from.
pub struct Results<'a> {
    scored: &'a Scored<'a>,
    origin: &'a dyn Origin,
    /// The rankings that are shown.
    rankings: Vec<&'a PoolRanking>,
    /// The places, pool by pool, then the entries that are not ranked.
    lines: Vec<Line<'a>>,
    /// How many of the lines are places.
    placed: usize,
}

impl<'a> Results<'a> {
    /// The result of a run, of the pools and orientations that are shown.
    #[must_use]
    pub fn new(scored: &'a Scored<'_>, shown: &Shown<'_>, origin: &'a dyn Origin) -> Self {
        let rankings = scored.rankings.iter().chain(&scored.orientations);
        let rankings: Vec<&PoolRanking> = rankings.filter(|ranking| shown.ranking(&ranking.id)).collect();
        let mut lines: Vec<Line<'a>> = (rankings.iter().copied())
            .flat_map(|ranking| {
                let line = |place| Line { entry: Place::clone(place).row, placed: Some((ranking, place)) };
                ranking.places.iter().map(line)
            })
            .collect();
        let placed = lines.len();
        for outcome in [Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined] {
            let rows = rows_of(scored, outcome).into_iter().filter(|row| shown.entry(*row));
            lines.extend(rows.map(|entry| Line { entry, placed: None }));
        }
        Self { scored, origin, rankings, lines, placed }
    }

    /// All in one table, whose column `outcome` tells the ranked from the others.
    #[must_use]
    pub fn whole(&self) -> Table<'_> {
        let columns = self.columns(&self.lines);
        let before = [columns.outcome(), columns.pool(), columns.entry(), columns.score(), columns.reasons()];
        let columns = columns.around_nodes(before, [columns.place(), columns.edition()]);
        Table { name: Text::new("نتیجه", "Result"), columns, rows: self.lines.len() }
    }

    /// The sheets of a workbook.
    #[must_use]
    pub fn sheets(&self) -> Vec<Table<'_>> {
        let (placed, others) = self.lines.split_at(self.placed);
        let columns = self.columns(placed);
        let before = [columns.pool(), columns.entry(), columns.score()];
        let standings = Table {
            name: Text::new("رتبه‌ها", "Standings"),
            columns: columns.around_nodes(before, [columns.place()]),
            rows: placed.len(),
        };
        let columns = self.columns(others);
        let own = [columns.outcome(), columns.entry(), columns.reasons(), columns.place()];
        let not_ranked = Table {
            name: Text::new("رتبه‌بندی‌نشده‌ها", "Not ranked"),
            columns: own.into_iter().flatten().collect(),
            rows: others.len(),
        };
        vec![
            standings,
            not_ranked,
            pools::table(self.scored, &self.rankings),
            about::table(self.scored, self.origin),
        ]
    }

    fn columns<'r>(&'r self, lines: &'r [Line<'r>]) -> Columns<'r> {
        Columns { scored: self.scored, origin: self.origin, lines }
    }
}
