//! Receipts: each proves its own entry and nothing else, gives nothing away, and proves nothing once anything of it is changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_record::digest::{hex, sha256};
use bartar_record::receipt::{Known, Opening, Proof, Receipt, Refused, Verification, issue, verify};
use bartar_record::{Answer, Files, Numbered};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::records::{EXAMPLE, NATIONAL, files, keys, sealed, sealed_first, signed};
use support::{bartar, python, stderr, stdout};

/// Names of the checks that failed.
fn failed(verification: &Verification) -> Vec<String> {
    let checks = verification.checks.iter().filter(|checked| checked.answer == Answer::Fail);
    checks.map(|checked| checked.check.name()).collect()
}

/// Ids of the entries of a record, with their numbers.
fn ids(record: &Path) -> Vec<(String, u32)> {
    let output = bartar(&["rank", record.to_str().unwrap(), "--format", "json"]);
    let ranking: Value = serde_json::from_slice(&output.stdout).unwrap();
    let lists = ["ineligible", "review", "withdrawn", "quarantined"].map(|list| ranking[list].clone());
    let pools = ranking["pools"].as_array().unwrap().iter().map(|pool| pool["entries"].clone());
    let all = lists.into_iter().chain(pools).flat_map(|list| list.as_array().unwrap().clone());
    let ids: BTreeSet<String> = all.map(|entry| entry["id"].as_str().unwrap().to_owned()).collect();
    let numbered = ids.into_iter().zip(1..);
    numbered.collect()
}

#[test]
fn every_entry_of_records_of_every_size_has_its_receipt() {
    let [secret, public] = keys();
    for (size, folder) in
        [(1, sealed_first(1)), (2, sealed_first(2)), (3, sealed_first(3)), (65, sealed(NATIONAL))]
    {
        let record = folder.path().join("record");
        let mut files = files(&record);
        signed(&mut files, &secret);
        let ids = ids(&record);
        assert_eq!(ids.len(), size);
        // Sixty-five leaves stand seven levels below their root; but the last one goes up alone.
        let steps = |number: u32| match size {
            1 => 0,
            2 => 1,
            3 => {
                if number == 3 {
                    1
                } else {
                    2
                }
            }
            _ => {
                if number == 65 {
                    1
                } else {
                    7
                }
            }
        };
        let step = if size == 65 { 8 } else { 1 };
        for (id, number) in ids.iter().step_by(step) {
            let (receipt, opening) = issue(&files, id, None).unwrap();
            assert_eq!((receipt.entry, receipt.path.len()), (*number, steps(*number)), "{id} of {size}");
            let opening = opening.text();
            let known = Known { root: files.root(), key: Some(&public), opening: Some(&opening) };
            let verification = verify(&receipt.text(), &known);
            assert_eq!(verification.answer(), Answer::Pass, "{id}: {:#?}", verification.checks);
            assert_eq!(verification.statement.unwrap().id, *id);
        }
    }
}

/// What a receipt proves is what the ranking says, which is made without records.
#[test]
fn a_receipt_says_what_the_ranking_says() {
    let folder = sealed(NATIONAL);
    let mut files = files(&folder.path().join("record"));
    let [secret, public] = keys();
    signed(&mut files, &secret);
    let output = bartar(&[&["rank"], NATIONAL, &["--format", "json"]].concat());
    let ranking: Value = serde_json::from_slice(&output.stdout).unwrap();
    for id in ["IR-001", "IR-004", "IR-020"] {
        let mut expected = BTreeSet::new();
        for pool in ranking["pools"].as_array().unwrap() {
            for entry in pool["entries"].as_array().unwrap().iter().filter(|entry| entry["id"] == id) {
                let text = |name: &str| entry[name].as_str().map(str::to_owned);
                let tied = entry["tied"].as_bool().unwrap();
                let pool = pool["pool"].as_str().unwrap().to_owned();
                expected.insert((
                    pool,
                    entry["rank"].as_u64().unwrap(),
                    text("score").unwrap(),
                    tied,
                    text("honour"),
                ));
            }
        }
        let (receipt, _) = issue(&files, id, None).unwrap();
        let verification =
            verify(&receipt.text(), &Known { root: files.root(), key: Some(&public), opening: None });
        let mut statement = verification.statement.unwrap();
        let last = statement.stages.pop().unwrap();
        let places = last.places.into_iter();
        let found: BTreeSet<_> = places
            .map(|place| (place.ranking, u64::from(place.rank), place.score, place.tied, place.honour))
            .collect();
        assert_eq!(found, expected, "{id}");
        assert_eq!(last.outcome == "ranked", !expected.is_empty(), "{id}");
        assert!(!statement.stages.is_empty(), "the provincial stage stands before it");
    }
}

