//! CSV files as a whole: structure, rows, provenance.

use bartar_criteria::rulebook::Field;

use super::{csv_faults, read_csv, read_files, rows};

use crate::provenance::{Encoding, Format};
use crate::reading::Reading;
use crate::testing::{data, field};

fn fields() -> Vec<Field> {
    vec![field("sales", "number"), field("note", "text")]
}

#[test]
fn a_plain_file() {
    let intake = read_csv(&fields(), "id,sales,note\na,1.50,x\nb,,\"y, \"\"z\"\"\"\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1.5|\"x\"|", "b||<not-submitted>|\"y, \\\"z\\\"\"|"]);
    assert_eq!(intake.notices, []);
    let file = &intake.provenance.files[0];
    assert_eq!((file.path.as_str(), file.entries, file.blank_rows, file.bytes), ("a.csv", 2, 0, 37));
    assert_eq!(file.format, Format::Csv { delimiter: ',', encoding: Encoding::Utf8 });
    assert_eq!(file.sha256.len(), 64);
    assert_eq!(intake.provenance.place(1, Some(1)).unwrap().column, Some("note"));
}

#[test]
fn line_ends_byte_order_mark_and_delimiters_make_no_difference() {
    let expected = rows(&read_csv(&fields(), "id,sales,note\na,1,x\nb,2,\"l1\nl2\"\n").unwrap().entries);
    for text in [
        "id,sales,note\r\na,1,x\r\nb,2,\"l1\nl2\"\r\n",
        "id,sales,note\ra,1,x\rb,2,\"l1\nl2\"\r",
        "\u{FEFF}id,sales,note\na,1,x\r\nb,2,\"l1\nl2\"",
        "id;sales;note\na;1;x\nb;2;\"l1\nl2\"\n",
        "id\tsales\tnote\ra\t1\tx\nb\t2\t\"l1\nl2\"\n\n",
        "\"note\",\"id\",\"sales\"\n\"x\",\"a\",\"1\"\n\"l1\nl2\",\"b\",\"2\"\n",
        "\n\nid,sales,note\n\na,1,x\n,,\nb,2,\"l1\nl2\"\n\n\n",
    ] {
        assert_eq!(rows(&read_csv(&fields(), text).unwrap().entries), expected, "{text:?}");
    }
}

#[test]
fn rows_are_numbered_as_in_a_spreadsheet() {
    let text = "\nid,sales,note\na,1,\"two\nlines\"\n\n , ,\n\nb,2,x\r\n\"\",\"\",\"\"\nc,3,x\n";
    let intake = read_csv(&fields(), text).unwrap();
    let found: Vec<u32> = (0..3).map(|entry| intake.provenance.place(entry, None).unwrap().row).collect();
    assert_eq!(found, [3, 7, 9]);
    assert_eq!(intake.provenance.files[0].blank_rows, 4);
    let [notice] = intake.notices.as_slice() else { panic!("{:?}", intake.notices) };
    assert_eq!((notice.code.name(), notice.row), ("blank-rows", Some(4)));
    assert_eq!(notice.message.en, "rows without any datum are not taken as entries; there are 4");
}

#[test]
fn titles_above_the_headers_are_skipped_and_told() {
    let intake = read_csv(&fields(), "Cooperatives of 1404,,\n\nid,sales,note\na,1,x\nb,2,y\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|\"x\"|", "b||2|\"y\"|"]);
    assert_eq!(intake.provenance.place(1, Some(0)).unwrap().row, 5);
    let [notice] = intake.notices.as_slice() else { panic!("{:?}", intake.notices) };
    assert_eq!((notice.code.name(), notice.row), ("rows-above-header", Some(3)));
    assert_eq!(
        notice.message.en,
        "the headers stand in row 3; rows above it that hold something are not read; there are 1"
    );
}

