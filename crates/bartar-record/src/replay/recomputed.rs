//! The checks that need everything: the competition scored again from its sealed entries and rulebook, sealed again, and
//! compared part by part.

use super::check::{Check, Checked, Difference};
use super::compare::{CellDifference, differences};
use super::{filed, is_public};
use crate::about::About;
use crate::digest::hex;
use crate::files::{CONFIDENTIAL, Files, RECORD, RULEBOOK, TREE, is_part};
use crate::open::{Sealed, texts};
use crate::receipt::Leaves;
use crate::seal::{Sealing, seal};
use crate::tree::root;
use bartar_criteria::{Text, text};
use std::collections::BTreeMap;

/// Checks V3 to V12, and what concerns the first one: parts that are no part of this record, or not in their one spelling.
pub fn checks(files: &Files, sealed: &Sealed) -> (Vec<Checked>, Vec<Difference>) {
    let competition = &sealed.competition;
    let stages = competition.score(&|_, _| {});
    let sealing =
        Sealing { rulebooks: &sealed.rulebooks, salt_key: sealed.salt_key, predecessor: sealed.predecessor };
    let Ok(again) = seal(competition, &stages, &sealing) else { return Default::default() };
    let mut found: BTreeMap<Check, Vec<Difference>> = BTreeMap::new();
    let public = is_public(files);
    for path in again.0.keys().chain(files.0.keys().filter(|path| again.get(path).is_none())) {
        // A public form lacks what is confidential, and nothing is held against it for that.
        let hidden = public && path.starts_with(CONFIDENTIAL);
        if is_part(path) && !hidden && path != TREE && again.get(path) != files.get(path) {
            for (check, difference) in part(path, &again, files) {
                found.entry(check).or_default().push(difference);
            }
        }
    }
    // The tree is over what stands in the record, right or wrong: receipts lead to it.
    found.entry(Check::Tree).or_default().extend(tree(files, &sealed.about));
    let of_filing = filed::unfaulted(competition).into_iter().chain(filed::misquoted(competition));
    found.entry(Check::Eligibility).or_default().extend(of_filing);
    let told = told(sealed, &stages);
    let of_files = found.remove(&Check::Files).unwrap_or_default();
    let checked = |check| Checked::found(check, told(check), found.remove(&check).unwrap_or_default());
    (super::between().map(checked).collect(), of_files)
}

/// How `tree.txt` differs from the tree over the rows of the record.
fn tree(files: &Files, about: &About) -> Option<Difference> {
    let stated = files.get(TREE).map(|text| String::from_utf8_lossy(text).trim_end_matches('\n').to_owned());
    let own = Leaves::read(files, about).and_then(|leaves| leaves.hashes());
    let own = own.map(|leaves| format!("{} {}", leaves.len(), hex(&root(&leaves))));
    let differs =
        own.as_ref().ok() != stated.as_ref() || files.get(TREE).is_some_and(|text| !text.ends_with(b"\n"));
    differs.then(|| match own {
        Ok(own) => {
            Difference { part: TREE.to_owned(), expected: Some(own), found: stated, ..Difference::default() }
        }
        // Without its rows there is no leaf.
        Err(damage) => Difference {
            part: damage.part,
            expected: Some("rows of leaves".to_owned()),
            ..Difference::default()
        },
    })
}

/// What each check looked at, for those that pass.
fn told<'a>(sealed: &'a Sealed, stages: &'a [bartar_scoring::Scored<'_>]) -> impl Fn(Check) -> Text + 'a {
    let entries = sealed.competition.entries.len();
    let scored: usize = stages.iter().map(|stage| stage.places.iter().flatten().count()).sum();
    let figures: usize = stages.iter().flat_map(|stage| &stage.pools).map(|pool| pool.figures.len()).sum();
    let (ranks, honours) = stages
        .iter()
        .flat_map(|stage| stage.rankings.iter().chain(&stage.orientations))
        .fold((0, 0), |(ranks, honours), ranking| {
            let honoured = ranking.places.iter().filter(|place| place.honour.is_some()).count();
            (ranks + ranking.places.len(), honours + honoured)
        });
    move |check| match check {
        Check::Rulebook => {
            let id = &sealed.about.rulebook;
            let (id, edition) = (&id.id, &id.edition);
            text!(fa: "{id}، ویرایش {edition}، دوباره خوانده شد", en: "{id}, edition {edition}, read again")
        }
        Check::Totals => text!(fa: "دوباره جمع زده شد", en: "added up again"),
        Check::Lists => text!(fa: "{entries} پرونده", en: "{entries} entries", numbers: entries),
        Check::Eligibility => text!(
            fa: "از پرونده‌ها و شیوه‌نامهٔ مهرشده دوباره حساب شد",
            en: "recomputed from the sealed entries and rulebook"
        ),
        Check::Values if figures == 0 => text!(
            fa: "هیچ شاخصی نسبی نیست؛ مقدارها در راه V8 دوباره حساب شد",
            en: "no indicator is relative; values were recomputed on the way to V8"
        ),
        Check::Values => {
            text!(fa: "{figures} رقم گروه‌ها دوباره حساب شد", en: "{figures} figures of pools recomputed", numbers: figures)
        }
        Check::Points | Check::Aggregates => {
            text!(fa: "{scored} پرونده دوباره حساب شد، نه از امتیازهای ذخیره‌شده", en: "{scored} scorings recomputed, not from stored points", numbers: scored)
        }
        Check::Ranks => {
            text!(fa: "{ranks} رتبه دوباره حساب شد", en: "{ranks} ranks recomputed", numbers: ranks)
        }
        Check::Honours => {
            text!(fa: "{honours} نشان دوباره حساب شد", en: "{honours} honours recomputed", numbers: honours)
        }
        _ => text!(fa: "از {entries} برگ", en: "over {entries} leaves", numbers: entries),
    }
}

