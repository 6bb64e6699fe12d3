//! How fast a large file is read. Not run by itself:
//! `cargo test --release -p bartar-tables -- --ignored --nocapture speed`
#![allow(clippy::print_stdout)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use bartar_criteria::rulebook::Field;
use polars::prelude::Column;

use crate::gather::Reading;
use crate::intake::{Intake, read};
use crate::testing::{columns, data, field, ranged};

const ROWS: u64 = 1_000_000;
const COLUMNS: usize = 60;

/// Numbers as statements have them: counts, amounts, shares with one or two decimals.
fn write_csv(path: &Path) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let names: Vec<String> = (0..COLUMNS).map(|column| format!("f{column}")).collect();
    writeln!(file, "id,{}", names.join(",")).unwrap();
    let mut state = 7_u64;
    for row in 0..ROWS {
        write!(file, "C{row:07}").unwrap();
        for column in 0..COLUMNS {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let random = state >> 33;
            match column % 6 {
                0 => write!(file, ",{}", random % 10_000_000),
                1 => write!(file, ",{}.{:02}", random % 100, random / 128 % 100),
                2 => write!(file, ",{random}"),
                3 => write!(file, ",{}.{}", random % 1_000_000, random / 1024 % 10),
                4 => write!(file, ",{}.{:02}", random % 1_000_000, random / 1024 % 100),
                _ => write!(file, ",{}", random % 100_000),
            }
            .unwrap();
        }
        writeln!(file).unwrap();
    }
}

fn fields() -> Vec<Field> {
    (0..COLUMNS).map(|column| ranged(field(&format!("f{column}"), "number"), "[0, inf)")).collect()
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("").to_owned()
}

fn timed(path: PathBuf) -> Intake {
    let fields = fields();
    let start = Instant::now();
    let intake = read(&Reading::new(&fields, &columns(&fields), &data()), &[path], &|_| {}).unwrap();
    println!("{:?} {}", start.elapsed(), peak());
    assert_eq!(intake.entries.len() as u64, ROWS);
    assert!(intake.entries.faults.is_empty());
    intake
}

#[test]
#[ignore = "half a gigabyte and some seconds"]
fn speed_of_csv() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.csv");
    write_csv(&path);
    for _ in 0..3 {
        timed(path.clone());
    }
}

#[test]
#[ignore = "half a gigabyte and some seconds"]
fn speed_of_parquet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.parquet");
    let mut state = 7_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let ids: Vec<String> = (0..ROWS).map(|row| format!("C{row:07}")).collect();
    let mut all = vec![Column::new("id".into(), ids)];
    for column in 0..COLUMNS {
        let name = format!("f{column}").into();
        all.push(match column % 3 {
            0 => Column::new(name, (0..ROWS).map(|_| random() % 10_000_000).collect::<Vec<_>>()),
            1 => Column::new(name, (0..ROWS).map(|_| hundredths(random() % 10_000)).collect::<Vec<_>>()),
            _ => {
                Column::new(name, (0..ROWS).map(|_| hundredths(random() % 1_000_000_000)).collect::<Vec<_>>())
            }
        });
    }
    std::fs::write(&path, super::parquet::parquet(all, 262_144)).unwrap();
    for _ in 0..3 {
        timed(path.clone());
    }
}

fn hundredths(number: u64) -> f64 {
    format!("{}.{:02}", number / 100, number % 100).parse().unwrap()
}
