//! What is typical of the fields: for made-up entries only, so that no rule counts as reading what is read here.

use super::Resolver;
use crate::calendar::parse_date;
use crate::codes::{BAD_NUMBER, TYPICAL_CIRCULAR, TYPICAL_VALUE, UNREADABLE_DATE};
use crate::decode::{Located, Written, number_or_percent};
use crate::exact::Decimal;
use crate::formula::Formula;
use crate::rulebook::{Calendar, Compiled, FieldKind, Shape, Typical};
use crate::source::Span;
use crate::syntax::{FieldDef, RulebookDef, TypicalDef};
use crate::text;
use crate::text::Text;

/// The largest factor around a median; a message names it.
const WIDEST: i64 = 1_000;

impl Resolver<'_> {
    /// What is typical of each field, in the order of the fields.
    pub(super) fn typicals(&mut self, definition: &RulebookDef) -> Vec<Typical> {
        let used = (self.used_columns.clone(), self.used_constants.clone());
        let mut all = Vec::with_capacity(self.fields.len());
        for index in 0..self.fields.len() {
            let id = self.fields[index].id.clone();
            let written = definition.field.as_ref().and_then(|map| map.0.get(&id)?.1.as_ref());
            all.push(written.map(|written| self.typical(index, written)).unwrap_or_default());
        }
        self.circles(definition, &mut all);
        (self.used_columns, self.used_constants) = used;
        all
    }

    fn typical(&mut self, field: usize, written: &FieldDef) -> Typical {
        let mut typical = Typical { shares: self.shares(field, written), ..Typical::default() };
        let Some(table) = &written.typical else { return typical };
        typical.shape = self.shape(field, table);
        typical.blank = table.blank.as_ref().and_then(|blank| self.share(blank));
        typical.when = table.when.as_ref().and_then(|when| self.truth(when));
        if let Some(growth) = &table.growth {
            let (from, to) = (growth.from.value, growth.to.value);
            if self.fields[field].history == 0 || !self.fields[field].kind.is_number() {
                self.nonsense(
                    growth.at,
                    Text::new(
                        "رشد تنها برای عددی معنا دارد که سابقه (history) دارد",
                        "growth has a meaning only for a number with a `history`",
                    ),
                );
            } else if from > to || from <= Decimal::from_int(-1) {
                self.nonsense(
                    growth.at,
                    text!(
                        fa: "رشد از {from} تا {to} نوشته شده است؛ «from» باید بزرگ‌تر از منفی یک باشد و از «to» بزرگ‌تر نباشد",
                        en: "growth is written from {from} to {to}; `from` must be above -1 and not above `to`",
                        numbers: from, to
                    ),
                );
            } else {
                typical.growth = Some((from, to));
            }
        }
        typical
    }

    /// The one way in which a datum is made.
    fn shape(&mut self, field: usize, table: &TypicalDef) -> Option<Shape> {
        let kind = self.fields[field].kind.clone();
        let (number, date) = (kind.is_number(), matches!(kind, FieldKind::Date(_)));
        let mut ways = Vec::new();
        for (key, at, suits) in [
            ("median", table.median.as_ref().map(|key| key.at), number),
            ("from", table.from.as_ref().map(|key| key.at), number || date),
            ("formula", table.formula.as_ref().map(|key| key.at), number || date),
            ("yes", table.yes.as_ref().map(|key| key.at), kind == FieldKind::YesNo),
        ] {
            let Some(at) = at else { continue };
            if !suits {
                self.nonsense(
                    at,
                    text!(
                        fa: "کلید «{key}» برای این نوع قلم معنا ندارد",
                        en: "the key `{key}` has no meaning for a field of this type"
                    ),
                );
                return None;
            }
            ways.push((key, at));
        }
        for (at, with) in [
            (table.spread.as_ref().map(|key| key.at), "median"),
            (table.of.as_ref().map(|key| key.at), "from"),
            (table.to.as_ref().map(|key| key.at), "from"),
        ] {
            if at.is_some() && !ways.iter().any(|(way, _)| *way == with) && !table.faulty.contains(&with) {
                self.needed(at.unwrap_or(table.at), with);
                return None;
            }
        }
        if let [(first, _), (second, at), ..] = ways.as_slice() {
            self.nonsense(
                *at,
                text!(
                    fa: "«{first}» و «{second}» دو راه‌اند؛ تنها یکی بماند",
                    en: "`{first}` and `{second}` are two ways; keep one of them"
                ),
            );
            return None;
        }
        match ways.first()?.0 {
            "median" => self.around(table),
            "from" => self.between(field, table),
            "formula" => {
                let formula = table.formula.as_ref()?;
                self.number_or_date(formula, date).map(Shape::Formula)
            }
            _ => self.share(table.yes.as_ref()?).map(Shape::Yes),
        }
    }

    fn around(&mut self, table: &TypicalDef) -> Option<Shape> {
        let median = table.median.as_ref()?;
        if median.value <= Decimal::ZERO {
            self.nonsense(
                median.at,
                Text::new("میانه باید بزرگ‌تر از صفر باشد", "a median must be above zero"),
            );
            return None;
        }
        let spread = table.spread.as_ref().map_or(Decimal::from_int(2), |spread| spread.value);
        if !(Decimal::ONE..=Decimal::from_int(WIDEST)).contains(&spread) {
            self.nonsense(
                table.spread.as_ref().map_or(table.at, |spread| spread.at),
                text!(
                    fa: "«spread» ضریبی از ۱ تا ۱۰۰۰ است، نه {spread}",
                    en: "`spread` is a factor from 1 to 1000, not {spread}",
                    numbers: spread
                ),
            );
            return None;
        }
        Some(Shape::Around { median: median.value, spread })
    }

    fn between(&mut self, field: usize, table: &TypicalDef) -> Option<Shape> {
        let from = table.from.as_ref()?;
        let Some(to) = &table.to else {
            if !table.faulty.contains(&"to") {
                self.needed(table.at, "to");
            }
            return None;
        };
        let calendar = match self.fields[field].kind {
            FieldKind::Date(calendar) => Some(calendar),
            _ => None,
        };
        let base = match &table.of {
            None => None,
            Some(of) => Some(self.number_or_date(of, calendar.is_some())?),
        };
        let plain = calendar.filter(|_| base.is_none());
        let (least, most) = (self.written(from, plain), self.written(to, plain));
        let (least, most) = (least?, most?);
        if least > most {
            let (least, most) = (&from.value.0, &to.value.0);
            self.nonsense(
                from.at,
                text!(
                    fa: "«from» ({least}) از «to» ({most}) بزرگ‌تر است",
                    en: "`from` ({least}) is above `to` ({most})"
                ),
            );
            return None;
        }
        if base.is_some() && calendar.is_some() && !(least.is_integer() && most.is_integer()) {
            self.nonsense(
                from.at,
                Text::new("شمار روزها عددی درست است", "a number of days is a whole number"),
            );
            return None;
        }
        Some(match base {
            Some(base) => Shape::Of { base, from: least, to: most },
            None => Shape::Between { from: least, to: most },
        })
    }

    /// A number, or a date of the calendar, in days.
    fn written(&mut self, written: &Located<Written>, calendar: Option<Calendar>) -> Option<Decimal> {
        let Written(text) = &written.value;
        match calendar {
            Some(calendar) => match parse_date(text, calendar) {
                Ok(days) => return Some(Decimal::from_int(days)),
                Err(message) => self.report(UNREADABLE_DATE, written.at, message),
            },
            None => match number_or_percent(text) {
                Ok(number) => return Some(number),
                Err(error) => {
                    let (fa, en) = error.message();
                    self.report(BAD_NUMBER, written.at, Text::new(fa, en));
                }
            },
        }
        None
    }

    fn number_or_date(&mut self, text: &Located<String>, date: bool) -> Option<Compiled> {
        if !date {
            return self.number(text);
        }
        let compiled = self.compile(text)?;
        if matches!(compiled.formula, Formula::Date(_)) {
            return Some(compiled);
        }
        self.report(
            crate::codes::TYPE_MISMATCH,
            text.at,
            Text::new("اینجا تاریخ لازم است", "a date is needed here"),
        );
        None
    }

    /// A share of the entries.
    fn share(&mut self, written: &Located<Decimal>) -> Option<Decimal> {
        let share = written.value;
        if (Decimal::ZERO..=Decimal::ONE).contains(&share) {
            return Some(share);
        }
        self.nonsense(
            written.at,
            text!(
                fa: "{share} سهمی از پرونده‌ها نیست؛ عددی از ۰ تا ۱ بنویسید، یا درصد مانند \"2%\"",
                en: "{share} is no share of the entries; write a number from 0 to 1, or a percentage like \"2%\"",
                numbers: share
            ),
        );
        None
    }

    /// How many entries have each choice of a field, where its choices say so.
    fn shares(&mut self, field: usize, written: &FieldDef) -> Option<Vec<Decimal>> {
        let choices = written.choices.as_ref().filter(|_| !self.choices_of(field).is_empty())?;
        let stated = |choice: &Option<crate::syntax::ChoiceDef>| choice.as_ref()?.share.clone();
        let stated: Vec<Option<Located<Decimal>>> =
            choices.0.values().map(|(_, choice)| stated(choice)).collect();
        let first = stated.iter().flatten().next()?.at;
        let mut shares = Vec::with_capacity(stated.len());
        for share in stated {
            let value = share.as_ref().map_or(Decimal::ZERO, |share| share.value);
            if value.is_negative() {
                self.nonsense(
                    share.map_or(first, |share| share.at),
                    text!(fa: "سهم {value} منفی است", en: "the share {value} is negative", numbers: value),
                );
                return None;
            }
            shares.push(value);
        }
        if shares.iter().all(Decimal::is_zero) {
            self.nonsense(first, Text::new("سهم همهٔ گزینه‌ها صفر است", "the shares of all choices are zero"));
            return None;
        }
        Some(shares)
    }

    fn nonsense(&mut self, at: Span, message: Text) {
        self.diagnostics.push(crate::diagnostic::Diagnostic::new(TYPICAL_VALUE, at, message).hint(
            Text::new(
                "دادهٔ نوعی تنها برای پرونده‌های ساختگی است؛ آن را اصلاح یا حذف کنید",
                "typical data serve made-up entries only; correct or remove them",
            ),
        ));
    }

    /// Reports the fields whose typical data lead back to themselves, and leaves their formulas out.
    fn circles(&mut self, definition: &RulebookDef, all: &mut [Typical]) {
        let reads: Vec<Vec<usize>> = all.iter().map(|typical| self.fields_read(typical)).collect();
        let circular: Vec<usize> = (0..all.len()).filter(|field| leads_to(&reads, *field)).collect();
        for field in circular {
            let id = &self.fields[field].id;
            let written =
                definition.field.as_ref().and_then(|map| map.0.get(id)?.1.as_ref()?.typical.as_ref());
            let at = written.map_or(self.fields[field].at, |written| written.at);
            let message = text!(
                fa: "دادهٔ نوعی «{id}» به خود آن بازمی‌گردد",
                en: "what is typical of `{id}` leads back to `{id}` itself"
            );
            self.diagnostics.push(crate::diagnostic::Diagnostic::new(TYPICAL_CIRCULAR, at, message).hint(
                Text::new(
                    "به‌جای فرمول یکی از این قلم‌ها، عدد بنویسید",
                    "give one of these fields numbers in place of its formula",
                ),
            ));
            all[field].shape = None;
            all[field].when = None;
        }
    }

    /// The fields that what is typical of one field reads.
    fn fields_read(&self, typical: &Typical) -> Vec<usize> {
        let formulas = typical.shape.iter().filter_map(Shape::formula).chain(&typical.when);
        let columns = formulas.flat_map(|formula| formula.formula.columns());
        columns.filter_map(|column| Some(self.columns.get(column)?.field)).collect()
    }
}

/// Whether following what is read leads from a field back to it.
fn leads_to(reads: &[Vec<usize>], field: usize) -> bool {
    let mut seen = vec![false; reads.len()];
    let mut open = reads[field].clone();
    while let Some(next) = open.pop() {
        if next == field {
            return true;
        }
        if !std::mem::replace(&mut seen[next], true) {
            open.extend(&reads[next]);
        }
    }
    false
}
