//! Amendments: what they change, and whom a frozen population holds.

#![allow(clippy::expect_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_criteria::exact::Decimal;
use bartar_scoring::amendments::{Amendment, Change, amended, moved};
use bartar_scoring::entries::Cell;
use bartar_scoring::frozen::Frozen;
use bartar_scoring::stages::score_stages;
use bartar_scoring::unique::same_cooperative;
use bartar_scoring::{Entries, Scored, explain};
use proptest::prelude::*;
use std::collections::BTreeSet;
use support::sheet::table;
use support::{honours, outcome, points, row, rulebook, standing, total};

fn book() -> Rulebook {
    rulebook(
        r#"
[field.x]
[field.y]
[gate.y]
require = "y > 0"
[indicator.percentile]
value = "x"
better = "higher"
points = { max = 60, relative = "percentile" }
[indicator.range]
value = "x"
better = "higher"
points = { max = 40, relative = "min-max", zero-range = "zero-points" }
[honour.winner]
from = 0
rank = 1
"#,
    )
}

const ENTRIES: &str = "id x y\n a 100 1\n b 80 1\n c 50 1\n d 0 1\n e 90 0";

fn correct(entries: &Entries, rules: &Rulebook, id: &str, field: &str, new: i64) -> Amendment {
    let column =
        (0..rules.columns.len()).find(|column| rules.column_name(*column) == field).expect("a column");
    let row = (0..entries.len()).find(|row| entries.ids.get(*row) == id).expect("an entry");
    Amendment {
        row: u32::try_from(row).expect("a small table"),
        change: Change::Correct { column, new: Ok(Cell::Number(Decimal::from(new))) },
        old: String::new(),
        new: new.to_string(),
        reason: "objection".to_owned(),
        accepted: true,
        by: "jury".to_owned(),
        set: 1,
    }
}

fn withdrawal(entries: &Entries, rules: &Rulebook, id: &str) -> Amendment {
    Amendment { change: Change::Withdraw, ..correct(entries, rules, id, "x", 0) }
}

/// The scoring after amendments, held to the one before or computed anew.
fn after<'a>(
    rules: &'a [Rulebook],
    filed: &'a Entries,
    now: &'a (Entries, BTreeSet<u32>),
    frozen: bool,
) -> Scored<'a> {
    let base = score_stages(rules, filed, None, &|_, _| {});
    let held = frozen.then(|| Frozen::new(base.into(), now.1.clone()));
    score_stages(rules, &now.0, held.as_ref(), &|_, _| {}).pop().expect("a scoring")
}

#[test]
fn a_frozen_population_moves_nobody_but_the_amended() {
    let rules = [book()];
    let filed = table(&rules[0], ENTRIES);
    // a 60 + 40, b 40 + 32, c 20 + 20, d 0 + 0; e fails the gate.
    let before = score_stages(&rules, &filed, None, &|_, _| {}).pop().expect("a scoring");
    assert_eq!(standing(&before, "all"), "a1 b2 c3 d4");
    let now = amended(&rules[0], &filed, &[correct(&filed, &rules[0], "d", "x", 90)]);
    let held = after(&rules, &filed, &now, true);
    // d among a, b and c as they were: two lower of three, 40; from 50 to 100, 90 is 4/5 of the way, 32.
    assert_eq!(total(&held, "d").as_deref(), Some("72"));
    assert_eq!(points(&held, "b", "range").as_deref(), Some("32"));
    assert_eq!(points(&held, "c", "percentile").as_deref(), Some("20"));
    assert_eq!(standing(&held, "all"), "a1 b2 d2 c4");
    // Anew: b has one below, 20 and 30/50 of 40; c is the lowest.
    let anew = after(&rules, &filed, &now, false);
    assert_eq!(total(&anew, "b").as_deref(), Some("44"));
    assert_eq!(total(&anew, "c").as_deref(), Some("0"));
    assert_eq!(standing(&anew, "all"), "a1 d2 b3 c4");
}

