//! How large a formula is with the classes it asks for, which are formulas themselves.

use super::parser::{DEEPEST, too_deep};
use super::{Fault, Formula, Number, NumberKind, Truth, TruthKind};
use crate::text;

/// Most steps that evaluating a formula takes, those of its classes included: classes that ask for one another twice
/// would double the work at each of them.
const MOST_STEPS: usize = 10_000;

/// How many steps a formula has, and how many of them stand below one another.
#[derive(Copy, Clone, Default)]
struct Extent {
    depth: usize,
    steps: usize,
}

impl Extent {
    fn beside(self, other: Self) -> Self {
        Self { depth: self.depth.max(other.depth), steps: self.steps.saturating_add(other.steps) }
    }

    fn above(self) -> Self {
        Self { depth: self.depth + 1, steps: self.steps.saturating_add(1) }
    }
}

impl Formula {
    /// What is wrong with the size of a formula.
    pub(super) fn too_large(&self, text: &str) -> Option<Fault> {
        let extent = self.extent();
        if extent.depth > DEEPEST {
            return Some(too_deep(0, text.len()));
        }
        let most = MOST_STEPS;
        (extent.steps > most).then(|| {
            Fault::syntax(
                0,
                text.len(),
                text!(
                    fa: "محاسبهٔ این فرمول با رده‌هایی که به کار می‌برد بیش از {most} گام دارد؛ رده‌ها کمتر به یکدیگر ارجاع دهند",
                    en: "with the classes it asks for, this formula takes more than {most} steps; let the classes refer to one another less", numbers: most
                ),
            )
        })
    }

    fn extent(&self) -> Extent {
        match self {
            Self::Number(number) | Self::Date(number) => number.extent(),
            Self::Truth(truth) => truth.extent(),
            Self::Choice(_) => Extent::default().above(),
            Self::Class(class) => class.value.formula.extent().above(),
        }
    }
}

impl Number {
    fn extent(&self) -> Extent {
        let parts = self.parts().into_iter().map(Self::extent);
        let condition = match &self.kind {
            NumberKind::If(condition, ..) => condition.extent(),
            _ => Extent::default(),
        };
        parts.fold(condition, Extent::beside).above()
    }
}

impl Truth {
    fn extent(&self) -> Extent {
        let below = match &self.kind {
            TruthKind::Compare(_, a, b) => a.extent().beside(b.extent()),
            TruthKind::And(a, b) | TruthKind::Or(a, b) => a.extent().beside(b.extent()),
            TruthKind::Not(a) => a.extent(),
            TruthKind::ClassIn(class, _) => class.value.formula.extent(),
            TruthKind::Literal(_) | TruthKind::Flag(_) | TruthKind::ChoiceIn(..) | TruthKind::Known(_) => {
                Extent::default()
            }
        };
        below.above()
    }
}
