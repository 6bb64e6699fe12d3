//! `bartar/difference/1`: what differs between two records.

use super::replay::{CheckReport, check};
use super::write_json;
use bartar_record::diff::{
    Alone, DataDifference, EndingDifference, Move, Recomputed, RecordDifference, RulesDifference, Verdict,
};
use bartar_record::digest::hex;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    /// Whether nothing differs.
    same: bool,
    a: Record<'a>,
    b: Record<'a>,
    rules: &'a RulesDifference,
    data: &'a DataDifference,
    eligibility: &'a [EndingDifference],
    /// Stages and rankings that only one of them has.
    alone: &'a [Alone],
    moved: &'a [Move],
}

#[derive(Serialize)]
struct Record<'a> {
    root: Option<String>,
    engine: &'a str,
    /// Whether that is the engine that compared.
    this_engine: bool,
    recomputed: Verdict,
    /// Where this engine finds something else than what is stored.
    failed: Vec<CheckReport<'a>>,
}

/// Writes what differs.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_difference(difference: &RecordDifference, out: impl Write) -> io::Result<()> {
    let [a, b] = [0, 1].map(|side: usize| {
        let Recomputed { engine, same, verdict, failed } = &difference.engines[side];
        Record {
            root: difference.roots[side].map(|root| hex(&root)),
            engine,
            this_engine: *same,
            recomputed: *verdict,
            failed: failed.iter().map(check).collect(),
        }
    });
    let document = Document {
        schema: "bartar/difference/1",
        same: difference.is_empty(),
        a,
        b,
        rules: &difference.rules,
        data: &difference.data,
        eligibility: &difference.endings,
        alone: &difference.alone,
        moved: &difference.moves,
    };
    write_json(&document, out)
}
