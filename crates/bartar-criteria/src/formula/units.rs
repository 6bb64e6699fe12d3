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

impl Unit {
    /// Reads `"USD"`, `"m3/person"`, `"USD*year"`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut powers = BTreeMap::new();
        let mut sign = 1;
        for part in text.split_inclusive(['/', '*']) {
            let base = part.trim_end_matches(['/', '*']).trim();
            if !base.is_empty() && !PLAIN.contains(&base) {
                *powers.entry(base.to_owned()).or_insert(0) += sign;
            }
            if part.ends_with('/') {
                sign = -1;
            }
        }
        powers.retain(|_, power| *power != 0);
        Self(powers)
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
