//! The nodes of one entry's explanation: axes, indicators, and the data behind them.

use crate::entries::Cell;
use crate::explain::{DatumTrace, NodeKind, NodeTrace, SpecialRule, Status};
use crate::relative::{Figures, PoolValues};
use crate::row::Row;
use crate::score::Scored;
use crate::screening::absent_words;
use crate::tree::Made;
use crate::value::{consequence, own_award, value};
use crate::words;
use bartar_criteria::Text;
use bartar_criteria::calendar::format_date;
use bartar_criteria::exact::{Decimal, Exact, to_persian_digits};
use bartar_criteria::formula::Absent;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{Aggregate, Calendar, Child, Field, FieldKind, Indicator, Rule};
use bartar_criteria::source::Span;
use std::cmp::Ordering;

/// How the total comes from the topmost axes, and the same in words; none where there is no total.
pub(crate) fn top(scored: &Scored<'_>, row: usize, plan_number: usize) -> Option<(Made, Text)> {
    let node = &scored.rulebook.plans[plan_number].total.node;
    let total = scored.total(row)?;
    let made = scored.layout.trees[plan_number]
        .total
        .steps(total, |child| points_of(scored, row, plan_number, child));
    let rule = words::axis_rule(node, &made, total);
    Some((made, rule))
}

/// All nodes, depth first in rulebook order.
pub(crate) fn nodes(scored: &Scored<'_>, row: usize, plan_number: usize) -> Vec<NodeTrace> {
    let mut walk = Walk { scored, row, plan_number, list: Vec::new() };
    let made = top(scored, row, plan_number).map(|(made, _)| made);
    let node = &scored.rulebook.plans[plan_number].total.node;
    walk.children(node, made.as_ref(), None, Some(&Exact::one()));
    walk.list
}

/// Points of a node of a plan.
fn points_of(scored: &Scored<'_>, row: usize, plan_number: usize, child: Child) -> Option<Decimal> {
    match child {
        Child::Axis(index) => scored.axis_points(row, scored.layout.plan_axes[plan_number][index]),
        Child::Indicator(index) => {
            scored.indicator_points(row, scored.layout.plan_indicators[plan_number][index])
        }
    }
}

/// The walk from the total down to the indicators.
struct Walk<'s, 'r> {
    scored: &'s Scored<'r>,
    row: usize,
    plan_number: usize,
    list: Vec<NodeTrace>,
}

impl Walk<'_, '_> {
    /// The parts of a node. `factor` is what one point of the node adds to the total.
    fn children(
        &mut self,
        node: &Aggregate,
        made: Option<&Made>,
        parent: Option<&str>,
        factor: Option<&Exact>,
    ) {
        for (number, (child, weight)) in node.children.iter().enumerate() {
            let each = made.and_then(|made| made.parts.get(number)?.each.as_ref());
            let factor = factor.zip(each).map(|(factor, each)| factor.mul(each));
            match child {
                Child::Axis(index) => self.axis(*index, *weight, parent, factor.as_ref()),
                Child::Indicator(index) => self.indicator(*index, *weight, parent, factor),
            }
        }
    }

    fn axis(&mut self, index: usize, weight: Decimal, parent: Option<&str>, factor: Option<&Exact>) {
        let Self { scored, row, plan_number, .. } = *self;
        let axis = &scored.rulebook.plans[plan_number].axes[index];
        let points = points_of(scored, row, plan_number, Child::Axis(index));
        let tree = &scored.layout.trees[plan_number].axes[index];
        let made =
            points.map(|points| tree.steps(points, |child| points_of(scored, row, plan_number, child)));
        self.list.push(NodeTrace {
            id: axis.id.clone(),
            parent: parent.map(str::to_owned),
            kind: NodeKind::Axis,
            title: axis.title.clone(),
            value: None,
            unit: None,
            status: if points.is_some() { Status::Known } else { Status::Unavailable },
            points,
            max: axis.node.max,
            weight,
            factor: factor.cloned(),
            formula: words::combination(axis.node.combine),
            derivation: Text::default(),
            rule: self.axis_rule(&axis.node, made.as_ref(), points),
            items: Vec::new(),
            unrounded: None,
            made: made.clone(),
            special: special(scored, plan_number, axis.special),
            clause: axis.clause.clone(),
            at: scored.rulebook.sources.place(axis.at),
            data: Vec::new(),
        });
        self.children(&axis.node, made.as_ref(), Some(&axis.id), factor);
    }

    fn axis_rule(&self, node: &Aggregate, made: Option<&Made>, points: Option<Decimal>) -> Text {
        if let Some((made, points)) = made.zip(points) {
            return words::axis_rule(node, made, points);
        }
        if self.scored.places[self.row].is_none() {
            return Text::new(
                "محاسبه نشده است، زیرا پرونده رتبه‌بندی نمی‌شود",
                "not computed, since the entry is not ranked",
            );
        }
        let present = |(child, _): &&(Child, Decimal)| {
            points_of(self.scored, self.row, self.plan_number, *child).is_some()
        };
        words::blank_axis(node, node.children.iter().filter(present).count())
    }

