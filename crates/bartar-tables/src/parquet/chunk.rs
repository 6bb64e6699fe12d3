//! Bytes of a Parquet file, and the cells of one column in one row group.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::{ArrowField, Series};
use polars_io::SerReader;
use polars_io::parquet::read::_internal::to_deserializer;
use polars_io::parquet::read::{FileMetadata, ParquetReader};
use sha2::{Digest, Sha256};

use super::pages::check_pages;
use crate::guard::guarded;

/// How many bytes are hashed at once.
const HASHED: u64 = 1 << 20;

/// A file that several threads read.
pub(super) struct Bytes {
    file: Mutex<File>,
    size: u64,
}

/// Why something could not be read.
pub(super) enum Failure {
    /// The system's reason.
    System(io::Error),
    /// The content: it is not what a Parquet file has.
    Content(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<String> for Failure {
    fn from(reason: String) -> Self {
        Self::Content(reason)
    }
}

impl Bytes {
    /// The bytes of a file of this size.
    pub(super) fn new(file: File, size: u64) -> Self {
        Self { file: Mutex::new(file), size }
    }

    /// The bytes from `start` to `end`.
    fn range(&self, start: u64, end: u64) -> io::Result<Vec<u8>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::with_capacity(usize::try_from(end.saturating_sub(start)).unwrap_or(0));
        (&mut *file).take(end.saturating_sub(start)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// SHA-256 of all bytes, in hexadecimal.
    pub(super) fn sha256(&self) -> io::Result<String> {
        let mut hash = Sha256::new();
        let mut at = 0;
        loop {
            let bytes = self.range(at, at + HASHED)?;
            if bytes.is_empty() {
                return Ok(crate::provenance::hexadecimal(&hash.finalize()));
            }
            at += u64::try_from(bytes.len()).unwrap_or(HASHED);
            hash.update(&bytes);
        }
    }

    /// What the file says of itself.
    pub(super) fn metadata(&self) -> Result<Arc<FileMetadata>, String> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        guarded(|| {
            file.rewind()?;
            ParquetReader::new(&mut *file).get_metadata().cloned()
        })
    }

    /// The cells of a column that is no list and no record, in one row group.
    pub(super) fn cells(
        &self,
        metadata: &FileMetadata,
        group: usize,
        field: &ArrowField,
    ) -> Result<Series, Failure> {
        let broken = |what: &str| Failure::Content(format!("{}: {what}", field.name));
        let group = metadata.row_groups.get(group).ok_or_else(|| broken("row group"))?;
        let mut chunks =
            group.columns_under_root_iter(&field.name).ok_or_else(|| broken("no column chunk"))?;
        let (Some(chunk), None) = (chunks.next(), chunks.next()) else {
            return Err(broken("not one column chunk"));
        };
        let range = chunk.byte_range();
        if range.start > range.end || range.end > self.size {
            return Err(broken("column chunk outside the file"));
        }
        if usize::try_from(chunk.num_values()) != Ok(group.num_rows()) {
            return Err(broken("not as many values as rows"));
        }
        let bytes = self.range(range.start, range.end)?;
        if u64::try_from(bytes.len()) != Ok(range.end - range.start) {
            return Err(broken("column chunk outside the file"));
        }
        check_pages(&bytes, group.num_rows()).map_err(broken)?;
        let cells = guarded(|| {
            let (arrays, _) = to_deserializer(vec![(chunk, bytes.into())], field.clone(), None)?;
            Series::try_from((field, arrays))
        });
        let cells = cells.map_err(|reason| broken(&reason))?;
        if cells.len() != group.num_rows() {
            return Err(broken("not as many cells as rows"));
        }
        Ok(cells)
    }
}
