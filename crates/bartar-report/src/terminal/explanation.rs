//! Every point of one entry, as a tree.

use super::{Style, harmless, harmless_message, harmless_whole, isolated, lines, table};
use crate::findings::{data_of, help, notices_of_row, place_text, reason_help};
use crate::origin::Origin;
use bartar_criteria::exact::Decimal;
use bartar_criteria::{Lang, Text};
use bartar_scoring::Scored;
use bartar_scoring::explain::{DatumTrace, Explanation, NodeKind, NodeTrace, RankingPlace, TieTrace};
use bartar_scoring::words::exact_number;
use std::io::{self, Write};

/// Ties shown for each ranking; JSON has them all.
const MOST_TIES: usize = 5;

/// Writes the explanation of the rows that carry an id, one after the other.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_explanation(
    scored: &Scored<'_>,
    explanations: &[Explanation],
    origin: &dyn Origin,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    for (number, explanation) in explanations.iter().enumerate() {
        if explanations.len() > 1 {
            if number > 0 {
                writeln!(out)?;
            }
            let (number, all) = (style.count(number + 1), style.count(explanations.len()));
            let line = match style.lang {
                Lang::Fa => format!("ردیف {number} از {all} با این شناسه"),
                Lang::En => format!("Row {number} of {all} with this id"),
            };
            writeln!(out, "{}", style.dim(&isolated(&line)))?;
        }
        entry(scored, explanation, origin, style, &mut out)?;
    }
    Ok(())
}

/// Writes the explanation of one entry.
fn entry(
    scored: &Scored<'_>,
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    heading(scored, explanation, origin, style, out)?;
    for place in &explanation.rankings {
        ranking(place, style, out)?;
    }
    findings(explanation, origin, style, out)?;
    nodes(explanation, style, out)?;
    data(explanation, origin, style, out)
}

/// The axes and indicators, as a tree.
fn nodes(explanation: &Explanation, style: &Style, out: &mut impl Write) -> io::Result<()> {
    if explanation.nodes.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let header = [
        style.pick("شاخص", "Indicator"),
        style.pick("مقدار", "Value"),
        style.pick("امتیاز", "Points"),
        style.pick("از", "of"),
        style.pick("چرا", "Why"),
        style.pick("بند", "Clause"),
    ];
    let mut nodes = table(style, &header, &[false, true, true, true, false, false]);
    for node in &explanation.nodes {
        let indent = "  ".repeat(depth(explanation, node));
        let value = node.value.as_ref().map_or_else(
            || if node.kind == NodeKind::Axis { String::new() } else { style.pick("—", "—").to_owned() },
            |value| {
                let unit = node.unit.as_ref().map_or("", |unit| style.text(&unit.title));
                format!("{} {unit}", style.text(&exact_number(&value.used))).trim_end().to_owned()
            },
        );
        nodes.add_row([
            format!("{indent}{}", isolated(style.text(&node.title))),
            isolated(&value).into_owned(),
            points(style, node.points),
            style.number(&node.max, None),
            isolated(style.text(&node.rule)).into_owned(),
            isolated(style.text(&node.clause)).into_owned(),
        ]);
    }
    for (index, line) in lines(&nodes).iter().enumerate() {
        writeln!(out, "{}", if index == 0 { style.dim(line) } else { line.clone() })?;
    }
    Ok(())
}

fn depth(explanation: &Explanation, node: &NodeTrace) -> usize {
    let mut depth = 0;
    let mut parent = node.parent.as_deref();
    while let Some(id) = parent {
        depth += 1;
        let above = explanation.nodes.iter().find(|node| node.kind == NodeKind::Axis && node.id == id);
        parent = above.and_then(|node| node.parent.as_deref());
        // Axes form no circle, but a report must end whatever it is given.
        if depth > explanation.nodes.len() {
            break;
        }
    }
    depth
}

fn points(style: &Style, points: Option<Decimal>) -> String {
    points.map_or_else(|| "—".to_owned(), |points| style.number(&points, None))
}

fn heading(
    scored: &Scored<'_>,
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let name = format!("{}  {}", harmless(&explanation.id), harmless(&explanation.name));
    writeln!(out, "{}", style.bold(isolated(&name).trim_end()))?;
    let place = harmless_whole(&place_text(origin, explanation.row, None));
    if !place.is_empty() {
        writeln!(out, "{}", style.dim(&place))?;
    }
    writeln!(out, "{}", isolated(style.text(&explanation.outcome.title())))?;
    reasons(explanation, origin, style, out)?;
    if let Some(total) = &explanation.total {
        let max = explanation.max.map_or_else(String::new, |max| format!(" / {}", style.number(&max, None)));
        let score = explanation.score.map_or_else(String::new, |score| {
            format!(
                "  ({} {})",
                style.pick("برای رتبه‌بندی", "ranked as"),
                style.number(&score, Some(scored.rulebook.ranking.precision.digits))
            )
        });
        let line =
            format!("{}: {}{max}{score}", style.pick("جمع امتیاز", "Total"), style.number(total, None));
        writeln!(out, "{}", style.bold(&isolated(&line)))?;
    }
    Ok(())
}

