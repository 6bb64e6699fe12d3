//! Who takes part: every entry ends in exactly one list, with its reasons.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::codes::OUT_OF_RANGE;
use bartar_criteria::{Rulebook, Text};
use bartar_scoring::entries::Fault;
use bartar_scoring::{Entries, Outcome, Scored};
use proptest::prelude::*;
use support::number::named;
use support::sheet::{sheet, table};
use support::{choice_field, outcome, rulebook, run, standing};

/// Every way out of the ranking at once.
fn book() -> Rulebook {
    rulebook(&format!(
        r#"{}[field.x]
[field.y]
[field.total]
[field.part]
[field.rest]
[field.audited]
type = "yes-no"
[field.gone]
type = "yes-no"
[data]
id = "id"
sector = "sector"
withdrawn = "gone"
[gate.large]
require = "y >= 10"
[gate.audited]
require = "audited"
[check.sum]
stated = "total"
parts = "part + rest"
tolerance = 0.5
effect = "quarantine"
[check.half]
stated = "part"
parts = "total / 2"
tolerance = 100
effect = "review"
[check.rough]
stated = "rest"
parts = "total / 2"
tolerance = 10
effect = "note"
[indicator.x]
value = "x"
domain = "[0, 50]"
missing = {{ not-submitted = "zero-points", not-applicable = "exclude", rejected = "ineligible", pending = "review" }}
points = {{ max = 50, linear = {{ none-at = 0, full-at = 50 }} }}
[indicator.y]
value = "y"
points = {{ max = 10, linear = {{ none-at = 0, full-at = 100 }} }}
[pool.sector]
by = ["sector"]
[rounding]
points = 2
aggregate = 2
"#,
        choice_field("sector", &["farm", "shop"])
    ))
}

const HEADER: [&str; 9] = ["id", "sector", "x", "y", "total", "part", "rest", "audited", "gone"];

/// An entry with nothing against it, but for what is said.
fn entry(id: &str, changes: &str) -> Vec<String> {
    let mut row: Vec<String> =
        [id, "farm", "20", "30", "10", "5", "5", "yes", "no"].map(str::to_owned).into();
    for change in changes.split_whitespace() {
        let (name, cell) = change.split_once('=').unwrap();
        cell.clone_into(&mut row[HEADER.iter().position(|known| *known == name).unwrap()]);
    }
    row
}

fn alone(changes: &str) -> String {
    let book = book();
    let entries = sheet(&book, &HEADER, &[entry("e", changes)]);
    outcome(&run(&book, &entries), "e")
}

#[test]
fn a_gate_excludes_when_it_fails_and_asks_for_review_when_it_cannot_be_decided() {
    assert_eq!(alone(""), "ranked");
    assert_eq!(alone("y=10"), "ranked");
    assert_eq!(alone("y=9.99"), "ineligible large");
    assert_eq!(alone("y=9.99 audited=no"), "ineligible large audited");
    for missing in ["-", "n/a", "rejected", "pending"] {
        assert_eq!(alone(&format!("y={missing}")), "review large");
        assert_eq!(alone(&format!("y={missing} audited={missing}")), "review large audited");
    }
}

#[test]
fn a_failed_gate_outweighs_an_undecided_one_in_either_order() {
    assert_eq!(alone("y=1 audited=-"), "ineligible large");
    assert_eq!(alone("y=- audited=no"), "ineligible audited");
}

#[test]
fn half_of_a_condition_can_decide_it() {
    let book = rulebook(
        "[field.x]\n[field.y]\n[field.z]\n[gate.both]\nrequire = \"x > 0 and y > 0\"\n[gate.either]\nrequire = \"x > 0 or z > 0\"\n\
         [indicator.i]\nvalue = \"x\"\npoints = { max = 1, linear = { none-at = 0, full-at = 1 } }\n",
    );
    let entries = table(&book, "id x y z\n a 1 1 -\n b 1 - -\n c - 0 1\n d - 1 1\n e - 1 0");
    let scored = run(&book, &entries);
    let given = ["a", "b", "c", "d", "e"].map(|id| outcome(&scored, id));
    assert_eq!(given, ["ranked", "review both", "ineligible both", "review both", "review both either"]);
}

