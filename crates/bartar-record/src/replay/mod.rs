//! Replay: a record scored again from its sealed entries and rulebook, and compared with what it says, check by check.

mod check;
mod compare;
mod filed;
mod files;
mod predecessor;
pub(crate) mod recomputed;

pub use check::{Answer, Check, Checked, Difference, MOST_SHOWN, Numbered};

use crate::digest::Hash;
use crate::files::{Files, SALT_KEY};
use crate::open::{Damage, open};
use crate::sign;
use bartar_criteria::{Text, text};

/// What whoever checks a record knows from elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The root that was published.
    pub root: Option<Hash>,
    /// The public key of whoever is to have signed it, as minisign writes it.
    pub key: Option<&'a str>,
    /// The record that it amends.
    pub predecessor: Option<&'a Files>,
}

/// What the checks of a record answered.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The root that the record states; none where it states none.
    pub root: Option<Hash>,
    /// Whether it is the public form of a record.
    pub public: bool,
    /// The checks, in their order.
    pub checks: Vec<Checked>,
}

impl Replay {
    /// The answer of all checks together: fail where one fails, else not checked where one was not, else pass.
    #[must_use]
    pub fn answer(&self) -> Answer {
        Answer::of_all(&self.checks)
    }

    /// What one check answered.
    #[must_use]
    pub fn of(&self, check: Check) -> Option<&Checked> {
        self.checks.iter().find(|checked| checked.check == check)
    }
}

/// Whether these files are the public form of a record: nothing confidential is among them.
#[must_use]
pub fn is_public(files: &Files) -> bool {
    files.get(SALT_KEY).is_none() && !files.0.keys().any(|path| path.starts_with(crate::files::CONFIDENTIAL))
}

/// The root of a record whose files are whole and unchanged and hold what is confidential.
///
/// # Errors
/// What is wrong with it, in words.
pub fn intact(files: &Files) -> Result<Hash, Text> {
    if is_public(files) {
        return Err(text!(
            fa: "شکل همگانی است و آنچه محرمانه است در آن نیست",
            en: "it is the public form, without what is confidential"
        ));
    }
    let checked = files::check(files, &Known::default(), false);
    match (checked.answer, files.root()) {
        (Answer::Pass, Some(root)) => Ok(root),
        _ => Err(match checked.differences.first() {
            Some(Difference { part, .. }) => {
                text!(fa: "بخش {part} تغییر کرده است", en: "the part {part} was changed")
            }
            None => checked.told,
        }),
    }
}

/// Checks a record.
#[must_use]
pub fn replay(files: &Files, known: &Known<'_>) -> Replay {
    let public = is_public(files);
    let mut checks = vec![files::check(files, known, public), signature(files, known)];
    let more = if public {
        crate::public::checks(files)
    } else {
        open(files).map(|sealed| {
            let (more, of_files) = recomputed::checks(files, &sealed);
            for difference in of_files {
                // The manifest may have told it already.
                if !checks[0].differences.iter().any(|known| known.part == difference.part) {
                    checks[0].add(difference);
                }
            }
            more
        })
    };
    match more {
        Ok(more) => checks.extend(more),
        Err(damage) => {
            add_damage(&mut checks[0], &damage);
            checks.extend(between().map(|check| Checked::not_checked(check, unopened())));
        }
    }
    checks.push(predecessor::check(files, known));
    Replay { root: files.root(), public, checks }
}

/// A part that cannot be read fails the first check, whatever its hash says.
pub(crate) fn add_damage(checked: &mut Checked, damage: &Damage) {
    let row = damage.row.map(|row| format!("row {row}"));
    let difference = Difference {
        part: damage.part.clone(),
        of: row,
        found: Some(damage.what.en.clone()),
        ..Difference::default()
    };
    let Text { fa, en } = &damage.what;
    let part = &damage.part;
    if checked.answer != Answer::Fail {
        checked.told =
            text!(fa: "بخش {part} خوانده نمی‌شود: {fa}", en: "the part {part} cannot be read: {en}");
    }
    checked.add(difference);
}

/// The checks that need what is inside a record.
pub(crate) fn between() -> impl Iterator<Item = Check> {
    Check::ALL.into_iter().filter(|check| (Check::Rulebook..Check::Predecessor).contains(check))
}

pub(crate) fn unopened() -> Text {
    text!(fa: "سند باز نشد", en: "the record could not be opened")
}

fn signature(files: &Files, known: &Known<'_>) -> Checked {
    let check = Check::Signature;
    match (sign::of(files), known.key) {
        (None, None) => {
            Checked::not_checked(check, text!(fa: "سند امضا ندارد", en: "the record is not signed"))
        }
        (None, Some(_)) => Checked::fail(
            check,
            text!(fa: "کلید داده شد و سند امضا ندارد", en: "a key was given, and the record is not signed"),
        ),
        (Some(_), None) => Checked::not_checked(
            check,
            text!(
                fa: "امضا هست؛ کلید عمومی امضاکننده را بدهید",
                en: "there is a signature; give the signer's public key"
            ),
        ),
        (Some(_), Some(key)) => match sign::verify(files, key) {
            Ok(()) => Checked::pass(check, text!(fa: "از همین کلید است", en: "it is of this key")),
            Err(why) => Checked::fail(check, why),
        },
    }
}
