//! Parquet files: types, rows, damage.

use std::path::PathBuf;

use bartar_criteria::rulebook::{Calendar, DataSpec, Field, FieldKind, LongSpec};
use bartar_scoring::entries::Cell;
use polars::prelude::*;
use polars_io::prelude::ParquetWriter;

use super::{history, read_files, read_years, rows};
use crate::fault::FileFault;
use crate::intake::{Intake, read};
use crate::parquet::{Cells, write_parts};
use crate::provenance::Format;
use crate::reading::Reading;
use crate::testing::{columns as specs, data, field, ranged, unit};

/// What is written as a table is read as the same data: exact numbers of any length, empty cells, several parts.
#[test]
fn tables_out_are_read_back_exactly() {
    let long = 12_345_678_901_234_567_890_123_456_i128;
    let part = |ids: [&str; 2], decimals: [Option<i128>; 2], whole| {
        let texts = ids.map(|id| Some(id.to_owned())).to_vec();
        let cells = [
            ("id", Cells::Texts(texts)),
            ("points", Cells::Decimals(4, decimals.to_vec())),
            ("rank", Cells::Wholes(vec![whole, None])),
            ("tied", Cells::Truths(vec![Some(true), None])),
        ];
        Ok(cells.map(|(name, cells)| (name.to_owned(), cells)).to_vec())
    };
    let parts = [
        part(["a", "b"], [Some(long), None], Some(1)),
        part(["c", "d"], [Some(-5), Some(10)], Some(i64::MAX)),
    ];
    let mut bytes = Vec::new();
    write_parts(&mut bytes, parts.into_iter()).unwrap();
    let fields = [field("points", "number"), field("rank", "count"), field("tied", "yes-no")];
    let intake = read_parquet(&fields, bytes).unwrap();
    assert_eq!(
        rows(&intake.entries),
        [
            "a||1234567890123456789012.3456|1|1|",
            "b||<not-submitted>|<not-submitted>|<not-submitted>|",
            "c||-0.0005|9223372036854775807|1|",
            "d||0.001|<not-submitted>|<not-submitted>|",
        ]
    );
    // Parts with other columns are no table, and a number of 39 digits is no decimal.
    let other = |cells| Ok(vec![("id".to_owned(), cells)]);
    let parts = [other(Cells::Wholes(vec![Some(1)])), other(Cells::Texts(vec![None]))];
    assert!(write_parts(Vec::new(), parts.into_iter()).is_err());
    let long = other(Cells::Decimals(2, vec![Some(i128::MAX)]));
    assert!(write_parts(Vec::new(), [long].into_iter()).is_err());
}

/// A Parquet file with these columns, in row groups of this many rows.
pub(super) fn parquet(columns: Vec<Column>, group: usize) -> Vec<u8> {
    let mut frame = DataFrame::new_infer_height(columns).unwrap();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).with_row_group_size(Some(group)).finish(&mut frame).unwrap();
    bytes
}

fn read_parquet(fields: &[Field], bytes: Vec<u8>) -> Result<Intake, Vec<FileFault>> {
    read_files(fields, &data(), &[("a.parquet", bytes)])
}

fn fixture(fields: &[Field], name: &str) -> Result<Intake, Vec<FileFault>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    read(&Reading::new(fields, &specs(fields), &data()), &[path], &|_| {})
}

