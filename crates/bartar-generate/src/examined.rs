//! What examiners write beside a claim: the verified value, and the status of the evidence.

use crate::dice::{Dice, Use};
use crate::fault::Faulty;
use crate::kind::Writing;
use crate::maker::Value;
use crate::sheet::Cell;
use bartar_criteria::rulebook::Rulebook;

/// Of so many files one has such columns.
const FILES: usize = 3;
/// Of so many fields with evidence one has them there.
const FIELDS: usize = 4;
/// Of so many claims one was accepted without a verified value, one accepted with it, one verified without a word.
const CLAIMS: u64 = 6;

/// The columns that have a verified value and a status of evidence beside them in a file, the `turn`th of its kind.
pub(crate) fn examined(rulebook: &Rulebook, file: usize, turn: usize) -> Vec<usize> {
    if (file + turn) % FILES != 1 {
        return Vec::new();
    }
    let columns = rulebook.columns.iter().enumerate().filter(|(_, spec)| {
        let field = &rulebook.fields[spec.field];
        field.evidence.is_some() && spec.years_before == 0 && !field.of_panel
    });
    columns.map(|(column, _)| column).skip(file % FIELDS).step_by(FIELDS).collect()
}

/// The two cells beside a claim. What is verified is what was claimed.
pub(crate) fn cells(
    writing: &Writing<'_>,
    seed: u64,
    (entry, column): (u64, usize),
    value: &Value,
    fault: Option<&Faulty>,
) -> [Cell; 2] {
    let nothing = || Cell::Text(String::new());
    if let Some((_, cells)) = fault.and_then(|fault| fault.beside.as_ref()).filter(|(at, _)| *at == column) {
        return match cells {
            Beside::Verified(text) => [writing.style.planted(&Cell::Text(text.clone())), nothing()],
            Beside::Evidence(text) => [nothing(), writing.style.planted(&Cell::Text(text.clone()))],
            Beside::Refused(word) => [writing.cell(column, value), Cell::Text(writing.style.letters(word))],
        };
    }
    // A verified value would hide what is wrong with the claim.
    let planted = fault.and_then(|fault| fault.cell.as_ref()).is_some_and(|(at, _)| *at == column);
    if planted || matches!(value, Value::Missing(_)) {
        return [nothing(), nothing()];
    }
    let accepted = || Cell::Text(writing.accepted());
    match Dice::new(seed, Use::Examined { entry, column }).below(CLAIMS) {
        0 => [nothing(), accepted()],
        1 => [writing.cell(column, value), accepted()],
        2 => [writing.cell(column, value), nothing()],
        _ => [nothing(), nothing()],
    }
}

/// What is planted beside a claim.
#[derive(Clone, Debug)]
pub(crate) enum Beside {
    /// A verified value.
    Verified(String),
    /// A status of evidence.
    Evidence(String),
    /// The claim as verified, and this word for refused evidence.
    Refused(String),
}
