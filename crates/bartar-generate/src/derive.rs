//! What follows from the rules for fields of which the rulebook does not say what is typical: bounds and answers from
//! gates, sums from cross-foot checks, goalposts and bands from points rules, and else something of the type's size.

use bartar_criteria::decode::Located;
use bartar_criteria::exact::{Decimal, Exact, IntervalSet, Rounding};
use bartar_criteria::formula::{Comparison, Data, Formula, Number, NumberKind, Operator, Truth, TruthKind};
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::rulebook::{CheckRule, Compiled, Field, FieldKind, Indicator, Rule, Rulebook, Shape};

/// Times in a million that a yes/no field says yes where nothing is known of it.
const MOSTLY: u32 = 700_000;
/// Days before the reference date between which dates lie where nothing is known of them.
const DAYS_BEFORE: (i64, i64) = (9_000, 1_300);
/// A range from nothing to more than this is wide.
const WIDE: i64 = 10_000;
/// The reference date where the rulebook has none: 2021-03-21.
const SOME_DAY: i64 = 18_707;

/// What follows from the rules, by field.
pub(crate) struct Derived {
    /// How a number or date is made.
    pub(crate) shapes: Vec<Option<Shape>>,
    /// Which choices the gates admit.
    pub(crate) choices: Vec<Vec<bool>>,
    /// Times in a million that the answer is yes.
    pub(crate) yes: Vec<u32>,
}

/// What gates demand of a column of the current year.
#[derive(Clone, Default)]
struct Demand {
    low: Option<Decimal>,
    high: Option<Decimal>,
    choices: Option<Vec<u16>>,
    yes: Option<bool>,
}

impl Derived {
    pub(crate) fn new(rulebook: &Rulebook) -> Self {
        let mut demands = vec![Demand::default(); rulebook.fields.len()];
        for gate in &rulebook.gates {
            if let Some(truth) = gate.require.truth() {
                demand(rulebook, truth, true, &mut demands);
            }
        }
        if let Some(withdrawn) = rulebook.data.withdrawn.as_ref().and_then(Compiled::truth) {
            demand(rulebook, withdrawn, false, &mut demands);
        }
        let mut shapes: Vec<Option<Shape>> =
            rulebook.typical.iter().map(|typical| typical.shape.clone()).collect();
        sums(rulebook, &mut shapes);
        ratios(rulebook, &demands, &mut shapes);
        for (field, shape) in shapes.iter_mut().enumerate() {
            if shape.is_none() {
                *shape = by_size(rulebook, field, &demands[field]);
            }
        }
        let choices = (rulebook.fields.iter().zip(&demands))
            .map(|(field, demand)| match (&field.kind, &demand.choices) {
                (FieldKind::Choice(choices), Some(admitted)) => {
                    (0..choices.len()).map(|c| admitted.iter().any(|a| usize::from(*a) == c)).collect()
                }
                (FieldKind::Choice(choices), None) => vec![true; choices.len()],
                _ => Vec::new(),
            })
            .collect();
        let yes = (demands.iter())
            .map(|demand| demand.yes.map_or(MOSTLY, |yes| if yes { 1_000_000 } else { 0 }))
            .collect();
        Self { shapes, choices, yes }
    }
}

/// The least number that a field allows and finds plausible.
pub(crate) fn lowest(field: &Field) -> Option<Decimal> {
    let end = |set: &IntervalSet| {
        let lows: Option<Vec<Decimal>> = set.0.iter().map(|interval| interval.low.at).collect();
        lows?.into_iter().min()
    };
    field.range.iter().chain(&field.plausible).filter_map(end).max()
}

/// The greatest number that a field allows and finds plausible.
pub(crate) fn highest(field: &Field) -> Option<Decimal> {
    let end = |set: &IntervalSet| {
        let highs: Option<Vec<Decimal>> = set.0.iter().map(|interval| interval.high.at).collect();
        highs?.into_iter().max()
    };
    field.range.iter().chain(&field.plausible).filter_map(end).min()
}