/// A member of a receipt.
type Member = (&'static str, fn(&mut Receipt) -> &mut String);

/// A byte with its lowest bit turned, wherever the text stays a text.
fn turned(text: &str, at: usize) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    bytes[at] ^= 1;
    String::from_utf8(bytes).ok()
}

#[test]
fn no_byte_of_a_receipt_can_be_changed() {
    let folder = sealed_first(3);
    let mut files = files(&folder.path().join("record"));
    let [secret, public] = keys();
    signed(&mut files, &secret);
    let (receipt, _) = issue(&files, "C-002", None).unwrap();
    let known = Known { root: files.root(), key: Some(&public), opening: None };
    assert_eq!(verify(&receipt.text(), &known).answer(), Answer::Pass);
    // Signatures are slow to verify; without the key nothing of what is changed here is found by them.
    let known = Known { key: None, ..known };
    assert_eq!(failed(&verify(&receipt.text(), &known)), Vec::<String>::new());
    let fields: [Member; 8] = [
        ("schema", |receipt| &mut receipt.schema),
        ("id", |receipt| &mut receipt.id),
        ("root", |receipt| &mut receipt.root),
        ("manifest", |receipt| &mut receipt.manifest),
        ("record", |receipt| &mut receipt.record),
        ("tree", |receipt| &mut receipt.tree),
        ("leaf", |receipt| &mut receipt.leaf),
        ("path", |receipt| &mut receipt.path[0]),
    ];
    let mut tried = 0;
    for (name, field) in fields {
        let text = field(&mut receipt.clone()).clone();
        for at in 0..text.len() {
            let Some(other) = turned(&text, at) else { continue };
            let mut changed = receipt.clone();
            *field(&mut changed) = other;
            let verification = verify(&changed.text(), &known);
            assert_eq!(verification.answer(), Answer::Fail, "byte {at} of {name}");
            assert!(verification.statement.is_none(), "byte {at} of {name}");
            tried += 1;
        }
    }
    assert!(tried > 3_000, "{tried}");
    let changes: [fn(&mut Receipt); 8] = [
        |receipt| receipt.entry += 1,
        |receipt| receipt.index += 1,
        |receipt| (receipt.entry, receipt.index) = (receipt.entry + 1, receipt.index + 1),
        |receipt| receipt.index = u32::MAX,
        |receipt| receipt.path.swap(0, 1),
        |receipt| receipt.path.truncate(1),
        |receipt| receipt.path.push(receipt.path[0].clone()),
        |receipt| receipt.tree = receipt.tree.replacen('3', "4", 1),
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut changed = receipt.clone();
        change(&mut changed);
        assert_eq!(verify(&changed.text(), &known).answer(), Answer::Fail, "change {at}");
    }
    let text = receipt.text();
    for cut in [0, 1, text.len() / 2, text.len() - 3] {
        assert_eq!(failed(&verify(&text[..cut], &known)), ["R1"], "cut at {cut}");
    }
}

