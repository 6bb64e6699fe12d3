//! The standings of a run.

use super::{Style, harmless, harmless_message, harmless_whole, isolated, lines, table};
use crate::listing::{reasons, rows_of};
use crate::origin::{Origin, source_text};
use bartar_criteria::{Lang, Severity};
use bartar_scoring::ranking::{PoolKind, PoolRanking};
use bartar_scoring::{Outcome, Scored};
use std::io::{self, Write};

/// Writes counts, the standings of every pool and orientation, and the entries that are not ranked.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_ranking(
    scored: &Scored<'_>,
    origin: &dyn Origin,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    head(scored, style, &mut out)?;
    for ranking in scored.rankings.iter().chain(&scored.orientations) {
        // A pool nobody could enter in this run says nothing.
        if ranking.places.is_empty() && ranking.merged_into.is_none() && scored.rankings.len() > 40 {
            continue;
        }
        pool(scored, ranking, style, &mut out)?;
    }
    for outcome in [Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined] {
        excluded(scored, origin, outcome, style, &mut out)?;
    }
    findings(scored, origin, style, &mut out)
}

fn head(scored: &Scored<'_>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let rulebook = scored.rulebook;
    writeln!(out, "{}", style.bold(&isolated(style.text(&rulebook.edition.title))))?;
    let (edition, id, short) = (
        rulebook.identity.edition_in(style.lang),
        &rulebook.identity.id,
        &rulebook.identity.sha256[..12.min(rulebook.identity.sha256.len())],
    );
    let line = match style.lang {
        Lang::Fa => format!("ویرایش {edition} ({id}، اثر انگشت {short})"),
        Lang::En => format!("edition {edition} ({id}, fingerprint {short})"),
    };
    writeln!(out, "{}", style.dim(&isolated(&line)))?;
    if let Some(stage) = rulebook.stage() {
        writeln!(out, "{}", isolated(style.text(&stage.title)))?;
    }
    let counts = scored.counts();
    let part = |n: usize, fa: &str, en: &str| format!("{} {}", style.count(n), style.pick(fa, en));
    let parts = [
        part(counts.ranked, "رتبه‌بندی‌شده", "ranked"),
        part(counts.ineligible, "فاقد شرایط", "ineligible"),
        part(counts.review, "نیازمند بررسی", "for review"),
        part(counts.withdrawn, "انصرافی", "withdrawn"),
        part(counts.quarantined, "قرنطینه‌شده", "quarantined"),
    ];
    let all = part(counts.rows, "پرونده", "entries");
    writeln!(out, "{}", isolated(&format!("{all} = {}", parts.join(" + "))))
}

fn pool(scored: &Scored<'_>, ranking: &PoolRanking, style: &Style, out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    let n = ranking.places.len();
    let mut title = format!("{} ({})", style.text(&ranking.title), ranking.id);
    let kind =
        if ranking.kind == PoolKind::Orientation { style.pick("، گرایش", ", orientation") } else { "" };
    title.push_str(&format!(": {} {}{kind}", style.count(n), style.pick("پرونده", "entries")));
    writeln!(out, "{}", style.bold(&isolated(&title)))?;
    if !ranking.merged_from.is_empty() {
        let small = ranking.merged_from.iter().map(|id| {
            let small = scored.rankings.iter().find(|small| small.id == *id);
            small.map_or(id.as_str(), |small| style.text(&small.title))
        });
        let from: Vec<&str> = small.collect();
        let from = from.join(style.pick("، ", ", "));
        let line = format!(
            "{}: {from}",
            style.pick("همراه با پرونده‌های گروه‌های کوچک", "with the entries of small pools")
        );
        writeln!(out, "  {}", isolated(&line))?;
    }
    if n > 0 {
        let shown = if style.top == 0 { n } else { style.top.min(n) };
        let honours = !scored.rulebook.honours.is_empty();
        let header = [
            style.pick("رتبه", "Rank"),
            style.pick("شناسه", "Id"),
            style.pick("نام", "Name"),
            style.pick("امتیاز", "Score"),
            if honours { style.pick("نشان", "Honour") } else { "" },
        ];
        let mut rows = table(style, &header, &[true, false, false, true, false]);
        for place in &ranking.places[..shown] {
            let entry = place.row as usize;
            let tied = if place.tied { "=" } else { "" };
            let honour = place.honour.map_or_else(String::new, |honour| {
                let mark = if honour == 0 { "★" } else { "☆" };
                format!("{mark} {}", style.text(&scored.rulebook.honours[honour].title))
            });
            rows.add_row([
                format!("{tied}{}", style.count(place.rank as usize)),
                isolated(&harmless(scored.entries.ids.get(entry))).into_owned(),
                isolated(&harmless(scored.entries.names.get(entry))).into_owned(),
                style.number(&place.score, Some(scored.rulebook.ranking.precision.digits)),
                isolated(&honour).into_owned(),
            ]);
        }
        for (index, line) in lines(&rows).iter().enumerate() {
            let winner = line.contains('★');
            let line = if index == 0 {
                style.dim(line)
            } else if winner {
                style.bold(line)
            } else {
                line.clone()
            };
            writeln!(out, "{line}")?;
        }
        if shown < n {
            writeln!(out, "  {}", style.dim(&isolated(&more(style, n - shown))))?;
        }
    }
    if let Some(reason) = &ranking.no_winner {
        writeln!(out, "  {}", isolated(style.text(&reason.message)))?;
    }
    Ok(())
}

