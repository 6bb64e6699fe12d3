//! Formulas against values worked out by hand.

mod evaluating;
mod parsing;
mod ranges;
mod reading;

use super::{Absent, Data, Fault, Formula, Names, compile};
use crate::exact::{Decimal, Exact};
use crate::folder::{Folder, FolderSource, load};
use crate::missing::{Datum, Missing};
use crate::rulebook::Rulebook;
use crate::text::Text;
use std::collections::BTreeMap;

struct Alone;

impl FolderSource for Alone {
    fn open(&self, _: &str) -> Result<Folder, Text> {
        Err(Text::same("none"))
    }
}

/// A rulebook whose fields the formulas of these tests read.
fn rulebook() -> Rulebook {
    let folder = Folder {
        files: BTreeMap::from([("rulebook.toml".to_owned(), include_bytes!("rulebook.toml").to_vec())]),
    };
    let loaded = load(&folder, &Alone);
    assert!(loaded.rulebook.is_some(), "{:#?}", loaded.diagnostics);
    loaded.rulebook.unwrap()
}

fn compiled(text: &str, rulebook: &Rulebook) -> Result<Formula, Vec<Fault>> {
    let faulty = ["broken".to_owned()];
    compile(
        text,
        &Names {
            fields: &rulebook.fields,
            columns: &rulebook.columns,
            constants: &rulebook.constants,
            classes: &rulebook.classes,
            reference_date: rulebook.edition.reference_date,
            calendar: rulebook.edition.calendar,
            faulty: &faulty,
        },
    )
}

fn formula(text: &str, rulebook: &Rulebook) -> Formula {
    compiled(text, rulebook).unwrap_or_else(|faults| panic!("{text}: {faults:#?}"))
}

/// An entry: cells by column name, `?` and a status for what is missing.
struct Entry<'a> {
    rulebook: &'a Rulebook,
    cells: BTreeMap<&'a str, &'a str>,
}

impl Entry<'_> {
    fn cell(&self, column: usize) -> Datum<&str> {
        match self.cells.get(self.rulebook.column_name(column).as_str()).copied() {
            None => Err(Missing::NotSubmitted),
            Some("?rejected") => Err(Missing::Rejected),
            Some("?pending") => Err(Missing::Pending),
            Some("?not-submitted") => Err(Missing::NotSubmitted),
            Some("?not-applicable") => Err(Missing::NotApplicable),
            Some(cell) => Ok(cell),
        }
    }
}

impl Data for Entry<'_> {
    fn number(&self, column: usize) -> Datum<Decimal> {
        self.cell(column).map(|cell| cell.parse().unwrap())
    }

    fn choice(&self, column: usize) -> Datum<u16> {
        self.cell(column).map(|cell| cell.parse().unwrap())
    }

    fn is_known(&self, column: usize) -> bool {
        self.cell(column).is_ok()
    }
}

/// The number that a formula gives for an entry.
fn number(text: &str, cells: &[(&str, &str)]) -> Result<Exact, Absent> {
    let rulebook = rulebook();
    let formula = formula(text, &rulebook);
    let entry = Entry { rulebook: &rulebook, cells: cells.iter().copied().collect() };
    formula.as_number().unwrap_or_else(|| panic!("{text} gives no number")).evaluate(&entry)
}

/// The truth that a formula gives for an entry.
fn truth(text: &str, cells: &[(&str, &str)]) -> Result<bool, Absent> {
    let rulebook = rulebook();
    let formula = formula(text, &rulebook);
    let entry = Entry { rulebook: &rulebook, cells: cells.iter().copied().collect() };
    formula.as_truth().unwrap_or_else(|| panic!("{text} gives no truth")).evaluate(&entry)
}

fn exact(num: i128, den: i128) -> Exact {
    Exact::ratio(num, den).unwrap()
}
