//! Formulas in words: the same tree, read aloud with the titles of its fields.

use super::{Comparison, Formula, Number, NumberKind, Operator, Truth, TruthKind};
use crate::calendar::format_date;
use crate::exact::{Decimal, DigitSet, Mode, format_number, to_persian_digits};
use crate::rulebook::{FieldKind, Rulebook};
use crate::text::{Lang, Text};

impl Formula {
    /// The formula in words, in both languages.
    #[must_use]
    pub fn prose(&self, rulebook: &Rulebook) -> Text {
        self.read(rulebook, None)
    }

    /// The formula with numbers in place of names: what an entry states for its fields, and the numbers of constants.
    #[must_use]
    pub fn worked(&self, rulebook: &Rulebook, stated: &dyn Fn(usize) -> Text) -> Text {
        self.read(rulebook, Some(stated))
    }

    fn read(&self, rulebook: &Rulebook, stated: Option<&dyn Fn(usize) -> Text>) -> Text {
        let read = |lang| {
            let prose = Prose { rulebook, lang, stated };
            match self {
                Self::Number(number) | Self::Date(number) => prose.number(number, 0),
                Self::Truth(truth) => prose.truth(truth, 0),
                Self::Choice(column) => prose.column(*column),
                Self::Class(class) => class.title.get(lang).to_owned(),
            }
        };
        Text { fa: read(Lang::Fa), en: read(Lang::En) }
    }
}

struct Prose<'a> {
    rulebook: &'a Rulebook,
    lang: Lang,
    /// What an entry states, where numbers stand in place of names.
    stated: Option<&'a dyn Fn(usize) -> Text>,
}

