//! The public form of a record: it gives nothing confidential away, and what it holds is checked.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]
#![allow(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "parts have one spelling of their names"
)]

mod support;

use bartar_criteria::{Folder, load};
use bartar_record::files::{COMMITMENTS, CONFIDENTIAL, SALT_KEY, TREE};
use bartar_record::gzip::{member, members};
use bartar_record::{
    Answer, Check, Difference, Files, Known, Replay, Sealing, public_form, replay, salt_key, seal,
};
use bartar_scoring::Competition;
use bartar_tables::{Given, read_amendments, read_entries, read_marks};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use support::{Disk, bartar, folder, project, reference, stderr, stdout};

/// What is sealed: a rulebook's folder, and files below the project's.
#[derive(Default)]
struct Filed<'a> {
    entries: &'a str,
    marks: Option<&'a str>,
    amendments: Option<&'a str>,
}

/// The record of a run.
fn sealed(rulebook: &Folder, given: &Filed<'_>) -> Files {
    let rules = load(rulebook, &Disk(project())).rulebook.unwrap();
    let path = |file: &str| -> [PathBuf; 1] { [project().join(file)] };
    let none = Given::default();
    let entries = read_entries(&rules, &path(given.entries), &none, &|_| ()).unwrap().entries;
    let marks = given.marks.map(|marks| read_marks(&rules, &path(marks), &none, &|_| ()).unwrap().0);
    let key = salt_key(b"a secret of the tests", &rules.identity.sha256);
    let last = rules.stages.len().saturating_sub(1);
    let mut competition = Competition::new(rules, entries, marks, last);
    if let Some(file) = given.amendments {
        let read = read_amendments(&competition.rulebook, competition.now(), &path(file), &none, &|_| ());
        competition.amend(read.unwrap().0);
    }
    let stages = competition.score(&|_, _| ());
    let sealing = Sealing { rulebooks: std::slice::from_ref(rulebook), salt_key: key, predecessor: None };
    seal(&competition, &stages, &sealing).unwrap()
}

fn national() -> Files {
    let given = Filed {
        entries: "fixtures/iran/entries.csv",
        marks: Some("fixtures/iran/marks.csv"),
        ..Filed::default()
    };
    sealed(&folder(&project().join("criteria/iran-best-cooperatives-1405")), &given)
}

fn example(amendments: Option<&str>) -> Files {
    let given = Filed { entries: "fixtures/example/entries.csv", amendments, ..Filed::default() };
    sealed(&folder(&project().join("criteria/example-cooperatives")), &given)
}

fn text(files: &Files, part: &str) -> String {
    let bytes = files.get(part).unwrap_or_else(|| panic!("{part}"));
    let bytes = if part.ends_with(".gz") { members(bytes).unwrap().concat() } else { bytes.to_vec() };
    String::from_utf8(bytes).unwrap()
}

fn put(files: &mut Files, part: &str, text: &str) {
    let bytes =
        if part.ends_with(".gz") { member(text.as_bytes(), None).unwrap() } else { text.as_bytes().to_vec() };
    files.put(part, bytes);
}

fn checked(files: &Files) -> Replay {
    replay(files, &Known::default())
}

/// The checks with this answer.
fn answered(replay: &Replay, answer: Answer) -> Vec<Check> {
    replay.checks.iter().filter(|checked| checked.answer == answer).map(|checked| checked.check).collect()
}

fn differences(replay: &Replay, check: Check) -> &[Difference] {
    &replay.of(check).unwrap().differences
}

/// Makes all hashes those of the forged content: the tree, the manifest and the root.
fn close(files: &mut Files) {
    files.close();
    if let [Difference { expected: Some(tree), .. }] = differences(&checked(files), Check::Tree) {
        put(files, TREE, &format!("{tree}\n"));
        files.close();
    }
}

/// A public form in which a part was changed, with all hashes those of the change.
fn forged(files: &Files, part: &str, from: &str, to: &str) -> Files {
    let mut forged = files.clone();
    let before = text(&forged, part);
    assert!(before.contains(from), "{part} has no {from}");
    put(&mut forged, part, &before.replacen(from, to, 1));
    close(&mut forged);
    forged
}