/// Each fault is found by the check that is there for it.
#[test]
fn what_is_of_another_entry_or_record_is_found_where_it_stands() {
    let (one, other) = (sealed_first(3), sealed_first(2));
    let (one, other) = (files(&one.path().join("record")), files(&other.path().join("record")));
    let known = Known { root: one.root(), ..Known::default() };
    let [(a, _), (b, _)] = ["C-001", "C-002"].map(|id| issue(&one, id, None).unwrap());
    let (foreign, _) = issue(&other, "C-001", None).unwrap();
    let answer = |receipt: Receipt| failed(&verify(&receipt.text(), &known));
    assert_eq!(answer(a.clone()), Vec::<String>::new());
    assert_eq!(answer(foreign.clone()), ["R5"], "a receipt of another record");
    assert_eq!(answer(Receipt { id: b.id.clone(), ..a.clone() }), ["R1"], "another's id");
    assert_eq!(answer(Receipt { leaf: b.leaf.clone(), ..a.clone() }), ["R1"], "another's rows");
    let all = Receipt { path: a.path.clone(), ..b.clone() };
    assert_eq!(answer(all), ["R2"], "another's path");
    let raised = a.leaf.replacen(",unqualified,", ",none,", 1).replacen("agriculture", "industry", 1);
    assert_ne!(raised, a.leaf);
    assert_eq!(answer(Receipt { leaf: raised, ..a.clone() }), ["R2"], "other data");
    assert_eq!(answer(Receipt { manifest: foreign.manifest.clone(), ..a.clone() }), ["R3", "R4"]);
    let root = foreign.root.clone();
    assert_eq!(answer(Receipt { root: root.clone(), ..a.clone() }), ["R4", "R5"]);
    // A whole tree of one's own under a manifest of one's own still is not the published root.
    let leaf = a.leaf.replacen("C-001,", "C-009,", 1);
    assert_eq!(answer(Receipt { leaf, ..a.clone() }), ["R1"]);
    let manifest = a.manifest.replacen(&hex(&sha256(&[a.tree.as_bytes()])), &hex(&sha256(&[b"x"])), 1);
    assert_eq!(answer(Receipt { manifest, ..a }), ["R3", "R4"]);
}

#[test]
fn a_root_that_nobody_published_or_signed_proves_nothing() {
    let folder = sealed_first(2);
    let mut files = files(&folder.path().join("record"));
    let (unsigned, _) = issue(&files, "C-001", None).unwrap();
    let ([secret, public], [_, stranger]) = (keys(), keys());
    signed(&mut files, &secret);
    let (receipt, _) = issue(&files, "C-001", None).unwrap();
    let root = files.root();
    let answer = |receipt: &Receipt, root, key: Option<&String>| {
        let known = Known { root, key: key.map(String::as_str), opening: None };
        let verification = verify(&receipt.text(), &known);
        (verification.answer(), failed(&verification))
    };
    let none = Vec::<String>::new;
    assert_eq!(answer(&receipt, root, Some(&public)), (Answer::Pass, none()));
    assert_eq!(answer(&receipt, None, None), (Answer::NotChecked, none()));
    assert_eq!(answer(&receipt, None, Some(&public)), (Answer::NotChecked, none()));
    assert_eq!(answer(&receipt, root, None), (Answer::NotChecked, none()));
    assert_eq!(answer(&unsigned, root, None), (Answer::NotChecked, none()));
    assert_eq!(answer(&unsigned, root, Some(&public)), (Answer::Fail, vec!["R6".to_owned()]));
    assert_eq!(answer(&receipt, root, Some(&stranger)), (Answer::Fail, vec!["R6".to_owned()]));
    assert_eq!(answer(&receipt, root, Some(&"no key".to_owned())), (Answer::Fail, vec!["R6".to_owned()]));
}

