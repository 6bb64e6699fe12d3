//! Entries that the rules send elsewhere. Data are tried until the rules say exactly what is wanted, and nothing else.

use super::{Expected, FaultKind, Faulty};
use crate::batch::{Admitted, Verdict, verdicts};
use crate::dice::Dice;
use crate::maker::{Maker, Value};
use bartar_criteria::codes::{
    CHECK_NOT_MADE, IMPLAUSIBLE, ORIENTATION_UNDECIDED, STATED_DIFFERS_NOTE, VALUE_OUTSIDE_RULE,
};
use bartar_criteria::exact::Decimal;
use bartar_criteria::formula::{Number, NumberKind, Truth, TruthKind};
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{CheckRule, FieldKind};
use bartar_scoring::Outcome;

/// How many trials are looked at together.
const TOGETHER: usize = 16;

/// Data to try.
struct Trial {
    /// The column that changes.
    column: usize,
    /// To what.
    value: Value,
    /// Whether what is made of it follows; all other data stay as they are otherwise.
    follows: bool,
}

impl Trial {
    /// The entry with one datum changed and all others as they are.
    fn alone(column: usize, value: Value) -> Self {
        Self { column, value, follows: false }
    }

    /// The entry with one datum changed, and what is made of it.
    fn followed(column: usize, value: Value) -> Self {
        Self { column, value, follows: true }
    }

    /// All data.
    fn values(&self, maker: &Maker<'_>, entry: &Admitted) -> Vec<Value> {
        if self.follows {
            return maker.make(entry.number, entry.attempt, &[(self.column, self.value.clone())]);
        }
        let mut values = entry.values.clone();
        values[self.column] = self.value.clone();
        values
    }
}

/// The entry fails this gate and no other rule.
pub(super) fn failed_gate(
    maker: &Maker<'_>,
    gate: usize,
    entry: &Admitted,
    dice: &mut Dice,
) -> Option<Faulty> {
    let gate = &maker.rulebook.gates[gate];
    let trials = of_condition(maker, entry, gate.require.truth()?, &gate.require.formula.columns());
    let wanted = |verdict: &Verdict| {
        verdict.outcome == Outcome::Ineligible && verdict.said.iter().all(|(code, _)| *code == gate.id)
    };
    choose((maker, entry), FaultKind::FailedGate, trials, &wanted, dice)
}

/// The entry is taken back.
pub(super) fn withdrawn(maker: &Maker<'_>, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let condition = maker.rulebook.data.withdrawn.as_ref()?;
    let trials = of_condition(maker, entry, condition.truth()?, &condition.formula.columns());
    let wanted = |verdict: &Verdict| verdict.outcome == Outcome::Withdrawn && verdict.said.len() == 1;
    choose((maker, entry), FaultKind::Withdrawn, trials, &wanted, dice)
}

/// A check finds that data contradict one another.
pub(super) fn contradiction(
    maker: &Maker<'_>,
    check: usize,
    entry: &Admitted,
    dice: &mut Dice,
) -> Option<Faulty> {
    let trials = match &maker.rulebook.checks[check].rule {
        CheckRule::Sum { stated, parts, tolerance } => {
            let columns = stated.formula.columns().into_iter().chain(parts.formula.columns());
            columns.flat_map(|column| apart(entry, column, *tolerance)).collect()
        }
        CheckRule::Condition { require, .. } => {
            let trials = of_condition(maker, entry, require.truth()?, &require.formula.columns());
            trials.into_iter().map(|trial| Trial { follows: false, ..trial }).collect()
        }
    };
    let wanted = |verdict: &Verdict| match verdict.said.as_slice() {
        [(code, _)] => code == "stated-differs" || code == "stated-differs-note",
        _ => false,
    };
    choose((maker, entry), FaultKind::Contradiction, trials, &wanted, dice)
}

/// A column's number with more than the tolerance of a sum added or taken away.
fn apart(entry: &Admitted, column: usize, tolerance: Decimal) -> Vec<Trial> {
    let Value::Number(number) = entry.values[column] else { return Vec::new() };
    let more = |factor| tolerance.checked_add(Decimal::ONE)?.checked_mul(Decimal::from_int(factor));
    let apart = [1, 2, 10, 1_000].into_iter().filter_map(|factor| more(factor).ok());
    let changed = apart.flat_map(|apart| [number.checked_add(apart), number.checked_sub(apart)]).flatten();
    changed.map(|changed| Trial::alone(column, Value::Number(changed))).collect()
}

