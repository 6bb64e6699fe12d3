//! What is typical of the fields, for made-up entries. No score reads it.

use super::Compiled;
use crate::exact::Decimal;

/// What is typical of a field.
#[derive(Clone, Debug, Default)]
pub struct Typical {
    /// How its datum is made; none where that follows from the rules.
    pub shape: Option<Shape>,
    /// Share of the entries that leave the cell empty.
    pub blank: Option<Decimal>,
    /// Which entries state it; all unless stated.
    pub when: Option<Compiled>,
    /// How much larger each year is than the one before, as a share: least and greatest.
    pub growth: Option<(Decimal, Decimal)>,
    /// How many of the entries have each choice, in the order of the choices; none where all are alike.
    pub shares: Option<Vec<Decimal>>,
}

/// How a datum is made.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Around a median, two thirds within a factor of it.
    Around {
        /// Half lie below.
        median: Decimal,
        /// The factor.
        spread: Decimal,
    },
    /// Evenly between two numbers; dates in days since 1970-01-01.
    Between {
        /// The least.
        from: Decimal,
        /// The greatest.
        to: Decimal,
    },
    /// A share of another number, or days after another date, evenly between two.
    Of {
        /// The number or date.
        base: Compiled,
        /// The least.
        from: Decimal,
        /// The greatest.
        to: Decimal,
    },
    /// Exactly what a formula gives.
    Formula(Compiled),
    /// Yes for this share of the entries.
    Yes(Decimal),
}

impl Shape {
    /// The formula that it reads.
    #[must_use]
    pub fn formula(&self) -> Option<&Compiled> {
        match self {
            Self::Of { base, .. } => Some(base),
            Self::Formula(formula) => Some(formula),
            Self::Around { .. } | Self::Between { .. } | Self::Yes(_) => None,
        }
    }
}
