//! Rows joined into entries: files with a row for each year, and files with a row for each datum.
//!
//! Rows of one id and one layout are one entry if nothing stands against it; otherwise each row of years stays an entry
//! of its own, at fault. Every datum keeps the place of its own row.

mod long;
mod years;

use std::collections::BTreeSet;

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::persian::matching_key;
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Cell, Claim, Column, Entries, Fault};
use bartar_scoring::shared::Shared;

use self::long::Data;
use crate::blanks::{shown, trim};
use crate::cells::ColumnReader;
use crate::fault::{FileFault, FileNotice};
use crate::gather::{RowClaim, Rows, Stretch};
use crate::header::{Facet, Layout, calendar_year, slot};
use crate::provenance::Provenance;
use crate::reading::Reading;

/// Joins the rows of all files into entries.
pub(crate) fn join(
    mut rows: Rows,
    reading: &Reading<'_>,
) -> Result<(Entries, Provenance, Vec<FileNotice>), Vec<FileFault>> {
    rows.claims.sort_unstable_by_key(|claim| (claim.row, claim.column));
    rows.entries.faults.sort_by_key(|fault| (fault.entry, fault.column));
    let (data, mut notices) = Data::new(&rows, reading)?;
    let joining = Joining::new(&rows, reading, data);
    let made = joining.entries();
    notices.extend(joining.counts(&made));
    let columns = reading.columns.iter().map(ColumnReader::empty).collect();
    let mut joined = Joined {
        entries: Entries { columns, ..Entries::default() },
        places: Vec::new(),
        messages: Shared::default(),
    };
    let mut leads = Vec::with_capacity(made.len());
    for (entry, made) in (0_u32..).zip(&made) {
        let assembled = match made {
            Made::Row(row) => joining.alone(*row),
            Made::Years(rows) => joining.of_years(rows),
            Made::Data(rows) => joining.of_data(rows),
        };
        leads.push(assembled.lead);
        joined.add(entry, assembled);
    }
    let mut provenance = rows.provenance;
    provenance.join(leads);
    for (entry, column, row, slot) in joined.places {
        provenance.stands_at(entry, column, row, slot);
    }
    Ok((joined.entries, provenance, notices))
}

/// An entry as a set of rows.
enum Made {
    /// A row by itself.
    Row(u32),
    /// A row for each year: how many years before the current one, ascending, and the row.
    Years(Vec<(u8, u32)>),
    /// A row for each datum.
    Data(Vec<u32>),
}

impl Made {
    fn first(&self) -> u32 {
        match self {
            Self::Row(row) => *row,
            Self::Years(rows) => rows.iter().map(|(_, row)| *row).min().unwrap_or_default(),
            Self::Data(rows) => rows.first().copied().unwrap_or_default(),
        }
    }

    fn rows(&self) -> Vec<u32> {
        match self {
            Self::Row(row) => vec![*row],
            Self::Years(rows) => rows.iter().map(|(_, row)| *row).collect(),
            Self::Data(rows) => rows.clone(),
        }
    }
}

/// What became of the rows of an entry.
struct Assembled {
    /// The row that stands for the entry.
    lead: u32,
    id: String,
    name: String,
    /// The datum of each column.
    data: Vec<Datum<Cell>>,
    faults: Vec<(Option<usize>, Code, Text)>,
    claims: Vec<(usize, Cell)>,
    /// Where data stand that are not in their own column of the lead: the column, the row, the slot.
    places: Vec<(usize, u32, usize)>,
}

/// The entries so far.
struct Joined {
    entries: Entries,
    places: Vec<(u32, u16, u32, usize)>,
    /// What is said of entries, the same of many.
    messages: Shared<Text>,
}

