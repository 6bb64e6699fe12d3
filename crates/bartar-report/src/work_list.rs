//! The list of all findings, for whoever mends the data: one line for each, with its place and what to do.

use crate::also::{Also, Others};
use crate::findings::{Cure, cure, place_of};
use crate::origin::{Origin, OriginNotice, OriginPlace};
use crate::table::{Cell, Column, Kind, Table};
use bartar_criteria::{Code, Lang, Severity, Text};
use bartar_scoring::{Finding, Outcome, Reason, Scored};
use std::borrow::Cow;

/// One finding. Lines sort by their place; those about no place in a file come last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Line<'a> {
    placeless: bool,
    file: Cow<'a, str>,
    sheet: Cow<'a, str>,
    row: Option<u64>,
    column: String,
    id: &'a str,
    name: &'a str,
    severity: Severity,
    code: &'a str,
    message: Cow<'a, str>,
    also: String,
    mend: Cow<'a, str>,
}

/// The list as a table.
#[must_use]
pub fn table<'a>(lines: &'a [Line<'_>]) -> Table<'a> {
    let text = |id, title, width, of: fn(&'a Line<'_>) -> &'a str| {
        Column::new(id, title, Kind::Text, width, move |at| Cell::text(of(&lines[at])))
    };
    let number = |at: usize| Cell::Whole(at as u64 + 1);
    let row = |at: usize| lines[at].row.map_or(Cell::Empty, Cell::Whole);
    let severity = |at: usize| {
        let severity = lines[at].severity;
        Cell::Word(severity.name(), Cow::Owned(severity.word()))
    };
    let columns = vec![
        Column::new("number", Text::new("شماره", "Number"), Kind::Whole, 8, number),
        text("source", Text::new("فایل", "File"), 28, |line| &line.file),
        text("sheet", Text::new("کاربرگ", "Sheet"), 16, |line| &line.sheet),
        Column::new("row", Text::new("ردیف", "Row"), Kind::Whole, 8, row),
        text("column", Text::new("ستون", "Column"), 22, |line| &line.column),
        text("id", Text::new("شناسهٔ پرونده", "Entry id"), 16, |line| line.id),
        text("name", Text::new("نام", "Name"), 28, |line| line.name),
        Column::new("severity", Text::new("درجه", "Severity"), Kind::Word, 10, severity),
        text("code", Text::new("کد", "Code"), 24, |line| line.code),
        text("message", Text::new("یافته", "What is wrong"), 60, |line| &line.message),
        text("also", Text::new("همچنین در", "Also in"), 28, |line| &line.also),
        text("mend", Text::new("چاره", "How to mend it"), 60, |line| &line.mend),
    ];
    Table { name: Text::new("یافته‌ها", "Findings"), columns, rows: lines.len() }
}

/// All findings of a run, by files, sheets, rows and columns: why entries are quarantined or for review, what else was
/// found about entries and pools, and what is worth knowing about the files.
#[must_use]
pub fn lines<'a>(scored: &'a Scored<'_>, origin: &'a dyn Origin, lang: Lang) -> Vec<Line<'a>> {
    let list = List { scored, origin, others: Others::new(origin), lang };
    let mut lines = Vec::new();
    for (row, reasons) in &scored.screening.reasons {
        if list.is_open(*row) {
            lines.extend(reasons.iter().map(|reason| list.of_reason(*row, reason)));
        }
    }
    let untold = scored.screening.findings.iter().filter(|finding| !list.told(finding));
    lines.extend(untold.map(|finding| list.of_finding(finding)));
    lines.extend(origin.notices().into_iter().map(|notice| of_file(notice, lang)));
    lines.sort_unstable();
    lines
}

/// The findings of a run that stops, since files as a whole are at fault: nothing is known of entries.
#[must_use]
pub fn lines_of_files<'a>(faults: impl IntoIterator<Item = OriginNotice>, lang: Lang) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = faults.into_iter().map(|fault| of_file(fault, lang)).collect();
    lines.sort_unstable();
    lines
}

/// What the lines are made from.
struct List<'a> {
    scored: &'a Scored<'a>,
    origin: &'a dyn Origin,
    others: Others<'a>,
    lang: Lang,
}

impl<'a> List<'a> {
    /// Whether somebody must do something before the entry can be ranked. For other entries that are not ranked the
    /// reasons are decisions, not findings.
    fn is_open(&self, row: u32) -> bool {
        matches!(self.scored.outcome(row as usize), Outcome::Quarantined | Outcome::Review)
    }

    /// Whether a reason that is listed says the same.
    fn told(&self, finding: &Finding) -> bool {
        let row = finding.entry.filter(|row| self.is_open(*row));
        let reasons = row.and_then(|row| self.scored.screening.reasons.get(&row));
        reasons.is_some_and(|reasons| reasons.iter().any(|reason| reason.tells(finding)))
    }

