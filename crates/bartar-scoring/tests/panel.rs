//! The panel: which marks count, what they make, and how far judges agree.

#![allow(clippy::expect_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::exact::{Decimal, Exact, Rounding};
use bartar_criteria::{Rulebook, Severity};
use bartar_scoring::Entries;
use bartar_scoring::panel::agreement::{agreement, of_units};
use bartar_scoring::panel::{Counted, Mark, MarkCell, count};
use proptest::prelude::*;
use support::{outcome, points, rulebook, run, sheet::table, total};

fn panel(keys: &str) -> Rulebook {
    rulebook(&format!(
        r#"
[field.size]
[panel.impact]
title = {{ fa = "اثر", en = "Impact" }}
clause = "c"
scale = {{ from = 0, to = 100, step = 5 }}
judges = 3
{keys}
[indicator.judged]
value = "impact_sum / impact_count"
better = "higher"
missing = {{ not-submitted = "review", not-applicable = "review", rejected = "review", pending = "review" }}
points = {{ max = 300, linear = {{ none-at = 0, full-at = 100 }} }}
"#
    ))
}

/// A line of a file of marks, written `judge entry mark`: `-` for no mark yet, `!` for a recusal.
fn line(text: &str) -> Mark {
    let [judge, entry, mark] = text.split(' ').collect::<Vec<_>>().try_into().expect("three words");
    Mark {
        judge: judge.to_owned(),
        entry: entry.to_owned(),
        criterion: if mark == "!" { String::new() } else { "impact".to_owned() },
        mark: match mark {
            "-" | "!" => MarkCell::Blank,
            number => MarkCell::Given(number.parse().expect("a number")),
        },
        recusal: (mark == "!").then(|| "a member".to_owned()),
    }
}

fn marked(rulebook: &Rulebook, ids: &[&str], lines: &[&str]) -> Entries {
    let text = std::iter::once("id").chain(ids.iter().copied()).collect::<Vec<_>>().join("\n");
    let mut entries = table(rulebook, &text);
    let marks: Vec<Mark> = lines.iter().map(|text| line(text)).collect();
    count(rulebook, &mut entries, Some(&marks));
    entries
}

fn found(entries: &Entries) -> Vec<&'static str> {
    let marks = entries.marks.as_ref().expect("marks");
    let mut codes: Vec<&str> = marks.findings.iter().map(|finding| finding.code.name()).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn the_mean_of_three_judges_is_exact() {
    let rules = panel("");
    let entries =
        marked(&rules, &["a", "b"], &["j1 a 70", "j2 a 75", "j3 a 75", "j1 b 100", "j2 b 100", "j3 b 100"]);
    let scored = run(&rules, &entries);
    // 220 / 3 of 100, of 300 points: 220.
    assert_eq!(points(&scored, "a", "judged").as_deref(), Some("220"));
    assert_eq!(total(&scored, "b").as_deref(), Some("300"));
    assert_eq!(found(&entries), [""; 0]);
}

#[test]
fn without_marks_everybody_waits() {
    let rules = panel("");
    let mut entries = table(&rules, "id\na");
    count(&rules, &mut entries, None);
    let scored = run(&rules, &entries);
    assert_eq!(outcome(&scored, "a"), "review judged");
    let reason = &scored.screening.reasons[&0][0];
    assert!(reason.message.en.contains("have not marked \"Impact\" yet"), "{}", reason.message.en);
}

#[test]
fn too_few_judges_make_no_result() {
    let rules = panel("");
    let entries = marked(&rules, &["a", "b"], &["j1 a 70", "j2 a 75", "j3 a -"]);
    let scored = run(&rules, &entries);
    assert_eq!(outcome(&scored, "a"), "review judged");
    assert!(scored.screening.reasons[&0][0].message.en.contains("2 valid marks, and 3 are needed"));
    assert!(scored.screening.reasons[&1][0].message.en.contains("0 valid marks, and 3 are needed"));
    assert_eq!(found(&entries), ["judge-without-marks"]);
}

#[test]
fn a_wide_spread_asks_for_a_fourth_judge() {
    let rules = panel("spread = 25");
    let three = ["j1 a 50", "j2 a 75", "j3 a 80"];
    let waiting = marked(&rules, &["a"], &three);
    let scored = run(&rules, &waiting);
    assert_eq!(outcome(&scored, "a"), "review judged");
    assert!(scored.screening.reasons[&0][0].message.en.contains("from 50 to 80, more than 25 apart"));
    // The fourth settles it, however far apart: 285 / 4 of 100, of 300 points.
    let entries = marked(&rules, &["a"], &[three[0], three[1], three[2], "j4 a 80"]);
    assert_eq!(points(&run(&rules, &entries), "a", "judged").as_deref(), Some("213.75"));
    // A spread of just the limit is no reason.
    let entries = marked(&rules, &["a"], &["j1 a 50", "j2 a 75", "j3 a 75"]);
    assert_eq!(points(&run(&rules, &entries), "a", "judged").as_deref(), Some("200"));
}

