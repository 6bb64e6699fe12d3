//! One cause makes one finding: what follows from a fault is not told beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use bartar_criteria::{Folder, load};
use std::path::{Path, PathBuf};
use support::{Beside, fixtures, read};

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../criteria/example-cooperatives")
}

/// The findings in a folder after a change to one of its files, as `path:line code`.
fn after(path: &Path, file: &str, change: impl Fn(&str) -> Vec<u8>) -> Vec<String> {
    let mut folder = read(path);
    let text = String::from_utf8(folder.files[file].clone()).unwrap();
    folder.files.insert(file.to_owned(), change(&text));
    found(&folder, path)
}

fn found(folder: &Folder, path: &Path) -> Vec<String> {
    let loaded = load(folder, &Beside(path.to_owned()));
    let place = |span| loaded.sources.place(span);
    loaded.diagnostics.iter().map(|found| format!("{} {}", place(found.span), found.code)).collect()
}

fn replaced(from: &str, to: &str) -> impl Fn(&str) -> Vec<u8> {
    move |text: &str| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to).into_bytes()
    }
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2], mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff_u16);
    mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
}

/// Every letter that ASCII lacks as one byte, as older encodings have it.
fn one_byte(text: &str) -> Vec<u8> {
    text.chars().map(|c| if c.is_ascii() { c as u8 } else { 0x80 + (c as u32 % 0x80) as u8 }).collect()
}

#[test]
fn another_encoding() {
    for (path, file) in [
        (example(), "fields.toml"),
        (example(), "rulebook.toml"),
        (fixtures("valid").join("base"), "rulebook.toml"),
    ] {
        let expected = [format!("{file}:1 not-utf8")];
        assert_eq!(after(&path, file, |text| utf16(text, u16::to_le_bytes, true)), expected);
        assert_eq!(after(&path, file, |text| utf16(text, u16::to_be_bytes, true)), expected);
        assert_eq!(after(&path, file, |text| utf16(text, u16::to_le_bytes, false)), expected);
        assert_eq!(after(&path, file, |text| utf16(text, u16::to_be_bytes, false)), expected);
        assert_eq!(after(&path, file, one_byte), expected);
        // Nothing at all can be seen in it.
        assert_eq!(after(&path, file, |_| vec![0x80, b'=', b'[', 0xff]), expected);
    }
}

#[test]
fn utf16_is_called_so() {
    let mut folder = read(&example());
    let text = String::from_utf8(folder.files["fields.toml"].clone()).unwrap();
    folder.files.insert("fields.toml".to_owned(), utf16(&text, u16::to_le_bytes, true));
    let loaded = load(&folder, &Beside(example()));
    assert!(loaded.diagnostics[0].message.en.contains("UTF-16"), "{}", loaded.diagnostics[0].message.en);
    assert!(loaded.diagnostics[0].message.fa.contains("UTF-16"), "{}", loaded.diagnostics[0].message.fa);
}

#[test]
fn a_header_without_its_bracket() {
    let path = fixtures("valid").join("base");
    let text = String::from_utf8(read(&path).files["rulebook.toml"].clone()).unwrap();
    for header in text.lines().filter(|line| line.starts_with('[')) {
        let torn = header.trim_end_matches(']');
        let found = after(&path, "rulebook.toml", replaced(&format!("{header}\n"), &format!("{torn}\n")));
        assert!(matches!(found.as_slice(), [one] if one.ends_with("toml-syntax")), "{header}: {found:?}");
        let found =
            after(&path, "rulebook.toml", replaced(&format!("{header}\n"), &format!("{torn} # note\n")));
        assert!(matches!(found.as_slice(), [one] if one.ends_with("toml-syntax")), "{header}: {found:?}");
    }
}

