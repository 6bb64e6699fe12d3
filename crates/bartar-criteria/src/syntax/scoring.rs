//! What earns points: `[axis]`, `[indicator]`, `[total]` and the points rules.

use crate::decode::{Clause, Located};
use crate::exact::{Decimal, IntervalSet, Rounding};
use crate::text::Text;

words! {
    /// How the children of an axis make its points.
    pub enum Combine {
        /// Sum of weight times points.
        Sum = "sum",
        /// Weighted arithmetic mean.
        ArithmeticMean = "arithmetic-mean",
        /// Weighted geometric mean.
        GeometricMean = "geometric-mean",
        /// Weighted harmonic mean.
        HarmonicMean = "harmonic-mean",
    }
}

words! {
    /// What a mean is when one of its points is zero and the mean itself has no answer.
    pub enum ZeroMean {
        /// The mean is zero.
        Zero = "zero",
        /// The axis has no points for this entry.
        Missing = "missing",
    }
}

record! {
    /// A node of the tree above the indicators.
    pub struct AxisDef {
        /// Title.
        title: expected Text,
        /// What it stands for.
        help: optional Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// The axis above; none for a topmost one.
        parent: optional Located<String>,
        /// How the children make its points; `"sum"` unless stated.
        combine: optional Combine,
        /// Weight in the axis above; 1 unless stated.
        weight: optional Located<Decimal>,
        /// Most points; checked against the children.
        max: optional Located<Decimal>,
        /// Sum of the children's weights; checked against them.
        weights_total: optional Located<Decimal>,
        /// Smallest share of its children that must have points; otherwise the axis has none.
        available: optional Located<Decimal>,
        /// What a geometric or harmonic mean is when a child has zero points.
        zero: optional ZeroMean,
        /// More points than this are cut off.
        cap: optional Located<Decimal>,
    }
}

record! {
    /// How the topmost axes make the total.
    pub struct TotalDef {
        /// How they are combined; `"sum"` unless stated.
        combine: optional Combine,
        /// Sum of their weights; checked.
        weights_total: optional Located<Decimal>,
        /// Smallest share of them that must have points.
        available: optional Located<Decimal>,
        /// What a geometric or harmonic mean is when one has zero points.
        zero: optional ZeroMean,
        /// More points than this are cut off.
        cap: optional Located<Decimal>,
    }
}

words! {
    /// What an indicator does when a division in its formula has the denominator zero.
    pub enum ZeroPolicy {
        /// No points.
        Zero = "zero-points",
        /// Full points.
        Full = "full-points",
        /// The value does not apply, and the indicator's policy for `not-applicable` decides.
        Missing = "missing",
    }
}

words! {
    /// What an indicator does when a division in its formula has a denominator below zero.
    pub enum NegativePolicy {
        /// No points.
        Zero = "zero-points",
        /// Full points.
        Full = "full-points",
        /// The value does not apply, and the indicator's policy for `not-applicable` decides.
        Missing = "missing",
        /// The ratio counts as it is computed.
        AsComputed = "as-computed",
    }
}

words! {
    /// What an indicator does without a datum.
    pub enum MissingPolicy {
        /// No points.
        Zero = "zero-points",
        /// Left out: a mean drops its weight, a sum is stretched so that its reachable maximum stays the same.
        Exclude = "exclude",
        /// The entry is ineligible.
        Ineligible = "ineligible",
        /// The entry goes to review.
        Review = "review",
    }
}

/// One policy for all statuses, or one for each.
#[derive(Clone, Debug)]
pub enum MissingPolicies {
    /// The same for all.
    All(MissingPolicy),
    /// Status by status.
    Each(MissingDef),
}

record! {
    /// Policies by status of the missing datum.
    pub struct MissingDef {
        /// Nothing was submitted.
        not_submitted: required MissingPolicy,
        /// The field does not apply.
        not_applicable: required MissingPolicy,
        /// The evidence was rejected.
        rejected: required MissingPolicy,
        /// The evidence is being examined.
        pending: required MissingPolicy,
    }
}

words! {
    /// Which values are better.
    pub enum Better {
        /// Higher values.
        Higher = "higher",
        /// Lower values.
        Lower = "lower",
        /// Values near a target; too much is bad too.
        Target = "target",
    }
}

words! {
    /// The part an indicator plays.
    pub enum Role {
        /// Counts towards the maximum.
        Score = "score",
        /// Extra points, not counted in the maximum.
        Bonus = "bonus",
        /// Takes points away.
        Penalty = "penalty",
    }
}

record! {
    /// An indicator: what is measured and what it earns.
    pub struct IndicatorDef {
        /// Title.
        title: expected Text,
        /// What it measures and how to fill it in.
        help: optional Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// The axis it belongs to.
        axis: expected Located<String>,
        /// The formula of its value. Rules that look at several fields (checklist, trend) have none.
        value: optional Located<String>,
        /// Unit of the value.
        unit: optional Located<String>,
        /// Rounding of the value, in place of the edition's.
        round: optional Rounding,
        /// Values that can occur; others are a fault of the data.
        domain: optional Located<IntervalSet>,
        /// What happens when a denominator is zero.
        zero: optional ZeroPolicy,
        /// What happens when a denominator is negative.
        negative: optional NegativePolicy,
        /// What happens without a datum. Of several that are missing, the gravest status decides: pending, rejected,
        /// not submitted, not applicable.
        missing: optional MissingPolicies,
        /// Which values are better.
        better: optional Better,
        /// Score, bonus or penalty; score unless stated.
        role: optional Role,
        /// Weight in its axis; 1 unless stated.
        weight: optional Located<Decimal>,
        /// The sectors it applies to; all unless stated.
        sectors: optional Vec<Located<String>>,
        /// What it earns.
        points: expected PointsDef,
    }
}

