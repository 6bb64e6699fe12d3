//! The explanation of an entry as one table: a line for the entry, for each earlier stage, reason, finding, node and mark,
//! and for each datum that was read; `kind` says which. Texts stand in both languages, so that the table is the same
//! wherever it is made.

use super::{row, shown};
use crate::findings::{data_of, help, notices_of_row, place_of, place_text, reason_help};
use crate::origin::{Origin, OriginPlace};
use crate::panel::counted_word;
use bartar_criteria::rulebook::Measure;
use bartar_criteria::{Code, Text};
use bartar_scoring::explain::{CriterionTrace, DatumTrace, Explanation, NodeKind, NodeTrace, StageTrace};
use std::io::{self, Write};

/// The columns of the table. Those in Persian follow at the end.
const COLUMNS: [&str; 26] = [
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
    "derivation",
    "confidential",
    "title_fa",
    "unit_fa",
    "rule_fa",
    "clause_fa",
    "help_fa",
    "derivation_fa",
];

/// One line of the table; what is empty does not concern it.
#[derive(Default)]
struct Line {
    node: String,
    parent: String,
    kind: &'static str,
    title: Text,
    value: String,
    claimed: String,
    unit: Text,
    status: String,
    points: String,
    max: String,
    weight: String,
    contribution: String,
    rule: Text,
    clause: Text,
    at: String,
    data: String,
    place: String,
    help: Text,
    derivation: Text,
    confidential: bool,
}

impl Line {
    fn cells(&self) -> [&str; COLUMNS.len()] {
        [
            &self.node,
            &self.parent,
            self.kind,
            &self.title.en,
            &self.value,
            &self.claimed,
            &self.unit.en,
            &self.status,
            &self.points,
            &self.max,
            &self.weight,
            &self.contribution,
            &self.rule.en,
            &self.clause.en,
            &self.at,
            &self.data,
            &self.place,
            &self.help.en,
            &self.derivation.en,
            if self.confidential { "true" } else { "" },
            &self.title.fa,
            &self.unit.fa,
            &self.rule.fa,
            &self.clause.fa,
            &self.help.fa,
            &self.derivation.fa,
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
    out: impl Write,
) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &COLUMNS)?;
    for explanation in explanations {
        let lines = std::iter::once(entry(explanation, origin))
            .chain(explanation.stages.iter().map(stage))
            .chain(reasons(explanation, origin))
            .chain(findings(explanation, origin))
            .chain(explanation.nodes.iter().map(|node| node_line(explanation, node, origin)))
            .chain(explanation.criteria.iter().flat_map(|criterion| marks(criterion, origin)))
            .chain(explanation.data.iter().map(|datum| datum_line(explanation, datum, origin)));
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
        title: Text::same(&explanation.name),
        status: explanation.outcome.word().to_owned(),
        points: shown(explanation.total),
        max: shown(explanation.max),
        rule: explanation.rule.clone(),
        place: place_text(origin.place(explanation.row, None)),
        ..Line::default()
    }
}

fn stage(stage: &StageTrace) -> Line {
    let standing = stage.standing.as_ref();
    Line {
        node: stage.id.clone(),
        parent: standing.map_or_else(String::new, |standing| standing.pool.clone()),
        kind: "stage",
        title: stage.title.clone(),
        value: standing.map_or_else(String::new, |standing| standing.rank.to_string()),
        status: stage.end.word().to_owned(),
        points: standing.map_or_else(String::new, |standing| standing.score.to_string()),
        ..Line::default()
    }
}

fn reasons<'a>(explanation: &'a Explanation, origin: &'a dyn Origin) -> impl Iterator<Item = Line> + 'a {
    explanation.reasons.iter().map(move |reason| Line {
        node: reason.code.clone(),
        kind: "reason",
        status: explanation.outcome.word().to_owned(),
        rule: reason.message.clone(),
        clause: reason.clause.clone(),
        at: reason.at.clone(),
        data: data_text(explanation.row, data_of(explanation, reason), origin),
        place: place_text(origin.place(explanation.row, None)),
        help: reason_help(explanation, reason),
        ..Line::default()
    })
}

