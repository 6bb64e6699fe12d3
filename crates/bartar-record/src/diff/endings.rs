//! Where entries end in a stage, and those that end elsewhere.

use super::square::{By, Stage, Whose};
use bartar_criteria::Text;
use bartar_scoring::Scored;
use serde::Serialize;

/// Where an entry ends: its outcome, with the reasons.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Ending {
    /// The outcome, as a record writes it.
    pub outcome: &'static str,
    /// The same as people read it.
    pub title: Text,
    /// Why it is not ranked.
    pub reasons: Vec<EndingReason>,
}

/// Why an entry is not ranked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EndingReason {
    /// The code of a gate, check, indicator, stage or finding.
    pub code: String,
    /// In words.
    pub message: Text,
}

impl Ending {
    /// Where a row ends.
    #[must_use]
    pub fn of(scored: &Scored<'_>, row: u32) -> Self {
        let at = row as usize;
        let reasons = scored.screening.reasons.get(&row).into_iter().flatten();
        Self {
            outcome: if scored.stayed(at) { "stayed" } else { scored.outcome(at).word() },
            title: scored.ending(at),
            reasons: reasons
                .map(|of| EndingReason { code: of.code.clone(), message: of.message.clone() })
                .collect(),
        }
    }

    /// What two endings are compared by: words may tell of ranks and scores, which differ by themselves.
    fn key(&self) -> (&'static str, Vec<&str>) {
        (self.outcome, self.reasons.iter().map(|reason| reason.code.as_str()).collect())
    }
}

/// An entry of both records that ends elsewhere, or for other reasons.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EndingDifference {
    /// The stage; none where the rulebooks have none.
    pub stage: Option<String>,
    /// Id of the entry.
    pub id: String,
    /// Name of the entry.
    pub name: String,
    /// In A.
    pub a: Ending,
    /// In B.
    pub b: Ending,
    /// What it is due to.
    pub by: By,
    /// Whose data, where data are among it.
    pub whose: Whose,
}

/// The entries of both records that end elsewhere in a stage.
#[must_use]
pub fn compare(stage: &Stage<'_>) -> Vec<EndingDifference> {
    let mut all = Vec::new();
    for (number, pair) in stage.pairs.0.iter().enumerate() {
        let corners = stage.at(pair, |scored, row| Some(Ending::of(scored, row)));
        let keys: [Option<(&str, Vec<&str>)>; 4] =
            std::array::from_fn(|corner| corners[corner].as_ref().map(Ending::key));
        let Some(by) = By::of(&keys) else { continue };
        if let ([Some(a), _, _, Some(b)], Some(row)) = (corners, pair.b) {
            let name = stage.corners[3].entries.names.get(row as usize).to_owned();
            let (id, whose) = (pair.id.clone(), whose(stage, number, by));
            all.push(EndingDifference { stage: stage.id().map(str::to_owned), id, name, a, b, by, whose });
        }
    }
    all
}

/// Whose data it is that an entry ends elsewhere: its own where they differ; others' where they do not, or where it is about
/// going on from a stage before, which who passes whom decides.
#[must_use]
pub fn whose(stage: &Stage<'_>, number: usize, by: By) -> Whose {
    let Some(pair) = stage.pairs.0.get(number).filter(|_| by != By::Rules) else { return Whose::default() };
    let own = stage.has_own(number);
    let of_a_stage = |scored: &Scored<'_>, row: u32| {
        let codes = scored.screening.reasons.get(&row).into_iter().flatten().map(|reason| &reason.code);
        let stages = &scored.rulebook.stages;
        codes.into_iter().any(|code| stages.iter().any(|known| known.id == *code)).then_some(())
    };
    let passed_on = stage.at(pair, of_a_stage).iter().any(Option::is_some);
    Whose { own, others: !own || passed_on }
}