#[test]
fn numbers_of_every_width_are_exact() {
    let columns = vec![
        Column::new("id".into(), ["a", "b", "c"]),
        Column::new("i8".into(), [Some(-128_i8), None, Some(127)]),
        Column::new("u16".into(), [Some(65_535_u16), None, Some(0)]),
        Column::new("i32".into(), [Some(i32::MIN), None, Some(7)]),
        Column::new("i64".into(), [Some(i64::MIN), None, Some(i64::MAX)]),
        Column::new("u64".into(), [Some(u64::MAX), None, Some(1)]),
        Column::new("bool".into(), [Some(true), None, Some(false)]),
        Column::new("f32".into(), [Some(0.1_f32), None, Some(-16_777_216.0)]),
        Column::new("f64".into(), [Some(1.005_f64), None, Some(0.1 + 0.2)]),
        Column::new("text".into(), [Some("۱۲٫۵"), None, Some("-")]),
    ];
    let fields =
        ["i8", "u16", "i32", "i64", "u64", "bool", "f32", "f64", "text"].map(|id| field(id, "number"));
    let intake = read_parquet(&fields, parquet(columns, 2)).unwrap();
    let none = ["<not-submitted>"; 9].join("|");
    assert_eq!(
        rows(&intake.entries),
        [
            "a||-128|65535|-2147483648|-9223372036854775808|18446744073709551615|1|0.1|1.005|12.5|",
            &format!("b||{none}|"),
            "c||127|0|7|9223372036854775807|1|0|-16777216|0.30000000000000004|<not-applicable>|",
        ]
    );
    assert_eq!(intake.provenance.files[0].format, Format::Parquet);
    let place = intake.provenance.place(2, Some(3)).unwrap();
    assert_eq!((place.row, place.column), (4, Some("i64")));
}

#[test]
fn other_fields_take_what_is_stored_as_text_would_have_it() {
    let columns = vec![
        Column::new("id".into(), [17_i64, 18]),
        Column::new("name".into(), ["x", "y"]),
        Column::new("member".into(), [true, false]),
        Column::new("audited".into(), [1.0_f64, 0.0]),
        Column::new("sector".into(), ["agri", "nowhere"]),
        Column::new("note".into(), [0.5_f64, 2.0]),
    ];
    let fields = [
        field("member", "yes-no"),
        field("audited", "yes-no"),
        field("sector", "choice"),
        field("note", "text"),
    ];
    let intake = read_parquet(&fields, parquet(columns, 9)).unwrap();
    let found = rows(&intake.entries);
    assert_eq!(found[0], "17|x|1|1|0|\"0.5\"|");
    assert!(found[1].starts_with("18|y|0|0|<not-submitted>|\"2\"|Some(2) unreadable-choice"), "{}", found[1]);
}

#[test]
fn fields_are_checked_as_in_text_files() {
    let columns = vec![
        Column::new("id".into(), ["a", "b", "c", "d"]),
        Column::new("n".into(), [1.0_f64, 1.5, f64::INFINITY, -1.0]),
    ];
    let fields = [ranged(field("n", "count"), "[0, inf)")];
    let intake = read_parquet(&fields, parquet(columns, 9)).unwrap();
    let codes: Vec<&str> = intake.entries.faults.iter().map(|fault| fault.code.name()).collect();
    assert_eq!(codes, ["not-whole", "unreadable-number", "out-of-range"]);
    assert_eq!(
        intake.entries.faults[1].message.en,
        "`inf` is not a number; write one or leave the cell empty"
    );
}

#[test]
fn categories_timestamps_and_null_columns_of_other_writers() {
    let level = field("level", "number");
    let fields = [
        field("sector", "choice"),
        level,
        field("founded", "date"),
        field("moved", "date"),
        field("amount", "number"),
        field("nothing", "number"),
        field("sales", "number"),
    ];
    let intake = fixture(&fields, "kinds.parquet").unwrap();
    let none = "<not-submitted>";
    let found = rows(&intake.entries);
    assert_eq!(found[0], format!("a||0|3|20335|20335|12.5|{none}|1.5|"));
    assert_eq!(found[1], format!("b||1|1|{none}|{none}|{none}|{none}|{none}|"));
    assert_eq!(
        found[2],
        format!(
            "c||{none}|3|{none}|20336|-0.01|{none}|{none}|Some(2) unreadable-date: this cell has a time besides the day (`2025-09-04`) and is no date; write the day alone; Some(6) unreadable-number: `NaN` is not a number; write one or leave the cell empty"
        )
    );
}

#[test]
fn categories_of_polars() {
    let intake = fixture(&[field("sector", "choice")], "polars.parquet").unwrap();
    assert_eq!(rows(&intake.entries), ["a||0|", "b||1|"]);
    assert_eq!(intake.notices[0].message.en, "the column `x` is not known and not read");
    let faults = fixture(&[field("sector", "choice"), field("x", "number")], "polars.parquet").unwrap_err();
    assert_eq!(faults[0].column.as_deref(), Some("x"));
}

