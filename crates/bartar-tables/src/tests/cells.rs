//! What cells mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use bartar_criteria::exact::Dialect;
use bartar_criteria::rulebook::{Calendar, Choice, DataSpec, Field, FieldKind};
use bartar_criteria::text::Text;

use super::{cell, read_csv, read_files};
use crate::testing::{data, field, ranged};

/// Reads each text as a quoted cell; answers with what it means, or with code and English message.
fn meanings(field: Field, data: &DataSpec, texts: &[&str]) -> Vec<String> {
    let mut file = "id,x\n".to_owned();
    for (row, text) in texts.iter().enumerate() {
        file.push_str(&format!("e{row},\"{}\"\n", text.replace('"', "\"\"")));
    }
    let field = Field { id: "x".to_owned(), ..field };
    let intake = read_files(&[field], data, &[("a.csv", file)]).unwrap();
    let mut meanings: Vec<String> = (0..texts.len()).map(|row| cell(&intake.entries, row, 0)).collect();
    for fault in &intake.entries.faults {
        assert_eq!(fault.column, Some(0));
        let meaning = &mut meanings[fault.entry as usize];
        assert_eq!(meaning, "<not-submitted>");
        *meaning = format!("{}: {}", fault.code.name(), fault.message.en);
    }
    meanings
}

fn codes(field: Field, texts: &[&str]) -> Vec<String> {
    let all = meanings(field, &data(), texts);
    all.into_iter().map(|meaning| meaning.split(": ").next().unwrap().to_owned()).collect()
}

#[test]
fn numbers_of_three_scripts_are_read() {
    assert_eq!(
        meanings(
            field("x", "number"),
            &data(),
            &[
                "12.5",
                "۱۲٫۵",
                "۱۲٬۵۰۰",
                "١٢٫٥",
                "1e3",
                "-0.50",
                "\u{2212}7",
                " 7 ",
                "\u{200F}۷\u{A0}",
                "007",
                "+3"
            ]
        ),
        ["12.5", "12.5", "12500", "12.5", "1000", "-0.5", "-7", "7", "7", "7", "3"]
    );
    assert_eq!(
        meanings(
            field("x", "number"),
            &data(),
            &["123456789012345678901234567890.5", "0.000000000000000000000001"]
        ),
        ["123456789012345678901234567890.5", "0.000000000000000000000001"]
    );
}

#[test]
fn a_decimal_comma_in_the_machines_dialect_is_not_guessed() {
    let found = meanings(field("x", "number"), &data(), &["12,5", "1,250", "abc\u{202E}\n", "12.", "2/5"]);
    assert_eq!(
        found[0],
        "unreadable-number: `12,5` was not read. The comma parts neither decimals nor thousands here; write decimals after \".\", and thousands together."
    );
    assert!(found[1].starts_with("unreadable-number: `1,250`"), "{}", found[1]);
    assert!(found[2].starts_with("unreadable-number: `abc` was not read."), "{}", found[2]);
    assert!(found[3].starts_with("unreadable-number: `12.`"), "{}", found[3]);
    assert!(found[4].starts_with("unreadable-number: `2/5`"), "{}", found[4]);
}

#[test]
fn what_was_meant_by_a_number_is_offered() {
    let last = |kind: &str, cell: &str| {
        let found = meanings(field("x", kind), &data(), &[cell]).remove(0);
        found.split(". ").last().unwrap().to_owned()
    };
    let no_datum = "If there is no datum, leave the cell empty.";
    for word in ["N/A", "؟", "ندارد"] {
        assert_eq!(last("number", word), no_datum, "{word}");
    }
    // The dash that a word processor puts in place of the declared one.
    assert_eq!(last("number", "–"), "<not-applicable>");
    assert_eq!(last("number", "۱۲،۷۰۰"), "If thousands are meant, write ۱۲۷۰۰.");
    assert_eq!(last("number", "1,250"), "If thousands are meant, write 1250.");
    assert!(!last("number", "12,5").contains("thousands are meant"));
    assert_eq!(
        last("percent", "% 73.4"),
        "This field is a percentage already; leave the sign out and write 73.4."
    );
    assert!(last("number", "73.4%").starts_with("The percent sign is not part of a number here"));
}

#[test]
fn a_percentage_is_told_in_percent_whatever_its_unit_and_a_ratio_never() {
    let cells = ["85%", "۸۵٪", "85 %", "۸۵ درصد", "85 percent", "85"];
    for unit in [None, Some("%"), Some("pct-pt"), Some("ratio")] {
        let of = |kind| Field { unit: unit.map(crate::testing::unit), ..field("x", kind) };
        assert_eq!(meanings(of("percent"), &data(), &cells), ["85"; 6], "{unit:?}");
        if unit != Some("%") {
            let found = meanings(of("number"), &data(), &cells);
            assert!(found[..5].iter().all(|found| found.starts_with("unreadable-number")), "{found:?}");
        }
    }
}

