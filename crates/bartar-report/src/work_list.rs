//! The list of all findings, for whoever mends the data: one line for each, with its place and what to do.

use crate::also::{Also, Others};
use crate::findings::{Cure, cure, place_of};
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
struct Line<'a> {
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

/// Entries of which the points forgone are looked at together.
const BLOCK: usize = 256;

/// All findings of a run: why entries are quarantined or for review, what else was found about entries and pools, and what
/// is worth knowing about the files, by files, sheets, rows and columns; then, entry by entry, the data that were not
/// submitted and cost points. These can be many, so that only their number is kept, and they are made as they are written.
pub struct WorkList<'a> {
    lines: Vec<Line<'a>>,
    forgone: Option<ForgoneLines<'a>>,
}

impl<'a> WorkList<'a> {
    /// The list of a run.
    #[must_use]
    pub fn new(scored: &'a Scored<'a>, origin: &'a dyn Origin, lang: Lang) -> Self {
        let list = List { scored, origin, others: Others::new(origin), lang };
        let lines = list.lines(|_| true, |_| true, |_| true);
        let forgone = Some(ForgoneLines::new(list, lines.len()));
        Self { lines, forgone }
    }

    /// The list of what concerns the judges' marks alone.
    #[must_use]
    pub fn of_marks(scored: &'a Scored<'a>, origin: &'a dyn Origin, lang: Lang) -> Self {
        let list = List { scored, origin, others: Others::new(origin), lang };
        let lines = list.lines(
            |reason| reason.columns.iter().any(|column| list.of_panel(*column)),
            |finding| finding.mark.is_some() || is_of_marks(finding.code),
            // What is worth knowing about the files of entries is told where these are ranked.
            |notice| notice.of_list,
        );
        Self { lines, forgone: None }
    }

    /// The list of a run that stops, since files as a whole are at fault: nothing is known of entries.
    #[must_use]
    pub fn of_files(faults: impl IntoIterator<Item = OriginNotice>, lang: Lang) -> Self {
        let mut lines: Vec<Line<'a>> = faults.into_iter().map(|fault| of_file(fault, lang)).collect();
        lines.sort_unstable();
        Self { lines, forgone: None }
    }

    /// The list as a table.
    #[must_use]
    pub fn table(&self) -> Table<'_> {
        let text = |id, title, width, of: for<'l> fn(&'l Line<'l>) -> &'l str| {
            Column::new(id, title, Kind::Text, width, move |at| {
                self.tell(at, |line| Cell::text(of(line).to_owned()))
            })
        };
        let number = |at: usize| Cell::Whole(at as u64 + 1);
        let row = |line: &Line<'_>| line.row.map_or(Cell::Empty, Cell::Whole);
        let severity = |line: &Line<'_>| Cell::Word(line.severity.name(), Cow::Owned(line.severity.word()));
        let columns = vec![
            Column::new("number", Text::new("شماره", "Number"), Kind::Whole, 8, number),
            text("source", Text::new("فایل", "File"), 28, |line| &line.file),
            text("sheet", Text::new("کاربرگ", "Sheet"), 16, |line| &line.sheet),
            Column::new("row", Text::new("ردیف", "Row"), Kind::Whole, 8, move |at| self.tell(at, row)),
            text("column", Text::new("ستون", "Column"), 22, |line| &line.column),
            text("id", Text::new("شناسهٔ پرونده", "Entry id"), 16, |line| line.id),
            text("name", Text::new("نام", "Name"), 28, |line| line.name),
            Column::new("severity", Text::new("درجه", "Severity"), Kind::Word, 10, move |at| {
                self.tell(at, severity)
            }),
            text("code", Text::new("کد", "Code"), 24, |line| line.code),
            text("message", Text::new("یافته", "What is wrong"), 60, |line| &line.message),
            text("also", Text::new("همچنین در", "Also in"), 28, |line| &line.also),
            text("mend", Text::new("چاره", "How to mend it"), 60, |line| &line.mend),
        ];
        Table { name: Text::new("یافته‌ها", "Findings"), columns, rows: self.len() }
    }

    /// How many lines there are.
    fn len(&self) -> usize {
        self.forgone.as_ref().map_or(self.lines.len(), |forgone| forgone.end)
    }

    /// What is told of a line.
    fn tell(&self, at: usize, told: impl Fn(&Line<'_>) -> Cell<'static>) -> Cell<'static> {
        match (self.lines.get(at), &self.forgone) {
            (Some(line), _) => told(line),
            (None, Some(forgone)) => forgone.tell(at, told),
            (None, None) => Cell::Empty,
        }
    }
}

/// The lines of data that were not submitted and cost points, after all others.
struct ForgoneLines<'a> {
    list: List<'a>,
    points: ForgonePoints<'a, 'a>,
    /// The entries, by their places.
    order: Vec<u32>,
    /// By block of entries, the number of its first line.
    starts: Vec<usize>,
    /// The number after that of the last line.
    end: usize,
    /// The block that was written last, and its lines.
    block: RefCell<(usize, Vec<Line<'a>>)>,
}

