//! What differs between two sets of data: entries, their data, marks and amendments.

use super::pairs::{Pair, Pairs};
use crate::filing::{Filing, amendments_text, columns, marks_text};
use crate::text::{Row, Rows, datum};
use bartar_criteria::{Rulebook, Text};
use bartar_scoring::Competition;
use bartar_scoring::entries::{Cell, Entries};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What differs between two sets of data.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct DataDifference {
    /// Entries that only B has.
    pub added: Vec<EntryName>,
    /// Entries that only A has.
    pub removed: Vec<EntryName>,
    /// Data that differ, by id and column.
    pub changed: Vec<DatumDifference>,
    /// Lines of marks that only one of them has.
    pub marks: Vec<Line>,
    /// Amendments that only one of them has.
    pub amendments: Vec<Line>,
}

impl DataDifference {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether what was filed differs, whatever was decided since.
    #[must_use]
    pub fn is_filed(&self) -> bool {
        let filed = |datum: &DatumDifference| datum.what != What::Counts;
        !self.added.is_empty() || !self.removed.is_empty() || self.changed.iter().any(filed)
    }
}

/// An entry by its id and name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EntryName {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A datum that differs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DatumDifference {
    /// Id of the entry.
    pub id: String,
    /// What of it.
    pub what: What,
    /// The column's name; empty where it is about the entry as a whole.
    pub column: String,
    /// The column's title.
    pub title: Text,
    /// In A, as a record writes it: empty where nothing was submitted.
    pub a: String,
    /// In B.
    pub b: String,
    /// Whether it stays out of public results.
    pub confidential: bool,
}

/// What of a datum differs.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The name of the entry.
    Name,
    /// What was filed.
    Filed,
    /// What counts after the amendments, where that differs otherwise than what was filed.
    Counts,
    /// What was claimed where something else counts.
    Claim,
    /// What reading found.
    Finding,
}

impl What {
    /// The word people read.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Name => Text::new("نام", "name"),
            Self::Filed => Text::new("ارسال‌شده", "filed"),
            Self::Counts => Text::new("پس از اصلاح", "amended"),
            Self::Claim => Text::new("اظهار متقاضی", "claim"),
            Self::Finding => Text::new("یافتهٔ خواندن", "finding"),
        }
    }
}

/// A line of marks or amendments that only one record has.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Line {
    /// Id of the entry.
    pub id: String,
    /// Whether B has it, rather than A.
    pub added: bool,
    /// Its cells, by the headers of the record's part.
    pub cells: BTreeMap<String, String>,
}

/// Compares what was filed and decided.
#[must_use]
pub fn compare(a: &Competition, b: &Competition, pairs: &Pairs) -> DataDifference {
    let mut difference = DataDifference::default();
    let name = |entries: &Entries, row: u32| EntryName {
        id: entries.ids.get(row as usize).to_owned(),
        name: entries.names.get(row as usize).to_owned(),
    };
    let shared = Shared::new(&a.rulebook, &b.rulebook);
    for pair in &pairs.0 {
        match (pair.a, pair.b) {
            (Some(row), None) => difference.removed.push(name(&a.entries, row)),
            (None, Some(row)) => difference.added.push(name(&b.entries, row)),
            (Some(_), Some(_)) => shared.compare(a, b, pair, &mut difference.changed),
            (None, None) => {}
        }
    }
    shared.others(a, b, pairs, &mut difference.changed);
    difference.changed.sort_by(|one, other| {
        (&one.id, one.what, &one.column, &one.a).cmp(&(&other.id, other.what, &other.column, &other.a))
    });
    let marks = |of: &Competition| of.marks.as_deref().map_or_else(Vec::new, marks_text);
    difference.marks = lines(&marks(a), &marks(b), "entry", &[]);
    let amendments = |of: &Competition| {
        let decided = of.amended.as_ref().map_or(&[][..], |amended| &amended.amendments);
        amendments_text(&Filing::new(&of.rulebook, &of.entries), decided)
    };
    // The number of an entry and of a set tell of the record, not of the decision.
    difference.amendments = lines(&amendments(a), &amendments(b), "id", &["set", "entry"]);
    difference
}

/// The lines that only one of two texts has.
fn lines(a: &[u8], b: &[u8], id: &str, without: &[&str]) -> Vec<Line> {
    let counted = |text: &[u8]| {
        let text = String::from_utf8_lossy(text);
        let (mut rows, mut header, mut cells) = (Rows::new(&text, 1), Vec::new(), Vec::new());
        let mut counted: BTreeMap<(String, BTreeMap<String, String>), usize> = BTreeMap::new();
        if rows.next(&mut header) == Some(true) {
            while rows.next(&mut cells) == Some(true) {
                let named =
                    header.iter().zip(&cells).map(|(name, cell)| (name.to_string(), cell.to_string()));
                let all: BTreeMap<String, String> =
                    named.filter(|(name, _)| !without.contains(&name.as_str())).collect();
                *counted.entry((all.get(id).cloned().unwrap_or_default(), all)).or_default() += 1;
            }
        }
        counted
    };
    let (a, b) = (counted(a), counted(b));
    let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    let mut all = Vec::new();
    for key in keys {
        let (in_a, in_b) = (a.get(key).copied().unwrap_or(0), b.get(key).copied().unwrap_or(0));
        let line = Line { id: key.0.clone(), added: in_b > in_a, cells: key.1.clone() };
        all.extend(std::iter::repeat_n(line, in_a.abs_diff(in_b)));
    }
    all
}

