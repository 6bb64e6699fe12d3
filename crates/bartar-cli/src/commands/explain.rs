//! `bartar explain`: every point of one entry, or two entries beside each other.

use super::Opened;
use crate::args::{ExplainArgs, Format};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use bartar_criteria::persian::matching_key;
use bartar_criteria::{Lang, text};
use bartar_report::{csv, json, terminal};
use bartar_scoring::{Explanation, Outcome, Scored, compare, explain, find};

/// Runs the command.
pub fn run(arguments: &ExplainArgs, lang: Lang) -> Result<Exit, Failure> {
    let opened = Opened::open(&arguments.inputs, lang)?;
    let origin = &*opened.origin;
    let scored = opened.score(lang)?;
    let mut own = explained(&scored, &arguments.id)?;
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
    let mut other = explained(&scored, against)?;
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

/// The explanation of each row that carries an id, of which there is at least one.
fn explained(scored: &Scored<'_>, id: &str) -> Result<Vec<Explanation>, Failure> {
    let rows = find(scored, id);
    if rows.is_empty() {
        let (alike_fa, alike_en) = match alike(scored, id) {
            Some(other) => (
                format!("؛ شناسهٔ «{other}» هست که تنها در شیوهٔ نوشتن با آن تفاوت دارد"),
                format!("; there is `{other}`, which differs only in how it is written"),
            ),
            None => Default::default(),
        };
        return Err(Failure::Told(
            Exit::NoInput,
            text!(
                fa: "پرونده‌ای با شناسهٔ «{id}» در داده‌ها نیست{alike_fa}",
                en: "there is no entry with the id `{id}` in the data{alike_en}"
            ),
        ));
    }
    Ok(rows.into_iter().map(|row| explain(scored, row)).collect())
}

/// The first id in the data that differs from this one only in how it is written.
fn alike<'a>(scored: &'a Scored<'_>, id: &str) -> Option<&'a str> {
    let key = matching_key(id);
    let ids = (0..scored.entries.len()).map(|row| scored.entries.ids.get(row));
    ids.filter(|other| matching_key(other) == key).min()
}

fn found(entries: &[Explanation]) -> Exit {
    let open = entries.iter().any(|entry| matches!(entry.outcome, Outcome::Quarantined | Outcome::Review));
    if open { Exit::Found } else { Exit::Done }
}
