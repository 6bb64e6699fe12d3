//! What was filed, in its canonical order and spelling: the entries, their faults and claims, the marks and the amendments.

use crate::text::{Row, datum};
use bartar_criteria::Rulebook;
use bartar_criteria::rulebook::Field;
use bartar_scoring::amendments::{Amendment, Change};
use bartar_scoring::entries::{Cell, Claim, Entries, Fault};
use bartar_scoring::panel::{Mark, MarkCell};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The entries as filed, with their numbers in the record.
pub struct Filing<'a> {
    pub rulebook: &'a Rulebook,
    pub entries: &'a Entries,
    /// Rows of the entries, in canonical order: by id, and where an id comes more than once by all that was filed.
    pub order: Vec<u32>,
    /// By row: the entry's number, from 1.
    pub numbers: Vec<u32>,
    /// Columns that are public.
    pub public: Vec<usize>,
    /// Columns that are not.
    pub confidential: Vec<usize>,
    faults: BTreeMap<u32, Vec<&'a Fault>>,
}

impl<'a> Filing<'a> {
    /// Puts the entries in order.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, entries: &'a Entries) -> Self {
        let (public, confidential) = columns(rulebook);
        let mut faults: BTreeMap<u32, Vec<&Fault>> = BTreeMap::new();
        for fault in &entries.faults {
            faults.entry(fault.entry).or_default().push(fault);
        }
        for faults in faults.values_mut() {
            faults.sort_by_key(|fault| (fault.column, fault.code.name(), fault.message.en.as_str()));
        }
        let mut filing =
            Self { rulebook, entries, order: Vec::new(), numbers: Vec::new(), public, confidential, faults };
        let id = |row: u32| entries.ids.get(row as usize);
        let mut order: Vec<u32> = (0..index(entries.len())).collect();
        order.par_sort_unstable_by(|a, b| id(*a).cmp(id(*b)));
        order.par_chunk_by_mut(|a, b| id(*a) == id(*b)).filter(|same| same.len() > 1).for_each(|same| {
            same.sort_by_cached_key(|row| filing.all_of(*row));
        });
        filing.numbers = vec![0; order.len()];
        for (number, row) in order.iter().enumerate() {
            filing.numbers[*row as usize] = index(number + 1);
        }
        filing.order = order;
        filing
    }

    /// The number of an entry, from 1.
    #[must_use]
    pub fn number(&self, row: u32) -> u32 {
        self.numbers.get(row as usize).copied().unwrap_or(0)
    }

    fn field(&self, column: usize) -> &Field {
        &self.rulebook.fields[self.rulebook.columns[column].field]
    }

    /// All that was filed of an entry, whatever its number.
    fn all_of(&self, row: u32) -> Vec<u8> {
        let mut text = Vec::new();
        self.public_row(row, 0, &mut text);
        self.confidential_rows(row, 0, &mut text);
        text
    }

    /// The header of `entries.csv`.
    pub fn public_header(&self, text: &mut Vec<u8>) {
        self.header(&["entry", "id", "name"], &self.public, text);
    }

    /// The header of `confidential/entries.csv`.
    pub fn confidential_header(&self, text: &mut Vec<u8>) {
        self.header(&["entry"], &self.confidential, text);
    }

    fn header(&self, first: &[&str], columns: &[usize], text: &mut Vec<u8>) {
        let mut row = Row::new(text);
        for name in first {
            row.word(name);
        }
        for column in columns {
            row.text(&self.rulebook.column_name(*column));
        }
        row.end();
    }

    /// An entry's row in `entries.csv`.
    pub fn public_row(&self, entry: u32, number: u32, text: &mut Vec<u8>) {
        let at = entry as usize;
        let mut row = Row::new(text);
        row.count(number);
        row.text(self.entries.ids.get(at));
        row.text(self.entries.names.get(at));
        self.data(&mut row, &self.public, at);
        row.end();
    }

    /// An entry's row in `confidential/entries.csv`.
    pub fn confidential_row(&self, entry: u32, number: u32, text: &mut Vec<u8>) {
        let mut row = Row::new(text);
        row.count(number);
        self.data(&mut row, &self.confidential, entry as usize);
        row.end();
    }

    fn data(&self, row: &mut Row<'_>, columns: &[usize], entry: usize) {
        for column in columns {
            datum::write(row, self.field(*column), &self.entries.columns[*column], entry);
        }
    }

    /// An entry's rows in `confidential/claims.csv`: what was claimed where something else counts.
    pub fn claims_rows(&self, entry: u32, number: u32, text: &mut Vec<u8>) {
        let first = self.entries.claims.partition_point(|claim| claim.entry < entry);
        for Claim { column, claimed, .. } in
            self.entries.claims[first..].iter().take_while(|claim| claim.entry == entry)
        {
            let column = usize::from(*column);
            let mut row = Row::new(text);
            row.count(number);
            row.text(&self.rulebook.column_name(column));
            row.word(match claimed {
                Cell::Text(_) => "text",
                Cell::Number(_) | Cell::Choice(_) => "datum",
            });
            datum::write_cell(&mut row, self.field(column), &Ok(claimed.clone()));
            row.end();
        }
    }

    /// An entry's rows in `confidential/faults.csv`: what reading found about it.
    pub fn faults_rows(&self, entry: u32, number: u32, text: &mut Vec<u8>) {
        for fault in self.faults.get(&entry).into_iter().flatten() {
            let mut row = Row::new(text);
            row.count(number);
            match fault.column {
                Some(column) => row.text(&self.rulebook.column_name(usize::from(column))),
                None => row.empty(),
            }
            row.word(fault.code.name());
            row.text(&fault.message.fa);
            row.text(&fault.message.en);
            row.end();
        }
    }

    /// What is confidential of an entry: its rows in the three parts.
    pub fn confidential_rows(&self, entry: u32, number: u32, text: &mut Vec<u8>) {
        self.confidential_row(entry, number, text);
        self.claims_rows(entry, number, text);
        self.faults_rows(entry, number, text);
    }
}

