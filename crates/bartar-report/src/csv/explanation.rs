//! The explanation of an entry as one table: a line for the entry, for each reason, finding and node, and for each
//! datum that was read; `kind` says which.

use super::{row, shown};
use crate::findings::{data_of, help, notices_of_row, place_text, reason_help};
use crate::origin::Origin;
use bartar_criteria::Lang;
use bartar_criteria::rulebook::Measure;
use bartar_scoring::explain::{DatumTrace, Explanation, NodeKind, NodeTrace};
use std::io::{self, Write};

/// The columns of the table.
const COLUMNS: [&str; 18] = [
    "node",
    "parent",
    "kind",
    "title",
    "value",
    "claimed",
    "unit",
    "status",
    "points",
    "max",
    "weight",
    "contribution",
    "rule",
    "clause",
    "at",
    "data",
    "place",
    "help",
];

/// One line of the table; what is empty does not concern it.
#[derive(Default)]
struct Line {
    node: String,
    parent: String,
    kind: &'static str,
    title: String,
    value: String,
    claimed: String,
    unit: String,
    status: String,
    points: String,
    max: String,
    weight: String,
    contribution: String,
    rule: String,
    clause: String,
    at: String,
    data: String,
    place: String,
    help: String,
}

impl Line {
    fn cells(&self) -> [&str; COLUMNS.len()] {
        [
            &self.node,
            &self.parent,
            self.kind,
            &self.title,
            &self.value,
            &self.claimed,
            &self.unit,
            &self.status,
            &self.points,
            &self.max,
            &self.weight,
            &self.contribution,
            &self.rule,
            &self.clause,
            &self.at,
            &self.data,
            &self.place,
            &self.help,
        ]
    }
}

/// Writes all there is to say of the rows that carry an id, one after the other.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_explanation(
    explanations: &[Explanation],
    origin: &dyn Origin,
    lang: Lang,
    out: impl Write,
) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &COLUMNS)?;
    for explanation in explanations {
        let lines = std::iter::once(entry(explanation, origin))
            .chain(reasons(explanation, origin, lang))
            .chain(findings(explanation, origin, lang))
            .chain(explanation.nodes.iter().map(|node| node_line(explanation, node, origin, lang)))
            .chain(explanation.data.iter().map(|datum| datum_line(explanation, datum, origin, lang)));
        for line in lines {
            row(&mut writer, &line.cells())?;
        }
    }
    writer.flush()
}

fn entry(explanation: &Explanation, origin: &dyn Origin) -> Line {
    Line {
        node: explanation.id.clone(),
        kind: "entry",
        title: explanation.name.clone(),
        status: explanation.outcome.word().to_owned(),
        points: shown(explanation.total),
        max: shown(explanation.max),
        place: place_text(origin, explanation.row, None),
        ..Line::default()
    }
}

fn reasons<'a>(
    explanation: &'a Explanation,
    origin: &'a dyn Origin,
    lang: Lang,
) -> impl Iterator<Item = Line> + 'a {
    explanation.reasons.iter().map(move |reason| Line {
        node: reason.code.clone(),
        kind: "reason",
        status: explanation.outcome.word().to_owned(),
        rule: reason.message.get(lang).to_owned(),
        clause: reason.clause.get(lang).to_owned(),
        at: reason.at.clone(),
        data: data_text(explanation.row, data_of(explanation, reason), origin),
        place: place_text(origin, explanation.row, None),
        help: reason_help(explanation.outcome, reason).get(lang).to_owned(),
        ..Line::default()
    })
}

fn findings<'a>(
    explanation: &'a Explanation,
    origin: &'a dyn Origin,
    lang: Lang,
) -> impl Iterator<Item = Line> + 'a {
    let line = move |code: bartar_criteria::Code, message: &bartar_criteria::Text, place: String| Line {
        node: code.name().to_owned(),
        kind: "finding",
        status: code.severity().word().en,
        rule: message.get(lang).to_owned(),
        place,
        help: help(code).get(lang).to_owned(),
        ..Line::default()
    };
    let own = explanation.findings.iter().map(move |finding| {
        let column = finding.column.map(usize::from);
        let place =
            finding.entry.map_or_else(String::new, |entry| place_text(origin, entry as usize, column));
        let about = finding.pool.clone().or_else(|| finding.rule.clone()).unwrap_or_default();
        Line { parent: about, ..line(finding.code, &finding.message, place) }
    });
    let notices = notices_of_row(explanation.row, origin);
    let notices = notices
        .into_iter()
        .map(move |notice| line(notice.code, &notice.message, place_text(origin, explanation.row, None)));
    own.chain(notices)
}

fn node_line(explanation: &Explanation, node: &NodeTrace, origin: &dyn Origin, lang: Lang) -> Line {
    Line {
        node: node.id.clone(),
        parent: node.parent.clone().unwrap_or_default(),
        kind: match node.kind {
            NodeKind::Axis => "axis",
            NodeKind::Indicator => "indicator",
        },
        title: node.title.get(lang).to_owned(),
        value: node.value.as_ref().map_or_else(String::new, |value| value.used.to_string()),
        claimed: String::new(),
        unit: unit(node.unit.as_ref(), lang),
        status: node.status.word().to_owned(),
        points: shown(node.points),
        max: node.max.to_string(),
        weight: node.weight.to_string(),
        contribution: shown(node.contribution),
        rule: node.rule.get(lang).to_owned(),
        clause: node.clause.get(lang).to_owned(),
        at: node.at.clone(),
        data: data_text(explanation.row, node.data.iter(), origin),
        place: place_text(origin, explanation.row, None),
        help: String::new(),
    }
}

fn datum_line(explanation: &Explanation, datum: &DatumTrace, origin: &dyn Origin, lang: Lang) -> Line {
    Line {
        node: datum.field.clone(),
        kind: "datum",
        title: datum.title.get(lang).to_owned(),
        value: datum.value.clone().unwrap_or_default(),
        claimed: datum.claimed.as_ref().map(|(claimed, _)| claimed.clone()).unwrap_or_default(),
        unit: unit(datum.unit.as_ref(), lang),
        status: datum.missing().unwrap_or("known").to_owned(),
        place: place_text(origin, explanation.row, Some(datum.column)),
        ..Line::default()
    }
}

fn unit(unit: Option<&Measure>, lang: Lang) -> String {
    unit.map_or_else(String::new, |unit| unit.title.get(lang).to_owned())
}

/// `field = value (file:row)`, one after the other.
fn data_text<'a>(row: usize, data: impl Iterator<Item = &'a DatumTrace>, origin: &dyn Origin) -> String {
    let data = data.map(|datum| {
        let place = origin.place(row, Some(datum.column));
        let place = place.map_or_else(String::new, |place| format!(" ({})", place.text()));
        let value = datum.value.as_deref().unwrap_or_else(|_| datum.missing().unwrap_or_default());
        let claimed = datum.claimed.as_ref().map(|(claimed, _)| format!(" [claimed {claimed}]"));
        format!("{} = {value}{}{place}", datum.field, claimed.unwrap_or_default())
    });
    data.collect::<Vec<_>>().join("; ")
}
