//! Sealed records, for tests.

use bartar_record::Files;
use std::fs;
use std::path::Path;

/// All files of a record's folder.
pub fn read_record(folder: &Path) -> Files {
    let mut files = Files::default();
    collect(folder, "", &mut files);
    files
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.put(name, fs::read(entry.path()).unwrap());
        }
    }
}
