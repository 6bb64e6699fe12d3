//! The nodes of one entry's explanation: axes, indicators, and the data behind them.

use crate::entries::Cell;
use crate::explain::{DatumTrace, NodeKind, NodeTrace, Status};
use crate::relative::{Figures, PoolValues};
use crate::row::Row;
use crate::score::Scored;
use crate::screening::absent_words;
use crate::value::{consequence, own_award, value};
use crate::words;
use bartar_criteria::Text;
use bartar_criteria::calendar::format_date;
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::formula::Absent;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{Aggregate, Calendar, Child, Field, FieldKind, Indicator, Rule};
use bartar_criteria::syntax::Combine;
use std::cmp::Ordering;

/// All nodes, depth first in rulebook order.
pub(crate) fn nodes(scored: &Scored<'_>, row: usize, plan_number: usize) -> Vec<NodeTrace> {
    let plan = &scored.rulebook.plans[plan_number];
    let mut list = Vec::new();
    let whole = adds_up(scored, row, plan_number, &plan.total.node, scored.total(row));
    let top = Path { parent: None, factor: whole.then_some(Decimal::ONE) };
    for (child, weight) in &plan.total.node.children {
        node(scored, row, plan_number, *child, *weight, &top, &mut list);
    }
    list
}

/// The way from the total down to a node.
struct Path {
    parent: Option<String>,
    /// Product of the weights above, while every node above is a plain sum.
    factor: Option<Decimal>,
}

fn node(
    scored: &Scored<'_>,
    row: usize,
    plan_number: usize,
    child: Child,
    weight: Decimal,
    path: &Path,
    list: &mut Vec<NodeTrace>,
) {
    let plan = &scored.rulebook.plans[plan_number];
    let factor = path.factor.and_then(|factor| factor.checked_mul(weight).ok());
    let contribution = |points: Option<Decimal>| {
        factor.zip(points).and_then(|(factor, points)| factor.checked_mul(points).ok())
    };
    match child {
        Child::Axis(index) => {
            let axis = &plan.axes[index];
            let common = scored.layout.plan_axes[plan_number][index];
            let points = scored.axis_points(row, common);
            let position = list.len();
            list.push(NodeTrace {
                id: axis.id.clone(),
                parent: path.parent.clone(),
                kind: NodeKind::Axis,
                title: axis.title.clone(),
                value: None,
                unit: None,
                status: if points.is_some() { Status::Known } else { Status::Unavailable },
                points,
                max: axis.node.max,
                weight,
                contribution: contribution(points),
                formula: words::combination(&axis.node),
                rule: Text::default(),
                clause: axis.clause.clone(),
                at: scored.rulebook.sources.place(axis.at),
                data: Vec::new(),
            });
            let additive = adds_up(scored, row, plan_number, &axis.node, points);
            let below = Path { parent: Some(axis.id.clone()), factor: factor.filter(|_| additive) };
            for (child, weight) in &axis.node.children {
                node(scored, row, plan_number, *child, *weight, &below, list);
            }
            let children =
                list[position + 1..].iter().filter(|node| node.parent.as_deref() == Some(axis.id.as_str()));
            let (with, all) = children
                .fold((0, 0), |(with, all), node| (with + usize::from(node.points.is_some()), all + 1));
            list[position].rule = if scored.places[row].is_some() {
                words::axis_rule(&axis.node, with, all)
            } else {
                Text::new(
                    "محاسبه نشده است، زیرا پرونده رتبه‌بندی نمی‌شود",
                    "not computed, since the entry is not ranked",
                )
            };
        }
        Child::Indicator(index) => {
            let indicator = &plan.indicators[index];
            let common = scored.layout.plan_indicators[plan_number][index];
            let points = scored.indicator_points(row, common);
            let trace = indicator_trace(scored, row, indicator, common, points);
            list.push(NodeTrace {
                parent: path.parent.clone(),
                weight,
                contribution: contribution(points),
                ..trace
            });
        }
    }
}

