//! One entry, from its number and the seed.

use crate::dice::{Dice, Use};
use crate::recipe::{FACTOR_DIGITS, Making, Recipe, Recipes, factor};
use bartar_criteria::exact::{Decimal, Exact, Mode, Rounding};
use bartar_criteria::formula::Data;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::national_id::parse_national_id;
use bartar_criteria::rulebook::{ColumnSpec, FieldKind, Rulebook};

/// A datum of a made-up entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Value {
    /// A number; a date in days since 1970-01-01; the digits of a national id.
    Number(Decimal),
    /// A choice; yes is 1.
    Choice(u16),
    /// None.
    Missing(Missing),
}

impl Value {
    /// An empty cell.
    pub(crate) const BLANK: Self = Self::Missing(Missing::NotSubmitted);
}

/// A value to take in place of the one that would be made; what is made of it follows.
pub(crate) type Instead = (usize, Value);

/// Makes entries.
pub(crate) struct Maker<'r> {
    pub(crate) rulebook: &'r Rulebook,
    recipes: Recipes,
    seed: u64,
    /// For each column its field in each year: `by_year[field][years_before]`.
    by_year: Vec<Vec<usize>>,
}

impl<'r> Maker<'r> {
    pub(crate) fn new(rulebook: &'r Rulebook, seed: u64) -> Self {
        let mut by_year = vec![Vec::new(); rulebook.fields.len()];
        // Columns of a field stand in the order of its years.
        for (column, spec) in rulebook.columns.iter().enumerate() {
            by_year[spec.field].push(column);
        }
        Self { rulebook, recipes: Recipes::new(rulebook), seed, by_year }
    }

    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// The data of an entry at an attempt, by column. Early attempts leave cells empty as is typical, late ones do not.
    pub(crate) fn make(&self, entry: u64, attempt: u8, instead: &[Instead]) -> Vec<Value> {
        let mut values = vec![Value::BLANK; self.rulebook.columns.len()];
        for field in &self.recipes.order {
            let recipe = &self.recipes.all[*field];
            for (year, column) in self.by_year[*field].iter().enumerate() {
                let mut dice = Dice::new(self.seed, Use::Cell { entry, attempt, column: *column });
                let given = instead.iter().find(|(at, _)| at == column);
                values[*column] = match given {
                    Some((_, value)) => value.clone(),
                    None => self.value(recipe, *field, year, &values, (entry, attempt), &mut dice),
                };
            }
        }
        self.fill_panel(&mut values);
        values
    }

    fn value(
        &self,
        recipe: &Recipe,
        field: usize,
        year: usize,
        values: &[Value],
        (entry, attempt): (u64, u8),
        dice: &mut Dice,
    ) -> Value {
        let data = Made { maker: self, values, year };
        let blank = dice.happens(recipe.blank) && attempt < 64;
        if blank || recipe.when.as_ref().is_some_and(|when| when.evaluate(&data) != Ok(true)) {
            return Value::BLANK;
        }
        // An earlier year follows from the year after it.
        if year > 0
            && let Some((least, most)) = recipe.growth
        {
            let after = self.by_year[field].get(year - 1).map(|column| &values[*column]);
            let Some(Value::Number(after)) = after else { return Value::BLANK };
            let growth = dice.between(least.into(), most.into());
            let before = Exact::ratio(10_000, 10_000 + growth).map(|factor| Exact::from(*after).mul(&factor));
            return before.map_or(Value::BLANK, |before| number(&before, recipe));
        }
        match &recipe.making {
            Making::Around(median, factors) => {
                let factor = factor(factors, dice.deviation());
                held(median.saturating_mul(factor) / 10_i128.pow(FACTOR_DIGITS.into()), recipe)
            }
            Making::Between(from, to) => {
                let days = if self.is_date(field) { 365 * i128::try_from(year).unwrap_or(0) } else { 0 };
                held(dice.between(*from, *to) - days, recipe)
            }
            Making::Of(base, from, to) => {
                let Ok(base) = base.evaluate(&data) else { return Value::BLANK };
                let share = dice.between(*from, *to);
                if self.is_date(field) {
                    return number(&base.add(&whole(share)), recipe);
                }
                let share = Exact::ratio(share, 10_i128.pow(FACTOR_DIGITS.into()));
                share.map_or(Value::BLANK, |share| number(&base.mul(&share), recipe))
            }
            Making::Formula(formula) => match formula.evaluate(&data) {
                Ok(exact) => {
                    let rounded = Rounding::half_up(recipe.digits).apply(&exact);
                    rounded.map_or(Value::BLANK, Value::Number)
                }
                Err(_) => Value::BLANK,
            },
            Making::Yes(share) => Value::Choice(u16::from(dice.happens(*share))),
            Making::Choice(sums) => {
                let all = sums.last().copied().unwrap_or(0);
                let drawn = dice.below(all);
                let choice = sums.iter().position(|sum| drawn < *sum);
                choice.and_then(|choice| u16::try_from(choice).ok()).map_or(Value::BLANK, Value::Choice)
            }
            Making::NationalId => national_id(entry),
            Making::Nothing => Value::BLANK,
        }
    }

