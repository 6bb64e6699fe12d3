//! What is wrong with a rulebook as a rulebook: every fault that published schemes are known to contain.
//!
//! Each file looks for the faults of one part. All findings are reported in one run; what a fault that is reported
//! already makes unknowable is left out, and nothing else, so that one slip makes one finding and hides no other.

mod bands;
mod certain;
mod clauses;
mod extremes;
mod goalposts;
mod holes;
mod honours;
mod means;
mod monotone;
mod plans;
mod pools;
mod precision;
mod table;
mod ties;
mod tree;
mod typical;
mod typo;
mod units;
mod unused;
mod values;
mod zeros;

use crate::decode::IdMap;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::formula::{ColumnRanges, Known};
use crate::resolve::{Resolved, WrittenPlan};
use crate::rulebook::{Indicator, Plan, Rulebook};
use crate::source::Span;
use crate::syntax::{IndicatorDef, PointsDef, RulebookDef};
use crate::text::Text;

/// Looks for every fault that published schemes are known to contain.
pub fn lint(resolved: &Resolved, definition: &RulebookDef, diagnostics: &mut Diagnostics) {
    let rulebook = &resolved.rulebook;
    let ranges = |column| values::column_range(rulebook, column);
    let mut linter = Linter { resolved, rulebook, definition, diagnostics, ranges: &ranges };
    linter.blank_clauses();
    linter.unused_fields();
    linter.unused_constants();
    linter.typical_values();
    linter.units();
    linter.unit_titles();
    linter.denominators();
    linter.class_bands();
    for (index, indicator, written) in linter.placed_indicators() {
        if let Some((definition, points)) = points_of(written, indicator) {
            let ruled = !resolved.without_rule.contains(&(index, indicator.id.clone()));
            linter.indicator(indicator, definition, points, ruled);
        }
    }
    linter.empty_axes();
    linter.weights();
    linter.maxima();
    linter.means();
    linter.exactness();
    linter.ranking_precision();
    linter.gates();
    linter.pools();
    linter.pools_of_stages();
    linter.pool_holes();
    linter.pool_ids();
    linter.tie_chain();
    linter.honours();
}

/// A rulebook under the linter's eyes.
struct Linter<'a> {
    resolved: &'a Resolved,
    rulebook: &'a Rulebook,
    definition: &'a RulebookDef,
    diagnostics: &'a mut Diagnostics,
    ranges: &'a ColumnRanges<'a>,
}

impl<'a> Linter<'a> {
    fn report(&mut self, code: Code, at: Span, message: Text, hint: Text) {
        self.diagnostics.push(Diagnostic::new(code, at, message).hint(hint));
    }

    /// What is known of every entry: the ranges of its fields.
    fn known(&self) -> Known<'a> {
        Known::only(self.ranges)
    }

    /// The plans with their tables as written.
    fn plans(&self) -> impl Iterator<Item = (usize, &'a Plan, &'a WrittenPlan)> + use<'a> {
        let written = self.resolved.written.iter().map(AsRef::as_ref);
        self.rulebook
            .plans
            .iter()
            .zip(written)
            .enumerate()
            .map(|(index, (plan, written))| (index, plan, written))
    }

    /// The indicators of all plans with their tables as written, those without an axis included.
    fn indicators(&self) -> impl Iterator<Item = (&'a Indicator, &'a WrittenPlan)> + use<'a> {
        self.placed_indicators().map(|(_, indicator, written)| (indicator, written))
    }

    /// The same, with the index of their plan.
    fn placed_indicators(&self) -> impl Iterator<Item = (usize, &'a Indicator, &'a WrittenPlan)> + use<'a> {
        let resolved = self.resolved;
        let orphans = resolved.orphans.iter();
        let orphans =
            orphans.filter_map(|(plan, orphan)| Some((*plan, orphan, resolved.written.get(*plan)?.as_ref())));
        self.plans()
            .flat_map(|(index, plan, written)| {
                plan.indicators.iter().map(move |known| (index, known, written))
            })
            .chain(orphans)
    }

    /// Everything that concerns one indicator alone. `ruled` says that its points rule was understood.
    fn indicator(&mut self, indicator: &Indicator, written: &IndicatorDef, points: &PointsDef, ruled: bool) {
        let doubt = |key: &str| written.faulty.contains(&key);
        self.bands(indicator, written, points);
        if !doubt("better") {
            self.direction(indicator, points);
        }
        self.goalposts(indicator, points);
        self.steps(points);
        if doubt("role") {
            return;
        }
        self.points_within_limits(indicator, points);
        if ruled {
            self.reachable_maximum(indicator, written, points);
            self.unrounded(indicator, written, points);
        }
    }

    /// Whether the values of an indicator are known: its formula was understood, and so was all that limits them.
    fn valued(&self, indicator: &Indicator, written: &IndicatorDef) -> bool {
        let doubt = ["value", "domain", "round"].iter().any(|key| written.faulty.contains(key));
        let rounding = self.definition.rounding.as_ref();
        let unrounded =
            written.round.is_none() && rounding.is_none_or(|rounding| rounding.faulty.contains(&"value"));
        !doubt
            && !unrounded
            && indicator.value.as_ref().is_some_and(|value| self.ranged(value.formula.columns()))
    }

    /// Whether the ranges of columns are known.
    fn ranged(&self, columns: impl IntoIterator<Item = usize>) -> bool {
        let map = self.definition.field.as_ref();
        columns.into_iter().all(|column| {
            let field =
                self.rulebook.columns.get(column).and_then(|spec| self.rulebook.fields.get(spec.field));
            let written = field.and_then(|field| table(map?, &field.id));
            written.is_some_and(|field| !["range", "decimals"].iter().any(|key| field.faulty.contains(key)))
        })
    }
}

/// The table of an indicator as written, and its points rule.
fn points_of<'w>(
    written: &'w WrittenPlan,
    indicator: &Indicator,
) -> Option<(&'w IndicatorDef, &'w PointsDef)> {
    let definition = table(&written.indicators, &indicator.id)?;
    Some((definition, definition.points.as_ref()?))
}

/// A sound table by its id.
fn table<'m, T>(map: &'m IdMap<T>, id: &str) -> Option<&'m T> {
    map.0.get(id).and_then(|(_, written)| written.as_ref())
}
