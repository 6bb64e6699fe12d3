//! `bartar panel`: the judges' marks under the eye of the jury.

use super::{Opened, has_panel};
use crate::args::{Format, PanelArgs};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use bartar_criteria::{Lang, Severity, text};
use bartar_report::panel::PanelReport;
use bartar_report::{csv, json, terminal};
use bartar_scoring::{Outcome, Scored};
use std::collections::BTreeSet;

/// Runs the command.
pub fn run(arguments: &PanelArgs, lang: Lang) -> Result<Exit, Failure> {
    let opened = Opened::open(&arguments.inputs, lang)?;
    has_panel(&opened.competition.rulebook)?;
    let (competition, origin) = (&opened.competition, &*opened.origin);
    let (rulebook, entries) = (&competition.rulebook, &competition.entries);
    let Some(marks) = &entries.marks else {
        return Err(Failure::Told(
            Exit::Usage,
            text!(
                fa: "فایل نمره‌های داوران را با --marks بدهید؛ ستون‌های آن در راهنمای همین فرمان است: \u{2066}bartar panel --help --lang fa\u{2069}",
                en: "give the file of the judges' marks with --marks; its columns are told by: bartar panel --help"
            ),
        ));
    };
    let awaited = awaited(&opened.score(lang)?);
    let report = PanelReport::new(rulebook, entries, marks, &awaited);
    match arguments.format {
        Format::Table => to_stdout(|out| terminal::write_panel(&report, origin, &style(lang, 0), out))?,
        Format::Json => to_stdout(|out| json::write_panel(&report, origin, out))?,
        Format::Csv => to_stdout(|out| csv::write_panel(&report, origin, out))?,
    }
    let faulty = marks.findings.iter().any(|finding| finding.code.severity() == Severity::Error);
    Ok(if faulty || report.open > 0 { Exit::Found } else { Exit::Done })
}

/// The entries that wait for nothing but the judges, or have their marks.
fn awaited(scored: &Scored<'_>) -> BTreeSet<u32> {
    let of_panel = |column: &usize| {
        let rulebook = scored.rulebook;
        rulebook.fields[rulebook.columns[*column].field].of_panel
    };
    let waits = |row: &u32| match scored.outcome(*row as usize) {
        Outcome::Ranked => true,
        Outcome::Review => {
            let reasons = scored.screening.reasons.get(row).into_iter().flatten();
            reasons.flat_map(|reason| &reason.columns).any(of_panel)
        }
        _ => false,
    };
    (0..).zip(0..scored.entries.len()).map(|(row, _)| row).filter(waits).collect()
}
