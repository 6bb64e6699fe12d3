//! Tokens to a syntax tree, names not yet resolved.
//!
//! From loosest to tightest: `or`, `and`, `not`, comparison and `in`, `+ -`, `* /`, unary minus, calls and brackets.

use super::Fault;
use super::lexer::{Kind, Token, tokens};
use crate::exact::Decimal;
use crate::text;
use crate::text::Text;

/// A piece of syntax and the bytes it covers.
#[derive(Clone, Debug)]
pub struct Syntax {
    pub kind: SyntaxKind,
    pub from: usize,
    pub to: usize,
    /// How many steps of the tree stand below one another, this one included.
    depth: usize,
}

#[derive(Clone, Debug)]
pub enum SyntaxKind {
    Number(Decimal),
    Truth(bool),
    Name(String),
    Quoted(String),
    Minus(Box<Syntax>),
    Not(Box<Syntax>),
    /// An arithmetic, comparison or logical operator.
    Binary(&'static str, Box<Syntax>, Box<Syntax>),
    /// `x in ["a", "b"]`.
    In(Box<Syntax>, Vec<Syntax>),
    Call(String, Vec<Syntax>),
}

/// Deepest nesting of brackets and calls while parsing, where each level takes many steps of the parser.
const DEEPEST_BRACKETS: usize = 64;

/// Deepest tree: far beyond any rule that people can read, and safe for the stack of every thread that walks down it. A
/// chain like `a + b + c + ...` nests as deep as it is long.
pub(super) const DEEPEST: usize = 100;

/// Most tokens of a formula.
const LONGEST: usize = 1_000;

/// Parses a formula.
pub fn parse(text: &str) -> Result<Syntax, Fault> {
    let tokens = tokens(text)?;
    if let Some(beyond) = tokens.get(LONGEST) {
        let most = LONGEST;
        return Err(Fault::syntax(
            beyond.from,
            text.len(),
            text!(
                fa: "فرمول بیش از {most} جزء دارد؛ آن را به چند شاخص بخش کنید",
                en: "the formula has more than {most} parts; split it over several indicators", numbers: most
            ),
        ));
    }
    let mut parser = Parser { tokens, next: 0, depth: 0 };
    let root = parser.or()?;
    let rest = parser.peek().clone();
    if rest.kind == Kind::End {
        return Ok(root);
    }
    Err(Fault::syntax(
        rest.from,
        rest.to,
        Text::new(
            "پیش از اینجا فرمول تمام شده است؛ شاید عملگری جا افتاده باشد",
            "the formula ends before this; perhaps an operator is missing",
        ),
    ))
}

/// A formula that nests too deeply, from one of its places on.
pub(super) fn too_deep(from: usize, to: usize) -> Fault {
    let most = DEEPEST;
    Fault {
        hint: Some(Text::new(
            "فرمول را به چند شاخص یا رده بخش کنید، یا نیمه‌های زنجیره را جدا در پرانتز بگذارید: (a + b) + (c + d)",
            "split it over several indicators or classes, or put the halves of a chain in brackets: (a + b) + (c + d)",
        )),
        ..Fault::syntax(
            from,
            to,
            text!(
                fa: "فرمول بیش از {most} گام تودرتوست؛ زنجیره‌ای مانند a + b + c به اندازهٔ شمار جمله‌هایش تودرتو شمرده می‌شود",
                en: "the formula nests more than {most} steps within one another; a chain like a + b + c counts as many as it has terms", numbers: most
            ),
        )
    }
}

/// A step of the tree above others.
fn step<'s>(kind: SyntaxKind, from: usize, to: usize, below: impl IntoIterator<Item = &'s usize>) -> Parsed {
    let depth = below.into_iter().max().map_or(1, |deepest| deepest + 1);
    if depth > DEEPEST { Err(too_deep(from, to)) } else { Ok(Syntax { kind, from, to, depth }) }
}

