//! How each field is made: what the rulebook says is typical of it, or else what follows from its rules.

use crate::derive::Derived;
use bartar_criteria::exact::{Decimal, Exact, Rounding, root};
use bartar_criteria::formula::{Formula, Number, Truth};
use bartar_criteria::rulebook::{Field, FieldKind, Rulebook, Shape};

/// Steps of a standard deviation between two known factors.
const STEPS: i64 = 8;
/// Deviations that factors are known for.
const REACH: i64 = 3;
/// The unit of factors.
pub(crate) const FACTOR_DIGITS: u8 = 6;

/// How the fields of a rulebook are made.
pub(crate) struct Recipes {
    /// By field.
    pub(crate) all: Vec<Recipe>,
    /// The fields, each after those that it is made from.
    pub(crate) order: Vec<usize>,
}

/// How one field is made.
pub(crate) struct Recipe {
    pub(crate) making: Making,
    /// Times in a million that the cell stays empty.
    pub(crate) blank: u32,
    /// Which entries state it.
    pub(crate) when: Option<Truth>,
    /// Growth from year to year, in ten thousandths: least and greatest.
    pub(crate) growth: Option<(i64, i64)>,
    /// Decimals of its numbers.
    pub(crate) digits: u8,
    /// The least and the greatest number, in units of the last decimal.
    pub(crate) limits: (Option<i128>, Option<i128>),
}

/// How one datum is made.
pub(crate) enum Making {
    /// Around a median: its mantissa, and the factors by deviation.
    Around(i128, Vec<i128>),
    /// Evenly between two mantissas.
    Between(i128, i128),
    /// A share of another number, in millionths; days after another date.
    Of(Number, i128, i128),
    /// What a formula gives.
    Formula(Number),
    /// Yes, so many times in a million.
    Yes(u32),
    /// One of the choices, by the sums of their shares.
    Choice(Vec<u64>),
    /// A national id of the entry's own.
    NationalId,
    /// Nothing: free text, and what judges make.
    Nothing,
}

impl Recipes {
    pub(crate) fn new(rulebook: &Rulebook) -> Self {
        let derived = Derived::new(rulebook);
        let all: Vec<Recipe> =
            (0..rulebook.fields.len()).map(|field| Recipe::new(rulebook, field, &derived)).collect();
        let order = order(rulebook, &all);
        Self { all, order }
    }
}

impl Recipe {
    fn new(rulebook: &Rulebook, index: usize, derived: &Derived) -> Self {
        let field = &rulebook.fields[index];
        let typical = &rulebook.typical[index];
        let shape = typical.shape.as_ref().or(derived.shapes[index].as_ref());
        let digits = digits(field, shape);
        let making = match (&field.kind, shape) {
            _ if field.of_panel => Making::Nothing,
            (FieldKind::Text, _) => Making::Nothing,
            (FieldKind::NationalId, _) => Making::NationalId,
            (FieldKind::Choice(choices), _) => {
                Making::Choice(shares(typical.shares.as_deref(), &derived.choices[index], choices.len()))
            }
            (FieldKind::YesNo, Some(Shape::Yes(share))) => Making::Yes(parts(*share)),
            (FieldKind::YesNo, _) => Making::Yes(derived.yes[index]),
            (_, Some(shape)) => of_shape(shape, field, digits),
            (_, None) => Making::Nothing,
        };
        let limits = |bound: fn(&Field) -> Option<Decimal>, mode| mantissa(bound(field)?, digits, mode);
        let growth = match (&field.kind, shape) {
            (kind, _) if !kind.is_number() || field.history == 0 => None,
            (_, Some(Shape::Of { .. } | Shape::Formula(_))) => typical.growth,
            _ => Some(typical.growth.unwrap_or((hundredths(-10), hundredths(40)))),
        };
        Self {
            making,
            blank: typical.blank.map_or(0, parts),
            when: typical.when.as_ref().and_then(|when| when.truth()).cloned(),
            growth: growth.map(|(from, to)| (of_ten_thousand(from), of_ten_thousand(to))),
            digits,
            limits: (
                limits(crate::derive::lowest, bartar_criteria::exact::Mode::Ceiling),
                limits(crate::derive::highest, bartar_criteria::exact::Mode::Floor),
            ),
        }
    }

    /// The formulas that it reads.
    fn columns(&self) -> Vec<usize> {
        let number = match &self.making {
            Making::Of(base, ..) => Some(base),
            Making::Formula(formula) => Some(formula),
            _ => None,
        };
        let mut columns = number.map(|number| Formula::Number(number.clone()).columns()).unwrap_or_default();
        columns.extend(self.when.iter().flat_map(|when| Formula::Truth(when.clone()).columns()));
        columns
    }
}

fn of_shape(shape: &Shape, field: &Field, digits: u8) -> Making {
    let date = matches!(field.kind, FieldKind::Date(_));
    let made = match shape {
        Shape::Around { median, spread } => {
            near(*median, digits).map(|median| Making::Around(median, factors(*spread)))
        }
        Shape::Between { from, to } => {
            near(*from, digits).zip(near(*to, digits)).map(|(from, to)| Making::Between(from, to))
        }
        Shape::Of { base, from, to } => {
            let unit = if date { 0 } else { FACTOR_DIGITS };
            let base = base.number().cloned();
            base.zip(near(*from, unit).zip(near(*to, unit)))
                .map(|(base, (from, to))| Making::Of(base, from, to))
        }
        Shape::Formula(formula) => formula.number().cloned().map(Making::Formula),
        Shape::Yes(_) => None,
    };
    made.unwrap_or(Making::Nothing)
}

