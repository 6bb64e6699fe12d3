//! The blank sheet on which judges write their marks. It says who is to be marked for what, and nothing of points or data.

use crate::table::{Cell, Column, Input, Kind, Table};
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Criterion, Rulebook};
use bartar_criteria::{Text, text};
use bartar_scoring::Scored;
use bartar_scoring::panel::awaited;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The rows to fill in: for each judge, each entry that the panel must mark, and each criterion asked of it.
pub struct MarkSheet<'a> {
    scored: &'a Scored<'a>,
    rows: Vec<Row<'a>>,
}

/// One mark to give.
#[derive(Copy, Clone)]
struct Row<'a> {
    judge: &'a str,
    entry: u32,
    criterion: usize,
}

impl<'a> MarkSheet<'a> {
    /// The sheet of these judges; without any, each row has a blank place for the judge's code. Entries stand by id: the
    /// order says nothing of their standing.
    #[must_use]
    pub fn new(scored: &'a Scored<'_>, judges: &'a [String]) -> Self {
        let id = |row: u32| scored.entries.ids.get(row as usize);
        let mut asked: Vec<(u32, usize)> = (awaited(scored).iter().enumerate())
            .flat_map(|(criterion, rows)| rows.iter().map(move |row| (*row, criterion)))
            .collect();
        asked.sort_by(|a, b| id(a.0).cmp(id(b.0)).then_with(|| a.1.cmp(&b.1)));
        let judges = if judges.is_empty() { vec![""] } else { judges.iter().map(String::as_str).collect() };
        let row = |judge| {
            asked.iter().map(move |(entry, criterion)| Row { judge, entry: *entry, criterion: *criterion })
        };
        Self { scored, rows: judges.into_iter().flat_map(row).collect() }
    }

    /// How many entries are to be marked.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.rows.iter().map(|row| row.entry).collect::<BTreeSet<_>>().len()
    }

    /// How many rows there are to fill in.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The ids of the entries and the codes of the judges, which must come back as they are.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().flat_map(|row| [self.id(*row), row.judge])
    }

    fn id(&self, row: Row<'_>) -> &'a str {
        self.scored.entries.ids.get(row.entry as usize)
    }

    /// The sheet as a table. Its headers are those that files of marks are read by.
    #[must_use]
    pub fn table<'s>(&'s self) -> Table<'s> {
        let rulebook = self.scored.rulebook;
        let titles: Vec<Text> = rulebook.panel.iter().map(|criterion| written(rulebook, criterion)).collect();
        let names = &self.scored.entries.names;
        let column = |id: &str, fa: &str, width, cell: Box<dyn Fn(Row<'s>) -> Cell<'s> + 's>| {
            let rows = &self.rows;
            Column::new(id, Text::new(fa, id), Kind::Text, width, move |at| cell(rows[at]))
        };
        let mark = Column::new("mark", Text::new("نمره", "mark"), Kind::Text, 10, |_| Cell::Empty);
        let columns = vec![
            column("judge", "داور", 12, Box::new(|row| Cell::text(row.judge))),
            column("entry", "پرونده", 16, Box::new(|row| Cell::text(self.id(row)))),
            column("entry name", "نام پرونده", 32, Box::new(|row| Cell::text(names.get(row.entry as usize)))),
            column(
                "criterion",
                "معیار",
                28,
                Box::new(move |row| Cell::Said(Cow::Owned(titles[row.criterion].clone()))),
            ),
            mark.filled_in(self.inputs()),
            column("recusal", "کناره‌گیری", 32, Box::new(|_| Cell::Empty)),
            column(
                "scale",
                "مقیاس",
                28,
                Box::new(|row| Cell::Said(Cow::Owned(scale(&rulebook.panel[row.criterion])))),
            ),
        ];
        Table { name: Text::new("نمره‌ها", "Marks"), columns, rows: self.rows.len() }
    }

    /// What may be written as a mark, criterion by criterion.
    fn inputs(&self) -> Vec<Input> {
        let criteria = self.scored.rulebook.panel.iter().enumerate();
        criteria
            .map(|(number, criterion)| Input {
                rows: (0..self.rows.len()).filter(|row| self.rows[*row].criterion == number).collect(),
                from: criterion.from,
                to: criterion.to,
                said: scale(criterion),
            })
            .collect()
    }
}

/// How a sheet names a criterion: by its title, or by its id where the title could be another's.
fn written(rulebook: &Rulebook, criterion: &Criterion) -> Text {
    let named = |other: &Criterion, title: &str| {
        let names = [&other.id, &other.title.fa, &other.title.en];
        names.into_iter().any(|name| matching_key(name) == matching_key(title))
    };
    let own = |title: &str| {
        let alone = rulebook.panel.iter().filter(|other| named(other, title)).count() == 1;
        if alone { title.to_owned() } else { criterion.id.clone() }
    };
    Text::new(own(&criterion.title.fa), own(&criterion.title.en))
}

/// The scale of a criterion in words.
fn scale(criterion: &Criterion) -> Text {
    let Criterion { from, to, step, .. } = criterion;
    let fa = |number: &dyn ToString| to_persian_digits(&number.to_string());
    let (from_fa, to_fa) = (fa(from), fa(to));
    match step {
        Some(step) => {
            let step_fa = fa(step);
            text!(
                fa: "از {from_fa} تا {to_fa} با گام {step_fa}",
                en: "from {from} to {to} in steps of {step}"
            )
        }
        None => text!(fa: "از {from_fa} تا {to_fa}", en: "from {from} to {to}"),
    }
}
