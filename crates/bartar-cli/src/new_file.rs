//! New files under the very names that were given: receipts, signatures, keys. Each appears whole or not at all, and none takes
//! the place of another unless that is asked for.

use crate::exit::{Exit, Failure};
use crate::output_file::folder;
pub use crate::output_file::same;
use bartar_criteria::{Text, text};
use bartar_tables::system;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Who may read a file.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Readers {
    /// Whoever the system lets.
    All,
    /// Its owner alone.
    Owner,
}

/// A file that is not there yet.
pub struct NewFile {
    path: PathBuf,
    readers: Readers,
    /// Where it is written before it has its name.
    beside: PathBuf,
}

impl NewFile {
    /// A file of this name.
    pub fn new(path: PathBuf, readers: Readers) -> Self {
        let beside = folder(&path).to_owned();
        Self { path, readers, beside }
    }

    /// The same, written in another folder of the same disk until it has its name: in a record nothing but its own files may
    /// be left.
    pub fn beside(self, beside: &Path) -> Self {
        Self { beside: beside.to_owned(), ..self }
    }

    /// Refuses a name that is taken.
    pub fn free(&self) -> Result<(), Failure> {
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            _ => Err(self.taken()),
        }
    }

    fn taken(&self) -> Failure {
        let shown = self.path.display();
        Failure::Told(
            Exit::Create,
            text!(
                fa: "«{shown}» هست و چیزی به جای آن نوشته نمی‌شود؛ نام دیگری بدهید",
                en: "`{shown}` is there already and nothing is written in its place; give another name"
            ),
        )
    }

    /// Writes all of it, down to the disk, in place of another file only if it may `replace` it.
    pub fn write(&self, bytes: &[u8], replace: bool) -> Result<(), Failure> {
        let failed = |error: &io::Error| {
            let (shown, Text { fa, en }) = (self.path.display(), system::reason(error));
            Failure::Told(
                Exit::Output,
                text!(fa: "«{shown}» نوشته نشد: {fa}", en: "`{shown}` could not be written: {en}"),
            )
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bartar-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(match self.readers {
            Readers::All => 0o666,
            Readers::Owner => 0o600,
        }));
        let mut file = builder.tempfile_in(&self.beside).map_err(|error| failed(&error))?;
        file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(|error| failed(&error))?;
        if replace {
            file.persist(&self.path).map_err(|error| failed(&error.error))?;
        } else if let Err(error) = file.persist_noclobber(&self.path) {
            let taken = error.error.kind() == io::ErrorKind::AlreadyExists;
            return Err(if taken { self.taken() } else { failed(&error.error) });
        }
        Ok(())
    }
}

/// Whether a file is, or would be, in a folder or below it.
pub fn inside(path: &Path, whole: &Path) -> bool {
    let own = fs::canonicalize(folder(path));
    own.is_ok_and(|own| fs::canonicalize(whole).is_ok_and(|whole| own.starts_with(whole)))
}
