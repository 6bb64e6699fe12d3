//! Results as CSV: one table for a run, one for an explanation.
//!
//! Cells that a spreadsheet would take for a formula get an apostrophe before them.

mod amendments;
mod explanation;
mod panel;

pub use amendments::write_amendments;
pub use explanation::write_explanation;
pub use panel::write_panel;

use crate::listing::{reasons, rows_of};
use bartar_criteria::Lang;
use bartar_scoring::compare::Comparison;
use bartar_scoring::{Outcome, Scored};
use std::borrow::Cow;
use std::io::{self, Write};

/// Keeps a cell from being run as a formula by a spreadsheet; plain numbers stay as they are.
#[must_use]
pub fn safe_cell(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    let number = cell.parse::<bartar_criteria::exact::Decimal>().is_ok();
    if cell.chars().any(char::is_control) {
        // Control characters could drive a terminal that the file is shown on.
        return Cow::Owned(safe_cell(&cell.replace(char::is_control, "\u{fffd}")).into_owned());
    }
    if risky && !number { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

pub(crate) fn row<W: Write>(writer: &mut ::csv::Writer<W>, cells: &[&str]) -> io::Result<()> {
    let safe = cells.iter().map(|cell| safe_cell(cell));
    writer.write_record(safe.map(|cell| cell.into_owned().into_bytes())).map_err(io::Error::from)
}

/// Writes every entry of every ranking, then every entry that is not ranked, with its reasons.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_ranking(scored: &Scored<'_>, lang: Lang, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(
        &mut writer,
        &["list", "pool", "kind", "rank", "tied", "id", "name", "score", "honour", "reasons", "message"],
    )?;
    let digits = scored.rulebook.ranking.precision.digits;
    for ranking in scored.rankings.iter().chain(&scored.orientations) {
        let kind = match ranking.kind {
            bartar_scoring::ranking::PoolKind::Main => "main",
            bartar_scoring::ranking::PoolKind::Orientation => "orientation",
        };
        for place in &ranking.places {
            let entry = place.row as usize;
            row(
                &mut writer,
                &[
                    "ranked",
                    &ranking.id,
                    kind,
                    &place.rank.to_string(),
                    if place.tied { "true" } else { "false" },
                    scored.entries.ids.get(entry),
                    scored.entries.names.get(entry),
                    &place.score.to_fixed(digits),
                    place.honour.map_or("", |honour| scored.rulebook.honours[honour].id.as_str()),
                    "",
                    "",
                ],
            )?;
        }
    }
    for outcome in [Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined] {
        for entry in rows_of(scored, outcome) {
            let reasons = reasons(scored, entry);
            let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
            let messages: Vec<&str> = reasons.iter().map(|reason| reason.message.get(lang)).collect();
            row(
                &mut writer,
                &[
                    outcome.word(),
                    "",
                    "",
                    "",
                    "",
                    scored.entries.ids.get(entry as usize),
                    scored.entries.names.get(entry as usize),
                    "",
                    "",
                    &codes.join(" "),
                    &messages.join("; "),
                ],
            )?;
        }
    }
    writer.flush()
}

/// Writes the nodes of two entries beside each other.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_comparison(comparison: &Comparison, lang: Lang, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &["node", "parent", "title", &comparison.a.id, &comparison.b.id, "difference"])?;
    for node in &comparison.nodes {
        let parent = node.parent.as_deref().unwrap_or("");
        let cells =
            [&node.id, parent, node.title.get(lang), &shown(node.a), &shown(node.b), &shown(node.difference)];
        row(&mut writer, &cells)?;
    }
    writer.flush()
}

fn shown(points: Option<bartar_criteria::exact::Decimal>) -> String {
    points.map_or_else(String::new, |points| points.to_string())
}
