//! Pools, orientations, ties and honours.

use super::Resolver;
use crate::codes::{NO_POOL, POOL_FALLBACK, POOL_TEMPLATE, TYPE_MISMATCH, UNKNOWN_NAME};
use crate::decode::{Clause, IdMap, Located, nearest};
use crate::diagnostic::Diagnostic;
use crate::exact::{Decimal, Rounding};
use crate::formula::Formula;
use crate::rulebook::{Choice, Dimension, Honour, Orientation, Plan, Pool, PoolFamily, Ranking, Tie, TieKey};
use crate::source::Span;
use crate::syntax::{PoolDef, PoolFallback, RulebookDef, SeveralHonours};
use crate::text;
use crate::text::Text;
use std::sync::Arc;

/// Most pools of one family: beyond any competition, and safe for memory.
const MOST_POOLS: usize = 10_000;

impl Resolver<'_> {
    pub(super) fn pools(&mut self, definition: &RulebookDef) -> Vec<PoolFamily> {
        let mut families = Vec::new();
        let Some(map) = &definition.pool else { return families };
        if map.0.is_empty() {
            self.report(
                NO_POOL,
                Span::default(),
                Text::new("هیچ گروه رقابت تعریف نشده است", "no pool is defined"),
            );
        }
        for (id, at, written) in map.iter() {
            if let Some(family) = self.family(id, at, written, definition) {
                families.push(family);
            }
        }
        families
    }

    fn family(
        &mut self,
        id: &str,
        at: Span,
        written: &PoolDef,
        definition: &RulebookDef,
    ) -> Option<PoolFamily> {
        let mut by = Vec::new();
        let mut names = Vec::new();
        let mut choices: Vec<Vec<Choice>> = Vec::new();
        for name in written.by.iter().flatten() {
            let compiled = self.compile(name)?;
            match compiled.formula {
                Formula::Choice(column) => {
                    by.push(Dimension::Column(column));
                    choices.push(self.choices_of(self.columns[column].field).to_vec());
                }
                Formula::Class(class) => {
                    let index = self.classes.iter().position(|known| Arc::ptr_eq(known, &class))?;
                    by.push(Dimension::Class(index));
                    choices.push(class.choices.clone());
                }
                _ => {
                    self.report(
                        TYPE_MISMATCH,
                        name.at,
                        Text::new(
                            "گروه‌ها از قلم گزینه‌ای یا رده ساخته می‌شوند",
                            "pools are made by choice fields or classes",
                        ),
                    );
                    return None;
                }
            }
            names.push(name.value.clone());
        }
        if choices.iter().map(Vec::len).try_fold(1_usize, usize::checked_mul).is_none_or(|n| n > MOST_POOLS) {
            let most = MOST_POOLS;
            self.report(
                POOL_TEMPLATE,
                written.at,
                text!(
                    fa: "شمار گروه‌ها از {most} می‌گذرد",
                    en: "this makes more than {most} pools", numbers: most
                ),
            );
            return None;
        }
        let template = self.template(id, written, &names)?;
        let title = written.title.clone().unwrap_or_default();
        let mut pools = Vec::new();
        for key in keys(&choices) {
            let pick = |pool: usize| &choices[pool][usize::from(key[pool])];
            let mut pool = Pool { id: template.clone(), title: title.clone(), key: key.clone(), wider: None };
            for (index, name) in names.iter().enumerate() {
                let (mark, choice) = (format!("{{{name}}}"), pick(index));
                pool.id = pool.id.replace(&mark, &choice.id);
                pool.title.fa = pool.title.fa.replace(&mark, &choice.title.fa);
                pool.title.en = pool.title.en.replace(&mark, &choice.title.en);
            }
            pools.push(pool);
        }
        if written.fallback == Some(PoolFallback::Group) {
            self.widen(&mut pools, &choices, written);
        }
        let when = written.when.as_ref().and_then(|when| self.truth(when));
        if written.when.is_some() && when.is_none() {
            return None;
        }
        let minimum = written.minimum.as_ref().map_or(1, |minimum| minimum.value);
        if minimum > 1 && written.fallback.is_none() && !written.faulty.contains(&"fallback") {
            self.diagnostics.push(
                Diagnostic::new(
                    POOL_FALLBACK,
                    written.at,
                    Text::new(
                        "گفته نشده است که گروهِ کوچک‌تر از کمینه چه می‌شود",
                        "it is not stated what happens to a pool below the minimum",
                    ),
                )
                .hint(Text::new(
                    "بنویسید fallback = \"group\" یا \"no-winner\"",
                    "write fallback = \"group\" or \"no-winner\"",
                )),
            );
        }
        let stages = self.at_stages(written.stages.as_ref(), definition);
        let fallback = written.fallback;
        Some(PoolFamily { id: id.to_owned(), by, when, pools, minimum, fallback, stages, at })
    }

    /// The id's template, which must name every dimension.
    fn template(&mut self, id: &str, written: &PoolDef, names: &[String]) -> Option<String> {
        let Some(template) = &written.id else {
            if written.faulty.contains(&"id") {
                return None;
            }
            // `[pool.sector]` by `sector` needs no template: `agri`; anything else would leave pools without a name.
            return Some(match names {
                [] => id.to_owned(),
                names => names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join("-"),
            });
        };
        let mut good = true;
        for name in names.iter().filter(|name| !template.value.contains(&format!("{{{name}}}"))) {
            good = false;
            self.report(
                POOL_TEMPLATE,
                template.at,
                text!(
                    fa: "شناسهٔ گروه، {{{name}}} را ندارد و گروه‌ها هم‌نام می‌شوند",
                    en: "the pool's id lacks {{{name}}}, so that pools would share a name"
                ),
            );
        }
        let titles = written.title.iter().flat_map(|title| [title.fa.as_str(), title.en.as_str()]);
        for text in std::iter::once(template.value.as_str()).chain(titles) {
            for mark in marks(text).filter(|mark| !names.iter().any(|name| name == mark)) {
                good = false;
                self.report(
                    POOL_TEMPLATE,
                    template.at,
                    text!(
                        fa: "«{mark}» در by نیامده است",
                        en: "`{mark}` is not among the fields of `by`"
                    ),
                );
            }
        }
        good.then(|| template.value.clone())
    }

    /// Finds the wider pool of each pool that has one.
    fn widen(&mut self, pools: &mut [Pool], choices: &[Vec<Choice>], written: &PoolDef) {
        let mut any = false;
        for index in 0..pools.len() {
            let mut key = pools[index].key.clone();
            let grouped = (0..key.len()).find_map(|dimension| {
                let choice = &choices[dimension][usize::from(key[dimension])];
                let group = choice.group.as_ref()?;
                let wider = choices[dimension].iter().position(|choice| choice.id == *group)?;
                Some((dimension, u16::try_from(wider).ok()?))
            });
            let Some((dimension, wider)) = grouped else { continue };
            any = true;
            key[dimension] = wider;
            pools[index].wider =
                pools.iter().position(|pool| pool.key == key).filter(|wider| *wider != index);
        }
        let chained = pools.iter().find(|pool| pool.wider.is_some_and(|wider| pools[wider].wider.is_some()));
        if let Some(pool) = chained {
            let id = pool.id.clone();
            self.report(
                POOL_FALLBACK,
                written.at,
                text!(
                    fa: "گروه «{id}» به گروهی می‌پیوندد که خودش به گروه دیگری می‌پیوندد",
                    en: "the pool `{id}` falls back to one that falls back itself"
                ),
            );
        }
        if !any {
            self.report(
                POOL_FALLBACK,
                written.at,
                Text::new(
                    "fallback = \"group\" است، ولی هیچ گزینه‌ای group ندارد",
                    "fallback is \"group\", but no choice names a `group`",
                ),
            );
        }
    }

    pub(super) fn orientations(&mut self, definition: &RulebookDef) -> Vec<Orientation> {
        let mut orientations = Vec::new();
        for (id, at, written) in definition.orientation.iter().flat_map(IdMap::iter) {
            let stages = self.at_stages(written.stages.as_ref(), definition);
            if let Some(when) = written.when.as_ref().and_then(|when| self.truth(when)) {
                orientations.push(Orientation {
                    id: id.to_owned(),
                    title: written.title.clone().unwrap_or_default(),
                    when,
                    honours: written.honours.unwrap_or(false),
                    stages,
                    at,
                });
            }
        }
        orientations
    }

    pub(super) fn ranking(&mut self, definition: &RulebookDef, plans: &[Plan]) -> Ranking {
        let Some(written) = &definition.ranking else {
            return Ranking {
                precision: Rounding::half_up(2),
                ties: Vec::new(),
                several_honours: SeveralHonours::Allowed,
                population: None,
                at: Span::default(),
            };
        };
        let digits = written.precision.as_ref().map_or(2, |precision| precision.value);
        let ties = written.ties.iter().flatten().filter_map(|tie| self.tie(tie, definition, plans)).collect();
        self.refuses_nothing(written.rounding_mode(), written.at);
        Ranking {
            precision: Rounding { digits: digits.min(18), mode: written.rounding_mode() },
            ties,
            several_honours: written.several_honours.unwrap_or(SeveralHonours::Allowed),
            population: written.population,
            at: written.at,
        }
    }

    fn tie(&mut self, text: &Located<String>, definition: &RulebookDef, plans: &[Plan]) -> Option<Tie> {
        let mut words = text.value.split_whitespace();
        let (Some(name), Some(direction @ ("asc" | "desc")), None) =
            (words.next(), words.next(), words.next())
        else {
            self.diagnostics.push(
                Diagnostic::new(
                    crate::codes::BAD_VALUE,
                    text.at,
                    Text::new(
                        "قاعدهٔ تساوی نامی است با asc یا desc پس از آن",
                        "a tie rule is a name followed by `asc` or `desc`",
                    ),
                )
                .hint(Text::new(
                    "مانند \"axis.members desc\" (بیشتر برتر است) یا \"registered_on asc\" (تاریخ زودتر مقدم است)",
                    "such as \"axis.members desc\" (more wins) or \"registered_on asc\" (earlier wins)",
                )),
            );
            return None;
        };
        let key = if name == "penalties" {
            TieKey::Penalties
        } else if let Some(axis) = name.strip_prefix("axis.") {
            let known = definition.axis.as_ref().is_none_or(|map| map.contains(axis));
            if !known {
                let ids = definition.axis.iter().flat_map(IdMap::ids);
                self.unknown(axis, text, nearest(axis, ids).map(str::to_owned));
                return None;
            }
            TieKey::Axis(axis.to_owned())
        } else if let Some(indicator) = name.strip_prefix("indicator.") {
            let known = definition.indicator.as_ref().is_none_or(|map| map.contains(indicator))
                || plans.iter().flat_map(|plan| &plan.indicators).any(|known| known.id == indicator);
            if !known {
                let general = definition.indicator.iter().flat_map(IdMap::ids);
                let specific =
                    plans.iter().flat_map(|plan| plan.indicators.iter().map(|known| known.id.as_str()));
                let ids = general.chain(specific);
                self.unknown(indicator, text, nearest(indicator, ids).map(str::to_owned));
                return None;
            }
            TieKey::Indicator(indicator.to_owned())
        } else {
            let compiled = self.compile(&Located { value: name.to_owned(), at: text.at })?;
            match compiled.formula {
                Formula::Number(_) | Formula::Date(_) => TieKey::Column(*compiled.formula.columns().first()?),
                _ => {
                    self.report(
                        TYPE_MISMATCH,
                        text.at,
                        Text::new(
                            "تساوی با عدد یا تاریخ شکسته می‌شود",
                            "ties are decided by numbers or dates",
                        ),
                    );
                    return None;
                }
            }
        };
        Some(Tie { text: text.clone(), key, descending: direction == "desc" })
    }

    fn unknown(&mut self, name: &str, text: &Located<String>, near: Option<String>) {
        let kinds = ["axis", "indicator", "sector"];
        if self.diagnostics.gaps.may_define(self.sources, &kinds, name) {
            return;
        }
        let message = text!(fa: "«{name}» تعریف نشده است", en: "`{name}` is not defined");
        let mut diagnostic = Diagnostic::new(UNKNOWN_NAME, text.at, message);
        if let Some(near) = near {
            diagnostic =
                diagnostic.hint(text!(fa: "شاید «{near}» منظور بوده است", en: "did you mean `{near}`?"));
        }
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn honours(&mut self, definition: &RulebookDef) -> Vec<Honour> {
        let mut honours = Vec::new();
        // Whether a stage has an honour already; a rulebook without stages is one.
        let mut opened = vec![false; definition.stage.as_ref().map_or(1, |map| map.0.len().max(1))];
        for (id, at, written) in definition.honour.iter().flat_map(IdMap::iter) {
            let stages = self.at_stages(written.stages.as_ref(), definition);
            // Of a stage whose name is not understood it is not known whether this is its first honour.
            let named = written.stages.as_ref().map_or(0, Vec::len);
            let unsure = written.faulty.contains(&"stages") || stages.lacks(named);
            let mut first = false;
            for (stage, opened) in opened.iter_mut().enumerate() {
                if stages.contains(stage) || unsure {
                    first |= !std::mem::replace(opened, true);
                }
            }
            if first && !unsure && written.absent.is_none() && !written.faulty.contains(&"absent") {
                self.needed(at, "absent");
            }
            honours.push(Honour {
                id: id.to_owned(),
                title: written.title.clone().unwrap_or_default(),
                clause: written.clause.clone().map(|Clause(text)| text),
                rank: written.rank.as_ref().map_or(u32::MAX, |rank| rank.value),
                from: written.from.as_ref().map_or(Decimal::ZERO, |from| from.value),
                absent: written.absent.clone(),
                stages,
                at,
            });
        }
        honours
    }
}

/// Every combination of choices, the last dimension running fastest.
fn keys(choices: &[Vec<Choice>]) -> Vec<Vec<u16>> {
    let mut keys: Vec<Vec<u16>> = vec![Vec::new()];
    for dimension in choices {
        keys = keys
            .into_iter()
            .flat_map(|key| {
                (0..dimension.len()).map(move |choice| {
                    let mut longer = key.clone();
                    longer.push(u16::try_from(choice).unwrap_or(u16::MAX));
                    longer
                })
            })
            .collect();
    }
    keys
}

/// The names in braces of a template.
fn marks(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(mark, _)| mark))
}