/// Asserts that a check fails, naming this part, entry and column, with what was expected and found.
fn caught(replay: &Replay, check: Check, place: [&str; 5]) {
    let [part, entry, of, expected, found] = place;
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let wanted = Difference {
        part: part.to_owned(),
        entry: cell(entry),
        of: cell(of),
        expected: cell(expected),
        found: cell(found),
    };
    assert!(differences(replay, check).contains(&wanted), "{wanted:?} not in {:#?}", replay.checks);
    assert_eq!(replay.answer(), Answer::Fail);
}

/// All cells of a part below its header, the first column left out.
fn cells(files: &Files, part: &str) -> BTreeSet<String> {
    let mut reader = csv::Reader::from_reader(text(files, part).as_bytes().to_vec().leak() as &[u8]);
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    records.iter().flat_map(|record| record.iter().skip(1).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// What is confidential in a record and not public by itself: neither a public datum nor a word of the rulebook.
fn secrets(files: &Files) -> BTreeSet<String> {
    let mut secrets: BTreeSet<String> = BTreeSet::from([text(files, SALT_KEY).trim().to_owned()]);
    for part in files.0.keys().filter(|part| part.starts_with(CONFIDENTIAL) && part.ends_with(".gz")) {
        let own = if part.contains("totals") || part.contains("figures") {
            BTreeSet::new()
        } else {
            cells(files, part)
        };
        secrets.extend(own);
    }
    let mut public = cells(files, "entries.csv.gz");
    // What a fault is called is the public reason for a quarantine.
    public.extend(bartar_criteria::codes::all().iter().map(|code| code.name().to_owned()));
    public.extend(
        files
            .0
            .keys()
            .filter(|part| part.starts_with("rulebook/"))
            .flat_map(|part| tokens(&text(files, part)).map(str::to_owned).collect::<Vec<_>>()),
    );
    let rulebook: String =
        files.0.keys().filter(|part| part.starts_with("rulebook/")).map(|part| text(files, part)).collect();
    secrets.retain(|secret| {
        secret.chars().count() > 3
            && !public.contains(secret)
            && (is_number(secret) || !rulebook.contains(secret.as_str()))
    });
    secrets
}

fn is_number(text: &str) -> bool {
    text.len() < 10 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'))
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-'))
}

/// Secrets that stand in any of these files: numbers as such, all else wherever it stands.
fn leaks(files: &Files, secrets: &BTreeSet<String>) -> Vec<(String, String)> {
    let mut leaks = Vec::new();
    for part in files.0.keys() {
        // Quotes inside cells are doubled.
        let text = text(files, part).replace("\"\"", "\"");
        let tokens: BTreeSet<&str> = tokens(&text).collect();
        let there = |secret: &&String| {
            tokens.contains(secret.as_str()) || !is_number(secret) && text.contains(secret.as_str())
        };
        leaks.extend(secrets.iter().filter(there).map(|secret| (part.clone(), secret.clone())));
    }
    leaks
}

#[test]
fn nothing_confidential_stands_in_a_public_form() {
    let amended = example(Some("fixtures/objections/amendments.csv"));
    // Computed from what is public, and by chance some datum too: sums of public columns and of points, and points of one entry.
    let by_chance =
        [("results/provincial/points.csv.gz", "62.4"), ("totals.csv", "120000"), ("totals.csv", "1305")];
    let axis = [("results/totals.csv", "4100")];
    let without_the_withdrawn = [("results/totals.csv", "1900"), ("results/totals.csv", "3920")];
    for (record, fewest, by_chance) in [
        (national(), 300, &by_chance[..]),
        (example(None), 150, &axis),
        (amended, 150, &without_the_withdrawn),
    ] {
        let public = public_form(&record).unwrap();
        let secrets = secrets(&record);
        assert!(secrets.len() > fewest, "{} secrets", secrets.len());
        let found = leaks(&public, &secrets);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(part, secret)| (part.as_str(), secret.as_str())).collect();
        assert_eq!(found, by_chance);
        // The same scan finds each of them in the record itself.
        let found: BTreeSet<String> =
            leaks(&record, &secrets).into_iter().map(|(_, secret)| secret).collect();
        assert!(found == secrets, "{:?}", secrets.difference(&found).next());
        let outside = |part: &&String| {
            part.starts_with(CONFIDENTIAL) || part.starts_with("provenance/") || *part == "envelope.json"
        };
        assert_eq!(public.0.keys().filter(outside).count(), 0);
    }
}

#[test]
fn a_public_form_has_the_same_root_and_passes_what_it_can() {
    let hidden = [Check::Signature, Check::Eligibility, Check::Values, Check::Points];
    for record in [national(), example(None)] {
        let public = public_form(&record).unwrap();
        assert_eq!(public.root(), record.root());
        let known = Known { root: record.root(), ..Known::default() };
        let replay = replay(&public, &known);
        assert!(replay.public);
        assert_eq!(answered(&replay, Answer::Fail), []);
        assert_eq!(answered(&replay, Answer::NotChecked), hidden);
        let why = &replay.of(Check::Points).unwrap().told.en;
        assert!(why.contains("confidential data"), "{why}");
    }
    // After amendments nobody can tell which data counted.
    let amended = public_form(&example(Some("fixtures/objections/amendments.csv"))).unwrap();
    let replay = checked(&amended);
    assert_eq!(answered(&replay, Answer::Fail), []);
    let more = [Check::Aggregates, Check::Ranks];
    assert_eq!(answered(&replay, Answer::NotChecked), [&hidden[..], &more[..]].concat());
    assert!(replay.of(Check::Points).unwrap().told.en.ends_with("amendments"));
}

#[test]
fn where_nothing_is_hidden_everything_is_recomputed() {
    for (fixture, open) in [
        ("percentile", &[Check::Signature][..]),
        ("small_pool", &[Check::Signature]),
        // What could not be read is confidential.
        ("same_cooperative", &[Check::Signature, Check::Eligibility]),
    ] {
        let entries = format!("fixtures/{fixture}/entries.csv");
        let given = Filed { entries: &entries, ..Filed::default() };
        let public =
            public_form(&sealed(&folder(&project().join("fixtures").join(fixture)), &given)).unwrap();
        let replay = checked(&public);
        assert_eq!(answered(&replay, Answer::Fail), [], "{fixture}");
        assert_eq!(answered(&replay, Answer::NotChecked), open, "{fixture}");
    }
}

#[test]
fn a_tie_that_rests_on_hidden_data_is_not_checked() {
    let mut rulebook = folder(&project().join("fixtures/tie_exact"));
    let file = rulebook.files.get_mut("rulebook.toml").unwrap();
    let changed = String::from_utf8(file.clone())
        .unwrap()
        .replace("{ type = \"date\",", "{ type = \"date\", confidential = true,");
    *file = changed.into_bytes();
    let given = Filed { entries: "fixtures/tie_exact/entries.csv", ..Filed::default() };
    let public = public_form(&sealed(&rulebook, &given)).unwrap();
    let replay = checked(&public);
    assert_eq!(answered(&replay, Answer::Fail), []);
    assert_eq!(replay.of(Check::Ranks).unwrap().answer, Answer::NotChecked);
    assert!(replay.of(Check::Ranks).unwrap().told.en.contains("1 ties"), "{:?}", replay.of(Check::Ranks));
    // That they are shared would have to show in the ranks; and what is no tie is no matter of belief.
    let part = "results/standings.csv.gz";
    let rows = text(&public, part);
    let tied = rows.lines().find(|row| row.contains("tie 1") || row.contains("shared")).unwrap();
    let id = tied.split(',').nth(3).unwrap();
    let wrong = forged(&public, part, tied, &tied.replace("tie 1", "score").replace("shared", "score"));
    assert!(
        differences(&checked(&wrong), Check::Ranks).iter().any(|found| found.entry.as_deref() == Some(id))
    );
}

#[test]
fn forgeries_are_caught_by_their_check_and_at_their_place() {
    let public = public_form(&example(None)).unwrap();
    let points = "results/points.csv.gz";
    let standings = "results/standings.csv.gz";
    let outcomes = "results/outcomes.csv.gz";

    // A point raised: C-002 has 45.00 for its margin, and 149.42 for the axis.
    let raised = checked(&forged(&public, points, "0.00,45.00,18.42", "0.00,50.00,18.42"));
    caught(&raised, Check::Aggregates, [points, "C-002", "axis finance", "154.42", "149.42"]);
    // A total mended, and the sum of totals with it.
    let total = checked(&forged(&public, points, ",108.05,456.96,", ",108.05,466.96,"));
    caught(&total, Check::Aggregates, [points, "C-002", "total", "456.96", "466.96"]);
    // Two ranks swapped.
    let swapped = forged(&public, standings, "agriculture,4,6,C-006", "agriculture,5,6,C-006");
    let swapped = checked(&forged(&swapped, standings, "agriculture,5,10,C-010", "agriculture,4,10,C-010"));
    caught(&swapped, Check::Ranks, [standings, "C-006", "agriculture rank", "4", "5"]);
    caught(&swapped, Check::Ranks, [standings, "C-010", "agriculture rank", "5", "4"]);
    // Two places swapped, whole rows with new ranks.
    let (sixth, fourth) =
        ("agriculture,4,6,C-006,720.68,no,score,\n", "agriculture,5,10,C-010,656.01,no,score,\n");
    let places = forged(
        &public,
        standings,
        &format!("{sixth}{fourth}"),
        &format!("{}{}", fourth.replace(",5,", ",4,"), sixth.replace(",4,", ",5,")),
    );
    caught(
        &checked(&places),
        Check::Ranks,
        [standings, "C-006", "agriculture order", "above C-010", "below C-010"],
    );
    // A shared rank taken apart.
    let apart = checked(&forged(
        &public,
        standings,
        "agriculture,2,11,C-011,754.65,yes,shared",
        "agriculture,3,11,C-011,754.65,no,score",
    ));
    caught(&apart, Check::Ranks, [standings, "C-011", "agriculture decided_by", "shared", "score"]);
    // An honour moved.
    let moved = forged(&public, standings, "C-003,964.17,no,,winner", "C-003,964.17,no,,");
    let moved = checked(&forged(
        &moved,
        standings,
        "C-007,754.65,yes,score,commended",
        "C-007,754.65,yes,score,winner",
    ));
    caught(&moved, Check::Honours, [standings, "C-003", "agriculture honour", "winner", ""]);
    caught(&moved, Check::Honours, [standings, "C-007", "agriculture honour", "commended", "winner"]);
    assert_eq!(answered(&moved, Answer::Fail), [Check::Honours]);
    // An entry dropped from the outcomes, and the totals mended.
    let dropped = forged(&public, outcomes, "2,C-002,ranked,agriculture,\n", "");
    let dropped =
        checked(&forged(&dropped, "results/totals.csv", "outcome,ranked,31,", "outcome,ranked,30,"));
    caught(&dropped, Check::Lists, [outcomes, "C-002", "entry", "2", ""]);
    // An entry moved to another pool than its sector's.
    let pool = checked(&forged(&public, outcomes, "2,C-002,ranked,agriculture,", "2,C-002,ranked,industry,"));
    caught(&pool, Check::Eligibility, [outcomes, "C-002", "pool", "agriculture", "industry"]);
    // Totals that do not add up.
    let sums = checked(&forged(
        &public,
        "results/totals.csv",
        "indicator,g_assembly,31,1175",
        "indicator,g_assembly,31,1185",
    ));
    caught(&sums, Check::Totals, ["results/totals.csv", "", "g_assembly sum", "1175", "1185"]);
    assert_eq!(answered(&sums, Answer::Fail), [Check::Totals]);
    // An entry that is no longer public where it was: its row in the tree.
    let mut other = public.clone();
    let commitments = text(&other, COMMITMENTS);
    let first = commitments.lines().next().unwrap();
    put(&mut other, COMMITMENTS, &commitments.replacen(first, &"0".repeat(64), 1));
    other.close();
    let other = checked(&other);
    assert_eq!(answered(&other, Answer::Fail), [Check::Tree]);
    assert_eq!(differences(&other, Check::Tree)[0].part, TREE);
    // Fewer commitments than entries, and none.
    let mut fewer = public.clone();
    put(&mut fewer, COMMITMENTS, commitments.split_once('\n').unwrap().1);
    assert_eq!(answered(&checked(&fewer), Answer::Fail), [Check::Tree]);
    fewer.0.remove(COMMITMENTS);
    assert_eq!(checked(&fewer).of(Check::Tree).unwrap().answer, Answer::NotChecked);
}

#[test]
fn a_threshold_lowered_in_the_rulebook_is_caught() {
    let public = public_form(&example(None)).unwrap();
    let lowered = forged(&public, "rulebook/0/rulebook.toml", "rank = 1\nfrom = 700", "rank = 1\nfrom = 600");
    let replay = checked(&lowered);
    let rulebook = differences(&replay, Check::Rulebook);
    let parts: Vec<&str> = rulebook.iter().map(|difference| difference.part.as_str()).collect();
    assert_eq!(parts, ["record.json", "results/rules.json"]);
    assert_eq!(rulebook[1].expected.as_deref(), Some("\"from\": \"600\""));
    assert_eq!(rulebook[1].found.as_deref(), Some("\"from\": \"700\""));
    // With these mended too, the honours are not those of the new threshold.
    let mut mended = lowered.clone();
    for Difference { part, expected, found, .. } in rulebook {
        mended = forged(&mended, part, found.as_deref().unwrap(), expected.as_deref().unwrap());
    }
    let replay = checked(&mended);
    assert_eq!(answered(&replay, Answer::Fail), [Check::Honours]);
    // The best of the services has between 600 and 700 points.
    let found = differences(&replay, Check::Honours);
    assert!(
        found.iter().all(|difference| difference.of.as_deref().unwrap().starts_with("services")),
        "{found:?}"
    );
    // A rulebook that cannot be read is no rulebook.
    let torn = forged(&public, "rulebook/0/rulebook.toml", "[honour.winner]", "[honour.winner");
    assert_eq!(checked(&torn).of(Check::Rulebook).unwrap().answer, Answer::Fail);
}

#[test]
fn forged_stages_are_caught() {
    let public = public_form(&national()).unwrap();
    // Who was ranked high enough to go on is said to have stayed.
    let part = "results/national/outcomes.csv.gz";
    let kept = checked(&forged(&public, part, "1,IR-001,ranked,agri,\n", "1,IR-001,stayed,,provincial\n"));
    assert!(kept.of(Check::Lists).unwrap().answer == Answer::Fail, "its points are left");
    let kept = forged(&public, part, "14,IR-014,review,,p_panel\n", "14,IR-014,stayed,,provincial\n");
    caught(
        &checked(&kept),
        Check::Eligibility,
        [part, "IR-014", "outcome", "an outcome of this stage", "stayed"],
    );
    let on = checked(&forged(&public, part, "5,IR-005,stayed,,provincial\n", "5,IR-005,review,,p_panel\n"));
    caught(&on, Check::Eligibility, [part, "IR-005", "outcome", "stayed", "review"]);
    // Nobody can have stayed before the first stage.
    let first = "results/provincial/outcomes.csv.gz";
    let row = text(&public, first);
    let row = row.lines().find(|row| row.contains(",ineligible,")).unwrap();
    let early = checked(&forged(&public, first, row, &row.replace("ineligible", "stayed")));
    assert_eq!(early.of(Check::Lists).unwrap().differences[0].found.as_deref(), Some("stayed"));
}

#[test]
fn where_nothing_is_hidden_a_consistent_forgery_is_caught_too() {
    let given = Filed { entries: "fixtures/percentile/entries.csv", ..Filed::default() };
    let public = public_form(&sealed(&folder(&project().join("fixtures/percentile")), &given)).unwrap();
    let part = "results/points.csv.gz";
    let rows = text(&public, part);
    let row = rows.lines().nth(1).unwrap();
    let cells: Vec<&str> = row.split(',').collect();
    let mut raised = cells.clone();
    raised[2] = "1";
    let replay = checked(&forged(&public, part, row, &raised.join(",")));
    let found = &differences(&replay, Check::Points)[0];
    assert_eq!((found.entry.as_deref(), found.expected.as_deref()), (Some(cells[1]), Some(cells[2])));
}

#[test]
fn a_record_without_some_of_its_confidential_parts_is_damaged() {
    let record = example(None);
    let confidential: Vec<String> =
        record.0.keys().filter(|part| part.starts_with(CONFIDENTIAL)).cloned().collect();
    assert_eq!(confidential.len(), 6);
    for part in &confidential {
        let mut less = record.clone();
        less.0.remove(part);
        assert!(differences(&checked(&less), Check::Files).iter().any(|found| found.part == *part), "{part}");
        assert!(public_form(&less).is_err());
        let mut only = record.clone();
        only.0.retain(|path, _| !path.starts_with(CONFIDENTIAL) || path == part);
        assert_eq!(checked(&only).of(Check::Files).unwrap().answer, Answer::Fail, "{part}");
    }
    let mut with = record.clone();
    with.put(COMMITMENTS, Vec::new());
    assert_eq!(checked(&with).of(Check::Files).unwrap().answer, Answer::Fail);
    // A tree that is not that of the entries.
    let mut tree = record.clone();
    put(&mut tree, TREE, &format!("32 {}\n", "0".repeat(64)));
    tree.close();
    assert!(public_form(&tree).unwrap_err().en.contains("Merkle"));
}

#[test]
fn a_predecessor_is_compared_as_far_as_both_show() {
    let first = example(None);
    let public = public_form(&first).unwrap();
    let mut later = public.clone();
    let mut about: serde_json::Value = serde_json::from_str(&text(&later, "record.json")).unwrap();
    let root: String = text(&later, "ROOT").trim().rsplit(' ').next().unwrap().to_owned();
    about["predecessor"] = root.into();
    put(&mut later, "record.json", &about.to_string());
    let answer = |later: &Files, before: &Files| {
        let known = Known { predecessor: Some(before), ..Known::default() };
        replay(later, &known).of(Check::Predecessor).unwrap().clone()
    };
    // Its manifest lists the same confidential parts, with the same hashes.
    for before in [&first, &public] {
        assert_eq!(answer(&later, before).answer, Answer::Pass, "{:?}", answer(&later, before));
    }
    let entries = text(&later, "entries.csv.gz").replacen("C-001", "C-000", 1);
    put(&mut later, "entries.csv.gz", &entries);
    assert_eq!(answer(&later, &public).differences[0].part, "entries.csv.gz");
}

fn write(files: &Files, path: &Path) {
    for (name, bytes) in &files.0 {
        let path = path.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn the_command_writes_a_public_form_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let mut record = example(None);
    record.put("envelope.json", "{}");
    record.put("provenance/files.json", "[]");
    write(&record, &folder.path().join("record"));
    let output = bartar(&["public", &path("record"), "--out", &path("public")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let parts: Vec<&str> =
        record.0.keys().map(String::as_str).filter(|part| !part.starts_with(CONFIDENTIAL)).collect();
    for part in parts {
        let there = fs::read(folder.path().join("public").join(part)).ok();
        let outside = part == "envelope.json" || part.starts_with("provenance/");
        assert_eq!(there.as_deref(), record.get(part).filter(|_| !outside), "{part}");
    }
    let output = bartar(&["replay", &path("public")]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stdout(&output).contains("9 passed, 0 failed, 4 not checked"), "{}", stdout(&output));
    // Its place is taken; the public form of a public form; a record that was changed.
    assert_eq!(bartar(&["public", &path("record"), "--out", &path("public")]).status.code(), Some(73));
    let again = bartar(&["public", &path("public"), "--out", &path("again")]);
    assert_eq!(again.status.code(), Some(65), "{}", stderr(&again));
    fs::write(folder.path().join("record/totals.csv"), "changed").unwrap();
    let changed = bartar(&["public", &path("record"), "--out", &path("again")]);
    assert_eq!(changed.status.code(), Some(65));
    assert!(stderr(&changed).contains("totals.csv"), "{}", stderr(&changed));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left of what was refused");
}

#[test]
fn the_public_form_of_real_credit_unions_is_recomputed_whole() {
    let Some(reference) = reference("the_public_form_of_real_credit_unions_is_recomputed_whole") else {
        return;
    };
    let data = reference.join("ncua-2025q4/applications.csv");
    let given = Filed { entries: data.to_str().unwrap(), ..Filed::default() };
    let public =
        public_form(&sealed(&folder(&project().join("criteria/pearls-credit-unions")), &given)).unwrap();
    let replay = checked(&public);
    assert_eq!(answered(&replay, Answer::Fail), []);
    assert_eq!(answered(&replay, Answer::NotChecked), [Check::Signature]);
}
