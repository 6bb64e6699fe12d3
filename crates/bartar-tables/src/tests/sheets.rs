//! Which sheet is read, and workbooks that mean harm.

use std::io::{Cursor, Write};

use bartar_criteria::rulebook::{DataSpec, Field};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::workbooks::{line, xlsx};
use super::{read_files, read_files_by, rows, said, told};
use crate::intake::Intake;
use crate::reading::Reading;
use crate::testing::{columns, data, field};
use crate::workbook::{LIMITS, Limits};

/// A zip archive of parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // Large parts are stored: what is tried on them is not compression.
        let stored = *name == "mimetype" || bytes.len() > 1 << 25;
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An ODS file with these sheets: names and rows.
pub(crate) fn ods(sheets: &[(&str, &str)]) -> Vec<u8> {
    let tables =
        sheets.iter().map(|(name, rows)| format!("<table:table table:name=\"{name}\">{rows}</table:table>"));
    ods_of(&format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:spreadsheet>{}\
         </office:spreadsheet></office:body></office:document-content>",
        tables.collect::<String>()
    ))
}

fn ods_of(content: &str) -> Vec<u8> {
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
        ("content.xml", content.as_bytes()),
    ])
}

/// A row of texts.
pub(crate) fn row(cells: &[&str]) -> String {
    format!("<table:table-row>{}</table:table-row>", cells.iter().map(|cell| text(cell)).collect::<String>())
}

pub(super) fn text(cell: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>")
}

