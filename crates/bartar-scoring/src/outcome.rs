//! Where each entry ends: exactly one outcome, with its reasons.

use bartar_criteria::{Code, Text};
use serde::Serialize;

/// The list in which an entry ends.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Eligible, scored and ranked.
    Ranked,
    /// A rule excludes it.
    Ineligible,
    /// A rule cannot be decided, since a datum is missing.
    Review,
    /// It takes no part any more.
    Withdrawn,
    /// Its data are unreadable or contradict themselves.
    Quarantined,
}

impl Outcome {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Ranked => "ranked",
            Self::Ineligible => "ineligible",
            Self::Review => "review",
            Self::Withdrawn => "withdrawn",
            Self::Quarantined => "quarantined",
        }
    }

    /// The word people read.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Ranked => Text::new("رتبه‌بندی‌شده", "ranked"),
            Self::Ineligible => Text::new("فاقد شرایط", "ineligible"),
            Self::Review => Text::new("نیازمند بررسی", "for review"),
            Self::Withdrawn => Text::new("انصرافی", "withdrawn"),
            Self::Quarantined => Text::new("قرنطینه‌شده", "quarantined"),
        }
    }
}

/// Why an entry is not ranked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reason {
    /// The gate, check or indicator that decided, or the code of the finding.
    pub code: String,
    /// In words.
    pub message: Text,
    /// Clause of the regulation; empty for faults of the data.
    pub clause: Text,
    /// `file:line` of the rule in the rulebook; empty for faults of the data.
    pub at: String,
}

/// Something worth telling about an entry or a pool.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// The entry's row, when it is about one.
    pub entry: Option<u32>,
    /// The column, when it is about one.
    pub column: Option<u16>,
    /// The pool's id, when it is about one.
    pub pool: Option<String>,
    /// The indicator or check it is about.
    pub rule: Option<String>,
    /// In words; says nothing of files and rows.
    pub message: Text,
}
