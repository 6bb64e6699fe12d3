//! `rules.json`: how points make totals, ranks and honours, as the rulebook says with all its defaults and overrides worked
//! out, for whoever adds up a record without reading rulebooks. Replay compares it with the rulebook itself.

use bartar_criteria::Rulebook;
use bartar_criteria::exact::{Decimal, Rounding};
use bartar_criteria::rulebook::{Aggregate, Child, FieldKind, Plan, TieKey};
use bartar_criteria::syntax::{PoolFallback, ZeroMean};
use serde::Serialize;

#[derive(Serialize)]
struct Rules<'a> {
    rounding: RoundingPoints,
    precision: RoundingRule,
    ties: Vec<TieRule>,
    several_honours: &'static str,
    honours: Vec<HonourRule<'a>>,
    pools: Vec<PoolRule<'a>>,
    orientations: Vec<OrientationRule<'a>>,
    plans: Vec<PlanRule<'a>>,
}

#[derive(Serialize)]
struct RoundingPoints {
    points: RoundingRule,
    aggregate: Option<RoundingRule>,
}

#[derive(Serialize)]
struct RoundingRule {
    digits: u8,
    mode: &'static str,
}

#[derive(Serialize)]
struct TieRule {
    by: &'static str,
    id: String,
    better: &'static str,
}

#[derive(Serialize)]
struct HonourRule<'a> {
    id: &'a str,
    /// Lowest rank that can have it; none where any rank can.
    rank: Option<u32>,
    from: Decimal,
}

#[derive(Serialize)]
struct PoolRule<'a> {
    id: &'a str,
    minimum: u32,
    fallback: Option<&'static str>,
    wider: Option<&'a str>,
}

#[derive(Serialize)]
struct OrientationRule<'a> {
    id: &'a str,
    honours: bool,
}

#[derive(Serialize)]
struct PlanRule<'a> {
    sector: Option<&'a str>,
    indicators: Vec<IndicatorRule<'a>>,
    axes: Vec<AxisRule<'a>>,
    total: NodeRule<'a>,
}

#[derive(Serialize)]
struct IndicatorRule<'a> {
    id: &'a str,
    role: &'static str,
    min: Decimal,
    max: Decimal,
}

#[derive(Serialize)]
struct AxisRule<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    #[serde(flatten)]
    node: NodeRule<'a>,
}

#[derive(Serialize)]
struct NodeRule<'a> {
    combine: &'static str,
    /// Most points before rounding, by the children.
    max: Decimal,
    cap: Option<Decimal>,
    available: Option<Decimal>,
    zero: Option<&'static str>,
    children: Vec<ChildRule<'a>>,
}

#[derive(Serialize)]
struct ChildRule<'a> {
    kind: &'static str,
    id: &'a str,
    weight: Decimal,
}

/// The text of `rules.json` for the rules of one stage.
#[must_use]
pub fn text(rulebook: &Rulebook) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(&rules(rulebook)).unwrap_or_default();
    text.push(b'\n');
    text
}

fn rules(rulebook: &Rulebook) -> Rules<'_> {
    let rounding = |rounding: Rounding| RoundingRule { digits: rounding.digits, mode: rounding.mode.name() };
    Rules {
        rounding: RoundingPoints {
            points: rounding(rulebook.rounding.points),
            aggregate: rulebook.rounding.aggregate.map(rounding),
        },
        precision: rounding(rulebook.ranking.precision),
        ties: rulebook
            .ranking
            .ties
            .iter()
            .map(|tie| {
                let (by, id) = match &tie.key {
                    TieKey::Axis(id) => ("axis", id.clone()),
                    TieKey::Indicator(id) => ("indicator", id.clone()),
                    TieKey::Penalties => ("penalties", String::new()),
                    TieKey::Column(column) => ("column", rulebook.column_name(*column)),
                };
                TieRule { by, id, better: if tie.descending { "higher" } else { "lower" } }
            })
            .collect(),
        several_honours: rulebook.ranking.several_honours.word(),
        honours: rulebook
            .honours
            .iter()
            .map(|honour| HonourRule {
                id: &honour.id,
                rank: Some(honour.rank).filter(|rank| *rank != u32::MAX),
                from: honour.from,
            })
            .collect(),
        pools: rulebook
            .pools
            .iter()
            .flat_map(|family| {
                family.pools.iter().map(|pool| PoolRule {
                    id: &pool.id,
                    minimum: family.minimum,
                    fallback: family.fallback.map(PoolFallback::word),
                    wider: pool
                        .wider
                        .and_then(|wider| family.pools.get(wider))
                        .map(|wider| wider.id.as_str()),
                })
            })
            .collect(),
        orientations: rulebook
            .orientations
            .iter()
            .map(|orientation| OrientationRule { id: &orientation.id, honours: orientation.honours })
            .collect(),
        plans: rulebook.plans.iter().map(|plan| plan_rule(rulebook, plan)).collect(),
    }
}

fn plan_rule<'a>(rulebook: &'a Rulebook, plan: &'a Plan) -> PlanRule<'a> {
    let sector = plan.sector.and_then(|choice| match &rulebook.fields[rulebook.data.sector?].kind {
        FieldKind::Choice(choices) => choices.get(usize::from(choice)).map(|choice| choice.id.as_str()),
        _ => None,
    });
    PlanRule {
        sector,
        indicators: plan
            .indicators
            .iter()
            .map(|indicator| IndicatorRule {
                id: &indicator.id,
                role: indicator.role.word(),
                min: indicator.min,
                max: indicator.max,
            })
            .collect(),
        axes: plan
            .axes
            .iter()
            .map(|axis| AxisRule {
                id: &axis.id,
                parent: axis.parent.and_then(|parent| plan.axes.get(parent)).map(|parent| parent.id.as_str()),
                node: node_rule(plan, &axis.node),
            })
            .collect(),
        total: node_rule(plan, &plan.total.node),
    }
}

fn node_rule<'a>(plan: &'a Plan, node: &'a Aggregate) -> NodeRule<'a> {
    let child = |(child, weight): &(Child, Decimal)| {
        let (kind, id) = match child {
            Child::Axis(axis) => ("axis", plan.axes[*axis].id.as_str()),
            Child::Indicator(indicator) => ("indicator", plan.indicators[*indicator].id.as_str()),
        };
        ChildRule { kind, id, weight: *weight }
    };
    NodeRule {
        combine: node.combine.word(),
        max: node.max,
        cap: node.cap,
        available: node.available,
        zero: node.zero.map(ZeroMean::word),
        children: node.children.iter().map(child).collect(),
    }
}
