//! What leaves an entry without points or a total: numbers too long to be exact, and nodes that have none.

use crate::layout::Layout;
use crate::outcome::{Outcome, Reason};
use crate::pool::Members;
use crate::score::{NO_POINTS, PointColumn, PoolTrace, TOO_LONG};
use crate::screening::{Screening, absent_words};
use crate::trace::columns_of;
use crate::tree::{Blank, BlankNode};
use bartar_criteria::Text;
use bartar_criteria::codes::NUMBER_OVERFLOW;
use bartar_criteria::exact::Decimal;
use bartar_criteria::formula::Absent;
use bartar_criteria::rulebook::{Indicator, Rulebook};

/// The total of an entry of a pool, rounded to the ranking precision; none where it has none, or one too long to be exact.
pub(crate) fn score_at(
    rulebook: &Rulebook,
    layout: &Layout,
    pool: &PoolTrace,
    position: usize,
) -> Option<Decimal> {
    let total = Decimal::new(pool.totals.get(position)?, layout.total_scale).ok()?;
    rulebook.ranking.precision.apply_decimal(total).ok()
}

/// Why an entry that was scored has no total: a number too long, or the topmost axis without points and what its points
/// need.
pub(crate) fn no_total(
    rulebook: &Rulebook,
    layout: &Layout,
    pool: &PoolTrace,
    position: usize,
) -> (Outcome, Reason) {
    let plan = pool.plans.at(position);
    let commons = &layout.plan_indicators[plan];
    let points = |own: usize| {
        let cell = pool.points[commons[own]].as_ref().map(|column| column[position]);
        cell.filter(|cell| *cell != NO_POINTS).map(i128::from)
    };
    // An entry with a total that cannot be ranked has one that is too long.
    let blank = layout.trees[plan].blank(points).unwrap_or(BlankNode::Total(Blank::Overflow));
    let axis = match blank {
        BlankNode::Axis(index, _) => Some(&rulebook.plans[plan].axes[index]),
        BlankNode::Total(_) => None,
    };
    let (clause, at) =
        axis.map_or_else(Default::default, |axis| (axis.clause.clone(), rulebook.sources.place(axis.at)));
    let Text { fa, en } = axis.map_or_else(
        || Text::new("جمع کل", "the total"),
        |axis| Text::new(format!("محور «{}»", axis.title.fa), format!("the axis \"{}\"", axis.title.en)),
    );
    let (BlankNode::Axis(_, why) | BlankNode::Total(why)) = blank;
    let message = match why {
        Blank::Overflow => {
            let message = Text::new(
                format!("جمع امتیاز به دست نمی‌آید: {fa} درازتر از آن است که دقیق نگه داشته شود"),
                format!("there is no total: {en} is too long to be kept exactly"),
            );
            let reason = Reason::of_finding(NUMBER_OVERFLOW, message, Vec::new());
            return (Outcome::Quarantined, Reason { clause, at, ..reason });
        }
        Blank::TooFew => Text::new(
            format!("جمع امتیاز به دست نمی‌آید: اجزای امتیازدار {fa} از آنچه قاعده می‌خواهد کمتر است"),
            format!("there is no total: fewer parts of {en} have points than its rule requires"),
        ),
        Blank::MeanOfZero => Text::new(
            format!(
                "جمع امتیاز به دست نمی‌آید: میانگین {fa} بر صفر گرفته می‌شود و شیوه‌نامه برای آن امتیازی نمی‌گذارد"
            ),
            format!(
                "there is no total: the mean of {en} is taken over a zero, for which the rulebook gives no points"
            ),
        ),
    };
    (
        Outcome::Review,
        Reason {
            code: "no-total".to_owned(),
            message,
            clause,
            at,
            finding: None,
            columns: Vec::new(),
            group: None,
        },
    )
}

/// Quarantines the entries whose points under an indicator are too long to be exact.
pub(crate) fn quarantine_too_long(
    rulebook: &Rulebook,
    members: &Members,
    definitions: &[Option<&Indicator>],
    column: &mut PointColumn,
    screening: &mut Screening,
) {
    let Some(indicator) = definitions.iter().flatten().next() else { return };
    for (cell, row) in column.iter_mut().zip(&members.rows).filter(|(cell, _)| **cell == TOO_LONG) {
        *cell = NO_POINTS;
        let reason = Reason {
            clause: indicator.clause.clone(),
            at: rulebook.sources.place(indicator.at),
            ..Reason::of_finding(
                NUMBER_OVERFLOW,
                of_indicator(indicator, &absent_words(Absent::Overflow)),
                columns_of(indicator),
            )
        };
        screening.exclude(*row as usize, Outcome::Quarantined, reason);
    }
}

/// What is said of an indicator.
pub(crate) fn of_indicator(indicator: &Indicator, why: &Text) -> Text {
    Text::new(
        format!("شاخص «{}»: {}", indicator.title.fa, why.fa),
        format!("indicator \"{}\": {}", indicator.title.en, why.en),
    )
}
