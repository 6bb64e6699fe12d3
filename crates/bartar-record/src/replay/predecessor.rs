//! The last check: a record that amends another one starts from what that one sealed.

use super::{Check, Checked, Difference, Known};
use crate::digest::{hex, sha256};
use crate::files::{ENTRIES, Files, MANIFEST, read_manifest};
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
    // What was filed stays as it was; only decisions are added. What is not here is told by the hashes that both list.
    let listed = |files: &Files, part: &str| {
        let manifest = files.get(MANIFEST).and_then(|manifest| std::str::from_utf8(manifest).ok());
        manifest.and_then(read_manifest).and_then(|parts| parts.get(part).copied())
    };
    let hidden = |part: &str| {
        [before, files].iter().any(|files| files.get(part).is_none() && listed(files, part).is_some())
    };
    let mut unseen = Vec::new();
    for part in std::iter::once(ENTRIES).chain(SECRET_PARTS).chain([MARKS]) {
        if hidden(part) {
            if listed(before, part) != listed(files, part) {
                unseen.push(part);
            }
            continue;
        }
        let text = |files: &Files| files.get(part).map(|_| texts(files, part).map(|texts| texts.concat()));
        if text(before) != text(files) {
            differs(
                part,
                before.get(part).map(|bytes| hex(&sha256(&[bytes]))),
                files.get(part).map(|bytes| hex(&sha256(&[bytes]))),
            );
        }
    }
    if hidden(AMENDMENTS) {
        // Without earlier decisions there are none to be kept.
        unseen.extend(listed(before, AMENDMENTS).map(|_| AMENDMENTS));
    } else {
        let decided =
            |files: &Files| texts(files, AMENDMENTS).map(|texts| texts.concat()).unwrap_or_default();
        let (earlier, now) = (decided(before), decided(files));
        for row in earlier.split_inclusive('\n').filter(|row| !now.contains(*row)) {
            differs(AMENDMENTS, Some(row.trim_end().to_owned()), None);
        }
    }
    if differences.is_empty() && !unseen.is_empty() {
        let parts = unseen.join(", ");
        return Checked::not_checked(
            check,
            text!(
                fa: "آنچه همگانی است همان است؛ این بخش‌ها محرمانه‌اند و مقایسه نشد: {parts}",
                en: "what is public is the same; these parts are confidential and were not compared: {parts}"
            ),
        );
    }
    Checked::found(
        check,
        text!(fa: "از همان پرونده‌ها آغاز می‌شود", en: "it starts from the same entries"),
        differences,
    )
}
