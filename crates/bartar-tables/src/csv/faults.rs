//! What to say of a CSV file that is not sound.

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::scan::{Flaw, Layout};
use super::source::LONGEST_RECORD;
use super::structure::QuoteFlaw;
use crate::fault::{FileFault, FileNotice, STRAY_QUOTE};
use crate::provenance::Encoding;

/// The file has no header.
pub(super) fn empty(file: &str) -> FileFault {
    let message = text!(fa: "فایل خالی است یا سرستون ندارد", en: "the file is empty or has no header");
    FileFault::new(file, codes::EMPTY_FILE, message).hint(text!(
        fa: "ردیف نخست باید سرستون‌ها باشد",
        en: "the first row must hold the headers of the columns"
    ))
}

/// The file has no rows that a table could have.
pub(super) fn no_table(file: &str, row: u32) -> FileFault {
    let most = LONGEST_RECORD >> 20;
    let most_fa = to_persian_digits(&most.to_string());
    let message = text!(
        fa: "این ردیف در {most_fa} مگابایت به پایان نمی‌رسد، پس فایل جدول نیست",
        en: "this row does not end within {most} MiB, so the file is no table"
    );
    FileFault::new(file, codes::WRONG_FILE_TYPE, message).at_row(u64::from(row))
}

/// The file is not in the encoding in which it was read.
pub(super) fn not_text(file: &str, row: Option<u64>, encoding: Encoding) -> FileFault {
    let name = encoding.name();
    let message = text!(fa: "متن فایل {name} نیست", en: "the text of the file is not {name}");
    let fault = FileFault::new(file, codes::FILE_NOT_UTF8, message).hint(if encoding == Encoding::Utf8 {
        text!(
            fa: "در برنامهٔ صفحه‌گسترده آن را با قالب «CSV UTF-8» ذخیره کنید؛ اگر فایل از برنامه‌ای قدیمی می‌آید، \u{2066}--legacy-encoding windows-1256\u{2069} را در فرمان بنویسید یا به دبیرخانه خبر دهید",
            en: "save it in the spreadsheet program as \"CSV UTF-8\"; if the file comes from an old program, give --legacy-encoding windows-1256 or tell the secretariat"
        )
    } else {
        text!(
            fa: "فایل آسیب دیده یا بریده شده است؛ آن را دوباره بگیرید یا با قالب «CSV UTF-8» ذخیره کنید",
            en: "the file is damaged or cut; fetch it again, or save it as \"CSV UTF-8\""
        )
    });
    match row {
        Some(row) => fault.at_row(row),
        None => fault,
    }
}

/// The notice of a file that is not Unicode and was read as was declared.
pub(super) fn legacy(file: &str, encoding: Encoding) -> FileNotice {
    let name = encoding.name();
    let message = text!(
        fa: "فایل UTF-8 نیست و چنان‌که اعلام شده با کدگذاری {name} خوانده شد؛ چند نام را وارسی کنید",
        en: "the file is not UTF-8 and was read as {name}, as was declared; look at a few names"
    );
    FileNotice::new(file, codes::LEGACY_ENCODING, message)
}

/// A row with faulty quotes.
pub(super) fn quote(file: &str, row: u64, flaw: QuoteFlaw) -> FileFault {
    let (code, message) = match flaw {
        QuoteFlaw::Unclosed => (
            codes::UNCLOSED_QUOTE,
            text!(
                fa: "علامت نقل‌قولی (\") که خانه‌ای را در این ردیف باز می‌کند هرگز بسته نمی‌شود",
                en: "the quote that opens a cell in this row is never closed"
            ),
        ),
        QuoteFlaw::Stray => (
            STRAY_QUOTE,
            text!(
                fa: "درون خانه‌ای که با علامت نقل‌قول (\") آغاز نشده این علامت آمده است",
                en: "a quote stands inside a cell that does not begin with one"
            ),
        ),
        QuoteFlaw::TextAfter => (
            STRAY_QUOTE,
            text!(
                fa: "پس از علامت نقل‌قولی (\") که خانه را می‌بندد چیز دیگری آمده است؛ شاید علامت پیشین بسته نشده باشد",
                en: "something follows the quote that closes a cell; perhaps an earlier one is not closed"
            ),
        ),
    };
    FileFault::new(file, code, message).at_row(row).hint(text!(
        fa: "خانه‌ای که علامت نقل‌قول ساده (\") دارد باید سراسر میان دو علامت باشد و هر علامت درون آن دو بار نوشته شود: \"\"",
        en: "a cell that has quotes must stand wholly between two quotes, and each one inside is written twice: \"\""
    ))
}

