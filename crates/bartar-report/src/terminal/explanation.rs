//! Every point of one entry: where it stands and why, then the tree with what each point rests on.

use super::panel::{mark_places, mark_text, recusal_text};
use super::places::{ranking, stage_line};
use super::sheet::{Kind, Sheet};
use super::{Paint, Style, harmless, harmless_whole, isolated};
use crate::findings::{criteria_of, data_of, help, notices_of_row, place_of, place_text, reason_help};
use crate::origin::Origin;
use bartar_criteria::exact::Decimal;
use bartar_criteria::{Lang, Text};
use bartar_scoring::Scored;
use bartar_scoring::explain::{CriterionTrace, DatumTrace, Explanation, NodeKind, NodeTrace};
use bartar_scoring::words::exact_number;
use std::io::{self, Write};

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
            writeln!(out, "{}", style.dim(&style.said(&row_of_id(style, number + 1, explanations.len()))))?;
        }
        let page = Page { scored, explanation, origin, style };
        page.write(&mut out)?;
    }
    Ok(())
}

/// `Row 1 of 2 with this id`.
pub(super) fn row_of_id(style: &Style, number: usize, all: usize) -> String {
    let (number, all) = (style.count(number), style.count(all));
    match style.lang {
        Lang::Fa => format!("ردیف {number} از {all} با این شناسه"),
        Lang::En => format!("Row {number} of {all} with this id"),
    }
}

/// The explanation of one entry in the making.
pub(super) struct Page<'a> {
    pub(super) scored: &'a Scored<'a>,
    pub(super) explanation: &'a Explanation,
    pub(super) origin: &'a dyn Origin,
    pub(super) style: &'a Style,
}

