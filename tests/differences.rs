//! `bartar diff`: what changed between two records, and which change moved which rank.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use support::{bartar, project, stderr, stdout};

const RULES: &str = "criteria/example-cooperatives";
const ENTRIES: &str = "fixtures/example/entries.csv";

/// A folder for rulebooks, data and records.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// A file with this text.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// A record of a run, always with the same salts.
    fn record(&self, name: &str, inputs: &[&str]) -> String {
        let secret = self.file("secret", "sixteen bytes and more of it");
        let out = self.path(name);
        let salts: &[&str] =
            if Path::new(inputs[0]).join("ROOT").exists() { &[] } else { &["--salt-secret", &secret] };
        let output = bartar(&[&["rank"], inputs, &["--out", &out], salts].concat());
        assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
        out
    }

    /// The example's rulebook with some words exchanged.
    fn rules(&self, name: &str, exchanged: &[(&str, &str)]) -> String {
        let (from, to) = (project().join(RULES), PathBuf::from(self.path(name)));
        fs::create_dir(&to).unwrap();
        for file in ["fields.toml", "RULES.md"] {
            fs::copy(from.join(file), to.join(file)).unwrap();
        }
        let text = fs::read_to_string(from.join("rulebook.toml")).unwrap();
        fs::write(to.join("rulebook.toml"), exchange(&text, exchanged)).unwrap();
        to.to_str().unwrap().to_owned()
    }

    /// The example's entries with some words exchanged.
    fn entries(&self, name: &str, exchanged: &[(&str, &str)]) -> String {
        self.file(name, &exchange(&fs::read_to_string(project().join(ENTRIES)).unwrap(), exchanged))
    }
}

fn exchange(text: &str, exchanged: &[(&str, &str)]) -> String {
    exchanged.iter().fold(text.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

/// What differs, and the exit code.
fn diff(a: &str, b: &str) -> (Value, Option<i32>) {
    let output = bartar(&["diff", a, b, "--format", "json"]);
    let found: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    assert_eq!(found["schema"], "bartar/difference/1");
    (found, output.status.code())
}

fn list<'v>(value: &'v Value, of: &str) -> &'v [Value] {
    value[of].as_array().unwrap()
}

/// The causes of a move, each as one word with what it is due to.
fn causes(found: &Value, ranking: &str, id: &str) -> Vec<String> {
    let moved = list(found, "moved").iter().find(|moved| moved["ranking"] == ranking && moved["id"] == id);
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let causes = list(moved.unwrap_or(&Value::Null), "causes").iter();
    causes
        .map(|cause| format!("{} {}", word(&cause["cause"]), word(&cause["by"])).trim().to_owned())
        .collect()
}

