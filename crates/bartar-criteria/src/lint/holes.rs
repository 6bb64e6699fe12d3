//! Entries that no pool takes.

use super::Linter;
use crate::codes::POOL_HOLE;
use crate::diagnostic::Diagnostic;
use crate::formula::{Wanted, possible};
use crate::rulebook::{FieldKind, PoolFamily};
use crate::text::Text;

impl Linter<'_> {
    /// Every entry that meets the gates has a pool, in every stage.
    pub(super) fn pool_holes(&mut self) {
        let rulebook = self.rulebook;
        let written = self.definition.pool.as_ref().map_or(0, |pools| pools.0.len());
        // A pool that was not understood may take the rest.
        if rulebook.pools.len() < written || self.diagnostics.gaps.may_be(&rulebook.sources, &["pool"]) {
            return;
        }
        let choices = |column: usize| {
            let field = rulebook.columns.get(column).and_then(|spec| rulebook.fields.get(spec.field));
            match field.map(|field| &field.kind) {
                Some(FieldKind::Choice(choices)) => choices.len(),
                Some(FieldKind::YesNo) => 2,
                _ => 0,
            }
        };
        let known = self.known().with_choices(&choices);
        let mut told: Vec<&PoolFamily> = Vec::new();
        for stage in 0..rulebook.stages.len().max(1) {
            let families = rulebook
                .pools
                .iter()
                .filter(|family| rulebook.stages.is_empty() || family.stages.contains(stage));
            let Some(last) = families.clone().next_back() else { continue };
            // A condition that was not understood is reported as that; a pool without one takes everybody.
            let conditions: Option<Wanted<'_>> =
                families.map(|family| Some((family.when.as_ref()?.truth()?, false))).collect();
            let Some(mut wanted) = conditions else { continue };
            wanted.extend(rulebook.gates.iter().filter_map(|gate| Some((gate.require.truth()?, true))));
            if possible(wanted, &known) && !told.iter().any(|family| family.at == last.at) {
                told.push(last);
            }
        }
        for family in told {
            let at = family.when.as_ref().map_or(family.at, |when| when.text.at);
            self.diagnostics.push(
                Diagnostic::new(
                    POOL_HOLE,
                    at,
                    Text::new(
                        "پرونده‌ای که شرط‌های ورود را دارد می‌تواند در هیچ گروهی نگنجد: شرط هیچ‌یک برای آن برقرار نیست",
                        "an entry that meets the gates can belong to no pool: the condition of none holds for it",
                    ),
                )
                .hint(Text::new(
                    "گروه آخر را بدون when بنویسید تا بقیه را بپذیرد، یا بقیه را با شرط ورود کنار بگذارید",
                    "write the last pool without `when`, so that it takes the rest, or keep the rest out by a gate",
                )),
            );
        }
    }
}
