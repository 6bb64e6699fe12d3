//! Parquet files out: made-up entries, every cell a text, and results, each column of its own type.

use std::io::{self, Write};

use polars::prelude::{
    Column, DataFrame, Int128Chunked, IntoColumn, IntoSeries, NamedFrom, NewChunkedArray, PolarsResult,
    SchemaRef, Series,
};
use polars_io::parquet::write::BatchedWriter;
use polars_io::prelude::ParquetWriter;

/// The most digits of a decimal number in a Parquet file.
const MOST_DIGITS: usize = 38;

/// The cells of one column, some of them empty.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cells {
    /// Texts.
    Texts(Vec<Option<String>>),
    /// Yes or no.
    Truths(Vec<Option<bool>>),
    /// Whole numbers.
    Wholes(Vec<Option<i64>>),
    /// Exact numbers with so many decimals, each as a whole number of its smallest part.
    Decimals(u8, Vec<Option<i128>>),
}

/// Writes columns of texts under these headers.
///
/// # Errors
/// When the output cannot be written, or the columns differ in length.
pub fn write_texts(out: &mut dyn Write, headers: &[String], columns: Vec<Vec<String>>) -> io::Result<()> {
    let named = headers.iter().zip(columns).map(|(header, cells)| {
        let cells = cells.into_iter().map(|cell| Some(cell).filter(|cell| !cell.is_empty())).collect();
        (header.clone(), Cells::Texts(cells))
    });
    let mut frame = frame(named.collect()).map_err(io::Error::other)?;
    ParquetWriter::new(out).finish(&mut frame).map(drop).map_err(io::Error::other)
}

/// Writes a table part by part, so that never more than a part is in memory. Every part has the same columns, of the same
/// types and in the same order; one of no rows makes an empty table.
///
/// # Errors
/// When the output cannot be written, a part cannot be made, or the columns do not fit together.
pub fn write_parts(
    out: impl Write,
    parts: impl Iterator<Item = io::Result<Vec<(String, Cells)>>>,
) -> io::Result<()> {
    let mut out = Some(out);
    let mut writing: Option<(BatchedWriter<_>, SchemaRef)> = None;
    for part in parts {
        let frame = frame(part?).map_err(io::Error::other)?;
        if let Some(out) = out.take() {
            let writer = ParquetWriter::new(out).batched(frame.schema()).map_err(io::Error::other)?;
            writing = Some((writer, frame.schema().clone()));
        }
        if let Some((writer, schema)) = &mut writing {
            if frame.schema() != schema {
                return Err(io::Error::other("the parts of a table differ in their columns"));
            }
            writer.write_batch(&frame).map_err(io::Error::other)?;
        }
    }
    writing.map_or(Ok(()), |(writer, _)| writer.finish().map(drop).map_err(io::Error::other))
}

fn frame(columns: Vec<(String, Cells)>) -> PolarsResult<DataFrame> {
    let columns: PolarsResult<Vec<Column>> =
        columns.into_iter().map(|(name, cells)| column(&name, cells)).collect();
    DataFrame::new_infer_height(columns?)
}

fn column(name: &str, cells: Cells) -> PolarsResult<Column> {
    let name = name.into();
    Ok(match cells {
        Cells::Texts(cells) => Series::new(name, cells).into_column(),
        Cells::Truths(cells) => Series::new(name, cells).into_column(),
        Cells::Wholes(cells) => Series::new(name, cells).into_column(),
        Cells::Decimals(scale, cells) => Int128Chunked::from_slice_options(name, &cells)
            .into_decimal(MOST_DIGITS, usize::from(scale))?
            .into_series()
            .into_column(),
    })
}
