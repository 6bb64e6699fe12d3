//! The tables that a command writes into files: `--findings`, `--table`, `--mark-sheet`.

use crate::args::Inputs;
use crate::exit::Failure;
use crate::origin::of_fault;
use crate::output_file::{Kind, OutputFile, Written};
use bartar_criteria::{Lang, Text};
use bartar_report::table::{Cell, Column, Kind as ColumnKind, Table, write_csv, write_xlsx};
use bartar_report::work_list::WorkList;
use bartar_tables::{Cells, write_parquet_parts};
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::slice;

/// Rows of a Parquet file that are in memory at one time, and read as one group.
const PART: usize = 1 << 16;

/// What a file holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Content {
    /// The list of findings.
    Findings,
    /// The result.
    Result,
    /// The blank sheet for judges' marks.
    MarkSheet,
}

impl Content {
    /// What it is called.
    fn what(self) -> Text {
        match self {
            Self::Findings => Text::new("یافته‌ها", "findings"),
            Self::Result => Text::new("جدول‌های نتیجه", "result tables"),
            Self::MarkSheet => Text::new("برگهٔ نمره", "mark sheet"),
        }
    }

    /// As what it can be written: programs read results alone.
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Findings | Self::MarkSheet => &[Kind::Csv, Kind::Xlsx],
            Self::Result => &[Kind::Csv, Kind::Xlsx, Kind::Parquet],
        }
    }
}

/// What was made for the files of a content.
pub struct Made<'a> {
    /// Which content.
    pub content: Content,
    /// All of it in one table.
    pub whole: Table<'a>,
    /// The sheets of a workbook, where they are not that table.
    pub sheets: Vec<Table<'a>>,
}

impl<'a> Made<'a> {
    /// What is one table in every kind of file.
    pub fn one(content: Content, whole: Table<'a>) -> Self {
        Self { content, whole, sheets: Vec::new() }
    }

    fn sheets(&self) -> &[Table<'a>] {
        if self.sheets.is_empty() { slice::from_ref(&self.whole) } else { &self.sheets }
    }
}

/// The files that were asked for.
pub struct TablesOut<'a> {
    /// Files that none of them may replace.
    taken: Vec<&'a Path>,
    files: Vec<(Content, OutputFile)>,
}

impl<'a> TablesOut<'a> {
    /// No file yet, beside the data of the command.
    pub fn beside(inputs: &'a Inputs) -> Self {
        Self { taken: inputs.files().collect(), files: Vec::new() }
    }

    /// With these files too; none is a file of data, and no two are the same.
    pub fn with(
        mut self,
        content: Content,
        paths: impl IntoIterator<Item = &'a PathBuf>,
    ) -> Result<Self, Failure> {
        for path in paths {
            let taken = self.taken.iter().copied();
            self.files.push((content, OutputFile::new(path, content.what(), content.kinds(), taken)?));
            self.taken.push(path);
        }
        Ok(self)
    }

    /// Whether a file of this content was asked for.
    pub fn wants(&self, content: Content) -> bool {
        self.files.iter().any(|(own, _)| *own == content)
    }

    /// Whether a file of this content is to be text.
    pub fn as_text(&self, content: Content) -> bool {
        self.files.iter().any(|(own, file)| *own == content && file.kind == Kind::Csv)
    }

    /// What was read. Where files as a whole are at fault, the list of findings says so, that an older one is not taken for
    /// that of this run; there is no other content.
    pub fn or_faults<T>(&self, read: Result<T, Failure>, lang: Lang) -> Result<T, Failure> {
        if let Err(Failure::Files(_, faults)) = &read {
            let list = WorkList::of_files(faults.iter().map(of_fault), lang);
            self.write(&[Made::one(Content::Findings, list.table())], lang)?;
        }
        read
    }

    /// Writes all of them, and puts them into their places when all are whole.
    pub fn write(&self, made: &[Made<'_>], lang: Lang) -> Result<(), Failure> {
        let files = || {
            let made = |content| made.iter().find(|made| made.content == content);
            self.files.iter().filter_map(move |(content, file)| Some((made(*content)?, file)))
        };
        files().try_for_each(|(made, file)| file.fits(made.sheets().iter().all(Table::fits_xlsx)))?;
        let written = files().map(|(made, file)| {
            file.write(|kind, out| match kind {
                Kind::Csv => write_csv(&made.whole, lang, out),
                Kind::Xlsx => write_xlsx(made.sheets(), lang, out),
                Kind::Parquet => write_parquet(&made.whole, out),
            })
        });
        let written: Vec<Written<'_>> = written.collect::<Result<_, _>>()?;
        written.into_iter().try_for_each(Written::publish)
    }
}

/// Writes a table for programs: the same in either language, with texts in both.
fn write_parquet(table: &Table<'_>, out: impl Write) -> io::Result<()> {
    // A table of no rows has one part of no rows, which tells its columns.
    let parts = (0..table.rows.max(1)).step_by(PART).map(|from| {
        let rows = from..(from + PART).min(table.rows);
        let mut part = Vec::new();
        for column in &table.columns {
            part.extend(column.names().into_iter().zip(cells(column, rows.clone())?));
        }
        Ok(part)
    });
    write_parquet_parts(out, parts)
}

/// The cells of a column in some rows, under each of its names.
fn cells(column: &Column<'_>, rows: Range<usize>) -> io::Result<Vec<Cells>> {
    let all = rows.map(|row| column.cell(row));
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Ok(match column.kind {
        ColumnKind::Said => {
            let (en, fa) = all
                .map(|cell| match cell {
                    Cell::Said(said) => (text(&said.en), text(&said.fa)),
                    _ => (None, None),
                })
                .unzip();
            vec![Cells::Texts(en), Cells::Texts(fa)]
        }
        ColumnKind::Text | ColumnKind::Word => {
            let texts = all.map(|cell| match cell {
                Cell::Text(own) => text(&own),
                Cell::Word(id, _) => text(id),
                _ => None,
            });
            vec![Cells::Texts(texts.collect())]
        }
        ColumnKind::Truth => {
            let truths = all.map(|cell| if let Cell::Truth(truth) = cell { Some(truth) } else { None });
            vec![Cells::Truths(truths.collect())]
        }
        ColumnKind::Whole => {
            let whole = |cell| if let Cell::Whole(number) = cell { i64::try_from(number).ok() } else { None };
            vec![Cells::Wholes(all.map(whole).collect())]
        }
        ColumnKind::Decimal(digits) => {
            let exact = |cell| match cell {
                Cell::Decimal(number) => number.rescaled(digits).map(Some).ok_or_else(|| {
                    io::Error::other(format!("{}: {number} has more than 38 digits", column.id))
                }),
                _ => Ok(None),
            };
            vec![Cells::Decimals(digits, all.map(exact).collect::<io::Result<_>>()?)]
        }
    })
}
