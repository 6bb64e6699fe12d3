//! The commands, one file each, and what they share.

pub mod check;
pub mod explain;
pub mod rank;

use crate::args::{DataArgs, LegacyEncodingArg};
use crate::exit::{Exit, Failure, tell};
use crate::origin::FileOrigin;
use crate::output::stderr_color;
use crate::progress::Progress;
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::rulebook::LegacyEncoding;
use bartar_criteria::{Lang, Rulebook, Severity, Text};
use bartar_report::diagnostics;
use bartar_scoring::Entries;
use bartar_tables::{FileFault, Given, read_entries};
use std::io::{self, Write};
use std::path::Path;

/// A sound rulebook; one with errors is reported on standard error.
fn sound_rulebook(path: &Path, lang: Lang) -> Result<Rulebook, Failure> {
    let RulebookFolder { loaded, path } = rulebook_folder::open(path)?;
    match loaded.rulebook {
        Some(rulebook) => Ok(rulebook),
        None => {
            let errors: Vec<_> =
                loaded.diagnostics.into_iter().filter(|d| d.code.severity() == Severity::Error).collect();
            let text = diagnostics::human(&loaded.sources, &errors, &path, lang, stderr_color());
            io::stderr().lock().write_all(text.as_bytes())?;
            Err(Failure::Reported(Exit::Data))
        }
    }
}

/// The entries of all files; faults of files are reported on standard error.
fn entries(rulebook: &Rulebook, data: &DataArgs, lang: Lang) -> Result<(Entries, FileOrigin), Failure> {
    let given = Given {
        sheet: data.sheet.clone(),
        legacy_encoding: data
            .legacy_encoding
            .map(|LegacyEncodingArg::Windows1256| LegacyEncoding::Windows1256),
    };
    let bar = Progress::new(lang, "خواندن", "reading");
    let read = read_entries(rulebook, &data.data, &given, &|progress| bar.set(progress.done, progress.total));
    drop(bar);
    match read {
        Ok(intake) => {
            Ok((intake.entries, FileOrigin { provenance: intake.provenance, notices: intake.notices }))
        }
        Err(faults) => {
            for fault in &faults {
                tell(lang, &fault_text(fault));
            }
            let missing = faults.iter().all(|fault| !Path::new(&fault.file).exists());
            Err(Failure::Reported(if missing { Exit::NoInput } else { Exit::Data }))
        }
    }
}

/// `file#sheet:row: [code] what is wrong` and what to do.
fn fault_text(fault: &FileFault) -> Text {
    let sheet = fault.sheet.as_ref().map_or_else(String::new, |sheet| format!("#{sheet}"));
    let row = fault.row.map_or_else(String::new, |row| format!(":{row}"));
    let column = fault.column.as_ref().map_or_else(String::new, |column| format!(" ({column})"));
    let line = |lang: Lang| {
        let hint = fault.hint.as_ref().map_or_else(String::new, |hint| format!("\n  {}", hint.get(lang)));
        format!("{}{sheet}{row}{column}: [{}] {}{hint}", fault.file, fault.code, fault.message.get(lang))
    };
    Text { fa: line(Lang::Fa), en: line(Lang::En) }
}
