//! Ids that are missing or given to several rows.

use std::hash::{DefaultHasher, Hasher};

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Fault, TextColumn};
use rayon::slice::ParallelSliceMut;

use crate::blanks::shown;

/// The faults of ids that are empty or stand in several rows.
pub(crate) fn faults(ids: &TextColumn) -> Vec<Fault> {
    let mut faults = Vec::new();
    // Sorted by hash, equal ids come together; the ids themselves then decide. The hash serves speed alone.
    let mut order: Vec<(u64, u32)> = Vec::with_capacity(ids.len());
    for entry in 0..u32::try_from(ids.len()).unwrap_or(u32::MAX) {
        let id = ids.get(entry as usize);
        if id.is_empty() {
            faults.push(fault(
                entry,
                codes::MISSING_ID,
                text!(
                    fa: "این ردیف شناسه ندارد؛ شناسهٔ پرونده را بنویسید",
                    en: "this row has no id; write the id of the entry"
                ),
            ));
        } else {
            order.push((hash(id), entry));
        }
    }
    order.par_sort_unstable();
    for same_hash in order.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1) {
        let mut same_hash: Vec<u32> = same_hash.iter().map(|(_, entry)| *entry).collect();
        same_hash.sort_by(|a, b| ids.get(*a as usize).cmp(ids.get(*b as usize)));
        for same in same_hash.chunk_by(|a, b| ids.get(*a as usize) == ids.get(*b as usize)) {
            if let [first, _, ..] = same {
                let message = repeated(ids.get(*first as usize), same.len());
                faults.extend(same.iter().map(|entry| fault(*entry, codes::DUPLICATE_ID, message.clone())));
            }
        }
    }
    faults
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

fn repeated(id: &str, count: usize) -> Text {
    let (id, count_fa) = (shown(id), to_persian_digits(&count.to_string()));
    text!(
        fa: "شناسهٔ «{id}» در {count_fa} ردیف آمده است؛ هر پرونده یک ردیف و شناسه‌ای از آن خود دارد",
        en: "{count} rows carry the id `{id}`; each entry has one row and an id of its own"
    )
}

fn fault(entry: u32, code: bartar_criteria::diagnostic::Code, message: Text) -> Fault {
    Fault { entry, column: None, code, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_repeated_id_is_at_fault() {
        let mut ids = TextColumn::default();
        for id in ["b", "a", "", "b", "c", "b", "A", "a "] {
            ids.push(id);
        }
        let mut found: Vec<(u32, &str)> =
            faults(&ids).iter().map(|fault| (fault.entry, fault.code.name())).collect();
        found.sort_unstable();
        assert_eq!(found, [(0, "duplicate-id"), (2, "missing-id"), (3, "duplicate-id"), (5, "duplicate-id")]);
        let message = faults(&ids).into_iter().find(|fault| fault.entry == 0).unwrap().message;
        assert_eq!(message.en, "3 rows carry the id `b`; each entry has one row and an id of its own");
        assert!(message.fa.contains("۳ ردیف"));
    }
}
