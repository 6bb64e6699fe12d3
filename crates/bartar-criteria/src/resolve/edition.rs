//! The edition, its rounding points and constants.

use super::Resolver;
use crate::calendar::parse_date;
use crate::codes::{BAD_ID, BAD_VALUE, DUPLICATE_NAME, VALIDITY_ORDER};
use crate::decode::{Clause, IdMap};
use crate::exact::{Mode, Rounding};
use crate::formula::REFERENCE_DATE;
use crate::rulebook::{Calendar, Constant, Edition, RoundingPoints};
use crate::source::Span;
use crate::syntax::RulebookDef;
use crate::text;
use crate::text::Text;

impl Resolver<'_> {
    pub(super) fn edition(&mut self, definition: &RulebookDef) -> Edition {
        // Absent only where that is an error already; the other tables are looked at all the same.
        let Some(written) = &definition.rulebook else {
            self.faulty.push(REFERENCE_DATE.to_owned());
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
        let doubtful = written.reference_date.is_some() || written.faulty.contains(&"reference_date");
        if doubtful && self.reference_date.is_none() {
            self.faulty.push(REFERENCE_DATE.to_owned());
        }
        Edition {
            title: written.title.clone().unwrap_or_default(),
            help: written.help.clone(),
            basis: written.basis.clone().unwrap_or_default(),
            valid,
            reference_date: self.reference_date,
            calendar: self.calendar,
            money: written.money.as_ref().map(|money| money.value.clone()),
            max: written.max.clone(),
            at: written.at,
        }
    }

    pub(super) fn rounding(&mut self, definition: &RulebookDef) -> RoundingPoints {
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
    pub(super) fn refuses_nothing(&mut self, mode: Mode, at: Span) {
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

    pub(super) fn constants(&mut self, definition: &RulebookDef) {
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
                    unit: constant.unit.as_ref().map(|unit| self.units.measure(&unit.value)),
                    clause: constant.clause.clone().map(|Clause(text)| text),
                    at,
                },
            );
        }
    }
}