fn of_whom(found: &Value, of: &str) -> BTreeSet<String> {
    list(found, of).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// Ranks of a ranking of each pool and orientation as `rank` tells them of a record.
fn ranks(record: &str) -> BTreeMap<(String, String), (u64, String)> {
    let output = bartar(&["rank", record, "--format", "json"]);
    let ranking: Value = serde_json::from_slice(&output.stdout).unwrap();
    let pools = list(&ranking, "pools").iter();
    let entries = pools.flat_map(|pool| {
        let id = pool["pool"].as_str().unwrap();
        list(pool, "entries").iter().map(move |entry| {
            let word = |of: &str| entry[of].as_str().unwrap().to_owned();
            ((id.to_owned(), word("id")), (entry["rank"].as_u64().unwrap(), word("score")))
        })
    });
    entries.collect()
}

/// Everybody whose rank or score differs is told, each with a cause, and with nothing but what accounts for the rank.
fn all_accounted_for(found: &Value, a: &str, b: &str) {
    let (ranks_a, ranks_b) = (ranks(a), ranks(b));
    assert!(!ranks_a.is_empty());
    let told: BTreeSet<(String, String)> = list(found, "moved")
        .iter()
        .map(|moved| {
            (moved["ranking"].as_str().unwrap().to_owned(), moved["id"].as_str().unwrap().to_owned())
        })
        .collect();
    for key in ranks_a.keys().chain(ranks_b.keys()) {
        if ranks_a.get(key) != ranks_b.get(key) {
            assert!(told.contains(key), "{key:?}");
        }
    }
    for moved in list(found, "moved") {
        assert!(!list(moved, "causes").is_empty(), "{moved}");
        if let (Some(was), Some(is)) = (moved["a"]["rank"].as_i64(), moved["b"]["rank"].as_i64()) {
            let others = list(moved, "causes").iter().filter(|cause| cause["cause"] == "others");
            let passings = others.flat_map(|cause| list(cause, "passings"));
            let sum: i64 = passings
                .map(|passing| match passing["side"].as_str().unwrap() {
                    "newly-ahead" => passing["count"].as_i64().unwrap(),
                    "ahead-no-more" => -passing["count"].as_i64().unwrap(),
                    _ => 0,
                })
                .sum();
            assert_eq!(is - was, sum, "{moved}");
        }
    }
}

#[test]
fn a_record_and_itself_do_not_differ() {
    let place = Place::new();
    let a = place.record("a", &[RULES, ENTRIES]);
    let (found, code) = diff(&a, &a);
    assert_eq!((&found["same"], code), (&Value::Bool(true), Some(0)));
    assert!(list(&found, "moved").is_empty() && list(&found, "eligibility").is_empty());
    assert!(stdout(&bartar(&["diff", &a, &a])).contains("Nothing differs"));
    assert!(stdout(&bartar(&["diff", &a, &a, "--lang", "fa"])).contains("هیچ تفاوتی نیست"));
}

/// The axis of governance counts twice. Nobody's points of an indicator move.
#[test]
fn a_weight_moves_scores_by_the_rules_alone() {
    let place = Place::new();
    let weight = "clause = { fa = \"مادهٔ ۴\", en = \"art. 4\" }\nmax = 200";
    let rules =
        place.rules("rules", &[(weight, &format!("{weight}\nweight = 2")), ("\nmax = 1000", "\nmax = 1200")]);
    let (a, b) = (place.record("a", &[RULES, ENTRIES]), place.record("b", &[&rules, ENTRIES]));
    let (found, code) = diff(&a, &b);
    assert_eq!(code, Some(1));
    let items = list(&found["rules"], "items");
    let axis = items.iter().find(|item| item["kind"] == "axis").unwrap();
    assert_eq!((&axis["id"], &axis["sectors"]), (&"governance".into(), &serde_json::json!([])));
    let weight = serde_json::json!([{ "name": "weight", "a": "1", "b": "2" }]);
    assert_eq!(axis["facts"], weight);
    assert!(axis["at_a"].as_str().unwrap().starts_with("rulebook.toml:"));
    assert!(list(&found["data"], "changed").is_empty() && list(&found, "eligibility").is_empty());
    all_accounted_for(&found, &a, &b);
    let mut scores = 0;
    for cause in list(&found, "moved").iter().flat_map(|moved| list(moved, "causes")) {
        assert!(cause["by"].is_null() || cause["by"] == "rules", "{cause}");
        if cause["cause"] == "score" {
            assert!(list(cause, "parts").is_empty(), "{cause}");
            let named: Vec<&Value> = list(cause, "rules")
                .iter()
                .map(|at| &items[usize::try_from(at.as_u64().unwrap()).unwrap()])
                .collect();
            assert!(named.iter().any(|item| item["id"] == "governance"), "{cause}");
            scores += 1;
        }
    }
    assert!(scores > 20, "{scores}");
}

/// C-001 has more hours of training: its own percentile rises, and by it those that it passes lose theirs.
#[test]
fn a_datum_moves_its_own_entry_and_the_population() {
    let place = Place::new();
    let entries = place.entries(
        "entries.csv",
        &[(
            "C-001,تعاونی گلخانه‌داران نمونهٔ ۱,agriculture,1390-02-04,بله,خیر,14,10,4,9,87,",
            "C-001,تعاونی گلخانه‌داران نمونهٔ ۱,agriculture,1390-02-04,بله,خیر,14,10,4,9,870,",
        )],
    );
    let (a, b) = (place.record("a", &[RULES, ENTRIES]), place.record("b", &[RULES, &entries]));
    let (found, _) = diff(&a, &b);
    let changed = list(&found["data"], "changed");
    assert_eq!(changed.len(), 1);
    let datum = &changed[0];
    assert_eq!(
        (&datum["id"], &datum["column"], &datum["what"]),
        (&"C-001".into(), &"training_hours".into(), &"filed".into())
    );
    assert_eq!(
        (&datum["a"], &datum["b"], &datum["confidential"]),
        (&"87".into(), &"870".into(), &Value::Bool(false))
    );
    assert!(list(&found["rules"], "items").is_empty() && list(&found["rules"], "files").is_empty());
    all_accounted_for(&found, &a, &b);
    for moved in list(&found, "moved") {
        for cause in list(moved, "causes").iter().filter(|cause| cause["cause"] == "score") {
            let own = moved["id"] == "C-001";
            assert_eq!(cause["by"], "data");
            assert_eq!(cause["whose"], serde_json::json!({ "own": own, "others": !own }), "{moved}");
            let parts: Vec<&Value> = list(cause, "parts").iter().map(|part| &part["id"]).collect();
            assert_eq!(parts, ["m_training"]);
        }
    }
    assert_eq!(causes(&found, "agriculture", "C-001")[0], "score data");
    // Only farmers are measured against C-001.
    assert!(
        list(&found, "moved")
            .iter()
            .all(|moved| !["services", "industry"].contains(&moved["ranking"].as_str().unwrap()))
    );
}

/// C-011 withdraws. With a frozen population nobody's score moves: whoever stood behind it stands one higher.
#[test]
fn a_withdrawal_moves_ranks_and_no_score() {
    let place = Place::new();
    let withdrawal = "entry,field,old,new,reason,decision,by\nC-011,withdrawal,,,asked,accepted,jury\n";
    let amendments = place.file("amendments.csv", withdrawal);
    let a = place.record("a", &[RULES, ENTRIES]);
    let b = place.record("b", &[&a, "--amendments", &amendments]);
    let (found, _) = diff(&a, &b);
    assert_eq!(list(&found["data"], "amendments").len(), 1);
    assert!(list(&found["data"], "changed").is_empty());
    let ending = &list(&found, "eligibility")[0];
    assert_eq!(of_whom(&found, "eligibility"), set(&["C-011"]));
    assert_eq!((&ending["a"]["outcome"], &ending["b"]["outcome"]), (&"ranked".into(), &"withdrawn".into()));
    assert_eq!((&ending["by"], &ending["whose"]["own"]), (&"data".into(), &Value::Bool(true)));
    all_accounted_for(&found, &a, &b);
    let before = ranks(&a);
    for moved in list(&found, "moved") {
        let (ranking, id) = (moved["ranking"].as_str().unwrap(), moved["id"].as_str().unwrap());
        let told = causes(&found, ranking, id);
        if id == "C-011" {
            assert_eq!(told, ["presence data"]);
            continue;
        }
        assert_eq!(told[0], "others", "{moved}");
        let gone = before[&(ranking.to_owned(), "C-011".to_owned())].0;
        let own = before[&(ranking.to_owned(), id.to_owned())].0;
        let passing = &list(&list(moved, "causes")[0], "passings")[0];
        assert_eq!(passing["side"], if own == gone { "equal-no-more" } else { "ahead-no-more" });
        assert!(own >= gone);
        let named = list(passing, "named");
        assert_eq!(
            (passing["count"].as_u64(), &named[0]["id"], &named[0]["why"]),
            (Some(1), &"C-011".into(), &"left".into())
        );
    }
}

/// A gate, a datum and a withdrawal at once: each move is due to what concerns it.
#[test]
fn rules_data_and_a_withdrawal_at_once_are_told_apart() {
    let place = Place::new();
    let rules = place.rules(
        "rules",
        &[
            ("require = \"members >= 7\"", "require = \"members >= 10\""),
            ("piecewise = [[20, 0], [60, 50], [90, 80]]", "piecewise = [[20, 0], [60, 60], [90, 80]]"),
        ],
    );
    let amendments = "fixtures/objections/amendments.csv";
    let a = place.record("a", &[RULES, ENTRIES]);
    let b = place.record("b", &[&rules, ENTRIES, "--amendments", amendments]);
    let (found, _) = diff(&a, &b);
    all_accounted_for(&found, &a, &b);
    let kinds: Vec<(&str, &str)> = list(&found["rules"], "items")
        .iter()
        .map(|item| (item["kind"].as_str().unwrap(), item["id"].as_str().unwrap()))
        .collect();
    assert_eq!(kinds, [("gate", "members"), ("indicator", "m_active")]);
    // C-009 and C-030 have fewer than ten members; C-011 withdrew.
    let due: BTreeMap<&str, &str> = list(&found, "eligibility")
        .iter()
        .map(|one| (one["id"].as_str().unwrap(), one["by"].as_str().unwrap()))
        .collect();
    assert_eq!(due, [("C-009", "rules"), ("C-011", "data"), ("C-030", "rules")].into());
    // C-007's sales were corrected: its score is moved by the rules and by its own data.
    assert_eq!(causes(&found, "agriculture", "C-007")[0], "score both");
    assert_eq!(causes(&found, "agriculture", "C-009"), ["presence rules"]);
    assert_eq!(causes(&found, "agriculture", "C-011"), ["presence data"]);
    for moved in list(&found, "moved") {
        for cause in list(moved, "causes").iter().filter(|cause| cause["cause"] == "score") {
            assert_eq!(cause["by"], if moved["id"] == "C-007" { "both" } else { "rules" }, "{moved}");
        }
    }
    // Exchanged, all of it is mirrored.
    let (back, _) = diff(&b, &a);
    let key = |moved: &Value, from: &str, to: &str| {
        [&moved["ranking"], &moved["id"], &moved[from], &moved[to]].map(Value::to_string)
    };
    let forth: Vec<_> = list(&found, "moved").iter().map(|moved| key(moved, "a", "b")).collect();
    let mirrored: Vec<_> = list(&back, "moved").iter().map(|moved| key(moved, "b", "a")).collect();
    assert_eq!(forth, mirrored);
    let told = stdout(&bartar(&["diff", &a, &b, "--top", "2", "--lang", "fa"]));
    assert!(told.contains("مورد دیگر") && told.contains("برگزیده"), "{told}");
    let csv = stdout(&bartar(&["diff", &a, &b, "--format", "csv"]));
    assert_eq!(csv.lines().count(), list(&found, "moved").len() + 1);
    assert!(csv.starts_with("stage,ranking,id,name,rank_a,"), "{csv}");
}

/// In the national edition a correction and a withdrawal reach both stages.
#[test]
fn every_stage_is_compared() {
    let place = Place::new();
    let inputs = [
        "criteria/iran-best-cooperatives-1405",
        "fixtures/iran/entries.csv",
        "--marks",
        "fixtures/iran/marks.csv",
    ];
    let a = place.record("a", &inputs);
    let b = place.record("b", &[&a, "--amendments", "fixtures/iran/amendments.csv"]);
    let (found, _) = diff(&a, &b);
    all_accounted_for(&found, &a, &b);
    let stages: BTreeSet<&str> =
        list(&found, "moved").iter().map(|moved| moved["stage"].as_str().unwrap()).collect();
    assert_eq!(stages, ["national", "provincial"].into());
    let scored: BTreeSet<&str> = list(&found, "moved")
        .iter()
        .filter(|moved| list(moved, "causes").iter().any(|cause| cause["cause"] == "score"))
        .map(|moved| moved["id"].as_str().unwrap())
        .collect();
    assert_eq!(scored, ["IR-008"].into());
}

/// A part was changed after sealing: replay fails, and diff says so.
#[test]
fn a_changed_record_is_told() {
    let place = Place::new();
    let a = place.record("a", &[RULES, ENTRIES]);
    let b = place.record("b", &[RULES, ENTRIES]);
    let totals = Path::new(&b).join("totals.csv");
    let text = fs::read_to_string(&totals).unwrap();
    fs::write(&totals, text.replacen("members", "mambers", 1)).unwrap();
    let (found, code) = diff(&a, &b);
    assert_eq!(code, Some(1));
    assert_eq!(
        (&found["a"]["recomputed"], &found["b"]["recomputed"]),
        (&"as-stored".into(), &"replay-fails".into())
    );
    assert!(list(&found, "moved").is_empty());
}

#[test]
fn a_public_form_is_refused_with_what_is_missing() {
    let place = Place::new();
    let a = place.record("a", &[RULES, ENTRIES]);
    let b = place.record("b", &[RULES, ENTRIES]);
    fs::remove_dir_all(Path::new(&b).join("confidential")).unwrap();
    for (lang, words) in [("en", "is the public form"), ("fa", "شکل همگانی است")] {
        let output = bartar(&["diff", &a, &b, "--lang", lang]);
        assert_eq!(output.status.code(), Some(65));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}
