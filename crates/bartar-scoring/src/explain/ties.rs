//! How one entry was separated from those with the same score.

use crate::ranking::{PoolRanking, break_tie, tie_value};
use crate::score::Scored;
use crate::trace::datum;
use crate::words;
use bartar_criteria::Text;
use bartar_criteria::exact::Decimal;
use bartar_criteria::rulebook::TieKey;
use std::cmp::Ordering;

/// One decision between entries with the same score.
#[derive(Clone, Debug)]
pub struct TieTrace {
    /// The other entry.
    pub other: String,
    /// The rule that decided, as written; none when nothing did and the rank is shared.
    pub rule: Option<String>,
    /// The rule in words.
    pub rule_text: Option<Text>,
    /// What the rule saw for this entry and the other one.
    pub values: Option<(Option<Decimal>, Option<Decimal>)>,
    /// The same, as people read it.
    pub shown: Option<(Text, Text)>,
    /// Whether this entry came out before the other one; none when the rank is shared.
    pub before: Option<bool>,
}

/// What a tie rule sees for an entry, as people read it.
fn shown(scored: &Scored<'_>, key: &TieKey, row: u32) -> Text {
    match key {
        TieKey::Column(column) => datum(scored, row as usize, *column).shown,
        _ => tie_value(scored, key, row).map_or_else(|| Text::same("—"), |value| words::number(&value)),
    }
}

/// How the entry was separated from those with the same score in a ranking.
pub(super) fn ties(scored: &Scored<'_>, ranking: &PoolRanking, position: usize) -> Vec<TieTrace> {
    let own = &ranking.places[position];
    // Equal scores stand together.
    let before = ranking.places[..position].iter().rev().take_while(|place| place.score == own.score).count();
    let after = ranking.places[position + 1..].iter().take_while(|place| place.score == own.score).count();
    let group = &ranking.places[position - before..=position + after];
    let others = group.iter().filter(|place| place.row != own.row);
    others
        .map(|place| {
            let decided = break_tie(scored, own.row, place.row);
            let rule = decided.map(|(number, _)| &scored.rulebook.ranking.ties[number]);
            TieTrace {
                other: scored.entries.ids.get(place.row as usize).to_owned(),
                rule: rule.map(|rule| rule.text.value.clone()),
                rule_text: rule.map(|rule| words::tie(scored.rulebook, rule)),
                shown: rule
                    .map(|rule| (shown(scored, &rule.key, own.row), shown(scored, &rule.key, place.row))),
                values: rule.map(|rule| {
                    (tie_value(scored, &rule.key, own.row), tie_value(scored, &rule.key, place.row))
                }),
                before: decided.map(|(_, ordering)| ordering == Ordering::Less),
            }
        })
        .collect()
}
