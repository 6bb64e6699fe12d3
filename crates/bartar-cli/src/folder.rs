//! Folders of output, which appear whole or not at all.

use crate::exit::{Exit, Failure};
use bartar_criteria::{Text, text};
use bartar_tables::system;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A folder while it is filled, under a name of its own beside the one it will have. Left unfinished, it goes again.
pub struct NewFolder {
    wanted: PathBuf,
    filled: PathBuf,
}

impl NewFolder {
    /// Begins a folder; its place must be free, or an empty folder.
    ///
    /// # Errors
    /// When something is there, or no folder can be made beside it.
    pub fn begin(wanted: &Path) -> Result<Self, Failure> {
        let shown = wanted.display();
        let free = match fs::read_dir(wanted) {
            Ok(mut inside) => inside.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        let name = wanted.file_name().and_then(|name| name.to_str());
        let (true, Some(name)) = (free, name) else {
            return Err(Failure::Told(
                Exit::Create,
                text!(
                    fa: "در «{shown}» چیزی هست یا نمی‌توان آن را ساخت؛ پوشه‌ای تازه یا خالی بدهید",
                    en: "`{shown}` holds something already, or cannot be made; give a new or empty folder"
                ),
            ));
        };
        let above = wanted.parent().filter(|above| !above.as_os_str().is_empty());
        if let Some(above) = above {
            fs::create_dir_all(above).map_err(|error| unwritten(wanted, &error))?;
        }
        // What a killed run left under such a name is no part of this one.
        for attempt in 0..1_000 {
            let filled = wanted.with_file_name(format!(".{name}.part-{}-{attempt}", std::process::id()));
            match fs::create_dir(&filled) {
                Ok(()) => return Ok(Self { wanted: wanted.to_owned(), filled }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unwritten(wanted, &error)),
            }
        }
        Err(unwritten(wanted, &io::ErrorKind::AlreadyExists.into()))
    }

    /// Begins a file in the folder, below folders of its own.
    ///
    /// # Errors
    /// The system's.
    pub fn create(&self, path: &str) -> io::Result<Box<dyn Write>> {
        let path = self.filled.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        Ok(Box::new(BufWriter::with_capacity(1 << 18, File::create(path)?)))
    }

    /// Writes a whole file in the folder, down to the disk.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let filled = || {
            let path = self.filled.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = File::create(path)?;
            file.write_all(bytes)?;
            file.sync_all()
        };
        filled().map_err(|error: io::Error| unwritten(&self.wanted, &error))
    }

    /// Gives the folder its name.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn finish(self) -> Result<(), Failure> {
        let finish = || {
            sync_folders(&self.filled)?;
            // An empty folder in its place is replaced; where the system does not do that, it goes first.
            if cfg!(not(unix)) && self.wanted.exists() {
                fs::remove_dir(&self.wanted)?;
            }
            fs::rename(&self.filled, &self.wanted)?;
            let above = self.wanted.parent().filter(|above| !above.as_os_str().is_empty());
            sync_folder(above.unwrap_or(Path::new(".")))
        };
        finish().map_err(|error| unwritten(&self.wanted, &error))
    }
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // After `finish` there is nothing of this name; before, nobody is to find half of it.
        let _ = fs::remove_dir_all(&self.filled);
    }
}

/// Brings the entries of a folder and of all below it to the disk.
fn sync_folders(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_folders(&entry.path())?;
        }
    }
    sync_folder(folder)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix opens folders as files.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let (shown, Text { fa, en }) = (path.display(), system::reason(error));
    Failure::Told(
        Exit::Output,
        text!(fa: "«{shown}» نوشته نشد: {fa}", en: "`{shown}` could not be written: {en}"),
    )
}
