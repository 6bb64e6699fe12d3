//! Made-up entries: every planted fault is found where the answer key says, and nothing else; the same bytes each time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use bartar_criteria::exact::Decimal;
use bartar_criteria::{Code, Rulebook};
use bartar_generate::{FaultKind, Generated, Kind, Options, Split, Target, generate};
use bartar_scoring::panel::count;
use bartar_scoring::{Outcome, Scored};
use bartar_tables::{Given, Intake, read_marks, write_parquet};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use support::{bartar, project, read, rulebook, scored, stderr, stdout};

/// Files below a folder.
struct Disk(PathBuf);

impl Target for Disk {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap())?;
        Ok(Box::new(File::create(path)?))
    }

    fn parquet(&self, out: &mut dyn Write, headers: &[String], columns: Vec<Vec<String>>) -> io::Result<()> {
        write_parquet(out, headers, columns)
    }
}

fn options(entries: u64, seed: u64) -> Options {
    Options {
        entries,
        seed,
        split: Split::Files(1),
        kinds: vec![Kind::Csv],
        dirt: Decimal::ZERO,
        faults: FaultKind::ALL.to_vec(),
        marks: false,
    }
}

fn make(rules: &Rulebook, options: &Options, folder: &Path) -> Generated {
    generate(rules, options, &mut Disk(folder.to_owned()), &|_, _| ()).unwrap()
}

/// All files of a folder by their path, with their bytes.
fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes(&path).into_iter().map(|(inner, bytes)| (folder.join(inner), bytes)));
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    all.into_iter().map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_owned(), bytes)).collect()
}

/// What is found: file, row and code, each with the columns that it rests on.
type Found = BTreeMap<(String, u64, String), BTreeSet<String>>;

fn found(folder: &Path, intake: &Intake, scored: &Scored<'_>) -> Found {
    let mut found = Found::new();
    let mut add = |entry: u32, code: &str, columns: &[usize]| {
        let place = |column| intake.provenance.place(entry as usize, column).unwrap();
        let whole = place(None);
        let file = Path::new(whole.file).strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        let headers = columns.iter().filter_map(|column| place(Some(*column)).column.map(str::to_owned));
        found.entry((file, u64::from(whole.row), code.to_owned())).or_default().extend(headers);
    };
    for (entry, reasons) in &scored.screening.reasons {
        for reason in reasons {
            let code = reason.finding.map(Code::name);
            let code = code.unwrap_or(&reason.code);
            add(*entry, code, &reason.columns);
        }
    }
    for finding in &scored.screening.findings {
        if let Some(entry) = finding.entry {
            add(entry, finding.code.name(), &finding.column.map(usize::from).into_iter().collect::<Vec<_>>());
        }
    }
    found
}

/// Generates, reads and scores, and compares with the key.
fn prove(rules: &Rulebook, options: &Options) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let made = make(rules, options, folder.path());
    let paths: Vec<PathBuf> = made.files.iter().map(|file| folder.path().join(&file.path)).collect();
    let mut intake = read(rules, &paths);
    let told: Vec<&str> = intake.notices.iter().map(|notice| notice.code.name()).collect();
    assert!(told.is_empty(), "{told:?}");
    if options.marks {
        let (marks, _) =
            read_marks(rules, &[folder.path().join("marks.csv")], &Given::default(), &|_| ()).unwrap();
        assert_eq!(made.marks, Some(marks.len() as u64));
        count(rules, &mut intake.entries, Some(&marks));
    }
    let scored = scored(rules, &intake);
    let found = found(folder.path(), &intake, &scored);
    let mut expected = Found::new();
    for planted in &made.key.planted {
        let columns = expected.entry((planted.file.clone(), planted.row, planted.code.clone())).or_default();
        columns.extend(planted.column.clone());
    }
    let keys = |found: &Found| found.keys().cloned().collect::<BTreeSet<_>>();
    let (missed, surplus) = (&keys(&expected) - &keys(&found), &keys(&found) - &keys(&expected));
    assert!(missed.is_empty() && surplus.is_empty(), "not found {missed:#?}\nnot planted {surplus:#?}");
    for (place, columns) in &expected {
        assert!(columns.is_subset(&found[place]), "{place:?}: {columns:?} in {:?}", found[place]);
    }
    for planted in &made.key.planted {
        let place = |entry: &usize| {
            let place = intake.provenance.place(*entry, None).unwrap();
            u64::from(place.row) == planted.row && Path::new(place.file).ends_with(&planted.file)
        };
        let entry = (0..intake.entries.len()).find(place).unwrap();
        assert_eq!(scored.screening.outcomes[entry], planted.outcome, "{planted:?}");
        assert_eq!(intake.entries.ids.get(entry), planted.id, "{planted:?}");
    }
    let of = |outcome| scored.screening.outcomes.iter().filter(|o| **o == outcome).count() as u64;
    let counts = made.key.counts;
    assert_eq!(
        [counts.rows, counts.ranked, counts.ineligible, counts.review, counts.withdrawn, counts.quarantined],
        [
            options.entries,
            of(Outcome::Ranked),
            of(Outcome::Ineligible),
            of(Outcome::Review),
            of(Outcome::Withdrawn),
            of(Outcome::Quarantined)
        ]
    );
    made
}

