//! What the linter knows of a formula before any entry is there: ranges, digits and units.

use super::{formula, rulebook};
use crate::exact::{Mode, Rounding};
use crate::formula::{Formula, Known, NumberKind, Operator, Range, Unit};
use crate::rulebook::{FieldKind, Rulebook};

fn column_range(rulebook: &Rulebook, column: usize) -> Range {
    let field = &rulebook.fields[rulebook.columns[column].field];
    field.range.as_ref().map_or_else(Range::all, Range::of)
}

fn range(text: &str, rounding: Option<Rounding>) -> String {
    let rulebook = rulebook();
    let columns = |column| column_range(&rulebook, column);
    let formula = formula(text, &rulebook);
    formula.as_number().unwrap().range(&Known::only(&columns)).enclosing(rounding).to_string()
}

/// Whether a condition can be true, and whether it can be false.
fn possible(text: &str) -> (bool, bool) {
    let rulebook = rulebook();
    let columns = |column| column_range(&rulebook, column);
    let formula = formula(text, &rulebook);
    let known = Known::only(&columns);
    let truth = formula.as_truth().unwrap();
    (truth.can_be(true, &known), truth.can_be(false, &known))
}

/// The denominators of a formula that can be zero.
fn zeros(text: &str) -> Vec<String> {
    let rulebook = rulebook();
    let columns = |column| column_range(&rulebook, column);
    let formula = formula(text, &rulebook);
    let mut found = Vec::new();
    let mut look = |number: &crate::formula::Number, can_be_zero: bool| {
        if can_be_zero {
            found.push(text[number.from as usize..number.to as usize].to_owned());
        }
    };
    let known = Known::only(&columns);
    match &formula {
        Formula::Number(number) => number.visit(&known, &mut |number, known| {
            if let NumberKind::Binary(Operator::Over, _, below) = &number.kind {
                look(below, known.can_be_zero(below));
            }
        }),
        Formula::Truth(truth) => truth.visit(&known, &mut |number, known| {
            if let NumberKind::Binary(Operator::Over, _, below) = &number.kind {
                look(below, known.can_be_zero(below));
            }
        }),
        _ => {}
    }
    found
}

#[test]
fn ranges_of_arithmetic() {
    for (text, wanted) in [
        ("sales", "[0, 1000]"),
        ("rate", "(0, 100)"),
        ("profit", "(-inf, inf)"),
        ("-sales", "[-1000, 0]"),
        ("sales + loss", "[-10, 998]"),
        ("sales - rate", "(-100, 1000)"),
        ("sales * 2", "[0, 2000]"),
        ("sales * -2", "[-2000, 0]"),
        ("sales * rate", "[0, 100000)"),
        ("sales * loss", "[-10000, 0]"),
        ("loss * loss", "[4, 100]"),
        ("profit * sales", "(-inf, inf)"),
        ("sales / 3", "[0, 333.333333333333333334]"),
        ("sales / members", "[0, 142.857142857142857143]"),
        ("members / sales", "[0.007, inf)"),
        ("loss / members", "[-1.428571428571428572, 0)"),
        ("sales / rate", "[0, inf)"),
        ("sales / profit", "(-inf, inf)"),
    ] {
        assert_eq!(range(text, None), wanted, "{text}");
    }
}

#[test]
fn ranges_of_functions() {
    for (text, wanted) in [
        ("abs(loss)", "[2, 10]"),
        ("abs(sales + loss)", "[0, 998]"),
        ("abs(profit)", "[0, inf)"),
        ("min(sales, 5)", "[0, 5]"),
        ("min(sales, profit)", "(-inf, 1000]"),
        ("max(sales, 5)", "[5, 1000]"),
        ("max(profit, 1)", "[1, inf)"),
        ("clamp(profit, -1, 4)", "[-1, 4]"),
        ("coalesce(loss, rate)", "[-10, 100)"),
        ("if(site, loss, rate)", "[-10, 100)"),
        ("if(profit > 5, profit, 5)", "[5, inf)"),
        ("if(sales <= 10, sales, 10)", "[0, 10]"),
        ("round_half_up(sales / 3, 1)", "[0, 333.3]"),
        ("ceil(sales / 3)", "[0, 334]"),
        ("sqrt(sales, 2)", "[0, 31.62]"),
        ("sqrt(profit, 2)", "[0, inf)"),
        ("root(loss, 3, 2)", "[-2.15, -1.26]"),
        ("ln(members, 3)", "[1.946, inf)"),
        ("days_between(founded, reference_date)", "(-inf, inf)"),
    ] {
        assert_eq!(range(text, None), wanted, "{text}");
    }
}

