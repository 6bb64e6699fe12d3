//! Records that somebody tampered with: whatever is changed under the root is noticed, and whatever contradicts the rules is
//! caught by a numbered check that names the place, even where every hash was computed again.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use bartar_record::files::{CONFIDENTIAL, MANIFEST, ROOT, is_part};
use bartar_record::{Answer, Check, Difference, Files, Known, intact, open, replay, seal};
use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::{env, fs};
use support::records::files as read_record;
use support::{bartar, reference, stderr};

/// The files of the record that a run leaves behind.
fn sealed(name: &str, arguments: &[&str]) -> Files {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    let out = folder.to_str().unwrap();
    let run = bartar(&[&["rank"], arguments, &["--out", out]].concat());
    assert!(folder.join(ROOT).is_file(), "{}", stderr(&run));
    read_record(&folder)
}

fn example() -> Files {
    sealed(
        "tampering-example",
        &[
            "criteria/example-cooperatives",
            "fixtures/example/entries.csv",
            "fixtures/example/late-entries.csv",
        ],
    )
}

fn is_compressed(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|ending| ending == "gz")
}

/// The text of a part.
fn text(files: &Files, path: &str) -> String {
    let bytes = files.get(path).unwrap();
    if is_compressed(path) {
        let mut text = String::new();
        MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
        text
    } else {
        String::from_utf8(bytes.to_vec()).unwrap()
    }
}

/// Puts a text in place of a part's and computes every hash again, as a forger would.
fn forge(files: &mut Files, path: &str, text: &str) {
    let bytes = if is_compressed(path) {
        let mut writer = GzEncoder::new(Vec::new(), Compression::default());
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap()
    } else {
        text.as_bytes().to_vec()
    };
    files.put(path, bytes);
    files.close();
}

