//! One file of entries while it is written.

mod ods;
mod xlsx;

use crate::encoding::Encoded;
use crate::generate::Target;
use crate::kind::{Form, Kind};
use bartar_criteria::calendar::format_date;
use bartar_criteria::exact::Decimal;
use bartar_criteria::rulebook::Calendar;
use std::borrow::Cow;
use std::io::{self, Write};

/// The error that workbooks show where a formula fails.
const FAILED: &str = "#DIV/0!";
/// A formula.
const FORMULA: &str = "=1/0";

/// What a cell holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Cell {
    Text(String),
    /// A number, in workbooks.
    Number(Decimal),
    /// A day since 1970-01-01, in workbooks.
    Day(i64),
    /// A formula that fails, in workbooks.
    Failed,
    /// A formula whose result is not in the file, in workbooks.
    NoResult,
}

impl Cell {
    /// 1900-03-01, the first day whose number all spreadsheet programs agree on.
    pub(crate) const FIRST_DAY: i64 = -25_508;

    /// As people see it.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(days) => Cow::Owned(format_date(*days, Calendar::Gregorian)),
            Self::Failed => Cow::Borrowed(FAILED),
            Self::NoResult => Cow::Borrowed(FORMULA),
        }
    }
}

/// A file of entries.
pub(crate) struct Sheet {
    /// Path below the folder of the data set.
    pub(crate) path: String,
    pub(crate) kind: Kind,
    pub(crate) headers: Vec<String>,
    /// Rows of entries so far.
    pub(crate) rows: u64,
    body: Body,
}

enum Body {
    Text(Box<csv::Writer<Encoded<Box<dyn Write>>>>),
    Xlsx(Box<dyn Write>, Box<xlsx::Book>),
    Ods(Box<dyn Write>, ods::Book),
    /// Columns kept until the end: Parquet is written column by column.
    Columns(Box<dyn Write>, Vec<Vec<String>>),
}

impl Sheet {
    pub(crate) fn open(
        target: &mut dyn Target,
        path: String,
        kind: Kind,
        headers: Vec<String>,
    ) -> io::Result<Self> {
        let out = target.create(&path)?;
        let body = match (kind, kind.sheet()) {
            (Kind::Parquet, _) => Body::Columns(out, vec![Vec::new(); headers.len()]),
            (Kind::Ods, Some(name)) => Body::Ods(out, ods::Book::new(name, &headers)),
            (_, Some(name)) => Body::Xlsx(out, Box::new(xlsx::Book::new(name, &headers)?)),
            (_, None) => {
                let Form { delimiter, windows, mark, quoted, encoding } = kind.form();
                let mut out = Encoded::new(out, encoding);
                if mark {
                    out.write_all("\u{feff}".as_bytes())?;
                }
                let ends = if windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
                let quotes = if quoted { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
                let mut writer = csv::WriterBuilder::new()
                    .delimiter(delimiter)
                    .terminator(ends)
                    .quote_style(quotes)
                    .from_writer(out);
                writer.write_record(&headers)?;
                Body::Text(Box::new(writer))
            }
        };
        Ok(Self { path, kind, headers, rows: 0, body })
    }

    /// Writes an entry; its row as a spreadsheet numbers it.
    pub(crate) fn write(&mut self, cells: &[Cell]) -> io::Result<u64> {
        match &mut self.body {
            Body::Text(writer) => writer.write_record(cells.iter().map(|cell| cell.text().into_owned()))?,
            Body::Xlsx(_, book) => book.write(cells)?,
            Body::Ods(_, book) => book.write(cells),
            Body::Columns(_, columns) => {
                for (column, cell) in columns.iter_mut().zip(cells) {
                    column.push(cell.text().into_owned());
                }
            }
        }
        self.rows += 1;
        Ok(self.rows + 1)
    }

    pub(crate) fn finish(self, target: &dyn Target) -> io::Result<()> {
        match self.body {
            Body::Text(mut writer) => writer.flush(),
            Body::Xlsx(out, book) => write_all(out, &book.finish()?),
            Body::Ods(out, book) => write_all(out, &book.finish()?),
            Body::Columns(mut out, columns) => {
                target.parquet(&mut *out, &self.headers, columns)?;
                out.flush()
            }
        }
    }
}

fn write_all(mut out: Box<dyn Write>, bytes: &[u8]) -> io::Result<()> {
    out.write_all(bytes)?;
    out.flush()
}
