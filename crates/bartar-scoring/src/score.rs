//! The method from end to end: entries in, outcomes, points and ranks out.

use crate::blank::{no_total, of_indicator, quarantine_too_long, score_at};
use crate::entries::Entries;
use crate::frozen::Frozen;
use crate::layout::Layout;
use crate::outcome::{Finding, Outcome, Reason};
use crate::panel::{open_words, without_effect};
use crate::pool::{Members, assign, sector_column};
use crate::ranking::{PoolRanking, rank_all, undecided_orientations};
use crate::relative::{Figures, NoShare, PoolValues, RelativePoints, relative_points};
use crate::row::Row;
use crate::screening::{Screening, for_want_of, index, screen};
use crate::stages::StageResult;
use crate::trace::columns_of;
use crate::tree::{NodeColumn, aggregate};
use crate::value::{Consequence, can_exclude, consequence, own_award, settle, stated, value};
use bartar_criteria::Text;
use bartar_criteria::codes::{DIVISION_BY_ZERO, NUMBER_OVERFLOW, VALUE_OUTSIDE_RULE};
use bartar_criteria::exact::{Decimal, Rounding};
use bartar_criteria::formula::Absent;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{Indicator, Pool, Rule, Rulebook};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How scoring tells how far it is; both numbers in the same unit of work.
pub type Progress<'a> = dyn Fn(u64, u64) + Sync + 'a;

/// An indicator's points in a pool, by position; left out where [`NO_POINTS`].
pub type PointColumn = Vec<i64>;

/// Marks an indicator that is left out for an entry (or not in its plan).
pub const NO_POINTS: i64 = i64::MIN;

/// Marks points that are too long to be kept exactly, until the entry is quarantined for them.
pub(crate) const TOO_LONG: i64 = i64::MIN + 1;

/// The compact trace of one main pool: enough to render every step of every entry again.
#[derive(Clone, Debug)]
pub struct PoolTrace {
    /// Who is in it.
    pub members: Members,
    /// By position: the plan of the entry, where the pool mixes plans; else the one plan.
    pub plans: PlanOf,
    /// By common indicator: points at the points' rounding, by position. None where no plan of the pool has it.
    pub points: Vec<Option<PointColumn>>,
    /// By common indicator: the pool's figures of relative rules.
    pub figures: BTreeMap<usize, Figures>,
    /// By common axis: points at the axis's scale, by position. None where no plan of the pool has it.
    pub axes: Vec<Option<NodeColumn>>,
    /// Totals at the total's scale, by position.
    pub totals: NodeColumn,
}

/// The plans of a pool's entries.
#[derive(Clone, Debug)]
pub enum PlanOf {
    /// All the same.
    One(usize),
    /// By position.
    Each(Vec<u16>),
}

impl PlanOf {
    /// The plan at a position.
    #[must_use]
    pub fn at(&self, position: usize) -> usize {
        match self {
            Self::One(plan) => *plan,
            Self::Each(plans) => usize::from(plans[position]),
        }
    }

    /// The plans that there are, each once.
    pub(crate) fn all(&self) -> Vec<usize> {
        match self {
            Self::One(plan) => vec![*plan],
            Self::Each(plans) => {
                let mut all: Vec<usize> = plans.iter().map(|plan| usize::from(*plan)).collect();
                all.sort_unstable();
                all.dedup();
                all
            }
        }
    }
}

/// Everything a run decides, with the trace of how.
#[derive(Debug)]
pub struct Scored<'a> {
    /// The rules.
    pub rulebook: &'a Rulebook,
    /// The data.
    pub entries: &'a Entries,
    /// What the stages before this one gave, first to last.
    pub before: Vec<StageResult>,
    /// Common numbering of indicators and axes.
    pub layout: Layout,
    /// Outcomes, reasons and findings.
    pub screening: Screening,
    /// Main pools with their traces, in rulebook order.
    pub pools: Vec<PoolTrace>,
    /// Rankings of the main pools, in the same order.
    pub rankings: Vec<PoolRanking>,
    /// Rankings of the orientations, in rulebook order.
    pub orientations: Vec<PoolRanking>,
    /// By row: main pool and position in it; only for entries that were scored.
    pub places: Vec<Option<(u32, u32)>>,
    /// What relative points are held to after amendments, where the population is frozen.
    pub frozen: Option<Frozen<'a>>,
}

