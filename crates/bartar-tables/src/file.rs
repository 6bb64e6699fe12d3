//! Opening files: whether they are there, and whether they are what their names say.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use bartar_criteria::codes;
use bartar_criteria::rulebook::LegacyEncoding;
use bartar_criteria::{Text, text};

use crate::fault::FileFault;
use crate::foreign::Foreign;
use crate::provenance::{Encoding, Format};
use crate::system;

/// How many bytes are looked at at once.
const PIECE: usize = 1 << 16;

/// How to read a file.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Csv(Encoding),
    /// XLSX or ODS.
    Workbook(Format),
    Parquet,
}

/// A file that was opened; it stands at its beginning.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) file: File,
    pub(crate) size: u64,
    pub(crate) kind: Kind,
}

/// What a zip archive begins with.
const ZIP: &[u8] = b"PK\x03\x04";

/// Opens a file for reading. Text that is not Unicode is read in the encoding `legacy`, if that was declared.
pub(crate) fn open(
    path: &Path,
    shown: &str,
    legacy: Option<LegacyEncoding>,
) -> Result<Opened, Box<FileFault>> {
    let (mut file, size) = open_regular(path, shown)?;
    let kind = kind(path, shown)?;
    let failed = |error: io::Error| Box::new(unreadable(shown, &error));
    let mut start = [0_u8; 16];
    let start = read_at(&mut file, SeekFrom::Start(0), &mut start).map_err(failed)?;
    let kind = match kind {
        Kind::Csv(_) => {
            check_text(&mut file, start, shown).map_err(failed)??;
            Kind::Csv(encoding(&mut file, start, legacy).map_err(failed)?)
        }
        Kind::Workbook(_) => {
            check_workbook(&mut file, start, shown).map_err(failed)??;
            kind
        }
        Kind::Parquet => {
            let mut end = [0_u8; 4];
            let from = SeekFrom::Start(size.saturating_sub(4));
            let end = read_at(&mut file, from, &mut end).map_err(failed)?;
            check_parquet(start, end, size, shown)?;
            kind
        }
    };
    file.rewind().map_err(failed)?;
    Ok(Opened { file, size, kind })
}

/// What the file's name says it is.
fn kind(path: &Path, shown: &str) -> Result<Kind, Box<FileFault>> {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    let message = match extension.as_deref() {
        Some("csv" | "tsv" | "txt") => return Ok(Kind::Csv(Encoding::Utf8)),
        Some("xlsx" | "xlsm") => return Ok(Kind::Workbook(Format::Xlsx)),
        Some("ods") => return Ok(Kind::Workbook(Format::Ods)),
        Some("parquet") => return Ok(Kind::Parquet),
        Some("xls" | "xlsb") => text!(
            fa: "کارپوشه‌های xls و xlsb خوانده نمی‌شوند",
            en: "workbooks of the kinds xls and xlsb are not read"
        ),
        _ => text!(
            fa: "نام فایل نشان نمی‌دهد که CSV است یا کارپوشه یا Parquet",
            en: "the file's name does not say whether it is CSV, a workbook or Parquet"
        ),
    };
    let fault = FileFault::new(shown, codes::WRONG_FILE_TYPE, message).hint(text!(
        fa: "نام باید با ‎.csv، ‎.tsv، ‎.txt، ‎.xlsx، ‎.ods یا ‎.parquet پایان یابد؛ کارپوشهٔ قدیمی را با «ذخیره با نام» با قالب xlsx ذخیره کنید",
        en: "the name must end with .csv, .tsv, .txt, .xlsx, .ods or .parquet; save an old workbook as xlsx with \"Save as\""
    ));
    Err(Box::new(fault))
}

/// How a text file writes characters: as its byte order mark says, or else UTF-8, or else what was declared. Nothing is
/// guessed; where nothing was declared, reading tells what is not UTF-8.
fn encoding(file: &mut File, start: &[u8], legacy: Option<LegacyEncoding>) -> io::Result<Encoding> {
    if start.starts_with(b"\xFF\xFE") {
        return Ok(Encoding::Utf16Le);
    }
    if start.starts_with(b"\xFE\xFF") {
        return Ok(Encoding::Utf16Be);
    }
    let Some(legacy) = legacy else { return Ok(Encoding::Utf8) };
    file.rewind()?;
    Ok(if is_utf8(file)? { Encoding::Utf8 } else { Encoding::Legacy(legacy) })
}

