//! The files of a record, the list of its parts, and the root.

use crate::digest::{Hash, from_hex, hex, sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What the root line begins with: the format and its version.
pub const FORMAT: &str = "bartar/record/1";

/// The list of parts, as `sha256sum` writes it.
pub const MANIFEST: &str = "MANIFEST";
/// The one line that stands for everything under it.
pub const ROOT: &str = "ROOT";
/// The signature of [`ROOT`].
pub const SIGNATURE: &str = "ROOT.minisig";
/// What the record says of itself.
pub const RECORD: &str = "record.json";
/// Number of leaves and root of the tree of entries.
pub const TREE: &str = "tree.txt";
/// The rulebook's own files stand in `rulebook/0/`, those of the rulebooks it inherits from in `rulebook/1/` and so on.
pub const RULEBOOK: &str = "rulebook/";
/// The entries as filed: what is public of them.
pub const ENTRIES: &str = "entries.csv.gz";
/// Counts and sums of the entries as filed.
pub const TOTALS: &str = "totals.csv";
/// What stands below here is no part of the public form.
pub const CONFIDENTIAL: &str = "confidential/";
/// The key of the salts.
pub const SALT_KEY: &str = "confidential/salt-key.txt";
/// The commitments to what is confidential of each entry: in the public form only, where they cannot be computed.
pub const COMMITMENTS: &str = "commitments.txt.gz";
/// Where entries came from; outside the root.
pub const PROVENANCE: &str = "provenance/";
/// When, where and by whom the record was made; outside the root.
pub const ENVELOPE: &str = "envelope.json";

/// The files of a record by path, with forward slashes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// The bytes of a file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Adds a file, or puts it in place of one.
    pub fn put(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), bytes.into());
    }

    /// Lists the parts there are and makes the root.
    pub fn close(&mut self) {
        let mut manifest = String::new();
        for (path, bytes) in self.0.iter().filter(|(path, _)| is_part(path)) {
            // Writing to a string cannot fail.
            let _ = writeln!(manifest, "{}  {path}", hex(&sha256(&[bytes])));
        }
        self.put(ROOT, root_line(&sha256(&[manifest.as_bytes()])));
        self.put(MANIFEST, manifest);
    }

    /// The root that the record states; none where the file is not just its line.
    #[must_use]
    pub fn root(&self) -> Option<Hash> {
        read_root(std::str::from_utf8(self.get(ROOT)?).ok()?.strip_suffix('\n')?)
    }
}

/// Whether a file stands under the root.
#[must_use]
pub fn is_part(path: &str) -> bool {
    let of_provenance = |path: &str| matches!(path, "files.json" | "places.csv.gz" | "data.csv.gz");
    !matches!(path, MANIFEST | ROOT | SIGNATURE | ENVELOPE | COMMITMENTS)
        && !path.strip_prefix(PROVENANCE).is_some_and(of_provenance)
}

/// The root line of a manifest with this hash.
#[must_use]
pub fn root_line(manifest: &Hash) -> String {
    format!("{FORMAT} {}\n", hex(manifest))
}

/// The hash in a root line, without its line feed.
#[must_use]
pub fn read_root(line: &str) -> Option<Hash> {
    from_hex(line.strip_prefix(FORMAT)?.strip_prefix(' ')?)
}

/// The hashes that a manifest lists, by path; none where it is no manifest in its one spelling: a line for each part, sorted by
/// path, each once.
#[must_use]
pub fn read_manifest(text: &str) -> Option<BTreeMap<&str, Hash>> {
    let mut parts = BTreeMap::new();
    for line in text.split_inclusive('\n') {
        let (hash, path) = line.strip_suffix('\n')?.split_once("  ")?;
        let sorted = parts.last_key_value().is_none_or(|(last, _)| *last < path);
        if !sorted || !is_part(path) || !is_path(path) {
            return None;
        }
        parts.insert(path, from_hex(hash)?);
    }
    Some(parts)
}

/// Whether a path leads nowhere but into the record's own folder, on any system.
#[must_use]
pub fn is_path(path: &str) -> bool {
    path.split('/').all(|name| !name.is_empty() && name != "." && name != "..")
        && !path.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
}
