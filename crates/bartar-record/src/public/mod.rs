//! The public form: a record without what is confidential, and what of it can still be checked.

mod checks;
mod eligibility;
mod honours;
mod leaves;
mod lists;
mod published;
mod ranks;
mod stage;

pub(crate) use checks::checks;

use crate::files::{COMMITMENTS, CONFIDENTIAL, Files, MANIFEST, ROOT, SIGNATURE, is_part};
use crate::open::{Damage, Sealed, open};
use crate::replay::{Answer, intact};
use crate::seal::blocks;
use bartar_criteria::{Text, text};

/// The public form of a record: what it holds that is not confidential, under the same root, with the commitments to what is.
/// Where entries came from, and the envelope, are left out: paths, machines and people prove nothing to the public.
///
/// # Errors
/// Why there is none, in words: the record is not whole and unchanged, or its tree does not hold its entries.
pub fn form(files: &Files) -> Result<Files, Text> {
    intact(files)?;
    let stays = |path: &str| {
        matches!(path, MANIFEST | ROOT | SIGNATURE) || is_part(path) && !path.starts_with(CONFIDENTIAL)
    };
    let mut public = Files(files.0.iter().filter(|(path, _)| stays(path)).map(owned).collect());
    let Sealed { about, competition, salt_key, .. } = open(files).map_err(in_words)?;
    let commitments = leaves::commitments(files, competition.entries.len(), &salt_key).map_err(in_words)?;
    let compressed = blocks(commitments.as_bytes()).map_err(|error| Text::same(error.to_string()))?;
    public.put(COMMITMENTS, compressed);
    match leaves::check(&public, &about).map_err(in_words)?.answer {
        Answer::Pass => Ok(public),
        Answer::Fail | Answer::NotChecked => Err(text!(
            fa: "درخت مرکل آن از پرونده‌هایش به دست نمی‌آید",
            en: "its Merkle tree is not that of its entries"
        )),
    }
}

fn owned((path, bytes): (&String, &Vec<u8>)) -> (String, Vec<u8>) {
    (path.clone(), bytes.clone())
}

fn in_words(damage: Damage) -> Text {
    let (part, Text { fa, en }) = (damage.part, damage.what);
    text!(fa: "بخش {part}: {fa}", en: "the part {part}: {en}")
}
