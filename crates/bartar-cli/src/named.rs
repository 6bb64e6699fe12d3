//! What is meant by a name on the command line: pools and stages by id or title, entries by id or name.

use crate::exit::{Exit, Failure, say};
use bartar_criteria::decode::nearest_of;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::persian::matching_key;
use bartar_criteria::{Lang, Severity, Text, text};
use bartar_scoring::{Scored, find};
use std::collections::BTreeSet;

/// Ids that a message lists.
const LISTED: usize = 10;

/// Ids that are suggested in place of one that there is not.
const SUGGESTED: usize = 3;

/// Things that have an id and a title.
pub struct Titled<'a>(pub Vec<(&'a str, &'a Text)>);

impl<'a> Titled<'a> {
    /// The ids of those that are meant: the one with this id; else those with this title; else those that have these words
    /// in their title, in either language. None where nothing is meant.
    pub fn meant(&self, name: &str) -> Vec<&'a str> {
        if let Some((id, _)) = self.0.iter().find(|(id, _)| *id == name) {
            return vec![id];
        }
        let key = matching_key(name);
        if key.is_empty() {
            return Vec::new();
        }
        let titled = |fits: &dyn Fn(&str) -> bool| -> Vec<&'a str> {
            let fits = |title: &Text| fits(&matching_key(&title.fa)) || fits(&matching_key(&title.en));
            self.0.iter().filter(|(_, title)| fits(title)).map(|(id, _)| *id).collect()
        };
        let whole = titled(&|title| title == key);
        if whole.is_empty() { titled(&|title| title.contains(&key)) } else { whole }
    }

    /// All of them, each as `id (title)`.
    pub fn listed(&self) -> Text {
        let all = |lang: Lang, comma: &str| {
            let named = self.0.iter().map(|(id, title)| format!("{id} ({})", title.get(lang)));
            named.collect::<Vec<_>>().join(comma)
        };
        Text::new(all(Lang::Fa, "، "), all(Lang::En, ", "))
    }
}

/// The rows of the entry that is meant, of which there is at least one: those with this id; else those of the only entry
/// with this name, which is told.
pub fn entry(scored: &Scored<'_>, name: &str, lang: Lang) -> Result<Vec<usize>, Failure> {
    let rows = find(scored, name);
    if !rows.is_empty() {
        return Ok(rows);
    }
    let (key, entries) = (matching_key(name), scored.entries);
    let bears = |row: &usize| !key.is_empty() && matching_key(entries.names.get(*row)) == key;
    let rows: Vec<usize> = (0..entries.len()).filter(bears).collect();
    let ids: BTreeSet<&str> = rows.iter().map(|row| entries.ids.get(*row)).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    match ids.as_slice() {
        [] => Err(unknown(scored, name)),
        // Without an id there is nothing by which rows could be one entry.
        [""] if rows.len() == 1 => Ok(rows),
        [id] if !id.is_empty() => {
            let told = text!(
                fa: "پرونده‌ای با شناسهٔ «{name}» نیست؛ پروندهٔ «{id}» که این نام را دارد در نظر گرفته شد",
                en: "no entry has the id `{name}`; the entry `{id}`, which has this name, is taken"
            );
            say(lang, Severity::Notice, &told);
            Ok(find(scored, id))
        }
        ids => Err(several(name, ids, rows.len())),
    }
}

/// Several entries have the name.
fn several(name: &str, ids: &[&str], rows: usize) -> Failure {
    let ids: Vec<&str> = ids.iter().copied().filter(|id| !id.is_empty()).collect();
    let mut listed_fa: Vec<String> = ids.iter().take(LISTED).map(|id| format!("«{id}»")).collect();
    let mut listed_en: Vec<String> = ids.iter().take(LISTED).map(|id| format!("`{id}`")).collect();
    if let Some(more) = ids.len().checked_sub(LISTED).filter(|more| *more > 0) {
        listed_fa.push(format!("و {} پروندهٔ دیگر", to_persian_digits(&more.to_string())));
        listed_en.push(format!("and {more} more"));
    }
    let (listed_fa, listed_en) = (listed_fa.join("، "), listed_en.join(", "));
    let rows_fa = to_persian_digits(&rows.to_string());
    let told = if ids.is_empty() {
        text!(
            fa: "نام «{name}» در {rows_fa} ردیف آمده است و هیچ‌یک شناسه ندارد",
            en: "the name `{name}` stands in {rows} rows, and none of them has an id"
        )
    } else {
        text!(
            fa: "نام «{name}» در {rows_fa} ردیف آمده است؛ شناسهٔ یکی را بدهید: {listed_fa}",
            en: "the name `{name}` stands in {rows} rows; give the id of one: {listed_en}"
        )
    };
    Failure::Told(Exit::Usage, told)
}

/// No entry has the id or name.
fn unknown(scored: &Scored<'_>, name: &str) -> Failure {
    let ids = || (0..scored.entries.len()).map(|row| scored.entries.ids.get(row));
    let key = matching_key(name);
    let alike = ids().filter(|id| matching_key(id) == key).min();
    let (hint_fa, hint_en) = match alike {
        Some(other) => (
            format!("؛ شناسهٔ «{other}» هست که تنها در شیوهٔ نوشتن با آن تفاوت دارد"),
            format!("; there is `{other}`, which differs only in how it is written"),
        ),
        None => match nearest_of(name, ids(), SUGGESTED).as_slice() {
            [] => Default::default(),
            near => (
                format!("؛ نزدیک‌ترین شناسه‌ها: «{}»", near.join("»، «")),
                format!("; the nearest ids: `{}`", near.join("`, `")),
            ),
        },
    };
    Failure::Told(
        Exit::NoInput,
        text!(
            fa: "پرونده‌ای با شناسه یا نام «{name}» در داده‌ها نیست{hint_fa}",
            en: "there is no entry with the id or name `{name}` in the data{hint_en}"
        ),
    )
}
