//! `docs/rulebook.schema.json` is what the types say, and the valid rulebooks agree with it.
//! `BARTAR_UPDATE=1 cargo test -p bartar-criteria` rewrites it.
//!
//! On the way from TOML to JSON a number stays a number and a quoted number a string; the schema allows both wherever the
//! rulebook does. A bare TOML date becomes a string in most editors, so the schema cannot tell that dates are quoted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use bartar_criteria::diagnostic::Diagnostics;
use bartar_criteria::document::{Item, Value, parse};
use bartar_criteria::source::Sources;
use bartar_criteria::syntax::json_schema;
use serde_json::{Value as Json, json};
use std::path::Path;
use std::{env, fs};
use support::{fixtures, folders, read};

#[test]
fn the_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rulebook.schema.json");
    let wanted = serde_json::to_string_pretty(&json_schema()).unwrap() + "\n";
    if env::var("BARTAR_UPDATE").is_ok_and(|update| update == "1") {
        fs::write(&path, &wanted).unwrap();
    }
    let present = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(present == wanted, "docs/rulebook.schema.json is stale; run the tests once with BARTAR_UPDATE=1");
}

fn to_json(item: &Item) -> Json {
    match &item.value {
        Value::Table(table) => {
            Json::Object(table.entries.iter().map(|(key, (_, item))| (key.clone(), to_json(item))).collect())
        }
        Value::Array(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Text(text) => json!(text),
        Value::Number(number) => serde_json::from_str(number).unwrap(),
        Value::Bool(value) => json!(value),
        Value::Other(kind) => json!(kind),
        Value::Broken => Json::Null,
    }
}

fn files(kind: &str) -> Vec<(String, Json)> {
    let mut all = Vec::new();
    for (folder, path) in folders(&fixtures(kind)) {
        for (name, bytes) in read(&path).files {
            let Ok(text) = String::from_utf8(bytes) else { continue };
            let mut sources = Sources::default();
            let file = sources.add(name.clone(), text);
            let item = parse(&sources, file, &mut Diagnostics::default());
            all.push((format!("{folder}/{name}"), to_json(&item)));
        }
    }
    all
}

/// As much of draft-07 as the schema uses. Anything else in it fails the test, so that nothing is passed over.
fn faults(schema: &Json, value: &Json, root: &Json, at: &str, found: &mut Vec<String>) {
    let fits = |schema: &Json| {
        let mut inner = Vec::new();
        faults(schema, value, root, at, &mut inner);
        inner.is_empty()
    };
    for (key, rule) in schema.as_object().unwrap() {
        let list = || rule.as_array().unwrap().iter();
        let good = match key.as_str() {
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/definitions/").unwrap();
                faults(&root["definitions"][name], value, root, at, found);
                true
            }
            "$schema" | "title" | "description" | "definitions" => true,
            "allOf" => list().all(&fits),
            "anyOf" => list().any(&fits),
            "oneOf" => list().filter(|schema| fits(schema)).count() == 1,
            "enum" => list().any(|word| word == value),
            "type" => match rule.as_str() {
                Some(kind) => is_of(value, kind),
                None => list().any(|kind| is_of(value, kind.as_str().unwrap())),
            },
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "required" => value
                .as_object()
                .is_none_or(|object| list().all(|key| object.contains_key(key.as_str().unwrap()))),
            "properties" => {
                for (key, schema) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        faults(schema, value, root, &format!("{at}.{key}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                let named = schema.get("properties").and_then(Json::as_object);
                for (key, value) in value.as_object().into_iter().flatten() {
                    if named.is_some_and(|named| named.contains_key(key)) {
                        continue;
                    }
                    if *rule == json!(false) {
                        found.push(format!("{at}: unknown key {key}"));
                    } else {
                        faults(rule, value, root, &format!("{at}.{key}"), found);
                    }
                }
                true
            }
            "items" => {
                for (index, value) in value.as_array().into_iter().flatten().enumerate() {
                    let schema = if rule.is_array() { &rule[index] } else { rule };
                    faults(schema, value, root, &format!("{at}[{index}]"), found);
                }
                true
            }
            other => panic!("the schema uses `{other}`, which this test does not know"),
        };
        if !good {
            found.push(format!("{at}: {key} {rule}"));
        }
    }
}

fn is_of(value: &Json, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        other => panic!("unknown type {other}"),
    }
}

#[test]
fn valid_rulebooks_agree_with_the_schema() {
    let schema = json_schema();
    for (name, value) in files("valid") {
        let mut found = Vec::new();
        faults(&schema, &value, &schema, &name, &mut found);
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

#[test]
fn faults_of_shape_disagree_with_the_schema() {
    let schema = json_schema();
    let wrong = ["unknown-key/", "wrong-type/", "bad-value/", "points-rule/", "missing-translation/"];
    for (name, value) in
        files("invalid").into_iter().filter(|(name, _)| wrong.iter().any(|case| name.starts_with(case)))
    {
        let mut found = Vec::new();
        faults(&schema, &value, &schema, &name, &mut found);
        assert!(!found.is_empty(), "{name} agrees with the schema");
    }
}
