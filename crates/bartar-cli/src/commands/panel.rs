//! `bartar panel`: the judges' marks under the eye of the jury.

use super::Competition;
use crate::args::{Format, PanelArgs};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use bartar_criteria::{Lang, Severity, text};
use bartar_report::panel::PanelReport;
use bartar_report::{csv, json, terminal};

/// Runs the command.
pub fn run(arguments: &PanelArgs, lang: Lang) -> Result<Exit, Failure> {
    let Competition { rules, entries, origin, .. } = Competition::open(&arguments.inputs, lang)?;
    // What judges mark is the same in all stages.
    let Some(rulebook) = rules.first() else { return Ok(Exit::Software) };
    let Some(marks) = &entries.marks else {
        return Err(Failure::Told(
            Exit::Usage,
            text!(fa: "فایل نمره‌ها را با --marks بدهید", en: "give the file of marks with --marks"),
        ));
    };
    let report = PanelReport::new(rulebook, &entries, marks);
    match arguments.format {
        Format::Table => to_stdout(|out| terminal::write_panel(&report, &origin, &style(lang, 0), out))?,
        Format::Json => to_stdout(|out| json::write_panel(&report, &origin, out))?,
        Format::Csv => to_stdout(|out| csv::write_panel(&report, &origin, out))?,
    }
    let faulty = marks.findings.iter().any(|finding| finding.code.severity() == Severity::Error);
    Ok(if faulty || report.open > 0 { Exit::Found } else { Exit::Done })
}