    fn indicator(&mut self, index: usize, weight: Decimal, parent: Option<&str>, factor: Option<Exact>) {
        let Self { scored, row, plan_number, .. } = *self;
        let indicator = &scored.rulebook.plans[plan_number].indicators[index];
        let common = scored.layout.plan_indicators[plan_number][index];
        let points = points_of(scored, row, plan_number, Child::Indicator(index));
        let trace = indicator_trace(scored, row, indicator, common, points);
        self.list.push(NodeTrace {
            parent: parent.map(str::to_owned),
            weight,
            factor,
            special: special(scored, plan_number, indicator.special),
            ..trace
        });
    }
}

/// The rule of its own that the sector of a plan has for a node.
fn special(scored: &Scored<'_>, plan_number: usize, special: Option<Span>) -> Option<SpecialRule> {
    let rulebook = scored.rulebook;
    let (at, sector) = special.zip(rulebook.plans[plan_number].sector)?;
    let FieldKind::Choice(choices) = &rulebook.fields[rulebook.data.sector?].kind else { return None };
    let sector = choices.get(usize::from(sector))?.title.clone();
    Some(SpecialRule { sector, at: rulebook.sources.place(at) })
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
    let (mut items, mut unrounded) = (Vec::new(), None);
    let rule = match (absent, award) {
        (Some(absent), _) => {
            let open = absent == Absent::Missing(Missing::Pending) && data_of_panel(scored, indicator);
            let why = if open { words::marks_incomplete() } else { absent_words(absent) };
            words::absence(&why, consequence(indicator, absent))
        }
        (None, Some(Ok(award))) => {
            items = words::items(scored.rulebook, indicator, &award.hit);
            unrounded =
                points.is_some_and(|points| award.points != points.into()).then(|| award.points.clone());
            words::hit(scored.rulebook, indicator, &award.hit)
        }
        (None, _) => relative_words(scored, row, indicator, common),
    };
    let rule = match (&unrounded, points) {
        (Some(exact), Some(points)) => words::settled(scored.rulebook, indicator, &rule, exact, &points),
        _ => rule,
    };
    let found = found.and_then(Result::ok);
    let stated = |column: usize| datum(scored, row, column);
    NodeTrace {
        id: indicator.id.clone(),
        parent: None,
        kind: NodeKind::Indicator,
        title: indicator.title.clone(),
        derivation: words::derivation(scored.rulebook, indicator, found.as_ref(), &stated),
        value: found,
        unit: indicator.unit.clone(),
        status,
        points,
        max: indicator.max,
        weight: indicator.weight,
        factor: None,
        formula: words::formula(scored.rulebook, indicator),
        rule,
        items,
        unrounded,
        made: None,
        special: None,
        clause: indicator.clause.clone(),
        at: scored.rulebook.sources.place(indicator.at),
        data: columns_of(indicator).into_iter().map(|column| datum(scored, row, column)).collect(),
    }
}

/// Whether an indicator reads what judges mark.
fn data_of_panel(scored: &Scored<'_>, indicator: &Indicator) -> bool {
    let of_panel = |column: &usize| scored.rulebook.fields[scored.rulebook.columns[*column].field].of_panel;
    columns_of(indicator).iter().any(of_panel)
}

/// Where a value stands among those of its pool, in words.
pub(crate) fn relative_words(scored: &Scored<'_>, row: usize, indicator: &Indicator, common: usize) -> Text {
    let Some((pool, position)) = scored.places[row] else {
        return Text::new(
            "امتیاز نسبی تنها در گروه رقابت به دست می‌آید",
            "relative points exist only inside a pool",
        );
    };
    let trace = &scored.pools[pool as usize];
    let held = scored
        .frozen
        .as_ref()
        .zip(u32::try_from(row).ok())
        .and_then(|(frozen, row)| frozen.words(scored.entries, &trace.members, common, indicator, row));
    if let Some(held) = held {
        return held;
    }
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
    words::relative(indicator, figures, &Standing::of(&values, position as usize))
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

impl Standing {
    /// Of the value at a position among the values of a pool.
    pub(crate) fn of(values: &PoolValues, position: usize) -> Self {
        let mut standing = Self { lower: 0, equal: 0, higher: 0 };
        let Some(own) = values.get(position) else { return standing };
        for other in
            values.positions().filter(|other| *other != position).filter_map(|other| values.get(other))
        {
            match other.cmp(&own) {
                Ordering::Less => standing.lower += 1,
                Ordering::Equal => standing.equal += 1,
                Ordering::Greater => standing.higher += 1,
            }
        }
        standing
    }
}

/// The columns behind an indicator, in the order of its formula.
#[must_use]
pub fn columns_of(indicator: &Indicator) -> Vec<usize> {
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
        Err(Missing::Pending) if field.of_panel => (Err(Missing::Pending), words::marks_incomplete()),
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
        of_panel: field.of_panel,
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
        (Cell::Number(number), _) => (number.to_string(), words::number(number)),
        (Cell::Choice(choice), FieldKind::Choice(all)) => all
            .get(usize::from(*choice))
            .map_or_else(Default::default, |choice| (choice.id.clone(), choice.title.clone())),
        (Cell::Choice(1), _) => ("yes".to_owned(), Text::new("بله", "yes")),
        (Cell::Choice(_), _) => ("no".to_owned(), Text::new("خیر", "no")),
        (Cell::Text(text), _) => (text.clone(), Text::same(text)),
    }
}
