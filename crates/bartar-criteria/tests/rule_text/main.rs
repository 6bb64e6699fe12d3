//! The Iranian rulebook and the regulation beside it say the same numbers: each number of a rule stands in the clause that
//! the rule names, in both languages, each figure of the clause of an indicator, gate, check, honour or stage stands in its
//! rule, and the limits of fields are those of the tables of article 31.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod limits;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use toml::{Table, Value};

/// Tables that name no clause of their own, and the clause that says what they say.
const CLAUSES: [(&str, &str); 6] = [
    ("rulebook", "art. 1(2); art. 6(1) to (3)"),
    ("data", "art. 1(1)"),
    ("rounding", "art. 25(1)"),
    ("pool.", "art. 26"),
    ("orientation.", "art. 2(2)"),
    ("ranking", "art. 27(1)"),
];

/// Keys whose numbers are none of a rule's own (names, and the words of files), or which are told elsewhere: the domains of
/// values in art. 5(5), the days of the edition in art. 1.
const WORDS: [&str; 10] =
    ["id", "edition", "basis", "clause", "unit", "axis", "stages", "domain", "valid", "reference-date"];

/// Figures of an indicator's clause that its rule does not write: the one point of each fair, a constant by its name, and
/// what `panel.jury` says.
const UNWRITTEN: [(&str, &str); 4] =
    [("art. 9(5)", "1"), ("art. 11(4)", "200000"), ("art. 15(2)", "200000"), ("art. 29(4)", "5")];

/// The months of the years of the regulation.
const MONTHS: [(&str, &str); 12] = [
    ("فروردین", "Farvardin"),
    ("اردیبهشت", "Ordibehesht"),
    ("خرداد", "Khordad"),
    ("تیر", "Tir"),
    ("مرداد", "Mordad"),
    ("شهریور", "Shahrivar"),
    ("مهر", "Mehr"),
    ("آبان", "Aban"),
    ("آذر", "Azar"),
    ("دی", "Dey"),
    ("بهمن", "Bahman"),
    ("اسفند", "Esfand"),
];

/// Rules that do all that their clause says; those of other kinds share it.
const WHOLE: [&str; 5] = ["indicator.", "gate.", "check.", "honour.", "stage."];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../criteria/iran-best-cooperatives-1405")
}

/// The regulation in one language, by article and clause: `7` is the article before its first clause, `7(3)` a clause.
fn clauses(text: &str, article: &str) -> BTreeMap<String, String> {
    let text = latin(&text.replace('\n', " "));
    let mut all = BTreeMap::new();
    for part in text.split(&format!("**{article} ")).skip(1) {
        let number: String = part.chars().take_while(char::is_ascii_digit).collect();
        let mut rest = part;
        let mut name = number.clone();
        for next in 1.. {
            let mark = format!(" ({next}) ");
            let Some((before, after)) = rest.split_once(&mark) else { break };
            all.insert(name, before.to_owned());
            (name, rest) = (format!("{number}({next})"), after);
        }
        all.insert(name, rest.to_owned());
    }
    all
}

/// Persian digits and signs as Latin ones.
fn latin(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '٬')
        .map(|c| match c {
            '۰'..='۹' => char::from_digit(u32::from(c) - u32::from('۰'), 10).unwrap(),
            '٫' => '.',
            c => c,
        })
        .collect()
}

/// The text of `art. 7`, `art. 7(3)` or `art. 29(4) to (6)`, or of several such.
fn text_of(all: &BTreeMap<String, String>, clause: &str) -> String {
    if let Some((first, others)) = clause.split_once("; ") {
        return text_of(all, first) + " " + &text_of(all, others);
    }
    let numbers: Vec<u32> =
        clause.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
    let whole = |article: u32| {
        let of = |name: &&String| **name == article.to_string() || name.starts_with(&format!("{article}("));
        all.iter().filter(|(name, _)| of(name)).map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
    };
    let one = |article: u32, clause: u32| {
        let name = format!("{article}({clause})");
        all.get(&name).unwrap_or_else(|| panic!("the regulation has no art. {name}")).clone()
    };
    match numbers[..] {
        // An axis is told in the heading of its article.
        [article] if clause.starts_with("art. 26") => whole(article),
        [article] => all[&article.to_string()].clone(),
        [article, clause] => one(article, clause),
        [article, first, second] if clause.contains("and") => {
            one(article, first) + " " + &one(article, second)
        }
        [article, from, to] => (from..=to).map(|clause| one(article, clause)).collect::<Vec<_>>().join(" "),
        _ => panic!("{clause}"),
    }
}

