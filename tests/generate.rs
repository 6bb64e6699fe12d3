//! Made-up entries: every planted fault is found where the answer key says, and nothing else; the same bytes each time.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use bartar_criteria::Rulebook;
use bartar_criteria::national_id::parse_national_id;
use bartar_generate::{FaultKind, Generated, Kind, Options, Split};
use bartar_scoring::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use support::made::{Made, bytes, kinds, make, options};
use support::{bartar, project, records, rulebook, scored, stderr, stdout};

/// Generates, reads and scores, and compares with the key.
fn prove(rules: &Rulebook, options: &Options) -> Generated {
    let made = Made::new(rules, options);
    let scored = scored(rules, &made.intake);
    made.prove(&scored, &|_| true, true);
    let of = |outcome| scored.screening.outcomes.iter().filter(|o| **o == outcome).count() as u64;
    let counts = made.generated.key.counts;
    assert_eq!(
        [counts.rows, counts.ranked, counts.ineligible, counts.review, counts.withdrawn, counts.quarantined],
        [
            scored.screening.outcomes.len() as u64,
            of(Outcome::Ranked),
            of(Outcome::Ineligible),
            of(Outcome::Review),
            of(Outcome::Withdrawn),
            of(Outcome::Quarantined)
        ]
    );
    made.generated
}

/// How many faults were planted: those of two entries are one.
fn faults(made: &Generated) -> usize {
    let entries: BTreeSet<(&str, &str, u64, &str)> = made
        .key
        .planted
        .iter()
        // The rows of an entry are one, and those without an id or with that of another are in files of one row each.
        .map(|p| {
            let joined =
                made.files.iter().any(|f| f.path == p.file && matches!(f.kind, Kind::Years | Kind::Long));
            (
                p.file.as_str(),
                if joined { p.id.as_str() } else { "" },
                if joined { 0 } else { p.row },
                p.fault,
            )
        })
        .collect();
    let double = ["repeated-id", "similar-id", "same-cooperative", "repeated-mark"];
    let double = entries.iter().filter(|(.., fault)| double.contains(fault)).count();
    entries.len() - double / 2
}

