//! What headers say besides the names of fields: units, years, and whose word a column is.

use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field};
use bartar_scoring::entries::Cell;

use super::{history, notices, read_years, rows};
use crate::fault::FileFault;
use crate::intake::Intake;
use crate::testing::{data, field, ranged, unit};

fn amount(unit: &str) -> Field {
    Field {
        unit: Some(crate::testing::unit(unit)),
        columns: vec!["فروش".to_owned()],
        ..field("sales", "amount")
    }
}

fn dated() -> DataSpec {
    DataSpec { current_year: Some(1404), ..data() }
}

fn read(fields: &[Field], text: &str) -> Result<Intake, Vec<FileFault>> {
    read_years(fields, &dated(), &[("a.csv", text)])
}

fn faults(fields: &[Field], text: &str) -> Vec<String> {
    let faults = read(fields, text).err().unwrap_or_default();
    faults.into_iter().map(|fault| format!("{}: {}", fault.code, fault.message.en)).collect()
}

#[test]
fn amounts_are_converted_exactly_to_the_unit_of_the_field() {
    for (unit, header, cell, value) in [
        ("million rial", "sales", "12.5", "12.5"),
        ("million rial", "sales (million rial)", "12.5", "12.5"),
        ("million rial", "فروش (میلیون ریال)", "۱۲٫۵", "12.5"),
        ("million rial", "فروش [تومان]", "1250000", "12.5"),
        ("million rial", "sales (toman)", "1", "0.00001"),
        ("million rial", "sales (rial)", "12500001", "12.500001"),
        ("million rial", "فروش (هزار ریال)", "12500", "12.5"),
        ("million rial", "فروش (هزار تومان)", "1250", "12.5"),
        ("million rial", "فروش (ميليون تومان)", "-1.25", "-12.5"),
        ("million rial", "sales (billion toman)", "0.00125", "12.5"),
        ("IRR", "sales (toman)", "9007199254740993", "90071992547409930"),
        ("IRR", "sales (million toman)", "9007199254.7409931", "90071992547409931"),
        ("toman", "فروش (ریال)", "15", "1.5"),
        ("toman", "sales (IRR)", "ندارد", "<not-submitted>"),
        ("IRR", "sales (toman)", "-", "<not-applicable>"),
    ] {
        let intake = read(&[amount(unit)], &format!("id,{header}\na,{cell}\n")).unwrap();
        let found = super::cell(&intake.entries, 0, 0);
        assert_eq!(found, value, "{header} in {unit}: {cell}");
        let shifted = notices(&intake, "unit-converted");
        let same = ["sales", "sales (million rial)", "فروش (میلیون ریال)"].contains(&header);
        assert_eq!(shifted.len(), usize::from(!same), "{header}");
    }
}

#[test]
fn a_conversion_is_told_with_its_factor() {
    let told = |unit, header| {
        let intake = read(&[amount(unit)], &format!("id,{header}\na,1\n")).unwrap();
        notices(&intake, "unit-converted").remove(0)
    };
    assert_eq!(
        told("million rial", "sales (toman)"),
        "the amounts of the column `sales (toman)` were divided by 100000 to be in the unit of \"sales\", `million rial`"
    );
    assert_eq!(
        told("IRR", "sales (toman)"),
        "the amounts of the column `sales (toman)` were multiplied by 10 to be in the unit of \"sales\", `IRR`"
    );
}

#[test]
fn points_that_may_stand_between_thousands_are_told_once_for_a_column() {
    let told = |cells: &[&str]| {
        let lines = (1..).zip(cells).map(|(id, cell)| format!("{id},{cell}\n"));
        let intake =
            read(&[amount("million rial")], &format!("id,sales\n{}", lines.collect::<String>())).unwrap();
        notices(&intake, "point-or-thousands")
    };
    let doubt = |count, written, whole| {
        vec![format!(
            "{count} numbers of this column are like `{written}` and were read with decimals; if the point stands \
             between thousands, `{whole}` must be written"
        )]
    };
    assert_eq!(told(&["850", "12.700", "3.000", ""]), doubt(2, "12.700", "12700"));
    assert_eq!(told(&["-999.001"]), doubt(1, "-999.001", "-999001"));
    // In Persian digits too, where a point is no Persian sign at all; the Persian decimal sign is no point.
    assert_eq!(told(&["۱۲.۷۰۰", "7"]), doubt(1, "۱۲.۷۰۰", "۱۲۷۰۰"));
    assert_eq!(told(&["۱۲٫۷۰۰"]), [""; 0]);
    // Another number shows that the point is a decimal one, wherever it stands.
    for other in ["1234.500", "0.125", "12.7", "1.2345", "۱۲.۷"] {
        assert_eq!(told(&["12.700", other]), [""; 0], "{other}");
        assert_eq!(told(&[other, "12.700"]), [""; 0], "{other}");
    }
    assert_eq!(told(&["12", "13"]), [""; 0]);
}

