//! Two records beside each other: what changed between them, and which change moved which rank.
//!
//! [`compare()`] tells rules, data, eligibility and engine apart, and gives every entry that stands elsewhere its causes. How
//! causes are found is told in [`square`].

mod carry;
mod causes;
mod data;
mod endings;
mod facts;
mod moves;
mod pairs;
mod passed;
mod rules;
mod scores;
pub mod square;
#[cfg(test)]
mod tests;

pub use causes::{Cause, Move, Part, Passer, Passing, PassingSide, Presence, ScoreCause, Stand, Why};
pub use data::{DataDifference, DatumDifference, EntryName, Line, What};
pub use endings::{Ending, EndingDifference, EndingReason};
pub use facts::{Kind, fact_title};
pub use moves::MOST_NAMED;
pub use rules::{FactDifference, FileDifference, ItemDifference, RulesDifference};
pub use square::{By, Whose};

use crate::digest::Hash;
use crate::files::Files;
use crate::open::{Damage, open};
use crate::replay::{Answer, Check, Checked, Known, replay};
use crate::seal::ENGINE;
use bartar_criteria::Text;
use bartar_scoring::{Competition, Scored};
use carry::carry;
use moves::{find, rankings};
use pairs::{Pairs, add_own};
use serde::Serialize;
use square::Stage;
use std::collections::BTreeMap;

/// What differs between two records.
#[derive(Clone, Debug)]
pub struct RecordDifference {
    /// The roots that they state.
    pub roots: [Option<Hash>; 2],
    /// Digits of scores in A and in B.
    pub digits: [u8; 2],
    /// Titles of honours, by id.
    pub honours: BTreeMap<String, Text>,
    /// Rules.
    pub rules: RulesDifference,
    /// Data.
    pub data: DataDifference,
    /// Entries of both that end elsewhere.
    pub endings: Vec<EndingDifference>,
    /// What this engine makes of A and of B.
    pub engines: [Recomputed; 2],
    /// Stages and rankings that only one of them has.
    pub alone: Vec<Alone>,
    /// Everybody who stands elsewhere in rankings that both have, with the causes.
    pub moves: Vec<Move>,
}

impl RecordDifference {
    /// Whether nothing differs, and this engine finds in both what they say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let [a, b] = &self.engines;
        self.rules.is_empty()
            && self.data.is_empty()
            && self.endings.is_empty()
            && self.alone.is_empty()
            && self.moves.is_empty()
            && a.engine == b.engine
            && [a, b].iter().all(|of| of.verdict == Verdict::AsStored)
    }
}

/// A stage, or a ranking of a stage, that only one record has.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Alone {
    /// Whether B has it, rather than A.
    pub added: bool,
    /// The stage.
    pub stage: Option<String>,
    /// The ranking; none where it is the stage itself.
    pub ranking: Option<String>,
    /// Title.
    pub title: Text,
    /// How many entries are ranked in it.
    pub entries: usize,
}

/// What this engine makes of a record.
#[derive(Clone, Debug)]
pub struct Recomputed {
    /// The engine that the record names.
    pub engine: String,
    /// Whether that is this one.
    pub same: bool,
    /// What follows.
    pub verdict: Verdict,
    /// The checks that failed.
    pub failed: Vec<Checked>,
}

/// Whether this engine finds what a record says.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It does.
    AsStored,
    /// It does not; the record is unchanged and another engine made it, which is why.
    OtherEngine,
    /// It does not, and no other engine explains it: replay fails.
    #[serde(rename = "replay-fails")]
    Fails,
}

/// Compares two records, which hold what is confidential.
///
/// # Errors
/// The first part that cannot be read, and whether it is of B.
pub fn compare(a: &Files, b: &Files) -> Result<RecordDifference, (bool, Damage)> {
    let sealed_a = open(a).map_err(|damage| (false, damage))?;
    let sealed_b = open(b).map_err(|damage| (true, damage))?;
    let engines = [recomputed(a, &sealed_a.about.engine), recomputed(b, &sealed_b.about.engine)];
    let (of_a, of_b) = (&sealed_a.competition, &sealed_b.competition);
    let rules = rules::compare((&of_a.rulebook, &sealed_a.rulebooks), (&of_b.rulebook, &sealed_b.rulebooks));
    let pairs = Pairs::new(&of_a.entries, &of_b.entries);
    let data = data::compare(of_a, of_b, &pairs);
    let (endings, alone, moves) = results(of_a, of_b, &pairs, &rules, &data);
    let digits = [of_a, of_b].map(|of| of.rulebook.ranking.precision.digits);
    let roots = [a.root(), b.root()];
    let honours = [of_a, of_b].into_iter().flat_map(|of| &of.rulebook.honours);
    let honours = honours.map(|honour| (honour.id.clone(), honour.title.clone())).collect();
    Ok(RecordDifference { roots, digits, honours, rules, data, endings, engines, alone, moves })
}

