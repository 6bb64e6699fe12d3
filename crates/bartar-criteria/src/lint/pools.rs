//! Pools that nobody can be in, and pools that share an id.

use super::bands::class_rows;
use super::{Linter, table};
use crate::codes::{DUPLICATE_NAME, NO_POOL, POOL_UNFILLABLE};
use crate::diagnostic::Diagnostic;
use crate::formula::Known;
use crate::rulebook::{Class, Dimension, PoolFamily};
use crate::source::Span;
use crate::text;
use crate::text::Text;
use std::collections::BTreeMap;

impl Linter<'_> {
    /// Every gate can be met by some entry.
    pub(super) fn gates(&mut self) {
        let known = self.known();
        for gate in &self.rulebook.gates {
            if gate.require.truth().is_some_and(|require| !require.can_be(true, &known)) {
                self.report(
                    POOL_UNFILLABLE,
                    gate.require.text.at,
                    Text::new(
                        "هیچ پرونده‌ای نمی‌تواند این شرط ورود را داشته باشد، پس همهٔ گروه‌ها خالی می‌مانند",
                        "no entry can ever meet this gate, so every pool stays empty",
                    ),
                    ranges(),
                );
            }
        }
    }

    /// Every pool, class and orientation can have entries.
    pub(super) fn pools(&mut self) {
        let rulebook = self.rulebook;
        let mut known = self.known();
        for require in rulebook.gates.iter().filter_map(|gate| gate.require.truth()) {
            if require.can_be(true, &known) {
                known = known.given(require, true);
            }
        }
        let mut takers: Vec<&PoolFamily> = Vec::new();
        for family in &rulebook.pools {
            if let Some(taker) = takers.iter().find(|taker| taker.stages.cover(&family.stages)) {
                let (id, other) = (&family.id, &taker.id);
                self.diagnostics.push(
                    Diagnostic::new(
                        POOL_UNFILLABLE,
                        family.at,
                        text!(
                            fa: "همهٔ پرونده‌ها پیش از رسیدن به «{id}» در «{other}» جا می‌گیرند",
                            en: "every entry is taken by `{other}` before it comes to `{id}`"
                        ),
                    )
                    .hint(Text::new(
                        "گروهی را که شرط when دارد پیش از گروه بی‌شرط بنویسید",
                        "write a pool with a condition `when` before the one without",
                    ))
                    .also(taker.at, Text::new("گروهی که همه را می‌گیرد", "the pool that takes them")),
                );
                continue;
            }
            let when = family.when.as_ref().and_then(|when| when.truth());
            if let (Some(when), Some(written)) = (when, &family.when)
                && !when.can_be(true, &known)
            {
                self.never(written.text.at);
                continue;
            }
            if when.is_none_or(|when| !when.can_be(false, &known)) {
                takers.push(family);
            }
            let inside = when.map_or_else(|| known.clone(), |when| known.given(when, true));
            for dimension in &family.by {
                if let Dimension::Class(index) = dimension {
                    self.class_pools(&rulebook.classes[*index], &inside);
                }
            }
        }
        for orientation in &rulebook.orientations {
            if orientation.when.truth().is_some_and(|when| !when.can_be(true, &known)) {
                self.never(orientation.when.text.at);
            }
        }
    }

    /// Every stage has a pool.
    pub(super) fn pools_of_stages(&mut self) {
        let rulebook = self.rulebook;
        let Some(written) = &self.definition.pool else { return };
        // A pool that was not understood, or whose stages were not, may be of any stage.
        let sure = written.0.len() == rulebook.pools.len()
            && !self.diagnostics.gaps.may_be(&rulebook.sources, &["pool", "defaults"])
            && written.iter().zip(&rulebook.pools).all(|((_, _, written), family)| {
                let named = written.stages.as_ref().map_or(0, Vec::len);
                !written.faulty.contains(&"stages") && !family.stages.lacks(named)
            });
        // A rulebook without any pool is told so already.
        if !sure || rulebook.pools.is_empty() {
            return;
        }
        for (index, stage) in rulebook.stages.iter().enumerate() {
            if !rulebook.pools.iter().any(|family| family.stages.contains(index)) {
                let id = &stage.id;
                self.report(
                    NO_POOL,
                    stage.at,
                    text!(
                        fa: "مرحلهٔ «{id}» هیچ گروه رقابتی ندارد و کسی در آن رتبه نمی‌گیرد",
                        en: "the stage `{id}` has no pool, so that nobody is ranked in it"
                    ),
                    text!(
                        fa: "گروهی برای آن بیفزایید، یا نام آن را به stages گروهی دیگر",
                        en: "add a pool for it, or its name to the `stages` of another"
                    ),
                );
            }
        }
    }

    fn never(&mut self, at: Span) {
        self.report(
            POOL_UNFILLABLE,
            at,
            Text::new(
                "این شرط برای هیچ پرونده‌ای برقرار نمی‌شود و گروه همیشه خالی می‌ماند",
                "this holds for no entry that meets the gates, so the pool always stays empty",
            ),
            ranges(),
        );
    }

    /// Each class that makes a pool has a band, and a band that can occur.
    fn class_pools(&mut self, class: &Class, known: &Known<'_>) {
        let Some(written) = self.definition.class.as_ref().and_then(|map| table(map, &class.id)) else {
            return;
        };
        for (index, choice) in class.choices.iter().enumerate() {
            let index = u16::try_from(index).unwrap_or(u16::MAX);
            let id = &choice.id;
            let wider = class.choices.iter().any(|other| other.group.as_ref() == Some(id));
            if !wider && !class.bands.iter().any(|(_, of)| *of == index) {
                let at = written
                    .choices
                    .as_ref()
                    .and_then(|choices| choices.0.get(id))
                    .map_or(class.at, |(at, _)| *at);
                self.report(
                    POOL_UNFILLABLE,
                    at,
                    text!(fa: "هیچ بازه‌ای به ردهٔ «{id}» نمی‌رسد", en: "no band leads to the class `{id}`"),
                    text!(
                        fa: "سطری مانند [\"[10, 20)\", \"{id}\"] به bands بیفزایید، یا رده را حذف کنید",
                        en: "add a line such as [\"[10, 20)\", \"{id}\"] to `bands`, or remove the class"
                    ),
                );
            }
        }
        let Some(value) = class.value.number() else { return };
        let mut values = self.plain_values(Some(value));
        values.domain = vec![value.range(known).enclosing(None)];
        for row in class_rows(written) {
            if !row.set.0.iter().any(|band| values.within(band)) {
                let band = row.set;
                self.report(
                    POOL_UNFILLABLE,
                    row.at,
                    text!(
                        fa: "هیچ پرونده‌ای که شرط‌های ورود را دارد مقداری در {band} ندارد",
                        en: "no entry that meets the gates can have a value in {band}", numbers: band),
                    ranges(),
                );
            }
        }
    }

    /// No two pools or orientations share an id: results are filed under it.
    pub(super) fn pool_ids(&mut self) {
        let rulebook = self.rulebook;
        let pools = rulebook
            .pools
            .iter()
            .flat_map(|family| family.pools.iter().map(move |pool| (&pool.id, family.at)));
        let orientations = rulebook.orientations.iter().map(|orientation| (&orientation.id, orientation.at));
        let mut seen: BTreeMap<&String, Span> = BTreeMap::new();
        for (id, at) in pools.chain(orientations) {
            if let Some(first) = seen.insert(id, at) {
                self.diagnostics.push(
                    Diagnostic::new(
                        DUPLICATE_NAME,
                        at,
                        text!(
                            fa: "دو گروه رقابت شناسهٔ «{id}» را دارند",
                            en: "two pools have the id `{id}`"
                        ),
                    )
                    .hint(Text::new(
                        "شناسهٔ یکی را با کلید id یا نام جدولش تغییر دهید",
                        "give one of them another id, by the key `id` or by the name of its table",
                    ))
                    .also(first, Text::new("گروه دیگر", "the other pool")),
                );
            }
        }
    }
}

fn ranges() -> Text {
    Text::new(
        "این را کنار بازهٔ مجاز (range) قلم‌ها و شرط‌های ورود بگذارید و هر کدام را که با آیین‌نامه نمی‌خواند اصلاح کنید",
        "lay this beside the `range` of the fields and the gates, and correct whichever disagrees with the regulation",
    )
}
