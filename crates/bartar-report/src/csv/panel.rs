//! The judges' marks as CSV: one line for each mark.

use super::row;
use crate::panel::{PanelReport, counted_word};
use bartar_criteria::Lang;
use bartar_criteria::exact::Rounding;
use std::io::{self, Write};

/// Digits of a mean; the exact one stands in JSON.
const DIGITS: u8 = 6;

/// Writes every mark with what became of it, and the mean of its entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_panel(report: &PanelReport<'_>, lang: Lang, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &["criterion", "id", "name", "judge", "mark", "counted", "recusal", "mean", "open"])?;
    for criterion in &report.criteria {
        for entry in &criterion.entries {
            let mean = entry.mean.as_ref().and_then(|mean| Rounding::half_up(DIGITS).apply(mean).ok());
            let mean = mean.map_or_else(String::new, |mean| mean.to_string());
            let open = entry.open.as_ref().map_or("", |open| open.get(lang));
            for mark in entry.marks {
                let written = mark.mark.map_or_else(String::new, |mark| mark.to_string());
                let counted = counted_word(mark.counted);
                row(
                    &mut writer,
                    &[criterion.id, entry.id, entry.name, &mark.judge, &written, counted, "", &mean, open],
                )?;
            }
            for (judge, reason) in entry.recused {
                row(
                    &mut writer,
                    &[criterion.id, entry.id, entry.name, judge, "", "recused", reason, &mean, open],
                )?;
            }
        }
    }
    writer.flush()
}
