//! Findings for people: the line at fault with the fault underlined, what is wrong, and what to do.
//!
//! Text goes out in its logical order, without marks of direction: the rulebook's own line must look as it does in an
//! editor, and a terminal that knows Persian orders the rest by itself.

use super::Counts;
use super::place::path;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::source::{Sources, Span};
use bartar_criteria::{Diagnostic, Lang, Severity};
use std::ops::Range;

/// Farther apart than this, two places of one file are shown apart.
const NEAR: usize = 20;

/// All findings, and a last line that counts them. `prefix` is the rulebook's folder, before the paths of its files.
#[must_use]
pub fn human(
    sources: &Sources,
    diagnostics: &[Diagnostic],
    prefix: &str,
    lang: Lang,
    colour: bool,
) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut text = String::new();
    for found in diagnostics {
        text.push_str(&renderer.render(&[group(sources, found, prefix, lang)]));
        text.push_str("\n\n");
    }
    text.push_str(&closing(Counts::of(diagnostics), lang));
    text.push('\n');
    text
}

fn group<'a>(sources: &'a Sources, found: &'a Diagnostic, prefix: &str, lang: Lang) -> Group<'a> {
    let severity = found.code.severity();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Notice => Level::NOTE,
    };
    let level = match lang {
        Lang::En if severity != Severity::Notice => level,
        lang => level.with_name(severity.word().get(lang).to_owned()),
    };
    let title = level.primary_title(found.message.get(lang)).id(found.code.name());
    let mut excerpts: Vec<Excerpt<'a>> = Vec::new();
    let places = [(found.span, None)]
        .into_iter()
        .chain(found.related.iter().map(|(span, why)| (*span, Some(why.get(lang)))));
    for (span, label) in places {
        let lines = lines(sources, span);
        let near = |excerpt: &&mut Excerpt<'a>| {
            let gap = lines
                .start
                .saturating_sub(excerpt.lines.end)
                .max(excerpt.lines.start.saturating_sub(lines.end));
            excerpt.file == span.file && gap <= NEAR
        };
        match excerpts.iter_mut().find(near) {
            Some(excerpt) => {
                excerpt.lines = excerpt.lines.start.min(lines.start)..excerpt.lines.end.max(lines.end);
                excerpt.places.push((span, label));
            }
            None => excerpts.push(Excerpt { file: span.file, lines, places: vec![(span, label)] }),
        }
    }
    let mut group = title.elements(std::iter::empty::<Snippet<'a, annotate_snippets::Annotation<'a>>>());
    for excerpt in excerpts {
        group = excerpt.add(sources, prefix, group);
    }
    let (help, mend) = match lang {
        Lang::En => (Level::HELP, found.code.0.mend.1),
        Lang::Fa => (Level::HELP.with_name("چاره"), found.code.0.mend.0),
    };
    // What to do about any finding of this kind, where there is nothing more to the point.
    group.element(help.message(found.hint.as_ref().map_or(mend, |hint| hint.get(lang))))
}

/// Neighbouring lines of one file with the places to be marked in them.
struct Excerpt<'a> {
    file: u16,
    /// Numbers of the lines, from 0.
    lines: Range<usize>,
    places: Vec<(Span, Option<&'a str>)>,
}

impl<'a> Excerpt<'a> {
    fn add(self, sources: &'a Sources, prefix: &str, group: Group<'a>) -> Group<'a> {
        let text = sources.file(self.file).map_or("", |source| source.text.as_str());
        let first = self.places.first().map(|(span, _)| *span).unwrap_or_default();
        let shown = path(sources, first, prefix);
        // There is nothing to show of a file that is empty or cannot be read.
        if text.is_empty() {
            return group.element(Origin::path(shown).line(1).char_column(1));
        }
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        let start = starts.get(self.lines.start).copied().unwrap_or(0);
        let end = starts.get(self.lines.end + 1).map_or(text.len(), |next| next - 1);
        let within = |span: Span| {
            let clip = |at: u32| (at as usize).clamp(start, end) - start;
            clip(span.start)..clip(span.end)
        };
        let marks = self.places.iter().enumerate().map(|(index, (span, label))| {
            let kind =
                if index == 0 && label.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
            let mark = kind.span(within(*span));
            match label {
                Some(label) => mark.label(*label),
                None => mark,
            }
        });
        let source = text.get(start..end).unwrap_or_default();
        group.element(Snippet::source(source).line_start(self.lines.start + 1).path(shown).annotations(marks))
    }
}

/// The numbers, from 0, of the first and last line of a span.
fn lines(sources: &Sources, span: Span) -> Range<usize> {
    let text = sources.file(span.file).map_or("", |source| source.text.as_str());
    let line = |at: u32| text.get(..at as usize).map_or(0, |before| before.matches('\n').count());
    let first = line(span.start);
    first..line(span.end.saturating_sub(1)).max(first)
}

fn closing(counts: Counts, lang: Lang) -> String {
    let kinds = [
        (counts.error, Severity::Error),
        (counts.warning, Severity::Warning),
        (counts.notice, Severity::Notice),
    ];
    let parts: Vec<String> = (kinds.into_iter().filter(|(count, _)| *count > 0))
        .map(|(count, severity)| {
            let word = severity.word();
            match lang {
                Lang::Fa => format!("{} {}", to_persian_digits(&count.to_string()), word.fa),
                Lang::En => format!("{count} {}{}", word.en, if count == 1 { "" } else { "s" }),
            }
        })
        .collect();
    match (parts.is_empty(), lang) {
        (true, Lang::Fa) => "چیزی یافت نشد".to_owned(),
        (true, Lang::En) => "nothing found".to_owned(),
        (false, Lang::Fa) => parts.join("، "),
        (false, Lang::En) => parts.join(", "),
    }
}
