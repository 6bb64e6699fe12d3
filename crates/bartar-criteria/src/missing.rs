//! Why a datum is absent.

use serde::Serialize;

/// Why a datum is absent. Each status has its own policy in the rulebook.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Missing {
    /// The cell is empty: nothing was submitted.
    NotSubmitted = 0,
    /// The entry states that the field does not apply to it.
    NotApplicable = 1,
    /// Submitted, and its evidence was rejected.
    Rejected = 2,
    /// Submitted, and its evidence is still being examined.
    Pending = 3,
}

impl Missing {
    /// Every status, in the order of its number.
    pub const ALL: [Self; 4] = [Self::NotSubmitted, Self::NotApplicable, Self::Rejected, Self::Pending];

    /// The status's name in rulebooks and outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSubmitted => "not-submitted",
            Self::NotApplicable => "not-applicable",
            Self::Rejected => "rejected",
            Self::Pending => "pending",
        }
    }
}

/// A cell: the datum, or why there is none.
pub type Datum<T> = Result<T, Missing>;