    /// Why an entry is not ranked.
    fn of_reason(&self, row: u32, reason: &'a Reason) -> Line<'a> {
        let entry = row as usize;
        // Where data are missing, those are what somebody must obtain.
        let cells = |column: &usize| self.scored.entries.columns.get(*column);
        let lacking = |column: &&usize| cells(column).is_some_and(|cells| cells.missing(entry).is_some());
        let lacking: Vec<usize> = reason.columns.iter().filter(lacking).copied().collect();
        let by_rule = reason.finding.is_none() && !lacking.is_empty();
        let columns = if by_rule { &lacking } else { &reason.columns };
        let rulebook = self.scored.rulebook;
        let of_panel = |column: &usize| rulebook.fields[rulebook.columns[*column].field].of_panel;
        let mend = cure(self.scored.outcome(entry), reason, columns.iter().any(of_panel));
        Line {
            severity: reason.finding.map_or(Severity::Warning, Code::severity),
            code: &reason.code,
            message: Cow::Borrowed(reason.message.get(self.lang)),
            also: self.also(&self.others.of_reason(row, reason)),
            mend: Cow::Borrowed(said(mend, self.lang)),
            ..self.of_entry(row, columns)
        }
    }

    /// What was found about an entry or a pool.
    fn of_finding(&self, finding: &'a Finding) -> Line<'a> {
        let columns: Vec<usize> = finding.column.map(usize::from).into_iter().collect();
        let mut about = finding.entry.map(|row| self.of_entry(row, &columns));
        if finding.mark.is_some()
            && let Some(place) = place_of(self.origin, finding)
        {
            about = Some(at(place, about.unwrap_or_else(nowhere)));
        }
        Line {
            severity: finding.code.severity(),
            code: finding.code.name(),
            message: Cow::Borrowed(finding.message.get(self.lang)),
            also: self.also(&self.others.of_finding(finding)),
            mend: Cow::Borrowed(said(finding.code.0.mend, self.lang)),
            ..about.unwrap_or_else(nowhere)
        }
    }

    fn also(&self, also: &Also<'_>) -> String {
        also.text(self.lang, str::to_owned)
    }

    /// A line about an entry and some of its data: at their row if they share one, else at that of the entry.
    fn of_entry(&self, row: u32, columns: &[usize]) -> Line<'a> {
        let entry = row as usize;
        let mut rows = columns.iter().filter_map(|column| self.origin.place(entry, Some(*column)));
        let shared = rows.next().filter(|first| rows.all(|place| place.row == first.row));
        let place = shared.or_else(|| self.origin.place(entry, None));
        let named: Vec<String> = columns.iter().map(|column| self.header(entry, *column)).collect();
        let comma = match self.lang {
            Lang::Fa => "، ",
            Lang::En => ", ",
        };
        let line = Line {
            id: self.scored.entries.ids.get(entry),
            name: self.scored.entries.names.get(entry),
            ..nowhere()
        };
        Line { column: named.join(comma), ..place.map_or(line.clone(), |place| at(place, line)) }
    }

    /// The header of a column as the file writes it; the rulebook's name where the file lacks it.
    fn header(&self, entry: usize, column: usize) -> String {
        let written = self.origin.place(entry, Some(column)).and_then(|place| place.column);
        written.map_or_else(|| self.scored.rulebook.column_name(column), str::to_owned)
    }
}

/// What is said of a file.
fn of_file<'a>(notice: OriginNotice, lang: Lang) -> Line<'a> {
    let reading = |text: Text| match lang {
        Lang::Fa => text.fa,
        Lang::En => text.en,
    };
    let mend = notice.hint.map(reading);
    Line {
        placeless: false,
        file: Cow::Owned(notice.source),
        sheet: Cow::Owned(notice.sheet.unwrap_or_default()),
        row: notice.row,
        column: notice.column.unwrap_or_default(),
        severity: notice.code.severity(),
        code: notice.code.name(),
        message: Cow::Owned(reading(notice.message)),
        mend: mend.map_or_else(|| Cow::Borrowed(said(notice.code.0.mend, lang)), Cow::Owned),
        ..nowhere()
    }
}

/// One reading of a cure.
fn said((fa, en): Cure, lang: Lang) -> &'static str {
    match lang {
        Lang::Fa => fa,
        Lang::En => en,
    }
}

/// The line with another place.
fn at<'a>(place: OriginPlace<'a>, line: Line<'a>) -> Line<'a> {
    Line {
        placeless: false,
        file: Cow::Borrowed(place.source),
        sheet: Cow::Borrowed(place.sheet.unwrap_or_default()),
        row: Some(u64::from(place.row)),
        column: place.column.unwrap_or_default().to_owned(),
        ..line
    }
}

/// A line about no place.
fn nowhere<'a>() -> Line<'a> {
    Line {
        placeless: true,
        file: Cow::Borrowed(""),
        sheet: Cow::Borrowed(""),
        row: None,
        column: String::new(),
        id: "",
        name: "",
        severity: Severity::Notice,
        code: "",
        message: Cow::Borrowed(""),
        also: String::new(),
        mend: Cow::Borrowed(""),
    }
}
