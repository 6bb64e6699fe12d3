//! Objections and withdrawals: previewed, then applied as one set.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail by panicking and skip aloud"
)]

mod support;

use serde_json::Value;
use std::path::Path;
use support::{bartar, project, stderr, stdout};

const INPUTS: [&str; 2] = ["criteria/example-cooperatives", "fixtures/example/entries.csv"];

fn run(command: &str, amendments: &str, more: &[&str]) -> std::process::Output {
    bartar(&[&[command], &INPUTS[..], &["--amendments", amendments], more].concat())
}

fn json(command: &str, amendments: &str) -> Value {
    serde_json::from_slice(&run(command, amendments, &["--format", "json"]).stdout).unwrap()
}

#[test]
fn the_preview_tells_who_moves_and_the_ranking_agrees() {
    let preview = json("amend", "fixtures/objections/amendments.csv");
    assert_eq!(preview["schema"], "bartar/amendments/1");
    assert_eq!(preview["population"], "frozen");
    let decisions: Vec<&str> =
        preview["amendments"].as_array().unwrap().iter().map(|a| a["decision"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["accepted", "accepted", "rejected"]);
    let moved = preview["moved"].as_array().unwrap();
    assert!(moved.iter().any(|place| place["id"] == "C-011" && place["after"]["outcome"] == "withdrawn"));
    // The population is frozen: whoever was not amended moves in rank alone.
    for place in moved.iter().filter(|place| place["amended"] == false) {
        assert_eq!(place["before"]["score"], place["after"]["score"], "{place}");
    }
    // The rejected objection moves nobody.
    assert!(!moved.iter().any(|place| place["id"] == "C-015"));
    let ranking = json("rank", "fixtures/objections/amendments.csv");
    assert_eq!(ranking["counts"], preview["counts_after"]);
    for place in moved.iter().filter(|place| place["pool"].is_string()) {
        let pool =
            ranking["pools"].as_array().unwrap().iter().find(|pool| pool["pool"] == place["pool"]).unwrap();
        let entry = pool["entries"].as_array().unwrap().iter().find(|entry| entry["id"] == place["id"]);
        assert_eq!(entry.map_or(&Value::Null, |entry| &entry["rank"]), &place["after"]["rank"], "{place}");
    }
    let amended = ranking["amendments"].as_array().unwrap();
    assert_eq!(amended.len(), 3);
    assert_eq!(
        (&amended[0]["id"], &amended[0]["old"], &amended[0]["new"]),
        (&"C-007".into(), &"18000".into(), &"۱۹۰۰۰".into())
    );
}

/// What moves in the provincial stage is told with what moves in the national one, even where nothing moves there.
#[test]
fn every_stage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("amendments.csv");
    // IR-001 of Tehran is placed in Fars, where IR-003 was the provincial winner; both go on either way.
    let lines = "entry,field,old,new,reason,decision,by\nIR-001,province,تهران,فارس,moved,accepted,jury\n\
                 IR-057,convicted,,no,asked,accepted,jury\nIR-013,sales,1,2,claimed wrongly,rejected,jury\n";
    std::fs::write(&path, lines).unwrap();
    let run = |more: &[&str]| {
        let inputs = [
            "criteria/iran-best-cooperatives-1405",
            "fixtures/iran/entries.csv",
            "--marks",
            "fixtures/iran/marks.csv",
        ];
        let output =
            bartar(&[&["amend"], &inputs[..], &["--amendments", path.to_str().unwrap()], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let preview: Value = serde_json::from_str(&run(&["--format", "json"])).unwrap();
    let moved = |stage: &Value, id: &str| {
        let moved = stage["moved"].as_array().unwrap().iter().find(|moved| moved["id"] == id);
        moved.map(|moved| (moved["before"].clone(), moved["after"].clone()))
    };
    let provincial = &preview["stages_before"][0];
    assert_eq!(provincial["stage"], "provincial");
    let (before, after) = moved(provincial, "IR-003").unwrap();
    assert_eq!((&before["honour"], &after["honour"]), (&"provincial".into(), &Value::Null));
    assert_eq!((&before["rank"], &after["rank"]), (&1.into(), &2.into()));
    assert!(moved(&preview, "IR-003").is_none());
    // Without the gate that could not be decided, IR-057 waits for the judges: for review as before, for another reason.
    let (before, after) = moved(&preview, "IR-057").unwrap();
    assert_eq!((&before["outcome"], &after["outcome"]), (&"review".into(), &"review".into()));
    assert_eq!((&before["reasons"][0], &after["reasons"][0]), (&"conviction".into(), &"p_panel".into()));
    let told = run(&["--lang", "fa"]);
    assert!(told.contains("مرحلهٔ استانی") && told.contains("مرحلهٔ ملی"), "{told}");
}

/// A ranking without what tells where the data came from and what was amended.
fn result(rulebook: &str, entries: &str, amendments: Option<&str>) -> Value {
    let mut arguments = vec!["rank", rulebook, entries, "--format", "json"];
    arguments.extend(amendments.iter().flat_map(|path| ["--amendments", path]));
    let output = bartar(&arguments);
    let mut ranking: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(&output)));
    let members = ranking.as_object_mut().unwrap();
    members.remove("provenance");
    members.remove("amendments");
    ranking
}

#[test]
fn an_objection_applied_and_undone_gives_the_first_result_back() {
    let first = bartar(&["rank", INPUTS[0], INPUTS[1], "--format", "json"]).stdout;
    let applied = run("rank", "fixtures/objections/amendments.csv", &["--format", "json"]).stdout;
    assert_ne!(first, applied);
    assert_eq!(first, bartar(&["rank", INPUTS[0], INPUTS[1], "--format", "json"]).stdout);

    // The other way to undo it: a second objection that puts back what the first one changed. Where the population is
    // recomputed, that is the first result again, for everybody.
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let rules = project().join(INPUTS[0]);
    std::fs::create_dir(path("example-cooperatives")).unwrap();
    for file in std::fs::read_dir(&rules).unwrap() {
        let file = file.unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        let text = text.replace("population = \"frozen\"", "population = \"recomputed\"");
        std::fs::write(Path::new(&path("example-cooperatives")).join(file.file_name()), text).unwrap();
    }
    let filed = std::fs::read_to_string(project().join(INPUTS[1])).unwrap();
    let changed = filed.replacen(",18000,", ",19000,", 1);
    assert_ne!(filed, changed);
    std::fs::write(path("entries.csv"), &filed).unwrap();
    std::fs::write(path("changed.csv"), changed).unwrap();
    let header = "entry,field,old,new,reason,decision,by\n";
    std::fs::write(
        path("there.csv"),
        format!("{header}C-007,sales,18000,19000,typing error,accepted,jury\n"),
    )
    .unwrap();
    std::fs::write(path("back.csv"), format!("{header}C-007,sales,19000,18000,no error,accepted,jury\n"))
        .unwrap();
    let rules = path("example-cooperatives");
    let first = result(&rules, &path("entries.csv"), None);
    let there = result(&rules, &path("entries.csv"), Some(&path("there.csv")));
    assert_ne!(first, there);
    assert_eq!(there, result(&rules, &path("changed.csv"), None));
    assert_eq!(first, result(&rules, &path("changed.csv"), Some(&path("back.csv"))));
}

#[test]
fn a_faulty_line_stops_the_whole_set_and_all_are_told() {
    for command in ["amend", "rank"] {
        let output = run(command, "fixtures/objections/faulty.csv", &[]);
        assert_eq!(output.status.code(), Some(65));
        assert_eq!(stdout(&output), "");
        let told = stderr(&output);
        for row in [2, 3, 4, 5, 6, 7, 9] {
            let place = format!("faulty.csv:{row} ");
            assert!(told.contains(&place), "{place} in:\n{told}");
        }
        assert!(!told.contains("faulty.csv:8 "), "the first of two lines about one datum is sound:\n{told}");
    }
}

#[test]
fn the_preview_reads_well_in_both_languages() {
    // Wide enough that no cell breaks in the middle of what is looked for.
    let text = |lang| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_bartar"))
            .args(["amend", INPUTS[0], INPUTS[1], "--amendments", "fixtures/objections/amendments.csv"])
            .args(["--lang", lang])
            .current_dir(project())
            .env("COLUMNS", "200")
            .output();
        stdout(&output.unwrap())
    };
    assert!(text("en").contains("the reference population is frozen"));
    assert!(text("fa").contains("جمعیت مرجع ثابت می‌ماند"));
    assert!(text("fa").contains("۲ (۷۷۶٫۷۲) شایستهٔ تقدیر"));
}
