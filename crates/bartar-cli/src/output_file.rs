//! Files that a command writes beside its standard output. Each appears whole or not at all.

use crate::exit::{Exit, Failure};
use bartar_criteria::{Text, text};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// What a file is written as; its ending says it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// CSV.
    Csv,
    /// A workbook.
    Xlsx,
    /// Parquet.
    Parquet,
}

impl Kind {
    /// What the file's name ends with.
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Xlsx => ".xlsx",
            Self::Parquet => ".parquet",
        }
    }
}

/// Where something goes, and as what.
pub struct OutputFile {
    path: PathBuf,
    /// As what it is written.
    pub kind: Kind,
    /// What is in it: «یافته‌ها», "findings".
    what: Text,
}

impl OutputFile {
    /// The file that was asked for, of one of these kinds. It must not be one of the files `taken`, which it would replace.
    pub fn new<'a>(
        path: &Path,
        what: Text,
        kinds: &[Kind],
        mut taken: impl Iterator<Item = &'a Path>,
    ) -> Result<Self, Failure> {
        let (fa, en, shown) = (&what.fa, &what.en, path.display());
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        let named = |kind: &&Kind| extension.as_deref() == Some(kind.ending().trim_start_matches('.'));
        let Some(kind) = kinds.iter().find(named).copied() else {
            let listed = |isolate: [&str; 2], comma: &str, or: &str| {
                let all: Vec<String> = kinds
                    .iter()
                    .map(|kind| format!("{}{}{}", isolate[0], kind.ending(), isolate[1]))
                    .collect();
                match all.split_last() {
                    Some((last, [])) => last.clone(),
                    Some((last, rest)) => format!("{}{or}{last}", rest.join(comma)),
                    None => String::new(),
                }
            };
            let (all_fa, all_en) =
                (listed(["\u{2066}", "\u{2069}"], "، ", " یا "), listed(["", ""], ", ", " or "));
            return Err(Failure::Told(
                Exit::Usage,
                text!(
                    fa: "نام فایل {fa} («{shown}») باید با {all_fa} پایان یابد",
                    en: "the name of the file for the {en} (`{shown}`) must end with {all_en}"
                ),
            ));
        };
        if taken.any(|other| same(path, other)) {
            return Err(Failure::Told(
                Exit::Usage,
                text!(
                    fa: "«{shown}» فایل داده یا فایل خروجی دیگری است؛ برای {fa} نام دیگری بدهید",
                    en: "`{shown}` is a file of data or another output; give the {en} another name"
                ),
            ));
        }
        Ok(Self { path: path.to_owned(), kind, what })
    }

    /// Refuses what does not fit into a sheet, if it is to be a workbook; before anything is written.
    pub fn fits(&self, fits: bool) -> Result<(), Failure> {
        if fits || self.kind != Kind::Xlsx {
            return Ok(());
        }
        let Text { fa, en } = &self.what;
        Err(Failure::Told(
            Exit::Output,
            text!(
                fa: "{fa} در یک کاربرگ جا نمی‌شود؛ نام فایلی با \u{2066}.csv\u{2069} بدهید",
                en: "the {en} do not fit into a sheet; give the name of a .csv file"
            ),
        ))
    }

    /// Writes all of it beside its place.
    pub fn write(
        &self,
        fill: impl FnOnce(Kind, &mut BufWriter<File>) -> io::Result<()>,
    ) -> Result<Written<'_>, Failure> {
        let file = self.beside().map_err(|error| self.failed(Exit::Create, &error))?;
        match filled(file, |out| fill(self.kind, out)) {
            Ok(file) => Ok(Written { file, place: self }),
            Err(error) => Err(self.failed(Exit::Output, &error)),
        }
    }

    /// A new file in the folder of the one that is wanted.
    fn beside(&self) -> io::Result<NamedTempFile> {
        // What is no regular file, such as a folder or a device, is never replaced.
        if fs::metadata(&self.path).is_ok_and(|there| !there.is_file()) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bartar-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(folder(&self.path))
    }

    fn failed(&self, exit: Exit, error: &io::Error) -> Failure {
        let (Text { fa, en }, shown) = (&self.what, self.path.display());
        let message: Text = text!(
            fa: "فایل {fa} «{shown}» نوشته نشد: {error}",
            en: "the file for the {en} `{shown}` was not written: {error}"
        );
        Failure::Told(exit, message)
    }
}

/// A file that is whole, beside its place.
pub struct Written<'a> {
    file: NamedTempFile,
    place: &'a OutputFile,
}

impl Written<'_> {
    /// Puts the file into its place.
    pub fn publish(self) -> Result<(), Failure> {
        let placed = self.file.persist(&self.place.path);
        placed.map(drop).map_err(|error| self.place.failed(Exit::Output, &error.error))
    }
}

fn filled(
    file: NamedTempFile,
    fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<NamedTempFile> {
    let mut out = BufWriter::with_capacity(1 << 20, file.reopen()?);
    fill(&mut out)?;
    out.flush()?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// The folder in which a file is.
pub fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether two paths are one file, be it there or not.
pub fn same(path: &Path, other: &Path) -> bool {
    let there = |path: &Path| {
        let folder = fs::canonicalize(folder(path)).ok()?;
        fs::canonicalize(path).ok().or_else(|| Some(folder.join(path.file_name()?)))
    };
    there(path).is_some_and(|own| there(other).is_some_and(|other| own == other))
}
