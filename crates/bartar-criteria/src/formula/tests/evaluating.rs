//! Evaluation: every function, zero denominators, and what is missing.

use super::{Absent, exact, number, truth};
use crate::missing::Missing;

const NOT_SUBMITTED: Absent = Absent::Missing(Missing::NotSubmitted);

#[test]
fn ratios_stay_exact() {
    assert_eq!(number("profit / sales * 100", &[("profit", "1"), ("sales", "3")]), Ok(exact(100, 3)));
    assert_eq!(
        number(
            "(sales - sales@prev) / sales@prev2",
            &[("sales", "7"), ("sales@prev", "4"), ("sales@prev2", "9")]
        ),
        Ok(exact(1, 3))
    );
    assert_eq!(number("inflation / 2", &[]), Ok(exact(81, 4)));
}

#[test]
fn every_function() {
    for (text, result) in [
        ("if(1 < 2, 3, 4)", exact(3, 1)),
        ("if(1 > 2, 3, 4)", exact(4, 1)),
        ("min(3, 1, 2)", exact(1, 1)),
        ("max(3, 1, 2)", exact(3, 1)),
        ("clamp(5, 1, 3)", exact(3, 1)),
        ("clamp(-5, 1, 3)", exact(1, 1)),
        ("clamp(2, 1, 3)", exact(2, 1)),
        ("abs(-2.5)", exact(5, 2)),
        ("round_half_up(2.5)", exact(3, 1)),
        ("round_half_up(-2.5)", exact(-3, 1)),
        ("round_half_up(1.005, 2)", exact(101, 100)),
        ("round_half_even(2.5)", exact(2, 1)),
        ("round_half_even(3.5)", exact(4, 1)),
        ("ceil(2.1)", exact(3, 1)),
        ("ceil(-2.9)", exact(-2, 1)),
        ("floor(2.9)", exact(2, 1)),
        ("floor(-2.11, 1)", exact(-22, 10)),
        ("truncate(-2.9)", exact(-2, 1)),
        ("truncate(2.99, 1)", exact(29, 10)),
        ("coalesce(sales, 5)", exact(5, 1)),
        ("sqrt(2, 4)", exact(14142, 10000)),
        ("sqrt(9, 0)", exact(3, 1)),
        ("root(27, 3, 2)", exact(3, 1)),
        ("root(-8, 3, 0)", exact(-2, 1)),
        ("ln(1, 6)", exact(0, 1)),
        ("ln(10, 5)", exact(230_259, 100_000)),
    ] {
        assert_eq!(number(text, &[]), Ok(result), "{text}");
    }
}

#[test]
fn dates_count_in_days_and_years() {
    // 1405-01-01 is 2026-03-21, which is day 20533; a day is written as its number here.
    let founded = |days| [("founded", days)];
    assert_eq!(number("days_between(founded, reference_date)", &founded("20532")), Ok(exact(1, 1)));
    assert_eq!(number("days_between(reference_date, founded)", &founded("20532")), Ok(exact(-1, 1)));
    // 1402-01-01 is 2023-03-21, day 19437: three years to the day; a day later they are not full.
    assert_eq!(number("years_between(founded, reference_date)", &founded("19437")), Ok(exact(3, 1)));
    assert_eq!(number("years_between(founded, reference_date)", &founded("19438")), Ok(exact(2, 1)));
    // A date after the reference date is below zero at once, so that a range from zero catches it.
    assert_eq!(number("years_between(founded, reference_date)", &founded("20534")), Ok(exact(-1, 1)));
    assert_eq!(truth("founded < reference_date", &founded("20532")), Ok(true));
    assert_eq!(truth("founded >= reference_date", &founded("20532")), Ok(false));
}

#[test]
fn zero_denominators_have_no_value() {
    assert_eq!(number("profit / sales", &[("profit", "5"), ("sales", "0")]), Err(Absent::ZeroDivision));
    assert_eq!(number("0 / (sales - sales)", &[("sales", "3")]), Err(Absent::ZeroDivision));
    assert_eq!(number("coalesce(1 / sales, 7)", &[("sales", "0")]), Err(Absent::ZeroDivision));
    assert_eq!(number("if(sales = 0, 7, 1 / sales)", &[("sales", "0")]), Ok(exact(7, 1)));
    assert_eq!(truth("profit / sales > 1", &[("profit", "5"), ("sales", "0")]), Err(Absent::ZeroDivision));
}

#[test]
fn roots_and_logarithms_outside_their_domain_have_no_value() {
    for text in ["sqrt(-1, 2)", "root(-16, 4, 2)", "ln(0, 2)", "ln(-1, 2)"] {
        assert_eq!(number(text, &[]), Err(Absent::OutsideDomain), "{text}");
    }
}

