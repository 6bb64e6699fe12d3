//! Workbooks: what their cells are, which rows are read, what is told.

use bartar_criteria::exact::Dialect;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{DataSpec, Field};
use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook, Worksheet};

use super::sheets::{number, ods, row, text};
use super::{read_files, rows, said, told};
use crate::fault::FileFault;
use crate::intake::Intake;
use crate::provenance::Format;
use crate::testing::{data, field, unit};

/// A workbook with one sheet.
pub(crate) fn xlsx(name: &str, fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    fill(sheet);
    book.save_to_buffer().unwrap()
}

/// Writes texts into a row from its first column on.
pub(super) fn line(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        if !cell.is_empty() {
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
}

fn read_book(fields: &[Field], bytes: Vec<u8>) -> Result<Intake, Vec<FileFault>> {
    read_files(fields, &data(), &[("a.xlsx", bytes)])
}

fn all_kinds() -> Vec<Field> {
    ["number", "count", "date", "choice", "yes-no", "text"].map(|kind| field(kind, kind)).to_vec()
}

#[test]
fn cells_of_every_kind_are_what_they_were_written_as() {
    let book = xlsx("پرونده‌ها", |sheet| {
        let date = CellFormat::new().set_num_format("yyyy/mm/dd");
        line(sheet, 0, &["شناسه", "name", "number", "count", "date", "choice", "yes-no", "text"]);
        line(sheet, 1, &["C-1", " تعاونی ", "۱۲٫۵", "7", "1404-06-13", "کشاورزي", "بله", "x"]);
        sheet.write_number(2, 0, 1002).unwrap();
        sheet.write_number(2, 2, 0.1).unwrap();
        sheet.write_number(2, 3, 123_456_789_012_345_f64).unwrap();
        sheet.write_datetime_with_format(2, 4, ExcelDateTime::from_ymd(2025, 9, 4).unwrap(), &date).unwrap();
        sheet.write_boolean(2, 6, true).unwrap();
        sheet.write_number(2, 7, 1.50).unwrap();
        line(sheet, 3, &["C-3", "", "-", "", "", "", "", ""]);
        sheet.write_number(3, 6, 0).unwrap();
        sheet.write_boolean(3, 7, false).unwrap();
    });
    let intake = read_book(&all_kinds(), book).unwrap();
    let none = "<not-submitted>";
    assert_eq!(
        rows(&intake.entries),
        [
            "C-1|تعاونی|12.5|7|20335|0|1|\"x\"|".to_owned(),
            format!("1002||0.1|123456789012345|20335|{none}|1|\"1.5\"|"),
            format!("C-3||<not-applicable>|{none}|{none}|{none}|0|\"no\"|"),
        ]
    );
    assert_eq!(told(&intake), [""; 0]);
    let file = &intake.provenance.files[0];
    assert_eq!((file.format, file.sheet.as_deref(), file.entries), (Format::Xlsx, Some("پرونده‌ها"), 3));
    let place = intake.provenance.place(1, Some(2)).unwrap();
    assert_eq!(
        (place.file, place.sheet, place.row, place.column),
        ("a.xlsx", Some("پرونده‌ها"), 3, Some("date"))
    );
}

#[test]
fn numbers_are_taken_by_their_value_whatever_the_dialect() {
    let comma = DataSpec { dialect: Dialect { decimal: ',', ..Dialect::default() }, ..data() };
    let looks = DataSpec { missing_words: vec![("999".to_owned(), Missing::Pending)], ..data() };
    let book = || {
        xlsx("a", |sheet| {
            line(sheet, 0, &["id", "number"]);
            line(sheet, 1, &["a", "1,5"]);
            line(sheet, 2, &["b"]);
            sheet.write_number(2, 1, 1234.5).unwrap();
            line(sheet, 3, &["c"]);
            sheet.write_number(3, 1, 999).unwrap();
        })
    };
    let fields = [field("number", "number")];
    let found = |data| rows(&read_files(&fields, data, &[("a.xlsx", book())]).unwrap().entries);
    assert_eq!(found(&comma), ["a||1.5|", "b||1234.5|", "c||999|"]);
    assert_eq!(found(&looks)[1..], ["b||1234.5|", "c||<pending>|"]);
}

#[test]
fn what_is_no_datum_is_a_finding_of_its_entry() {
    let book = xlsx("a", |sheet| {
        let date = CellFormat::new().set_num_format("yyyy-mm-dd hh:mm");
        line(sheet, 0, &["id", "name", "number", "count", "date", "choice", "yes-no", "text"]);
        line(sheet, 1, &["error"]);
        sheet.write_formula(1, 2, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        line(sheet, 2, &["third"]);
        sheet.write_number(2, 2, 1.0 / 3.0).unwrap();
        line(sheet, 3, &["noon"]);
        sheet
            .write_datetime_with_format(
                3,
                4,
                ExcelDateTime::parse_from_str("2025-09-04T12:00").unwrap(),
                &date,
            )
            .unwrap();
        line(sheet, 4, &["day"]);
        sheet
            .write_datetime_with_format(4, 2, ExcelDateTime::parse_from_str("2025-09-04").unwrap(), &date)
            .unwrap();
        line(sheet, 5, &["answer"]);
        sheet.write_boolean(5, 2, true).unwrap();
        sheet
            .write_datetime_with_format(6, 0, ExcelDateTime::parse_from_str("2025-09-04").unwrap(), &date)
            .unwrap();
        line(sheet, 7, &["fine"]);
    });
    let intake = read_book(&all_kinds(), book).unwrap();
    let mut found: Vec<(u32, Option<u16>, &str)> =
        intake.entries.faults.iter().map(|fault| (fault.entry, fault.column, fault.code.name())).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            (0, Some(0), "cell-error"),
            (1, Some(0), "inexact-number"),
            (2, Some(2), "unreadable-date"),
            (3, Some(0), "unreadable-number"),
            (4, Some(0), "unreadable-number"),
            (5, None, "id-is-date"),
            (5, None, "missing-id"),
        ]
    );
    let message = |code: &str| {
        let fault = intake.entries.faults.iter().find(|fault| fault.code.name() == code);
        fault.unwrap().message.en.clone()
    };
    assert_eq!(message("cell-error"), "the formula of this cell fails (#DIV/0!); mend it or write the value");
    assert!(message("inexact-number").contains("0.3333333333333333"), "{}", message("inexact-number"));
}

