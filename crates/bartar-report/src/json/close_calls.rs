//! Close calls, as a member of the ranking.

use bartar_criteria::exact::Decimal;
use bartar_scoring::Scored;
use bartar_scoring::close_calls::{Stake, close_calls};
use serde::Serialize;

/// A line that little would cross.
#[derive(Serialize)]
pub(super) struct CloseCall<'a> {
    pool: String,
    /// Id of the honour; null where it is about going on to the next stage.
    honour: Option<&'a str>,
    /// Id of the entry that has it; null where the threshold is what is missed.
    above: Option<&'a str>,
    /// Id of the entry that misses it; null where the one above would lose it to the threshold.
    below: Option<&'a str>,
    margin: String,
}

/// The lines that a change of at most `margin` points would cross.
pub(super) fn listed<'a>(scored: &'a Scored<'_>, margin: Decimal) -> Vec<CloseCall<'a>> {
    let digits = scored.rulebook.ranking.precision.digits;
    let id = |row: u32| scored.entries.ids.get(row as usize);
    let calls = close_calls(scored, margin).into_iter().map(|call| CloseCall {
        pool: call.ranking,
        honour: match call.stake {
            Stake::Honour(number) => Some(scored.rulebook.honours[number].id.as_str()),
            Stake::Promotion => None,
        },
        above: call.above.map(id),
        below: call.below.map(id),
        margin: call.margin.to_fixed(digits),
    });
    calls.collect()
}