impl Page<'_> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.heading(out)?;
        for place in &self.explanation.rankings {
            ranking(place, self.style, out)?;
        }
        self.findings(out)?;
        self.nodes(out)?;
        self.other_data(out)
    }

    fn heading(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { scored, explanation, origin, style } = self;
        let name = format!("{}  {}", harmless(&explanation.id), harmless(&explanation.name));
        writeln!(out, "{}", style.bold(isolated(&name).trim_end()))?;
        let place = harmless_whole(&place_text(origin.place(explanation.row, None)));
        if !place.is_empty() {
            writeln!(out, "{}", style.dim(&place))?;
        }
        writeln!(out, "{}", style.said(style.text(&explanation.ending)))?;
        self.reasons(out)?;
        let digits = scored.rulebook.ranking.precision.digits;
        for stage in &explanation.stages {
            style.paragraph(0, &stage_line(stage, digits, style), Paint::Plain, out)?;
        }
        let Some(total) = &explanation.total else { return Ok(()) };
        let max = explanation.max.map_or_else(String::new, |max| format!(" / {}", style.number(&max, None)));
        let score = explanation.score.map_or_else(String::new, |score| {
            format!("  ({} {})", style.pick("برای رتبه‌بندی", "ranked as"), style.number(&score, Some(digits)))
        });
        let line =
            format!("{}: {}{max}{score}", style.pick("جمع امتیاز", "Total"), style.number(total, None));
        style.paragraph(0, &line, Paint::Bold, out)?;
        style.paragraph(2, style.text(&explanation.rule), Paint::Dim, out)
    }

    /// Why the entry is not ranked: the rule, the data on which it rests, and what to do.
    pub(super) fn reasons(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { explanation, style, .. } = self;
        let mut told = Vec::new();
        for reason in &explanation.reasons {
            let clause = match style.text(&reason.clause) {
                "" => String::new(),
                clause => format!(" ({clause})"),
            };
            let at = if reason.at.is_empty() {
                String::new()
            } else {
                format!(" — {}", style.place(&reason.at))
            };
            let message = style.message(&reason.message);
            let line = format!("[{}] {message}{clause}{at}", reason.code);
            style.paragraph(2, &line, Paint::Plain, out)?;
            let data: Vec<&DatumTrace> = data_of(explanation, reason).collect();
            for datum in data.iter().filter(|datum| !datum.of_panel) {
                style.paragraph(4, &self.datum(datum), Paint::Plain, out)?;
            }
            let marked = |criterion: &&CriterionTrace| {
                data.iter().any(|datum| criterion.columns.contains(&datum.column))
            };
            for criterion in explanation.criteria.iter().filter(marked) {
                self.criterion(4, criterion, out)?;
            }
            what_to_do(&reason_help(explanation, reason), &mut told, style, out)?;
        }
        Ok(())
    }

    /// What was found besides the reasons: about the entry, its pools, and its row of the file.
    fn findings(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { explanation, origin, style, .. } = self;
        let own = explanation
            .findings
            .iter()
            .filter(|finding| !explanation.reasons.iter().any(|reason| reason.tells(finding)))
            .map(|finding| (finding.code, Text::clone(&finding.message), place_of(*origin, finding)));
        let notices = notices_of_row(explanation.row, *origin)
            .into_iter()
            .map(|notice| (notice.code, notice.message, origin.place(explanation.row, None)));
        let all: Vec<_> = own.chain(notices).collect();
        if all.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", style.bold(&style.said(style.pick("یافته‌ها", "Findings"))))?;
        let mut told = Vec::new();
        for (code, message, place) in all {
            let gravity = code.severity().word();
            let message = style.message(&message);
            let line =
                format!("[{code}] {}: {message}{}", style.text(&gravity), self.bracketed(&place_text(place)));
            style.paragraph(2, &line, Paint::Plain, out)?;
            what_to_do(&help(code), &mut told, style, out)?;
        }
        Ok(())
    }

    /// The axes and indicators, as a tree; under each what it rests on.
    fn nodes(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { explanation, style, .. } = self;
        if explanation.nodes.is_empty() {
            return Ok(());
        }
        writeln!(out)?;
        let mut sheet = Sheet::new(
            style,
            &[
                (style.pick("شاخص", "Indicator"), Kind::Said),
                (style.pick("مقدار", "Value"), Kind::Measure),
                (style.pick("امتیاز", "Points"), Kind::Number),
                (style.pick("از", "of"), Kind::Number),
            ],
        );
        for node in &explanation.nodes {
            let indent = "  ".repeat(depth(explanation, node));
            sheet.push([
                format!("{indent}{}", style.text(&node.title)),
                value(style, node),
                points(style, node.points),
                style.number(&node.max, None),
            ]);
        }
        let rows = sheet.rows();
        let mut rows = rows.iter();
        for line in rows.next().into_iter().flatten() {
            writeln!(out, "{}", style.dim(line))?;
        }
        for (node, lines) in explanation.nodes.iter().zip(rows) {
            let axis = node.kind == NodeKind::Axis;
            for line in lines {
                writeln!(out, "{}", if axis { style.bold(line) } else { line.clone() })?;
            }
            self.grounds(2 * depth(explanation, node) + 6, node, out)?;
        }
        Ok(())
    }

    /// What the points of a node rest on: formula, rule, clause, data and marks.
    fn grounds(&self, indent: usize, node: &NodeTrace, out: &mut impl Write) -> io::Result<()> {
        let Self { explanation, style, .. } = self;
        let mut say = |text: &str| match text {
            "" => Ok(()),
            text => style.paragraph(indent, text, Paint::Dim, out),
        };
        say(style.text(&node.derivation))?;
        if node.items.is_empty() {
            say(style.text(&node.rule))?;
        }
        for item in &node.items {
            say(style.text(item))?;
        }
        if let (Some(contribution), Some(points)) = (node.contribution(), node.points)
            && contribution != points.into()
        {
            let contribution = exact_number(&contribution);
            say(&format!(
                "{}: {}",
                style.pick("سهم در جمع کل", "adds to the total"),
                style.text(&contribution)
            ))?;
        }
        say(&clause(node, style))?;
        for datum in node.data.iter().filter(|datum| !datum.of_panel) {
            say(&self.datum(datum))?;
        }
        for criterion in criteria_of(explanation, &node.data) {
            self.criterion(indent, criterion, out)?;
        }
        Ok(())
    }

    /// A datum and where it stands.
    fn datum(&self, datum: &DatumTrace) -> String {
        let style = self.style;
        let unit =
            datum.unit.as_ref().filter(|_| datum.value.is_ok()).map_or("", |unit| style.text(&unit.title));
        let value = format!("{} {unit}", style.quoted(&harmless(style.text(&datum.shown))));
        let claimed = datum.claimed.as_ref().map_or_else(String::new, |(_, claimed)| {
            let claimed = harmless(style.text(claimed));
            format!("{} {}", style.pick("، اظهارشده:", ", claimed:"), style.quoted(&claimed))
        });
        let secret = if datum.confidential { style.pick("، محرمانه", ", confidential") } else { "" };
        let place = place_text(self.origin.place(self.explanation.row, Some(datum.column)));
        format!(
            "{}: {}{claimed}{secret}{}",
            style.text(&datum.title),
            value.trim_end(),
            self.bracketed(&place)
        )
    }

    /// The judges' marks under a criterion: each mark, what became of it, and where it stands.
    fn criterion(&self, indent: usize, criterion: &CriterionTrace, out: &mut impl Write) -> io::Result<()> {
        let style = self.style;
        let result = match (&criterion.open, &criterion.mean) {
            (Some(open), _) => style.message(open),
            (None, Some(mean)) => {
                let mean = exact_number(mean);
                format!("{} {}", style.pick("میانگین", "mean"), style.text(&mean))
            }
            (None, None) => String::new(),
        };
        let line = format!("{}: {result}", style.pick("نمرهٔ داوران", "judges' marks"));
        style.paragraph(indent, &line, Paint::Dim, out)?;
        for mark in &criterion.marks {
            let places = mark_places(mark, self.origin);
            let line = format!("{}{}", mark_text(mark, style), self.bracketed(&places.join(", ")));
            style.paragraph(indent + 2, &line, Paint::Dim, out)?;
        }
        for recusal in &criterion.recused {
            let place = place_text(self.origin.mark(recusal.line));
            let line = format!("{}{}", recusal_text(recusal, style), self.bracketed(&place));
            style.paragraph(indent + 2, &line, Paint::Dim, out)?;
        }
        Ok(())
    }

    /// ` (place)`; empty where nobody knows.
    fn bracketed(&self, place: &str) -> String {
        if place.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.style.place(&harmless_whole(place)))
        }
    }

    /// What was read of the entry and no indicator reads.
    fn other_data(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { explanation, style, .. } = self;
        let read = |column: usize| {
            explanation.nodes.iter().any(|node| node.data.iter().any(|datum| datum.column == column))
        };
        let rest: Vec<&DatumTrace> =
            explanation.data.iter().filter(|datum| !datum.of_panel && !read(datum.column)).collect();
        let unread = |criterion: &&CriterionTrace| !criterion.columns.iter().any(|column| read(*column));
        let criteria: Vec<&CriterionTrace> = explanation.criteria.iter().filter(unread).collect();
        if rest.is_empty() && criteria.is_empty() {
            return Ok(());
        }
        let title = style.pick("داده‌هایی که هیچ شاخصی نمی‌خواند", "Data that no indicator reads");
        writeln!(out, "\n{}", style.bold(&style.said(title)))?;
        for datum in rest {
            style.paragraph(2, &self.datum(datum), Paint::Plain, out)?;
        }
        for criterion in criteria {
            style.paragraph(2, style.text(&criterion.title), Paint::Plain, out)?;
            self.criterion(4, criterion, out)?;
        }
        Ok(())
    }
}

