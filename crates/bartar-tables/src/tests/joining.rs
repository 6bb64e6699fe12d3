//! Files with several rows for an entry: one for each year, or one for each datum.

use bartar_criteria::rulebook::{DataSpec, Field, LongSpec};

use super::{history, notices, read_years, rows};
use crate::fault::FileFault;
use crate::intake::Intake;
use crate::testing::{data, field, unit};

/// A sector without history, sales of two and staff of one earlier year.
fn fields() -> [Field; 3] {
    [field("sector", "choice"), history(field("sales", "number"), 2), history(field("staff", "count"), 1)]
}

fn joined() -> DataSpec {
    DataSpec {
        current_year: Some(1404),
        year: vec!["year".to_owned(), "سال".to_owned()],
        long: Some(LongSpec { field: vec!["field".to_owned()], value: vec!["value".to_owned()] }),
        ..data()
    }
}

fn read(files: &[(&str, &str)]) -> Result<Intake, Vec<FileFault>> {
    read_years(&fields(), &joined(), files)
}

fn read_one(text: &str) -> Vec<String> {
    rows(&read(&[("a.csv", text)]).unwrap().entries)
}

fn faults(text: &str) -> Vec<String> {
    let faults = read(&[("a.csv", text)]).err().unwrap_or_default();
    faults.into_iter().map(|fault| format!("{}: {}", fault.code, fault.message.en)).collect()
}

/// The row and the header of each datum of an entry.
fn places(intake: &Intake, entry: usize) -> Vec<String> {
    let columns = 0..intake.entries.columns.len();
    let place = |column| intake.provenance.place(entry, Some(column)).unwrap();
    columns
        .map(|column| {
            let place = place(column);
            format!("{}:{} {}", place.file, place.row, place.column.unwrap_or("-"))
        })
        .collect()
}

#[test]
fn the_rows_of_an_id_are_one_entry() {
    let text = "id,سال,sector,sales,staff\n\
        b,1403,,20,2\n\
        a,1404,farm,13,3\n\
        a,۱۴۰۲,,11,1\n\
        b,1404,home,30,4\n\
        a,1403,farm,12,2\n";
    let intake = read(&[("a.csv", text)]).unwrap();
    assert_eq!(rows(&intake.entries), ["b||1|30|20|<not-submitted>|4|2|", "a||0|13|12|11|3|2|"]);
    assert_eq!(
        places(&intake, 1),
        [
            "a.csv:3 sector",
            "a.csv:3 sales",
            "a.csv:6 sales",
            "a.csv:4 sales",
            "a.csv:3 staff",
            "a.csv:6 staff"
        ]
    );
    assert_eq!(places(&intake, 0)[2], "a.csv:2 sales");
    assert_eq!(notices(&intake, "rows-joined"), ["the 5 rows of this file make 2 entries"]);
}

#[test]
fn each_year_may_have_a_file_of_its_own() {
    let new = "id,year,sector,sales,staff\na,1404,farm,13,3\nb,1404,home,30,4\n";
    let old = "staff,id,sales,year,sector\n2,a,12,1403,\n";
    for files in [[("new.csv", new), ("old.csv", old)], [("old.csv", old), ("new.csv", new)]] {
        let intake = read(&files).unwrap();
        assert_eq!(
            rows(&intake.entries),
            ["a||0|13|12|<not-submitted>|3|2|", "b||1|30|<not-submitted>|<not-submitted>|4|<not-submitted>|"]
        );
        assert_eq!(places(&intake, 0)[2], "old.csv:2 sales");
        assert_eq!(places(&intake, 1)[1], "new.csv:3 sales");
    }
}

#[test]
fn fields_without_history_must_agree() {
    let text = "id,year,sector,sales,staff\na,1404,farm,13,3\na,1403,home,12,2\n";
    let found = read_one(text);
    assert_eq!(
        found,
        [
            "a||0|13|12|<not-submitted>|3|2|Some(0) years-disagree: the row of 1403 says something else than the row of \
          1404; the field has no history and is the same in all rows"
        ]
    );
    assert!(
        read_one("id,year,sector,sales,staff\na,1404,,13,3\na,1403,home,12,2\n")[0]
            .contains("years-disagree")
    );
    assert!(read_one("id,year,sector,sales,staff\na,1404,farm,13,3\na,1403,,12,2\n")[0].ends_with("3|2|"));
}

#[test]
fn rows_with_different_names_are_no_single_cooperative() {
    let found = read_one("id,name,year,sector,sales,staff\na,کویر,1404,farm,13,3\na,سهند,1403,,12,2\n");
    assert!(found[0].contains("None years-disagree: the rows of this id have different names"), "{found:?}");
    let found = read_one("id,name,year,sector,sales,staff\na,کویر,1404,farm,13,3\na,كوير,1403,,12,2\n");
    assert!(found[0].starts_with("a|کویر|") && found[0].ends_with('|'), "{found:?}");
}

