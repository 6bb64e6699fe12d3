//! What is said of workbooks.

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::archive::Refusal;
use super::choose::HeaderRow;
use super::facts::{Area, SheetFacts, Stretch};
use super::rows::Told;
use crate::blanks::shown;
use crate::fault::{FileFault, FileNotice};

/// The name of a column, counted from 0, as spreadsheet programs show it.
pub(super) fn letters(column: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Why a workbook is not read.
pub(super) fn refused(file: &str, refusal: Refusal) -> FileFault {
    match refusal {
        Refusal::Damaged(reason) => damaged(file, &reason),
        Refusal::Locked => {
            let message = text!(fa: "کارپوشه رمز دارد", en: "the workbook needs a password");
            FileFault::new(file, codes::FILE_NOT_READ, message).hint(text!(
                fa: "آن را در برنامهٔ صفحه‌گسترده باز کنید و بی رمز ذخیره کنید",
                en: "open it in a spreadsheet program and save it without a password"
            ))
        }
        Refusal::TooMuch(Text { fa, en }) => {
            let message = text!(
                fa: "کارپوشه از اندازهٔ پذیرفته بزرگ‌تر است: {fa}",
                en: "the workbook is larger than what is accepted: {en}"
            );
            FileFault::new(file, codes::WORKBOOK_TOO_LARGE, message).hint(text!(
                fa: "ستون‌ها، ردیف‌ها و کاربرگ‌های زاید را پاک کنید، یا کاربرگ را با قالب «CSV UTF-8» ذخیره کنید",
                en: "delete columns, rows and sheets that are not needed, or save the sheet as \"CSV UTF-8\""
            ))
        }
    }
}

/// The workbook is of another kind than its name says.
pub(super) fn wrong_kind(file: &str) -> FileFault {
    let message = text!(
        fa: "نام فایل از یک نوع کارپوشه خبر می‌دهد و درون آن نوع دیگری است",
        en: "the file's name tells one kind of workbook, and its content is another"
    );
    FileFault::new(file, codes::WRONG_FILE_TYPE, message).hint(text!(
        fa: "فایل را در برنامهٔ صفحه‌گسترده باز کنید و با «ذخیره با نام» با قالب xlsx ذخیره کنید",
        en: "open the file in a spreadsheet program and save it as xlsx with \"Save as\""
    ))
}

/// The workbook is damaged.
pub(super) fn damaged(file: &str, reason: &str) -> FileFault {
    let message = text!(
        fa: "کارپوشه آسیب دیده است و خوانده نمی‌شود: {reason}",
        en: "the workbook is damaged and cannot be read: {reason}"
    );
    FileFault::new(file, codes::FILE_NOT_READ, message).hint(text!(
        fa: "فایل را در برنامهٔ صفحه‌گسترده باز و دوباره ذخیره کنید، یا دوباره بگیرید",
        en: "open the file in a spreadsheet program and save it again, or fetch it again"
    ))
}

/// The sheet has no rows that could hold headers.
pub(super) fn empty(file: &str, rows: u32) -> FileFault {
    let rows_fa = to_persian_digits(&rows.to_string());
    let message = text!(
        fa: "کاربرگ در {rows_fa} ردیف نخست خالی است و عنوان ستون‌ها را ندارد",
        en: "the first {rows} rows of the sheet are empty and hold no headers"
    );
    FileFault::new(file, codes::EMPTY_FILE, message)
}

/// What is said of an id that the spreadsheet program took for a date.
pub(super) fn id_is_date(day: &str) -> Text {
    let day_fa = to_persian_digits(day);
    text!(
        fa: "خانهٔ شناسه تاریخ است ({day_fa})، نه متن؛ قالب خانه را متن کنید و شناسه را دوباره بنویسید",
        en: "the cell of the id is a date ({day}), not a text; format it as text and write the id again"
    )
}

/// What is worth knowing about a sheet that was read, whose headers stand in `header`.
pub(super) fn of_sheet(
    file: &str,
    header: &HeaderRow,
    told: &Told,
    facts: Option<&SheetFacts>,
    hidden: bool,
) -> Vec<FileNotice> {
    let row = |row: u32| u64::from(row) + 1;
    let mut notices = Vec::new();
    if header.above > 0 {
        notices.push(crate::fault::rows_above_header(file, header.above, row(header.row)));
    }
    if let Some(first) = told.first_blank {
        notices.push(crate::fault::blank_rows(file, told.blank, first + 1));
    }
    if let Some((column, at)) = told.beyond {
        let letters = letters(u64::from(column));
        let message = text!(
            fa: "ستون {letters} داده دارد ولی سرستون ندارد و خوانده نمی‌شود",
            en: "column {letters} holds data but has no header and is not read"
        );
        notices.push(FileNotice::new(file, codes::UNKNOWN_COLUMN, message).at_row(row(at)));
    }
    if told.formulas > 0 {
        let count = told.formulas;
        let count_fa = to_persian_digits(&count.to_string());
        let message = text!(
            fa: "مقدار خانه‌های فرمول‌دار همان است که برنامهٔ صفحه‌گسترده در فایل گذاشته است؛ شمارشان {count_fa} است",
            en: "cells with formulas have the value that the spreadsheet program left in the file; there are {count}"
        );
        notices.push(FileNotice::new(file, codes::FORMULA_CELLS, message));
    }
    let last = u64::from(told.last.unwrap_or(header.row));
    let data = Area {
        rows: Stretch { first: u64::from(header.row) + 1, last },
        columns: Stretch { first: 0, last: (header.names.len() as u64).saturating_sub(1) },
    };
    if let Some(facts) = facts {
        notices.extend(merged(file, facts, &data));
    }
    notices.extend(concealed(file, facts, &data, hidden));
    notices
}

/// The fault of a row that stands too often in succession.
pub(super) fn copied_rows(file: &str, rows: &Stretch) -> FileFault {
    let (row, count) = (rows.first + 1, rows.last + 1 - rows.first);
    let message = text!(
        fa: "ردیف {row} با همهٔ داده‌هایش {count} بار پشت سر هم آمده است؛ این‌ها پرونده نیستند",
        en: "row {row} stands {count} times in succession with all its data; these are no entries",
        numbers: row, count
    );
    FileFault::new(file, codes::COPIED_ROWS, message).at_row(row).hint(text!(
        fa: "رونوشت‌های این ردیف را تا پایان کاربرگ حذف کنید",
        en: "delete the copies of this row down to the end of the sheet"
    ))
}

/// The fault of headers that are merged over several columns, or into the row below.
pub(super) fn merged_headers(file: &str, facts: &SheetFacts, header: &HeaderRow) -> Vec<FileFault> {
    let row = u64::from(header.row);
    let wide = |area: &&Area| {
        area.rows.first <= row
            && area.rows.last >= row
            && (area.columns.last > area.columns.first || area.rows.last > row)
    };
    let named = |area: &Area| {
        let at = usize::try_from(area.columns.first).ok()?;
        let name = header.names.get(at).filter(|name| !name.trim().is_empty())?;
        let (first, last) = (letters(area.columns.first), letters(area.columns.last));
        let (name, from, to) = (shown(name), area.rows.first + 1, area.rows.last + 1);
        let message = text!(
            fa: "سرستون «{name}» روی خانه‌های {first}{from} تا {last}{to} ادغام شده است و معلوم نیست ستون‌ها و ردیف‌های دیگر چه‌اند",
            en: "the header `{name}` is merged over the cells {first}{from} to {last}{to}, and what the other columns and rows are is not known"
        );
        let fault = FileFault::new(file, codes::MERGED_HEADER, message).at_row(row + 1).in_column(&name);
        Some(fault.hint(text!(
            fa: "ادغام را بردارید و در یک ردیف به هر ستون سرستون خودش را بدهید",
            en: "unmerge the cells, and in one row give each column a header of its own"
        )))
    };
    facts.merged.iter().filter(wide).filter_map(named).collect()
}

/// The notice of merged cells among the data.
fn merged(file: &str, facts: &SheetFacts, data: &Area) -> Option<FileNotice> {
    let among = |area: &&Area| meet(&area.rows, &data.rows) && meet(&area.columns, &data.columns);
    let mut found = facts.merged.iter().filter(among);
    let first = found.next()?;
    let count = 1 + found.count();
    let at = first.rows.first + 1;
    let place = format!("{}{at}", letters(first.columns.first));
    let count_fa = to_persian_digits(&count.to_string());
    let message = text!(
        fa: "خانه‌های ادغام‌شده تنها در خانهٔ نخست خود داده دارند و خانه‌های دیگرشان خالی خوانده می‌شود؛ نخستینشان {place} است و شمارشان {count_fa}",
        en: "merged cells hold a datum in their first cell alone, and the others are read as empty; the first is {place}, and there are {count}"
    );
    Some(FileNotice::new(file, codes::MERGED_CELLS, message).at_row(at))
}

/// The notice of what a person who looks at the sheet does not see.
fn concealed(file: &str, facts: Option<&SheetFacts>, data: &Area, hidden: bool) -> Option<FileNotice> {
    let count = |list: &[Stretch], within: &Stretch| -> u64 {
        let inside = list.iter().filter(|stretch| meet(stretch, within));
        inside.map(|stretch| stretch.last.min(within.last) + 1 - stretch.first.max(within.first)).sum()
    };
    let rows = facts.map_or(0, |facts| count(&facts.hidden_rows, &data.rows));
    let columns = facts.map_or(0, |facts| count(&facts.hidden_columns, &data.columns));
    if rows == 0 && columns == 0 && !hidden {
        return None;
    }
    let (rows_fa, columns_fa) =
        (to_persian_digits(&rows.to_string()), to_persian_digits(&columns.to_string()));
    let (sheet_fa, sheet_en) = if hidden {
        ("خود کاربرگ پنهان است؛ ", "the sheet itself is hidden; ")
    } else {
        ("", "")
    };
    let message = text!(
        fa: "{sheet_fa}آنچه پنهان یا پالایش شده نیز خوانده شد: {rows_fa} ردیف و {columns_fa} ستون",
        en: "{sheet_en}what is hidden or filtered away was read too: {rows} rows and {columns} columns"
    );
    Some(FileNotice::new(file, codes::HIDDEN_CELLS, message))
}

fn meet(one: &Stretch, other: &Stretch) -> bool {
    one.first <= other.last && other.first <= one.last
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_letters() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
        {
            assert_eq!(super::letters(column), letters);
        }
    }
}
