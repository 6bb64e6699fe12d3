//! The bytes of a CSV file, block by block, each block made of whole records.

use std::io::{self, Read};
use std::mem;

use memchr::{memchr, memrchr2};
use sha2::{Digest, Sha256};

use super::structure::{Ending, record};
use super::transcode::Transcoder;
use crate::provenance::Encoding;

/// About how many bytes are read at once: enough to hide what each block costs, few enough to stay in the cache.
pub(crate) const BLOCK: usize = 1 << 19;

/// The longest record that is read. No row of a table is longer; a quote that is never closed, or a file that is no
/// table, is found here before it fills the memory.
pub(super) const LONGEST_RECORD: usize = 16 << 20;

/// Whole records of a file, in one piece.
pub(super) struct Block {
    /// The bytes.
    pub(super) bytes: Vec<u8>,
    /// Whether the file ends with this block.
    pub(super) last: bool,
    /// Whether the block is the beginning of a record that is too long; nothing follows it.
    pub(super) too_long: bool,
}

/// A file that is read once from its beginning to its end.
pub(super) struct Source<R> {
    reader: R,
    transcoder: Option<Transcoder>,
    hash: Sha256,
    /// Bytes that were read and not yet handed out.
    waiting: Vec<u8>,
    /// How many bytes were read.
    read: u64,
    ended: bool,
    /// About how many bytes a block has.
    block: usize,
}

impl<R: Read> Source<R> {
    /// The file behind `reader`, in blocks of about so many bytes. What it hands out is UTF-8 whatever its encoding,
    /// and what cannot be that is no UTF-8 there either.
    pub(super) fn new(reader: R, block: usize, encoding: Encoding) -> Self {
        Self {
            reader,
            transcoder: Transcoder::new(encoding),
            hash: Sha256::new(),
            waiting: Vec::new(),
            read: 0,
            ended: false,
            block: block.max(1),
        }
    }

    /// Bytes that were read and not yet handed out.
    pub(super) fn waiting(&self) -> &[u8] {
        &self.waiting
    }

    /// Whether the file was read to its end.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// How many bytes were read.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// Reads about a block more.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        let room = u64::try_from(self.block).unwrap_or(u64::MAX);
        let mut reader = self.reader.by_ref().take(room);
        let count = match &mut self.transcoder {
            None => {
                let before = self.waiting.len();
                self.waiting.reserve(self.block);
                let count = reader.read_to_end(&mut self.waiting)?;
                self.hash.update(&self.waiting[before..]);
                count
            }
            Some(transcoder) => {
                let mut bytes = Vec::with_capacity(self.block);
                let count = reader.read_to_end(&mut bytes)?;
                self.hash.update(&bytes);
                transcoder.feed(&bytes, count < self.block, &mut self.waiting);
                count
            }
        };
        self.read += u64::try_from(count).unwrap_or(u64::MAX);
        self.ended = count < self.block;
        Ok(())
    }

    /// Drops the first bytes of those that wait.
    pub(super) fn drop_first(&mut self, count: usize) {
        self.waiting.drain(..count);
    }

    /// The next block; none at the end of the file.
    pub(super) fn block(&mut self, delimiter: u8) -> io::Result<Option<Block>> {
        loop {
            if !self.ended && self.waiting.len() < self.block {
                self.fill()?;
            }
            if self.ended {
                let bytes = mem::take(&mut self.waiting);
                return Ok((!bytes.is_empty()).then_some(Block { bytes, last: true, too_long: false }));
            }
            let end = end_of_records(&self.waiting, delimiter);
            if end > 0 {
                let tail = &self.waiting[end..];
                let mut waiting = Vec::with_capacity(tail.len() + self.block);
                waiting.extend_from_slice(tail);
                let mut bytes = mem::replace(&mut self.waiting, waiting);
                bytes.truncate(end);
                return Ok(Some(Block { bytes, last: false, too_long: false }));
            }
            if self.waiting.len() >= LONGEST_RECORD {
                self.ended = true;
                return Ok(Some(Block { bytes: mem::take(&mut self.waiting), last: true, too_long: true }));
            }
            self.fill()?;
        }
    }

    /// The SHA-256 of the bytes read, in hexadecimal.
    pub(super) fn sha256(self) -> String {
        crate::provenance::hexadecimal(&self.hash.finalize())
    }
}

/// Where the last whole record of `bytes` ends, 0 if there is none. More bytes follow.
fn end_of_records(bytes: &[u8], delimiter: u8) -> usize {
    // A CR at the very end may be half of a CR LF.
    let sure = bytes.strip_suffix(b"\r").unwrap_or(bytes);
    if memchr(b'"', bytes).is_none() {
        return memrchr2(b'\n', b'\r', sure).map_or(0, |at| at + 1);
    }
    let mut end = 0;
    loop {
        let next = record(&bytes[end..], delimiter);
        let half = next.ending == Ending::Cr && end + next.size() == bytes.len();
        if next.ending == Ending::None || half {
            return end;
        }
        end += next.size();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_with_a_whole_record() {
        assert_eq!(end_of_records(b"a,b\nc,d\ne", b','), 8);
        assert_eq!(end_of_records(b"a,b\r\nc,d\r", b','), 5);
        assert_eq!(end_of_records(b"a,b\rc,d\re", b','), 8);
        assert_eq!(end_of_records(b"a,\"b\nc\"\nd,\"e\nf", b','), 8);
        assert_eq!(end_of_records(b"a,\"b\r\nc\"\r", b','), 0);
        assert_eq!(end_of_records(b"a,b", b','), 0);
    }

    #[test]
    fn blocks_make_up_the_file() {
        let row = "1234567890,\"a \"\"quoted\"\"\ncell\",x\r\n";
        let file = row.repeat(100_000);
        let mut source = Source::new(file.as_bytes(), BLOCK, Encoding::Utf8);
        let mut seen = Vec::new();
        let mut count = 0;
        while let Some(block) = source.block(b',').unwrap() {
            assert_eq!(block.bytes.len() % row.len(), 0);
            assert!(!block.too_long);
            count += 1;
            seen.extend(block.bytes);
        }
        assert_eq!(seen, file.as_bytes());
        assert!(count > 2);
    }

    #[test]
    fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
        let file = format!("a,b\n1,\"{}", "x\n".repeat(LONGEST_RECORD));
        let mut source = Source::new(file.as_bytes(), BLOCK, Encoding::Utf8);
        let first = source.block(b',').unwrap().unwrap();
        assert_eq!(first.bytes, b"a,b\n");
        let second = source.block(b',').unwrap().unwrap();
        assert!(second.too_long);
        assert!(second.bytes.len() < LONGEST_RECORD + 2 * BLOCK);
        assert!(source.block(b',').unwrap().is_none());
    }
}
