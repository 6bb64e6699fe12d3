//! The facts of pools, orientations, ties, honours and stages.

use super::{Item, Kind, formula, joined, rounded};
use bartar_criteria::rulebook::{AtStages, Dimension, Promotion};
use bartar_criteria::syntax::{PoolFallback, Population};
use bartar_criteria::{Rulebook, Text};

/// The facts of how entries are ranked.
pub fn facts(rulebook: &Rulebook) -> Vec<Item> {
    let place = |at| rulebook.sources.place(at);
    let at_stages = |stages: &AtStages| match stages {
        AtStages::All => None,
        AtStages::Only(only) => {
            let ids = only.iter().filter_map(|stage| rulebook.stages.get(*stage));
            Some(joined(ids.map(|stage| stage.id.clone())))
        }
    };
    let mut items = Vec::new();
    for family in &rulebook.pools {
        let mut item = Item::new(Kind::Pool, &family.id, &Text::default(), place(family.at));
        item.facts.clear();
        let dimension = |dimension: &Dimension| match dimension {
            Dimension::Column(column) => rulebook.column_name(*column),
            Dimension::Class(class) => {
                rulebook.classes.get(*class).map_or_else(String::new, |class| class.id.clone())
            }
        };
        item.fact("by", joined(family.by.iter().map(dimension)));
        item.some("when", family.when.as_ref().map(formula));
        item.fact("minimum", family.minimum);
        item.some("fallback", family.fallback.map(PoolFallback::word));
        item.some("stages", at_stages(&family.stages));
        items.push(item);
    }
    for orientation in &rulebook.orientations {
        let mut item =
            Item::new(Kind::Orientation, &orientation.id, &orientation.title, place(orientation.at));
        item.fact("when", formula(&orientation.when));
        item.fact("honours", orientation.honours);
        item.some("stages", at_stages(&orientation.stages));
        items.push(item);
    }
    let ranking = &rulebook.ranking;
    let mut item = Item::new(Kind::Ranking, "", &Text::default(), place(ranking.at));
    item.facts.clear();
    item.fact("precision", rounded(ranking.precision));
    item.fact("ties", joined(ranking.ties.iter().map(|tie| tie.text.value.clone())));
    item.fact("several-honours", ranking.several_honours.word());
    item.some("population", ranking.population.map(Population::word));
    items.push(item);
    for (number, honour) in rulebook.honours.iter().enumerate() {
        let mut item = Item::new(Kind::Honour, &honour.id, &honour.title, place(honour.at));
        item.fact("order", number + 1);
        item.some("rank", at_most(honour.rank));
        item.fact("from", honour.from);
        item.some("stages", at_stages(&honour.stages));
        items.push(item);
    }
    for (number, stage) in rulebook.stages.iter().enumerate() {
        let mut item = Item::new(Kind::Stage, &stage.id, &stage.title, place(stage.at));
        item.fact("order", number + 1);
        item.some("score", stage.score.as_ref());
        let way = |way: &Promotion| match (at_most(way.rank), way.from) {
            (Some(rank), Some(from)) => format!("rank {rank}, from {from}"),
            (Some(rank), None) => format!("rank {rank}"),
            (None, Some(from)) => format!("from {from}"),
            (None, None) => "all".to_owned(),
        };
        item.fact("promote", joined(stage.promote.iter().map(way)));
        let quota =
            stage.quota.map(|quota| format!("{} of {}", quota.most, rulebook.column_name(quota.column)));
        item.some("quota", quota);
        items.push(item);
    }
    items
}

/// A lowest rank; none where any rank will do.
fn at_most(rank: u32) -> Option<u32> {
    Some(rank).filter(|rank| *rank != u32::MAX)
}