#[test]
fn percentages_are_what_a_text_file_says() {
    let fields = || ["percent", "number", "count", "amount", "text"].map(|kind| field(kind, kind));
    let shown =
        [("85%", 0.85), ("95.5%", 0.955), ("0%", 0.0), ("-3%", -0.03), ("100%", 1.0), ("0.07%", 0.0007)];
    let header = ["id", "percent", "number", "count", "amount", "text"];
    let mut csv = format!("{}\n", header.join(","));
    for (at, (text, _)) in shown.iter().enumerate() {
        csv.push_str(&format!("{at},{text},{text},{text},{text},{text}\n"));
    }
    let cell = |value: f64| {
        format!(
            "<table:table-cell office:value-type=\"percentage\" office:value=\"{value}\" table:number-columns-repeated=\"5\"/>"
        )
    };
    let body: Vec<String> = (0..)
        .zip(shown)
        .map(|(at, (_, value))| {
            format!("<table:table-row>{}{}</table:table-row>", number(&format!("{at}")), cell(value))
        })
        .collect();
    let sheet = ods(&[("a", &(row(&header) + &body.concat()))]);
    for unit in [None, Some(unit("%")), Some(unit("ratio"))] {
        let fields = fields().map(|field| Field { unit: unit.clone(), ..field }).to_vec();
        let expected = rows(&read_files(&fields, &data(), &[("a.csv", csv.as_bytes())]).unwrap().entries);
        assert!(expected[0].starts_with("0||85|"), "{expected:?}");
        for format in ["0%", "0.00%", "0.0\\ %;-0.0\\ %"] {
            let book = xlsx("a", |sheet| {
                line(sheet, 0, &header);
                let format = CellFormat::new().set_num_format(format);
                for (row, (_, value)) in (1..).zip(shown) {
                    sheet.write_number(row, 0, row - 1).unwrap();
                    for column in 1..6 {
                        sheet.write_number_with_format(row, column, value, &format).unwrap();
                    }
                }
            });
            assert_eq!(rows(&read_book(&fields, book).unwrap().entries), expected, "{format}");
        }
        assert_eq!(rows(&read_files(&fields, &data(), &[("a.ods", &sheet)]).unwrap().entries), expected);
    }
    let quoted = xlsx("a", |sheet| {
        line(sheet, 0, &["id", "percent"]);
        line(sheet, 1, &["a"]);
        let format = CellFormat::new().set_num_format("0.0\"%\"");
        sheet.write_number_with_format(1, 1, 85, &format).unwrap();
    });
    assert_eq!(rows(&read_book(&[field("percent", "percent")], quoted).unwrap().entries), ["a||85|"]);
}

