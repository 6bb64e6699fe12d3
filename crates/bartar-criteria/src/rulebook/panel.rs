//! What judges mark.

use crate::exact::Decimal;
use crate::source::Span;
use crate::syntax::MeanOfMarks;
use crate::text::Text;

/// A criterion that judges mark.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Id in files of marks.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What a judge looks at.
    pub help: Option<Text>,
    /// Clause.
    pub clause: Text,
    /// The lowest mark.
    pub from: Decimal,
    /// The highest mark.
    pub to: Decimal,
    /// Distance between neighbouring marks.
    pub step: Option<Decimal>,
    /// Fewest judges whose marks make a result.
    pub judges: u32,
    /// How the marks make one.
    pub mean: MeanOfMarks,
    /// Largest difference between the highest and the lowest mark; above it one judge more is asked.
    pub spread: Option<Decimal>,
    /// The column with the sum of the marks that count.
    pub sum: usize,
    /// The column with how many they are.
    pub count: usize,
    /// Place.
    pub at: Span,
}

impl Criterion {
    /// Whether a mark is one of the scale's.
    #[must_use]
    pub fn allows(&self, mark: Decimal) -> bool {
        (self.from..=self.to).contains(&mark) && self.step.is_none_or(|step| in_steps(self.from, mark, step))
    }
}

/// Whether whole steps lead from one number to the other.
pub(crate) fn in_steps(from: Decimal, to: Decimal, step: Decimal) -> bool {
    let rest = || {
        let distance = to.checked_sub(from).ok()?;
        let scale = distance.scale().max(step.scale());
        distance.rescaled(scale)?.checked_rem(step.rescaled(scale)?)
    };
    rest() == Some(0)
}