#[test]
fn an_apostrophe_parts_thousands() {
    let found =
        meanings(field("x", "amount"), &data(), &["12'500'000", "۱۲’۵۰۰", "-1'250.5", "12'50", "'125"]);
    assert_eq!(found[..3], ["12500000", "12500", "-1250.5"]);
    assert!(found[3..].iter().all(|found| found.starts_with("unreadable-number")), "{found:?}");
}

#[test]
fn a_declared_decimal_comma_is_read() {
    let dialect = Dialect { decimal: ',', thousands: Some('.'), exponent: false, ..Dialect::default() };
    let data = DataSpec { dialect, ..data() };
    let found = meanings(field("x", "number"), &data, &["12,5", "1.250", "12", "1.5"]);
    assert_eq!(found[..3], ["12.5", "1250", "12"]);
    assert!(found[3].starts_with("unreadable-number"), "{}", found[3]);
}

#[test]
fn statuses_of_missing_data() {
    for kind in ["number", "count", "percent", "date", "choice", "yes-no"] {
        assert_eq!(
            meanings(field("x", kind), &data(), &["", " ", "\u{A0}", "-", " - ", "pending"]),
            [
                "<not-submitted>",
                "<not-submitted>",
                "<not-submitted>",
                "<not-applicable>",
                "<not-applicable>",
                "<pending>"
            ],
            "{kind}"
        );
    }
    assert_eq!(meanings(field("x", "text"), &data(), &["", " a\nb ", "-"]), ["\"\"", "\"a\\nb\"", "\"-\""]);
}

#[test]
fn a_missing_word_that_looks_like_a_number_is_a_status() {
    let missing_words = vec![("-1".to_owned(), bartar_criteria::missing::Missing::Rejected)];
    let data = DataSpec { missing_words, ..data() };
    assert_eq!(meanings(field("x", "number"), &data, &["-1", "-1.0", "1"]), ["<rejected>", "-1", "1"]);
}

#[test]
fn counts_decimals_and_ranges() {
    assert_eq!(codes(field("x", "count"), &["3", "3.0", "3.5", "-1"]), ["3", "3", "not-whole", "-1"]);
    let two = Field { decimals: Some(2), ..field("x", "number") };
    assert_eq!(codes(two, &["1.25", "1.250", "1.251"]), ["1.25", "1.25", "too-many-decimals"]);
    assert_eq!(
        codes(ranged(field("x", "percent"), "[0, 100]"), &["0", "100", "100.00", "100.01", "-0.1", "12.5"]),
        ["0", "100", "100", "out-of-range", "out-of-range", "12.5"]
    );
    assert_eq!(
        codes(ranged(field("x", "number"), "(0, 0.125)"), &["0", "0.1", "0.12", "0.125", "0.13", "1"]),
        ["out-of-range", "0.1", "0.12", "out-of-range", "out-of-range", "out-of-range"]
    );
    assert_eq!(
        codes(ranged(field("x", "number"), "[1, 2] or [4, 5]"), &["1", "3", "5"]),
        ["1", "out-of-range", "5"]
    );
    assert_eq!(
        codes(
            ranged(field("x", "number"), "(-inf, 1000000000000000000000000000000]"),
            &["5", "-999999999999999999"]
        ),
        ["5", "-999999999999999999"]
    );
    assert_eq!(codes(field("x", "number"), &["1234567890123456789012345678901234567"]), ["number-too-long"]);
}

#[test]
fn choices_by_id_title_or_spelling() {
    assert_eq!(
        codes(
            field("x", "choice"),
            &[
                "farm",
                "کشاورزی",
                "agriculture",
                "AGRICULTURE",
                "agri",
                "home",
                " مسکن ",
                "خانه‌سازی",
                "Farm",
                "x"
            ]
        ),
        ["0", "0", "0", "0", "0", "1", "1", "1", "0", "unreadable-choice"]
    );
    let found = meanings(field("x", "choice"), &data(), &["Farms\u{202E}"]);
    assert_eq!(
        found[0],
        "unreadable-choice: `Farms` is none of the choices; perhaps `farm` (Agriculture) is meant. The choices: `farm` (Agriculture), `home` (Housing)"
    );
}

#[test]
fn the_name_of_the_field_may_stand_beside_the_choice() {
    let named = || Field {
        title: Text::new("رشتهٔ فعالیت", "Sector"),
        columns: vec!["رشته".to_owned()],
        ..field("x", "choice")
    };
    let cells =
        ["رشته کشاورزی", "رشتة\u{200C}فعاليت مسكن", "رشتهٔ  خانه سازی", "Housing sector", "sector agri"];
    assert_eq!(codes(named(), &cells), ["0", "1", "1", "1", "0"]);
    // What follows must be a choice, and the name a word by itself.
    for cell in ["رشته", "رشته رشته", "رشته دیگر", "رشتهکشاورزی", "بخش کشاورزی", "رشته -"]
    {
        assert_eq!(codes(named(), &[cell]), ["unreadable-choice"], "{cell}");
    }
}

