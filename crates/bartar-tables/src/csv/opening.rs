//! The beginning of a CSV file: byte order mark, header, and the character between cells.

use std::io::{self, Read};

use memchr::memchr2;

use super::faults;
use super::scan::Layout;
use super::source::{LONGEST_RECORD, Source};
use super::structure::{Ending, QuoteFlaw, Record, cells, record};
use crate::blanks::all_blank;
use crate::fault::{FileFault, too_many_columns};
use crate::header::{HEADER_ROWS, Names};
use crate::provenance::Encoding;

/// The characters that may stand between cells. Of two that fit the header equally well the first is taken.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// The most columns of a file. Spreadsheets have at most 16,384.
pub(crate) const MOST_COLUMNS: usize = 20_000;

/// What the beginning of a file says.
pub(super) struct Opening {
    /// How its rows are written.
    pub(super) layout: Layout,
    /// Its headers.
    pub(super) names: Vec<String>,
    /// The row of the header: 1 unless blank lines or titles stand before it.
    pub(super) row: u32,
    /// How many rows above it hold something.
    pub(super) above: u32,
    /// Whether the file ends in the header, without a line end.
    pub(super) unended: bool,
}

/// Reads the header. The source then stands at the row after it.
pub(super) fn open<R: Read>(
    source: &mut Source<R>,
    file: &str,
    known: &Names,
    encoding: Encoding,
) -> io::Result<Result<Opening, Box<FileFault>>> {
    source.fill()?;
    if source.waiting().starts_with(b"\xEF\xBB\xBF") {
        source.drop_first(3);
    }
    let told = told_delimiter(source)?;
    let mut row = skip_blank_lines(source)?.saturating_add(u32::from(told.is_some()));
    if source.waiting().is_empty() {
        return Ok(Err(Box::new(faults::empty(file))));
    }
    let delimiters = told.as_ref().map_or(&DELIMITERS[..], std::slice::from_ref);
    let titles = titles(source, known, delimiters, row)?;
    source.drop_first(titles.bytes);
    row = row.saturating_add(titles.rows);
    let Some((delimiter, header)) = find_header(source, known, delimiters)? else {
        return Ok(Err(Box::new(faults::no_table(file, row))));
    };
    if let Some(flaw) = header.flaw {
        return Ok(Err(Box::new(faults::quote(file, u64::from(row), flaw))));
    }
    if header.cells > MOST_COLUMNS {
        return Ok(Err(Box::new(too_many_columns(file, header.cells).at_row(u64::from(row)))));
    }
    let bytes = &source.waiting()[..header.len];
    let names: Result<Vec<String>, _> = cells(bytes, delimiter).map(String::from_utf8).collect();
    let names = match names {
        Ok(names) if !bytes.contains(&0) => names,
        _ => return Ok(Err(Box::new(faults::not_text(file, Some(u64::from(row)), encoding)))),
    };
    source.drop_first(header.size());
    let layout = Layout { delimiter, cells: names.len() };
    let unended = header.ending == Ending::None;
    Ok(Ok(Opening { layout, names, row, above: titles.filled, unended }))
}

/// What stands above the header.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Titles {
    bytes: usize,
    rows: u32,
    /// How many of the rows hold something.
    filled: u32,
}

/// The rows above the first one with a header of the id column, the next row being `row`. None where no such row is
/// among the first: then what the first row lacks is told.
fn titles<R: Read>(source: &mut Source<R>, known: &Names, delimiters: &[u8], row: u32) -> io::Result<Titles> {
    loop {
        let waiting = source.waiting();
        let mut whole = true;
        let mut nearest: Option<Titles> = None;
        for &delimiter in delimiters {
            let mut above = Titles::default();
            while row.saturating_add(above.rows) <= HEADER_ROWS && above.bytes < waiting.len() {
                let rest = &waiting[above.bytes..];
                let next = record(rest, delimiter);
                // Where a row does not surely end here, nothing is known of those below it.
                let ends = next.ending != Ending::None && next.size() < rest.len() || source.ended();
                whole &= ends;
                if !ends || matches!(next.flaw, Some(QuoteFlaw::Unclosed | QuoteFlaw::TextAfter)) {
                    break;
                }
                let names: Vec<String> = texts(&rest[..next.len], delimiter);
                if known.has_id(names.iter().map(String::as_str)) {
                    if nearest.is_none_or(|nearest| above.rows < nearest.rows) {
                        nearest = Some(above);
                    }
                    break;
                }
                above.bytes += next.size();
                above.rows += 1;
                above.filled += u32::from(!holds_nothing(&rest[..next.len]));
            }
        }
        if whole || waiting.len() > LONGEST_RECORD || nearest.is_some_and(|nearest| nearest.rows == 0) {
            return Ok(nearest.unwrap_or_default());
        }
        source.fill()?;
    }
}

