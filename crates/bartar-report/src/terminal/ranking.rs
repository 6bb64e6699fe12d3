//! The standings of a run.

use super::sheet::{Kind, Sheet};
use super::{Paint, Style, harmless, harmless_whole};
use crate::also::{Also, Others};
use crate::findings::{place_of, place_text};
use crate::listing::{Shown, reasons, rows_of};
use crate::origin::{Origin, source_text};
use bartar_criteria::codes::DATUM_NOT_SUBMITTED;
use bartar_criteria::{Lang, Severity, Text};
use bartar_scoring::explain::StageEnd;
use bartar_scoring::forgone::ForgonePoints;
use bartar_scoring::ranking::{Place, PoolKind, PoolRanking};
use bartar_scoring::stages::Passage;
use bartar_scoring::{Outcome, Scored};
use std::io::{self, Write};

/// Most entries that are not ranked, and most findings, to list where not all are asked for.
const MOST: usize = 200;

/// Writes counts, the standings of the pools and orientations asked for, and the entries that are not ranked.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_ranking(
    scored: &Scored<'_>,
    shown: &Shown<'_>,
    origin: &dyn Origin,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    head(scored, style, &mut out)?;
    for ranking in
        scored.rankings.iter().chain(&scored.orientations).filter(|ranking| shown.ranking(&ranking.id))
    {
        // A pool nobody could enter in this run says nothing.
        if ranking.places.is_empty() && ranking.merged_into.is_none() && scored.rankings.len() > 40 {
            continue;
        }
        pool(scored, ranking, style, &mut out)?;
    }
    for outcome in [Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined] {
        let rows = rows_of(scored, outcome).into_iter().filter(|row| shown.entry(*row));
        let (stayed, out_of_it): (Vec<u32>, Vec<u32>) = rows.partition(|row| scored.stayed(*row as usize));
        excluded(scored, &stayed, origin, style, &mut out)?;
        excluded(scored, &out_of_it, origin, style, &mut out)?;
    }
    findings(scored, shown, origin, style, &mut out)
}

fn head(scored: &Scored<'_>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let rulebook = scored.rulebook;
    style.paragraph(0, style.text(&rulebook.edition.title), Paint::Bold, out)?;
    let (edition, id, short) = (
        rulebook.identity.edition_in(style.lang),
        &rulebook.identity.id,
        &rulebook.identity.sha256[..12.min(rulebook.identity.sha256.len())],
    );
    let line = match style.lang {
        Lang::Fa => format!("ویرایش {edition} ({id}، اثر انگشت {short})"),
        Lang::En => format!("edition {edition} ({id}, fingerprint {short})"),
    };
    style.paragraph(0, &line, Paint::Dim, out)?;
    if let Some(stage) = rulebook.stage() {
        style.paragraph(0, style.text(&stage.title), Paint::Plain, out)?;
    }
    let amendments = &scored.entries.amendments;
    if !amendments.is_empty() {
        let accepted = style.count(amendments.iter().filter(|amendment| amendment.accepted).count());
        let all = style.count(amendments.len());
        let line = match style.lang {
            Lang::Fa => format!("پس از اصلاح‌های هیئت داوری: {accepted} پذیرفته از {all}"),
            Lang::En => format!("after amendments of the jury: {accepted} accepted of {all}"),
        };
        style.paragraph(0, &line, Paint::Bold, out)?;
    }
    let counts = scored.counts();
    let part = |n: usize, title: Text| format!("{} {}", style.count(n), style.text(&title));
    let stayed = counts.stayed.unwrap_or(0);
    let mut parts = vec![part(counts.ranked, Outcome::Ranked.title())];
    parts.extend(counts.stayed.map(|stayed| part(stayed, StageEnd::Stays.title())));
    parts.push(part(counts.ineligible - stayed, Outcome::Ineligible.title()));
    parts.push(part(counts.review, Outcome::Review.title()));
    parts.push(part(counts.withdrawn, Outcome::Withdrawn.title()));
    parts.push(part(counts.quarantined, Outcome::Quarantined.title()));
    let all = part(counts.rows, Text::new("پرونده", "entries"));
    style.paragraph(0, &format!("{all} = {}", parts.join(" + ")), Paint::Plain, out)
}

