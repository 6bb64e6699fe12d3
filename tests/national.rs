//! The national case: 14,500 entries of the Iranian rulebook in a file of each province, of all kinds of files and faults.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_criteria::persian::matching_key;
use bartar_generate::{FaultKind, Kind, Options, Split};
use bartar_scoring::stages::{Passage, passages, rules_of_stages, score_stages};
use bartar_scoring::{Outcome, Scored};
use std::collections::{BTreeMap, BTreeSet};
use support::made::{Made, options};
use support::{project, rulebook};

/// How many of the entries have an outcome.
fn ended(scored: &Scored<'_>, outcome: Outcome) -> u64 {
    scored.screening.outcomes.iter().filter(|known| **known == outcome).count() as u64
}

/// Every entry that is ranked has a rank in exactly one pool, and a score.
fn ranked_entries_have_a_rank(scored: &Scored<'_>) {
    let mut rows: Vec<u32> =
        scored.rankings.iter().flat_map(|ranking| &ranking.places).map(|place| place.row).collect();
    rows.sort_unstable();
    let ranked = (0_u32..).zip(&scored.screening.outcomes).filter(|(_, end)| **end == Outcome::Ranked);
    assert_eq!(rows, ranked.map(|(row, _)| row).collect::<Vec<_>>());
}

#[test]
fn every_planted_fault_of_the_country_is_found_and_every_clean_entry_is_scored() {
    let rules = rulebook(&project().join("criteria/iran-best-cooperatives-1405"));
    let options = Options {
        split: Split::By("province".to_owned()),
        kinds: Kind::ALL.to_vec(),
        dirt: "0.03".parse().unwrap(),
        marks: true,
        ..options(14_500, 1405)
    };
    let made = Made::new(&rules, &options);
    assert_eq!(made.generated.files.len(), 31);
    assert_eq!(made.generated.files.iter().map(|file| file.entries).sum::<u64>(), 14_500);
    let kinds: BTreeSet<&str> = made.generated.files.iter().map(|file| file.kind.name()).collect();
    assert_eq!(kinds.len(), Kind::ALL.len());
    // Every kind of fault but one that these rules have no place for: no orientation stands outside the stages.
    let planted: BTreeSet<&str> = made.generated.key.planted.iter().map(|planted| planted.fault).collect();
    let missing: BTreeSet<&str> =
        FaultKind::ALL.iter().map(|kind| kind.name()).filter(|kind| !planted.contains(kind)).collect();
    assert_eq!(missing, BTreeSet::from(["unclear-orientation"]));
    // The same cooperative in two files, whose digits may differ.
    let mut same: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for planted in made.generated.key.planted.iter().filter(|planted| planted.fault == "same-cooperative") {
        same.entry(matching_key(&planted.written)).or_default().insert(&planted.file);
    }
    assert!(same.values().any(|files| files.len() == 2), "{same:?}");
    // Each gate and each check has its turn.
    let codes: BTreeSet<&str> =
        made.generated.key.planted.iter().map(|planted| planted.code.as_str()).collect();
    for gate in &rules.gates {
        assert!(codes.contains(gate.id.as_str()), "{}", gate.id);
    }
    assert!(codes.contains("stated-differs") && codes.contains("stated-differs-note"));

    let stages = rules_of_stages(&rules, 1);
    let scored = score_stages(&stages, &made.intake.entries, None, &|_, _| ());
    let [provincial, national] = scored.as_slice() else { panic!("two stages") };
    made.prove(provincial, &|_| true, false);
    let passed = passages(provincial).unwrap().passages;
    let goes_on = |entry: usize| matches!(passed[entry], Passage::Promoted(_));
    made.prove(national, &goes_on, true);

    let counts = made.generated.key.counts;
    // Who lacks a mark is ranked where marks do not count.
    let few = made.generated.key.planted.iter().filter(|planted| planted.fault == FaultKind::FewMarks.name());
    let few = few.count() as u64;
    assert!(few > 0);
    for scored in [provincial, national] {
        ranked_entries_have_a_rank(scored);
        let all =
            [Outcome::Ranked, Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined];
        assert_eq!(all.map(|outcome| ended(scored, outcome)).iter().sum::<u64>(), counts.rows);
        assert_eq!(ended(scored, Outcome::Quarantined), counts.quarantined);
        assert_eq!(ended(scored, Outcome::Withdrawn), counts.withdrawn);
    }
    assert_eq!(ended(provincial, Outcome::Ranked), counts.ranked + few);
    assert_eq!(ended(provincial, Outcome::Ineligible), counts.ineligible);
    assert_eq!(ended(provincial, Outcome::Review) + few, counts.review);
    let promoted = (0..made.intake.entries.len()).filter(|entry| goes_on(*entry)).count() as u64;
    assert_eq!(ended(national, Outcome::Ranked) + few_of(&made, &goes_on), promoted);
}

/// How many entries without enough marks go on.
fn few_of(made: &Made, goes_on: &dyn Fn(usize) -> bool) -> u64 {
    let few: BTreeSet<&str> = made
        .generated
        .key
        .planted
        .iter()
        .filter(|planted| planted.fault == FaultKind::FewMarks.name())
        .map(|planted| planted.id.as_str())
        .collect();
    let ids = &made.intake.entries.ids;
    (0..made.intake.entries.len()).filter(|entry| few.contains(ids.get(*entry)) && goes_on(*entry)).count()
        as u64
}