#[test]
fn two_rows_of_one_year_stay_apart_and_are_told() {
    let found = read_one("id,year,sector,sales,staff\na,1404,farm,13,3\na,1404,farm,13,3\nb,1404,home,1,1\n");
    assert_eq!(found.len(), 3);
    for row in &found[..2] {
        assert!(row.contains("None duplicate-id: 2 rows carry the id `a` and cannot be joined"), "{row}");
    }
    assert!(found[2].ends_with('|'));
}

#[test]
fn years_that_are_none_are_told() {
    for (year, why) in [
        ("", "`` is no year"),
        ("04", "`04` is no year"),
        ("1405", "the year 1405 is not asked for; the rulebook asks for 1402 to 1404"),
        ("1401", "the year 1401 is not asked for"),
        ("1404/01", "is no year"),
    ] {
        let found = read_one(&format!("id,year,sector,sales,staff\na,1404,farm,13,3\na,{year},farm,12,2\n"));
        assert_eq!(found.len(), 2, "{year}");
        assert!(found[1].contains("unreadable-year") && found[1].contains(why), "{found:?}");
        assert!(found[0].contains("duplicate-id"), "the other row is no entry by itself: {found:?}");
    }
}

#[test]
fn the_row_of_the_current_year_must_be_there() {
    let found = read_one("id,year,sector,sales,staff\na,1403,farm,12,2\na,1402,farm,11,1\n");
    assert_eq!(
        found,
        [
            "a||0|<not-submitted>|12|11|<not-submitted>|2|None no-current-year: this id has no row of the current year, \
          1404; add it, or correct the years of its rows"
        ]
    );
}

#[test]
fn findings_and_claims_of_an_earlier_year_belong_to_its_datum() {
    let text = "id,year,sector,sales,sales:verified,staff\n\
        a,1404,farm,13,,3\na,1403,,12,10,x\na,1402,,many,,y\n";
    let intake = read(&[("a.csv", text)]).unwrap();
    let found = rows(&intake.entries);
    assert!(found[0].starts_with("a||0|13|10|<not-submitted>|3|<not-submitted>|"), "{found:?}");
    let mut at: Vec<_> = intake.entries.faults.iter().map(|fault| fault.column).collect();
    at.sort_unstable();
    // Staff of 1402 is not asked for.
    assert_eq!(at, [Some(3), Some(5)]);
    assert_eq!(intake.entries.claimed(0, 2), Some(&bartar_scoring::entries::Cell::Number(12.into())));
    assert_eq!(places(&intake, 0)[2], "a.csv:3 sales:verified");
    assert_eq!(places(&intake, 0)[3], "a.csv:4 sales");
}

#[test]
fn a_file_without_years_joins_nothing() {
    let wide =
        "id,sector,sales,sales@prev,sales@prev2,staff,staff@prev\nb,home,3,2,1,3,2\na,farm,3,2,1,3,2\n";
    let years = "id,year,sector,sales,staff\na,1404,farm,13,3\na,1403,farm,12,2\n";
    let found = rows(&read(&[("wide.csv", wide), ("years.csv", years)]).unwrap().entries);
    assert_eq!(found.len(), 3);
    assert!(found[0].ends_with('|'));
    assert!(found[1].contains("duplicate-id") && found[2].contains("duplicate-id"), "{found:?}");
    let intake = read(&[("wide.csv", wide)]).unwrap();
    assert_eq!(rows(&intake.entries)[1], "a||0|3|2|1|3|2|");
    assert_eq!(notices(&intake, "rows-joined"), [""; 0]);
}

#[test]
fn a_datum_cannot_stand_in_a_row_and_in_a_column() {
    let found = faults("id,year,sector,sales,sales@prev,staff\na,1404,farm,3,2,1\n");
    assert!(found[0].starts_with("two-layouts: the file has a column of years"), "{found:?}");
    let found = faults("id,field,value,sales\na,sales,3,2\n");
    assert!(found[0].starts_with("two-layouts: in this file each row is one datum"), "{found:?}");
    let found = faults("id,year,field,value\na,1404,sales,3\na,1404,sales@prev,3\n");
    assert!(
        found[0].starts_with("two-layouts: the file has a column of years, but the field name"),
        "{found:?}"
    );
}

#[test]
fn a_row_for_each_datum() {
    let text = "id,name,year,field,value\n\
        a,کویر,1404,sector,farm\n\
        b,,1404,sales,۲۰\n\
        a,,1404,sales,13\n\
        a,,1403,sales,12\n\
        a,,1404,staff,3\n\
        a,,1403,sector,farm\n\
        b,,1404,sector,home\n\
        b,,1404,staff,\n";
    let intake = read(&[("a.csv", text)]).unwrap();
    assert_eq!(
        rows(&intake.entries),
        [
            "a|کویر|0|13|12|<not-submitted>|3|<not-submitted>|",
            "b||1|20|<not-submitted>|<not-submitted>|<not-submitted>|<not-submitted>|",
        ]
    );
    assert_eq!(places(&intake, 0)[..3], ["a.csv:2 value", "a.csv:4 value", "a.csv:5 value"]);
    assert_eq!(places(&intake, 1)[1], "a.csv:3 value");
    assert_eq!(notices(&intake, "rows-joined"), ["the 8 rows of this file make 2 entries"]);
}

