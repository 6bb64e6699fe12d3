//! The numbered checks of a receipt.

use super::{OPENING, Opened, Opening, RECEIPT, Receipt, Statement};
use crate::about::{About, RulebookId};
use crate::digest::{Hash, from_hex, hex, sha256};
use crate::files::{FORMAT, MANIFEST, RECORD, ROOT, TREE, read_manifest, read_root};
use crate::replay::{Answer, Checked, Difference, Numbered};
use crate::seal::commitment;
use crate::{sign, tree};
use bartar_criteria::{Text, text};
use std::collections::BTreeMap;

/// What a check of a receipt looks at.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Proof {
    /// It is a receipt, and says the same of its entry everywhere.
    Form = 1,
    /// Leaf and path lead to the root of the tree.
    Inclusion,
    /// The tree, and what the record says of itself, stand in the manifest.
    Parts,
    /// The manifest is the one of the root.
    Manifest,
    /// The root is the published one.
    Root,
    /// The root is signed with the key that was given.
    Signature,
    /// The opening opens the commitment.
    Opening,
}

impl Numbered for Proof {
    fn name(self) -> String {
        format!("R{}", self as u8)
    }

    fn title(self) -> Text {
        match self {
            Self::Form => text!(fa: "ساختار رسید", en: "receipt well formed"),
            Self::Inclusion => text!(fa: "پرونده در درخت مرکل", en: "entry in the Merkle tree"),
            Self::Parts => text!(fa: "درخت در فهرست بخش‌ها", en: "tree in the manifest"),
            Self::Manifest => text!(fa: "فهرست بخش‌ها از آنِ ریشه", en: "manifest under the root"),
            Self::Root => text!(fa: "ریشهٔ منتشرشده", en: "published root"),
            Self::Signature => text!(fa: "امضا", en: "signature"),
            Self::Opening => text!(fa: "داده‌های محرمانه", en: "confidential data"),
        }
    }
}

/// What whoever verifies a receipt knows from elsewhere.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The root that was published.
    pub root: Option<Hash>,
    /// The public key of whoever is to have signed it, as minisign writes it.
    pub key: Option<&'a str>,
    /// The text of the opening.
    pub opening: Option<&'a [u8]>,
}

/// What the checks of a receipt answered.
#[derive(Clone, Debug)]
pub struct Verification {
    /// The root that the receipt states; none where it cannot be read.
    pub root: Option<Hash>,
    /// The rulebook; none where the receipt cannot be read, or a check failed.
    pub rulebook: Option<RulebookId>,
    /// The checks, in their order; that of the opening only where one was given, for it is a document of its own.
    pub checks: Vec<Checked<Proof>>,
    /// What the receipt says of its entry; none where a check failed, for then it says nothing.
    pub statement: Option<Statement>,
    /// What was filed confidentially; none where no opening was given or a check failed.
    pub opened: Option<Opened>,
}

impl Verification {
    /// The answer of all checks together.
    #[must_use]
    pub fn answer(&self) -> Answer {
        Answer::of_all(&self.checks)
    }
}

/// A receipt that was read.
struct Read {
    receipt: Receipt,
    root: Hash,
    leaves: u64,
    tree: Hash,
    path: Vec<Hash>,
    about: About,
    statement: Statement,
}

/// Verifies a receipt: the text of its file.
#[must_use]
pub fn verify(receipt: &[u8], known: &Known<'_>) -> Verification {
    let read = match Read::of(receipt) {
        Ok(read) => read,
        Err(why) => return unread(known, why),
    };
    let mut checks = vec![
        Checked::pass(
            Proof::Form,
            text!(fa: "همه‌جا از همین پرونده می‌گوید", en: "it tells of the same entry everywhere"),
        ),
        read.inclusion(),
        read.parts(),
        read.manifest(),
        read.published(known),
        read.signature(known),
    ];
    let mut opened = None;
    if let Some(opening) = known.opening {
        match read.open(opening) {
            Ok(data) => {
                opened = Some(data);
                let told = text!(
                    fa: "همان است که متقاضی محرمانه ارسال کرده است",
                    en: "it is what the applicant filed confidentially"
                );
                checks.push(Checked::pass(Proof::Opening, told));
            }
            Err(why) => checks.push(Checked::fail(Proof::Opening, why)),
        }
    }
    let mut verification =
        Verification { root: Some(read.root), rulebook: None, checks, statement: None, opened: None };
    if verification.answer() != Answer::Fail {
        verification.rulebook = Some(read.about.rulebook);
        verification.statement = Some(read.statement);
        verification.opened = opened;
    }
    verification
}

