//! Renderings of the invalid rulebooks under `fixtures/rulebooks`. Marks of direction are escaped in the snapshots.

use super::{check, human};
use bartar_criteria::{Folder, FolderSource, Lang, Loaded, Text, load};
use std::fs;
use std::path::{Path, PathBuf};

struct Beside(PathBuf);

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

fn read(path: &Path) -> Folder {
    let mut folder = Folder::default();
    for entry in fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            folder
                .files
                .insert(path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap());
        }
    }
    folder
}

fn case(name: &str) -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rulebooks").join(name);
    load(&read(&path), &Beside(path))
}

/// Marks of direction and other controls, visible.
fn escaped(text: &str) -> String {
    let mark = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{1b}');
    text.chars().map(|c| if mark(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

fn both(name: &str) -> String {
    let loaded = case(&format!("invalid/{name}"));
    let shown = |lang| human(&loaded.sources, &loaded.diagnostics, &format!("invalid/{name}"), lang, false);
    escaped(&format!("{}\n{}", shown(Lang::En), shown(Lang::Fa)))
}

#[test]
fn one_file_with_many_faults() {
    insta::assert_snapshot!(both("toml-syntax"));
}

#[test]
fn related_places() {
    insta::assert_snapshot!(both("published-size-classes"));
}

#[test]
fn published_bands() {
    insta::assert_snapshot!(both("published-integer-bands"));
}

#[test]
fn a_missing_file() {
    insta::assert_snapshot!(both("missing-rulebook-file"));
}

#[test]
fn two_files_and_an_inherited_one() {
    insta::assert_snapshot!(both("duplicate-name"));
}

#[test]
fn as_json() {
    let loaded = case("invalid/band-overlap");
    let document = check(&loaded.sources, &loaded.diagnostics, "invalid/band-overlap", &loaded.identity);
    let text = serde_json::to_string_pretty(&document).unwrap();
    let hash = |line: &&str| line.trim_start().starts_with("\"sha256\"");
    let lines: Vec<&str> = text.lines().filter(|line| !hash(line)).collect();
    assert_eq!(text.lines().filter(hash).count(), 2, "the rulebook and the one that it inherits from");
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn nothing_to_tell() {
    let loaded = case("valid/base");
    assert_eq!(human(&loaded.sources, &loaded.diagnostics, "base", Lang::En, false), "nothing found\n");
    assert_eq!(human(&loaded.sources, &loaded.diagnostics, "base", Lang::Fa, true), "چیزی یافت نشد\n");
}

#[test]
fn colour_only_where_asked() {
    let loaded = case("invalid/band-overlap");
    let shown = |colour| human(&loaded.sources, &loaded.diagnostics, "x", Lang::En, colour);
    assert!(shown(true).contains('\u{1b}') && !shown(false).contains('\u{1b}'));
}

/// Every finding of every case is rendered, with its place, whatever its span.
#[test]
fn every_place_is_named() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rulebooks/invalid");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let loaded = case(&format!("invalid/{name}"));
        for lang in [Lang::En, Lang::Fa] {
            let shown = human(&loaded.sources, &loaded.diagnostics, &format!("invalid/{name}"), lang, false);
            for found in &loaded.diagnostics {
                let (line, column) = loaded.sources.line_column(found.span);
                let path = super::place::path(&loaded.sources, found.span, &format!("invalid/{name}"));
                let place = format!("{path}:{line}:{column}");
                assert!(shown.contains(&place), "{place} is not in\n{shown}");
            }
        }
    }
}

#[test]
fn paths_stand_behind_the_prefix() {
    use super::place::path;
    use bartar_criteria::source::{Sources, Span};
    let mut sources = Sources::default();
    let own = Span { file: sources.add("rulebook.toml", ""), start: 0, end: 0 };
    let base = Span { file: sources.add("../base/rulebook.toml", ""), start: 0, end: 0 };
    assert_eq!(path(&sources, own, ""), "rulebook.toml");
    assert_eq!(path(&sources, own, "criteria/x/"), "criteria/x/rulebook.toml");
    assert_eq!(path(&sources, base, "criteria/x"), "criteria/base/rulebook.toml");
    assert_eq!(path(&sources, base, "x"), "base/rulebook.toml");
    assert_eq!(path(&sources, base, "/x"), "/base/rulebook.toml");
    assert_eq!(path(&sources, base, ".."), "../../base/rulebook.toml");
    assert_eq!(path(&sources, base, ""), "../base/rulebook.toml");
}