#[test]
fn old_timestamps_never_wrap_into_other_years() {
    let intake = fixture(&[field("founded", "date")], "int96.parquet").unwrap();
    let found = rows(&intake.entries);
    assert_eq!(found[0], "a||20335|");
    assert!(found[1].starts_with("b||<not-submitted>|Some(0) unreadable-date"), "{}", found[1]);
}

#[test]
fn types_without_a_single_datum_are_refused_where_they_are_needed() {
    let names = ["list", "span", "clock", "blob", "record", "zoned"];
    let intake = fixture(&[], "foreign.parquet").unwrap();
    assert_eq!(intake.entries.len(), 1);
    assert_eq!(intake.notices.len(), names.len());
    for name in names {
        let faults = fixture(&[field(name, "number")], "foreign.parquet").unwrap_err();
        assert_eq!((faults.len(), faults[0].column.as_deref()), (1, Some(name)));
        assert_eq!(faults[0].code, crate::fault::WRONG_COLUMN_TYPE);
    }
    let faults = fixture(&[field("zoned", "date")], "foreign.parquet").unwrap_err();
    assert_eq!(faults[0].column.as_deref(), Some("zoned"));
}

#[test]
fn blank_rows_are_no_entries() {
    let columns = vec![
        Column::new("id".into(), [None, Some("a"), Some(" "), None, Some("b"), None]),
        Column::new("n".into(), [None, Some(1_i64), None, Some(4), Some(5), None]),
        Column::new("other".into(), [None, None, Some("\u{A0}"), None, None, Some("x")]),
    ];
    let intake = read_parquet(&[field("n", "number")], parquet(columns, 4)).unwrap();
    let found: Vec<(String, u32)> = rows(&intake.entries)
        .into_iter()
        .enumerate()
        .map(|(entry, row)| {
            (row.split("|None").next().unwrap().to_owned(), intake.provenance.place(entry, None).unwrap().row)
        })
        .collect();
    let expected = [("a||1|", 3), ("||4", 5), ("b||5|", 6), ("||<not-submitted>", 7)];
    assert_eq!(found, expected.map(|(row, number)| (row.to_owned(), number)));
    let notice = intake.notices.iter().find(|notice| notice.code.name() == "blank-rows").unwrap();
    assert_eq!(notice.row, Some(2));
    assert_eq!(intake.provenance.files[0].blank_rows, 2);
}

#[test]
fn a_file_that_claims_more_cells_than_it_can_hold_is_refused() {
    let rows = 3_000_000;
    let ids = Column::new("id".into(), vec!["a"; rows]);
    let many: Vec<Field> =
        (0..100).map(|at| Field { optional: true, ..field(&format!("f{at}"), "number") }).collect();
    let bytes = parquet(vec![ids], rows);
    assert!(bytes.len() < 100_000);
    let faults = read_parquet(&many, bytes).unwrap_err();
    assert_eq!(faults[0].message.en, "the file claims 3000000 rows, which does not fit its size");
}

#[test]
fn cut_files_are_refused() {
    let bytes = sample();
    for len in (0..bytes.len()).step_by(7) {
        let faults = read_parquet(&fields(), bytes[..len].to_vec()).unwrap_err();
        assert_eq!(faults.len(), 1);
    }
}

fn fields() -> Vec<Field> {
    vec![field("n", "number"), field("sector", "choice"), field("share", "number")]
}

fn sample() -> Vec<u8> {
    let columns = vec![
        Column::new("id".into(), (0..300).map(|at| format!("e{at}")).collect::<Vec<_>>()),
        Column::new(
            "n".into(),
            (0..300_i64).map(|at| (at % 7 != 0).then_some(at * 1_000)).collect::<Vec<_>>(),
        ),
        Column::new("sector".into(), (0..300).map(|at| ["farm", "home"][at % 2]).collect::<Vec<_>>()),
        Column::new("share".into(), (0..300).map(|at| f64::from(at) / 8.0).collect::<Vec<_>>()),
    ];
    parquet(columns, 100)
}