fn findings<'a>(explanation: &'a Explanation, origin: &'a dyn Origin) -> impl Iterator<Item = Line> + 'a {
    let line = move |code: Code, message: &Text, place: Option<OriginPlace<'_>>| Line {
        node: code.name().to_owned(),
        kind: "finding",
        status: code.severity().name().to_owned(),
        rule: message.clone(),
        place: place_text(place),
        help: help(code),
        ..Line::default()
    };
    let own = explanation.findings.iter().map(move |finding| {
        let about = finding.pool.clone().or_else(|| finding.rule.clone()).unwrap_or_default();
        Line { parent: about, ..line(finding.code, &finding.message, place_of(origin, finding)) }
    });
    let notices = notices_of_row(explanation.row, origin);
    let notices = notices
        .into_iter()
        .map(move |notice| line(notice.code, &notice.message, origin.place(explanation.row, None)));
    own.chain(notices)
}

fn node_line(explanation: &Explanation, node: &NodeTrace, origin: &dyn Origin) -> Line {
    Line {
        node: node.id.clone(),
        parent: node.parent.clone().unwrap_or_default(),
        kind: match node.kind {
            NodeKind::Axis => "axis",
            NodeKind::Indicator => "indicator",
        },
        title: node.title.clone(),
        value: node.value.as_ref().map_or_else(String::new, |value| value.used.to_string()),
        claimed: String::new(),
        unit: unit(node.unit.as_ref()),
        status: node.status.word().to_owned(),
        points: shown(node.points),
        max: node.max.to_string(),
        weight: node.weight.to_string(),
        contribution: node.contribution().map_or_else(String::new, |exact| exact.to_string()),
        rule: node.rule.clone(),
        clause: node.clause.clone(),
        at: node.at.clone(),
        data: data_text(explanation.row, node.data.iter(), origin),
        place: place_text(origin.place(explanation.row, None)),
        derivation: node.derivation.clone(),
        ..Line::default()
    }
}

/// A line for the criterion, then one for each mark and recusal.
fn marks<'a>(criterion: &'a CriterionTrace, origin: &'a dyn Origin) -> impl Iterator<Item = Line> + 'a {
    let head = Line {
        node: criterion.id.clone(),
        kind: "criterion",
        title: criterion.title.clone(),
        value: criterion.mean.as_ref().map_or_else(String::new, ToString::to_string),
        status: if criterion.open.is_some() { "open" } else { "known" }.to_owned(),
        rule: criterion.open.clone().unwrap_or_default(),
        clause: criterion.clause.clone(),
        at: criterion.at.clone(),
        ..Line::default()
    };
    let of_judge = |judge: &str, lines: &[usize]| {
        let places: Vec<String> = lines.iter().map(|line| place_text(origin.mark(*line))).collect();
        let (node, parent) = (judge.to_owned(), criterion.id.clone());
        Line { node, parent, kind: "mark", place: places.join("; "), ..Line::default() }
    };
    let marks = criterion.marks.iter().map(move |mark| Line {
        value: shown(mark.mark),
        status: counted_word(mark.counted).to_owned(),
        ..of_judge(&mark.judge, &mark.lines)
    });
    let recused = criterion.recused.iter().map(move |recusal| Line {
        status: "recused".to_owned(),
        rule: Text::same(&recusal.reason),
        ..of_judge(&recusal.judge, &[recusal.line])
    });
    std::iter::once(head).chain(marks).chain(recused)
}

fn datum_line(explanation: &Explanation, datum: &DatumTrace, origin: &dyn Origin) -> Line {
    Line {
        node: datum.field.clone(),
        kind: "datum",
        title: datum.title.clone(),
        value: datum.value.clone().unwrap_or_default(),
        claimed: datum.claimed.as_ref().map(|(claimed, _)| claimed.clone()).unwrap_or_default(),
        unit: unit(datum.unit.as_ref()),
        status: datum.missing().unwrap_or("known").to_owned(),
        place: place_text(origin.place(explanation.row, Some(datum.column))),
        confidential: datum.confidential,
        ..Line::default()
    }
}

fn unit(unit: Option<&Measure>) -> Text {
    unit.map_or_else(Text::default, |unit| unit.title.clone())
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