#[test]
fn rounding_closes_ends() {
    assert_eq!(range("rate", Some(Rounding::half_up(2))), "[0, 100]");
    assert_eq!(range("sales / 3", Some(Rounding::half_up(2))), "[0, 333.33]");
    assert_eq!(range("sales / 3", Some(Rounding::new(0, Mode::Ceiling))), "[0, 334]");
    assert_eq!(range("rate", Some(Rounding::new(2, Mode::Refuse))), "(0, 100)");
}

#[test]
fn conditions_that_are_decided_beforehand() {
    for (text, wanted) in [
        ("members < 7", (false, true)),
        ("members >= 7", (true, false)),
        ("members > 7", (true, true)),
        ("rate > 0 and rate < 100", (true, false)),
        ("rate = 100", (false, true)),
        ("sales < 10 and sales > 20", (false, true)),
        ("sales < 10 or sales >= 10", (true, false)),
        ("sales != sales@prev", (true, true)),
        ("not members < 7", (true, false)),
        ("true", (true, false)),
        ("site", (true, true)),
        ("site and not site", (false, true)),
        ("audit = \"good\" and audit = \"fair\"", (false, true)),
        ("audit in [\"good\", \"fair\"] and audit != \"good\"", (true, true)),
        ("size = \"small\" and members >= 50", (false, true)),
        ("size = \"large\" and members >= 50", (true, true)),
        ("known(sales)", (true, true)),
    ] {
        assert_eq!(possible(text), wanted, "{text}");
    }
}

#[test]
fn denominators_kept_from_zero() {
    for (text, wanted) in [
        ("1 / sales", vec!["sales"]),
        ("1 / members", vec![]),
        ("1 / rate", vec![]),
        ("1 / loss", vec![]),
        ("1 / (members - 7)", vec!["(members - 7)"]),
        ("1 / (members - 6)", vec![]),
        ("if(sales = 0, 0, 1 / sales)", vec![]),
        ("if(sales != 0, 1 / sales, 0)", vec![]),
        ("if(sales > 0, 1 / sales, 1 / sales)", vec!["sales"]),
        ("if(sales - profit = 0, 0, 1 / (sales - profit))", vec![]),
        ("if(profit = 0 or sales = 0, 0, 1 / profit + 1 / sales)", vec![]),
        ("if(profit = 0 and sales = 0, 0, 1 / profit)", vec!["profit"]),
        ("sales > 0 and 1 / sales > 2", vec![]),
        ("1 / sales > 2 and sales > 0", vec![]),
        ("sales = 0 or 1 / sales > 2", vec![]),
        ("sales = 0 and 1 / sales > 2", vec!["sales"]),
        ("not (sales != 0 and 1 / sales > 2)", vec![]),
        ("if(1 / sales > 2, 0, 1)", vec!["sales"]),
        ("1 / max(sales, 1)", vec![]),
        ("1 / (1 / sales)", vec!["sales"]),
        ("1 / if(sales > 0, sales, 1)", vec![]),
    ] {
        assert_eq!(zeros(text), wanted, "{text}");
    }
}

/// Conditions inside conditions are looked at to a certain depth: this would take years otherwise.
#[test]
fn nesting_costs_no_time() {
    let nested = (0..45).fold("sales".to_owned(), |inner, _| format!("if({inner} > 1, 2, 3)"));
    assert_eq!(range(&nested, None), "[2, 3]");
    assert_eq!(zeros(&format!("1 / {nested}")), Vec::<String>::new());
    let chained = (1..90).map(|n| format!("sales > {n}")).collect::<Vec<_>>().join(" and ");
    assert_eq!(possible(&chained), (true, true));
    assert_eq!(zeros(&format!("if({chained}, 1 / sales, 0)")), Vec::<String>::new());
}

/// Whether no condition of a list can hold: what no pool takes.
fn hole(conditions: &[&str]) -> bool {
    let rulebook = rulebook();
    let columns = |column| column_range(&rulebook, column);
    let counts = |column: usize| match &rulebook.fields[rulebook.columns[column].field].kind {
        FieldKind::Choice(choices) => choices.len(),
        FieldKind::YesNo => 2,
        _ => 0,
    };
    let formulas: Vec<Formula> = conditions.iter().map(|text| formula(text, &rulebook)).collect();
    let wanted = formulas.iter().map(|formula| (formula.as_truth().unwrap(), false)).collect();
    crate::formula::possible(wanted, &Known::only(&columns).with_choices(&counts))
}

