//! `bartar rank`: scores and ranks entries.

use super::Competition;
use crate::args::{Format, RankArgs};
use crate::exit::{Exit, Failure};
use crate::named::Titled;
use crate::output::{style, to_stdout};
use crate::tables_out::TablesOut;
use bartar_criteria::{Lang, Text, text};
use bartar_report::listing::Shown;
use bartar_report::{csv, json, terminal};
use bartar_scoring::Scored;

/// Runs the command.
pub fn run(arguments: &RankArgs, lang: Lang) -> Result<Exit, Failure> {
    let files = TablesOut::new(arguments)?;
    let competition = Competition::open(&arguments.inputs, lang)?;
    let origin = &competition.origin;
    let scored = competition.score(lang)?;
    let found = found(&scored);
    let pools = known_pools(&scored, &arguments.pool)?;
    let shown = Shown::new(&scored, &pools);
    files.write(&scored, &shown, origin, lang)?;
    match arguments.format {
        Format::Table => {
            let style = style(lang, arguments.top);
            to_stdout(|out| {
                terminal::write_ranking(&scored, &shown, origin, &style, &mut *out)?;
                match arguments.close {
                    Some(margin) => terminal::write_close_calls(&scored, margin, &style, out),
                    None => Ok(()),
                }
            })?;
        }
        Format::Json => to_stdout(|out| json::write_ranking(&scored, origin, arguments.close, out))?,
        Format::Csv => to_stdout(|out| csv::write_ranking(&scored, origin, out))?,
    }
    Ok(found)
}

/// Whether a person must look at entries.
fn found(scored: &Scored<'_>) -> Exit {
    let counts = scored.counts();
    if counts.quarantined + counts.review > 0 { Exit::Found } else { Exit::Done }
}

/// The ids of the pools and orientations that are named, by an id, or by a title or words of it in either language. A name
/// that none of them has is refused.
fn known_pools(scored: &Scored<'_>, pools: &[String]) -> Result<Vec<String>, Failure> {
    let rankings = scored.rankings.iter().chain(&scored.orientations);
    let known = Titled(rankings.map(|ranking| (ranking.id.as_str(), &ranking.title)).collect());
    let mut ids = Vec::new();
    for pool in pools {
        let meant = known.meant(pool);
        if meant.is_empty() {
            let Text { fa, en } = known.listed();
            return Err(Failure::Told(
                Exit::Usage,
                text!(
                    fa: "گروه یا گرایشی به نام «{pool}» نیست؛ این‌ها هستند: {fa}",
                    en: "there is no pool or orientation `{pool}`; there are: {en}"
                ),
            ));
        }
        ids.extend(meant.into_iter().map(str::to_owned));
    }
    Ok(ids)
}
