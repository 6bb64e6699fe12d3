//! Text files that are not UTF-8.

use bartar_criteria::rulebook::{DataSpec, Field, LegacyEncoding};

use sha2::{Digest, Sha256};

use super::{read_files, read_files_by, rows, said, told};
use crate::provenance::{Encoding, Format};
use crate::reading::Reading;
use crate::testing::{columns, data, field};

fn fields() -> Vec<Field> {
    vec![field("sales", "number"), field("note", "text")]
}

/// Data in whose rulebook old files are declared.
fn declared() -> DataSpec {
    DataSpec { legacy_encoding: Some(LegacyEncoding::Windows1256), ..data() }
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

/// «شناسه», «تعاوني» and «كوير» as Windows-1256 writes them: Arabic yeh and kaf.
const OLD: &[u8] =
    b"\xD4\xE4\xC7\xD3\xE5,sales,note\r\n1,12.5,\xCA\xDA\xC7\xE6\xE4\xED\r\n2,3,\xDF\xE6\xED\xD1\r\n";

#[test]
fn files_of_all_encodings_are_one_data_set() {
    let text = |id: &str| format!("شناسه,sales,note\n{id},۱۲٫۵,\"نام، با\nدو سطر\"\n");
    let files = [
        ("a.csv", text("a").into_bytes()),
        ("b.csv", utf16(&text("b"), u16::to_le_bytes)),
        ("c.txt", utf16(&text("c").replace(',', "\t"), u16::to_be_bytes)),
        ("d.csv", [b"\xEF\xBB\xBF", text("d").as_bytes()].concat()),
        ("e.csv", OLD.to_vec()),
    ];
    let intake = read_files(&fields(), &declared(), &files).unwrap();
    let same = |id: &str| format!("{id}||12.5|\"نام، با\\nدو سطر\"|");
    assert_eq!(
        rows(&intake.entries),
        [
            same("a"),
            same("b"),
            same("c"),
            same("d"),
            "1||12.5|\"تعاوني\"|".to_owned(),
            "2||3|\"كوير\"|".to_owned()
        ]
    );
    let encodings: Vec<Format> = intake.provenance.files.iter().map(|file| file.format).collect();
    let csv = |delimiter, encoding| Format::Csv { delimiter, encoding };
    assert_eq!(
        encodings,
        [
            csv(',', Encoding::Utf8),
            csv(',', Encoding::Utf16Le),
            csv('\t', Encoding::Utf16Be),
            csv(',', Encoding::Utf8),
            csv(',', Encoding::Legacy(LegacyEncoding::Windows1256)),
        ]
    );
    assert_eq!(
        told(&intake),
        [
            "legacy-encoding None: the file is not UTF-8 and was read as Windows-1256, as was declared; look at a few names"
        ]
    );
    // The hash and the size are those of the bytes of the file, not of the text made of them.
    for (file, (_, bytes)) in intake.provenance.files.iter().zip(&files) {
        assert_eq!(file.bytes, bytes.len() as u64);
        assert_eq!(file.sha256, crate::provenance::hexadecimal(&Sha256::digest(bytes)));
    }
    assert_eq!(intake.provenance.place(5, None).unwrap().row, 3);
}

#[test]
fn an_old_file_is_not_guessed() {
    assert_eq!(
        said(read_files(&fields(), &data(), &[("a.csv", OLD)])),
        ["file-not-utf8 Some(1): the text of the file is not UTF-8"]
    );
    let late = [b"id,sales,note\na,1,x\nb,2,", &OLD[..5], b"\n"].concat();
    assert_eq!(
        said(read_files(&fields(), &data(), &[("a.csv", &late)])),
        ["file-not-utf8 Some(3): the text of the file is not UTF-8"]
    );
    let intake = read_files(&fields(), &declared(), &[("a.csv", late)]).unwrap();
    assert_eq!(rows(&intake.entries)[1], "b||2|\"شناسه\"|");
}

#[test]
fn bytes_that_mean_nothing_are_told_with_their_row() {
    let mut bytes = utf16("id,sales,note\na,1,x\nb,2,y\nc,3,z\n", u16::to_le_bytes);
    let at = bytes.windows(2).position(|pair| pair == b"y\0").unwrap();
    // Half of a pair of surrogates.
    bytes[at..at + 2].copy_from_slice(b"\x00\xD8");
    assert_eq!(
        said(read_files(&fields(), &data(), &[("a.csv", &bytes)])),
        ["file-not-utf8 Some(3): the text of the file is not UTF-16LE"]
    );
    // A file cut in the middle of a character.
    let cut = utf16("id,sales,note\na,1,xy", u16::to_be_bytes);
    assert_eq!(
        said(read_files(&fields(), &data(), &[("a.csv", &cut[..cut.len() - 1])])),
        ["file-not-utf8 Some(2): the text of the file is not UTF-16BE"]
    );
}

#[test]
fn large_files_of_other_encodings_are_read_block_by_block() {
    let line = "C-۱۲۳۴۵۶,12.5,\"نام، با\nدو سطر 🌾\"\n";
    let text = format!("id,sales,note\n{}", line.repeat(2_000));
    let (fields, data) = (fields(), data());
    // An odd number of bytes cuts characters, and pairs of surrogates, in two.
    let columns = columns(&fields);
    let mut reading = Reading::new(&fields, &columns, &data);
    reading.block = 997;
    let found = |bytes: Vec<u8>| {
        let intake = read_files_by(&reading, &[("a.csv", bytes)]).unwrap();
        let last = intake.provenance.place(1_999, None).map(|place| place.row);
        (rows(&intake.entries), last)
    };
    let plain = found(text.clone().into_bytes());
    assert_eq!((plain.0.len(), plain.1), (2_000, Some(2_001)));
    assert!(found(utf16(&text, u16::to_le_bytes)) == plain);
    assert!(found(utf16(&text, u16::to_be_bytes)) == plain);
}

#[test]
fn a_line_that_tells_the_delimiter_counts_as_a_row() {
    let intake =
        read_files(&fields(), &data(), &[("a.csv", "sep=;\r\nid;sales;note\r\na;1;x,y\r\n")]).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|\"x,y\"|"]);
    assert_eq!(intake.provenance.place(0, None).unwrap().row, 3);
    assert!(told(&intake).is_empty());
}
