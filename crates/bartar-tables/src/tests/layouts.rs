//! Workbooks and Parquet files in every layout: units, years, data and verified values mean what they mean in text files.

use bartar_criteria::exact::Dialect;
use bartar_criteria::rulebook::{Calendar, DataSpec, Field, FieldKind, LongSpec};
use polars::prelude::Column;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};

use super::parquet::parquet;
use super::workbooks::{line, xlsx};
use super::{history, notices, read_years, rows};
use crate::intake::Intake;
use crate::testing::{data, field, unit};

/// Files that write `12,5`, and `1.000` for a thousand, with rows of years or of data.
fn written() -> DataSpec {
    DataSpec {
        dialect: Dialect { decimal: ',', thousands: Some('.'), ..Dialect::default() },
        current_year: Some(1404),
        year: vec!["سال".to_owned()],
        long: Some(LongSpec { field: vec!["قلم".to_owned()], value: vec!["مقدار".to_owned()] }),
        ..data()
    }
}

/// Sales in million rials of two years, a day of the solar calendar, a note.
fn fields() -> [Field; 3] {
    [
        history(Field { unit: Some(unit("million rial")), ..field("sales", "amount") }, 1),
        Field { kind: FieldKind::Date(Calendar::Jalali), ..field("founded", "date") },
        Field { optional: true, ..field("note", "text") },
    ]
}

fn read(fill: impl FnOnce(&mut Worksheet)) -> Intake {
    read_years(&fields(), &written(), &[("a.xlsx", xlsx("s", fill))]).unwrap()
}

/// 1404-06-13, as a spreadsheet program stores a day.
fn day(sheet: &mut Worksheet, row: u32, column: u16) {
    let looks = Format::new().set_num_format("yyyy/mm/dd");
    sheet
        .write_datetime_with_format(row, column, ExcelDateTime::from_ymd(2025, 9, 4).unwrap(), &looks)
        .unwrap();
}

fn places(intake: &Intake) -> Vec<String> {
    let place = |column| intake.provenance.place(0, Some(column)).unwrap();
    (0..intake.entries.columns.len())
        .map(|column| {
            let place = place(column);
            format!("{}:{} {}", place.sheet.unwrap_or("-"), place.row, place.column.unwrap_or("-"))
        })
        .collect()
}

#[test]
fn numbers_are_converted_and_texts_written_as_the_rulebook_says() {
    let intake = read(|sheet| {
        line(sheet, 0, &["id", "sales (billion rial)", "sales 1403", "founded", "note"]);
        line(sheet, 1, &["a", "", "1.000,5", "", ""]);
        sheet.write_number(1, 1, 0.125).unwrap();
        day(sheet, 1, 3);
        sheet.write_number(1, 4, 1.5).unwrap();
    });
    assert_eq!(rows(&intake.entries), ["a||125|1000.5|20335|\"1,5\"|"]);
    assert_eq!(notices(&intake, "unit-converted").len(), 1);
    let notice = intake.notices.iter().find(|notice| notice.code.name() == "unit-converted").unwrap();
    assert_eq!((notice.sheet.as_deref(), &*notice.file), (Some("s"), "a.xlsx"));
}

#[test]
fn rows_of_years_in_a_workbook_are_one_entry() {
    let intake = read(|sheet| {
        line(sheet, 0, &["id", "سال", "sales", "founded"]);
        line(sheet, 1, &["a"]);
        sheet.write_number(1, 1, 1403).unwrap();
        sheet.write_number(1, 2, 0.125).unwrap();
        line(sheet, 2, &["a", "۱۴۰۴", "12,5"]);
        day(sheet, 2, 3);
    });
    assert_eq!(rows(&intake.entries), ["a||12.5|0.125|20335|\"\"|"]);
    assert_eq!(places(&intake), ["s:3 sales", "s:2 sales", "s:3 founded", "s:3 -"]);
    let joined = intake.notices.iter().find(|notice| notice.code.name() == "rows-joined").unwrap();
    assert_eq!(joined.sheet.as_deref(), Some("s"));
}

