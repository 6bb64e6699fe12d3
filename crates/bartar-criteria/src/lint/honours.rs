//! Honours that nobody can receive.

use super::Linter;
use crate::codes::{HONOUR_ORDER, HONOUR_THRESHOLDS, HONOUR_UNREACHABLE};
use crate::decode::IdMap;
use crate::diagnostic::Diagnostic;
use crate::exact::{Decimal, Exact};
use crate::rulebook::{Aggregate, AtStages, Child, Plan};
use crate::source::Span;
use crate::syntax::Combine;
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Every honour can be received, and is not always taken by one before it, in a stage that it belongs to.
    pub(super) fn honours(&mut self) {
        let (definition, rulebook) = (self.definition, self.rulebook);
        let best_of_stages = self.best_scores();
        let mut earlier: Vec<Earlier<'_>> = Vec::new();
        let honours = definition.honour.iter().flat_map(IdMap::iter).zip(&rulebook.honours);
        for ((id, at, written), honour) in honours {
            let stages = &honour.stages;
            let best = (best_of_stages.iter().enumerate())
                .filter(|(stage, _)| stages.contains(*stage))
                .filter_map(|(_, best)| *best)
                .max();
            if let Some(rank) = written.rank.as_ref().filter(|rank| rank.value == 0) {
                self.report(
                    HONOUR_UNREACHABLE,
                    rank.at,
                    Text::new(
                        "رتبه‌ها از ۱ آغاز می‌شوند و رتبهٔ صفر به کسی نمی‌رسد",
                        "ranks begin with 1, so nobody has rank 0",
                    ),
                    Text::new(
                        "پایین‌ترین رتبه‌ای را بنویسید که نشان به آن می‌رسد، مانند rank = 1",
                        "state the lowest rank that can receive it, such as rank = 1",
                    ),
                );
                continue;
            }
            if let (Some(from), Some(best)) = (&written.from, best)
                && from.value > best
            {
                let wanted = from.value;
                self.report(
                    HONOUR_UNREACHABLE,
                    from.at,
                    text!(
                        fa: "این نشان {wanted} امتیاز می‌خواهد، ولی بهترین پروندهٔ ممکن {best} امتیاز دارد",
                        en: "this honour asks for {wanted} points, but a perfect entry has {best}", numbers: wanted, best),
                    text!(
                        fa: "آستانه را با آیین‌نامه بسنجید؛ دست‌بالا from = {best}",
                        en: "compare the threshold with the regulation; at most from = {best}"
                    ),
                );
                continue;
            }
            let Some(from) = written.from.as_ref().filter(|_| !written.faulty.contains(&"rank")) else {
                continue;
            };
            // Without a rank, every rank can receive it.
            let rank = written.rank.as_ref().map_or(u32::MAX, |rank| rank.value);
            let takes = |other: &&Earlier<'_>| {
                other.rank >= rank && other.from <= from.value && other.stages.cover(stages)
            };
            // One without a rank is of its own kind, such as a distinction for all above a threshold.
            let easier = |other: &&Earlier<'_>| {
                other.rank <= rank && rank < u32::MAX && other.from < from.value && other.stages.cover(stages)
            };
            if let Some(Earlier { id: other, at: place, .. }) = earlier.iter().find(takes) {
                self.diagnostics.push(
                    Diagnostic::new(
                        HONOUR_ORDER,
                        at,
                        text!(
                            fa: "هر پرونده‌ای که به «{id}» برسد پیش از آن «{other}» را گرفته است",
                            en: "every entry that reaches `{id}` has taken `{other}` before it"
                        ),
                    )
                    .hint(Text::new("نشان سخت‌تر را بالاتر بنویسید", "write the stricter honour first"))
                    .also(*place, Text::new("نشان پیشین", "the honour before it")),
                );
            } else if let Some(Earlier { id: other, at: place, from: above, .. }) =
                earlier.iter().rfind(easier)
            {
                let wanted = from.value;
                self.diagnostics.push(
                    Diagnostic::new(
                        HONOUR_THRESHOLDS,
                        from.at,
                        text!(
                            fa: "«{id}» {wanted} امتیاز می‌خواهد و نشان بالاتر «{other}» تنها {above} امتیاز",
                            en: "`{id}` asks for {wanted} points, and the higher honour `{other}` only for {above}", numbers: wanted, above),
                    )
                    .hint(Text::new(
                        "هر دو آستانه را با آیین‌نامه بسنجید",
                        "compare both thresholds with the regulation",
                    ))
                    .also(*place, Text::new("نشان بالاتر", "the higher honour")),
                );
            }
            earlier.push(Earlier { id, at, rank, from: from.value, stages });
        }
    }

    /// By stage, the score of the best entry there can be, bonuses included; `None` where the tree is not whole. A
    /// rulebook without stages is one.
    fn best_scores(&self) -> Vec<Option<Decimal>> {
        let sure = |(index, plan, written): (usize, &Plan, &_)| {
            self.certain(index, plan, written).maximum(None, &plan.total.node)
        };
        let ranked = self.definition.ranking.as_ref().is_some_and(|ranking| ranking.precision.is_some());
        let whole = ranked && self.plans().all(sure);
        let best = |stage: usize| {
            let plans = self.rulebook.at_stage(stage).plans;
            let best = plans.iter().map(|plan| best_points(plan, &plan.total.node)).max()?;
            self.rulebook.ranking.precision.apply(&best).ok()
        };
        (0..self.rulebook.stages.len().max(1)).map(|stage| best(stage).filter(|_| whole)).collect()
    }
}

/// An honour that stands before another.
struct Earlier<'a> {
    id: &'a str,
    at: Span,
    rank: u32,
    from: Decimal,
    stages: &'a AtStages,
}

/// Most points of a node with every bonus.
fn best_points(plan: &Plan, node: &Aggregate) -> Exact {
    let parts = node.children.iter().map(|(child, weight)| {
        let most = match child {
            Child::Axis(index) => best_points(plan, &plan.axes[*index].node),
            Child::Indicator(index) => plan.indicators[*index].max.into(),
        };
        if node.combine == Combine::Sum { most.mul(&(*weight).into()) } else { most }
    });
    let best = if node.combine == Combine::Sum {
        parts.fold(Exact::zero(), |sum, part| sum.add(&part))
    } else {
        parts.max().unwrap_or_default()
    };
    node.cap.map_or(best.clone(), |cap| best.min(cap.into()))
}
