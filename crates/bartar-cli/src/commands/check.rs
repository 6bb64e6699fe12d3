//! `bartar check`: lints a rulebook.

use crate::args::{CheckArgs, CheckFormat};
use crate::exit::{Exit, Failure};
use crate::output::{stdout_color, to_stdout};
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::{Lang, Severity};
use bartar_report::diagnostics;

/// Runs the command.
pub fn run(arguments: &CheckArgs, lang: Lang) -> Result<Exit, Failure> {
    let RulebookFolder { loaded, path } = rulebook_folder::open(&arguments.rulebook)?;
    to_stdout(|out| match arguments.format {
        CheckFormat::Table => {
            diagnostics::write_text(&loaded.sources, &loaded.diagnostics, &path, lang, stdout_color(), out)
        }
        CheckFormat::Json => diagnostics::write_json(&loaded, &path, out),
    })?;
    let errors = loaded.diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    Ok(if errors { Exit::Found } else { Exit::Done })
}
