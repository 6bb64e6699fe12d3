//! Honours: who receives them, and why nobody does.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use support::sheet::table;
use support::{honours, no_winner, rulebook, run, standing};

/// A score `x` from 0 to 100, and what a test adds.
fn book(rest: &str) -> Rulebook {
    rulebook(&format!(
        "[field.x]\n[indicator.x]\nvalue = \"x\"\npoints = {{ max = 100, linear = {{ none-at = 0, full-at = 100 }} }}\n{rest}"
    ))
}

#[test]
fn a_threshold_is_compared_at_the_ranking_precision() {
    let honour = "[honour.winner]\nrank = 1\nfrom = 70\n";
    for (x, mode, expected) in [
        ("69.995", "", "a:winner"),
        ("69.994", "", "a:-"),
        ("70", "", "a:winner"),
        ("69.999", "mode = \"truncate\"\n", "a:-"),
        ("69.991", "mode = \"ceiling\"\n", "a:winner"),
    ] {
        let book =
            book(&format!("[rounding]\npoints = 3\n[ranking]\nprecision = 2\nties = []\n{mode}{honour}"));
        let entries = table(&book, &format!("id x\n a {x}"));
        let scored = run(&book, &entries);
        assert_eq!(honours(&scored, "all"), expected, "{x} {mode}");
        let reason = (expected == "a:-").then_some("below-threshold");
        assert_eq!(no_winner(&scored, "all"), reason, "{x} {mode}");
    }
}

#[test]
fn everybody_gets_the_first_honour_within_reach() {
    let book = book(
        "[honour.winner]\nrank = 1\nfrom = 70\n[honour.runner_up]\nrank = 3\nfrom = 60\n[honour.named]\nfrom = 50\n",
    );
    let entries = table(&book, "id x\n a 80\n b 80\n c 65\n d 65\n e 64\n f 50\n g 49.99");
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "all"), "a1 b1 c3 d3 e5 f6 g7");
    assert_eq!(honours(&scored, "all"), "a:winner b:winner c:runner_up d:runner_up e:named f:named g:-");
    // Nobody reaches the first honour: the best takes the one it qualifies for, and it is said why there is no winner.
    let entries = table(&book, "id x\n a 69.99\n b 59.99");
    let scored = run(&book, &entries);
    assert_eq!(honours(&scored, "all"), "a:runner_up b:named");
    assert_eq!(no_winner(&scored, "all"), Some("below-threshold"));
}
