//! `bartar check`: lints a rulebook.

use crate::args::{CheckArgs, CheckFormat};
use crate::exit::{Exit, Failure};
use crate::output::{stdout_color, to_stdout};
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::{Lang, Severity};
use bartar_report::{diagnostics, json};

/// Runs the command.
pub fn run(arguments: &CheckArgs, lang: Lang) -> Result<Exit, Failure> {
    let RulebookFolder { loaded, path } = rulebook_folder::open(&arguments.rulebook)?;
    let (sources, found) = (&loaded.sources, &loaded.diagnostics);
    to_stdout(|out| match arguments.format {
        CheckFormat::Table => {
            let identity = &loaded.identity;
            match lang {
                Lang::Fa => {
                    writeln!(out, "{}، ویرایش {}", identity.id, to_persian_digits(&identity.edition))?
                }
                Lang::En => writeln!(out, "{} {}", identity.id, identity.edition)?,
            }
            out.write_all(diagnostics::human(sources, found, &path, lang, stdout_color()).as_bytes())
        }
        CheckFormat::Json => {
            json::write_check(&diagnostics::check(sources, found, &path, &loaded.identity), out)
        }
    })?;
    let errors = loaded.diagnostics.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error);
    Ok(if errors { Exit::Found } else { Exit::Done })
}
