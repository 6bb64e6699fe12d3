//! `bartar panel`: the judges' marks under the eye of the jury, and the sheet on which they are written.

use super::{Opened, has_panel};
use crate::args::{Format, PanelArgs};
use crate::exit::{Exit, Failure, say};
use crate::output::{style, to_stdout};
use crate::tables_out::{Content, Made, TablesOut};
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::persian::matching_key;
use bartar_criteria::{Lang, Severity, text};
use bartar_report::panel::{MarkSheet, PanelReport, table};
use bartar_report::work_list::WorkList;
use bartar_report::{csv, json, terminal};
use bartar_scoring::Scored;
use bartar_scoring::panel::marks_count;

/// Runs the command.
pub fn run(arguments: &PanelArgs, lang: Lang) -> Result<Exit, Failure> {
    let files = TablesOut::beside(&arguments.inputs)
        .with(Content::Findings, &arguments.findings)?
        .with(Content::Result, &arguments.table)?
        .with(Content::MarkSheet, &arguments.mark_sheet)?;
    different(&arguments.judge)?;
    let opened = files.or_faults(Opened::open_if(&arguments.inputs, has_panel, lang), lang)?;
    let origin = &*opened.origin;
    let scored = where_marks_count(opened.stages(lang))?;
    let sheet = arguments.mark_sheet.as_ref().map(|_| MarkSheet::new(&scored, &arguments.judge));
    if let Some(sheet) = &sheet {
        told(sheet, &files, lang)?;
    }
    let Some(marks) = &scored.entries.marks else {
        let without_marks = !files.wants(Content::Findings) && !files.wants(Content::Result);
        let sheet = sheet.as_ref().filter(|_| without_marks).ok_or_else(no_marks)?;
        files.write(&[Made::one(Content::MarkSheet, sheet.table())], lang)?;
        return Ok(Exit::Done);
    };
    let report = PanelReport::new(&scored, marks);
    let lines = files.wants(Content::Findings).then(|| WorkList::of_marks(&scored, origin, lang));
    let findings = lines.as_ref().map(|lines| Made::one(Content::Findings, lines.table()));
    let result = files.wants(Content::Result).then(|| Made::one(Content::Result, table(&report)));
    let sheet = sheet.as_ref().map(|sheet| Made::one(Content::MarkSheet, sheet.table()));
    let made: Vec<Made<'_>> = findings.into_iter().chain(result).chain(sheet).collect();
    files.write(&made, lang)?;
    match arguments.format {
        Format::Table => to_stdout(|out| terminal::write_panel(&report, origin, &style(lang, 0), out))?,
        Format::Json => to_stdout(|out| json::write_panel(&report, origin, out))?,
        Format::Csv => to_stdout(|out| csv::write_panel(&report, origin, out))?,
    }
    let faulty = report.findings.iter().any(|finding| finding.code.severity() == Severity::Error);
    Ok(if faulty || report.open > 0 { Exit::Found } else { Exit::Done })
}

fn no_marks() -> Failure {
    Failure::Told(
        Exit::Usage,
        text!(
            fa: "فایل نمره‌های داوران را با --marks بدهید، یا برگهٔ خالی آن را با --mark-sheet بسازید؛ ستون‌های آن در راهنمای همین فرمان است: \u{2066}bartar panel --help --lang fa\u{2069}",
            en: "give the file of the judges' marks with --marks, or have a blank one made with --mark-sheet; its columns are told by: bartar panel --help"
        ),
    )
}

/// The last of the stages in which judges' marks count; the last of all where they count in none.
fn where_marks_count(stages: Vec<Scored<'_>>) -> Result<Scored<'_>, Failure> {
    let last = stages.iter().rposition(|scored| marks_count(scored.rulebook));
    let wanted = last.unwrap_or(stages.len().saturating_sub(1));
    stages.into_iter().nth(wanted).ok_or(Failure::Reported(Exit::Software))
}

/// Refuses codes of judges that would be read as one judge's.
fn different(judges: &[String]) -> Result<(), Failure> {
    let same = |(at, judge): &(usize, &String)| {
        let key = matching_key(judge);
        key.is_empty() || judges.iter().take(*at).any(|other| matching_key(other) == key)
    };
    let Some((_, judge)) = judges.iter().enumerate().find(same) else { return Ok(()) };
    Err(Failure::Told(
        Exit::Usage,
        text!(
            fa: "کد داور «{judge}» خالی است یا دو بار آمده است؛ به هر داور کدی جدا بدهید",
            en: "the judge's code `{judge}` is empty or given twice; give each judge a code of their own"
        ),
    ))
}

/// Says how much there is to fill in, and refuses what would not be read back as it is.
fn told(sheet: &MarkSheet<'_>, files: &TablesOut<'_>, lang: Lang) -> Result<(), Failure> {
    if let Some(name) = sheet.names().find(|name| csv::safe_cell(name) != *name)
        && files.as_text(Content::MarkSheet)
    {
        return Err(Failure::Told(
            Exit::Usage,
            text!(
                fa: "«{name}» را نرم‌افزارهای صفحه‌گسترده در CSV فرمول می‌گیرند؛ برای برگهٔ نمره نام فایلی با \u{2066}.xlsx\u{2069} بدهید",
                en: "spreadsheet programs take `{name}` in CSV for a formula; give the mark sheet the name of an .xlsx file"
            ),
        ));
    }
    let (rows, entries) = (sheet.rows(), sheet.entries());
    let (rows_fa, entries_fa) =
        (to_persian_digits(&rows.to_string()), to_persian_digits(&entries.to_string()));
    let message = text!(
        fa: "برگهٔ نمره {rows_fa} ردیف دارد، برای {entries_fa} پرونده",
        en: "the mark sheet has {rows} rows, for {entries} entries"
    );
    say(lang, Severity::Notice, &message);
    Ok(())
}