/// A number outside the plausible limits of its field.
pub(super) fn implausible(maker: &Maker<'_>, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let mut trials = Vec::new();
    for (column, spec) in maker.rulebook.columns.iter().enumerate() {
        let field = &maker.rulebook.fields[spec.field];
        let Some(plausible) = field.plausible.as_ref().filter(|_| !field.of_panel) else { continue };
        let ends = plausible.0.iter().flat_map(|interval| [interval.low.at, interval.high.at]).flatten();
        for end in ends {
            for changed in around(end).into_iter().chain(end.checked_mul(Decimal::from_int(2)).ok()) {
                trials.push(Trial::alone(column, Value::Number(changed)));
                trials.push(Trial::followed(column, Value::Number(changed)));
            }
        }
    }
    let wanted = |verdict: &Verdict| {
        let one = verdict.said.len() == 1 && verdict.said.iter().all(|(code, _)| code == IMPLAUSIBLE.name());
        one && verdict.outcome == Outcome::Ranked
    };
    choose((maker, entry), FaultKind::Implausible, trials, &wanted, dice)
}

/// A number with which one indicator has a value that its rule excludes.
pub(super) fn outside_rule(maker: &Maker<'_>, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let mut trials = Vec::new();
    for (column, spec) in maker.rulebook.columns.iter().enumerate() {
        let field = &maker.rulebook.fields[spec.field];
        let Value::Number(number) = entry.values[column] else { continue };
        if field.of_panel || !field.kind.is_number() {
            continue;
        }
        let changed = [-1, 2, 10, 100].map(|factor| number.checked_mul(Decimal::from_int(factor)));
        trials
            .extend(changed.into_iter().flatten().map(|number| Trial::alone(column, Value::Number(number))));
    }
    let wanted = |verdict: &Verdict| {
        let one =
            verdict.said.len() == 1 && verdict.said.iter().all(|(said, _)| said == VALUE_OUTSIDE_RULE.name());
        one && verdict.outcome == Outcome::Quarantined
    };
    choose((maker, entry), FaultKind::OutsideRule, trials, &wanted, dice)
}

/// A datum is missing without which nobody knows whether the entry belongs to an orientation. Where there are stages,
/// that is told only in those which the entry reaches.
pub(super) fn unclear_orientation(maker: &Maker<'_>, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let rulebook = maker.rulebook;
    if !rulebook.stages.is_empty() {
        return None;
    }
    let columns = rulebook.orientations.iter().flat_map(|orientation| orientation.when.formula.columns());
    let known = columns.filter(|column| !matches!(entry.values[*column], Value::Missing(_)));
    let trials = known.map(|column| Trial::alone(column, Value::BLANK)).collect();
    let wanted = |verdict: &Verdict| {
        let one = verdict.said.len() == 1
            && verdict.said.iter().all(|(said, _)| said == ORIENTATION_UNDECIDED.name());
        one && verdict.outcome == Outcome::Ranked
    };
    let mut faulty = choose((maker, entry), FaultKind::UnclearOrientation, trials, &wanted, dice)?;
    // It is told of the entry as a whole.
    faulty.expected.iter_mut().for_each(|expected| expected.column = None);
    Some(faulty)
}

/// A datum is missing without which some rule cannot be decided.
pub(super) fn missing_datum(maker: &Maker<'_>, entry: &Admitted, dice: &mut Dice) -> Option<Faulty> {
    let rulebook = maker.rulebook;
    let mut statuses = vec![Missing::NotSubmitted];
    for (_, status) in &rulebook.data.missing_words {
        if !statuses.contains(status) {
            statuses.push(*status);
        }
    }
    let mut trials = Vec::new();
    for (column, value) in entry.values.iter().enumerate() {
        let field = &rulebook.fields[rulebook.columns[column].field];
        if field.of_panel || matches!(value, Value::Missing(_)) {
            continue;
        }
        for status in &statuses {
            trials.push(Trial::alone(column, Value::Missing(*status)));
        }
    }
    let wanted = |verdict: &Verdict| verdict.outcome == Outcome::Review;
    choose((maker, entry), FaultKind::MissingDatum, trials, &wanted, dice)
}

