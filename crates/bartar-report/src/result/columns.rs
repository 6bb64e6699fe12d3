//! The columns of the tables.

use super::Line;
use crate::listing::{codes_of, reasons, words_of};
use crate::origin::{Origin, OriginPlace};
use crate::table::{Cell, Column, Kind};
use bartar_criteria::exact::Decimal;
use bartar_criteria::{Text, text};
use bartar_scoring::Scored;
use bartar_scoring::ranking::{Place, PoolKind, PoolRanking};
use bartar_scoring::stages::{Passage, Standing};
use std::borrow::Cow;

/// Width of a column of numbers.
const NUMBER: u8 = 10;
/// Width of a column of points, whose headers are long.
const POINTS: u8 = 14;

/// What a ranking is of: a pool or an orientation.
pub(super) fn kind<'a>(ranking: &PoolRanking) -> Cell<'a> {
    match ranking.kind {
        PoolKind::Main => Cell::Word("main", Cow::Owned(Text::new("گروه رقابت", "pool"))),
        PoolKind::Orientation => Cell::Word("orientation", Cow::Owned(Text::new("گرایش", "orientation"))),
    }
}

/// Columns over some lines.
#[derive(Copy, Clone)]
pub(super) struct Columns<'a> {
    pub(super) scored: &'a Scored<'a>,
    pub(super) origin: &'a dyn Origin,
    pub(super) lines: &'a [Line<'a>],
}

