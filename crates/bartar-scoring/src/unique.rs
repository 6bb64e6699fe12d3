//! Values that no two entries may share: the same cooperative twice.

use crate::entries::{Cell, Entries, Fault};
use crate::screening::is_withdrawn;
use crate::shared::{Group, Shared};
use bartar_criteria::Rulebook;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::{Text, codes, text};

/// How many other ids a message lists.
const LISTED: usize = 5;

/// The faults of entries with different ids that state the same value for a unique field. An entry that is withdrawn is no
/// second one.
#[must_use]
pub fn same_cooperative(rulebook: &Rulebook, entries: &Entries) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (index, spec) in rulebook.columns.iter().enumerate().filter(|(_, spec)| spec.years_before == 0) {
        let unique = rulebook.fields.get(spec.field).is_some_and(|field| field.unique);
        let Some(column) = entries.columns.get(index).filter(|_| unique) else { continue };
        let mut stated: Vec<(Cell, &str, u32)> = (0_u32..)
            .zip(0..column.len())
            .filter(|(_, row)| !is_withdrawn(rulebook, entries, *row))
            .filter_map(|(entry, row)| Some((column.cell(row).ok()?, entries.ids.get(row), entry)))
            .collect();
        stated.sort_unstable();
        for same in stated.chunk_by(|(a, ..), (b, ..)| a == b).filter(|same| same.len() > 1) {
            let mut ids: Vec<&str> = same.iter().map(|(_, id, _)| *id).collect();
            ids.dedup();
            // Rows of one id are told as such.
            if ids.len() < 2 {
                continue;
            }
            let group = Group::new(same.iter().map(|(.., entry)| *entry));
            let mut messages = Shared::default();
            faults.extend(same.iter().map(|(_, id, entry)| Fault {
                entry: *entry,
                column: u16::try_from(index).ok(),
                code: codes::SAME_COOPERATIVE,
                message: messages.keep(message(id, &ids)),
                group: Some(group.clone()),
            }));
        }
    }
    faults
}

/// What is said of an entry whose value is stated by entries with these ids, its own among them.
fn message(id: &str, ids: &[&str]) -> Text {
    let others = ids.iter().filter(|other| **other != id);
    let mut list_fa: Vec<String> = others.clone().take(LISTED).map(|other| format!("«{other}»")).collect();
    let mut list_en: Vec<String> = others.take(LISTED).map(|other| format!("`{other}`")).collect();
    if let Some(more) = ids.len().checked_sub(LISTED + 1).filter(|more| *more > 0) {
        list_fa.push(format!("و {} پروندهٔ دیگر", to_persian_digits(&more.to_string())));
        list_en.push(format!("and {more} more"));
    }
    let (list_fa, list_en) = (list_fa.join("، "), list_en.join(", "));
    text!(
        fa: "همین مقدار در پرونده‌های دیگر هم آمده است: {list_fa}؛ یک تعاونی یک پرونده دارد",
        en: "the same value stands in other entries: {list_en}; one cooperative has one entry"
    )
}