#[test]
fn a_trimmed_mean_leaves_one_of_each_end_out() {
    let rules = panel("mean = \"trimmed-mean\"");
    let entries = marked(
        &rules,
        &["a", "b"],
        &["j1 a 0", "j2 a 60", "j3 a 70", "j4 a 100", "j5 a 100", "j1 b 50", "j2 b 50", "j3 b 50"],
    );
    // (60 + 70 + 100) / 3 of 100, of 300 points.
    let scored = run(&rules, &entries);
    assert_eq!(points(&scored, "a", "judged").as_deref(), Some("230"));
    assert_eq!(points(&scored, "b", "judged").as_deref(), Some("150"));
    let tally = entries.marks.as_ref().and_then(|marks| marks.tally(0, 0)).expect("a tally");
    let trimmed = tally.marks.iter().filter(|mark| mark.counted == Counted::Trimmed);
    assert_eq!(trimmed.map(|mark| mark.judge.as_str()).collect::<Vec<_>>(), ["j1", "j4"]);
}

#[test]
fn marks_that_cannot_count_are_told_and_the_others_go_on() {
    let rules = panel("");
    let entries = marked(
        &rules,
        &["a"],
        &[
            "j1 a 70", "j2 a 70", "j3 a 70", // sound
            "j4 a 83", "j5 a 105", // off the scale
            "j6 a 100", "j6 a 95", // twice
            "j7 a !", "j7 a 100", // recused
            "j8 z 50",  // unknown
            "j9 a -",   // silent
        ],
    );
    assert_eq!(
        found(&entries),
        [
            "judge-without-marks",
            "mark-of-recused",
            "mark-off-scale",
            "mark-off-scale",
            "mark-repeated",
            "mark-repeated",
            "mark-unknown-entry",
        ]
    );
    let scored = run(&rules, &entries);
    assert_eq!(points(&scored, "a", "judged").as_deref(), Some("210"));
    let errors = scored.screening.findings.iter().filter(|found| found.code.severity() == Severity::Error);
    assert_eq!(errors.count(), 6);
}

/// Two spellings of one code never make two judges.
#[test]
fn one_judge_in_two_spellings_is_one() {
    let rules = panel("");
    // Arabic and Persian yeh, capital and small letters, Persian and Latin digits.
    for (one, other) in [("\u{639}\u{644}\u{64a}", "\u{639}\u{644}\u{6cc}"), ("J1", "j1"), ("d1", "d۱")] {
        let twice = format!("{other} a 80");
        let entries = marked(&rules, &["a"], &[&format!("{one} a 70"), &twice, "j2 a 75", "j3 a 75"]);
        assert_eq!(found(&entries), ["judge-spellings", "mark-repeated", "mark-repeated"], "{one}");
        assert_eq!(outcome(&run(&rules, &entries), "a"), "review judged");
        // On different entries both count, and it is told.
        let elsewhere = format!("{other} b 80");
        let entries =
            marked(&rules, &["a", "b"], &[&format!("{one} a 70"), "j2 a 75", "j3 a 75", &elsewhere]);
        assert_eq!(found(&entries), ["judge-spellings"], "{one}");
        assert_eq!(outcome(&run(&rules, &entries), "a"), "ranked");
        // A recusal in one spelling holds for the other.
        let entries = marked(&rules, &["a"], &[&format!("{one} a !"), &twice]);
        assert_eq!(found(&entries), ["judge-spellings", "mark-of-recused"], "{one}");
    }
}

#[test]
fn an_unknown_id_that_only_looks_different_is_told() {
    let entries = marked(&panel(""), &["C-1"], &["j1 c-1 70"]);
    let message = &entries.marks.as_ref().expect("marks").findings[0].message;
    assert!(message.en.contains("`C-1` differs only in how it is written"), "{message:?}");
}

#[test]
fn marks_that_stay_apart_with_a_further_judge_are_told() {
    let rules = panel("spread = 25");
    let of = |last: &str| {
        let entries = marked(&rules, &["a"], &["j1 a 80", "j2 a 50", "j3 a 75", last]);
        (outcome(&run(&rules, &entries), "a"), found(&entries))
    };
    assert_eq!(of("j4 a 70"), ("ranked".to_owned(), vec!["marks-still-apart"]));
    assert_eq!(of("j4 a -"), ("review judged".to_owned(), vec!["judge-without-marks"]));
}

