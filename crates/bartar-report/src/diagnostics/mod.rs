//! What the linter found, for people ([`human()`]) and for programs ([`check()`]).

mod human;
mod json;
mod place;

#[cfg(test)]
mod tests;

pub use human::human;
pub use json::{Check, check};

use bartar_criteria::{Diagnostic, Severity};
use serde::Serialize;

/// How many findings there are of each gravity.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// The rulebook cannot be used.
    pub error: usize,
    /// Usable, but probably not what was meant.
    pub warning: usize,
    /// Worth knowing.
    pub notice: usize,
}

impl Counts {
    /// Counts findings.
    #[must_use]
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |severity| diagnostics.iter().filter(|found| found.code.severity() == severity).count();
        Self {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            notice: count(Severity::Notice),
        }
    }
}
