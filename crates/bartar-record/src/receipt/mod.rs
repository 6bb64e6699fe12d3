//! Receipts: what an applicant is given to prove that their very entry, with its public data, outcome, points and ranks, stands
//! under the root of a record. A receipt holds nothing confidential and nothing of anybody else; what opens its commitment is a
//! document of its own.

mod leaves;
mod statement;
mod verify;

pub use statement::{ClaimOpened, FaultOpened, Opened, Place, Points, StageStatement, Statement};
pub use verify::{Known, Proof, Verification, verify};

use crate::digest::hex;
use crate::files::{Files, MANIFEST, RECORD, SIGNATURE, TREE, root_line};
use crate::open::{Damage, about};
use crate::replay::intact;
use crate::seal::salt;
use crate::{sign, tree};
use bartar_criteria::decode::nearest;
use bartar_criteria::persian::matching_key;
use bartar_criteria::{Text, text};
pub(crate) use leaves::Leaves;
use serde::{Deserialize, Serialize};

/// The format of receipts and its version.
pub const RECEIPT: &str = "bartar/receipt/1";
/// The format of openings and its version.
pub const OPENING: &str = "bartar/opening/1";
/// What an opening says of itself.
const PRIVATE: &str = "محرمانه: این فایل داده‌های محرمانهٔ پرونده را دارد؛ آن را منتشر نکنید. · PRIVATE: this file holds the entry's confidential data; do not publish it.";

/// What proves that an entry is in a record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`RECEIPT`].
    pub schema: String,
    /// Id of the entry.
    pub id: String,
    /// Its number in the record, from 1.
    pub entry: u32,
    /// Its place among the leaves of the tree, from 0.
    pub index: u32,
    /// The text of the file `ROOT`.
    pub root: String,
    /// The text of `ROOT.minisig`, where the record is signed.
    pub signature: Option<String>,
    /// The text of `MANIFEST`.
    pub manifest: String,
    /// The text of `record.json`, which names the rulebook and the columns.
    pub record: String,
    /// The text of `tree.txt`.
    pub tree: String,
    /// The text of the leaf: the entry's public rows, and the commitment to its confidential ones.
    pub leaf: String,
    /// The hashes beside the way from the leaf to the root of the tree.
    pub path: Vec<String>,
}

/// What opens the commitment of a receipt: for the applicant alone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// [`OPENING`].
    pub schema: String,
    /// That it is private, in words.
    pub private: String,
    /// The text of the file `ROOT`.
    pub root: String,
    /// Id of the entry.
    pub id: String,
    /// Its number in the record.
    pub entry: u32,
    /// The entry's own salt.
    pub salt: String,
    /// The entry's row in `confidential/entries.csv.gz`.
    pub entries: String,
    /// Its rows in `confidential/claims.csv.gz`.
    pub claims: String,
    /// Its rows in `confidential/faults.csv.gz`.
    pub faults: String,
}

/// Why there is no receipt.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Refused {
    /// The record is not whole and unchanged, or is not what it says.
    #[error("{}", .0.en)]
    Record(Text),
    /// No entry has this id, or this id and number.
    #[error("{}", .0.en)]
    Unknown(Text),
    /// Several entries have this id.
    #[error("{}", .0.en)]
    Several(Text),
}

impl From<Damage> for Refused {
    fn from(damage: Damage) -> Self {
        let (part, Text { fa, en }) = (damage.part, damage.what);
        Self::Record(text!(fa: "بخش {part}: {fa}", en: "part {part}: {en}"))
    }
}

