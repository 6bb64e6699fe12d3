//! What the whole-program tests share.

#![allow(dead_code, reason = "each test file uses its own part")]

pub mod made;
pub mod records;
pub mod tables;

use bartar_criteria::{Folder, FolderSource, Rulebook, Text, load};
use bartar_report::origin::{Origin, OriginFile, OriginNotice, OriginPlace};
use bartar_scoring::{Scored, score};
use bartar_tables::{Given, Intake, read_entries};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The project's own folder.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Says aloud that a test, or a part of it, is skipped. The runner keeps what a passing test prints to itself, but not
/// what is written to standard error directly.
pub fn skip(test: &str, why: &str) {
    let _ = std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes());
}

/// The reference data; without them a line on standard error, and `None`.
pub fn reference(test: &str) -> Option<PathBuf> {
    let found = std::env::var_os("BARTAR_REFERENCE").map(PathBuf::from);
    if found.is_none() {
        skip(test, "BARTAR_REFERENCE is not set");
    }
    found
}

/// Runs the command in the project's folder, in English unless the arguments say otherwise.
pub fn bartar(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bartar"))
        .args(arguments)
        .current_dir(project())
        .env_remove("BARTAR_LANG")
        .env_remove("COLUMNS")
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Python for independent recomputations; without it a line on standard error, unless the environment demands tools.
pub fn python(test: &str) -> Option<&'static str> {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if there {
        return Some("python3");
    }
    assert!(std::env::var_os("BARTAR_REQUIRE_TOOLS").is_none(), "python3 is not there and must be");
    skip(test, "python3 is not there");
    None
}

/// Folders of rulebooks on the file system.
pub struct Disk(pub PathBuf);

impl FolderSource for Disk {
    fn open(&self, path: &str) -> Result<Folder, Text> {
        Ok(folder(&self.0.join(path)))
    }
}

/// The files of a rulebook's folder (rulebooks of the tests have no folders inside).
pub fn folder(path: &Path) -> Folder {
    let entries =
        fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    let files = entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()));
    Folder { files: files.collect::<BTreeMap<_, _>>() }
}

/// A rulebook that must be sound.
pub fn rulebook(path: &Path) -> Rulebook {
    let loaded = load(&folder(path), &Disk(path.to_owned()));
    let errors: Vec<String> =
        loaded.diagnostics.iter().map(|d| format!("{} {}", d.code, d.message.en)).collect();
    loaded.rulebook.unwrap_or_else(|| panic!("{}: {errors:#?}", path.display()))
}

/// Reads files of entries that must be readable.
pub fn read(rulebook: &Rulebook, paths: &[PathBuf]) -> Intake {
    read_entries(rulebook, paths, &Given::default(), &|_| ()).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// Scores without a progress bar.
pub fn scored<'a>(rulebook: &'a Rulebook, intake: &'a Intake) -> Scored<'a> {
    score(rulebook, &intake.entries, &|_, _| ())
}

/// Where entries come from, when nobody asks.
pub struct Nowhere;

impl Origin for Nowhere {
    fn files(&self) -> Vec<OriginFile> {
        Vec::new()
    }

    fn place(&self, _: usize, _: Option<usize>) -> Option<OriginPlace<'_>> {
        None
    }

    fn mark(&self, _: usize) -> Option<OriginPlace<'_>> {
        None
    }

    fn notices(&self) -> Vec<OriginNotice> {
        Vec::new()
    }

    fn elsewhere(&self) -> Vec<(usize, usize)> {
        Vec::new()
    }
}

/// A CSV file as records; for the tests' own plain files.
pub fn records(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let records = reader.records().map(|record| {
        header.iter().map(str::to_owned).zip(record.unwrap().iter().map(str::to_owned)).collect()
    });
    records.collect()
}
