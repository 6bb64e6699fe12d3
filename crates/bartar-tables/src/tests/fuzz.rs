//! Text files of any content: nothing crashes, and what is read is what a much simpler reader finds.

use bartar_criteria::rulebook::Field;
use proptest::prelude::*;

use super::{cell, read_csv};
use crate::blanks::{is_blank, trim};
use crate::fault::FileFault;
use crate::intake::{Intake, read};
use crate::reading::Reading;
use crate::testing::{columns, data, field};

/// Reads a text file in blocks of so many bytes.
fn read_in_blocks(fields: &[Field], bytes: &[u8], block: usize) -> Result<Intake, Vec<FileFault>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, bytes).unwrap();
    let data = data();
    let mut reading = Reading::new(fields, &columns(fields), &data);
    reading.block = block;
    read(&reading, &[path], &|_| {})
}

/// The rows of a text file that is wholly sound, each with its number; characters one by one, everything in memory.
fn simple_rows(bytes: &[u8], delimiter: char) -> Option<Vec<(u32, Vec<String>)>> {
    #[derive(PartialEq)]
    enum At {
        Start,
        Plain,
        Quoted,
        AfterQuote,
    }
    let text = std::str::from_utf8(bytes).ok()?;
    let (mut rows, mut cells, mut cell, mut at) = (Vec::new(), Vec::new(), String::new(), At::Start);
    let mut chars = text.strip_prefix('\u{FEFF}').unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        match (&at, c) {
            (At::Quoted, '"') => at = At::AfterQuote,
            (At::Quoted, c) => cell.push(c),
            (At::AfterQuote, '"') => {
                cell.push('"');
                at = At::Quoted;
            }
            (At::Start, '"') => at = At::Quoted,
            (_, '\r' | '\n') => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                cells.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut cells));
                at = At::Start;
            }
            (_, c) if c == delimiter => {
                cells.push(std::mem::take(&mut cell));
                at = At::Start;
            }
            (At::AfterQuote, _) | (_, '"') => return None,
            (At::Start | At::Plain, c) => {
                cell.push(c);
                at = At::Plain;
            }
        }
    }
    if at == At::Quoted {
        return None;
    }
    if at != At::Start || !cells.is_empty() {
        cells.push(cell);
        rows.push(cells);
    }
    let width = rows.first()?.len();
    let filled = (1..).zip(rows).filter(|(_, cells)| cells.iter().any(|cell| !cell.chars().all(is_blank)));
    let filled: Vec<_> = filled.collect();
    filled.iter().all(|(_, cells)| cells.len() == width).then_some(filled)
}

/// A text of the characters that matter.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => Just(&b"a"[..]),
        8 => Just(&b"12"[..]),
        8 => Just(&b","[..]),
        4 => Just(&b"\n"[..]),
        2 => Just(&b"\r\n"[..]),
        1 => Just(&b"\r"[..]),
        4 => Just(&b"\""[..]),
        3 => Just(&b"\"\""[..]),
        3 => Just(&b",\""[..]),
        3 => Just(&b"\","[..]),
        3 => Just(&b"b,c\n"[..]),
        2 => Just(&b"\"x\ny\",z\n"[..]),
        1 => Just(&b";"[..]),
        1 => Just(&b"\t"[..]),
        1 => Just(&b" "[..]),
        1 => Just("\u{A0}".as_bytes()),
        1 => Just("\u{200F}".as_bytes()),
        2 => Just("ی".as_bytes()),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn sound_files_are_read_as_written_and_others_are_refused(text in text(), block in 1_usize..40, bad in 0_usize..60) {
        let mut bytes = b"id,x\n".to_vec();
        bytes.extend(text);
        // Now and then a byte that is no UTF-8.
        if let Some(byte) = bytes.get_mut(5 + bad) { *byte = 0xFF; }
        check(&bytes, block);
    }

    #[test]
    fn sound_rows_are_read_as_written(
        cells in proptest::collection::vec(("[a-c\" ,;\n\ri]{0,4}", "[a-c\" ,;\n\r۱\u{200F}]{0,4}", any::<bool>()), 0..12),
        block in 1_usize..60,
        last in any::<bool>(),
    ) {
        let mut file = "id,x\r\n".to_owned();
        for (id, x, quoted) in cells {
            let write = |cell: &str| {
                if quoted || cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
            };
            file.push_str(&format!("{},{}\n", write(&id), write(&x)));
        }
        if last { file.pop(); }
        prop_assert!(check(file.as_bytes(), block));
    }

    #[test]
    fn files_of_any_bytes_never_crash(bytes in proptest::collection::vec(any::<u8>(), 0..300), block in 1_usize..50) {
        let fields = [field("x", "number")];
        let _ = read_in_blocks(&fields, &bytes, block);
        let with_header = [b"id,x\n", bytes.as_slice()].concat();
        check(&with_header, block);
    }

    #[test]
    fn damaged_cells_never_crash(changes in proptest::collection::vec((0_usize..400, any::<u8>()), 0..6)) {
        let fields = ["number", "count", "percent", "date", "choice", "yes-no", "text"].map(|kind| field(kind, kind));
        let mut bytes = b"id,name,number,count,percent,date,choice,yes-no,text\n\
            a,A,12.5,7,0.1,1404-06-13,farm,yes,\"x, y\"\n\
            b,B,-3,0,100,2025-09-04,home,no,\n\
            c,,,,-,pending,,,z\n".to_vec();
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        let _ = read_csv(&fields, &bytes);
    }
}

/// Compares what is read with what the simple reader finds; answers whether the file is sound.
fn check(bytes: &[u8], block: usize) -> bool {
    let fields = [Field { optional: true, ..field("x", "text") }];
    let result = read_in_blocks(&fields, bytes, block);
    match simple_rows(bytes, ',') {
        None => {
            assert!(result.is_err(), "{:?} is read", String::from_utf8_lossy(bytes));
            false
        }
        Some(rows) => {
            let intake = match result {
                Ok(intake) => intake,
                Err(faults) => panic!("{:?} is refused: {faults:?}", String::from_utf8_lossy(bytes)),
            };
            let found: Vec<(u32, String, String)> = (0..intake.entries.len())
                .map(|row| {
                    let place = intake.provenance.place(row, None).unwrap();
                    (place.row, intake.entries.ids.get(row).to_owned(), cell(&intake.entries, row, 0))
                })
                .collect();
            let expected: Vec<(u32, String, String)> = rows
                .into_iter()
                .skip(1)
                .map(|(row, cells)| (row, trim(&cells[0]).to_owned(), format!("{:?}", trim(&cells[1]))))
                .collect();
            assert_eq!(found, expected, "{:?}", String::from_utf8_lossy(bytes));
            true
        }
    }
}