/// The columns that both rulebooks have, by name: the column of A, and that of B.
struct Shared<'r> {
    a: &'r Rulebook,
    b: &'r Rulebook,
    columns: Vec<(usize, usize)>,
}

impl<'r> Shared<'r> {
    fn new(a: &'r Rulebook, b: &'r Rulebook) -> Self {
        let filed = |rulebook: &Rulebook| {
            let (public, confidential) = columns(rulebook);
            let all = public.into_iter().chain(confidential);
            all.map(|column| (rulebook.column_name(column), column)).collect::<BTreeMap<_, _>>()
        };
        let (of_a, of_b) = (filed(a), filed(b));
        let both = of_a.into_iter().filter_map(|(name, column)| Some((column, *of_b.get(&name)?)));
        Self { a, b, columns: both.collect() }
    }

    fn datum(rulebook: &Rulebook, entries: &Entries, column: usize, row: u32) -> String {
        let field = &rulebook.fields[rulebook.columns[column].field];
        let mut text = Vec::new();
        datum::write(&mut Row::new(&mut text), field, &entries.columns[column], row as usize);
        String::from_utf8(text).unwrap_or_default()
    }

    fn is_confidential(&self, (a, b): (usize, usize)) -> bool {
        let of =
            |rulebook: &Rulebook, column: usize| rulebook.fields[rulebook.columns[column].field].confidential;
        of(self.a, a) || of(self.b, b)
    }

    fn compare(&self, a: &Competition, b: &Competition, pair: &Pair, changed: &mut Vec<DatumDifference>) {
        let (Some(row_a), Some(row_b)) = (pair.a, pair.b) else { return };
        let names = [a.entries.names.get(row_a as usize), b.entries.names.get(row_b as usize)];
        let mut add = |what, column: String, title, [a, b]: [String; 2], confidential| {
            let id = pair.id.clone();
            changed.push(DatumDifference { id, what, column, title, a, b, confidential });
        };
        if names[0] != names[1] {
            add(What::Name, String::new(), What::Name.title(), names.map(str::to_owned), false);
        }
        for both in &self.columns {
            let texts = |in_a: &Entries, in_b: &Entries| {
                [Self::datum(self.a, in_a, both.0, row_a), Self::datum(self.b, in_b, both.1, row_b)]
            };
            let filed = texts(&a.entries, &b.entries);
            let counts = texts(a.now(), b.now());
            let differs = |[a, b]: &[String; 2]| a != b;
            let (name, title) = (self.b.column_name(both.1), self.b.column_title(both.1));
            let confidential = self.is_confidential(*both);
            let again = differs(&counts) && counts != filed;
            if differs(&filed) {
                add(What::Filed, name.clone(), title.clone(), filed, confidential);
            }
            if again {
                add(What::Counts, name, title, counts, confidential);
            }
        }
    }

    /// Claims and findings, of which most entries have none.
    fn others(&self, a: &Competition, b: &Competition, pairs: &Pairs, changed: &mut Vec<DatumDifference>) {
        type Said = BTreeMap<(usize, What, String), Vec<String>>;
        let said = |of: &Competition, pair_of: &dyn Fn(u32) -> Option<usize>| {
            let mut said: Said = BTreeMap::new();
            for claim in &of.entries.claims {
                let column = usize::from(claim.column);
                let mut text = Vec::new();
                let field = &of.rulebook.fields[of.rulebook.columns[column].field];
                match &claim.claimed {
                    Cell::Text(written) => text.extend_from_slice(written.as_bytes()),
                    cell => datum::write_cell(&mut Row::new(&mut text), field, &Ok(cell.clone())),
                }
                if let Some(pair) = pair_of(claim.entry) {
                    let key = (pair, What::Claim, of.rulebook.column_name(column));
                    said.entry(key).or_default().push(String::from_utf8(text).unwrap_or_default());
                }
            }
            for fault in &of.entries.faults {
                let column = fault
                    .column
                    .map_or_else(String::new, |column| of.rulebook.column_name(usize::from(column)));
                if let Some(pair) = pair_of(fault.entry) {
                    let told = format!("{}: {}", fault.code.name(), fault.message.en);
                    said.entry((pair, What::Finding, column)).or_default().push(told);
                }
            }
            for texts in said.values_mut() {
                texts.sort();
            }
            said
        };
        let said_a = said(a, &|row| pairs.of_a(row));
        let said_b = said(b, &|row| pairs.of_b(row));
        let keys: BTreeSet<_> = said_a.keys().chain(said_b.keys()).collect();
        for key in keys {
            let (pair, what, column) = key;
            let Some(pair) = pairs.0.get(*pair).filter(|pair| pair.a.is_some() && pair.b.is_some()) else {
                continue;
            };
            let text = |said: &Said| said.get(key).map(|texts| texts.join("; ")).unwrap_or_default();
            let (in_a, in_b) = (text(&said_a), text(&said_b));
            let both = self.columns.iter().find(|both| self.b.column_name(both.1) == *column);
            // What concerns a column of one rulebook alone differs by the rules.
            if in_a == in_b || (both.is_none() && !column.is_empty()) {
                continue;
            }
            changed.push(DatumDifference {
                id: pair.id.clone(),
                what: *what,
                column: column.clone(),
                title: both.map_or_else(|| what.title(), |both| self.b.column_title(both.1)),
                a: in_a,
                b: in_b,
                confidential: both.is_none_or(|both| self.is_confidential(*both)),
            });
        }
    }
}
