//! `bartar rank`: scores and ranks entries.

use super::Competition;
use crate::args::{Format, RankArgs};
use crate::exit::{Exit, Failure};
use crate::findings_file::FindingsFile;
use crate::output::{style, to_stdout};
use bartar_criteria::{Lang, text};
use bartar_report::{csv, json, terminal, work_list};
use bartar_scoring::Scored;

/// Runs the command.
pub fn run(arguments: &RankArgs, lang: Lang) -> Result<Exit, Failure> {
    let list = arguments.findings.as_deref();
    let list = list.map(|path| FindingsFile::new(path, arguments.inputs.files())).transpose()?;
    let competition = Competition::open(&arguments.inputs, lang)?;
    let origin = &competition.origin;
    let mut scored = competition.score(lang)?;
    let found = found(&scored);
    known_pools(&scored, &arguments.pool)?;
    if let Some(list) = list {
        list.write(&work_list::lines(&scored, origin, lang), lang)?;
    }
    match arguments.format {
        Format::Table => {
            only(&mut scored, &arguments.pool);
            let style = style(lang, arguments.top);
            to_stdout(|out| terminal::write_ranking(&scored, origin, &style, out))?;
        }
        Format::Json => to_stdout(|out| json::write_ranking(&scored, origin, out))?,
        Format::Csv => to_stdout(|out| csv::write_ranking(&scored, lang, out))?,
    }
    Ok(found)
}

/// Whether a person must look at entries.
fn found(scored: &Scored<'_>) -> Exit {
    let counts = scored.counts();
    if counts.quarantined + counts.review > 0 { Exit::Found } else { Exit::Done }
}

/// Refuses names of pools and orientations that there are not.
fn known_pools(scored: &Scored<'_>, pools: &[String]) -> Result<(), Failure> {
    let rankings = || scored.rankings.iter().chain(&scored.orientations);
    let Some(unknown) = pools.iter().find(|pool| !rankings().any(|ranking| ranking.id == **pool)) else {
        return Ok(());
    };
    let all = |lang: Lang| {
        let named = rankings().map(|ranking| format!("{} ({})", ranking.id, ranking.title.get(lang)));
        named.collect::<Vec<_>>().join(", ")
    };
    let (all_fa, all_en) = (all(Lang::Fa), all(Lang::En));
    Err(Failure::Told(
        Exit::Usage,
        text!(
            fa: "گروه یا گرایشی به نام «{unknown}» نیست؛ این‌ها هستند: {all_fa}",
            en: "there is no pool or orientation `{unknown}`; there are: {all_en}"
        ),
    ))
}

/// Keeps only the rankings asked for; all when none is named.
fn only(scored: &mut Scored<'_>, pools: &[String]) {
    if !pools.is_empty() {
        scored.rankings.retain(|ranking| pools.contains(&ranking.id));
        scored.orientations.retain(|ranking| pools.contains(&ranking.id));
    }
}
