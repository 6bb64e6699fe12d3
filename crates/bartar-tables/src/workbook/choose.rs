//! Which sheet of a workbook holds the entries, and which of its rows the headers.

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::persian::matching_key;
use bartar_criteria::text;

use super::book::{Book, SheetName};
use super::facts::Facts;
use crate::blanks::shown;
use crate::cells::Written;
use crate::fault::FileFault;
use crate::header::{HEADER_ROWS, Names};

/// How many sheets a message names.
const LISTED: usize = 20;

/// The row with the headers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct HeaderRow {
    /// Counted from 0.
    pub(super) row: u32,
    /// The cells as texts, from the first column of the sheet on.
    pub(super) names: Vec<String>,
    /// How many rows above it hold something.
    pub(super) above: u32,
}

/// The header row of a sheet: the first with a header of the id column, or, where there is none, the first that is not
/// blank, whose headers then tell what is missing. None if the first rows are blank. The answer tells besides whether
/// it has a header of the id column.
pub(super) fn header_row(
    book: &mut Book<'_>,
    sheet: &SheetName,
    facts: &Facts,
    known: &Names,
) -> Result<Option<(HeaderRow, bool)>, String> {
    let mut rows: Vec<HeaderRow> = Vec::new();
    let mut cells = book.cells(sheet, facts)?;
    while let Some(cell) = cells.next()?
        && cell.row < HEADER_ROWS
    {
        if cell.value.is_blank() {
            continue;
        }
        if rows.last().is_none_or(|last| last.row < cell.row) {
            let above = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            rows.push(HeaderRow { row: cell.row, names: Vec::new(), above });
        }
        if let Some(last) = rows.last_mut() {
            last.names.resize(cell.column as usize, String::new());
            last.names.push(cell.value.text().unwrap_or_default().into_owned());
        }
    }
    let with_id = |row: &&HeaderRow| known.has_id(row.names.iter().map(String::as_str));
    if let Some(found) = rows.iter().find(with_id) {
        return Ok(Some((found.clone(), true)));
    }
    Ok(rows.into_iter().next().map(|first| (first, false)))
}

/// Why there is no sheet to read.
pub(super) enum NoSheet {
    /// The choice is not clear.
    Unclear(Box<FileFault>),
    /// The workbook is damaged.
    Damaged(String),
}

/// The sheet to read: the one that was asked for, or the only one that has a header of the id column.
pub(super) fn sheet(
    book: &mut Book<'_>,
    file: &str,
    wanted: &[String],
    facts: &Facts,
    known: &Names,
) -> Result<SheetName, NoSheet> {
    let unclear = |fault| Err(NoSheet::Unclear(Box::new(fault)));
    if !wanted.is_empty() {
        return match named(&book.sheets, wanted).as_slice() {
            [one] => Ok((*one).clone()),
            [] => unclear(not_there(file, wanted, &book.sheets)),
            several => unclear(both(file, several)),
        };
    }
    let sheets = book.sheets.clone();
    let mut fitting = Vec::new();
    for sheet in &sheets {
        if header_row(book, sheet, facts, known)
            .map_err(NoSheet::Damaged)?
            .is_some_and(|(_, with_id)| with_id)
        {
            fitting.push(sheet);
        }
    }
    match (fitting.as_slice(), sheets.as_slice()) {
        // What a lone sheet lacks is told of its headers.
        ([one], _) => Ok((*one).clone()),
        ([], [one]) => Ok(one.clone()),
        ([], _) => unclear(none_fits(file, known, &sheets)),
        (several, _) => unclear(both(file, several)),
    }
}

/// The sheets with one of these names: word for word, or else in another encoding.
fn named<'s>(sheets: &'s [SheetName], wanted: &[String]) -> Vec<&'s SheetName> {
    let exact: Vec<_> = sheets.iter().filter(|sheet| wanted.contains(&sheet.name)).collect();
    if !exact.is_empty() {
        return exact;
    }
    let keys: Vec<String> = wanted.iter().map(|name| matching_key(name)).collect();
    sheets.iter().filter(|sheet| keys.contains(&matching_key(&sheet.name))).collect()
}

/// Names for a message in both languages.
fn list<'n>(names: impl Iterator<Item = &'n str> + Clone) -> (String, String) {
    let more = names.clone().count().saturating_sub(LISTED);
    let listed = names.take(LISTED).map(shown);
    let mut fa: Vec<String> = listed.clone().map(|name| format!("«{name}»")).collect();
    let mut en: Vec<String> = listed.map(|name| format!("`{name}`")).collect();
    if more > 0 {
        fa.push(format!("و {} کاربرگ دیگر", to_persian_digits(&more.to_string())));
        en.push(format!("and {more} more"));
    }
    (fa.join("، "), en.join(", "))
}

fn names_of(sheets: &[SheetName]) -> impl Iterator<Item = &str> + Clone {
    sheets.iter().map(|sheet| sheet.name.as_str())
}

fn not_there(file: &str, wanted: &[String], sheets: &[SheetName]) -> FileFault {
    let (wanted_fa, wanted_en) = list(wanted.iter().map(String::as_str));
    let (all_fa, all_en) = list(names_of(sheets));
    let message = text!(
        fa: "کاربرگی به نام {wanted_fa} در این کارپوشه نیست؛ کاربرگ‌هایش: {all_fa}",
        en: "this workbook has no sheet {wanted_en}; its sheets: {all_en}"
    );
    FileFault::new(file, codes::SHEET_NOT_FOUND, message).hint(text!(
        fa: "نام کاربرگ را در فایل درست کنید، یا کاربرگ درست را با \u{2066}--sheet\u{2069} نام ببرید",
        en: "correct the sheet's name in the file, or name the right sheet with --sheet"
    ))
}

fn none_fits(file: &str, known: &Names, sheets: &[SheetName]) -> FileFault {
    let (all_fa, all_en) = list(names_of(sheets));
    let id = shown(known.id());
    let rows = HEADER_ROWS;
    let rows_fa = to_persian_digits(&rows.to_string());
    let message = text!(
        fa: "در {rows_fa} ردیف نخست هیچ کاربرگی سرستون شناسه («{id}») نیست؛ کاربرگ‌ها: {all_fa}",
        en: "no sheet has a header of the id column (`{id}`) among its first {rows} rows; the sheets: {all_en}"
    );
    FileFault::new(file, codes::SHEET_NOT_FOUND, message).hint(text!(
        fa: "سرستون شناسه را بیفزایید، یا نام کاربرگ پرونده‌ها را با \u{2066}--sheet\u{2069} بدهید تا گفته شود چه کم دارد",
        en: "add the header of the id column, or name the sheet of the entries with --sheet to be told what it lacks"
    ))
}

fn both(file: &str, several: &[&SheetName]) -> FileFault {
    let (fa, en) = list(several.iter().map(|sheet| sheet.name.as_str()));
    let message = text!(
        fa: "چند کاربرگ می‌تواند کاربرگ پرونده‌ها باشد: {fa}",
        en: "several sheets may be the one with the entries: {en}"
    );
    FileFault::new(file, codes::SHEET_UNCLEAR, message).hint(text!(
        fa: "کاربرگ‌های دیگر را از فایل بردارید، یا کاربرگ درست را با \u{2066}--sheet\u{2069} نام ببرید",
        en: "take the other sheets out of the file, or name the right one with --sheet"
    ))
}
