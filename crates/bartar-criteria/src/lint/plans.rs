//! Findings about the plans of several sectors, told once, with the sectors they concern.

use super::{Linter, table};
use crate::diagnostic::Diagnostic;
use crate::exact::Decimal;
use crate::resolve::WrittenPlan;
use crate::rulebook::{FieldKind, Plan};

/// Findings, each with the plans it was made in.
#[derive(Default)]
pub(super) struct PerPlan {
    found: Vec<(Diagnostic, Vec<usize>)>,
}

impl PerPlan {
    /// Adds a finding of a plan.
    pub fn add(&mut self, plan: usize, diagnostic: Diagnostic) {
        let same = |found: &&mut (Diagnostic, Vec<usize>)| {
            found.0.code == diagnostic.code
                && found.0.span == diagnostic.span
                && found.0.message == diagnostic.message
        };
        match self.found.iter_mut().find(same) {
            Some((_, plans)) => plans.push(plan),
            None => self.found.push((diagnostic, vec![plan])),
        }
    }
}

impl Linter<'_> {
    /// Reports findings; those that do not concern every sector name theirs.
    pub(super) fn tell(&mut self, found: PerPlan) {
        for (mut diagnostic, plans) in found.found {
            if plans.len() < self.rulebook.plans.len() {
                let names: Vec<&str> = plans.iter().filter_map(|plan| self.sector(*plan)).collect();
                diagnostic.message.fa = format!("{} (رشتهٔ «{}»)", diagnostic.message.fa, names.join("»، «"));
                diagnostic.message.en =
                    format!("{} (sector `{}`)", diagnostic.message.en, names.join("`, `"));
            }
            self.diagnostics.push(diagnostic);
        }
    }

    /// The id of a plan's sector.
    fn sector(&self, plan: usize) -> Option<&str> {
        let field = self.rulebook.fields.get(self.rulebook.data.sector?)?;
        let FieldKind::Choice(choices) = &field.kind else { return None };
        let sector = self.rulebook.plans.get(plan)?.sector?;
        choices.get(usize::from(sector)).map(|choice| choice.id.as_str())
    }

    /// Whether a plan holds all that was written for it. If something was left out for a fault of its own, sums over
    /// the tree say nothing.
    pub(super) fn whole(&self, index: usize, plan: &Plan, written: &WrittenPlan) -> bool {
        let faulty = |keys: &[&str], faulty: &[&str]| keys.iter().any(|key| faulty.contains(key));
        if self.torn || faulty(&["axis", "indicator", "total"], &self.definition.faulty) {
            return false;
        }
        let positive = |weight: Option<Decimal>| weight.is_none_or(|weight| weight > Decimal::ZERO);
        let axes = written.axes.0.keys().all(|id| {
            let (Some(axis), Some(known)) =
                (table(&written.axes, id), plan.axes.iter().find(|axis| axis.id == *id))
            else {
                return false;
            };
            !faulty(&["parent", "combine", "weight", "max", "weights_total", "cap"], &axis.faulty)
                && axis.parent.is_some() == known.parent.is_some()
                && positive(axis.weight.as_ref().map(|weight| weight.value))
        });
        let sector = self.sector(index);
        let indicators = written.indicators.0.keys().all(|id| {
            let Some(indicator) = table(&written.indicators, id) else { return false };
            let elsewhere = indicator
                .sectors
                .as_ref()
                .is_some_and(|sectors| !sectors.iter().any(|named| Some(named.value.as_str()) == sector));
            let Some(points) = &indicator.points else { return false };
            elsewhere
                || plan.indicators.iter().any(|known| known.id == *id)
                    && !faulty(&["weight", "role", "sectors"], &indicator.faulty)
                    && !faulty(&["max", "min"], &points.faulty)
                    && positive(indicator.weight.as_ref().map(|weight| weight.value))
        });
        axes && indicators
    }

    /// Whether all plans hold all that was written for them.
    pub(super) fn all_whole(&self) -> bool {
        self.plans().all(|(index, plan, written)| self.whole(index, plan, written))
            && self.resolved.written.len() == self.rulebook.plans.len()
    }
}