/// What is decided of each entry by itself, whatever the others are: all but points, totals and ranks.
#[must_use]
pub fn admit(rulebook: &Rulebook, entries: &Entries) -> Screening {
    admitted(rulebook, entries, None).0
}

/// The same after a stage that lets some of them through, with the pools of those that are admitted.
fn admitted(
    rulebook: &Rulebook,
    entries: &Entries,
    before: Option<&StageResult>,
) -> (Screening, Vec<Members>) {
    let mut screening = screen(rulebook, entries);
    if let Some(stage) = before {
        for row in 0..entries.len() {
            if screening.outcomes[row] == Outcome::Ranked {
                for (outcome, reason) in stage.against(rulebook, row) {
                    screening.exclude_shared(row, outcome, reason);
                }
            }
        }
    }
    exclude_by_indicators(rulebook, entries, &mut screening);
    let members = assign(rulebook, entries, &mut screening);
    (screening, members)
}

/// Scores and ranks all entries by a rulebook.
#[must_use]
pub fn score<'a>(rulebook: &'a Rulebook, entries: &'a Entries, progress: &Progress<'_>) -> Scored<'a> {
    score_stage(rulebook, entries, Vec::new(), None, progress)
}

/// Scores and ranks those entries that the stages before let through.
#[must_use]
pub(crate) fn score_stage<'a>(
    rulebook: &'a Rulebook,
    entries: &'a Entries,
    before: Vec<StageResult>,
    frozen: Option<Frozen<'a>>,
    progress: &Progress<'_>,
) -> Scored<'a> {
    let layout = Layout::new(rulebook);
    let (mut screening, members) = admitted(rulebook, entries, before.last());
    let pools = score_pools(rulebook, entries, &layout, members, &mut screening, frozen.as_ref(), progress);
    let mut places = vec![None; entries.len()];
    for (number, pool) in pools.iter().enumerate() {
        for (position, row) in pool.members.rows.iter().enumerate() {
            places[*row as usize] = Some((index(number), index(position)));
        }
    }
    for pool in &pools {
        for position in 0..pool.members.rows.len() {
            if score_at(rulebook, &layout, pool, position).is_none() {
                let (outcome, reason) = no_total(rulebook, &layout, pool, position);
                screening.exclude(pool.members.rows[position] as usize, outcome, reason);
            }
        }
    }
    let mut scored = Scored {
        rulebook,
        entries,
        before,
        layout,
        screening,
        pools,
        rankings: Vec::new(),
        orientations: Vec::new(),
        places,
        frozen,
    };
    let rankings = rank_all(&scored);
    (scored.rankings, scored.orientations) = (rankings.pools, rankings.orientations);
    let undecided = undecided_orientations(&scored);
    scored.screening.findings.extend(undecided);
    let without_effect = without_effect(&scored);
    scored.screening.findings.extend(without_effect.iter().map(Finding::of_marks));
    let mut findings = std::mem::take(&mut scored.screening.findings);
    // By id, not by row: the order of rows is no part of the result.
    findings.par_sort_by(|a, b| {
        let key = |f: &Finding| f.entry.map(|row| entries.ids.get(row as usize));
        let rest = |f: &Finding| (f.column, f.code.name(), f.pool.clone(), f.rule.clone());
        key(a).cmp(&key(b)).then_with(|| rest(a).cmp(&rest(b))).then_with(|| a.message.en.cmp(&b.message.en))
    });
    scored.screening.findings = findings;
    scored
}

/// Second step: indicators whose missing or impossible value keeps an entry out.
fn exclude_by_indicators(rulebook: &Rulebook, entries: &Entries, screening: &mut Screening) {
    let deciding: Vec<Vec<&Indicator>> = rulebook
        .plans
        .iter()
        .map(|plan| plan.indicators.iter().filter(|indicator| can_exclude(indicator)).collect())
        .collect();
    if deciding.iter().all(Vec::is_empty) {
        return;
    }
    let excluded: Vec<(usize, Outcome, Reason)> = (0..entries.len())
        .into_par_iter()
        .filter(|row| screening.outcomes[*row] == Outcome::Ranked)
        .flat_map_iter(|row| {
            let data = Row { entries, row };
            let indicators = plan_of(rulebook, entries, row).map_or(&[][..], |plan| &deciding[plan]);
            indicators.iter().filter_map(move |indicator| {
                let (outcome, reason) = exclusion(rulebook, indicator, &data)?;
                Some((row, outcome, reason))
            })
        })
        .collect();
    for (row, outcome, reason) in excluded {
        screening.exclude(row, outcome, reason);
    }
}

