//! The tie chain: each of its rules can separate entries that those before it leave equal.

use super::certain::Certain;
use super::precision::scale;
use super::{Linter, table};
use crate::codes::{TIE_CHAIN_MISSING, TIE_USELESS};
use crate::decode::Located;
use crate::diagnostic::Diagnostic;
use crate::resolve::{WrittenPlan, meant_sector};
use crate::rulebook::{Child, Plan, Tie, TieKey};
use crate::source::Span;
use crate::syntax::Role;
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// There is a tie chain, and every rule of it can decide something.
    pub(super) fn tie_chain(&mut self) {
        let Some(written) = &self.definition.ranking else { return };
        // An empty list says that shared ranks are meant.
        if written.ties.is_none() && !written.faulty.contains(&"ties") {
            self.report(
                TIE_CHAIN_MISSING,
                written.at,
                Text::new("زنجیرهٔ رفع تساوی نوشته نشده است", "there is no tie chain"),
                Text::new(
                    "بنویسید ties = [\"axis.members desc\", \"registered_on asc\"]؛ یا ties = [] اگر رتبهٔ مشترک خواست آیین‌نامه است",
                    "write ties = [\"axis.members desc\", \"registered_on asc\"]; or ties = [] if the regulation wants shared ranks",
                ),
            );
        }
        for tie in written.ties.iter().flatten() {
            let name = tie.value.split_whitespace().next().unwrap_or_default();
            if self.rulebook.constants.contains_key(name) || name == "reference_date" {
                self.useless(
                    tie.at,
                    text!(
                        fa: "«{name}» برای همهٔ پرونده‌ها یکی است",
                        en: "`{name}` is the same for every entry"
                    ),
                );
            }
        }
        let ties = &self.rulebook.ranking.ties;
        for (index, tie) in ties.iter().enumerate() {
            if let Some(first) = ties[..index].iter().find(|earlier| earlier.key == tie.key) {
                self.diagnostics.push(
                    Diagnostic::new(
                        TIE_USELESS,
                        tie.text.at,
                        Text::new(
                            "همین معیار پیش‌تر در زنجیره آمده است",
                            "the same criterion stands in the chain already",
                        ),
                    )
                    .hint(remove())
                    .also(first.text.at, Text::new("اینجا", "here")),
                );
            } else if let Some(why) = self.cannot_separate(tie) {
                self.useless(tie.text.at, why);
            }
        }
    }

    fn useless(&mut self, at: Span, why: Text) {
        self.report(TIE_USELESS, at, why, remove());
    }

    /// Why a rule is equal for all entries with equal scores.
    fn cannot_separate(&self, tie: &Tie) -> Option<Text> {
        let plans = &self.rulebook.plans;
        if plans.is_empty() {
            return None;
        }
        let indicator = |plan: &Plan, id: &str| plan.indicators.iter().position(|known| known.id == id);
        match &tie.key {
            TieKey::Penalties => {
                let none = self.plans().all(|(_, _, written)| {
                    written.indicators.0.values().all(|(_, indicator)| {
                        indicator.as_ref().is_some_and(|indicator| {
                            indicator.role != Some(Role::Penalty) && !indicator.faulty.contains(&"role")
                        })
                    })
                });
                let gaps = &self.diagnostics.gaps;
                let all_seen = !gaps.may_be(&self.rulebook.sources, &["indicator", "defaults", "sector"]);
                (none && all_seen)
                    .then(|| Text::new("این شیوه‌نامه هیچ جریمه‌ای ندارد", "this rulebook has no penalty"))
            }
            TieKey::Indicator(id) if plans.iter().all(|plan| indicator(plan, id).is_none()) => {
                let mut tables = self.plans().map(|(_, _, written)| table(&written.indicators, id));
                let elsewhere = tables.all(|written| {
                    let sectors = written.and_then(|written| written.sectors.as_ref());
                    let known = |sector: &Located<String>| {
                        meant_sector(&sector.value, &self.resolved.sectors).is_some()
                    };
                    // One without an axis, or of an unknown sector, has a fault that is told already.
                    sectors.is_some_and(|sectors| sectors.iter().all(known))
                        && !self.resolved.orphans.iter().any(|(_, orphan)| orphan.id == *id)
                });
                elsewhere.then(|| {
                    text!(
                        fa: "شاخص «{id}» در هیچ رشته‌ای به کار نمی‌رود",
                        en: "the indicator `{id}` is used in no sector"
                    )
                })
            }
            TieKey::Indicator(id) => {
                let alone = |(index, plan, written): (usize, &Plan, &WrittenPlan)| {
                    let certain = self.certain(index, plan, written);
                    indicator(plan, id)
                        .is_some_and(|index| self.is_total(plan, &certain, Child::Indicator(index)))
                };
                self.plans().all(alone).then(|| same_as_total(id))
            }
            TieKey::Axis(id) => {
                let alone = |(index, plan, written): (usize, &Plan, &WrittenPlan)| {
                    let certain = self.certain(index, plan, written);
                    let axis = plan.axes.iter().position(|axis| axis.id == *id);
                    axis.is_some_and(|index| self.is_total(plan, &certain, Child::Axis(index)))
                };
                self.plans().all(alone).then(|| same_as_total(id))
            }
            TieKey::Column(_) => None,
        }
    }

    /// Whether a node is all there is below the total, and no finer than the score: equal scores make it equal.
    fn is_total(&self, plan: &Plan, certain: &Certain<'_>, wanted: Child) -> bool {
        let precision = u16::from(self.rulebook.ranking.precision.digits);
        let (mut id, mut node) = (None, &plan.total.node);
        if !certain.weights_below(None, node) {
            return false;
        }
        loop {
            let [(child, _)] = node.children.as_slice() else { return false };
            if node.cap.is_some() || !certain.keys(id, &["cap"]) {
                return false;
            }
            let finest = match child {
                Child::Axis(index) => scale(self.rulebook, plan, &plan.axes[*index].node),
                Child::Indicator(_) => u16::from(self.rulebook.rounding.points.digits),
            };
            if finest > precision {
                return false;
            }
            match child {
                child if *child == wanted => return true,
                Child::Axis(index) => {
                    let axis = &plan.axes[*index];
                    (id, node) = (Some(axis.id.as_str()), &axis.node);
                }
                Child::Indicator(_) => return false,
            }
        }
    }
}

fn same_as_total(id: &str) -> Text {
    text!(
        fa: "«{id}» تنها جزء جمع کل است؛ با امتیاز برابر، آن هم برابر است",
        en: "`{id}` is all that the total is made of; where scores are equal, it is equal too"
    )
}

fn remove() -> Text {
    Text::new(
        "این قاعده را بردارید، یا معیاری دیگر از آیین‌نامه را به‌جای آن بنویسید",
        "remove this rule, or put another criterion of the regulation in its place",
    )
}
