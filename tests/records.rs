//! Sealed records: the same entries give the same root, a record stands in for rulebook and data, and amendments make a chain.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_record::Files;
use bartar_record::files::{ENVELOPE, PROVENANCE, is_part};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use support::records::files as read_record;
use support::{bartar, project, stderr, stdout};

const EXAMPLE: [&str; 2] = ["criteria/example-cooperatives", "fixtures/example/entries.csv"];
const NATIONAL: [&str; 4] = [
    "criteria/iran-best-cooperatives-1405",
    "fixtures/iran/entries.csv",
    "--marks",
    "fixtures/iran/marks.csv",
];

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), "a secret of more than sixteen bytes").unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Seals a run with the same secret each time.
    fn seal(&self, name: &str, arguments: &[&str]) -> Files {
        let (out, secret) = (self.text(name), self.text("secret"));
        // A record has its salts already.
        let of_record = Path::new(arguments[0]).starts_with(self.0.path());
        let salts = if of_record { Vec::new() } else { vec!["--salt-secret", &secret] };
        let run = bartar(&[&["rank"], arguments, &["--out", &out], &salts].concat());
        assert!(self.path(name).is_dir(), "{}", stderr(&run));
        self.files(name)
    }

    fn files(&self, name: &str) -> Files {
        read_record(&self.path(name))
    }
}

fn json(arguments: &[&str]) -> Value {
    let run = bartar(arguments);
    serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", stderr(&run)))
}

/// The answer of each check.
fn answers(arguments: &[&str]) -> (Option<i32>, Vec<(String, String)>) {
    let run = bartar(&[&["replay"], arguments, &["--format", "json"]].concat());
    let replay: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", stderr(&run)));
    assert_eq!(replay["schema"], "bartar/replay/1");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let checks = replay["checks"].as_array().unwrap().iter();
    (run.status.code(), checks.map(|check| (text(&check["check"]), text(&check["answer"]))).collect())
}

fn answer<'a>(answers: &'a [(String, String)], check: &str) -> &'a str {
    &answers.iter().find(|(name, _)| name == check).unwrap().1
}

