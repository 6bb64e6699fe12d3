//! Check V11: honours, from published ranks and scores.

use super::stage::Stage;
use crate::replay::Difference;
use bartar_scoring::Scored;
use std::collections::BTreeMap;

/// The honours of a stage that are not those which the rulebook gives for the published ranks; how many it gives.
pub fn check(stage: &Stage<'_>, scored: &Scored<'_>) -> (Vec<Difference>, usize) {
    let rankings = scored.rankings.iter().chain(&scored.orientations);
    let given: BTreeMap<(&str, u32), &str> = rankings
        .flat_map(|ranking| ranking.places.iter().map(move |place| (ranking, place)))
        .filter_map(|(ranking, place)| {
            let honour = &scored.rulebook.honours[place.honour?];
            Some(((ranking.id.as_str(), place.row), honour.id.as_str()))
        })
        .collect();
    let cell = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let wrong = stage.standings.iter().filter_map(|row| {
        let expected = given.get(&(row.ranking.as_str(), row.row)).copied().unwrap_or_default();
        (expected != row.honour).then(|| Difference {
            part: stage.path("standings.csv.gz"),
            entry: Some(row.id.clone()),
            of: Some(format!("{} honour", row.ranking)),
            expected: cell(expected),
            found: cell(&row.honour),
        })
    });
    (wrong.collect(), given.len())
}