/// What a condition demands if it is to be `wanted`: only what is certain.
fn demand(rulebook: &Rulebook, truth: &Truth, wanted: bool, demands: &mut [Demand]) {
    let field = |column: usize| {
        let spec = rulebook.columns.get(column)?;
        (spec.years_before == 0).then_some(spec.field)
    };
    match &truth.kind {
        TruthKind::Not(inner) => demand(rulebook, inner, !wanted, demands),
        TruthKind::And(left, right) if wanted => {
            demand(rulebook, left, true, demands);
            demand(rulebook, right, true, demands);
        }
        TruthKind::Or(left, right) if !wanted => {
            demand(rulebook, left, false, demands);
            demand(rulebook, right, false, demands);
        }
        TruthKind::Flag(column) => {
            if let Some(field) = field(*column) {
                demands[field].yes = Some(wanted);
            }
        }
        TruthKind::ChoiceIn(column, choices) => {
            if let Some(index) = field(*column)
                && let FieldKind::Choice(all) = &rulebook.fields[index].kind
            {
                let all = u16::try_from(all.len()).unwrap_or(u16::MAX);
                let before = demands[index].choices.take();
                let good = (0..all).filter(|choice| choices.contains(choice) == wanted);
                let good = good.filter(|choice| before.as_ref().is_none_or(|before| before.contains(choice)));
                demands[index].choices = Some(good.collect());
            }
        }
        TruthKind::Compare(comparison, left, right) => {
            let (column, constant, flipped) = match (&left.kind, &right.kind) {
                (NumberKind::Column(column), _) => (*column, right, false),
                (_, NumberKind::Column(column)) => (*column, left, true),
                _ => return,
            };
            let (Some(field), Ok(constant)) = (field(column), constant.evaluate(&NoData)) else { return };
            let Some(constant) = constant.to_decimal() else { return };
            let least = matches!(comparison, Comparison::More | Comparison::AtLeast) != flipped;
            let most = matches!(comparison, Comparison::Less | Comparison::AtMost) != flipped;
            let ordered = !matches!(comparison, Comparison::Equal | Comparison::Unequal);
            let (least, most) = if wanted { (least, most) } else { (most, least) };
            if *comparison == Comparison::Equal && wanted || ordered && least {
                demands[field].low = demands[field].low.max(Some(constant));
            }
            if *comparison == Comparison::Equal && wanted || ordered && most {
                let high = &mut demands[field].high;
                *high = Some(high.map_or(constant, |high| high.min(constant)));
            }
        }
        _ => {}
    }
}

/// No data at all: what can be computed without is constant.
struct NoData;

impl Data for NoData {
    fn number(&self, _: usize) -> Datum<Decimal> {
        Err(Missing::NotSubmitted)
    }

    fn choice(&self, _: usize) -> Datum<u16> {
        Err(Missing::NotSubmitted)
    }

    fn is_known(&self, _: usize) -> bool {
        false
    }
}

/// A stated value that is checked against its parts is made of them; where it cannot be, one of the parts is what the
/// others leave of it.
fn sums(rulebook: &Rulebook, shapes: &mut [Option<Shape>]) {
    for check in &rulebook.checks {
        let CheckRule::Sum { stated, parts: of, .. } = &check.rule else { continue };
        let (Some(stated), Some(parts)) = (stated.number(), of.number()) else { continue };
        let mut terms = Vec::new();
        flatten(parts, false, &mut terms);
        let mut ways = vec![(stated, parts.clone())];
        ways.extend((0..terms.len()).map(|term| (terms[term].1, rest(stated, &terms, term))));
        for (made, number) in ways {
            let formula = Formula::Number(number);
            if let Some(field) = bare(rulebook, made)
                && shapes[field].is_none()
                && !leads_to(rulebook, shapes, &formula, field)
            {
                shapes[field] = Some(Shape::Formula(Compiled { text: of.text.clone(), formula }));
                break;
            }
        }
    }
}

/// The terms of a sum, each with whether it is taken away.
fn flatten<'n>(number: &'n Number, minus: bool, terms: &mut Vec<(bool, &'n Number)>) {
    match &number.kind {
        NumberKind::Binary(Operator::Plus, left, right) => {
            flatten(left, minus, terms);
            flatten(right, minus, terms);
        }
        NumberKind::Binary(Operator::Minus, left, right) => {
            flatten(left, minus, terms);
            flatten(right, !minus, terms);
        }
        NumberKind::Minus(inner) => flatten(inner, !minus, terms),
        _ => terms.push((minus, number)),
    }
}

/// What one term must be for the terms to make what is stated.
fn rest(stated: &Number, terms: &[(bool, &Number)], term: usize) -> Number {
    let (from, to) = (stated.from, stated.to);
    let others = terms.iter().enumerate().filter(|(index, _)| *index != term);
    let left = others.fold(stated.clone(), |sum, (_, (minus, other))| {
        let operator = if *minus { Operator::Plus } else { Operator::Minus };
        Number { kind: NumberKind::Binary(operator, Box::new(sum), Box::new((*other).clone())), from, to }
    });
    if terms[term].0 { Number { kind: NumberKind::Minus(Box::new(left)), from, to } } else { left }
}

