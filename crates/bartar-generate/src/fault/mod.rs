//! Faults to plant, each exactly one, and what must be found of it.

mod cells;
mod rules;

use crate::batch::{Admitted, admitted};
use crate::dice::{Dice, Use};
use crate::kind::persian_digits;
use crate::maker::{Maker, Value};
use bartar_criteria::codes;
use bartar_scoring::Outcome;
use std::collections::BTreeMap;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A kind of fault that can be planted.
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum FaultKind { $($(#[doc = $doc])* $variant,)* }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name on the command line and in the answer key.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// A number with a mark that no number has.
    UnreadableNumber = "unreadable-number",
    /// A slash for the decimal sign.
    SlashNumber = "slash-number",
    /// Forty digits.
    LongNumber = "long-number",
    /// A count with a fraction.
    FractionOfCount = "fraction-of-count",
    /// One decimal more than the field allows.
    ManyDecimals = "many-decimals",
    /// A number outside the allowed range.
    OutOfRange = "out-of-range",
    /// A number outside the plausible limits.
    Implausible = "implausible",
    /// A word for a date.
    UnreadableDate = "unreadable-date",
    /// A day that there is not.
    ImpossibleDate = "impossible-date",
    /// A year of two digits.
    ShortYear = "short-year",
    /// A choice that there is not.
    UnknownChoice = "unknown-choice",
    /// Neither yes nor no.
    UnclearAnswer = "unclear-answer",
    /// No id.
    NoId = "no-id",
    /// The id of another entry.
    RepeatedId = "repeated-id",
    /// The id of another entry in Persian digits.
    SimilarId = "similar-id",
    /// A stated value that its parts contradict.
    Contradiction = "contradiction",
    /// A gate that is not passed.
    FailedGate = "failed-gate",
    /// A datum without which the entry goes to review.
    MissingDatum = "missing-datum",
    /// An entry that is taken back.
    Withdrawn = "withdrawn",
}

/// What must be found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Expected {
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
    pub(crate) cell: Option<(usize, String)>,
    /// Its id as it is written.
    pub(crate) id: Option<String>,
    pub(crate) expected: Vec<Expected>,
    pub(crate) outcome: Outcome,
}

impl Faulty {
    fn of_id(kind: FaultKind, id: Option<String>, code: bartar_criteria::Code, outcome: Outcome) -> Self {
        let expected = vec![Expected { column: None, code: code.name().to_owned() }];
        Self { kind, values: None, cell: None, id, expected, outcome }
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

/// Faulty entries by their number: exactly `count` faults among `entries`, of every kind asked for in turn.
pub(crate) fn plan(
    maker: &Maker<'_>,
    entries: u64,
    count: u64,
    kinds: &[FaultKind],
) -> Result<BTreeMap<u64, Faulty>, Unplantable> {
    let mut faulty = BTreeMap::new();
    let mut plants = plants(maker, kinds);
    let mut pick = Shuffle::new(maker.seed(), entries);
    let (mut planted, mut turn) = (0, 0_usize);
    // A kind that many entries in a row do not take is one that no entry takes.
    let mut refused = vec![0_u32; plants.len()];
    while planted < count {
        if plants.is_empty() {
            return Err(Unplantable::NoPlace);
        }
        let Some(number) = pick.next() else { return Err(Unplantable::NoPlace) };
        let entry = admitted(maker, &[number]).map_err(Unplantable::NotAdmitted)?.pop();
        let Some(entry) = entry else { return Err(Unplantable::NoPlace) };
        let mut dice = Dice::new(maker.seed(), Use::Fault { entry: number });
        let mut at = turn % plants.len();
        for _ in 0..plants.len() {
            if let Some(fault) = plant(maker, plants[at], &entry, &mut pick, &mut dice, &mut faulty) {
                faulty.insert(number, fault);
                planted += 1;
                refused[at] = 0;
                turn = at + 1;
                break;
            }
            refused[at] += 1;
            at = (at + 1) % plants.len();
        }
        let hopeless: Vec<bool> = refused.iter().map(|times| *times >= 40).collect();
        let mut keep = hopeless.iter().map(|hopeless| !hopeless);
        plants.retain(|_| keep.next().unwrap_or(true));
        refused.retain(|times| *times < 40);
    }
    Ok(faulty)
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

fn plant(
    maker: &Maker<'_>,
    plant: Plant,
    entry: &Admitted,
    pick: &mut Shuffle,
    dice: &mut Dice,
    faulty: &mut BTreeMap<u64, Faulty>,
) -> Option<Faulty> {
    let kind = match plant {
        Plant::Gate(gate) => return rules::failed_gate(maker, gate, entry, dice),
        Plant::Check(check) => return rules::contradiction(maker, check, entry, dice),
        Plant::Plain(kind) => kind,
    };
    match kind {
        FaultKind::Implausible => rules::implausible(maker, entry, dice),
        FaultKind::MissingDatum => rules::missing_datum(maker, entry, dice),
        FaultKind::Withdrawn => rules::withdrawn(maker, entry, dice),
        FaultKind::NoId => {
            Some(Faulty::of_id(kind, Some(String::new()), codes::MISSING_ID, Outcome::Quarantined))
        }
        FaultKind::RepeatedId | FaultKind::SimilarId => {
            let other = pick.next()?;
            let (code, outcome) = match kind {
                FaultKind::RepeatedId => (codes::DUPLICATE_ID, Outcome::Quarantined),
                _ => (codes::SIMILAR_IDS, Outcome::Ranked),
            };
            let own = if kind == FaultKind::RepeatedId { id(other) } else { persian_digits(&id(other)) };
            faulty.insert(other, Faulty::of_id(kind, Some(id(other)), code, outcome));
            Some(Faulty::of_id(kind, Some(own), code, outcome))
        }
        _ => cells::plant(maker, kind, entry, dice),
    }
}

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
