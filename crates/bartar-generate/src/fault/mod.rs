//! Faults to plant, each exactly one, and what must be found of it.
//!
//! Kinds are of what one entry, row, cell or mark can have. What makes a whole file unusable (broken quotes, a missing
//! or repeated column, two layouts, a damaged workbook, an undeclared encoding) stops the run and is no dirt of an
//! entry; what only pools have (one entry, no spread) follows from all entries together; a field of a long file that
//! the rulebook does not know is told of the file and of no entry. What is wrong with a verified value, with evidence or
//! with rows of years or data is planted into files that have such; faults of ids only where an entry is one row, since
//! they would join the rows of others. A missing row of the current year is not planted: what follows depends on every
//! rule that lacks its datum. A kind for which a rulebook, or the files asked for, have no place is left out.

mod cells;
mod kind;
mod marks;
mod rows;
mod rules;

use crate::batch::{Admitted, admitted};
use crate::dice::{Dice, Use};
use crate::examined::Beside;
use crate::files::Layout;
use crate::kind::Arrangement;
use crate::maker::{Maker, Value};
use crate::sheet::Cell;
use bartar_criteria::{Code, codes};
use bartar_scoring::Outcome;
use std::collections::BTreeMap;

pub use self::kind::FaultKind;
pub(crate) use self::rows::InRows;

/// What must be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Expected {
    /// The row of the entry, where each of its rows is found by itself.
    pub(crate) row: Option<usize>,
    pub(crate) column: Option<usize>,
    pub(crate) code: String,
}

/// An entry with a fault.
#[derive(Clone, Debug)]
pub(crate) struct Faulty {
    pub(crate) kind: FaultKind,
    /// Its data, where they differ from those of the clean entry.
    pub(crate) values: Option<Vec<Value>>,
    /// A cell as it is written.
    pub(crate) cell: Option<(usize, Cell)>,
    /// What stands beside the claim of an examined column.
    pub(crate) beside: Option<(usize, Beside)>,
    /// What is wrong with its rows.
    pub(crate) rows: Option<InRows>,
    /// Its id as it is written.
    pub(crate) id: Option<Cell>,
    pub(crate) expected: Vec<Expected>,
    pub(crate) outcome: Outcome,
}

impl Faulty {
    fn of_id(kind: FaultKind, id: Option<Cell>, codes: &[Code], outcome: Outcome) -> Self {
        let expected =
            codes.iter().map(|code| Expected { row: None, column: None, code: code.name().to_owned() });
        Self {
            kind,
            values: None,
            cell: None,
            beside: None,
            rows: None,
            id,
            expected: expected.collect(),
            outcome,
        }
    }
}

/// One thing to plant: a kind, and for rules the rule.
#[derive(Copy, Clone, Debug)]
enum Plant {
    Plain(FaultKind),
    Gate(usize),
    Check(usize),
}

/// The id of an entry.
pub(crate) fn id(number: u64) -> String {
    format!("S-{number:06}")
}

/// Why no faults can be planted.
#[derive(Debug)]
pub(crate) enum Unplantable {
    /// No entry takes any of the kinds asked for.
    NoPlace,
    /// An entry cannot be made: what speaks against it.
    NotAdmitted(Vec<String>),
}

/// Faulty entries by their number: exactly `count` faults among `entries`, of every kind asked for in turn. `file` tells
/// in what file an entry stands.
pub(crate) fn plan(
    maker: &Maker<'_>,
    (entries, count): (u64, u64),
    kinds: &[FaultKind],
    file: &dyn Fn(&Admitted) -> Layout,
) -> Result<BTreeMap<u64, Faulty>, Unplantable> {
    let mut planting =
        Planting { maker, file, pick: Shuffle::new(maker.seed(), entries), faulty: BTreeMap::new() };
    let mut open: Vec<Open> =
        plants(maker, kinds).into_iter().map(|plant| Open { plant, planted: 0, refused: 0 }).collect();
    let mut planted = 0;
    while planted < count {
        if open.is_empty() {
            return Err(Unplantable::NoPlace);
        }
        let entry = planting.next()?;
        let mut dice = Dice::new(maker.seed(), Use::Fault { entry: entry.number });
        // What was planted least comes first, so that kinds which few entries take have their turn too.
        open.sort_by_key(|open| open.planted);
        for open in &mut open {
            if let Some(fault) = planting.plant(open.plant, &entry, &mut dice)? {
                planting.faulty.insert(entry.number, fault);
                planted += 1;
                open.planted += 1;
                open.refused = 0;
                break;
            }
            open.refused += 1;
        }
        open.retain(|open| open.refused < HOPELESS);
    }
    Ok(planting.faulty)
}

/// What so many entries in a row do not take is taken by none.
const HOPELESS: u32 = 100;

/// One thing to plant, and how it fares.
struct Open {
    plant: Plant,
    planted: u32,
    /// Entries in a row that did not take it.
    refused: u32,
}

fn plants(maker: &Maker<'_>, kinds: &[FaultKind]) -> Vec<Plant> {
    let rulebook = maker.rulebook;
    let mut plants = Vec::new();
    for kind in kinds {
        match kind {
            FaultKind::FailedGate => plants.extend((0..rulebook.gates.len()).map(Plant::Gate)),
            FaultKind::Contradiction => plants.extend((0..rulebook.checks.len()).map(Plant::Check)),
            kind => plants.push(Plant::Plain(*kind)),
        }
    }
    plants
}