/// Why one indicator keeps an entry out of the ranking, if it does.
fn exclusion(rulebook: &Rulebook, indicator: &Indicator, data: &Row<'_>) -> Option<(Outcome, Reason)> {
    let absent = match own_award(indicator, data) {
        Some(award) => award.err()?,
        None => value(indicator, data)?.err()?,
    };
    let outcome = match consequence(indicator, absent) {
        Consequence::Ineligible => Outcome::Ineligible,
        Consequence::Review => Outcome::Review,
        Consequence::Quarantine => Outcome::Quarantined,
        Consequence::NoPoints | Consequence::FullPoints | Consequence::Excluded => return None,
    };
    let finding = match (outcome, absent) {
        (Outcome::Quarantined, Absent::ZeroDivision) => Some(DIVISION_BY_ZERO),
        (Outcome::Quarantined, Absent::Overflow) => Some(NUMBER_OVERFLOW),
        (Outcome::Quarantined, _) => Some(VALUE_OUTSIDE_RULE),
        _ => None,
    };
    let code = finding.map_or_else(|| indicator.id.clone(), |code| code.name().to_owned());
    let columns = columns_of(indicator);
    let panel = match absent {
        Absent::Missing(Missing::Pending) => open_words(rulebook, data.entries, index(data.row), &columns),
        _ => None,
    };
    let why = panel.unwrap_or_else(|| for_want_of(rulebook, absent, &columns, data));
    let message = of_indicator(indicator, &why);
    let (clause, at) = (indicator.clause.clone(), rulebook.sources.place(indicator.at));
    Some((outcome, Reason { code, message, clause, at, finding, columns, group: None }))
}

/// The plan of an entry, by its sector.
pub(crate) fn plan_of(rulebook: &Rulebook, entries: &Entries, row: usize) -> Option<usize> {
    use bartar_criteria::formula::Data;
    if rulebook.data.sector.is_none() {
        return (!rulebook.plans.is_empty()).then_some(0);
    }
    let column = sector_column(rulebook)?;
    let sector = Row { entries, row }.choice(column).ok()?;
    rulebook.plans.iter().position(|plan| plan.sector == Some(sector))
}

/// Third step: points in every pool, indicator by indicator, then the tree, entry by entry.
fn score_pools(
    rulebook: &Rulebook,
    entries: &Entries,
    layout: &Layout,
    members: Vec<Members>,
    screening: &mut Screening,
    frozen: Option<&Frozen<'_>>,
    progress: &Progress<'_>,
) -> Vec<PoolTrace> {
    let all: u64 =
        members.iter().map(|pool| pool.rows.len() as u64).sum::<u64>() * (layout.indicators.len() as u64 + 1);
    let mut done = 0;
    let mut traces = Vec::with_capacity(members.len());
    for members in members {
        let plans = plans_of(rulebook, entries, &members.rows);
        let indicators: Vec<Vec<Option<&Indicator>>> = (0..layout.indicators.len())
            .map(|common| definitions(rulebook, layout, &plans, common))
            .collect();
        let scored: Vec<Option<(PointColumn, Option<Figures>)>> = indicators
            .par_iter()
            .map(|definitions| {
                let any = definitions.iter().any(Option::is_some);
                any.then(|| score_indicator(rulebook, entries, &members.rows, &plans, definitions))
            })
            .collect();
        let mut points = Vec::with_capacity(scored.len());
        let mut figures = BTreeMap::new();
        for (common, scored) in scored.into_iter().enumerate() {
            let (mut column, own) = scored.map_or((None, None), |(column, own)| (Some(column), own));
            if let (Some(frozen), Some(column)) = (frozen, &mut column) {
                let definition = |position| match &plans {
                    PlanOf::One(_) => indicators[common][0],
                    PlanOf::Each(plans) => indicators[common][usize::from(plans[position])],
                };
                frozen.hold(entries, &members, common, definition, column);
            }
            if let Some(column) = &mut column {
                quarantine_too_long(rulebook, &members, &indicators[common], column, screening);
            }
            points.push(column);
            if let Some(own) = own {
                if let Some(none) = own.zero_range {
                    let pool = &rulebook.pools[members.family].pools[members.pool];
                    let rule = &layout.indicators[common];
                    screening.findings.push(no_share(none, own.count, pool, &indicators[common], rule));
                }
                figures.insert(common, own);
            }
        }
        let (axes, totals) = aggregate(layout, &plans, &points, members.rows.len());
        done += members.rows.len() as u64 * (layout.indicators.len() as u64 + 1);
        progress(done, all);
        traces.push(PoolTrace { members, plans, points, figures, axes, totals });
    }
    traces
}