impl Prose<'_> {
    fn pick<'t>(&self, fa: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Fa => fa,
            Lang::En => en,
        }
    }

    fn column(&self, column: usize) -> String {
        let text = match self.stated {
            Some(stated) => stated(column),
            None => self.rulebook.column_title(column),
        };
        text.get(self.lang).to_owned()
    }

    fn literal(&self, value: &Decimal) -> String {
        let digits = if self.lang == Lang::Fa { DigitSet::Persian } else { DigitSet::Latin };
        format_number(value, None, digits, true)
    }

    fn call(&self, name: &str, parts: &[&Number]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.number(part, 0)).collect();
        format!("{name}({})", parts.join(self.pick("، ", ", ")))
    }

    fn number(&self, number: &Number, outer: u8) -> String {
        let parts = number.parts();
        match &number.kind {
            NumberKind::Literal(value) => self.literal(value),
            NumberKind::Constant(_, value, _) if self.stated.is_some() => self.literal(value),
            NumberKind::Constant(name, ..) => self
                .rulebook
                .constants
                .get(name)
                .map_or_else(|| name.clone(), |constant| constant.title.get(self.lang).to_owned()),
            NumberKind::ReferenceDate(days) if self.stated.is_some() => {
                let date = format_date(*days, self.rulebook.edition.calendar);
                if self.lang == Lang::Fa { to_persian_digits(&date) } else { date }
            }
            NumberKind::ReferenceDate(_) => self.pick("تاریخ مبنا", "reference date").to_owned(),
            NumberKind::Column(column) => self.column(*column),
            NumberKind::Minus(x) => format!("−{}", self.number(x, 3)),
            NumberKind::Binary(operator, a, b) => {
                let (sign, level) = match operator {
                    Operator::Plus => ("+", 1),
                    Operator::Minus => ("−", 1),
                    Operator::Times => ("×", 2),
                    Operator::Over => ("÷", 2),
                };
                let written = format!("{} {sign} {}", self.number(a, level), self.number(b, level + 1));
                if level < outer { format!("({written})") } else { written }
            }
            NumberKind::If(condition, a, b) => {
                let written = format!(
                    "{} {}{} {}{} {}",
                    self.pick("اگر", "if"),
                    self.truth(condition, 0),
                    self.pick("،", ","),
                    self.number(a, 0),
                    self.pick("، وگرنه", ", otherwise"),
                    self.number(b, 0)
                );
                if outer > 0 { format!("({written})") } else { written }
            }
            NumberKind::Min(_) => self.call(self.pick("کمترین", "smallest of "), &parts),
            NumberKind::Max(_) => self.call(self.pick("بیشترین", "largest of "), &parts),
            NumberKind::Coalesce(_) => self.call(self.pick("نخستین دانسته از ", "first known of "), &parts),
            NumberKind::Clamp(..) => self.call(self.pick("کران‌دار", "clamp"), &parts),
            NumberKind::Abs(x) => format!("|{}|", self.number(x, 0)),
            NumberKind::Round(mode, x, digits) => {
                let (fa, en) = mode_words(*mode);
                let inner = self.number(x, 0);
                match self.lang {
                    Lang::Fa => format!("{fa} ({inner}) تا {digits} رقم"),
                    Lang::En => format!("({inner}) {en} to {digits} digits"),
                }
            }
            NumberKind::Root(_, degree, _) => match self.lang {
                Lang::Fa => self.call(&format!("ریشهٔ {degree}ُم "), &parts),
                Lang::En => self.call(&format!("root {degree} of "), &parts),
            },
            NumberKind::Ln(..) => self.call("ln", &parts),
            NumberKind::YearsBetween(..) => self.call(self.pick("سال‌های میان ", "years between "), &parts),
            NumberKind::DaysBetween(..) => self.call(self.pick("روزهای میان ", "days between "), &parts),
        }
    }

    fn truth(&self, truth: &Truth, outer: u8) -> String {
        let bracketed =
            |written: String, level: u8| if level < outer { format!("({written})") } else { written };
        match &truth.kind {
            TruthKind::Literal(value) => {
                if *value {
                    self.pick("همیشه", "always").to_owned()
                } else {
                    self.pick("هیچ‌گاه", "never").to_owned()
                }
            }
            TruthKind::Flag(column) => self.column(*column),
            TruthKind::Compare(comparison, a, b) => {
                format!("{} {} {}", self.number(a, 1), sign(*comparison), self.number(b, 1))
            }
            TruthKind::ChoiceIn(column, wanted) => {
                let field = &self.rulebook.fields[self.rulebook.columns[*column].field];
                let FieldKind::Choice(choices) = &field.kind else { return self.column(*column) };
                self.one_of(&self.column(*column), wanted, choices)
            }
            TruthKind::ClassIn(class, wanted) => {
                self.one_of(class.title.get(self.lang), wanted, &class.choices)
            }
            TruthKind::And(a, b) => {
                bracketed(format!("{} {} {}", self.truth(a, 2), self.pick("و", "and"), self.truth(b, 2)), 2)
            }
            TruthKind::Or(a, b) => {
                bracketed(format!("{} {} {}", self.truth(a, 1), self.pick("یا", "or"), self.truth(b, 1)), 1)
            }
            TruthKind::Not(inner) => format!("{} ({})", self.pick("نه", "not"), self.truth(inner, 0)),
            TruthKind::Known(column) => {
                format!("{} {}", self.column(*column), self.pick("دانسته باشد", "is known"))
            }
        }
    }

    fn one_of(&self, subject: &str, wanted: &[u16], choices: &[crate::rulebook::Choice]) -> String {
        let titles: Vec<&str> = wanted
            .iter()
            .filter_map(|index| choices.get(usize::from(*index)))
            .map(|choice| choice.title.get(self.lang))
            .collect();
        match self.lang {
            Lang::Fa => format!("{subject} = «{}»", titles.join("» یا «")),
            Lang::En => format!("{subject} = \"{}\"", titles.join("\" or \"")),
        }
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::Unequal => "≠",
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::More => ">",
        Comparison::AtLeast => "≥",
    }
}

/// What a rounding mode is called.
#[must_use]
pub fn mode_words(mode: Mode) -> (&'static str, &'static str) {
    match mode {
        Mode::HalfUp => ("گرد شده (نیم به بالا)", "rounded half-up"),
        Mode::HalfEven => ("گرد شده (نیم به زوج)", "rounded half-even"),
        Mode::Floor => ("گرد شده به پایین", "rounded down"),
        Mode::Ceiling => ("گرد شده به بالا", "rounded up"),
        Mode::Truncate => ("بریده شده", "truncated"),
        Mode::Refuse => ("بی گرد کردن", "unrounded"),
    }
}
