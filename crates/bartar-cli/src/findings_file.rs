//! The file for the list of findings, which appears whole or not at all.

use crate::exit::{Exit, Failure};
use bartar_criteria::{Lang, Text, text};
use bartar_report::work_list::{Line, fits_xlsx, write_csv, write_xlsx};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Where the list goes, and as what.
pub struct FindingsFile {
    path: PathBuf,
    kind: Kind,
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Kind {
    Csv,
    Xlsx,
}

impl FindingsFile {
    /// The file that was asked for. It must not be one of the `data`, which it would replace.
    pub fn new<'a>(path: &Path, mut data: impl Iterator<Item = &'a Path>) -> Result<Self, Failure> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        let kind = match extension.as_deref() {
            Some("csv") => Kind::Csv,
            Some("xlsx") => Kind::Xlsx,
            _ => {
                let shown = path.display();
                return Err(Failure::Told(
                    Exit::Usage,
                    text!(
                        fa: "نام فایل یافته‌ها («{shown}») باید با \u{2066}.csv\u{2069} یا \u{2066}.xlsx\u{2069} پایان یابد",
                        en: "the name of the file for the findings (`{shown}`) must end with .csv or .xlsx"
                    ),
                ));
            }
        };
        let same = |other: &Path| {
            fs::canonicalize(other).is_ok_and(|other| fs::canonicalize(path).is_ok_and(|own| own == other))
        };
        if data.any(same) {
            let shown = path.display();
            return Err(Failure::Told(
                Exit::Usage,
                text!(
                    fa: "«{shown}» یکی از فایل‌های داده است؛ برای یافته‌ها نام دیگری بدهید",
                    en: "`{shown}` is a file of data; give the findings another name"
                ),
            ));
        }
        Ok(Self { path: path.to_owned(), kind })
    }

    /// Writes the list beside its place and puts it there when it is whole.
    pub fn write(&self, lines: &[Line], lang: Lang) -> Result<(), Failure> {
        if self.kind == Kind::Xlsx && !fits_xlsx(lines) {
            let message = text!(
                fa: "یافته‌ها در یک کاربرگ جا نمی‌شود؛ نام فایلی با \u{2066}.csv\u{2069} بدهید",
                en: "the findings do not fit into a sheet; give the name of a .csv file"
            );
            return Err(Failure::Told(Exit::Output, message));
        }
        let file = self.beside().map_err(|error| self.failed(Exit::Create, &error))?;
        let written = self.fill(file, lines, lang);
        written.map_err(|error| self.failed(Exit::Output, &error))
    }

    /// A new file in the folder of the one that is wanted.
    fn beside(&self) -> io::Result<NamedTempFile> {
        // What is no regular file, such as a folder or a device, is never replaced.
        if fs::metadata(&self.path).is_ok_and(|there| !there.is_file()) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bartar-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.tempfile_in(folder.unwrap_or(Path::new(".")))
    }

    fn fill(&self, mut file: NamedTempFile, lines: &[Line], lang: Lang) -> io::Result<()> {
        let mut out = BufWriter::new(file.as_file_mut());
        match self.kind {
            Kind::Csv => write_csv(lines, lang, &mut out)?,
            Kind::Xlsx => write_xlsx(lines, lang, &mut out)?,
        }
        out.flush()?;
        drop(out);
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }

    fn failed(&self, exit: Exit, error: &io::Error) -> Failure {
        let shown = self.path.display();
        let message: Text = text!(
            fa: "فایل یافته‌ها «{shown}» نوشته نشد: {error}",
            en: "the file for the findings `{shown}` was not written: {error}"
        );
        Failure::Told(exit, message)
    }
}
