//! What the panel made of each entry, as a table.

use super::{CriterionReport, EntryMarks, PanelReport};
use crate::csv::PANEL_DIGITS;
use crate::table::{Cell, Column, Kind, Table};
use bartar_criteria::Text;
use bartar_criteria::exact::Rounding;
use std::borrow::Cow;

/// One row for each entry and criterion, criterion by criterion.
#[must_use]
pub fn table<'a>(report: &'a PanelReport<'_>) -> Table<'a> {
    let rows: Vec<Row<'a>> = (report.criteria.iter())
        .flat_map(|criterion| criterion.entries.iter().map(move |entry| Row { criterion, entry }))
        .collect();
    let count = rows.len();
    let scale = |scale: u8, row: &Row<'_>| row.entry.spread().map_or(scale, |own| scale.max(own.scale()));
    let spread = Kind::Decimal(rows.iter().fold(0, scale));
    let rows: std::rc::Rc<[Row<'a>]> = rows.into();
    let column = |id: &str, title: [&str; 2], kind, width, cell: fn(Row<'a>) -> Cell<'a>| {
        let rows = rows.clone();
        Column::new(id, Text::new(title[0], title[1]), kind, width, move |at| cell(rows[at]))
    };
    let columns = vec![
        column("id", ["شناسهٔ پرونده", "Entry id"], Kind::Text, 16, |row| {
            Cell::text(row.entry.id)
        }),
        column("name", ["نام", "Name"], Kind::Text, 28, |row| Cell::text(row.entry.name)),
        column("criterion", ["شناسهٔ معیار", "Criterion id"], Kind::Text, 16, |row| {
            Cell::text(row.criterion.id)
        }),
        column("criterion_title", ["معیار", "Criterion"], Kind::Said, 28, |row| {
            Cell::Said(Cow::Borrowed(row.criterion.title))
        }),
        column("judges", ["شمار داوران", "Judges"], Kind::Whole, 10, |row| {
            whole(row.entry.valid().count())
        }),
        column(
            "refused",
            ["نمره‌های شمرده‌نشده", "Marks not counted"],
            Kind::Whole,
            12,
            |row| whole(row.entry.marks.len() - row.entry.valid().count()),
        ),
        column("recused", ["داوران کناررفته", "Recused judges"], Kind::Whole, 12, |row| {
            whole(row.entry.recused.len())
        }),
        column("mean", ["میانگین", "Mean"], Kind::Decimal(PANEL_DIGITS), 14, |row| {
            let mean = row.entry.mean.as_ref();
            mean.and_then(|mean| Rounding::half_up(PANEL_DIGITS).apply(mean).ok())
                .map_or(Cell::Empty, Cell::Decimal)
        }),
        column("spread", ["اختلاف نمره‌ها", "Spread"], spread, 12, |row| {
            row.entry.spread().map_or(Cell::Empty, Cell::Decimal)
        }),
        column("status", ["وضعیت", "Status"], Kind::Word, 12, |row| match row.entry.open {
            Some(_) => Cell::Word("open", Cow::Owned(Text::new("ناتمام", "open"))),
            None => Cell::Word("known", Cow::Owned(Text::new("تمام", "done"))),
        }),
        column("open", ["آنچه مانده است", "What is lacking"], Kind::Said, 60, |row| {
            row.entry.open.as_ref().map_or(Cell::Empty, |open| Cell::Said(Cow::Borrowed(open)))
        }),
    ];
    Table { name: Text::new("داوری", "Panel"), columns, rows: count }
}

/// An entry under a criterion.
#[derive(Copy, Clone)]
struct Row<'a> {
    criterion: &'a CriterionReport<'a>,
    entry: &'a EntryMarks<'a>,
}

fn whole<'a>(count: usize) -> Cell<'a> {
    Cell::Whole(count as u64)
}
