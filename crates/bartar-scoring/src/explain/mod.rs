//! The trace of one entry, rendered: every datum, value, rule, point and decision.

mod marks;
mod stages;
mod ties;

pub use marks::CriterionTrace;
pub use stages::{StageEnd, StageTrace};
pub use ties::TieTrace;

use crate::entries::Fault;
use crate::outcome::{Finding, Outcome, Reason};
use crate::pool::home;
use crate::ranking::PoolKind;
use crate::score::{Scored, plan_of};
use crate::screening::index;
use crate::trace::{datum, mark_unreadable, nodes, top};
use crate::tree::Made;
use crate::value::Value;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_criteria::formula::Absent;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::Measure;
use bartar_criteria::{Severity, Text};
use std::sync::Arc;

/// Everything about one entry.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Row in the data set.
    pub row: usize,
    /// Id.
    pub id: String,
    /// Name; empty where the data have none.
    pub name: String,
    /// Where it ended.
    pub outcome: Outcome,
    /// Why it is not ranked.
    pub reasons: Vec<Arc<Reason>>,
    /// What was found about it, the gravest first, and about the pools in which it is ranked.
    pub findings: Vec<Finding>,
    /// Where it ended, in the words people read: for those whom an earlier stage kept back, that it did.
    pub ending: Text,
    /// All that was read of it, in the order of the rulebook.
    pub data: Vec<DatumTrace>,
    /// Exact total.
    pub total: Option<Decimal>,
    /// Most points its plan can give.
    pub max: Option<Decimal>,
    /// How the total comes from the topmost axes; none where there is no total.
    pub made: Option<Made>,
    /// The same in words.
    pub rule: Text,
    /// Total at the ranking precision.
    pub score: Option<Decimal>,
    /// What became of it in the stages before.
    pub stages: Vec<StageTrace>,
    /// Its places.
    pub rankings: Vec<RankingPlace>,
    /// What the judges made of it, by criterion.
    pub criteria: Vec<CriterionTrace>,
    /// Axes and indicators, each axis before what it is made of.
    pub nodes: Vec<NodeTrace>,
}

/// A place in one ranking.
#[derive(Clone, Debug)]
pub struct RankingPlace {
    /// Pool or orientation.
    pub pool: String,
    /// Its title.
    pub title: Text,
    /// Which kind.
    pub kind: PoolKind,
    /// Rank.
    pub rank: u32,
    /// How many are ranked.
    pub of: usize,
    /// The small pool that the entry itself belongs to, where that was merged into this one.
    pub merged_from: Option<Text>,
    /// Whether the rank is shared.
    pub tied: bool,
    /// Id and title of the honour.
    pub honour: Option<(String, Text)>,
    /// How entries with the same score were separated from this one.
    pub ties: Vec<TieTrace>,
}

/// Axis or indicator.
#[derive(Copy, Clone, PartialEq, Eq, Debug, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum NodeKind {
    /// Made of other nodes.
    Axis,
    /// Measured.
    Indicator,
}

/// One node of the tree for one entry.
#[derive(Clone, Debug)]
pub struct NodeTrace {
    /// Id.
    pub id: String,
    /// Id of the axis above; none at the top.
    pub parent: Option<String>,
    /// Axis or indicator.
    pub kind: NodeKind,
    /// Title.
    pub title: Text,
    /// The value: exact, and as used by the points rule.
    pub value: Option<Value>,
    /// Unit of the value.
    pub unit: Option<Measure>,
    /// What became of the value.
    pub status: Status,
    /// Rounded points; none when left out.
    pub points: Option<Decimal>,
    /// Most points.
    pub max: Decimal,
    /// Weight in the axis above.
    pub weight: Decimal,
    /// What one of its points adds to the total. None when it is left out, or stands below a geometric or harmonic mean.
    pub factor: Option<Exact>,
    /// The formula, in words; for an axis, how its children are combined.
    pub formula: Text,
    /// The formula, the same with the data put in, and its result. Empty where there is no formula.
    pub derivation: Text,
    /// What was hit, in words.
    pub rule: Text,
    /// The conditions of a checklist one by one, where it is one.
    pub items: Vec<Text>,
    /// The exact points of an indicator before they are rounded, where that moves them.
    pub unrounded: Option<Exact>,
    /// How the points of an axis come from those of its parts; none where it has no points.
    pub made: Option<Made>,
    /// What the sector of the entry has otherwise than the general rules.
    pub special: Option<SpecialRule>,
    /// Clause of the regulation.
    pub clause: Text,
    /// `file:line` in the rulebook.
    pub at: String,
    /// The data it was computed from.
    pub data: Vec<DatumTrace>,
}