/// The fields of the files that pyarrow wrote, `encodings.parquet` and one for each compression.
fn encoded() -> Vec<Field> {
    vec![
        field("n", "number"),
        field("m", "count"),
        field("share", "number"),
        field("amount", "number"),
        field("sector", "choice"),
        field("yes", "yes-no"),
    ]
}

const ENCODED: [&str; 6] =
    ["encodings.parquet", "snappy.parquet", "gzip.parquet", "brotli.parquet", "zstd.parquet", "lz4.parquet"];

#[test]
fn encodings_and_compressions_of_another_writer() {
    let expected = rows(&fixture(&encoded(), "encodings.csv").unwrap().entries);
    assert_eq!(expected[3], "entry-003||-2000|9|0.375|0.03|1|0|");
    for name in ENCODED {
        assert_eq!(rows(&fixture(&encoded(), name).unwrap().entries), expected, "{name}");
    }
}

/// Bytes of files are changed in several ways. Whatever comes of it, nothing crashes.
#[test]
fn damaged_files_never_crash() {
    damage(&fields(), &sample(), 5);
    for name in ENCODED {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        damage(&encoded(), &std::fs::read(path).unwrap(), 9);
    }
}

/// The same with every byte and bit: `cargo test --release -p bartar-tables -- --ignored every_bit`
#[test]
#[ignore = "takes minutes"]
fn every_bit_damaged() {
    damage(&fields(), &sample(), 1);
    for name in ENCODED {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        damage(&encoded(), &std::fs::read(path).unwrap(), 1);
    }
}

/// Reads a file with one bit changed, or one byte set to 255 or 0, in one of `step` cases.
fn damage(fields: &[Field], bytes: &[u8], step: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let (mut read_on, mut refused) = (0, 0);
    let changes = (0..8).map(|bit| (1 << bit, 0)).chain([(0, 0xFF), (0, 0x7F)]);
    for (case, (at, (flip, set))) in
        (0..bytes.len()).flat_map(|at| changes.clone().map(move |change| (at, change))).enumerate()
    {
        if case % step != 0 {
            continue;
        }
        let mut damaged = bytes.to_vec();
        damaged[at] = if set == 0 { damaged[at] ^ flip } else { set };
        std::fs::write(&path, &damaged).unwrap();
        match read(&Reading::new(fields, &specs(fields), &data()), std::slice::from_ref(&path), &|_| {}) {
            Ok(_) => read_on += 1,
            Err(faults) => {
                assert!(!faults.is_empty());
                refused += 1;
            }
        }
    }
    assert!(read_on > 0 && refused > 0);
}

/// Several bytes of each file changed at once: `cargo test --release -p bartar-tables -- --ignored many_bytes`
#[test]
#[ignore = "takes minutes"]
fn many_bytes_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let fields = encoded();
    let mut state = 11_u64;
    for name in ENCODED {
        let bytes =
            std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap();
        for _ in 0..20_000 {
            let mut random = |below: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                usize::try_from(state >> 33).unwrap() % below
            };
            let mut damaged = bytes.clone();
            for _ in 0..=random(5) {
                let at = random(bytes.len());
                damaged[at] = [0, 1, 0x7F, 0x80, 0xFF, damaged[at] ^ (1 << random(8))][random(6)];
            }
            std::fs::write(&path, &damaged).unwrap();
            let _ =
                read(&Reading::new(&fields, &specs(&fields), &data()), std::slice::from_ref(&path), &|_| {});
        }
    }
}

