//! The last check: a record that amends another one starts from what that one sealed.

use super::{Check, Checked, Difference, Known};
use crate::digest::{hex, sha256};
use crate::files::{ENTRIES, Files, MANIFEST};
use crate::open::{about, texts};
use crate::seal::{AMENDMENTS, MARKS, SECRET_PARTS};
use bartar_criteria::text;

/// Checks the record that this one names as its predecessor.
pub fn check(files: &Files, known: &Known<'_>) -> Checked {
    let check = Check::Predecessor;
    let Ok(own) = about(files) else {
        return Checked::not_checked(check, super::unopened());
    };
    let Some(named) = own.predecessor else {
        return Checked::pass(check, text!(fa: "نخستین سند است", en: "this is a first record"));
    };
    let Some(before) = known.predecessor else {
        return Checked::not_checked(
            check,
            text!(fa: "سند پیشین را هم بدهید؛ ریشهٔ آن {named} است", en: "give the predecessor too; its root is {named}"),
        );
    };
    let mut differences = Vec::new();
    let mut differs = |part: &str, expected: Option<String>, found: Option<String>| {
        differences.push(Difference { part: part.to_owned(), expected, found, ..Difference::default() });
    };
    let root = before.get(MANIFEST).map(|manifest| hex(&sha256(&[manifest])));
    if root.as_deref() != Some(named.as_str()) {
        differs(MANIFEST, Some(named), root);
    }
    // What was filed stays as it was; only decisions are added.
    for part in std::iter::once(ENTRIES).chain(SECRET_PARTS).chain([MARKS]) {
        let text = |files: &Files| files.get(part).map(|_| texts(files, part).map(|texts| texts.concat()));
        if text(before) != text(files) {
            differs(
                part,
                before.get(part).map(|bytes| hex(&sha256(&[bytes]))),
                files.get(part).map(|bytes| hex(&sha256(&[bytes]))),
            );
        }
    }
    let decided = |files: &Files| texts(files, AMENDMENTS).map(|texts| texts.concat()).unwrap_or_default();
    let (earlier, now) = (decided(before), decided(files));
    for row in earlier.split_inclusive('\n').filter(|row| !now.contains(*row)) {
        differs(AMENDMENTS, Some(row.trim_end().to_owned()), None);
    }
    Checked::found(
        check,
        text!(fa: "از همان پرونده‌ها آغاز می‌شود", en: "it starts from the same entries"),
        differences,
    )
}