fn joined(sign: &'static str, left: Syntax, right: Syntax) -> Parsed {
    let (from, to, depths) = (left.from, right.to, [left.depth, right.depth]);
    step(SyntaxKind::Binary(sign, Box::new(left), Box::new(right)), from, to, &depths)
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

type Parsed = Result<Syntax, Fault>;

impl Parser {
    fn peek(&self) -> &Token {
        // The list always ends with `End`, which is never consumed.
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn sign(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        let Kind::Sign(sign) = self.peek().kind else { return None };
        let found = signs.contains(&sign).then_some(sign)?;
        self.next += 1;
        Some(found)
    }

    fn expect(&mut self, sign: &'static str) -> Result<usize, Fault> {
        let token = self.peek().clone();
        if self.sign(&[sign]).is_some() {
            return Ok(token.to);
        }
        Err(Fault::syntax(
            token.from,
            token.to,
            text!(fa: "اینجا «{sign}» لازم است", en: "expected `{sign}` here"),
        ))
    }

    fn binary(&mut self, signs: &[&'static str], mut below: impl FnMut(&mut Self) -> Parsed) -> Parsed {
        let mut left = below(self)?;
        while let Some(sign) = self.sign(signs) {
            let right = below(self)?;
            left = joined(sign, left, right)?;
        }
        Ok(left)
    }

    fn or(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST_BRACKETS {
            let token = self.peek();
            return Err(Fault::syntax(
                token.from,
                token.to,
                Text::new("فرمول بیش از اندازه تودرتوست", "the formula is nested too deeply"),
            ));
        }
        let result = self.binary(&["or"], Self::and);
        self.depth -= 1;
        result
    }

    fn and(&mut self) -> Parsed {
        self.binary(&["and"], Self::not)
    }

    fn not(&mut self) -> Parsed {
        let from = self.peek().from;
        let mut count = 0_usize;
        while self.sign(&["not"]).is_some() {
            count += 1;
        }
        let inner = self.comparison()?;
        let to = inner.to;
        // Two `not`s cancel; an odd one remains.
        if count.is_multiple_of(2) {
            return Ok(inner);
        }
        let depth = inner.depth;
        step(SyntaxKind::Not(Box::new(inner)), from, to, &[depth])
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        if self.sign(&["in"]).is_some() {
            self.expect("[")?;
            let mut list = vec![self.sum()?];
            while self.sign(&[","]).is_some() {
                list.push(self.sum()?);
            }
            let to = self.expect("]")?;
            let depths: Vec<usize> = list.iter().chain([&left]).map(|below| below.depth).collect();
            let from = left.from;
            return step(SyntaxKind::In(Box::new(left), list), from, to, &depths);
        }
        let Some(sign) = self.sign(&["=", "!=", "<", "<=", ">", ">="]) else { return Ok(left) };
        let right = self.sum()?;
        let token = self.peek().clone();
        if self.sign(&["=", "!=", "<", "<=", ">", ">="]).is_some() {
            return Err(Fault::syntax(
                token.from,
                token.to,
                Text::new(
                    "مقایسه‌ها زنجیره نمی‌شوند؛ آن‌ها را با and به هم بپیوندید",
                    "comparisons do not chain; join two of them with `and`",
                ),
            ));
        }
        joined(sign, left, right)
    }

    fn sum(&mut self) -> Parsed {
        self.binary(&["+", "-"], Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.binary(&["*", "/"], Self::unary)
    }

    fn unary(&mut self) -> Parsed {
        let from = self.peek().from;
        let mut count = 0_usize;
        while self.sign(&["-"]).is_some() {
            count += 1;
        }
        let inner = self.atom()?;
        let to = inner.to;
        if count.is_multiple_of(2) {
            return Ok(inner);
        }
        let depth = inner.depth;
        step(SyntaxKind::Minus(Box::new(inner)), from, to, &[depth])
    }

    fn atom(&mut self) -> Parsed {
        let token = self.peek().clone();
        let (from, to) = (token.from, token.to);
        let kind = match token.kind {
            Kind::Number(number) => SyntaxKind::Number(number),
            Kind::Quoted(choice) => SyntaxKind::Quoted(choice),
            Kind::Sign(word @ ("true" | "false")) => SyntaxKind::Truth(word == "true"),
            Kind::Sign("(") => {
                self.next += 1;
                let inner = self.or()?;
                let to = self.expect(")")?;
                return Ok(Syntax { from, to, ..inner });
            }
            Kind::Name(name) => {
                self.next += 1;
                return self.after_name(name, from, to);
            }
            Kind::Sign(sign) => {
                return Err(Fault::syntax(
                    from,
                    to,
                    text!(
                        fa: "«{sign}» اینجا جایی ندارد؛ عدد، نام یا پرانتز لازم است",
                        en: "`{sign}` has no place here; a number, a name or a bracket is needed"
                    ),
                ));
            }
            Kind::End => {
                return Err(Fault::syntax(
                    from.saturating_sub(1),
                    to,
                    Text::new("فرمول ناتمام است", "the formula is unfinished"),
                ));
            }
        };
        self.next += 1;
        step(kind, from, to, &[])
    }

    fn after_name(&mut self, name: String, from: usize, to: usize) -> Parsed {
        if self.sign(&["("]).is_none() {
            return step(SyntaxKind::Name(name), from, to, &[]);
        }
        let mut arguments = vec![self.or()?];
        while self.sign(&[","]).is_some() {
            arguments.push(self.or()?);
        }
        let to = self.expect(")")?;
        let depths: Vec<usize> = arguments.iter().map(|argument| argument.depth).collect();
        step(SyntaxKind::Call(name, arguments), from, to, &depths)
    }
}