#[test]
fn range_and_decimals_hold_in_the_unit_of_the_field() {
    let field = Field { decimals: Some(1), ..ranged(amount("million rial"), "[0, 100]") };
    let intake = read(&[field], "id,sales (toman)\na,10000000\nb,10000001\nc,12340000\n").unwrap();
    assert_eq!(
        rows(&intake.entries),
        [
            "a||100|",
            "b||<not-submitted>|Some(0) too-many-decimals: `100.00001` has more than one decimal",
            "c||<not-submitted>|Some(0) out-of-range: `123.4` is not allowed; the value must be from 0 to 100",
        ]
    );
}

#[test]
fn a_unit_that_does_not_convert_is_a_fault_of_the_file() {
    for (field, header) in [
        (amount("million rial"), "sales (dollar)"),
        (amount("million rial"), "sales (میلیون)"),
        (amount("USD"), "sales (toman)"),
        (amount("USD"), "sales (million USD)"),
        (Field { unit: None, ..amount("") }, "sales (toman)"),
        (Field { unit: Some(unit("person")), ..field("sales", "count") }, "sales (families)"),
    ] {
        let found = faults(&[field], &format!("id,{header}\na,1\n"));
        assert!(found[0].starts_with("unknown-unit"), "{header}: {found:?}");
    }
    let found = faults(&[amount("million rial")], "id,sales (dollar)\na,1\n");
    assert!(found[0].contains("`dollar`") && found[0].contains("`million toman`"), "{found:?}");
}

#[test]
fn a_fields_own_unit_is_known_by_its_other_words() {
    let data = DataSpec { units: vec![("person".to_owned(), vec!["نفر".to_owned()])], ..data() };
    let staff = Field { unit: Some(unit("person")), ..field("staff", "count") };
    let share = Field { unit: Some(unit("%")), ..field("share", "percent") };
    let text = "id,staff (نفر),share (درصد)\na,12,5\nb,12 نفر,۵٪\nc,۱۲ نفر,5 %\nd,12 person,۵ درصد\n";
    let intake = read_years(&[staff, share], &data, &[("a.csv", text)]).unwrap();
    assert_eq!(rows(&intake.entries), ["a||12|5|", "b||12|5|", "c||12|5|", "d||12|5|"]);
}

#[test]
fn a_header_may_name_year_and_money_without_parentheses() {
    let sales = Field { history: 1, ..amount("million rial") };
    for (now, before) in [
        ("sales سال جاری", "sales سال قبل"),
        ("sales به میلیون ریال", "sales سال گذشته"),
        ("sales سال ۱۴۰۴", "sales سال ۱۴۰۳ به میلیون ریال"),
        ("sales", "sales previous year in million rials"),
    ] {
        let text = format!("id,{now},{before}\na,3,2\n");
        let intake = read(std::slice::from_ref(&sales), &text).unwrap();
        assert_eq!(rows(&intake.entries), ["a||3|2|"], "{now} {before}");
    }
    let text = "id,sales به تومان,sales سال قبل\na,30000000,2\n";
    let intake = read(&[sales], text).unwrap();
    assert_eq!(rows(&intake.entries), ["a||300|2|"]);
}

#[test]
fn a_word_after_a_number_that_is_not_its_unit_is_a_finding() {
    let fields = [amount("million rial"), Field { unit: Some(unit("%")), ..field("share", "percent") }];
    for (header, sales, share) in [
        ("sales", "12 تومان", "1"),
        ("sales", "12 million", "1"),
        ("sales", "12%", "1"),
        ("sales (toman)", "12 million rial", "1"),
        ("sales (toman)", "12 toman", "1"),
        ("sales", "2/5", "1"),
        ("sales", "12", "5 نفر"),
    ] {
        let intake = read(&fields, &format!("id,{header},share\na,{sales},{share}\n")).unwrap();
        let found = rows(&intake.entries);
        assert!(found[0].contains("unreadable-number"), "{header} {sales} {share}: {found:?}");
    }
    let intake = read(&fields, "id,sales,share\na,12 میلیون ریال,1\nb,12 million rials,1\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||12|1|", "b||12|1|"]);
}

#[test]
fn the_year_of_a_column_in_all_its_forms() {
    let fields = [history(amount("IRR"), 2)];
    for header in [
        "id,sales,sales@prev,sales@prev2",
        "id,sales@1404,sales@1403,sales@1402",
        "id,sales_1404,sales_1403,sales_1402",
        "id,فروش,فروش (سال قبل),فروش (۲ سال قبل)",
        "id,فروش (سال جاری),فروش ۱۴۰۳,فروش سال ۱۴۰۲",
        "id,فروش سال ۱۴۰۴,فروش (سال ۱۴۰۳),فروش-١٤٠٢",
        "id,sales,sales (previous year),sales (2 years before)",
    ] {
        let intake = read(&fields, &format!("{header}\na,3,2,1\n")).unwrap();
        assert_eq!(rows(&intake.entries), ["a||3|2|1|"], "{header}");
        assert_eq!(intake.provenance.place(0, Some(1)).unwrap().column, header.split(',').nth(2));
    }
}

