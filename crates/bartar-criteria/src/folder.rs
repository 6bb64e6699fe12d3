//! Loading: a folder of files to a rulebook, with everything found on the way.

use crate::codes::{INHERIT_FAILED, MISSING_RULEBOOK_FILE, NOT_UTF8, RULEBOOK_TOO_LARGE};
use crate::decode::{Cx, Decode};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Item, Table, Value, apply_defaults, merge, parse};
use crate::encoding::{self, Written};
use crate::resolve::resolve;
use crate::rulebook::{Ancestor, Identity, Rulebook};
use crate::source::{Sources, Span};
use crate::syntax::{OVERRIDABLE, RulebookDef, defaulted};
use crate::text;
use crate::text::Text;
use crate::{codes, lint};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Name of the file that every rulebook has.
const RULEBOOK_FILE: &str = "rulebook.toml";

/// Most bytes of the TOML files of one folder: hundreds of times what people write.
const MOST_BYTES: usize = 4 << 20;

/// Most TOML files of one folder.
const MOST_FILES: usize = 1_000;

/// Most entries of one table: fields, indicators, choices.
const MOST_ENTRIES: usize = 2_000;

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
    let root = loader.root(folder, "");
    let Loader { sources, mut diagnostics, ancestors, .. } = loader;
    let mut identity = Identity {
        id: String::new(),
        edition: String::new(),
        sha256: folder.fingerprint(),
        inherits: ancestors,
    };
    let rulebook = root.and_then(|mut root| {
        if let Some(crowded) = crowded(&root) {
            diagnostics.push(crowded);
            return None;
        }
        settle(&mut root, &mut Cx { sources: &sources, diagnostics: &mut diagnostics });
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
    /// The merged tree of one folder, laid upon that of the rulebook it inherits from. Where that one cannot be read, the
    /// folder's own tables are looked at all the same.
    fn root(&mut self, folder: &Folder, path: &str) -> Option<Item> {
        let own = self.own_tree(folder, path)?;
        let inherits = own.get("rulebook").and_then(|edition| edition.get("inherits")).cloned();
        let base = match &inherits {
            Some(Item { value: Value::Text(wanted), span }) => self.base(path, wanted, *span),
            None => return Some(own),
            // What it should be is told when it is decoded.
            Some(_) => None,
        };
        let Some(mut merged) = base else {
            self.diagnostics.gaps.add_unseen();
            return Some(own);
        };
        // What an edition says of itself is its own: nothing of the ancestor's identity shines through.
        if let Value::Table(table) = &mut merged.value {
            table.entries.shift_remove("rulebook");
        }
        merge(&mut merged, own);
        Some(merged)
    }

    /// The tree of the inherited rulebook.
    fn base(&mut self, path: &str, wanted: &str, span: Span) -> Option<Item> {
        let target = join(path, wanted);
        if !is_sibling(wanted) {
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
        let again = self.ancestors.iter().any(|ancestor| ancestor.path == target);
        let opened = if again || self.ancestors.len() + 1 >= LONGEST_CHAIN {
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
                self.root(&base, &target)
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
        let bytes: usize = names.iter().map(|name| folder.files[*name].len()).sum();
        if bytes > MOST_BYTES || names.len() > MOST_FILES {
            let largest = names.iter().max_by_key(|name| folder.files[**name].len());
            let file = self.sources.add(join(path, largest.map_or(RULEBOOK_FILE, |name| name.as_str())), "");
            let (megabytes, most, files) = (MOST_BYTES >> 20, MOST_FILES, names.len());
            self.diagnostics.push(too_large(
                Span { file, start: 0, end: 0 },
                text!(
                    fa: "{files} فایل شیوه‌نامه {bytes} بایت است؛ بیش از {megabytes} مگابایت یا {most} فایل خوانده نمی‌شود",
                    en: "the {files} files of the rulebook have {bytes} bytes; no more than {megabytes} megabytes or {most} files are read",
                    numbers: files, bytes, megabytes, most
                ),
            ));
            return None;
        }
        let mut whole: Option<Item> = None;
        for name in names {
            let shown = join(path, name);
            let bytes = &folder.files[name];
            let (text, other) = match encoding::read(bytes) {
                Written::Utf8(text) => (Some(text), None),
                Written::Other(encoding, text) => (text, Some(encoding)),
            };
            let seen = text.is_some();
            let file = self.sources.add(shown, text.unwrap_or_default());
            if let Some(encoding) = other {
                self.not_utf8(file, name, &encoding);
            }
            if !seen {
                self.diagnostics.gaps.add_unseen();
                continue;
            }
            let item = parse(&self.sources, file, &mut self.diagnostics);
            match &mut whole {
                None => whole = Some(item),
                Some(whole) => self.join_files(whole, item),
            }
        }
        Some(whole.unwrap_or(Item { span: Span::default(), value: Value::Table(Table::default()) }))
    }

    fn not_utf8(&mut self, file: u16, name: &str, encoding: &Text) {
        self.diagnostics.push(
            Diagnostic::new(
                NOT_UTF8,
                Span { file, start: 0, end: 0 },
                Text::new(
                    format!("فایل «{name}» با UTF-8 ذخیره نشده است؛ {}", encoding.fa),
                    format!("the file `{name}` is not UTF-8; {}", encoding.en),
                ),
            )
            .hint(Text::new("فایل را با کدگذاری UTF-8 ذخیره کنید", "save the file as UTF-8")),
        );
    }

    /// Puts the tables of a further file beside those of the first; the same id twice is an error, not an override.
    fn join_files(&mut self, whole: &mut Item, more: Item) {
        let (Value::Table(whole), Value::Table(more)) = (&mut whole.value, more.value) else { return };
        whole.torn |= more.torn;
        for (key, (span, item)) in more.entries {
            let Some((_, existing)) = whole.entries.get_mut(&key) else {
                whole.entries.insert(key, (span, item));
                continue;
            };
            let (Value::Table(existing), Value::Table(added)) = (&mut existing.value, item.value) else {
                self.twice(&key, span);
                continue;
            };
            existing.torn |= added.torn;
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

fn too_large(at: Span, message: Text) -> Diagnostic {
    Diagnostic::new(RULEBOOK_TOO_LARGE, at, message).hint(Text::new(
        "فایلی را که جزو شیوه‌نامه نیست از پوشه بردارید، یا شیوه‌نامه را به چند شیوه‌نامه بخش کنید",
        "take the file that does not belong to the rulebook out of its folder, or split the rulebook in several",
    ))
}

/// The first table with more entries than are looked at.
fn crowded(item: &Item) -> Option<Diagnostic> {
    let table = item.as_table()?;
    let count = table.entries.len();
    let most = MOST_ENTRIES;
    if count > most {
        return Some(too_large(
            item.span,
            text!(
                fa: "اینجا {count} جدول یا کلید هست؛ بیش از {most} پذیرفته نیست",
                en: "there are {count} tables or keys here; no more than {most} are accepted",
                numbers: count, most
            ),
        ));
    }
    table.entries.values().find_map(|(_, inner)| crowded(inner))
}

/// Reads misspelt names of kinds as what they are meant to be, before tables are laid upon each other by them.
fn settle(root: &mut Item, cx: &mut Cx<'_>) {
    let Value::Table(root) = &mut root.value else { return };
    if cx.diagnostics.gaps.unseen() {
        root.tear();
    }
    let mut read = cx.keys(root, &RulebookDef::keys()).into_owned();
    if let Some((_, Item { value: Value::Table(table), .. })) = read.entries.get_mut("defaults") {
        *table = cx.keys(table, &defaulted()).into_owned();
    }
    if let Some((_, Item { value: Value::Table(sectors), .. })) = read.entries.get_mut("sector") {
        for (_, sector) in sectors.entries.values_mut() {
            if let Value::Table(table) = &mut sector.value {
                *table = cx.keys(table, OVERRIDABLE).into_owned();
            }
        }
    }
    *root = read;
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
