//! Which columns are found.

use bartar_criteria::diagnostic::Severity;
use bartar_criteria::rulebook::{ColumnSpec, Field};
use bartar_criteria::text::Text;

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
    let told: Vec<&str> = hint.en.lines().map(str::trim).collect();
    assert_eq!(told[0], "perhaps these headers should be changed: `Saless` to `sales`, `stafff` to `staff`");
    assert_eq!(told[1], "headers that are known: `id` or `شناسه`");
    assert!(told[2].starts_with("add the column to the file, or correct its header"), "{}", told[2]);
    assert!(hint.fa.contains("«stafff» به «staff»"));
}

#[test]
fn a_missing_column_is_told_with_its_title_and_what_the_file_has() {
    let sales = Field {
        title: Text::new("فروش خالص", "Net sales"),
        columns: vec!["فروش".to_owned()],
        ..field("sales", "number")
    };
    let faults = read_csv(&[sales], "id,turnover\na,1\n").unwrap_err();
    assert_eq!(faults[0].message.en, "the file lacks columns that the rulebook needs: `sales` (Net sales)");
    assert_eq!(faults[0].message.fa, "ستون‌هایی که شیوه‌نامه لازم دارد در فایل نیست: «sales» (فروش خالص)");
    let hint = faults[0].hint.as_ref().unwrap();
    assert!(
        hint.en.starts_with("none of these headers is known, and one of them may be meant: `turnover`\n")
    );
    assert!(hint.en.contains("headers that are known: `sales` or `فروش`"), "{}", hint.en);
    assert!(hint.fa.contains("از دبیرخانه بپرسید") && !hint.fa.contains("columns"), "{}", hint.fa);
}

#[test]
fn a_header_parted_by_a_persian_comma_is_told() {
    let faults = read_csv(&[field("sales", "number")], "شناسه،sales\na،1\n").unwrap_err();
    let hint = faults[0].hint.as_ref().unwrap();
    assert!(hint.en.starts_with("the whole header was read as one cell"), "{}", hint.en);
}

#[test]
fn a_title_above_headers_without_the_id_is_told() {
    for text in ["Entries of 1404\ncode,sales\na,1\n", "Entries of 1404,\ncode,sales\na,1\n"] {
        let faults = read_csv(&[field("sales", "number")], text).unwrap_err();
        let hint = faults[0].hint.as_ref().unwrap();
        assert!(hint.en.starts_with("the first row holds only `Entries of 1404`"), "{}", hint.en);
    }
}

#[test]
fn a_fields_title_is_a_header_unless_two_fields_share_it() {
    let titled = |id: &str, fa: &str, en: &str| Field { title: Text::new(fa, en), ..field(id, "number") };
    let fields = [titled("sales", "فروش خالص", "Net sales"), titled("staff", "کارکنان", "Staff members")];
    for header in ["id,فروش خالص,کارکنان", "id,Net sales,staff members", "شناسه,فروش‌خالص,كاركنان"]
    {
        let intake = read_csv(&fields, format!("{header}\na,1,2\n")).unwrap();
        assert_eq!(rows(&intake.entries), ["a||1|2|"], "{header}");
    }
    // Shared, or the header of another column: the title says nothing.
    let shared = [titled("sales", "مبلغ", "Amount"), titled("staff", "مبلغ", "Staff")];
    assert_eq!(csv_faults(&shared, "id,مبلغ,Staff\na,1,2\n")[0].1, "missing-column");
    let fields = [titled("sales", "staff", "Sales"), titled("staff", "کارکنان", "Staff")];
    let intake = read_csv(&fields, "id,staff,Sales\na,2,1\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|2|"]);
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
fn an_unknown_header_is_told_with_the_lacking_column_that_it_may_be() {
    let sales =
        Field {
            optional: true, title: Text::new("فروش خالص", "Net sales"), ..field("sales", "number")
        };
    let intake = read_csv(&[sales], "id,slaes,remark\na,1,x\n").unwrap();
    let found: Vec<(&str, &str)> =
        intake.notices.iter().map(|notice| (notice.code.name(), notice.message.en.as_str())).collect();
    assert_eq!(
        found,
        [
            (
                "missing-optional-column",
                "the file lacks the optional column `sales` (Net sales); its datum is \"not submitted\" for all"
            ),
            (
                "unknown-column",
                "the column `slaes` is not known and not read; perhaps `sales` (Net sales) is meant"
            ),
            ("unknown-column", "the column `remark` is not known and not read"),
        ]
    );
    assert_eq!(
        intake.notices[1].message.fa,
        "ستون «slaes» شناخته نیست و خوانده نمی‌شود؛ شاید «sales» (فروش خالص) منظور است"
    );
    assert!(intake.notices.iter().all(|notice| notice.code.severity() == Severity::Notice));
}

#[test]
fn unknown_columns_are_one_notice_each() {
    let intake = read_csv(&[field("x", "number")], "id,x,other,,\na,1,p,q,\nb,2,p,q,\n").unwrap();
    let found: Vec<&str> = intake.notices.iter().map(|notice| notice.message.en.as_str()).collect();
    assert_eq!(
        found,
        [
            "the column `other` is not known and not read",
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
