//! A resolved rulebook as facts: what can be set beside the facts of another one.
//!
//! A value is written as the rulebook writes it, which reads the same in both languages.

mod kind;
mod plan;
mod ranking;

pub use kind::{Kind, fact_title};

use bartar_criteria::exact::{IntervalSet, Rounding};
use bartar_criteria::rulebook::{CheckRule, Compiled, Field, FieldKind, Plan};
use bartar_criteria::source::Span;
use bartar_criteria::{Rulebook, Text};
use std::fmt::Display;

/// One thing that a rulebook defines, and what it says of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// What kind of thing.
    pub kind: Kind,
    /// Its id; empty where there is one of the kind.
    pub id: String,
    /// Id of the sector, where each has a plan of its own.
    pub sector: Option<String>,
    /// Title.
    pub title: Text,
    /// `file:line`; empty where it stands in no one place.
    pub at: String,
    /// What is said of it, by the name of what is said.
    pub facts: Vec<(&'static str, String)>,
}

impl Item {
    fn new(kind: Kind, id: &str, title: &Text, at: String) -> Self {
        let mut item =
            Self { kind, id: id.to_owned(), sector: None, title: title.clone(), at, facts: Vec::new() };
        item.fact("title", format!("{} · {}", title.fa, title.en));
        item
    }

    fn fact(&mut self, name: &'static str, value: impl Display) {
        self.facts.push((name, format!("{value}")));
    }

    fn some(&mut self, name: &'static str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.fact(name, value);
        }
    }

    /// What is said of it under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.facts.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// All facts of a rulebook.
#[must_use]
pub fn facts(rulebook: &Rulebook) -> Vec<Item> {
    let mut items = vec![edition(rulebook), rounding(rulebook)];
    let place = |at: Span| rulebook.sources.place(at);
    for (id, constant) in &rulebook.constants {
        let mut item = Item::new(Kind::Constant, id, &constant.title, place(constant.at));
        item.fact("value", constant.value);
        item.some("unit", constant.unit.as_ref().map(|unit| &unit.code));
        items.push(item);
    }
    items.extend(rulebook.fields.iter().filter(|field| !field.of_panel).map(|of| field(rulebook, of)));
    for class in &rulebook.classes {
        let mut item = Item::new(Kind::Class, &class.id, &class.title, place(class.at));
        item.fact("value", formula(&class.value));
        let choice = |choice: u16| class.choices.get(usize::from(choice)).map_or("", |choice| &choice.id);
        item.fact(
            "bands",
            joined(class.bands.iter().map(|(set, of)| format!("{} → {}", interval(set), choice(*of)))),
        );
        items.push(item);
    }
    for check in &rulebook.checks {
        let mut item = Item::new(Kind::Check, &check.id, &check.title, place(check.at));
        match &check.rule {
            CheckRule::Sum { stated, parts, tolerance } => {
                item.fact("stated", formula(stated));
                item.fact("parts", formula(parts));
                item.fact("tolerance", tolerance);
            }
            CheckRule::Condition { require, .. } => item.fact("require", formula(require)),
        }
        item.fact("effect", check.effect.word());
        item.fact("missing", check.missing.word());
        items.push(item);
    }
    for gate in &rulebook.gates {
        let mut item = Item::new(Kind::Gate, &gate.id, &gate.title, place(gate.at));
        item.fact("require", formula(&gate.require));
        item.fact("reason", format!("{} · {}", gate.reason.fa, gate.reason.en));
        items.push(item);
    }
    for criterion in &rulebook.panel {
        let mut item = Item::new(Kind::Criterion, &criterion.id, &criterion.title, place(criterion.at));
        item.fact("scale", format!("[{}, {}]", criterion.from, criterion.to));
        item.some("step", criterion.step);
        item.fact("judges", criterion.judges);
        item.fact("mean", criterion.mean.word());
        item.some("spread", criterion.spread);
        items.push(item);
    }
    for plan in &rulebook.plans {
        let sector = sector(rulebook, plan);
        let of_plan = plan::facts(rulebook, plan);
        items.extend(of_plan.into_iter().map(|item| Item { sector: sector.clone(), ..item }));
    }
    items.extend(ranking::facts(rulebook));
    items
}

/// Id of the sector that a plan is for.
#[must_use]
pub fn sector(rulebook: &Rulebook, plan: &Plan) -> Option<String> {
    match &rulebook.fields.get(rulebook.data.sector?)?.kind {
        FieldKind::Choice(choices) => Some(choices.get(usize::from(plan.sector?))?.id.clone()),
        _ => None,
    }
}

fn edition(rulebook: &Rulebook) -> Item {
    let edition = &rulebook.edition;
    let mut item = Item::new(Kind::Edition, "", &edition.title, rulebook.sources.place(edition.at));
    item.fact("id", &rulebook.identity.id);
    item.fact("edition", &rulebook.identity.edition);
    item.some("reference-date", edition.reference_date.map(day));
    item.some("money", edition.money.as_ref());
    item.some("max", edition.max.as_ref().map(|max| max.value));
    item.some("sector", rulebook.data.sector.and_then(|field| Some(&rulebook.fields.get(field)?.id)));
    item.some("withdrawn", rulebook.data.withdrawn.as_ref().map(formula));
    item
}

/// A day, as a record writes it.
fn day(days: i64) -> String {
    use bartar_criteria::calendar::parts;
    use bartar_criteria::rulebook::Calendar;
    parts(days, Calendar::Gregorian)
        .map_or_else(|| days.to_string(), |(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

fn rounding(rulebook: &Rulebook) -> Item {
    let mut item = Item::new(Kind::Rounding, "", &Text::default(), String::new());
    item.facts.clear();
    item.some("value", rulebook.rounding.value.map(rounded));
    item.fact("points", rounded(rulebook.rounding.points));
    item.some("aggregate", rulebook.rounding.aggregate.map(rounded));
    item
}

fn field(rulebook: &Rulebook, field: &Field) -> Item {
    let mut item = Item::new(Kind::Field, &field.id, &field.title, rulebook.sources.place(field.at));
    match &field.kind {
        FieldKind::Choice(choices) => {
            item.fact("type", "choice");
            item.fact(
                "choices",
                joined(choices.iter().map(|choice| match &choice.group {
                    Some(group) => format!("{} (group {group})", choice.id),
                    None => choice.id.clone(),
                })),
            );
        }
        kind => item.fact(
            "type",
            match kind {
                FieldKind::Amount => "amount",
                FieldKind::Number => "number",
                FieldKind::Count => "count",
                FieldKind::Percent => "percent",
                FieldKind::Date(_) => "date",
                FieldKind::YesNo => "yes-no",
                FieldKind::NationalId => "national-id",
                FieldKind::Text | FieldKind::Choice(_) => "text",
            },
        ),
    }
    item.some("unit", field.unit.as_ref().map(|unit| &unit.code));
    item.some("range", field.range.as_ref().map(interval));
    item.some("plausible", field.plausible.as_ref().map(interval));
    item.some("decimals", field.decimals);
    item.fact("history", field.history);
    item.fact("confidential", field.confidential);
    item.fact("unique", field.unique);
    item
}

fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join("; ")
}

fn interval(set: &IntervalSet) -> String {
    set.to_string()
}

fn rounded(rounding: Rounding) -> String {
    format!("{} {}", rounding.digits, rounding.mode.name())
}

/// A formula as written, on one line.
fn formula(compiled: &Compiled) -> String {
    compiled.text.value.split_whitespace().collect::<Vec<_>>().join(" ")
}
