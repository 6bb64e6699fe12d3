//! Ids that are missing, given to several rows, or alike but for their encoding.

use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::persian::matching_key;
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Fault, TextColumn};
use bartar_scoring::shared::Group;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use crate::blanks::shown;

/// How many other ids a message lists.
const LISTED: usize = 5;

/// The faults of ids that are empty or stand in several rows, and the notices of ids that only look alike.
///
/// Ids compare byte by byte: those that look alike are different entries, but a person should know.
///
/// `joined`: whether files have several rows for an entry, which could not be joined where an id is still repeated.
pub(crate) fn faults(ids: &TextColumn, joined: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let all = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let id = |entry: u32| ids.get(entry as usize);
    let message = Arc::new(text!(
        fa: "این ردیف شناسه ندارد؛ شناسهٔ پرونده را بنویسید",
        en: "this row has no id; write the id of the entry"
    ));
    for entry in (0..all).filter(|entry| id(*entry).is_empty()) {
        faults.push(fault(entry, codes::MISSING_ID, &message, None));
    }
    // Sorted by the hash of their keys, equal ids and those that look alike come together; the keys and ids themselves
    // then decide. The hash serves speed alone.
    let mut order: Vec<(u64, u32)> = (0..all)
        .into_par_iter()
        .filter(|entry| !id(*entry).is_empty())
        .map(|entry| (hash(&matching_key(id(entry))), entry))
        .collect();
    order.par_sort_unstable();
    for same_hash in order.chunk_by(|(a, _), (b, _)| a == b).filter(|run| run.len() > 1) {
        let mut keyed: Vec<(String, &str, u32)> =
            same_hash.iter().map(|(_, entry)| (matching_key(id(*entry)), id(*entry), *entry)).collect();
        keyed.sort_unstable();
        for same_key in keyed.chunk_by(|(a, ..), (b, ..)| a == b) {
            let groups: Vec<_> = same_key.chunk_by(|(_, a, _), (_, b, _)| a == b).collect();
            for group in &groups {
                if let [(_, id, _), _, ..] = group {
                    let message = Arc::new(repeated(id, group.len(), joined));
                    let all = Group::new(group.iter().map(|(.., entry)| *entry));
                    faults.extend(
                        group
                            .iter()
                            .map(|(.., entry)| fault(*entry, codes::DUPLICATE_ID, &message, Some(&all))),
                    );
                }
            }
            let distinct: Vec<&str> =
                groups.iter().filter_map(|group| group.first()).map(|(_, id, _)| *id).collect();
            if distinct.len() > 1 {
                let all = Group::new(same_key.iter().map(|(.., entry)| *entry));
                for group in groups {
                    let Some((_, id, _)) = group.first() else { continue };
                    let message = Arc::new(alike(id, &distinct));
                    faults.extend(
                        group
                            .iter()
                            .map(|(.., entry)| fault(*entry, codes::SIMILAR_IDS, &message, Some(&all))),
                    );
                }
            }
        }
    }
    faults
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(key.as_bytes());
    hasher.finish()
}

/// What is said of an id that looks like others, all of which, itself included, are `distinct`.
fn alike(id: &str, distinct: &[&str]) -> Text {
    let listed = distinct.iter().filter(|other| **other != id).take(LISTED);
    let mut list_fa: Vec<String> =
        listed.clone().map(|other| format!("«{}»{}", shown(other), apart(id, other).fa)).collect();
    let mut list_en: Vec<String> =
        listed.map(|other| format!("`{}`{}", shown(other), apart(id, other).en)).collect();
    if let Some(more) = distinct.len().checked_sub(LISTED + 1).filter(|more| *more > 0) {
        list_fa.push(format!("و {} شناسهٔ دیگر", to_persian_digits(&more.to_string())));
        list_en.push(format!("and {more} more"));
    }
    let (id, list_fa, list_en) = (shown(id), list_fa.join("، "), list_en.join(", "));
    text!(
        fa: "شناسهٔ «{id}» تنها در شیوهٔ نوشتن با این شناسه‌ها تفاوت دارد: {list_fa}؛ ببینید یک تعاونی دو بار ثبت نشده باشد",
        en: "the id `{id}` differs only in how it is written from {list_en}; see that no cooperative is entered twice"
    )
}

/// The first character in which two ids differ, since the eye may not see it.
fn apart(id: &str, other: &str) -> Text {
    let (mut own, mut others) = (id.chars(), other.chars());
    let mut number = 1;
    loop {
        let (a, b) = (own.next(), others.next());
        if a != b || a.is_none() {
            let code = |c: Option<char>| c.map(|c| format!("U+{:04X}", u32::from(c)));
            let (a_fa, b_fa) = (code(a).unwrap_or("هیچ".to_owned()), code(b).unwrap_or("هیچ".to_owned()));
            let (a_en, b_en) =
                (code(a).unwrap_or("nothing".to_owned()), code(b).unwrap_or("nothing".to_owned()));
            let number_fa = to_persian_digits(&number.to_string());
            return text!(
                fa: " (نویسهٔ {number_fa}: اینجا {a_fa}، آنجا {b_fa})",
                en: " (character {number}: {a_en} here, {b_en} there)"
            );
        }
        number += 1;
    }
}

