//! Diagnostics: what is wrong, where, and what to do about it.

use crate::gaps::Gaps;
use crate::source::Span;
use crate::text::Text;
use serde::{Serialize, Serializer};
use std::collections::HashSet;
use std::fmt;
use std::hash::{Hash, Hasher};

/// How grave a diagnostic is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The rulebook or the data cannot be used or relied on, or an entry is quarantined.
    Error,
    /// Usable, but probably not what was meant.
    Warning,
    /// Worth knowing.
    Notice,
}

impl Severity {
    /// The word in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }

    /// The word people read.
    #[must_use]
    pub fn word(self) -> Text {
        let fa = match self {
            Self::Error => "خطا",
            Self::Warning => "هشدار",
            Self::Notice => "یادآوری",
        };
        Text::new(fa, self.name())
    }
}

/// Everything there is to say about one kind of diagnostic; its page in `docs/diagnostics` is made from this.
#[derive(Debug)]
pub struct CodeInfo {
    /// The code, in kebab case; also the name of its page.
    pub name: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One line, Persian and English.
    pub title: (&'static str, &'static str),
    /// What it means and why it matters.
    pub meaning: (&'static str, &'static str),
    /// How to mend it: what is in the data, for whoever mends them, who never saw the rulebook; else in the rulebook.
    pub mend: (&'static str, &'static str),
    /// What the rulebook can do about a finding in the data, for the secretariat.
    pub secretariat: Option<(&'static str, &'static str)>,
    /// A short example that triggers it; empty where none helps.
    pub example: &'static str,
}

/// The kind of a diagnostic. The codes are the constants of [`crate::codes`].
#[derive(Copy, Clone)]
pub struct Code(pub &'static CodeInfo);

impl Code {
    /// The code as people and programs write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// How grave it is.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.0.severity
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Code {}

impl Hash for Code {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.name.hash(state);
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name)
    }
}

/// One finding in a rulebook.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind.
    pub code: Code,
    /// What is wrong here.
    pub message: Text,
    /// Where.
    pub span: Span,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Span, Text)>,
    /// What to do.
    pub hint: Option<Text>,
}

impl Diagnostic {
    /// A diagnostic at `span`.
    #[must_use]
    pub fn new(code: Code, span: Span, message: Text) -> Self {
        Self { code, message, span, related: Vec::new(), hint: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn also(mut self, span: Span, why: Text) -> Self {
        self.related.push((span, why));
        self
    }
}

/// Collects diagnostics; nothing stops at the first.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Code, place and message of each, to find the very same again.
    told: HashSet<(&'static str, Span, String)>,
    /// What could not be read, and may hold what the rest lacks.
    pub gaps: Gaps,
}

impl Diagnostics {
    /// Adds one, unless the very same stands there already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let key = (diagnostic.code.name(), diagnostic.span, diagnostic.message.en.clone());
        if self.told.insert(key) {
            self.list.push(diagnostic);
        }
    }

    /// Adds one, or its place to the one that says the same of another: a name that is nowhere defined is one fault,
    /// however often it is used.
    pub fn push_place(&mut self, diagnostic: Diagnostic) {
        let alike = |d: &&mut Diagnostic| {
            d.code == diagnostic.code && d.message == diagnostic.message && d.span != diagnostic.span
        };
        match self.list.iter_mut().find(alike) {
            Some(first) if first.related.iter().all(|(span, _)| *span != diagnostic.span) => {
                first.related.push((diagnostic.span, Text::new("اینجا هم", "here too")));
            }
            Some(_) => {}
            None => self.push(diagnostic),
        }
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.code.severity() == Severity::Error)
    }

    /// All of them, by place, then code.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by(|a, b| (a.span, a.code.name()).cmp(&(b.span, b.code.name())));
        self.list
    }

    /// All of them as found.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.list
    }
}
