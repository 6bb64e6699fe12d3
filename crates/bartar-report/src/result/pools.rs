//! The pools and orientations: how many are ranked in each, who has the first honour, or why nobody does.

use super::columns::kind;
use crate::table::{Cell, Column, Kind, Table};
use bartar_criteria::Text;
use bartar_scoring::Scored;
use bartar_scoring::ranking::PoolRanking;
use std::borrow::Cow;

/// A line for each ranking.
pub(super) fn table<'a>(scored: &'a Scored<'_>, rankings: &'a [&'a PoolRanking]) -> Table<'a> {
    let column = |id: &str, title, kind, width, of: fn(&Scored<'_>, &'a PoolRanking) -> Cell<'a>| {
        Column::new(id, title, kind, width, move |at: usize| of(scored, rankings[at]))
    };
    let columns = vec![
        column("pool", Text::new("شناسه", "Pool id"), Kind::Text, 22, |_, ranking| {
            Cell::text(&ranking.id)
        }),
        column(
            "pool_title",
            Text::new("گروه رقابت یا گرایش", "Pool"),
            Kind::Said,
            40,
            |_, ranking| Cell::Said(Cow::Borrowed(&ranking.title)),
        ),
        column("kind", Text::new("نوع", "Kind"), Kind::Word, 12, |_, ranking| kind(ranking)),
        column(
            "entries",
            Text::new("پرونده‌های رتبه‌بندی‌شده", "Ranked entries"),
            Kind::Whole,
            12,
            |_, ranking| Cell::Whole(ranking.places.len() as u64),
        ),
        column(
            "first",
            Text::new("دارندهٔ نخستین نشان", "Has the first honour"),
            Kind::Text,
            40,
            |scored, ranking| Cell::text(first(scored, ranking)),
        ),
        column("no_winner", Text::new("توضیح", "Remark"), Kind::Said, 50, |_, ranking| {
            match &ranking.no_winner {
                Some(reason) => Cell::Said(Cow::Borrowed(&reason.message)),
                None => Cell::Empty,
            }
        }),
    ];
    Table { name: Text::new("گروه‌ها", "Pools"), columns, rows: rankings.len() }
}

/// Who has the first honour of a ranking, by id and name.
fn first(scored: &Scored<'_>, ranking: &PoolRanking) -> String {
    let entries = scored.entries;
    let named = |row: u32| {
        let (id, name) = (entries.ids.get(row as usize), entries.names.get(row as usize));
        if name.is_empty() { id.to_owned() } else { format!("{id} {name}") }
    };
    let honour = ranking.places.iter().filter_map(|place| place.honour).min().filter(|honour| *honour == 0);
    let of_it = ranking.places.iter().filter(|place| honour.is_some() && place.honour == honour);
    of_it.map(|place| named(place.row)).collect::<Vec<_>>().join("\n")
}