#[test]
fn an_entry_that_comes_in_is_measured_among_those_who_were_there() {
    let rules = [book()];
    let filed = table(&rules[0], ENTRIES);
    let now = amended(&rules[0], &filed, &[correct(&filed, &rules[0], "e", "y", 1)]);
    let held = after(&rules, &filed, &now, true);
    // 90 among 100, 80, 50, 0: three lower of four, 45; 90/100 of 40.
    assert_eq!(total(&held, "e").as_deref(), Some("81"));
    assert_eq!(total(&held, "a").as_deref(), Some("100"));
    assert_eq!(total(&held, "b").as_deref(), Some("72"));
}

#[test]
fn explanations_tell_the_population_that_counted() {
    let rules = [book()];
    let filed = table(&rules[0], ENTRIES);
    let told = |scored: &Scored<'_>, id: &str, indicator: &str| {
        let explained = explain(scored, row(scored, id));
        let node = explained.nodes.into_iter().find(|node| node.id == indicator).expect("a node");
        node.rule.en
    };
    let now = amended(&rules[0], &filed, &[correct(&filed, &rules[0], "d", "x", 90)]);
    let held = after(&rules, &filed, &now, true);
    let before = "; the others as they were before the amendments";
    // b as it stood before: a above, c and d below; d, who moved, among a, b and c as they were.
    assert_eq!(
        told(&held, "b", "percentile"),
        format!("mid-rank percentile among 4 entries: 2 lower, 0 equal, 1 higher; higher is better{before}")
    );
    assert_eq!(
        told(&held, "d", "percentile"),
        format!("mid-rank percentile among 4 entries: 2 lower, 0 equal, 1 higher; higher is better{before}")
    );
    assert_eq!(
        told(&held, "c", "range"),
        format!("min-max among 4 entries: from 0 to 100; higher is better{before}")
    );
    assert_eq!(
        told(&held, "d", "range"),
        format!("min-max among 4 entries: from 50 to 100; higher is better{before}")
    );
    let anew = after(&rules, &filed, &now, false);
    assert_eq!(told(&anew, "c", "range"), "min-max among 4 entries: from 50 to 100; higher is better");
}

#[test]
fn a_withdrawal_leaves_the_others_points_where_they_are_frozen() {
    let rules = [book()];
    let filed = table(&rules[0], ENTRIES);
    let now = amended(&rules[0], &filed, &[withdrawal(&filed, &rules[0], "a")]);
    let held = after(&rules, &filed, &now, true);
    assert_eq!(outcome(&held, "a"), "withdrawn withdrawn");
    assert_eq!(total(&held, "b").as_deref(), Some("72"));
    assert_eq!(honours(&held, "all"), "b:winner c:- d:-");
    let anew = after(&rules, &filed, &now, false);
    assert_eq!(total(&anew, "b").as_deref(), Some("100"));
}

#[test]
fn a_cooperative_entered_twice_is_one_again_once_an_entry_is_corrected_or_withdrawn() {
    let rules = [rulebook(
        r#"
[field.x]
[field.national_id]
unique = true
[indicator.x]
value = "x"
better = "higher"
points = { max = 60, linear = { none-at = 0, full-at = 100 } }
"#,
    )];
    let mut filed = table(&rules[0], "id x national_id\n a 10 7\n b 20 7\n c 30 8");
    filed.faults.extend(same_cooperative(&rules[0], &filed));
    let outcomes = |now: &(Entries, BTreeSet<u32>)| {
        let scored = score_stages(&rules, &now.0, None, &|_, _| {}).pop().expect("a scoring");
        ["a", "b", "c"].map(|id| scored.outcome(row(&scored, id)).word())
    };
    let twice = ["quarantined", "quarantined", "ranked"];
    assert_eq!(outcomes(&amended(&rules[0], &filed, &[])), twice);
    let corrected = correct(&filed, &rules[0], "b", "national_id", 9);
    assert_eq!(outcomes(&amended(&rules[0], &filed, &[corrected])), ["ranked"; 3]);
    let settled = withdrawal(&filed, &rules[0], "b");
    assert_eq!(outcomes(&amended(&rules[0], &filed, &[settled])), ["ranked", "withdrawn", "ranked"]);
    let worse = correct(&filed, &rules[0], "c", "national_id", 7);
    assert_eq!(outcomes(&amended(&rules[0], &filed, &[worse])), ["quarantined"; 3]);
}

