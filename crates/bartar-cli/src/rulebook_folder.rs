//! Rulebooks from the file system.

use crate::exit::{Exit, Failure};
use bartar_criteria::{Folder, FolderSource, Loaded, Text, load, text};
use bartar_tables::system;
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};

/// Most bytes of a rulebook: far beyond any text that people write.
const MOST_BYTES: u64 = 64 << 20;
/// Most files of a rulebook.
const MOST_FILES: usize = 1_000;
/// Deepest folder below a rulebook's own.
const DEEPEST: usize = 8;

/// A loaded rulebook and the path by which its files are shown.
pub struct RulebookFolder {
    /// What loading gave.
    pub loaded: Loaded,
    /// The folder, as shown before the names of its files.
    pub path: String,
    /// The files of the rulebook, and of those that it inherits from, nearest first.
    pub folders: Vec<Folder>,
}

/// Opens a rulebook by its folder, its `rulebook.toml`, or its name in `criteria/`.
///
/// # Errors
/// When there is no such folder, or it cannot be read.
pub fn open(given: &Path) -> Result<RulebookFolder, Failure> {
    let path = find(given).ok_or_else(|| Failure::Told(Exit::NoInput, no_rulebook(given)))?;
    let folder = read(&path).map_err(|reason| Failure::Told(Exit::Data, reason))?;
    let neighbours = Neighbours { base: &path, opened: RefCell::new(Vec::new()) };
    let loaded = load(&folder, &neighbours);
    let mut folders = vec![folder];
    folders.append(&mut neighbours.opened.into_inner());
    Ok(RulebookFolder { loaded, path: path.to_string_lossy().replace('\\', "/"), folders })
}

/// Why nothing was found, and what to give instead.
fn no_rulebook(given: &Path) -> Text {
    let shown = given.display();
    let is = |endings: &[&str]| {
        given.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    };
    if given.is_file() && is(&["csv", "tsv", "txt", "parquet"]) {
        return text!(
            fa: "«{shown}» فایل داده است و به جای شیوه‌نامه آمده است؛ نخست شیوه‌نامه را بنویسید و پس از آن فایل‌های داده را",
            en: "`{shown}` is a file of data where the rulebook should stand; give the rulebook first, and the files of data after it"
        );
    }
    if given.is_file() {
        return text!(
            fa: "«{shown}» شیوه‌نامه نیست؛ نشانی پوشه‌ای را بدهید که rulebook.toml در آن است",
            en: "`{shown}` is no rulebook; give the folder that holds its rulebook.toml"
        );
    }
    text!(
        fa: "شیوه‌نامه‌ای در «{shown}» نیست (در پوشهٔ criteria از پوشهٔ جاری هم چنین نامی نیست)؛ نشانی پوشه‌ای را بدهید که \
             rulebook.toml در آن است",
        en: "there is no rulebook at `{shown}`, nor one of that name in ./criteria; give the folder that holds its \
             rulebook.toml"
    )
}

/// The folder meant by what was given.
fn find(given: &Path) -> Option<PathBuf> {
    let candidates = [given.to_path_buf(), Path::new("criteria").join(given)];
    candidates.into_iter().find_map(|path| {
        if path.is_file() && path.file_name().is_some_and(|name| name == "rulebook.toml") {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            return Some(parent.map_or_else(|| PathBuf::from("."), Path::to_path_buf));
        }
        path.join("rulebook.toml").is_file().then_some(path)
    })
}

/// Opens inherited rulebooks relative to the first one.
struct Neighbours<'a> {
    base: &'a Path,
    /// Those that were opened, in order.
    opened: RefCell<Vec<Folder>>,
}

impl FolderSource for Neighbours<'_> {
    fn open(&self, path: &str) -> Result<Folder, Text> {
        let folder = read(&self.base.join(path))?;
        self.opened.borrow_mut().push(folder.clone());
        Ok(folder)
    }
}

/// Reads all files of a folder.
fn read(path: &Path) -> Result<Folder, Text> {
    let mut folder = Folder::default();
    collect(path, "", 0, &mut folder)?;
    Ok(folder)
}

fn collect(path: &Path, prefix: &str, depth: usize, folder: &mut Folder) -> Result<(), Text> {
    let unreadable = |path: &Path, reason: &Text| {
        let (shown, fa, en) = (path.display(), &reason.fa, &reason.en);
        text!(fa: "«{shown}» خوانده نشد: {fa}", en: "`{shown}` cannot be read: {en}")
    };
    if depth > DEEPEST {
        return Err(unreadable(path, &Text::new("پوشه‌ها بیش از اندازه تودرتویند", "nested too deeply")));
    }
    let listing = fs::read_dir(path).map_err(|error| unreadable(path, &system::reason(&error)))?;
    for entry in listing {
        let entry = entry.map_err(|error| unreadable(path, &system::reason(&error)))?;
        let own = entry.path();
        let Ok(name) = entry.file_name().into_string() else {
            return Err(unreadable(&own, &Text::new("نام آن به UTF-8 نیست", "its name is not UTF-8")));
        };
        let name = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        let kind = fs::metadata(&own).map_err(|error| unreadable(&own, &system::reason(&error)))?;
        if kind.is_dir() {
            collect(&own, &name, depth + 1, folder)?;
        } else if kind.is_file() {
            let so_far: usize = folder.files.values().map(Vec::len).sum();
            if so_far as u64 + kind.len() > MOST_BYTES || folder.files.len() >= MOST_FILES {
                return Err(unreadable(
                    &own,
                    &Text::new(
                        "شیوه‌نامه دست‌بالا ۱۰۰۰ فایل و روی‌هم ۶۴ مبی‌بایت دارد",
                        "a rulebook has at most 1000 files and 64 MiB in all",
                    ),
                ));
            }
            let bytes = fs::read(&own).map_err(|error| unreadable(&own, &system::reason(&error)))?;
            folder.files.insert(name, bytes);
        }
    }
    Ok(())
}
