//! The same cooperative twice: entries that share a value that only one may have.

#![allow(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use bartar_scoring::unique::same_cooperative;
use std::collections::BTreeSet;
use std::sync::Arc;
use support::sheet::table;
use support::{rulebook, run};

const RULES: &str = r#"
[data]
id = "id"
withdrawn = "gone"
[field.nid]
unique = true
[field.number]
unique = true
[field.gone]
type = "yes-no"
[indicator.x]
value = "number"
better = "higher"
points = { max = 60, linear = { none-at = 0, full-at = 100 } }
"#;

#[test]
fn every_entry_is_told_of_the_others_with_its_value() {
    let rules = rulebook(RULES);
    // c and d state nothing; the two rows of g are one id, which is told as such.
    let entries = table(
        &rules,
        "id nid number gone\n a 1 - no\n b 2 - no\n c - - no\n d - - no\n e 1 7 no\n f 3 7.0 no\n g 3 8 no\n g 3 9 no",
    );
    let mut found: Vec<(u32, Option<u16>, String)> = same_cooperative(&rules, &entries)
        .into_iter()
        .map(|fault| (fault.entry, fault.column, fault.message.en.clone()))
        .collect();
    found.sort_unstable();
    let same = |entry, column, other: &str| {
        let message =
            format!("the same value stands in other entries: `{other}`; one cooperative has one entry");
        (entry, Some(column), message)
    };
    assert_eq!(
        found,
        [
            same(0, 0, "e"),
            same(4, 0, "a"),
            same(4, 1, "f"),
            same(5, 0, "g"),
            same(5, 1, "e"),
            same(6, 0, "f"),
            same(7, 0, "f")
        ]
    );
}

#[test]
fn an_entry_that_says_it_is_withdrawn_is_no_second_one() {
    let rules = rulebook(RULES);
    let entries = table(&rules, "id nid number gone\n a 1 5 no\n b 1 6 yes");
    assert!(same_cooperative(&rules, &entries).is_empty());
}

#[test]
fn all_with_one_value_are_one_group() {
    let rules = rulebook(RULES);
    let entries = table(&rules, "id nid number gone\n a 1 - no\n b 2 - no\n c 1 - no\n d 1 - no");
    let faults = same_cooperative(&rules, &entries);
    let groups: Vec<(u32, &[u32])> =
        faults.iter().map(|fault| (fault.entry, fault.group.as_ref().expect("several").rows())).collect();
    assert_eq!(groups, [(0, &[0, 2, 3][..]), (2, &[0, 2, 3]), (3, &[0, 2, 3])]);
}

#[test]
fn a_reason_of_many_entries_is_kept_once() {
    let rules = rulebook(RULES);
    let mut written = "id nid number gone".to_owned();
    for row in 0..40_000 {
        written.push_str(&format!("\n e{row} {row} {row} yes"));
    }
    let entries = table(&rules, &written);
    let scored = run(&rules, &entries);
    let reasons: Vec<_> = scored.screening.reasons.values().flatten().collect();
    assert_eq!(reasons.len(), 40_000);
    let distinct: BTreeSet<_> = reasons.iter().map(|reason| Arc::as_ptr(reason)).collect();
    assert_eq!(distinct.len(), 1);
}
