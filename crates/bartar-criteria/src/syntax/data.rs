//! `[data]`: how files of entries are written, and what their headers and words mean.

use crate::decode::{Cx, Decode, Definitions, Located};
use crate::document::{Item, Value};
use indexmap::IndexMap;
use serde_json::{Value as Json, json};

record! {
    /// How files of entries are written.
    pub struct DataDef {
        /// Header of the column with the entry's public id; several are alternatives.
        id: expected Headers,
        /// Header of the column with the entry's name; a file may lack it.
        name: optional Headers,
        /// Name of the sheet with the entries in a workbook; several are alternatives. Not stated: the only sheet with the id column.
        sheets: optional Headers,
        /// Encoding of text files that are not Unicode, such as old programs write; not stated, there may be none.
        legacy_encoding: optional LegacyEncoding,
        /// The choice field that holds the entry's sector.
        sector: optional Located<String>,
        /// Condition under which an entry counts as withdrawn; one without the datum takes part.
        withdrawn: optional Located<String>,
        /// Sign between the whole and the decimals of a number; `"."` unless stated.
        decimal: optional Located<String>,
        /// Sign between groups of three digits; none unless stated.
        thousands: optional Located<String>,
        /// Whether numbers may have an exponent (`1e-5`); yes unless stated.
        exponent: optional bool,
        /// Ways besides a minus before the digits in which files write negative numbers.
        negative: optional Vec<NegativeWord>,
        /// Other words for units, in headers (`members (persons)`) and after numbers (`12 persons`), by the unit.
        units: optional IndexMap<String, Vec<String>>,
        /// The year of the current data, such as 1404: headers may then name years, like `sales_1403`.
        current_year: optional Located<u32>,
        /// Header of a column with the year of each row: the rows of an id are then one entry, each for its year.
        year_column: optional Headers,
        /// Headers of files that carry one datum in each row.
        long: optional LongDef,
        /// Words in a header that make its column the verified values of a field: `sales:verified`, `sales (verified)`.
        verified: optional Headers,
        /// Words in a header that make its column the status of the evidence of a field: `sales:evidence`.
        evidence: optional Headers,
        /// Cell texts that say "does not apply".
        not_applicable: optional Vec<String>,
        /// Cell texts that say "evidence rejected".
        rejected: optional Vec<String>,
        /// Cell texts that say "still being examined".
        pending: optional Vec<String>,
        /// Texts in a column of evidence that say "accepted", which an empty cell says too.
        accepted: optional Vec<String>,
    }
}

record! {
    /// Headers of files that carry one datum in each row.
    pub struct LongDef {
        /// Header of the column that names the field, as a header of a wide file would.
        field: required Headers,
        /// Header of the column with the value.
        value: required Headers,
        /// Header of the column with the year, besides those of `year-column`.
        year: optional Headers,
    }
}

words! {
    /// Encodings older than Unicode. The bytes do not tell which one it is, so it is taken only where it is declared.
    pub enum LegacyEncoding {
        /// Arabic and Persian on Windows.
        Windows1256 = "windows-1256",
    }
}

words! {
    /// Ways of writing a negative number besides a minus before the digits.
    pub enum NegativeWord {
        /// `(12)`.
        Parentheses = "parentheses",
        /// `12-`.
        TrailingMinus = "trailing-minus",
    }
}

/// One header or several alternatives.
#[derive(Clone, Debug)]
pub struct Headers(pub Vec<String>);

impl Decode for Headers {
    fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
        match &item.value {
            Value::Text(header) => Some(Self(vec![header.clone()])),
            _ => Vec::<String>::decode(item, cx).map(Self),
        }
    }

    fn schema(_: &mut Definitions) -> Json {
        json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}
