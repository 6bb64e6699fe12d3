//! The leaves of a record's tree, put together from the rows of its parts.

use crate::about::About;
use crate::digest::Hash;
use crate::files::{ENTRIES, Files};
use crate::open::{Damage, as_many_entries, salt_key, texts};
use crate::seal::{SECRET_PARTS, add_rows, commitment, commitment_line, salt};
use crate::text::Rows;
use crate::tree;
use bartar_criteria::text;
use rayon::prelude::*;
use std::ops::Range;

/// The rows of one part, by the entry that they are of.
struct PartRows {
    /// The name in the leaf.
    name: String,
    /// The file.
    path: String,
    text: String,
    /// Number of the entry, and where the row stands in the text; by number, else in their order.
    rows: Vec<(u32, Range<usize>)>,
}

impl PartRows {
    /// Reads a part whose rows tell the number of their entry in this cell.
    fn read(files: &Files, name: &str, path: String, cell: usize) -> Result<Self, Damage> {
        let text = texts(files, &path)?.concat();
        let (mut rows, mut cells, mut found) = (Rows::new(&text, 1), Vec::new(), Vec::new());
        let header = rows.next(&mut cells);
        let damaged = |row: usize| Damage {
            part: path.clone(),
            row: Some(row),
            what: text!(fa: "این ردیف خواندنی نیست", en: "this row cannot be read"),
        };
        if header != Some(true) {
            return Err(damaged(1));
        }
        loop {
            let from = text.len() - rows.rest().len();
            match rows.next(&mut cells) {
                Some(false) => break,
                Some(true) => {
                    let number = cells.get(cell).and_then(|cell| cell.parse().ok());
                    let number = number.ok_or_else(|| damaged(rows.number))?;
                    found.push((number, from..text.len() - rows.rest().len()));
                }
                None => return Err(damaged(rows.number)),
            }
        }
        found.sort_by_key(|(number, _)| *number);
        Ok(Self { name: name.to_owned(), path, text, rows: found })
    }

    /// The rows of an entry, one after the other.
    fn of(&self, number: u32) -> impl Iterator<Item = &str> {
        let first = self.rows.partition_point(|(entry, _)| *entry < number);
        let own = self.rows[first..].iter().take_while(move |(entry, _)| *entry == number);
        own.filter_map(|(_, range)| self.text.get(range.clone()))
    }

    /// The one row of an entry.
    fn one(&self, number: u32) -> Result<&str, Damage> {
        let mut own = self.of(number);
        match (own.next(), own.next()) {
            (Some(row), None) => Ok(row),
            _ => Err(Damage {
                part: self.path.clone(),
                row: None,
                what: text!(
                    fa: "برای پروندهٔ {number} یک ردیف ندارد",
                    en: "it does not have one row for entry {number}",
                    numbers: number
                ),
            }),
        }
    }
}

/// What the leaves of a record are made of.
pub struct Leaves {
    /// The key of the salts.
    pub salt_key: Hash,
    count: u32,
    entries: PartRows,
    results: Vec<PartRows>,
    confidential: Vec<PartRows>,
}

impl Leaves {
    /// Reads the parts with rows of entries.
    pub fn read(files: &Files, about: &About) -> Result<Self, Damage> {
        let salt_key = salt_key(files)?;
        let mut results = Vec::new();
        for folder in &about.results {
            for (part, cell) in [("outcomes", 0), ("points", 0), ("standings", 2)] {
                let name = format!("{folder}{part}");
                results.push(PartRows::read(files, &name, format!("{name}.csv.gz"), cell)?);
            }
        }
        let confidential = SECRET_PARTS
            .iter()
            .map(|path| PartRows::read(files, "", (*path).to_owned(), 0))
            .collect::<Result<_, _>>()?;
        let entries = PartRows::read(files, "entries", ENTRIES.to_owned(), 0)?;
        as_many_entries(about, entries.rows.len())?;
        Ok(Self { salt_key, count: about.entries, entries, results, confidential })
    }

    /// Numbers and ids of the entries.
    pub fn ids(&self) -> Vec<(u32, String)> {
        let id = |range: &Range<usize>| {
            let (mut rows, mut cells) = (Rows::new(self.entries.text.get(range.clone())?, 1), Vec::new());
            rows.next(&mut cells).filter(|there| *there)?;
            cells.get(1).map(ToString::to_string)
        };
        let rows = self.entries.rows.iter();
        rows.filter_map(|(number, range)| Some((*number, id(range)?))).collect()
    }

    /// The text of a leaf.
    pub fn leaf(&self, number: u32) -> Result<Vec<u8>, Damage> {
        let mut leaf = Vec::new();
        add_rows(&mut leaf, &self.entries.name, self.entries.one(number)?.as_bytes());
        for part in &self.results {
            part.of(number).for_each(|row| add_rows(&mut leaf, &part.name, row.as_bytes()));
        }
        let confidential = self.confidential(number).concat();
        let commitment = commitment(&salt(&self.salt_key, number), confidential.as_bytes());
        leaf.extend_from_slice(commitment_line(&commitment).as_bytes());
        Ok(leaf)
    }

    /// What is confidential of an entry, part by part.
    pub fn confidential(&self, number: u32) -> [String; 3] {
        let rows = |part: usize| self.confidential.get(part).map(|part| part.of(number).collect());
        [0, 1, 2].map(|part| rows(part).unwrap_or_default())
    }

    /// The hashes of all leaves.
    pub fn hashes(&self) -> Result<Vec<Hash>, Damage> {
        (1..=self.count).into_par_iter().map(|number| Ok(tree::leaf(&self.leaf(number)?))).collect()
    }
}
