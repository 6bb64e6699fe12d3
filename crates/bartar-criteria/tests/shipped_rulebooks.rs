//! Every rulebook that is shipped, and every one that the fixtures use, loads without a single finding.

use bartar_criteria::{Folder, FolderSource, Text, load};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The folders beside a rulebook, on disk.
struct OnDisk(PathBuf);

impl FolderSource for OnDisk {
    fn open(&self, path: &str) -> Result<Folder, Text> {
        read(&self.0.join(path)).map_err(|error| Text::same(error.to_string()))
    }
}

fn read(folder: &Path) -> io::Result<Folder> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.insert(entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?);
        }
    }
    Ok(Folder { files })
}

/// The folders below `parent` that hold a rulebook, by name.
fn rulebooks(parent: &str) -> io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(parent))? {
        let path = entry?.path();
        if path.join("rulebook.toml").is_file() {
            folders.push(path);
        }
    }
    folders.sort();
    Ok(folders)
}

/// What is wrong with the rulebook in `folder`, a line for each finding.
fn findings(folder: &Path) -> io::Result<Vec<String>> {
    let loaded = load(&read(folder)?, &OnDisk(folder.to_owned()));
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut lines: Vec<String> = loaded
        .diagnostics
        .iter()
        .map(|found| {
            let place = loaded.sources.place(found.span);
            format!(
                "{name}/{place}: {} {}: {}",
                found.code.severity().word().en,
                found.code,
                found.message.en
            )
        })
        .collect();
    match &loaded.rulebook {
        // Ids have no underscores; the folders of fixtures are named like the tests that use them.
        Some(rulebook) if rulebook.identity.id != name.replace('_', "-") => {
            lines.push(format!(
                "{name}: the rulebook's id is `{}`, not the name of its folder",
                rulebook.identity.id
            ));
        }
        Some(_) => {}
        None => lines.push(format!("{name}: no rulebook came of it")),
    }
    Ok(lines)
}

#[test]
fn shipped_rulebooks_have_no_findings() -> io::Result<()> {
    let folders = rulebooks("criteria")?;
    assert!(!folders.is_empty(), "criteria/ holds no rulebook");
    let mut found = Vec::new();
    for folder in folders {
        found.extend(findings(&folder)?);
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    Ok(())
}

#[test]
fn rulebooks_of_fixtures_have_no_findings() -> io::Result<()> {
    let mut found = Vec::new();
    for folder in rulebooks("fixtures")? {
        found.extend(findings(&folder)?);
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    Ok(())
}
