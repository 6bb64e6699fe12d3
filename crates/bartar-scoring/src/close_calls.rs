//! Close calls: where little more or less would change an honour or who goes on, so that the jury knows where an
//! objection would matter.

use crate::ranking::{Place, PoolRanking};
use crate::score::Scored;
use crate::stages::{Passage, passages};
use bartar_criteria::exact::Decimal;

/// What is at stake between two neighbours.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Stake {
    /// An honour, by index in the rulebook: the better one.
    Honour(usize),
    /// The way to the next stage.
    Promotion,
}

/// A line that little would cross.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CloseCall {
    /// Id of the ranking.
    pub ranking: String,
    /// What is at stake.
    pub stake: Stake,
    /// The entry that has it; none where the threshold itself is what nobody reaches.
    pub above: Option<u32>,
    /// The entry that just misses it; none where the one above would lose it to the threshold.
    pub below: Option<u32>,
    /// How far they are apart: their scores, or the score from the threshold. Zero where only the tie chain separates
    /// them, or where the score is the threshold itself.
    pub margin: Decimal,
}

/// All lines that a change of at most `margin` points would cross, by ranking, then from the closest on.
#[must_use]
pub fn close_calls(scored: &Scored<'_>, margin: Decimal) -> Vec<CloseCall> {
    let mut calls = Vec::new();
    let stage = passages(scored);
    for ranking in scored.rankings.iter().chain(&scored.orientations) {
        let mut own = honours(scored, ranking);
        if let Some(stage) = &stage
            && scored.rankings.iter().any(|main| main.id == ranking.id)
        {
            let goes = |place: &Place| matches!(stage.passages[place.row as usize], Passage::Promoted(_));
            let thresholds = stage.stage.promote.iter().filter_map(|way| way.from);
            own.extend(line(ranking, Stake::Promotion, goes, thresholds.min()));
            let ways = &stage.stage.promote;
            own.extend(ranking.places.iter().filter(|place| goes(place)).filter_map(|place| {
                let led = ways.iter().filter(|way| place.rank <= way.rank);
                // The lowest threshold of the ways that are open; a way without one is lost by rank alone.
                let from = led.map(|way| way.from).min()??;
                barely(ranking, Stake::Promotion, place, from)
            }));
        }
        own.retain(|call| call.margin <= margin);
        own.sort_by(|a, b| {
            let id = |call: &CloseCall| {
                let row = call.below.or(call.above).unwrap_or_default();
                scored.entries.ids.get(row as usize).to_owned()
            };
            a.margin.cmp(&b.margin).then_with(|| id(a).cmp(&id(b)))
        });
        calls.extend(own);
    }
    calls
}

/// The lines between those who have an honour, or a better one, and those who do not.
fn honours(scored: &Scored<'_>, ranking: &PoolRanking) -> Vec<CloseCall> {
    let given = |place: &Place| place.honour.is_some();
    // A ranking that gives no honours has no lines either; a small pool gives none by rule.
    if !ranking.places.iter().any(given)
        && ranking.no_winner.as_ref().is_none_or(|none| none.code != "below-threshold")
    {
        return Vec::new();
    }
    let lines = scored.rulebook.honours.iter().enumerate().filter_map(|(number, honour)| {
        let has = |place: &Place| place.honour.is_some_and(|own| own <= number);
        line(ranking, Stake::Honour(number), has, Some(honour.from))
    });
    let held = ranking.places.iter().filter_map(|place| {
        let number = place.honour?;
        barely(ranking, Stake::Honour(number), place, scored.rulebook.honours[number].from)
    });
    lines.chain(held).collect()
}

/// The entry that has something and would lose it to the threshold.
fn barely(ranking: &PoolRanking, stake: Stake, place: &Place, from: Decimal) -> Option<CloseCall> {
    let margin = place.score.checked_sub(from).ok()?;
    Some(CloseCall { ranking: ranking.id.clone(), stake, above: Some(place.row), below: None, margin })
}

/// The line between the last who has something and the first who has not: either the neighbour's score or the threshold
/// is what the first one misses, whichever is closer.
fn line(
    ranking: &PoolRanking,
    stake: Stake,
    has: impl Fn(&Place) -> bool,
    threshold: Option<Decimal>,
) -> Option<CloseCall> {
    let below = ranking.places.iter().find(|place| !has(place))?;
    let above = ranking.places.iter().take_while(|place| place.row != below.row).last();
    let short =
        threshold.filter(|from| *from > below.score).and_then(|from| from.checked_sub(below.score).ok());
    let behind = above.and_then(|above| above.score.checked_sub(below.score).ok());
    // Whoever is below the threshold must reach it, whatever the neighbour has.
    let (above, margin) = match (short, behind) {
        (Some(short), _) => (None, short),
        (None, Some(behind)) => (above.map(|above| above.row), behind),
        (None, None) => return None,
    };
    Some(CloseCall { ranking: ranking.id.clone(), stake, above, below: Some(below.row), margin })
}