/// Numbers, years and dates of a Parquet file mean what those of a text file mean.
#[test]
fn units_years_and_claims_of_typed_columns() {
    let sales = Field { unit: Some(unit("million rial")), ..history(field("sales", "amount"), 1) };
    let on = field("on", "date");
    let data = DataSpec { current_year: Some(1404), year: vec!["year".to_owned()], ..data() };
    let days = |days: [Option<i32>; 3]| Column::new("x".into(), days).cast(&DataType::Date).unwrap();
    let columns = vec![
        Column::new("id".into(), ["a", "b", "a"]),
        Column::new("year".into(), [1404_i64, 1404, 1403]),
        Column::new("sales (toman)".into(), [Some(100_000_i64), Some(250_000), Some(50_000)]),
        Column::new("sales:verified".into(), [None, Some(2.25_f64), None]),
        Column::new("sales:evidence".into(), [None, Some("accepted"), Some("rejected")]),
        days([Some(20_000), Some(20_000), None]).with_name("on".into()),
        days([None, Some(20_001), None]).with_name("on:verified".into()),
    ];
    let bytes = parquet(columns, 2);
    let intake = read_years(&[sales, on], &data, &[("a.parquet", bytes)]).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|<rejected>|20000|", "b||2.25|<not-submitted>|20001|"]);
    let claims: Vec<_> = intake.entries.claims.iter().map(|claim| (claim.entry, claim.column)).collect();
    assert_eq!(claims, [(0, 1), (1, 0), (1, 2)]);
    assert_eq!(intake.entries.claimed(0, 1), Some(&Cell::Number("0.5".parse().unwrap())));
    let place = intake.provenance.place(0, Some(1)).unwrap();
    assert_eq!((place.row, place.column), (4, Some("sales:evidence")));
}

#[test]
fn long_parquet_files_are_joined() {
    let data = DataSpec {
        current_year: Some(1404),
        long: Some(LongSpec { field: vec!["field".to_owned()], value: vec!["value".to_owned()] }),
        ..data()
    };
    let fields = [history(field("sales", "number"), 1), field("staff", "count")];
    let names = ["sales", "sales_1403", "staff", "sales", "sales@prev", "staff"];
    let columns = vec![
        Column::new("id".into(), ["a", "a", "a", "b", "b", "b"]),
        Column::new("field".into(), names),
        Column::new("value".into(), [1.5_f64, 2.0, 3.0, 4.0, 5.0, 6.0]),
    ];
    let intake = read_years(&fields, &data, &[("a.parquet", parquet(columns, 4))]).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1.5|2|3|", "b||4|5|6|"]);
    assert_eq!(intake.provenance.place(1, Some(2)).unwrap().row, 7);
}

/// Days of a long file are written in the calendar of their field, as what is quoted of them shows, and mean the same.
#[test]
fn days_of_a_long_parquet_file_are_in_the_calendar_of_their_field() {
    let data = DataSpec {
        current_year: Some(1404),
        long: Some(LongSpec { field: vec!["field".to_owned()], value: vec!["value".to_owned()] }),
        ..data()
    };
    let kind = |calendar| Field { kind: FieldKind::Date(calendar), ..field("on", "date") };
    let found = |on: Field, days: [i32; 2]| {
        let columns = vec![
            Column::new("id".into(), ["a", "b"]),
            Column::new("field".into(), ["on", "on"]),
            Column::new("value".into(), days).cast(&DataType::Date).unwrap(),
        ];
        rows(&read_years(&[on], &data, &[("a.parquet", parquet(columns, 1))]).unwrap().entries)
    };
    for calendar in [Calendar::Jalali, Calendar::Gregorian] {
        let rows = found(kind(calendar), [20_335, 20_336]);
        assert_eq!(rows, ["a||20335|", "b||20336|"], "{calendar:?}");
    }
    // 1404-06-13 is 2025-09-04.
    let before = ranged(kind(Calendar::Jalali), "(-inf, 20335]");
    let rows = found(before, [20_335, 20_336]);
    assert_eq!(rows[0], "a||20335|");
    assert!(rows[1].contains("out-of-range: the date `1404-06-14`"), "{rows:?}");
}

#[test]
fn a_column_of_evidence_holds_words() {
    let columns = vec![
        Column::new("id".into(), ["a"]),
        Column::new("x".into(), [1_i64]),
        Column::new("x:evidence".into(), [1_i64]),
    ];
    let intake = read_parquet(&[field("x", "number")], parquet(columns, 2)).unwrap();
    assert!(rows(&intake.entries)[0].contains("unreadable-evidence"), "{:?}", rows(&intake.entries));
}
