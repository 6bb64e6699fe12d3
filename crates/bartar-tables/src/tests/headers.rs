//! Which columns are found.

use bartar_criteria::rulebook::{ColumnSpec, Field};

use super::{csv_faults, read_csv, rows};
use crate::intake::read;
use crate::reading::Reading;
use crate::testing::{data, field};

#[test]
fn columns_by_id_alias_or_persian_header() {
    let sales =
        Field { columns: vec!["فروش".to_owned(), "Sales".to_owned()], ..field("sales", "number") };
    let fields = [sales, field("staff", "count")];
    for header in ["id,sales,staff", "شناسه,فروش,staff", " id\u{A0},\u{200F}Sales, staff"] {
        let intake = read_csv(&fields, format!("{header}\na,1,2\n")).unwrap();
        assert_eq!(rows(&intake.entries), ["a||1|2|"], "{header}");
    }
    let intake = read_csv(&fields, "id,فروش,staff\na,1,2\n").unwrap();
    assert_eq!(intake.provenance.place(0, Some(0)).unwrap().column, Some("فروش"));
}

#[test]
fn a_header_in_another_encoding_is_the_same_header() {
    let sales =
        Field { columns: vec!["فروش سال‌های پیش".to_owned()], ..field("sales", "number") };
    let fields = [sales, field("staff", "count")];
    // Arabic yeh, blanks for the non-joiner and none at all, presentation forms, capital letters.
    for header in [
        "ID,SALES,Staff",
        "شناسة,فروش سال هاي پيش,staff",
        "شناسه,فروشسالهای\u{A0}پیش,staff",
        "ﺷﻨﺎﺳﻪ,sales,staff",
    ] {
        let intake = read_csv(&fields, format!("{header}\na,1,2\n")).unwrap();
        assert_eq!(rows(&intake.entries), ["a||1|2|"], "{header}");
        let third = header.split(',').nth(1);
        assert_eq!(intake.provenance.place(0, Some(0)).unwrap().column, third, "as the file writes it");
    }
}

#[test]
fn a_header_twice_in_two_encodings_is_a_fault() {
    let found = csv_faults(&[field("sales", "number")], "id,sales,Sales\na,1,2\n");
    assert_eq!(found[0].1, "duplicate-column");
    assert_eq!(found[0].2, "the headers `sales` and `Sales` both name the same column");
}

#[test]
fn headers_that_only_their_encoding_tells_apart_are_not_guessed() {
    let fields = [
        Field { optional: true, ..field("sales", "number") },
        Field { optional: true, ..field("Sales", "number") },
    ];
    let intake = read_csv(&fields, "id,sales,Sales\na,1,2\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|2|"]);
    let intake = read_csv(&fields, "id,SALES\na,1\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||<not-submitted>|<not-submitted>|"]);
    assert!(intake.notices.iter().any(|notice| notice.code == bartar_criteria::codes::UNKNOWN_COLUMN));
}

#[test]
fn earlier_years_have_suffixes() {
    let fields = [Field { columns: vec!["فروش".to_owned()], history: 2, ..field("sales", "number") }];
    let columns = [0, 1, 2].map(|years_before| ColumnSpec { field: 0, years_before });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "فروش@prev2,id,sales,sales@prev\n3,a,1,2\n").unwrap();
    let intake = read(&Reading::new(&fields, &columns, &data()), &[path], &|_| {}).unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|2|3|"]);
}

#[test]
fn names_are_read_where_a_file_has_them() {
    let intake = read_csv(&[field("x", "number")], "id,name,x\na, تعاونی نمونه ,1\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a|تعاونی نمونه|1|"]);
}

#[test]
fn missing_columns_are_listed_together_with_slips() {
    let fields = [field("sales", "number"), field("staff", "count"), field("energy", "number")];
    let faults = read_csv(&fields, "IDs,Saless,stafff,other\n1,2,3,4\n").unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(
        faults[0].message.en,
        "the file lacks columns that the rulebook needs: `id`, `sales`, `staff`, `energy`"
    );
    let hint = faults[0].hint.as_ref().unwrap();
    assert_eq!(hint.en, "perhaps these headers should be changed: `Saless` to `sales`, `stafff` to `staff`");
    assert!(hint.fa.contains("«stafff» به «staff»"));
}

#[test]
fn optional_columns_may_be_absent() {
    let fields = [Field { optional: true, ..field("sales", "number") }, field("staff", "count")];
    let intake = read_csv(&fields, "id,staff\na,1\nb,2\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||<not-submitted>|1|", "b||<not-submitted>|2|"]);
    assert_eq!(
        intake.notices[0].message.en,
        "the file lacks the optional column `sales`; its datum is \"not submitted\" for all"
    );
    assert_eq!(intake.notices[0].column.as_deref(), Some("sales"));
}

#[test]
fn unknown_columns_are_one_notice_each() {
    let intake = read_csv(&[field("x", "number")], "id,x,other,,\na,1,p,q,\nb,2,p,q,\n").unwrap();
    let found: Vec<&str> = intake.notices.iter().map(|notice| notice.message.en.as_str()).collect();
    assert_eq!(
        found,
        [
            "the rulebook knows no column `other`; it is not read",
            "column 4 has no header and is not read",
            "column 5 has no header and is not read",
        ]
    );
    assert!(intake.notices[1].message.fa.contains('۴'));
}

#[test]
fn columns_may_not_stand_twice() {
    let sales = Field { columns: vec!["فروش".to_owned()], ..field("sales", "number") };
    let found = |header: &str| -> Vec<String> {
        csv_faults(std::slice::from_ref(&sales), format!("{header}\n"))
            .into_iter()
            .map(|(_, code, text)| format!("{code}: {text}"))
            .collect()
    };
    assert_eq!(found("id,sales,sales"), ["duplicate-column: the header `sales` stands twice"]);
    assert_eq!(
        found("id,sales,فروش"),
        ["duplicate-column: the headers `sales` and `فروش` both name the same column"]
    );
    assert_eq!(
        found("id,شناسه,sales,x,x"),
        [
            "duplicate-column: the headers `id` and `شناسه` both name the same column",
            "duplicate-column: the header `x` stands twice"
        ]
    );
}
