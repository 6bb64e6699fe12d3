//! Files that carry a name of ours and are something else: what they are, by their first bytes, and what to do.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};

use bartar_criteria::Text;

use crate::file::read_at;

/// How many bytes at either end of a zip archive are looked through for the names of its parts.
const ENDS: usize = 1 << 16;

/// What a file is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Foreign {
    Parquet,
    Xlsx,
    Ods,
    /// Of version 97, or a new one that needs a password: both begin alike.
    OldWorkbook,
    Zip,
    Packed,
    Picture,
    Pdf,
    WebPage,
    Database,
}

/// Beginnings of files; letters in either case.
const BEGINNINGS: [(&[u8], Foreign); 18] = [
    (b"PAR1", Foreign::Parquet),
    (b"PK\x03\x04", Foreign::Zip),
    (b"PK\x05\x06", Foreign::Zip),
    (b"\xD0\xCF\x11\xE0", Foreign::OldWorkbook),
    (b"\x1F\x8B", Foreign::Packed),
    (b"\x28\xB5\x2F\xFD", Foreign::Packed),
    (b"Rar!\x1A\x07", Foreign::Packed),
    (b"7z\xBC\xAF\x27\x1C", Foreign::Packed),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"\x89PNG", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"%PDF", Foreign::Pdf),
    (b"<html", Foreign::WebPage),
    (b"<!DOCTYPE html", Foreign::WebPage),
    (b"<table", Foreign::WebPage),
    (b"SQLite format 3", Foreign::Database),
];

impl Foreign {
    /// What a file is that begins like this; none where it may be text.
    pub(crate) fn of(file: &mut File, start: &[u8]) -> io::Result<Option<Self>> {
        let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
        let begins =
            |magic: &[u8]| start.get(..magic.len()).is_some_and(|start| start.eq_ignore_ascii_case(magic));
        match BEGINNINGS.iter().find(|(magic, _)| begins(magic)) {
            Some((_, Self::Zip)) => Ok(Some(packed_in_zip(file)?)),
            found => Ok(found.map(|(_, foreign)| *foreign)),
        }
    }

    /// What it is, as part of a sentence.
    pub(crate) fn what(self) -> Text {
        match self {
            Self::Parquet => Text::new("یک فایل Parquet", "a Parquet file"),
            Self::Xlsx => Text::new("کارپوشهٔ xlsx", "an xlsx workbook"),
            Self::Ods => Text::new("کارپوشهٔ ods", "an ods workbook"),
            Self::OldWorkbook => Text::new(
                "کارپوشهٔ قدیمی صفحه‌گسترده (xls) یا کارپوشه‌ای با رمز",
                "an old spreadsheet workbook (xls), or one with a password",
            ),
            Self::Zip => Text::new("بسته‌ای فشرده (zip)", "a zip archive"),
            Self::Packed => {
                Text::new("فایلی فشرده (مانند gzip، rar یا 7z)", "compressed (as gzip, rar or 7z is)")
            }
            Self::Picture => Text::new("یک تصویر", "a picture"),
            Self::Pdf => Text::new("یک PDF", "a PDF"),
            Self::WebPage => Text::new("یک صفحهٔ وب (HTML)", "a web page (HTML)"),
            Self::Database => Text::new("یک پایگاه دادهٔ SQLite", "an SQLite database"),
        }
    }

    /// What to do.
    pub(crate) fn cure(self) -> Text {
        match self {
            Self::Parquet => named(".parquet"),
            Self::Xlsx => named(".xlsx"),
            Self::Ods => named(".ods"),
            Self::OldWorkbook | Self::WebPage => Text::new(
                "فایل را در برنامهٔ صفحه‌گسترده باز کنید و با «ذخیره با نام» و بی رمز با قالب xlsx ذخیره کنید",
                "open the file in a spreadsheet program and save it as xlsx with \"Save as\", without a password",
            ),
            Self::Zip | Self::Packed => {
                Text::new("آن را باز کنید و فایل‌های درونش را بدهید", "unpack it, and give the files inside")
            }
            Self::Picture | Self::Pdf => Text::new(
                "از تصویر و صفحهٔ چاپی داده خوانده نمی‌شود؛ خود جدول را با قالب xlsx یا «CSV UTF-8» از فرستنده بخواهید",
                "data are not read from pictures and printed pages; ask the sender for the table itself, as xlsx or \
                 \"CSV UTF-8\"",
            ),
            Self::Database => Text::new(
                "جدول را از پایگاه داده با قالب «CSV UTF-8» یا xlsx بیرون بدهید",
                "export the table from the database as \"CSV UTF-8\" or xlsx",
            ),
        }
    }
}

/// The advice to give the file the name that it should have.
fn named(ending: &str) -> Text {
    Text::new(
        format!("پایان نام فایل را \u{2066}{ending}\u{2069} کنید"),
        format!("let the file's name end with {ending}"),
    )
}

/// What a zip archive is, by the names of its parts. They stand beside the parts and once more at the end; nothing is
/// unpacked.
fn packed_in_zip(file: &mut File) -> io::Result<Foreign> {
    let size = file.seek(SeekFrom::End(0))?;
    let mut piece = vec![0; ENDS];
    for from in [0, size.saturating_sub(ENDS as u64)] {
        let piece = read_at(file, SeekFrom::Start(from), &mut piece)?;
        let holds = |name: &[u8]| piece.windows(name.len()).any(|window| window == name);
        if holds(b"xl/workbook") {
            return Ok(Foreign::Xlsx);
        }
        if holds(b"opendocument.spreadsheet") {
            return Ok(Foreign::Ods);
        }
    }
    Ok(Foreign::Zip)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{ods, row, xlsx};
    use std::io::Write;

    fn found(bytes: &[u8]) -> Option<Foreign> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        Foreign::of(&mut file, &bytes[..bytes.len().min(16)]).unwrap()
    }

    #[test]
    fn files_are_known_by_their_first_bytes() {
        assert_eq!(found(b"\xFF\xD8\xFF\xE0\0\x10JFIF"), Some(Foreign::Picture));
        assert_eq!(found(b"\x89PNG\r\n\x1A\n"), Some(Foreign::Picture));
        assert_eq!(found(b"%PDF-1.7\n"), Some(Foreign::Pdf));
        assert_eq!(found(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Some(Foreign::OldWorkbook));
        assert_eq!(found(b"Rar!\x1A\x07\0"), Some(Foreign::Packed));
        assert_eq!(found(b"\xEF\xBB\xBF<HTML dir"), Some(Foreign::WebPage));
        for text in [&b"id,name\n"[..], b"", b"P", b"\xFF\xFEi\0d\0", b"7z,b\n", "شناسه".as_bytes()] {
            assert_eq!(found(text), None, "{text:?}");
        }
    }

    #[test]
    fn workbooks_are_told_from_other_archives() {
        assert_eq!(found(&xlsx("a", |_| ())), Some(Foreign::Xlsx));
        assert_eq!(found(&ods(&[("a", &row(&["id"]))])), Some(Foreign::Ods));
        assert_eq!(found(b"PK\x03\x04\x14\0 letter.docx"), Some(Foreign::Zip));
        let late = [b"PK\x03\x04".to_vec(), vec![b'x'; 3 * ENDS], b"xl/workbook.xml".to_vec()].concat();
        assert_eq!(found(&late), Some(Foreign::Xlsx), "at its end");
    }
}