/// Rulebooks that are shipped, and those of the fixtures that have what these have not.
fn rulebooks() -> Vec<Rulebook> {
    let shipped = fs::read_dir(project().join("criteria")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = shipped.filter(|path| path.join("rulebook.toml").is_file()).collect();
    folders.sort();
    let more = ["fixtures/panel", "fixtures/rulebooks/valid/typical", "fixtures/same_cooperative"];
    folders.extend(more.map(|path| project().join(path)));
    folders.iter().map(|folder| rulebook(folder)).collect()
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let mut planted = BTreeSet::new();
    for rules in rulebooks() {
        for seed in [1, 1405] {
            let options = Options {
                split: Split::Files(kinds(&rules).len() as u64),
                kinds: kinds(&rules),
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

/// Ids of real cooperatives begin with 1.
#[test]
fn national_ids_are_valid_and_nobodys() {
    let rules = rulebook(&project().join("criteria/iran-best-cooperatives-1405"));
    let folder = tempfile::tempdir().unwrap();
    make(&rules, &options(2_000, 1405), folder.path());
    let ids = records(&folder.path().join("entries/entries.csv")).into_iter();
    let ids: BTreeSet<String> = ids.map(|entry| entry["national_id"].clone()).collect();
    assert_eq!(ids.len(), 2_000);
    for id in ids {
        assert!(id.starts_with("999") && parse_national_id(&id).is_ok(), "{id}");
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
        let options = Options { split: Split::Files(11), kinds: kinds(&rules), dirt, ..options(600, seed) };
        pool.install(|| make(&rules, &options, folder.path()));
        bytes(folder.path())
    };
    let first = run(7, 1);
    assert_eq!(first.len(), 13);
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
    // Arabic yeh (0xED) and Persian kaf (0x98) of Windows-1256; nothing that it lacks, which would be written `&#...;`.
    let legacy = written(Kind::Windows1256);
    assert!([0xED, 0x98].iter().all(|byte| legacy.contains(byte)) && !legacy.contains(&b'&'));
    let unicode = written(Kind::Utf16);
    assert!(unicode.starts_with(&[0xFF, 0xFE]) && unicode.windows(4).any(|bytes| bytes == b"\r\0\n\0"));
    let rules = rulebook(&project().join("criteria/iran-best-cooperatives-1405"));
    let rows = |kind| {
        let folder = tempfile::tempdir().unwrap();
        make(&rules, &Options { kinds: vec![kind], ..options(2, 7) }, folder.path());
        records(&folder.path().join("entries/entries.csv"))
    };
    let (wide, years, long) = (rows(Kind::Csv), rows(Kind::Years), rows(Kind::Long));
    let column = |column: &str| years.iter().map(|row| row[column].clone()).collect::<Vec<_>>();
    let all = 1 + rules.fields.iter().map(|field| usize::from(field.history)).max().unwrap();
    assert_eq!((wide.len(), years.len(), long.len()), (2, 2 * all, 2 * (wide[0].len() - 2)));
    assert_eq!(column("year")[..2], ["1404", "1403"]);
    assert_eq!(column("members")[..2], [wide[0]["members"].clone(), wide[0]["members@prev"].clone()]);
    for row in &long {
        let entry = wide.iter().find(|entry| entry["id"] == row["id"]).unwrap();
        assert_eq!(row["value"], entry[&row["field"]], "{row:?}");
    }
    let sheet = |kind, part| {
        let mut archive = zip::ZipArchive::new(Cursor::new(written(kind))).unwrap();
        let mut text = String::new();
        archive.by_name(part).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let numbers = |xml: &str| xml.matches("<v>").count() - xml.matches("t=\"s\"").count();
    assert!(numbers(&sheet(Kind::Xlsx, "xl/worksheets/sheet1.xml")) > 30);
    assert_eq!(numbers(&sheet(Kind::XlsxText, "xl/worksheets/sheet1.xml")), 0);
    assert!(sheet(Kind::Xlsx, "xl/styles.xml").contains("yyyy/mm/dd"));
    let ods = sheet(Kind::Ods, "content.xml");
    assert!(ods.contains("office:value-type=\"float\"") && ods.contains("۱۴۰۳/۱۲/۳۰"));
}

/// What a user does: makes entries, ranks them, and looks for the faults in the list of findings.
#[test]
fn the_list_of_findings_names_every_planted_fault() {
    let folder = tempfile::tempdir().unwrap();
    let (out, list) = (folder.path().join("made"), folder.path().join("list.csv"));
    let (out_text, list_text) = (out.to_str().unwrap(), list.to_str().unwrap());
    let rules = "criteria/iran-best-cooperatives-1405";
    let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let made = ["generate", rules, "--entries", "400", "--seed", "7", "--by", "province", "--dirt", "20%"];
    let more = ["--kinds", &names.join(","), "--marks", "--out", out_text];
    let made = bartar(&[&made[..], &more].concat());
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let mut files: Vec<PathBuf> =
        fs::read_dir(out.join("entries")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let files: Vec<&str> = files.iter().map(|path| path.to_str().unwrap()).collect();
    let marks = out.join("marks.csv");
    let more = ["--marks", marks.to_str().unwrap(), "--stage", "provincial", "--findings", list_text];
    let form = ["--legacy-encoding", "windows-1256", "--format", "json"];
    let ranked = bartar(&[&["rank", rules][..], &files, &more, &form].concat());
    assert_eq!(ranked.status.code(), Some(1), "{}", stderr(&ranked));
    serde_json::from_str::<serde_json::Value>(&stdout(&ranked)).unwrap();
    let text = fs::read_to_string(&list).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    // File, sheet, row and code, and the columns.
    let found: BTreeMap<[String; 4], String> = reader
        .records()
        .map(|line| {
            let line = line.unwrap();
            ([&line[1], &line[2], &line[3], &line[8]].map(str::to_owned), line[4].to_owned())
        })
        .collect();
    let mut compared = BTreeSet::new();
    for planted in records(&out.join("answer-key.csv")) {
        // Those that are ineligible or taken back are decided, and nobody mends them; judges count later.
        let decided = ["ineligible", "withdrawn"].contains(&planted["outcome"].as_str());
        if decided || planted["fault"] == "few-marks" {
            continue;
        }
        let file = out.join(&planted["file"]).to_str().unwrap().to_owned();
        // Where a check sends an entry to review, the list names it by its id.
        let codes = match planted["code"].as_str() {
            "stated-differs" => {
                let days =
                    ["registered", "operating_by_reference", "operating_after_registration", "assembly"];
                [&["stated-differs", "member_flow"][..], &days].concat()
            }
            code => vec![code],
        };
        let at = |code: &str| [&file, &planted["sheet"], &planted["row"], code].map(str::to_owned);
        let columns = codes.iter().find_map(|code| found.get(&at(code)));
        let columns = columns.unwrap_or_else(|| panic!("{planted:?} is not in the list"));
        assert!(columns.contains(&planted["column"]), "{planted:?} {columns}");
        compared.insert(planted["fault"].clone());
    }
    assert!(compared.len() > 25, "{compared:?}");
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
    for (kind, header) in [("years", "year-column"), ("long", "`long`")] {
        let bare = bartar(&["generate", paths[0], "--entries", "5", "--out", paths[1], "--kinds", kind]);
        assert_eq!(bare.status.code(), Some(2));
        assert!(stderr(&bare).contains(header), "{}", stderr(&bare));
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["rules"]);
}