impl Joined {
    fn add(&mut self, entry: u32, mut assembled: Assembled) {
        self.entries.ids.push(&assembled.id);
        self.entries.names.push(&assembled.name);
        for (column, datum) in self.entries.columns.iter_mut().zip(assembled.data) {
            column.push(datum);
        }
        let narrow = |column: usize| u16::try_from(column).unwrap_or(u16::MAX);
        let faults = assembled.faults.into_iter();
        self.entries.faults.extend(faults.map(|(column, code, message)| Fault {
            entry,
            column: column.map(narrow),
            code,
            message: self.messages.keep(message),
            group: None,
        }));
        assembled.claims.sort_by_key(|(column, _)| *column);
        let claims = assembled.claims.into_iter();
        self.entries.claims.extend(claims.map(|(column, claimed)| Claim {
            entry,
            column: narrow(column),
            claimed,
        }));
        assembled.places.sort_unstable();
        let places = assembled.places.into_iter();
        self.places.extend(places.map(|(column, row, slot)| (entry, narrow(column), row, slot)));
    }
}

/// The rows, and what is known of them.
struct Joining<'a> {
    rows: &'a Rows,
    reading: &'a Reading<'a>,
    /// What the rows of long files are about.
    data: Data,
    /// Rows of long files, which are in no column: their stretches, with how many such rows are before them.
    long: Vec<(u32, u32, u32)>,
    /// The columns of each field, by years before the current one.
    columns: Vec<Vec<usize>>,
    /// How many earlier years any field asks for.
    history: u8,
}

impl<'a> Joining<'a> {
    fn new(rows: &'a Rows, reading: &'a Reading<'a>, data: Data) -> Self {
        let (mut long, mut before) = (Vec::new(), 0);
        for stretch in rows.joints.iter().filter(|stretch| stretch.joint.layout == Layout::Long) {
            long.push((stretch.first, stretch.rows, before));
            before += stretch.rows;
        }
        let mut columns = vec![Vec::new(); reading.fields.len()];
        for (column, spec) in reading.specs.iter().enumerate() {
            if let Some(years) = columns.get_mut(spec.field) {
                years.push(column);
            }
        }
        let history = reading.fields.iter().map(|field| field.history).max().unwrap_or_default();
        Self { rows, reading, data, long, columns, history }
    }

