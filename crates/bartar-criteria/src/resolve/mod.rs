//! From written definitions to a rulebook with every name resolved and every formula compiled.
//!
//! What is faulty is left out and reported; the rest goes on to the linter, so that one run finds everything.

mod data;
mod edition;
mod entry;
mod panel;
mod plan;
mod points;
mod ranking;
mod stage;
mod tree;
mod typical;

pub use plan::WrittenPlan;
pub(crate) use plan::meant_sector;

use crate::calendar::parse_date;
use crate::codes::{MISSING_KEY, TYPE_MISMATCH, UNKNOWN_NAME, UNREADABLE_DATE};
use crate::decode::{Clause, Located, NameMap, nearest};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Item;
use crate::exact::Decimal;
use crate::formula::{Fault, Formula, Names, compile};
use crate::rulebook::{
    Calendar, Class, ColumnSpec, Compiled, Constant, Field, FieldKind, Identity, Indicator, Rulebook,
    UnitTitles,
};
use crate::source::{Sources, Span};
use crate::syntax::RulebookDef;
use crate::text;
use crate::text::Text;
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A resolved rulebook, with what only the linter needs.
#[derive(Debug)]
pub struct Resolved {
    /// The rulebook, without its faulty parts.
    pub rulebook: Rulebook,
    /// Columns that some rule reads.
    pub used_columns: BTreeSet<usize>,
    /// Constants that some formula reads.
    pub used_constants: BTreeSet<String>,
    /// The tables behind each plan as written, for exact places.
    pub written: Vec<Arc<WrittenPlan>>,
    /// Indicators whose axis is not there, with their plan: no part of the tree, but worth looking at.
    pub orphans: Vec<(usize, Indicator)>,
    /// Indicators, with their plan, whose points rule was not understood; an empty one stands for it.
    pub without_rule: BTreeSet<(usize, String)>,
    /// Names that were probably meant where an unknown one stands.
    pub meant: BTreeSet<String>,
    /// The sectors of the plans, in their order.
    pub sectors: Vec<String>,
}

/// Resolves a rulebook.
pub fn resolve(
    root: &Item,
    definition: &RulebookDef,
    identity: Identity,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let mut resolver = Resolver {
        sources,
        diagnostics,
        units: unit_titles(definition),
        fields: Vec::new(),
        columns: Vec::new(),
        constants: IndexMap::new(),
        classes: Vec::new(),
        reference_date: None,
        calendar: Calendar::Gregorian,
        faulty: Vec::new(),
        used_columns: BTreeSet::new(),
        used_constants: BTreeSet::new(),
        written: Vec::new(),
        orphans: Vec::new(),
        without_rule: BTreeSet::new(),
        meant: BTreeSet::new(),
        sectors: Vec::new(),
        names_known: definition.field.is_some(),
    };
    let edition = resolver.edition(definition);
    resolver.fields(definition, edition.money.as_deref());
    let panel = resolver.panel(definition);
    resolver.constants(definition);
    resolver.classes(definition);
    let typical = resolver.typicals(definition);
    let rounding = resolver.rounding(definition);
    let data = resolver.data(definition);
    let checks = resolver.checks(definition);
    let gates = resolver.gates(definition);
    let plans = resolver.plans(root, definition, rounding, data.sector);
    let pools = resolver.pools(definition);
    let orientations = resolver.orientations(definition);
    let ranking = resolver.ranking(definition, &plans);
    let honours = resolver.honours(definition);
    let stages = resolver.stages(definition, &plans);
    let Resolver {
        units,
        fields,
        columns,
        constants,
        classes,
        used_columns,
        used_constants,
        written,
        orphans,
        without_rule,
        meant,
        sectors,
        ..
    } = resolver;
    let rulebook = Rulebook {
        sources: sources.clone(),
        identity,
        edition,
        rounding,
        data,
        units,
        constants,
        fields,
        columns,
        typical,
        classes,
        checks,
        gates,
        panel,
        plans,
        pools,
        orientations,
        ranking,
        honours,
        stages,
        stage: None,
    };
    Resolved { rulebook, used_columns, used_constants, written, orphans, without_rule, meant, sectors }
}

/// The titles of units that the rulebook declares.
fn unit_titles(definition: &RulebookDef) -> UnitTitles {
    let declared = definition.unit.iter().flat_map(|NameMap(units)| units);
    UnitTitles {
        declared: declared
            .map(|(code, (_, unit))| (code.clone(), unit.as_ref().map(|unit| unit.title.clone())))
            .collect(),
    }
}

/// A clause as written; blank only where that is an error already.
fn clause(written: Option<&Located<Clause>>) -> Text {
    written.map(|clause| clause.value.0.clone()).unwrap_or_default()
}

struct Resolver<'a> {
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    units: UnitTitles,
    fields: Vec<Field>,
    columns: Vec<ColumnSpec>,
    constants: IndexMap<String, Constant>,
    classes: Vec<Arc<Class>>,
    reference_date: Option<i64>,
    calendar: Calendar,
    /// Names of definitions that were left out.
    faulty: Vec<String>,
    used_columns: BTreeSet<usize>,
    used_constants: BTreeSet<String>,
    written: Vec<Arc<WrittenPlan>>,
    orphans: Vec<(usize, Indicator)>,
    without_rule: BTreeSet<(usize, String)>,
    meant: BTreeSet<String>,
    sectors: Vec<String>,
    /// Whether the fields could be read at all.
    names_known: bool,
}

