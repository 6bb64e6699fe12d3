//! Sectors: overrides, indicators of one sector only, and pools that mix sectors.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod support;

use bartar_criteria::Rulebook;
use support::sheet::table;
use support::{axis, choice_field, outcome, points, rulebook, run, standing, total};

/// Common indicator `x`, another weight and another line for shops; `land` for farms only.
fn book(pools: &str) -> Rulebook {
    rulebook(&format!(
        r#"{}[data]
id = "id"
sector = "sector"
[field.x]
[field.land]
[indicator.x]
value = "x"
points = {{ max = 40, linear = {{ none-at = 0, full-at = 40 }} }}
[indicator.land]
value = "land"
sectors = ["farm"]
points = {{ max = 60, linear = {{ none-at = 0, full-at = 60 }} }}
[sector.shop.indicator.x]
weight = 2.5
points = {{ max = 40, linear = {{ none-at = 0, full-at = 20 }} }}
[sector.office.indicator.x]
value = "x * 2"
[sector.office.indicator.own]
value = "x"
points = {{ max = 60, linear = {{ none-at = 0, full-at = 600 }} }}
{pools}"#,
        choice_field("sector", &["farm", "shop", "office"])
    ))
}

const DATA: &str = "id sector x land\n f farm 10 30\n g farm 10 -\n s shop 10 30\n o office 10 30";

#[test]
fn each_sector_has_its_own_rules() {
    for pools in ["[pool.sector]\nby = [\"sector\"]\n", "[pool.all]\n"] {
        let book = book(pools);
        let entries = table(&book, DATA);
        let scored = run(&book, &entries);
        let x = ["f", "g", "s", "o"].map(|id| points(&scored, id, "x").unwrap());
        assert_eq!(x, ["10", "10", "20", "20"], "{pools}");
        let land = ["f", "g", "s", "o"].map(|id| points(&scored, id, "land"));
        assert_eq!(land, [Some("30".to_owned()), Some("0".to_owned()), None, None], "{pools}");
        let own = ["f", "s", "o"].map(|id| points(&scored, id, "own"));
        assert_eq!(own, [None, None, Some("1".to_owned())], "{pools}");
        let totals = ["f", "g", "s", "o"].map(|id| total(&scored, id).unwrap());
        assert_eq!(totals, ["40", "10", "50", "21"], "{pools}");
        assert_eq!(axis(&scored, "s", "all").unwrap(), "50", "{pools}");
    }
}

#[test]
fn a_pool_of_all_sectors_is_ranked_together() {
    let book = book("[pool.all]\n");
    let entries = table(&book, DATA);
    assert_eq!(standing(&run(&book, &entries), "all"), "s1 f2 o3 g4");
}

#[test]
fn a_relative_rule_in_a_mixed_pool_gives_each_sector_its_own_points() {
    let text = |rule: &str| {
        format!(
            "{}[data]\nid = \"id\"\nsector = \"sector\"\n[field.x]\n[indicator.x]\nvalue = \"x\"\nbetter = \"higher\"\n\
             points = {{ max = 10, relative = \"share-of-best\", zero-range = \"zero-points\" }}\n\
             [sector.shop.indicator.x]\n{rule}\n[pool.all]\n",
            choice_field("sector", &["farm", "shop"])
        )
    };
    for (rule, expected) in [
        // Another maximum; another formula; another rule beside the same population; no relative rule at all.
        (
            "points = { max = 30, relative = \"share-of-best\", zero-range = \"zero-points\" }",
            ["2", "10", "24", "12"],
        ),
        ("value = \"x / 2\"", ["2", "10", "4", "2"]),
        ("points = { max = 30, relative = \"rank\" }", ["2", "10", "20", "10"]),
        ("points = { max = 30, linear = { none-at = 0, full-at = 100 } }", ["2", "10", "12", "6"]),
    ] {
        let book = rulebook(&text(rule));
        let entries = table(&book, "id sector x\n a farm 10\n b farm 50\n c shop 40\n d shop 20");
        let scored = run(&book, &entries);
        assert_eq!(["a", "b", "c", "d"].map(|id| points(&scored, id, "x").unwrap()), expected, "{rule}");
        let swapped = table(&book, "id sector x\n d shop 20\n c shop 40\n b farm 50\n a farm 10");
        let scored = run(&book, &swapped);
        assert_eq!(["a", "b", "c", "d"].map(|id| points(&scored, id, "x").unwrap()), expected, "{rule}");
    }
}

#[test]
fn an_entry_without_a_sector_has_no_rules_and_is_quarantined_in_every_kind_of_pool() {
    for pools in ["[pool.sector]\nby = [\"sector\"]\n", "[pool.all]\n", "[pool.rich]\nwhen = \"x > 5\"\n"] {
        let book = book(pools);
        for missing in ["-", "n/a", "rejected", "pending"] {
            let entries = table(&book, &format!("id sector x land\n f farm 10 30\n e {missing} 10 30"));
            let scored = run(&book, &entries);
            assert_eq!(outcome(&scored, "f"), "ranked", "{pools}");
            assert_eq!(outcome(&scored, "e"), "quarantined no-pool-for-entry", "{pools}");
            assert_eq!(total(&scored, "e"), None, "{pools}");
        }
    }
}
