//! Two entries beside each other, and where the difference arises.

use super::explanation::{Page, row_of_id};
use super::places::tie_line;
use super::sheet::{Kind, Sheet};
use super::{Paint, Style, harmless};
use crate::origin::Origin;
use bartar_criteria::Lang;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_scoring::Scored;
use bartar_scoring::compare::{Comparison, NodeDifference, SideStatus};
use bartar_scoring::explain::{Explanation, NodeKind, RankingPlace};
use bartar_scoring::ranking::PoolKind;
use bartar_scoring::words::{exact_number, signed};
use std::io::{self, Write};

/// Differences named above the table.
const LARGEST: usize = 3;

/// Axes by which a title is set in.
const DEEPEST: usize = 8;

/// Writes a comparison. `rows` are how many rows carry each of the two ids; the first of them is compared.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_comparison(
    scored: &Scored<'_>,
    comparison: &Comparison,
    rows: [usize; 2],
    origin: &dyn Origin,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    let (a, b) = (&comparison.a, &comparison.b);
    for (explanation, rows) in [a, b].into_iter().zip(rows) {
        style.paragraph(0, &line(scored, explanation, style), Paint::Plain, &mut out)?;
        if rows > 1 {
            style.paragraph(2, &row_of_id(style, 1, rows), Paint::Dim, &mut out)?;
        }
        Page { scored, explanation, origin, style }.reasons(&mut out)?;
    }
    stages(scored, comparison, style, &mut out)?;
    pools(a, b, style, &mut out)?;
    if let Some(difference) = a.total.zip(b.total).and_then(|(a, b)| a.checked_sub(b).ok()) {
        let label = style.pick("تفاوت جمع امتیاز", "Difference of totals");
        let line = format!("{label}: {}", difference_text(style, &difference.into()));
        style.paragraph(0, &line, Paint::Bold, &mut out)?;
    }
    largest(comparison, style, &mut out)?;
    ties(a, b, style, &mut out)?;
    writeln!(out)?;
    nodes(comparison, style, &mut out)
}

fn difference_text(style: &Style, difference: &Exact) -> String {
    let difference = if difference.is_zero() { exact_number(difference) } else { signed(difference) };
    style.text(&difference).to_owned()
}

/// The nodes with the points of both; where weights or stretching make more or less of points, also what reaches the
/// total.
fn nodes(comparison: &Comparison, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let ids = [&comparison.a.id, &comparison.b.id].map(|id| harmless(id));
    let [a_id, b_id] = [&ids[0], &ids[1]].map(|id| style.quoted(id));
    let plain = |node: &NodeDifference| node.contribution == node.difference.map(Exact::from);
    let total = !comparison.nodes.iter().all(plain);
    let mut columns = vec![
        (style.pick("شاخص", "Indicator"), Kind::Said),
        (&*a_id, Kind::Number),
        (&*b_id, Kind::Number),
        (style.pick("تفاوت", "Difference"), Kind::Number),
    ];
    if total {
        columns.push((style.pick("در جمع کل", "In the total"), Kind::Number));
    }
    let mut sheet = Sheet::new(style, &columns);
    let unasked = Some(SideStatus::NotAsked);
    let points = |points: Option<Decimal>, status| match points {
        Some(points) => style.number(&points, None),
        None if status == unasked => style.pick("پرسیده نمی‌شود", "not asked").to_owned(),
        None => "—".to_owned(),
    };
    // Each node stands below its axis, further in.
    let mut above: Vec<&str> = Vec::new();
    for node in &comparison.nodes {
        while above.last().is_some_and(|axis| node.parent.as_deref() != Some(axis)) {
            above.pop();
        }
        let indent = "  ".repeat(above.len().min(DEEPEST));
        if node.kind == NodeKind::Axis {
            above.push(&node.id);
        }
        let difference = |exact: Option<Exact>| {
            let exact = exact.filter(|exact| !exact.is_zero());
            exact.map_or_else(String::new, |exact| difference_text(style, &exact))
        };
        let mut cells = vec![
            format!("{indent}{}", style.text(&node.title)),
            points(node.a, node.status[0]),
            points(node.b, node.status[1]),
            difference(node.difference.map(Exact::from)),
        ];
        if total {
            cells.push(difference(node.contribution.clone()));
        }
        sheet.push(cells);
    }
    if let Some(adjustment) = comparison.adjustment().filter(|adjustment| total && !adjustment.is_zero()) {
        let title = style.pick("گرد کردن و سقف محورها", "rounding and caps of axes");
        let blank = String::new;
        sheet.push([title.to_owned(), blank(), blank(), blank(), difference_text(style, &adjustment)]);
    }
    sheet.write(&mut *out)?;
    if comparison.nodes.iter().any(|node| node.status.contains(&unasked)) {
        let legend = style.pick(
            "پرسیده نمی‌شود: شیوه‌نامه آن را از رشتهٔ این پرونده نمی‌پرسد و در جمع امتیازش سهمی ندارد",
            "not asked: not asked of this entry's sector; it has no part in its total",
        );
        style.paragraph(2, legend, Paint::Dim, out)?;
    }
    Ok(())
}

