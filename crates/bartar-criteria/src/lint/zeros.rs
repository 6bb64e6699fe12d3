//! Divisions, roots and logarithms that have no answer for some entries, or a doubtful one.

use super::{Linter, table};
use crate::codes::{DOMAIN_UNSTATED, NEGATIVE_UNSTATED, ZERO_UNSTATED};
use crate::diagnostic::Code;
use crate::formula::{Formula, Known, Number, NumberKind, Operator};
use crate::rulebook::{Compiled, Rule};
use crate::source::Span;
use crate::text;
use crate::text::Text;

/// Who states what a zero or a negative denominator means.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Meaning {
    /// The indicator does.
    Stated,
    /// The indicator could, and does not.
    Unstated,
    /// Nobody can: the formula must not come to it.
    Unstatable,
}

/// What is stated of the denominators of one formula.
#[derive(Copy, Clone)]
struct Stated {
    zero: Meaning,
    negative: Meaning,
}

impl Linter<'_> {
    /// Every denominator that can be zero or negative has a stated meaning, and no root or logarithm leaves its domain.
    pub(super) fn denominators(&mut self) {
        let rulebook = self.rulebook;
        for (indicator, written) in self.indicators() {
            let meaning = |stated: bool, key: &str| {
                let faulty = table(&written.indicators, &indicator.id)
                    .is_some_and(|written| written.faulty.contains(&key));
                if stated || faulty { Meaning::Stated } else { Meaning::Unstated }
            };
            let stated = Stated {
                zero: meaning(indicator.zero.is_some(), "zero"),
                negative: meaning(indicator.negative.is_some(), "negative"),
            };
            if let Rule::Checklist(items) = &indicator.rule {
                for (condition, _) in items {
                    self.undefined(condition, stated);
                }
            }
            if let Some(value) = &indicator.value {
                self.undefined(value, stated);
            }
        }
        let formulas = (rulebook.gates.iter().map(|gate| &gate.require))
            .chain(rulebook.checks.iter().flat_map(|check| check.rule.formulas()))
            .chain(rulebook.classes.iter().map(|class| &class.value))
            .chain(rulebook.pools.iter().filter_map(|pool| pool.when.as_ref()))
            .chain(rulebook.orientations.iter().map(|orientation| &orientation.when))
            .chain(&rulebook.data.withdrawn);
        let stated = Stated { zero: Meaning::Unstatable, negative: Meaning::Unstatable };
        for formula in formulas {
            self.undefined(formula, stated);
        }
    }

    /// Reports the parts of a formula that have no answer for some entries.
    fn undefined(&mut self, compiled: &Compiled, stated: Stated) {
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
        let mut visit = |number: &Number, codes: Vec<Code>| {
            let Some(part) = operand(number).filter(|part| !codes.is_empty() && ranged(part)) else { return };
            found.extend(codes.into_iter().map(|code| (code, part.from, part.to)));
        };
        match &compiled.formula {
            Formula::Number(number) | Formula::Date(number) => {
                number.visit(&known, &mut |number, known| visit(number, undefined_for(number, known)));
            }
            Formula::Truth(truth) => {
                truth.visit(&known, &mut |number, known| visit(number, undefined_for(number, known)));
            }
            Formula::Choice(_) | Formula::Class(_) => {}
        }
        for (code, from, to) in found {
            self.report_undefined(compiled, stated, code, from as usize, to as usize);
        }
    }

    fn report_undefined(&mut self, compiled: &Compiled, stated: Stated, code: Code, from: usize, to: usize) {
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
        if code == NEGATIVE_UNSTATED {
            self.report_negative(compiled, stated.negative, at, part);
            return;
        }
        let message = text!(
            fa: "مخرج «{part}» می‌تواند صفر باشد و گفته نشده است که آنگاه چه می‌شود",
            en: "the denominator `{part}` can be zero, and it is not stated what then"
        );
        let hint = match stated.zero {
            Meaning::Stated => return,
            Meaning::Unstated => Text::new(
                "zero = \"zero-points\"، \"full-points\" یا \"missing\" را به شاخص بیفزایید، یا صفر را با range از قلم بیرون بگذارید",
                "add zero = \"zero-points\", \"full-points\" or \"missing\" to the indicator, or keep zero out of the field's `range`",
            ),
            Meaning::Unstatable => text!(
                fa: "در خود فرمول بگویید آنگاه چه می‌شود: if({part} = 0, …, …)؛ یا صفر را با range از قلم بیرون بگذارید",
                en: "say in the formula what then: if({part} = 0, ..., ...); or keep zero out of the field's `range`"
            ),
        };
        self.report(code, at, message, hint);
    }

    fn report_negative(&mut self, compiled: &Compiled, negative: Meaning, at: Span, part: &str) {
        let hint = match negative {
            Meaning::Stated => return,
            Meaning::Unstated => Text::new(
                "negative = \"zero-points\"، \"full-points\"، \"missing\" یا \"as-computed\" را به شاخص بیفزایید، یا مقدار منفی را با range از قلم بیرون بگذارید",
                "add negative = \"zero-points\", \"full-points\", \"missing\" or \"as-computed\" to the indicator, or keep values below zero out of the field's `range`",
            ),
            Meaning::Unstatable if compiled.formula.as_truth().is_some() => text!(
                fa: "در خود فرمول بگویید آنگاه چه می‌شود: {part} > 0 and …؛ یا مقدار منفی را با range از قلم بیرون بگذارید",
                en: "say in the formula what then: {part} > 0 and ...; or keep values below zero out of the field's `range`"
            ),
            Meaning::Unstatable => text!(
                fa: "در خود فرمول بگویید آنگاه چه می‌شود: if({part} < 0, …, …)؛ یا مقدار منفی را با range از قلم بیرون بگذارید",
                en: "say in the formula what then: if({part} < 0, ..., ...); or keep values below zero out of the field's `range`"
            ),
        };
        let message = text!(
            fa: "مخرج «{part}» می‌تواند منفی باشد و گفته نشده است که آنگاه چه می‌شود",
            en: "the denominator `{part}` can be negative, and it is not stated what then"
        );
        self.report(NEGATIVE_UNSTATED, at, message, hint);
    }
}

/// What a division divides by, and what a root or logarithm is taken of.
fn operand(number: &Number) -> Option<&Number> {
    match &number.kind {
        NumberKind::Binary(Operator::Over, _, part)
        | NumberKind::Root(part, ..)
        | NumberKind::Ln(part, _) => Some(part),
        _ => None,
    }
}

/// What leaves a number without an answer, or with one of doubtful meaning, for some entry.
fn undefined_for<'n>(number: &'n Number, known: &Known<'n>) -> Vec<Code> {
    let Some(part) = operand(number) else { return Vec::new() };
    let range = part.range(known);
    let negative = range.can_be_negative();
    let found = match &number.kind {
        NumberKind::Root(_, degree, _) => vec![(degree % 2 == 0 && negative, DOMAIN_UNSTATED)],
        NumberKind::Ln(..) => vec![(negative || range.contains_zero(), DOMAIN_UNSTATED)],
        // A number that the rulebook writes itself is meant.
        _ => {
            vec![(known.can_be_zero(part), ZERO_UNSTATED), (negative && !range.is_point(), NEGATIVE_UNSTATED)]
        }
    };
    found.into_iter().filter_map(|(found, code)| found.then_some(code)).collect()
}
