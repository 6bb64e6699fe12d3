//! What judges mark: `[panel]`.

use crate::decode::{Clause, Located};
use crate::exact::Decimal;
use crate::text::Text;

words! {
    /// How the marks of several judges make one.
    pub enum MeanOfMarks {
        /// The mean of all marks.
        Mean = "mean",
        /// The mean without one highest and one lowest mark.
        Trimmed = "trimmed-mean",
    }
}

record! {
    /// A criterion that judges mark. Formulas read it as two numbers: `ID_sum`, the sum of the marks that count, and
    /// `ID_count`, how many they are; both are pending until the panel is done with the entry.
    pub struct CriterionDef {
        /// Title.
        title: expected Text,
        /// What a judge looks at.
        help: optional Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// The marks that can be given.
        scale: expected ScaleDef,
        /// Fewest judges whose marks make a result.
        judges: expected Located<u32>,
        /// How the marks make one; `"mean"` unless stated.
        mean: optional MeanOfMarks,
        /// Largest difference between the highest and the lowest mark. Where exactly `judges` marks count and they lie further
        /// apart, there is no result until one judge more has marked; that mark lifts the limit for good, whatever it is, and
        /// the result follows from all marks.
        spread: optional Located<Decimal>,
    }
}

record! {
    /// A scale of marks.
    pub struct ScaleDef {
        /// The lowest mark.
        from: required Located<Decimal>,
        /// The highest mark.
        to: required Located<Decimal>,
        /// Distance between neighbouring marks; any mark in between unless stated.
        step: optional Located<Decimal>,
    }
}