/// Says so where one of the two did not go on to the stage, and where both can be seen.
fn stages(
    scored: &Scored<'_>,
    comparison: &Comparison,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let Some(stage) = scored.rulebook.stage() else { return Ok(()) };
    let title = style.text(&stage.title);
    let entries = [&comparison.a, &comparison.b].into_iter().zip(comparison.kept_back());
    for (entry, _) in entries.filter(|(_, kept_back)| *kept_back) {
        let id = harmless(&entry.id);
        let id = style.quoted(&id);
        let line = match style.lang {
            Lang::Fa => format!("{id} به «{title}» راه نیافت و در آن امتیازی ندارد (—)"),
            Lang::En => format!("{id} did not go on to \"{title}\" and has no points there (—)"),
        };
        style.paragraph(0, &line, Paint::Plain, out)?;
    }
    let Some((id, title)) = comparison.shared_stage() else { return Ok(()) };
    let title = style.text(title);
    let line = match style.lang {
        Lang::Fa => format!("امتیازهای هر دو در کنار هم، در «{title}»: \u{2066}--stage {id}\u{2069}"),
        Lang::En => format!("both beside each other, in \"{title}\": --stage {id}"),
    };
    style.paragraph(0, &line, Paint::Plain, out)
}

fn line(scored: &Scored<'_>, entry: &Explanation, style: &Style) -> String {
    let (id, name) = (harmless(&entry.id), harmless(&entry.name));
    let named = format!("{} {}", style.quoted(&id), style.quoted(&name));
    let mut line = format!("{}: {}", named.trim_end(), style.text(&entry.ending));
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

/// Says so where the two are not ranked against each other.
fn pools(a: &Explanation, b: &Explanation, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let main = |entry: &Explanation| -> Option<RankingPlace> {
        entry.rankings.iter().find(|place| place.kind == PoolKind::Main).cloned()
    };
    let Some((one, other)) = main(a).zip(main(b)).filter(|(one, other)| one.pool != other.pool) else {
        return Ok(());
    };
    let (one, other) = (style.text(&one.title), style.text(&other.title));
    let line = match style.lang {
        Lang::Fa => format!(
            "این دو در گروه‌های «{one}» و «{other}» هستند و در آن‌ها با هم رتبه‌بندی نمی‌شوند؛ \
             امتیازهای نسبی هر کدام در میان هم‌گروه‌های خودش به دست آمده است"
        ),
        Lang::En => format!(
            "the two stand in the pools \"{one}\" and \"{other}\" and are not ranked against each other there; \
             the relative points of each come from its own pool"
        ),
    };
    style.paragraph(0, &line, Paint::Plain, out)
}

/// In a few words: what separates the two.
fn largest(comparison: &Comparison, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let mut apart: Vec<(Exact, &NodeDifference)> = comparison
        .nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Indicator)
        .filter_map(|node| Some((node.contribution.clone().filter(|exact| !exact.is_zero())?, node)))
        .collect();
    apart.sort_by_key(|(difference, _)| std::cmp::Reverse(difference.abs()));
    let most: Vec<String> = apart
        .iter()
        .take(LARGEST)
        .map(|(difference, node)| {
            format!("{} {}", style.text(&node.title), difference_text(style, difference))
        })
        .collect();
    if most.is_empty() {
        return Ok(());
    }
    let label = style.pick("بیشترین تفاوت‌ها در جمع کل", "Largest differences in the total");
    style.paragraph(0, &format!("{label}: {}", most.join(style.pick("؛ ", "; "))), Paint::Plain, out)
}

/// Which of the two is above where their scores are equal, and what decided.
fn ties(a: &Explanation, b: &Explanation, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let ties = a.rankings.iter().flat_map(|place| place.ties.iter().map(move |tie| (place, tie)));
    for (place, tie) in ties.filter(|(_, tie)| tie.other == b.id) {
        let (place, id) = (style.text(&place.title), harmless(&a.id));
        let line = format!("{place}: {} {}", style.quoted(&id), tie_line(tie, style));
        style.paragraph(0, &line, Paint::Plain, out)?;
    }
    Ok(())
}
