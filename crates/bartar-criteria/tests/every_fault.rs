//! One run finds every fault. Faults are planted in sound rulebooks, alone and in random company: what a run finds in
//! company is exactly what each fault raises alone. No fault hides another, and none drags findings behind it.
//!
//! Each fault names the parts of the rulebook that it changes or whose sums it changes; faults are put together where
//! they have no part in common, so that none can mend or move another.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod faults;
mod support;

use bartar_criteria::{Folder, Loaded, load};
use faults::{BASE, COOPERATIVES, Fault, TREE};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use support::{Beside, fixtures, read};

/// Findings by code, table and line: line numbers change when lines are added.
type Findings = BTreeMap<String, usize>;

fn findings(loaded: &Loaded) -> Findings {
    let mut findings = Findings::new();
    for diagnostic in &loaded.diagnostics {
        let source = loaded.sources.file(diagnostic.span.file).expect("a finding stands in a file");
        let (line, _) = loaded.sources.line_column(diagnostic.span);
        let lines: Vec<&str> = source.text.lines().take(line).collect();
        let table = lines.iter().rev().find(|line| line.starts_with('[')).unwrap_or(&"");
        let here = format!("{} {} {table} {}", diagnostic.code, source.path, lines.last().unwrap_or(&""));
        *findings.entry(here).or_default() += 1;
    }
    findings
}

fn plant(folder: &mut Folder, fault: &Fault) {
    let file = folder.files.get_mut(fault.file).expect(fault.file);
    let text = String::from_utf8(file.clone()).unwrap();
    assert_eq!(text.matches(fault.from).count(), 1, "{:?} stands once in {}", fault.from, fault.file);
    *file = text.replace(fault.from, fault.to).into_bytes();
}

fn codes(findings: &Findings) -> BTreeMap<&str, usize> {
    let mut codes = BTreeMap::new();
    for (finding, count) in findings {
        *codes.entry(finding.split(' ').next().unwrap()).or_default() += count;
    }
    codes
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn prove(path: &Path, faults: &[Fault], rounds: usize) {
    let sound = read(path);
    let beside = Beside(path.to_owned());
    let run = |planted: &[&Fault]| {
        let mut folder = sound.clone();
        for fault in planted {
            plant(&mut folder, fault);
        }
        findings(&load(&folder, &beside))
    };
    assert_eq!(run(&[]), Findings::new());
    let mut wrong = Vec::new();
    let alone: Vec<Findings> = faults.iter().map(|fault| run(&[fault])).collect();
    for (fault, found) in faults.iter().zip(&alone) {
        let mut expected = BTreeMap::new();
        fault.codes.iter().for_each(|code| *expected.entry(*code).or_default() += 1);
        if codes(found) != expected {
            wrong.push(format!("{:?} alone: {found:#?}", fault.to));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mut dice = Dice(1405);
    for _ in 0..rounds {
        let mut parts: BTreeSet<&str> = BTreeSet::new();
        let mut planted: Vec<usize> = Vec::new();
        let wanted = 2 + dice.below(8);
        for _ in 0..wanted * 3 {
            let next = dice.below(faults.len());
            if planted.len() < wanted && faults[next].parts.iter().all(|part| !parts.contains(part)) {
                parts.extend(faults[next].parts);
                planted.push(next);
            }
        }
        let mut expected = Findings::new();
        for found in planted.iter().map(|index| &alone[*index]) {
            for (finding, count) in found {
                *expected.entry(finding.clone()).or_default() += count;
            }
        }
        let together: Vec<&Fault> = planted.iter().map(|index| &faults[*index]).collect();
        let found = run(&together);
        if found != expected {
            let hidden: Vec<_> =
                expected.iter().filter(|(finding, count)| found.get(*finding) != Some(count)).collect();
            let dragged: Vec<_> =
                found.iter().filter(|(finding, count)| expected.get(*finding) != Some(count)).collect();
            let planted: Vec<_> = together.iter().map(|fault| (fault.from, fault.to)).collect();
            panic!("planted {planted:#?}\nhidden {hidden:#?}\ndragged {dragged:#?}");
        }
    }
}

#[test]
fn in_the_example() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../criteria/example-cooperatives");
    prove(&path, COOPERATIVES, 250);
}

#[test]
fn in_a_small_rulebook() {
    prove(&fixtures("valid").join("base"), BASE, 200);
}

#[test]
fn in_a_tree_of_means_and_sectors() {
    prove(&fixtures("valid").join("tree"), TREE, 200);
}
