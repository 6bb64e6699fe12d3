//! Loading: a folder of files to a rulebook, with everything found on the way.

use crate::codes::{INHERIT_FAILED, MISSING_RULEBOOK_FILE, NOT_UTF8};
use crate::decode::{Cx, Decode};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Item, Value, apply_defaults, merge, parse};
use crate::resolve::resolve;
use crate::rulebook::{Ancestor, Identity, Rulebook};
use crate::source::{Sources, Span};
use crate::syntax::RulebookDef;
use crate::text;
use crate::text::Text;
use crate::{codes, lint};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Name of the file that every rulebook has.
const RULEBOOK_FILE: &str = "rulebook.toml";

/// Longest chain of inheritance; a cycle is found by it.
const LONGEST_CHAIN: usize = 8;

/// The files of a rulebook's folder, by path relative to it, with forward slashes.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// The bytes of each file.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    /// SHA-256 (hex) of the text `<sha256>  <path>\n` over the files, sorted by path: what
    /// `sha256sum * | sha256sum` prints in the folder.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut listing = String::new();
        for (path, bytes) in &self.files {
            // Writing to a string cannot fail.
            let _ = writeln!(listing, "{}  {path}", hex(&Sha256::digest(bytes)));
        }
        hex(&Sha256::digest(listing.as_bytes()))
    }
}

/// Where the folders of inherited rulebooks come from.
pub trait FolderSource {
    /// Opens the folder at `path`, relative to the rulebook being loaded (`../asem-2018-b`).
    ///
    /// # Errors
    /// Why it cannot be read, for people.
    fn open(&self, path: &str) -> Result<Folder, Text>;
}

/// What loading gives.
#[derive(Debug)]
pub struct Loaded {
    /// The files, for the places of diagnostics.
    pub sources: Sources,
    /// Id, edition and fingerprint, as far as they could be read.
    pub identity: Identity,
    /// The rulebook, when no diagnostic is an error.
    pub rulebook: Option<Rulebook>,
    /// Everything found, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Loads the rulebook in `folder`, resolves and lints it.
#[must_use]
pub fn load(folder: &Folder, others: &dyn FolderSource) -> Loaded {
    let mut loader = Loader {
        sources: Sources::default(),
        diagnostics: Diagnostics::default(),
        ancestors: Vec::new(),
        others,
    };
    let root = loader.root(folder, "", 0);
    let Loader { sources, mut diagnostics, ancestors, .. } = loader;
    let mut identity = Identity {
        id: String::new(),
        edition: String::new(),
        sha256: folder.fingerprint(),
        inherits: ancestors,
    };
    let rulebook = root.and_then(|mut root| {
        // Once, at the end: an heir's defaults reach the inherited tables too.
        if let Some(defaults) = root.get("defaults").cloned() {
            apply_defaults(&mut root, &defaults);
        }
        let mut cx = Cx { sources: &sources, diagnostics: &mut diagnostics };
        let definition = RulebookDef::decode(&root, &mut cx)?;
        let edition = definition.rulebook.as_ref();
        identity.id =
            edition.and_then(|edition| edition.id.as_ref()).map(|id| id.value.clone()).unwrap_or_default();
        identity.edition = edition.and_then(|edition| edition.edition.clone()).unwrap_or_default();
        let resolved = resolve(&root, &definition, identity.clone(), &sources, &mut diagnostics);
        lint::lint(&resolved, &definition, &mut diagnostics);
        Some(resolved.rulebook)
    });
    let rulebook = rulebook.filter(|_| !diagnostics.has_errors());
    Loaded { diagnostics: diagnostics.sorted(), sources, identity, rulebook }
}

struct Loader<'a> {
    sources: Sources,
    diagnostics: Diagnostics,
    ancestors: Vec<Ancestor>,
    others: &'a dyn FolderSource,
}