/// `spread` to the power of each deviation from -3 to 3, an eighth apart, in millionths.
fn factors(spread: Decimal) -> Vec<i128> {
    let spread = Exact::from(spread);
    let of = |step: i64| {
        let power = spread.pow(u32::try_from(step.unsigned_abs()).unwrap_or(0));
        let power = if step < 0 { Exact::one().div(&power)? } else { power };
        let factor = root(&power, 8, Rounding::half_up(FACTOR_DIGITS)).ok()?;
        factor.rescaled(FACTOR_DIGITS)
    };
    (-REACH * STEPS..=REACH * STEPS).map(|step| of(step).unwrap_or(1_000_000)).collect()
}

/// The factor at a deviation, in 1/65536 of a standard deviation: on the line between the two known ones beside it.
pub(crate) fn factor(factors: &[i128], deviation: i64) -> i128 {
    let width = 65_536 / STEPS;
    let place = deviation + REACH * 65_536;
    let left = usize::try_from(place / width).unwrap_or(0).min(factors.len().saturating_sub(2));
    let (Some(low), Some(high)) = (factors.get(left), factors.get(left + 1)) else { return 1_000_000 };
    low + (high - low) * i128::from(place - i64::try_from(left).unwrap_or(0) * width) / i128::from(width)
}

/// How many decimals numbers of the field are written with.
fn digits(field: &Field, shape: Option<&Shape>) -> u8 {
    let own = match field.kind {
        FieldKind::Count | FieldKind::Date(_) => return 0,
        FieldKind::Percent => 1,
        FieldKind::Amount => 0,
        _ => 2,
    };
    let stated = match shape {
        Some(Shape::Between { from, to }) => from.scale().max(to.scale()),
        Some(Shape::Around { median, .. }) => median.scale(),
        // The formula's own decimals, lest a sum differ from its parts.
        Some(Shape::Formula(_)) => 6,
        _ => 0,
    };
    let small = match (crate::derive::lowest(field), crate::derive::highest(field)) {
        (_, Some(high)) if high <= Decimal::from_int(10) => 3,
        _ => 0,
    };
    own.max(stated).max(small).min(field.decimals.unwrap_or(u8::MAX)).min(12)
}

/// A number in units of its last decimal.
fn near(number: Decimal, digits: u8) -> Option<i128> {
    mantissa(number, digits, bartar_criteria::exact::Mode::HalfUp)
}

fn mantissa(number: Decimal, digits: u8, mode: bartar_criteria::exact::Mode) -> Option<i128> {
    Rounding::new(digits, mode).apply_decimal(number).ok()?.rescaled(digits)
}

/// A share in millionths.
fn parts(share: Decimal) -> u32 {
    near(share, 6).and_then(|share| u32::try_from(share).ok()).unwrap_or(0)
}

fn hundredths(number: i64) -> Decimal {
    Decimal::new(i128::from(number), 2).unwrap_or(Decimal::ZERO)
}

fn of_ten_thousand(number: Decimal) -> i64 {
    near(number, 4).and_then(|number| i64::try_from(number).ok()).unwrap_or(0)
}

/// The sums of the choices' shares; those that the rules do not admit have none, unless the rulebook says otherwise.
fn shares(stated: Option<&[Decimal]>, admitted: &[bool], choices: usize) -> Vec<u64> {
    let own = |choice: usize| match stated {
        Some(shares) => shares.get(choice).and_then(|share| near(*share, 6)).unwrap_or(0),
        None => i128::from(admitted.get(choice).copied().unwrap_or(true)),
    };
    let mut sum = 0_u64;
    let sums = (0..choices).map(|choice| {
        sum = sum.saturating_add(u64::try_from(own(choice)).unwrap_or(0));
        sum
    });
    sums.collect()
}

/// The fields, each after those it is made from. Circles are refused by the rulebook and by what is derived.
fn order(rulebook: &Rulebook, recipes: &[Recipe]) -> Vec<usize> {
    let reads: Vec<Vec<usize>> = (recipes.iter())
        .map(|recipe| recipe.columns().into_iter().map(|column| rulebook.columns[column].field).collect())
        .collect();
    let mut order = Vec::with_capacity(recipes.len());
    let mut placed = vec![false; recipes.len()];
    while order.len() < recipes.len() {
        let ready: Vec<usize> = (0..recipes.len())
            .filter(|field| {
                !placed[*field] && reads[*field].iter().all(|read| placed[*read] || read == field)
            })
            .collect();
        // Without a circle something is always ready.
        let ready =
            if ready.is_empty() { (0..recipes.len()).filter(|f| !placed[*f]).collect() } else { ready };
        for field in ready {
            placed[field] = true;
            order.push(field);
        }
    }
    order
}
