//! Records on the file system.

use crate::exit::{Exit, Failure};
use crate::folder::NewFolder;
use bartar_criteria::{Text, text};
use bartar_record::Files;
use bartar_record::digest::Hash;
use bartar_record::files::{MANIFEST, ROOT, is_path, read_root};
use bartar_tables::system;
use std::fs;
use std::path::Path;

/// Most files of a record.
const MOST_FILES: usize = 20_000;
/// Most bytes of a record.
const MOST_BYTES: u64 = 16 << 30;
/// Deepest folder of a record.
const DEEPEST: usize = 16;

/// Whether a folder holds a record, whole or not.
#[must_use]
pub fn is_record(path: &Path) -> bool {
    path.join(ROOT).is_file() || path.join(MANIFEST).is_file()
}

/// Reads all files of a record.
///
/// # Errors
/// When there is no record, or it cannot be read.
pub fn read(path: &Path) -> Result<Files, Failure> {
    if !is_record(path) {
        let shown = path.display();
        return Err(Failure::Told(
            Exit::NoInput,
            text!(
                fa: "در «{shown}» سندی نیست؛ پوشه‌ای را بدهید که \u{2066}bartar rank --out\u{2069} ساخته است",
                en: "there is no record at `{shown}`; give a folder that `bartar rank --out` made"
            ),
        ));
    }
    let mut files = Files::default();
    let mut bytes = 0;
    collect(path, "", 0, &mut files, &mut bytes).map_err(|reason| Failure::Told(Exit::Data, reason))?;
    Ok(files)
}

/// The root that a record states.
///
/// # Errors
/// When there is no record, or it states none.
pub fn root(path: &Path) -> Result<Hash, Failure> {
    let line = fs::read_to_string(path.join(ROOT)).ok();
    line.as_deref().map(str::trim_end).and_then(read_root).ok_or_else(|| {
        let shown = path.display();
        Failure::Told(
            Exit::NoInput,
            text!(fa: "در «{shown}» سندی با ریشه نیست", en: "there is no record with a root at `{shown}`"),
        )
    })
}

fn collect(
    folder: &Path,
    prefix: &str,
    depth: usize,
    files: &mut Files,
    bytes: &mut u64,
) -> Result<(), Text> {
    let unreadable = |path: &Path, reason: &Text| {
        // A line feed in a name would make a line of its own.
        let shown = path.display().to_string().replace(char::is_control, "\u{fffd}");
        let (fa, en) = (&reason.fa, &reason.en);
        text!(fa: "«{shown}» خوانده نشد: {fa}", en: "`{shown}` cannot be read: {en}")
    };
    let failed = |path: &Path, error: &std::io::Error| unreadable(path, &system::reason(error));
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let entry = entry.map_err(|error| failed(folder, &error))?;
        let own = entry.path();
        let name = entry.file_name().into_string().unwrap_or_default();
        let name = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        // Links are not followed: a record holds what it lists, and nothing that it points to.
        let kind = fs::symlink_metadata(&own).map_err(|error| failed(&own, &error))?;
        if kind.is_dir() && depth < DEEPEST {
            collect(&own, &name, depth + 1, files, bytes)?;
            continue;
        }
        *bytes += kind.len();
        if !kind.is_file() || !is_path(&name) || files.0.len() >= MOST_FILES || *bytes > MOST_BYTES {
            return Err(unreadable(
                &own,
                &text!(
                    fa: "در سند جایی ندارد (پیوند، نامی دیگر، یا بیش از اندازه بزرگ)",
                    en: "it has no place in a record (a link, another name, or too large)"
                ),
            ));
        }
        files.put(name, fs::read(&own).map_err(|error| failed(&own, &error))?);
    }
    Ok(())
}

/// Writes a record into a new folder, which appears whole or not at all.
///
/// # Errors
/// When the system refuses.
pub fn write(folder: NewFolder, files: &Files) -> Result<(), Failure> {
    // The root last: without it nothing is a record.
    let (root, parts): (Vec<_>, Vec<_>) = files.0.iter().partition(|(path, _)| path.as_str() == ROOT);
    for (name, bytes) in parts.into_iter().chain(root) {
        folder.write(name, bytes)?;
    }
    folder.finish()
}
