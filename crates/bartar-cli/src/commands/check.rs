//! `bartar check`: lints a rulebook.

use crate::args::{CheckArgs, CheckFormat};
use crate::exit::{Exit, Failure};
use crate::output::{stdout_color, to_stdout};
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::{Lang, Severity};
use bartar_report::{diagnostics, json};

/// Runs the command.
pub fn run(arguments: &CheckArgs, lang: Lang) -> Result<Exit, Failure> {
    let RulebookFolder { loaded, path, .. } = rulebook_folder::open(&arguments.rulebook)?;
    let (sources, found) = (&loaded.sources, &loaded.diagnostics);
    to_stdout(|out| match arguments.format {
        CheckFormat::Table => {
            let identity = &loaded.identity;
            let edition = identity.edition_in(lang);
            let heading = match lang {
                Lang::Fa => format!("{}، ویرایش {edition}", identity.id),
                Lang::En => format!("{} {edition}", identity.id),
            };
            writeln!(out, "{heading}")?;
            out.write_all(diagnostics::human(sources, found, &path, lang, stdout_color()).as_bytes())
        }
        CheckFormat::Json => {
            json::write_check(&diagnostics::check(sources, found, &path, &loaded.identity), out)
        }
    })?;
    let errors = loaded.diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    Ok(if errors { Exit::Found } else { Exit::Done })
}