/// Whether the points of a node are, for this entry, exactly the weighted sum of its children's: not under a mean, a cap
/// that cuts, a rounding that moves, or a sum stretched over left-out children.
fn adds_up(
    scored: &Scored<'_>,
    row: usize,
    plan_number: usize,
    node: &Aggregate,
    points: Option<Decimal>,
) -> bool {
    let mut parts = node.children.iter().map(|(child, weight)| {
        let points = match child {
            Child::Axis(index) => scored.axis_points(row, scored.layout.plan_axes[plan_number][*index]),
            Child::Indicator(index) => {
                scored.indicator_points(row, scored.layout.plan_indicators[plan_number][*index])
            }
        };
        points.map_or(Some(Decimal::ZERO), |points| points.checked_mul(*weight).ok())
    });
    let sum = parts.try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?).ok());
    node.combine == Combine::Sum && sum.is_some() && sum == points
}

fn indicator_trace(
    scored: &Scored<'_>,
    row: usize,
    indicator: &Indicator,
    common: usize,
    points: Option<Decimal>,
) -> NodeTrace {
    let data = Row { entries: scored.entries, row };
    let found = value(indicator, &data);
    let award = own_award(indicator, &data);
    let absent = match (&award, &found) {
        (Some(Err(absent)), _) | (None, Some(Err(absent))) => Some(*absent),
        _ => None,
    };
    let status = match absent {
        Some(absent) => Status::Absent(absent),
        None if points.is_none() && scored.places[row].is_some() => Status::Excluded,
        None => Status::Known,
    };
    let rule = match (absent, award) {
        (Some(absent), _) => {
            let what = consequence(indicator, absent);
            words::absence(absent, what)
        }
        (None, Some(Ok(award))) => words::hit(scored.rulebook, indicator, &award.hit),
        (None, _) => relative_words(scored, row, indicator, common),
    };
    NodeTrace {
        id: indicator.id.clone(),
        parent: None,
        kind: NodeKind::Indicator,
        title: indicator.title.clone(),
        value: found.and_then(Result::ok),
        unit: indicator.unit.clone(),
        status,
        points,
        max: indicator.max,
        weight: indicator.weight,
        contribution: None,
        formula: words::formula(scored.rulebook, indicator),
        rule,
        clause: indicator.clause.clone(),
        at: scored.rulebook.sources.place(indicator.at),
        data: columns_of(indicator).into_iter().map(|column| datum(scored, row, column)).collect(),
    }
}

/// Where a value stands among those of its pool, in words.
fn relative_words(scored: &Scored<'_>, row: usize, indicator: &Indicator, common: usize) -> Text {
    let Some((pool, position)) = scored.places[row] else {
        return Text::new(
            "امتیاز نسبی تنها در گروه رقابت به دست می‌آید",
            "relative points exist only inside a pool",
        );
    };
    let trace = &scored.pools[pool as usize];
    let no_figures = Figures::default();
    let figures = trace.figures.get(&common).unwrap_or(&no_figures);
    let definitions: Vec<Option<&Indicator>> = (0..trace.members.rows.len())
        .map(|at| {
            let plan = trace.plans.at(at);
            let own = scored.layout.plan_indicators[plan].iter().position(|index| *index == common)?;
            scored.rulebook.plans[plan].indicators.get(own)
        })
        .collect();
    let (values, _) = PoolValues::collect(&definitions, scored.entries, &trace.members.rows);
    let own = values.get(position as usize);
    let others = (0..trace.members.rows.len()).filter(|other| *other != position as usize);
    let mut standing = Standing { lower: 0, equal: 0, higher: 0 };
    if let Some(own) = &own {
        for other in others.filter_map(|other| values.get(other)) {
            match other.cmp(own) {
                Ordering::Less => standing.lower += 1,
                Ordering::Equal => standing.equal += 1,
                Ordering::Greater => standing.higher += 1,
            }
        }
    }
    words::relative(indicator, figures, &standing)
}

