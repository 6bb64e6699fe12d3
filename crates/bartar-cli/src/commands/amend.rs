//! `bartar amend`: what a set of amendments would move.

use super::Competition;
use crate::args::{AmendArgs, Format};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use bartar_criteria::{Lang, text};
use bartar_report::amendments::AmendmentReport;
use bartar_report::{csv, json, terminal};
use bartar_scoring::Scored;
use std::sync::Arc;

/// Runs the command.
pub fn run(arguments: &AmendArgs, lang: Lang) -> Result<Exit, Failure> {
    let competition = Competition::open(&arguments.inputs, lang)?;
    let Some(amended) = &competition.amended else {
        return Err(Failure::Told(
            Exit::Usage,
            text!(fa: "فایل اصلاح‌ها را با --amendments بدهید", en: "give the file of amendments with --amendments"),
        ));
    };
    let before: Arc<[Scored<'_>]> = competition.score_as_filed(lang).into();
    let after = competition.score_amended(amended, || Arc::clone(&before), lang);
    let report = AmendmentReport::new(&before, &after, &amended.amendments, &amended.rows);
    let Some(report) = report else { return Ok(Exit::Software) };
    match arguments.format {
        Format::Table => to_stdout(|out| terminal::write_amendments(&report, &style(lang, 0), out))?,
        Format::Json => to_stdout(|out| json::write_amendments(&report, out))?,
        Format::Csv => to_stdout(|out| csv::write_amendments(&report, out))?,
    }
    Ok(Exit::Done)
}
