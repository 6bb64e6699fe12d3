//! Whatever a rulebook's text is, loading ends soon, without a panic, and says what is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use bartar_criteria::{Folder, Loaded, Severity, load};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::{Beside, fixtures, read};

const BASE: &str = include_str!("../../../fixtures/rulebooks/valid/base/rulebook.toml");

fn loaded(text: &str) -> Loaded {
    let files = BTreeMap::from([("rulebook.toml".to_owned(), text.as_bytes().to_vec())]);
    load(&Folder { files }, &Beside(PathBuf::from("/nowhere")))
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    loaded.diagnostics.iter().map(|found| found.code.name()).collect()
}

fn sane(loaded: &Loaded) {
    let errors = loaded.diagnostics.iter().any(|found| found.code.severity() == Severity::Error);
    assert_eq!(loaded.rulebook.is_none(), errors);
    for found in &loaded.diagnostics {
        let source = loaded.sources.file(found.span.file).expect("a finding stands in a file");
        assert!(
            found.span.start <= found.span.end && found.span.end as usize <= source.text.len(),
            "{found:?}"
        );
        assert!(source.text.is_char_boundary(found.span.start as usize), "{found:?}");
        assert!(source.text.is_char_boundary(found.span.end as usize), "{found:?}");
    }
}

#[test]
fn deep_nesting() {
    for text in [
        "[".repeat(100_000),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}{}", "[".repeat(100_000), "]".repeat(100_000)),
        format!("a = {}", "{ b = ".repeat(100_000)),
        format!("[{}x]", "a.".repeat(100_000)),
        format!("{}x = 1", "a.".repeat(100_000)),
    ] {
        let loaded = loaded(&format!("{text}\n{BASE}"));
        sane(&loaded);
        assert!(loaded.rulebook.is_none());
        assert!(loaded.diagnostics.len() <= 40, "{:?}", loaded.diagnostics.len());
    }
}

#[test]
fn too_much_text() {
    for text in [
        format!("{BASE}# {}", "x".repeat(10 << 20)),
        format!("{BASE}\n[constant.x]\nvalue = {}", "1".repeat(10 << 20)),
        "x".repeat(10 << 20),
    ] {
        let loaded = loaded(&text);
        sane(&loaded);
        assert_eq!(codes(&loaded), ["rulebook-too-large"]);
    }
}

/// Faults on every line of a long file: the first are told, and nothing that may follow from the rest.
#[test]
fn faults_without_end() {
    for line in ["x y z\n", "a = [\n", "a = \"\n", "]\n"] {
        let found = loaded(&format!("{BASE}{}", line.repeat(10_000)));
        sane(&found);
        // What was mended is looked at: a key `a` is not known.
        let mut codes = codes(&found);
        codes.retain(|code| *code != "unknown-key");
        assert!(!codes.is_empty() && codes.len() <= 20, "{codes:?}");
        assert!(codes.iter().all(|code| *code == "toml-syntax"), "{codes:?}");
    }
}

#[test]
fn too_many_tables() {
    let keys = (0..100_000).fold(String::new(), |text, index| text + &format!("k{index} = 1\n"));
    let found = loaded(&format!("{keys}{BASE}"));
    sane(&found);
    assert_eq!(codes(&found), ["rulebook-too-large"]);
    let fields =
        (0..3_000).fold(String::new(), |text, index| text + &format!("[field.f{index}]\ntype = \"count\"\n"));
    let found = loaded(&format!("{BASE}{fields}"));
    sane(&found);
    assert_eq!(codes(&found), ["rulebook-too-large"]);
}

#[test]
fn monstrous_formulas_and_numbers() {
    let formula = |formula: &str| BASE.replace("profit / sales * 100", formula);
    for text in [
        formula(&format!("{}profit{}", "(".repeat(100_000), ")".repeat(100_000))),
        formula(&format!("profit{}", " + profit".repeat(100_000))),
        formula(&"-".repeat(100_000)),
        formula(&"not ".repeat(100_000)),
        formula(&"min(".repeat(60)),
        formula("1e999999"),
        formula(&format!("profit * {}", "9".repeat(100_000))),
        BASE.replace("max = 40", "max = 1e999999"),
        BASE.replace("max = 40", "max = 1e-999999"),
        BASE.replace("max = 40", &format!("max = {}", "9".repeat(100_000))),
        BASE.replace("[15, inf)", &format!("[{}, inf)", "9".repeat(100_000))),
        BASE.replace("[15, inf)", "[1e999999, inf)"),
    ] {
        let loaded = loaded(&text);
        sane(&loaded);
        assert!(loaded.rulebook.is_none());
        assert!(loaded.diagnostics.len() <= 4, "{:?}", codes(&loaded));
    }
}