/// `clause (rulebook.toml:12)`, and whose rule it is where a sector has its own.
fn clause(node: &NodeTrace, style: &Style) -> String {
    let place = |at: &str| format!("({})", style.place(at));
    let special = node.special.as_ref().map_or_else(String::new, |special| {
        let at = place(&special.at);
        match style.lang {
            Lang::Fa => format!("حکم ویژهٔ رشتهٔ «{}» {at}؛ ", special.sector.fa),
            Lang::En => format!("special rule of the sector \"{}\" {at}; ", special.sector.en),
        }
    });
    format!("{special}{} {}", style.text(&node.clause), place(&node.at))
}

fn value(style: &Style, node: &NodeTrace) -> String {
    match &node.value {
        Some(value) => {
            let unit = node.unit.as_ref().map_or("", |unit| style.text(&unit.title));
            // The unit may stand on a line of its own, but not the sign of rounding.
            let number = style.text(&exact_number(&value.used)).replace("≈ ", "≈\u{a0}");
            format!("{number} {unit}").trim_end().to_owned()
        }
        None if node.kind == NodeKind::Axis => String::new(),
        None => "—".to_owned(),
    }
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

/// The cure of a reason or finding, unless it was told already.
fn what_to_do(help: &Text, told: &mut Vec<Text>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    if told.contains(help) {
        return Ok(());
    }
    told.push(help.clone());
    let line = format!("{}: {}", style.pick("چاره", "What to do"), style.text(help));
    style.paragraph(4, &line, Paint::Dim, out)
}
