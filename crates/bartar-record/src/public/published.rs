//! A stage as it was published, in the form in which the engine has it: so that the engine's own rules can be held against it.

use super::lists::{STAYED, outcome};
use super::stage::{PointsRow, Stage, pools};
use crate::about::About;
use crate::open::{Damage, unreadable_row};
use bartar_criteria::Rulebook;
use bartar_scoring::layout::Layout;
use bartar_scoring::panel::marks_count;
use bartar_scoring::pool::{Members, sector_column};
use bartar_scoring::ranking::{Place, award};
use bartar_scoring::score::{NO_POINTS, PlanOf, PointColumn, PoolTrace, plans_of};
use bartar_scoring::screening::Screening;
use bartar_scoring::stages::{Passage, StageResult, Standing};
use bartar_scoring::tree::{NodeColumn, NodePoints, aggregate};
use bartar_scoring::{Entries, Outcome, Scored};
use std::collections::BTreeMap;

/// What of the data a public form does not show as it counted: confidential columns, those made of marks, and all of them
/// where entries were amended after filing.
pub struct Hidden(Vec<bool>);

impl Hidden {
    /// Of a record.
    pub fn new(about: &About, rulebook: &Rulebook) -> Self {
        let hidden = |field: usize| {
            let field = &rulebook.fields[field];
            about.amendments > 0 || field.confidential || field.of_panel
        };
        Self(rulebook.columns.iter().map(|column| hidden(column.field)).collect())
    }

    /// Whether one of these columns is hidden.
    pub fn any(&self, columns: &[usize]) -> bool {
        columns.iter().any(|column| self.0.get(*column).is_none_or(|hidden| *hidden))
    }
}

/// Axes and totals of a pool.
pub type Nodes = (Vec<Option<NodeColumn>>, NodeColumn);

/// A published stage.
pub struct Published<'a> {
    /// What was published. Its honours are those that the rulebook gives for the published ranks.
    pub scored: Scored<'a>,
    /// By pool: axes and totals recomputed from the published points.
    pub recomputed: Vec<Nodes>,
    /// Entries whose sector is hidden, so that they were taken to have the tree that fits.
    pub fitted: usize,
}

impl<'a> Published<'a> {
    /// Of the rows of a stage in which every entry stands once.
    pub fn new(
        stage: &Stage<'a>,
        entries: &'a Entries,
        hidden: &Hidden,
        layout: Layout,
    ) -> Result<Self, Damage> {
        let rules = stage.rules;
        let members = members(stage);
        let mut places = vec![None; entries.len()];
        for (number, pool) in (0_u32..).zip(&members) {
            for (position, row) in (0_u32..).zip(&pool.rows) {
                places[*row as usize] = Some((number, position));
            }
        }
        let points: BTreeMap<u32, (usize, &PointsRow)> =
            stage.points.iter().enumerate().map(|(at, row)| (row.number - 1, (at, row))).collect();
        let (mut traces, mut recomputed, mut fitted) = (Vec::new(), Vec::new(), 0);
        for members in members {
            let (trace, nodes, more) =
                Reading { stage, layout: &layout, hidden, entries, points: &points }.pool(members)?;
            traces.push(trace);
            recomputed.push(nodes);
            fitted += more;
        }
        let mut scored = Scored {
            rulebook: rules,
            entries,
            before: before(stage),
            layout,
            screening: screening(stage),
            pools: traces,
            rankings: Vec::new(),
            orientations: Vec::new(),
            places,
            frozen: None,
        };
        let rankings = award(
            &scored,
            pools(rules).map(|(_, _, pool)| places_of(stage, &pool.id)).collect(),
            rules.orientations.iter().map(|orientation| places_of(stage, &orientation.id)).collect(),
        );
        (scored.rankings, scored.orientations) = (rankings.pools, rankings.orientations);
        Ok(Self { scored, recomputed, fitted })
    }
}

/// The main pools and whom they hold.
fn members(stage: &Stage<'_>) -> Vec<Members> {
    let numbers: BTreeMap<&str, usize> =
        pools(stage.rules).enumerate().map(|(number, (_, _, pool))| (pool.id.as_str(), number)).collect();
    let mut members: Vec<Members> = pools(stage.rules)
        .map(|(family, pool, _)| Members { family, pool, rows: Vec::new(), merged_into: None })
        .collect();
    for row in &stage.outcomes {
        if let Some(pool) = numbers.get(row.pool.as_str()) {
            members[*pool].rows.push(row.number - 1);
        }
    }
    for (from, into) in &stage.merged {
        if let (Some(from), Some(into)) = (numbers.get(from.as_str()), numbers.get(into.as_str())) {
            members[*from].merged_into = Some(*into);
        }
    }
    members
}

fn screening(stage: &Stage<'_>) -> Screening {
    let outcomes = stage.outcomes.iter().map(|row| outcome(&row.outcome).unwrap_or(Outcome::Quarantined));
    Screening::of(outcomes.collect())
}