/// A field whose ratio to another one earns points is a share of it, spread over the values that make a difference.
fn ratios(rulebook: &Rulebook, demands: &[Demand], shapes: &mut [Option<Shape>]) {
    for indicator in rulebook.plans.iter().flat_map(|plan| &plan.indicators) {
        let Some(value) = indicator.value.as_ref() else { continue };
        let Some(number) = value.number() else { continue };
        let Some((least, most)) = worthwhile(indicator) else { continue };
        if let Some(field) = bare(rulebook, number) {
            if shapes[field].is_none() && rulebook.fields[field].kind.is_number() {
                let (from, to) = within(&rulebook.fields[field], &demands[field], least, most);
                shapes[field] = Some(Shape::Between { from, to });
            }
            continue;
        }
        let Some((top, below, factor)) = ratio(number) else { continue };
        let share = |end: Decimal| Rounding::half_up(4).apply(&Exact::from(end).div(&factor)?).ok();
        let (Some(one), Some(other)) = (share(least), share(most)) else { continue };
        let (from, to) = (one.min(other), one.max(other));
        // The numerator is a share of the denominator, or where it is made of other fields already, the other way round.
        if !share_of(rulebook, shapes, value, (top, below), (from, to)) {
            let least = Exact::from(from.max(to.checked_mul(tenth()).unwrap_or(to)));
            let inverse = |share: &Exact| Rounding::half_up(4).apply(&Exact::one().div(share)?).ok();
            if let (Some(from), Some(to)) = (inverse(&to.into()), inverse(&least)) {
                share_of(rulebook, shapes, value, (below, top), (from, to));
            }
        }
    }
}

/// Makes a bare field, of which nothing is known yet, a share of what it is compared with. Whether that is possible.
fn share_of(
    rulebook: &Rulebook,
    shapes: &mut [Option<Shape>],
    value: &Compiled,
    (made, base): (&Number, &Number),
    (from, to): (Decimal, Decimal),
) -> bool {
    let Some(field) = bare(rulebook, made) else { return false };
    let formula = Formula::Number(base.clone());
    if shapes[field].is_some() || from > to || leads_to(rulebook, shapes, &formula, field) {
        return false;
    }
    let from = if lowest(&rulebook.fields[field]).is_some() { from.max(Decimal::ZERO) } else { from };
    let text = Located { value: value.text.value.clone(), at: value.text.at };
    shapes[field] = Some(Shape::Of { base: Compiled { text, formula }, from, to });
    true
}

fn tenth() -> Decimal {
    Decimal::new(1, 1).unwrap_or(Decimal::ONE)
}

/// The field of a formula that is a bare column of the current year.
fn bare(rulebook: &Rulebook, number: &Number) -> Option<usize> {
    let NumberKind::Column(column) = number.kind else { return None };
    let spec = rulebook.columns.get(column).filter(|spec| spec.years_before == 0)?;
    (!rulebook.fields[spec.field].of_panel).then_some(spec.field)
}

/// Numerator, denominator and factor of `a / b`, `a / b * 100` and the like.
fn ratio(number: &Number) -> Option<(&Number, &Number, Exact)> {
    let NumberKind::Binary(operator, left, right) = &number.kind else { return None };
    match operator {
        Operator::Over => match &left.kind {
            NumberKind::Binary(Operator::Times, a, b) => {
                let (factor, top) = match (a.evaluate(&NoData), b.evaluate(&NoData)) {
                    (Ok(factor), _) => (factor, b),
                    (_, Ok(factor)) => (factor, a),
                    _ => return None,
                };
                Some((&**top, &**right, factor))
            }
            _ => Some((&**left, &**right, Exact::one())),
        },
        Operator::Times => {
            let (inner, factor) = match (left.evaluate(&NoData), right.evaluate(&NoData)) {
                (Ok(factor), _) => (right, factor),
                (_, Ok(factor)) => (left, factor),
                _ => return None,
            };
            let (top, below, own) = ratio(inner)?;
            Some((top, below, own.mul(&factor)))
        }
        Operator::Plus | Operator::Minus => None,
    }
}