#[test]
fn of_many_choices_the_nearest_are_listed_first() {
    let names = [
        ("Alborz", "البرز"),
        ("Ardabil", "اردبیل"),
        ("Fars", "فارس"),
        ("Gilan", "گیلان"),
        ("Ilam", "ایلام"),
        ("Kerman", "کرمان"),
        ("Markazi", "مرکزی"),
        ("Qom", "قم"),
        ("Tehran", "تهران"),
        ("Yazd", "یزد"),
    ];
    let choice = |(en, fa): &(&str, &str)| Choice {
        id: en.to_lowercase(),
        title: Text::new(*fa, *en),
        spellings: Vec::new(),
        group: None,
    };
    let province = || Field {
        title: Text::new("استان", "Province"),
        kind: FieldKind::Choice(names.iter().map(choice).collect()),
        ..field("province", "choice")
    };
    let said = |cell: &str| {
        let file = format!("id,province\na,{cell}\n");
        read_files(&[province()], &data(), &[("a.csv", file)]).unwrap().entries.faults.remove(0).message
    };
    // A slip, and a word before the choice.
    for cell in ["تهرن", "شهر تهران"] {
        let Text { fa, en } = &*said(cell);
        assert!(
            fa.starts_with(&format!(
                "«{cell}» از گزینه‌ها نیست؛ شاید منظور «تهران» (tehran) است. گزینه‌ها: «تهران»"
            )),
            "{fa}"
        );
        assert!(fa.ends_with(" و ۲ گزینهٔ دیگر؛ فهرست کامل گزینه‌های «استان» را دبیرخانه دارد"), "{fa}");
        assert!(
            en.ends_with(" and 2 more; the secretariat has the whole list of the choices of \"Province\""),
            "{en}"
        );
    }
    assert!(!said("خراسان بزرگ").en.contains("perhaps"));
}

#[test]
fn a_choice_in_another_encoding_is_the_same_choice() {
    // Arabic kaf and yeh, presentation forms, a mark of direction inside, vowel signs; blank or nothing for the
    // non-joiner.
    for cell in ["كشاورزي", "ﻛﺸﺎﻭﺭﺯﻱ", "کشا\u{200F}ورزی", "کِشاورزی", "کشاورزى"]
    {
        assert_eq!(codes(field("x", "choice"), &[cell]), ["0"], "{}", cell.escape_unicode());
    }
    assert_eq!(codes(field("x", "choice"), &["خانه سازي", "خانهسازی", "خانة\u{200C}سازی"]), ["1"; 3]);
    // A letter more or less is another word.
    assert_eq!(codes(field("x", "choice"), &["کشاورز", "خانهسازیی"]), ["unreadable-choice"; 2]);
    assert_eq!(
        codes(field("x", "yes-no"), &["خير", "بلي", "آري", "ﺑﻠﻪ", "۱", "٠"]),
        ["0", "1", "1", "1", "1", "0"]
    );
}

#[test]
fn choices_that_only_their_encoding_tells_apart_are_not_guessed() {
    let mut field = field("x", "choice");
    if let FieldKind::Choice(choices) = &mut field.kind {
        choices[1].spellings.push("كشاورزي".to_owned());
        choices[1].id = "Agri".to_owned();
    }
    let unreadable = "unreadable-choice";
    let cells = ["farm", "Agri", "agri", "AGRI", "کشاورزی", "كشاورزي", "مسکن"];
    assert_eq!(codes(field, &cells), ["0", "1", unreadable, unreadable, unreadable, unreadable, "1"]);
}

#[test]
fn a_missing_word_in_another_encoding_is_the_same_status() {
    use bartar_criteria::missing::Missing;
    let missing_words = vec![
        ("در دست بررسی".to_owned(), Missing::Pending),
        ("N/A".to_owned(), Missing::NotApplicable),
        ("رد".to_owned(), Missing::Rejected),
        ("ﺭﺩ".to_owned(), Missing::Pending),
    ];
    let data = DataSpec { missing_words, ..data() };
    for kind in ["number", "count", "percent", "date", "choice", "yes-no"] {
        let found = meanings(field("x", kind), &data, &["در دست بررسي", "n/a", "رد", "ﺭﺩ", "رَد"]);
        assert_eq!(found[..4], ["<pending>", "<not-applicable>", "<rejected>", "<pending>"], "{kind}");
        assert!(found[4].starts_with("unreadable-"), "{kind}: {}", found[4]);
    }
}

