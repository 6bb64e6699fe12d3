//! From written definitions to a rulebook with every name resolved and every formula compiled.
//!
//! What is faulty is left out and reported; the rest goes on to the linter, so that one run finds everything.

mod data;
mod entry;
mod plan;
mod points;
mod ranking;

pub use plan::WrittenPlan;

use crate::calendar::parse_date;
use crate::codes::{
    BAD_ID, BAD_VALUE, DUPLICATE_NAME, MISSING_KEY, TYPE_MISMATCH, UNREADABLE_DATE, VALIDITY_ORDER,
};
use crate::decode::{IdMap, Located};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::Item;
use crate::exact::{Decimal, Mode, Rounding};
use crate::formula::{Formula, Names, compile};
use crate::rulebook::{
    Calendar, Class, ColumnSpec, Compiled, Constant, Edition, Field, FieldKind, Identity, Indicator,
    RoundingPoints, Rulebook,
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
    /// Whether parts were left out, so that sums over the tree say nothing.
    pub incomplete: bool,
}

/// Resolves a rulebook.
pub fn resolve(
    root: &Item,
    definition: &RulebookDef,
    identity: Identity,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Resolved {
    let before = diagnostics.as_slice().len();
    let mut resolver = Resolver {
        sources,
        diagnostics,
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
    };
    let edition = resolver.edition(definition);
    resolver.fields(definition, edition.money.as_deref());
    resolver.constants(definition);
    resolver.classes(definition);
    let rounding = resolver.rounding(definition);
    let data = resolver.data(definition);
    let checks = resolver.checks(definition);
    let gates = resolver.gates(definition);
    let plans = resolver.plans(root, definition, rounding, data.sector);
    let pools = resolver.pools(definition);
    let orientations = resolver.orientations(definition);
    let ranking = resolver.ranking(definition, &plans);
    let honours = resolver.honours(definition);
    let Resolver {
        diagnostics,
        fields,
        columns,
        constants,
        classes,
        used_columns,
        used_constants,
        written,
        orphans,
        ..
    } = resolver;
    let incomplete = diagnostics.as_slice().len() > before || diagnostics.has_errors();
    let rulebook = Rulebook {
        sources: sources.clone(),
        identity,
        edition,
        rounding,
        data,
        constants,
        fields,
        columns,
        classes,
        checks,
        gates,
        plans,
        pools,
        orientations,
        ranking,
        honours,
    };
    Resolved { rulebook, used_columns, used_constants, written, orphans, incomplete }
}

struct Resolver<'a> {
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
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
                for fault in faults {
                    let at = text.part(self.sources, fault.from, fault.to);
                    let mut diagnostic = Diagnostic::new(fault.code, at, fault.message);
                    diagnostic.hint = fault.hint;
                    self.diagnostics.push(diagnostic);
                }
                None
            }
        }
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

    fn edition(&mut self, definition: &RulebookDef) -> Edition {
        // Absent only where that is an error already; the other tables are looked at all the same.
        let Some(written) = &definition.rulebook else {
            return Edition {
                title: Text::default(),
                help: None,
                basis: Text::default(),
                valid: None,
                reference_date: None,
                calendar: self.calendar,
                money: None,
                max: None,
                at: definition.at,
            };
        };
        if let Some(id) = &written.id
            && !id.value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            self.report(
                BAD_ID,
                id.at,
                text!(
                    fa: "شناسهٔ شیوه‌نامه «{id}» فقط حرف لاتین، رقم و «-» می‌پذیرد",
                    en: "the rulebook's id `{id}` may hold only Latin letters, digits and `-`",
                    id = id.value
                ),
            );
        }
        let valid = written.valid.as_ref().and_then(|valid| {
            let from = self.date(&valid.from)?;
            let to = valid.to.as_ref().and_then(|to| self.date(to));
            if to.is_some_and(|to| to < from) {
                self.report(
                    VALIDITY_ORDER,
                    valid.at,
                    Text::new("اعتبار پیش از آغاز به پایان می‌رسد", "the validity ends before it begins"),
                );
            }
            Some((from, to))
        });
        if let Some(date) = &written.reference_date {
            self.reference_date = self.date(date);
            let jalali = parse_date(&date.value, Calendar::Jalali).is_ok();
            self.calendar = if jalali { Calendar::Jalali } else { Calendar::Gregorian };
        }
        Edition {
            title: written.title.clone().unwrap_or_default(),
            help: written.help.clone(),
            basis: written.basis.clone().unwrap_or_default(),
            valid,
            reference_date: self.reference_date,
            calendar: self.calendar,
            money: written.money.clone(),
            max: written.max.clone(),
            at: written.at,
        }
    }

    fn rounding(&mut self, definition: &RulebookDef) -> RoundingPoints {
        let written = definition.rounding.as_ref();
        for rounding in
            written.into_iter().flat_map(|rounding| [rounding.points, rounding.aggregate]).flatten()
        {
            self.refuses_nothing(rounding.mode, written.map_or_else(Span::default, |rounding| rounding.at));
        }
        RoundingPoints {
            value: written.and_then(|rounding| rounding.value),
            // Absent only where that is an error already.
            points: written.and_then(|rounding| rounding.points).unwrap_or(Rounding::half_up(4)),
            aggregate: written.and_then(|rounding| rounding.aggregate),
        }
    }

    /// An inexact value is a fault of one entry's data and quarantines it; inexact points, totals or scores would be a
    /// fault of the rules, so they must say how to round.
    fn refuses_nothing(&mut self, mode: Mode, at: Span) {
        if mode == Mode::Refuse {
            self.report(
                BAD_VALUE,
                at,
                Text::new(
                    "refuse-if-inexact تنها برای مقدار (value) معنا دارد؛ برای امتیاز، جمع و رتبه‌بندی بگویید چگونه گرد شود",
                    "refuse-if-inexact has a meaning for values only; say how points, totals and scores are rounded",
                ),
            );
        }
    }

    fn constants(&mut self, definition: &RulebookDef) {
        for (id, at, constant) in definition.constant.iter().flat_map(IdMap::iter) {
            if self.fields.iter().any(|field| field.id == id) {
                self.report(
                    DUPLICATE_NAME,
                    at,
                    text!(
                        fa: "«{id}» هم قلم است و هم عدد ثابت",
                        en: "`{id}` is a field and a constant"
                    ),
                );
                continue;
            }
            let Some(value) = constant.value else {
                self.faulty.push(id.to_owned());
                continue;
            };
            self.constants.insert(
                id.to_owned(),
                Constant {
                    title: constant.title.clone().unwrap_or_default(),
                    value,
                    unit: constant.unit.as_ref().map(|unit| unit.value.clone()),
                    clause: constant.clause.clone(),
                    at,
                },
            );
        }
    }

    /// The index of a choice field by name.
    fn choice_field(&mut self, name: &Located<String>) -> Option<usize> {
        let compiled = self.compile(name)?;
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
