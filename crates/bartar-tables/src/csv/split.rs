//! Cells of a block of rows, by polars.

use std::sync::Arc;

use polars::prelude::{DataFrame, DataType, Field, PlSmallStr, PolarsResult, Schema};
use polars_io::prelude::_csv_read_internal::read_chunk;
use polars_io::prelude::CsvParseOptions;

use super::scan::Layout;

/// Splits blocks of sound rows into cells, all of them texts.
pub(super) struct Splitter {
    options: CsvParseOptions,
    schema: Arc<Schema>,
    /// The file's columns that are read, in ascending order.
    wanted: Vec<usize>,
}

impl Splitter {
    /// A splitter of rows in this layout that keeps the columns `wanted`, given in any order.
    pub(super) fn new(layout: Layout, wanted: impl Iterator<Item = usize>) -> Self {
        let names =
            (0..layout.cells).map(|at| Field::new(PlSmallStr::from(at.to_string()), DataType::String));
        let mut wanted: Vec<usize> = wanted.collect();
        wanted.sort_unstable();
        wanted.dedup();
        Self {
            options: CsvParseOptions::default().with_separator(layout.delimiter),
            schema: Arc::new(names.collect()),
            wanted,
        }
    }

    /// Where the file's column stands among those that are read.
    pub(super) fn position(&self, column: usize) -> Option<usize> {
        self.wanted.binary_search(&column).ok()
    }

    /// The wanted cells of a block with this many rows. Empty cells are null or empty.
    pub(super) fn split(&self, block: &[u8], rows: usize) -> PolarsResult<DataFrame> {
        // This is what polars' own reader does with each of its blocks; the reader as a whole would look for the
        // ends of rows and for bytes that are not UTF-8 once more, and on threads of its own.
        read_chunk(
            block,
            &self.options,
            &self.schema,
            false,
            &self.wanted,
            0,
            rows,
            None,
            usize::MAX,
            block.len(),
            Some(0),
        )
    }
}