/// The columns that entries are filed with: the public ones, and the confidential ones. Those of the panel are made of marks.
#[must_use]
pub fn columns(rulebook: &Rulebook) -> (Vec<usize>, Vec<usize>) {
    let field = |column: &usize| &rulebook.fields[rulebook.columns[*column].field];
    (0..rulebook.columns.len())
        .filter(|column| !field(column).of_panel)
        .partition(|column| !field(column).confidential)
}

/// A row as a number that fits.
#[must_use]
pub fn index(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// The header of `confidential/marks.csv`.
pub const MARKS_HEADER: &str = "judge,entry,criterion,kind,mark,message_fa,message_en,recused,reason\n";

/// `confidential/marks.csv`: a row for each line of the judges' marks, sorted.
#[must_use]
pub fn marks_text(marks: &[Mark]) -> Vec<u8> {
    let mut rows: Vec<Vec<u8>> = marks.iter().map(mark_row).collect();
    rows.sort_unstable();
    std::iter::once(MARKS_HEADER.as_bytes().to_vec()).chain(rows).flatten().collect()
}

fn mark_row(mark: &Mark) -> Vec<u8> {
    let mut text = Vec::new();
    let mut row = Row::new(&mut text);
    row.text(&mark.judge);
    row.text(&mark.entry);
    row.text(&mark.criterion);
    match &mark.mark {
        MarkCell::Given(number) => {
            row.word("given");
            row.decimal(number);
            row.empty();
            row.empty();
        }
        MarkCell::Blank => {
            row.word("blank");
            (0..3).for_each(|_| row.empty());
        }
        MarkCell::Unreadable(written, code, message) => {
            row.word(code.name());
            row.text(written);
            row.text(&message.fa);
            row.text(&message.en);
        }
    }
    row.word(if mark.recusal.is_some() { "yes" } else { "no" });
    row.text(mark.recusal.as_deref().unwrap_or_default());
    row.end();
    text
}

/// The header of `confidential/amendments.csv`.
pub const AMENDMENTS_HEADER: &str = "set,entry,id,field,datum,old,new,reason,decision,by\n";

/// `confidential/amendments.csv`: a row for each decision, by set, then sorted.
#[must_use]
pub fn amendments_text(filing: &Filing<'_>, amendments: &[Amendment]) -> Vec<u8> {
    let mut rows: Vec<(u32, Vec<u8>)> =
        amendments.iter().map(|amendment| (amendment.set, amendment_row(filing, amendment))).collect();
    rows.sort_unstable();
    std::iter::once(AMENDMENTS_HEADER.as_bytes().to_vec())
        .chain(rows.into_iter().map(|(_, row)| row))
        .flatten()
        .collect()
}

fn amendment_row(filing: &Filing<'_>, amendment: &Amendment) -> Vec<u8> {
    let mut text = Vec::new();
    let mut row = Row::new(&mut text);
    row.count(amendment.set);
    row.count(filing.number(amendment.row));
    row.text(filing.entries.ids.get(amendment.row as usize));
    row.text(&amendment.field(filing.rulebook).0);
    match &amendment.change {
        Change::Withdraw => row.empty(),
        Change::Correct { column, new } => datum::write_cell(&mut row, filing.field(*column), new),
    }
    row.text(&amendment.old);
    row.text(&amendment.new);
    row.text(&amendment.reason);
    row.word(if amendment.accepted { "accepted" } else { "rejected" });
    row.text(&amendment.by);
    row.end();
    text
}