#[test]
fn percentages_follow_the_format_of_a_column_and_the_declared_comma() {
    let percent = || Field { unit: Some(unit("%")), ..field("percent", "percent") };
    let column = xlsx("a", |sheet| {
        sheet.set_column_format(1, &CellFormat::new().set_num_format("0.0%")).unwrap();
        line(sheet, 0, &["id", "percent"]);
        line(sheet, 1, &["a"]);
        sheet.write_number(1, 1, 0.955).unwrap();
    });
    assert_eq!(rows(&read_book(&[percent()], column.clone()).unwrap().entries), ["a||95.5|"]);
    let comma = DataSpec { dialect: Dialect { decimal: ',', ..Dialect::default() }, ..data() };
    let cell = "<table:table-cell office:value-type=\"percentage\" office:value=\"0.955\"/>";
    let body = |repeated: u32, cells: &str| {
        format!("<table:table-row table:number-rows-repeated=\"{repeated}\">{cells}</table:table-row>")
    };
    let once = ods(&[("a", &(row(&["id", "percent"]) + &body(1, &(text("a") + cell))))]);
    for (name, bytes) in [("a.xlsx", &column), ("a.ods", &once)] {
        let found = |field| rows(&read_files(&[field], &comma, &[(name, bytes)]).unwrap().entries);
        assert_eq!(found(percent()), ["a||95.5|"], "{name}");
        assert_eq!(
            found(Field { id: "percent".to_owned(), ..field("x", "text") }),
            ["a||\"95,5%\"|"],
            "{name}"
        );
    }
    // Each row of a repeated one is a percentage, and the plain number below is none.
    let sheet = [
        row(&["id", "percent"]),
        body(3, &(text("a") + cell)),
        body(1, &(text("b") + &number("7"))),
        body(1, &(text("c") + cell)),
    ];
    let intake = read_files(&[percent()], &data(), &[("a.ods", ods(&[("a", &sheet.concat())]))]).unwrap();
    let found: Vec<String> = (0..5).map(|row| super::cell(&intake.entries, row, 0)).collect();
    assert_eq!(found, ["95.5", "95.5", "95.5", "7", "95.5"]);
}

#[test]
fn formulas_have_the_value_that_the_file_holds() {
    let book = xlsx("a", |sheet| {
        line(sheet, 0, &["id", "number", "text", "other"]);
        line(sheet, 1, &["a"]);
        sheet.write_formula(1, 1, Formula::new("=6*7").set_result("42")).unwrap();
        sheet.write_formula(1, 2, Formula::new("=\"x\"&\"y\"").set_result("xy")).unwrap();
        // Of a column that is not read.
        sheet.write_formula(1, 3, Formula::new("=1").set_result("1")).unwrap();
        // A template drawn down: a row of nothing but formulas that give nothing is blank.
        sheet.write_formula(2, 1, Formula::new("=IF(A3=\"\",\"\",1)").set_result(" ")).unwrap();
        line(sheet, 3, &["b"]);
    });
    let intake = read_book(&[field("number", "number"), field("text", "text")], book).unwrap();
    assert_eq!(rows(&intake.entries), ["a||42|\"xy\"|", "b||<not-submitted>|\"\"|"]);
    assert_eq!(
        told(&intake),
        [
            "unknown-column None: the column `other` is not known and not read",
            "blank-rows Some(3): rows without any datum are not taken as entries; there are 1",
            "formula-cells None: cells with formulas have the value that the spreadsheet program left in the file; there are 2",
        ]
    );
}

#[test]
fn titles_above_the_headers_and_blank_rows_are_told() {
    let book = xlsx("a", |sheet| {
        line(sheet, 0, &["جشنوارهٔ تعاونی‌های برتر"]);
        line(sheet, 1, &["", "استان کرمان"]);
        line(sheet, 3, &["", "شناسة", "Number"]);
        line(sheet, 5, &["", "a", "1"]);
        line(sheet, 6, &["", " ", " "]);
        line(sheet, 7, &["", "b", "2", "", "remark"]);
    });
    let intake = read_book(&[field("number", "number")], book).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|", "b||2|"]);
    assert_eq!(intake.provenance.place(1, Some(0)).unwrap().row, 8);
    assert_eq!(
        told(&intake),
        [
            "unknown-column None: column 1 has no header and is not read",
            "rows-above-header Some(4): the headers stand in row 4; rows above it that hold something are not read; there are 2",
            "blank-rows Some(5): rows without any datum are not taken as entries; there are 2",
            "unknown-column Some(8): column E holds data but has no header and is not read",
        ]
    );
    assert!(intake.notices.iter().all(|notice| notice.sheet.as_deref() == Some("a")));
    assert_eq!(intake.provenance.files[0].blank_rows, 2);
}

