//! Where in a rulebook something stands: files, spans, lines and columns.

/// One file of a rulebook.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path as shown to people, with forward slashes.
    pub path: String,
    /// The file's text.
    pub text: String,
}

/// All files a rulebook was read from; a [`Span`] points into them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

/// A stretch of bytes in one file of a rulebook.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span {
    /// Index of the file in [`Sources`].
    pub file: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The part of this span from byte `from` to byte `to`, both counted from the span's own start.
    #[must_use]
    pub fn part(self, from: usize, to: usize) -> Self {
        let clip = |offset: usize| u32::try_from(offset).map_or(self.end, |o| (self.start + o).min(self.end));
        Self { file: self.file, start: clip(from), end: clip(to) }
    }
}

impl Sources {
    /// Adds a file and returns its index.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> u16 {
        self.files.push(Source { path: path.into(), text: text.into() });
        u16::try_from(self.files.len() - 1).unwrap_or(u16::MAX)
    }

    /// The file with this index.
    #[must_use]
    pub fn file(&self, file: u16) -> Option<&Source> {
        self.files.get(usize::from(file))
    }

    /// The text under a span; empty when the span points nowhere.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.file(span.file)
            .and_then(|source| source.text.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }

    /// Line and column of the span's start, both from 1; columns count characters.
    #[must_use]
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let Some(source) = self.file(span.file) else { return (1, 1) };
        let before = source.text.get(..span.start as usize).unwrap_or(&source.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// `path:line`, as explanations name a rule's place.
    #[must_use]
    pub fn place(&self, span: Span) -> String {
        let path = self.file(span.file).map_or("", |source| source.path.as_str());
        format!("{path}:{}", self.line_column(span).0)
    }
}