#[test]
fn rows_of_data_in_a_workbook_are_one_entry() {
    let intake = read(|sheet| {
        line(sheet, 0, &["id", "قلم", "مقدار"]);
        for (row, name) in (1..).zip(["sales", "sales 1403", "founded", "note", "sales (تأییدشده)"]) {
            line(sheet, row, &["a", name]);
        }
        // Taken for a thousand and more if it were written with a point.
        sheet.write_number(1, 2, 1.125).unwrap();
        line(sheet, 2, &["", "", "12,5"]);
        day(sheet, 3, 2);
        sheet.write_number(4, 2, 1.5).unwrap();
        sheet.write_number(5, 2, 1).unwrap();
    });
    assert_eq!(rows(&intake.entries), ["a||1|12.5|20335|\"1,5\"|"]);
    assert_eq!(places(&intake), ["s:6 مقدار", "s:3 مقدار", "s:4 مقدار", "s:5 مقدار"]);
    let claims: Vec<String> =
        intake.entries.claims.iter().map(|claim| format!("{} {:?}", claim.column, claim.claimed)).collect();
    assert_eq!(claims.len(), 1, "{claims:?}");
    assert!(claims[0].starts_with("0 Number"), "{claims:?}");
}

#[test]
fn a_cell_of_a_row_of_data_that_holds_no_datum_is_a_fault_of_that_datum() {
    let intake = read(|sheet| {
        line(sheet, 0, &["id", "قلم", "مقدار"]);
        line(sheet, 1, &["a", "founded", "1404-06-13"]);
        line(sheet, 2, &["a", "sales"]);
        sheet.write_number(2, 2, 0.1 + 0.2).unwrap();
        line(sheet, 3, &["a", "note", "x"]);
        line(sheet, 4, &["a", "sales 1403", "1"]);
    });
    let faults: Vec<_> =
        intake.entries.faults.iter().map(|fault| (fault.entry, fault.column, fault.code.name())).collect();
    assert_eq!(faults, [(0, Some(0), "inexact-number")]);
    assert_eq!(places(&intake)[0], "s:3 مقدار");
}

#[test]
fn verified_values_stand_beside_what_was_claimed() {
    let intake = read(|sheet| {
        line(sheet, 0, &["id", "sales", "sales:verified", "sales:evidence", "founded", "sales 1403"]);
        for (row, id) in (1..).zip(["a", "b", "c", "d"]) {
            line(sheet, row, &[id, "", "", "", "1404-06-13"]);
            sheet.write_number(row, 1, 0.125).unwrap();
        }
        sheet.write_number(1, 2, 0.25).unwrap();
        line(sheet, 2, &["", "", "", "rejected"]);
        // A number that the sheet does not tell beyond doubt: nothing of it counts in the first row.
        sheet.write_number(3, 1, 0.1 + 0.2).unwrap();
        sheet.write_number(3, 2, 0.5).unwrap();
        sheet.write_number(4, 1, 0.1 + 0.2).unwrap();
    });
    let found = rows(&intake.entries);
    let none = "<not-submitted>";
    assert_eq!(found[0], format!("a||0.25|{none}|20335|\"\"|"));
    assert_eq!(found[1], format!("b||<rejected>|{none}|20335|\"\"|"));
    assert_eq!(found[2], format!("c||0.5|{none}|20335|\"\"|"));
    assert!(
        found[3].starts_with(&format!("d||{none}|{none}|20335|\"\"|Some(0) inexact-number")),
        "{}",
        found[3]
    );
    let claimed: Vec<_> = intake.entries.claims.iter().map(|claim| (claim.entry, claim.column)).collect();
    assert_eq!(claimed, [(0, 0), (1, 0)]);
    assert_eq!(intake.provenance.place(0, Some(0)).unwrap().column, Some("sales:verified"));
}

#[test]
fn typed_numbers_of_parquet_files_are_never_misread_by_the_dialect() {
    let fields = [field("sales", "number"), field("note", "text")];
    let wide = vec![
        Column::new("id".into(), ["a"]),
        Column::new("sales".into(), [1.125_f64]),
        Column::new("sales:evidence".into(), ["accepted"]),
        Column::new("note".into(), [1.5_f64]),
    ];
    let long = vec![
        Column::new("id".into(), ["b", "b"]),
        Column::new("قلم".into(), ["sales", "note"]),
        Column::new("مقدار".into(), [1.125_f64, 1.5]),
    ];
    for (columns, id) in [(wide, "a"), (long, "b")] {
        let intake = read_years(&fields, &written(), &[("a.parquet", parquet(columns, 2))]).unwrap();
        assert_eq!(rows(&intake.entries), [format!("{id}||1.125|\"1,5\"|")]);
    }
}
