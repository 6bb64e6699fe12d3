//! Why the score of an entry is another: which indicators, and by the rules, its own data or those of others.

use super::causes::{Part, ScoreCause};
use super::facts::{Kind, sector};
use super::rules::ItemDifference;
use super::square::{By, Stage, Whose};
use bartar_criteria::exact::Decimal;
use bartar_criteria::rulebook::{Indicator, Plan};
use bartar_scoring::Scored;
use bartar_scoring::trace::columns_of;
use std::collections::BTreeMap;

/// What tells why scores of one stage differ.
pub struct Scores<'s> {
    stage: &'s Stage<'s>,
    rules: &'s [ItemDifference],
    /// By pool and indicator: entries whose data of it, or whose place in the pool, differ; two of them at most.
    moved: BTreeMap<(String, String), Vec<usize>>,
}

impl<'s> Scores<'s> {
    /// Prepares a stage.
    #[must_use]
    pub fn new(stage: &'s Stage<'s>, rules: &'s [ItemDifference]) -> Self {
        Self { stage, rules, moved: BTreeMap::new() }
    }

    /// Why the score of an entry is another; none where it is not.
    pub fn cause(&mut self, number: usize, scores: &[Option<Decimal>; 4]) -> Option<ScoreCause> {
        let by = By::of_numbers(scores)?;
        let parts = self.parts(number);
        let mut whose = Whose::default();
        if by != By::Rules {
            let of_data: Vec<&Part> = parts.iter().filter(|part| part.by != By::Rules).collect();
            whose.own = of_data.iter().any(|part| part.whose.own);
            whose.others = of_data.iter().any(|part| part.whose.others);
            if of_data.is_empty() {
                // What is no indicator's: the plan, as its own sector tells, or nothing of its own.
                whose.own = self.stage.has_own(number);
                whose.others = !whose.own;
            }
        }
        let rules = if by == By::Data { Vec::new() } else { self.rules_of(number, &parts) };
        Some(ScoreCause { by, whose, parts, rules })
    }

    /// The indicators whose points differ.
    fn parts(&mut self, number: usize) -> Vec<Part> {
        let stage = self.stage;
        let Some(pair) = stage.pairs.0.get(number) else { return Vec::new() };
        let mut ids: Vec<&String> = stage.corners[0].layout.indicators.iter().collect();
        for id in &stage.corners[3].layout.indicators {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let mut parts = Vec::new();
        for id in ids {
            let points = stage.at(pair, |scored, row| points(scored, row, id));
            let Some(by) = By::of_numbers(&points) else { continue };
            let known = stage.at(pair, |scored, row| indicator(scored, row, id).cloned());
            let title = known.iter().rev().flatten().next().map(|known| known.title.clone());
            let whose = if by == By::Rules { Whose::default() } else { self.whose(number, id) };
            let (id, title) = (id.clone(), title.unwrap_or_default());
            parts.push(Part { id, title, a: points[0], b: points[3], by, whose });
        }
        parts
    }

    /// Whose data move the points of an indicator: the entry's own where they reach it; those of others where they do not, and
    /// where the points are relative and somebody else's are others too.
    fn whose(&mut self, number: usize, id: &str) -> Whose {
        let stage = self.stage;
        let Some(pair) = stage.pairs.0.get(number) else { return Whose::default() };
        let own = stage.own.get(number).is_some_and(|own| {
            let reads = |scored: &Scored<'_>, row: u32| reads(scored, row, id, own).then_some(());
            stage.at(pair, reads).iter().any(Option::is_some)
        });
        let is_relative = |scored: &Scored<'_>, row: u32| {
            indicator(scored, row, id).is_some_and(|known| known.rule.is_relative()).then_some(())
        };
        let relative = stage.at(pair, is_relative).iter().any(Option::is_some);
        // Without a datum of its own nothing else is left but the others, or its plan and pool, which its sector tells.
        let own = own || (!relative && stage.has_own(number));
        let others = relative && !stage.held && {
            let pools = stage.at(pair, pool);
            pools.iter().flatten().any(|pool| self.others_moved(pool, id, number))
        };
        Whose { own, others: others || !own }
    }

