//! `bartar explain`: every point of one entry, or two entries beside each other.

use super::{entries, sound_rulebook};
use crate::args::{ExplainArgs, Format};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use crate::progress::Progress;
use bartar_criteria::{Lang, text};
use bartar_report::{csv, json, terminal};
use bartar_scoring::{Explanation, Outcome, Scored, compare, explain, find, score};

/// Runs the command.
pub fn run(arguments: &ExplainArgs, lang: Lang) -> Result<Exit, Failure> {
    let rulebook = sound_rulebook(&arguments.rulebook, lang)?;
    let (entries, origin) = entries(&rulebook, &arguments.data, lang)?;
    let bar = Progress::new(lang, "امتیازدهی", "scoring");
    let scored = score(&rulebook, &entries, &|done, all| bar.set(done, all));
    drop(bar);
    let own = explained(&scored, &arguments.id)?;
    let style = style(lang, 0);
    let Some(against) = &arguments.against else {
        let found = found(&[&own]);
        match arguments.format {
            Format::Table => {
                to_stdout(|out| terminal::write_explanation(&scored, &own, &origin, &style, out))?;
            }
            Format::Json => to_stdout(|out| json::write_explanation(&scored, &own, &origin, out))?,
            Format::Csv => to_stdout(|out| csv::write_explanation(&own, &origin, lang, out))?,
        }
        return Ok(found);
    };
    let comparison = compare(own, explained(&scored, against)?);
    match arguments.format {
        Format::Table => to_stdout(|out| terminal::write_comparison(&scored, &comparison, &style, out))?,
        Format::Json => to_stdout(|out| json::write_comparison(&scored, &comparison, &origin, out))?,
        Format::Csv => to_stdout(|out| csv::write_comparison(&comparison, lang, out))?,
    }
    Ok(found(&[&comparison.a, &comparison.b]))
}

/// The explanation of an entry by its id. Rows that share an id are all quarantined for it; the first one speaks.
fn explained(scored: &Scored<'_>, id: &str) -> Result<Explanation, Failure> {
    match find(scored, id).first() {
        Some(row) => Ok(explain(scored, *row)),
        None => Err(Failure::Told(
            Exit::NoInput,
            text!(
                fa: "پرونده‌ای با شناسهٔ «{id}» در داده‌ها نیست",
                en: "there is no entry with the id `{id}` in the data"
            ),
        )),
    }
}

fn found(entries: &[&Explanation]) -> Exit {
    let open = entries.iter().any(|entry| matches!(entry.outcome, Outcome::Quarantined | Outcome::Review));
    if open { Exit::Found } else { Exit::Done }
}
