//! Every command that the guides and the README show in a block of its own works as it stands, on the shipped example.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::{project, stderr};

/// The lines of the `sh` blocks of a document that run the program, as its arguments.
fn commands(document: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(project().join(document)).unwrap();
    let blocks = text.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks
        .flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("bartar ").or_else(|| line.strip_prefix("cargo run -q -- ")))
        .map(|line| line.split_whitespace().map(str::to_owned).collect())
        .collect()
}

/// Copies what the commands read: nothing that they write may stand in the project.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn the_commands_of_the_guides_work() {
    let mut shown = BTreeMap::new();
    for document in ["README.md", "docs/guide-jury/en.md", "docs/guide-jury/fa.md"] {
        let folder = tempfile::tempdir().unwrap();
        for part in ["criteria/iran-best-cooperatives-1405", "fixtures/iran"] {
            copy(&project().join(part), &folder.path().join(part));
        }
        let commands = commands(document);
        for arguments in &commands {
            let output = Command::new(env!("CARGO_BIN_EXE_bartar"))
                .args(arguments)
                .current_dir(folder.path())
                .env_remove("BARTAR_LANG")
                .output()
                .unwrap();
            // 1: done, and something needs a person; the example has entries of every kind.
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 1)), "{document}: {arguments:?}: {code:?}\n{}", stderr(&output));
        }
        let bare = |arguments: &Vec<String>| {
            arguments.iter().filter(|word| !["--lang", "fa"].contains(&word.as_str())).cloned().collect()
        };
        let bare: Vec<Vec<String>> = commands.iter().map(bare).collect();
        shown.insert(document, bare);
    }
    let guide = &shown["docs/guide-jury/en.md"];
    assert!(guide.len() >= 12, "{guide:?}");
    assert_eq!(guide, &shown["docs/guide-jury/fa.md"], "both guides show the same commands");
    let readme = &shown["README.md"];
    assert_eq!(readme.len(), 2, "{readme:?}");
    assert_eq!(readme[0], readme[1], "both halves of the README show the same command");
}
