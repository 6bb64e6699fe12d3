//! The rulebook format as written: one record per table. Names are not yet resolved here.

mod data;
mod edition;
mod entry;
mod panel;
mod ranking;
mod scoring;
mod stage;
mod typical;

pub use data::*;
pub use edition::*;
pub use entry::*;
pub use panel::*;
pub use ranking::*;
pub use scoring::*;
pub use stage::*;
pub use typical::*;

use crate::decode::{Decode, Definitions, IdMap, NameMap};
use crate::document::Item;
use serde_json::{Value as Json, json};

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
        /// Titles of base units of measure, by the unit as written. Common ones need none.
        unit: optional NameMap<UnitDef>,
        /// What an entry states.
        field: expected IdMap<FieldDef>,
        /// Choices derived from a number by bands, such as a size class.
        class: optional IdMap<ClassDef>,
        /// Checks of data against one another: of stated values against their parts (cross-footing), and conditions.
        check: optional IdMap<CheckDef>,
        /// Eligibility: what an entry must fulfil to be ranked at all.
        gate: optional IdMap<GateDef>,
        /// What judges mark.
        panel: optional IdMap<CriterionDef>,
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
        /// Stages, first to last; a competition of one stage has none.
        stage: optional IdMap<StageDef>,
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

/// Kinds of tables that can have defaults, each with the type of its tables in the schema.
const KINDS: [(&str, &str); 12] = [
    ("constant", "ConstantDef"),
    ("field", "FieldDef"),
    ("class", "ClassDef"),
    ("check", "CheckDef"),
    ("gate", "GateDef"),
    ("panel", "CriterionDef"),
    ("axis", "AxisDef"),
    ("indicator", "IndicatorDef"),
    ("pool", "PoolDef"),
    ("orientation", "OrientationDef"),
    ("honour", "HonourDef"),
    ("stage", "StageDef"),
];

/// The names of those kinds.
#[must_use]
pub fn defaulted() -> Vec<&'static str> {
    KINDS.iter().map(|(kind, _)| *kind).collect()
}

/// What a sector may override.
pub const OVERRIDABLE: &[&str] = &["indicator", "axis", "total"];

/// The JSON Schema (draft-07) of a rulebook's TOML files, for completion in editors.
///
/// It knows one file at a time: keys that may come from a default, from another file or from an inherited rulebook are
/// not required by it. `bartar check` sees the whole.
#[must_use]
pub fn json_schema() -> Json {
    let mut definitions = Definitions::new();
    let root = RulebookDef::schema(&mut definitions);
    let map = |name: &str| json!({ "type": "object", "additionalProperties": { "$ref": format!("#/definitions/{name}") } });
    // These two are laid upon other tables before anything is read, so their types name them only as tables.
    let defaults: serde_json::Map<String, Json> = (KINDS.iter())
        .map(|(kind, name)| ((*kind).to_owned(), json!({ "$ref": format!("#/definitions/{name}") })))
        .collect();
    let sector = json!({
        "type": "object",
        "properties": {
            "axis": map("AxisDef"),
            "indicator": map("IndicatorDef"),
            "total": { "$ref": "#/definitions/TotalDef" },
        },
        "additionalProperties": false,
    });
    if let Some(properties) = definitions.get_mut("RulebookDef").and_then(|root| root.get_mut("properties")) {
        refine(
            properties,
            "defaults",
            json!({ "type": "object", "properties": defaults, "additionalProperties": false }),
        );
        refine(properties, "sector", json!({ "type": "object", "additionalProperties": sector }));
    }
    if let Some(Json::Object(points)) = definitions.get_mut("PointsDef") {
        let rules: Vec<Json> = RULES.iter().map(|rule| json!({ "required": [rule] })).collect();
        points.insert("oneOf".to_owned(), Json::Array(rules));
    }
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "bartar rulebook",
        "allOf": [root],
        "definitions": definitions,
    })
}

/// Puts a fuller schema in place of a property's, keeping its description.
fn refine(properties: &mut Json, key: &str, mut schema: Json) {
    let described = properties.get(key).and_then(|property| property.get("description")).cloned();
    if let (Some(description), Some(object)) = (described, schema.as_object_mut()) {
        object.insert("description".to_owned(), description);
    }
    if let Some(properties) = properties.as_object_mut() {
        properties.insert(key.to_owned(), schema);
    }
}