fn pool(scored: &Scored<'_>, ranking: &PoolRanking, style: &Style, out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    let n = ranking.places.len();
    let kind =
        if ranking.kind == PoolKind::Orientation { style.pick("، گرایش", ", orientation") } else { "" };
    let (title, count) = (style.text(&ranking.title), style.count(n));
    let entries = style.pick("پرونده", if n == 1 { "entry" } else { "entries" });
    let title = format!("{title} ({}): {count} {entries}{kind}", ranking.id);
    style.paragraph(0, &title, Paint::Bold, out)?;
    if !ranking.merged_from.is_empty() {
        let known = || scored.rulebook.pools.iter().flat_map(|family| &family.pools);
        let small = ranking.merged_from.iter().map(|id| {
            let small = known().find(|small| small.id == *id);
            small.map_or(id.as_str(), |small| style.text(&small.title))
        });
        let from = small.collect::<Vec<_>>().join(style.pick("، ", ", "));
        let with = style.pick("همراه با پرونده‌های گروه‌های کوچک", "with the entries of small pools");
        style.paragraph(2, &format!("{with}: {from}"), Paint::Plain, out)?;
    }
    if n > 0 {
        let shown = if style.top == 0 { n } else { style.top.min(n) };
        places(scored, &ranking.places[..shown], style, out)?;
        more(style, n - shown, out)?;
    }
    match &ranking.no_winner {
        Some(reason) => style.paragraph(2, style.text(&reason.message), Paint::Plain, out),
        None => Ok(()),
    }
}

/// The places of a ranking, each with where its entry stood in the stage before.
fn places(scored: &Scored<'_>, places: &[Place], style: &Style, out: &mut impl Write) -> io::Result<()> {
    let honours = !scored.rulebook.honours.is_empty();
    let before = scored.before.last();
    let columns = [
        (style.pick("رتبه", "Rank"), Kind::Number),
        (style.pick("شناسه", "Id"), Kind::Free),
        (style.pick("نام", "Name"), Kind::Free),
        (style.pick("امتیاز", "Score"), Kind::Number),
        (if honours { style.pick("نشان", "Honour") } else { "" }, Kind::Said),
        (before.map_or("", |before| style.text(&before.stage.title)), Kind::Said),
    ];
    let mut sheet = Sheet::new(style, &columns);
    let digits = Some(scored.rulebook.ranking.precision.digits);
    for place in places {
        let entry = place.row as usize;
        let tied = if place.tied { "=" } else { "" };
        let honour = place.honour.map_or_else(String::new, |honour| {
            let mark = if honour == 0 { "★" } else { "☆" };
            format!("{mark} {}", style.text(&scored.rulebook.honours[honour].title))
        });
        let came = match before.and_then(|before| before.passages.get(entry)) {
            Some(Passage::Promoted(standing)) => {
                let (pool, rank) = (style.text(&standing.pool_title), style.count(standing.rank as usize));
                let score = style.number(&standing.score, digits);
                match style.lang {
                    Lang::Fa => format!("{pool}، رتبهٔ {rank}، امتیاز {score}"),
                    Lang::En => format!("{pool}, rank {rank}, score {score}"),
                }
            }
            _ => String::new(),
        };
        sheet.push([
            format!("{tied}{}", style.count(place.rank as usize)),
            harmless(scored.entries.ids.get(entry)),
            harmless(scored.entries.names.get(entry)),
            style.number(&place.score, digits),
            honour,
            came,
        ]);
    }
    let rows = sheet.rows();
    let (header, rows) = rows.split_at(1.min(rows.len()));
    for line in header.concat() {
        writeln!(out, "{}", style.dim(&line))?;
    }
    for (place, lines) in places.iter().zip(rows) {
        for line in lines {
            writeln!(out, "{}", if place.honour == Some(0) { style.bold(line) } else { line.clone() })?;
        }
    }
    Ok(())
}

/// Entries that ended alike and are not ranked.
fn excluded(
    scored: &Scored<'_>,
    rows: &[u32],
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    heading(style, &scored.ending(*first as usize), rows.len(), out)?;
    let shown = most(style, rows.len());
    let columns = [
        (style.pick("شناسه", "Id"), Kind::Free),
        (style.pick("نام", "Name"), Kind::Free),
        (style.pick("جا", "Place"), Kind::Free),
    ];
    let mut sheet = Sheet::new(style, &columns);
    for row in &rows[..shown] {
        let id = harmless(scored.entries.ids.get(*row as usize));
        sheet.push([
            if id.is_empty() { "—".to_owned() } else { id },
            harmless(scored.entries.names.get(*row as usize)),
            harmless_whole(&place_text(origin.place(*row as usize, None))),
        ]);
    }
    let lines = sheet.rows();
    let (header, lines) = lines.split_at(1.min(lines.len()));
    for line in header.concat() {
        writeln!(out, "{}", style.dim(&line))?;
    }
    let others = Others::new(origin);
    for (row, lines) in rows.iter().zip(lines) {
        for line in lines {
            writeln!(out, "{line}")?;
        }
        for reason in reasons(scored, *row) {
            let line = format!("[{}] {}", reason.code, style.message(&reason.message));
            style.paragraph(4, &line, Paint::Plain, out)?;
            if let Some(line) = also_line(&others.of_reason(*row, reason), style) {
                style.paragraph(6, &line, Paint::Plain, out)?;
            }
        }
    }
    more(style, rows.len() - shown, out)
}