/// The values between which an indicator's points change, with some room beyond.
fn worthwhile(indicator: &Indicator) -> Option<(Decimal, Decimal)> {
    let ends: Vec<Decimal> = match &indicator.rule {
        Rule::Bands(bands, _) => (bands.iter())
            .flat_map(|band| &band.set.0)
            .flat_map(|interval| [interval.low.at, interval.high.at])
            .flatten()
            .collect(),
        Rule::Linear { none_at, full_at } => vec![*none_at, *full_at],
        Rule::Piecewise(knots) => knots.iter().map(|(value, _)| *value).collect(),
        Rule::Step { from, per, .. } => {
            let far = per.checked_mul(Decimal::from_int(10)).and_then(|far| far.checked_add(*from)).ok()?;
            vec![*from, far]
        }
        _ => return None,
    };
    let (least, most) = (*ends.iter().min()?, *ends.iter().max()?);
    let room = most.checked_sub(least).ok()?.checked_mul(Decimal::new(2, 1).ok()?).ok()?;
    let (low, high) = (least.checked_sub(room).ok()?, most.checked_add(room).ok()?);
    let within = |number: &Decimal| {
        let domain = indicator.domain.as_ref();
        domain.is_none_or(|domain| domain.contains_decimal(number))
    };
    let low = if within(&low) && !(least >= Decimal::ZERO && low.is_negative()) { low } else { least };
    let high = if within(&high) { high } else { most };
    (low < high).then_some((low, high))
}

/// The values that the field allows and the gates admit.
fn within(field: &Field, demand: &Demand, least: Decimal, most: Decimal) -> (Decimal, Decimal) {
    let low = lowest(field).into_iter().chain(demand.low).fold(least, Decimal::max);
    let high = highest(field).into_iter().chain(demand.high).fold(most, Decimal::min);
    if low <= high { (low, high) } else { (least, most) }
}

/// Whether making a field from a formula would lead back to the field.
fn leads_to(rulebook: &Rulebook, shapes: &[Option<Shape>], formula: &Formula, field: usize) -> bool {
    let read = |formula: &Formula| -> Vec<usize> {
        formula.columns().into_iter().map(|column| rulebook.columns[column].field).collect()
    };
    let mut seen = vec![false; shapes.len()];
    let mut open = read(formula);
    while let Some(next) = open.pop() {
        if next == field {
            return true;
        }
        if !std::mem::replace(&mut seen[next], true) {
            open.extend(shapes[next].iter().filter_map(Shape::formula).flat_map(|made| read(&made.formula)));
            open.extend(rulebook.typical[next].when.iter().flat_map(|when| read(&when.formula)));
        }
    }
    false
}

/// A number or date of which only limits are known.
fn by_size(rulebook: &Rulebook, index: usize, demand: &Demand) -> Option<Shape> {
    let field = &rulebook.fields[index];
    let whole = Decimal::from_int;
    if let FieldKind::Date(_) = field.kind {
        let edition = &rulebook.edition;
        let day = edition.reference_date.or(edition.valid.map(|(from, _)| from)).unwrap_or(SOME_DAY);
        return Some(Shape::Between { from: whole(day - DAYS_BEFORE.0), to: whole(day - DAYS_BEFORE.1) });
    }
    if !field.kind.is_number() {
        return None;
    }
    let low = lowest(field).into_iter().chain(demand.low).max();
    let high = highest(field).into_iter().chain(demand.high).min();
    let times = |number: Decimal, factor: i64| number.checked_mul(whole(factor)).ok();
    match (low, high) {
        (Some(low), Some(high)) if low > Decimal::ZERO && times(low, 1_000)? < high => {
            Some(Shape::Around { median: times(low, 20)?, spread: whole(3) })
        }
        // So wide a range says nothing of what is usual.
        (Some(low), Some(high)) if low <= Decimal::ZERO && high > whole(WIDE) => usual(&field.kind),
        (Some(low), Some(high)) if low <= high => Some(Shape::Between { from: low, to: high }),
        (Some(low), None) if low > Decimal::ZERO => {
            Some(Shape::Around { median: times(low, 6)?, spread: whole(2) })
        }
        (_, Some(high)) if high > whole(WIDE) => usual(&field.kind),
        (_, Some(high)) if high > Decimal::ZERO => {
            let from = high.checked_mul(Decimal::new(95, 2).ok()?).ok()?;
            Some(Shape::Between { from, to: high })
        }
        (_, Some(high)) => Some(Shape::Between { from: high.checked_sub(whole(100)).ok()?, to: high }),
        _ => usual(&field.kind),
    }
}

/// A number of the size usual of its type.
fn usual(kind: &FieldKind) -> Option<Shape> {
    let whole = Decimal::from_int;
    let around = |median, spread| Some(Shape::Around { median: whole(median), spread: whole(spread) });
    match kind {
        FieldKind::Amount => around(24_000, 2),
        FieldKind::Count => around(40, 3),
        FieldKind::Percent => Some(Shape::Between { from: whole(5), to: whole(95) }),
        _ => around(50, 2),
    }
}