/// Faults while they are planted.
struct Planting<'m> {
    maker: &'m Maker<'m>,
    file: &'m dyn Fn(&Admitted) -> Layout,
    /// The entries that have no fault yet.
    pick: Shuffle,
    faulty: BTreeMap<u64, Faulty>,
}

impl Planting<'_> {
    /// The next entry without a fault.
    fn next(&mut self) -> Result<Admitted, Unplantable> {
        let number = self.pick.next().ok_or(Unplantable::NoPlace)?;
        let entry = admitted(self.maker, &[number]).map_err(Unplantable::NotAdmitted)?.pop();
        entry.ok_or(Unplantable::NoPlace)
    }

    /// The entry with a fault, if it takes this one.
    fn plant(
        &mut self,
        plant: Plant,
        entry: &Admitted,
        dice: &mut Dice,
    ) -> Result<Option<Faulty>, Unplantable> {
        let maker = self.maker;
        let kind = match plant {
            Plant::Gate(gate) => return Ok(rules::failed_gate(maker, gate, entry, dice)),
            Plant::Check(check) => return Ok(rules::contradiction(maker, check, entry, dice)),
            Plant::Plain(kind) => kind,
        };
        let file = (self.file)(entry);
        if kind.is_of_id() && file.kind.arrangement() != Arrangement::Entry {
            return Ok(None);
        }
        Ok(match kind {
            FaultKind::Implausible => rules::implausible(maker, entry, dice),
            FaultKind::OutsideRule => rules::outside_rule(maker, entry, dice),
            FaultKind::MissingDatum => rules::missing_datum(maker, entry, dice),
            FaultKind::UnclearOrientation => rules::unclear_orientation(maker, entry, dice),
            FaultKind::Withdrawn => rules::withdrawn(maker, entry, dice),
            FaultKind::NoId => {
                let none = Cell::Text(String::new());
                Some(Faulty::of_id(kind, Some(none), &[codes::MISSING_ID], Outcome::Quarantined))
            }
            FaultKind::DateForId => file.kind.is_workbook().then(|| {
                let day = Cell::Day(DAY_FOR_ID + i64::try_from(entry.number).unwrap_or(0) % 3_000);
                let found = [codes::ID_IS_DATE, codes::MISSING_ID];
                Faulty::of_id(kind, Some(day), &found, Outcome::Quarantined)
            }),
            FaultKind::RepeatedId => {
                let Some(other) = self.pick.next() else { return Ok(None) };
                let of = |id| Faulty::of_id(kind, id, &[codes::DUPLICATE_ID], Outcome::Quarantined);
                self.faulty.insert(other, of(None));
                Some(of(Some(Cell::Text(id(other)))))
            }
            FaultKind::SimilarId => {
                let Some(other) = self.pick.next() else { return Ok(None) };
                let of = |id| Faulty::of_id(kind, id, &[codes::SIMILAR_IDS], Outcome::Ranked);
                self.faulty.insert(other, of(None));
                Some(of(Some(Cell::Text(id(other).to_lowercase()))))
            }
            FaultKind::SameCooperative => {
                let Some(column) = cells::national_id(maker.rulebook) else { return Ok(None) };
                let other = self.next()?;
                let expected = vec![Expected {
                    row: None,
                    column: Some(column),
                    code: codes::SAME_COOPERATIVE.name().to_owned(),
                }];
                let of = |values| Faulty {
                    kind,
                    values,
                    cell: None,
                    beside: None,
                    rows: None,
                    id: None,
                    expected: expected.clone(),
                    outcome: Outcome::Quarantined,
                };
                let mut values = entry.values.clone();
                values[column] = other.values[column].clone();
                self.faulty.insert(other.number, of(None));
                Some(of(Some(values)))
            }
            FaultKind::FewMarks => marks::few(maker, entry),
            kind if kind.adds_marks() => marks::extra(maker, kind),
            FaultKind::UnreadableYear
            | FaultKind::YearNotAskedFor
            | FaultKind::RepeatedYear
            | FaultKind::YearsDisagree
            | FaultKind::RepeatedDatum => rows::plant(maker, kind, &file, entry, dice),
            _ => cells::plant(maker, kind, &file, entry, dice),
        })
    }
}

/// The first day that stands for an id: 2018-03-21.
const DAY_FOR_ID: i64 = 17_611;

/// The numbers from 1, in a random order, each once.
struct Shuffle {
    /// Numbers that are not in their own place any more, by their place.
    moved: BTreeMap<u64, u64>,
    next: u64,
    last: u64,
    dice: Dice,
}

impl Shuffle {
    fn new(seed: u64, entries: u64) -> Self {
        Self { moved: BTreeMap::new(), next: 1, last: entries, dice: Dice::new(seed, Use::Choosing) }
    }

    fn next(&mut self) -> Option<u64> {
        let rest = (self.last + 1).checked_sub(self.next).filter(|rest| *rest > 0)?;
        let chosen = self.next + self.dice.below(rest);
        let first = self.moved.remove(&self.next).unwrap_or(self.next);
        self.next += 1;
        if chosen + 1 == self.next {
            return Some(first);
        }
        Some(self.moved.insert(chosen, first).unwrap_or(chosen))
    }
}