fn repeated(id: &str, count: usize, joined: bool) -> Text {
    let (id, count_fa) = (shown(id), to_persian_digits(&count.to_string()));
    if joined {
        return text!(
            fa: "شناسهٔ «{id}» در {count_fa} ردیف آمده است که به یک پرونده نمی‌پیوندند؛ هر پرونده برای هر سال یک ردیف دارد",
            en: "{count} rows carry the id `{id}` and cannot be joined into one entry; each entry has one row for each year"
        );
    }
    text!(
        fa: "شناسهٔ «{id}» در {count_fa} ردیف آمده است؛ هر پرونده یک ردیف و شناسه‌ای از آن خود دارد",
        en: "{count} rows carry the id `{id}`; each entry has one row and an id of its own"
    )
}

fn fault(entry: u32, code: Code, message: &Arc<Text>, group: Option<&Group>) -> Fault {
    Fault { entry, column: None, code, message: Arc::clone(message), group: group.cloned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_a_repeated_id_is_at_fault() {
        let mut ids = TextColumn::default();
        for id in ["b", "a", "", "b", "c", "b", "d"] {
            ids.push(id);
        }
        let mut found: Vec<(u32, &str)> =
            faults(&ids, false).iter().map(|fault| (fault.entry, fault.code.name())).collect();
        found.sort_unstable();
        assert_eq!(found, [(0, "duplicate-id"), (2, "missing-id"), (3, "duplicate-id"), (5, "duplicate-id")]);
        let message = faults(&ids, false).into_iter().find(|fault| fault.entry == 0).unwrap().message;
        assert_eq!(message.en, "3 rows carry the id `b`; each entry has one row and an id of its own");
        assert!(message.fa.contains("۳ ردیف"));
    }

    /// The notices of ids that look alike: the id and the English message, by row.
    fn similar(all: &[&str]) -> Vec<(u32, String)> {
        let mut ids = TextColumn::default();
        for id in all {
            ids.push(id);
        }
        let notices = faults(&ids, false).into_iter().filter(|fault| fault.code == codes::SIMILAR_IDS);
        let mut found: Vec<_> = notices.map(|fault| (fault.entry, fault.message.en.clone())).collect();
        found.sort();
        found
    }

    #[test]
    fn ids_that_only_look_alike_are_told_and_not_at_fault() {
        for (a, b) in [
            ("C-15", "C-۱۵"),
            ("C-15", "C-١٥"),
            ("C-15", "c-15"),
            ("تعاونی ۱", "تعاوني ۱"),
            ("کویر", "كویر"),
            ("caf\u{E9}", "cafe\u{301}"),
            ("می\u{200C}رود", "می رود"),
            ("C  15", "C 15"),
            ("C\u{200F}15", "C15"),
        ] {
            let found = similar(&["other", a, "Othello", b]);
            assert_eq!(found.iter().map(|(row, _)| *row).collect::<Vec<_>>(), [1, 3], "{a} {b}");
        }
        assert_eq!(similar(&["C-15", "C-16", "C15", "C_15", "1", "01"]), []);
    }

    #[test]
    fn a_notice_of_similar_ids_names_the_others_and_where_they_differ() {
        let found = similar(&["C-1", "c-1", "C-۱"]);
        assert_eq!(
            found[0].1,
            "the id `C-1` differs only in how it is written from `C-۱` (character 3: U+0031 here, U+06F1 there), \
             `c-1` (character 1: U+0043 here, U+0063 there); see that no cooperative is entered twice"
        );
        let found = similar(&["1", "1\u{200F}1", "11"]);
        assert!(found[1].1.contains("`1\\u{200f}1`") || found[0].1.contains("1\\u{200f}1"), "{found:?}");
        let many: Vec<String> = (0..9).map(|blanks| format!("a{}b", " ".repeat(blanks))).collect();
        let found = similar(&many.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(found[0].1.contains("and 3 more"), "{}", found[0].1);
    }

    #[test]
    fn rows_of_one_id_that_looks_like_another_are_told_both() {
        let mut ids = TextColumn::default();
        for id in ["a", "A", "a"] {
            ids.push(id);
        }
        let mut found: Vec<(u32, &str)> =
            faults(&ids, false).iter().map(|fault| (fault.entry, fault.code.name())).collect();
        found.sort_unstable();
        let (twice, similar) = ("duplicate-id", "similar-ids");
        assert_eq!(found, [(0, twice), (0, similar), (1, similar), (2, twice), (2, similar)]);
    }
}