impl Loader<'_> {
    /// The merged tree of one folder, laid upon that of the rulebook it inherits from.
    fn root(&mut self, folder: &Folder, path: &str, depth: usize) -> Option<Item> {
        let own = self.own_tree(folder, path)?;
        let inherits = own.get("rulebook").and_then(|edition| edition.get("inherits")).cloned();
        let Some(Item { value: Value::Text(wanted), span }) = inherits else {
            return Some(own);
        };
        let target = join(path, &wanted);
        if !is_sibling(&wanted) {
            self.diagnostics.push(
                Diagnostic::new(
                    INHERIT_FAILED,
                    span,
                    text!(
                        fa: "«{wanted}» پوشه‌ای در کنار همین شیوه‌نامه نیست",
                        en: "`{wanted}` is not a folder beside this rulebook"
                    ),
                )
                .hint(Text::new(
                    "چنین بنویسید: inherits = \"../نام-پوشه\"",
                    "write it as: inherits = \"../name-of-the-folder\"",
                )),
            );
            return None;
        }
        let opened = if depth + 1 >= LONGEST_CHAIN {
            Err(Text::new(
                "زنجیرهٔ ارث‌بری به خودش می‌رسد یا بیش از اندازه دراز است",
                "the chain of inheritance runs in a circle or is too long",
            ))
        } else {
            self.others.open(&target)
        };
        match opened {
            Ok(base) => {
                self.ancestors.push(Ancestor { path: target.clone(), sha256: base.fingerprint() });
                let mut merged = self.root(&base, &target, depth + 1)?;
                // What an edition says of itself is its own: nothing of the ancestor's identity shines through.
                if let Value::Table(table) = &mut merged.value {
                    table.entries.shift_remove("rulebook");
                }
                merge(&mut merged, own);
                Some(merged)
            }
            Err(reason) => {
                self.diagnostics.push(Diagnostic::new(
                    INHERIT_FAILED,
                    span,
                    Text::new(
                        format!("شیوه‌نامهٔ پایه «{target}» خوانده نشد: {}", reason.fa),
                        format!("the inherited rulebook `{target}` cannot be read: {}", reason.en),
                    ),
                ));
                None
            }
        }
    }

    /// The tree of the folder's own files: `rulebook.toml` first, then the other TOML files by name.
    fn own_tree(&mut self, folder: &Folder, path: &str) -> Option<Item> {
        let mut names: Vec<&String> =
            folder.files.keys().filter(|name| !name.contains('/') && is_toml(name)).collect();
        names.sort_by_key(|name| (name.as_str() != RULEBOOK_FILE, name.as_str()));
        if names.first().is_none_or(|name| name.as_str() != RULEBOOK_FILE) {
            let file = self.sources.add(join(path, RULEBOOK_FILE), "");
            self.diagnostics.push(
                Diagnostic::new(
                    MISSING_RULEBOOK_FILE,
                    Span { file, start: 0, end: 0 },
                    text!(fa: "پوشه فایل «{RULEBOOK_FILE}» ندارد", en: "the folder holds no `{RULEBOOK_FILE}`"),
                )
                .hint(Text::new(
                    "نشانی پوشهٔ شیوه‌نامه را بدهید، نه پوشهٔ بالای آن",
                    "give the rulebook's own folder, not the one above it",
                )),
            );
            return None;
        }
        let mut whole: Option<Item> = None;
        for name in names {
            let shown = join(path, name);
            let bytes = &folder.files[name];
            let Ok(text) = std::str::from_utf8(bytes) else {
                let file = self.sources.add(shown, "");
                self.diagnostics.push(
                    Diagnostic::new(
                        NOT_UTF8,
                        Span { file, start: 0, end: 0 },
                        text!(fa: "فایل «{name}» به UTF-8 نیست", en: "the file `{name}` is not UTF-8"),
                    )
                    .hint(Text::new("فایل را با کدگذاری UTF-8 ذخیره کنید", "save the file as UTF-8")),
                );
                continue;
            };
            let file = self.sources.add(shown, text.strip_prefix('\u{feff}').unwrap_or(text));
            let item = parse(&self.sources, file, &mut self.diagnostics);
            match &mut whole {
                None => whole = Some(item),
                Some(whole) => self.join_files(whole, item),
            }
        }
        whole
    }

    /// Puts the tables of a further file beside those of the first; the same id twice is an error, not an override.
    fn join_files(&mut self, whole: &mut Item, more: Item) {
        let (Value::Table(whole), Value::Table(more)) = (&mut whole.value, more.value) else { return };
        for (key, (span, item)) in more.entries {
            let Some((_, existing)) = whole.entries.get_mut(&key) else {
                whole.entries.insert(key, (span, item));
                continue;
            };
            let (Value::Table(existing), Value::Table(added)) = (&mut existing.value, item.value) else {
                self.twice(&key, span);
                continue;
            };
            for (id, (span, item)) in added.entries {
                if existing.entries.contains_key(&id) {
                    self.twice(&format!("{key}.{id}"), span);
                } else {
                    existing.entries.insert(id, (span, item));
                }
            }
        }
    }

    fn twice(&mut self, key: &str, span: Span) {
        self.diagnostics.push(Diagnostic::new(
            codes::DUPLICATE_NAME,
            span,
            text!(fa: "«{key}» در فایل دیگری هم تعریف شده است", en: "`{key}` is defined in another file too"),
        ));
    }
}

fn is_toml(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, extension)| extension == "toml")
}

/// Whether an inherited rulebook is named as `../name`, or as `../../group/name` for a neighbour of the folder above:
/// never by a path that leads elsewhere.
fn is_sibling(wanted: &str) -> bool {
    let parts: Vec<&str> = wanted.split('/').collect();
    let up = parts.iter().take_while(|part| **part == "..").count();
    let named = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
    (1..=2).contains(&up) && parts.len() == up * 2 && parts[up..].iter().all(named)
}

/// `path/name` with `.` and `..` worked out as text.
fn join(path: &str, name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
