//! What amendments move, for a terminal.

use super::sheet::{Kind, Sheet};
use super::{Paint, Style, harmless};
use crate::amendments::{AmendmentReport, StageMoves};
use crate::listing::{codes_of, reasons};
use bartar_criteria::Lang;
use bartar_criteria::syntax::Population;
use bartar_scoring::Scored;
use bartar_scoring::amendments::{Moved, Standing};
use std::io::{self, Write};

/// Writes the amendments, then every place and outcome that differs, then how many entries keep theirs.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_amendments(report: &AmendmentReport<'_>, style: &Style, mut out: impl Write) -> io::Result<()> {
    let title = format!("{}: {}", style.pick("اصلاح‌ها", "Amendments"), style.count(report.amendments.len()));
    style.paragraph(0, &title, Paint::Bold, &mut out)?;
    let header = [
        style.pick("شناسه", "Id"),
        style.pick("قلم", "Field"),
        style.pick("پیشین", "Old"),
        style.pick("تازه", "New"),
        style.pick("تصمیم", "Decision"),
        style.pick("دلیل", "Reason"),
        style.pick("تصمیم‌گیرنده", "By"),
    ];
    let mut list = Sheet::new(style, &header.map(|title| (title, Kind::Free)));
    for amendment in report.amendments {
        let (_, field) = amendment.field(report.last.before.rulebook);
        let decision = if amendment.accepted {
            style.pick("پذیرفته", "accepted")
        } else {
            style.pick("رد", "rejected")
        };
        let cells = [
            harmless(report.last.before.entries.ids.get(amendment.row as usize)),
            harmless(style.text(&field)),
            harmless(&amendment.old),
            harmless(&amendment.new),
            decision.to_owned(),
            harmless(&amendment.reason),
            harmless(&amendment.by),
        ];
        list.push(cells);
    }
    list.write(&mut out)?;
    if let Some(population) = report.last.before.rulebook.ranking.population {
        writeln!(out)?;
        style.paragraph(0, policy(style, population), Paint::Dim, &mut out)?;
    }
    for stage in &report.stages {
        places(stage, style, &mut out)?;
        let count = style.count(stage.untouched);
        let line = match style.lang {
            Lang::Fa => format!("{count} پروندهٔ رتبه‌بندی‌شده هیچ تغییری ندارد"),
            Lang::En => format!("{count} ranked entries keep every rank, score and honour"),
        };
        style.paragraph(0, &line, Paint::Plain, &mut out)?;
    }
    Ok(())
}

fn policy(style: &Style, population: Population) -> &'static str {
    match population {
        Population::Frozen => style.pick(
            "جمعیت مرجع ثابت می‌ماند: امتیاز نسبی دیگران تغییر نمی‌کند",
            "the reference population is frozen: nobody else's relative points move",
        ),
        Population::Recomputed => style.pick(
            "جمعیت مرجع دوباره محاسبه می‌شود: امتیاز نسبی دیگران هم می‌تواند تغییر کند",
            "the reference population is recomputed: others' relative points can move too",
        ),
    }
}

/// What differs in one stage.
fn places(report: &StageMoves<'_>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let stage =
        report.after.rulebook.stage().map_or_else(String::new, |stage| {
            format!("{}{} ", style.text(&stage.title), style.pick("،", ":"))
        });
    let title = format!("{stage}{}: {}", style.pick("جابه‌جایی‌ها", "Moved"), style.count(report.moved.len()));
    writeln!(out)?;
    style.paragraph(0, &title, Paint::Bold, out)?;
    if report.moved.is_empty() {
        return Ok(());
    }
    let header = [
        style.pick("شناسه", "Id"),
        style.pick("نام", "Name"),
        style.pick("رتبه‌بندی", "Ranking"),
        style.pick("پیش از اصلاح", "Before"),
        style.pick("پس از اصلاح", "After"),
        style.pick("اصلاح شده", "Amended"),
    ];
    let mut list = Sheet::new(style, &header.map(|title| (title, Kind::Free)));
    for moved in &report.moved {
        let entry = moved.row as usize;
        let ranking = match &moved.ranking {
            Some(id) => report.ranking_title(id).map_or(id.as_str(), |title| style.text(title)),
            None => style.pick("نتیجه", "outcome"),
        };
        let (before, after) = stands(report, style, moved);
        let cells = [
            harmless(report.before.entries.ids.get(entry)),
            harmless(report.before.entries.names.get(entry)),
            harmless(ranking),
            before,
            after,
            if moved.amended { style.pick("بله", "yes") } else { "" }.to_owned(),
        ];
        list.push(cells);
    }
    list.write(out)
}

/// Rank, score and honour before and after; the outcomes where these differ.
fn stands(report: &StageMoves<'_>, style: &Style, moved: &Moved) -> (String, String) {
    let entry = moved.row as usize;
    if moved.ranking.is_none() {
        let ended = |scored: &Scored<'_>| {
            let codes = codes_of(reasons(scored, moved.row));
            let codes = if codes.is_empty() { codes } else { format!(" [{codes}]") };
            format!("{}{codes}", style.text(&scored.ending(entry)))
        };
        return (ended(report.before), ended(report.after));
    }
    let digits = report.after.rulebook.ranking.precision.digits;
    let written = |standing: Option<&Standing>| {
        let Some(Standing { rank, score, honour }) = standing else { return "—".to_owned() };
        let honour = honour.as_ref().and_then(|id| {
            let known = report.after.rulebook.honours.iter().find(|known| known.id == *id)?;
            Some(format!(" {}", style.text(&known.title)))
        });
        let rank = style.count(*rank as usize);
        format!("{rank} ({}){}", style.number(score, Some(digits)), honour.unwrap_or_default())
    };
    (written(moved.before.as_ref()), written(moved.after.as_ref()))
}