impl<'a> ForgoneLines<'a> {
    /// The lines from this number on.
    fn new(list: List<'a>, first: usize) -> Self {
        let points = ForgonePoints::new(list.scored);
        let order = list.order();
        let counts = order.par_chunks(BLOCK);
        let counts = counts.map(|rows| rows.iter().map(|row| points.of(*row as usize).len()).sum());
        let counts: Vec<usize> = counts.collect();
        let mut end = first;
        let starts = counts.into_iter().map(|count| {
            end += count;
            end - count
        });
        let starts = starts.collect();
        Self { list, points, order, starts, end, block: RefCell::new((usize::MAX, Vec::new())) }
    }

    /// What is told of a line.
    fn tell(&self, at: usize, told: impl Fn(&Line<'_>) -> Cell<'static>) -> Cell<'static> {
        let block = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let mut kept = self.block.borrow_mut();
        if kept.0 != block {
            let rows = self.order.chunks(BLOCK).nth(block).unwrap_or_default();
            let lines = rows.iter().flat_map(|row| {
                let forgone = self.points.of(*row as usize);
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
    others: Others<'a>,
    lang: Lang,
}

impl<'a> List<'a> {
    /// The reasons, findings and notices about files that are wanted.
    fn lines(
        &self,
        reason: impl Fn(&Reason) -> bool,
        finding: impl Fn(&Finding) -> bool,
        notice: impl Fn(&OriginNotice) -> bool,
    ) -> Vec<Line<'a>> {
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
        lines.extend(notices.map(|notice| of_file(notice, self.lang)));
        lines.sort_unstable();
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
        let mut stretches: Vec<(OriginPlace<'_>, u32, Range<u32>)> = Vec::new();
        for row in rows {
            let place = self.origin.place(row as usize, None).unwrap_or_default();
            match stretches.last_mut() {
                Some((first, last, stretch))
                    if first.source == place.source && first.sheet == place.sheet && *last < place.row =>
                {
                    (*last, stretch.end) = (place.row, row + 1);
                }
                _ => stretches.push((place, place.row, row..row + 1)),
            }
        }
        stretches.sort_by(|(a, ..), (b, ..)| (a.source, a.sheet, a.row).cmp(&(b.source, b.sheet, b.row)));
        stretches.into_iter().flat_map(|(.., stretch)| stretch).collect()
    }

    /// A datum that was not submitted, and costs points.
    fn of_forgone(&self, row: u32, forgone: &Forgone<'_>) -> Line<'a> {
        let message = self.scored.rulebook.said_of(forgone.column, &forgone.words());
        let message = Cow::Owned(reading(message, self.lang));
        Line { message, ..of_code(DATUM_NOT_SUBMITTED, self.of_entry(row, &[forgone.column]), self.lang) }
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
    fn of_reason(&self, row: u32, reason: &'a Reason) -> Line<'a> {
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
        let mut about = finding.entry.map_or_else(nowhere, |row| self.of_entry(row, &columns));
        if finding.mark.is_some()
            && let Some(place) = place_of(self.origin, finding)
        {
            about = at(place, about);
        }
        Line {
            message: Cow::Borrowed(finding.message.get(self.lang)),
            also: self.also(&self.others.of_finding(finding)),
            ..of_code(finding.code, about, self.lang)
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
        // What is made of marks stands in no column of the entry.
        let own = |column: &&usize| !self.of_panel(**column);
        let named: Vec<String> =
            columns.iter().filter(own).map(|column| self.header(entry, *column)).collect();
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

    /// The header of a column as the file writes it; its title where the file lacks it.
    fn header(&self, entry: usize, column: usize) -> String {
        let written = self.origin.place(entry, Some(column)).and_then(|place| place.column);
        let title = || reading(self.scored.rulebook.column_title(column), self.lang);
        written.map_or_else(title, str::to_owned)
    }
}

/// What is said of a file.
fn of_file<'a>(notice: OriginNotice, lang: Lang) -> Line<'a> {
    let place = Line {
        placeless: false,
        file: Cow::Owned(notice.source),
        sheet: Cow::Owned(notice.sheet.unwrap_or_default()),
        row: notice.row,
        column: notice.column.unwrap_or_default(),
        ..nowhere()
    };
    let line =
        Line { message: Cow::Owned(reading(notice.message, lang)), ..of_code(notice.code, place, lang) };
    match notice.hint {
        None => line,
        Some(hint) => Line { mend: Cow::Owned(reading(hint, lang)), ..line },
    }
}

/// The line with a code, and with the cure of its page.
fn of_code(code: Code, line: Line<'_>, lang: Lang) -> Line<'_> {
    Line {
        severity: code.severity(),
        code: code.name(),
        mend: Cow::Borrowed(said(code.0.mend, lang)),
        ..line
    }
}

/// One reading of a cure.
fn said((fa, en): Cure, lang: Lang) -> &'static str {
    match lang {
        Lang::Fa => fa,
        Lang::En => en,
    }
}

/// One reading of a text.
fn reading(text: Text, lang: Lang) -> String {
    match lang {
        Lang::Fa => text.fa,
        Lang::En => text.en,
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
