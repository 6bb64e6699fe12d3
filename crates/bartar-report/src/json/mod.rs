//! Machine-readable outputs. Numbers that carry values, points or scores are strings: plain decimals, no exponent.
//! Adding a member is free; changing or removing one needs a new schema number.

mod amendments;
mod close_calls;
mod comparison;
mod difference;
mod explanation;
mod made;
mod panel;
mod ranking;
mod replay;
mod stream;
mod verification;

pub use amendments::write_amendments;
pub use comparison::write_comparison;
pub use difference::write_difference;
pub use explanation::write_explanation;
pub use panel::write_panel;
pub use ranking::write_ranking;
pub use replay::write_replay;
pub use verification::write_verification;

use bartar_criteria::exact::{Exact, Rounding};
use std::io::{self, Write};

/// Digits to which a value that never ends is written; its exact fraction stands beside it.
const SHOWN_DIGITS: u8 = 18;

/// A value as a plain decimal, and as a fraction where the decimal does not tell it exactly: then it is rounded.
fn value_text(value: &Exact) -> (Option<String>, Option<String>) {
    match value.to_decimal() {
        Some(decimal) => (Some(decimal.to_string()), None),
        None => {
            let rounded =
                Rounding::half_up(SHOWN_DIGITS).apply(value).ok().map(|decimal| decimal.to_string());
            (rounded, Some(value.to_fraction_string()))
        }
    }
}

/// Whether a member is left out of a document for being false.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Writes what `check` found.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_check(check: &crate::diagnostics::Check, out: impl Write) -> io::Result<()> {
    write_json(check, out)
}

/// Writes a document as JSON, indented, with a line end.
fn write_json(document: &impl serde::Serialize, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, document).map_err(io::Error::from)?;
    out.write_all(b"\n")
}