impl<'a> Columns<'a> {
    /// Where an entry ended.
    pub(super) fn outcome(self) -> Vec<Column<'a>> {
        let outcome = move |at: usize| {
            let entry = self.lines[at].entry as usize;
            Cell::Word(self.scored.outcome(entry).word(), Cow::Owned(self.scored.ending(entry)))
        };
        vec![Column::new("outcome", Text::new("وضعیت", "Outcome"), Kind::Word, 16, outcome)]
    }

    /// In which ranking a place is, and which one.
    pub(super) fn pool(self) -> Vec<Column<'a>> {
        vec![
            self.placed(
                "pool",
                ("شناسهٔ گروه یا گرایش", "Pool id"),
                Kind::Text,
                18,
                |ranking, _| Cell::text(&ranking.id),
            ),
            self.placed(
                "pool_title",
                ("گروه رقابت یا گرایش", "Pool"),
                Kind::Said,
                28,
                |ranking, _| Cell::Said(Cow::Borrowed(&ranking.title)),
            ),
            self.placed("kind", ("نوع", "Kind"), Kind::Word, 12, |ranking, _| kind(ranking)),
            self.placed("rank", ("رتبه", "Rank"), Kind::Whole, NUMBER, |_, place| whole(place.rank)),
            self.placed("tied", ("رتبهٔ مشترک", "Shared rank"), Kind::Truth, NUMBER, |_, place| {
                Cell::Truth(place.tied)
            }),
        ]
    }

    /// Who an entry is.
    pub(super) fn entry(self) -> Vec<Column<'a>> {
        let entries = self.scored.entries;
        let id = move |at: usize| Cell::text(entries.ids.get(self.lines[at].entry as usize));
        let name = move |at: usize| Cell::text(entries.names.get(self.lines[at].entry as usize));
        vec![
            Column::new("id", Text::new("شناسهٔ پرونده", "Entry id"), Kind::Text, 16, id),
            Column::new("name", Text::new("نام", "Name"), Kind::Text, 28, name),
        ]
    }

    /// What a place was given for, and where its entry came from in the stage before, if there was one.
    pub(super) fn score(self) -> Vec<Column<'a>> {
        let rulebook = self.scored.rulebook;
        let score = Kind::Decimal(rulebook.ranking.precision.digits);
        let honour = move |place: &Place| match place.honour {
            Some(honour) => {
                let honour = &rulebook.honours[honour];
                Cell::Word(&honour.id, Cow::Borrowed(&honour.title))
            }
            None => Cell::Empty,
        };
        let mut columns = vec![
            self.placed("score", ("امتیاز کل", "Score"), score, POINTS, |_, place| {
                Cell::Decimal(place.score)
            }),
            self.placed("honour", ("نشان", "Honour"), Kind::Word, 18, move |_, place| honour(place)),
        ];
        if let Some(before) = self.scored.before.last() {
            let stage = &before.stage;
            columns.extend([
                self.from("from_stage", ("مرحلهٔ پیش", "Stage before"), Kind::Word, 18, move |_| {
                    Cell::Word(&stage.id, Cow::Borrowed(&stage.title))
                }),
                self.from(
                    "from_pool",
                    ("شناسهٔ گروه در مرحلهٔ پیش", "Pool id there"),
                    Kind::Text,
                    18,
                    |at| Cell::text(&at.pool),
                ),
                self.from(
                    "from_pool_title",
                    ("گروه در مرحلهٔ پیش", "Pool there"),
                    Kind::Said,
                    28,
                    |at| Cell::Said(Cow::Borrowed(&at.pool_title)),
                ),
                self.from(
                    "from_rank",
                    ("رتبه در مرحلهٔ پیش", "Rank there"),
                    Kind::Whole,
                    NUMBER,
                    |at| whole(at.rank),
                ),
                self.from(
                    "from_score",
                    ("امتیاز در مرحلهٔ پیش", "Score there"),
                    score,
                    POINTS,
                    |at| Cell::Decimal(at.score),
                ),
            ]);
        }
        columns
    }

    /// Why an entry is not ranked.
    pub(super) fn reasons(self) -> Vec<Column<'a>> {
        let of = move |at: usize| reasons(self.scored, self.lines[at].entry);
        let message = move |at: usize| match of(at) {
            [] => Cell::Empty,
            reasons => Cell::Said(Cow::Owned(words_of(reasons))),
        };
        vec![
            Column::new("reasons", Text::new("کد دلیل", "Reason codes"), Kind::Text, 24, move |at| {
                Cell::text(codes_of(of(at)))
            }),
            Column::new("message", Text::new("دلیل", "Reason"), Kind::Said, 60, message),
        ]
    }

    /// Where an entry stands in the data.
    pub(super) fn place(self) -> Vec<Column<'a>> {
        let of = move |at: usize| self.origin.place(self.lines[at].entry as usize, None);
        let cell = |found: Option<OriginPlace<'a>>, of: fn(OriginPlace<'a>) -> Cell<'a>| {
            found.map_or(Cell::Empty, of)
        };
        let source = move |at| cell(of(at), |place| Cell::text(place.source));
        let sheet = move |at| cell(of(at), |place| Cell::text(place.sheet.unwrap_or_default()));
        let row = move |at| cell(of(at), |place| whole(place.row));
        vec![
            Column::new("source", Text::new("فایل", "File"), Kind::Text, 28, source),
            Column::new("sheet", Text::new("کاربرگ", "Sheet"), Kind::Text, 16, sheet),
            Column::new("row", Text::new("ردیف", "Row"), Kind::Whole, NUMBER, row),
        ]
    }

    /// By which rules, of which stage, all of it was decided.
    pub(super) fn edition(self) -> Vec<Column<'a>> {
        let (identity, stage) = (&self.scored.rulebook.identity, self.scored.rulebook.stage());
        let mut columns = vec![
            same("rulebook", ("شناسهٔ شیوه‌نامه", "Rulebook"), &identity.id),
            same("edition", ("ویرایش", "Edition"), &identity.edition),
            same("sha256", ("اثر انگشت شیوه‌نامه", "Fingerprint of the rulebook"), &identity.sha256),
        ];
        columns.extend(stage.map(|stage| same("stage", ("شناسهٔ مرحله", "Stage"), &stage.id)));
        columns
    }

    /// These columns with the points of every axis and indicator between them. A node whose id is that of a column has
    /// its kind before it: `indicator.rank`.
    pub(super) fn around_nodes(
        self,
        before: impl IntoIterator<Item = Vec<Column<'a>>>,
        after: impl IntoIterator<Item = Vec<Column<'a>>>,
    ) -> Vec<Column<'a>> {
        let flat = |columns: Vec<Column<'a>>| columns.into_iter();
        let mut columns: Vec<Column<'a>> = before.into_iter().flat_map(flat).collect();
        let after: Vec<Column<'a>> = after.into_iter().flat_map(flat).collect();
        let mut taken: Vec<String> = columns.iter().chain(&after).flat_map(Column::names).collect();
        let mut own = |kind: &str, id: &str| {
            let own =
                if taken.iter().any(|known| known == id) { format!("{kind}.{id}") } else { id.to_owned() };
            taken.push(own.clone());
            own
        };
        let (scored, layout) = (self.scored, &self.scored.layout);
        let plans = &scored.rulebook.plans;
        for (number, (id, digits)) in layout.axes.iter().zip(&layout.axis_scales).enumerate() {
            let title = plans.iter().flat_map(|plan| &plan.axes).find(|axis| axis.id == *id);
            let (fa, en) = title.map_or((id, id), |axis| (&axis.title.fa, &axis.title.en));
            let title = text!(fa: "محور: {fa}", en: "Axis: {en}");
            let points = move |row| scored.axis_points(row, number);
            columns.push(self.points(own("axis", id), title, *digits, points));
        }
        let digits = scored.rulebook.rounding.points.digits;
        for (number, id) in layout.indicators.iter().enumerate() {
            let indicator = plans.iter().flat_map(|plan| &plan.indicators).find(|known| known.id == *id);
            let title = indicator.map_or_else(|| Text::same(id), |indicator| indicator.title.clone());
            let points = move |row| scored.indicator_points(row, number);
            columns.push(self.points(own("indicator", id), title, digits, points));
        }
        columns.extend(after);
        columns
    }

    /// The points of a node, of ranked entries.
    fn points(
        self,
        id: String,
        title: Text,
        digits: u8,
        of: impl Fn(usize) -> Option<Decimal> + 'a,
    ) -> Column<'a> {
        Column::new(id, title, Kind::Decimal(digits), POINTS, move |at| {
            let line = self.lines[at];
            let points = line.placed.and_then(|_| of(line.entry as usize));
            points.map_or(Cell::Empty, Cell::Decimal)
        })
    }

    /// A column of places alone.
    fn placed(
        self,
        id: &str,
        (fa, en): (&str, &str),
        kind: Kind,
        width: u8,
        of: impl Fn(&'a PoolRanking, &'a Place) -> Cell<'a> + 'a,
    ) -> Column<'a> {
        Column::new(id, Text::new(fa, en), kind, width, move |at| {
            self.lines[at].placed.map_or(Cell::Empty, |(ranking, place)| of(ranking, place))
        })
    }

    /// A column of places whose entries came from the stage before.
    fn from(
        self,
        id: &str,
        title: (&str, &str),
        kind: Kind,
        width: u8,
        of: impl Fn(&'a Standing) -> Cell<'a> + 'a,
    ) -> Column<'a> {
        let before = self.scored.before.last();
        self.placed(id, title, kind, width, move |_, place| {
            match before.and_then(|before| before.passages.get(place.row as usize)) {
                Some(Passage::Promoted(standing)) => of(standing),
                _ => Cell::Empty,
            }
        })
    }
}

/// A column with one text in all rows.
fn same<'a>(id: &str, (fa, en): (&str, &str), text: &'a str) -> Column<'a> {
    Column::new(id, Text::new(fa, en), Kind::Text, 16, move |_| Cell::text(text))
}

fn whole<'a>(number: u32) -> Cell<'a> {
    Cell::Whole(u64::from(number))
}
