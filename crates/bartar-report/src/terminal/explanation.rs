//! Every point of one entry, as a tree.

use super::{Style, harmless, harmless_message, isolated, lines, table};
use crate::origin::Origin;
use bartar_criteria::exact::Decimal;
use bartar_scoring::Scored;
use bartar_scoring::explain::{Explanation, NodeKind, NodeTrace, RankingPlace, TieTrace};
use bartar_scoring::words::exact_number;
use std::io::{self, Write};

/// Ties shown for each ranking; JSON has them all.
const MOST_TIES: usize = 5;

/// Writes the explanation of one entry.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_explanation(
    scored: &Scored<'_>,
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    heading(scored, explanation, origin, style, &mut out)?;
    for place in &explanation.rankings {
        ranking(place, style, &mut out)?;
    }
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
    data(explanation, origin, style, &mut out)
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
    if let Some(place) = origin.place(explanation.row, None) {
        let line = format!("{}:{}", place.source, place.row);
        writeln!(out, "{}", style.dim(&line))?;
    }
    writeln!(out, "{}", isolated(style.text(&explanation.outcome.title())))?;
    for reason in &explanation.reasons {
        let clause = match style.text(&reason.clause) {
            "" => String::new(),
            clause => format!(" ({clause})"),
        };
        let at = if reason.at.is_empty() { String::new() } else { format!(" — {}", reason.at) };
        let line = format!("[{}] {}{clause}{at}", reason.code, harmless_message(style.text(&reason.message)));
        writeln!(out, "  {}", isolated(&line))?;
    }
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
            bartar_criteria::Lang::Fa => format!("با {other} در همهٔ قاعده‌های تساوی برابر است: رتبهٔ مشترک"),
            bartar_criteria::Lang::En => format!("equal to {other} after the whole tie chain: shared rank"),
        };
    };
    let (rule, own, others) = (style.text(rule), style.text(own), style.text(others));
    let before = tie.before == Some(true);
    match style.lang {
        bartar_criteria::Lang::Fa => {
            let side = if before { "بالاتر از" } else { "پایین‌تر از" };
            format!("هم‌امتیاز و {side} {other}، با این قاعده: {rule} ({own} در برابر {others})")
        }
        bartar_criteria::Lang::En => {
            let side = if before { "above" } else { "below" };
            format!("same score, {side} {other} by this rule: {rule} ({own} against {others})")
        }
    }
}

/// The data behind the indicators, each once.
fn data(
    explanation: &Explanation,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let header = [
        style.pick("داده", "Datum"),
        style.pick("مقدار", "Value"),
        style.pick("واحد", "Unit"),
        style.pick("جا", "Place"),
    ];
    let mut list = table(style, &header, &[false, true, false, false]);
    let mut seen = Vec::new();
    for datum in explanation.nodes.iter().flat_map(|node| &node.data) {
        if seen.contains(&datum.column) {
            continue;
        }
        seen.push(datum.column);
        let place = origin.place(explanation.row, Some(datum.column)).map_or_else(String::new, |place| {
            let column = place.column.map_or_else(String::new, |column| format!(", {column}"));
            format!("{}:{}{column}", place.source, place.row)
        });
        let value = harmless(style.text(&datum.shown));
        list.add_row([
            isolated(style.text(&datum.title)).into_owned(),
            isolated(&value).into_owned(),
            datum
                .unit
                .as_ref()
                .map_or_else(String::new, |unit| isolated(style.text(&unit.title)).into_owned()),
            isolated(&harmless(&place)).into_owned(),
        ]);
    }
    if seen.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    for (index, line) in lines(&list).iter().enumerate() {
        writeln!(out, "{}", if index == 0 { style.dim(line) } else { line.clone() })?;
    }
    Ok(())
}