/// The stage before, as far as it kept entries back.
fn before(stage: &Stage<'_>) -> Vec<StageResult> {
    let Some(own) = stage.rules.stage().filter(|_| stage.later) else { return Vec::new() };
    let passage = |word: &str| {
        if word == STAYED {
            Passage::Stays(Standing::default(), false)
        } else {
            Passage::Out(Outcome::Review, Vec::new())
        }
    };
    let passages = stage.outcomes.iter().map(|row| passage(&row.outcome)).collect();
    vec![StageResult { stage: own.clone(), passages, marks_count: marks_count(stage.rules) }]
}

/// The places in a ranking, before honours.
fn places_of(stage: &Stage<'_>, ranking: &str) -> Vec<Place> {
    let rows = stage.standings.iter().filter(|row| row.ranking == ranking);
    rows.map(|row| Place {
        row: row.row,
        rank: row.rank,
        score: row.score,
        tied: row.tied == "yes",
        honour: None,
    })
    .collect()
}

/// What pools are read from.
struct Reading<'r, 'a> {
    stage: &'r Stage<'a>,
    layout: &'r Layout,
    hidden: &'r Hidden,
    entries: &'a Entries,
    points: &'r BTreeMap<u32, (usize, &'r PointsRow)>,
}

impl Reading<'_, '_> {
    /// The points of a pool, with its nodes recomputed, and how many entries have their tree only because it fits.
    fn pool(&self, members: Members) -> Result<(PoolTrace, Nodes, usize), Damage> {
        let (layout, length) = (self.layout, members.rows.len());
        let indicators = layout.indicators.len();
        let digits = self.stage.rules.rounding.points.digits;
        let mut points: Vec<PointColumn> = vec![vec![NO_POINTS; length]; indicators];
        let mut nodes: Vec<Vec<NodePoints>> = vec![vec![None; length]; layout.axes.len() + 1];
        let scales: Vec<u8> = layout.axis_scales.iter().copied().chain([layout.total_scale]).collect();
        for (position, row) in members.rows.iter().enumerate() {
            let Some((at, row)) = self.points.get(row) else { continue };
            let unreadable = || unreadable_row(&self.stage.path("points.csv.gz"), at + 2);
            let (own, above) = row.cells.split_at_checked(indicators).ok_or_else(unreadable)?;
            for (column, cell) in points.iter_mut().zip(own) {
                if let Some(cell) = cell {
                    let short = cell.rescaled(digits).and_then(|points| i64::try_from(points).ok());
                    column[position] = short.filter(|points| *points != NO_POINTS).ok_or_else(unreadable)?;
                }
            }
            for ((column, cell), scale) in nodes.iter_mut().zip(above).zip(&scales) {
                if let Some(cell) = cell {
                    column[position] = Some(cell.rescaled(*scale).ok_or_else(unreadable)?);
                }
            }
        }
        let points: Vec<Option<PointColumn>> = points.into_iter().map(Some).collect();
        let (plans, fitted) = self.plans(&members.rows, &points, &nodes);
        let recomputed = aggregate(layout, &plans, &points, length);
        let totals = NodeColumn::Wide(nodes.pop().unwrap_or_default());
        let axes = nodes.into_iter().map(|axis| Some(NodeColumn::Wide(axis))).collect();
        let trace = PoolTrace { members, plans, points, figures: BTreeMap::new(), axes, totals };
        Ok((trace, recomputed, fitted))
    }

    /// The plans of entries: by their sector where it is known, else those whose trees give what was published.
    fn plans(
        &self,
        rows: &[u32],
        points: &[Option<PointColumn>],
        nodes: &[Vec<NodePoints>],
    ) -> (PlanOf, usize) {
        let rules = self.stage.rules;
        let filed = plans_of(rules, self.entries, rows);
        let known = sector_column(rules).is_none_or(|column| !self.hidden.any(&[column]));
        if known || rules.plans.len() < 2 || rows.is_empty() {
            return (filed, 0);
        }
        let of_plan = |plan| aggregate(self.layout, &PlanOf::One(plan), points, rows.len());
        let all: Vec<Nodes> = (0..rules.plans.len()).map(of_plan).collect();
        let fits = |plan: &usize, position: usize| {
            let (axes, total) = &all[*plan];
            let columns = axes.iter().map(Option::as_ref).chain([Some(total)]);
            let mut both = columns.zip(nodes);
            both.all(|(own, published)| own.and_then(|own| own.get(position)) == published[position])
        };
        let plan = |position: usize| {
            let first = filed.at(position);
            let plan = std::iter::once(first).chain(0..all.len()).find(|plan| fits(plan, position));
            u16::try_from(plan.unwrap_or(first)).unwrap_or_default()
        };
        (PlanOf::Each((0..rows.len()).map(plan).collect()), rows.len())
    }
}