#[test]
fn openings_open_and_no_other_does() {
    let folder = sealed(EXAMPLE);
    let files = files(&folder.path().join("record"));
    // This entry has a fault too.
    let faulty = (22..=36).find_map(|number| {
        let made = issue(&files, &format!("C-{number:03}"), None).ok()?;
        (!made.1.faults.is_empty()).then_some(made)
    });
    let (receipt, opening) = faulty.unwrap();
    let receipt = receipt.text();
    let opens = |opening: &[u8]| {
        let verification = verify(&receipt, &Known { opening: Some(opening), ..Known::default() });
        (!failed(&verification).contains(&"R7".to_owned())).then_some(verification)
    };
    let opened = opens(&opening.text()).unwrap().opened.unwrap();
    let cells: Vec<&str> = opening.entries.trim_end().split(',').skip(1).collect();
    assert_eq!(opened.data.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), cells);
    assert_eq!(opened.data[0].0, "sales");
    assert_eq!(opened.faults.len(), 1);
    let fields: [fn(&mut Opening) -> &mut String; 6] = [
        |opening| &mut opening.schema,
        |opening| &mut opening.root,
        |opening| &mut opening.id,
        |opening| &mut opening.salt,
        |opening| &mut opening.entries,
        |opening| &mut opening.faults,
    ];
    for field in fields {
        let text = field(&mut opening.clone()).clone();
        for at in 0..text.len() {
            let Some(other) = turned(&text, at) else { continue };
            let mut changed = opening.clone();
            *field(&mut changed) = other;
            assert!(opens(&changed.text()).is_none(), "byte {at} of {text:?}");
        }
    }
    // The commitment is over all rows together; each part still takes only its own.
    let moved = Opening { claims: opening.faults.clone(), faults: String::new(), ..opening.clone() };
    assert!(opens(&moved.text()).is_none());
    let other = issue(&files, "C-001", None).unwrap().1;
    assert!(opens(&other.text()).is_none(), "another's opening");
    assert!(opens(&Opening { id: opening.id.clone(), entry: opening.entry, ..other }.text()).is_none());
    let verification = verify(&receipt, &Known { opening: Some(b"{}"), ..Known::default() });
    assert_eq!(failed(&verification), ["R7"]);
    assert_eq!(verification.checks.last().unwrap().check, Proof::Opening);
}

/// All cells of a record's tables, by part, as Python's standard library reads them.
fn tables(python: &str, record: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    const SCRIPT: &str = "import csv, glob, gzip, io, json, sys\n\
        tables = []\n\
        for path in sorted(glob.glob('**/*.csv.gz', recursive=True, root_dir=sys.argv[1])):\n    \
            text = gzip.open(sys.argv[1] + '/' + path, 'rt', encoding='utf-8', newline='').read()\n    \
            tables.append((path, list(csv.reader(io.StringIO(text)))))\n\
        print(json.dumps(tables))\n";
    let output = Command::new(python).args(["-c", SCRIPT, record.to_str().unwrap()]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The words of a text: what may be a number, an id or a word.
fn words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '@' | '_')).collect()
}