/// What is read wrong from some line on is told where it begins, and once.
#[test]
fn the_cause_of_a_broken_text_is_told_in_its_place() {
    let example = example();
    let text = String::from_utf8(read(&example).files["rulebook.toml"].clone()).unwrap();
    let line = |wanted: &str| 1 + text.lines().position(|line| line == wanted).unwrap();
    let ties = text.lines().find(|line| line.starts_with("ties = [")).unwrap();
    let open_ties = ties.trim_end_matches(']');
    let slips = [
        // A heading in full-width brackets, with a blank, or turned into a remark.
        ("[ranking]", "［ranking］", line("[ranking]")),
        ("[ranking]", "［ranking]", line("[ranking]")),
        ("[indicator.f_growth]", "[indicator f_growth]", line("[indicator.f_growth]")),
        ("[pool.sector]", "# [pool.sector]", line("[pool.sector]")),
        ("[honour.commended]", "#[honour.commended]", line("[honour.commended]")),
        // A list that is not closed, in one line and over several.
        ("by = [\"sector\"]", "by = [\"sector\"", line("by = [\"sector\"]")),
        (ties, open_ties, line(ties)),
        ("    [\"(150, inf)\", 0],\n]", "    [\"(150, inf)\", 0],\n", line("    [\"[0, 90]\", 60],") - 1),
    ];
    for (from, to, line) in slips {
        let found = after(&example, "rulebook.toml", |text| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1).into_bytes()
        });
        assert_eq!(found, [format!("rulebook.toml:{line} toml-syntax")], "{to}");
    }
}

/// A heading that stands twice takes its own table's place from it, and leaves that of its name whole.
#[test]
fn a_heading_that_stands_twice() {
    let example = example();
    for (file, from, to) in [
        ("fields.toml", "[field.equity]", "[field.sales]"),
        ("rulebook.toml", "[indicator.f_margin.points]", "[indicator.g_audit.points]"),
        ("rulebook.toml", "[gate.age]", "[gate.members]"),
        ("rulebook.toml", "[honour.commended]", "[honour.winner]"),
        ("rulebook.toml", "[axis.finance]", "[axis.governance]"),
    ] {
        let found = after(&example, file, |text| {
            text.replacen(&format!("\n{from}\n"), &format!("\n{to}\n"), 1).into_bytes()
        });
        assert!(matches!(found.as_slice(), [one] if one.ends_with("toml-syntax")), "{from}: {found:?}");
    }
}

/// A table that is not there at all is called one, and shown; a key of the same name in a table is a key.
#[test]
fn a_missing_table_is_shown() {
    let example = example();
    let first = |from: &str, to: &str| {
        let mut folder = read(&example);
        let text = String::from_utf8(folder.files["rulebook.toml"].clone()).unwrap();
        assert!(text.contains(from), "{from}");
        folder.files.insert("rulebook.toml".to_owned(), text.replace(from, to).into_bytes());
        let loaded = load(&folder, &Beside(example.clone()));
        let found = loaded.diagnostics.iter().find(|found| found.code.name() == "missing-key").unwrap();
        (found.message.en.clone(), found.hint.as_ref().map(|hint| hint.en.clone()).unwrap_or_default())
    };
    let text = String::from_utf8(read(&example).files["rulebook.toml"].clone()).unwrap();
    let ranking = &text[text.find("[ranking]").unwrap()..text.find("[honour.winner]").unwrap()];
    let (message, hint) = first(ranking, "");
    assert_eq!(message, "the table [ranking] is missing");
    assert!(hint.ends_with("\n[ranking]\nprecision = 2\nties = [\"axis.finance desc\"]"), "{hint}");
    assert_eq!(first("axis = \"finance\"\n", "").0, "the key `axis` is missing");
}