#[test]
fn a_rejected_amendment_changes_nothing() {
    let rules = [book()];
    let filed = table(&rules[0], ENTRIES);
    let rejected = Amendment { accepted: false, ..correct(&filed, &rules[0], "d", "x", 90) };
    let now = amended(&rules[0], &filed, &[rejected]);
    assert!(now.1.is_empty());
    assert_eq!(standing(&after(&rules, &filed, &now, false), "all"), "a1 b2 c3 d4");
}

#[test]
fn what_moved_is_told_and_what_did_not_is_not() {
    let rules = [book()];
    let filed = table(&rules[0], ENTRIES);
    let before = score_stages(&rules, &filed, None, &|_, _| {}).pop().expect("a scoring");
    let now = amended(
        &rules[0],
        &filed,
        &[correct(&filed, &rules[0], "d", "x", 90), withdrawal(&filed, &rules[0], "a")],
    );
    let held = after(&rules, &filed, &now, true);
    let found: Vec<String> = moved(&before, &held, &now.1)
        .iter()
        .map(|moved| {
            let rank = |standing: Option<&bartar_scoring::amendments::Standing>| {
                standing.map_or_else(|| "-".to_owned(), |standing| standing.rank.to_string())
            };
            let id = before.entries.ids.get(moved.row as usize);
            let amended = if moved.amended { "!" } else { "" };
            format!("{id}{amended} {} {}", rank(moved.before.as_ref()), rank(moved.after.as_ref()))
        })
        .collect();
    // b and d are equal at 72 now and share the first place; c stays third; a's outcome changed.
    assert_eq!(found, ["a! 1 -", "b 2 1", "d! 4 1", "a! - -"]);
}

proptest! {
    /// Frozen: an entry that no amendment names keeps every point, whatever happens to the others.
    #[test]
    fn untouched_entries_keep_their_points(
        values in proptest::collection::vec((0_i64..50, 0_i64..3), 3..12),
        changes in proptest::collection::vec((0_usize..12, 0_i64..80, any::<bool>()), 1..6),
    ) {
        let rules = [book()];
        let lines: Vec<String> = values.iter().enumerate().map(|(n, (x, y))| format!("n{n:02} {x} {y}")).collect();
        let filed = table(&rules[0], &format!("id x y\n{}", lines.join("\n")));
        let mut seen = BTreeSet::new();
        let amendments: Vec<Amendment> = changes
            .into_iter()
            .map(|(n, new, stays)| (n % values.len(), new, stays))
            .filter(|(n, ..)| seen.insert(*n))
            .map(|(n, new, stays)| {
                let id = format!("n{n:02}");
                if stays { correct(&filed, &rules[0], &id, "x", new) } else { withdrawal(&filed, &rules[0], &id) }
            })
            .collect();
        let before = score_stages(&rules, &filed, None, &|_, _| {}).pop().expect("a scoring");
        let now = amended(&rules[0], &filed, &amendments);
        let held = after(&rules, &filed, &now, true);
        for n in (0..values.len()).filter(|n| !seen.contains(n)) {
            let id = format!("n{n:02}");
            prop_assert_eq!(row(&before, &id), row(&held, &id));
            prop_assert_eq!(total(&before, &id), total(&held, &id));
        }
    }
}
