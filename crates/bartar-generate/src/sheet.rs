//! One file of entries while it is written.

use crate::generate::Target;
use crate::kind::{Kind, Style};
use std::io::{self, Write};

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
    Text(Box<csv::Writer<Box<dyn Write>>>),
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
        let mut out = target.create(&path)?;
        let body = if kind == Kind::Parquet {
            Body::Columns(out, vec![Vec::new(); headers.len()])
        } else {
            let Style { delimiter, windows, mark, quoted, .. } = kind.style();
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
        };
        Ok(Self { path, kind, headers, rows: 0, body })
    }

    /// Writes an entry; its row as a spreadsheet numbers it.
    pub(crate) fn write(&mut self, cells: &[String]) -> io::Result<u64> {
        match &mut self.body {
            Body::Text(writer) => writer.write_record(cells)?,
            Body::Columns(_, columns) => {
                for (column, cell) in columns.iter_mut().zip(cells) {
                    column.push(cell.clone());
                }
            }
        }
        self.rows += 1;
        Ok(self.rows + 1)
    }

    pub(crate) fn finish(self, target: &dyn Target) -> io::Result<()> {
        match self.body {
            Body::Text(mut writer) => writer.flush(),
            Body::Columns(mut out, columns) => {
                target.parquet(&mut *out, &self.headers, columns)?;
                out.flush()
            }
        }
    }
}