pub(super) fn number(cell: &str) -> String {
    format!("<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"/>")
}

/// An XLSX file put together by hand: the sheet, and parts beside it.
fn xlsx_of(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    const PACKAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relationship = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"{PACKAGE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let (root, book) = (
        relationship("officeDocument", "xl/workbook.xml"),
        relationship("worksheet", "worksheets/sheet1.xml"),
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", b"<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.extend_from_slice(more);
    archive(&parts)
}

/// A sheet with these rows.
fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

const HEADER: &str =
    "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>id</v></c><c r=\"B1\" t=\"str\"><v>number</v></c></row>";

fn fields() -> [Field; 1] {
    [field("number", "number")]
}

fn found(name: &str, bytes: &[u8]) -> Vec<String> {
    said(read_files(&fields(), &data(), &[(name, bytes)]))
}

/// What is said of a workbook if it may hold only this much.
fn found_within(limits: Limits, name: &str, bytes: &[u8]) -> Vec<String> {
    let (fields, data) = (fields(), data());
    let mut reading = Reading::new(&fields, &columns(&fields), &data);
    reading.limits = limits;
    said(read_files_by(&reading, &[(name, bytes)]))
}

fn two_sheets() -> Vec<u8> {
    let entries = |id: &str| [row(&["id", "number"]), row(&[id, "1"])].concat();
    ods(&[("راهنما", &row(&["متن"])), ("پرونده‌ها", &entries("a")), ("last year", &entries("b"))])
}

#[test]
fn a_sheet_is_chosen_by_name_in_any_encoding() {
    let ids = |sheets: &[&str]| {
        let data = DataSpec { sheets: sheets.iter().map(|name| (*name).to_owned()).collect(), ..data() };
        read_files(&fields(), &data, &[("a.ods", two_sheets())]).map(|intake: Intake| rows(&intake.entries))
    };
    assert_eq!(ids(&["پرونده‌ها"]).unwrap(), ["a||1|"]);
    assert_eq!(ids(&["پرونده ها"]).unwrap(), ["a||1|"]);
    assert_eq!(ids(&["entries", "LAST YEAR"]).unwrap(), ["b||1|"]);
    let faults = ids(&["entries"]).unwrap_err();
    assert_eq!(faults[0].code.name(), "sheet-not-found");
    assert_eq!(
        faults[0].message.en,
        "this workbook has no sheet `entries`; its sheets: `راهنما`, `پرونده‌ها`, `last year`"
    );
    let faults = ids(&["last year", "پرونده‌ها"]).unwrap_err();
    assert_eq!(faults[0].code.name(), "sheet-unclear");
    let alike = |wanted: &str| {
        let entries = |id: &str| [row(&["id", "number"]), row(&[id, "1"])].concat();
        let bytes = ods(&[("کاربرگ یک", &entries("a")), ("کاربرگ\u{200C}یک", &entries("b"))]);
        let data = DataSpec { sheets: vec![wanted.to_owned()], ..data() };
        read_files(&fields(), &data, &[("a.ods", bytes)]).map(|intake| rows(&intake.entries))
    };
    assert_eq!(alike("کاربرگ\u{200C}یک").unwrap(), ["b||1|"], "word for word goes first");
    assert_eq!(alike("کاربرگیک").unwrap_err()[0].code.name(), "sheet-unclear");
    // A sheet that was asked for is told what it lacks.
    let faults = ids(&["راهنما"]).unwrap_err();
    assert_eq!((faults[0].code.name(), faults[0].sheet.as_deref()), ("missing-column", Some("راهنما")));
}

#[test]
fn without_a_name_the_only_sheet_with_an_id_column_is_read() {
    let entries = [row(&["id", "number"]), row(&["a", "1"])].concat();
    let one = ods(&[("راهنما", &row(&["متن"])), ("x", &entries), ("empty", "")]);
    let intake = read_files(&fields(), &data(), &[("a.ods", one)]).unwrap();
    assert_eq!(intake.provenance.files[0].sheet.as_deref(), Some("x"));
    assert_eq!(
        found("a.ods", &two_sheets()),
        ["sheet-unclear None: several sheets may be the one with the entries: `پرونده‌ها`, `last year`"]
    );
    let none = ods(&[("p", &row(&["متن"])), ("q", "")]);
    assert_eq!(
        found("a.ods", &none),
        [
            "sheet-not-found None: no sheet has a header of the id column (`id`) among its first 20 rows; the sheets: `p`, `q`"
        ]
    );
}

#[test]
fn a_hidden_sheet_is_told() {
    let book = {
        let mut book = rust_xlsxwriter::Workbook::new();
        line(book.add_worksheet().set_name("guide").unwrap(), 0, &["guide"]);
        let sheet = book.add_worksheet().set_name("entries").unwrap();
        line(sheet, 0, &["id", "number"]);
        line(sheet, 1, &["a", "1"]);
        sheet.set_hidden(true);
        book.save_to_buffer().unwrap()
    };
    let intake = read_files(&fields(), &data(), &[("a.xlsx", book)]).unwrap();
    assert_eq!(
        told(&intake),
        [
            "hidden-cells None: the sheet itself is hidden; what is hidden or filtered away was read too: 0 rows and 0 columns"
        ]
    );
}

#[test]
fn files_put_together_by_hand_are_read() {
    let rows_of = |more: &str| {
        let bytes = xlsx_of(&sheet(&format!("{HEADER}{more}")), &[]);
        read_files(&fields(), &data(), &[("a.xlsx", bytes)]).map(|intake| rows(&intake.entries))
    };
    assert_eq!(
        rows_of(
            "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>a</t></is></c><c r=\"B3\"><v>1.5</v></c></row>"
        )
        .unwrap(),
        ["a||1.5|"]
    );
    // Cells that do not say where they stand follow one another.
    assert_eq!(rows_of("<row><c t=\"str\"><v>a</v></c><c><v>1</v></c></row>").unwrap(), ["a||1|"]);
    let found =
        rows_of("<row r=\"2\"><c r=\"A2\" t=\"str\"><v>a</v></c><c r=\"B2\"><f>1+1</f></c></row>").unwrap();
    assert!(found[0].starts_with("a||<not-submitted>|Some(0) formula-without-value"), "{found:?}");
}

#[test]
fn cells_in_no_order_are_not_read() {
    for rows in [
        "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>",
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>",
        "<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>",
    ] {
        let found = found("a.xlsx", &xlsx_of(&sheet(&format!("{HEADER}{rows}")), &[]));
        assert_eq!(
            found,
            ["file-not-read None: the workbook is damaged and cannot be read: cells stand in no order"]
        );
    }
}

#[test]
fn damaged_workbooks_are_told() {
    let good = xlsx("a", |sheet| line(sheet, 0, &["id", "number"]));
    let mut flipped = good.clone();
    let middle = flipped.len() / 2;
    flipped[middle..middle + 40].fill(0x55);
    let cut = &good[..good.len() - 30];
    for bytes in [flipped.as_slice(), cut, b"PK\x03\x04".as_slice(), b"PK\x05\x06aaaaaaaaaaaaaaaaaa"] {
        let found = found("a.xlsx", bytes);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("file-not-read None: the workbook is damaged")
                || found[0].starts_with("wrong-file-type"),
            "{found:?}"
        );
    }
    // Contents that end early would keep a careless reader waiting for ever.
    let endless = "<office:document-content><table:table table:name=\"a\"><table:table-row>";
    assert_eq!(
        found("a.ods", &ods_of(endless)),
        [
            "file-not-read None: the workbook is damaged and cannot be read: content.xml: an element is never closed"
        ]
    );
    assert_eq!(
        found("a.xlsx", &two_sheets()),
        ["wrong-file-type None: the file's name tells one kind of workbook, and its content is another"]
    );
    assert_eq!(found("a.ods", &good), found("a.xlsx", &two_sheets()));
    let binary = xlsx_of(&sheet(HEADER), &[("xl/workbook.bin", b"x")]);
    assert_eq!(found("a.xlsx", &binary), found("a.xlsx", &two_sheets()));
}