    /// The stretch of a row that does not by itself make an entry.
    fn stretch(&self, row: u32) -> Option<&'a Stretch> {
        let joints = &self.rows.joints;
        let at = joints.partition_point(|stretch| stretch.first <= row).checked_sub(1)?;
        joints.get(at).filter(|stretch| row - stretch.first < stretch.rows)
    }

    /// A cell of a row; nothing for rows of long files.
    fn cell(&self, row: u32, column: usize) -> Datum<Cell> {
        let at = self.long.partition_point(|(first, ..)| *first <= row).checked_sub(1);
        let before = match at.and_then(|at| self.long.get(at)) {
            None => 0,
            Some((first, rows, _)) if row - first < *rows => return Err(Missing::NotSubmitted),
            Some((_, rows, before)) => rows + before,
        };
        let column = self.rows.entries.columns.get(column);
        column.map_or(Err(Missing::NotSubmitted), |column: &Column| column.cell((row - before) as usize))
    }

    fn id(&self, row: u32) -> &'a str {
        self.rows.entries.ids.get(row as usize)
    }

    fn name(&self, row: u32) -> &'a str {
        self.rows.entries.names.get(row as usize)
    }

    fn claims(&self, row: u32) -> &'a [RowClaim] {
        let claims = &self.rows.claims;
        let from = claims.partition_point(|claim| claim.row < row);
        let to = claims.partition_point(|claim| claim.row <= row);
        claims.get(from..to).unwrap_or_default()
    }

    fn faults(&self, row: u32) -> &'a [Fault] {
        let faults = &self.rows.entries.faults;
        let from = faults.partition_point(|fault| fault.entry < row);
        let to = faults.partition_point(|fault| fault.entry <= row);
        faults.get(from..to).unwrap_or_default()
    }

    /// How many years before the current one a row is; why that cannot be told.
    fn year(&self, row: u32) -> Result<u8, Text> {
        let Some(stretch) = self.stretch(row) else { return Ok(0) };
        let Some(years) = &stretch.joint.year else { return Ok(0) };
        let written = trim(years.get((row - stretch.first) as usize));
        let current = self.reading.current_year.unwrap_or_default();
        let Some(year) = calendar_year(written) else {
            let written = shown(written);
            return Err(text!(
                fa: "«{written}» سال نیست؛ سال ردیف را چهاررقمی بنویسید، مانند ۱۴۰۴",
                en: "`{written}` is no year; write the year of the row with four digits, like 1404"
            ));
        };
        let before = current.checked_sub(year).and_then(|before| u8::try_from(before).ok());
        before.filter(|before| *before <= self.history).ok_or_else(|| {
            let oldest = current.saturating_sub(u32::from(self.history));
            let (year_fa, oldest_fa, current_fa) = (
                to_persian_digits(&year.to_string()),
                to_persian_digits(&oldest.to_string()),
                to_persian_digits(&current.to_string()),
            );
            text!(
                fa: "سال {year_fa} خواسته نشده است؛ شیوه‌نامه سال‌های {oldest_fa} تا {current_fa} را می‌خواهد",
                en: "the year {year} is not asked for; the rulebook asks for {oldest} to {current}"
            )
        })
    }

    /// The current year less so many years, Persian and English.
    fn named_year(&self, before: u8) -> (String, String) {
        let year =
            self.reading.current_year.unwrap_or_default().saturating_sub(u32::from(before)).to_string();
        (to_persian_digits(&year), year)
    }

    /// The entries that the rows make, in the order of their first rows.
    fn entries(&self) -> Vec<Made> {
        let all = u32::try_from(self.rows.entries.len()).unwrap_or(u32::MAX);
        let mut made = Vec::new();
        let mut parts: Vec<(bool, &str, u32)> = Vec::new();
        for row in 0..all {
            match self.stretch(row) {
                Some(stretch) if !self.id(row).is_empty() => {
                    parts.push((stretch.joint.layout == Layout::Long, self.id(row), row));
                }
                _ => made.push(Made::Row(row)),
            }
        }
        parts.sort_unstable();
        for group in parts.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let rows: Vec<u32> = group.iter().map(|(.., row)| *row).collect();
            if group.first().is_some_and(|(long, ..)| *long) {
                made.push(Made::Data(rows));
                continue;
            }
            let years: Result<Vec<u8>, Text> = rows.iter().map(|row| self.year(*row)).collect();
            let mut years: Vec<(u8, u32)> =
                years.unwrap_or_default().into_iter().zip(rows.iter().copied()).collect();
            years.sort_unstable();
            let distinct = years.windows(2).all(|pair| pair[0].0 != pair[1].0);
            if distinct && !years.is_empty() {
                made.push(Made::Years(years));
            } else {
                made.extend(rows.into_iter().map(Made::Row));
            }
        }
        made.sort_by_key(Made::first);
        made
    }

    /// The notices of how many rows became how many entries.
    fn counts(&self, made: &[Made]) -> Vec<FileNotice> {
        let mut files: Vec<(u32, u32)> = vec![(0, 0); self.rows.provenance.files.len()];
        for stretch in &self.rows.joints {
            if let Some((rows, _)) = files.get_mut(stretch.file) {
                *rows += stretch.rows;
            }
        }
        for made in made {
            let stretches = made.rows().into_iter().filter_map(|row| self.stretch(row));
            for file in stretches.map(|stretch| stretch.file).collect::<BTreeSet<_>>() {
                if let Some((_, entries)) = files.get_mut(file) {
                    *entries += 1;
                }
            }
        }
        let joined = self.rows.provenance.files.iter().zip(files).filter(|(_, (rows, _))| *rows > 0);
        let notice = |(file, (rows, entries)): (&crate::provenance::SourceFile, (u32, u32))| {
            let (rows_fa, entries_fa) =
                (to_persian_digits(&rows.to_string()), to_persian_digits(&entries.to_string()));
            let message = text!(
                fa: "ردیف‌های این فایل ({rows_fa}) به {entries_fa} پرونده پیوستند",
                en: "the {rows} rows of this file make {entries} entries"
            );
            FileNotice::new(&file.path, codes::ROWS_JOINED, message).in_sheet(file.sheet.as_deref())
        };
        joined.map(notice).collect()
    }

    /// A row that is an entry by itself.
    fn alone(&self, row: u32) -> Assembled {
        let mut faults: Vec<_> = self
            .faults(row)
            .iter()
            .map(|fault| (fault.column.map(usize::from), fault.code, Text::clone(&fault.message)))
            .collect();
        if self.stretch(row).is_some()
            && let Err(why) = self.year(row)
        {
            faults.push((None, codes::UNREADABLE_YEAR, why));
        }
        let count = self.reading.columns.len();
        let mut assembled = Assembled {
            lead: row,
            id: self.id(row).to_owned(),
            name: self.name(row).to_owned(),
            data: (0..count).map(|column| self.cell(row, column)).collect(),
            faults,
            claims: Vec::new(),
            places: Vec::new(),
        };
        for claim in self.claims(row) {
            let column = usize::from(claim.column);
            assembled.places.push((column, row, slot(count, column, claim.facet)));
            assembled.claims.extend(claim.claimed.clone().map(|claimed| (column, claimed)));
        }
        assembled
    }

    /// The name of an entry of several rows, the most important first; and the fault of rows that name it otherwise.
    fn common_name(&self, rows: impl Iterator<Item = u32>) -> (String, Option<(Option<usize>, Code, Text)>) {
        let mut names: Vec<&str> = Vec::new();
        for name in rows.map(|row| self.name(row)).filter(|name| !name.is_empty()) {
            if !names.iter().any(|known| matching_key(known) == matching_key(name)) {
                names.push(name);
            }
        }
        let Some(name) = names.first().copied() else { return (String::new(), None) };
        let fault = (names.len() > 1).then(|| {
            names.sort_unstable();
            let quoted = |open: &str, close: &str| {
                names.iter().map(|name| format!("{open}{}{close}", shown(name))).collect::<Vec<_>>()
            };
            let (list_fa, list_en) = (quoted("«", "»").join("، "), quoted("`", "`").join(", "));
            let message = text!(
                fa: "ردیف‌های این شناسه نام‌های گوناگون دارند: {list_fa}؛ ببینید همه از یک تعاونی باشند",
                en: "the rows of this id have different names: {list_en}; see that all are of one cooperative"
            );
            (None, codes::YEARS_DISAGREE, message)
        });
        (name.to_owned(), fault)
    }

    /// The fault of an entry without a row of the current year.
    fn no_current_year(&self) -> (Option<usize>, Code, Text) {
        let (year_fa, year) = self.named_year(0);
        let message = text!(
            fa: "این شناسه ردیفی برای سال جاری، {year_fa}، ندارد؛ آن را بیفزایید یا سال ردیف‌ها را اصلاح کنید",
            en: "this id has no row of the current year, {year}; add it, or correct the years of its rows"
        );
        (None, codes::NO_CURRENT_YEAR, message)
    }

    /// The fault of a field without history that an earlier year states otherwise.
    fn disagreement(&self, column: usize, current: u8, before: u8) -> (Option<usize>, Code, Text) {
        let ((current_fa, current), (other_fa, other)) = (self.named_year(current), self.named_year(before));
        let message = text!(
            fa: "ردیف سال {other_fa} جز آن می‌گوید که در ردیف سال {current_fa} آمده است؛ این قلم سابقه ندارد و در همهٔ ردیف‌ها یکی است",
            en: "the row of {other} says something else than the row of {current}; the field has no history and is the same in all rows"
        );
        (Some(column), codes::YEARS_DISAGREE, message)
    }

    /// The column of the same field so many years before; none if the field has a shorter history.
    fn earlier(&self, column: usize, before: u8) -> Option<usize> {
        let field = self.reading.specs.get(column)?.field;
        self.columns.get(field)?.get(usize::from(before)).copied()
    }

    /// Whether a column belongs to a field without history.
    fn without_history(&self, column: usize) -> bool {
        let field = self.reading.specs.get(column).and_then(|spec| self.reading.fields.get(spec.field));
        field.is_some_and(|field| field.history == 0)
    }

    /// The slot of what is stated, verified or said of the evidence of a column.
    fn slot(&self, column: usize, facet: Facet) -> usize {
        slot(self.reading.columns.len(), column, facet)
    }
}