/// A row that is not sound, in a file whose header has this layout.
pub(super) fn row(file: &str, row: u64, flaw: Flaw, header: Layout, encoding: Encoding) -> FileFault {
    match flaw {
        Flaw::Quote(flaw) => quote(file, row, flaw),
        Flaw::NotUtf8 => not_text(file, Some(row), encoding),
        Flaw::TooLong => no_table(file, u32::try_from(row).unwrap_or(u32::MAX)),
        Flaw::Cells { found, cut } => {
            let cells = header.cells;
            let fa = |number: usize| to_persian_digits(&number.to_string());
            let (found_fa, cells_fa) = (fa(found), fa(cells));
            let message = if cut {
                text!(
                    fa: "فایل در این ردیف بریده شده است: {found_fa} خانه به جای {cells_fa}، بدون پایان سطر",
                    en: "the file is cut in this row: {found} cells instead of {cells}, and no line end"
                )
            } else {
                text!(
                    fa: "این ردیف {found_fa} خانه دارد و ردیف سرستون‌ها {cells_fa}",
                    en: "this row has {found} cells and the header has {cells}"
                )
            };
            let hint = if cut {
                text!(fa: "فایل را دوباره و کامل بگیرید", en: "fetch the whole file again")
            } else {
                ragged(found, header)
            };
            FileFault::new(file, codes::RAGGED_ROW, message).at_row(row).hint(hint)
        }
    }
}

/// What probably happened to a row with another number of cells, and what to do.
fn ragged(found: usize, Layout { cells, delimiter }: Layout) -> Text {
    let Text { fa, en } = match delimiter {
        b';' => Text::new("نقطه‌ویرگول «;»", "semicolon `;`"),
        b'\t' => Text::new("نشانهٔ Tab", "tab"),
        _ => Text::new("ویرگول «,»", "comma `,`"),
    };
    if cells == 1 {
        return text!(
            fa: "ردیف سرستون‌ها تنها یک خانه دارد: اگر عنوانی بالای سرستون‌هاست آن را بردارید",
            en: "the header has a single cell: if a title stands above the headers, remove it"
        );
    }
    if found < cells {
        return text!(
            fa: "خانه‌هایی از این ردیف نیست: شاید سطر شکسته باشد یا جداکننده‌ها ({fa}) کم باشد؛ خانهٔ خالی هم جداکنندهٔ خود را \
                 می‌خواهد",
            en: "cells of this row are not there: perhaps the line was broken, or separators ({en}) are lacking; an empty \
                 cell needs its separator too"
        );
    }
    // Of two rows with no line end between them, the last cell of one and the first of the other are one cell.
    if found + 1 >= 2 * cells {
        return text!(
            fa: "شاید چند ردیف در یک سطر آمده باشد؛ هر ردیف را در سطر خود بنویسید",
            en: "perhaps several rows stand in one line; put each in a line of its own"
        );
    }
    text!(
        fa: "جداکنندهٔ ستون‌ها در این فایل {fa} است؛ خانه‌ای که آن را در خود دارد باید میان دو علامت نقل‌قول ساده (\") باشد، و \
             هزارگان را با آن جدا نکنید",
        en: "the columns of this file are parted by a {en}; a cell that holds one must stand between two straight quotes \
             (\"), and thousands must not be parted by it"
    )
}

/// The code under which faults of a kind are counted.
pub(super) fn code(flaw: Flaw) -> bartar_criteria::diagnostic::Code {
    match flaw {
        Flaw::Quote(QuoteFlaw::Unclosed) => codes::UNCLOSED_QUOTE,
        Flaw::Quote(_) => STRAY_QUOTE,
        Flaw::NotUtf8 => codes::FILE_NOT_UTF8,
        Flaw::TooLong => codes::WRONG_FILE_TYPE,
        Flaw::Cells { .. } => codes::RAGGED_ROW,
    }
}
