//! The list of all findings, for whoever mends the data: one line for each, with its place and what to do.

use crate::findings::{cure, help, place_of};
use crate::origin::{Origin, OriginNotice, OriginPlace};
use crate::table::{Cell, Column, Kind, Table};
use bartar_criteria::codes::{DATUM_NOT_SUBMITTED, is_of_marks};
use bartar_criteria::{Code, Lang, Severity, Text};
use bartar_scoring::forgone::{Forgone, ForgonePoints};
use bartar_scoring::{Finding, Outcome, Reason, Scored};
use rayon::prelude::*;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

/// One finding. Lines sort by their place; those about no place in a file come last.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Line {
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

/// Entries of which the points forgone are looked at together.
const BLOCK: usize = 256;

/// All findings of a run: why entries are quarantined or for review, what else was found about entries and pools, and what
/// is worth knowing about the files, by files, sheets, rows and columns; then, entry by entry, the data that were not
/// submitted and cost points. These can be many, so that only their number is kept, and they are made as they are written.
pub struct WorkList<'a> {
    list: List<'a>,
    lines: Vec<Line>,
    forgone: ForgonePoints<'a, 'a>,
    /// The entries, by their places.
    order: Vec<u32>,
    /// By block of entries, the number of the first line of its points forgone.
    starts: Vec<usize>,
    /// How many lines there are.
    len: usize,
    /// The block that was written last, and its lines.
    block: RefCell<(usize, Vec<Line>)>,
}

impl<'a> WorkList<'a> {
    /// The list of a run.
    #[must_use]
    pub fn new(scored: &'a Scored<'a>, origin: &'a dyn Origin, lang: Lang) -> Self {
        let list = List { scored, origin, lang };
        let lines = list.lines(|_| true, |_| true, |_| true);
        let forgone = ForgonePoints::new(scored);
        let order = list.order();
        let counts = order.par_chunks(BLOCK);
        let counts = counts.map(|rows| rows.iter().map(|row| forgone.of(*row as usize).len()).sum());
        let counts: Vec<usize> = counts.collect();
        let mut len = lines.len();
        let starts = counts.into_iter().map(|count| {
            len += count;
            len - count
        });
        let starts = starts.collect();
        Self { list, lines, forgone, order, starts, len, block: RefCell::new((usize::MAX, Vec::new())) }
    }

    /// The list of what concerns the judges' marks alone.
    #[must_use]
    pub fn of_marks(scored: &'a Scored<'a>, origin: &'a dyn Origin, lang: Lang) -> Self {
        let list = List { scored, origin, lang };
        let lines = list.lines(
            |reason| reason.columns.iter().any(|column| list.of_panel(*column)),
            |finding| finding.mark.is_some() || is_of_marks(finding.code),
            // What is worth knowing about the files of entries is told where these are ranked.
            |notice| notice.of_list,
        );
        let (forgone, len) = (ForgonePoints::new(scored), lines.len());
        let block = RefCell::new((usize::MAX, Vec::new()));
        Self { list, lines, forgone, order: Vec::new(), starts: Vec::new(), len, block }
    }