/// Makes the receipt of an entry, and what opens its commitment. `number` says which one, where several have the id.
///
/// # Errors
/// When the record is not whole and unchanged, or there is no such entry.
pub fn issue(files: &Files, id: &str, number: Option<u32>) -> Result<(Receipt, Opening), Refused> {
    let root = intact(files).map_err(Refused::Record)?;
    let leaves = Leaves::read(files, &about(files)?)?;
    let entry = chosen(&leaves, id, number)?;
    let hashes = leaves.hashes()?;
    let stated = text_of(files, TREE)?;
    let index = entry - 1;
    let found = tree::path(&hashes, index as usize).filter(|_| stated == tree_text(hashes.len(), &hashes));
    let Some(path) = found else {
        return Err(Refused::Record(text!(
            fa: "درخت مرکل از همین پرونده‌ها نیست",
            en: "the Merkle tree is not the one of these entries"
        )));
    };
    let leaf = String::from_utf8(leaves.leaf(entry)?).map_err(|_| unreadable("leaf"))?;
    let signature = match sign::of(files) {
        None => None,
        Some(_) => Some(text_of(files, SIGNATURE)?),
    };
    let receipt = Receipt {
        schema: RECEIPT.to_owned(),
        id: id.to_owned(),
        entry,
        index,
        root: root_line(&root),
        signature,
        manifest: text_of(files, MANIFEST)?,
        record: text_of(files, RECORD)?,
        tree: stated,
        leaf,
        path: path.iter().map(|hash| hex(hash)).collect(),
    };
    let [entries, claims, faults] = leaves.confidential(entry);
    let opening = Opening {
        schema: OPENING.to_owned(),
        private: PRIVATE.to_owned(),
        root: receipt.root.clone(),
        id: id.to_owned(),
        entry,
        salt: hex(&salt(&leaves.salt_key, entry)),
        entries,
        claims,
        faults,
    };
    Ok((receipt, opening))
}

/// The number of the entry that is meant.
fn chosen(leaves: &Leaves, id: &str, number: Option<u32>) -> Result<u32, Refused> {
    let ids = leaves.ids();
    let with_id: Vec<u32> = ids.iter().filter(|(_, other)| other == id).map(|(number, _)| *number).collect();
    let listed = |comma: &str| with_id.iter().map(u32::to_string).collect::<Vec<_>>().join(comma);
    match (with_id.as_slice(), number) {
        ([], _) => {
            let key = matching_key(id);
            let alike = ids.iter().map(|(_, other)| other.as_str()).find(|other| matching_key(other) == key);
            let (near_fa, near_en) =
                match alike.or_else(|| nearest(id, ids.iter().map(|(_, other)| other.as_str()))) {
                    Some(near) => {
                        (format!("؛ شاید «{near}» منظور بوده است"), format!("; did you mean `{near}`?"))
                    }
                    None => Default::default(),
                };
            Err(Refused::Unknown(text!(
                fa: "پرونده‌ای با شناسهٔ «{id}» در سند نیست{near_fa}",
                en: "there is no entry with the id `{id}` in the record{near_en}"
            )))
        }
        ([only], None) => Ok(*only),
        (several, Some(number)) if several.contains(&number) => Ok(number),
        (_, Some(number)) => {
            let (all_fa, all_en) = (listed("، "), listed(", "));
            Err(Refused::Unknown(text!(
                fa: "پروندهٔ {number} شناسهٔ «{id}» ندارد؛ شمارهٔ پرونده‌های این شناسه: {all_fa}",
                en: "entry {number} does not have the id `{id}`; numbers of the entries with it: {all_en}",
                numbers: number
            )))
        }
        (_, None) => {
            let (all_fa, all_en) = (listed("، "), listed(", "));
            Err(Refused::Several(text!(
                fa: "چند پرونده شناسهٔ «{id}» دارند، با شماره‌های {all_fa}؛ یکی را با \u{2066}--entry N\u{2069} برگزینید",
                en: "several entries have the id `{id}`, with the numbers {all_en}; choose one with --entry N"
            )))
        }
    }
}

fn text_of(files: &Files, part: &str) -> Result<String, Refused> {
    let text = files.get(part).and_then(|bytes| std::str::from_utf8(bytes).ok());
    text.map(str::to_owned).ok_or_else(|| unreadable(part))
}

fn unreadable(part: &str) -> Refused {
    Refused::Record(text!(fa: "بخش {part} خوانده نمی‌شود", en: "the part {part} cannot be read"))
}

/// The text of `tree.txt`.
fn tree_text(leaves: usize, hashes: &[crate::digest::Hash]) -> String {
    format!("{leaves} {}\n", hex(&tree::root(hashes)))
}

impl Receipt {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        document(self)
    }
}

impl Opening {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        document(self)
    }
}

fn document(document: &impl Serialize) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(document).unwrap_or_default();
    text.push(b'\n');
    text
}
