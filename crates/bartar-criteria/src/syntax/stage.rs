//! Stages of a competition: `[stage]`.

use crate::decode::{Clause, Located};
use crate::exact::Decimal;
use crate::text::Text;

record! {
    /// A stage of the competition, such as the provincial one. Stages follow each other as written; pools, orientations
    /// and honours say with `stages` where they belong, and belong to all stages unless they do.
    pub struct StageDef {
        /// Title.
        title: expected Text,
        /// What happens in it.
        help: optional Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// The axis whose points are ranked, `"axis.system"`; the total unless stated. What is not below it is not
        /// scored in this stage.
        score: optional Located<String>,
        /// Who goes on to the next stage: whoever meets one of these. The last stage has none.
        promote: optional Vec<PromotionDef>,
        /// Most entries that go on from each choice of a field.
        quota: optional QuotaDef,
    }
}

record! {
    /// A way to the next stage: all that it states must hold, in the entry's main pool.
    pub struct PromotionDef {
        /// Lowest rank.
        rank: optional Located<u32>,
        /// Lowest score.
        from: optional Located<Decimal>,
    }
}

record! {
    /// Most entries that go on from each choice of a field, by score; those that share the last place all go.
    pub struct QuotaDef {
        /// The choice field, such as the province.
        by: required Located<String>,
        /// How many.
        most: required Located<u32>,
    }
}
