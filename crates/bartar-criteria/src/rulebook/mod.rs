//! A rulebook with every name resolved: what scoring works from.

mod data;
mod field;
mod measure;
mod panel;
mod plan;
mod ranking;
mod stage;
mod typical;

pub use data::{DataSpec, LegacyEncoding, LongSpec};
pub use field::{Calendar, Choice, ColumnSpec, Field, FieldKind, check_number, year_suffix};
pub use measure::{Measure, UnitTitles};
pub use panel::Criterion;
pub(crate) use panel::in_steps;
pub use plan::*;
pub use ranking::*;
pub use stage::{AtStages, Promotion, Quota, Stage};
pub use typical::{Shape, Typical};

use crate::decode::Located;
use crate::exact::{Decimal, IntervalSet, Rounding, to_persian_digits};
use crate::formula::{Formula, Number, Truth};
use crate::source::{Sources, Span};
use crate::syntax::CheckEffect;
use crate::text::{Lang, Text};
use indexmap::IndexMap;
use serde::Serialize;
use std::sync::Arc;

/// A rulebook, resolved and sound.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// Its files, for places in explanations.
    pub sources: Sources,
    /// Who it is.
    pub identity: Identity,
    /// Title, basis and dates.
    pub edition: Edition,
    /// Rounding points.
    pub rounding: RoundingPoints,
    /// How files of entries are written.
    pub data: DataSpec,
    /// What units are called.
    pub units: UnitTitles,
    /// Named numbers.
    pub constants: IndexMap<String, Constant>,
    /// What an entry states.
    pub fields: Vec<Field>,
    /// Each field in each of its years.
    pub columns: Vec<ColumnSpec>,
    /// What is typical of each field, for made-up entries; in the order of the fields.
    pub typical: Vec<Typical>,
    /// Derived choices.
    pub classes: Vec<Arc<Class>>,
    /// Cross-footing.
    pub checks: Vec<Check>,
    /// Eligibility.
    pub gates: Vec<Gate>,
    /// What judges mark.
    pub panel: Vec<Criterion>,
    /// What is scored: one plan for each choice of the sector field, or a single one.
    pub plans: Vec<Plan>,
    /// Main pools.
    pub pools: Vec<PoolFamily>,
    /// Further rankings.
    pub orientations: Vec<Orientation>,
    /// Precision and ties.
    pub ranking: Ranking,
    /// Honours, from the highest.
    pub honours: Vec<Honour>,
    /// Stages, first to last.
    pub stages: Vec<Stage>,
    /// The stage that these are the rules of, by index; none for the rules of all stages together.
    pub stage: Option<usize>,
}

/// Id, edition and fingerprint: in every output.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Identity {
    /// Id.
    pub id: String,
    /// Edition.
    pub edition: String,
    /// SHA-256 (hex) of the text `<sha256>  <path>\n` over the files of the folder, sorted by path.
    pub sha256: String,
    /// The rulebooks it inherits from, nearest first, with their own fingerprints.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inherits: Vec<Ancestor>,
}

impl Identity {
    /// The edition as people read it: a number such as 1404 in the digits of the language, any other name as it is.
    #[must_use]
    pub fn edition_in(&self, lang: Lang) -> String {
        edition_in(&self.edition, lang)
    }
}

/// An edition as people read it: see [`Identity::edition_in`].
#[must_use]
pub fn edition_in(edition: &str, lang: Lang) -> String {
    let number = edition.chars().all(|c| !c.is_alphabetic());
    if lang == Lang::Fa && number { to_persian_digits(edition) } else { edition.to_owned() }
}

/// A rulebook that another one builds upon.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Ancestor {
    /// Its folder, relative to the heir's.
    pub path: String,
    /// Its fingerprint.
    pub sha256: String,
}

/// Title, basis and dates of an edition.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Title.
    pub title: Text,
    /// What the rulebook is for.
    pub help: Option<Text>,
    /// Legal basis.
    pub basis: Text,
    /// Validity, in days since 1970-01-01.
    pub valid: Option<(i64, Option<i64>)>,
    /// Day against which ages are computed.
    pub reference_date: Option<i64>,
    /// Calendar of the edition's dates.
    pub calendar: Calendar,
    /// Unit of money.
    pub money: Option<String>,
    /// Points of a perfect entry.
    pub max: Option<Located<Decimal>>,
    /// Place of the `[rulebook]` table.
    pub at: Span,
}

/// The rounding points.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct RoundingPoints {
    /// After a value.
    pub value: Option<Rounding>,
    /// After points.
    pub points: Rounding,
    /// After an axis and the total.
    pub aggregate: Option<Rounding>,
}

