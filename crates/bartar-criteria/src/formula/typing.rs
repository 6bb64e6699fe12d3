//! Names and types: from syntax to a tree that can only be evaluated to what its place needs.

use super::parser::{Syntax, SyntaxKind};
use super::{Comparison, Fault, Formula, Number, NumberKind, Operator, Truth, TruthKind};
use crate::codes::{FORMULA_SYNTAX, NO_HISTORY, TYPE_MISMATCH, UNKNOWN_NAME};
use crate::decode::nearest;
use crate::exact::Mode;
use crate::rulebook::{Calendar, Choice, Class, ColumnSpec, Constant, Field, FieldKind};
use crate::text;
use crate::text::Text;
use indexmap::IndexMap;
use std::sync::Arc;

/// What formulas may refer to.
#[derive(Debug)]
pub struct Names<'a> {
    /// The fields.
    pub fields: &'a [Field],
    /// The columns, made of fields and years.
    pub columns: &'a [ColumnSpec],
    /// The named numbers.
    pub constants: &'a IndexMap<String, Constant>,
    /// The classes.
    pub classes: &'a [Arc<Class>],
    /// The edition's reference date in days since 1970-01-01.
    pub reference_date: Option<i64>,
    /// The calendar in which whole years are counted.
    pub calendar: Calendar,
    /// Names whose definition is faulty: using them is no second fault.
    pub faulty: &'a [String],
}

impl Names<'_> {
    /// The name that was probably meant by one that is not known.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let known = (self.fields.iter().map(|field| field.id.as_str()))
            .chain(self.constants.keys().map(String::as_str))
            .chain(self.classes.iter().map(|class| class.id.as_str()))
            .chain(self.faulty.iter().map(String::as_str))
            .chain([REFERENCE_DATE]);
        nearest(name, known)
    }
}

/// Name of the edition's reference date in formulas.
pub(crate) const REFERENCE_DATE: &str = "reference_date";

/// The functions, for hints.
const FUNCTIONS: &[&str] = &[
    "if",
    "min",
    "max",
    "clamp",
    "abs",
    "round_half_up",
    "round_half_even",
    "ceil",
    "floor",
    "truncate",
    "coalesce",
    "known",
    "sqrt",
    "root",
    "ln",
    "years_between",
    "days_between",
];

/// Gives every name its meaning and every part its type.
pub fn resolve(syntax: &Syntax, names: &Names<'_>) -> Result<Formula, Vec<Fault>> {
    let mut typing = Typing { names, faults: Vec::new(), poisoned: false };
    match typing.formula(syntax) {
        Some(formula) if typing.faults.is_empty() && !typing.poisoned => Ok(formula),
        _ => Err(typing.faults),
    }
}

struct Typing<'a> {
    names: &'a Names<'a>,
    faults: Vec<Fault>,
    /// A name with a faulty definition was met: no fault here, but no formula either.
    poisoned: bool,
}