#[test]
fn a_check_compares_what_is_stated_with_its_parts() {
    // The tolerance itself is no contradiction, and neither is a part that is not there: that is told on its own.
    assert_eq!(alone("total=10.5"), "ranked");
    assert_eq!(alone("total=9.5"), "ranked");
    assert_eq!(alone("total=10.500000000000000000000001"), "quarantined stated-differs");
    assert_eq!(alone("total=9.49"), "quarantined stated-differs");
    assert_eq!(alone("total=-"), "ranked");
    assert_eq!(alone("total=900 part=n/a"), "ranked");
    assert_eq!(alone("total=900 rest=-500 part=1400"), "review half");
    assert_eq!(alone("total=900 rest=-500 part=1400 y=1"), "ineligible large");
}

fn told(scored: &Scored<'_>) -> Vec<String> {
    let findings = scored.screening.findings.iter();
    findings
        .map(|finding| {
            let id = finding.entry.map_or("", |row| scored.entries.ids.get(row as usize));
            format!("{id}: {} {}", finding.code.name(), finding.rule.as_deref().unwrap_or("-"))
        })
        .collect()
}

#[test]
fn a_check_that_only_notes_leaves_the_entry_in_the_ranking_and_is_told() {
    let book = book();
    let rows = [
        entry("a", "total=30 part=5 rest=25"),
        entry("b", "total=30 part=4.99 rest=25.01"),
        entry("c", "total=1"),
    ];
    let entries = sheet(&book, &HEADER, &rows);
    let scored = run(&book, &entries);
    assert_eq!([outcome(&scored, "a"), outcome(&scored, "b")], ["ranked", "ranked"]);
    assert_eq!(told(&scored), ["b: stated-differs-note rough", "c: stated-differs sum"]);
}

/// A check may be a condition, such as the order of two days.
#[test]
fn a_check_may_be_a_condition_with_its_reason() {
    for (effect, ends, code) in [
        ("note", "ranked", "stated-differs-note"),
        ("review", "review order", "stated-differs"),
        ("quarantine", "quarantined stated-differs", "stated-differs"),
    ] {
        let book = rulebook(&format!(
            "[field.x]\n[field.from]\ntype = \"date\"\n[field.to]\ntype = \"date\"\n[check.order]\n\
             title = {{ fa = \"ترتیب\", en = \"Order\" }}\nrequire = \"from <= to\"\n\
             reason = {{ fa = \"وارونه\", en = \"the days are the wrong way round\" }}\neffect = \"{effect}\"\n\
             [indicator.i]\nvalue = \"x\"\npoints = {{ max = 1, linear = {{ none-at = 0, full-at = 1 }} }}\n"
        ));
        let entries = table(&book, "id x from to\n a 1 9 10\n b 1 10 10\n c 1 11 10\n d 1 - 10");
        let scored = run(&book, &entries);
        assert_eq!(
            ["a", "b", "c", "d"].map(|id| outcome(&scored, id)),
            ["ranked", "ranked", ends, "ranked"],
            "{effect}"
        );
        assert_eq!(told(&scored), [format!("c: {code} order"), "d: check-not-made order".to_owned()]);
        let [wrong, _] = scored.screening.findings.as_slice() else {
            panic!("{:?}", scored.screening.findings)
        };
        assert_eq!(wrong.message.en, "Order: the days are the wrong way round");
        assert_eq!(wrong.column, Some(1));
    }
}

/// A blank cell lets nobody escape a check in silence.
#[test]
fn a_check_that_cannot_be_made_is_told_and_has_the_stated_effect() {
    for (missing, ends) in [
        ("", "ranked"),
        ("missing = \"note\"", "ranked"),
        ("missing = \"review\"", "review sum"),
        ("missing = \"quarantine\"", "quarantined check-not-made"),
    ] {
        let book = rulebook(&format!(
            "[field.x]\n[field.total]\n[field.part]\n[field.rest]\n[check.sum]\nstated = \"total\"\n\
             parts = \"round_half_up(part + rest, 1)\"\neffect = \"quarantine\"\n{missing}\n[indicator.i]\nvalue = \"x\"\n\
             points = {{ max = 1, linear = {{ none-at = 0, full-at = 1 }} }}\n"
        ));
        let long = "999999999999999999999999999999999999";
        let entries = table(
            &book,
            &format!("id x total part rest\n a 1 9 - pending\n b 1 9 4 5\n c 1 - 4 5\n d 1 9 {long} {long}"),
        );
        let scored = run(&book, &entries);
        assert_eq!(
            ["a", "b", "c", "d"].map(|id| outcome(&scored, id)),
            [ends, "ranked", ends, ends],
            "{missing}"
        );
        assert_eq!(
            told(&scored),
            ["a: check-not-made sum", "c: check-not-made sum", "d: check-not-made sum"]
        );
        let messages: Vec<&str> =
            scored.screening.findings.iter().map(|finding| finding.message.en.as_str()).collect();
        assert!(
            messages[0].ends_with("the evidence of the datum is being examined (\"Field\")"),
            "{messages:?}"
        );
        assert!(messages[1].ends_with("the datum was not submitted (\"Field\")"), "{messages:?}");
        assert!(messages[2].ends_with("the number is too long to be exact (\"Field\")"), "{messages:?}");
    }
}

