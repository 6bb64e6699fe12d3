//! The largest formulas that a rulebook may have are ranked and explained on threads with the smallest usual stack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use bartar_criteria::formula::{Names, compile};
use bartar_criteria::{Rulebook, Text};
use bartar_scoring::explain::explain;
use support::sheet::table;
use support::{points, rulebook, run};

/// Bytes of stack: those of a thread of the pool, by default.
const STACK: usize = 2 << 20;

/// Formulas of `n` parts, and their values where x is 1.
fn formulas(n: usize) -> Vec<(String, usize)> {
    let chain = |part: &str, sign: &str, n: usize| vec![part; n].join(sign);
    let nested = |before: &str, after: &str, n: usize| format!("{}x{}", before.repeat(n), after.repeat(n));
    vec![
        (chain("x", " + ", n), n),
        (chain("x", " * ", n), 1),
        (chain("x", " / ", n), 1),
        (format!("if({}, 1, 0)", chain("x > 0", " and ", n - 3)), 1),
        (format!("if({}, 1, 0)", chain("x < 0", " or ", n - 3)), 0),
        (nested("abs(", ")", n.min(60)), 1),
        (nested("if(x > 0, ", ", 0)", n.min(60)), 1),
        (nested("if(x < 0, 0, ", ")", n.min(60)), 1),
        (format!("if({}, 1, 0)", nested("if(x > 0, ", ", 0) > 0", 1)), 1),
        (nested("max(0, -(0 - ", "))", n.min(60) / 2), 1),
        (format!("min({})", vec!["x"; 400].join(", ")), 1),
        (nested(&"-".repeat(401), "", 1) + " + 1 + 1", 1),
    ]
}

fn of(formula: &str) -> Rulebook {
    rulebook(&format!(
        "[field.x]\ntype = \"number\"\nrange = \"(0, 100]\"\n[indicator.i]\nvalue = \"{formula}\"\nround = 2\n\
         points = {{ max = 200, linear = {{ none-at = 0, full-at = 200 }} }}\n"
    ))
}

fn on_small_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.unwrap().join().unwrap();
    });
}

#[test]
fn the_deepest_formulas_are_loaded_ranked_and_explained() {
    for (formula, value) in formulas(100) {
        on_small_stack(|| {
            let rulebook = of(&formula);
            let entries = table(&rulebook, "id x\na 1\nb -\n");
            let scored = run(&rulebook, &entries);
            assert_eq!(points(&scored, "a", "i"), Some(value.to_string()), "{formula}");
            let told = explain(&scored, 0);
            assert!(format!("{told:?}").len() > formula.len());
            let prose: Text =
                rulebook.plans[0].indicators[0].value.as_ref().unwrap().formula.prose(&rulebook);
            assert!(!prose.en.is_empty());
        });
    }
}

#[test]
fn a_longer_chain_is_refused_and_told() {
    let rulebook = of("x");
    let names = Names {
        fields: &rulebook.fields,
        columns: &rulebook.columns,
        constants: &rulebook.constants,
        classes: &rulebook.classes,
        reference_date: None,
        calendar: rulebook.edition.calendar,
        faulty: &[],
    };
    let chain = |n: usize, sign: &str| vec!["x"; n].join(sign);
    for sign in [" + ", " - ", " * ", " / "] {
        assert!(compile(&chain(100, sign), &names).is_ok(), "{sign}");
        let faults = compile(&chain(101, sign), &names).unwrap_err();
        assert_eq!(faults[0].code.name(), "formula-syntax");
        assert!(faults[0].message.en.contains("100"), "{}", faults[0].message.en);
        assert!(faults[0].hint.is_some());
    }
    // The cure that the hint gives.
    assert!(compile(&format!("({}) + ({})", chain(99, " + "), chain(99, " + ")), &names).is_ok());
}