fn excluded(
    scored: &Scored<'_>,
    origin: &dyn Origin,
    outcome: Outcome,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let rows = rows_of(scored, outcome);
    if rows.is_empty() {
        return Ok(());
    }
    let title = outcome.title();
    writeln!(
        out,
        "\n{}",
        style.bold(&isolated(&format!("{}: {}", style.text(&title), style.count(rows.len()))))
    )?;
    let shown = if style.top == 0 { rows.len() } else { style.top.min(rows.len()) };
    let header = [
        style.pick("شناسه", "Id"),
        style.pick("نام", "Name"),
        style.pick("جا", "Place"),
        style.pick("دلیل", "Reason"),
    ];
    let mut list = table(style, &header, &[false, false, false, false]);
    for row in &rows[..shown] {
        let said: Vec<String> = reasons(scored, *row)
            .iter()
            .map(|reason| format!("[{}] {}", reason.code, harmless_message(style.text(&reason.message))))
            .collect();
        let id = harmless(scored.entries.ids.get(*row as usize));
        list.add_row([
            isolated(if id.is_empty() { "—" } else { &id }).into_owned(),
            isolated(&harmless(scored.entries.names.get(*row as usize))).into_owned(),
            isolated(&place(origin, *row)).into_owned(),
            isolated(&said.join(style.pick("؛ ", "; "))).into_owned(),
        ]);
    }
    for (index, line) in lines(&list).iter().enumerate() {
        writeln!(out, "{}", if index == 0 { style.dim(line) } else { line.clone() })?;
    }
    if shown < rows.len() {
        writeln!(out, "  {}", style.dim(&isolated(&more(style, rows.len() - shown))))?;
    }
    Ok(())
}

/// `file:row` of an entry, in a workbook `file#sheet:row`.
fn place(origin: &dyn Origin, row: u32) -> String {
    origin.place(row as usize, None).map_or_else(String::new, |place| harmless_whole(&place.text()))
}

/// How many lines were left out, and how to see them.
fn more(style: &Style, count: usize) -> String {
    match style.lang {
        Lang::Fa => format!("… و {} مورد دیگر (همه با \u{200e}--top 0)", style.count(count)),
        Lang::En => format!("… and {count} more (all with --top 0)"),
    }
}

/// Findings that exclude nobody, and notices about the files.
fn findings(scored: &Scored<'_>, origin: &dyn Origin, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut said: Vec<String> = Vec::new();
    for finding in
        scored.screening.findings.iter().filter(|finding| finding.code.severity() != Severity::Error)
    {
        let place =
            finding.entry.and_then(|entry| origin.place(entry as usize, finding.column.map(usize::from)));
        let id = finding.entry.map(|entry| harmless(scored.entries.ids.get(entry as usize)));
        let place = place.map_or_else(String::new, |place| format!(" ({})", harmless_whole(&place.text())));
        let id = id.map_or_else(String::new, |id| format!("{id}: "));
        said.push(format!(
            "[{}] {id}{}{place}",
            finding.code,
            harmless_message(style.text(&finding.message))
        ));
    }
    for notice in origin.notices() {
        let row = notice.row.map_or_else(String::new, |row| format!(":{row}"));
        said.push(format!(
            "[{}] {}{row}: {}",
            notice.code,
            harmless_whole(&source_text(&notice.source, notice.sheet.as_deref())),
            harmless_message(style.text(&notice.message))
        ));
    }
    if said.is_empty() {
        return Ok(());
    }
    let title = format!("{}: {}", style.pick("یافته‌ها", "Findings"), style.count(said.len()));
    writeln!(out, "\n{}", style.bold(&isolated(&title)))?;
    let shown = if style.top == 0 { said.len() } else { style.top.min(said.len()) };
    for line in &said[..shown] {
        writeln!(out, "  {}", isolated(line))?;
    }
    if shown < said.len() {
        writeln!(out, "  {}", style.dim(&isolated(&more(style, said.len() - shown))))?;
    }
    Ok(())
}