/// The differences of one part, each under the check that it fails.
pub fn part(path: &str, again: &Files, files: &Files) -> Vec<(Check, Difference)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if again.get(path).is_none() || files.get(path).is_none() {
        let known = |files: &Files| files.get(path).map(|_| "a part".to_owned());
        let difference = Difference {
            part: path.to_owned(),
            expected: known(again),
            found: known(files),
            ..Difference::default()
        };
        return of_whole_part(path, name).iter().map(|check| (*check, difference.clone())).collect();
    }
    let whole = |expected: Option<String>, found: Option<String>| Difference {
        part: path.to_owned(),
        expected,
        found,
        ..Difference::default()
    };
    let text = |files: &Files| texts(files, path).map(|texts| texts.concat());
    let (expected, found) = match (text(again), text(files)) {
        (Ok(expected), Ok(found)) => (expected, found),
        (_, Err(damage)) => {
            let difference = whole(None, Some(damage.what.en));
            return of_whole_part(path, name).iter().map(|check| (*check, difference.clone())).collect();
        }
        (Err(_), _) => return Vec::new(),
    };
    // Another version of the engine says who made a record, not what is in it.
    let (expected, found) =
        if path == RECORD { (any_engine(&expected), any_engine(&found)) } else { (expected, found) };
    // The same text compressed otherwise is the same part.
    if expected == found {
        return Vec::new();
    }
    if !path.contains(".csv") {
        // The first line that differs says where.
        let line = expected.split('\n').zip(found.split('\n')).find(|(expected, found)| expected != found);
        let (expected, found) = line.unwrap_or((expected.as_str(), found.as_str()));
        let difference = whole(Some(expected.trim().to_owned()), Some(found.trim().to_owned()));
        return vec![(of_part(path, name, None), difference)];
    }
    let (keys, entry, of): (&[usize], _, _) = match name {
        "standings.csv.gz" => (&[0, 2], Some(3), Some(0)),
        "rankings.csv" => (&[0], None, Some(0)),
        "figures.csv" | "figures.csv.gz" => (&[0, 1], None, Some(1)),
        "totals.csv" | "totals.csv.gz" => (&[0, 1], None, Some(1)),
        "claims.csv.gz" | "faults.csv.gz" => (&[0, 1, 2], Some(0), Some(1)),
        "marks.csv.gz" => (&[0, 1, 2, 3, 4, 7], Some(1), Some(2)),
        "amendments.csv.gz" => (&[0, 1, 3], Some(2), Some(3)),
        "entries.csv.gz" if path.starts_with(CONFIDENTIAL) => (&[0], Some(0), None),
        _ => (&[0], Some(1), None),
    };
    let of_cell =
        |CellDifference { column, difference }| (of_part(path, name, column.as_deref()), difference);
    differences(path, &expected, &found, keys, entry, of).into_iter().map(of_cell).collect()
}

/// Which checks cannot be right without a part.
fn of_whole_part(path: &str, name: &str) -> &'static [Check] {
    match name {
        _ if path.starts_with(RULEBOOK) => &[Check::Files, Check::Rulebook],
        "rules.json" => &[Check::Files, Check::Rulebook],
        "totals.csv" | "totals.csv.gz" => &[Check::Files, Check::Totals],
        "outcomes.csv.gz" => &[Check::Files, Check::Lists, Check::Eligibility],
        "figures.csv" | "figures.csv.gz" => &[Check::Files, Check::Values],
        "points.csv.gz" => &[Check::Files, Check::Lists, Check::Points, Check::Aggregates],
        "standings.csv.gz" => &[Check::Files, Check::Ranks, Check::Honours],
        "rankings.csv" => &[Check::Files, Check::Ranks, Check::Honours],
        _ => &[Check::Files],
    }
}

/// Which check a difference fails, by the part and column in which it is.
fn of_part(path: &str, name: &str, column: Option<&str>) -> Check {
    match (name, column) {
        _ if path == TREE => Check::Tree,
        _ if path == RECORD || name == "rules.json" || path.starts_with(RULEBOOK) => Check::Rulebook,
        ("totals.csv" | "totals.csv.gz", _) => Check::Totals,
        ("outcomes.csv.gz", Some("outcome" | "reasons" | "pool")) => Check::Eligibility,
        ("figures.csv" | "figures.csv.gz", _) => Check::Values,
        ("points.csv.gz", Some("total" | "score")) => Check::Aggregates,
        ("points.csv.gz", Some(column)) if column.starts_with("axis ") => Check::Aggregates,
        ("points.csv.gz", Some(column)) if column != "id" => Check::Points,
        ("standings.csv.gz", Some("honour")) | ("rankings.csv", Some("no_winner")) => Check::Honours,
        ("standings.csv.gz" | "rankings.csv", _) => Check::Ranks,
        // Entries that are missing, too many or out of their order.
        ("outcomes.csv.gz" | "points.csv.gz", _) => Check::Lists,
        // What was filed, which nothing contradicts: it is not in its one order and spelling.
        _ => Check::Files,
    }
}

/// What a record says of itself, whichever engine made it.
fn any_engine(text: &str) -> String {
    let engine = |line: &&str| line.trim_start().starts_with("\"engine\": ");
    text.split('\n').map(|line| if engine(&line) { "" } else { line }).collect::<Vec<_>>().join("\n")
}
