//! What is typical of a field: `typical = { ... }`. Only made-up entries are made from it; it changes no score.

use crate::decode::{Located, Written};
use crate::exact::Decimal;

record! {
    /// What is typical of a field, for `bartar generate`: how made-up entries state it. It changes no score. One way to
    /// tell it is chosen: `median`, `from` and `to`, `formula`, or `yes`; unless stated, it follows from the rules.
    pub struct TypicalDef {
        /// Half of the entries lie below: for numbers of very unequal size, such as sales.
        median: optional Located<Decimal>,
        /// How unequal: two thirds of the entries lie between `median / spread` and `median * spread`; 2 unless stated.
        spread: optional Located<Decimal>,
        /// The least; a date where the field is one. With `of`, the least share, or the least number of days after.
        from: optional Located<Written>,
        /// The greatest.
        to: optional Located<Written>,
        /// What `from` and `to` are shares of: a field or a formula. For dates, the date that they are days after.
        of: optional Located<String>,
        /// What the datum is made of, such as the sum of its parts.
        formula: optional Located<String>,
        /// Share of the entries that say yes.
        yes: optional Located<Decimal>,
        /// Share of the entries that leave the cell empty; none unless stated.
        blank: optional Located<Decimal>,
        /// Which entries state it, such as those of one sector; the others leave the cell empty.
        when: optional Located<String>,
        /// How much larger each year is than the one before, as a share.
        growth: optional GrowthDef,
    }
}

record! {
    /// How much larger each year is than the one before: `{ from = "-10%", to = "45%" }`.
    pub struct GrowthDef {
        /// The least.
        from: required Located<Decimal>,
        /// The greatest.
        to: required Located<Decimal>,
    }
}
