//! Who stands elsewhere in the rankings that both records have, and why.

use super::causes::{Cause, Move, Passer, Passing, PassingSide, Presence, Stand, Why};
use super::endings::{Ending, whose};
use super::passed::{NOWHERE, Passed};
use super::rules::ItemDifference;
use super::scores::{Scores, pool};
use super::square::{By, Stage, Whose};
use bartar_criteria::exact::Decimal;
use bartar_scoring::Scored;
use bartar_scoring::ranking::PoolRanking;
use std::collections::BTreeMap;

/// How many of those who passed an entry are named.
pub const MOST_NAMED: usize = 5;

/// Everybody who stands elsewhere in a stage.
#[must_use]
pub fn compare(stage: &Stage<'_>, rules: &[ItemDifference]) -> Vec<Move> {
    let mut scores = Scores::new(stage, rules);
    let mut moves = Vec::new();
    for ranking in rankings(stage.corners[3]) {
        if find(stage.corners[0], &ranking.id).is_some() {
            moves.extend(Board::new(stage, ranking, &mut scores).moves());
        }
    }
    moves
}

/// All rankings of a stage.
pub fn rankings<'s>(scored: &'s Scored<'_>) -> impl Iterator<Item = &'s PoolRanking> {
    scored.rankings.iter().chain(&scored.orientations)
}

/// The ranking with this id.
#[must_use]
pub fn find<'s>(scored: &'s Scored<'_>, id: &str) -> Option<&'s PoolRanking> {
    rankings(scored).find(|ranking| ranking.id == id)
}

/// Why an entry stands on another side of others, in short.
#[derive(Copy, Clone)]
enum Brief {
    Presence(Why, By, Whose),
    Score(By, Whose),
    Same,
}

/// One ranking at the four corners.
struct Board<'r, 's> {
    stage: &'r Stage<'s>,
    ranking: &'r PoolRanking,
    /// Whoever stands in it at some corner, by number of pair.
    entries: Vec<(usize, [Option<Stand>; 4])>,
    passed: Passed,
    own: Vec<(Brief, Vec<Cause>)>,
}

impl<'r, 's> Board<'r, 's> {
    fn new(stage: &'r Stage<'s>, ranking: &'r PoolRanking, scores: &mut Scores<'_>) -> Self {
        let mut standing: BTreeMap<usize, [Option<Stand>; 4]> = BTreeMap::new();
        for (corner, scored) in stage.corners.iter().enumerate() {
            for place in find(scored, &ranking.id).into_iter().flat_map(|ranking| &ranking.places) {
                let pair = if corner < 2 { stage.pairs.of_a(place.row) } else { stage.pairs.of_b(place.row) };
                let Some(pair) = pair else { continue };
                let honour = place.honour.and_then(|honour| scored.rulebook.honours.get(honour));
                standing.entry(pair).or_default()[corner] = Some(Stand {
                    rank: place.rank,
                    score: place.score,
                    tied: place.tied,
                    honour: honour.map(|honour| honour.id.clone()),
                });
            }
        }
        let entries: Vec<_> = standing.into_iter().collect();
        let rank = |stand: &Option<Stand>| stand.as_ref().map_or(NOWHERE, |stand| stand.rank);
        let ranks = entries.iter().map(|(_, corners)| [rank(&corners[0]), rank(&corners[3])]).collect();
        let own = entries.iter().map(|(pair, corners)| own(stage, scores, *pair, corners)).collect();
        Self { stage, ranking, entries, passed: Passed::new(ranks), own }
    }

    /// Everybody who stands elsewhere, by id.
    fn moves(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        for (place, (number, corners)) in self.entries.iter().enumerate() {
            let Some(pair) = self.stage.pairs.0.get(*number).filter(|_| corners[0] != corners[3]) else {
                continue;
            };
            let mut causes = self.own[place].1.clone();
            let passings = self.passings(place);
            if !passings.is_empty() {
                causes.push(Cause::Others { passings });
            }
            causes.extend(honour(corners));
            let entries = [self.stage.corners[0], self.stage.corners[3]].map(|scored| scored.entries);
            let name = match (pair.a, pair.b) {
                (_, Some(row)) => entries[1].names.get(row as usize),
                (Some(row), None) => entries[0].names.get(row as usize),
                (None, None) => "",
            };
            moves.push(Move {
                stage: self.stage.id().map(str::to_owned),
                ranking: self.ranking.id.clone(),
                title: self.ranking.title.clone(),
                id: pair.id.clone(),
                name: name.to_owned(),
                a: corners[0].clone(),
                b: corners[3].clone(),
                causes,
            });
        }
        moves
    }

