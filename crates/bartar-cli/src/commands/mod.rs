//! The commands, one file each, and what they share.

pub mod amend;
pub mod check;
pub mod diff;
pub mod explain;
pub mod generate;
pub mod panel;
pub mod public;
pub mod rank;
pub mod receipt;
pub mod replay;
mod sealing;
pub mod sign;
pub mod verify;

use crate::args::Inputs;
use crate::exit::{Exit, Failure, say, tell};
use crate::named::Titled;
use crate::origin::{FileOrigin, RecordOrigin};
use crate::output::stderr_color;
use crate::progress::Progress;
use crate::record_folder::{self, is_record};
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::{Folder, Lang, Rulebook, Severity, Text, text};
use bartar_record::digest::Hash;
use bartar_record::{Sealed, intact};
use bartar_report::diagnostics;
use bartar_report::origin::Origin;
use bartar_scoring::competition::is_relative;
use bartar_scoring::{Competition, Scored};
use bartar_tables::{FileFault, Intake, List, read_amendments, read_entries, read_marks};
use std::io::{self, Write};
use std::path::Path;

/// A sound rulebook, with a word on standard error if it has warnings; the errors of another are told there.
fn sound_rulebook(given: &Path, lang: Lang) -> Result<(Rulebook, Vec<Folder>), Failure> {
    let RulebookFolder { loaded, path, folders } = rulebook_folder::open(given)?;
    match loaded.rulebook {
        Some(rulebook) => {
            let warnings =
                loaded.diagnostics.iter().filter(|found| found.code.severity() == Severity::Warning).count();
            if warnings > 0 {
                say(lang, Severity::Warning, &of_warnings(warnings, given));
            }
            Ok((rulebook, folders))
        }
        None => {
            let errors: Vec<_> =
                loaded.diagnostics.into_iter().filter(|d| d.code.severity() == Severity::Error).collect();
            let text = diagnostics::human(&loaded.sources, &errors, &path, lang, stderr_color());
            io::stderr().lock().write_all(text.as_bytes())?;
            Err(Failure::Reported(Exit::Data))
        }
    }
}

fn of_warnings(count: usize, rulebook: &Path) -> Text {
    let rulebook = rulebook.display();
    let (fa, en) = (to_persian_digits(&count.to_string()), if count == 1 { "warning" } else { "warnings" });
    text!(
        fa: "این شیوه‌نامه {fa} هشدار دارد؛ برای دیدن: \u{2066}bartar check {rulebook} --lang fa\u{2069}",
        en: "this rulebook has {count} {en}; see: bartar check {rulebook}"
    )
}

/// A competition, and where its data come from.
struct Opened {
    competition: Competition,
    origin: Box<dyn Origin>,
    /// What it was opened from, for the record of it.
    from: From,
}

/// What a competition was opened from.
enum From {
    /// A rulebook: its own folder, and those that it inherits from.
    Rulebook(Vec<Folder>),
    /// A record.
    Record { rulebooks: Vec<Folder>, salt_key: Hash, predecessor: Option<Hash> },
}

impl Opened {
    /// Reads everything; faults of rulebooks and files are reported on standard error.
    fn open(inputs: &Inputs, lang: Lang) -> Result<Self, Failure> {
        Self::open_if(inputs, |_| Ok(()), lang)
    }

    /// The same with rules that have what is asked of them; that is told before any data are read.
    fn open_if(
        inputs: &Inputs,
        fit: impl FnOnce(&Rulebook) -> Result<(), Failure>,
        lang: Lang,
    ) -> Result<Self, Failure> {
        if is_record(&inputs.rulebook) {
            let opened = Self::of_record(inputs, lang)?;
            fit(&opened.competition.rulebook)?;
            return Ok(opened);
        }
        let (rulebook, folders) = sound_rulebook(&inputs.rulebook, lang)?;
        fit(&rulebook)?;
        Self::of_files(rulebook, folders, inputs, lang)
    }

    /// Reads the data for a rulebook.
    fn of_files(
        rulebook: Rulebook,
        folders: Vec<Folder>,
        inputs: &Inputs,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let given = inputs.data.given();
        if inputs.data.data.is_empty() {
            return Err(Failure::Told(
                Exit::Usage,
                text!(
                    fa: "پس از شیوه‌نامه، فایل‌های پرونده‌ها را هم بدهید",
                    en: "give the files of entries too, after the rulebook"
                ),
            ));
        }
        let Intake { entries, provenance, notices } =
            reading(lang, |progress| read_entries(&rulebook, &inputs.data.data, &given, progress))?;
        let mut origin = FileOrigin { provenance, notices, lists: Vec::new() };
        let mut marks = None;
        if !inputs.marks.is_empty() {
            has_panel(&rulebook)?;
            let (lines, list) =
                reading(lang, |progress| read_marks(&rulebook, &inputs.marks, &given, progress))?;
            origin.lists.push(list);
            marks = Some(lines);
        }
        let last = last_stage(&rulebook, inputs.stage.as_deref())?;
        let mut competition = Competition::new(rulebook, entries, marks, last);
        origin.lists.extend(amend(&mut competition, inputs, lang)?);
        Ok(Self { competition, origin: Box::new(origin), from: From::Rulebook(folders) })
    }

