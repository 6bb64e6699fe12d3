//! Units: what is added, compared and stated goes together.

use super::{Linter, points_of};
use crate::codes::{UNIT_MISMATCH, UNIT_WITHOUT_TITLE};
use crate::decode::{IdMap, Located};
use crate::diagnostic::Diagnostic;
use crate::formula::{Fault, Formula, Unit};
use crate::rulebook::{CheckRule, Compiled, Rule};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Formulas add and compare like with like, and give what the indicator says they give.
    pub(super) fn units(&mut self) {
        let rulebook = self.rulebook;
        for class in &rulebook.classes {
            self.unit(&class.value);
        }
        for check in &rulebook.checks {
            let CheckRule::Sum { stated, parts, .. } = &check.rule else { continue };
            let at = parts.text.at;
            if let (Some(stated), Some(parts)) = (self.unit(stated), self.unit(parts))
                && stated != parts
            {
                self.report(
                    UNIT_MISMATCH,
                    at,
                    text!(
                        fa: "حاصل اجزا واحد «{parts}» دارد، ولی مقدار اظهارشده واحد «{stated}»",
                        en: "the parts are in `{parts}`, but what is stated is in `{stated}`"
                    ),
                    same_unit(),
                );
            }
        }
        let checked = rulebook.checks.iter().filter_map(|check| match &check.rule {
            CheckRule::Condition { require, .. } => Some(require),
            CheckRule::Sum { .. } => None,
        });
        let conditions = (rulebook.gates.iter().map(|gate| &gate.require))
            .chain(checked)
            .chain(rulebook.pools.iter().filter_map(|pool| pool.when.as_ref()))
            .chain(rulebook.orientations.iter().map(|orientation| &orientation.when))
            .chain(&rulebook.data.withdrawn);
        for condition in conditions {
            self.unit(condition);
        }
        for (indicator, written) in self.indicators() {
            if let Rule::Checklist(items) = &indicator.rule {
                for (condition, _) in items {
                    self.unit(condition);
                }
            }
            let stated = points_of(written, indicator).and_then(|(written, _)| written.unit.as_ref());
            if let Some(value) = &indicator.value
                && let Some(unit) = self.unit(value)
                && let Some(stated) = stated
            {
                self.result(&unit, stated);
            }
        }
    }

    /// Every base unit has a title in both languages; each without one is told where it stands first.
    pub(super) fn unit_titles(&mut self) {
        let definition = self.definition;
        let fields =
            definition.field.iter().flat_map(IdMap::iter).filter_map(|(.., field)| field.unit.as_ref());
        let constants = definition.constant.iter().flat_map(IdMap::iter);
        let constants = constants.filter_map(|(.., constant)| constant.unit.as_ref());
        let money = definition.rulebook.as_ref().and_then(|rulebook| rulebook.money.as_ref());
        let indicators = self.plans().flat_map(|(.., written)| written.indicators.iter());
        let indicators = indicators.filter_map(|(.., indicator)| indicator.unit.as_ref());
        let rulebook = self.rulebook;
        let mut all: Vec<&Located<String>> =
            money.into_iter().chain(fields).chain(constants).chain(indicators).collect();
        all.sort_by_key(|written| written.at);
        let mut told: Vec<&str> = Vec::new();
        for written in all {
            for part in rulebook.units.unknown(&written.value) {
                let base = part.base;
                if told.contains(&base) || self.may_have_title(base) {
                    continue;
                }
                told.push(base);
                let plain = base.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
                let key = if plain { base.to_owned() } else { format!("\"{base}\"") };
                self.report(
                    UNIT_WITHOUT_TITLE,
                    written.part(&rulebook.sources, part.at, part.at + base.len()),
                    text!(
                        fa: "واحد «{base}» عنوان ندارد و در هر دو زبان همین‌گونه نوشته می‌شود",
                        en: "the unit `{base}` has no title, and is written so in both languages"
                    ),
                    text!(
                        fa: "بنویسید [unit.{key}] و زیر آن title = {{ fa = \"…\", en = \"…\" }}",
                        en: "write [unit.{key}] and below it title = {{ fa = \"...\", en = \"...\" }}"
                    ),
                );
            }
        }
    }

    /// Whether a unit may have its title in what could not be read.
    fn may_have_title(&self, base: &str) -> bool {
        self.definition.faulty.contains(&"unit")
            || self.diagnostics.gaps.may_define(&self.rulebook.sources, &["unit"], base)
    }

    fn result(&mut self, unit: &Unit, stated: &Located<String>) {
        if *unit != Unit::parse(&stated.value) {
            self.report(
                UNIT_MISMATCH,
                stated.at,
                text!(
                    fa: "فرمول واحد «{unit}» می‌دهد، ولی واحد شاخص «{stated}» نوشته شده است",
                    en: "the formula gives `{unit}`, but the indicator's unit is `{stated}`",
                    stated = stated.value
                ),
                text!(
                    fa: "بنویسید unit = \"{unit}\"، یا فرمول را چنان اصلاح کنید که آن واحد را بدهد",
                    en: "write unit = \"{unit}\", or correct the formula so that it gives the unit stated"
                ),
            );
        }
    }

    /// The unit of a formula's result; mismatches inside it are reported.
    fn unit(&mut self, compiled: &Compiled) -> Option<Unit> {
        let rulebook = self.rulebook;
        let columns = |column: usize| {
            let spec = rulebook.columns.get(column)?;
            rulebook.fields.get(spec.field)?.unit.as_ref().map(|unit| Unit::parse(&unit.code))
        };
        let mut faults: Vec<Fault> = Vec::new();
        let unit = match &compiled.formula {
            Formula::Number(number) => number.unit(&columns, &mut faults),
            Formula::Truth(truth) => {
                truth.check_units(&columns, &mut faults);
                None
            }
            Formula::Date(_) | Formula::Choice(_) | Formula::Class(_) => None,
        };
        for fault in faults {
            let at = compiled.text.part(&rulebook.sources, fault.from, fault.to);
            self.diagnostics.push(Diagnostic::new(fault.code, at, fault.message).hint(same_unit()));
        }
        unit
    }
}

fn same_unit() -> Text {
    Text::new(
        "نخست هر دو را به یک واحد برگردانید، یا کلید unit قلم را اصلاح کنید",
        "bring both to one unit first, or correct the `unit` of the field",
    )
}
