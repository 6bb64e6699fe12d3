//! Findings as a document for programs: `bartar/check/1`.

use super::Counts;
use super::place::{end, path};
use bartar_criteria::rulebook::Identity;
use bartar_criteria::source::{Sources, Span};
use bartar_criteria::{Code, Diagnostic, Severity, Text};
use serde::Serialize;

/// The document.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// `bartar/check/1`.
    pub schema: &'static str,
    /// Which rulebook, as far as it could be read.
    pub rulebook: Identity,
    /// How many findings of each gravity.
    pub counts: Counts,
    /// The findings, by place.
    pub diagnostics: Vec<Finding>,
}

/// A finding.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// Its code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Text,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What to do.
    pub hint: Option<Text>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The page about its code, from the root of the program's own folder.
    pub page: String,
}

/// A stretch of a file; lines and columns from 1, columns in characters.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// Line of its first character.
    pub line: usize,
    /// Column of its first character.
    pub column: usize,
    /// Line of its end.
    pub end_line: usize,
    /// Column just behind its last character.
    pub end_column: usize,
    /// What is written there.
    pub text: String,
}

/// Another place, and why it belongs to the finding.
#[derive(Clone, Debug, Serialize)]
pub struct Related {
    /// Why.
    pub message: Text,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// The document about one rulebook. `prefix` is its folder, before the paths of its files.
#[must_use]
pub fn check(sources: &Sources, diagnostics: &[Diagnostic], prefix: &str, rulebook: &Identity) -> Check {
    let place = |span: Span| {
        let (line, column) = sources.line_column(span);
        let (end_line, end_column) = end(sources, span);
        let text = sources.slice(span).to_owned();
        Place { file: path(sources, span, prefix), line, column, end_line, end_column, text }
    };
    let finding = |found: &Diagnostic| Finding {
        code: found.code,
        severity: found.code.severity(),
        message: found.message.clone(),
        place: place(found.span),
        hint: found.hint.clone(),
        related: found
            .related
            .iter()
            .map(|(span, why)| Related { message: why.clone(), place: place(*span) })
            .collect(),
        page: format!("docs/diagnostics/{}.md", found.code),
    };
    Check {
        schema: "bartar/check/1",
        rulebook: rulebook.clone(),
        counts: Counts::of(diagnostics),
        diagnostics: diagnostics.iter().map(finding).collect(),
    }
}