#[test]
fn a_spelling_of_two_choices_is_neither() {
    let mut field = field("x", "choice");
    if let FieldKind::Choice(choices) = &mut field.kind {
        choices[1].spellings.push("AGRI".to_owned());
    }
    assert_eq!(codes(field, &["agri", "farm"]), ["unreadable-choice", "0"]);
}

#[test]
fn yes_and_no() {
    assert_eq!(
        codes(field("x", "yes-no"), &["1", "TRUE", "Yes", "y", "T", "بله", "بلی", "آری", "دارد"]),
        ["1"; 9]
    );
    assert_eq!(codes(field("x", "yes-no"), &["0", "False", "NO", "n", "f", "خیر", "نه", "ندارد"]), ["0"; 8]);
    assert_eq!(
        meanings(field("x", "yes-no"), &data(), &["✓"]),
        ["unreadable-yes-no: `✓` is neither yes nor no; write `yes` or `no`"]
    );
}

#[test]
fn dates_of_both_calendars() {
    // 2025-09-04 is 1404-06-13: 20,335 days after 1970-01-01.
    assert_eq!(
        codes(
            field("x", "date"),
            &["2025-09-04", "1404/06/13", "۱۴۰۴-۰۶-۱۳", "1404-12-30", "99/1/1", "today"]
        ),
        ["20335", "20335", "20335", "unreadable-date", "unreadable-date", "unreadable-date"]
    );
    let jalali = Field { kind: FieldKind::Date(Calendar::Jalali), ..field("x", "date") };
    assert_eq!(codes(jalali, &["1404-06-13", "2025-09-04"]), ["20335", "unreadable-date"]);
    assert_eq!(
        meanings(ranged(field("x", "date"), "(-inf, 20335]"), &data(), &["1404-06-13", "1404-06-14"]),
        ["20335", "out-of-range: the date `1404-06-14` lies outside the allowed range; check it"]
    );
    let long = meanings(field("x", "date"), &data(), &[&"9".repeat(5000)]);
    assert!(long[0].len() < 300, "{}", long[0]);
}

#[test]
fn messages_quote_no_more_than_sixty_characters() {
    let long = "x".repeat(100_000);
    for kind in ["number", "date", "choice", "yes-no"] {
        let found = meanings(field("x", kind), &data(), &[&long]);
        assert!(found[0].contains('…') && found[0].len() < 500, "{kind}: {}", found[0]);
    }
}

#[test]
fn dates_in_the_forms_of_hand_filled_files() {
    let found = meanings(
        field("x", "date"),
        &data(),
        &[
            "1404/05/09",
            "14040509",
            "\u{200F}۹ مرداد ۱۴۰۴",
            "9 مردادماه 1404",
            "1404.5.9",
            "99/12/30",
            "09/05/1404",
        ],
    );
    let day = bartar_criteria::calendar::jalali_days(1404, 5, 9).unwrap().to_string();
    assert!(found[..5].iter().all(|found| *found == day), "{found:?}");
    assert!(found[5].contains("two digits") && found[6].contains("the year comes last"), "{found:?}");
}

#[test]
fn negatives_in_the_ways_that_the_rulebook_declares() {
    let dialect = Dialect { parentheses: true, trailing_minus: true, ..Dialect::default() };
    let data = DataSpec { dialect, ..data() };
    let found = meanings(field("x", "number"), &data, &["(12)", "۱۲-", "\u{2212}12", "(۱۲٫۵)", "-", "(-1)"]);
    assert_eq!(found[..5], ["-12", "-12", "-12", "-12.5", "<not-applicable>"]);
    assert!(found[5].starts_with("unreadable-number"), "{}", found[5]);
    let found = meanings(field("x", "number"), &super::data(), &["(12)", "12-", "\u{2212}12"]);
    assert!(found[0].contains("unreadable-number") && found[1].contains("unreadable-number"));
    assert_eq!(found[2], "-12");
}

#[test]
fn what_is_said_of_many_rows_is_kept_once() {
    let mut file = "id,number,count\n".to_owned();
    for _ in 0..5_000 {
        file.push_str("same,abc,1.5\n");
    }
    let intake = read_csv(&[field("number", "number"), field("count", "count")], file).unwrap();
    let faults = &intake.entries.faults;
    assert_eq!(faults.len(), 15_000);
    let messages: BTreeSet<_> = faults.iter().map(|fault| Arc::as_ptr(&fault.message)).collect();
    assert_eq!(messages.len(), 3, "of the id and of either cell");
    let groups: BTreeSet<_> =
        faults.iter().filter_map(|fault| fault.group.as_ref()).map(|group| group.rows().as_ptr()).collect();
    assert_eq!(groups.len(), 1);
    assert_eq!(faults.iter().find_map(|fault| fault.group.as_ref()).unwrap().rows().len(), 5_000);
}
