//! Stages, and what belongs to which.

use super::{Resolver, clause};
use crate::codes::{BAD_VALUE, STAGE_PROMOTION, STAGE_UNREACHABLE, TYPE_MISMATCH, UNKNOWN_NAME};
use crate::decode::{IdMap, Located, nearest};
use crate::diagnostic::Diagnostic;
use crate::exact::Decimal;
use crate::formula::Formula;
use crate::rulebook::{AtStages, Plan, Promotion, Quota, Stage};
use crate::syntax::{PromotionDef, QuotaDef, RulebookDef, StageDef};
use crate::text;
use crate::text::Text;

impl Resolver<'_> {
    /// The stages, in the order in which they follow each other.
    pub(super) fn stages(&mut self, definition: &RulebookDef, plans: &[Plan]) -> Vec<Stage> {
        let Some(map) = &definition.stage else { return Vec::new() };
        let count = map.0.len();
        let mut stages = Vec::new();
        for (index, (id, at, written)) in map.iter().enumerate() {
            let score = written.score.as_ref().and_then(|name| self.stage_axis(name, definition));
            let promote = self.promotion(written, index + 1 == count);
            let quota = written.quota.as_ref().and_then(|quota| self.quota(quota));
            let most = plans.iter().filter_map(|plan| most_points(plan, score.as_deref())).max();
            for way in written.promote.iter().flatten() {
                self.within_reach(way, most);
            }
            stages.push(Stage {
                id: id.to_owned(),
                title: written.title.clone().unwrap_or_default(),
                help: written.help.clone(),
                clause: clause(written.clause.as_ref()),
                score,
                promote,
                quota,
                at,
            });
        }
        stages
    }

    /// The stages that a table names; all where it names none.
    pub(super) fn at_stages(
        &mut self,
        written: Option<&Vec<Located<String>>>,
        definition: &RulebookDef,
    ) -> AtStages {
        let Some(names) = written else { return AtStages::All };
        let known: Vec<&str> = definition.stage.iter().flat_map(IdMap::ids).collect();
        let mut stages = Vec::new();
        for name in names {
            match known.iter().position(|id| *id == name.value) {
                Some(index) => stages.push(index),
                None => self.unknown_of_stage(name, &known),
            }
        }
        AtStages::Only(stages)
    }

    fn unknown_of_stage(&mut self, name: &Located<String>, known: &[&str]) {
        if self.diagnostics.gaps.may_define(self.sources, &["stage", "axis"], &name.value) {
            return;
        }
        let message = text!(fa: "«{name}» تعریف نشده است", en: "`{name}` is not defined", name = name.value);
        let mut diagnostic = Diagnostic::new(UNKNOWN_NAME, name.at, message);
        if let Some(near) = nearest(&name.value, known.iter().copied()) {
            diagnostic =
                diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        }
        self.diagnostics.push(diagnostic);
    }

    /// `"axis.system"`.
    fn stage_axis(&mut self, name: &Located<String>, definition: &RulebookDef) -> Option<String> {
        let Some(axis) = name.value.strip_prefix("axis.") else {
            self.diagnostics.push(
                Diagnostic::new(
                    BAD_VALUE,
                    name.at,
                    Text::new("اینجا یک محور لازم است", "an axis is needed here"),
                )
                .hint(Text::new(
                    "چنین بنویسید: score = \"axis.system\"",
                    "write it as: score = \"axis.system\"",
                )),
            );
            return None;
        };
        if definition.axis.as_ref().is_some_and(|map| !map.contains(axis)) {
            let known: Vec<&str> = definition.axis.iter().flat_map(IdMap::ids).collect();
            self.unknown_of_stage(&Located { value: axis.to_owned(), at: name.at }, &known);
            return None;
        }
        Some(axis.to_owned())
    }

    /// Every stage but the last says who goes on.
    fn promotion(&mut self, written: &StageDef, last: bool) -> Vec<Promotion> {
        if written.faulty.contains(&"promote") {
            return Vec::new();
        }
        let ways: Vec<Promotion> = (written.promote.iter().flatten())
            .map(|way| Promotion {
                rank: way.rank.as_ref().map_or(u32::MAX, |rank| rank.value),
                from: way.from.as_ref().map(|from| from.value),
            })
            .collect();
        if last && (written.promote.is_some() || written.quota.is_some()) {
            self.report(
                STAGE_PROMOTION,
                written.at,
                Text::new(
                    "پس از آخرین مرحله مرحله‌ای نیست که کسی به آن برود",
                    "after the last stage there is none to go on to",
                ),
            );
        } else if !last && ways.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    STAGE_PROMOTION,
                    written.at,
                    Text::new(
                        "گفته نشده است که چه کسانی به مرحلهٔ بعد می‌روند",
                        "it is not stated who goes on to the next stage",
                    ),
                )
                .hint(Text::new(
                    "مانند promote = [{ rank = 1 }, { from = 650 }]: رتبهٔ نخست، یا دست‌کم ۶۵۰ امتیاز",
                    "such as promote = [{ rank = 1 }, { from = 650 }]: the first, or whoever has 650 points",
                )),
            );
        }
        ways
    }

    fn quota(&mut self, quota: &QuotaDef) -> Option<Quota> {
        let compiled = self.compile(&quota.by)?;
        let Formula::Choice(column) = compiled.formula else {
            self.report(
                TYPE_MISMATCH,
                quota.by.at,
                Text::new("سهمیه برای گزینه‌های یک قلم است", "a quota is for the choices of a field"),
            );
            return None;
        };
        Some(Quota { column, most: quota.most.value })
    }

    /// A way to the next stage is one that somebody can go.
    fn within_reach(&mut self, way: &PromotionDef, most: Option<Decimal>) {
        if let Some(rank) = way.rank.as_ref().filter(|rank| rank.value == 0) {
            self.report(
                STAGE_UNREACHABLE,
                rank.at,
                Text::new("رتبه‌ها از ۱ آغاز می‌شوند", "ranks begin with 1"),
            );
        }
        if let (Some(from), Some(most)) = (&way.from, most)
            && from.value > most
        {
            let wanted = from.value;
            self.report(
                STAGE_UNREACHABLE,
                from.at,
                text!(
                    fa: "{wanted} امتیاز خواسته شده است، ولی بهترین پروندهٔ ممکن در این مرحله {most} امتیاز دارد",
                    en: "{wanted} points are asked for, but a perfect entry has {most} in this stage", numbers: wanted, most),
            );
        }
    }
}

/// Most points of an axis, or of the total.
fn most_points(plan: &Plan, axis: Option<&str>) -> Option<Decimal> {
    match axis {
        None => Some(plan.total.node.max),
        Some(id) => plan.axes.iter().find(|axis| axis.id == id).map(|axis| axis.node.max),
    }
}
