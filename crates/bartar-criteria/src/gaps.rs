//! What of a rulebook could not be read. It may hold what the rest lacks, so nothing is held against the rest for its
//! sake: one fault makes one finding.

use crate::source::{Sources, Span};
use std::collections::BTreeSet;

/// Parts of a rulebook that say nothing that can be relied upon.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    torn: BTreeSet<Span>,
    misread: BTreeSet<Span>,
    unseen: bool,
}

impl Gaps {
    /// Adds statements that were taken out of a file: they may define and use names.
    pub fn add_torn(&mut self, span: Span) {
        self.torn.insert(span);
    }

    /// Adds a value that was not understood: it may use names.
    pub fn add_misread(&mut self, span: Span) {
        self.misread.insert(span);
    }

    /// Adds a file, or an inherited rulebook, of which nothing can be seen.
    pub fn add_unseen(&mut self) {
        self.unseen = true;
    }

    /// Whether there are parts of which nothing can be seen.
    #[must_use]
    pub fn unseen(&self) -> bool {
        self.unseen
    }

    /// Whether a gap may define the name of a table of one of these kinds: it names it, or is such a table whose own
    /// name is the fault.
    #[must_use]
    pub fn may_define(&self, sources: &Sources, kinds: &[&str], name: &str) -> bool {
        self.may_be(sources, kinds) || texts(&self.torn, sources).any(|text| names(text, name))
    }

    /// Whether a gap may use the name.
    #[must_use]
    pub fn may_use(&self, sources: &Sources, name: &str) -> bool {
        let mut all = texts(&self.torn, sources).chain(texts(&self.misread, sources));
        self.unseen || all.any(|text| names(text, name))
    }

    /// Whether a gap may place something below the axis: `axis = "finance"`.
    #[must_use]
    pub fn may_stand_below(&self, sources: &Sources, axis: &str) -> bool {
        let quoted = [format!("\"{axis}\""), format!("'{axis}'")];
        let mut all = texts(&self.torn, sources).chain(texts(&self.misread, sources));
        self.unseen || all.any(|text| quoted.iter().any(|quoted| text.contains(quoted)))
    }

    /// Whether a gap may be a table of one of these kinds: `[axis.finance`.
    #[must_use]
    pub fn may_be(&self, sources: &Sources, kinds: &[&str]) -> bool {
        let kind = |text: &str| {
            let header = text.trim_start();
            let name = header.trim_start_matches(['[', ' ']);
            header.starts_with('[') && kinds.iter().any(|kind| name.starts_with(kind))
        };
        self.unseen || texts(&self.torn, sources).any(kind)
    }
}

fn texts<'s>(spans: &BTreeSet<Span>, sources: &'s Sources) -> impl Iterator<Item = &'s str> {
    spans.iter().map(|span| sources.slice(*span))
}

/// Whether the name stands in the text, and not as a part of a longer one.
fn names(text: &str, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '\u{200c}');
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + name.len()..));
        !before.is_some_and(|before| before.ends_with(part_of_name))
            && !after.is_some_and(|after| after.starts_with(part_of_name))
    })
}
