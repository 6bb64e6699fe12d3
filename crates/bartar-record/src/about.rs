//! `record.json`: what a record says of itself.

use bartar_criteria::rulebook::Identity;
use serde::{Deserialize, Serialize};

/// What a record says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Format and version.
    pub format: String,
    /// The engine that made it, and its version.
    pub engine: String,
    /// The rulebook.
    pub rulebook: RulebookId,
    /// Folders of the results, stage after stage.
    pub results: Vec<String>,
    /// How many entries were filed.
    pub entries: u32,
    /// Names of the public columns, in the order of `entries.csv`.
    pub public: Vec<String>,
    /// Names of the other columns, in the order of `confidential/entries.csv`.
    pub confidential: Vec<String>,
    /// How many lines of marks there are; none where the panel has not met.
    pub marks: Option<u32>,
    /// How many amendments were decided, rejected ones included.
    pub amendments: u32,
    /// The root of the record that this one amends.
    pub predecessor: Option<String>,
}

/// A rulebook by its id, edition and hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulebookId {
    /// Id.
    pub id: String,
    /// Edition.
    pub edition: String,
    /// SHA-256 of the text `<sha256>  <path>\n` over the files, sorted by path.
    pub sha256: String,
    /// The rulebooks it inherits from, nearest first.
    pub inherits: Vec<InheritedId>,
}

/// A rulebook that the record's inherits from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InheritedId {
    /// Its folder, relative to the heir's.
    pub path: String,
    /// Its hash.
    pub sha256: String,
}

impl RulebookId {
    /// Of a loaded rulebook.
    #[must_use]
    pub fn of(identity: &Identity) -> Self {
        let inherited = |ancestor: &bartar_criteria::rulebook::Ancestor| InheritedId {
            path: ancestor.path.clone(),
            sha256: ancestor.sha256.clone(),
        };
        Self {
            id: identity.id.clone(),
            edition: identity.edition.clone(),
            sha256: identity.sha256.clone(),
            inherits: identity.inherits.iter().map(inherited).collect(),
        }
    }
}

impl About {
    /// The text of the part.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }
}