#[test]
fn what_is_missing_stays_missing_with_its_status() {
    assert_eq!(number("sales + 1", &[]), Err(NOT_SUBMITTED));
    assert_eq!(number("sales + profit", &[("sales", "?rejected")]), Err(Absent::Missing(Missing::Rejected)));
    assert_eq!(number("min(1, sales)", &[("sales", "?pending")]), Err(Absent::Missing(Missing::Pending)));
    assert_eq!(number("if(site, 1, 2)", &[]), Err(NOT_SUBMITTED));
    assert_eq!(number("if(1 < 2, 3, sales)", &[]), Ok(exact(3, 1)));
    assert_eq!(number("coalesce(sales, sales@prev, profit)", &[("profit", "4")]), Ok(exact(4, 1)));
    assert_eq!(truth("known(sales)", &[("sales", "?rejected")]), Ok(false));
    assert_eq!(truth("known(sales) and not known(profit)", &[("sales", "1")]), Ok(true));
}

/// Pending, rejected, not submitted, not applicable: the gravest of several decides, wherever it stands.
#[test]
fn the_gravest_of_several_missing_data_decides() {
    let statuses = ["pending", "rejected", "not-submitted", "not-applicable"];
    let formulas =
        ["profit / sales", "max(profit, sales)", "coalesce(profit, sales)", "clamp(1, profit, sales)"];
    for (graver, first) in statuses.iter().enumerate() {
        let decides = Missing::ALL.into_iter().find(|missing| missing.name() == *first).unwrap();
        for second in &statuses[graver..] {
            for cells in [[first, second], [second, first]] {
                let (profit, sales) = (format!("?{}", cells[0]), format!("?{}", cells[1]));
                let cells = [("profit", profit.as_str()), ("sales", sales.as_str())];
                for formula in formulas {
                    assert_eq!(number(formula, &cells), Err(Absent::Missing(decides)), "{formula} {cells:?}");
                }
                for formula in ["profit < sales", "profit > 1 and sales > 1", "profit > 1 or sales > 1"] {
                    assert_eq!(truth(formula, &cells), Err(Absent::Missing(decides)), "{formula} {cells:?}");
                }
            }
        }
    }
    // What is not there decides before what is wrong with the rest.
    assert_eq!(
        number("1 / sales + profit", &[("sales", "0"), ("profit", "?not-applicable")]),
        Err(Absent::Missing(Missing::NotApplicable))
    );
}

#[test]
fn numbers_that_grow_too_long_are_no_fault_of_the_domain() {
    let long = "999999999999999999999999999999999999";
    for text in
        ["root(sales * sales, 1, 0)", "round_half_up(sales * sales)", "round_half_up((sales - 1) / 7, 18)"]
    {
        assert_eq!(number(text, &[("sales", long)]), Err(Absent::Overflow), "{text}");
    }
}

/// `and` and `or` with an unknown side, as Kleene has them, from either side.
#[test]
fn one_known_side_may_decide() {
    for (text, result) in [
        ("site and false", Ok(false)),
        ("false and site", Ok(false)),
        ("site and true", Err(NOT_SUBMITTED)),
        ("true and site", Err(NOT_SUBMITTED)),
        ("site or true", Ok(true)),
        ("true or site", Ok(true)),
        ("site or false", Err(NOT_SUBMITTED)),
        ("false or site", Err(NOT_SUBMITTED)),
        ("not site", Err(NOT_SUBMITTED)),
        ("site and site", Err(NOT_SUBMITTED)),
        ("1 / 0 > 1 and false", Ok(false)),
        ("1 / 0 > 1 or true", Ok(true)),
    ] {
        assert_eq!(truth(text, &[]), result, "{text}");
    }
}

#[test]
fn choices_and_classes() {
    assert_eq!(truth("audit = \"fair\"", &[("audit", "1")]), Ok(true));
    assert_eq!(truth("audit != \"fair\"", &[("audit", "1")]), Ok(false));
    assert_eq!(truth("audit in [\"good\", \"poor\"]", &[("audit", "2")]), Ok(true));
    assert_eq!(truth("site", &[("site", "1")]), Ok(true));
    assert_eq!(truth("not site", &[("site", "0")]), Ok(true));
    assert_eq!(truth("size = \"large\"", &[("members", "50")]), Ok(true));
    assert_eq!(truth("size = \"large\"", &[("members", "49")]), Ok(false));
    assert_eq!(truth("size = \"large\"", &[("members", "6")]), Err(Absent::OutsideDomain));
    assert_eq!(truth("size = \"large\"", &[]), Err(NOT_SUBMITTED));
}