/// How many faults were planted: those of two entries are one.
fn faults(made: &Generated) -> usize {
    let entries: BTreeSet<(&str, u64, &str)> =
        made.key.planted.iter().map(|p| (p.file.as_str(), p.row, p.fault)).collect();
    let double = entries.iter().filter(|(.., fault)| ["repeated-id", "similar-id"].contains(fault)).count();
    entries.len() - double / 2
}

/// Rulebooks that are shipped, and those of the fixtures that have what these have not.
fn rulebooks() -> Vec<Rulebook> {
    let shipped = fs::read_dir(project().join("criteria")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = shipped.filter(|path| path.join("rulebook.toml").is_file()).collect();
    folders.sort();
    folders.extend(["fixtures/panel", "fixtures/rulebooks/valid/typical"].map(|path| project().join(path)));
    folders.iter().map(|folder| rulebook(folder)).collect()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let mut planted = BTreeSet::new();
    for rules in rulebooks() {
        for seed in [1, 1405] {
            let options = Options {
                split: Split::Files(6),
                kinds: Kind::ALL.to_vec(),
                dirt: "0.5".parse().unwrap(),
                marks: !rules.panel.is_empty(),
                ..options(120, seed)
            };
            let made = prove(&rules, &options);
            assert_eq!(faults(&made), 60, "{}", rules.identity.id);
            planted.extend(made.key.planted.iter().map(|planted| planted.fault));
        }
    }
    assert_eq!(FaultKind::ALL.iter().map(|kind| kind.name()).collect::<BTreeSet<_>>(), planted);
}

#[test]
fn clean_entries_are_all_ranked() {
    for rules in rulebooks() {
        let options = Options { marks: !rules.panel.is_empty(), ..options(60, 3) };
        let made = prove(&rules, &options);
        assert_eq!((made.key.counts.ranked, made.key.planted.len()), (60, 0), "{}", rules.identity.id);
    }
}

#[test]
fn every_gate_and_check_has_its_turn() {
    let rules = rulebook(&project().join("criteria/example-cooperatives"));
    let faults = vec![FaultKind::FailedGate, FaultKind::Contradiction];
    let options = Options { dirt: "0.2".parse().unwrap(), faults, ..options(100, 9) };
    let made = prove(&rules, &options);
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    made.key.planted.iter().for_each(|planted| *codes.entry(&planted.code).or_default() += 1);
    let expected = ["age", "conviction", "members", "operating", "stated-differs-note"];
    assert_eq!(codes, expected.map(|code| (code, 4)).into_iter().collect());
}

#[test]
fn the_same_seed_gives_the_same_bytes_with_any_number_of_threads() {
    let rules = rulebook(&project().join("criteria/example-cooperatives"));
    let run = |seed, threads| {
        let folder = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let dirt = "0.05".parse().unwrap();
        let options =
            Options { split: Split::Files(6), kinds: Kind::ALL.to_vec(), dirt, ..options(600, seed) };
        pool.install(|| make(&rules, &options, folder.path()));
        bytes(folder.path())
    };
    let first = run(7, 1);
    assert_eq!(first.len(), 8);
    assert!(first == run(7, 1) && first == run(7, 3), "the bytes differ");
    assert!(first != run(8, 1), "the seed makes no difference");
}

#[test]
fn an_entry_does_not_depend_on_how_many_there_are() {
    let rules = rulebook(&project().join("criteria/example-cooperatives"));
    let lines = |entries| {
        let folder = tempfile::tempdir().unwrap();
        make(&rules, &options(entries, 7), folder.path());
        let text = fs::read_to_string(folder.path().join("entries/entries.csv")).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (ten, thousand) = (lines(10), lines(1_000));
    assert_eq!((ten.len(), thousand.len()), (11, 1_001));
    assert_eq!(ten, thousand[..11]);
}

#[test]
fn files_by_choice_hold_the_shares_that_the_rulebook_states() {
    let folder = tempfile::tempdir().unwrap();
    let rules = rulebook(&project().join("criteria/example-cooperatives"));
    let options = Options { split: Split::By("sector".to_owned()), ..options(2_000, 5) };
    let made = make(&rules, &options, folder.path());
    let sizes: BTreeMap<&str, u64> =
        made.files.iter().map(|file| (file.path.as_str(), file.entries)).collect();
    for (sector, share) in [("agriculture", 45), ("industry", 25), ("services", 22), ("carpet", 8)] {
        let path = format!("entries/entries-{sector}.csv");
        let wanted = share * 20;
        assert!(
            sizes[path.as_str()].abs_diff(wanted) < 100,
            "{sector}: {} of {wanted}",
            sizes[path.as_str()]
        );
        let text = fs::read_to_string(folder.path().join(&path)).unwrap();
        assert!(text.lines().skip(1).all(|line| line.contains(&format!(",{sector},"))), "{sector}");
    }
    // No entry is without a sector, and there is no file without entries.
    assert_eq!(sizes.len(), 4);
}

#[test]
fn each_kind_of_file_is_written_in_its_way() {
    let rules = rulebook(&project().join("criteria/example-cooperatives"));
    let written = |kind: Kind| {
        let folder = tempfile::tempdir().unwrap();
        make(&rules, &Options { kinds: vec![kind], ..options(3, 7) }, folder.path());
        fs::read(folder.path().join(format!("entries/entries.{}", kind.ending()))).unwrap()
    };
    let text = |kind| String::from_utf8(written(kind)).unwrap();
    assert!(text(Kind::Csv).starts_with("id,name,sector,"));
    let semicolon = text(Kind::Semicolon);
    assert!(semicolon.starts_with("\u{feff}\"id\";\"name\";\"sector\";") && semicolon.ends_with("\"\r\n"));
    assert!(text(Kind::Tab).starts_with("id\tname\tsector\t"));
    let persian = text(Kind::Persian);
    assert!(persian.starts_with("\u{feff}شناسه,نام,رشته,") && persian.contains("۱۴۰۳/۱۲/۳۰"));
    let arabic = text(Kind::Arabic);
    assert!(arabic.contains("تعاوني") && !arabic.contains(['ی', 'ک', '\u{200C}']));
    assert!(written(Kind::Parquet).starts_with(b"PAR1"));
}

#[test]
fn entries_that_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(project().join("fixtures/panel/rulebook.toml")).unwrap();
    let text = text.replace("[field.size]", "withdrawn = \"gone\"\n\n[field.gone]\ntitle = { fa = \"انصراف\", en = \"Gone\" }\ntype = \"yes-no\"\n\n[field.size]");
    fs::write(folder.path().join("rulebook.toml"), text).unwrap();
    let rules = rulebook(folder.path());
    let dirt = "0.1".parse().unwrap();
    let options = Options { dirt, faults: vec![FaultKind::Withdrawn], marks: true, ..options(50, 1) };
    assert_eq!(prove(&rules, &options).key.counts.withdrawn, 5);
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("made");
    let run = |more: &[&str]| {
        let fixed = ["generate", "criteria/example-cooperatives", "--entries", "20", "--out"];
        bartar(&[&fixed[..], &[out.to_str().unwrap()], more].concat())
    };
    let made = run(&["--dirt", "10%"]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    assert!(stdout(&made).contains("entries.csv: 20 entries"), "{}", stdout(&made));
    let before = bytes(&out);
    let again = run(&[]);
    assert_eq!(again.status.code(), Some(73));
    assert!(stderr(&again).contains("holds something already"), "{}", stderr(&again));
    assert_eq!(bytes(&out), before);
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir(&out).unwrap();
    let json = run(&["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    assert_eq!(json["schema"], "bartar/generated/1");
    assert_eq!(json["counts"]["ranked"], 20);
}

#[test]
fn nothing_is_left_of_what_could_not_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let rules = folder.path().join("rules");
    fs::create_dir(&rules).unwrap();
    let text = fs::read_to_string(project().join("fixtures/panel/rulebook.toml")).unwrap();
    let gate = "\n[gate.never]\ntitle = { fa = \"هرگز\", en = \"Never\" }\nclause = \"test\"\nrequire = \"size * size < size - 9\"\nreason = { fa = \"نه\", en = \"No\" }\n";
    fs::write(rules.join("rulebook.toml"), text + gate).unwrap();
    let out = folder.path().join("made");
    let paths = [rules.to_str().unwrap(), out.to_str().unwrap()];
    let never = bartar(&["generate", paths[0], "--entries", "5", "--out", paths[1]]);
    assert_eq!(never.status.code(), Some(65));
    assert!(stderr(&never).contains("what stood against it: never."), "{}", stderr(&never));
    let by = bartar(&["generate", paths[0], "--entries", "5", "--out", paths[1], "--by", "size"]);
    assert_eq!(by.status.code(), Some(2));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["rules"]);
}