    /// Who stands on another side of an entry that stands in both.
    fn passings(&self, place: usize) -> Vec<Passing> {
        let [Some(a), _, _, Some(b)] = &self.entries[place].1 else { return Vec::new() };
        let [ahead, behind] = self.passed.counts(place);
        let mut passings = Vec::new();
        let mut add = |side, count: u32, named: Vec<usize>| {
            if count > 0 {
                let named = named.into_iter().map(|other| self.passer(place, other)).collect();
                passings.push(Passing { side, count, named });
            }
        };
        add(PassingSide::NewlyAhead, ahead, self.passed.ahead_only(place, 1, MOST_NAMED));
        add(PassingSide::AheadNoMore, behind, self.passed.ahead_only(place, 0, MOST_NAMED));
        // Who shares a rank was alone, or is: all others of the rank are new, or gone.
        for (side, is, was) in [(1, b.tied, a.tied), (0, a.tied, b.tied)] {
            if is && !was {
                let (count, named) = self.passed.equal(place, side, MOST_NAMED);
                let way = if side == 1 { PassingSide::NewlyEqual } else { PassingSide::EqualNoMore };
                add(way, u32::try_from(count).unwrap_or(u32::MAX), named);
            }
        }
        passings
    }

    fn passer(&self, place: usize, other: usize) -> Passer {
        let id = self.stage.pairs.0.get(self.entries[other].0).map_or("", |pair| &pair.id).to_owned();
        let (why, by, whose) = match (self.own[other].0, self.own[place].0) {
            (Brief::Presence(why, by, whose), _) => (why, by, whose),
            (Brief::Score(by, whose), _) => (Why::Score, by, whose),
            (Brief::Same, Brief::Score(by, whose)) => (Why::OwnScore, by, whose),
            _ => {
                let by = By::of(&self.sides(place, other)).unwrap_or(By::Together);
                // What ties are decided by is of either of the two.
                let number = |place: usize| self.entries[place].0;
                let own = self.stage.has_own(number(place));
                let others = self.stage.has_own(number(other)) || !own;
                let whose = if by == By::Rules { Whose::default() } else { Whose { own, others } };
                (Why::Ties, by, whose)
            }
        };
        Passer { id, why, by, whose }
    }

    /// On which side of an entry another one stands, at each corner; none where either does not stand.
    fn sides(&self, place: usize, other: usize) -> [Option<std::cmp::Ordering>; 4] {
        std::array::from_fn(|corner| {
            let rank = |place: usize| self.entries[place].1[corner].as_ref().map(|stand| stand.rank);
            Some(rank(other)?.cmp(&rank(place)?))
        })
    }
}

/// What of an entry itself is another: whether it stands there, and its score.
fn own(
    stage: &Stage<'_>,
    scores: &mut Scores<'_>,
    number: usize,
    corners: &[Option<Stand>; 4],
) -> (Brief, Vec<Cause>) {
    let stands = corners.each_ref().map(Option::is_some);
    if let Some(by) = By::of(&stands) {
        let presence = presence(stage, number, stands[3], by);
        let why = if stands[3] { Why::Entered } else { Why::Left };
        return (Brief::Presence(why, by, presence.whose), vec![Cause::Presence(presence)]);
    }
    let of = corners.each_ref().map(|stand| stand.as_ref().map(|stand| stand.score));
    match scores.cause(number, &of) {
        Some(cause) => (Brief::Score(cause.by, cause.whose), vec![Cause::Score(cause)]),
        None => (Brief::Same, Vec::new()),
    }
}

fn presence(stage: &Stage<'_>, number: usize, entered: bool, by: By) -> Presence {
    let pair = stage.pairs.0.get(number);
    let endings = pair.map(|pair| stage.at(pair, |scored, row| Some(Ending::of(scored, row))));
    let pools = pair.map(|pair| {
        let ranked = |scored: &Scored<'_>, row: u32| {
            pool(scored, row).filter(|_| scored.outcome(row as usize) == bartar_scoring::Outcome::Ranked)
        };
        stage.at(pair, ranked)
    });
    let [a, _, _, b] = endings.unwrap_or_default();
    let [pool_a, _, _, pool_b] = pools.unwrap_or_default();
    let pools = pool_a.zip(pool_b).map(|(a, b)| [a, b]);
    Presence { entered, by, whose: whose(stage, number, by), a, b, pools }
}

/// Why an entry that stands in both has another honour.
fn honour(corners: &[Option<Stand>; 4]) -> Option<Cause> {
    let [Some(a), _, _, Some(b)] = corners else { return None };
    let by = By::of(&corners.each_ref().map(|stand| stand.as_ref().map(|stand| &stand.honour)))?;
    let key = |stand: &Stand| -> (u32, Decimal) { (stand.rank, stand.score) };
    Some(Cause::Honour { by, moved: key(a) != key(b) })
}
