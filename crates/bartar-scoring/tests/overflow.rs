//! Numbers too long to be exact never become other numbers: the linter keeps rulebooks from coming to that, and were one to
//! pass it, its entries are quarantined. Here rulebooks are bent after they were checked.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use bartar_criteria::exact::Decimal;
use support::sheet::table;
use support::{outcome, ranking, rulebook, run, total};

const LINE: &str = "points = { max = 100, linear = { none-at = 0, full-at = 100 } }";

fn book(points: &str) -> Rulebook {
    rulebook(&format!(
        "[rounding]\npoints = 2\naggregate = 2\n[field.x]\n[field.y]\n[indicator.i]\nvalue = \"x\"\n{points}\n\
         [indicator.p]\nvalue = \"y\"\n{LINE}\n"
    ))
}

fn long(digits: u32) -> Decimal {
    Decimal::new(10_i128.pow(digits), 0).unwrap()
}

/// The message of the only entry, which has to be quarantined and in no ranking.
fn quarantined(book: &Rulebook) -> String {
    let entries = table(book, "id x y\n e 80 5");
    let scored = run(book, &entries);
    assert_eq!(outcome(&scored, "e"), "quarantined number-overflow");
    assert!(ranking(&scored, "all").places.is_empty());
    scored.screening.reasons[&0][0].message.en.clone()
}

#[test]
fn points_too_long_are_no_zero() {
    let mut book = book(LINE);
    book.plans[0].indicators[0].max = long(30);
    assert_eq!(quarantined(&book), "indicator \"Indicator\": the number is too long to be exact");
}

#[test]
fn relative_points_too_long_are_no_zero() {
    for rule in [
        "relative = \"percentile\"",
        "relative = \"min-max\"\nzero-range = \"full-points\"",
        "relative = \"share-of-best\"\nzero-range = \"full-points\"",
    ] {
        let mut book = book(&format!("better = \"higher\"\n[indicator.i.points]\nmax = 100\n{rule}"));
        book.plans[0].indicators[0].max = long(30);
        assert_eq!(
            quarantined(&book),
            "indicator \"Indicator\": the number is too long to be exact",
            "{rule}"
        );
    }
}

#[test]
fn axes_and_totals_too_long_are_no_zero() {
    let mut heavy = book(LINE);
    for (_, weight) in &mut heavy.plans[0].axes[0].node.children {
        *weight = long(35);
    }
    assert_eq!(quarantined(&heavy), "there is no total: the axis \"Axis\" is too long to be kept exactly");
    let mut heavy = book(LINE);
    for (_, weight) in &mut heavy.plans[0].total.node.children {
        *weight = long(35);
    }
    assert_eq!(quarantined(&heavy), "there is no total: the total is too long to be kept exactly");
}

/// A weight that is too long at the scale of the others still counts.
#[test]
fn weights_of_very_different_length_are_all_counted() {
    let mut book = book(LINE);
    let fine = Decimal::new(1, 30).unwrap();
    let children = &mut book.plans[0].axes[0].node.children;
    children[0].1 = long(10);
    children[1].1 = fine;
    let entries = table(&book, "id x y\n e 80 5");
    let scored = run(&book, &entries);
    assert_eq!(outcome(&scored, "e"), "ranked");
    // 80 * 10^10, and 5 * 10^-30, which rounding takes away.
    assert_eq!(total(&scored, "e").as_deref(), Some("800000000000"));
}
