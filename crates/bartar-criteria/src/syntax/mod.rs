//! The rulebook format as written: one record per table. Names are not yet resolved here.

mod edition;
mod entry;
mod ranking;
mod scoring;

pub use edition::*;
pub use entry::*;
pub use ranking::*;
pub use scoring::*;

use crate::decode::{Decode, Definitions, IdMap};
use crate::document::Item;

record! {
    /// A rulebook of a competition: `rulebook.toml`.
    pub struct RulebookDef {
        /// Which rulebook and which edition this is.
        rulebook: expected EditionDef,
        /// Where and how numbers are rounded. Nothing is rounded anywhere else.
        rounding: expected RoundingDef,
        /// How files of entries are written: id, name, sector, numbers, words for missing data.
        data: expected DataDef,
        /// Named numbers that formulas use, such as an inflation rate.
        constant: optional IdMap<ConstantDef>,
        /// What an entry states.
        field: expected IdMap<FieldDef>,
        /// Choices derived from a number by bands, such as a size class.
        class: optional IdMap<ClassDef>,
        /// Checks of stated values against their parts (cross-footing).
        check: optional IdMap<CheckDef>,
        /// Eligibility: what an entry must fulfil to be ranked at all.
        gate: optional IdMap<GateDef>,
        /// The tree above the indicators.
        axis: expected IdMap<AxisDef>,
        /// The indicators: what is measured and what it earns.
        indicator: expected IdMap<IndicatorDef>,
        /// How the topmost axes make the total.
        total: optional TotalDef,
        /// Pools in which points are computed and entries ranked.
        pool: expected IdMap<PoolDef>,
        /// Further rankings of the same totals over all pools together.
        orientation: optional IdMap<OrientationDef>,
        /// Precision and ties.
        ranking: expected RankingDef,
        /// Honours, from the highest to the lowest.
        honour: optional IdMap<HonourDef>,
        /// Keys for every table of a kind that does not state them itself: `[defaults.indicator]`.
        defaults: optional Item,
        /// Overrides for one sector: `[sector.credit.indicator.x]` is laid upon `[indicator.x]` for entries of that sector.
        sector: optional Item,
    }
}

/// The JSON Schema (draft-07) of `rulebook.toml`, for completion in editors.
#[must_use]
pub fn json_schema() -> serde_json::Value {
    let mut definitions = Definitions::new();
    let root = RulebookDef::schema(&mut definitions);
    serde_json::json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "bartar rulebook",
        "allOf": [root],
        "definitions": definitions,
    })
}