/// The numbers in a text: runs of digits, perhaps with a fraction. Digits of a word such as `co2` are none.
fn numbers(text: &str) -> BTreeSet<String> {
    let text = text.replace("200,000", "200000");
    let mut found = BTreeSet::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '_' || c == '@')) {
        let word = word.trim_matches('.');
        if word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            found.insert(word.to_owned());
        }
    }
    found
}

/// Whether a clause says a number, in digits or in words.
fn says(text: &str, number: &str) -> bool {
    let words: &[&str] = match number {
        "0" => &["صفر", "بدون", "هیچ", "zero", "no ", "none", "without", "not "],
        "1" => &["یک", "نخست", "one", "first", "a "],
        "2" => &["دو", "نیم", "two", "half"],
        "3" => &["سه", "three"],
        "4" => &["چهار", "four"],
        "10" => &["ده", "ten"],
        _ => &[],
    };
    numbers(text).contains(number) || words.iter().any(|word| text.contains(word))
}

/// Every number of a rule, with signs left out: those of TOML, and those within formulas and bands.
fn of_rule(key: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        _ if WORDS.contains(&key) => {}
        // "Each" is one step of one from nothing, and a penalty has no more than no points.
        Value::Integer(0) if key == "from" || key == "max" => {}
        Value::Integer(1) if key == "per" => {}
        Value::Integer(number) => {
            found.insert(number.unsigned_abs().to_string());
        }
        Value::Float(number) => {
            found.insert(number.abs().to_string());
        }
        Value::String(text) => {
            // A percentage is the ratio times a hundred, which the text says as %; a band may end where the scale of its
            // value does; what is not there counts as 0.
            let unsaid = ["* 100", "[0,", "[-100,", "100]", ", 0)"];
            found.extend(numbers(&unsaid.iter().fold(latin(text), |text, unsaid| text.replace(unsaid, ""))));
        }
        Value::Array(values) => values.iter().for_each(|value| of_rule("", value, found)),
        Value::Table(table) => {
            // A value that is points already takes a step for each of them.
            let is_points = table.get("unit").and_then(Value::as_str) == Some("point");
            let points = is_points.then(|| table["points"]["max"].clone());
            if let Some(most) = points {
                of_rule("points", &most, found);
            }
            let told = table.iter().filter(|(key, _)| !(is_points && *key == "points"));
            told.for_each(|(key, value)| of_rule(key, value, found));
        }
        Value::Boolean(_) | Value::Datetime(_) => {}
    }
}

/// The clauses in a list such as `7(2); 9(3), (8)` or `مادهٔ 7 بند 2؛ 9 بندهای 3 و 8`, in order.
fn shares(text: &str) -> Vec<String> {
    let list = text.split_once(':').unwrap().1.split('.').next().unwrap();
    list.split([';', '؛'])
        .flat_map(|article| {
            let mut numbers =
                article.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
            let article = numbers.next().unwrap();
            numbers.map(move |clause| format!("art. {article}({clause})"))
        })
        .collect()
}

/// The clauses of indicators whose value is a share of a whole, in the order of the regulation.
fn shares_of_rules() -> Vec<String> {
    let mut shares: Vec<(u32, u32)> = Vec::new();
    for table in files() {
        for (_, rule) in table.get("indicator").and_then(Value::as_table).into_iter().flatten() {
            if rule.get("domain").and_then(Value::as_str) == Some("[0, 100]") {
                let clause = rule["clause"]["en"].as_str().unwrap();
                let mut numbers =
                    clause.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
                shares.push((numbers.next().unwrap(), numbers.next().unwrap()));
            }
        }
    }
    shares.sort_unstable();
    shares.into_iter().map(|(article, clause)| format!("art. {article}({clause})")).collect()
}

/// What the files of the rulebook say, but for what entries state: that is told in the tables of limits.
fn files() -> Vec<Table> {
    let mut tables = Vec::new();
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let mut table: Table = fs::read_to_string(&path).unwrap().parse().unwrap();
            table.remove("field");
            tables.push(table);
        }
    }
    tables
}

/// The rules of the rulebook: the path of the table, its clause, and its numbers.
fn rules() -> Vec<(String, String, BTreeSet<String>)> {
    let mut rules = Vec::new();
    for table in files() {
        for (kind, value) in &table {
            let Value::Table(value) = value else { continue };
            if value.values().all(Value::is_table) && kind != "ranking" {
                value.iter().for_each(|(id, rule)| walk(&format!("{kind}.{id}"), rule, &mut rules));
            } else {
                walk(kind, &Value::Table(value.clone()), &mut rules);
            }
        }
    }
    rules
}

