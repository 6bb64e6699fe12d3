//! Random changes between small records: nothing moves without a cause, and causes are those that four separate runs show.

use super::*;
use crate::files::Files;
use crate::open::texts;
use crate::seal::{Sealing, seal};
use crate::text::Rows;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Missing;
use bartar_criteria::{Folder, FolderSource, Rulebook, load};
use bartar_scoring::amendments::{Amendment, Change};
use bartar_scoring::entries::{Column, Entries, NumberColumn};
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::collections::BTreeSet;

/// What rules of a tiny competition may say.
#[derive(Clone, Debug, PartialEq)]
struct Rules {
    weight: u8,
    full_at: u8,
    least: u8,
    honour: u8,
    ties: bool,
}

/// An entry: two numbers, and whether it withdrew.
type Data = BTreeMap<u8, (Option<u8>, u8, bool)>;

struct Nothing;

impl FolderSource for Nothing {
    fn open(&self, _: &str) -> Result<Folder, Text> {
        Err(Text::same("none"))
    }
}

fn folder(rules: &Rules) -> Folder {
    let Rules { weight, full_at, least, honour, ties } = rules;
    let ties = if *ties { "\"indicator.beside desc\"" } else { "" };
    let text = format!(
        r#"
[rulebook]
id = "tiny"
edition = "1"
title = {{ fa = "ریز", en = "Tiny" }}
basis = {{ fa = "آزمون", en = "A test" }}
[rounding]
points = 2
[data]
id = "id"
[defaults.field]
type = "number"
range = "[0, 20]"
[field]
p = {{ title = {{ fa = "پ", en = "P" }} }}
q = {{ title = {{ fa = "ق", en = "Q" }} }}
[gate.enough]
title = {{ fa = "کافی", en = "Enough" }}
clause = "1"
require = "q >= {least}"
reason = {{ fa = "کم است", en = "Too few" }}
[axis.all]
title = {{ fa = "همه", en = "All" }}
clause = "2"
[defaults.indicator]
clause = "3"
axis = "all"
missing = "zero-points"
better = "higher"
[indicator.alone]
title = {{ fa = "تنها", en = "Alone" }}
value = "p"
weight = {weight}
points = {{ max = 10, linear = {{ none-at = 0, full-at = {full_at} }} }}
[indicator.beside]
title = {{ fa = "در کنار", en = "Beside" }}
value = "q"
points = {{ max = 10, relative = "percentile" }}
[pool.all]
title = {{ fa = "همه", en = "All" }}
[orientation.high]
title = {{ fa = "پرشمار", en = "High" }}
when = "q >= 4"
[ranking]
precision = 2
ties = [{ties}]
population = "recomputed"
[honour.best]
title = {{ fa = "برتر", en = "Best" }}
clause = "4"
rank = 2
from = {honour}
absent = {{ fa = "هیچ‌کس", en = "Nobody" }}
"#
    );
    Folder { files: [("rulebook.toml".to_owned(), text.into_bytes())].into() }
}

fn competition(rules: &Rules, data: &Data) -> (Competition, Folder) {
    let folder = folder(rules);
    let loaded = load(&folder, &Nothing);
    let rulebook: Rulebook =
        loaded.rulebook.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics.iter().collect::<Vec<_>>()));
    let mut entries = Entries::default();
    let number = |number: u8| Ok(Decimal::from_int(i64::from(number)));
    let (mut p, mut q) = (NumberColumn::default(), NumberColumn::default());
    let mut withdrawn = Vec::new();
    for (row, (id, (own, beside, out))) in (0..).zip(data) {
        entries.ids.push(&format!("E{id:02}"));
        entries.names.push("");
        p.push(own.map_or(Err(Missing::NotSubmitted), number));
        q.push(number(*beside));
        if *out {
            withdrawn.push(Amendment {
                row,
                change: Change::Withdraw,
                old: String::new(),
                new: String::new(),
                reason: String::new(),
                accepted: true,
                by: "jury".to_owned(),
                set: 1,
            });
        }
    }
    entries.columns = vec![Column::Numbers(p), Column::Numbers(q)];
    let mut competition = Competition::new(rulebook, entries, None, 0);
    if !withdrawn.is_empty() {
        competition.amend(withdrawn);
    }
    (competition, folder)
}

fn record(rules: &Rules, data: &Data) -> Files {
    let (competition, folder) = competition(rules, data);
    let stages = competition.score(&|_, _| {});
    let rulebooks = [folder];
    seal(&competition, &stages, &Sealing { rulebooks: &rulebooks, salt_key: [7; 32], predecessor: None })
        .unwrap()
}