#[test]
fn fields_of_a_long_file_are_named_as_headers_are() {
    let text = "id,field,value\n\
        a,sector,farm\na,sales,13\na,sales_1403,12\na,sales (2 years before),11\na,sales:verified,10\n\
        a,staff,3\na,STAFF@prev,2\na,staff:evidence,rejected\n";
    let intake = read(&[("a.csv", text)]).unwrap();
    assert_eq!(rows(&intake.entries), ["a||0|10|12|11|<rejected>|2|"]);
    assert_eq!(intake.entries.claims.len(), 2);
    assert_eq!(places(&intake, 0)[1], "a.csv:6 value");
    assert_eq!(places(&intake, 0)[4], "a.csv:9 value");
}

#[test]
fn what_is_wrong_with_a_datum_of_a_long_file() {
    let text = "id,year,field,value\n\
        a,1404,sector,farm\na,1404,sales,13\na,1404,sales,13\na,1404,staff,x\na,1403,sector,home\na,99,sales,1\n";
    let found = read_one(text);
    for wanted in [
        "Some(1) datum-twice: this datum stands in 2 rows",
        "Some(4) unreadable-number",
        "Some(0) years-disagree",
        "None unreadable-year: `99`",
    ] {
        assert!(found[0].contains(wanted), "{wanted}: {found:?}");
    }
    let found =
        read_one("id,year,field,value\na,1403,sector,farm\na,1403,sales,1\na,1403,staff,1\n,1404,sales,1\n");
    assert!(found[0].contains("no-current-year"), "{found:?}");
    assert!(found[1].contains("missing-id"), "{found:?}");
}

#[test]
fn fields_that_a_long_file_never_names_are_missing_columns() {
    let found = faults("id,year,field,value\na,1404,sector,farm\na,1404,salse,13\n");
    assert_eq!(found, ["missing-column: the file lacks columns that the rulebook needs: `sales`, `staff`"]);
    let found = faults("id,field,value\na,sector,farm\na,sales,1\na,staff,1\n");
    assert!(found[0].contains("`sales@prev`, `sales@prev2`, `staff@prev`"), "{found:?}");
    let text = "id,year,field,value\na,1404,sector,farm\na,1404,sales,1\na,1404,staff,1\nb,1404,phone,2\na,1404,phone,2\n";
    let intake = read(&[("a.csv", text)]).unwrap();
    let told = notices(&intake, "unknown-column");
    assert_eq!(told, ["the field `phone` is not read (2 rows): it is not known"]);
    let many = (0..25).map(|number| format!("a,1404,other{number:02},1\n")).collect::<Vec<_>>().concat();
    let told = notices(&read(&[("a.csv", &format!("{text}{many}"))]).unwrap(), "unknown-column");
    assert_eq!(told.len(), 21);
    assert!(told[20].starts_with("and 6 more names"), "{told:?}");
    let row = intake.notices.iter().find(|notice| notice.code.name() == "unknown-column").unwrap().row;
    assert_eq!(row, Some(5));
}

#[test]
fn units_of_a_long_file_convert_or_stop_the_run() {
    let sales = Field { unit: Some(unit("million rial")), ..field("sales", "amount") };
    let read = |name: &str| {
        let text = format!("id,field,value\na,{name},100000\n");
        read_years(std::slice::from_ref(&sales), &joined(), &[("a.csv", text)])
    };
    assert_eq!(rows(&read("sales (toman)").unwrap().entries), ["a||1|"]);
    let fault = read("sales (dollar)").unwrap_err().remove(0);
    assert_eq!((fault.code.name(), fault.row), ("unknown-unit", Some(2)));
}

/// Whatever the order of the rows, the entries say the same.
#[test]
fn the_order_of_rows_decides_nothing() {
    let lines = [
        "a,1404,farm,13,3",
        "a,1403,home,12,2",
        "b,1404,home,1,1",
        "b,1404,home,2,1",
        "c,1402,farm,1,1",
        "d,x,farm,1,1",
        "d,1404,farm,1,1",
        "e,1404,farm,5,5",
    ];
    let text = |lines: &[&str]| format!("id,year,sector,sales,staff\n{}\n", lines.join("\n"));
    let mut wanted = read_one(&text(&lines));
    wanted.sort();
    for turn in 0..lines.len() {
        let mut turned = lines;
        turned.rotate_left(turn);
        turned.swap(0, 3);
        let mut found = read_one(&text(&turned));
        found.sort();
        assert_eq!(found, wanted, "{turned:?}");
    }
}
