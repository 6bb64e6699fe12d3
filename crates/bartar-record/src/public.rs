//! The public form.

use crate::files::Files;
use crate::replay::{Check, Checked};
use bartar_criteria::text;

/// Checks V3 to V12 of a public form: what it holds is checked, and of the rest it is said that it was not.
pub(crate) fn checks(_files: &Files) -> Vec<Checked> {
    Check::ALL
        .into_iter()
        .filter(|check| (Check::Rulebook..Check::Predecessor).contains(check))
        .map(|check| Checked::not_checked(check, text!(fa: "", en: "")))
        .collect()
}