/// The rows of a file in another order, in two files.
fn shuffled(folder: &Folder, path: &str) -> [String; 2] {
    let text = fs::read_to_string(project().join(path)).unwrap();
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let (first, second) = rows.split_at(rows.len() / 3);
    [("one.csv", second), ("two.csv", first)].map(|(name, rows)| {
        fs::write(folder.path(name), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
        folder.text(name)
    })
}

#[test]
fn the_same_entries_give_the_same_root_and_the_same_bytes() {
    let folder = Folder::new();
    for (name, arguments) in [("example", &EXAMPLE[..]), ("national", &NATIONAL[..])] {
        let whole = folder.seal(&format!("{name}-1"), &[arguments, &["--threads", "2"]].concat());
        let [one, two] = shuffled(&folder, arguments[1]);
        let other = [
            &[arguments[0], one.as_str(), two.as_str()],
            &arguments[2..],
            &["--threads", "1", "--operator", "J"],
        ];
        let other = folder.seal(&format!("{name}-2"), &other.concat());
        assert_eq!(whole.root(), other.root());
        let differ: Vec<&String> = (whole.0.iter())
            .filter(|(path, bytes)| other.get(path) != Some(bytes.as_slice()))
            .map(|(path, _)| path)
            .collect();
        assert!(!differ.is_empty());
        assert!(differ.iter().all(|path| path.starts_with(PROVENANCE) || *path == ENVELOPE), "{differ:?}");
        assert!(whole.0.keys().any(|path| is_part(path)));
    }
    // Without the secret nobody comes to the same root.
    let out = folder.text("another");
    bartar(&[&["rank"], &EXAMPLE[..], &["--out", &out]].concat());
    assert_ne!(folder.files("another").root(), folder.files("example-1").root());
}

#[test]
fn a_record_stands_in_for_rulebook_and_data() {
    let folder = Folder::new();
    folder.seal("record", &NATIONAL);
    let record = folder.text("record");
    let ranked = |arguments: &[&str]| {
        let mut ranking = json(&[&["rank"], arguments, &["--format", "json"]].concat());
        ranking.as_object_mut().unwrap().remove("provenance");
        ranking
    };
    assert_eq!(ranked(&[&record]), ranked(&NATIONAL));
    assert_eq!(
        ranked(&[&record, "--stage", "provincial"]),
        ranked(&[&NATIONAL[..], &["--stage", "provincial"]].concat())
    );
    for id in ["IR-001", "IR-005", "IR-014", "IR-062"] {
        let explained =
            |arguments: &[&str]| json(&[&["explain"], arguments, &["--id", id, "--format", "json"]].concat());
        let (ours, theirs) = (explained(&[&record]), explained(&NATIONAL));
        assert_eq!(ours["nodes"], theirs["nodes"], "with the file, row and column of every datum");
        assert_eq!(
            (&ours["outcome"], &ours["reasons"], &ours["total"]),
            (&theirs["outcome"], &theirs["reasons"], &theirs["total"])
        );
    }
    let data = bartar(&["rank", &record, "fixtures/iran/entries.csv"]);
    assert_eq!(data.status.code(), Some(2), "{}", stderr(&data));
}

#[test]
fn replay_passes_on_whole_records_and_says_what_it_could_not_check() {
    let folder = Folder::new();
    folder.seal("record", &NATIONAL);
    let (code, answers) = answers(&[&folder.text("record")]);
    assert_eq!(code, Some(3), "it is not signed");
    assert_eq!(answers.len(), 13);
    assert!(
        answers.iter().all(|(check, answer)| answer == if check == "V2" { "not checked" } else { "pass" }),
        "{answers:?}"
    );
    // Opened, a record that was changed serves nobody.
    let part = folder.path("record").join("results/national/rankings.csv");
    fs::write(&part, fs::read_to_string(&part).unwrap() + "\n").unwrap();
    let ranked = bartar(&["rank", &folder.text("record")]);
    assert_eq!(ranked.status.code(), Some(65));
    assert!(stderr(&ranked).contains("results/national/rankings.csv was changed"), "{}", stderr(&ranked));
    assert_eq!(stdout(&ranked), "");
}

#[test]
fn amendments_make_a_chain_of_records() {
    let folder = Folder::new();
    let first = folder.seal("first", &EXAMPLE);
    let record = |name: &str| folder.text(name);
    folder.seal("second", &[&record("first"), "--amendments", "fixtures/objections/amendments.csv"]);
    // The same decisions on the files of entries give the same result.
    let of =
        |arguments: &[&str]| json(&[&["rank"], arguments, &["--format", "json"]].concat())["pools"].clone();
    let amended = of(&[&EXAMPLE[..], &["--amendments", "fixtures/objections/amendments.csv"]].concat());
    assert_eq!(of(&[&record("second")]), amended);
    assert_ne!(of(&[&record("first")]), amended);

    let more = folder.path("more.csv");
    fs::write(
        &more,
        "entry,field,old,new,reason,decision,by\nC-007,sales,19000,18500,a second audit,accepted,jury\n",
    )
    .unwrap();
    folder.seal("third", &[&record("second"), "--amendments", more.to_str().unwrap()]);
    let third = json(&["rank", &record("third"), "--format", "json"]);
    assert_eq!(third["amendments"].as_array().unwrap().len(), 4);

    let (code, alone) = answers(&[&record("second")]);
    assert_eq!((code, answer(&alone, "V13")), (Some(3), "not checked"));
    for (name, before, expected) in [
        ("second", "first", "pass"),
        ("third", "second", "pass"),
        ("third", "first", "fail"),
        ("second", "third", "fail"),
    ] {
        let (_, answers) = answers(&[&record(name), "--predecessor", &record(before)]);
        assert_eq!(answer(&answers, "V13"), expected, "{name} after {before}");
        assert!(answers.iter().all(|(check, answer)| answer != "fail" || check == "V13"));
    }
    // Neither another rulebook nor a predecessor that was changed under its own manifest is the one that is named.
    let part = folder.path("first").join("confidential/entries.csv.gz");
    let bytes = fs::read(&part).unwrap();
    fs::write(&part, [&bytes[..], &[0]].concat()).unwrap();
    let (_, changed) = answers(&[&record("second"), "--predecessor", &record("first")]);
    assert_eq!(answer(&changed, "V13"), "fail");
    fs::write(&part, bytes).unwrap();
    // What was filed stays as it was; so it can be seen that only decisions were added.
    let second = folder.files("second");
    for part in ["entries.csv.gz", "confidential/entries.csv.gz"] {
        assert_eq!(first.get(part), second.get(part));
    }
}

#[test]
fn a_place_that_is_taken_is_not_written_to() {
    let folder = Folder::new();
    folder.seal("record", &EXAMPLE);
    let before = folder.files("record");
    let out = folder.text("record");
    let again = bartar(&[&["rank"], &EXAMPLE[..], &["--out", &out]].concat());
    assert_eq!(again.status.code(), Some(73), "{}", stderr(&again));
    assert_eq!(stdout(&again), "");
    assert_eq!(folder.files("record"), before);
    fs::write(folder.path("short"), "short").unwrap();
    let (out, short) = (folder.text("other"), folder.text("short"));
    let run = bartar(&[&["rank"], &EXAMPLE[..], &["--out", &out, "--salt-secret", &short]].concat());
    assert_eq!(run.status.code(), Some(65));
    assert!(!folder.path("other").exists());
}