#[test]
fn a_year_and_a_unit_stand_in_one_header() {
    let fields = [history(amount("million rial"), 1)];
    for header in ["فروش سال ۱۴۰۳ (تومان)", "فروش (تومان) ۱۴۰۳", "sales@prev (toman)", "sales (toman)@prev"]
    {
        let intake = read(&fields, &format!("id,sales,{header}\na,2,100000\n")).unwrap();
        assert_eq!(rows(&intake.entries), ["a||2|1|"], "{header}");
    }
}

#[test]
fn a_year_that_is_not_asked_for_is_told_and_not_read() {
    let fields = [Field { optional: true, ..history(amount("IRR"), 1) }];
    let intake = read(&fields, "id,sales,sales_1403,sales_1402,sales_1405\na,3,2,1,4\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||3|2|"]);
    assert_eq!(
        notices(&intake, "unknown-column"),
        [
            "the column `sales_1402` is not read: \"sales\" is not asked for in that year",
            "the column `sales_1405` is not read: \"sales\" is not asked for in that year",
        ]
    );
    let intake = read_years(&fields, &data(), &[("a.csv", "id,sales,sales_1403\na,3,2\n")]).unwrap();
    let told = notices(&intake, "unknown-column");
    assert!(
        told[0].ends_with("since the year of the current data is not declared; tell the secretariat"),
        "{told:?}"
    );
}

#[test]
fn two_headers_of_one_year_are_a_fault() {
    let found = faults(&[history(amount("IRR"), 1)], "id,sales,sales_1403,sales@prev\na,3,2,1\n");
    assert_eq!(
        found,
        ["duplicate-column: the headers `sales_1403` and `sales@prev` both name the same column"]
    );
    let found = faults(&[amount("IRR")], "id,sales,sales (toman)\na,3,2\n");
    assert_eq!(
        found,
        ["duplicate-column: the headers `sales` and `sales (toman)` both name the same column"]
    );
}

#[test]
fn a_header_of_the_rulebook_is_never_taken_apart() {
    let fields = [
        Field { columns: vec!["sales (gross)".to_owned()], ..field("sales_1403", "number") },
        Field { optional: true, ..history(amount("IRR"), 1) },
    ];
    let intake = read(&fields, "id,sales (gross),sales\na,1,2\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|2|<not-submitted>|"]);
    let intake = read(&fields, "id,sales_1403,sales\na,1,2\n").unwrap();
    assert_eq!(rows(&intake.entries), ["a||1|2|<not-submitted>|"]);
}

/// Claims as text: entry, column, claimed.
fn claims(intake: &Intake) -> Vec<(u32, u16, String)> {
    let text = |cell: &Cell| match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Choice(choice) => format!("choice {choice}"),
        Cell::Text(text) => format!("{text:?}"),
    };
    intake.entries.claims.iter().map(|claim| (claim.entry, claim.column, text(&claim.claimed))).collect()
}

#[test]
fn a_verified_value_counts_and_the_claim_stays() {
    let fields = [field("sector", "choice"), amount("million rial")];
    let text = "id,sector,sales,sales:verified (toman)\n\
        a,farm,12,\n\
        b,farm,12,1100000\n\
        c,farm,,1100000\n\
        d,farm,many,1100000\n\
        e,farm,12,few\n\
        f,farm,many,\n\
        g,farm,12,pending\n";
    let intake = read(&fields, text).unwrap();
    let found = rows(&intake.entries);
    assert_eq!(&found[..4], ["a||0|12|", "b||0|11|", "c||0|11|", "d||0|11|"]);
    assert!(found[4].starts_with("e||0|<not-submitted>|Some(1) unreadable-number: `few`"), "{found:?}");
    assert!(found[5].starts_with("f||0|<not-submitted>|Some(1) unreadable-number: `many`"), "{found:?}");
    assert_eq!(found[6], "g||0|<pending>|");
    let twelve = |entry| (entry, 1, "12".to_owned());
    assert_eq!(claims(&intake), [twelve(1), (3, 1, "\"many\"".to_owned()), twelve(4), twelve(6)]);
    let column = |entry| intake.provenance.place(entry, Some(1)).unwrap().column;
    assert_eq!(column(0), Some("sales"));
    assert_eq!(column(1), Some("sales:verified (toman)"));
    assert_eq!(column(6), Some("sales:verified (toman)"));
}