    /// Opens a record, which must be whole and unchanged.
    fn of_record(inputs: &Inputs, lang: Lang) -> Result<Self, Failure> {
        if !inputs.data.data.is_empty() || !inputs.marks.is_empty() {
            return Err(Failure::Told(
                Exit::Usage,
                text!(
                    fa: "سند پرونده‌ها و نمره‌های خودش را دارد؛ با آن فایل داده یا \u{2066}--marks\u{2069} ندهید",
                    en: "a record holds its own entries and marks; give no data and no --marks with it"
                ),
            ));
        }
        let files = record_folder::read(&inputs.rulebook)?;
        let shown = inputs.rulebook.display();
        let root = intact(&files).map_err(|Text { fa, en }| {
            Failure::Told(
                Exit::Data,
                text!(
                    fa: "سند «{shown}» به کار نمی‌آید: {fa}؛ \u{2066}bartar replay {shown}\u{2069} را اجرا کنید",
                    en: "the record `{shown}` cannot be used: {en}; run `bartar replay {shown}`"
                ),
            )
        })?;
        let sealed = bartar_record::open(&files).map_err(|damage| {
            let (part, Text { fa, en }) = (damage.part, damage.what);
            Failure::Told(
                Exit::Data,
                text!(fa: "سند «{shown}»، بخش {part}: {fa}", en: "the record `{shown}`, part {part}: {en}"),
            )
        })?;
        let Sealed { competition, rulebooks, salt_key, predecessor, .. } = sealed;
        let origin = RecordOrigin::read(&files, &competition.rulebook);
        let mut competition = match &inputs.stage {
            None => competition,
            Some(stage) => {
                let last = last_stage(&competition.rulebook, Some(stage))?;
                competition.up_to(last)
            }
        };
        let amends = amend(&mut competition, inputs, lang)?.is_some();
        let predecessor = if amends { Some(root) } else { predecessor };
        let from = From::Record { rulebooks, salt_key, predecessor };
        Ok(Self { competition, origin: Box::new(origin), from })
    }

    /// Scores the entries as they are now, amendments applied, and answers with the last stage.
    fn score(&self, lang: Lang) -> Result<Scored<'_>, Failure> {
        // There is a stage, or the whole rulebook in its place.
        self.stages(lang).pop().ok_or(Failure::Reported(Exit::Software))
    }

    /// Scores the entries as they are now, stage after stage.
    fn stages(&self, lang: Lang) -> Vec<Scored<'_>> {
        let bar = scoring_bar(lang);
        self.competition.score(&|done, all| bar.set(done, all))
    }
}

/// Applies the amendments of the files given, after those that were decided before.
fn amend(competition: &mut Competition, inputs: &Inputs, lang: Lang) -> Result<Option<List>, Failure> {
    if inputs.amendments.is_empty() {
        return Ok(None);
    }
    let rulebook = &competition.rulebook;
    if is_relative(rulebook) && rulebook.ranking.population.is_none() {
        return Err(Failure::Told(
            Exit::Data,
            text!(
                fa: "شیوه‌نامه نمی‌گوید که پس از اصلاح، امتیازهای نسبی در برابر چه جمعیتی محاسبه می‌شود؛ در [ranking] بنویسید population = \"frozen\" یا \"recomputed\"",
                en: "the rulebook does not say against which population relative points are computed after an amendment; write population = \"frozen\" or \"recomputed\" in [ranking]"
            ),
        ));
    }
    let given = inputs.data.given();
    let (mut amendments, list) = reading(lang, |progress| {
        read_amendments(rulebook, competition.now(), &inputs.amendments, &given, progress)
    })?;
    if let Some(amended) = &competition.amended {
        let set = amended.amendments.iter().map(|earlier| earlier.set).max().unwrap_or(0).saturating_add(1);
        for amendment in &mut amendments {
            amendment.set = set;
        }
        amendments.splice(0..0, amended.amendments.iter().cloned());
    }
    competition.amend(amendments);
    Ok(Some(list))
}

fn scoring_bar(lang: Lang) -> Progress {
    Progress::new(lang, "امتیازدهی", "scoring")
}

/// Refuses to look at marks where the rulebook asks no judges.
fn has_panel(rulebook: &Rulebook) -> Result<(), Failure> {
    if !rulebook.panel.is_empty() {
        return Ok(());
    }
    Err(Failure::Told(
        Exit::Usage,
        text!(
            fa: "این شیوه‌نامه هیئت داوران ندارد (جدولی به نام [panel.…] در آن نیست)، پس نمره‌ای هم به کار نمی‌برد",
            en: "this rulebook has no panel (no table [panel.…]), so that it has no use for marks"
        ),
    ))
}

/// The index of the stage asked for, by its id or title.
fn last_stage(rulebook: &Rulebook, wanted: Option<&str>) -> Result<usize, Failure> {
    let Some(wanted) = wanted else { return Ok(rulebook.stages.len().saturating_sub(1)) };
    let stages = rulebook.stages.iter();
    let known = Titled(stages.map(|stage| (stage.id.as_str(), &stage.title)).collect());
    let Text { fa: all_fa, en: all_en } = known.listed();
    let told = match known.meant(wanted)[..] {
        [id] => {
            let here = rulebook.stages.iter().position(|stage| stage.id == id);
            return here.ok_or(Failure::Reported(Exit::Software));
        }
        [] if rulebook.stages.is_empty() => {
            text!(fa: "این شیوه‌نامه مرحله‌ای ندارد", en: "this rulebook has no stages")
        }
        [] => text!(
            fa: "مرحله‌ای به نام «{wanted}» نیست؛ این‌ها هستند: {all_fa}",
            en: "there is no stage `{wanted}`; there are: {all_en}"
        ),
        _ => text!(
            fa: "نام «{wanted}» به چند مرحله می‌خورد؛ یکی از این‌ها را بنویسید: {all_fa}",
            en: "several stages may be meant by `{wanted}`; write one of: {all_en}"
        ),
    };
    Err(Failure::Told(Exit::Usage, told))
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
        Failure::Files(if missing { Exit::NoInput } else { Exit::Data }, faults)
    })
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
