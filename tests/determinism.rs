//! Same rulebook and same entries, same bytes: whatever the order of rows, the split into files, the number of threads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_report::json::write_ranking;
use bartar_scoring::{Outcome, explain, score};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::fs;
use std::path::PathBuf;
use support::{Nowhere, project, read, rulebook};

/// The result as bytes, without provenance (the last member of the document).
fn canonical(rules: &bartar_criteria::Rulebook, files: &[PathBuf], threads: usize) -> String {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let intake = read(rules, files);
        let scored = score(rules, &intake.entries, &|_, _| ());
        let mut bytes = Vec::new();
        write_ranking(&scored, &Nowhere, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let (result, provenance) = text.split_once(",\"provenance\":").unwrap();
        assert!(!provenance.contains("\"counts\""), "provenance is the last member");
        result.to_owned()
    })
}

/// The example's files.
fn example() -> Vec<PathBuf> {
    ["entries.csv", "late-entries.csv"].map(|file| project().join("fixtures/example").join(file)).to_vec()
}

/// The header and the rows of all the example's files as lines; none of its cells holds a line break.
fn lines() -> (String, Vec<String>) {
    let mut header = String::new();
    let mut rows = Vec::new();
    for file in example() {
        let text = fs::read_to_string(file).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::to_owned);
        header = lines.next().unwrap();
        rows.extend(lines.filter(|line| !line.trim().is_empty()));
    }
    (header, rows)
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    #[test]
    fn neither_order_nor_files_nor_threads_matter(
        order in Just((0..lines().1.len()).collect::<Vec<_>>()).prop_shuffle(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        threads in 1..=2_usize,
    ) {
        let rules = rulebook(&project().join("criteria/example-cooperatives"));
        let original = canonical(&rules, &example(), 1);
        let (header, rows) = lines();
        let shuffled: Vec<&String> = order.iter().map(|index| &rows[*index]).collect();
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(rows.len())).collect();
        ends.push(rows.len());
        ends.sort_unstable();
        let folder = tempfile::tempdir().unwrap();
        let mut files = Vec::new();
        let mut start = 0;
        for (number, end) in ends.into_iter().enumerate() {
            let part: Vec<&str> = shuffled[start..end].iter().map(|row| row.as_str()).collect();
            let file = folder.path().join(format!("part-{number}.csv"));
            fs::write(&file, format!("{header}\n{}\n", part.join("\n"))).unwrap();
            files.push(file);
            start = end;
        }
        prop_assert_eq!(canonical(&rules, &files, threads), original);
    }
}

/// Contributions of the indicators add up to the exact total, and points of the parts to those of their axis.
#[test]
fn every_point_of_an_explanation_adds_up() {
    let rules = rulebook(&project().join("criteria/example-cooperatives"));
    let intake = read(&rules, &example());
    let scored = score(&rules, &intake.entries, &|_, _| ());
    let mut summed = 0;
    for row in (0..intake.entries.len()).filter(|row| scored.outcome(*row) == Outcome::Ranked) {
        let explanation = explain(&scored, row);
        let leaves =
            explanation.nodes.iter().filter(|node| node.data.len() + usize::from(node.value.is_some()) > 0);
        let contributions: Option<Vec<_>> =
            leaves.filter(|node| node.points.is_some()).map(|node| node.contribution).collect();
        let Some(contributions) = contributions else { continue };
        let sum = contributions
            .into_iter()
            .fold(bartar_criteria::exact::Decimal::ZERO, |sum, part| sum.checked_add(part).unwrap());
        assert_eq!(Some(sum), explanation.total, "{}", explanation.id);
        summed += 1;
    }
    assert!(summed > 10, "{summed} explanations added up");
}