type Results = (Vec<EndingDifference>, Vec<Alone>, Vec<Move>);

/// Scores at the four corners, and compares.
fn results(
    a: &Competition,
    b: &Competition,
    pairs: &Pairs,
    rules: &RulesDifference,
    data: &DataDifference,
) -> Results {
    let progress = |_, _| {};
    let last = |of: &Competition| of.rules().len().saturating_sub(1);
    // Where rulebooks are the same, a step to the right changes nothing.
    let carried =
        (!rules.is_empty()).then(|| [carry(a, &b.rulebook, last(b)), carry(b, &a.rulebook, last(a))]);
    let [x, y] = carried.as_ref().map_or([a, b], |[x, y]| [x, y]);
    let (scored_a, scored_b) = (a.score(&progress), b.score(&progress));
    let scored = carried.as_ref().map(|[x, y]| [x.score(&progress), y.score(&progress)]);
    let [scored_x, scored_y] = scored.as_ref().map_or([&scored_a, &scored_b], |[x, y]| [x, y]);
    let mut own = vec![pairs::Own::new(); pairs.0.len()];
    add_own(pairs, &b.rulebook, x.now(), b.now(), &mut own);
    if carried.is_some() {
        add_own(pairs, &a.rulebook, a.now(), y.now(), &mut own);
    }
    let is_frozen = |of: &Competition| of.amended.as_ref().is_some_and(|amended| amended.frozen);
    let held = (is_frozen(a) || is_frozen(b)) && !data.is_filed() && data.marks.is_empty();
    let mut results = Results::default();
    let id = |scored: &Scored<'_>| scored.rulebook.stage().map(|stage| stage.id.clone());
    for corner_b in &scored_b {
        let same = |other: &&Scored<'_>| id(other) == id(corner_b);
        let corners = [&scored_a, scored_x, scored_y].map(|stages| stages.iter().find(same));
        let [Some(corner_a), Some(corner_x), Some(corner_y)] = corners else {
            results.1.push(alone_stage(corner_b, true));
            continue;
        };
        let stage = Stage { corners: [corner_a, corner_x, corner_y, corner_b], pairs, own: &own, held };
        results.0.extend(endings::compare(&stage));
        results.1.extend(alone(corner_a, corner_b));
        results.2.extend(moves::compare(&stage, &rules.items));
    }
    let gone = scored_a.iter().filter(|of_a| scored_b.iter().all(|of_b| id(of_b) != id(of_a)));
    results.1.extend(gone.map(|of_a| alone_stage(of_a, false)));
    results
}

fn alone_stage(scored: &Scored<'_>, added: bool) -> Alone {
    let stage = scored.rulebook.stage();
    Alone {
        added,
        stage: stage.map(|stage| stage.id.clone()),
        ranking: None,
        title: stage.map(|stage| stage.title.clone()).unwrap_or_default(),
        entries: scored.counts().ranked,
    }
}

/// Rankings of a stage that only one of two scorings has.
fn alone(a: &Scored<'_>, b: &Scored<'_>) -> Vec<Alone> {
    let mut all = Vec::new();
    for (own, other, added) in [(a, b, false), (b, a, true)] {
        for ranking in rankings(own).filter(|ranking| find(other, &ranking.id).is_none()) {
            all.push(Alone {
                added,
                ranking: Some(ranking.id.clone()),
                title: ranking.title.clone(),
                entries: ranking.places.len(),
                ..alone_stage(own, added)
            });
        }
    }
    all
}

/// Recomputes a record with this engine.
fn recomputed(files: &Files, engine: &str) -> Recomputed {
    let replay = replay(files, &Known::default());
    let failed: Vec<Checked> =
        replay.checks.into_iter().filter(|checked| checked.answer == Answer::Fail).collect();
    let same = engine == ENGINE;
    let changed = failed.iter().any(|checked| matches!(checked.check, Check::Files | Check::Signature));
    let verdict = match () {
        () if failed.is_empty() => Verdict::AsStored,
        () if same || changed => Verdict::Fails,
        () => Verdict::OtherEngine,
    };
    Recomputed { engine: engine.to_owned(), same, verdict, failed }
}
