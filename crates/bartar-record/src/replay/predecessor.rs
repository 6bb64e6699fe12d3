//! The last check: a record that amends another one starts from what that one sealed.

use super::{Answer, Check, Checked, Difference, Known};
use crate::digest::{hex, sha256};
use crate::files::{ENTRIES, Files, MANIFEST, RECORD, read_manifest};
use crate::filing::AMENDMENTS_HEADER;
use crate::open::{about, read_part, texts};
use crate::seal::{AMENDMENTS, MARKS, SECRET_PARTS};
use bartar_criteria::text;
use std::collections::BTreeSet;

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
    // It must be that record itself, whole: its manifest alone would prove nothing.
    let whole = super::files::check(before, &Known::default(), super::is_public(before));
    for Difference { part, expected, found, .. } in whole.differences {
        differs(&part, expected, found);
    }
    if whole.answer == Answer::Fail && whole.count == 0 {
        differs(MANIFEST, None, Some(whole.told.en));
    }
    if about(before).ok().map(|before| before.rulebook) != Some(own.rulebook) {
        differs(RECORD, Some("the predecessor's rulebook".to_owned()), Some("another rulebook".to_owned()));
    }
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
        let (earlier, now) = (decided(before), decided(files));
        for row in earlier.difference(&now) {
            differs(AMENDMENTS, Some(row.join(",")), None);
        }
        // What was decided since is a set of its own, after all that were there.
        let set = |row: &[String]| row.first().and_then(|set| set.parse::<u32>().ok());
        let last = earlier.iter().filter_map(|row| set(row)).max().unwrap_or(0);
        for row in now.difference(&earlier).filter(|row| set(row) != last.checked_add(1)) {
            differs(AMENDMENTS, None, Some(row.join(",")));
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

/// The decisions of a record, as rows; none where there are none, or where they cannot be read, which the first check tells.
fn decided(files: &Files) -> BTreeSet<Vec<String>> {
    let mut rows = BTreeSet::new();
    let read = read_part(files, AMENDMENTS, AMENDMENTS_HEADER, |cells| {
        rows.insert(cells.iter().map(ToString::to_string).collect());
        Some(())
    });
    if read.is_ok() { rows } else { BTreeSet::new() }
}