/// Each of these makes exactly one finding.
#[test]
fn one_slip() {
    let base = fixtures("valid").join("base");
    let slips = [
        // A header with a letter missing, doubled, or repeated.
        ("[rulebook]", "[rulebok]", "unknown-key"),
        ("[rounding]", "[roundng]", "unknown-key"),
        ("[data]", "[dat]", "unknown-key"),
        ("[ranking]", "[rankin]", "unknown-key"),
        ("[axis.members]", "[axes.members]", "unknown-key"),
        ("[field.sales]", "[feild.sales]", "unknown-key"),
        ("[pool.national]", "[pol.national]", "unknown-key"),
        ("[field.sales]\n", "[field.profit]\n", "toml-syntax"),
        ("[indicator.audit]\n", "[indicator.margin]\n", "toml-syntax"),
        ("[field.sales]\n", "[[field.sales]\n", "toml-syntax"),
        ("[field.sales]\n", "[field..sales]\n", "toml-syntax"),
        // A line that is none.
        ("type = \"count\"", "type \"count\"", "toml-syntax"),
        (
            "missing = \"zero-points\"\npoints = { max = 30, levels",
            "missing \"zero-points\"\npoints = { max = 30, levels",
            "toml-syntax",
        ),
        ("axis = \"members\"", "axis = \"members", "toml-syntax"),
        ("precision = 2", "precision = 2 2", "toml-syntax"),
        (
            "[rulebook]\nid = \"base\"\nedition = \"1405\"\ntitle = { fa = \"شیوه‌نامهٔ پایه\", en = \"Base rulebook\" }\nbasis = { fa = \"نمونهٔ آزمایشی\", en = \"A test case\" }\nmoney = \"IRR\"\n",
            "",
            "missing-key",
        ),
        // Definitions that many places lean upon.
        ("type = \"amount\"\nrange", "type = 7\nrange", "wrong-type"),
        ("type = \"count\"\n", "", "missing-key"),
        ("[field.members]", "[field.membres]", "unknown-name"),
        ("[axis.finance]", "[axis.finanse]", "unknown-axis"),
        ("axis = \"members\"", "axis = \"mebmers\"", "unknown-axis"),
        ("axis = \"members\"", "axes = \"members\"", "unknown-key"),
        ("zero = \"zero-points\"", "zero = \"nothing\"", "bad-value"),
        ("range = \"[1, inf)\"", "range = \"[1, inf\"", "bad-interval"),
        ("unit = \"person\"", "unit = 3", "wrong-type"),
        ("[field.audit.choices]", "[field.audit.choises]", "unknown-key"),
    ];
    for (from, to, code) in slips {
        let found = after(&base, "rulebook.toml", replaced(from, to));
        assert!(matches!(found.as_slice(), [one] if one.ends_with(&format!(" {code}"))), "{to}: {found:?}");
    }
}

/// A title of a unit that cannot be read is not missed where the unit stands.
#[test]
fn a_unit_whose_title_is_lost() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../criteria/pearls-credit-unions");
    let header = "[unit.\"calendar year\"]";
    for (slip, code) in [
        ("[unit.\"calendar year]", "toml-syntax"),
        ("[unit.calendar year", "toml-syntax"),
        ("[unit.«calendar year»]", "toml-syntax"),
        ("[units.\"calendar year\"]", "unknown-key"),
    ] {
        let found = after(&path, "fields.toml", replaced(header, slip));
        assert!(matches!(found.as_slice(), [one] if one.ends_with(code)), "{slip}: {found:?}");
    }
    let found =
        after(&path, "fields.toml", replaced(", en = \"calendar year\" }", ", en = \"calendar year }"));
    assert!(matches!(found.as_slice(), [one] if one.ends_with("toml-syntax")), "{found:?}");
}

#[test]
fn an_heir_without_its_base() {
    for inherits in ["../nowhere", "elsewhere"] {
        let path = fixtures("valid").join("tree");
        let found = after(
            &path,
            "rulebook.toml",
            replaced("inherits = \"../base\"", &format!("inherits = \"{inherits}\"")),
        );
        assert_eq!(found, ["rulebook.toml:8 inherit-failed"]);
        // Its own faults are found all the same.
        let found = after(&path, "rulebook.toml", |text| {
            text.replace("inherits = \"../base\"", &format!("inherits = \"{inherits}\""))
                .replace("none-at = 1, full-at = 100", "none-at = 1, full-at = 1")
                .into_bytes()
        });
        assert_eq!(found.iter().filter(|found| found.ends_with("goalposts")).count(), 4, "{found:?}");
        assert_eq!(found.len(), 5, "{found:?}");
    }
}

/// A file that is torn silences nothing that does not lean upon it.
#[test]
fn a_torn_file_beside_a_sound_one() {
    let mut folder = read(&example());
    let fields = String::from_utf8(folder.files["fields.toml"].clone()).unwrap();
    let rules = String::from_utf8(folder.files["rulebook.toml"].clone()).unwrap();
    folder
        .files
        .insert("fields.toml".to_owned(), format!("{fields}\n[field..y]\ntype = \"count\"\n").into_bytes());
    let rules = rules.replace("max = 300", "max = 301").replace("from = 700", "from = 1001");
    folder.files.insert("rulebook.toml".to_owned(), rules.into_bytes());
    let codes: Vec<String> = found(&folder, &example());
    for code in ["maximum-total", "honour-unreachable", "toml-syntax"] {
        assert_eq!(codes.iter().filter(|found| found.ends_with(code)).count(), 1, "{codes:?}");
    }
    assert_eq!(codes.len(), 3, "{codes:?}");
}