impl Typing<'_> {
    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    fn expected(&mut self, syntax: &Syntax, fa: &str, en: &str) {
        self.fault(Fault::new(
            TYPE_MISMATCH,
            syntax.from,
            syntax.to,
            text!(fa: "اینجا {fa} لازم است", en: "{en} is needed here"),
        ));
    }

    fn formula(&mut self, syntax: &Syntax) -> Option<Formula> {
        match &syntax.kind {
            SyntaxKind::Name(name) => self.name(name, syntax),
            SyntaxKind::Truth(_) | SyntaxKind::Not(_) | SyntaxKind::In(..) => {
                self.truth(syntax).map(Formula::Truth)
            }
            SyntaxKind::Binary(sign, ..) if !matches!(*sign, "+" | "-" | "*" | "/") => {
                self.truth(syntax).map(Formula::Truth)
            }
            SyntaxKind::Call(function, _) if function == "known" => self.truth(syntax).map(Formula::Truth),
            SyntaxKind::Quoted(_) => {
                self.expected(syntax, "عدد یا نام", "a number or a name");
                None
            }
            _ => self.number(syntax).map(Formula::Number),
        }
    }

    fn name(&mut self, name: &str, syntax: &Syntax) -> Option<Formula> {
        let (from, to) = place(syntax);
        let number = |kind| Number { kind, from, to };
        if let Some(constant) = self.names.constants.get(name) {
            let unit = constant.unit.as_ref().map(|unit| unit.code.clone());
            return Some(Formula::Number(number(NumberKind::Constant(
                name.to_owned(),
                constant.value,
                unit,
            ))));
        }
        if let Some(class) = self.names.classes.iter().find(|class| class.id == name) {
            return Some(Formula::Class(Arc::clone(class)));
        }
        if name == REFERENCE_DATE {
            if let Some(days) = self.names.reference_date {
                return Some(Formula::Date(number(NumberKind::ReferenceDate(days))));
            }
            if self.names.faulty.iter().any(|faulty| faulty == REFERENCE_DATE) {
                self.poisoned = true;
                return None;
            }
            self.fault(Fault::new(
                UNKNOWN_NAME,
                syntax.from,
                syntax.to,
                Text::new(
                    "شیوه‌نامه تاریخ مبنا (reference-date) ندارد",
                    "the edition states no `reference-date`",
                ),
            ));
            return None;
        }
        let column = self.column(name, syntax)?;
        let field = &self.names.fields[self.names.columns[column].field];
        Some(match &field.kind {
            FieldKind::Date(_) => Formula::Date(number(NumberKind::Column(column))),
            FieldKind::YesNo => Formula::Truth(Truth { kind: TruthKind::Flag(column), from, to }),
            FieldKind::Choice(_) => Formula::Choice(column),
            FieldKind::Text | FieldKind::NationalId => {
                let id = &field.id;
                self.fault(Fault::new(
                    TYPE_MISMATCH,
                    syntax.from,
                    syntax.to,
                    text!(
                        fa: "«{id}» متن است و در فرمول به کار نمی‌رود",
                        en: "`{id}` is a text, which formulas cannot use"
                    ),
                ));
                return None;
            }
            _ => Formula::Number(number(NumberKind::Column(column))),
        })
    }

    /// The column behind `field`, `field@prev`, `field@prev2`, ...
    fn column(&mut self, name: &str, syntax: &Syntax) -> Option<usize> {
        let (id, years) = match name.split_once('@') {
            None => (name, Some(0)),
            Some((id, "prev")) => (id, Some(1)),
            Some((id, suffix)) => (id, suffix.strip_prefix("prev").and_then(|n| n.parse::<u8>().ok())),
        };
        let Some(field) = self.names.fields.iter().position(|field| field.id == id) else {
            if self.names.faulty.iter().any(|faulty| faulty == id) {
                self.poisoned = true;
            } else {
                self.unknown(id, syntax);
            }
            return None;
        };
        let found = years.and_then(|years| {
            let wanted = ColumnSpec { field, years_before: years };
            self.names.columns.iter().position(|column| *column == wanted)
        });
        if found.is_none() {
            let history = self.names.fields[field].history;
            self.fault(Fault {
                hint: Some(text!(
                    fa: "در تعریف قلم، history را به شمار سال‌های پیشین برسانید (اکنون {history})",
                    en: "raise `history` of the field to the number of earlier years (now {history})", numbers: history)),
                ..Fault::new(
                    NO_HISTORY,
                    syntax.from,
                    syntax.to,
                    text!(
                        fa: "قلم «{id}» داده‌ای برای «{name}» ندارد",
                        en: "the field `{id}` has no data for `{name}`"
                    ),
                )
            });
        }
        found
    }

    fn unknown(&mut self, name: &str, syntax: &Syntax) {
        let hint = (self.names.nearest(name))
            .map(|near| text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        let message = text!(
            fa: "«{name}» نه قلم است، نه عدد ثابت و نه رده",
            en: "`{name}` is no field, constant or class"
        );
        self.fault(Fault { hint, ..Fault::new(UNKNOWN_NAME, syntax.from, syntax.to, message) });
    }

    fn number(&mut self, syntax: &Syntax) -> Option<Number> {
        let (from, to) = place(syntax);
        let kind = match &syntax.kind {
            SyntaxKind::Number(number) => NumberKind::Literal(*number),
            SyntaxKind::Name(name) => match self.name(name, syntax)? {
                Formula::Number(number) => return Some(number),
                _ => {
                    self.expected(syntax, "عدد", "a number");
                    return None;
                }
            },
            SyntaxKind::Minus(inner) => NumberKind::Minus(Box::new(self.number(inner)?)),
            SyntaxKind::Binary(sign @ ("+" | "-" | "*" | "/"), left, right) => {
                let (left, right) = (self.number(left), self.number(right));
                let operator = match *sign {
                    "+" => Operator::Plus,
                    "-" => Operator::Minus,
                    "*" => Operator::Times,
                    _ => Operator::Over,
                };
                NumberKind::Binary(operator, Box::new(left?), Box::new(right?))
            }
            SyntaxKind::Call(function, arguments) => self.call(function, arguments, syntax)?,
            _ => {
                self.expected(syntax, "عدد", "a number");
                return None;
            }
        };
        Some(Number { kind, from, to })
    }

    fn call(&mut self, function: &str, arguments: &[Syntax], syntax: &Syntax) -> Option<NumberKind> {
        let (low, high) = match function {
            "abs" => (1, 1),
            "sqrt" | "ln" | "years_between" | "days_between" => (2, 2),
            "round_half_up" | "round_half_even" | "ceil" | "floor" | "truncate" => (1, 2),
            "if" | "clamp" | "root" => (3, 3),
            "min" | "max" | "coalesce" => (2, usize::MAX),
            _ => {
                let hint = nearest(function, FUNCTIONS.iter().copied());
                let (all_fa, all) = (FUNCTIONS.join("، "), FUNCTIONS.join(", "));
                let hint = match hint {
                    Some(near) => text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"),
                    None => text!(fa: "تابع‌ها: {all_fa}", en: "the functions are: {all}"),
                };
                let message =
                    text!(fa: "تابعی به نام «{function}» نیست", en: "there is no function `{function}`");
                self.fault(Fault {
                    hint: Some(hint),
                    ..Fault::new(UNKNOWN_NAME, syntax.from, syntax.to, message)
                });
                return None;
            }
        };
        if arguments.len() < low || arguments.len() > high {
            let needed = if low == high { low.to_string() } else { format!("≥ {low}") };
            self.fault(Fault::new(
                FORMULA_SYNTAX,
                syntax.from,
                syntax.to,
                text!(
                    fa: "شمار آرگومان‌های «{function}» درست نیست (لازم: {needed})",
                    en: "`{function}` has the wrong number of arguments (needed: {needed})", numbers: needed),
            ));
            return None;
        }
        Some(match function {
            "if" => {
                let condition = self.truth(&arguments[0]);
                let (then, otherwise) = (self.number(&arguments[1]), self.number(&arguments[2]));
                NumberKind::If(Box::new(condition?), Box::new(then?), Box::new(otherwise?))
            }
            "min" => NumberKind::Min(self.numbers(arguments)?),
            "max" => NumberKind::Max(self.numbers(arguments)?),
            "coalesce" => NumberKind::Coalesce(self.numbers(arguments)?),
            "clamp" => {
                let mut parts = self.numbers(arguments)?.into_iter();
                NumberKind::Clamp(Box::new(parts.next()?), Box::new(parts.next()?), Box::new(parts.next()?))
            }
            "abs" => NumberKind::Abs(Box::new(self.number(&arguments[0])?)),
            "sqrt" => {
                let (x, digits) = (self.number(&arguments[0]), self.digits(&arguments[1]));
                NumberKind::Root(Box::new(x?), 2, digits?)
            }
            "root" => {
                let x = self.number(&arguments[0]);
                let (degree, digits) = (self.small(&arguments[1], 1, 64), self.digits(&arguments[2]));
                NumberKind::Root(Box::new(x?), u32::from(degree?), digits?)
            }
            "ln" => {
                let (x, digits) = (self.number(&arguments[0]), self.digits(&arguments[1]));
                NumberKind::Ln(Box::new(x?), digits?)
            }
            "years_between" => {
                let (a, b) = (self.date(&arguments[0]), self.date(&arguments[1]));
                NumberKind::YearsBetween(Box::new(a?), Box::new(b?), self.names.calendar)
            }
            "days_between" => {
                let (a, b) = (self.date(&arguments[0]), self.date(&arguments[1]));
                NumberKind::DaysBetween(Box::new(a?), Box::new(b?))
            }
            rounding => {
                let mode = match rounding {
                    "round_half_up" => Mode::HalfUp,
                    "round_half_even" => Mode::HalfEven,
                    "ceil" => Mode::Ceiling,
                    "floor" => Mode::Floor,
                    _ => Mode::Truncate,
                };
                let x = self.number(&arguments[0]);
                let digits = arguments.get(1).map_or(Some(0), |digits| self.digits(digits));
                NumberKind::Round(mode, Box::new(x?), digits?)
            }
        })
    }

    fn numbers(&mut self, arguments: &[Syntax]) -> Option<Vec<Number>> {
        let numbers: Vec<Option<Number>> = arguments.iter().map(|argument| self.number(argument)).collect();
        numbers.into_iter().collect()
    }

    /// Digits of a rounding, written as a plain number.
    fn digits(&mut self, syntax: &Syntax) -> Option<u8> {
        self.small(syntax, 0, 18)
    }

    fn small(&mut self, syntax: &Syntax, low: u8, high: u8) -> Option<u8> {
        if let SyntaxKind::Number(number) = &syntax.kind
            && number.is_integer()
            && let Ok(whole) = u8::try_from(number.mantissa())
            && (low..=high).contains(&whole)
        {
            return Some(whole);
        }
        self.fault(Fault::new(
            FORMULA_SYNTAX,
            syntax.from,
            syntax.to,
            text!(
                fa: "اینجا عددی درست از {low} تا {high} لازم است",
                en: "a whole number from {low} to {high} is needed here", numbers: low, high),
        ));
        None
    }

    fn date(&mut self, syntax: &Syntax) -> Option<Number> {
        if let SyntaxKind::Name(name) = &syntax.kind
            && let Formula::Date(date) = self.name(name, syntax)?
        {
            return Some(date);
        }
        self.expected(syntax, "تاریخ", "a date");
        None
    }

    fn truth(&mut self, syntax: &Syntax) -> Option<Truth> {
        let (from, to) = place(syntax);
        let kind = match &syntax.kind {
            SyntaxKind::Truth(truth) => TruthKind::Literal(*truth),
            SyntaxKind::Name(name) => match self.name(name, syntax)? {
                Formula::Truth(truth) => return Some(truth),
                _ => {
                    self.expected(syntax, "بله/نه", "a yes/no");
                    return None;
                }
            },
            SyntaxKind::Not(inner) => TruthKind::Not(Box::new(self.truth(inner)?)),
            SyntaxKind::Binary(sign @ ("and" | "or"), left, right) => {
                let (left, right) = (self.truth(left), self.truth(right));
                let (left, right) = (Box::new(left?), Box::new(right?));
                if *sign == "and" { TruthKind::And(left, right) } else { TruthKind::Or(left, right) }
            }
            SyntaxKind::Binary(sign, left, right) => self.comparison(sign, left, right, syntax)?,
            SyntaxKind::In(left, list) => self.membership(left, &list.iter().collect::<Vec<_>>())?,
            SyntaxKind::Call(function, arguments) if function == "known" => match arguments.as_slice() {
                [Syntax { kind: SyntaxKind::Name(name), .. }] => {
                    TruthKind::Known(self.column(name, &arguments[0])?)
                }
                _ => {
                    self.expected(syntax, "نام یک قلم", "the name of a field");
                    return None;
                }
            },
            _ => {
                self.expected(syntax, "بله/نه", "a yes/no");
                return None;
            }
        };
        Some(Truth { kind, from, to })
    }

    fn comparison(&mut self, sign: &str, left: &Syntax, right: &Syntax, whole: &Syntax) -> Option<TruthKind> {
        let comparison = match sign {
            "=" => Comparison::Equal,
            "!=" => Comparison::Unequal,
            "<" => Comparison::Less,
            "<=" => Comparison::AtMost,
            ">" => Comparison::More,
            ">=" => Comparison::AtLeast,
            _ => {
                self.expected(whole, "بله/نه", "a yes/no");
                return None;
            }
        };
        if let SyntaxKind::Quoted(_) = right.kind {
            let inside = self.membership(left, &[right])?;
            return match comparison {
                Comparison::Equal => Some(inside),
                Comparison::Unequal => {
                    let (from, to) = place(whole);
                    Some(TruthKind::Not(Box::new(Truth { kind: inside, from, to })))
                }
                _ => {
                    self.expected(
                        right,
                        "عدد؛ گزینه‌ها فقط با = و != سنجیده می‌شوند",
                        "a number: choices compare only with = and !=",
                    );
                    None
                }
            };
        }
        let (a, b) = (self.comparable(left), self.comparable(right));
        let ((a, a_date), (b, b_date)) = (a?, b?);
        if a_date != b_date {
            let (fa, en) = if a_date { ("تاریخ", "a date") } else { ("عدد", "a number") };
            self.expected(right, fa, en);
            return None;
        }
        Some(TruthKind::Compare(comparison, Box::new(a), Box::new(b)))
    }

    /// A number or a date, and whether it is a date.
    fn comparable(&mut self, syntax: &Syntax) -> Option<(Number, bool)> {
        if let SyntaxKind::Name(name) = &syntax.kind {
            return match self.name(name, syntax)? {
                Formula::Number(number) => Some((number, false)),
                Formula::Date(date) => Some((date, true)),
                Formula::Choice(_) | Formula::Class(_) => {
                    self.expected(
                        syntax,
                        "عدد؛ گزینه را با متنی میان دو علامت نقل‌قول بسنجید",
                        "a number; compare a choice with a quoted choice",
                    );
                    None
                }
                Formula::Truth(_) => {
                    self.expected(
                        syntax,
                        "عدد؛ بله/نه خودش شرط است",
                        "a number; a yes/no is a condition by itself",
                    );
                    None
                }
            };
        }
        self.number(syntax).map(|number| (number, false))
    }

    fn membership(&mut self, left: &Syntax, list: &[&Syntax]) -> Option<TruthKind> {
        let SyntaxKind::Name(name) = &left.kind else {
            self.expected(left, "نام یک قلم گزینه‌ای یا رده", "the name of a choice field or class");
            return None;
        };
        let resolved = self.name(name, left)?;
        let choices: Vec<Choice> = match &resolved {
            Formula::Choice(column) => match &self.names.fields[self.names.columns[*column].field].kind {
                FieldKind::Choice(choices) => choices.clone(),
                _ => Vec::new(),
            },
            Formula::Class(class) => class.choices.clone(),
            _ => {
                self.expected(left, "قلم گزینه‌ای یا رده", "a choice field or class");
                return None;
            }
        };
        let mut wanted = Vec::new();
        for element in list {
            match &element.kind {
                SyntaxKind::Quoted(text) => match choices.iter().position(|choice| choice.id == *text) {
                    Some(index) => wanted.push(u16::try_from(index).unwrap_or(u16::MAX)),
                    None => self.not_a_choice(text, element, &choices),
                },
                _ => self.expected(element, "گزینه‌ای میان دو علامت نقل‌قول", "a quoted choice"),
            }
        }
        match resolved {
            Formula::Choice(column) => Some(TruthKind::ChoiceIn(column, wanted)),
            Formula::Class(class) => Some(TruthKind::ClassIn(class, wanted)),
            _ => None,
        }
    }

    fn not_a_choice(&mut self, text: &str, element: &Syntax, choices: &[Choice]) {
        let ids: Vec<&str> = choices.iter().map(|choice| choice.id.as_str()).collect();
        let (all_fa, all) = (ids.join("، "), ids.join(", "));
        self.fault(Fault {
            hint: Some(text!(fa: "گزینه‌ها: {all_fa}", en: "the choices are: {all}")),
            ..Fault::new(
                TYPE_MISMATCH,
                element.from,
                element.to,
                text!(
                    fa: "«{text}» از گزینه‌های این قلم نیست",
                    en: "`{text}` is not one of the choices of this field"
                ),
            )
        });
    }
}

fn place(syntax: &Syntax) -> (u32, u32) {
    let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    (clip(syntax.from), clip(syntax.to))
}
