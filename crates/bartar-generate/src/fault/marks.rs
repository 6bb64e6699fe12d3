//! Faults in the judges' marks. One judge's line too many, which does not count, leaves the entry where it is.

use super::{Expected, FaultKind, Faulty};
use crate::batch::{Admitted, verdicts};
use crate::maker::{Maker, Value};
use bartar_criteria::missing::Missing;
use bartar_scoring::Outcome;

/// The entry has a line of marks that must be found; the marks themselves are made when they are written.
pub(super) fn extra(maker: &Maker<'_>, kind: FaultKind) -> Option<Faulty> {
    if maker.rulebook.panel.is_empty() {
        return None;
    }
    Some(Faulty {
        kind,
        values: None,
        cell: None,
        beside: None,
        rows: None,
        id: None,
        expected: Vec::new(),
        outcome: Outcome::Ranked,
    })
}

/// The entry lacks a mark, so that it cannot be ranked where marks count.
pub(super) fn few(maker: &Maker<'_>, entry: &Admitted) -> Option<Faulty> {
    let criterion = maker.rulebook.panel.first()?;
    let mut values = entry.values.clone();
    for column in [criterion.sum, criterion.count] {
        values[column] = Value::Missing(Missing::Pending);
    }
    let verdict = verdicts(maker.rulebook, &[values]).pop()?;
    if verdict.outcome != Outcome::Review {
        return None;
    }
    let expected =
        verdict.said.into_iter().map(|(code, _)| Expected { row: None, column: None, code }).collect();
    let kind = FaultKind::FewMarks;
    Some(Faulty {
        kind,
        values: None,
        cell: None,
        beside: None,
        rows: None,
        id: None,
        expected,
        outcome: verdict.outcome,
    })
}