#[test]
fn headers_stand_among_the_first_twenty_rows() {
    let at = |row: u32| {
        xlsx("a", |sheet| {
            line(sheet, 0, &["title"]);
            line(sheet, row, &["id", "number"]);
            line(sheet, row + 1, &["a", "1"]);
        })
    };
    let fields = [field("number", "number")];
    assert_eq!(rows(&read_book(&fields, at(19)).unwrap().entries), ["a||1|"]);
    let faults = read_book(&fields, at(20)).unwrap_err();
    assert_eq!(faults[0].message.en, "the file lacks columns that the rulebook needs: `id`, `number`");
    assert_eq!(faults[0].sheet.as_deref(), Some("a"));
    assert_eq!(
        said(read_book(&fields, xlsx("a", |_| {}))),
        ["empty-file None: the first 20 rows of the sheet are empty and hold no headers"]
    );
}

#[test]
fn headers_merged_over_columns_or_rows_are_refused() {
    let refused = |merge: fn(&mut Worksheet, &CellFormat)| {
        let book = xlsx("a", |sheet| {
            line(sheet, 0, &["id"]);
            merge(sheet, &CellFormat::new());
            line(sheet, 2, &["a", "1", "2"]);
        });
        let faults = read_book(&[field("number", "number")], book).map(|_| ()).unwrap_err();
        faults
            .iter()
            .map(|fault| format!("{} {:?} {}", fault.code.name(), fault.row, fault.message.en))
            .collect::<Vec<_>>()
    };
    let over = |cells: &str| {
        [format!(
            "merged-header Some(1) the header `number` is merged over the cells {cells}, and what the other columns and \
             rows are is not known"
        )]
    };
    assert_eq!(
        refused(|sheet, plain| _ = sheet.merge_range(0, 1, 0, 2, "number", plain).unwrap()),
        over("B1 to C1")
    );
    assert_eq!(
        refused(|sheet, plain| _ = sheet.merge_range(0, 1, 1, 1, "number", plain).unwrap()),
        over("B1 to B2")
    );
}

#[test]
fn merged_and_hidden_cells_are_told() {
    let book = xlsx("a", |sheet| {
        let plain = CellFormat::new();
        sheet.merge_range(0, 0, 0, 2, "title", &plain).unwrap();
        line(sheet, 1, &["id", "number", "text"]);
        line(sheet, 2, &["a", "1"]);
        sheet.merge_range(2, 2, 4, 2, "کرمان", &plain).unwrap();
        line(sheet, 3, &["b", "2"]);
        line(sheet, 4, &["c", "3"]);
        sheet.set_row_hidden(3).unwrap();
        sheet.set_row_hidden(4).unwrap();
        // Behind the data, as people hide what they do not use.
        sheet.set_row_hidden(900).unwrap();
        sheet.set_column_hidden(1).unwrap();
        sheet.set_column_hidden(9).unwrap();
    });
    let intake = read_book(&[field("number", "number"), field("text", "text")], book).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|\"کرمان\"|", "b||2|\"\"|", "c||3|\"\"|"]);
    assert_eq!(
        told(&intake)[1..],
        [
            "merged-cells Some(3): merged cells hold a datum in their first cell alone, and the others are read as empty; the first is C3, and there are 1",
            "hidden-cells None: what is hidden or filtered away was read too: 2 rows and 1 columns",
        ]
    );
}

