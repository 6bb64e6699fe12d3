//! `bartar rank`: scores and ranks entries.

use super::{Opened, sealing};
use crate::args::{Format, RankArgs};
use crate::exit::{Exit, Failure};
use crate::folder::NewFolder;
use crate::named::Titled;
use crate::output::{style, to_stdout};
use crate::tables_out::{Content, Made, TablesOut};
use bartar_criteria::{Code, Lang, Severity, Text, text};
use bartar_report::listing::Shown;
use bartar_report::origin::Origin;
use bartar_report::result::Results;
use bartar_report::work_list::WorkList;
use bartar_report::{csv, json, terminal};
use bartar_scoring::Scored;

/// Runs the command.
pub fn run(arguments: &RankArgs, lang: Lang) -> Result<Exit, Failure> {
    let files = TablesOut::beside(&arguments.inputs)
        .with(Content::Findings, &arguments.findings)?
        .with(Content::Result, &arguments.table)?;
    let opened = files.or_faults(Opened::open(&arguments.inputs, lang), lang)?;
    let origin = &*opened.origin;
    let place = arguments.out.as_deref().map(NewFolder::begin).transpose()?;
    let stages = opened.stages(lang);
    let scored = stages.last().ok_or(Failure::Reported(Exit::Software))?;
    let found = found(scored, origin);
    let pools = known_pools(scored, &arguments.pool)?;
    let shown = Shown::new(scored, &pools);
    write_tables(&files, scored, &shown, origin, lang)?;
    if let Some(place) = place {
        sealing::seal_into(place, &opened, &stages, arguments, lang)?;
    }
    match arguments.format {
        Format::Table => {
            let style = style(lang, arguments.top);
            to_stdout(|out| {
                terminal::write_ranking(scored, &shown, origin, &style, &mut *out)?;
                match arguments.close {
                    Some(margin) => terminal::write_close_calls(scored, margin, &style, out),
                    None => Ok(()),
                }
            })?;
        }
        Format::Json => to_stdout(|out| json::write_ranking(scored, origin, arguments.close, out))?,
        Format::Csv => to_stdout(|out| csv::write_ranking(scored, origin, out))?,
    }
    Ok(found)
}

/// Writes the files for the findings and the result, if any.
fn write_tables(
    files: &TablesOut<'_>,
    scored: &Scored<'_>,
    shown: &Shown<'_>,
    origin: &dyn Origin,
    lang: Lang,
) -> Result<(), Failure> {
    let list = files.wants(Content::Findings).then(|| WorkList::new(scored, origin, lang));
    let results = files.wants(Content::Result).then(|| Results::new(scored, shown, origin));
    let findings = list.as_ref().map(|list| Made::one(Content::Findings, list.table()));
    let result = results.as_ref().map(|results| Made {
        content: Content::Result,
        whole: results.whole(),
        sheets: results.sheets(),
    });
    let made: Vec<Made<'_>> = findings.into_iter().chain(result).collect();
    files.write(&made, lang)
}

/// Whether a person must look: at entries that are not decided, or at an error that keeps none of them out.
fn found(scored: &Scored<'_>, origin: &dyn Origin) -> Exit {
    let counts = scored.counts();
    let error = |code: Code| code.severity() == Severity::Error;
    let errors = scored.screening.findings.iter().any(|finding| error(finding.code))
        || origin.notices().iter().any(|notice| error(notice.code));
    if errors || counts.quarantined + counts.review > 0 { Exit::Found } else { Exit::Done }
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
