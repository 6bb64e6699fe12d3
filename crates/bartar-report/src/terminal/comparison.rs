//! Two entries beside each other, and where the difference arises.

use super::{Style, harmless, isolated, lines, table};
use bartar_criteria::Lang;
use bartar_criteria::exact::Decimal;
use bartar_scoring::Scored;
use bartar_scoring::compare::Comparison;
use bartar_scoring::explain::{Explanation, NodeKind};
use std::io::{self, Write};

/// Writes a comparison.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_comparison(
    scored: &Scored<'_>,
    comparison: &Comparison,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    let (a, b) = (&comparison.a, &comparison.b);
    for entry in [a, b] {
        writeln!(out, "{}", isolated(&line(scored, entry, style)))?;
    }
    if let Some(difference) = a.total.zip(b.total).and_then(|(a, b)| a.checked_sub(b).ok()) {
        let label = style.pick("تفاوت جمع امتیاز", "Difference of totals");
        writeln!(out, "{}", style.bold(&isolated(&format!("{label}: {}", signed(style, &difference)))))?;
    }
    why(comparison, style, &mut out)?;
    writeln!(out)?;
    let (a_id, b_id) = (harmless(&a.id), harmless(&b.id));
    let header =
        [style.pick("شاخص", "Indicator"), a_id.as_str(), b_id.as_str(), style.pick("تفاوت", "Difference")];
    let mut nodes = table(style, &header, &[false, true, true, true]);
    let shown =
        |points: Option<Decimal>| points.map_or_else(|| "—".to_owned(), |points| style.number(&points, None));
    for node in &comparison.nodes {
        let indent = if node.kind == NodeKind::Axis { "" } else { "  " };
        let difference = node.difference.filter(|difference| !difference.is_zero());
        nodes.add_row([
            format!("{indent}{}", isolated(style.text(&node.title))),
            shown(node.a),
            shown(node.b),
            difference.map_or_else(String::new, |difference| signed(style, &difference)),
        ]);
    }
    for (index, line) in lines(&nodes).iter().enumerate() {
        writeln!(out, "{}", if index == 0 { style.dim(line) } else { line.clone() })?;
    }
    Ok(())
}

fn signed(style: &Style, difference: &Decimal) -> String {
    let plus = if *difference > Decimal::ZERO { "+" } else { "" };
    format!("{plus}{}", style.number(difference, None))
}

fn line(scored: &Scored<'_>, entry: &Explanation, style: &Style) -> String {
    let mut line =
        format!("{}  {}: {}", harmless(&entry.id), harmless(&entry.name), style.text(&entry.outcome.title()));
    let comma = style.pick("،", ",");
    if let Some(score) = &entry.score {
        let digits = scored.rulebook.ranking.precision.digits;
        line.push_str(&format!(
            "{comma} {} {}",
            style.pick("امتیاز", "score"),
            style.number(score, Some(digits))
        ));
    }
    for place in &entry.rankings {
        let (rank, of) = (style.count(place.rank as usize), style.count(place.of));
        let title = style.text(&place.title);
        line.push_str(&match style.lang {
            Lang::Fa => format!("، {title} رتبهٔ {rank} از {of}"),
            Lang::En => format!(", {title} {rank}/{of}"),
        });
    }
    line
}

/// In a few words: what separates the two.
fn why(comparison: &Comparison, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut apart: Vec<_> = comparison
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Indicator)
        .filter_map(|node| node.difference.filter(|d| !d.is_zero()).map(|difference| (difference, node)))
        .collect();
    apart.sort_by_key(|(difference, _)| std::cmp::Reverse(difference.abs()));
    let most: Vec<String> = apart
        .iter()
        .take(3)
        .map(|(difference, node)| format!("{} {}", style.text(&node.title), signed(style, difference)))
        .collect();
    if !most.is_empty() {
        let label = style.pick("بیشترین تفاوت‌ها", "Largest differences");
        writeln!(out, "{}", isolated(&format!("{label}: {}", most.join(style.pick("؛ ", "; ")))))?;
    }
    let ties = comparison.a.rankings.iter().flat_map(|place| place.ties.iter().map(move |tie| (place, tie)));
    for (place, tie) in ties.filter(|(_, tie)| tie.other == comparison.b.id) {
        let text = match (&tie.rule_text, style.lang) {
            (Some(rule), Lang::Fa) => {
                format!("{}: هم‌امتیاز؛ این قاعده جدا کرد: {}", style.text(&place.title), rule.fa)
            }
            (Some(rule), Lang::En) => {
                format!("{}: same score; separated by this rule: {}", style.text(&place.title), rule.en)
            }
            (None, Lang::Fa) => format!("{}: برابر پس از همهٔ قاعده‌ها؛ رتبهٔ مشترک", style.text(&place.title)),
            (None, Lang::En) => {
                format!("{}: equal after the whole chain; shared rank", style.text(&place.title))
            }
        };
        writeln!(out, "{}", isolated(&text))?;
    }
    Ok(())
}