#[test]
fn a_receipt_gives_nothing_away() {
    let Some(python) = python("a_receipt_gives_nothing_away") else { return };
    for arguments in
        [NATIONAL, EXAMPLE, &["fixtures/verified_values", "fixtures/verified_values/entries.csv"]]
    {
        let folder = sealed(arguments);
        let record = folder.path().join("record");
        let files = files(&record);
        let tables = tables(python, &record);
        let entries = &tables.iter().find(|(path, _)| path == "entries.csv.gz").unwrap().1[1..];
        let mut secrets: BTreeSet<&str> = BTreeSet::new();
        for (_, rows) in tables.iter().filter(|(path, _)| path.starts_with("confidential/")) {
            secrets.extend(rows.iter().skip(1).flatten().map(String::as_str));
        }
        let key = std::str::from_utf8(files.get("confidential/salt-key.txt").unwrap()).unwrap().trim();
        let salts = |number: usize| {
            issue(&files, &entries[number][1], Some(number_of(&entries[number]))).unwrap().1.salt
        };
        let mut salts: Vec<String> = [0, 1, entries.len() - 1].map(salts).to_vec();
        salts.push(key.to_owned());
        secrets.extend(salts.iter().map(String::as_str));
        secrets.retain(|secret| secret.chars().count() > 3);
        assert!(secrets.len() > 3);
        let about = std::str::from_utf8(files.get("record.json").unwrap()).unwrap();
        let mut caught = 0;
        for entry in entries.iter().step_by(if entries.len() > 20 { 5 } else { 1 }) {
            let number = number_of(entry);
            let (receipt, opening) = issue(&files, &entry[1], Some(number)).unwrap();
            // What the entry's own public rows say too is no secret; nor are the names of columns.
            let own: Vec<&str> = tables
                .iter()
                .filter(|(path, _)| !path.starts_with("confidential/") && !path.starts_with("provenance/"))
                .flat_map(|(path, rows)| {
                    let at = if path.ends_with("standings.csv.gz") { 2 } else { 0 };
                    rows.iter().filter(move |row| row[at] == number.to_string()).flatten()
                })
                .map(String::as_str)
                .collect();
            let own = own.join(" ");
            let known: BTreeSet<&str> = words(&own).union(&words(about)).copied().collect();
            let found_in = |text: &str| -> Vec<String> {
                let held = words(text);
                let shown = |secret: &&&str| {
                    let word = words(secret).len() == 1;
                    if word {
                        held.contains(**secret) && !known.contains(**secret)
                    } else {
                        text.contains(**secret)
                    }
                };
                secrets.iter().filter(shown).map(|secret| (*secret).to_owned()).collect()
            };
            let text = [&receipt.manifest, &receipt.record, &receipt.tree, &receipt.leaf]
                .map(String::as_str)
                .concat();
            let text = text + &receipt.path.join(" ") + &receipt.root + &receipt.id;
            assert_eq!(found_in(&text), Vec::<String>::new(), "{}", entry[1]);
            let opening = opening.salt + " " + &opening.entries + &opening.claims + &opening.faults;
            caught += found_in(&opening).len();
            for other in entries.iter().filter(|other| other[1] != entry[1]) {
                assert!(
                    !words(&text).contains(other[1].as_str()),
                    "{} in the receipt of {}",
                    other[1],
                    entry[1]
                );
                let named = !other[2].is_empty() && !entry[2].contains(&other[2]);
                assert!(!named || !text.contains(&other[2]), "{} in the receipt of {}", other[2], entry[1]);
            }
        }
        assert!(caught > 0, "the same scan finds what openings hold");
    }
}

fn number_of(row: &[String]) -> u32 {
    row[0].parse().unwrap()
}

#[test]
fn entries_that_are_not_there_or_not_told_apart_are_refused() {
    let folder = sealed(EXAMPLE);
    let record = folder.path().join("record");
    let files = files(&record);
    let refused = |id: &str, number| issue(&files, id, number).unwrap_err();
    assert!(
        matches!(refused("C-0010", None), Refused::Unknown(why) if why.en.contains("did you mean `C-001`?"))
    );
    assert!(matches!(refused("c-۰۰۱", None), Refused::Unknown(why) if why.fa.contains("شاید «C-001»")));
    assert!(matches!(refused("nobody at all", None), Refused::Unknown(why) if !why.en.contains("mean")));
    let Refused::Several(why) = refused("C-020", None) else { panic!("it is in two rows") };
    assert_eq!(
        why.en,
        "several entries have the id `C-020`, with the numbers 20, 21; choose one with --entry N"
    );
    assert!(matches!(refused("C-020", Some(5)), Refused::Unknown(why) if why.en.contains(": 20, 21")));
    let [one, other] = [20, 21].map(|number| issue(&files, "C-020", Some(number)).unwrap().0);
    assert!(one.leaf != other.leaf && (one.entry, other.entry) == (20, 21));
    let mut changed = files.clone();
    changed.put("tree.txt", "36 00\n");
    assert!(matches!(issue(&changed, "C-001", None), Err(Refused::Record(_))));
    // A record that is whole and whose tree is not the one of its entries gives no receipts either.
    let tree = std::str::from_utf8(files.get("tree.txt").unwrap()).unwrap().replace("36 ", "35 ");
    changed.put("tree.txt", tree);
    changed.close();
    assert!(matches!(issue(&changed, "C-001", None), Err(Refused::Record(why)) if why.en.contains("Merkle")));
    let mut public: Files = files.clone();
    public.0.retain(|path, _| !path.starts_with("confidential/"));
    assert!(
        matches!(issue(&public, "C-001", None), Err(Refused::Record(why)) if why.en.contains("public form"))
    );
    let record = record.to_str().unwrap();
    let code = |arguments: &[&str]| bartar(&[&["receipt", record], arguments].concat()).status.code();
    assert_eq!(code(&["--id", "C-999"]), Some(66));
    assert_eq!(code(&["--id", "C-020"]), Some(2));
    assert_eq!(code(&["--id", "C-020", "--entry", "21"]), Some(0));
}