/// Where the others stand that a finding is about.
fn also_line(also: &Also<'_>, style: &Style) -> Option<String> {
    let places = also.text(style.lang, |place| style.place(&harmless_whole(place)).into_owned());
    (!places.is_empty()).then(|| format!("{} {places}", style.pick("همچنین در", "also in")))
}

/// How many of a list are shown.
fn most(style: &Style, all: usize) -> usize {
    if style.top == 0 { all } else { MOST.max(style.top).min(all) }
}

/// The title of a list and how long it is.
fn heading(style: &Style, title: &Text, count: usize, out: &mut impl Write) -> io::Result<()> {
    let line = format!("{}: {}", style.text(title), style.count(count));
    writeln!(out, "\n{}", style.bold(&style.said(&line)))
}

/// How many lines were left out, and how to see them.
fn more(style: &Style, count: usize, out: &mut impl Write) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let line = match style.lang {
        Lang::Fa => format!("… و {} مورد دیگر (همه با {})", style.count(count), style.place("--top 0")),
        Lang::En => format!("… and {count} more (all with --top 0)"),
    };
    style.paragraph(2, &line, Paint::Dim, out)
}

/// Findings that exclude nobody, and notices about the files.
fn findings(
    scored: &Scored<'_>,
    shown: &Shown<'_>,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let place = |place: &str| match place {
        "" => String::new(),
        place => format!(" ({})", style.place(&harmless_whole(place))),
    };
    let others = Others::new(origin);
    let forgone = forgone(scored, shown, style);
    let mut said: Vec<(Severity, String)> =
        forgone.into_iter().map(|line| (DATUM_NOT_SUBMITTED.severity(), line)).collect();
    // An error in the data is the reason of its entry; one in the marks excludes no entry by itself.
    let own = scored.screening.findings.iter();
    let own = own.filter(|finding| finding.code.severity() != Severity::Error || finding.mark.is_some());
    for finding in own.filter(|finding| shown.finding(finding)) {
        let id = finding.entry.map(|entry| harmless(scored.entries.ids.get(entry as usize)));
        let id = id.map_or_else(String::new, |id| format!("{}: ", style.quoted(&id)));
        let message = style.message(&finding.message);
        let place = place(&place_text(place_of(origin, finding)));
        let also = also_line(&others.of_finding(finding), style);
        let also = also.map_or_else(String::new, |also| format!("{}{also}", style.pick("؛ ", "; ")));
        said.push((finding.code.severity(), format!("[{}] {id}{message}{place}{also}", finding.code)));
    }
    for notice in origin.notices() {
        let row = notice.row.map_or_else(String::new, |row| format!(":{row}"));
        let source = source_text(&notice.source, notice.sheet.as_deref());
        let message = style.message(&notice.message);
        let place = place(&format!("{source}{row}"));
        said.push((notice.code.severity(), format!("[{}] {message}{place}", notice.code)));
    }
    if said.is_empty() {
        return Ok(());
    }
    // The gravest first, which a long list must not hide.
    said.sort_by_key(|(severity, _)| *severity);
    heading(style, &Text::new("یافته‌ها", "Findings"), said.len(), out)?;
    let shown = most(style, said.len());
    for (_, line) in &said[..shown] {
        style.paragraph(2, line, Paint::Plain, out)?;
    }
    more(style, said.len() - shown, out)
}

/// How many entries lack data that cost them points: one line, since there can be many.
fn forgone(scored: &Scored<'_>, shown: &Shown<'_>, style: &Style) -> Option<String> {
    let (entries, data) = ForgonePoints::new(scored).count(|row| shown.entry(row));
    let (entries_said, data_said) = (style.count(entries), style.count(data));
    let option = style.place("--findings");
    let said = match style.lang {
        Lang::Fa => format!(
            "داده‌هایی ارسال نشده‌اند و امتیازی به آن‌ها نمی‌رسد: {data_said} داده در {entries_said} پرونده؛ {option} آن‌ها را یک‌به‌یک می‌نویسد"
        ),
        Lang::En => {
            let of = if entries == 1 { "entry" } else { "entries" };
            format!(
                "data that were not submitted cost points: {data_said} in {entries_said} {of}; {option} lists them one by one"
            )
        }
    };
    (entries > 0).then(|| format!("[{DATUM_NOT_SUBMITTED}] {said}"))
}
