//! Where one entry stood in the stages before.

use crate::outcome::Outcome;
use crate::score::Scored;
use crate::stages::{Passage, Standing};
use bartar_criteria::Text;

/// What became of an entry in an earlier stage.
#[derive(Clone, Debug)]
pub struct StageTrace {
    /// Id of the stage.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// What became of the entry.
    pub end: StageEnd,
    /// Where it stood, if it was ranked.
    pub standing: Option<Standing>,
}

/// How a stage ends for an entry.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum StageEnd {
    /// It goes on.
    Promoted,
    /// It stays behind.
    Stays,
    /// It stays behind, since the quota is full.
    OverQuota,
    /// It was not ranked.
    Out(Outcome),
}

impl StageEnd {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Promoted => "promoted",
            Self::Stays => "stays",
            Self::OverQuota => "over-quota",
            Self::Out(outcome) => outcome.word(),
        }
    }

    /// The words people read.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Promoted => Text::new("به مرحلهٔ بعد راه یافت", "went on"),
            Self::Stays => Text::new("به مرحلهٔ بعد راه نیافت", "did not go on"),
            Self::OverQuota => Text::new(
                "به مرحلهٔ بعد راه نیافت، زیرا سهمیه پر شد",
                "did not go on, since the quota is full",
            ),
            Self::Out(outcome) => outcome.title(),
        }
    }
}

/// The stages before the one that is explained, first to last.
pub(super) fn stages(scored: &Scored<'_>, row: usize) -> Vec<StageTrace> {
    let before = scored.before.iter().filter_map(|result| Some((result, result.passages.get(row)?)));
    before
        .map(|(result, passage)| {
            let (end, standing) = match passage {
                Passage::Promoted(standing) => (StageEnd::Promoted, Some(standing)),
                Passage::Stays(standing, false) => (StageEnd::Stays, Some(standing)),
                Passage::Stays(standing, true) => (StageEnd::OverQuota, Some(standing)),
                Passage::Out(outcome, _) => (StageEnd::Out(*outcome), None),
            };
            StageTrace {
                id: result.stage.id.clone(),
                title: result.stage.title.clone(),
                end,
                standing: standing.cloned(),
            }
        })
        .collect()
}
