//! The commands, one file each, and what they share.

pub mod amend;
pub mod check;
pub mod explain;
pub mod generate;
pub mod panel;
pub mod rank;

use crate::args::Inputs;
use crate::exit::{Exit, Failure, say, tell};
use crate::origin::FileOrigin;
use crate::output::stderr_color;
use crate::progress::Progress;
use crate::rulebook_folder::{self, RulebookFolder};
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::syntax::Population;
use bartar_criteria::{Lang, Rulebook, Severity, Text, text};
use bartar_report::diagnostics;
use bartar_scoring::amendments::{Amendment, amended};
use bartar_scoring::frozen::Frozen;
use bartar_scoring::panel::count;
use bartar_scoring::stages::{rules_of_stages, score_stages};
use bartar_scoring::{Entries, Scored};
use bartar_tables::{FileFault, Given, Intake, read_amendments, read_entries, read_marks};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

/// A sound rulebook, with a word on standard error if it has warnings; the errors of another are told there.
fn sound_rulebook(given: &Path, lang: Lang) -> Result<Rulebook, Failure> {
    let RulebookFolder { loaded, path } = rulebook_folder::open(given)?;
    match loaded.rulebook {
        Some(rulebook) => {
            let warnings =
                loaded.diagnostics.iter().filter(|found| found.code.severity() == Severity::Warning).count();
            if warnings > 0 {
                say(lang, Severity::Warning, &of_warnings(warnings, given));
            }
            Ok(rulebook)
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

/// A rulebook and all that is scored by it.
struct Competition {
    /// The rules of each stage up to the one asked for; the rulebook itself where it has no stages.
    rules: Vec<Rulebook>,
    entries: Entries,
    origin: FileOrigin,
    /// Amendments, with the entries after them and the rows that they concern.
    amended: Option<Amended>,
}

/// A set of amendments, applied.
struct Amended {
    amendments: Vec<Amendment>,
    entries: Entries,
    rows: BTreeSet<u32>,
    /// Whether relative points are held to what they were.
    frozen: bool,
}

impl Competition {
    /// Reads everything; faults of rulebooks and files are reported on standard error.
    fn open(inputs: &Inputs, lang: Lang) -> Result<Self, Failure> {
        Self::read(&sound_rulebook(&inputs.rulebook, lang)?, inputs, lang)
    }

    /// Reads the data for a rulebook.
    fn read(rulebook: &Rulebook, inputs: &Inputs, lang: Lang) -> Result<Self, Failure> {
        let given = inputs.data.given();
        let Intake { mut entries, provenance, notices } =
            reading(lang, |progress| read_entries(rulebook, &inputs.data.data, &given, progress))?;
        let mut origin = FileOrigin { provenance, notices, lists: Vec::new() };
        let mut marks = None;
        if !inputs.marks.is_empty() {
            has_panel(rulebook)?;
            let (lines, list) =
                reading(lang, |progress| read_marks(rulebook, &inputs.marks, &given, progress))?;
            origin.lists.push(list);
            marks = Some(lines);
        }
        count(rulebook, &mut entries, marks.as_deref());
        let amended = Amended::read(rulebook, &entries, inputs, &given, &mut origin, lang)?;
        let last = last_stage(rulebook, inputs.stage.as_deref())?;
        Ok(Self { rules: rules_of_stages(rulebook, last), entries, origin, amended })
    }

    /// Scores the entries as filed, stage after stage.
    fn score_as_filed(&self, lang: Lang) -> Vec<Scored<'_>> {
        self.stages(&self.entries, None, lang)
    }

    /// Scores the entries as they are now, amendments applied, and answers with the last stage.
    fn score(&self, lang: Lang) -> Result<Scored<'_>, Failure> {
        let mut stages = match &self.amended {
            None => self.score_as_filed(lang),
            // Of the scoring before, only a frozen population needs to know.
            Some(amended) => self.score_amended(amended, || self.score_as_filed(lang).into(), lang),
        };
        // There is a stage, or the whole rulebook in its place.
        stages.pop().ok_or(Failure::Reported(Exit::Software))
    }

    /// Scores the entries after the amendments; `base` is the scoring before them.
    fn score_amended<'a>(
        &'a self,
        amended: &'a Amended,
        base: impl FnOnce() -> Arc<[Scored<'a>]>,
        lang: Lang,
    ) -> Vec<Scored<'a>> {
        let frozen = amended.frozen.then(|| Frozen::new(base(), amended.rows.clone()));
        self.stages(&amended.entries, frozen.as_ref(), lang)
    }

    fn stages<'a>(
        &'a self,
        entries: &'a Entries,
        frozen: Option<&Frozen<'a>>,
        lang: Lang,
    ) -> Vec<Scored<'a>> {
        let bar = Progress::new(lang, "امتیازدهی", "scoring");
        score_stages(&self.rules, entries, frozen, &|done, all| bar.set(done, all))
    }
}

impl Amended {
    /// The amendments of the files given, applied.
    fn read(
        rulebook: &Rulebook,
        entries: &Entries,
        inputs: &Inputs,
        given: &Given,
        origin: &mut FileOrigin,
        lang: Lang,
    ) -> Result<Option<Self>, Failure> {
        if inputs.amendments.is_empty() {
            return Ok(None);
        }
        let mut indicators = rulebook.plans.iter().flat_map(|plan| &plan.indicators);
        let relative = indicators.any(|indicator| indicator.rule.is_relative());
        if relative && rulebook.ranking.population.is_none() {
            return Err(Failure::Told(
                Exit::Data,
                text!(
                    fa: "شیوه‌نامه نمی‌گوید که پس از اصلاح، امتیازهای نسبی در برابر چه جمعیتی محاسبه می‌شود؛ در [ranking] بنویسید population = \"frozen\" یا \"recomputed\"",
                    en: "the rulebook does not say against which population relative points are computed after an amendment; write population = \"frozen\" or \"recomputed\" in [ranking]"
                ),
            ));
        }
        let (amendments, list) = reading(lang, |progress| {
            read_amendments(rulebook, entries, &inputs.amendments, given, progress)
        })?;
        origin.lists.push(list);
        let (entries, rows) = amended(rulebook, entries, &amendments);
        let frozen = relative && rulebook.ranking.population == Some(Population::Frozen);
        Ok(Some(Self { amendments, entries, rows, frozen }))
    }
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

/// The index of the stage asked for.
fn last_stage(rulebook: &Rulebook, wanted: Option<&str>) -> Result<usize, Failure> {
    let Some(wanted) = wanted else { return Ok(rulebook.stages.len().saturating_sub(1)) };
    rulebook.stages.iter().position(|stage| stage.id == wanted).ok_or_else(|| {
        let named = |lang: Lang, comma: &str| {
            let stages =
                rulebook.stages.iter().map(|stage| format!("{} ({})", stage.id, stage.title.get(lang)));
            stages.collect::<Vec<_>>().join(comma)
        };
        let (all_fa, all_en) = (named(Lang::Fa, "، "), named(Lang::En, ", "));
        let told = if rulebook.stages.is_empty() {
            text!(fa: "این شیوه‌نامه مرحله‌ای ندارد", en: "this rulebook has no stages")
        } else {
            text!(
                fa: "مرحله‌ای به نام «{wanted}» نیست؛ این‌ها هستند: {all_fa}",
                en: "there is no stage `{wanted}`; there are: {all_en}"
            )
        };
        Failure::Told(Exit::Usage, told)
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
