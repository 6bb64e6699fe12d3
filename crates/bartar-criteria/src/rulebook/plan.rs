//! What is scored: the indicators and the tree above them, for one sector.

use super::{Compiled, Measure};
use crate::decode::Located;
use crate::exact::{Decimal, IntervalSet, Rounding};
use crate::missing::Missing;
use crate::source::Span;
use crate::syntax::{
    Better, Combine, Deviation, MissingPolicy, NegativePolicy, Relative, Role, ZeroMean, ZeroPolicy,
    ZeroRange,
};
use crate::text::Text;

/// Indicators and tree for the entries of one sector.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The sector's choice, by index; none where the rulebook has no sectors.
    pub sector: Option<u16>,
    /// The indicators, in rulebook order.
    pub indicators: Vec<Indicator>,
    /// The axes, each after its parent.
    pub axes: Vec<Axis>,
    /// How the topmost axes make the total.
    pub total: Total,
}

/// A child of an axis.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub enum Child {
    /// An axis, by index in the plan.
    Axis(usize),
    /// An indicator, by index in the plan.
    Indicator(usize),
}

/// A node above the indicators.
#[derive(Clone, Debug)]
pub struct Axis {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it stands for.
    pub help: Option<Text>,
    /// Clause.
    pub clause: Text,
    /// Index of the axis above.
    pub parent: Option<usize>,
    /// Weight in the axis above.
    pub weight: Decimal,
    /// Stated maximum.
    pub stated_max: Option<Located<Decimal>>,
    /// How the children make the points.
    pub node: Aggregate,
    /// Place of the rule that the sector of the plan has of its own for it.
    pub special: Option<Span>,
    /// Place.
    pub at: Span,
}

/// The total.
#[derive(Clone, Debug)]
pub struct Total {
    /// How the topmost axes are combined.
    pub node: Aggregate,
}

/// How children make the points of a node.
#[derive(Clone, Debug)]
pub struct Aggregate {
    /// The way.
    pub combine: Combine,
    /// The children, in rulebook order, axes first.
    pub children: Vec<(Child, Decimal)>,
    /// Stated sum of the children's weights.
    pub weights_total: Option<Located<Decimal>>,
    /// Smallest share of the children that must have points.
    pub available: Option<Decimal>,
    /// What a mean over a zero is.
    pub zero: Option<ZeroMean>,
    /// More points than this are cut off.
    pub cap: Option<Decimal>,
    /// Most points it can have, by its children, before rounding. Exact for sums; for means the largest child.
    pub max: Decimal,
    /// Fewest points it can have.
    pub min: Decimal,
}

/// An indicator.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it measures.
    pub help: Option<Text>,
    /// Clause.
    pub clause: Text,
    /// Index of its axis in the plan.
    pub axis: usize,
    /// Weight in its axis.
    pub weight: Decimal,
    /// The formula of its value; none for checklists and trends.
    pub value: Option<Compiled>,
    /// Unit of the value.
    pub unit: Option<Measure>,
    /// Rounding of the value; none for exact ratios.
    pub round: Option<Rounding>,
    /// Values that can occur.
    pub domain: Option<IntervalSet>,
    /// What a zero denominator means; none where none can be zero.
    pub zero: Option<ZeroPolicy>,
    /// What a negative denominator means; none where none can be negative.
    pub negative: Option<NegativePolicy>,
    /// What each missing status means, in the order of [`Missing::ALL`].
    pub missing: [MissingPolicy; 4],
    /// Which values are better.
    pub better: Option<Better>,
    /// Score, bonus or penalty.
    pub role: Role,
    /// Most points.
    pub max: Decimal,
    /// Fewest points.
    pub min: Decimal,
    /// The points rule.
    pub rule: Rule,
    /// Place.
    pub at: Span,
    /// Place of the points rule.
    pub rule_at: Span,
    /// Place of the rule that the sector of the plan has of its own for it.
    pub special: Option<Span>,
}

impl Indicator {
    /// The policy for a missing datum.
    #[must_use]
    pub fn policy(&self, missing: Missing) -> MissingPolicy {
        self.missing[missing as usize]
    }
}

/// A band: the values and what they earn.
#[derive(Clone, Debug)]
pub struct Band {
    /// The values.
    pub set: IntervalSet,
    /// The points.
    pub points: Decimal,
    /// Place.
    pub at: Span,
}

/// A points rule.
#[derive(Clone, Debug)]
pub enum Rule {
    /// Points by interval, and outside all of them.
    Bands(Vec<Band>, Option<Decimal>),
    /// A line from no points to full points, capped.
    Linear {
        /// Value that earns the minimum.
        none_at: Decimal,
        /// Value that earns the maximum.
        full_at: Decimal,
    },
    /// Lines between knots (value, points), flat outside.
    Piecewise(Vec<(Decimal, Decimal)>),
    /// Points per step.
    Step {
        /// Where counting begins.
        from: Decimal,
        /// Width of a step.
        per: Decimal,
        /// Points for each.
        points: Decimal,
        /// Whether parts of a step count.
        continuous: bool,
    },
    /// Points by choice of a column; the index is the choice.
    Levels(usize, Vec<Decimal>),
    /// Points by condition, added up.
    Checklist(Vec<(Compiled, Decimal)>),
    /// Points by trend of columns, from the current year back.
    Trend {
        /// The columns, current year first.
        columns: Vec<usize>,
        /// Every year above the one before.
        rising: Decimal,
        /// No year differs.
        steady: Decimal,
        /// Every year below the one before.
        falling: Decimal,
        /// Otherwise.
        mixed: Decimal,
    },
    /// Relative to the pool.
    Relative {
        /// Which rule.
        kind: Relative,
        /// When all values are equal.
        zero_range: ZeroRange,
        /// For z-scores.
        z: Option<ZScore>,
    },
}

/// How a z-score becomes points.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct ZScore {
    /// Points at the mean.
    pub at_mean: Decimal,
    /// Points per standard deviation.
    pub per_deviation: Decimal,
    /// Digits of the score.
    pub digits: u8,
    /// Which deviation.
    pub deviation: Deviation,
}

impl Rule {
    /// Whether the points depend on other entries.
    #[must_use]
    pub fn is_relative(&self) -> bool {
        matches!(self, Self::Relative { .. })
    }
}
