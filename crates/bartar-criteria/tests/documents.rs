//! Files, inheritance, defaults and overrides: what is laid upon what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use bartar_criteria::diagnostic::Diagnostics;
use bartar_criteria::document::{Item, Value, apply_defaults, merge, parse};
use bartar_criteria::source::Sources;
use bartar_criteria::{Folder, FolderSource, Loaded, Severity, Text, load};
use std::collections::BTreeMap;

/// Folders by name, as a tree of files beside each other.
struct Shelf(BTreeMap<&'static str, Folder>);

impl FolderSource for Shelf {
    fn open(&self, path: &str) -> Result<Folder, Text> {
        let name = path.trim_start_matches("../");
        self.0.get(name).cloned().ok_or_else(|| Text::new("نیست", "there is none"))
    }
}

fn folder(files: &[(&str, &str)]) -> Folder {
    Folder {
        files: files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect(),
    }
}

fn shelf(folders: Vec<(&'static str, Folder)>) -> Shelf {
    Shelf(folders.into_iter().collect())
}

fn tree(text: &str) -> Item {
    let mut sources = Sources::default();
    let file = sources.add("rulebook.toml", text);
    let mut diagnostics = Diagnostics::default();
    let item = parse(&sources, file, &mut diagnostics);
    assert!(diagnostics.as_slice().is_empty(), "{diagnostics:#?}");
    item
}

/// The tree as one line, keys in order.
fn shown(item: &Item) -> String {
    match &item.value {
        Value::Table(table) => {
            let entries = table.entries.iter().map(|(key, (_, item))| format!("{key}={}", shown(item)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Other(kind) => format!("<{kind}>"),
        Value::Broken => "<broken>".to_owned(),
    }
}

fn merged(base: &str, over: &str) -> String {
    let mut base = tree(base);
    merge(&mut base, tree(over));
    shown(&base)
}

#[test]
fn tables_under_headers_merge_key_by_key() {
    assert_eq!(merged("[a]\nx = 1\ny = 2", "[a]\ny = 3\nz = 4"), "{a={x=1 y=3 z=4}}");
    assert_eq!(merged("[a.b]\nx = 1\n[c]\nx = 1", "[a.b]\ny = 2"), "{a={b={x=1 y=2}} c={x=1}}");
    assert_eq!(merged("[a]\nb.x = 1", "[a]\nb.y = 2"), "{a={b={x=1 y=2}}}");
}

#[test]
fn braces_lists_and_single_values_replace() {
    assert_eq!(merged("[a]\nb = { x = 1, y = 2 }", "[a]\nb = { z = 3 }"), "{a={b={z=3}}}");
    assert_eq!(merged("[a.b]\nx = 1\ny = 2", "[a]\nb = { z = 3 }"), "{a={b={z=3}}}");
    assert_eq!(merged("[a]\nb = { x = 1, y = 2 }", "[a.b]\nz = 3"), "{a={b={x=1 y=2 z=3}}}");
    assert_eq!(merged("[a]\nb = [1, 2]", "[a]\nb = [3]"), "{a={b=[3]}}");
    assert_eq!(merged("[a]\nx = 1", "a = 5"), "{a=5}");
}

#[test]
fn numbers_keep_their_digits() {
    assert_eq!(
        shown(&tree("a = 0.1\nb = 1_000.50\nc = +7\nd = 1e-5\ne = 0x10\nf = 2026-01-01")),
        "{a=0.1 b=1000.50 c=+7 d=1e-5 e=<integer> f=<datetime>}"
    );
}

#[test]
fn defaults_fill_what_is_not_stated() {
    let mut root =
        tree("[defaults.a]\nx = 1\ny = { p = 1 }\n[a.one]\nx = 9\n[a.two]\ny = { q = 2 }\n[b.three]\nz = 0");
    let defaults = root.get("defaults").cloned().unwrap();
    apply_defaults(&mut root, &defaults);
    assert_eq!(shown(root.get("a").unwrap()), "{one={x=9 y={p=1}} two={y={q=2} x=1}}");
    assert_eq!(shown(root.get("b").unwrap()), "{three={z=0}}");
}

const BASE: &str = include_str!("../../../fixtures/rulebooks/valid/base/rulebook.toml");

fn heir(id: &str, inherits: &str, more: &str) -> Folder {
    let text = format!(
        "[rulebook]\nid = \"{id}\"\nedition = \"2\"\ntitle = {{ fa = \"وارث\", en = \"Heir\" }}\n\
         basis = {{ fa = \"آزمون\", en = \"Test\" }}\ninherits = \"../{inherits}\"\n{more}"
    );
    folder(&[("rulebook.toml", &text)])
}

fn findings(loaded: &Loaded) -> Vec<String> {
    let name = |found: &bartar_criteria::Diagnostic| {
        let (line, column) = loaded.sources.line_column(found.span);
        let path = loaded.sources.file(found.span.file).map_or("?", |source| source.path.as_str());
        format!("{path}:{line}:{column} {}", found.code)
    };
    loaded.diagnostics.iter().map(name).collect()
}

#[test]
fn an_heir_keeps_what_it_does_not_state() {
    let base = folder(&[("rulebook.toml", BASE)]);
    let loaded =
        load(&heir("heir", "base", "[indicator.margin]\nweight = 2\n"), &shelf(vec![("base", base.clone())]));
    assert_eq!(findings(&loaded), [""; 0]);
    let rulebook = loaded.rulebook.unwrap();
    assert_eq!(rulebook.plans[0].indicators.len(), 3);
    assert_eq!(rulebook.plans[0].indicators[0].weight.to_string(), "2");
    assert_eq!((rulebook.identity.id.as_str(), rulebook.identity.edition.as_str()), ("heir", "2"));
    assert_eq!(rulebook.identity.inherits.len(), 1);
    assert_eq!(rulebook.identity.inherits[0].sha256, base.fingerprint());
    // What an edition says of itself is not inherited.
    assert_eq!(rulebook.edition.title.en, "Heir");
    assert_eq!(rulebook.edition.money, None);
}

#[test]
fn an_heirs_defaults_reach_inherited_tables() {
    let base = folder(&[("rulebook.toml", BASE)]);
    let more = "[defaults.indicator]\nweight = 3\nround = 1\n";
    let loaded = load(&heir("heir", "base", more), &shelf(vec![("base", base)]));
    let weights: Vec<String> = loaded.rulebook.unwrap().plans[0]
        .indicators
        .iter()
        .map(|indicator| indicator.weight.to_string())
        .collect();
    assert_eq!(weights, ["3", "3", "3"]);
}

#[test]
fn an_heir_of_an_heir_stands_above_both() {
    let folders = vec![
        ("base", folder(&[("rulebook.toml", BASE)])),
        ("middle", heir("middle", "base", "[indicator.margin]\nweight = 2\n[indicator.audit]\nweight = 2\n")),
    ];
    let loaded = load(&heir("top", "middle", "[indicator.margin]\nweight = 3\n"), &shelf(folders));
    let rulebook = loaded.rulebook.unwrap();
    let weights: Vec<String> =
        rulebook.plans[0].indicators.iter().map(|indicator| indicator.weight.to_string()).collect();
    assert_eq!(weights, ["3", "2", "1"]);
    let ancestors: Vec<&str> =
        rulebook.identity.inherits.iter().map(|ancestor| ancestor.path.as_str()).collect();
    assert_eq!(ancestors, ["../middle", "../base"]);
}

#[test]
fn a_circle_of_inheritance_is_told() {
    let folders = vec![("a", heir("a", "b", "")), ("b", heir("b", "a", ""))];
    let loaded = load(&heir("a", "b", ""), &shelf(folders));
    let [found] = loaded.diagnostics.as_slice() else { panic!("{:?}", findings(&loaded)) };
    assert_eq!(found.code.name(), "inherit-failed");
    assert!(found.message.en.contains("circle"), "{}", found.message.en);
}

#[test]
fn files_of_a_folder_stand_beside_each_other() {
    let (head, gate) = BASE.split_once("[gate.size]").unwrap();
    let (gate, rest) = gate.split_once("[axis.finance]").unwrap();
    let split = folder(&[
        ("rulebook.toml", &format!("{head}[axis.finance]{rest}")),
        ("gates.toml", &format!("[gate.size]{gate}")),
        ("notes.txt", "not a rulebook"),
        ("drafts/old.toml", "not = [a rulebook"),
    ]);
    let loaded = load(&split, &shelf(vec![]));
    assert_eq!(findings(&loaded), [""; 0]);
    assert_eq!(loaded.rulebook.unwrap().gates.len(), 1);
}

#[test]
fn an_id_in_two_files_is_told() {
    let twice = folder(&[
        ("rulebook.toml", BASE),
        ("more.toml", "[gate.size]\nclause = \"x\"\n[pool]\nnational = 1\n"),
    ]);
    let loaded = load(&twice, &shelf(vec![]));
    assert_eq!(findings(&loaded), ["more.toml:1:7 duplicate-name", "more.toml:4:1 duplicate-name"]);
}

#[test]
fn findings_in_inherited_files_name_them() {
    let base = folder(&[("rulebook.toml", &BASE.replace("members >= 7", "member >= 7"))]);
    let loaded = load(&heir("heir", "base", ""), &shelf(vec![("base", base)]));
    assert_eq!(findings(&loaded), ["../base/rulebook.toml:52:12 unknown-name"]);
}

#[test]
fn a_mark_at_the_beginning_of_a_file_is_no_fault() {
    let marked = folder(&[("rulebook.toml", &format!("\u{feff}{BASE}"))]);
    assert_eq!(findings(&load(&marked, &shelf(vec![]))), [""; 0]);
}

/// Whatever is cut off a rulebook, loading ends and does not panic.
#[test]
fn torn_files_are_read_as_far_as_they_go() {
    for end in (0..BASE.len()).step_by(7).filter(|end| BASE.is_char_boundary(*end)) {
        for text in [&BASE[..end], &BASE[end..]] {
            let loaded = load(&folder(&[("rulebook.toml", text)]), &shelf(vec![]));
            let errors = loaded.diagnostics.iter().any(|found| found.code.severity() == Severity::Error);
            assert_eq!(loaded.rulebook.is_none(), errors, "{text}");
        }
    }
}
