//! What the judges made of one entry.

use crate::panel::{JudgeMark, Recusal, mean, open_words};
use crate::score::Scored;
use crate::screening::index;
use bartar_criteria::Text;
use bartar_criteria::exact::Exact;

/// The marks of one entry under one criterion.
#[derive(Clone, Debug)]
pub struct CriterionTrace {
    /// Id of the criterion.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Clause of the regulation.
    pub clause: Text,
    /// `file:line` in the rulebook.
    pub at: String,
    /// The columns of the data set that the marks make.
    pub columns: [usize; 2],
    /// All marks, by judge.
    pub marks: Vec<JudgeMark>,
    /// Who does not mark this entry.
    pub recused: Vec<Recusal>,
    /// The mean of the marks that count; none while there is no result.
    pub mean: Option<Exact>,
    /// Why there is no result yet.
    pub open: Option<Text>,
}

/// The marks of an entry under every criterion, in rulebook order.
pub(super) fn criteria(scored: &Scored<'_>, row: usize) -> Vec<CriterionTrace> {
    let criteria = scored.rulebook.panel.iter().enumerate();
    criteria
        .map(|(number, criterion)| {
            let columns = [criterion.sum, criterion.count];
            let tally = scored.entries.marks.as_ref().and_then(|marks| marks.tally(number, index(row)));
            let (marks, recused) =
                tally.map_or_else(Default::default, |tally| (tally.marks.clone(), tally.recused.clone()));
            let open = open_words(scored.rulebook, scored.entries, index(row), &columns);
            CriterionTrace {
                id: criterion.id.clone(),
                title: criterion.title.clone(),
                clause: criterion.clause.clone(),
                at: scored.rulebook.sources.place(criterion.at),
                columns,
                mean: open.is_none().then(|| mean(&marks)).flatten(),
                marks,
                recused,
                open,
            }
        })
        .collect()
}