/// Why the entry is not ranked: the rule, the data on which it rests, and what to do.
fn reasons(
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut told = Vec::new();
    for reason in &explanation.reasons {
        let clause = match style.text(&reason.clause) {
            "" => String::new(),
            clause => format!(" ({clause})"),
        };
        let at = if reason.at.is_empty() { String::new() } else { format!(" — {}", reason.at) };
        let line = format!("[{}] {}{clause}{at}", reason.code, harmless_message(style.text(&reason.message)));
        writeln!(out, "  {}", isolated(&line))?;
        for datum in data_of(explanation, reason) {
            let unit = datum.unit.as_ref().filter(|_| datum.value.is_ok());
            let unit = unit.map_or("", |unit| style.text(&unit.title));
            let value = format!("{} {unit}", shown(datum, style));
            let place = harmless_whole(&place_text(origin, explanation.row, Some(datum.column)));
            let line = format!("{}: {} ({place})", style.text(&datum.title), value.trim_end());
            writeln!(out, "    {}", isolated(&line))?;
        }
        what_to_do(&reason_help(explanation.outcome, reason), &mut told, style, out)?;
    }
    Ok(())
}

/// What was found besides the reasons: about the entry, its pools, and its row of the file.
fn findings(
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let own = explanation
        .findings
        .iter()
        .filter(|finding| !explanation.reasons.iter().any(|reason| reason.tells(finding)))
        .map(|finding| {
            let column = finding.column.map(usize::from);
            let place = finding.entry.map(|entry| place_text(origin, entry as usize, column));
            (finding.code, finding.message.clone(), place)
        });
    let notices = notices_of_row(explanation.row, origin)
        .into_iter()
        .map(|notice| (notice.code, notice.message, Some(place_text(origin, explanation.row, None))));
    let all: Vec<_> = own.chain(notices).collect();
    if all.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold(&isolated(style.pick("یافته‌ها", "Findings"))))?;
    let mut told = Vec::new();
    for (code, message, place) in all {
        let gravity = code.severity().word();
        let place = place.map_or_else(String::new, |place| format!(" ({})", harmless_whole(&place)));
        let line =
            format!("[{code}] {}: {}{place}", style.text(&gravity), harmless_message(style.text(&message)));
        writeln!(out, "  {}", isolated(&line))?;
        what_to_do(&help(code), &mut told, style, out)?;
    }
    Ok(())
}

/// The cure of a reason or finding, unless it was told already.
fn what_to_do(help: &Text, told: &mut Vec<Text>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    if told.contains(help) {
        return Ok(());
    }
    told.push(help.clone());
    let line = format!("{}: {}", style.pick("چاره", "What to do"), style.text(help));
    writeln!(out, "    {}", style.dim(&isolated(&line)))
}

fn ranking(place: &RankingPlace, style: &Style, out: &mut impl Write) -> io::Result<()> {
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
    writeln!(out, "{}", isolated(&line))?;
    for tie in place.ties.iter().take(MOST_TIES) {
        writeln!(out, "  {}", isolated(&tie_line(tie, style)))?;
    }
    if place.ties.len() > MOST_TIES {
        let more = format!(
            "… {} {}",
            style.count(place.ties.len() - MOST_TIES),
            style.pick("تساوی دیگر", "more ties")
        );
        writeln!(out, "  {}", isolated(&more))?;
    }
    Ok(())
}

fn tie_line(tie: &TieTrace, style: &Style) -> String {
    let other = harmless(&tie.other);
    let (Some(rule), Some((own, others))) = (&tie.rule_text, &tie.shown) else {
        return match style.lang {
            Lang::Fa => format!("با {other} در همهٔ قاعده‌های تساوی برابر است: رتبهٔ مشترک"),
            Lang::En => format!("equal to {other} after the whole tie chain: shared rank"),
        };
    };
    let (rule, own, others) = (style.text(rule), style.text(own), style.text(others));
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

/// A datum, and what was claimed where something else counts.
fn shown(datum: &DatumTrace, style: &Style) -> String {
    let value = harmless(style.text(&datum.shown));
    match &datum.claimed {
        None => value,
        Some((_, claimed)) => {
            let word = style.pick("اظهارشده:", "claimed:");
            format!("{value} ({word} {})", harmless(style.text(claimed)))
        }
    }
}

/// All that was read of the entry.
fn data(
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    if explanation.data.is_empty() {
        return Ok(());
    }
    let header = [
        style.pick("داده", "Datum"),
        style.pick("مقدار", "Value"),
        style.pick("واحد", "Unit"),
        style.pick("جا", "Place"),
    ];
    let mut list = table(style, &header, &[false, true, false, false]);
    for datum in &explanation.data {
        list.add_row([
            isolated(style.text(&datum.title)).into_owned(),
            isolated(&shown(datum, style)).into_owned(),
            isolated(datum.unit.as_ref().map_or("", |unit| style.text(&unit.title))).into_owned(),
            isolated(&harmless_whole(&place_text(origin, explanation.row, Some(datum.column)))).into_owned(),
        ]);
    }
    writeln!(out)?;
    for (index, line) in lines(&list).iter().enumerate() {
        writeln!(out, "{}", if index == 0 { style.dim(line) } else { line.clone() })?;
    }
    Ok(())
}
