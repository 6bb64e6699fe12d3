//! Reading: precedence, signs and words, and faults with their places.

use super::{compiled, exact, number, rulebook, truth};

/// Code and text under the fault of a formula that cannot be read.
fn fault(text: &str) -> (&'static str, String) {
    let faults = compiled(text, &rulebook()).expect_err(text);
    let [fault] = faults.as_slice() else { panic!("{text}: {faults:#?}") };
    (fault.code.name(), text[fault.from..fault.to].to_owned())
}

#[test]
fn operators_bind_as_in_school() {
    for (text, result) in [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("24 / 4 / 2", 3),
        ("2 - -3", 5),
        ("--3", 3),
        ("-2 * 3", -6),
        ("-(1 + 2)", -3),
        ("2 * (3 + 4) * 5", 70),
    ] {
        assert_eq!(number(text, &[]), Ok(exact(result, 1)), "{text}");
    }
}

#[test]
fn words_bind_from_or_to_not() {
    for (text, result) in [
        ("true or true and false", true),
        ("(true or true) and false", false),
        ("not false and false", false),
        ("not (false and false)", true),
        ("not not true", true),
        ("not 1 > 2", true),
        ("1 + 1 = 2", true),
        ("1 < 2 and 2 <= 2 and 3 > 2 and 2 >= 2 and 1 != 2", true),
    ] {
        assert_eq!(truth(text, &[]), Ok(result), "{text}");
    }
}

#[test]
fn signs_and_digits_of_both_scripts() {
    assert_eq!(number("۱۲٫۵ × ۲ ÷ 5 − 1", &[]), Ok(exact(4, 1)));
    assert_eq!(number("max(1، ٢)", &[]), Ok(exact(2, 1)));
    assert_eq!(truth("1 ≤ 2 and 2 ≥ 2 and 1 ≠ 2 and 2 == 2", &[]), Ok(true));
    assert_eq!(number(".5 + 0.25", &[]), Ok(exact(3, 4)));
}

#[test]
fn faults_of_syntax_point_at_their_place() {
    for (text, under) in [
        ("profit / (sales * 100", ""),
        ("profit sales", "sales"),
        ("profit + ", " "),
        ("* 3", "*"),
        ("1 < 2 < 3", "<"),
        ("audit in \"good\"", "\"good\""),
        ("profit ? 3", "?"),
        ("audit = \"good", "\"good"),
        ("1.2.3", "1.2.3"),
        ("max(1)", "max(1)"),
        ("abs(1, 2)", "abs(1, 2)"),
        ("round_half_up(profit, sales)", "sales"),
        ("ln(sales, 19)", "19"),
        ("root(sales, 0, 2)", "0"),
        ("", ""),
    ] {
        assert_eq!(fault(text), ("formula-syntax", under.to_owned()), "{text}");
    }
}

#[test]
fn faults_of_names_and_types_point_at_their_place() {
    for (text, code, under) in [
        ("profit / slaes", "unknown-name", "slaes"),
        ("maxi(1, 2)", "unknown-name", "maxi(1, 2)"),
        ("sales@prev3", "no-history", "sales@prev3"),
        ("members@prev", "no-history", "members@prev"),
        ("site + 1", "type-mismatch", "site"),
        ("not sales", "type-mismatch", "sales"),
        ("audit = 3", "type-mismatch", "audit"),
        ("audit = \"best\"", "type-mismatch", "\"best\""),
        ("audit < \"good\"", "type-mismatch", "\"good\""),
        ("sales in [\"good\"]", "type-mismatch", "sales"),
        ("size in [\"small\", \"huge\"]", "type-mismatch", "\"huge\""),
        ("founded > 3", "type-mismatch", "3"),
        ("founded + 1", "type-mismatch", "founded"),
        ("remark = 1", "type-mismatch", "remark"),
        ("if(sales, 1, 2)", "type-mismatch", "sales"),
        ("known(1)", "type-mismatch", "known(1)"),
        ("days_between(sales, founded)", "type-mismatch", "sales"),
    ] {
        assert_eq!(fault(text), (code, under.to_owned()), "{text}");
    }
}

#[test]
fn names_with_a_fault_of_their_own_are_no_second_fault() {
    assert!(compiled("broken + sales", &rulebook()).expect_err("it has no meaning").is_empty());
}

#[test]
fn all_faults_of_a_formula_are_told() {
    let faults = compiled("max(slaes, site, porfit)", &rulebook()).expect_err("three faults");
    assert_eq!(faults.len(), 3);
    let hints: Vec<_> =
        faults.iter().filter_map(|fault| fault.hint.as_ref()).map(|hint| hint.en.as_str()).collect();
    assert_eq!(hints, ["did you mean `sales`?", "did you mean `profit`?"]);
}

#[test]
fn neither_depth_nor_length_is_a_danger() {
    assert_eq!(fault(&format!("{}1{}", "(".repeat(100), ")".repeat(100))).0, "formula-syntax");
    assert_eq!(fault(&format!("1{}", " + 1".repeat(100_000))).0, "formula-syntax");
    assert_eq!(number(&format!("1{}", " + 1".repeat(99)), &[]), Ok(exact(100, 1)));
    assert_eq!(fault(&format!("1{}", " + 1".repeat(100))).0, "formula-syntax");
    assert_eq!(number(&format!("max(0{})", ", 1".repeat(400)), &[]), Ok(exact(1, 1)));
    assert_eq!(number(&format!("{}1", "-".repeat(100)), &[]), Ok(exact(1, 1)));
}
