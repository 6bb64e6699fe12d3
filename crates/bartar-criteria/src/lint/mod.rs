//! What is wrong with a rulebook as a rulebook: every fault that published schemes are known to contain.
//!
//! Each file looks for the faults of one part. All findings are reported in one run; a part with a fault that is
//! reported already is left out of sums and comparisons, so that one slip makes one finding.

mod bands;
mod clauses;
mod extremes;
mod goalposts;
mod honours;
mod means;
mod monotone;
mod plans;
mod pools;
mod precision;
mod table;
mod ties;
mod tree;
mod typo;
mod units;
mod unused;
mod values;
mod zeros;

use crate::codes::{NOT_UTF8, TOML_SYNTAX};
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
    let torn = diagnostics.as_slice().iter().any(|found| found.code == TOML_SYNTAX || found.code == NOT_UTF8);
    let ranges = |column| values::column_range(rulebook, column);
    let mut linter = Linter { resolved, rulebook, definition, diagnostics, ranges: &ranges, torn };
    linter.blank_clauses();
    linter.unused_fields();
    linter.unused_constants();
    linter.units();
    linter.unit_titles();
    linter.zero_denominators();
    linter.class_bands();
    for (indicator, written) in linter.indicators() {
        if let Some((definition, points)) = points_of(written, indicator) {
            linter.indicator(indicator, definition, points);
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
    /// Whether some file could be read only in part, so that what is not there may be there all the same.
    torn: bool,
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
        let resolved = self.resolved;
        let orphans = resolved.orphans.iter();
        let orphans =
            orphans.filter_map(|(plan, orphan)| Some((orphan, resolved.written.get(*plan)?.as_ref())));
        self.plans()
            .flat_map(|(_, plan, written)| plan.indicators.iter().map(move |known| (known, written)))
            .chain(orphans)
    }

    /// Everything that concerns one indicator alone.
    fn indicator(&mut self, indicator: &Indicator, written: &IndicatorDef, points: &PointsDef) {
        self.bands(indicator, points);
        self.direction(indicator, points);
        self.goalposts(indicator, points);
        self.steps(points);
        self.points_within_limits(indicator, points);
        self.reachable_maximum(indicator, written, points);
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
