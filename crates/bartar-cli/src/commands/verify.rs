//! `bartar verify`: the numbered checks of a receipt.

use super::replay::{key, of_answer, root};
use crate::args::{CheckFormat, VerifyArgs};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use crate::record_folder;
use bartar_criteria::{Lang, Text, text};
use bartar_record::receipt::{Known, verify};
use bartar_report::{json, terminal};
use bartar_tables::system;
use std::fs;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &VerifyArgs, lang: Lang) -> Result<Exit, Failure> {
    let root = match (&arguments.root, &arguments.of_record) {
        (Some(written), _) => Some(root(written)?),
        (None, Some(record)) => Some(record_folder::root(record)?),
        (None, None) => None,
    };
    let key = arguments.key.as_deref().map(key).transpose()?;
    let opening = arguments.opening.as_deref().map(read).transpose()?;
    let known = Known { root, key: key.as_deref(), opening: opening.as_deref() };
    let verification = verify(&read(&arguments.receipt)?, &known);
    match arguments.format {
        CheckFormat::Table => {
            to_stdout(|out| terminal::write_verification(&verification, &style(lang, 0), out))?;
        }
        CheckFormat::Json => to_stdout(|out| json::write_verification(&verification, out))?,
    }
    Ok(of_answer(verification.answer()))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| {
        let (shown, Text { fa, en }) = (path.display(), system::reason(&error));
        Failure::Told(
            Exit::NoInput,
            text!(fa: "«{shown}» خوانده نشد: {fa}", en: "`{shown}` cannot be read: {en}"),
        )
    })
}
