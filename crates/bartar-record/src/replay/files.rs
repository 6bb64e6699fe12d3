//! The first check: every part is there and unchanged, and nothing else is.

use super::{Check, Checked, Difference, Known};
use crate::digest::{hex, sha256};
use crate::files::{COMMITMENTS, CONFIDENTIAL, Files, MANIFEST, ROOT, is_part, read_manifest};
use bartar_criteria::text;

/// Checks the files of a record against its manifest, and the manifest against its root.
pub fn check(files: &Files, known: &Known<'_>, public: bool) -> Checked {
    let check = Check::Files;
    let Some(root) = files.root() else {
        return Checked::fail(
            check,
            text!(fa: "فایل {ROOT} نیست یا ریشه‌ای در آن نیست", en: "{ROOT} is missing, or holds no root"),
        );
    };
    let Some(text) = files.get(MANIFEST) else {
        return Checked::fail(check, text!(fa: "فایل {MANIFEST} نیست", en: "{MANIFEST} is missing"));
    };
    let mut differences = Vec::new();
    let mut differs = |part: &str, expected: Option<String>, found: Option<String>| {
        differences.push(Difference { part: part.to_owned(), expected, found, ..Difference::default() });
    };
    if let Some(published) = known.root.filter(|published| *published != root) {
        differs(ROOT, Some(hex(&published)), Some(hex(&root)));
    }
    let own = sha256(&[text]);
    if own != root {
        differs(MANIFEST, Some(hex(&root)), Some(hex(&own)));
    }
    let Some(parts) = std::str::from_utf8(text).ok().and_then(read_manifest) else {
        return Checked::fail(check, text!(fa: "{MANIFEST} خوانده نمی‌شود", en: "{MANIFEST} cannot be read"));
    };
    for (path, hash) in &parts {
        match files.get(path) {
            None if public && path.starts_with(CONFIDENTIAL) => {}
            None => differs(path, Some(hex(hash)), None),
            Some(bytes) => {
                let found = sha256(&[bytes]);
                if found != *hash {
                    differs(path, Some(hex(hash)), Some(hex(&found)));
                }
            }
        }
    }
    let listed = |path: &str| parts.contains_key(path) || !is_part(path) && (public || path != COMMITMENTS);
    for path in files.0.keys().filter(|path| !listed(path)) {
        differs(path, None, Some(hex(&sha256(&[files.get(path).unwrap_or_default()]))));
    }
    let there = parts.keys().filter(|path| files.get(path).is_some()).count();
    let all = parts.len();
    Checked::found(
        check,
        text!(
            fa: "{there} بخش از {all} بخش هست و همه دست‌نخورده‌اند",
            en: "{there} of {all} parts are here, all unchanged",
            numbers: there, all
        ),
        differences,
    )
}
