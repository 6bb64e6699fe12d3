//! What amendments move, as CSV: one line for each place that differs.

use super::row;
use crate::amendments::AmendmentReport;
use bartar_scoring::amendments::Standing;
use std::io::{self, Write};

/// Writes every entry whose place or outcome differs.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_amendments(report: &AmendmentReport<'_>, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(
        &mut writer,
        &[
            "stage",
            "id",
            "name",
            "amended",
            "pool",
            "outcome_before",
            "rank_before",
            "score_before",
            "honour_before",
            "outcome_after",
            "rank_after",
            "score_after",
            "honour_after",
        ],
    )?;
    for (report, moved) in
        report.stages.iter().flat_map(|stage| stage.moved.iter().map(move |moved| (stage, moved)))
    {
        let digits = report.after.rulebook.ranking.precision.digits;
        let entry = moved.row as usize;
        let cells = |standing: Option<&Standing>| match standing {
            Some(stands) => [
                stands.rank.to_string(),
                stands.score.to_fixed(digits),
                stands.honour.clone().unwrap_or_default(),
            ],
            None => Default::default(),
        };
        let (before, after) = (cells(moved.before.as_ref()), cells(moved.after.as_ref()));
        row(
            &mut writer,
            &[
                report.after.rulebook.stage().map_or("", |stage| &stage.id),
                report.before.entries.ids.get(entry),
                report.before.entries.names.get(entry),
                if moved.amended { "true" } else { "false" },
                moved.ranking.as_deref().unwrap_or_default(),
                report.before.outcome(entry).word(),
                &before[0],
                &before[1],
                &before[2],
                report.after.outcome(entry).word(),
                &after[0],
                &after[1],
                &after[2],
            ],
        )?;
    }
    writer.flush()
}
