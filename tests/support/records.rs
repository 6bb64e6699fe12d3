//! Records that tests seal, and what they read of them.

use super::{bartar, project, stderr};
use bartar_record::Files;
use bartar_record::files::SIGNATURE;
use bartar_record::sign::{Protection, new_key, secret_key, sign};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// The example, with its faulty entries: 36 of them, two with one id.
pub const EXAMPLE: &[&str] =
    &["criteria/example-cooperatives", "fixtures/example/entries.csv", "fixtures/example/late-entries.csv"];
/// The national example: 65 entries in two stages, with marks.
pub const NATIONAL: &[&str] = &[
    "criteria/iran-best-cooperatives-1405",
    "fixtures/iran/entries.csv",
    "--marks",
    "fixtures/iran/marks.csv",
];

/// Seals what `rank` makes of these arguments, with the same salts each time, into `record` of a new folder.
pub fn sealed(arguments: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (secret, record) = (folder.path().join("secret"), folder.path().join("record"));
    fs::write(&secret, "sixteen bytes and more").unwrap();
    let more = ["--out", record.to_str().unwrap(), "--salt-secret", secret.to_str().unwrap()];
    let output = bartar(&[&["rank"], arguments, &more].concat());
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    folder
}

/// The first entries of the example, sealed.
pub fn sealed_first(entries: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(project().join(EXAMPLE[1])).unwrap();
    let path = folder.path().join("entries.csv");
    fs::write(&path, text.split_inclusive('\n').take(entries + 1).collect::<String>()).unwrap();
    sealed(&[EXAMPLE[0], path.to_str().unwrap()])
}

/// All files of a record.
pub fn files(record: &Path) -> Files {
    let mut files = Files::default();
    add(record, "", &mut files);
    files
}

fn add(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            add(&entry.path(), &format!("{name}/"), files);
        } else {
            files.put(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// A fresh pair of keys without a password: the secret one and the public one.
pub fn keys() -> [String; 2] {
    new_key(Protection::Nothing).unwrap()
}

/// Signs a record in memory.
pub fn signed(files: &mut Files, secret: &str) {
    let [signature, _] = sign(files, &secret_key(secret, None).unwrap(), None).unwrap();
    files.put(SIGNATURE, signature);
}