#[test]
fn ragged_rows_stop_the_run() {
    assert_eq!(
        csv_faults(&fields(), "id,sales,note\na,1\nb,2,x\nc,3,x,y\n\nd,1"),
        [
            (Some(2), "ragged-row", "this row has 2 cells and the header has 3".to_owned()),
            (Some(4), "ragged-row", "this row has 4 cells and the header has 3".to_owned()),
            (
                Some(6),
                "ragged-row",
                "the file is cut in this row: 2 cells instead of 3, and no line end".to_owned()
            ),
        ]
    );
    let many = csv_faults(&fields(), format!("id,sales,note\n{}", "a,b\n".repeat(1000)));
    assert_eq!(many.len(), 21);
    assert_eq!(many[20].2, "and 980 more of this kind in this file");
}

#[test]
fn a_ragged_row_is_told_by_its_likely_cause() {
    let hint = |text: &str| {
        let faults = read_csv(&fields(), text).unwrap_err();
        faults.last().unwrap().hint.clone().unwrap().en
    };
    assert!(hint("id,sales,note\na,1\nb,2,x\n").starts_with("cells of this row are not there"));
    // Two rows joined: the note of one and the id of the other are one cell, or a comma stands between them.
    for joined in ["a,1,xb,2,y", "a,1,x,b,2,y"] {
        assert!(hint(&format!("id,sales,note\n{joined}\n")).starts_with("perhaps several rows"), "{joined}");
    }
    assert!(hint("id,sales,note\na,12,500,x\n").contains("parted by a comma `,`"));
    assert!(hint("id;sales;note\na;1;x;y\n").contains("parted by a semicolon `;`"));
    assert!(hint("Entries\nsales,note\n1,x\n").contains("title"));
}

#[test]
fn faulty_quotes_stop_the_run() {
    let code = |text: &str| -> Vec<(Option<u64>, &'static str)> {
        csv_faults(&fields(), text).into_iter().map(|(row, code, _)| (row, code)).collect()
    };
    let stray = crate::fault::STRAY_QUOTE.name();
    assert_eq!(code("id,sales,note\na,1,x\nb,2,\"y\nc,3,z\n"), [(Some(3), "unclosed-quote")]);
    assert_eq!(code("id,sales,note\na,1,5\" pipe\nb,2\n"), [(Some(2), stray), (Some(3), "ragged-row")]);
    assert_eq!(code("id,sales,note\na,1,\"x\" y\nb\n"), [(Some(2), stray)]);
    assert_eq!(code("id,sales,note\na,1,\"x\nb,2,\"y\"\n"), [(Some(2), stray)]);
}

#[test]
fn flaws_far_into_a_file_are_found_in_their_rows() {
    let good = "a,1,\"x\ny\"\n";
    let mut text = format!("id,sales,note\n{}", good.repeat(400_000));
    text.push_str("b,2\n");
    text.push_str(&good.repeat(400_000));
    text.push_str("c,3,\"x\" \n");
    text.push_str(&"d\n".repeat(400_000));
    let found: Vec<_> = csv_faults(&fields(), text).into_iter().map(|(row, ..)| row).collect();
    assert_eq!(found, [Some(400_002), Some(800_003)]);
}

#[test]
fn files_that_are_not_utf8_stop_the_run() {
    let found = csv_faults(&fields(), b"id,sales,note\na,1,x\nb,2,\xC8\xC7\n");
    assert_eq!((found[0].0, found[0].1, found.len()), (Some(3), "file-not-utf8", 1));
}

#[test]
fn empty_files() {
    for text in ["", "\u{FEFF}", "\n\n", " ,, \n"] {
        assert_eq!(csv_faults(&fields(), text)[0].1, "empty-file", "{text:?}");
    }
    for text in ["id,sales,note", "id,sales,note\n", "id,sales,note\n\n"] {
        assert_eq!(read_csv(&fields(), text).unwrap().entries.len(), 0);
    }
}

