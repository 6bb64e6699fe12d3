//! Checks the rows of a block and takes the blank ones out.

use polars_io::prelude::_csv_read_internal::validate_utf8;

use super::source::Block;
use super::structure::{Ending, QuoteFlaw, record};
use crate::provenance::Run;

/// How the rows of a file are written: as its header is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Layout {
    /// The byte between cells.
    pub(super) delimiter: u8,
    /// How many cells each row has.
    pub(super) cells: usize,
}

/// What is wrong with a row.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Flaw {
    /// It has this many cells instead of the header's; `cut` when the file ends in it.
    Cells {
        /// How many.
        found: usize,
        /// Whether it is the last row and has no line end.
        cut: bool,
    },
    /// Its quotes.
    Quote(QuoteFlaw),
    /// It has bytes that are not UTF-8.
    NotUtf8,
    /// It does not end within the longest record that is read.
    TooLong,
}

/// What the scan of a block found. Rows count from 0, the block's first.
#[derive(Default, Debug)]
pub(super) struct Scan {
    /// How many rows the block has, blank ones included.
    pub(super) rows: u32,
    /// Which rows have content.
    pub(super) runs: Vec<Run>,
    /// How many rows have content.
    pub(super) entries: u32,
    /// Whether the file ends in the last row, without a line end.
    pub(super) unended: bool,
    /// What is wrong, with the row.
    pub(super) flaws: Vec<(u32, Flaw)>,
    /// Whether what follows in the file cannot be told apart into rows any more.
    pub(super) derailed: bool,
}

impl Scan {
    /// The first blank row.
    pub(super) fn first_blank(&self) -> Option<u32> {
        let mut next = 0;
        for (index, run) in self.runs.iter().enumerate() {
            if run.row > next {
                return Some(next);
            }
            let entries = self.runs.get(index + 1).map_or(self.entries, |run| run.entry) - run.entry;
            next = run.row + entries;
        }
        (next < self.rows).then_some(next)
    }
}

/// Checks a block, takes its blank rows out and makes every row end with an LF.
pub(super) fn scan(block: &mut Block, layout: Layout) -> Scan {
    let bytes = &mut block.bytes;
    // Where the bytes stop being UTF-8.
    let broken =
        if validate_utf8(bytes) { None } else { std::str::from_utf8(bytes).err().map(|e| e.valid_up_to()) };
    let mut found = Scan::default();
    let (mut read, mut write) = (0, 0);
    while read < bytes.len() && !found.derailed {
        let next = record(&bytes[read..], layout.delimiter);
        let end = read + next.size();
        if broken.is_some_and(|at| (read..end).contains(&at)) {
            found.flaws.push((found.rows, Flaw::NotUtf8));
        }
        if let Some(flaw) = next.flaw {
            let too_long = flaw == QuoteFlaw::Unclosed && block.too_long;
            found.flaws.push((found.rows, Flaw::Quote(flaw)));
            found.derailed = too_long || flaw != QuoteFlaw::Stray;
        } else if block.too_long && next.ending == Ending::None {
            found.flaws.push((found.rows, Flaw::TooLong));
            found.derailed = true;
        } else if !next.blank && next.cells != layout.cells {
            let cut = block.last && next.ending == Ending::None && next.cells < layout.cells;
            found.flaws.push((found.rows, Flaw::Cells { found: next.cells, cut }));
        }
        found.unended = block.last && next.ending == Ending::None;
        if next.ending == Ending::Cr {
            bytes[end - 1] = b'\n';
        }
        if !next.blank {
            Run::extend(&mut found.runs, found.entries, found.rows);
            found.entries += 1;
            if write < read {
                bytes.copy_within(read..end, write);
            }
            write += next.size();
        }
        found.rows += 1;
        read = end;
    }
    bytes.truncate(write);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan_text(text: impl AsRef<[u8]>, cells: usize) -> (Scan, Vec<u8>) {
        let mut block = Block { bytes: text.as_ref().to_vec(), last: true, too_long: false };
        let found = scan(&mut block, Layout { delimiter: b',', cells });
        (found, block.bytes)
    }

    #[test]
    fn blank_rows_count_as_rows_and_go() {
        let (found, bytes) = scan_text("a,b\n\n,\n\"\n\",\" \"\nc,d\re,f\r\n\n", 2);
        assert_eq!(bytes, b"a,b\nc,d\ne,f\r\n");
        assert_eq!(found.flaws, []);
        assert_eq!((found.rows, found.entries), (7, 3));
        assert_eq!(found.first_blank(), Some(1));
        assert_eq!(found.runs, [Run { entry: 0, row: 0 }, Run { entry: 1, row: 4 }]);
    }

    #[test]
    fn rows_of_another_length_are_found() {
        let (found, _) = scan_text("a\nb,c\nd,e,f\n\ng", 2);
        let cells = |found, cut| Flaw::Cells { found, cut };
        assert_eq!(found.flaws, [(0, cells(1, false)), (2, cells(3, false)), (4, cells(1, true))]);
    }

    #[test]
    fn a_blank_row_of_another_length_is_a_blank_row() {
        let (found, bytes) = scan_text("a,b\n,,,\n , \n \n", 2);
        assert_eq!(found.flaws, []);
        assert_eq!((bytes.as_slice(), found.rows, found.entries), (b"a,b\n".as_slice(), 4, 1));
        assert_eq!(found.first_blank(), Some(1));
        assert_eq!(scan_text("\na,b", 2).0.first_blank(), Some(0));
        assert_eq!(scan_text("a,b\nc,d", 2).0.first_blank(), None);
    }

    #[test]
    fn a_last_row_without_a_line_end_is_told() {
        for text in ["a,b\nc,d", "a,b\nc,\"d\"", "a,b\n,", "a,b\n "] {
            assert!(scan_text(text, 2).0.unended, "{text:?}");
        }
        for text in ["a,b\nc,d\n", "a,b\r\n", "a,b\r", "a,b\n\n"] {
            assert!(!scan_text(text, 2).0.unended, "{text:?}");
        }
        let mut block = Block { bytes: b"a,b".to_vec(), last: false, too_long: false };
        assert!(!scan(&mut block, Layout { delimiter: b',', cells: 2 }).unended);
    }

    #[test]
    fn text_after_a_quote_ends_the_scan() {
        let (found, _) = scan_text("a,b\n\"c\" d,e\nf\n", 2);
        assert_eq!(found.flaws, [(1, Flaw::Quote(QuoteFlaw::TextAfter))]);
        assert!(found.derailed);
        let (found, _) = scan_text("a,5\"\nb\n", 2);
        assert_eq!(found.flaws.len(), 2);
        assert!(!found.derailed);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_found_in_their_row() {
        let (found, _) = scan_text(b"a,b\n\"c\n\xc8\",d\n", 2);
        assert_eq!(found.flaws, [(1, Flaw::NotUtf8)]);
    }
}