/// The rows of a part with a header, as cells; the parts that are forged have no quotes in them.
fn table(files: &Files, path: &str) -> Vec<Vec<String>> {
    text(files, path).lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn put_table(files: &mut Files, path: &str, rows: &[Vec<String>]) {
    let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
    forge(files, path, &text);
}

/// Which check fails, and what it names.
fn failing(files: &Files) -> Vec<(Check, Vec<Difference>)> {
    let replay = replay(files, &Known::default());
    let failed = replay.checks.into_iter().filter(|checked| checked.answer == Answer::Fail);
    failed.map(|checked| (checked.check, checked.differences)).collect()
}

fn random(rng: &mut ChaCha8Rng, below: usize) -> usize {
    usize::try_from(rng.next_u64() % u64::try_from(below).unwrap()).unwrap()
}

/// Flips single bits anywhere under the root, in the manifest and in the root.
fn flip(files: &Files, cases: usize, seed: u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let places: Vec<(String, usize)> = (files.0.iter())
        .filter(|(path, _)| is_part(path) || matches!(path.as_str(), MANIFEST | ROOT))
        .map(|(path, bytes)| (path.clone(), bytes.len()))
        .collect();
    let mut files = files.clone();
    for case in 0..cases {
        // Every part in turn, so that small ones have their share.
        let (path, length) = &places[case % places.len()];
        let (at, bit) = (random(&mut rng, *length), random(&mut rng, 8));
        files.0.get_mut(path).unwrap()[at] ^= 1 << bit;
        assert!(intact(&files).is_err(), "bit {bit} of byte {at} in {path}");
        if case % 97 == 0 {
            let failed = failing(&files);
            let (check, differences) = &failed[0];
            assert_eq!(*check, Check::Files);
            if is_part(path) {
                assert!(
                    differences.iter().any(|difference| difference.part == *path),
                    "{path}: {differences:?}"
                );
            }
        }
        files.0.get_mut(path).unwrap()[at] ^= 1 << bit;
    }
    assert!(intact(&files).is_ok());
}

#[test]
fn every_flipped_bit_is_noticed() {
    flip(&example(), 10_000, 1);
}

#[test]
fn every_cut_is_noticed() {
    let mut files = example();
    for (path, bytes) in
        files.clone().0.iter().filter(|(path, _)| is_part(path) || matches!(path.as_str(), MANIFEST | ROOT))
    {
        // At every byte of small parts, and at some of the others.
        let step = bytes.len().div_ceil(600).max(1);
        for length in (0..bytes.len()).step_by(step) {
            files.put(path.as_str(), bytes[..length].to_vec());
            assert!(intact(&files).is_err(), "{path} cut to {length} bytes");
        }
        files.put(path.as_str(), bytes.clone());
    }
    assert!(intact(&files).is_ok());
}

#[test]
fn every_part_removed_added_swapped_or_renamed_is_noticed() {
    let whole = example();
    let paths: Vec<&String> = whole.0.keys().filter(|path| is_part(path)).collect();
    let first = |files: &Files| failing(files).into_iter().next().unwrap().0;
    for path in &paths {
        let mut files = whole.clone();
        let bytes = files.0.remove(*path).unwrap();
        assert_eq!(first(&files), Check::Files, "{path} removed");
        // Listed or not.
        files.close();
        assert!(!failing(&files).is_empty(), "{path} removed, and all hashes computed again");
        let mut renamed = whole.clone();
        renamed.0.remove(*path);
        renamed.put(format!("{path}.old"), bytes);
        assert!(intact(&renamed).is_err(), "{path} renamed");
        renamed.close();
        assert!(!failing(&renamed).is_empty(), "{path} renamed, and all hashes computed again");
    }
    for path in [
        "note.txt",
        "results/extra.csv",
        "confidential/more.csv.gz",
        "rulebook/0/extra.toml",
        "rulebook/7/rulebook.toml",
    ] {
        let mut files = whole.clone();
        files.put(path, b"# nothing\n".to_vec());
        assert_eq!(first(&files), Check::Files, "{path} added");
        files.close();
        assert!(!failing(&files).is_empty(), "{path} added, and all hashes computed again");
    }
    for (one, other) in paths.iter().zip(&paths[1..]) {
        if whole.get(one) == whole.get(other) {
            continue;
        }
        let mut files = whole.clone();
        files.put(one.as_str(), whole.get(other).unwrap());
        files.put(other.as_str(), whole.get(one).unwrap());
        assert!(intact(&files).is_err(), "{one} and {other} swapped");
        files.close();
        assert!(!failing(&files).is_empty(), "{one} and {other} swapped, and all hashes computed again");
    }
}

/// Where a forgery was made: the check that must fail, and what it must name.
struct Forged {
    what: &'static str,
    check: Check,
    part: String,
    entry: Option<String>,
    of: Option<String>,
}

/// One forgery, all hashes computed again; none where the place that was drawn does not lend itself to it.
fn forged(files: &mut Files, kind: usize, rng: &mut ChaCha8Rng) -> Option<Forged> {
    let raised = |cell: &str| -> Option<String> {
        let (whole, rest) = cell.split_once('.').unwrap_or((cell, ""));
        let next = whole.parse::<i64>().ok()? + 1;
        Some(if rest.is_empty() { next.to_string() } else { format!("{next}.{rest}") })
    };
    match kind {
        // Points of an indicator; of an axis, the total or the score.
        0 | 1 => {
            let path = "results/points.csv.gz";
            let mut rows = table(files, path);
            let headers = rows[0].clone();
            let row = 1 + random(rng, rows.len() - 1);
            let first_axis = headers.iter().position(|header| header.starts_with("axis ")).unwrap();
            let column = if kind == 0 {
                2 + random(rng, first_axis - 2)
            } else {
                first_axis + random(rng, headers.len() - first_axis)
            };
            rows[row][column] = raised(&rows[row][column])?;
            let entry = Some(rows[row][1].clone());
            put_table(files, path, &rows);
            let check = if kind == 0 { Check::Points } else { Check::Aggregates };
            Some(Forged {
                what: "points raised",
                check,
                part: path.to_owned(),
                entry,
                of: Some(headers[column].clone()),
            })
        }
        // Two ranks swapped.
        2 => {
            let path = "results/standings.csv.gz";
            let mut rows = table(files, path);
            let row = 1 + random(rng, rows.len() - 2);
            if rows[row][0] != rows[row + 1][0] || rows[row][1] == rows[row + 1][1] {
                return None;
            }
            let (one, other) = (rows[row].clone(), rows[row + 1].clone());
            // The entries change places; ranks, honours and what decides stay where they were.
            for column in [2, 3] {
                rows[row][column].clone_from(&other[column]);
                rows[row + 1][column].clone_from(&one[column]);
            }
            put_table(files, path, &rows);
            Some(Forged {
                what: "ranks swapped",
                check: Check::Ranks,
                part: path.to_owned(),
                entry: Some(one[3].clone()),
                of: None,
            })
        }
        // An honour moved to the entry below.
        3 => {
            let path = "results/standings.csv.gz";
            let mut rows = table(files, path);
            let row = 1 + random(rng, rows.len() - 2);
            let honour = rows[row][7].clone();
            if honour.is_empty() || honour == rows[row + 1][7] {
                return None;
            }
            rows[row][7].clear();
            rows[row + 1][7] = honour;
            let entry = Some(rows[row][3].clone());
            put_table(files, path, &rows);
            Some(Forged {
                what: "honour moved",
                check: Check::Honours,
                part: path.to_owned(),
                entry,
                of: None,
            })
        }
        // An entry dropped from the lists, and the totals mended.
        4 => {
            let path = "results/outcomes.csv.gz";
            let mut rows = table(files, path);
            let dropped = rows.remove(1 + random(rng, rows.len() - 1));
            let mut totals = table(files, "results/totals.csv");
            let own = totals.iter_mut().find(|total| total[0] == "outcome" && total[1] == dropped[2])?;
            own[2] = (own[2].parse::<u32>().ok()? - 1).to_string();
            put_table(files, "results/totals.csv", &totals);
            put_table(files, path, &rows);
            Some(Forged {
                what: "entry dropped",
                check: Check::Lists,
                part: path.to_owned(),
                entry: Some(dropped[1].clone()),
                of: None,
            })
        }
        // An excluded entry let in.
        5 => {
            let path = "results/outcomes.csv.gz";
            let mut rows = table(files, path);
            let row = 1 + random(rng, rows.len() - 1);
            if rows[row][2] == "ranked" {
                return None;
            }
            (rows[row][2], rows[row][4]) = ("ranked".to_owned(), String::new());
            let entry = Some(rows[row][1].clone());
            put_table(files, path, &rows);
            let of = Some("outcome".to_owned());
            Some(Forged { what: "entry let in", check: Check::Eligibility, part: path.to_owned(), entry, of })
        }
        // A total mended.
        6 => {
            let stage = random(rng, 2) == 0;
            let path = if stage { "results/totals.csv" } else { "totals.csv" };
            let mut rows = table(files, path);
            let row = 1 + random(rng, rows.len() - 1);
            let column = 2 + random(rng, 2);
            rows[row][column] = raised(&rows[row][column])?;
            put_table(files, path, &rows);
            Some(Forged {
                what: "total mended",
                check: Check::Totals,
                part: path.to_owned(),
                entry: None,
                of: None,
            })
        }
        // A datum raised, and all else left as it was.
        7 => {
            let path = ["entries.csv.gz", "confidential/entries.csv.gz"][random(rng, 2)];
            let mut rows = table(files, path);
            let row = 1 + random(rng, rows.len() - 1);
            let first = if path.starts_with(CONFIDENTIAL) { 1 } else { 3 };
            let column = first + random(rng, rows[0].len() - first);
            if rows[row][column].contains('-') {
                return None;
            }
            rows[row][column] = raised(&rows[row][column])?;
            put_table(files, path, &rows);
            // Whatever it moves or does not, it is no longer the entry that the tree has.
            Some(Forged {
                what: "datum raised",
                check: Check::Tree,
                part: "tree.txt".to_owned(),
                entry: None,
                of: None,
            })
        }
        // A threshold lowered in the rulebook, and its hash mended.
        8 => {
            let path = "rulebook/0/rulebook.toml";
            let text = text(files, path);
            let line = text.lines().filter(|line| line.starts_with("from = ")).nth(random(rng, 2))?;
            let from: u32 = line.trim_start_matches("from = ").trim().parse().ok()?;
            let lower = text.replacen(
                line,
                &format!("from = {}", from - 1 - u32::try_from(random(rng, 50)).unwrap()),
                1,
            );
            forge(files, path, &lower);
            Some(Forged {
                what: "threshold lowered",
                check: Check::Rulebook,
                part: "record.json".to_owned(),
                entry: None,
                of: None,
            })
        }
        // The figures of a pool.
        9 => {
            let path = ["results/figures.csv", "confidential/results/figures.csv.gz"][random(rng, 2)];
            let mut rows = table(files, path);
            if rows.len() < 2 {
                return None;
            }
            let row = 1 + random(rng, rows.len() - 1);
            rows[row][2] = raised(&rows[row][2])?;
            let of = Some(format!("{} entries", rows[row][1]));
            put_table(files, path, &rows);
            Some(Forged {
                what: "figure changed",
                check: Check::Values,
                part: path.to_owned(),
                entry: None,
                of,
            })
        }
        // The key of the salts, and with it every commitment.
        10 => {
            let path = "confidential/salt-key.txt";
            let mut key = text(files, path).into_bytes();
            let at = random(rng, 64);
            key[at] = if key[at] == b'0' { b'1' } else { b'0' };
            forge(files, path, &String::from_utf8(key).unwrap());
            Some(Forged {
                what: "key changed",
                check: Check::Tree,
                part: "tree.txt".to_owned(),
                entry: None,
                of: None,
            })
        }
        // Why nobody has the highest honour.
        _ => {
            let path = "results/rankings.csv";
            let mut rows = table(files, path);
            let row = 1 + random(rng, rows.len() - 1);
            rows[row][3] = if rows[row][3].is_empty() { "no-entries".to_owned() } else { String::new() };
            put_table(files, path, &rows);
            Some(Forged {
                what: "no winner",
                check: Check::Honours,
                part: path.to_owned(),
                entry: None,
                of: None,
            })
        }
    }
}

#[test]
fn every_forgery_with_all_hashes_computed_again_is_caught_where_it_was_made() {
    let whole = example();
    let mut rng = ChaCha8Rng::seed_from_u64(4);
    for forgery in 0..240 {
        let draw = || {
            let mut files = whole.clone();
            forged(&mut files, forgery % 12, &mut rng).map(|forged| (files, forged))
        };
        let (files, forged) = std::iter::repeat_with(draw).take(1_000).flatten().next().unwrap();
        assert!(intact(&files).is_ok(), "{}: the forger computes every hash again", forged.what);
        let failed = failing(&files);
        let Some((_, differences)) = failed.iter().find(|(check, _)| *check == forged.check) else {
            panic!("{}: {:?} does not fail, but {failed:?}", forged.what, forged.check);
        };
        let named = |difference: &Difference| {
            difference.part == forged.part
                && (forged.entry.is_none() || difference.entry == forged.entry)
                && (forged.of.is_none() || difference.of == forged.of)
                && difference.expected != difference.found
        };
        assert!(differences.iter().any(named), "{}: {differences:?}", forged.what);
    }
}

/// A datum raised and everything recomputed contradicts nothing; but it is another record.
#[test]
fn a_forgery_that_is_consistent_throughout_is_no_longer_the_published_record() {
    let whole = example();
    let published = whole.root().unwrap();
    let mut files = whole.clone();
    let path = "confidential/entries.csv.gz";
    let mut rows = table(&files, path);
    rows[1][1] = "999999".to_owned();
    put_table(&mut files, path, &rows);
    let forged = open(&files).unwrap();
    let stages = forged.competition.score(&|_, _| {});
    let sealing =
        bartar_record::Sealing { rulebooks: &forged.rulebooks, salt_key: forged.salt_key, predecessor: None };
    let forged = seal(&forged.competition, &stages, &sealing).unwrap();
    assert!(failing(&forged).is_empty(), "by itself it is a record like any other");
    let known = Known { root: Some(published), ..Known::default() };
    let replayed = replay(&forged, &known);
    assert_eq!(replayed.of(Check::Files).unwrap().answer, Answer::Fail);
    assert_eq!(replay(&whole, &known).of(Check::Files).unwrap().answer, Answer::Pass);

    // The signature of the true record is none of the forged one; signed again, it is of another key.
    let (jury, forger) = (key(), key());
    let signed = |files: &Files, key: &minisign::KeyPair| {
        let mut files = files.clone();
        let root = files.get(ROOT).unwrap();
        let signature = minisign::sign(None, &key.sk, root, None, None).unwrap();
        files.put("ROOT.minisig", signature.into_string());
        files
    };
    let answer = |files: &Files, key: &minisign::KeyPair| {
        let key = key.pk.to_base64();
        let known = Known { key: Some(&key), ..Known::default() };
        replay(files, &known).of(Check::Signature).unwrap().answer
    };
    let whole = signed(&whole, &jury);
    assert_eq!(answer(&whole, &jury), Answer::Pass);
    assert_eq!(answer(&whole, &forger), Answer::Fail);
    let mut carried = forged.clone();
    carried.put("ROOT.minisig", whole.get("ROOT.minisig").unwrap());
    assert_eq!(answer(&carried, &jury), Answer::Fail);
    assert_eq!(answer(&signed(&forged, &forger), &jury), Answer::Fail);
    assert_eq!(answer(&forged, &jury), Answer::Fail, "a key was given, and nothing is signed");
}

fn key() -> minisign::KeyPair {
    minisign::KeyPair::generate_unencrypted_keypair().unwrap()
}

/// The same on 4,374 credit unions, of which hundreds of thousands of points are computed again.
#[test]
fn credit_unions_replay_and_no_tampering_passes() {
    let Some(folder) = reference("credit_unions_replay_and_no_tampering_passes") else { return };
    let data = folder.join("ncua-2025q4/applications.csv");
    let files = sealed("tampering-pearls", &["criteria/pearls-credit-unions", data.to_str().unwrap()]);
    assert!(failing(&files).is_empty());
    flip(&files, 200, 2);
}

/// Lies that stand where a careless comparison does not look, with all hashes computed again.
#[test]
fn no_lie_hides_beside_what_may_differ() {
    let whole = example();
    let fails = |files: &Files, check: Check, part: &str| {
        let failed = failing(files);
        let own = failed.iter().find(|(failed, _)| *failed == check);
        let named =
            own.is_some_and(|(_, differences)| differences.iter().any(|difference| difference.part == part));
        assert!(named, "{check:?} {part}: {failed:?}");
    };
    // Another engine is no lie; anything else in the same part is.
    let about = text(&whole, "record.json");
    let engine = about.lines().find(|line| line.contains("\"engine\"")).unwrap().to_owned();
    let other = about.replace(&engine, "  \"engine\": \"bartar 9.9.9\",");
    let mut files = whole.clone();
    forge(&mut files, "record.json", &other);
    assert!(failing(&files).is_empty());
    for (true_one, lie) in [
        ("\"edition\": \"1404\"", "\"edition\": \"1405\""),
        ("\"amendments\": 0", "\"amendments\": 0 "),
        ("\n}\n", "\r\n}\n"),
    ] {
        assert!(other.contains(true_one));
        forge(&mut files, "record.json", &other.replacen(true_one, lie, 1));
        fails(&files, Check::Rulebook, "record.json");
    }

    // Rules that are used and not shown.
    let rules = text(&whole, "rulebook/0/rulebook.toml").replace("from = 700", "from = 500");
    for folder in ["rulebook/00/", "rulebook/+0/"] {
        let mut files = whole.clone();
        forge(&mut files, &format!("{folder}rulebook.toml"), &rules);
        assert_eq!(failing(&files)[0].0, Check::Files, "{folder}");
    }

    // Data that reading would have refused, without what it would have said of them, everything else recomputed.
    let mut entries = table(&whole, "entries.csv.gz");
    let column = |name: &str| entries[0].iter().position(|header| header == name).unwrap();
    let (capacity, members) = (column("capacity_used"), column("members"));
    entries[1][capacity] = "999.4".to_owned();
    entries[2][members] = "14.5".to_owned();
    entries[4][1] = entries[3][1].clone();
    let mut files = whole.clone();
    put_table(&mut files, "entries.csv.gz", &entries);
    let sealed_again = |files: &Files| {
        let forged = open(files).unwrap();
        let stages = forged.competition.score(&|_, _| {});
        let (rulebooks, salt_key) = (&forged.rulebooks, forged.salt_key);
        let sealing = bartar_record::Sealing { rulebooks, salt_key, predecessor: forged.predecessor };
        seal(&forged.competition, &stages, &sealing).unwrap()
    };
    let failed = failing(&sealed_again(&files));
    let [(Check::Eligibility, differences)] = &failed[..] else { panic!("{failed:?}") };
    let told: Vec<_> = differences.iter().map(|difference| difference.expected.clone().unwrap()).collect();
    let repeated = format!("duplicate-id: {}", entries[3][1]);
    for code in ["out-of-range: 999.4", "not-whole: 14.5", &repeated] {
        assert!(told.iter().any(|told| told == code), "{code}: {told:?}");
    }

    // A part that is no part of a record, where only provenance may stand.
    let mut files = whole.clone();
    files.put("provenance/more.bin", b"x".to_vec());
    assert_eq!(failing(&files)[0].0, Check::Files);
    // A short part that unfolds to very much.
    let mut files = whole.clone();
    forge(&mut files, "results/standings.csv.gz", &"0".repeat(90 << 20));
    assert!(!failing(&files).is_empty());
}