#[test]
fn an_implausible_value_is_told_and_ranked() {
    let book = rulebook(
        "[field.x]\nplausible = \"[0, 10)\"\n[indicator.i]\nvalue = \"x\"\npoints = { max = 1, linear = { none-at = 0, full-at = 1 } }\n",
    );
    let entries = table(&book, "id x\n a 0\n b 9.99\n c 10\n d -0.01\n e -");
    let scored = run(&book, &entries);
    assert_eq!(scored.counts().ranked, 5);
    assert_eq!(told(&scored), ["c: implausible -", "d: implausible -"]);
}

#[test]
fn withdrawal_outweighs_gates_and_broken_data_outweigh_it() {
    assert_eq!(alone("gone=yes"), "withdrawn withdrawn");
    assert_eq!(alone("gone=yes y=1 audited=-"), "withdrawn withdrawn");
    assert_eq!(alone("gone=yes total=900"), "quarantined stated-differs");
    assert_eq!(alone("gone=-"), "ranked");
}

#[test]
fn a_faulty_cell_quarantines_its_entry_with_the_title_of_its_column() {
    let book = book();
    let mut entries = sheet(&book, &HEADER, &[entry("a", ""), entry("b", "y=1"), entry("c", "")]);
    entries.faults = vec![fault(1, Some(column(&book, "y"))), fault(1, None)];
    let scored = run(&book, &entries);
    assert_eq!(standing(&scored, "farm"), "a1 c1");
    let reasons: Vec<&str> =
        scored.screening.reasons[&1].iter().map(|reason| reason.message.en.as_str()).collect();
    assert_eq!(reasons, ["bad", "Field: bad"]);
}

fn column(book: &Rulebook, name: &str) -> u16 {
    let found = (0..book.columns.len()).find(|column| book.column_name(*column) == name).unwrap();
    u16::try_from(found).unwrap()
}

fn fault(entry: u32, column: Option<u16>) -> Fault {
    Fault { entry, column, code: OUT_OF_RANGE, message: Text::same("bad").into(), group: None }
}

#[test]
fn a_value_outside_the_stated_domain_quarantines() {
    assert_eq!(alone("x=50"), "ranked");
    assert_eq!(alone("x=50.01"), "quarantined value-outside-rule");
    assert_eq!(alone("x=-0.01"), "quarantined value-outside-rule");
}

#[test]
fn without_the_datum_of_its_pool_an_entry_is_quarantined() {
    assert_eq!(alone("sector=-"), "quarantined no-pool-for-entry");
    assert_eq!(alone("sector=pending y=1"), "ineligible large");
}

/// What the rules say of an entry, read off its cells one by one.
fn expected(row: &[String], faulty: bool) -> Outcome {
    let cell = |name: &str| row[HEADER.iter().position(|known| *known == name).unwrap()].as_str();
    let number = |name: &str| cell(name).parse::<i64>().ok();
    let broken_sum = match (number("total"), number("part"), number("rest")) {
        (Some(total), Some(part), Some(rest)) => total != part + rest,
        _ => false,
    };
    if faulty || broken_sum {
        return Outcome::Quarantined;
    }
    if cell("gone") == "yes" {
        return Outcome::Withdrawn;
    }
    if number("y").is_some_and(|y| y < 10) || cell("audited") == "no" {
        return Outcome::Ineligible;
    }
    let far = number("part").zip(number("total")).is_some_and(|(part, total)| (2 * part - total).abs() > 200);
    if far || number("y").is_none() || !matches!(cell("audited"), "yes" | "no") {
        return Outcome::Review;
    }
    // Sectors are known first: without one there are no indicators to ask.
    if !matches!(cell("sector"), "farm" | "shop") {
        return Outcome::Quarantined;
    }
    match cell("x") {
        "rejected" => Outcome::Ineligible,
        "pending" => Outcome::Review,
        "-" | "n/a" => Outcome::Ranked,
        _ if number("x").is_some_and(|x| (0..=50).contains(&x)) => Outcome::Ranked,
        _ => Outcome::Quarantined,
    }
}