/// Rank, score, whether shared, and honour, as a record tells them, by ranking and id.
fn standings(files: &Files) -> BTreeMap<(String, String), [String; 4]> {
    let text = texts(files, "results/standings.csv.gz").unwrap().concat();
    let (mut rows, mut cells) = (Rows::new(&text, 1), Vec::new());
    assert_eq!(rows.next(&mut cells), Some(true));
    let mut all = BTreeMap::new();
    while rows.next(&mut cells) == Some(true) {
        let cell = |at: usize| cells[at].to_string();
        all.insert((cell(0), cell(3)), [cell(1), cell(4), cell(5), cell(7)]);
    }
    all
}

fn rules() -> impl Strategy<Value = Rules> {
    (1_u8..4, 8_u8..12, 0_u8..4, 0_u8..20, any::<bool>())
        .prop_map(|(weight, full_at, least, honour, ties)| Rules { weight, full_at, least, honour, ties })
}

fn data() -> impl Strategy<Value = Data> {
    let entry = (prop::option::weighted(0.9, 0_u8..6), 0_u8..6, prop::bool::weighted(0.1));
    prop::collection::btree_map(0_u8..12, entry, 1..10)
}

/// A second set of data that has much of the first.
fn changed(data: Data) -> impl Strategy<Value = (Data, Data)> {
    (Just(data), self::data(), prop::collection::btree_set(0_u8..12, 0..4)).prop_map(|(a, other, ids)| {
        let mut b = a.clone();
        for id in ids {
            match other.get(&id) {
                Some(entry) => b.insert(id, *entry),
                None => b.remove(&id),
            };
        }
        if b.is_empty() { (a.clone(), a) } else { (a, b) }
    })
}

fn all_by(moves: &[Move]) -> BTreeSet<By> {
    let of = |cause: &Cause| match cause {
        Cause::Presence(of) => vec![of.by],
        Cause::Score(of) => of.parts.iter().map(|part| part.by).chain([of.by]).collect(),
        Cause::Others { passings } => {
            passings.iter().flat_map(|passing| &passing.named).map(|passer| passer.by).collect()
        }
        Cause::Honour { by, .. } => vec![*by],
    };
    moves.iter().flat_map(|moved| &moved.causes).flat_map(of).collect()
}

/// A move as it is from B to A.
fn mirrored(mut moved: Move) -> Move {
    std::mem::swap(&mut moved.a, &mut moved.b);
    for cause in &mut moved.causes {
        match cause {
            Cause::Presence(of) => {
                of.entered = !of.entered;
                std::mem::swap(&mut of.a, &mut of.b);
                of.pools.iter_mut().for_each(|pools| pools.reverse());
            }
            Cause::Score(of) => of.parts.iter_mut().for_each(|part| std::mem::swap(&mut part.a, &mut part.b)),
            Cause::Others { passings } => {
                for passing in passings.iter_mut() {
                    passing.side = match passing.side {
                        PassingSide::NewlyAhead => PassingSide::AheadNoMore,
                        PassingSide::AheadNoMore => PassingSide::NewlyAhead,
                        PassingSide::NewlyEqual => PassingSide::EqualNoMore,
                        PassingSide::EqualNoMore => PassingSide::NewlyEqual,
                    };
                    for passer in &mut passing.named {
                        passer.why = match passer.why {
                            Why::Entered => Why::Left,
                            Why::Left => Why::Entered,
                            why => why,
                        };
                    }
                }
                passings.sort_by_key(|passing| passing.side);
            }
            Cause::Honour { .. } => {}
        }
    }
    moved
}

fn sums(moved: &Move) -> i64 {
    let passings = moved.causes.iter().flat_map(|cause| match cause {
        Cause::Others { passings } => passings.as_slice(),
        _ => &[],
    });
    passings.fold(0, |sum, passing| match passing.side {
        PassingSide::NewlyAhead => sum + i64::from(passing.count),
        PassingSide::AheadNoMore => sum - i64::from(passing.count),
        _ => sum,
    })
}

/// A stored result that this engine does not find is due to the engine where another one made the record and nothing was
/// changed since; else it is a forgery, though every hash fits.
#[test]
fn another_engine_and_a_forgery_are_told_apart() {
    let rules = Rules { weight: 1, full_at: 10, least: 0, honour: 1, ties: false };
    let a = record(&rules, &[(1, (Some(5), 3, false)), (2, (Some(4), 1, false))].into());
    let mut forged = a.clone();
    let rankings = String::from_utf8(a.get("results/rankings.csv").unwrap().to_vec()).unwrap();
    forged.put("results/rankings.csv", rankings.replace("all,main,2,", "all,main,3,"));
    forged.close();
    let mut other = forged.clone();
    let about = String::from_utf8(a.get("record.json").unwrap().to_vec()).unwrap();
    other.put("record.json", about.replace(ENGINE, "bartar 0.0.1"));
    other.close();
    for (b, verdict) in [(&a, Verdict::AsStored), (&forged, Verdict::Fails), (&other, Verdict::OtherEngine)] {
        let found = compare(&a, b).unwrap();
        assert_eq!(found.engines.each_ref().map(|engine| engine.verdict), [Verdict::AsStored, verdict]);
        assert_eq!(found.is_empty(), verdict == Verdict::AsStored);
        assert!(found.moves.is_empty());
    }
}

