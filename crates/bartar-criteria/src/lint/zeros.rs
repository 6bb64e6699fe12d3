//! Divisions, roots and logarithms that have no answer for some entries.

use super::{Linter, table};
use crate::codes::{DOMAIN_UNSTATED, ZERO_UNSTATED};
use crate::diagnostic::Code;
use crate::formula::{Formula, Known, Number, NumberKind, Operator};
use crate::rulebook::{Compiled, Rule};
use crate::text;
use crate::text::Text;

/// Who states what a zero denominator means.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Zero {
    /// The indicator does.
    Stated,
    /// The indicator could, and does not.
    Unstated,
    /// Nobody can: the formula must not come to it.
    Unstatable,
}

impl Linter<'_> {
    /// Every denominator that can be zero has a stated meaning, and no root or logarithm leaves its domain.
    pub(super) fn zero_denominators(&mut self) {
        let rulebook = self.rulebook;
        for (indicator, written) in self.indicators() {
            let faulty = table(&written.indicators, &indicator.id)
                .is_some_and(|written| written.faulty.contains(&"zero"));
            let zero = if indicator.zero.is_some() || faulty { Zero::Stated } else { Zero::Unstated };
            if let Rule::Checklist(items) = &indicator.rule {
                for (condition, _) in items {
                    self.undefined(condition, zero);
                }
            }
            if let Some(value) = &indicator.value {
                self.undefined(value, zero);
            }
        }
        let formulas = (rulebook.gates.iter().map(|gate| &gate.require))
            .chain(rulebook.checks.iter().flat_map(|check| [&check.stated, &check.parts]))
            .chain(rulebook.classes.iter().map(|class| &class.value))
            .chain(rulebook.pools.iter().filter_map(|pool| pool.when.as_ref()))
            .chain(rulebook.orientations.iter().map(|orientation| &orientation.when))
            .chain(&rulebook.data.withdrawn);
        for formula in formulas {
            self.undefined(formula, Zero::Unstatable);
        }
    }

    /// Reports the parts of a formula that have no answer for some entries.
    fn undefined(&mut self, compiled: &Compiled, zero: Zero) {
        let known = self.known();
        let mut found: Vec<(Code, u32, u32)> = Vec::new();
        let ranged = |part: &Number| {
            let mut columns = Vec::new();
            part.visit(&known, &mut |number, _| {
                if let NumberKind::Column(column) = number.kind {
                    columns.push(column);
                }
            });
            self.ranged(columns)
        };
        let mut visit = |part: Option<(&Number, Code)>| {
            let sure = part.filter(|(part, _)| ranged(part));
            found.extend(sure.map(|(part, code)| (code, part.from, part.to)));
        };
        match &compiled.formula {
            Formula::Number(number) | Formula::Date(number) => {
                number.visit(&known, &mut |number, known| visit(without_answer(number, known)));
            }
            Formula::Truth(truth) => {
                truth.visit(&known, &mut |number, known| visit(without_answer(number, known)));
            }
            Formula::Choice(_) | Formula::Class(_) => {}
        }
        for (code, from, to) in found {
            self.report_undefined(compiled, zero, code, from as usize, to as usize);
        }
    }

    fn report_undefined(&mut self, compiled: &Compiled, zero: Zero, code: Code, from: usize, to: usize) {
        let at = compiled.text.part(&self.rulebook.sources, from, to);
        let part = compiled.text.value.get(from..to).unwrap_or_default();
        if code == DOMAIN_UNSTATED {
            self.report(
                code,
                at,
                text!(
                    fa: "«{part}» می‌تواند بیرون از دامنهٔ این تابع باشد",
                    en: "`{part}` can lie outside the domain of this function"
                ),
                text!(
                    fa: "بازهٔ مجاز قلم را با range محدود کنید، یا چیزی مانند max({part}, 1) بنویسید",
                    en: "limit the `range` of the field, or write something like max({part}, 1)"
                ),
            );
            return;
        }
        let message = text!(
            fa: "مخرج «{part}» می‌تواند صفر باشد و گفته نشده است که آنگاه چه می‌شود",
            en: "the denominator `{part}` can be zero, and it is not stated what then"
        );
        let hint = match zero {
            Zero::Stated => return,
            Zero::Unstated => Text::new(
                "zero = \"zero-points\"، \"full-points\" یا \"missing\" را به شاخص بیفزایید، یا صفر را با range از قلم بیرون بگذارید",
                "add zero = \"zero-points\", \"full-points\" or \"missing\" to the indicator, or keep zero out of the field's `range`",
            ),
            Zero::Unstatable => text!(
                fa: "در خود فرمول بگویید آنگاه چه می‌شود: if({part} = 0, …, …)؛ یا صفر را با range از قلم بیرون بگذارید",
                en: "say in the formula what then: if({part} = 0, ..., ...); or keep zero out of the field's `range`"
            ),
        };
        self.report(code, at, message, hint);
    }
}

/// The part of a number that leaves it without an answer for some entry.
fn without_answer<'n>(number: &'n Number, known: &Known<'n>) -> Option<(&'n Number, Code)> {
    let (part, code, undefined) = match &number.kind {
        NumberKind::Binary(Operator::Over, _, part) => (part, ZERO_UNSTATED, known.can_be_zero(part)),
        NumberKind::Root(part, degree, _) if degree % 2 == 0 => {
            (part, DOMAIN_UNSTATED, part.range(known).can_be_negative())
        }
        NumberKind::Ln(part, _) => {
            let range = part.range(known);
            (part, DOMAIN_UNSTATED, range.can_be_negative() || range.contains_zero())
        }
        _ => return None,
    };
    undefined.then_some((part, code))
}