    /// The list as a table.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        let text = |id, title, width, of: fn(&Line) -> &str| {
            Column::new(id, title, Kind::Text, width, move |at| {
                self.tell(at, |line| Cell::text(of(line).to_owned()))
            })
        };
        let number = |at: usize| Cell::Whole(at as u64 + 1);
        let row = |line: &Line| line.row.map_or(Cell::Empty, |row| Cell::Whole(u64::from(row)));
        let severity = |line: &Line| Cell::Word(line.severity.name(), Cow::Owned(line.severity.word()));
        let columns = vec![
            Column::new("number", Text::new("شماره", "Number"), Kind::Whole, 8, number),
            text("source", Text::new("فایل", "File"), 28, |line| &line.file),
            text("sheet", Text::new("کاربرگ", "Sheet"), 16, |line| &line.sheet),
            Column::new("row", Text::new("ردیف", "Row"), Kind::Whole, 8, move |at| self.tell(at, row)),
            text("column", Text::new("ستون", "Column"), 22, |line| &line.column),
            text("id", Text::new("شناسهٔ پرونده", "Entry id"), 16, |line| &line.id),
            text("name", Text::new("نام", "Name"), 28, |line| &line.name),
            Column::new("severity", Text::new("درجه", "Severity"), Kind::Word, 10, move |at| {
                self.tell(at, severity)
            }),
            text("code", Text::new("کد", "Code"), 24, |line| &line.code),
            text("message", Text::new("یافته", "What is wrong"), 60, |line| &line.message),
            text("mend", Text::new("چاره", "How to mend it"), 60, |line| &line.mend),
        ];
        Table { name: Text::new("یافته‌ها", "Findings"), columns, rows: self.len }
    }

    /// What is told of a line.
    fn tell(&self, at: usize, told: impl Fn(&Line) -> Cell<'static>) -> Cell<'static> {
        if let Some(line) = self.lines.get(at) {
            return told(line);
        }
        let block = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let mut kept = self.block.borrow_mut();
        if kept.0 != block {
            let rows = self.order.chunks(BLOCK).nth(block).unwrap_or_default();
            let lines = rows.iter().flat_map(|row| {
                let forgone = self.forgone.of(*row as usize);
                forgone.into_iter().map(|forgone| self.list.of_forgone(*row, &forgone))
            });
            *kept = (block, lines.collect());
        }
        let first = self.starts.get(block).copied().unwrap_or_default();
        at.checked_sub(first).and_then(|within| kept.1.get(within)).map_or(Cell::Empty, told)
    }
}

/// What the lines are made from.
struct List<'a> {
    scored: &'a Scored<'a>,
    origin: &'a dyn Origin,
    lang: Lang,
}

impl List<'_> {
    /// The reasons, findings and notices about files that are wanted.
    fn lines(
        &self,
        reason: impl Fn(&Reason) -> bool,
        finding: impl Fn(&Finding) -> bool,
        notice: impl Fn(&OriginNotice) -> bool,
    ) -> Vec<Line> {
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
        let notices = self.origin.notices().into_iter().filter(notice);
        lines.extend(notices.map(|notice| self.of_notice(notice)));
        lines.sort();
        lines
    }

    /// Whether a column is made of the judges' marks.
    fn of_panel(&self, column: usize) -> bool {
        let rulebook = self.scored.rulebook;
        rulebook.fields[rulebook.columns[column].field].of_panel
    }

    /// The entries by files, sheets and rows, whatever the order in which the files were given.
    fn order(&self) -> Vec<u32> {
        let rows = 0..u32::try_from(self.scored.entries.len()).unwrap_or(u32::MAX);
        // Entries come in the order of their rows; only stretches of them must be put in order.
        let mut stretches: Vec<(OriginPlace, u32, Range<u32>)> = Vec::new();
        for row in rows {
            let place = self.origin.place(row as usize, None).unwrap_or_default();
            match stretches.last_mut() {
                Some((first, last, stretch))
                    if first.source == place.source && first.sheet == place.sheet && *last < place.row =>
                {
                    (*last, stretch.end) = (place.row, row + 1);
                }
                _ => stretches.push((place.clone(), place.row, row..row + 1)),
            }
        }
        stretches.sort_by(|(a, ..), (b, ..)| (&a.source, &a.sheet, a.row).cmp(&(&b.source, &b.sheet, b.row)));
        stretches.into_iter().flat_map(|(.., stretch)| stretch).collect()
    }

    /// A datum that was not submitted, and costs points.
    fn of_forgone(&self, row: u32, forgone: &Forgone<'_>) -> Line {
        let about = Some(self.of_entry(row, &[forgone.column]));
        let message = self.scored.rulebook.said_of(forgone.column, &forgone.words());
        self.of_code(DATUM_NOT_SUBMITTED, &message, about)
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
        // What is made of marks stands in no column of the entry.
        let rulebook = self.scored.rulebook;
        let own = |column: &&usize| !rulebook.fields[rulebook.columns[**column].field].of_panel;
        let named: Vec<String> =
            columns.iter().filter(own).map(|column| self.header(entry, *column)).collect();
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

    /// The header of a column as the file writes it; its title where the file lacks it.
    fn header(&self, entry: usize, column: usize) -> String {
        let written = self.origin.place(entry, Some(column)).and_then(|place| place.column);
        let title = || self.scored.rulebook.column_title(column).get(self.lang).to_owned();
        written.unwrap_or_else(title)
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