#[test]
fn the_commands_give_and_verify_receipts() {
    let folder = sealed_first(2);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (record, receipt, opening, key) =
        (path("record"), path("receipt.json"), path("opening.json"), path("jury"));
    let run = |arguments: &[&str]| {
        let output = bartar(arguments);
        (output.status.code(), stdout(&output), stderr(&output))
    };
    let make = ["receipt", &record, "--id", "C-002", "--out", &receipt, "--opening", &opening];
    assert_eq!(run(&["sign", "--new-key", &key, "--no-password"]).0, Some(0));
    let (secret, public) = (format!("{key}.key"), format!("{key}.pub"));
    assert_eq!(run(&["sign", &record, "--key", &secret]).0, Some(0));
    assert_eq!(run(&make).0, Some(0));
    let (code, _, told) = run(&make);
    assert_eq!(code, Some(73), "nothing is written in the place of another file: {told}");
    let inside = format!("{record}/receipt.json");
    assert_eq!(run(&["receipt", &record, "--id", "C-002", "--out", &inside]).0, Some(2));
    let one = path("one.json");
    assert_eq!(run(&["receipt", &record, "--id", "C-002", "--out", &one, "--opening", &one]).0, Some(2));
    assert_eq!(run(&["replay", &record, "--key", &public]).0, Some(0), "the record stays as it was");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path: &str| fs::metadata(path).unwrap().permissions().mode() & 0o077;
        assert_eq!((mode(&opening), mode(&secret)), (0, 0), "private");
    }
    assert!(fs::read_to_string(&opening).unwrap().contains("PRIVATE"));
    let printed = run(&["receipt", &record, "--id", "C-002"]).1;
    assert_eq!(printed, fs::read_to_string(&receipt).unwrap());
    let root = fs::read_to_string(format!("{record}/ROOT")).unwrap();
    let proof = ["verify", &receipt, "--root", &root, "--key", &public];
    let (code, told, _) = run(&proof);
    assert_eq!(code, Some(0), "{told}");
    let (code, opened, _) = run(&[&proof[..], &["--opening", &opening]].concat());
    assert_eq!(code, Some(0), "{opened}");
    assert!(opened.starts_with(told.split("R6").next().unwrap()) && opened.contains("\n  sales: 4100\n"));
    assert!(!told.contains("4100"));
    assert_eq!(run(&["verify", &receipt, "--record", &record, "--key", &public]).0, Some(0));
    assert_eq!(run(&["verify", &receipt]).0, Some(3));
    let zeros = "0".repeat(64);
    let (code, told, _) = run(&["verify", &receipt, "--root", &zeros, "--key", &public]);
    assert!(
        code == Some(1) && told.contains("This receipt proves nothing.") && !told.contains("C-002"),
        "{told}"
    );
    assert_eq!(run(&["verify", &receipt, "--root", "x"]).0, Some(2));
    assert_eq!(run(&["verify", &path("none.json")]).0, Some(66));
    let (code, json, _) = run(&[&proof[..], &["--format", "json"]].concat());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (code, &json["schema"], &json["answer"]),
        (Some(0), &"bartar/verification/1".into(), &"pass".into())
    );
    assert_eq!((&json["proven"], &json["statement"]["id"]), (&true.into(), &"C-002".into()));
    let names: Vec<&str> =
        json["checks"].as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(names, ["R1", "R2", "R3", "R4", "R5", "R6"]);
    assert!(json["opened"].is_null());
}
