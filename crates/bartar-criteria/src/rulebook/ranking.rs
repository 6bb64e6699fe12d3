//! Pools, precision, ties and honours.

use super::{AtStages, Compiled};
use crate::decode::Located;
use crate::exact::{Decimal, Rounding};
use crate::source::Span;
use crate::syntax::{PoolFallback, Population, SeveralHonours};
use crate::text::Text;

/// A family of main pools: one for each combination of choices of its dimensions.
#[derive(Clone, Debug)]
pub struct PoolFamily {
    /// Id in the rulebook.
    pub id: String,
    /// What its pools are made by.
    pub by: Vec<Dimension>,
    /// Which entries it takes; all without a condition.
    pub when: Option<Compiled>,
    /// The pools, in the order of the choices, the last dimension running fastest.
    pub pools: Vec<Pool>,
    /// Fewest eligible entries.
    pub minimum: u32,
    /// What happens below the minimum.
    pub fallback: Option<PoolFallback>,
    /// The stages it belongs to.
    pub stages: AtStages,
    /// Place.
    pub at: Span,
}

/// A choice field or class that pools are made by.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// A choice column of the current year.
    Column(usize),
    /// A class, by index.
    Class(usize),
}

/// One main pool.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Id in results.
    pub id: String,
    /// Title.
    pub title: Text,
    /// The choice of each dimension.
    pub key: Vec<u16>,
    /// The pool of the wider group, by index in the family, where the first choice with a group names one.
    pub wider: Option<usize>,
}

/// A ranking of the same totals over all pools together.
#[derive(Clone, Debug)]
pub struct Orientation {
    /// Id in results.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Who takes part.
    pub when: Compiled,
    /// Whether honours are given.
    pub honours: bool,
    /// The stages it belongs to.
    pub stages: AtStages,
    /// Place.
    pub at: Span,
}

/// Precision and ties.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// From the total to the score by which entries are ranked.
    pub precision: Rounding,
    /// What decides between equal scores.
    pub ties: Vec<Tie>,
    /// Whether an entry can have honours of several rankings.
    pub several_honours: SeveralHonours,
    /// Against whom relative points are computed after an amendment.
    pub population: Option<Population>,
    /// Place.
    pub at: Span,
}

/// A rule of the tie chain.
#[derive(Clone, Debug)]
pub struct Tie {
    /// As written.
    pub text: Located<String>,
    /// What is compared.
    pub key: TieKey,
    /// Whether more is better.
    pub descending: bool,
}

/// What a tie rule compares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TieKey {
    /// The points of an axis, by id (plans may place it differently).
    Axis(String),
    /// The points of an indicator, by id.
    Indicator(String),
    /// The sum of penalties.
    Penalties,
    /// A number or date column; entries without a datum come last.
    Column(usize),
}

/// An honour.
#[derive(Clone, Debug)]
pub struct Honour {
    /// Id in results.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Clause.
    pub clause: Option<Text>,
    /// Lowest rank that can receive it; the largest number where any rank can.
    pub rank: u32,
    /// Lowest score that can receive it.
    pub from: Decimal,
    /// What is announced when nobody receives it.
    pub absent: Option<Text>,
    /// The stages it belongs to.
    pub stages: AtStages,
    /// Place.
    pub at: Span,
}