#[test]
fn an_ods_file_says_what_an_xlsx_file_says() {
    let fields = all_kinds();
    let cells = |value: &str| format!("<table:table-cell {value}/>");
    let third = format!(
        "<table:table-row>{}{}{}{}{}{}{}{}</table:table-row>",
        number("1002"),
        cells(""),
        number("0.1"),
        cells("office:value-type=\"percentage\" office:value=\"0.5\""),
        cells("office:value-type=\"date\" office:date-value=\"2025-09-04\""),
        text("مسکن"),
        cells("office:value-type=\"boolean\" office:boolean-value=\"true\""),
        cells("table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1.5\""),
    );
    let fourth = format!(
        "<table:table-row table:visibility=\"filter\">{}{}{}{}</table:table-row>",
        text("C-3"),
        cells(""),
        "<table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" \
         calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>",
        cells("table:formula=\"of:=1\""),
    );
    let body = [
        row(&["برنامه"]),
        row(&["شناسه", "name", "number", "count", "date", "choice", "yes-no", "text"]),
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>".to_owned(),
        row(&["C-1", "تعاونی", "۱۲٫۵", "7", "1404-06-13", "کشاورزي", "بله", "x"]),
        third,
        fourth,
        "<table:table-row table:number-rows-repeated=\"1048500\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>".to_owned(),
    ];
    let file = ods(&[("پرونده‌ها", &body.concat())]);
    let intake = read_files(&fields, &data(), &[("a.ods", file)]).unwrap();
    let found = rows(&intake.entries);
    assert_eq!(found[0], "C-1|تعاونی|12.5|7|20335|0|1|\"x\"|");
    assert!(
        found[1].starts_with("1002||0.1|<not-submitted>|20335|1|1|\"1.5\"|Some(1) unreadable-number: `50%`"),
        "{}",
        found[1]
    );
    assert!(
        found[2].contains("Some(0) cell-error") && found[2].contains("Some(1) formula-without-value"),
        "{}",
        found[2]
    );
    assert_eq!(intake.provenance.place(0, None).unwrap().row, 5);
    assert_eq!(intake.provenance.files[0].format, Format::Ods);
    assert_eq!(
        told(&intake),
        [
            "rows-above-header Some(2): the headers stand in row 2; rows above it that hold something are not read; there are 1",
            "blank-rows Some(3): rows without any datum are not taken as entries; there are 2",
            "formula-cells None: cells with formulas have the value that the spreadsheet program left in the file; there are 3",
            "hidden-cells None: what is hidden or filtered away was read too: 1 rows and 0 columns",
        ]
    );
}

#[test]
fn provinces_of_all_kinds_are_one_data_set() {
    let fields = [field("number", "number")];
    let book = xlsx("a", |sheet| {
        line(sheet, 0, &["id", "number"]);
        line(sheet, 1, &["a"]);
        sheet.write_number(1, 1, 1.5).unwrap();
    });
    let files = [
        ("a.xlsx", book),
        (
            "b.ods",
            ods(&[(
                "x",
                &[
                    row(&["id", "number"]),
                    format!("<table:table-row>{}{}</table:table-row>", text("b"), number("1.5")),
                ]
                .concat(),
            )]),
        ),
        ("c.csv", b"id,number\nc,1.5\n".to_vec()),
        ("d.csv", "\u{FEFF}id;number\nd;1.5\n".as_bytes().to_vec()),
    ];
    let intake = read_files(&fields, &data(), &files).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1.5|", "b||1.5|", "c||1.5|", "d||1.5|"]);
    let places: Vec<_> = (0..4)
        .map(|entry| {
            intake.provenance.place(entry, None).map(|place| (place.file.to_owned(), place.row)).unwrap()
        })
        .collect();
    assert_eq!(
        places.iter().map(|(file, row)| (file.as_str(), *row)).collect::<Vec<_>>(),
        [("a.xlsx", 2), ("b.ods", 2), ("c.csv", 2), ("d.csv", 2)]
    );
}

#[test]
fn many_rows_keep_their_places() {
    let book = xlsx("a", |sheet| {
        line(sheet, 0, &["id", "number"]);
        for row in 0..10_000_u32 {
            // Every hundredth row is left blank.
            if row % 100 != 99 {
                sheet.write_string(row + 1, 0, format!("C-{row}")).unwrap();
                sheet.write_number(row + 1, 1, f64::from(row) / 100.0).unwrap();
            }
        }
    });
    let intake = read_book(&[field("number", "number")], book).unwrap();
    assert_eq!(intake.entries.len(), 9_900);
    assert_eq!(intake.provenance.files[0].blank_rows, 99);
    for entry in [0, 98, 99, 4_055, 4_056, 9_899] {
        let row = intake.provenance.place(entry, None).unwrap().row - 2;
        assert_eq!(intake.entries.ids.get(entry), format!("C-{row}"));
        assert_eq!(super::cell(&intake.entries, entry, 0), format!("{}", f64::from(row) / 100.0));
    }
}