/// How many other eligible entries of the pool have a lower, equal or higher value.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Lower.
    pub lower: usize,
    /// Equal.
    pub equal: usize,
    /// Higher.
    pub higher: usize,
}

/// The columns behind an indicator, in the order of its formula.
pub(crate) fn columns_of(indicator: &Indicator) -> Vec<usize> {
    let mut columns: Vec<usize> = Vec::new();
    let mut add = |more: &[usize]| {
        for column in more {
            if !columns.contains(column) {
                columns.push(*column);
            }
        }
    };
    if let Some(value) = &indicator.value {
        add(&value.formula.columns());
    }
    match &indicator.rule {
        Rule::Checklist(items) => items.iter().for_each(|(condition, _)| add(&condition.formula.columns())),
        Rule::Trend { columns, .. } => add(columns),
        _ => {}
    }
    columns
}

/// Marks what rests on cells that could not be read: such a datum was submitted, although there is none.
pub(crate) fn mark_unreadable(nodes: &mut [NodeTrace], data: &mut [DatumTrace], unreadable: &[usize]) {
    let mark = |datum: &mut DatumTrace| {
        datum.unreadable = unreadable.contains(&datum.column);
        if datum.unreadable {
            datum.shown = Text::new("خوانده نشد", "not read");
        }
    };
    data.iter_mut().for_each(mark);
    for node in nodes {
        node.data.iter_mut().for_each(mark);
        let missing = matches!(node.status, Status::Absent(Absent::Missing(Missing::NotSubmitted)));
        if missing && node.data.iter().any(|datum| datum.unreadable) {
            node.status = Status::Unreadable;
            node.rule = Text::new("داده‌ای که لازم است خوانده نشد", "a datum that it needs could not be read");
        }
    }
}

/// One cell, as text.
#[must_use]
pub fn datum(scored: &Scored<'_>, row: usize, column: usize) -> DatumTrace {
    let field = &scored.rulebook.fields[scored.rulebook.columns[column].field];
    let cell = scored.entries.columns[column].cell(row);
    let (value, shown) = match cell {
        Ok(cell) => {
            let (value, shown) = written(scored, field, &cell);
            (Ok(value), shown)
        }
        Err(missing) => (Err(missing), absent_words(Absent::Missing(missing))),
    };
    DatumTrace {
        column,
        field: scored.rulebook.column_name(column),
        title: scored.rulebook.column_title(column),
        shown,
        value,
        claimed: scored.entries.claimed(row, column).map(|claimed| written(scored, field, claimed)),
        unit: field.unit.clone(),
        confidential: field.confidential,
        unreadable: false,
    }
}

/// A datum of a field as text for programs and as people read it.
fn written(scored: &Scored<'_>, field: &Field, cell: &Cell) -> (String, Text) {
    match (cell, &field.kind) {
        (Cell::Number(number), FieldKind::Date(calendar)) => {
            let calendar =
                if *calendar == Calendar::Either { scored.rulebook.edition.calendar } else { *calendar };
            let date = i64::try_from(number.mantissa())
                .map_or_else(|_| number.to_string(), |days| format_date(days, calendar));
            (date.clone(), Text::new(to_persian_digits(&date), date))
        }
        (Cell::Number(number), _) => {
            let number = number.to_string();
            (number.clone(), Text::new(to_persian_digits(&number), number))
        }
        (Cell::Choice(choice), FieldKind::Choice(all)) => all
            .get(usize::from(*choice))
            .map_or_else(Default::default, |choice| (choice.id.clone(), choice.title.clone())),
        (Cell::Choice(1), _) => ("yes".to_owned(), Text::new("بله", "yes")),
        (Cell::Choice(_), _) => ("no".to_owned(), Text::new("خیر", "no")),
        (Cell::Text(text), _) => (text.clone(), Text::same(text)),
    }
}