/// Whether a text is UTF-8 to its end.
fn is_utf8(text: &mut impl Read) -> io::Result<bool> {
    let mut piece = vec![0; PIECE];
    // The beginning of a character whose end is in the next piece.
    let mut kept = 0;
    loop {
        let count = text.read(&mut piece[kept..])?;
        let filled = kept + count;
        let valid = match std::str::from_utf8(&piece[..filled]) {
            Ok(_) => filled,
            Err(error) if error.error_len().is_none() && count > 0 => error.valid_up_to(),
            Err(_) => return Ok(false),
        };
        if count == 0 {
            return Ok(true);
        }
        piece.copy_within(valid..filled, 0);
        kept = filled - valid;
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
pub(crate) fn read_at<'b>(file: &mut File, from: SeekFrom, buffer: &'b mut [u8]) -> io::Result<&'b [u8]> {
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
fn check_text(file: &mut File, start: &[u8], shown: &str) -> io::Result<Result<(), Box<FileFault>>> {
    let Some(foreign) = Foreign::of(file, start)? else { return Ok(Ok(())) };
    let Text { fa, en } = foreign.what();
    let message = text!(
        fa: "نام فایل می‌گوید متن است، ولی درون آن {fa} است",
        en: "the file's name says that it is text, but it is {en}"
    );
    let fault = FileFault::new(shown, codes::WRONG_FILE_TYPE, message).hint(foreign.cure());
    Ok(Err(Box::new(fault)))
}

/// Whether a file that is to be a workbook begins as one.
fn check_workbook(file: &mut File, start: &[u8], shown: &str) -> io::Result<Result<(), Box<FileFault>>> {
    if start.starts_with(ZIP) {
        return Ok(Ok(()));
    }
    if start.is_empty() {
        let message = text!(fa: "فایل خالی است", en: "the file is empty");
        return Ok(Err(Box::new(FileFault::new(shown, codes::EMPTY_FILE, message))));
    }
    let foreign = Foreign::of(file, start)?;
    let message = match foreign.map(Foreign::what) {
        Some(Text { fa, en }) => text!(
            fa: "نام فایل می‌گوید کارپوشهٔ xlsx یا ods است، ولی درون آن {fa} است",
            en: "the file's name says that it is an xlsx or ods workbook, but it is {en}"
        ),
        None => text!(
            fa: "نام فایل می‌گوید کارپوشهٔ xlsx یا ods است، ولی نیست",
            en: "the file's name says that it is an xlsx or ods workbook, but it is not"
        ),
    };
    let hint = foreign.unwrap_or(Foreign::OldWorkbook).cure();
    Ok(Err(Box::new(FileFault::new(shown, codes::WRONG_FILE_TYPE, message).hint(hint))))
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
        open(&path, name, None).err().map(|fault| fault.code.name())
    }

    #[test]
    fn files_are_what_their_names_say() {
        assert_eq!(fault("a.csv", b"id\n"), None);
        assert_eq!(fault("a.TSV", b"id\n"), None);
        assert_eq!(fault("a.txt", b""), None);
        assert_eq!(fault("a.parquet", b"PAR1....PAR1"), None);
        assert_eq!(fault("a.csv", b"PAR1....PAR1"), Some("wrong-file-type"));
        assert_eq!(fault("a.csv", b"PK\x03\x04rest"), Some("wrong-file-type"));
        assert_eq!(fault("a.csv", b"\xFF\xD8\xFF\xE0rest"), Some("wrong-file-type"));
        assert_eq!(fault("a.xlsx", b"\x89PNG\r\n\x1a\nrest"), Some("wrong-file-type"));
        assert_eq!(fault("a.csv", b"\xFF\xFEi\0d\0"), None);
        assert_eq!(fault("a.parquet", b"id\n"), Some("wrong-file-type"));
        assert_eq!(fault("a.parquet", b"PAR1..........."), Some("wrong-file-type"));
        assert_eq!(fault("a.parquet", b""), Some("empty-file"));
        assert_eq!(fault("a.xlsx", b"PK\x03\x04rest"), None);
        assert_eq!(fault("a.XLSM", b"PK\x03\x04rest"), None);
        assert_eq!(fault("a.ods", b"PK\x03\x04rest"), None);
        assert_eq!(fault("a.xlsx", b"\xD0\xCF\x11\xE0rest"), Some("wrong-file-type"));
        assert_eq!(fault("a.xlsx", b"<html>"), Some("wrong-file-type"));
        assert_eq!(fault("a.ods", b""), Some("empty-file"));
        assert_eq!(fault("a.xls", b"\xD0\xCF\x11\xE0rest"), Some("wrong-file-type"));
        assert_eq!(fault("a.xlsb", b"PK\x03\x04rest"), Some("wrong-file-type"));
        assert_eq!(fault("a", b"id\n"), Some("wrong-file-type"));
    }

    #[test]
    fn encodings_are_told_by_marks_or_declared() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        let found = |bytes: &[u8], legacy| {
            std::fs::write(&path, bytes).unwrap();
            open(&path, "a.csv", legacy).unwrap().kind
        };
        let declared = Some(LegacyEncoding::Windows1256);
        let old = Kind::Csv(Encoding::Legacy(LegacyEncoding::Windows1256));
        for legacy in [None, declared] {
            assert_eq!(found(b"\xFF\xFEi\0", legacy), Kind::Csv(Encoding::Utf16Le));
            assert_eq!(found(b"\xFE\xFF\0i", legacy), Kind::Csv(Encoding::Utf16Be));
            assert_eq!(found("شناسه".repeat(PIECE).as_bytes(), legacy), Kind::Csv(Encoding::Utf8));
            assert_eq!(found(b"", legacy), Kind::Csv(Encoding::Utf8));
        }
        assert_eq!(found(b"\xD4\xE4\xC7", None), Kind::Csv(Encoding::Utf8));
        assert_eq!(found(b"\xD4\xE4\xC7", declared), old);
        assert_eq!(
            found("شناسه".as_bytes().split_last().unwrap().1, declared),
            old,
            "cut within a character"
        );
        let late = [&b"x".repeat(2 * PIECE + 7), "ش".as_bytes(), b"\xD4"].concat();
        assert_eq!(found(&late, declared), old);
    }

    #[test]
    fn folders_and_missing_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        assert_eq!(open(&path, "a.csv", None).unwrap_err().message.en, "there is no such file");
        std::fs::create_dir(&path).unwrap();
        assert_eq!(open(&path, "a.csv", None).unwrap_err().message.en, "this is a folder, not a file");
    }
}