#[test]
fn parts_that_inflate_without_end_are_not_inflated() {
    let bomb = sheet(&" ".repeat(3 << 20));
    let bytes = xlsx_of(&bomb, &[]);
    assert!(bytes.len() < 8_000);
    let small = Limits { part: 1 << 20, ..LIMITS };
    assert_eq!(
        found_within(small, "a.xlsx", &bytes),
        [
            "workbook-too-large None: the workbook is larger than what is accepted: a part of it has bytes: more than 1048576"
        ]
    );
    // The directory may say less than the part holds.
    let mut lying = bytes.clone();
    let len = u32::try_from(bomb.len()).unwrap().to_le_bytes();
    while let Some(at) = lying.windows(4).position(|window| window == len) {
        lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    assert_eq!(
        found_within(small, "a.xlsx", &lying),
        [
            "file-not-read None: the workbook is damaged and cannot be read: File is larger than its declared uncompressed size"
        ]
    );
    // Many parts that are each small enough.
    let part = vec![b' '; 1 << 19];
    let many: Vec<(String, &[u8])> =
        (0..8).map(|number| (format!("xl/media/{number}.png"), part.as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let bytes = xlsx_of(&sheet(HEADER), &many);
    assert_eq!(found_within(Limits { all: 2 << 20, ..small }, "a.xlsx", &bytes).len(), 1);
    assert!(found_within(Limits { all: 6 << 20, ..small }, "a.xlsx", &bytes).is_empty());
    assert_eq!(found_within(Limits { file: 1_000, ..LIMITS }, "a.xlsx", &bytes).len(), 1);
    assert_eq!(found_within(Limits { parts: 11, ..LIMITS }, "a.xlsx", &bytes).len(), 1);
}

#[test]
fn cells_beyond_any_table_are_not_read() {
    let cells = "<c><v>1</v></c>".repeat(200);
    let bytes = xlsx_of(&sheet(&format!("{HEADER}<row>{cells}</row>")), &[]);
    assert_eq!(
        found_within(Limits { cells: 100, ..LIMITS }, "a.xlsx", &bytes),
        [
            "workbook-too-large None: the workbook is larger than what is accepted: it has cells: more than 100"
        ]
    );
    let far =
        xlsx_of(&sheet(&format!("{HEADER}<row r=\"2000000\"><c r=\"A2000000\"><v>1</v></c></row>")), &[]);
    assert!(found("a.xlsx", &far)[0].starts_with("file-not-read"), "{:?}", found("a.xlsx", &far));
    // A last row and a last column cost nothing by themselves.
    let corner = xlsx_of(
        &format!(
            "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{HEADER}<row r=\"1048576\"><c r=\"A1048576\" t=\"str\"><v>a</v></c></row></sheetData></worksheet>"
        ),
        &[],
    );
    let intake = read_files(&fields(), &data(), &[("a.xlsx", corner)]).unwrap();
    assert_eq!((intake.entries.len(), intake.provenance.files[0].blank_rows), (1, 1_048_574));
}

/// A sheet that somebody formatted to its end: a million rows without a datum, and entries above and below them.
#[test]
fn a_million_empty_rows_are_passed_over() {
    let datum = |row: u32| {
        format!(
            "<row r=\"{row}\"><c r=\"A{row}\" t=\"str\"><v>e{row}</v></c><c r=\"B{row}\"><v>1</v></c></row>"
        )
    };
    let mut lines = format!("{HEADER}{}", datum(3));
    for row in 4..1_000_004 {
        lines.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"0\"/></row>"));
    }
    lines.push_str(&datum(1_000_004));
    let intake = read_files(&fields(), &data(), &[("a.xlsx", xlsx_of(&sheet(&lines), &[]))]).unwrap();
    assert_eq!(rows(&intake.entries), ["e3||1|", "e1000004||1|"]);
    assert_eq!(intake.provenance.place(1, None).unwrap().row, 1_000_004);
    let empty = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
         table:number-columns-repeated=\"1024\"/></table:table-row>";
    let sheet = [row(&["id", "number"]), row(&["a", "1"]), empty.to_owned()].concat();
    let intake = read_files(&fields(), &data(), &[("a.ods", ods(&[("a", &sheet)]))]).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|"]);
}

#[test]
fn repeated_cells_are_not_written_out_without_end() {
    let wide = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell office:value-type=\"float\" \
         office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row>";
    let many = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row>".repeat(2_000);
    let corner = format!(
        "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row>\
         <table:table-row><table:table-cell table:number-columns-repeated=\"16000\"/>{}</table:table-row>",
        number("1")
    );
    for rows in [wide, &many, &corner] {
        assert_eq!(
            found("a.ods", &ods(&[("a", &[&row(&["id", "number"]), rows].concat())])),
            [
                "workbook-too-large None: the workbook is larger than what is accepted: it has cells: more than 4000000"
            ]
        );
    }
    let long = format!(
        "<table:table-row table:number-rows-repeated=\"100000\">{}</table:table-row>",
        text(&"x".repeat(20_000))
    );
    let blanks = row(&["<text:s text:c=\"99999999999\"/>"]);
    for rows in [long, blanks] {
        assert_eq!(
            found("a.ods", &ods(&[("a", &[row(&["id", "number"]), rows].concat())])),
            [
                "workbook-too-large None: the workbook is larger than what is accepted: its cells have bytes: more than 536870912"
            ]
        );
    }
}

#[test]
fn a_row_that_was_filled_down_is_no_heap_of_entries() {
    let filled = |count: u32, cells: &str| {
        let copies = format!(
            "<table:table-row table:number-rows-repeated=\"{count}\">{}{cells}</table:table-row>",
            text("a")
        );
        ods(&[("a", &[row(&["id", "number"]), row(&["b", "7"]), copies].concat())])
    };
    let copies = "copied-rows Some(3): row 3 stands 1048000 times in succession with all its data; \
                  these are no entries";
    assert_eq!(found("a.ods", &filled(1_048_000, &number("5"))), [copies]);
    let intake = read_files(&fields(), &data(), &[("a.ods", filled(1_000, &number("5")))]).unwrap();
    assert_eq!(intake.entries.len(), 1_001, "a thousand copies are told one by one");
    assert!(intake.entries.faults.iter().all(|fault| fault.code.name() == "duplicate-id"));
    // Cells with a format and no content make no entry, however often they stand.
    let blank = |cells| [row(&["id", "number"]), row(&["b", "7"]), cells].concat();
    let cells = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell \
                 office:value-type=\"string\"><text:p></text:p></table:table-cell></table:table-row>";
    let intake =
        read_files(&fields(), &data(), &[("a.ods", ods(&[("a", &blank(cells.to_owned()))]))]).unwrap();
    assert_eq!(intake.entries.len(), 1);
}

#[test]
fn shared_texts_formats_and_nesting_have_bounds() {
    let texts = |count: &str, texts: &str| format!("<sst uniqueCount=\"{count}\">{texts}</sst>");
    let with = |name: &str, part: &str| found("a.xlsx", &xlsx_of(&sheet(HEADER), &[(name, part.as_bytes())]));
    let strings = "xl/sharedStrings.xml";
    assert!(with(strings, &texts("1", "<si><t>x</t></si>")).is_empty());
    assert_eq!(
        with(strings, &texts("99999999999", "<si><t>x</t></si>")),
        [
            "file-not-read None: the workbook is damaged and cannot be read: it claims more shared texts than it has room for"
        ]
    );
    assert!(with(strings, &texts("99999999999", ""))[0].contains("more shared texts"));
    let many = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(100_001));
    assert!(with("xl/styles.xml", &many)[0].starts_with("workbook-too-large"));
    let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
    assert_eq!(
        with("xl/theme/theme1.xml", &deep),
        [
            "file-not-read None: the workbook is damaged and cannot be read: xl/theme/theme1.xml: elements nest too deeply"
        ]
    );
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
    assert!(with("xl/styles.xml", entities)[0].contains("it declares entities"));
}

