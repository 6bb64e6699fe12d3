//! Lists beside the entries, such as marks: files of texts, each line about one entry.

use std::path::PathBuf;

use bartar_criteria::codes::UNKNOWN_COLUMN;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field, FieldKind, Rulebook};
use bartar_criteria::source::Span;
use bartar_criteria::text::Text;
use bartar_scoring::entries::Column;

use crate::fault::{FileFault, FileNotice};
use crate::intake::{Given, Intake, Progress, read};
use crate::provenance::{Place, Provenance, SourceFile};
use crate::reading::Reading;

/// A column of a list: its headers, the usual one first, and whether files may lack it.
pub(crate) struct Heading<'h> {
    pub(crate) headers: &'h [&'h str],
    pub(crate) optional: bool,
}

/// Lines read from files.
#[derive(Clone, Debug)]
pub struct List {
    intake: Intake,
}

impl List {
    /// Reads files whose lines name an entry in a column with one of these headers (or the rulebook's own for ids), and
    /// have these further columns. Numbers and characters are written as in files of entries; but each
    /// line stands by itself, and the sheet of a workbook is known by its headers.
    pub(crate) fn read(
        rulebook: &Rulebook,
        entry: &[&str],
        headings: &[Heading<'_>],
        paths: &[PathBuf],
        given: &Given,
        progress: &(dyn Fn(Progress) + Sync),
    ) -> Result<Self, Vec<FileFault>> {
        let fields: Vec<Field> = headings.iter().map(field).collect();
        let columns: Vec<ColumnSpec> =
            (0..fields.len()).map(|field| ColumnSpec { field, years_before: 0 }).collect();
        let own = &rulebook.data;
        let entry = entry.iter().map(|header| (*header).to_owned());
        let data = DataSpec {
            id: entry.chain(own.id.iter().cloned()).collect(),
            dialect: own.dialect.clone(),
            legacy_encoding: given.legacy_encoding.or(own.legacy_encoding),
            ..DataSpec::default()
        };
        read(&Reading::new(&fields, &columns, &data), paths, progress).map(|intake| Self { intake })
    }

    /// The same lines, with nothing told of columns with these headers: they help whoever writes the lines, and are not
    /// read.
    pub(crate) fn with_help(mut self, headers: &[&str]) -> Self {
        let help = |column: &str| headers.iter().any(|header| matching_key(header) == matching_key(column));
        self.intake
            .notices
            .retain(|notice| notice.code != UNKNOWN_COLUMN || !notice.column.as_deref().is_some_and(help));
        self
    }

    /// How many lines there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.intake.entries.len()
    }

    /// Whether there is no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry that a line names.
    pub(crate) fn entry(&self, line: usize) -> &str {
        self.intake.entries.ids.get(line)
    }

    /// What a line says in a column; empty where it says nothing.
    pub(crate) fn text(&self, line: usize, column: usize) -> &str {
        match self.intake.entries.columns.get(column) {
            Some(Column::Texts(texts)) => texts.get(line),
            _ => "",
        }
    }

    /// Where a line stands, or its text in a column.
    #[must_use]
    pub fn place(&self, line: usize, column: Option<usize>) -> Option<Place<'_>> {
        self.provenance().place(line, column)
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.provenance().files
    }

    fn provenance(&self) -> &Provenance {
        &self.intake.provenance
    }

    /// What is worth knowing about the files.
    #[must_use]
    pub fn notices(&self) -> &[FileNotice] {
        &self.intake.notices
    }
}

fn field(heading: &Heading<'_>) -> Field {
    let (id, others) = heading.headers.split_first().map_or(("", &[][..]), |(id, others)| (*id, others));
    Field {
        id: id.to_owned(),
        title: Text::same(id),
        help: None,
        kind: FieldKind::Text,
        unit: None,
        range: None,
        plausible: None,
        decimals: None,
        history: 0,
        columns: others.iter().map(|header| (*header).to_owned()).collect(),
        optional: heading.optional,
        evidence: None,
        confidential: false,
        of_panel: false,
        unique: false,
        at: Span::default(),
    }
}