#[test]
fn ids_that_are_missing_or_repeated() {
    let intake = read_files(
        &fields(),
        &data(),
        &[("a.csv", "id,sales,note\n a ,1,\n,2,\nb,3,\n"), ("b.csv", "sales,id,note\n4,a,\n")],
    )
    .unwrap();
    assert_eq!(
        rows(&intake.entries),
        [
            "a||1|\"\"|None duplicate-id: 2 rows carry the id `a`; each entry has one row and an id of its own",
            "||2|\"\"|None missing-id: this row has no id; write the id of the entry",
            "b||3|\"\"|",
            "a||4|\"\"|None duplicate-id: 2 rows carry the id `a`; each entry has one row and an id of its own",
        ]
    );
    let place = intake.provenance.place(3, Some(0)).unwrap();
    assert_eq!((place.file, place.row, place.column), ("b.csv", 2, Some("sales")));
}

#[test]
fn faults_of_all_files_are_reported() {
    let files = [
        ("a.csv", "id,sales,note\na\n"),
        ("b.csv", ""),
        ("c.csv", "id,sales,note\nc,1,x\n"),
        ("d.xlsx", "PK"),
        ("e.csv", "id,note\n\"x\n"),
    ];
    let faults = read_files(&fields(), &data(), &files).unwrap_err();
    let mut found: Vec<_> = faults.iter().map(|fault| (fault.file.as_str(), fault.code.name())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("a.csv", "ragged-row"),
            ("b.csv", "empty-file"),
            ("d.xlsx", "wrong-file-type"),
            ("e.csv", "missing-column"),
            ("e.csv", "unclosed-quote"),
        ]
    );
}

#[test]
fn a_path_may_not_be_given_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "id,sales,note\na,1,x\n").unwrap();
    let again = folder.path().join(".").join("a.csv");
    let fields = fields();
    let result = crate::intake::read(
        &Reading::new(&fields, &crate::testing::columns(&fields), &data()),
        &[path, again],
        &|_| {},
    );
    assert_eq!(result.unwrap_err()[0].message.en, "this file is given twice");
}

#[test]
fn reading_works_on_a_single_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let text = format!("id,sales,note\n{}", "a,1,x\n".repeat(300_000));
    let count = pool.install(|| read_csv(&fields(), text).unwrap().entries.len());
    assert_eq!(count, 300_000);
}

#[test]
fn a_file_without_a_last_line_end_is_told_and_its_last_entry_read() {
    let notices = |text: &str| -> Vec<(&'static str, Option<u64>)> {
        let intake = read_csv(&[field("x", "number")], text).unwrap();
        intake.notices.iter().map(|notice| (notice.code.name(), notice.row)).collect()
    };
    // Perhaps 95 was cut to 9: nobody can tell.
    assert_eq!(notices("id,x\na,1\nb,9"), [("no-line-end", Some(3))]);
    assert_eq!(notices("id,x\r\na,\"1\""), [("no-line-end", Some(2))]);
    assert_eq!(notices("id,x"), [("no-line-end", Some(1)), ("no-entries", None)]);
    for whole in ["id,x\na,1\n", "id,x\r\na,1\r\n", "id,x\ra,1\r"] {
        assert_eq!(notices(whole), [], "{whole:?}");
    }
    let intake = read_csv(&[field("x", "number")], "id,x\na,1\nb,9").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|", "b||9|"]);
}

#[test]
fn a_file_without_entries_is_told() {
    let files = [("a.csv", "id,x\n"), ("b.csv", "id,x\na,1\n"), ("c.csv", "id,x\n\n,\n")];
    let intake = read_files(&[field("x", "number")], &data(), &files).unwrap();
    let told: Vec<(&str, &str)> =
        intake.notices.iter().map(|notice| (notice.file.as_str(), notice.code.name())).collect();
    assert_eq!(told, [("c.csv", "blank-rows"), ("a.csv", "no-entries"), ("c.csv", "no-entries")]);
}