/// One of the trials of which the rules say what is wanted, in a random order.
fn choose(
    (maker, entry): (&Maker<'_>, &Admitted),
    kind: FaultKind,
    mut trials: Vec<Trial>,
    wanted: &dyn Fn(&Verdict) -> bool,
    dice: &mut Dice,
) -> Option<Faulty> {
    for last in (1..trials.len()).rev() {
        trials.swap(last, dice.index(last + 1));
    }
    for trials in trials.chunks(TOGETHER) {
        let rows: Vec<Vec<Value>> = trials.iter().map(|trial| trial.values(maker, entry)).collect();
        let verdicts = verdicts(maker.rulebook, &rows);
        let good = trials.iter().zip(rows).zip(verdicts).find(|(_, verdict)| wanted(verdict));
        if let Some(((trial, values), verdict)) = good {
            // What a rule says rests on several columns; the key names the one that was changed, but for what stands at
            // one column: checks at what is stated, and what is implausible where it is, be it changed or made of that.
            let changed = Some(trial.column);
            let stands = [STATED_DIFFERS_NOTE.name(), CHECK_NOT_MADE.name(), IMPLAUSIBLE.name()];
            let column = |code: &str, at| if stands.contains(&code) { at } else { changed };
            let expected = verdict.said.into_iter();
            let expected =
                expected.map(|(code, at)| Expected { row: None, column: column(&code, at), code }).collect();
            let values = Some(values);
            return Some(Faulty {
                kind,
                cell: None,
                beside: None,
                rows: None,
                values,
                id: None,
                expected,
                outcome: verdict.outcome,
            });
        }
    }
    None
}

/// Other data for the columns of a condition, with what is made of them.
fn of_condition(maker: &Maker<'_>, entry: &Admitted, condition: &Truth, columns: &[usize]) -> Vec<Trial> {
    let rulebook = maker.rulebook;
    let mut numbers = Vec::new();
    in_truth(condition, &mut numbers);
    let mut trials = Vec::new();
    for column in columns {
        let field = &rulebook.fields[rulebook.columns[*column].field];
        if field.of_panel {
            continue;
        }
        let values: Vec<Value> = match (&field.kind, &entry.values[*column]) {
            (FieldKind::YesNo, Value::Choice(choice)) => vec![Value::Choice(1 - *choice.min(&1))],
            (FieldKind::Choice(choices), _) => (0..choices.len())
                .filter_map(|choice| u16::try_from(choice).ok())
                .map(Value::Choice)
                .collect(),
            (FieldKind::Date(_), Value::Number(number)) => {
                let beside = |day: Decimal, far: &[i64]| -> Vec<Value> {
                    let moved = far.iter().map(|days| day.checked_add(Decimal::from_int(*days)));
                    moved.flatten().map(Value::Number).collect()
                };
                let mut days = beside(*number, &[-4_000, -1_500, -400, -40, 40, 400, 1_500, 4_000]);
                if let Some(day) = rulebook.edition.reference_date {
                    days.extend(beside(Decimal::from_int(day), &[-9_000, -900, -300, -30, 1, 30, 300]));
                }
                days
            }
            (_, Value::Number(number)) => {
                let near = numbers.iter().copied().chain([Decimal::ZERO]).flat_map(around);
                let far = [-10, -1, 2, 10, 100].into_iter();
                let far = far.filter_map(|factor| number.checked_mul(Decimal::from_int(factor)).ok());
                let small = [2, 10, 100].into_iter().filter_map(|parts| {
                    let part = number.mantissa() / parts;
                    Decimal::new(part, number.scale()).ok()
                });
                near.chain(far).chain(small).map(Value::Number).collect()
            }
            _ => Vec::new(),
        };
        // A condition may ask whether there is a datum.
        let values = values.into_iter().chain([Value::BLANK]);
        for value in values.filter(|value| *value != entry.values[*column]) {
            trials.push(Trial::followed(*column, value));
        }
    }
    trials
}

fn around(number: Decimal) -> Vec<Decimal> {
    let one = Decimal::ONE;
    [number.checked_sub(one), Ok(number), number.checked_add(one)].into_iter().flatten().collect()
}

/// The numbers that a condition compares with.
fn in_truth(truth: &Truth, numbers: &mut Vec<Decimal>) {
    match &truth.kind {
        TruthKind::Compare(_, left, right) => {
            in_number(left, numbers);
            in_number(right, numbers);
        }
        TruthKind::And(left, right) | TruthKind::Or(left, right) => {
            in_truth(left, numbers);
            in_truth(right, numbers);
        }
        TruthKind::Not(inner) => in_truth(inner, numbers),
        _ => {}
    }
}

fn in_number(number: &Number, numbers: &mut Vec<Decimal>) {
    match &number.kind {
        NumberKind::Literal(literal) | NumberKind::Constant(_, literal, _) => numbers.push(*literal),
        NumberKind::If(condition, ..) => in_truth(condition, numbers),
        _ => {}
    }
    for part in number.parts() {
        in_number(part, numbers);
    }
}