/// A rule that a sector has of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SpecialRule {
    /// Title of the sector.
    pub sector: Text,
    /// `file:line` in the rulebook.
    pub at: String,
}

impl NodeTrace {
    /// What it adds to the total, exactly.
    #[must_use]
    pub fn contribution(&self) -> Option<Exact> {
        self.factor.as_ref().zip(self.points).map(|(factor, points)| factor.mul(&points.into()))
    }

    /// What its own rounding and cap add to the total, beyond what its parts do.
    #[must_use]
    pub fn adjustment(&self) -> Option<Exact> {
        let difference = self.made.as_ref()?.difference(self.points?)?;
        self.factor.as_ref().map(|factor| factor.mul(&difference))
    }
}

/// What became of a value.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Status {
    /// It is there.
    Known,
    /// It is absent.
    Absent(Absent),
    /// It is there, but the indicator is left out for the whole pool.
    Excluded,
    /// An axis with too few children that have points.
    Unavailable,
    /// A cell that it needs could not be read.
    Unreadable,
}

impl Status {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Absent(Absent::Missing(missing)) => missing.name(),
            Self::Absent(Absent::ZeroDivision) => "zero-denominator",
            Self::Absent(Absent::NegativeDenominator) => "negative-denominator",
            Self::Absent(Absent::OutsideDomain) => "outside-rule",
            Self::Absent(Absent::Inexact) => "inexact",
            Self::Absent(Absent::Overflow) => "overflow",
            Self::Excluded => "excluded",
            Self::Unavailable => "unavailable",
            Self::Unreadable => "unreadable",
        }
    }
}

/// One datum behind an indicator.
#[derive(Clone, Debug)]
pub struct DatumTrace {
    /// Column of the data set.
    pub column: usize,
    /// Its name: field and year.
    pub field: String,
    /// Title of the field and year.
    pub title: Text,
    /// The datum as text: plain decimal, choice id, `yes`/`no`, or ISO date of the field's calendar.
    pub value: Result<String, Missing>,
    /// The datum, or why there is none, as people read it.
    pub shown: Text,
    /// What the applicant claimed, for programs and as people read it, where something else counts: a verified value,
    /// or the status of refused evidence.
    pub claimed: Option<(String, Text)>,
    /// Unit.
    pub unit: Option<Measure>,
    /// Whether it is confidential.
    pub confidential: bool,
    /// Whether it is made of the judges' marks, and so stands in no cell.
    pub of_panel: bool,
    /// Whether something was submitted that could not be read; a finding says why.
    pub unreadable: bool,
}

impl DatumTrace {
    /// Why there is no datum, as a word in outputs; none where there is one.
    #[must_use]
    pub fn missing(&self) -> Option<&'static str> {
        self.value.as_ref().err().map(|missing| if self.unreadable { "unreadable" } else { missing.name() })
    }
}

/// Renders the trace of the entry at `row`.
#[must_use]
pub fn explain(scored: &Scored<'_>, row: usize) -> Explanation {
    let plan = plan_of(scored.rulebook, scored.entries, row);
    let total = scored.total(row);
    let rankings = rankings(scored, row);
    let mut nodes = plan.map_or_else(Vec::new, |plan| nodes(scored, row, plan));
    let (made, rule) = plan.and_then(|plan| top(scored, row, plan)).unzip();
    let mut data: Vec<_> =
        (0..scored.entries.columns.len()).map(|column| datum(scored, row, column)).collect();
    let unreadable: Vec<usize> =
        faults(scored, row).filter_map(|fault| fault.column.map(usize::from)).collect();
    mark_unreadable(&mut nodes, &mut data, &unreadable);
    Explanation {
        row,
        id: scored.entries.ids.get(row).to_owned(),
        name: scored.entries.names.get(row).to_owned(),
        outcome: scored.outcome(row),
        ending: scored.ending(row),
        reasons: scored.screening.reasons.get(&index(row)).cloned().unwrap_or_default(),
        findings: findings(scored, row, &rankings),
        data,
        total,
        max: plan.map(|plan| scored.rulebook.plans[plan].total.node.max),
        made,
        rule: rule.unwrap_or_default(),
        score: total.and_then(|total| scored.rulebook.ranking.precision.apply_decimal(total).ok()),
        stages: stages::stages(scored, row),
        rankings,
        criteria: marks::criteria(scored, row),
        nodes,
    }
}

