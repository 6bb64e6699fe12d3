//! The files for the findings and the result of a run: `--findings` and `--table`.

use crate::args::RankArgs;
use crate::exit::Failure;
use crate::origin::of_fault;
use crate::output_file::{Kind, OutputFile, Written};
use bartar_criteria::{Lang, Text};
use bartar_report::listing::Shown;
use bartar_report::origin::Origin;
use bartar_report::result::Results;
use bartar_report::table::{Cell, Column, Kind as ColumnKind, Table, write_csv, write_xlsx};
use bartar_report::work_list;
use bartar_scoring::Scored;
use bartar_tables::{Cells, FileFault, write_parquet_parts};
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;
use std::slice;

/// Rows of a Parquet file that are in memory at one time, and read as one group.
const PART: usize = 1 << 16;

/// The files that were asked for.
pub struct TablesOut {
    findings: Option<OutputFile>,
    results: Vec<OutputFile>,
}

impl TablesOut {
    /// The files of `--findings` and `--table`; none is a file of data, and no two are the same.
    pub fn new(arguments: &RankArgs) -> Result<Self, Failure> {
        let mut taken: Vec<&Path> = arguments.inputs.files().collect();
        let mut findings = None;
        if let Some(path) = &arguments.findings {
            let what = Text::new("یافته‌ها", "findings");
            let kinds = [Kind::Csv, Kind::Xlsx];
            findings = Some(OutputFile::new(path, what, &kinds, taken.iter().copied())?);
            taken.push(path);
        }
        let mut results = Vec::new();
        for path in &arguments.table {
            let what = Text::new("جدول‌های نتیجه", "result tables");
            let kinds = [Kind::Csv, Kind::Xlsx, Kind::Parquet];
            results.push(OutputFile::new(path, what, &kinds, taken.iter().copied())?);
            taken.push(path);
        }
        Ok(Self { findings, results })
    }

    /// Writes what is wrong with files as a whole into the file of `--findings`, so that an older list is not taken for that
    /// of this run. There are no results.
    pub fn write_faults(&self, faults: &[FileFault], lang: Lang) -> Result<(), Failure> {
        let Some(file) = &self.findings else { return Ok(()) };
        let lines = work_list::lines_of_files(faults.iter().map(of_fault), lang);
        let list = work_list::table(&lines);
        file.fits(list.fits_xlsx())?;
        findings_file(file, &list, lang)?.publish()
    }

    /// Writes all of them, and puts them into their places when all are whole.
    pub fn write(
        self,
        scored: &Scored<'_>,
        shown: &Shown<'_>,
        origin: &dyn Origin,
        lang: Lang,
    ) -> Result<(), Failure> {
        let list = self.findings.as_ref().map(|file| (file, work_list::lines(scored, origin, lang)));
        let list = list.as_ref().map(|(file, lines)| (file, work_list::table(lines)));
        let results = (!self.results.is_empty()).then(|| Results::new(scored, shown, origin));
        let results = results.as_ref().map(|results| (results, results.sheets()));
        if let Some((file, list)) = &list {
            file.fits(list.fits_xlsx())?;
        }
        if let Some((_, sheets)) = &results {
            let fit = sheets.iter().all(Table::fits_xlsx);
            self.results.iter().try_for_each(|file| file.fits(fit))?;
        }
        let mut written = Vec::new();
        if let Some((file, list)) = &list {
            written.push(findings_file(file, list, lang)?);
        }
        if let Some((results, sheets)) = &results {
            for file in &self.results {
                written.push(file.write(|kind, out| match kind {
                    Kind::Csv => write_csv(&results.whole(), lang, out),
                    Kind::Xlsx => write_xlsx(sheets, lang, out),
                    Kind::Parquet => write_parquet(&results.whole(), out),
                })?);
            }
        }
        written.into_iter().try_for_each(Written::publish)
    }
}

/// Writes the list of findings beside its place.
fn findings_file<'f>(file: &'f OutputFile, list: &Table<'_>, lang: Lang) -> Result<Written<'f>, Failure> {
    file.write(|kind, out| match kind {
        Kind::Xlsx => write_xlsx(slice::from_ref(list), lang, out),
        _ => write_csv(list, lang, out),
    })
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