fn cells() -> impl Strategy<Value = Vec<(Vec<String>, bool)>> {
    let missing = || prop::sample::select(vec!["-", "n/a", "rejected", "pending"]);
    let with = move |usual: Vec<&'static str>| prop_oneof![9 => prop::sample::select(usual), 1 => missing()];
    let row = (
        with(vec!["farm", "shop"]),
        prop_oneof![3 => with(vec!["0", "20", "50"]), 1 => prop::sample::select(vec!["51", "-1", "rejected", "pending"])],
        with(vec!["10", "30", "60", "90", "9"]),
        with(vec!["10", "10", "10", "400"]),
        with(vec!["5", "5", "5", "405", "10"]),
        with(vec!["5", "5", "5", "-5"]),
        with(vec!["yes", "yes", "yes", "no"]),
        with(vec!["no", "no", "no", "yes"]),
        prop::bool::weighted(0.1),
    );
    let row = row.prop_map(|(sector, x, y, total, part, rest, audited, gone, faulty)| {
        ([sector, x, y, total, part, rest, audited, gone].map(str::to_owned).into(), faulty)
    });
    prop::collection::vec(row, 0..=20)
}

fn with_faults(book: &Rulebook, rows: &[Vec<String>], faulty: &[bool]) -> Entries {
    let mut entries = sheet(book, &HEADER, rows);
    let faults = faulty.iter().enumerate().filter(|(_, faulty)| **faulty);
    entries.faults = faults.map(|(row, _)| fault(u32::try_from(row).unwrap(), None)).collect();
    entries
}

/// Everything said about an entry, whatever its row.
fn all_of(scored: &Scored<'_>, id: &str) -> String {
    let row = support::row(scored, id);
    let places: Vec<_> = scored
        .rankings
        .iter()
        .flat_map(|ranking| ranking.places.iter().map(move |place| (&ranking.id, place)))
        .filter(|(_, place)| place.row as usize == row)
        .map(|(pool, place)| format!("{pool} {} {} {}", place.rank, place.score, place.tied))
        .collect();
    format!("{} {:?} {:?}", outcome(scored, id), scored.total(row), places)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_entry_ends_in_exactly_one_list(rows in cells()) {
        let (rows, faulty): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let rows = named(rows);
        let book = book();
        let entries = with_faults(&book, &rows, &faulty);
        let scored = run(&book, &entries);
        let counts = scored.counts();
        prop_assert_eq!(counts.rows, rows.len());
        prop_assert_eq!(counts.ranked + counts.ineligible + counts.review + counts.withdrawn + counts.quarantined, rows.len());
        for (index, row) in rows.iter().enumerate() {
            let wanted = expected(row, faulty[index]);
            // x alone may be left out, and then y makes the total.
            prop_assert_eq!(scored.outcome(index), wanted, "{:?}", row);
            let reasons = scored.screening.reasons.get(&u32::try_from(index).unwrap());
            prop_assert_eq!(wanted == Outcome::Ranked, reasons.is_none(), "{:?}", row);
            prop_assert!(reasons.is_none_or(|reasons| !reasons.is_empty()));
            let places = scored.rankings.iter().flat_map(|ranking| &ranking.places).filter(|place| place.row as usize == index);
            prop_assert_eq!(places.count(), usize::from(wanted == Outcome::Ranked), "{:?}", row);
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_outcome(
        (rows, shuffled) in cells().prop_flat_map(|rows| {
            let (cells, faulty): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
            let rows: Vec<_> = named(cells).into_iter().zip(faulty).collect();
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
    ) {
        let book = book();
        let all = |rows: &[(Vec<String>, bool)]| {
            let (cells, faulty): (Vec<_>, Vec<_>) = rows.iter().cloned().unzip();
            let entries = with_faults(&book, &cells, &faulty);
            let scored = run(&book, &entries);
            let mut all: Vec<_> = cells.iter().map(|row| (row[0].clone(), all_of(&scored, &row[0]))).collect();
            all.sort();
            (all, told(&scored))
        };
        prop_assert_eq!(all(&rows), all(&shuffled));
    }
}
