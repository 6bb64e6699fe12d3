//! The list of all findings, for whoever mends the data: one line for each, with its place and what to do.

use crate::findings::{cure, help, place_of};
use crate::origin::{Origin, OriginNotice, OriginPlace};
use crate::table::{Cell, Column, Kind, Table};
use bartar_criteria::codes::is_of_marks;
use bartar_criteria::{Code, Lang, Severity, Text};
use bartar_scoring::{Finding, Outcome, Reason, Scored};
use std::borrow::Cow;

/// One finding. Lines sort by their place; those about no place in a file come last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Line {
    placeless: bool,
    file: String,
    sheet: String,
    row: Option<u32>,
    column: String,
    id: String,
    name: String,
    severity: Severity,
    code: String,
    message: String,
    mend: String,
}

/// The list as a table.
#[must_use]
pub fn table(lines: &[Line]) -> Table<'_> {
    let text = |id, title, width, of: fn(&Line) -> &str| {
        Column::new(id, title, Kind::Text, width, move |at| Cell::text(of(&lines[at])))
    };
    let number = |at: usize| Cell::Whole(at as u64 + 1);
    let row = |at: usize| lines[at].row.map_or(Cell::Empty, |row| Cell::Whole(u64::from(row)));
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
        text("id", Text::new("شناسهٔ پرونده", "Entry id"), 16, |line| &line.id),
        text("name", Text::new("نام", "Name"), 28, |line| &line.name),
        Column::new("severity", Text::new("درجه", "Severity"), Kind::Word, 10, severity),
        text("code", Text::new("کد", "Code"), 24, |line| &line.code),
        text("message", Text::new("یافته", "What is wrong"), 60, |line| &line.message),
        text("mend", Text::new("چاره", "How to mend it"), 60, |line| &line.mend),
    ];
    Table { name: Text::new("یافته‌ها", "Findings"), columns, rows: lines.len() }
}

/// All findings of a run, by files, sheets, rows and columns: why entries are quarantined or for review, what else was
/// found about entries and pools, and what is worth knowing about the files.
#[must_use]
pub fn lines(scored: &Scored<'_>, origin: &dyn Origin, lang: Lang) -> Vec<Line> {
    List { scored, origin, lang }.lines(|_| true, |_| true)
}

/// The same list, of what concerns the judges' marks alone.
#[must_use]
pub fn lines_of_marks(scored: &Scored<'_>, origin: &dyn Origin, lang: Lang) -> Vec<Line> {
    let list = List { scored, origin, lang };
    list.lines(
        |reason| reason.columns.iter().any(|column| list.of_panel(*column)),
        |finding| finding.mark.is_some() || is_of_marks(finding.code),
    )
}

/// What the lines are made from.
struct List<'a> {
    scored: &'a Scored<'a>,
    origin: &'a dyn Origin,
    lang: Lang,
}

