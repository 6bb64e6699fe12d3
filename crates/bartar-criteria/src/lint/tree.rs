//! The tree: no empty axis, and sums that are what they are announced to be.

use super::plans::PerPlan;
use super::{Linter, table};
use crate::codes::{EMPTY_AXIS, MAXIMUM_TOTAL, WEIGHTS_TOTAL};
use crate::diagnostic::Diagnostic;
use crate::exact::Exact;
use crate::rulebook::{Aggregate, Child, Plan};
use crate::syntax::{Combine, Role};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Every axis has something below it, in every sector.
    pub(super) fn empty_axes(&mut self) {
        let mut found = PerPlan::default();
        for (index, plan, written) in self.plans() {
            let certain = self.certain(index, plan, written);
            if plan.indicators.is_empty() {
                continue;
            }
            let empty = plan.axes.iter().filter(|axis| axis.node.children.is_empty());
            for axis in empty.filter(|axis| certain.children(Some(&axis.id))) {
                let id = &axis.id;
                let message = text!(
                    fa: "زیر محور «{id}» نه شاخصی هست و نه محور دیگری",
                    en: "there is neither an indicator nor an axis below `{id}`"
                );
                found.add(
                    index,
                    Diagnostic::new(EMPTY_AXIS, axis.at, message).hint(text!(
                        fa: "شاخصی با axis = \"{id}\" بیفزایید، یا محور را حذف کنید",
                        en: "add an indicator with axis = \"{id}\", or remove the axis"
                    )),
                );
            }
        }
        self.tell(found);
    }

    /// Weights add up to what an axis says they do.
    pub(super) fn weights(&mut self) {
        let mut found = PerPlan::default();
        for (index, plan, written) in self.plans() {
            let certain = self.certain(index, plan, written);
            let nodes = nodes(plan).filter(|(axis, node)| certain.weights(*axis, node));
            nodes
                .filter_map(|(_, node)| weights_of(node))
                .for_each(|diagnostic| found.add(index, diagnostic));
        }
        self.tell(found);
    }

    /// Maxima add up to what an axis, or the edition for the total, says they do.
    pub(super) fn maxima(&mut self) {
        let mut found = PerPlan::default();
        for (index, plan, written) in self.plans() {
            let certain = self.certain(index, plan, written);
            let stated = |axis: Option<&str>| match axis {
                Some(id) => plan.axes.iter().find(|axis| axis.id == id)?.stated_max.as_ref(),
                None => self.rulebook.edition.max.as_ref(),
            };
            for (axis, node) in nodes(plan).filter(|(axis, node)| certain.maximum(*axis, node)) {
                let Some(max) = stated(axis) else { continue };
                let Some(sum) = maximum(plan, node).filter(|sum| *sum != max.value.into()) else { continue };
                let max_points = max.value;
                let message = text!(
                    fa: "سقف {max_points} نوشته شده است، ولی سقف‌های زیرمجموعه به {sum} می‌رسد",
                    en: "the maximum is stated as {max_points}, but what is below it makes {sum}", numbers: max_points, sum);
                found.add(index, Diagnostic::new(MAXIMUM_TOTAL, max.at, message).hint(text!(
                    fa: "سقف‌ها را با جدول آیین‌نامه بسنجید؛ اگر خود جمع نادرست است، max = {sum} بنویسید",
                    en: "compare the maxima with the table of the regulation; if the sum itself is wrong, write max = {sum}"
                )));
            }
        }
        self.tell(found);
    }

    /// The place of an axis' table, or of the total's.
    pub(super) fn place_of(&self, plan: usize, id: Option<&str>) -> crate::source::Span {
        let written = self.resolved.written.get(plan);
        match id {
            Some(id) => {
                written.and_then(|written| table(&written.axes, id)).map(|axis| axis.at).unwrap_or_default()
            }
            None => written
                .and_then(|written| written.total.as_ref())
                .map_or(self.rulebook.edition.at, |total| total.at),
        }
    }
}

/// The axes by id, and the total.
fn nodes(plan: &Plan) -> impl Iterator<Item = (Option<&str>, &Aggregate)> {
    let axes = plan.axes.iter().map(|axis| (Some(axis.id.as_str()), &axis.node));
    axes.chain([(None, &plan.total.node)])
}

fn weights_of(node: &Aggregate) -> Option<Diagnostic> {
    let stated = node.weights_total.as_ref()?;
    let sum = node.children.iter().fold(Exact::zero(), |sum, (_, weight)| sum.add(&(*weight).into()));
    if node.children.is_empty() || sum == stated.value.into() {
        return None;
    }
    let total = stated.value;
    let message = text!(
        fa: "جمع وزن‌ها {total} نوشته شده است، ولی {sum} است",
        en: "the weights are stated to add up to {total}, but make {sum}", numbers: total, sum);
    Some(Diagnostic::new(WEIGHTS_TOTAL, stated.at, message).hint(Text::new(
        "وزن‌ها را یک‌به‌یک با آیین‌نامه بسنجید و وزن نادرست را اصلاح کنید",
        "compare the weights one by one with the regulation and correct the wrong one",
    )))
}

/// The most points of a perfect entry, exactly; `None` where there is no child, or no ratio that says it.
pub(super) fn maximum(plan: &Plan, node: &Aggregate) -> Option<Exact> {
    if node.children.is_empty() {
        return None;
    }
    let mut parts: Vec<(Exact, Exact)> = Vec::new();
    for (child, weight) in &node.children {
        let max = match child {
            Child::Axis(index) => maximum(plan, &plan.axes[*index].node)?,
            Child::Indicator(index) if plan.indicators[*index].role != Role::Score => continue,
            Child::Indicator(index) => plan.indicators[*index].max.into(),
        };
        parts.push((max, (*weight).into()));
    }
    let same = parts.windows(2).all(|pair| pair[0].0 == pair[1].0);
    let weights = parts.iter().fold(Exact::zero(), |sum, (_, weight)| sum.add(weight));
    let weighted = || parts.iter().fold(Exact::zero(), |sum, (max, weight)| sum.add(&max.mul(weight)));
    let max = match node.combine {
        _ if parts.is_empty() => Exact::zero(),
        Combine::Sum => weighted(),
        _ if same => parts.first()?.0.clone(),
        Combine::ArithmeticMean => weighted().div(&weights)?,
        Combine::HarmonicMean => {
            let shares =
                parts.iter().try_fold(Exact::zero(), |sum, (max, weight)| Some(sum.add(&weight.div(max)?)));
            weights.div(&shares?)?
        }
        Combine::GeometricMean => return None,
    };
    Some(node.cap.map_or(max.clone(), |cap| max.min(cap.into())))
}
