//! Results as CSV: one table for a run, one for an explanation. Texts stand in both languages, so that a table is the same
//! wherever it is made.
//!
//! Cells that a spreadsheet would take for a formula get an apostrophe before them.

mod amendments;
mod difference;
mod explanation;
mod panel;
mod ranking;

pub use amendments::write_amendments;
pub use difference::write_difference;
pub use explanation::write_explanation;
pub(crate) use panel::DIGITS as PANEL_DIGITS;
pub use panel::write_panel;
pub use ranking::write_ranking;

use bartar_criteria::exact::Decimal;
use bartar_scoring::compare::{Comparison, SideStatus};
use std::borrow::Cow;
use std::io::{self, Write};

/// Keeps a cell from being run as a formula by a spreadsheet; plain numbers stay as they are.
#[must_use]
pub fn safe_cell(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    let number = cell.parse::<Decimal>().is_ok();
    if cell.chars().any(char::is_control) {
        // Control characters could drive a terminal that the file is shown on.
        return Cow::Owned(safe_cell(&cell.replace(char::is_control, "\u{fffd}")).into_owned());
    }
    if risky && !number { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

pub(crate) fn row<W: Write>(writer: &mut ::csv::Writer<W>, cells: &[impl AsRef<str>]) -> io::Result<()> {
    let safe = cells.iter().map(|cell| safe_cell(cell.as_ref()));
    writer.write_record(safe.map(|cell| cell.into_owned().into_bytes())).map_err(io::Error::from)
}

/// Writes the nodes of two entries beside each other.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_comparison(comparison: &Comparison, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let (a, b) = (&comparison.a.id, &comparison.b.id);
    let first = ["node", "parent", "title", a, b, "difference", "title_fa", "contribution"];
    row(&mut writer, &[&first[..], &["a_status", "b_status", "shared_stage"]].concat())?;
    let stage = comparison.shared_stage().map_or("", |(id, _)| id);
    for node in &comparison.nodes {
        let parent = node.parent.as_deref().unwrap_or("");
        let contribution = node.contribution.as_ref().map_or_else(String::new, ToString::to_string);
        let points = [node.a, node.b, node.difference].map(shown);
        let [a, b, difference] = &points;
        let [a_status, b_status] = node.status.map(|status| status.map_or("", SideStatus::word));
        let (en, fa) = (&node.title.en, &node.title.fa);
        row(
            &mut writer,
            &[&node.id, parent, en, a, b, difference, fa, &contribution, a_status, b_status, stage],
        )?;
    }
    writer.flush()
}

fn shown(points: Option<Decimal>) -> String {
    points.map_or_else(String::new, |points| points.to_string())
}
