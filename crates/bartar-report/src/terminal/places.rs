//! The places of one entry: in earlier stages, in its rankings, and among those with the same score.

use super::{Paint, Style, harmless};
use bartar_criteria::Lang;
use bartar_scoring::explain::{RankingPlace, StageTrace, TieTrace};
use std::io::{self, Write};

/// Ties shown for each ranking; JSON has them all.
const MOST_TIES: usize = 5;

/// What became of an entry in an earlier stage.
pub(super) fn stage_line(stage: &StageTrace, digits: u8, style: &Style) -> String {
    let (title, end) = (style.text(&stage.title), stage.end.title());
    let end = style.text(&end);
    let Some(standing) = &stage.standing else { return format!("{title}: {end}") };
    let (pool, rank) = (style.text(&standing.pool_title), style.count(standing.rank as usize));
    let score = style.number(&standing.score, Some(digits));
    match style.lang {
        Lang::Fa => format!("{title}: {end} (رتبهٔ {rank} در گروه «{pool}» با امتیاز {score})"),
        Lang::En => format!("{title}: {end} (rank {rank} of \"{pool}\" with a score of {score})"),
    }
}

/// A place in a ranking, and how ties were broken.
pub(super) fn ranking(place: &RankingPlace, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let honour =
        place.honour.as_ref().map_or_else(String::new, |(_, title)| format!("  ★ {}", style.text(title)));
    let tied = if place.tied { style.pick(" (مشترک)", " (shared)") } else { "" };
    let line = format!(
        "{}: {} {} {} {}{tied}{honour}",
        style.text(&place.title),
        style.pick("رتبهٔ", "rank"),
        style.count(place.rank as usize),
        style.pick("از", "of"),
        style.count(place.of)
    );
    style.paragraph(0, &line, Paint::Plain, out)?;
    if let Some(small) = &place.merged_from {
        let line = match style.lang {
            Lang::Fa => format!("از گروه کوچک «{}» که پرونده‌هایش به حداقل نمی‌رسد", small.fa),
            Lang::En => {
                format!("from the small pool \"{}\", which has fewer entries than its minimum", small.en)
            }
        };
        style.paragraph(2, &line, Paint::Plain, out)?;
    }
    for tie in place.ties.iter().take(MOST_TIES) {
        style.paragraph(2, &tie_line(tie, style), Paint::Plain, out)?;
    }
    if place.ties.len() > MOST_TIES {
        let more = format!(
            "… {} {}",
            style.count(place.ties.len() - MOST_TIES),
            style.pick("تساوی دیگر", "more ties")
        );
        style.paragraph(2, &more, Paint::Plain, out)?;
    }
    Ok(())
}

/// How the entry was separated from another one with the same score.
pub(super) fn tie_line(tie: &TieTrace, style: &Style) -> String {
    let other = harmless(&tie.other);
    let other = style.quoted(&other);
    let (Some(rule), Some((own, others))) = (&tie.rule_text, &tie.shown) else {
        return match style.lang {
            Lang::Fa => format!("با {other} در همهٔ قاعده‌های تساوی برابر است: رتبهٔ مشترک"),
            Lang::En => format!("equal to {other} after the whole tie chain: shared rank"),
        };
    };
    let (rule, own, others) =
        (style.text(rule), style.quoted(style.text(own)), style.quoted(style.text(others)));
    let before = tie.before == Some(true);
    match style.lang {
        Lang::Fa => {
            let side = if before { "بالاتر از" } else { "پایین‌تر از" };
            format!("هم‌امتیاز و {side} {other}، با این قاعده: {rule} ({own} در برابر {others})")
        }
        Lang::En => {
            let side = if before { "above" } else { "below" };
            format!("same score, {side} {other} by this rule: {rule} ({own} against {others})")
        }
    }
}
