//! Close calls: the lines that an objection could cross.

mod support;

use bartar_criteria::Rulebook;
use bartar_criteria::exact::Decimal;
use bartar_scoring::close_calls::{Stake, close_calls};
use support::{rulebook, run, sheet::table};

fn book() -> Rulebook {
    rulebook(
        r#"
[field.x]
[field.sector]
type = "choice"
[field.sector.choices]
a = { title = { fa = "الف", en = "A" } }
b = { title = { fa = "ب", en = "B" } }
[indicator.x]
value = "x"
points = { max = 100, linear = { none-at = 0, full-at = 100 } }
[pool.sector]
by = ["sector"]
[honour.winner]
rank = 1
from = 70
[honour.commended]
from = 60
"#,
    )
}

/// `ranking stake above below margin`, a line each.
fn found(text: &str, margin: i64) -> Vec<String> {
    let rules = book();
    let entries = table(&rules, text);
    let scored = run(&rules, &entries);
    let id = |row: u32| entries.ids.get(row as usize);
    close_calls(&scored, Decimal::from(margin))
        .iter()
        .map(|call| {
            let stake = match call.stake {
                Stake::Honour(number) => rules.honours[number].id.as_str(),
                Stake::Promotion => "promotion",
            };
            let above = call.above.map_or("-", id);
            let below = call.below.map_or("-", id);
            format!("{} {stake} {above} {below} {}", call.ranking, call.margin)
        })
        .collect()
}

#[test]
fn neighbours_around_an_honour_are_told_with_their_margin() {
    let entries = "id sector x\n p a 80\n q a 78\n r a 58\n s a 30\n t b 65\n u b 40";
    // q is 2 behind the winner; r is 2 short of being commended. In b nobody wins: t is 5 short, and commended by 5.
    assert_eq!(
        found(entries, 5),
        ["a winner p q 2", "a commended - r 2", "b winner - t 5", "b commended t - 5"]
    );
    assert_eq!(found(entries, 1), [""; 0]);
    // Then p, who wins by 10, q, who is commended by 18, and u, who is 20 short.
    assert_eq!(found(entries, 20).len(), 7);
}

#[test]
fn a_tie_broken_by_the_chain_is_no_distance_at_all() {
    let entries = "id sector x\n p a 80\n q a 80\n r a 10";
    // Both share the first rank and win; nobody is close.
    assert_eq!(found(entries, 5), [""; 0]);
}