proptest! {
    #![proptest_config(Config { cases: 64, ..Config::default() })]

    #[test]
    fn nothing_moves_without_a_cause_and_causes_are_what_separate_runs_show(
        rules_a in rules(),
        rules_b in rules(),
        same in any::<bool>(),
        (data_a, data_b) in data().prop_flat_map(changed),
    ) {
        let rules_b = if same { rules_a.clone() } else { rules_b };
        let (a, b) = (record(&rules_a, &data_a), record(&rules_b, &data_b));
        let found = compare(&a, &b).unwrap();
        // The moves are those that the two records tell of themselves.
        let corners = [
            standings(&a),
            standings(&record(&rules_b, &data_a)),
            standings(&record(&rules_a, &data_b)),
            standings(&b),
        ];
        let keys: BTreeSet<_> = corners[0].keys().chain(corners[3].keys()).collect();
        let wanted: Vec<_> = keys.into_iter().filter(|key| corners[0].get(key) != corners[3].get(key)).cloned().collect();
        let mut told: Vec<_> = found.moves.iter().map(|moved| (moved.ranking.clone(), moved.id.clone())).collect();
        told.sort();
        prop_assert_eq!(told, wanted);
        for moved in &found.moves {
            prop_assert!(!moved.causes.is_empty(), "{:?}", moved);
            let key = (moved.ranking.clone(), moved.id.clone());
            let at = corners.each_ref().map(|corner| corner.get(&key));
            let presence = at.map(|stand| stand.is_some());
            let told = moved.causes.iter().find_map(|cause| match cause {
                Cause::Presence(of) => Some(of.by),
                _ => None,
            });
            prop_assert_eq!(told, By::of(&presence));
            if let (Some(was), Some(is)) = (&moved.a, &moved.b) {
                prop_assert_eq!(i64::from(is.rank) - i64::from(was.rank), sums(moved));
                let scores = at.map(|stand| stand.map(|stand| stand[1].parse::<Decimal>().unwrap()));
                let told = moved.causes.iter().find_map(|cause| match cause {
                    Cause::Score(of) => Some(of.by),
                    _ => None,
                });
                prop_assert_eq!(told, By::of_numbers(&scores));
            }
            // What is said to be an entry's own data is other data.
            let number: u8 = moved.id[1..].parse().unwrap();
            let own = data_a.get(&number) != data_b.get(&number);
            for cause in &moved.causes {
                let whose = match cause {
                    Cause::Presence(of) => of.whose,
                    Cause::Score(of) => of.whose,
                    _ => continue,
                };
                prop_assert!(own || !whose.own, "{:?}", moved);
            }
            let parts = moved.causes.iter().flat_map(|cause| match cause {
                Cause::Score(of) => of.parts.as_slice(),
                _ => &[],
            });
            let other_data = data_a.iter().chain(&data_b).any(|(id, _)| *id != number && data_a.get(id) != data_b.get(id));
            for part in parts.filter(|part| part.by != By::Rules) {
                // One indicator reads p and nobody else's; the other reads q, beside everybody's.
                let q = data_a.get(&number).map(|entry| entry.1) != data_b.get(&number).map(|entry| entry.1);
                let own = part.id == "alone" || q;
                prop_assert_eq!(part.whose.own, own, "{:?}", moved);
                prop_assert!(part.whose.others || own, "{:?}", moved);
                prop_assert!(!part.whose.others || (part.id == "beside" && other_data), "{:?}", moved);
            }
        }
        let by = all_by(&found.moves);
        if same {
            prop_assert!(by.iter().all(|by| *by == By::Data), "{:?}", by);
            prop_assert!(found.rules.is_empty());
        }
        if data_a == data_b {
            prop_assert!(by.iter().all(|by| *by == By::Rules), "{:?}", by);
            prop_assert!(found.data.is_empty());
        }
        prop_assert_eq!(found.is_empty(), rules_a == rules_b && data_a == data_b);
        // Exchanging the records mirrors all of it.
        let back = compare(&b, &a).unwrap();
        let mirror: Vec<Move> = found.moves.into_iter().map(mirrored).collect();
        let back_moves: Vec<Move> = back.moves;
        prop_assert_eq!(mirror, back_moves);
        prop_assert_eq!(found.data.added, back.data.removed);
        prop_assert_eq!(found.rules.items.len(), back.rules.items.len());
    }
}