/// A named number.
#[derive(Clone, Debug)]
pub struct Constant {
    /// Title.
    pub title: Text,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Option<Measure>,
    /// Where it comes from.
    pub clause: Option<Text>,
    /// Place.
    pub at: Span,
}

/// A formula with its text and place.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// As written.
    pub text: Located<String>,
    /// As understood.
    pub formula: Formula,
}

impl Compiled {
    /// The number, of a number or date formula.
    #[must_use]
    pub fn number(&self) -> Option<&Number> {
        self.formula.as_number()
    }

    /// The truth, of a yes/no formula.
    #[must_use]
    pub fn truth(&self) -> Option<&Truth> {
        self.formula.as_truth()
    }
}

/// A choice derived from a number.
#[derive(Clone, Debug)]
pub struct Class {
    /// Id in formulas and pools.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Clause.
    pub clause: Text,
    /// The number.
    pub value: Compiled,
    /// Which numbers make which choice.
    pub bands: Vec<(IntervalSet, u16)>,
    /// The classes.
    pub choices: Vec<Choice>,
    /// Place.
    pub at: Span,
}

/// A check of data against one another.
#[derive(Clone, Debug)]
pub struct Check {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Clause.
    pub clause: Text,
    /// What is compared.
    pub rule: CheckRule,
    /// What a contradiction does.
    pub effect: CheckEffect,
    /// What happens when the check cannot be made.
    pub missing: CheckEffect,
    /// Place.
    pub at: Span,
}

/// What a check compares.
#[derive(Clone, Debug)]
pub enum CheckRule {
    /// A stated value and its parts.
    Sum {
        /// What is stated.
        stated: Compiled,
        /// What the other data make of it.
        parts: Compiled,
        /// Largest difference that is none.
        tolerance: Decimal,
    },
    /// A condition.
    Condition {
        /// What must hold.
        require: Compiled,
        /// What an entry is told for which it does not.
        reason: Text,
    },
}

impl CheckRule {
    /// Its formulas.
    pub fn formulas(&self) -> impl Iterator<Item = &Compiled> {
        let both = match self {
            Self::Sum { stated, parts, .. } => [Some(stated), Some(parts)],
            Self::Condition { require, .. } => [Some(require), None],
        };
        both.into_iter().flatten()
    }
}

/// An eligibility gate.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Id: the code in results.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Clause.
    pub clause: Text,
    /// What must hold.
    pub require: Compiled,
    /// What an entry that fails is told.
    pub reason: Text,
    /// Place.
    pub at: Span,
}

impl Rulebook {
    /// Name of a column: field id and year suffix.
    #[must_use]
    pub fn column_name(&self, column: usize) -> String {
        let spec = self.columns[column];
        format!("{}{}", self.fields[spec.field].id, year_suffix(spec.years_before))
    }

    /// Title of a column: the field's, with the year where it is an earlier one.
    #[must_use]
    pub fn column_title(&self, column: usize) -> Text {
        let spec = self.columns[column];
        let Text { fa, en } = &self.fields[spec.field].title;
        match spec.years_before {
            0 => Text::new(fa, en),
            1 => Text::new(format!("{fa} (سال پیش)"), format!("{en} (previous year)")),
            n => Text::new(
                format!("{fa} ({} سال پیش)", to_persian_digits(&n.to_string())),
                format!("{en} ({n} years before)"),
            ),
        }
    }

    /// The titles of some columns, each quoted and once, as they stand amid a message.
    #[must_use]
    pub fn titles_of(&self, columns: &[usize]) -> Text {
        let mut titles: Vec<Text> = Vec::new();
        for column in columns {
            let title = self.column_title(*column);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        let fa: Vec<String> = titles.iter().map(|title| format!("«{}»", title.fa)).collect();
        let en: Vec<String> = titles.iter().map(|title| format!("\"{}\"", title.en)).collect();
        Text::new(fa.join("، "), en.join(", "))
    }

    /// What is said of a column, after its title.
    #[must_use]
    pub fn said_of(&self, column: usize, said: &Text) -> Text {
        let title = self.column_title(column);
        Text::new(format!("{}: {}", title.fa, said.fa), format!("{}: {}", title.en, said.en))
    }

    /// The plan of an entry with this choice of sector; the only plan where there are no sectors.
    #[must_use]
    pub fn plan(&self, sector: Option<u16>) -> Option<&Plan> {
        match self.data.sector {
            None => self.plans.first(),
            Some(_) => self.plans.get(usize::from(sector?)),
        }
    }
}