#[test]
fn names_of_parts_are_no_paths() {
    let folder = std::env::temp_dir().join("bartar-path-trick.xml");
    let name = format!("../../../../../../..{}", folder.display());
    let bytes = xlsx_of(&sheet(HEADER), &[(name.as_str(), b"<x/>"), ("/etc/passwd.xml", b"<x/>")]);
    assert!(found("a.xlsx", &bytes).is_empty());
    assert!(!folder.exists());
    // A relationship that leads out of the file leads nowhere.
    let relationship = "<Relationships><Relationship Id=\"r1\" Type=\"/officeDocument\" Target=\"../../../etc/x.xml\"/></Relationships>";
    let away = archive(&[("_rels/.rels", relationship.as_bytes())]);
    assert!(found("a.xlsx", &away)[0].starts_with("file-not-read"), "{:?}", found("a.xlsx", &away));
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn damaged_workbooks_never_crash(
            changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        ) {
            let entries = [row(&["id", "number"]), row(&["a", "1"])].concat();
            let good = xlsx_of(&sheet(HEADER), &[]);
            for (name, bytes) in [("a.xlsx", good), ("a.ods", ods(&[("a", &entries)]))] {
                let mut bytes = bytes;
                for (at, byte) in &changes {
                    let at = at.index(bytes.len());
                    bytes[at] = *byte;
                }
                let _ = found(name, &bytes);
            }
        }

        #[test]
        fn sheets_of_any_tags_never_crash_or_hang(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..30),
        ) {
            let rows = pieces.concat();
            let _ = found("a.xlsx", &xlsx_of(&sheet(&rows), &[]));
            let _ = found("a.xlsx", &xlsx_of(&rows, &[]));
            let _ = found("a.ods", &ods(&[("a", &rows)]));
            let _ = found("a.ods", &ods_of(&rows));
        }
    }

    const PIECES: [&str; 26] = [
        "<row>",
        "</row>",
        "<row r=\"2\">",
        "<row r=\"4294967297\">",
        "<c>",
        "<c r=\"A1\" t=\"s\">",
        "<c r=\"ZZZZZZZZ9\">",
        "</c>",
        "<v>",
        "1",
        "</v>",
        "<f t=\"shared\" si=\"99999999999\">",
        "</f>",
        "<is>",
        "</is>",
        "<sheetData>",
        "<table:table table:name=\"a\">",
        "</table:table>",
        "<table:table-row>",
        "</table:table-row>",
        "<table:table-cell office:value-type=\"string\">",
        "</table:table-cell>",
        "<office:annotation>",
        "</office:annotation>",
        "<text:p>",
        "<table:named-expressions>",
    ];
}