/// The plans of these entries, by their sectors.
#[must_use]
pub fn plans_of(rulebook: &Rulebook, entries: &Entries, rows: &[u32]) -> PlanOf {
    if rulebook.data.sector.is_none() {
        return PlanOf::One(0);
    }
    let plans: Vec<u16> = rows
        .iter()
        .map(|row| {
            plan_of(rulebook, entries, *row as usize).and_then(|plan| u16::try_from(plan).ok()).unwrap_or(0)
        })
        .collect();
    match plans.first() {
        Some(first) if plans.iter().all(|plan| plan == first) => PlanOf::One(usize::from(*first)),
        Some(_) => PlanOf::Each(plans),
        None => PlanOf::One(0),
    }
}

/// The definition of a common indicator for each plan of the pool: one element where all entries share a plan, else one
/// for each plan of the rulebook.
fn definitions<'a>(
    rulebook: &'a Rulebook,
    layout: &Layout,
    plans: &PlanOf,
    common: usize,
) -> Vec<Option<&'a Indicator>> {
    let own = |plan: usize| {
        let position = layout.plan_indicators.get(plan)?.iter().position(|index| *index == common)?;
        rulebook.plans[plan].indicators.get(position)
    };
    match plans {
        PlanOf::One(plan) => vec![own(*plan)],
        PlanOf::Each(_) => {
            let present = plans.all();
            (0..rulebook.plans.len())
                .map(|plan| if present.contains(&plan) { own(plan) } else { None })
                .collect()
        }
    }
}

/// Points of one indicator for all entries of a pool.
fn score_indicator(
    rulebook: &Rulebook,
    entries: &Entries,
    rows: &[u32],
    plans: &PlanOf,
    definitions: &[Option<&Indicator>],
) -> (PointColumn, Option<Figures>) {
    let rounding = rulebook.rounding.points;
    let definition = |position: usize| match plans {
        PlanOf::One(_) => definitions[0],
        PlanOf::Each(plans) => definitions[usize::from(plans[position])],
    };
    if !definitions.iter().flatten().any(|indicator| indicator.rule.is_relative()) {
        let point = |(position, row): (usize, &u32)| match definition(position) {
            None => NO_POINTS,
            Some(indicator) => own_points(indicator, &Row { entries, row: *row as usize }, rounding),
        };
        // Wide pools of costly formulas are worth splitting; small ones are not.
        return (rows.par_iter().with_min_len(1024).enumerate().map(point).collect(), None);
    }
    let by_position: Vec<Option<&Indicator>> = match plans {
        PlanOf::One(_) => definitions.to_vec(),
        PlanOf::Each(_) => (0..rows.len()).map(definition).collect(),
    };
    let (values, absent) = PoolValues::collect(&by_position, entries, rows);
    // The values of the whole pool are compared, but sectors that share it may differ in the rule: each entry has its
    // points by its own. Rules that give the same are reckoned once.
    let mut given: Vec<(&Indicator, RelativePoints)> = Vec::new();
    for indicator in definitions.iter().flatten() {
        if !given.iter().any(|(known, _)| gives_the_same(known, indicator))
            && let Some(points) = relative_points(indicator, &values, rounding)
        {
            given.push((indicator, points));
        }
    }
    let mut column = match (plans, &mut given[..]) {
        (PlanOf::One(_), [(_, relative)]) => std::mem::take(&mut relative.points),
        (_, given) => {
            let point = |(position, row): (usize, &u32)| {
                let Some(indicator) = definition(position) else { return NO_POINTS };
                if !indicator.rule.is_relative() {
                    return own_points(indicator, &Row { entries, row: *row as usize }, rounding);
                }
                let given = given.iter().find(|(known, _)| gives_the_same(known, indicator));
                given.map_or(NO_POINTS, |(_, relative)| relative.points[position])
            };
            rows.iter().enumerate().map(point).collect()
        }
    };
    for (position, reason) in absent {
        if let Some(indicator) = definition(position).filter(|indicator| indicator.rule.is_relative()) {
            column[position] = absent_points(indicator, reason, rounding);
        }
    }
    let figures = given.into_iter().next().map(|(_, relative)| relative.figures);
    (column, figures)
}

