//! CSV files: structure first, by ourselves; then cells, by polars; then what the cells mean.

mod faults;
mod opening;
mod scan;
mod source;
mod split;
mod structure;
mod transcode;

pub(crate) use self::opening::MOST_COLUMNS;
pub(crate) use self::source::BLOCK;

use std::io::Read;
use std::mem;

use bartar_criteria::codes;
use bartar_criteria::text;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use self::opening::Opening;
use self::scan::{Scan, scan};
use self::source::{Block, Source};
use self::split::Splitter;
use crate::fault::{FaultList, FileFault};
use crate::file::unreadable;
use crate::gather::Gathering;
use crate::guard::guarded;
use crate::header::Header;
use crate::provenance::{Encoding, Format, SourceFile};
use crate::reading::{Part, Reading};

/// How many blocks are read before they are shared out, for each thread and in all. Several, since threads that are
/// done early then have others to take; and a bound on memory, there being three stages with as many blocks.
const BLOCKS_PER_THREAD: usize = 8;
const MOST_BLOCKS: usize = 128;

/// A file's rows on their way into entries.
struct Table<'a> {
    file: &'a str,
    opening: Opening,
    encoding: Encoding,
    /// Which columns hold what; none if the header has faults, and then only the structure is checked.
    header: Option<Header>,
    splitter: Splitter,
    reading: &'a Reading<'a>,
}

/// What became of a block.
struct Piece {
    scan: Scan,
    /// The entries; none if a row is at fault or the cells are not wanted.
    part: Option<Result<Part, String>>,
}

/// Reads a CSV file of `size` bytes into the gathering. `progress` is told how many bytes are done.
pub(crate) fn read<R: Read + Send>(
    reader: R,
    file: &str,
    size: u64,
    encoding: Encoding,
    reading: &Reading<'_>,
    gathering: &mut Gathering,
    progress: &(dyn Fn(u64) + Sync),
) {
    let mut source = Source::new(reader, reading.block, encoding);
    let opening = match opening::open(&mut source, file, &reading.names, encoding) {
        Ok(Ok(opening)) => opening,
        Ok(Err(fault)) => return gathering.faults.push(*fault),
        Err(error) => return gathering.faults.push(unreadable(file, &error)),
    };
    let header = match reading.names.resolve(file, opening.names.clone()) {
        Ok((header, notices)) => {
            gathering.notices.extend(notices);
            Some(header)
        }
        Err(faults) => {
            gathering.faults.extend(faults);
            None
        }
    };
    if opening.above > 0 {
        let row = u64::from(opening.row);
        gathering.notices.push(crate::fault::rows_above_header(file, opening.above, row));
    }
    if let Encoding::Legacy(_) = encoding {
        gathering.notices.push(faults::legacy(file, encoding));
    }
    let written = |column: Option<usize>| column.and_then(|at| opening.names.get(at).cloned());
    gathering.begin(SourceFile {
        path: file.to_owned(),
        sheet: None,
        sha256: String::new(),
        bytes: size,
        format: Format::Csv { delimiter: char::from(opening.layout.delimiter), encoding },
        entries: 0,
        blank_rows: 0,
        headers: header.iter().flat_map(|header| &header.columns).map(|column| written(*column)).collect(),
    });
    let wanted = header.iter().flat_map(|header| {
        header.columns.iter().copied().chain([Some(header.id), header.name]).flatten().collect::<Vec<_>>()
    });
    let splitter = Splitter::new(opening.layout, wanted);
    let table = Table { file, opening, encoding, header, splitter, reading };
    match table.read_rows(&mut source, gathering, progress) {
        Err(error) => gathering.faults.push(unreadable(file, &error)),
        Ok(blank_rows) => gathering.end(source.sha256(), blank_rows),
    }
}

