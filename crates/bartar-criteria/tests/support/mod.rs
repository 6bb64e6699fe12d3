//! Rulebooks in folders, for tests.
#![allow(dead_code, reason = "each test file uses a part of it")]

use bartar_criteria::{Folder, FolderSource, Loaded, Text, load};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `fixtures/rulebooks/<kind>`.
pub fn fixtures(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rulebooks").join(kind)
}

/// The folders in a folder, by name.
pub fn folders(of: &Path) -> Vec<(String, PathBuf)> {
    let mut found: Vec<(String, PathBuf)> = fs::read_dir(of)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    found.sort();
    found
}

/// The TOML files of a folder.
pub fn read(path: &Path) -> Folder {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).unwrap());
        }
    }
    Folder { files }
}

/// Folders beside a folder.
pub struct Beside(pub PathBuf);

impl FolderSource for Beside {
    fn open(&self, path: &str) -> Result<Folder, Text> {
        let folder = self.0.join(path);
        if folder.is_dir() {
            Ok(read(&folder))
        } else {
            Err(Text::new("چنین پوشه‌ای نیست", "there is no such folder"))
        }
    }
}

/// Loads the rulebook in a folder.
pub fn load_folder(path: &Path) -> Loaded {
    load(&read(path), &Beside(path.to_owned()))
}
