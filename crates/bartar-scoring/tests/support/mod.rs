//! Rulebooks from a few lines of text, entries from tables, and plain rational numbers to check the engine against.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "a panic is how a test fails")]

pub mod number;
pub mod sheet;

use bartar_criteria::{Folder, FolderSource, Rulebook, Text, load};
use bartar_scoring::ranking::PoolRanking;
use bartar_scoring::{Entries, Scored, find, score};

/// What a rulebook's text need not say: each of these tables stands in it unless it has one of its own.
const USUAL: &[(&str, &str)] = &[
    ("[rounding", "[rounding]\npoints = 2\n"),
    ("[data", "[data]\nid = \"id\"\n"),
    ("[axis", "[axis.all]\n"),
    ("[pool", "[pool.all]\n"),
    ("[ranking", "[ranking]\nprecision = 2\nties = []\n"),
];

/// Titles, clauses and other words that decide nothing.
const WORDS: &str = r#"
[rulebook]
id = "test"
edition = "1"
title = { fa = "آزمون", en = "Test" }
basis = { fa = "آزمون", en = "Test" }
reference-date = "2025-03-20"
[defaults]
field = { title = { fa = "قلم", en = "Field" }, type = "number" }
class = { title = { fa = "رده", en = "Class" }, clause = "c" }
check = { title = { fa = "کنترل", en = "Check" }, clause = "c" }
gate = { title = { fa = "شرط", en = "Gate" }, clause = "c", reason = { fa = "ندارد", en = "Not met" } }
axis = { title = { fa = "محور", en = "Axis" }, clause = "c" }
indicator = { title = { fa = "شاخص", en = "Indicator" }, clause = "c", axis = "all", missing = "zero-points", negative = "as-computed" }
pool = { title = { fa = "گروه", en = "Pool" } }
orientation = { title = { fa = "گرایش", en = "Orientation" } }
honour = { title = { fa = "نشان", en = "Honour" }, absent = { fa = "بدون برگزیده", en = "No winner" } }
"#;

struct Nowhere;

impl FolderSource for Nowhere {
    fn open(&self, _: &str) -> Result<Folder, Text> {
        Err(Text::default())
    }
}

/// The rulebook of a text, with the usual tables where it says nothing. Warnings are no matter here, errors are.
pub fn rulebook(text: &str) -> Rulebook {
    let usual = USUAL.iter().filter(|(table, _)| !text.contains(table)).map(|(_, usual)| *usual);
    let whole = format!("{WORDS}{}{text}", usual.collect::<String>());
    let mut folder = Folder::default();
    folder.files.insert("rulebook.toml".to_owned(), whole.clone().into_bytes());
    let loaded = load(&folder, &Nowhere);
    let found: Vec<String> = loaded
        .diagnostics
        .iter()
        .map(|found| {
            let (line, _) = loaded.sources.line_column(found.span);
            format!("{}: {} at {:?}", found.code, found.message.en, whole.lines().nth(line - 1))
        })
        .collect();
    loaded.rulebook.unwrap_or_else(|| panic!("no sound rulebook:\n{}\n{text}", found.join("\n")))
}

/// The definition of a choice field; `b<a` says that `b` names `a` as its wider group.
pub fn choice_field(id: &str, choices: &[&str]) -> String {
    let mut text = format!("[field.{id}]\ntype = \"choice\"\n[field.{id}.choices]\n");
    for choice in choices {
        let (choice, group) = choice.split_once('<').unwrap_or((choice, ""));
        let group = if group.is_empty() { String::new() } else { format!("group = \"{group}\", ") };
        text.push_str(&format!("{choice} = {{ {group}title = {{ fa = \"گزینه\", en = \"{choice}\" }} }}\n"));
    }
    text
}

/// Scores all entries.
pub fn run<'a>(rulebook: &'a Rulebook, entries: &'a Entries) -> Scored<'a> {
    score(rulebook, entries, &|_, _| {})
}

/// The row of an entry.
pub fn row(scored: &Scored<'_>, id: &str) -> usize {
    let found = find(scored, id);
    assert_eq!(found.len(), 1, "entries named {id}");
    found[0]
}

/// Points of an entry for an indicator as plain text; `None` when it is left out.
pub fn points(scored: &Scored<'_>, id: &str, indicator: &str) -> Option<String> {
    let common = scored.layout.indicators.iter().position(|known| known == indicator).expect("an indicator");
    scored.indicator_points(row(scored, id), common).map(|points| points.to_string())
}

/// Points of an entry for an axis as plain text.
pub fn axis(scored: &Scored<'_>, id: &str, axis: &str) -> Option<String> {
    let common = scored.layout.axes.iter().position(|known| known == axis).expect("an axis");
    scored.axis_points(row(scored, id), common).map(|points| points.to_string())
}

/// Exact total of an entry as plain text.
pub fn total(scored: &Scored<'_>, id: &str) -> Option<String> {
    scored.total(row(scored, id)).map(|total| total.to_string())
}

/// A ranking of a pool or orientation.
pub fn ranking<'s>(scored: &'s Scored<'_>, id: &str) -> &'s PoolRanking {
    let mut all = scored.rankings.iter().chain(&scored.orientations);
    all.find(|ranking| ranking.id == id).expect("a ranking")
}

/// Id and rank of everybody in a ranking, as listed: `a1 b2 c2 d4`.
pub fn standing(scored: &Scored<'_>, id: &str) -> String {
    let places = ranking(scored, id).places.iter();
    let places = places.map(|place| format!("{}{}", scored.entries.ids.get(place.row as usize), place.rank));
    places.collect::<Vec<_>>().join(" ")
}

/// Outcome of an entry, with the codes of its reasons: `ineligible small debt`.
pub fn outcome(scored: &Scored<'_>, id: &str) -> String {
    let row = row(scored, id);
    let reasons = scored.screening.reasons.get(&u32::try_from(row).expect("a small table"));
    let codes = reasons.into_iter().flatten().map(|reason| reason.code.as_str());
    std::iter::once(scored.outcome(row).word()).chain(codes).collect::<Vec<_>>().join(" ")
}

/// Who has which honour in a ranking: `a:winner b:- c:second`.
pub fn honours(scored: &Scored<'_>, id: &str) -> String {
    let places = ranking(scored, id).places.iter().map(|place| {
        let honour = place.honour.map_or("-", |honour| scored.rulebook.honours[honour].id.as_str());
        format!("{}:{honour}", scored.entries.ids.get(place.row as usize))
    });
    places.collect::<Vec<_>>().join(" ")
}

/// The word for why a ranking gives no highest honour.
pub fn no_winner(scored: &Scored<'_>, pool: &str) -> Option<&'static str> {
    ranking(scored, pool).no_winner.as_ref().map(|none| none.code)
}
