//! `docs/diagnostics` says what the codes say. `BARTAR_UPDATE=1 cargo test -p bartar-criteria` rewrites it.

use bartar_criteria::Code;
use bartar_criteria::codes::{all, pages};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics")
}

/// Every page there should be, by file name.
fn wanted() -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> =
        all().into_iter().map(|code| (format!("{code}.md"), pages::page(code))).collect();
    pages.insert("README.md".to_owned(), pages::index());
    pages
}

/// Every page there is, by file name.
fn present(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut pages = BTreeMap::new();
    if folder.exists() {
        for file in fs::read_dir(folder)? {
            let file = file?;
            let name = file.file_name().to_string_lossy().into_owned();
            if Path::new(&name).extension().is_some_and(|ending| ending == "md") {
                pages.insert(name, fs::read_to_string(file.path())?.replace("\r\n", "\n"));
            }
        }
    }
    Ok(pages)
}

#[test]
fn the_pages_are_those_of_the_codes() {
    let (folder, wanted) = (folder(), wanted());
    if env::var("BARTAR_UPDATE").is_ok_and(|update| update == "1") {
        fs::create_dir_all(&folder).unwrap();
        for name in present(&folder).unwrap().keys().filter(|name| !wanted.contains_key(*name)) {
            fs::remove_file(folder.join(name)).unwrap();
        }
        for (name, page) in &wanted {
            fs::write(folder.join(name), page).unwrap();
        }
    }
    let present = present(&folder).unwrap();
    let mut faults = Vec::new();
    for (name, page) in &wanted {
        match present.get(name) {
            None => faults.push(format!("missing: {name}")),
            Some(found) if found != page => faults.push(format!("stale: {name}")),
            Some(_) => {}
        }
    }
    faults.extend(
        present.keys().filter(|name| !wanted.contains_key(*name)).map(|name| format!("orphaned: {name}")),
    );
    assert!(
        faults.is_empty(),
        "docs/diagnostics differs from the codes; run the tests once with BARTAR_UPDATE=1\n{}",
        faults.join("\n")
    );
}

/// What is wrong with the texts of a code.
fn text_faults(code: Code) -> Vec<String> {
    let info = code.0;
    let mut faults = Vec::new();
    let parts = [("title", info.title), ("meaning", info.meaning), ("mend", info.mend)];
    let rules = info.secretariat.map(|texts| ("secretariat", texts));
    for (part, (fa, en)) in parts.into_iter().chain(rules) {
        let mut fault = |what: &str| faults.push(format!("{code}, {part}: {what}"));
        if fa.trim().is_empty() || en.trim().is_empty() {
            fault("one of the languages is missing");
        }
        if fa.contains(['ي', 'ك', 'ى', 'ة']) {
            fault("an Arabic letter in Persian text");
        }
        if fa.contains("  ") || en.contains("  ") || fa.contains('\n') || en.contains('\n') {
            fault("a doubled blank or a line break");
        }
        if fa.matches('`').count() % 2 + en.matches('`').count() % 2 > 0 {
            fault("a code span is not closed");
        }
        let full_stop = part != "title";
        if fa.ends_with('.') != full_stop || en.ends_with('.') != full_stop {
            fault("sentences end with a full stop, titles do not");
        }
        let mut spans = [fa, en].map(|text| text.split('`').skip(1).step_by(2).collect::<Vec<_>>());
        for spans in &mut spans {
            spans.sort_unstable();
        }
        if spans[0] != spans[1] {
            fault("the two languages name different keys or values");
        }
    }
    faults
}

#[test]
fn every_code_speaks_both_languages() {
    let faults: Vec<String> = all().into_iter().flat_map(text_faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn codes_have_names_of_their_own() {
    let mut names: Vec<&str> = all().into_iter().map(Code::name).collect();
    let kebab = |name: &&str| name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    assert!(names.iter().all(kebab), "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all().len());
}
