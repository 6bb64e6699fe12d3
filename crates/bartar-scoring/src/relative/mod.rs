//! Points relative to the pool's reference population: its eligible entries that have a value.

mod shares;
mod values;
mod z_score;

pub use values::PoolValues;

use crate::score::{NO_POINTS, PointColumn};
use bartar_criteria::codes::{BEST_NOT_POSITIVE, SAMPLE_OF_ONE, ZERO_RANGE};
use bartar_criteria::exact::{Exact, Rounding, to_persian_digits};
use bartar_criteria::rulebook::{Indicator, Rule, ZScore};
use bartar_criteria::syntax::{Better, Deviation, Relative, ZeroRange};
use bartar_criteria::{Code, Text, text};
use shares::{Scale, min_max, percentile, rank, share_of_best};
use z_score::z_score;

/// What the pool's values say, as far as the rule needs it: shown in explanations.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// How many eligible entries of the pool have a value.
    pub count: usize,
    /// The lowest value.
    pub lowest: Option<Exact>,
    /// The highest value.
    pub highest: Option<Exact>,
    /// The arithmetic mean, for z-scores.
    pub mean: Option<Exact>,
    /// The square of the standard deviation, for z-scores.
    pub variance: Option<Exact>,
    /// Why the policy for a rule that says nothing of these values was applied; none where the rule was.
    pub zero_range: Option<NoShare>,
}

/// Why a relative rule says nothing of the values of a pool.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum NoShare {
    /// All values are equal.
    AllEqual,
    /// The best value is zero or below: nothing has a share of it.
    BestNotPositive,
    /// One value alone has no deviation of a sample.
    SampleOfOne,
}

impl NoShare {
    fn of(kind: Relative, z: Option<ZScore>, count: usize) -> Self {
        match kind {
            Relative::ShareOfBest => Self::BestNotPositive,
            Relative::ZScore if count == 1 && z.is_some_and(|z| z.deviation == Deviation::Sample) => {
                Self::SampleOfOne
            }
            _ => Self::AllEqual,
        }
    }

    /// Its code among the findings.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Self::AllEqual => ZERO_RANGE,
            Self::BestNotPositive => BEST_NOT_POSITIVE,
            Self::SampleOfOne => SAMPLE_OF_ONE,
        }
    }

    /// In words, of so many values.
    #[must_use]
    pub fn words(self, count: usize) -> Text {
        let count_fa = to_persian_digits(&count.to_string());
        match self {
            Self::AllEqual => text!(
                fa: "همهٔ {count_fa} مقدار گروه برابرند",
                en: "all {count} values of the pool are equal"
            ),
            Self::BestNotPositive => text!(
                fa: "بهترین مقدار در میان {count_fa} مقدار گروه مثبت نیست، پس سهمی از آن نیست",
                en: "the best of the {count} values of the pool is not above zero, so that nothing has a share of it"
            ),
            Self::SampleOfOne => Text::new(
                "تنها یک مقدار در گروه هست و انحراف معیار نمونه با یک مقدار تعریف نمی‌شود",
                "there is one value in the pool, and a sample of one has no deviation",
            ),
        }
    }
}

/// Points of a relative rule.
pub struct RelativePoints {
    /// By position; [`NO_POINTS`] where there is no value, or the indicator is left out.
    pub points: PointColumn,
    /// The pool's figures.
    pub figures: Figures,
}

/// Scores one relative indicator for one pool.
#[must_use]
pub fn relative_points(
    indicator: &Indicator,
    values: &PoolValues,
    rounding: Rounding,
) -> Option<RelativePoints> {
    let Rule::Relative { kind, zero_range, z } = &indicator.rule else { return None };
    let (count, ends) = values.ends();
    let (lowest, highest) = ends.map(|(low, high)| (values.get(low), values.get(high))).unwrap_or_default();
    let mut figures = Figures { count, lowest, highest, ..Figures::default() };
    let scale = Scale::new(indicator, rounding);
    let higher = indicator.better != Some(Better::Lower);
    let given = match kind {
        Relative::Percentile => Some(percentile(higher, values, scale)),
        Relative::Rank => Some(rank(higher, values, scale)),
        Relative::MinMax => min_max(higher, values, &figures, scale),
        Relative::ShareOfBest => share_of_best(higher, values, &figures, scale),
        Relative::ZScore => z.and_then(|z| z_score(z, higher, values, &mut figures, scale)),
    };
    let points = given.unwrap_or_else(|| {
        figures.zero_range = (count > 0).then(|| NoShare::of(*kind, *z, count));
        let share = match zero_range {
            ZeroRange::Zero => Some((0, 1)),
            ZeroRange::Full => Some((1, 1)),
            ZeroRange::Half => Some((1, 2)),
            ZeroRange::Exclude => None,
        };
        let earned = share.map_or(NO_POINTS, |(part, whole)| scale.shares_of(whole).points(part));
        values.map(|_| earned)
    });
    Some(RelativePoints { points, figures })
}