impl Explanation {
    /// What rounding and cap of the total itself add to the exact combination of the topmost axes.
    #[must_use]
    pub fn adjustment(&self) -> Option<Exact> {
        self.made.as_ref()?.difference(self.total?)
    }
}

/// What reading found in a row, when that is an error.
fn faults<'a>(scored: &'a Scored<'_>, row: usize) -> impl Iterator<Item = &'a Fault> {
    let faults = scored.entries.faults.iter().filter(move |fault| fault.entry as usize == row);
    faults.filter(|fault| fault.code.severity() == Severity::Error)
}

/// What was found about an entry and the pools in which it is ranked.
fn findings(scored: &Scored<'_>, row: usize, rankings: &[RankingPlace]) -> Vec<Finding> {
    let concerns = |finding: &&Finding| match (finding.entry, &finding.pool) {
        (Some(entry), _) => entry as usize == row,
        (None, Some(pool)) => rankings.iter().any(|place| place.pool == *pool),
        (None, None) => false,
    };
    let mut findings: Vec<Finding> = faults(scored, row).map(Finding::of_fault).collect();
    findings.extend(scored.screening.findings.iter().filter(concerns).cloned());
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.code.severity(), finding.column, finding.code.name());
        key(a).cmp(&key(b)).then_with(|| a.message.en.cmp(&b.message.en))
    });
    findings
}

/// The rows of an entry's id; more than one when the id is repeated.
#[must_use]
pub fn find(scored: &Scored<'_>, id: &str) -> Vec<usize> {
    let mut rows: Vec<usize> =
        (0..scored.entries.len()).filter(|row| scored.entries.ids.get(*row) == id).collect();
    // By what they say, not by where they stand: the order of rows decides nothing. Rows that say the same follow the
    // files.
    rows.sort_by_cached_key(|row| {
        let cells = (0..scored.entries.columns.len()).map(|column| datum(scored, *row, column).value.ok());
        let mut unread: Vec<_> =
            faults(scored, *row).map(|fault| (fault.column, fault.message.en.as_str())).collect();
        unread.sort();
        (scored.entries.names.get(*row).to_owned(), cells.collect::<Vec<_>>(), unread)
    });
    rows
}

fn rankings(scored: &Scored<'_>, row: usize) -> Vec<RankingPlace> {
    let all = scored.rankings.iter().chain(&scored.orientations);
    all.filter_map(|ranking| {
        let position = ranking.places.iter().position(|place| place.row as usize == row)?;
        let place = &ranking.places[position];
        let honour = place.honour.map(|honour| &scored.rulebook.honours[honour]);
        Some(RankingPlace {
            pool: ranking.id.clone(),
            title: ranking.title.clone(),
            kind: ranking.kind,
            rank: place.rank,
            of: ranking.places.len(),
            merged_from: (ranking.kind == PoolKind::Main).then(|| merged_from(scored, row)).flatten(),
            tied: place.tied,
            honour: honour.map(|honour| (honour.id.clone(), honour.title.clone())),
            ties: ties::ties(scored, ranking, position),
        })
    })
    .collect()
}

/// The small pool of an entry that was ranked in a wider one.
fn merged_from(scored: &Scored<'_>, row: usize) -> Option<Text> {
    let (family, pool) = home(scored.rulebook, scored.entries, row).ok()?;
    let home =
        scored.pools.iter().find(|trace| (trace.members.family, trace.members.pool) == (family, pool))?;
    home.members.merged_into.map(|_| scored.rulebook.pools[family].pools[pool].title.clone())
}
