//! Whether several conditions can hold together, case by case.

use super::known::alike;
use super::{Comparison, Known, Number, Truth, TruthKind};

/// Most steps of a search: more than the conditions of people need, and a bound to the work.
const MOST_STEPS: usize = 2_000;

/// Conditions, each with whether it is to hold.
pub type Wanted<'a> = Vec<(&'a Truth, bool)>;

/// Whether some entry can be as wanted in every condition, as far as ranges and choices tell. `false` where the search is
/// given up: nothing is said then.
#[must_use]
pub fn possible<'a>(wanted: Wanted<'a>, known: &Known<'a>) -> bool {
    Search { steps: 0 }.possible(wanted, known, Vec::new())
}

struct Search {
    steps: usize,
}

/// A comparison that holds in the case under search.
type Leaf<'a> = (Comparison, &'a Number, &'a Number);

impl Search {
    fn possible<'a>(&mut self, mut wanted: Wanted<'a>, known: &Known<'a>, mut leaves: Vec<Leaf<'a>>) -> bool {
        let mut known = known.clone();
        while let Some((condition, holds)) = wanted.pop() {
            self.steps += 1;
            if self.steps > MOST_STEPS || !condition.can_be(holds, &known) {
                return false;
            }
            match &condition.kind {
                TruthKind::Not(inner) => wanted.push((inner, !holds)),
                TruthKind::And(a, b) | TruthKind::Or(a, b) => {
                    let all = matches!(condition.kind, TruthKind::And(..)) == holds;
                    if all {
                        wanted.extend([(a.as_ref(), holds), (b.as_ref(), holds)]);
                        continue;
                    }
                    // One of both is enough: the first, or else the second without it.
                    let first = wanted.iter().copied().chain([(a.as_ref(), holds)]).collect();
                    if self.possible(first, &known, leaves.clone()) {
                        return true;
                    }
                    wanted.extend([(b.as_ref(), holds), (a.as_ref(), !holds)]);
                }
                TruthKind::Compare(comparison, a, b) => {
                    let comparison = if holds { *comparison } else { comparison.negated() };
                    if leaves.iter().any(|leaf| contradicts(*leaf, (comparison, a, b))) {
                        return false;
                    }
                    leaves.push((comparison, a, b));
                    known = known.given(condition, holds);
                }
                _ => known = known.given(condition, holds),
            }
        }
        true
    }
}

/// Whether two comparisons of the same numbers exclude one another.
fn contradicts(leaf: Leaf<'_>, other: Leaf<'_>) -> bool {
    let same = |a: Leaf<'_>, b: Leaf<'_>| alike(a.1, b.1) && alike(a.2, b.2);
    let mirrored = (other.0.mirrored(), other.2, other.1);
    (same(leaf, other) && leaf.0 == other.0.negated())
        || (same(leaf, mirrored) && leaf.0 == mirrored.0.negated())
}