/// A sum that does not fit is told, and is neither nothing nor a crash.
#[test]
fn marks_too_long_to_add_up_leave_the_panel_open() {
    let long = "9".repeat(36);
    let rules = rulebook(&format!(
        r#"
[field.size]
[panel.impact]
title = {{ fa = "اثر", en = "Impact" }}
clause = "c"
scale = {{ from = 0, to = {long} }}
judges = 2
[indicator.judged]
value = "impact_sum / impact_count"
missing = {{ not-submitted = "review", not-applicable = "review", rejected = "review", pending = "review" }}
points = {{ max = 300, linear = {{ none-at = 0, full-at = 100 }} }}
"#
    ));
    let entries = marked(&rules, &["a"], &[&format!("j1 a {long}"), &format!("j2 a {long}")]);
    let scored = run(&rules, &entries);
    assert_eq!(outcome(&scored, "a"), "review judged");
    assert!(scored.screening.reasons[&0][0].message.en.contains("too long to be added up"));
}

#[test]
fn a_mark_for_an_id_of_two_rows_is_nobodys() {
    let rules = panel("");
    let entries = marked(&rules, &["a", "a"], &["j1 a 70"]);
    assert_eq!(found(&entries), ["mark-unknown-entry"]);
}

/// The reliability data of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four observers,
/// twelve units. He gives 0.849 for interval data.
const OBSERVERS: [[&str; 12]; 4] = [
    ["1", "2", "3", "3", "2", "1", "4", "1", "2", "", "", ""],
    ["1", "2", "3", "3", "2", "2", "4", "1", "2", "5", "", "3"],
    ["", "3", "3", "3", "2", "3", "4", "2", "2", "5", "1", ""],
    ["1", "2", "3", "3", "2", "4", "4", "1", "2", "5", "1", ""],
];

#[test]
fn alpha_is_that_of_the_published_example() {
    let judges = ["A", "B", "C", "D"];
    let units: Vec<Vec<(&str, Decimal)>> = (0..12)
        .map(|unit| {
            let marks = judges.iter().zip(OBSERVERS).filter(|(_, marks)| !marks[unit].is_empty());
            marks.map(|(judge, marks)| (*judge, marks[unit].parse().expect("a number"))).collect()
        })
        .collect();
    let found = of_units(&units);
    let alpha = Rounding::half_up(3).apply(&found.alpha.expect("an alpha")).expect("a number");
    assert_eq!(alpha.to_string(), "0.849");
    // He counts 40 pairable values in 11 units.
    assert_eq!((found.entries, found.marks), (11, 40));
}

#[test]
fn leniency_is_the_distance_to_the_other_judges() {
    let rules = panel("");
    let entries =
        marked(&rules, &["a", "b"], &["j1 a 80", "j2 a 70", "j3 a 60", "j1 b 50", "j2 b 50", "j4 b 20"]);
    let found = &agreement(entries.marks.as_ref().expect("marks"))[0];
    let leniency: Vec<String> = found
        .judges
        .iter()
        .map(|judge| judge.leniency.as_ref().map(Exact::to_fraction_string).expect("shared"))
        .collect();
    // j1: (80 - 65 + 50 - 35) / 2; j2: (70 - 70 + 50 - 35) / 2; j3: 60 - 75; j4: 20 - 50.
    assert_eq!(leniency, ["15/1", "15/2", "-15/1", "-30/1"]);
}

proptest! {
    #[test]
    fn the_order_of_lines_is_no_matter(
        marks in proptest::collection::vec((0_u8..5, 0_u8..3, 0_u8..23), 0..40),
        seed in any::<u64>(),
    ) {
        let rules = panel("spread = 25\nmean = \"trimmed-mean\"");
        let lines: Vec<String> = marks
            .iter()
            .map(|(judge, entry, mark)| match mark {
                21 => format!("j{judge} e{entry} -"),
                22 => format!("j{judge} e{entry} !"),
                mark => format!("j{judge} e{entry} {}", u32::from(*mark) * 5),
            })
            .collect();
        let mut shuffled: Vec<&str> = lines.iter().map(String::as_str).collect();
        shuffled.sort_by_key(|line| line.bytes().fold(seed, |hash, byte| hash.rotate_left(7) ^ u64::from(byte)));
        let straight: Vec<&str> = lines.iter().map(String::as_str).collect();
        let of = |lines: &[&str]| {
            let entries = marked(&rules, &["e0", "e1", "e2"], lines);
            let mut marks = entries.marks.clone().expect("marks");
            // Where a mark stands is all that may differ.
            let tallies = marks.tallies.iter_mut().flat_map(|tallies| tallies.values_mut());
            tallies.for_each(|tally| {
                tally.marks.iter_mut().for_each(|mark| mark.lines.clear());
                tally.recused.iter_mut().for_each(|recusal| recusal.line = 0);
            });
            let scored = run(&rules, &entries);
            let results: Vec<_> = ["e0", "e1", "e2"].iter().map(|id| (outcome(&scored, id), total(&scored, id))).collect();
            (format!("{:?}", marks.tallies), found(&entries).join(" "), results)
        };
        prop_assert_eq!(of(&straight), of(&shuffled));
    }
}