/// The cells of a record as texts, as far as a header can have them.
fn texts(record: &[u8], delimiter: u8) -> Vec<String> {
    let cells = cells(record, delimiter).take(MOST_COLUMNS);
    cells.map(|cell| String::from_utf8_lossy(&cell).into_owned()).collect()
}

/// Takes the first line if it only says which character stands between cells, as `sep=;`: spreadsheet programs write
/// it and read it. Quotes and what numbers and words are made of cannot stand between cells.
fn told_delimiter<R: Read>(source: &mut Source<R>) -> io::Result<Option<u8>> {
    const LONGEST: usize = b"sep=;\r\n".len();
    while source.waiting().len() < LONGEST && !source.ended() {
        source.fill()?;
    }
    let [s, e, p, b'=', delimiter, rest @ ..] = source.waiting() else { return Ok(None) };
    let possible = *delimiter == b'\t' || delimiter.is_ascii_punctuation() && *delimiter != b'"';
    let end = match rest {
        [] => 0,
        [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return Ok(None),
    };
    if !possible || ![*s, *e, *p].eq_ignore_ascii_case(b"sep") {
        return Ok(None);
    }
    let delimiter = *delimiter;
    source.drop_first(5 + end);
    Ok(Some(delimiter))
}

/// Whether a line has nothing but blanks and delimiters, whichever is the file's.
fn holds_nothing(line: &[u8]) -> bool {
    line.split(|byte| DELIMITERS.contains(byte)).all(all_blank)
}

/// Skips lines with nothing but blanks and delimiters; answers with the row of the first other one.
fn skip_blank_lines<R: Read>(source: &mut Source<R>) -> io::Result<u32> {
    let (mut row, mut at) = (1_u32, 0);
    loop {
        let rest = &source.waiting()[at..];
        let end = memchr2(b'\n', b'\r', rest);
        let line = &rest[..end.unwrap_or(rest.len())];
        if !holds_nothing(line) || rest.len() > LONGEST_RECORD {
            source.drop_first(at);
            return Ok(row);
        }
        // Half of a CR LF or half of a line, unless the file ends here.
        if !source.ended() && end.is_none_or(|end| end + 1 == rest.len()) {
            source.drop_first(at);
            at = 0;
            source.fill()?;
            continue;
        }
        match end {
            None => {
                let all = source.waiting().len();
                source.drop_first(all);
                return Ok(row);
            }
            Some(end) => {
                at += end + if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
                row = row.saturating_add(1);
            }
        }
    }
}

/// The header and the delimiter that splits it into the most columns that the rulebook knows; none if it does not
/// end within the longest record.
fn find_header<R: Read>(
    source: &mut Source<R>,
    known: &Names,
    delimiters: &[u8],
) -> io::Result<Option<(u8, Record)>> {
    loop {
        let waiting = source.waiting();
        let mut best: Option<(usize, u8, Record)> = None;
        let mut whole = true;
        for &delimiter in delimiters {
            let header = record(waiting, delimiter);
            whole &= header.ending != Ending::None && header.size() < waiting.len() || source.ended();
            let names = texts(&waiting[..header.len], delimiter);
            // Known columns decide. Where there are none, the most cells make the clearest message.
            let fit = known.known(names.iter().map(String::as_str)) * (LONGEST_RECORD + 1) + header.cells;
            if best.as_ref().is_none_or(|(most, ..)| fit > *most) {
                best = Some((fit, delimiter, header));
            }
        }
        if whole {
            return Ok(best.map(|(_, delimiter, header)| (delimiter, header)));
        }
        if waiting.len() > LONGEST_RECORD {
            return Ok(None);
        }
        source.fill()?;
    }
}

#[cfg(test)]
mod tests {
    use bartar_criteria::codes;

    use super::*;
    use crate::header::Marks;
    use crate::testing::{data, field};

    /// Opens a file whose bytes arrive a few at a time.
    fn opening(bytes: impl AsRef<[u8]>) -> Result<(Opening, Vec<u8>), Box<FileFault>> {
        opening_by(5, bytes)
    }

    fn opening_by(block: usize, bytes: impl AsRef<[u8]>) -> Result<(Opening, Vec<u8>), Box<FileFault>> {
        let fields = [field("sales", "number"), field("staff", "count")];
        let columns = crate::testing::columns(&fields);
        let known = Names::new(&fields, &columns, &data(), Marks::new(&data()));
        let mut source = Source::new(bytes.as_ref(), block, Encoding::Utf8);
        let opening = open(&mut source, "a.csv", &known, Encoding::Utf8).unwrap()?;
        Ok((opening, source.waiting().to_vec()))
    }

    fn check(bytes: &str, delimiter: u8, names: &[&str], row: u32, rest: &str) {
        let (opening, waiting) = opening(bytes).unwrap();
        assert_eq!(opening.layout, Layout { delimiter, cells: names.len() }, "{bytes:?}");
        assert_eq!(opening.names, names);
        assert_eq!((opening.row, String::from_utf8(waiting).unwrap().as_str()), (row, rest));
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_known_columns() {
        check("id,sales,staff\n1;2", b',', &["id", "sales", "staff"], 1, "1;2");
        check("id;sales;staff\r\n", b';', &["id", "sales", "staff"], 1, "");
        check("id\tsales\rx", b'\t', &["id", "sales"], 1, "x");
        check("id;a,b,c,d;sales", b';', &["id", "a,b,c,d", "sales"], 1, "");
        check("\"id\";\"sales\"\n", b';', &["id", "sales"], 1, "");
        check("\"id\",\"two\nlines; \"\"quoted\"\"\"\nx", b',', &["id", "two\nlines; \"quoted\""], 1, "x");
        check("id\n1", b',', &["id"], 1, "1");
    }

    #[test]
    fn byte_order_mark_and_blank_lines_before_the_header_are_skipped() {
        check("\u{FEFF}id,sales\n", b',', &["id", "sales"], 1, "");
        check("\u{FEFF}\r\n ,,\n\rid,sales\n", b',', &["id", "sales"], 4, "");
    }

    #[test]
    fn a_first_line_may_say_which_character_stands_between_cells() {
        check("sep=;\r\nid;a,b\r\n1", b';', &["id", "a,b"], 2, "1");
        check("\u{FEFF}SEP=\t\nid\tsales\n", b'\t', &["id", "sales"], 2, "");
        check("sep=|\n\nid|sales;x|y,z\n", b'|', &["id", "sales;x", "y,z"], 3, "");
        // What is told decides, even where another character would give more columns.
        check("sep=;\nid,sales,staff\n", b';', &["id,sales,staff"], 2, "");
        for header in ["sep=;x", "sep=a", "sep=", "sex=;"] {
            check(&format!("id,{header}\n"), b',', &["id", header], 1, "");
            assert_eq!(opening(format!("{header}\nstaff\n")).unwrap().0.row, 1, "{header}");
        }
        assert_eq!(opening("sep=;").err().map(|fault| fault.code), Some(codes::EMPTY_FILE));
    }

    #[test]
    fn titles_above_the_header_are_skipped_and_its_row_is_that_of_the_spreadsheet() {
        let found = |bytes: &str| {
            let (opening, waiting) = opening(bytes).unwrap();
            (opening.names.join("|"), opening.row, opening.above, String::from_utf8(waiting).unwrap())
        };
        let told = |names: &str, row, above, rest: &str| (names.to_owned(), row, above, rest.to_owned());
        assert_eq!(found("Entries\nid,sales\n1,2"), told("id|sales", 2, 1, "1,2"));
        assert_eq!(found("گزارش, استان\r\n,,\r\nid;sales\r\n1;2"), told("id|sales", 3, 1, "1;2"));
        // A quoted title of several lines is one row; a stray quote is no matter above the header.
        assert_eq!(found("\"two\nlines\"\nthe \"best\",x\nid,sales\n"), told("id|sales", 3, 2, ""));
        assert_eq!(found("\n\nA\nid,sales"), told("id|sales", 4, 1, ""));
        assert_eq!(found("sep=;\nA\nid;sales\n"), told("id|sales", 3, 1, ""));
        // The first row with the id, whichever delimiter it has.
        assert_eq!(found("A\nid;sales\nid,staff\n"), told("id|sales", 2, 1, "id,staff\n"));
        // Among the first twenty rows, and no further; without any, the first row is the header.
        let far = |titles: usize| format!("{}id,sales\n", "A,B\n".repeat(titles));
        assert_eq!(found(&far(19)), told("id|sales", 20, 19, ""));
        assert_eq!(found(&far(20)).0, "A|B");
        assert_eq!(found("A\nsales,staff\n"), told("A", 1, 0, "sales,staff\n"));
    }

    #[test]
    fn files_without_a_header_are_empty() {
        for bytes in ["", "\u{FEFF}", "\n\r\n \n", ",,\n;"] {
            assert_eq!(opening(bytes).err().map(|fault| fault.code), Some(codes::EMPTY_FILE), "{bytes:?}");
        }
    }

    #[test]
    fn headers_that_cannot_be_read() {
        let code = |bytes: &[u8]| opening(bytes).err().map(|fault| fault.code.name());
        assert_eq!(code(b"id,\xc8\xc7\n"), Some("file-not-utf8"));
        assert_eq!(code(b"i\0d\0,\0"), Some("file-not-utf8"));
        assert_eq!(code(b"id,\"sales\n1,2\n"), Some("unclosed-quote"));
        let wide = opening_by(crate::csv::BLOCK, b"id,".repeat(MOST_COLUMNS));
        assert_eq!(
            wide.err().map(|fault| fault.message.en).as_deref(),
            Some("the file has 20001 columns; no table has as many")
        );
        // Each fill looks at the whole header again, so an endless one arrives in blocks of the usual size.
        let endless = opening_by(crate::csv::BLOCK, b"id".repeat(LONGEST_RECORD));
        assert_eq!(endless.err().map(|fault| fault.code.name()), Some("wrong-file-type"));
    }
}