impl Resolver<'_> {
    fn report(&mut self, code: Code, at: Span, message: Text) {
        self.diagnostics.push(Diagnostic::new(code, at, message));
    }

    /// Compiles a formula and notes what it reads.
    fn compile(&mut self, text: &Located<String>) -> Option<Compiled> {
        let names = Names {
            fields: &self.fields,
            columns: &self.columns,
            constants: &self.constants,
            classes: &self.classes,
            reference_date: self.reference_date,
            calendar: self.calendar,
            faulty: &self.faulty,
        };
        match compile(&text.value, &names) {
            Ok(formula) => {
                self.used_columns.extend(formula.columns());
                self.used_constants.extend(formula.constants());
                Some(Compiled { text: text.clone(), formula })
            }
            Err(faults) => {
                // What it reads cannot be told, so whatever it names is read.
                self.diagnostics.gaps.add_misread(text.at);
                let unknown = |fault: &Fault| {
                    let name = text.value.get(fault.from..fault.to)?.split('@').next()?;
                    (fault.code == UNKNOWN_NAME).then(|| name.to_owned())
                };
                let meant: Vec<String> = (faults.iter().filter_map(unknown))
                    .filter_map(|name| names.nearest(&name).map(str::to_owned))
                    .collect();
                self.meant.extend(meant);
                for fault in faults {
                    if unknown(&fault).is_some_and(|name| self.may_be_defined(&name)) {
                        continue;
                    }
                    let at = text.part(self.sources, fault.from, fault.to);
                    let mut diagnostic = Diagnostic::new(fault.code, at, fault.message);
                    diagnostic.hint = fault.hint;
                    if fault.code == UNKNOWN_NAME {
                        self.diagnostics.push_place(diagnostic);
                    } else {
                        self.diagnostics.push(diagnostic);
                    }
                }
                None
            }
        }
    }

    /// Whether a name that formulas use and nothing defines may be defined in what could not be read.
    fn may_be_defined(&self, name: &str) -> bool {
        let kinds = ["field", "constant", "class"];
        !self.names_known || self.diagnostics.gaps.may_define(self.sources, &kinds, name)
    }

    fn truth(&mut self, text: &Located<String>) -> Option<Compiled> {
        let compiled = self.compile(text)?;
        if matches!(compiled.formula, Formula::Truth(_)) {
            return Some(compiled);
        }
        self.report(
            TYPE_MISMATCH,
            text.at,
            Text::new("اینجا شرطی (بله/نه) لازم است", "a condition (yes/no) is needed here"),
        );
        None
    }

    fn number(&mut self, text: &Located<String>) -> Option<Compiled> {
        let compiled = self.compile(text)?;
        if matches!(compiled.formula, Formula::Number(_)) {
            return Some(compiled);
        }
        self.report(TYPE_MISMATCH, text.at, Text::new("اینجا عدد لازم است", "a number is needed here"));
        None
    }

    fn date(&mut self, text: &Located<String>) -> Option<i64> {
        match parse_date(&text.value, Calendar::Either) {
            Ok(days) => Some(days),
            Err(message) => {
                self.report(UNREADABLE_DATE, text.at, message);
                None
            }
        }
    }

    /// The index of a choice field by name.
    fn choice_field(&mut self, name: &Located<String>) -> Option<usize> {
        let Some(compiled) = self.compile(name) else {
            let choices = self.fields.iter().filter(|field| matches!(field.kind, FieldKind::Choice(_)));
            let near = nearest(&name.value, choices.map(|field| field.id.as_str()))?;
            return self.fields.iter().position(|field| field.id == near);
        };
        if let Formula::Choice(column) = compiled.formula
            && self.columns[column].years_before == 0
        {
            return Some(self.columns[column].field);
        }
        self.report(
            TYPE_MISMATCH,
            name.at,
            Text::new("اینجا قلم گزینه‌ای لازم است", "a choice field is needed here"),
        );
        None
    }

    /// Reports a key that is needed because of another one.
    fn needed(&mut self, at: Span, key: &str) {
        self.report(MISSING_KEY, at, text!(fa: "کلید «{key}» نیامده است", en: "the key `{key}` is missing"));
    }

    /// The choices of a field.
    fn choices_of(&self, field: usize) -> &[crate::rulebook::Choice] {
        match &self.fields[field].kind {
            FieldKind::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// A weight: above zero.
    fn weight(&mut self, written: Option<&Located<Decimal>>) -> Decimal {
        let Some(weight) = written else { return Decimal::ONE };
        if weight.value <= Decimal::ZERO {
            self.report(
                crate::codes::WEIGHT_NOT_POSITIVE,
                weight.at,
                Text::new("وزن باید بزرگ‌تر از صفر باشد", "a weight must be above zero"),
            );
            return Decimal::ONE;
        }
        weight.value
    }
}
