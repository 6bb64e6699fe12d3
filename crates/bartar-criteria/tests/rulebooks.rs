//! Rulebooks in `fixtures/rulebooks`: those under `valid` give no diagnostic at all; those under `invalid` give exactly
//! the ones that their own text announces.
//!
//! `#! band-hole` at the end of a line says that this code is found on this line; several codes are parted by commas.
//! Where no comment can stand, a file `expected` lists `path:line code`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use bartar_criteria::Loaded;
use bartar_criteria::codes;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use support::{fixtures, folders, load_folder};

/// Findings as `path:line code`, with how often each occurs.
type Findings = BTreeMap<String, usize>;

fn found(loaded: &Loaded) -> Findings {
    let mut findings = Findings::new();
    for diagnostic in &loaded.diagnostics {
        let path = loaded.sources.file(diagnostic.span.file).map_or("?", |source| source.path.as_str());
        let (line, _) = loaded.sources.line_column(diagnostic.span);
        *findings.entry(format!("{path}:{line} {}", diagnostic.code)).or_default() += 1;
    }
    findings
}

fn expected(folder: &Path) -> Findings {
    let mut findings = Findings::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (line, written) in text.lines().enumerate() {
            if name == "expected" {
                *findings.entry(written.to_owned()).or_default() += 1;
            } else if let Some((_, codes)) = written.rsplit_once("#! ") {
                for code in codes.split(',') {
                    *findings.entry(format!("{name}:{} {}", line + 1, code.trim())).or_default() += 1;
                }
            }
        }
    }
    findings
}

fn messages(loaded: &Loaded) -> String {
    let lines = loaded.diagnostics.iter().map(|diagnostic| {
        let (line, column) = loaded.sources.line_column(diagnostic.span);
        let text = loaded.sources.slice(diagnostic.span);
        format!("  {line}:{column} {} {} ‹{text}›", diagnostic.code, diagnostic.message.en)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn valid_rulebooks_have_no_finding() {
    let mut faults = Vec::new();
    for (name, path) in folders(&fixtures("valid")) {
        let loaded = load_folder(&path);
        if !loaded.diagnostics.is_empty() || loaded.rulebook.is_none() {
            faults.push(format!("{name}:\n{}", messages(&loaded)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn invalid_rulebooks_have_the_findings_they_announce() {
    let mut faults = Vec::new();
    for (name, path) in folders(&fixtures("invalid")) {
        let loaded = load_folder(&path);
        let (expected, found) = (expected(&path), found(&loaded));
        if expected != found || expected.is_empty() {
            let missing = expected.iter().filter(|(finding, count)| found.get(*finding) != Some(count));
            let extra = found.iter().filter(|(finding, count)| expected.get(*finding) != Some(count));
            faults.push(format!(
                "{name}: expected {:?}, found {:?}\n{}",
                missing.collect::<Vec<_>>(),
                extra.collect::<Vec<_>>(),
                messages(&loaded)
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Codes that loading a rulebook can give.
fn rulebook_codes() -> BTreeSet<&'static str> {
    // Groups are kept in the order of `codes::all`: the shape of files first, the ranking last.
    let all: Vec<&str> = codes::all().into_iter().map(bartar_criteria::Code::name).collect();
    let place = |code: bartar_criteria::Code| all.iter().position(|name| *name == code.name()).unwrap();
    let (first, last) = (place(codes::TOML_SYNTAX), place(codes::HONOUR_ORDER));
    all[first..=last].iter().copied().collect()
}

#[test]
fn every_code_of_rulebooks_has_a_case() {
    let mut seen = BTreeSet::new();
    for (_, path) in folders(&fixtures("invalid")) {
        seen.extend(
            expected(&path).into_keys().filter_map(|finding| Some(finding.rsplit_once(' ')?.1.to_owned())),
        );
    }
    let without: Vec<_> = rulebook_codes().into_iter().filter(|code| !seen.contains(*code)).collect();
    assert!(without.is_empty(), "no case under fixtures/rulebooks/invalid for {without:?}");
}

#[test]
fn every_finding_says_what_to_do_in_both_languages() {
    let mut faults = Vec::new();
    for (name, path) in folders(&fixtures("invalid")) {
        for diagnostic in load_folder(&path).diagnostics {
            let mut texts = vec![&diagnostic.message];
            texts.extend(&diagnostic.hint);
            texts.extend(diagnostic.related.iter().map(|(_, why)| why));
            let persian = |text: &str| text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
            for text in texts {
                if !persian(&text.fa) || text.en.trim().is_empty() || text.fa.contains(['ي', 'ك', 'ة']) {
                    faults.push(format!("{name}: {} {text:?}", diagnostic.code));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every key and word that a schema names.
fn vocabulary(schema: &serde_json::Value, words: &mut BTreeSet<String>) {
    match schema {
        serde_json::Value::Object(object) => {
            for (key, value) in object {
                match (key.as_str(), value) {
                    ("properties", serde_json::Value::Object(properties)) => {
                        words.extend(properties.keys().cloned());
                    }
                    ("enum", serde_json::Value::Array(list)) => {
                        words.extend(list.iter().filter_map(|word| word.as_str().map(str::to_owned)));
                    }
                    _ => {}
                }
                vocabulary(value, words);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| vocabulary(value, words)),
        _ => {}
    }
}

#[test]
fn valid_rulebooks_use_every_key_and_word_of_the_format() {
    let mut words = BTreeSet::new();
    vocabulary(&bartar_criteria::syntax::json_schema(), &mut words);
    let mut text = String::new();
    for (_, path) in folders(&fixtures("valid")) {
        for bytes in support::read(&path).files.values() {
            let code =
                std::str::from_utf8(bytes).unwrap().lines().map(|line| line.split('#').next().unwrap());
            text.extend(code.flat_map(|line| [line, "\n"]));
        }
    }
    let used: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').collect();
    let unused: Vec<_> = words.iter().filter(|word| !used.contains(word.as_str())).collect();
    assert!(unused.is_empty(), "no valid fixture uses {unused:?}");
}
