//! What files mean, from the cell to the report: claims beside what counts, and the row of each datum.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use serde_json::Value;
use support::{bartar, project, stdout};

/// The command on a case under `fixtures`, in JSON.
fn json(command: &str, case: &str, more: &[&str]) -> Value {
    let (rules, entries) = (format!("fixtures/{case}"), format!("fixtures/{case}/entries.csv"));
    let output = bartar(&[&[command, &rules, &entries, "--format", "json"], more].concat());
    serde_json::from_slice(&output.stdout).unwrap()
}

fn datum<'a>(explained: &'a Value, field: &str) -> &'a Value {
    explained["data"].as_array().unwrap().iter().find(|datum| datum["field"] == field).unwrap()
}

#[test]
fn claims_stand_beside_what_counts() {
    let explained = |id| json("explain", "verified_values", &["--id", id]);
    let verified = explained("verified");
    let total = datum(&verified, "total");
    assert_eq!((&total["value"], &total["claimed"], &total["row"]), (&"60".into(), &"90".into(), &4.into()));
    assert_eq!(total["column"], "جمع (تأییدشده)");
    // The claim of 90 is not plausible; what counts is.
    assert_eq!(verified["findings"].as_array().unwrap().len(), 0);
    assert_eq!(explained("implausible")["findings"][0]["code"], "implausible");
    let rejected = explained("rejected");
    let total = datum(&rejected, "total");
    assert_eq!((&total["value"], &total["claimed"]), (&Value::Null, &"50".into()));
    assert_eq!((&total["missing"], &total["column"]), (&"rejected".into(), &"جمع (وضعیت مستندات)".into()));
    assert_eq!(datum(&explained("unreadable-claim"), "total")["claimed"], "many");
    assert!(datum(&explained("claimed"), "total").get("claimed").is_none());
    // An unclear status or a contradiction leaves no datum, but what was claimed can be seen.
    for id in ["contradicts", "unclear"] {
        let found = explained(id);
        let total = datum(&found, "total");
        assert_eq!((&total["missing"], &total["claimed"]), (&"unreadable".into(), &"50".into()), "{id}");
    }
}

#[test]
fn claims_are_seen_in_every_form() {
    let told = |more: &[&str]| {
        let case = [
            "explain",
            "fixtures/verified_values",
            "fixtures/verified_values/entries.csv",
            "--id",
            "verified",
        ];
        stdout(&bartar(&[&case[..], more].concat())).replace(['\u{2068}', '\u{2069}'], "")
    };
    assert!(told(&["--lang", "en"]).contains("60, claimed: 90"));
    assert!(told(&["--lang", "fa"]).contains("۶۰، اظهارشده: ۹۰"));
    let table = told(&["--format", "csv"]);
    let mut lines = csv::Reader::from_reader(table.as_bytes());
    let at =
        |headers: &csv::StringRecord, name: &str| headers.iter().position(|header| header == name).unwrap();
    let headers = lines.headers().unwrap().clone();
    let (node, kind, value, claimed, data) = (
        at(&headers, "node"),
        at(&headers, "kind"),
        at(&headers, "value"),
        at(&headers, "claimed"),
        at(&headers, "data"),
    );
    let lines: Vec<_> = lines.records().map(Result::unwrap).collect();
    let total = lines.iter().find(|line| &line[kind] == "datum" && &line[node] == "total").unwrap();
    assert_eq!((&total[value], &total[claimed]), ("60", "90"));
    let indicator = lines.iter().find(|line| &line[kind] == "indicator").unwrap();
    assert_eq!(
        (&indicator[claimed], &indicator[data]),
        ("", "total = 60 [claimed 90] (fixtures/verified_values/entries.csv:4)")
    );
}

#[test]
fn every_datum_knows_its_own_row() {
    let rows = |case: &str, id: &str| -> Vec<u64> {
        let explained = json("explain", case, &["--id", id]);
        ["sales", "sales@prev"].map(|field| datum(&explained, field)["row"].as_u64().unwrap()).to_vec()
    };
    assert_eq!(rows("rows_of_years", "both"), [2, 4]);
    assert_eq!(rows("rows_of_years", "older-first"), [6, 5]);
    assert_eq!(rows("rows_of_data", "whole"), [2, 4]);
    assert_eq!(rows("rows_of_data", "verified"), [6, 5]);
}

/// The order of rows is provenance: without it, the ranking of shuffled rows is the same.
#[test]
fn the_order_of_joined_rows_decides_nothing() {
    for case in ["rows_of_years", "rows_of_data", "same_cooperative"] {
        let text = std::fs::read_to_string(project().join(format!("fixtures/{case}/entries.csv"))).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let folder = tempfile::tempdir().unwrap();
        let (path, rules) = (folder.path().join("entries.csv"), format!("fixtures/{case}"));
        let ranked = |lines: &[&str]| {
            std::fs::write(&path, format!("{}\n", lines.join("\n"))).unwrap();
            let output = bartar(&["rank", &rules, path.to_str().unwrap(), "--format", "json"]);
            let mut result: Value = serde_json::from_slice(&output.stdout).unwrap();
            result.as_object_mut().unwrap().remove("provenance");
            result
        };
        let wanted = ranked(&lines);
        assert_eq!(wanted["counts"]["rows"].as_u64(), wanted_rows(&wanted), "{case}");
        let mut turned = lines.clone();
        turned[1..].reverse();
        assert_eq!(ranked(&turned), wanted, "{case}");
    }
}

/// The sum of all outcomes.
fn wanted_rows(ranking: &Value) -> Option<u64> {
    let counts = ranking["counts"].as_object()?;
    let parts = ["ranked", "ineligible", "review", "withdrawn", "quarantined"];
    parts.iter().map(|part| counts.get(*part)?.as_u64()).sum()
}
