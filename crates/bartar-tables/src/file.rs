//! Opening files: whether they are there, and whether they are what their names say.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use bartar_criteria::codes;
use bartar_criteria::{Text, text};

use crate::fault::FileFault;
use crate::system;

/// How to read a file.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Csv,
    Parquet,
}

/// A file that was opened; it stands at its beginning.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) file: File,
    pub(crate) size: u64,
    pub(crate) kind: Kind,
}

/// Beginnings of files that may carry a name of ours and are something else.
const FOREIGN: [(&[u8], &str, &str); 7] = [
    (b"PAR1", "Parquet", "Parquet"),
    (
        b"PK\x03\x04",
        "بسته‌ای فشرده یا کارپوشهٔ صفحه‌گسترده (xlsx، ods)",
        "a zip archive or a spreadsheet workbook (xlsx, ods)",
    ),
    (b"\xD0\xCF\x11\xE0", "کارپوشهٔ قدیمی صفحه‌گسترده (xls)", "an old spreadsheet workbook (xls)"),
    (b"\x1F\x8B", "فشرده با gzip", "compressed by gzip"),
    (b"\x28\xB5\x2F\xFD", "فشرده با zstd", "compressed by zstd"),
    (b"%PDF", "PDF", "a PDF"),
    (b"SQLite format 3", "پایگاه دادهٔ SQLite", "an SQLite database"),
];

/// Opens a file for reading.
pub(crate) fn open(path: &Path, shown: &str) -> Result<Opened, Box<FileFault>> {
    let (mut file, size) = open_regular(path, shown)?;
    let kind = kind(path, shown)?;
    let mut start = [0_u8; 16];
    let start = read_at(&mut file, SeekFrom::Start(0), &mut start)
        .map_err(|error| Box::new(unreadable(shown, &error)))?;
    match kind {
        Kind::Csv => check_text(start, shown)?,
        Kind::Parquet => {
            let mut end = [0_u8; 4];
            let from = SeekFrom::Start(size.saturating_sub(4));
            let end =
                read_at(&mut file, from, &mut end).map_err(|error| Box::new(unreadable(shown, &error)))?;
            check_parquet(start, end, size, shown)?;
        }
    }
    file.rewind().map_err(|error| Box::new(unreadable(shown, &error)))?;
    Ok(Opened { file, size, kind })
}

/// What the file's name says it is.
fn kind(path: &Path, shown: &str) -> Result<Kind, Box<FileFault>> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("csv" | "tsv" | "txt") => Ok(Kind::Csv),
        Some("parquet") => Ok(Kind::Parquet),
        _ => {
            let message = text!(
                fa: "نام فایل نشان نمی‌دهد که CSV است یا Parquet",
                en: "the file's name does not say whether it is CSV or Parquet"
            );
            let fault = FileFault::new(shown, codes::WRONG_FILE_TYPE, message).hint(text!(
                fa: "نام باید با ‎.csv، ‎.tsv، ‎.txt یا ‎.parquet پایان یابد؛ کارپوشه را نخست با قالب «CSV UTF-8» ذخیره کنید",
                en: "the name must end with .csv, .tsv, .txt or .parquet; save a workbook as \"CSV UTF-8\" first"
            ));
            Err(Box::new(fault))
        }
    }
}

/// Opens a file that is no folder, pipe or device.
fn open_regular(path: &Path, shown: &str) -> Result<(File, u64), Box<FileFault>> {
    // Looked at before it is opened, since opening a pipe would wait for its other end.
    let before = std::fs::metadata(path).map_err(|error| Box::new(unreadable(shown, &error)))?;
    if !before.is_file() {
        let message = if before.is_dir() {
            text!(fa: "این نام یک پوشه است، نه فایل", en: "this is a folder, not a file")
        } else {
            text!(fa: "این نام فایلی معمولی نیست", en: "this is no regular file")
        };
        return Err(Box::new(FileFault::new(shown, codes::FILE_NOT_READ, message)));
    }
    let file = File::open(path).map_err(|error| Box::new(unreadable(shown, &error)))?;
    let size = file.metadata().map_err(|error| Box::new(unreadable(shown, &error)))?.len();
    Ok((file, size))
}

