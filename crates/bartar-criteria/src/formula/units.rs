//! Units of measure: what may be added, compared, and what a quotient is in.

use super::{Fault, Number, NumberKind, Operator, Truth, TruthKind};
use crate::codes::UNIT_MISMATCH;
use crate::text;
use std::collections::BTreeMap;
use std::fmt;

/// A unit as powers of base units; percentages, ratios and points are plain numbers, with no base unit at all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Unit(BTreeMap<String, i8>);

/// Words that stand for plain numbers.
const PLAIN: &[&str] = &["%", "٪", "1", "ratio", "point", "points", "pct-pt", "item", "items"];

/// A base unit within a unit.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct UnitPart<'u> {
    /// The sign before it: none for the first, else `/` or `*`. All after the first `/` stand below it.
    pub sign: Option<char>,
    /// The base unit, as written.
    pub base: &'u str,
    /// Its power.
    pub power: i8,
    /// Where it begins in the unit.
    pub at: usize,
}

/// The base units of a unit, in their order.
pub fn unit_parts(unit: &str) -> impl Iterator<Item = UnitPart<'_>> {
    let mut next = 0;
    let mut sign = None;
    let parts = unit.split_inclusive(['/', '*']).map(move |written| {
        let (start, before) = (next, sign);
        next += written.len();
        sign = written.chars().next_back();
        let part = written.trim_end_matches(['/', '*']);
        let (base, power) = match part.trim().rsplit_once('^') {
            Some((base, power)) => match power.parse() {
                Ok(power) => (base.trim_end(), power),
                Err(_) => (part.trim(), 1),
            },
            None => (part.trim(), 1),
        };
        UnitPart { sign: before, base, power, at: start + (part.len() - part.trim_start().len()) }
    });
    parts.filter(|part| !part.base.is_empty())
}

impl Unit {
    /// Reads `"USD"`, `"m3/person"`, `"USD*year"`, `"m^2"`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut unit = Self::default();
        let mut sign = 1;
        for part in unit_parts(text) {
            if part.sign == Some('/') {
                sign = -1;
            }
            if !PLAIN.contains(&part.base) {
                unit = unit.combined(&Self(BTreeMap::from([(part.base.to_owned(), part.power)])), sign);
            }
        }
        unit
    }

    fn combined(&self, other: &Self, sign: i8) -> Self {
        let mut powers = self.0.clone();
        for (base, power) in &other.0 {
            let own = powers.entry(base.clone()).or_insert(0);
            *own = own.saturating_add(power.saturating_mul(sign));
        }
        powers.retain(|_, power| *power != 0);
        Self(powers)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |positive: bool| {
            let bases = self.0.iter().filter(|(_, power)| (**power > 0) == positive);
            let written = bases.map(|(base, power)| match power.unsigned_abs() {
                1 => base.clone(),
                n => format!("{base}^{n}"),
            });
            written.collect::<Vec<_>>().join("*")
        };
        match (part(true), part(false)) {
            (above, below) if above.is_empty() && below.is_empty() => f.write_str("%"),
            (above, below) if below.is_empty() => f.write_str(&above),
            (above, below) => write!(f, "{}/{below}", if above.is_empty() { "1" } else { &above }),
        }
    }
}

/// Units of columns, for the check below. `None` where the rulebook states none.
pub type ColumnUnits<'a> = dyn Fn(usize) -> Option<Unit> + 'a;

impl Number {
    /// The unit of the number; `None` when nothing in it has one. Mismatches are added to `faults`.
    pub fn unit(&self, columns: &ColumnUnits<'_>, faults: &mut Vec<Fault>) -> Option<Unit> {
        match &self.kind {
            NumberKind::Literal(_) | NumberKind::ReferenceDate(_) => None,
            NumberKind::Constant(_, _, unit) => unit.as_deref().map(Unit::parse),
            NumberKind::Column(column) => columns(*column),
            NumberKind::Binary(operator @ (Operator::Times | Operator::Over), a, b) => {
                let (a, b) = (a.unit(columns, faults), b.unit(columns, faults));
                let sign = if *operator == Operator::Times { 1 } else { -1 };
                match (a, b) {
                    (None, None) => None,
                    (a, b) => Some(a.unwrap_or_default().combined(&b.unwrap_or_default(), sign)),
                }
            }
            NumberKind::YearsBetween(..) => Some(Unit::parse("year")),
            NumberKind::DaysBetween(..) => Some(Unit::parse("day")),
            NumberKind::Root(x, ..) | NumberKind::Ln(x, _) => {
                x.unit(columns, faults);
                None
            }
            NumberKind::If(condition, a, b) => {
                condition.check_units(columns, faults);
                same(&[a, b], columns, faults)
            }
            _ => same(&self.parts(), columns, faults),
        }
    }
}

/// The common unit of parts that are added, compared or chosen from.
fn same(parts: &[&Number], columns: &ColumnUnits<'_>, faults: &mut Vec<Fault>) -> Option<Unit> {
    let mut common: Option<Unit> = None;
    for part in parts {
        let Some(unit) = part.unit(columns, faults) else { continue };
        match &common {
            Some(common) if *common != unit => {
                faults.push(Fault::new(
                    UNIT_MISMATCH,
                    part.from as usize,
                    part.to as usize,
                    text!(
                        fa: "اینجا واحد «{unit}» است، ولی آنچه با آن جمع یا مقایسه می‌شود واحد «{common}» دارد",
                        en: "this is in `{unit}`, but what it is added to or compared with is in `{common}`"
                    ),
                ));
            }
            _ => common = Some(unit),
        }
    }
    common
}

impl Truth {
    /// Adds mismatches inside comparisons to `faults`.
    pub fn check_units(&self, columns: &ColumnUnits<'_>, faults: &mut Vec<Fault>) {
        match &self.kind {
            TruthKind::Compare(_, a, b) => {
                same(&[a, b], columns, faults);
            }
            TruthKind::And(a, b) | TruthKind::Or(a, b) => {
                a.check_units(columns, faults);
                b.check_units(columns, faults);
            }
            TruthKind::Not(a) => a.check_units(columns, faults),
            _ => {}
        }
    }
}
