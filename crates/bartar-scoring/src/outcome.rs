//! Where each entry ends: exactly one outcome, with its reasons.

use crate::entries::Fault;
use crate::panel::PanelFinding;
use crate::shared::Group;
use bartar_criteria::{Code, Text};
use serde::Serialize;
use std::sync::Arc;

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
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Reason {
    /// The gate, check or indicator that decided, or the code of the finding.
    pub code: String,
    /// In words.
    pub message: Text,
    /// Clause of the regulation; empty for faults of the data.
    pub clause: Text,
    /// `file:line` of the rule in the rulebook; empty for faults of the data.
    pub at: String,
    /// The finding that this is, by its code; none where a rule decided.
    pub finding: Option<Code>,
    /// The columns of the data set that it rests on.
    pub columns: Vec<usize>,
    /// The entries that it is about, where these are several.
    pub group: Option<Group>,
}

impl Reason {
    /// A finding in the data that excludes an entry.
    #[must_use]
    pub fn of_finding(code: Code, message: Text, columns: Vec<usize>) -> Self {
        let (clause, at) = (Text::default(), String::new());
        Self { code: code.name().to_owned(), message, clause, at, finding: Some(code), columns, group: None }
    }

    /// Whether it says what this finding says.
    #[must_use]
    pub fn tells(&self, finding: &Finding) -> bool {
        // Reasons begin with the name of their column, findings stand beside theirs.
        self.finding == Some(finding.code) && self.message.en.ends_with(&finding.message.en)
    }
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
    /// The indicator, check or criterion it is about.
    pub rule: Option<String>,
    /// The line of the judges' marks in which it stands, when it stands there.
    pub mark: Option<usize>,
    /// In words; says nothing of files and rows.
    pub message: Arc<Text>,
    /// The entries that it is about, where these are several.
    pub group: Option<Group>,
}

impl Finding {
    /// What reading found about one entry.
    #[must_use]
    pub fn of_fault(fault: &Fault) -> Self {
        Self {
            code: fault.code,
            entry: Some(fault.entry),
            column: fault.column,
            pool: None,
            rule: None,
            mark: None,
            message: Arc::clone(&fault.message),
            group: fault.group.clone(),
        }
    }

    /// What is found in the judges' marks.
    #[must_use]
    pub fn of_marks(finding: &PanelFinding) -> Self {
        Self {
            code: finding.code,
            entry: finding.row,
            column: None,
            pool: None,
            rule: finding.criterion.clone(),
            mark: finding.line,
            message: Arc::new(finding.message.clone()),
            group: None,
        }
    }
}