fn unread(known: &Known<'_>, why: Text) -> Verification {
    let all = [Proof::Inclusion, Proof::Parts, Proof::Manifest, Proof::Root, Proof::Signature];
    let rest = all.into_iter().chain(known.opening.map(|_| Proof::Opening));
    let unread = |proof| {
        Checked::not_checked(proof, text!(fa: "رسید خوانده نشد", en: "the receipt could not be read"))
    };
    let checks = std::iter::once(Checked::fail(Proof::Form, why)).chain(rest.map(unread)).collect();
    Verification { root: None, rulebook: None, checks, statement: None, opened: None }
}

impl Read {
    fn of(text: &[u8]) -> Result<Self, Text> {
        let receipt: Receipt = serde_json::from_slice(text)
            .map_err(|error| text!(fa: "رسید نیست: {error}", en: "it is no receipt: {error}"))?;
        let schema = &receipt.schema;
        if schema != RECEIPT {
            return Err(text!(
                fa: "قالب آن «{schema}» است و این برنامه {RECEIPT} را می‌خواند",
                en: "its schema is `{schema}`, and this program reads {RECEIPT}"
            ));
        }
        let part = |part: &str| text!(fa: "{part} خوانده نمی‌شود", en: "{part} cannot be read");
        let root = receipt.root.strip_suffix('\n').and_then(read_root);
        let root = root.ok_or_else(|| part(ROOT))?;
        read_manifest(&receipt.manifest).ok_or_else(|| part(MANIFEST))?;
        let about: About = serde_json::from_str(&receipt.record).map_err(|_| part(RECORD))?;
        if about.format != FORMAT {
            return Err(part(RECORD));
        }
        let (leaves, tree) = read_tree(&receipt.tree).ok_or_else(|| part(TREE))?;
        let path: Option<Vec<Hash>> = receipt.path.iter().map(|hash| from_hex(hash)).collect();
        let path = path.ok_or_else(|| part("path"))?;
        let statement = Statement::read(&receipt.leaf, receipt.entry, &about)?;
        if statement.id != receipt.id {
            let (own, other) = (&receipt.id, &statement.id);
            return Err(text!(
                fa: "از پروندهٔ «{own}» می‌گوید و برگ آن از «{other}» است",
                en: "it tells of the entry `{own}`, and its leaf is of `{other}`"
            ));
        }
        if receipt.index.checked_add(1) != Some(receipt.entry) || u64::from(about.entries) != leaves {
            return Err(text!(
                fa: "شمارهٔ پرونده، جای آن در درخت یا شمار پرونده‌ها با هم نمی‌خواند",
                en: "the entry's number, its place in the tree and the number of entries contradict one another"
            ));
        }
        Ok(Self { receipt, root, leaves, tree, path, about, statement })
    }

    fn inclusion(&self) -> Checked<Proof> {
        let leaf = tree::leaf(self.receipt.leaf.as_bytes());
        let found = tree::root_by_path(leaf, u64::from(self.receipt.index), self.leaves, &self.path);
        let (entry, leaves) = (self.receipt.entry, self.leaves);
        let told = text!(
            fa: "برگ {entry} از {leaves} برگ است",
            en: "it is leaf {entry} of {leaves}",
            numbers: entry, leaves
        );
        same(Proof::Inclusion, told, TREE, &self.tree, found)
    }

    fn parts(&self) -> Checked<Proof> {
        let listed: BTreeMap<&str, Hash> = read_manifest(&self.receipt.manifest).unwrap_or_default();
        let parts = [(TREE, &self.receipt.tree), (RECORD, &self.receipt.record)];
        let differences = parts.into_iter().filter_map(|(part, text)| {
            let (expected, found) = (listed.get(part).copied(), sha256(&[text.as_bytes()]));
            (expected != Some(found)).then(|| difference(part, expected, Some(found)))
        });
        let told = text!(
            fa: "{TREE} و {RECORD} با همین اثر انگشت در فهرست‌اند",
            en: "{TREE} and {RECORD} are listed with these hashes"
        );
        Checked::found(Proof::Parts, told, differences.collect())
    }