impl Table<'_> {
    /// Reads the rows after the header; answers with how many are blank.
    ///
    /// While blocks are read from the file, those read before are turned into cells on all threads, and those
    /// before them are appended to the entries, in the order of the file.
    fn read_rows<R: Read + Send>(
        &self,
        source: &mut Source<R>,
        gathering: &mut Gathering,
        progress: &(dyn Fn(u64) + Sync),
    ) -> std::io::Result<u32> {
        let mut rows = Rows {
            next: self.opening.row.saturating_add(1),
            blank: 0,
            first_blank: None,
            unended: self.opening.unended,
            derailed: false,
        };
        let mut faults = FaultList::default();
        let width = (rayon::current_num_threads() * BLOCKS_PER_THREAD).min(MOST_BLOCKS);
        let mut batch = self.blocks(source, width)?;
        let mut pieces: Vec<Piece> = Vec::new();
        while !batch.is_empty() || !pieces.is_empty() {
            let stopped = gathering.stopped() || !faults.is_empty();
            let now = mem::take(&mut batch);
            let before = mem::take(&mut pieces);
            let derailed = before.iter().any(|piece| piece.scan.derailed);
            let (next, (done, ())) = rayon::join(
                || if derailed { Ok(Vec::new()) } else { self.blocks(source, width) },
                || {
                    rayon::join(
                        || now.into_par_iter().map(|block| self.piece(block, stopped)).collect(),
                        || {
                            for piece in before {
                                self.add(piece, &mut rows, &mut faults, gathering);
                            }
                        },
                    )
                },
            );
            batch = next?;
            pieces = if derailed { Vec::new() } else { done };
            progress(source.read());
        }
        if let Some(row) = rows.first_blank {
            gathering.notices.push(crate::fault::blank_rows(self.file, rows.blank, row));
        }
        if rows.unended {
            gathering.notices.push(crate::fault::no_line_end(self.file, rows.next.saturating_sub(1)));
        }
        gathering.faults.extend(faults.finish(self.file));
        Ok(rows.blank)
    }

    /// The next blocks of the file, at most `count`.
    fn blocks<R: Read>(&self, source: &mut Source<R>, count: usize) -> std::io::Result<Vec<Block>> {
        let mut blocks = Vec::with_capacity(count);
        while blocks.len() < count
            && let Some(block) = source.block(self.opening.layout.delimiter)?
        {
            blocks.push(block);
        }
        Ok(blocks)
    }

    /// Checks a block and reads its cells, unless the run is `stopped` already.
    fn piece(&self, mut block: Block, stopped: bool) -> Piece {
        let scan = scan(&mut block, self.opening.layout);
        let wanted =
            if stopped || !scan.flaws.is_empty() || scan.entries == 0 { None } else { self.header.as_ref() };
        let part = wanted.map(|header| self.part(&block.bytes, header, scan.entries as usize));
        Piece { scan, part }
    }

    /// The entries of a block of sound rows.
    fn part(&self, block: &[u8], header: &Header, rows: usize) -> Result<Part, String> {
        let cells = guarded(|| self.splitter.split(block, rows))?;
        if cells.height() != rows {
            return Err(format!("{} of {rows} rows", cells.height()));
        }
        let column = |at: usize| {
            let position = self.splitter.position(at).ok_or("column")?;
            let column = cells.columns().get(position).ok_or("column")?;
            column.as_materialized_series().str().map_err(|error| error.to_string())
        };
        self.reading.part(header, rows, |at| Ok(column(at)?.iter()))
    }

    /// Adds what became of the next block.
    fn add(&self, piece: Piece, rows: &mut Rows, faults: &mut FaultList, gathering: &mut Gathering) {
        if rows.derailed {
            return;
        }
        let first = rows.next;
        let Piece { scan, part } = piece;
        for (row, flaw) in &scan.flaws {
            faults.add(faults::code(*flaw), || {
                let row = u64::from(first) + u64::from(*row);
                faults::row(self.file, row, *flaw, self.opening.layout, self.encoding)
            });
        }
        rows.pass(&scan);
        match part {
            None => {}
            Some(Ok(part)) => gathering.add(part, &scan.runs, first),
            Some(Err(reason)) => {
                let message = text!(
                    fa: "این بخش از فایل خوانده نشد (پیام polars به انگلیسی: {reason})",
                    en: "polars did not read this part of the file: {reason}"
                );
                faults.add(codes::FILE_NOT_READ, || {
                    FileFault::new(self.file, codes::FILE_NOT_READ, message).at_row(u64::from(first))
                });
            }
        }
    }
}

/// The rows passed so far.
struct Rows {
    /// The row that comes next.
    next: u32,
    blank: u32,
    first_blank: Option<u32>,
    /// Whether the row passed last has no line end.
    unended: bool,
    /// Whether what follows cannot be told apart into rows any more.
    derailed: bool,
}

impl Rows {
    fn pass(&mut self, scan: &Scan) {
        self.blank = self.blank.saturating_add(scan.rows - scan.entries);
        if self.first_blank.is_none() {
            self.first_blank = scan.first_blank().map(|row| self.next.saturating_add(row));
        }
        self.next = self.next.saturating_add(scan.rows);
        self.unended = scan.unended;
        self.derailed = scan.derailed;
    }
}
