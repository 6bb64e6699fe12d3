//! `bartar rank`: scores and ranks entries.

use super::Competition;
use crate::args::{Format, RankArgs};
use crate::exit::{Exit, Failure};
use crate::named::Titled;
use crate::output::{style, to_stdout};
use crate::tables_out::{Content, Made, TablesOut};
use bartar_criteria::{Lang, Text, text};
use bartar_report::listing::Shown;
use bartar_report::origin::Origin;
use bartar_report::result::Results;
use bartar_report::{csv, json, terminal, work_list};
use bartar_scoring::Scored;

/// Runs the command.
pub fn run(arguments: &RankArgs, lang: Lang) -> Result<Exit, Failure> {
    let files = TablesOut::beside(&arguments.inputs)
        .with(Content::Findings, &arguments.findings)?
        .with(Content::Result, &arguments.table)?;
    let competition = Competition::open(&arguments.inputs, lang)?;
    let origin = &competition.origin;
    let scored = competition.score(lang)?;
    let found = found(&scored);
    let pools = known_pools(&scored, &arguments.pool)?;
    let shown = Shown::new(&scored, &pools);
    write_tables(files, &scored, &shown, origin, lang)?;
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

/// Writes the files for the findings and the result, if any.
fn write_tables(
    files: TablesOut<'_>,
    scored: &Scored<'_>,
    shown: &Shown<'_>,
    origin: &dyn Origin,
    lang: Lang,
) -> Result<(), Failure> {
    let lines = files.wants(Content::Findings).then(|| work_list::lines(scored, origin, lang));
    let results = files.wants(Content::Result).then(|| Results::new(scored, shown, origin));
    let findings = lines.as_deref().map(|lines| Made::one(Content::Findings, work_list::table(lines)));
    let result = results.as_ref().map(|results| Made {
        content: Content::Result,
        whole: results.whole(),
        sheets: results.sheets(),
    });
    let made: Vec<Made<'_>> = findings.into_iter().chain(result).collect();
    files.write(&made, lang)
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
