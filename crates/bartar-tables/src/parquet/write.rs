//! Parquet files out, for made-up entries: every cell a text, read back as the same cell of a CSV file.

use std::io::{self, Write};

use polars::prelude::{Column, DataFrame, NamedFrom, Series};
use polars_io::prelude::ParquetWriter;

/// Writes columns of texts under these headers.
///
/// # Errors
/// When the output cannot be written, or the columns differ in length.
pub fn write_texts(out: &mut dyn Write, headers: &[String], columns: Vec<Vec<String>>) -> io::Result<()> {
    let named = headers.iter().zip(columns).map(|(header, cells)| {
        let cells: Vec<Option<String>> =
            cells.into_iter().map(|cell| Some(cell).filter(|cell| !cell.is_empty())).collect();
        Column::from(Series::new(header.as_str().into(), cells))
    });
    let mut frame = DataFrame::new_infer_height(named.collect()).map_err(io::Error::other)?;
    ParquetWriter::new(out).finish(&mut frame).map(drop).map_err(io::Error::other)
}
