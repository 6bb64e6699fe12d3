//! `bartar explain`: every point of one entry, or two entries beside each other.

use super::Opened;
use crate::args::{ExplainArgs, Format};
use crate::exit::{Exit, Failure};
use crate::named;
use crate::output::{style, to_stdout};
use bartar_criteria::Lang;
use bartar_report::{csv, json, terminal};
use bartar_scoring::{Explanation, Outcome, Scored, compare, explain};

/// Runs the command.
pub fn run(arguments: &ExplainArgs, lang: Lang) -> Result<Exit, Failure> {
    let opened = Opened::open(&arguments.inputs, lang)?;
    let origin = &*opened.origin;
    let scored = opened.score(lang)?;
    let mut own = explained(&scored, &arguments.id, lang)?;
    let style = style(lang, 0);
    let Some(against) = &arguments.against else {
        let found = found(&own);
        match arguments.format {
            Format::Table => {
                to_stdout(|out| terminal::write_explanation(&scored, &own, origin, &style, out))?;
            }
            Format::Json => to_stdout(|out| json::write_explanation(&scored, &own, origin, out))?,
            Format::Csv => to_stdout(|out| csv::write_explanation(&own, origin, out))?,
        }
        return Ok(found);
    };
    // Rows that share an id are all quarantined for it; in a comparison the first one speaks.
    let mut other = explained(&scored, against, lang)?;
    let rows = [own.len(), other.len()];
    let comparison = compare(own.swap_remove(0), other.swap_remove(0));
    match arguments.format {
        Format::Table => {
            to_stdout(|out| terminal::write_comparison(&scored, &comparison, rows, origin, &style, out))?;
        }
        Format::Json => to_stdout(|out| json::write_comparison(&scored, &comparison, origin, out))?,
        Format::Csv => to_stdout(|out| csv::write_comparison(&comparison, out))?,
    }
    Ok(found(&[comparison.a, comparison.b]))
}

/// The explanation of each row of the entry that is named, of which there is at least one.
fn explained(scored: &Scored<'_>, name: &str, lang: Lang) -> Result<Vec<Explanation>, Failure> {
    Ok(named::entry(scored, name, lang)?.into_iter().map(|row| explain(scored, row)).collect())
}

fn found(entries: &[Explanation]) -> Exit {
    let open = entries.iter().any(|entry| matches!(entry.outcome, Outcome::Quarantined | Outcome::Review));
    if open { Exit::Found } else { Exit::Done }
}
