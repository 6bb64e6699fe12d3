//! Clauses that are there and say nothing.

use super::Linter;
use crate::codes::MISSING_CLAUSE;
use crate::decode::{Clause, IdMap, Located};
use crate::text::Text;

impl Linter<'_> {
    /// Every gate, check, class, axis and indicator names the clause that it implements.
    pub(super) fn blank_clauses(&mut self) {
        let definition = self.definition;
        let mut clauses: Vec<&Located<Clause>> = Vec::new();
        clauses
            .extend(definition.class.iter().flat_map(IdMap::iter).filter_map(|(_, _, t)| t.clause.as_ref()));
        clauses
            .extend(definition.check.iter().flat_map(IdMap::iter).filter_map(|(_, _, t)| t.clause.as_ref()));
        clauses
            .extend(definition.gate.iter().flat_map(IdMap::iter).filter_map(|(_, _, t)| t.clause.as_ref()));
        clauses
            .extend(definition.axis.iter().flat_map(IdMap::iter).filter_map(|(_, _, t)| t.clause.as_ref()));
        clauses.extend(
            definition.indicator.iter().flat_map(IdMap::iter).filter_map(|(_, _, t)| t.clause.as_ref()),
        );
        for (_, _, written) in self.plans() {
            clauses.extend(written.axes.iter().filter_map(|(_, _, axis)| axis.clause.as_ref()));
            clauses
                .extend(written.indicators.iter().filter_map(|(_, _, indicator)| indicator.clause.as_ref()));
        }
        for clause in clauses.into_iter().filter(|clause| clause.value.0.en.trim().is_empty()) {
            self.report(
                MISSING_CLAUSE,
                clause.at,
                Text::new("بند آیین‌نامه خالی است", "the clause is blank"),
                Text::new(
                    "بندی را که این قاعده اجرا می‌کند بنویسید، مانند clause = \"مادهٔ ۱۲، بند ۳\"",
                    "write the clause of the regulation that this implements, such as clause = \"art. 12(3)\"",
                ),
            );
        }
    }
}
