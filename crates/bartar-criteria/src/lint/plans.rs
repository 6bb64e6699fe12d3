//! Findings about the plans of several sectors, told once, with the sectors they concern.

use super::Linter;
use crate::diagnostic::Diagnostic;

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

impl<'a> Linter<'a> {
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
    pub(super) fn sector(&self, plan: usize) -> Option<&'a str> {
        self.resolved.sectors.get(plan).map(String::as_str)
    }
}