impl List<'_> {
    /// The reasons and findings that are wanted, and the notices about the files.
    fn lines(&self, reason: impl Fn(&Reason) -> bool, finding: impl Fn(&Finding) -> bool) -> Vec<Line> {
        let mut lines = Vec::new();
        for (row, reasons) in &self.scored.screening.reasons {
            if self.is_open(*row) {
                let wanted = reasons.iter().filter(|own| reason(own));
                lines.extend(wanted.map(|reason| self.of_reason(*row, reason)));
            }
        }
        let wanted = self.scored.screening.findings.iter().filter(|own| finding(own));
        let untold = wanted.filter(|finding| !self.told(finding));
        lines.extend(untold.map(|finding| self.of_finding(finding)));
        lines.extend(self.origin.notices().into_iter().map(|notice| self.of_notice(notice)));
        lines.sort();
        lines
    }

    /// Whether a column is made of the judges' marks.
    fn of_panel(&self, column: usize) -> bool {
        let rulebook = self.scored.rulebook;
        rulebook.fields[rulebook.columns[column].field].of_panel
    }

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
    fn of_reason(&self, row: u32, reason: &Reason) -> Line {
        let entry = row as usize;
        // Where data are missing, those are what somebody must obtain.
        let cells = |column: &usize| self.scored.entries.columns.get(*column);
        let lacking = |column: &&usize| cells(column).is_some_and(|cells| cells.missing(entry).is_some());
        let lacking: Vec<usize> = reason.columns.iter().filter(lacking).copied().collect();
        let by_rule = reason.finding.is_none() && !lacking.is_empty();
        let columns = if by_rule { &lacking } else { &reason.columns };
        let of_panel = columns.iter().any(|column| self.of_panel(*column));
        let mend = cure(self.scored.outcome(entry), reason, of_panel);
        Line {
            severity: reason.finding.map_or(Severity::Warning, Code::severity),
            code: reason.code.clone(),
            message: reason.message.get(self.lang).to_owned(),
            mend: mend.get(self.lang).to_owned(),
            ..self.of_entry(row, columns)
        }
    }

    /// What was found about an entry or a pool.
    fn of_finding(&self, finding: &Finding) -> Line {
        let columns: Vec<usize> = finding.column.map(usize::from).into_iter().collect();
        let mut about = finding.entry.map(|row| self.of_entry(row, &columns));
        if finding.mark.is_some()
            && let Some(place) = place_of(self.origin, finding)
        {
            about = Some(at(place, about.unwrap_or_else(nowhere)));
        }
        self.of_code(finding.code, &finding.message, about)
    }

    /// What is worth knowing about a file.
    fn of_notice(&self, notice: OriginNotice) -> Line {
        let place = Line {
            file: notice.source,
            sheet: notice.sheet.unwrap_or_default(),
            row: notice.row.and_then(|row| u32::try_from(row).ok()),
            column: notice.column.unwrap_or_default(),
            ..nowhere()
        };
        self.of_code(notice.code, &notice.message, Some(Line { placeless: false, ..place }))
    }

    fn of_code(&self, code: Code, message: &Text, about: Option<Line>) -> Line {
        Line {
            severity: code.severity(),
            code: code.name().to_owned(),
            message: message.get(self.lang).to_owned(),
            mend: help(code).get(self.lang).to_owned(),
            ..about.unwrap_or_else(nowhere)
        }
    }

    /// A line about an entry and some of its data: at their row if they share one, else at that of the entry.
    fn of_entry(&self, row: u32, columns: &[usize]) -> Line {
        let entry = row as usize;
        let mut rows = columns.iter().filter_map(|column| self.origin.place(entry, Some(*column)));
        let shared = rows.next().filter(|first| rows.all(|place| place.row == first.row));
        let place = shared.or_else(|| self.origin.place(entry, None));
        let named: Vec<String> = columns.iter().map(|column| self.header(entry, *column)).collect();
        let comma = match self.lang {
            Lang::Fa => "، ",
            Lang::En => ", ",
        };
        Line {
            placeless: place.is_none(),
            row: place.as_ref().map(|place| place.row),
            sheet: place.as_ref().and_then(|place| place.sheet.clone()).unwrap_or_default(),
            file: place.map(|place| place.source).unwrap_or_default(),
            column: named.join(comma),
            id: self.scored.entries.ids.get(entry).to_owned(),
            name: self.scored.entries.names.get(entry).to_owned(),
            ..nowhere()
        }
    }

    /// The header of a column as the file writes it; the rulebook's name where the file lacks it.
    fn header(&self, entry: usize, column: usize) -> String {
        let written = self.origin.place(entry, Some(column)).and_then(|place| place.column);
        written.unwrap_or_else(|| self.scored.rulebook.column_name(column))
    }
}

/// The line with another place.
fn at(place: OriginPlace, line: Line) -> Line {
    Line {
        placeless: false,
        file: place.source,
        sheet: place.sheet.unwrap_or_default(),
        row: Some(place.row),
        column: place.column.unwrap_or_default(),
        ..line
    }
}

/// A line about no place.
fn nowhere() -> Line {
    Line {
        placeless: true,
        file: String::new(),
        sheet: String::new(),
        row: None,
        column: String::new(),
        id: String::new(),
        name: String::new(),
        severity: Severity::Notice,
        code: String::new(),
        message: String::new(),
        mend: String::new(),
    }
}