/// Classes that ask for one another would double the work, or deepen the tree, at each of them.
#[test]
fn classes_upon_classes() {
    let chain = |value: &dyn Fn(usize) -> String, count: usize| {
        let classes = (0..count).map(|n| {
            let value = if n == 0 { "members".to_owned() } else { value(n - 1) };
            format!(
                "[class.c{n}]\ntitle = {{ fa = \"رده\", en = \"Class\" }}\nclause = \"c\"\nvalue = '{value}'\n\
                 bands = [[\"(-inf, 9)\", \"a\"], [\"[9, inf)\", \"b\"]]\n[class.c{n}.choices]\n\
                 a = {{ title = {{ fa = \"آ\", en = \"A\" }} }}\nb = {{ title = {{ fa = \"ب\", en = \"B\" }} }}\n"
            )
        });
        loaded(&format!("{BASE}{}", classes.collect::<String>()))
    };
    let twice = |n| format!("if(c{n} = \"a\", 1, 2) + if(c{n} = \"b\", 1, 2)");
    let found = chain(&twice, 40);
    sane(&found);
    assert!(codes(&found).contains(&"formula-syntax"), "{:?}", codes(&found));
    let once = |n| format!("if(c{n} = \"a\", 1, 2)");
    let found = chain(&once, 200);
    sane(&found);
    assert!(codes(&found).contains(&"formula-syntax"), "{:?}", codes(&found));
    assert_eq!(codes(&chain(&once, 20)), [""; 0]);
}

/// A change to a text.
#[derive(Clone, Debug)]
enum Change {
    DropByte(usize),
    DropLine(usize),
    RepeatLine(usize),
    SwapLines(usize, usize),
    Put(usize, char),
}

fn change() -> impl Strategy<Value = Change> {
    let place = 0..100_000_usize;
    prop_oneof![
        place.clone().prop_map(Change::DropByte),
        place.clone().prop_map(Change::DropLine),
        place.clone().prop_map(Change::RepeatLine),
        (place.clone(), place.clone()).prop_map(|(a, b)| Change::SwapLines(a, b)),
        (
            place,
            prop::sample::select(vec![
                '[', ']', '{', '}', '"', '\'', '=', ',', '.', '\n', '#', '\\', '0', 'ی', '\u{0}'
            ])
        )
            .prop_map(|(at, c)| Change::Put(at, c)),
    ]
}

fn changed(text: &str, change: &Change) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let count = lines.len();
    match change {
        Change::DropByte(at) | Change::Put(at, _) => {
            let places: Vec<usize> = text.char_indices().map(|(place, _)| place).collect();
            let Some(place) = places.get(at % places.len().max(1)) else { return text.to_owned() };
            let (before, after) = text.split_at(*place);
            match change {
                Change::Put(_, c) => return format!("{before}{c}{after}"),
                _ => return format!("{before}{}", after.chars().skip(1).collect::<String>()),
            }
        }
        Change::DropLine(at) => {
            lines.remove(at % count);
        }
        Change::RepeatLine(at) => lines.insert(at % count, lines[at % count]),
        Change::SwapLines(a, b) => lines.swap(a % count, b % count),
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, ..ProptestConfig::default() })]

    #[test]
    fn torn_texts(changes in prop::collection::vec(change(), 1..12)) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../criteria/example-cooperatives");
        for path in [path, fixtures("valid").join("tree")] {
            let mut folder = read(&path);
            let text = String::from_utf8(folder.files["rulebook.toml"].clone()).unwrap();
            let text = changes.iter().fold(text, |text, one| changed(&text, one));
            folder.files.insert("rulebook.toml".to_owned(), text.into_bytes());
            sane(&load(&folder, &Beside(path)));
        }
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let files = BTreeMap::from([("rulebook.toml".to_owned(), bytes)]);
        sane(&load(&Folder { files }, &Beside(PathBuf::from("/nowhere"))));
    }
}