    fn others_moved(&mut self, of: &str, id: &str, number: usize) -> bool {
        let stage = self.stage;
        let moved = self.moved.entry((of.to_owned(), id.to_owned())).or_insert_with(|| {
            let all = stage.pairs.0.iter().enumerate().filter(|(number, pair)| {
                let pools = stage.at(pair, pool);
                let inside = pools.each_ref().map(|own| own.as_deref() == Some(of));
                let moved = inside[0] != inside[2] || inside[1] != inside[3];
                let own = stage.own.get(*number).filter(|own| !own.is_empty());
                moved
                    || own.is_some_and(|own| {
                        let reads = |scored: &Scored<'_>, row: u32| reads(scored, row, id, own).then_some(());
                        inside.contains(&true) && stage.at(pair, reads).iter().any(Option::is_some)
                    })
            });
            all.map(|(number, _)| number).take(2).collect()
        });
        moved.iter().any(|moved| *moved != number)
    }

    /// What the rulebooks say otherwise that the score of an entry rests upon.
    fn rules_of(&self, number: usize, parts: &[Part]) -> Vec<usize> {
        let Some(pair) = self.stage.pairs.0.get(number) else { return Vec::new() };
        let sectors = self.stage.at(pair, |scored, row| sector(scored.rulebook, plan(scored, row)?));
        let applies = |item: &ItemDifference| {
            item.sectors.is_empty() || sectors.iter().flatten().any(|sector| item.sectors.contains(sector))
        };
        let by_rules = |id: &str| parts.iter().any(|part| part.id == id && part.by != By::Data);
        // Points that move though their indicator is the same: by way of a formula, or of who is in the population.
        let is_changed =
            |id: &str| self.rules.iter().any(|item| item.kind == Kind::Indicator && item.id == id);
        let roundabout: Vec<&Part> =
            parts.iter().filter(|part| part.by != By::Data && !is_changed(&part.id)).collect();
        let relative = roundabout.iter().any(|part| {
            let is = |scored: &Scored<'_>, row: u32| {
                indicator(scored, row, &part.id).map(|of| of.rule.is_relative())
            };
            self.stage.at(pair, is).contains(&Some(true))
        });
        let counts = |item: &ItemDifference| {
            let says = |names: &[&str]| item.facts.iter().any(|fact| names.contains(&fact.name));
            let more = item.facts.iter().any(|fact| fact.name != "title");
            match item.kind {
                Kind::Indicator => by_rules(&item.id) || says(&["weight", "role", "axis", "max", "min"]),
                Kind::Axis | Kind::Total | Kind::Rounding => more,
                Kind::Ranking => says(&["precision"]),
                Kind::Stage => says(&["score"]) && Some(item.id.as_str()) == self.stage.id(),
                Kind::Gate | Kind::Check | Kind::Pool => more && relative,
                kind => kind.is_of_scores() && more && !roundabout.is_empty(),
            }
        };
        let all = self.rules.iter().enumerate().filter(|(_, item)| applies(item) && counts(item));
        all.map(|(number, _)| number).collect()
    }
}

fn points(scored: &Scored<'_>, row: u32, id: &str) -> Option<Decimal> {
    let common = scored.layout.indicators.iter().position(|known| known == id)?;
    scored.indicator_points(row as usize, common)
}

fn plan<'s>(scored: &'s Scored<'_>, row: u32) -> Option<&'s Plan> {
    let (pool, position) = (*scored.places.get(row as usize)?)?;
    let plan = scored.pools.get(pool as usize)?.plans.at(position as usize);
    scored.rulebook.plans.get(plan)
}

fn indicator<'s>(scored: &'s Scored<'_>, row: u32, id: &str) -> Option<&'s Indicator> {
    plan(scored, row)?.indicators.iter().find(|known| known.id == id)
}

/// Whether an indicator reads one of these columns of an entry.
fn reads(scored: &Scored<'_>, row: u32, id: &str, columns: &super::pairs::Own) -> bool {
    let read = indicator(scored, row, id).map(columns_of).unwrap_or_default();
    read.into_iter().any(|column| columns.contains(&scored.rulebook.column_name(column)))
}

/// Id of the main pool in which an entry is scored.
pub fn pool(scored: &Scored<'_>, row: u32) -> Option<String> {
    let (pool, _) = (*scored.places.get(row as usize)?)?;
    let members = &scored.pools.get(pool as usize)?.members;
    Some(scored.rulebook.pools.get(members.family)?.pools.get(members.pool)?.id.clone())
}