fn walk(path: &str, rule: &Value, rules: &mut Vec<(String, String, BTreeSet<String>)>) {
    let own = rule.get("clause").and_then(|clause| clause.get("en")).and_then(Value::as_str);
    let given = CLAUSES.iter().find(|(prefix, _)| path.starts_with(prefix)).map(|(_, clause)| *clause);
    let mut found = BTreeSet::new();
    of_rule("", rule, &mut found);
    match own.or(given) {
        Some(clause) => rules.push((path.to_owned(), clause.to_owned(), found)),
        None => assert!(found.is_empty(), "{path} has numbers and no clause: {found:?}"),
    }
}

/// A day as the regulation writes it: «۱۳ شهریور», `13 Shahrivar`.
fn day(written: &str) -> (String, String) {
    let parts: Vec<usize> = written.split('-').map(|part| part.parse().unwrap()).collect();
    let (fa, en) = MONTHS[parts[1] - 1];
    let (fa, en) = (format!("{} {fa}", parts[2]), format!("{} {en}", parts[2]));
    (fa, en)
}

#[test]
fn the_days_the_year_and_the_money_of_the_edition_are_those_of_article_1() {
    let (fa, en) = regulation();
    let files = files();
    let edition = files.iter().find_map(|table| table.get("rulebook")).unwrap();
    let written = |value: &Value| day(value.as_str().unwrap());
    let (from, to) = (written(&edition["valid"]["from"]), written(&edition["valid"]["to"]));
    let reference = written(&edition["reference-date"]);
    for (name, wanted) in [("1(2)", [&from, &to].as_slice()), ("1(3)", &[&reference])] {
        for (in_fa, in_en) in wanted {
            assert!(fa[name].contains(in_fa.as_str()), "{in_fa} in {}", fa[name]);
            assert!(en[name].contains(in_en.as_str()), "{in_en} in {}", en[name]);
        }
    }
    // The year of all these days is that of the edition.
    let days = [&edition["valid"]["from"], &edition["valid"]["to"], &edition["reference-date"]];
    for written in days.map(|day| day.as_str().unwrap()) {
        assert!(written.starts_with(edition["edition"].as_str().unwrap()), "{written}");
    }
    for name in ["1(2)", "1(3)"] {
        assert!(fa[name].contains("1405") && en[name].contains("1405"), "{name}");
    }
    let year =
        files.iter().find_map(|table| table.get("data")).unwrap()["current-year"].as_integer().unwrap();
    let (before, told) = (year - 1, format!("«سال» سال مالی {year} و «سال پیش» سال مالی"));
    assert!(fa["1(1)"].contains(&format!("{told} {before}")), "{}", fa["1(1)"]);
    let told = format!("\"the year\" is the fiscal year {year}, and \"the year before\" {before}");
    assert!(en["1(1)"].contains(&told), "{}", en["1(1)"]);
    assert_eq!(edition["money"].as_str(), Some("million rial"));
    assert!(fa["1(4)"].contains("میلیون ریال") && en["1(4)"].contains("million rial"));
}

/// The clauses of the regulation in both languages.
fn regulation() -> (BTreeMap<String, String>, BTreeMap<String, String>) {
    let text = fs::read_to_string(folder().join("RULES.md")).unwrap();
    let (fa, en) = text.split_once("</div>").unwrap();
    (clauses(fa, "مادهٔ"), clauses(en, "Article"))
}

#[test]
fn each_number_of_the_rulebook_stands_in_the_clause_that_it_names() {
    let (fa, en) = regulation();
    assert_eq!(fa.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "the clauses of both languages");
    let rules = rules();
    assert!(rules.len() > 100, "{}", rules.len());
    let mut silent = Vec::new();
    for (path, clause, found) in &rules {
        for (lang, all) in [("fa", &fa), ("en", &en)] {
            let text = text_of(all, clause);
            silent.extend(
                found
                    .iter()
                    .filter(|number| !says(&text, number))
                    .map(|number| format!("{path}: {number} is not in {clause} ({lang})")),
            );
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    for (lang, all) in [("fa", &fa), ("en", &en)] {
        assert_eq!(shares(&all["5(5)"]), shares_of_rules(), "the shares of a whole in art. 5(5) ({lang})");
    }
    // The other way about: what the clause of a rule says, the rule does. Nothing is 0 without saying so.
    let mut idle = Vec::new();
    let told_whole = |path: &str| WHOLE.iter().any(|kind| path.starts_with(kind));
    for (_, clause, found) in rules.iter().filter(|(path, ..)| told_whole(path)) {
        for (lang, all) in [("fa", &fa), ("en", &en)] {
            let known = |figure: &String| {
                figure == "0" || found.contains(figure) || UNWRITTEN.contains(&(clause, figure.as_str()))
            };
            let figures = numbers(&text_of(all, clause)).into_iter().filter(|figure| !known(figure));
            idle.extend(
                figures.map(|figure| format!("{clause} ({lang}) says {figure}, and its rule does not")),
            );
        }
    }
    assert!(idle.is_empty(), "{idle:#?}");
}
