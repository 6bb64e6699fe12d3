//! The judges' marks as CSV: one line for each mark.

use super::row;
use crate::origin::Origin;
use crate::panel::{PanelReport, counted_word};
use bartar_criteria::exact::Rounding;
use std::io::{self, Write};

/// Digits of a mean; the exact one stands in JSON.
pub(crate) const DIGITS: u8 = 6;

/// Writes every mark with what became of it, and the mean of its entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_panel(report: &PanelReport<'_>, origin: &dyn Origin, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    let columns = ["criterion", "id", "name", "judge", "mark", "counted", "recusal", "mean", "open"];
    row(&mut writer, &[&columns[..], &["open_fa", "source", "row"]].concat())?;
    for criterion in &report.criteria {
        for entry in &criterion.entries {
            let mean = entry.mean.as_ref().and_then(|mean| Rounding::half_up(DIGITS).apply(mean).ok());
            let mean = mean.map_or_else(String::new, |mean| mean.to_string());
            let (open, open_fa) = entry.open.as_ref().map_or(("", ""), |open| (&open.en, &open.fa));
            let mut line = |judge: &str, mark: &str, counted: &str, recusal: &str, line: Option<&usize>| {
                let place = line.and_then(|line| origin.mark(*line));
                let number = place.as_ref().map_or_else(String::new, |place| place.row.to_string());
                let source = place.map_or("", |place| place.source);
                let (id, name) = (entry.id, entry.name);
                row(
                    &mut writer,
                    &[
                        criterion.id,
                        id,
                        name,
                        judge,
                        mark,
                        counted,
                        recusal,
                        &mean,
                        open,
                        open_fa,
                        source,
                        &number,
                    ],
                )
            };
            for mark in entry.marks {
                let written = mark.mark.map_or_else(String::new, |mark| mark.to_string());
                line(&mark.judge, &written, counted_word(mark.counted), "", mark.lines.first())?;
            }
            for recusal in entry.recused {
                line(&recusal.judge, "", "recused", &recusal.reason, Some(&recusal.line))?;
            }
        }
    }
    writer.flush()
}
