//! Stages and entries named on the command line: by id, by title, by name, and wrongly.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use serde_json::Value;
use std::fs;
use std::process::Output;
use support::{bartar, stderr};

const IRAN: [&str; 2] = ["criteria/iran-best-cooperatives-1405", "fixtures/iran/entries.csv"];

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(output)))
}

#[test]
fn a_stage_is_named_by_its_id_or_by_its_title_in_either_language() {
    let pools = |stage: &str| {
        let output = bartar(&[&["rank"], &IRAN[..], &["--format", "json", "--stage", stage]].concat());
        json(&output)["pools"].as_array().unwrap().len()
    };
    let (provincial, national) = (pools("provincial"), pools("national"));
    assert_ne!(provincial, national);
    // Arabic letters, capitals and single words as for pools.
    for name in ["Provincial stage", "PROVINCIAL", "مرحلهٔ استانی", "مرحله استاني", "استانی"]
    {
        assert_eq!(pools(name), provincial, "{name}");
    }
    assert_eq!(pools("ملی"), national);
    let refused = |stage: &str, lang: &str| {
        let output = bartar(&[&["rank"], &IRAN[..], &["--stage", stage, "--lang", lang]].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{stage}");
        stderr(&output)
    };
    let both = "provincial (Provincial stage), national (National stage)";
    assert_eq!(
        refused("stage", "en"),
        format!("error: several stages may be meant by `stage`; write one of: {both}\n")
    );
    assert_eq!(refused("county", "en"), format!("error: there is no stage `county`; there are: {both}\n"));
    assert!(
        refused("مرحله", "fa")
            .contains("نام «مرحله» به چند مرحله می‌خورد؛ یکی از این‌ها را بنویسید: provincial (مرحلهٔ استانی)")
    );
}

/// Entries whose names are another's id, a shared name, and a name that stands alone.
const ENTRIES: &str = "id,name,x
A-001,Orchard,1
A-002,A-001,2
A-003,تعاونی کوثر,3
A-004,Weavers,4
A-005,Weavers,5
";

/// What `explain` makes of a name: the ids that it explains and what it says on standard error.
fn explained(arguments: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("rulebook.toml"), RULES).unwrap();
    let data = folder.path().join("entries.csv");
    fs::write(&data, ENTRIES).unwrap();
    let inputs = ["explain", folder.path().to_str().unwrap(), data.to_str().unwrap()];
    let output = bartar(&[&inputs[..], &["--format", "json"], arguments].concat());
    let ids = match serde_json::from_slice::<Value>(&output.stdout) {
        Err(_) => Vec::new(),
        Ok(told) if told["schema"] == "bartar/comparison/1" => {
            vec![told["a"]["id"].clone(), told["b"]["id"].clone()]
        }
        Ok(told) => vec![told["id"].clone()],
    };
    let ids = ids.iter().map(|id| id.as_str().unwrap().to_owned()).collect();
    (output.status.code(), ids, stderr(&output))
}

#[test]
fn an_entry_is_named_by_its_id_or_by_the_name_that_it_alone_has() {
    let taken = |arguments: &[&str]| {
        let (code, ids, told) = explained(arguments);
        assert_eq!(code, Some(0), "{told}");
        (ids, told)
    };
    // An id is never taken for a name.
    assert_eq!(taken(&["--id", "A-001"]), (vec!["A-001".to_owned()], String::new()));
    let told =
        "notice: no entry has the id `تعاوني كوثر`; the entry `A-003`, which has this name, is taken\n";
    assert_eq!(taken(&["--id", "تعاوني كوثر"]), (vec!["A-003".to_owned()], told.to_owned()));
    let (ids, told) = taken(&["--id", "A-002", "--against", "orchard", "--lang", "fa"]);
    assert_eq!(ids, ["A-002", "A-001"]);
    let said =
        "یادآوری: پرونده‌ای با شناسهٔ «orchard» نیست؛ پروندهٔ «A-001» که این نام را دارد در نظر گرفته شد\n";
    assert_eq!(told, said);
}

#[test]
fn a_name_of_several_entries_or_of_none_is_refused_with_the_ids_that_may_be_meant() {
    let refused = |name: &str, lang: &str| {
        let (code, ids, told) = explained(&["--id", name, "--lang", lang]);
        assert_eq!(ids, Vec::<String>::new(), "{name}");
        (code, told)
    };
    let told = "error: the name `weavers` stands in 2 rows; give the id of one: `A-004`, `A-005`\n";
    assert_eq!(refused("weavers", "en"), (Some(2), told.to_owned()));
    let told = "خطا: نام «weavers» در ۲ ردیف آمده است؛ شناسهٔ یکی را بدهید: «A-004»، «A-005»\n";
    assert_eq!(refused("weavers", "fa"), (Some(2), told.to_owned()));
    let none = "error: there is no entry with the id or name";
    let told = format!("{none} `A-00` in the data; the nearest ids: `A-001`, `A-002`, `A-003`\n");
    assert_eq!(refused("A-00", "en"), (Some(66), told));
    let told =
        format!("{none} `a-004` in the data; there is `A-004`, which differs only in how it is written\n");
    assert_eq!(refused("a-004", "en"), (Some(66), told));
    assert_eq!(refused("nobody at all", "en"), (Some(66), format!("{none} `nobody at all` in the data\n")));
}

const RULES: &str = r#"[rulebook]
id = "test"
edition = "1"
title = { fa = "آزمون", en = "Test" }
basis = { fa = "آزمون", en = "Test" }
[rounding]
points = 2
[data]
id = "id"
name = "name"
[field.x]
type = "number"
title = { fa = "قلم", en = "Field" }
[axis.all]
title = { fa = "محور", en = "Axis" }
clause = "c"
[indicator.x]
axis = "all"
title = { fa = "شاخص", en = "Indicator" }
clause = "c"
value = "x"
missing = "zero-points"
points = { max = 9, linear = { none-at = 0, full-at = 9 } }
[pool.all]
title = { fa = "همه", en = "All" }
[ranking]
precision = 2
ties = []
"#;