    fn is_date(&self, field: usize) -> bool {
        matches!(self.rulebook.fields[field].kind, FieldKind::Date(_))
    }

    /// As if every judge had given the highest mark, so that an entry can be looked at before they have marked.
    fn fill_panel(&self, values: &mut [Value]) {
        for criterion in &self.rulebook.panel {
            let judges = Decimal::from_int(criterion.judges.into());
            let sum = criterion.to.checked_mul(judges).unwrap_or(criterion.to);
            values[criterion.sum] = Value::Number(sum);
            values[criterion.count] = Value::Number(judges);
        }
    }
}

/// The national id of an entry, which no other entry has.
fn national_id(entry: u64) -> Value {
    /// The numbers of seven digits whose first six are not all zero, as they are in no national id.
    const EACH: u64 = 9_999_990;
    // The digits before the one that checks them, of a legal person that there is not: ids of real ones begin with 1,
    // those of almost ten million made-up entries with 999, of the next with 998.
    let first = 9_990_000_010 + entry % EACH - entry / EACH % 100 * 10_000_000;
    let id = (0..10).map(|check| first * 10 + check).find(|id| parse_national_id(&id.to_string()).is_ok());
    id.and_then(|id| Decimal::new(id.into(), 0).ok()).map_or(Value::BLANK, Value::Number)
}

/// A number of the field's decimals, held within the field's limits.
fn number(exact: &Exact, recipe: &Recipe) -> Value {
    let rounded = Rounding::new(recipe.digits, Mode::HalfUp).apply(exact);
    let mantissa = rounded.ok().and_then(|rounded| rounded.rescaled(recipe.digits));
    mantissa.map_or(Value::BLANK, |mantissa| held(mantissa, recipe))
}

fn held(mantissa: i128, recipe: &Recipe) -> Value {
    let (low, high) = recipe.limits;
    let mantissa = low.map_or(mantissa, |low| mantissa.max(low));
    let mantissa = high.map_or(mantissa, |high| mantissa.min(high));
    Decimal::new(mantissa, recipe.digits).map_or(Value::BLANK, Value::Number)
}

fn whole(number: i128) -> Exact {
    i64::try_from(number).map_or_else(|_| Exact::zero(), Exact::from_int)
}

/// The data made so far, as formulas read them: those of a year read the columns of the same year where there are any.
struct Made<'m> {
    maker: &'m Maker<'m>,
    values: &'m [Value],
    year: usize,
}

impl Made<'_> {
    fn at(&self, column: usize) -> &Value {
        let ColumnSpec { field, years_before } = self.maker.rulebook.columns[column];
        let year = usize::from(years_before) + self.year;
        let shifted = self.maker.by_year[field].get(year).copied().unwrap_or(column);
        &self.values[shifted]
    }
}

impl Data for Made<'_> {
    fn number(&self, column: usize) -> Datum<Decimal> {
        match self.at(column) {
            Value::Number(number) => Ok(*number),
            Value::Missing(missing) => Err(*missing),
            Value::Choice(_) => Err(Missing::NotSubmitted),
        }
    }

    fn choice(&self, column: usize) -> Datum<u16> {
        match self.at(column) {
            Value::Choice(choice) => Ok(*choice),
            Value::Missing(missing) => Err(*missing),
            Value::Number(_) => Err(Missing::NotSubmitted),
        }
    }

    fn is_known(&self, column: usize) -> bool {
        !matches!(self.at(column), Value::Missing(_))
    }
}
