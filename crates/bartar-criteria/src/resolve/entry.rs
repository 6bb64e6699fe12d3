//! Fields, classes, checks and gates.

use super::{Resolver, clause};
use crate::codes::{BAD_VALUE, DUPLICATE_NAME, UNKNOWN_NAME};
use crate::decode::IdMap;
use crate::exact::{Bound, Decimal, Interval, IntervalSet};
use crate::rulebook::{Calendar, Check, CheckRule, Choice, Class, ColumnSpec, Field, FieldKind, Gate};
use crate::source::Span;
use crate::syntax::{CalendarWord, CheckDef, CheckEffect, ChoiceDef, FieldDef, FieldType, RulebookDef};
use crate::text;
use crate::text::Text;
use std::sync::Arc;

impl Resolver<'_> {
    pub(super) fn fields(&mut self, definition: &RulebookDef, money: Option<&str>) {
        let Some(map) = &definition.field else { return };
        for (id, (at, written)) in &map.0 {
            match written.as_ref().and_then(|written| self.field(id, *at, written, money)) {
                Some(field) => self.fields.push(field),
                None => self.faulty.push(id.clone()),
            }
        }
        for (index, field) in self.fields.iter().enumerate() {
            for years_before in 0..=field.history {
                self.columns.push(ColumnSpec { field: index, years_before });
            }
        }
    }

    fn field(&mut self, id: &str, at: Span, written: &FieldDef, money: Option<&str>) -> Option<Field> {
        let kind = match written.type_? {
            FieldType::Amount => FieldKind::Amount,
            FieldType::Number => FieldKind::Number,
            FieldType::Count => FieldKind::Count,
            FieldType::Percent => FieldKind::Percent,
            FieldType::YesNo => FieldKind::YesNo,
            FieldType::NationalId => FieldKind::NationalId,
            FieldType::Text => FieldKind::Text,
            FieldType::Date => FieldKind::Date(match written.calendar {
                Some(CalendarWord::Jalali) => Calendar::Jalali,
                Some(CalendarWord::Gregorian) => Calendar::Gregorian,
                Some(CalendarWord::Either) | None => Calendar::Either,
            }),
            FieldType::Choice => {
                let Some(choices) = &written.choices else {
                    if !written.faulty.contains(&"choices") {
                        self.needed(written.at, "choices");
                    }
                    return None;
                };
                FieldKind::Choice(self.choices(choices))
            }
        };
        let numeric = kind.is_number();
        for (key, stated) in [
            ("range", written.range.is_some()),
            ("plausible", written.plausible.is_some()),
            ("decimals", written.decimals.is_some()),
        ] {
            if stated && !numeric {
                self.report(
                    BAD_VALUE,
                    written.at,
                    text!(
                        fa: "کلید «{key}» تنها برای عدد معنا دارد، نه برای این نوع قلم",
                        en: "the key `{key}` has a meaning for numbers only, not for a field of this type"
                    ),
                );
            }
        }
        let unique = written.unique.unwrap_or(false);
        if unique && !numeric && !matches!(kind, FieldKind::NationalId | FieldKind::Text) {
            self.report(
                BAD_VALUE,
                written.at,
                text!(
                    fa: "کلید «unique» تنها برای شناسهٔ ملی، متن و عدد معنا دارد، نه برای این نوع قلم",
                    en: "the key `unique` has a meaning for national ids, texts and numbers only, not for a field of this type"
                ),
            );
        }
        // Counts are of things: below zero there is nothing to count.
        let range = written.range.clone().or_else(|| (kind == FieldKind::Count).then(not_negative));
        let unit = written.unit.as_ref().map(|unit| unit.value.as_str()).or(match kind {
            _ if written.faulty.contains(&"unit") => None,
            FieldKind::Amount => money,
            FieldKind::Percent => Some("%"),
            _ => None,
        });
        let unit = unit.map(|unit| self.units.measure(unit));
        Some(Field {
            id: id.to_owned(),
            title: written.title.clone().unwrap_or_default(),
            help: written.help.clone(),
            kind,
            unit,
            range,
            plausible: written.plausible.clone(),
            decimals: written.decimals,
            history: written.history.unwrap_or(0),
            columns: written.columns.clone().unwrap_or_default(),
            optional: written.optional.unwrap_or(false),
            evidence: written.evidence.clone(),
            confidential: written.confidential.unwrap_or(false),
            of_panel: false,
            unique,
            at,
        })
    }

    fn choices(&mut self, map: &IdMap<ChoiceDef>) -> Vec<Choice> {
        let known: Vec<&str> = map.ids().collect();
        let mut choices = Vec::new();
        for (id, (_, written)) in &map.0 {
            let group = written.as_ref().and_then(|written| written.group.as_ref());
            if let Some(group) = group.filter(|group| !known.contains(&group.value.as_str())) {
                self.report(
                    UNKNOWN_NAME,
                    group.at,
                    text!(
                        fa: "گروه «{group}» از گزینه‌های همین قلم نیست",
                        en: "the group `{group}` is not a choice of this field",
                        group = group.value
                    ),
                );
            }
            // A choice with a fault keeps its place, so that the numbers of the others stay.
            choices.push(Choice {
                id: id.clone(),
                title: written.as_ref().and_then(|written| written.title.clone()).unwrap_or_default(),
                spellings: written.as_ref().and_then(|written| written.spellings.clone()).unwrap_or_default(),
                group: group.map(|group| group.value.clone()),
            });
        }
        choices
    }

    pub(super) fn classes(&mut self, definition: &RulebookDef) {
        for (id, at, written) in definition.class.iter().flat_map(IdMap::iter) {
            if self.fields.iter().any(|field| field.id == id) || self.constants.contains_key(id) {
                self.report(
                    DUPLICATE_NAME,
                    at,
                    text!(
                        fa: "«{id}» نام چیز دیگری هم هست",
                        en: "`{id}` is the name of something else too"
                    ),
                );
                continue;
            }
            let value = written.value.as_ref().and_then(|value| self.number(value));
            let choices = written.choices.as_ref().map(|choices| self.choices(choices)).unwrap_or_default();
            let shares = written.choices.iter().flat_map(IdMap::iter);
            for share in shares.filter_map(|(_, _, choice)| choice.share.as_ref()) {
                self.report(
                    BAD_VALUE,
                    share.at,
                    Text::new(
                        "رده از روی عدد به دست می‌آید و «share» برای آن معنا ندارد",
                        "a class follows from a number, and `share` has no meaning for it",
                    ),
                );
            }
            let mut bands = Vec::new();
            // Without choices nothing can be said of their names.
            let rows = written.bands.iter().flatten().filter(|_| written.choices.is_some());
            for (set, choice) in rows {
                match choices.iter().position(|known| known.id == choice.value) {
                    Some(index) => bands.push((set.value.clone(), u16::try_from(index).unwrap_or(u16::MAX))),
                    None => self.report(
                        UNKNOWN_NAME,
                        choice.at,
                        text!(
                            fa: "«{choice}» از رده‌ها نیست",
                            en: "`{choice}` is not one of the classes",
                            choice = choice.value
                        ),
                    ),
                }
            }
            match value {
                Some(value) => self.classes.push(Arc::new(Class {
                    id: id.to_owned(),
                    title: written.title.clone().unwrap_or_default(),
                    clause: clause(written.clause.as_ref()),
                    value,
                    bands,
                    choices,
                    at,
                })),
                None => self.faulty.push(id.to_owned()),
            }
        }
    }

    pub(super) fn checks(&mut self, definition: &RulebookDef) -> Vec<Check> {
        let mut checks = Vec::new();
        for (id, at, written) in definition.check.iter().flat_map(IdMap::iter) {
            if let Some(tolerance) = written.tolerance.filter(Decimal::is_negative) {
                self.report(
                    BAD_VALUE,
                    written.at,
                    text!(
                        fa: "رواداری «{tolerance}» منفی است؛ صفر یا بیشتر بنویسید",
                        en: "the tolerance `{tolerance}` is negative; write 0 or more"
                    ),
                );
            }
            if let Some(rule) = self.check_rule(written) {
                checks.push(Check {
                    id: id.to_owned(),
                    title: written.title.clone().unwrap_or_default(),
                    clause: clause(written.clause.as_ref()),
                    rule,
                    effect: written.effect.unwrap_or(CheckEffect::Quarantine),
                    missing: written.missing.unwrap_or(CheckEffect::Note),
                    at,
                });
            }
        }
        checks
    }

    /// What a check compares: a stated value and its parts, or a condition.
    fn check_rule(&mut self, written: &CheckDef) -> Option<CheckRule> {
        let Some(require) = &written.require else {
            for (key, lacks) in [("stated", written.stated.is_none()), ("parts", written.parts.is_none())] {
                if lacks && !written.faulty.contains(&key) && !written.faulty.contains(&"require") {
                    self.needed(written.at, key);
                }
            }
            let stated = written.stated.as_ref().and_then(|stated| self.number(stated));
            let parts = written.parts.as_ref().and_then(|parts| self.number(parts));
            let tolerance = written.tolerance.unwrap_or(Decimal::ZERO);
            return Some(CheckRule::Sum { stated: stated?, parts: parts?, tolerance });
        };
        for (key, stands) in [
            ("stated", written.stated.is_some()),
            ("parts", written.parts.is_some()),
            ("tolerance", written.tolerance.is_some()),
        ] {
            if stands {
                self.report(
                    BAD_VALUE,
                    written.at,
                    text!(
                        fa: "کلید «{key}» در کنار «require» معنا ندارد: کنترل یا جمع است یا شرط",
                        en: "the key `{key}` has no meaning beside `require`: a check is a sum or a condition"
                    ),
                );
            }
        }
        if written.reason.is_none() && !written.faulty.contains(&"reason") {
            self.needed(written.at, "reason");
        }
        let reason = written.reason.clone().unwrap_or_default();
        Some(CheckRule::Condition { require: self.truth(require)?, reason })
    }

    pub(super) fn gates(&mut self, definition: &RulebookDef) -> Vec<Gate> {
        let mut gates = Vec::new();
        for (id, at, written) in definition.gate.iter().flat_map(IdMap::iter) {
            if let Some(require) = written.require.as_ref().and_then(|require| self.truth(require)) {
                gates.push(Gate {
                    id: id.to_owned(),
                    title: written.title.clone().unwrap_or_default(),
                    clause: clause(written.clause.as_ref()),
                    require,
                    reason: written.reason.clone().unwrap_or_default(),
                    at,
                });
            }
        }
        gates
    }
}

fn not_negative() -> IntervalSet {
    let low = Bound { at: Some(Decimal::ZERO), closed: true };
    IntervalSet(vec![Interval { low, high: Bound { at: None, closed: false } }])
}
