//! The same data give the same entries, however they are written, shuffled or split.

use bartar_criteria::calendar::format_date;
use bartar_criteria::rulebook::{Calendar, Field};
use polars::prelude::{Column, DataType};
use proptest::prelude::*;

use super::parquet::parquet;
use super::{read_files, rows};
use crate::testing::{data, field, ranged};

/// One entry's data.
#[derive(Clone, Debug)]
struct Row {
    id: String,
    number: Option<(i64, u32)>,
    count: Option<i64>,
    date: Option<i32>,
    choice: Option<String>,
    yes: Option<bool>,
    text: Option<String>,
}

fn row() -> impl Strategy<Value = Row> {
    (
        "e[0-9]{1,2}|[a-z\" ,;۱]{1,3}x",
        proptest::option::of((-99_999_999_999_999_i64..99_999_999_999_999, 0_u32..7)),
        proptest::option::of(-3_i64..1000),
        proptest::option::of(-7_000_i32..47_000),
        proptest::option::of("farm|home|Housing|nowhere|-|pending"),
        proptest::option::of(any::<bool>()),
        proptest::option::of("[a-z\" ,;\t\n\rی\u{200C}\u{200F}]{0,6}"),
    )
        .prop_map(|(id, number, count, date, choice, yes, text)| Row {
            id,
            number,
            count,
            date,
            choice,
            yes,
            text,
        })
}

fn fields() -> Vec<Field> {
    vec![
        field("number", "number"),
        ranged(field("count", "count"), "[0, 900)"),
        field("date", "date"),
        field("choice", "choice"),
        field("yes", "yes-no"),
        field("text", "text"),
    ]
}

/// The number as it is written: 1250 and 2 is `12.50`.
fn written(number: (i64, u32)) -> String {
    let (mantissa, decimals) = number;
    let digits = format!("{:0width$}", mantissa.unsigned_abs(), width = decimals as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals as usize);
    let sign = if mantissa < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn csv(rows: &[Row], delimiter: char, end: &str, quote_all: bool) -> Vec<u8> {
    let mut file = String::new();
    let mut line = |cells: [String; 7]| {
        let quoted = |cell: &String| {
            if quote_all || cell.contains([delimiter, '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        };
        file.push_str(&cells.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string()));
        file.push_str(end);
    };
    line(["id", "number", "count", "date", "choice", "yes", "text"].map(str::to_owned));
    for row in rows {
        line([
            row.id.clone(),
            row.number.map(written).unwrap_or_default(),
            row.count.map(|count| count.to_string()).unwrap_or_default(),
            row.date.map(|days| format_date(i64::from(days), Calendar::Gregorian)).unwrap_or_default(),
            row.choice.clone().unwrap_or_default(),
            row.yes.map(|yes| yes.to_string()).unwrap_or_default(),
            row.text.clone().unwrap_or_default(),
        ]);
    }
    file.into_bytes()
}

fn columnar(rows: &[Row], floats: bool, group: usize) -> Vec<u8> {
    let column = |name: &str, cells: Vec<Option<String>>| Column::new(name.into(), cells);
    let numbers = if floats {
        let read = |number| written(number).parse::<f64>().unwrap();
        Column::new("number".into(), rows.iter().map(|row| row.number.map(read)).collect::<Vec<_>>())
    } else {
        column("number", rows.iter().map(|row| row.number.map(written)).collect())
    };
    let days = Column::new("date".into(), rows.iter().map(|row| row.date).collect::<Vec<_>>());
    parquet(
        vec![
            column("text", rows.iter().map(|row| row.text.clone()).collect()),
            numbers,
            Column::new("count".into(), rows.iter().map(|row| row.count).collect::<Vec<_>>()),
            days.cast(&DataType::Date).unwrap(),
            column("choice", rows.iter().map(|row| row.choice.clone()).collect()),
            Column::new("yes".into(), rows.iter().map(|row| row.yes).collect::<Vec<_>>()),
            column("id", rows.iter().map(|row| Some(row.id.clone())).collect()),
        ],
        group,
    )
}

fn found(files: &[(&str, Vec<u8>)]) -> Vec<String> {
    rows(&read_files(&fields(), &data(), files).unwrap().entries)
}

/// The entries in an order that does not depend on that of the rows.
fn sorted(mut rows: Vec<String>) -> Vec<String> {
    rows.sort_unstable();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn formats_orders_and_files_make_no_difference(
        given in proptest::collection::vec(row(), 0..20),
        shuffled in any::<u64>(),
        cut in 0_usize..20,
        group in 1_usize..20,
        quote_all in any::<bool>(),
        floats in any::<bool>(),
    ) {
        let expected = found(&[("a.csv", csv(&given, ',', "\n", false))]);
        prop_assert_eq!(&found(&[("a.csv", csv(&given, ';', "\r\n", quote_all))]), &expected);
        prop_assert_eq!(&found(&[("a.txt", csv(&given, '\t', "\r", quote_all))]), &expected);
        prop_assert_eq!(&found(&[("a.parquet", columnar(&given, floats, group))]), &expected);
        let mut other = given.clone();
        other.sort_by_key(|row| (row.number.map_or(0, |(mantissa, _)| mantissa.cast_unsigned() ^ shuffled), row.count));
        let (first, second) = other.split_at(cut.min(other.len()));
        let split = [("b.csv", csv(first, ',', "\n", quote_all)), ("a.parquet", columnar(second, floats, group))];
        prop_assert_eq!(sorted(found(&split)), sorted(expected));
    }
}
