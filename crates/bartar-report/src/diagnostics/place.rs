//! Where findings stand, as people are told.

use bartar_criteria::source::{Sources, Span};

/// The path of a span's file behind `prefix`, the rulebook's folder. `..` takes a part of the prefix back.
pub(super) fn path(sources: &Sources, span: Span, prefix: &str) -> String {
    let shown = sources.file(span.file).map_or("", |source| source.path.as_str());
    let mut folder = prefix.trim_end_matches('/');
    let mut rest = shown;
    while let Some(shorter) = rest.strip_prefix("../") {
        let (above, last) = folder.rsplit_once('/').unwrap_or(("", folder));
        if matches!(last, "" | "." | "..") {
            break;
        }
        (folder, rest) = (above, shorter);
    }
    match (folder, prefix.starts_with('/')) {
        ("", true) => format!("/{rest}"),
        ("", false) => rest.to_owned(),
        (folder, _) => format!("{folder}/{rest}"),
    }
}

/// Line and column of a span's end, both from 1: the place just behind its last character.
pub(super) fn end(sources: &Sources, span: Span) -> (usize, usize) {
    sources.line_column(Span { start: span.end, ..span })
}