/// Whether two relative rules give the same points for the same values.
fn gives_the_same(a: &Indicator, b: &Indicator) -> bool {
    let ends = |indicator: &Indicator| (indicator.min, indicator.max, indicator.better);
    match (&a.rule, &b.rule) {
        (
            Rule::Relative { kind, zero_range, z },
            Rule::Relative { kind: other, zero_range: other_range, z: other_z },
        ) => (kind, zero_range, z) == (other, other_range, other_z) && ends(a) == ends(b),
        _ => false,
    }
}

fn own_points(indicator: &Indicator, data: &Row<'_>, rounding: Rounding) -> i64 {
    match own_award(indicator, data) {
        Some(Ok(award)) => settle(&award.points, indicator.min, indicator.max, rounding),
        Some(Err(absent)) => absent_points(indicator, absent, rounding),
        None => NO_POINTS,
    }
}

/// Points for an absent value, by the rulebook's policy.
fn absent_points(indicator: &Indicator, absent: Absent, rounding: Rounding) -> i64 {
    match consequence(indicator, absent) {
        Consequence::NoPoints => 0,
        Consequence::FullPoints => stated(indicator.max, rounding),
        // The others keep the entry out of the pool before points are computed.
        _ => NO_POINTS,
    }
}

/// The finding of a relative rule that says nothing of a pool's values.
fn no_share(
    none: NoShare,
    count: usize,
    pool: &Pool,
    definitions: &[Option<&Indicator>],
    rule: &str,
) -> Finding {
    let title =
        definitions.iter().flatten().next().map(|indicator| indicator.title.clone()).unwrap_or_default();
    let why = none.words(count);
    Finding {
        code: none.code(),
        entry: None,
        column: None,
        pool: Some(pool.id.clone()),
        rule: Some(rule.to_owned()),
        mark: None,
        group: None,
        message: Arc::new(Text::new(
            format!(
                "شاخص «{}» در گروه «{}»: {}؛ حکم شیوه‌نامه برای این حالت به کار رفت",
                title.fa, pool.title.fa, why.fa
            ),
            format!(
                "\"{}\" in the pool \"{}\": {}; the rulebook's policy for this was applied",
                title.en, pool.title.en, why.en
            ),
        )),
    }
}

impl Scored<'_> {
    /// The outcome of an entry.
    #[must_use]
    pub fn outcome(&self, row: usize) -> Outcome {
        self.screening.outcomes[row]
    }

    /// The score by which an entry is ranked: its total at the ranking precision.
    #[must_use]
    pub fn score(&self, row: usize) -> Option<Decimal> {
        let (pool, position) = self.places[row]?;
        score_at(self.rulebook, &self.layout, &self.pools[pool as usize], position as usize)
    }

    /// Exact total of an entry, where it was scored.
    #[must_use]
    pub fn total(&self, row: usize) -> Option<Decimal> {
        let (pool, position) = self.places[row]?;
        let total = self.pools[pool as usize].totals.get(position as usize)?;
        Decimal::new(total, self.layout.total_scale).ok()
    }

    /// Points of a common axis of an entry.
    #[must_use]
    pub fn axis_points(&self, row: usize, axis: usize) -> Option<Decimal> {
        let (pool, position) = self.places[row]?;
        let points = self.pools[pool as usize].axes[axis].as_ref()?.get(position as usize)?;
        Decimal::new(points, self.layout.axis_scales[axis]).ok()
    }

    /// Points of a common indicator of an entry; `None` when left out.
    #[must_use]
    pub fn indicator_points(&self, row: usize, indicator: usize) -> Option<Decimal> {
        let (pool, position) = self.places[row]?;
        let cell = self.pools[pool as usize].points[indicator].as_ref()?[position as usize];
        if cell == NO_POINTS {
            return None;
        }
        Decimal::new(i128::from(cell), self.rulebook.rounding.points.digits).ok()
    }
}
