//! The commands, one file each, and what they share.

pub mod check;
pub mod explain;
pub mod generate;
pub mod panel;
pub mod rank;

use crate::args::Inputs;
use crate::exit::{Exit, Failure, tell};
use crate::origin::FileOrigin;
use crate::output::stderr_color;
use crate::progress::Progress;
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::{Lang, Rulebook, Severity, Text, text};
use bartar_report::diagnostics;
use bartar_scoring::Entries;
use bartar_scoring::panel::{PanelFinding, count};
use bartar_tables::{FileFault, FileNotice, Intake, List, read_entries, read_marks};
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

/// A rulebook and all that is scored by it.
struct Competition {
    rulebook: Rulebook,
    entries: Entries,
    origin: FileOrigin,
}

impl Competition {
    /// Reads everything; faults of rulebooks and files are reported on standard error.
    fn open(inputs: &Inputs, lang: Lang) -> Result<Self, Failure> {
        let rulebook = sound_rulebook(&inputs.rulebook, lang)?;
        let Intake { mut entries, provenance, notices } =
            reading(lang, |progress| read_entries(&rulebook, &inputs.data, progress))?;
        let mut origin = FileOrigin { provenance, notices, lists: Vec::new() };
        let mut marks = None;
        if !inputs.marks.is_empty() {
            if rulebook.panel.is_empty() {
                return Err(Failure::Told(
                    Exit::Usage,
                    text!(
                        fa: "این شیوه‌نامه داوری (panel) ندارد؛ --marks به کارش نمی‌آید",
                        en: "this rulebook has no panel, so that it has no use for --marks"
                    ),
                ));
            }
            let (lines, list) = reading(lang, |progress| read_marks(&rulebook, &inputs.marks, progress))?;
            origin.lists.push(list);
            marks = Some(lines);
        }
        count(&rulebook, &mut entries, marks.as_deref());
        if let (Some(marks), Some(list)) = (&entries.marks, origin.lists.last()) {
            origin.notices.extend(marks.findings.iter().filter_map(|finding| of_mark(finding, list)));
        }
        Ok(Self { rulebook, entries, origin })
    }
}

/// Where a mark stands that does not count.
fn of_mark(finding: &PanelFinding, list: &List) -> Option<FileNotice> {
    let place = list.place(finding.line?, None)?;
    Some(FileNotice {
        file: place.file.to_owned(),
        row: Some(place.row.into()),
        column: None,
        code: finding.code,
        message: finding.message.clone(),
    })
}

/// Reads with a progress bar.
fn reading<T>(
    lang: Lang,
    read: impl FnOnce(&(dyn Fn(bartar_tables::Progress) + Sync)) -> Result<T, Vec<FileFault>>,
) -> Result<T, Failure> {
    let bar = Progress::new(lang, "خواندن", "reading");
    let read = read(&|progress| bar.set(progress.done, progress.total));
    drop(bar);
    read.map_err(|faults| {
        for fault in &faults {
            tell(lang, &fault_text(fault));
        }
        let missing = faults.iter().all(|fault| !Path::new(&fault.file).exists());
        Failure::Reported(if missing { Exit::NoInput } else { Exit::Data })
    })
}

/// `file:row: [code] what is wrong` and what to do.
fn fault_text(fault: &FileFault) -> Text {
    let row = fault.row.map_or_else(String::new, |row| format!(":{row}"));
    let column = fault.column.as_ref().map_or_else(String::new, |column| format!(" ({column})"));
    let line = |lang: Lang| {
        let hint = fault.hint.as_ref().map_or_else(String::new, |hint| format!("\n  {}", hint.get(lang)));
        format!("{}{row}{column}: [{}] {}{hint}", fault.file, fault.code, fault.message.get(lang))
    };
    Text { fa: line(Lang::Fa), en: line(Lang::En) }
}