words! {
    /// Rules relative to the other eligible entries of the pool.
    pub enum Relative {
        /// Mid-rank percentile: (worse + half of the other equals) / (n - 1).
        Percentile = "percentile",
        /// Position between the worst and the best value.
        MinMax = "min-max",
        /// Distance from the mean in standard deviations.
        ZScore = "z-score",
        /// Competition rank: (n - rank) / (n - 1), equal values sharing the better rank.
        Rank = "rank",
        /// Share of the best value (or, when lower is better, best value divided by the own).
        ShareOfBest = "share-of-best",
    }
}

words! {
    /// What a relative rule does when it says nothing of the values of a pool: all of them are equal (min-max, z-score), the
    /// best of them is not above zero (share-of-best), or one value alone has no deviation of a sample (z-score).
    pub enum ZeroRange {
        /// No points.
        Zero = "zero-points",
        /// Full points.
        Full = "full-points",
        /// Half of the points.
        Half = "half-points",
        /// The indicator is left out for the pool.
        Exclude = "exclude",
    }
}

/// The keys of which a points rule has exactly one.
pub const RULES: &[&str] =
    &["bands", "linear", "piecewise", "step", "levels", "checklist", "trend", "relative"];

record! {
    /// A points rule: exactly one of `bands`, `linear`, `piecewise`, `step`, `levels`, `checklist`, `trend`, `relative`.
    pub struct PointsDef {
        /// Most points.
        max: expected Located<Decimal>,
        /// Fewest points; 0 unless stated.
        min: optional Located<Decimal>,
        /// Points by interval of the value: `["[10, 15)", 30]`.
        bands: optional Vec<(Located<IntervalSet>, Located<Decimal>)>,
        /// Points of values in no band.
        otherwise: optional Located<Decimal>,
        /// A straight line between two goalposts, capped at both ends.
        linear: optional LinearDef,
        /// Points at given values, straight lines between them, flat outside: `[[0, 0], [10, 5]]`.
        piecewise: optional Vec<(Located<Decimal>, Located<Decimal>)>,
        /// Points per step.
        step: optional StepDef,
        /// Points by choice: `["unqualified", 30]`.
        levels: optional Vec<(Located<String>, Located<Decimal>)>,
        /// Points by condition, added up: `["has_union", 5]`.
        checklist: optional Vec<(Located<String>, Located<Decimal>)>,
        /// Points by trend over the years.
        trend: optional TrendDef,
        /// Points relative to the pool.
        relative: optional Relative,
        /// What a relative rule does when it says nothing of the values of a pool: all are equal (min-max, z-score), the best
        /// is not above zero (share-of-best), or there is a sample of one (z-score).
        zero_range: optional ZeroRange,
        /// How a z-score becomes points.
        z_score: optional ZScoreDef,
    }
}

record! {
    /// A straight line between goalposts.
    pub struct LinearDef {
        /// The value that earns the minimum.
        none_at: required Located<Decimal>,
        /// The value that earns the maximum.
        full_at: required Located<Decimal>,
    }
}

record! {
    /// Points per step.
    pub struct StepDef {
        /// Where counting begins.
        from: required Located<Decimal>,
        /// Width of a step; negative steps go down.
        per: required Located<Decimal>,
        /// Points for each step.
        points: required Located<Decimal>,
        /// Whether parts of a step count; only whole steps unless stated.
        continuous: optional bool,
    }
}

record! {
    /// Points by trend of a field over its years.
    pub struct TrendDef {
        /// The field; it needs a history.
        field: required Located<String>,
        /// Points when every year is above the one before.
        rising: required Located<Decimal>,
        /// Points when no year differs from the one before.
        steady: required Located<Decimal>,
        /// Points when every year is below the one before.
        falling: required Located<Decimal>,
        /// Points otherwise.
        mixed: required Located<Decimal>,
    }
}

words! {
    /// Which standard deviation.
    pub enum Deviation {
        /// Divided by n.
        Population = "population",
        /// Divided by n - 1.
        Sample = "sample",
    }
}

record! {
    /// How a z-score becomes points.
    pub struct ZScoreDef {
        /// Points at the mean of the pool.
        at_mean: required Located<Decimal>,
        /// Points per standard deviation.
        per_deviation: required Located<Decimal>,
        /// Digits to which the score is rounded, half-up.
        digits: required u8,
        /// Which standard deviation.
        deviation: required Deviation,
    }
}

mod decoding {
    use super::{MissingDef, MissingPolicies, MissingPolicy};
    use crate::decode::{Cx, Decode, Definitions};
    use crate::document::Item;
    use serde_json::{Value as Json, json};

    impl Decode for MissingPolicies {
        fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
            if item.as_table().is_some() {
                MissingDef::decode(item, cx).map(Self::Each)
            } else {
                MissingPolicy::decode(item, cx).map(Self::All)
            }
        }

        fn schema(definitions: &mut Definitions) -> Json {
            let (all, each) = (MissingPolicy::schema(definitions), MissingDef::schema(definitions));
            json!({ "anyOf": [all, each] })
        }
    }
}