    fn manifest(&self) -> Checked<Proof> {
        let told = text!(fa: "اثر انگشت آن خود ریشه است", en: "its hash is the root");
        let found = sha256(&[self.receipt.manifest.as_bytes()]);
        same(Proof::Manifest, told, MANIFEST, &self.root, Some(found))
    }

    fn published(&self, known: &Known<'_>) -> Checked<Proof> {
        let told = text!(fa: "همان است که منتشر شده است", en: "it is the one that was published");
        match &known.root {
            Some(published) => same(Proof::Root, told, ROOT, published, Some(self.root)),
            None => Checked::not_checked(
                Proof::Root,
                text!(
                    fa: "ریشهٔ منتشرشده را بدهید؛ ریشه‌ای که تنها در رسید آمده است چیزی را اثبات نمی‌کند",
                    en: "give the published root; a root that stands in the receipt alone proves nothing"
                ),
            ),
        }
    }

    fn signature(&self, known: &Known<'_>) -> Checked<Proof> {
        let proof = Proof::Signature;
        match (&self.receipt.signature, known.key) {
            (None, None) => {
                Checked::not_checked(proof, text!(fa: "رسید امضا ندارد", en: "the receipt has no signature"))
            }
            (None, Some(_)) => Checked::fail(
                proof,
                text!(fa: "کلید داده شد و رسید امضا ندارد", en: "a key was given, and the receipt has no signature"),
            ),
            (Some(_), None) => Checked::not_checked(
                proof,
                text!(
                    fa: "امضا هست؛ کلید عمومی امضاکننده را بدهید",
                    en: "there is a signature; give the signer's public key"
                ),
            ),
            (Some(signature), Some(key)) => {
                match sign::verify_text(self.receipt.root.as_bytes(), signature, key) {
                    Ok(()) => Checked::pass(proof, text!(fa: "از همین کلید است", en: "it is of this key")),
                    Err(why) => Checked::fail(proof, why),
                }
            }
        }
    }

    fn open(&self, text: &[u8]) -> Result<Opened, Text> {
        let opening: Opening = serde_json::from_slice(text)
            .map_err(|error| text!(fa: "گشایش تعهد نیست: {error}", en: "it is no opening: {error}"))?;
        let schema = &opening.schema;
        if schema != OPENING {
            return Err(text!(
                fa: "قالب آن «{schema}» است و این برنامه {OPENING} را می‌خواند",
                en: "its schema is `{schema}`, and this program reads {OPENING}"
            ));
        }
        let Receipt { root, id, entry, .. } = &self.receipt;
        if (&opening.root, &opening.id, &opening.entry) != (root, id, entry) {
            return Err(text!(
                fa: "از پرونده یا سند دیگری است",
                en: "it is of another entry, or of another record"
            ));
        }
        let rows = [&opening.entries, &opening.claims, &opening.faults].map(String::as_str).concat();
        let salt = from_hex(&opening.salt);
        if salt.map(|salt| commitment(&salt, rows.as_bytes())) != Some(self.statement.commitment) {
            return Err(text!(
                fa: "با تعهدی که در برگ است نمی‌خواند: داده‌ها یا نمک آن تغییر کرده است",
                en: "it does not open the leaf's commitment: its data or its salt were changed"
            ));
        }
        Opened::read(&opening, *entry, &self.about)
            .ok_or_else(|| text!(fa: "ردیف‌های آن خوانده نمی‌شود", en: "its rows cannot be read"))
    }
}

/// Number of leaves and root in the text of `tree.txt`, in its one spelling.
fn read_tree(text: &str) -> Option<(u64, Hash)> {
    let (leaves, root) = text.strip_suffix('\n')?.split_once(' ')?;
    let count: u64 = leaves.parse().ok()?;
    (count.to_string() == leaves).then_some((count, from_hex(root)?))
}

fn difference(part: &str, expected: Option<Hash>, found: Option<Hash>) -> Difference {
    let hex = |hash: Option<Hash>| hash.map(|hash| hex(&hash));
    Difference { part: part.to_owned(), expected: hex(expected), found: hex(found), ..Difference::default() }
}

/// A check that two hashes are the same.
fn same(proof: Proof, told: Text, part: &str, expected: &Hash, found: Option<Hash>) -> Checked<Proof> {
    let differs = found != Some(*expected);
    Checked::found(
        proof,
        told,
        differs.then(|| difference(part, Some(*expected), found)).into_iter().collect(),
    )
}