/// Reads up to a buffer of bytes from a place in the file.
fn read_at<'b>(file: &mut File, from: SeekFrom, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
    file.seek(from)?;
    let mut count = 0;
    while count < buffer.len() {
        match file.read(&mut buffer[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(&buffer[..count])
}

/// Whether a file that is to be text begins like something else.
fn check_text(start: &[u8], shown: &str) -> Result<(), Box<FileFault>> {
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") {
        let message =
            text!(fa: "متن فایل UTF-16 است، نه UTF-8", en: "the text of the file is UTF-16, not UTF-8");
        let fault = FileFault::new(shown, codes::FILE_NOT_UTF8, message).hint(text!(
            fa: "در برنامهٔ صفحه‌گسترده آن را با قالب «CSV UTF-8» ذخیره کنید",
            en: "save it in the spreadsheet program as \"CSV UTF-8\""
        ));
        return Err(Box::new(fault));
    }
    let Some((_, fa, en)) = FOREIGN.iter().find(|(magic, ..)| start.starts_with(magic)) else {
        return Ok(());
    };
    let message = text!(
        fa: "نام فایل می‌گوید متن است، ولی درون آن {fa} است",
        en: "the file's name says that it is text, but it is {en}"
    );
    let fault = FileFault::new(shown, codes::WRONG_FILE_TYPE, message).hint(text!(
        fa: "داده‌ها را با قالب «CSV UTF-8» یا Parquet ذخیره کنید و نام درست بر آن بگذارید",
        en: "save the data as \"CSV UTF-8\" or Parquet and name the file accordingly"
    ));
    Err(Box::new(fault))
}

/// Whether a file that is to be Parquet begins and ends as one.
fn check_parquet(start: &[u8], end: &[u8], size: u64, shown: &str) -> Result<(), Box<FileFault>> {
    if size == 0 {
        let message = text!(fa: "فایل خالی است", en: "the file is empty");
        return Err(Box::new(FileFault::new(shown, codes::EMPTY_FILE, message)));
    }
    let message = if !start.starts_with(b"PAR1") {
        text!(fa: "نام فایل می‌گوید Parquet است، ولی نیست", en: "the file's name says that it is Parquet, but it is not")
    } else if end != b"PAR1" || size < 12 {
        text!(
            fa: "فایل Parquet است، ولی پایان آن نیست؛ شاید بریده شده باشد",
            en: "the file is Parquet, but its end is missing; perhaps it was cut"
        )
    } else {
        return Ok(());
    };
    Err(Box::new(FileFault::new(shown, codes::WRONG_FILE_TYPE, message)))
}

/// The file cannot be read, for the system's reason.
pub(crate) fn unreadable(shown: &str, error: &io::Error) -> FileFault {
    let message = match error.kind() {
        io::ErrorKind::NotFound => text!(fa: "چنین فایلی نیست", en: "there is no such file"),
        io::ErrorKind::PermissionDenied => {
            text!(fa: "اجازهٔ خواندن این فایل داده نشده است", en: "reading this file is not permitted")
        }
        _ => {
            let Text { fa, en } = system::reason(error);
            text!(fa: "فایل خوانده نشد: {fa}", en: "the file could not be read: {en}")
        }
    };
    FileFault::new(shown, codes::FILE_NOT_READ, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(name: &str, bytes: &[u8]) -> Option<&'static str> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        open(&path, name).err().map(|fault| fault.code.name())
    }

    #[test]
    fn files_are_what_their_names_say() {
        assert_eq!(fault("a.csv", b"id\n"), None);
        assert_eq!(fault("a.TSV", b"id\n"), None);
        assert_eq!(fault("a.txt", b""), None);
        assert_eq!(fault("a.parquet", b"PAR1....PAR1"), None);
        assert_eq!(fault("a.csv", b"PAR1....PAR1"), Some("wrong-file-type"));
        assert_eq!(fault("a.csv", b"PK\x03\x04rest"), Some("wrong-file-type"));
        assert_eq!(fault("a.csv", b"\xFF\xFEi\0d\0"), Some("file-not-utf8"));
        assert_eq!(fault("a.parquet", b"id\n"), Some("wrong-file-type"));
        assert_eq!(fault("a.parquet", b"PAR1..........."), Some("wrong-file-type"));
        assert_eq!(fault("a.parquet", b""), Some("empty-file"));
        assert_eq!(fault("a.xlsx", b"PK\x03\x04rest"), Some("wrong-file-type"));
        assert_eq!(fault("a", b"id\n"), Some("wrong-file-type"));
    }

    #[test]
    fn folders_and_missing_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        assert_eq!(open(&path, "a.csv").unwrap_err().message.en, "there is no such file");
        std::fs::create_dir(&path).unwrap();
        assert_eq!(open(&path, "a.csv").unwrap_err().message.en, "this is a folder, not a file");
    }
}
