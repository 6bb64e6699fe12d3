//! `bartar/comparison/1`: two entries beside each other.

use super::explanation::{Entry, entry};
use super::write_json;
use crate::origin::Origin;
use bartar_criteria::Text;
use bartar_scoring::Scored;
use bartar_scoring::compare::{Comparison, SideStatus};
use bartar_scoring::explain::NodeKind;
use serde::Serialize;
use std::io::{self, Write};

/// Writes a comparison.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_comparison(
    scored: &Scored<'_>,
    comparison: &Comparison,
    origin: &dyn Origin,
    out: impl Write,
) -> io::Result<()> {
    let total = comparison.a.total.zip(comparison.b.total).and_then(|(a, b)| a.checked_sub(b).ok());
    let nodes = comparison.nodes.iter().map(|node| Node {
        id: &node.id,
        parent: node.parent.as_deref(),
        kind: node.kind,
        title: &node.title,
        a: node.a.map(|points| points.to_string()),
        b: node.b.map(|points| points.to_string()),
        a_status: node.status[0].map(SideStatus::word),
        b_status: node.status[1].map(SideStatus::word),
        difference: node.difference.map(|points| points.to_string()),
        contribution: node.contribution.as_ref().map(ToString::to_string),
    });
    let document = Document {
        schema: "bartar/comparison/1",
        a: entry(scored, &comparison.a, origin),
        b: entry(scored, &comparison.b, origin),
        difference: total.map(|total| total.to_string()),
        adjustment: comparison.adjustment().map(|adjustment| adjustment.to_string()),
        shared_stage: comparison.shared_stage().map(|(id, _)| id),
        nodes: nodes.collect(),
    };
    write_json(&document, out)
}

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    a: Entry<'a>,
    b: Entry<'a>,
    /// Total of `a` minus total of `b`.
    difference: Option<String>,
    /// What rounding and caps of axes and totals add to it, beyond the indicators.
    adjustment: Option<String>,
    /// Where one of the two did not go on: the last stage in which both were ranked.
    shared_stage: Option<&'a str>,
    nodes: Vec<Node<'a>>,
}

#[derive(Serialize)]
struct Node<'a> {
    id: &'a str,
    parent: Option<&'a str>,
    kind: NodeKind,
    title: &'a Text,
    a: Option<String>,
    b: Option<String>,
    /// What became of it; `not-asked` where the sector is not asked for it, `not-in-stage` where the entry did not go on.
    a_status: Option<&'static str>,
    b_status: Option<&'static str>,
    difference: Option<String>,
    /// What the node adds to the difference of the totals, exactly; what is left out adds nothing.
    contribution: Option<String>,
}