#[test]
fn the_status_of_evidence_decides_over_the_claim() {
    let text = "id,فروش,فروش (وضعیت مستندات)\n\
        a,12,\n\
        b,12,پذیرفته شده\n\
        c,12,ردشده\n\
        d,12,در دست بررسی\n\
        e,12,not applicable\n\
        f,12,almost\n\
        g,,rejected\n\
        h,12,-\n\
        i,12,قبول\n";
    let data = DataSpec { accepted_words: vec!["قبول".to_owned()], ..data() };
    let intake = read_years(&[amount("IRR")], &data, &[("a.csv", text)]).unwrap();
    let found = rows(&intake.entries);
    let status = |id: &str, status: &str| format!("{id}||<{status}>|");
    assert_eq!(&found[..2], ["a||12|", "b||12|"]);
    assert_eq!(found[2], status("c", "rejected"));
    assert_eq!(found[3], status("d", "pending"));
    assert_eq!(found[4], status("e", "not-applicable"));
    assert!(found[5].contains("unreadable-evidence: the status of the evidence, `almost`"), "{}", found[5]);
    assert_eq!(found[6], status("g", "rejected"));
    assert_eq!(found[7], status("h", "not-applicable"));
    assert_eq!(found[8], "i||12|");
    let twelve = |entry| (entry, 0, "12".to_owned());
    assert_eq!(claims(&intake), [twelve(2), twelve(3), twelve(4), twelve(5), twelve(7)]);
    let column = |entry| intake.provenance.place(entry, Some(0)).unwrap().column;
    assert_eq!((column(1), column(2)), (Some("فروش"), Some("فروش (وضعیت مستندات)")));
}

#[test]
fn a_verified_value_with_refused_evidence_is_a_contradiction() {
    let text = "id,sales,sales (verified),sales (evidence)\n\
        a,12,11,accepted\nb,12,11,rejected\nc,12,11,\nd,12,,rejected\ne,12,pending,rejected\nf,12,pending,pending\n";
    let intake = read(&[amount("IRR")], text).unwrap();
    let found = rows(&intake.entries);
    assert_eq!(found[0], "a||11|");
    assert!(found[1].contains("evidence-contradicts: it has a verified value"), "{}", found[1]);
    assert_eq!(found[2], "c||11|");
    assert_eq!(found[3], "d||<rejected>|");
    assert!(found[4].contains("evidence-contradicts: the cell of the verified value says"), "{}", found[4]);
    assert_eq!(found[5], "f||<pending>|");
}

#[test]
fn every_kind_of_field_can_be_verified() {
    let fields =
        [field("sector", "choice"), field("on", "date"), field("valid", "yes-no"), field("note", "text")];
    let text = "id,sector,sector:verified,on,on:verified,valid,valid:verified,note,note:verified\n\
        a,farm,home,1404/01/01,1404/01/02,yes,no,x,y\n";
    let intake = read(&fields, text).unwrap();
    let day = bartar_criteria::calendar::jalali_days(1404, 1, 1).unwrap();
    assert_eq!(rows(&intake.entries), [format!("a||1|{}|0|\"y\"|", day + 1)]);
    let wanted = ["choice 0".to_owned(), day.to_string(), "choice 1".to_owned(), "\"x\"".to_owned()];
    assert_eq!(claims(&intake).into_iter().map(|(.., claimed)| claimed).collect::<Vec<_>>(), wanted);
}

#[test]
fn columns_of_another_year_can_be_verified() {
    let specs = [ColumnSpec { field: 0, years_before: 0 }, ColumnSpec { field: 0, years_before: 1 }];
    assert_eq!(super::specs(&[history(amount("IRR"), 1)]), specs);
    let text = "id,sales,sales@prev,sales@prev:verified\na,3,2,1\n";
    let intake = read(&[history(amount("IRR"), 1)], text).unwrap();
    assert_eq!(rows(&intake.entries), ["a||3|1|"]);
    assert_eq!(claims(&intake), [(0, 1, "2".to_owned())]);
}

#[test]
fn national_ids_are_read_and_checked() {
    let fields = [field("nid", "national-id")];
    let text = "id,nid\na,۱۰۳۸۰۲۸۴۷۹۰\nb,\u{200F}10101837663 \nc,1038028479\nd,10380284791\ne,\nf,-\n";
    let intake = read(&fields, text).unwrap();
    let found = rows(&intake.entries);
    assert_eq!(found[0], "a||\"10380284790\"|");
    assert_eq!(found[1], "b||\"10101837663\"|");
    assert!(found[2].contains("not-national-id: `1038028479`: it has 10 digits"), "{}", found[2]);
    assert!(found[3].contains("the check digit of this national id is wrong"), "{}", found[3]);
    assert_eq!(&found[4..], ["e||\"\"|", "f||\"\"|"]);
}
