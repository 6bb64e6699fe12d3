//! What was run, and how many entries ended where.

use crate::ENGINE;
use crate::origin::{Origin, source_text};
use crate::table::{Cell, Column, Kind, Table};
use bartar_criteria::{Text, text};
use bartar_scoring::{Outcome, Scored};
use std::borrow::Cow;

/// The rulebook, the counts and the files of a run, a line for each.
pub(super) fn table<'a>(scored: &'a Scored<'_>, origin: &dyn Origin) -> Table<'a> {
    let rulebook = scored.rulebook;
    let identity = &rulebook.identity;
    let said = |text: &'a Text| Cell::Said(Cow::Borrowed(text));
    let mut lines: Vec<(Text, Cell<'a>)> = vec![
        (Text::new("شیوه‌نامه", "Rulebook"), said(&rulebook.edition.title)),
        (Text::new("شناسهٔ شیوه‌نامه", "Id of the rulebook"), Cell::text(&identity.id)),
        (Text::new("ویرایش", "Edition"), Cell::text(&identity.edition)),
        (Text::new("اثر انگشت شیوه‌نامه", "Fingerprint of the rulebook"), Cell::text(&identity.sha256)),
    ];
    lines.extend(rulebook.stage().map(|stage| (Text::new("مرحله", "Stage"), said(&stage.title))));
    lines.push((Text::new("نرم‌افزار", "Program"), Cell::text(ENGINE)));
    let counts = scored.counts();
    let mut count = |title, count: usize| lines.push((title, Cell::Whole(count as u64)));
    count(Text::new("همهٔ پرونده‌ها", "All entries"), counts.rows);
    for (outcome, number) in [
        (Outcome::Ranked, counts.ranked),
        (Outcome::Ineligible, counts.ineligible),
        (Outcome::Review, counts.review),
        (Outcome::Withdrawn, counts.withdrawn),
        (Outcome::Quarantined, counts.quarantined),
    ] {
        let Text { fa, en } = outcome.title();
        count(text!(fa: "پرونده‌های {fa}", en: "Entries {en}"), number);
    }
    if let Some(stayed) = counts.stayed {
        let title = Text::new(
            "از آنان، کسانی که به این مرحله راه نیافتند",
            "Of these, kept back by an earlier stage",
        );
        lines.insert(lines.len() - 3, (title, Cell::Whole(stayed as u64)));
    }
    let mut count = |title, count: usize| lines.push((title, Cell::Whole(count as u64)));
    if !scored.entries.amendments.is_empty() {
        count(Text::new("اصلاح‌ها", "Amendments"), scored.entries.amendments.len());
    }
    for file in origin.files() {
        let named = source_text(&file.path, file.sheet.as_deref());
        lines.push((Text::new("فایل داده", "File of data"), Cell::text(named)));
        lines.push((Text::new("اثر انگشت فایل", "Fingerprint of the file"), Cell::text(file.sha256)));
    }
    let (titles, values): (Vec<Text>, Vec<Cell<'a>>) = lines.into_iter().unzip();
    let rows = titles.len();
    let item = move |at: usize| Cell::Said(Cow::Owned(titles[at].clone()));
    let value = move |at: usize| values[at].clone();
    Table {
        name: Text::new("دربارهٔ نتیجه", "About"),
        columns: vec![
            Column::new("item", Text::new("عنوان", "Item"), Kind::Said, 30, item),
            Column::new("value", Text::new("مقدار", "Value"), Kind::Said, 70, value),
        ],
        rows,
    }
}
