//! Clauses that are there and say nothing.

use super::Linter;
use crate::codes::MISSING_CLAUSE;
use crate::decode::{Clause, IdMap, Located};
use crate::text::Text;

impl Linter<'_> {
    /// Every class, check, gate, criterion, axis and indicator names the clause that it implements.
    pub(super) fn blank_clauses(&mut self) {
        fn of<'d, T>(
            map: Option<&'d IdMap<T>>,
            clause: impl Fn(&'d T) -> Option<&'d Located<Clause>>,
        ) -> Vec<&'d Located<Clause>> {
            map.into_iter().flat_map(IdMap::iter).filter_map(|(_, _, table)| clause(table)).collect()
        }
        let definition = self.definition;
        let mut clauses = of(definition.class.as_ref(), |class| class.clause.as_ref());
        clauses.extend(of(definition.check.as_ref(), |check| check.clause.as_ref()));
        clauses.extend(of(definition.gate.as_ref(), |gate| gate.clause.as_ref()));
        clauses.extend(of(definition.panel.as_ref(), |criterion| criterion.clause.as_ref()));
        clauses.extend(of(definition.axis.as_ref(), |axis| axis.clause.as_ref()));
        clauses.extend(of(definition.indicator.as_ref(), |indicator| indicator.clause.as_ref()));
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
