//! Same rulebook and same entries, same bytes: whatever the order of rows, the split into files, the number of threads.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_criteria::exact::Exact;
use bartar_criteria::syntax::Combine;
use bartar_report::json::write_ranking;
use bartar_scoring::explain::{NodeKind, NodeTrace};
use bartar_scoring::tree::Made;
use bartar_scoring::{Explanation, Outcome, explain, score};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::fs;
use std::path::PathBuf;
use support::{Nowhere, project, read, reference, rulebook};

/// The result as bytes, without provenance (the last member of the document).
fn canonical(rules: &bartar_criteria::Rulebook, files: &[PathBuf], threads: usize) -> String {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| {
        let intake = read(rules, files);
        let scored = score(rules, &intake.entries, &|_, _| ());
        let mut bytes = Vec::new();
        write_ranking(&scored, &Nowhere, None, &mut bytes).unwrap();
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

/// What every part of every entry adds, with what rounding and caps add as stated, makes the points of its axis and the
/// total: in every rulebook that has data.
#[test]
fn every_point_of_an_explanation_adds_up() {
    let of_project = |rules: &str, data: &str| (project().join(rules), project().join(data));
    let fixture =
        |name: &str| of_project(&format!("fixtures/{name}"), &format!("fixtures/{name}/entries.csv"));
    let mut cases = vec![
        of_project("criteria/example-cooperatives", "fixtures/example/entries.csv"),
        of_project("criteria/iran-best-cooperatives-1405", "fixtures/iran/entries.csv"),
        fixture("excluded_from_sum"),
        fixture("geometric_and_harmonic"),
        fixture("penalty_bonus_cap"),
        fixture("panel"),
    ];
    if let Some(reference) = reference("every_point_of_an_explanation_adds_up (real data)") {
        let of_reference =
            |rules: &str, data: &str| (project().join("criteria").join(rules), reference.join(data));
        cases.push(of_reference("pearls-credit-unions", "ncua-2025q4/applications.csv"));
        for folder in fs::read_dir(project().join("criteria")).unwrap() {
            let name = folder.unwrap().file_name().to_string_lossy().into_owned();
            match name.as_str() {
                name if name.starts_with("koperasi-reading-") => {
                    cases.push(of_reference(name, "koperasi/cases.csv"));
                }
                "asem-2018-b" | "asem-2018-h" | "asem-2018-i" => {
                    cases.push(of_reference(&name, "asem/input_indicators.csv"));
                }
                name if name.starts_with("asem-") => cases.push(of_reference(name, "asem/input_treated.csv")),
                _ => {}
            }
        }
        assert!(cases.len() > 20, "{} cases", cases.len());
    }
    for (rules, data) in cases {
        let name = rules.file_name().unwrap().to_string_lossy().into_owned();
        let rules = rulebook(&rules);
        let mut intake = read(&rules, std::slice::from_ref(&data));
        let marks = data.with_file_name("marks.csv");
        if marks.is_file() {
            let (marks, _) =
                bartar_tables::read_marks(&rules, &[marks], &bartar_tables::Given::default(), &|_| {})
                    .unwrap();
            bartar_scoring::panel::count(&rules, &mut intake.entries, Some(&marks));
        }
        let scored = score(&rules, &intake.entries, &|_, _| ());
        let ranked: Vec<usize> =
            (0..intake.entries.len()).filter(|row| scored.outcome(*row) == Outcome::Ranked).collect();
        assert!(!ranked.is_empty(), "{name}: somebody is ranked");
        // Of very many entries some are enough: explanations of relative rules look at the whole pool each.
        for row in ranked.iter().step_by((ranked.len() / 200).max(1)) {
            adds_up(&name, &explain(&scored, *row));
        }
    }
}

/// Checks the sums of one explanation.
fn adds_up(name: &str, told: &Explanation) {
    let of = |parent: Option<&str>| {
        told.nodes.iter().filter(move |node| node.parent.as_deref() == parent).collect::<Vec<_>>()
    };
    let sum = |parts: &[&NodeTrace], rest: Option<Exact>, parent: &str| {
        let parts = parts.iter().filter(|node| node.points.is_some()).map(|node| {
            node.contribution()
                .unwrap_or_else(|| panic!("{name} {}: {} adds nothing to {parent}", told.id, node.id))
        });
        parts.chain(rest).fold(Exact::zero(), |sum, part| sum.add(&part))
    };
    let total = Exact::from(told.total.unwrap());
    let is_sum = |made: &Made| matches!(made.combine, Combine::Sum | Combine::ArithmeticMean);
    if is_sum(told.made.as_ref().unwrap()) {
        assert_eq!(sum(&of(None), told.adjustment(), "total"), total, "{name} {}", told.id);
    }
    for axis in told.nodes.iter().filter(|node| node.kind == NodeKind::Axis) {
        let (Some(points), Some(made)) = (axis.points, &axis.made) else { continue };
        // The steps told lead to the points.
        let rounded = made.rounded.unwrap();
        assert_eq!(made.cut.unwrap_or(rounded), points, "{name} {} {}", told.id, axis.id);
        let Some(factor) = &axis.factor else { continue };
        assert_eq!(axis.contribution(), Some(factor.mul(&points.into())));
        if is_sum(made) {
            let below = sum(&of(Some(&axis.id)), axis.adjustment(), &axis.id);
            assert_eq!(Some(below), axis.contribution(), "{name} {} {}", told.id, axis.id);
        }
    }
}