#[test]
fn conditions_that_cover_everything_leave_no_hole() {
    let covering: &[&[&str]] = &[
        &["members > 50", "members <= 50"],
        &["members >= 7"],
        &["members > 500", "members > 50 and members <= 500", "members <= 50"],
        &["members <= 50", "members > 500", "members > 50 and members <= 500"],
        &["site", "not site"],
        &["known(sales)", "not known(sales)"],
        &["audit = \"good\"", "audit in [\"fair\", \"poor\"]"],
        &["audit = \"good\"", "audit != \"good\" and site", "audit != \"good\" and not site"],
        &["size = \"small\"", "size = \"large\""],
        &["members > sales", "members <= sales"],
        &["sales = profit", "profit != sales"],
        &["sales > 3 and profit > 2", "sales <= 3 or profit <= 2"],
    ];
    for conditions in covering {
        assert!(!hole(conditions), "{conditions:?}");
    }
    let holes: &[&[&str]] = &[
        &["sales > 3"],
        &["members > 50", "members < 50"],
        &["members > 500", "members > 50 and members <= 500"],
        &["audit = \"good\"", "audit = \"fair\""],
        &["audit = \"good\" and site", "audit != \"good\""],
        &["size = \"small\""],
        &["known(sales)"],
        &["sales > 3 and profit > 2", "sales <= 3"],
    ];
    for conditions in holes {
        assert!(hole(conditions), "{conditions:?}");
    }
}

#[test]
fn digits_of_values() {
    let rulebook = rulebook();
    let decimals = |column: usize| {
        let field = &rulebook.fields[rulebook.columns[column].field];
        if field.id == "members" { Some(0) } else { field.decimals }
    };
    for (text, wanted) in [
        ("members", Some(0)),
        ("rate", Some(1)),
        ("sales", None),
        ("members + rate * 0.5", Some(2)),
        ("members / 2", None),
        ("round_half_up(members / 3, 4)", Some(4)),
        ("ceil(sales)", Some(0)),
        ("max(members, 1.25)", Some(2)),
        ("if(site, members, rate)", Some(1)),
        ("sqrt(sales, 3)", Some(3)),
        ("years_between(founded, reference_date)", Some(0)),
    ] {
        assert_eq!(formula(text, &rulebook).as_number().unwrap().decimals(&decimals), wanted, "{text}");
    }
}

#[test]
fn units_of_formulas() {
    let rulebook = rulebook();
    let columns = |column: usize| {
        let field = &rulebook.fields[rulebook.columns[column].field];
        field.unit.as_ref().map(|unit| Unit::parse(&unit.code))
    };
    let unit = |text: &str| {
        let mut faults = Vec::new();
        let unit = formula(text, &rulebook).as_number().unwrap().unit(&columns, &mut faults);
        let faults: Vec<&str> = faults.iter().map(|fault| &text[fault.from..fault.to]).collect();
        (unit.map(|unit| unit.to_string()), faults.join(" "))
    };
    for (text, wanted, mismatch) in [
        ("sales", Some("IRR"), ""),
        ("profit / sales * 100", Some("%"), ""),
        ("sales / members", Some("IRR/person"), ""),
        ("members / sales", Some("person/IRR"), ""),
        ("1 / members", Some("1/person"), ""),
        ("sales * sales", Some("IRR^2"), ""),
        ("2 * 3", None, ""),
        ("sales + 5", Some("IRR"), ""),
        ("sales + members", Some("IRR"), "members"),
        ("max(sales, profit, members)", Some("IRR"), "members"),
        ("if(sales > members, sales, 0)", Some("IRR"), "members"),
        ("clamp(rate, 0, inflation)", Some("%"), ""),
        ("rate + sales", Some("%"), "sales"),
        ("years_between(founded, reference_date)", Some("year"), ""),
        ("days_between(founded, reference_date) + members", Some("day"), "members"),
        ("abs(-sales)", Some("IRR"), ""),
        ("ln(sales + 1, 2)", None, ""),
    ] {
        assert_eq!(unit(text), (wanted.map(str::to_owned), mismatch.to_owned()), "{text}");
    }
    let mut faults = Vec::new();
    formula("not (sales > members) or rate = 1", &rulebook)
        .as_truth()
        .unwrap()
        .check_units(&columns, &mut faults);
    assert_eq!(faults.len(), 1);
}

#[test]
fn units_as_written() {
    for (text, wanted) in [
        ("%", "%"),
        ("٪", "%"),
        ("points", "%"),
        ("USD", "USD"),
        ("m3 / person", "m3/person"),
        ("USD*year", "USD*year"),
        ("USD/person/year", "USD/person*year"),
        ("kg/kg", "%"),
        ("m*m", "m^2"),
        ("m^2/s^2", "m^2/s^2"),
        ("1/m/m", "1/m^2"),
    ] {
        assert_eq!(Unit::parse(text).to_string(), wanted, "{text}");
    }
    assert_eq!(Unit::parse("a*b"), Unit::parse("b*a"));
    assert_eq!(Unit::parse("m^2"), Unit::parse("m*m"));
}
