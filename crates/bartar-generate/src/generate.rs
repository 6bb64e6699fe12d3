//! From a rulebook to the files of a data set.

use crate::answer::{AnswerKey, Counts, Planted};
use crate::batch::{Admitted, admitted};
use crate::examined::{self, Beside};
use crate::fault::{self, FaultKind, Faulty, InRows, Unplantable, id};
use crate::files::{Files, Layout, choices};
use crate::kind::{Kind, Writing, persian_digits};
use crate::maker::{Maker, Value};
use crate::marks::MarkSheet;
use crate::rows::{Rows, said_again};
use crate::sheet::{Cell, Sheet};
use bartar_criteria::exact::{Decimal, Rounding};
use bartar_criteria::rulebook::{Dimension, Rulebook};
use bartar_criteria::{Text, text};
use bartar_scoring::Outcome;
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Entries that are made at a time.
const CHUNK: u64 = 4_096;
/// Entries that are looked at together.
const BATCH: usize = 256;
/// The folder of the entries, apart from marks and answers.
const FOLDER: &str = "entries";
/// The file of the judges' marks.
const MARKS: &str = "marks.csv";

/// What to make.
#[derive(Clone, Debug)]
pub struct Options {
    /// How many entries.
    pub entries: u64,
    /// The seed.
    pub seed: u64,
    /// Into which files.
    pub split: Split,
    /// Kinds of the files, in turn.
    pub kinds: Vec<Kind>,
    /// Share of the entries that get a fault.
    pub dirt: Decimal,
    /// Kinds of faults.
    pub faults: Vec<FaultKind>,
    /// Whether judges mark.
    pub marks: bool,
}

/// How entries are shared among files.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Split {
    /// So many files of about the same length.
    Files(u64),
    /// One file for each choice of this field.
    By(String),
}

/// Where files are written.
pub trait Target {
    /// Begins a file; its path is relative and uses `/`.
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>>;
    /// Writes texts as a Parquet file.
    fn parquet(&self, out: &mut dyn Write, headers: &[String], columns: Vec<Vec<String>>) -> io::Result<()>;
}

/// A file of entries.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrittenFile {
    /// Its path.
    pub path: String,
    /// What kind it is.
    pub kind: Kind,
    /// How many entries it holds.
    pub entries: u64,
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of entries.
    pub files: Vec<WrittenFile>,
    /// How many lines of marks there are, where judges marked.
    pub marks: Option<u64>,
    /// The answer key.
    pub key: AnswerKey,
}

impl Generated {
    /// What was made, as JSON: files and counts; the answer key is a file of its own.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let files: Vec<_> = (self.files.iter())
            .map(|file| json!({ "path": file.path, "kind": file.kind.name(), "entries": file.entries }))
            .collect();
        let summary = json!({
            "schema": "bartar/generated/1",
            "rulebook": self.key.rulebook,
            "seed": self.key.seed,
            "files": files,
            "marks": self.marks,
            "counts": self.key.counts,
            "expected": self.key.planted.len(),
        });
        serde_json::to_writer_pretty(&mut *out, &summary)?;
        out.write_all(b"\n")
    }
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What was asked for cannot be.
    #[error("{}", .0.en)]
    Asked(Text),
    /// The rulebook admits no such entries.
    #[error("{}", .0.en)]
    Rulebook(Text),
    /// A file could not be written.
    #[error("output: {0}")]
    Output(#[from] io::Error),
}

/// Makes entries and writes their files.
///
/// # Errors
/// When the rulebook lets no entry through, what is asked for cannot be, or a file cannot be written.
pub fn generate(
    rulebook: &Rulebook,
    options: &Options,
    target: &mut dyn Target,
    progress: &dyn Fn(u64, u64),
) -> Result<Generated, Failure> {
    let maker = Maker::new(rulebook, options.seed);
    let files = Files::new(rulebook, options)?;
    let faulty = planned(&maker, &files, options)?;
    let columns: Vec<usize> = (0..rulebook.columns.len())
        .filter(|column| !rulebook.fields[rulebook.columns[*column].field].of_panel)
        .collect();
    // A file begins with its first entry: one without entries would only make its readers wonder.
    let mut sheets: Vec<Option<Open<'_>>> = files.names.iter().map(|_| None).collect();
    let mut marks = None;
    if options.marks {
        marks = Some(MarkSheet::open(rulebook, options.seed, target.create(MARKS)?)?);
    }
    let mut run = Run {
        rulebook,
        seed: options.seed,
        columns,
        files,
        faulty,
        counts: Counts::default(),
        planted: Vec::new(),
    };
    let mut from = 1;
    while from <= options.entries {
        let to = from.saturating_add(CHUNK - 1).min(options.entries);
        let numbers: Vec<u64> = (from..=to).collect();
        let made: Result<Vec<Vec<Admitted>>, Vec<String>> =
            numbers.par_chunks(BATCH).map(|numbers| admitted(&maker, numbers)).collect();
        for entry in made.map_err(|codes| refused(&codes))?.into_iter().flatten() {
            let file = run.files.of(&entry);
            let open = match &mut sheets[file] {
                Some(open) => open,
                empty => {
                    let Layout { kind, examined } = &run.files.layouts[file];
                    let path = format!("{FOLDER}/{}.{}", run.files.names[file], kind.ending());
                    let wide = kind.style().headers(rulebook, &run.columns, examined);
                    let rows = Rows::new(rulebook, *kind, wide, &run.columns, examined);
                    let sheet = Sheet::open(target, path, *kind, rows.headers.clone())?;
                    empty.insert(Open { sheet, rows, writing: Writing::new(rulebook, *kind), entries: 0 })
                }
            };
            run.write(&entry, file, open, marks.as_mut())?;
        }
        progress(to, options.entries);
        from = to + 1;
    }
    let mut written = Vec::with_capacity(sheets.len());
    for Open { sheet, entries, .. } in sheets.into_iter().flatten() {
        written.push(WrittenFile { path: sheet.path.clone(), kind: sheet.kind, entries });
        sheet.finish(target)?;
    }
    let key = AnswerKey {
        schema: AnswerKey::SCHEMA,
        rulebook: rulebook.identity.clone(),
        seed: options.seed,
        counts: run.counts,
        planted: run.planted,
    };
    let mut out = target.create("answer-key.csv")?;
    key.write_csv(&mut *out)?;
    let mut out = target.create("answer-key.json")?;
    key.write_json(&mut *out)?;
    out.flush()?;
    Ok(Generated { files: written, marks: marks.map(MarkSheet::finish).transpose()?, key })
}

/// The faults that the options ask for.
fn planned(maker: &Maker<'_>, files: &Files, options: &Options) -> Result<BTreeMap<u64, Faulty>, Failure> {
    let entries = Decimal::new(i128::from(options.entries), 0).unwrap_or(Decimal::ZERO);
    let count = entries.checked_mul(options.dirt).and_then(|exact| Rounding::half_up(0).apply_decimal(exact));
    let count = count.ok().and_then(|count| u64::try_from(count.mantissa()).ok()).unwrap_or(0);
    let kinds: Vec<FaultKind> =
        (options.faults.iter().copied()).filter(|kind| options.marks || !kind.is_of_marks()).collect();
    let file = |entry: &Admitted| files.layouts[files.of(entry)].clone();
    fault::plan(maker, (options.entries, count), &kinds, &file).map_err(|why| match why {
        Unplantable::NotAdmitted(codes) => refused(&codes),
        Unplantable::NoPlace => Failure::Asked(text!(
            fa: "جایی برای {count} خطا نیست؛ سهم خطاها را کمتر یا نوع‌های آن را بیشتر کنید",
            en: "there is no place for {count} faults; ask for a smaller share, or for more kinds",
            numbers: count
        )),
    })
}

fn refused(codes: &[String]) -> Failure {
    let (fa, en) = (codes.join("، "), codes.join(", "));
    Failure::Rulebook(text!(
        fa: "پرونده‌ای که قواعد بپذیرند به دست نیامد؛ مانع این‌ها بود: {fa}. برای قلم‌هایی که این قواعد می‌خوانند \
             در شیوه‌نامه «typical» بنویسید",
        en: "no entry was made that the rules admit; what stood against it: {en}. Say in the rulebook what is \
             `typical` of the fields that these rules read"
    ))
}

/// A file of entries while it is written.
struct Open<'r> {
    sheet: Sheet,
    rows: Rows,
    writing: Writing<'r>,
    entries: u64,
}

/// Everything while entries are written.
struct Run<'r> {
    rulebook: &'r Rulebook,
    seed: u64,
    /// The columns that files state.
    columns: Vec<usize>,
    files: Files,
    faulty: BTreeMap<u64, Faulty>,
    counts: Counts,
    planted: Vec<Planted>,
}

impl Run<'_> {
    fn write(
        &mut self,
        entry: &Admitted,
        file: usize,
        Open { sheet, rows, writing, entries }: &mut Open<'_>,
        marks: Option<&mut MarkSheet<'_>>,
    ) -> Result<(), Failure> {
        let number = entry.number;
        let fault = self.faulty.get(&number);
        let values = fault.and_then(|fault| fault.values.as_ref()).unwrap_or(&entry.values);
        let style = writing.style;
        let own_id = fault.and_then(|fault| fault.id.clone()).unwrap_or_else(|| Cell::Text(id(number)));
        let mut cells = vec![own_id.clone()];
        if !self.rulebook.data.name.is_empty() {
            cells.push(Cell::Text(style.letters(&name(self.rulebook, number, values))));
        }
        let first = cells.len();
        for column in &self.columns {
            let planted = fault.and_then(|fault| fault.cell.as_ref()).filter(|(at, _)| at == column);
            cells.push(match planted {
                Some((_, written)) => style.planted(written),
                None => writing.cell(*column, &values[*column]),
            });
        }
        let beside = cells.len();
        let examined = &self.files.layouts[file].examined;
        for column in examined {
            let at = (number, *column);
            cells.extend(examined::cells(writing, self.seed, at, &values[*column], fault));
        }
        let fault_in_rows = fault.and_then(|fault| fault.rows.as_ref());
        let again = |before: usize, place: usize| {
            let column = self.columns.get(place - first).copied().filter(|_| place < beside);
            match (column, fault_in_rows) {
                (Some(column), Some(InRows::Otherwise(at, value))) if *at == column && before == 1 => {
                    writing.cell(column, value)
                }
                (Some(column), _) if said_again(self.rulebook, column, examined, fault) => {
                    cells[place].clone()
                }
                _ => Cell::Text(String::new()),
            }
        };
        let place_of = |column: usize| Some(first + self.columns.iter().position(|c| *c == column)?);
        let (last_year, twice) = match fault_in_rows {
            Some(InRows::LastYear(year)) => (Some(year.as_str()), None),
            Some(InRows::Twice(column)) => (None, place_of(*column)),
            _ => (None, None),
        };
        let mut row = 0;
        let written = rows.of(&cells, &again, last_year, twice);
        for (number, cells) in written.iter().enumerate() {
            let at = sheet.write(cells)?;
            if number == 0 {
                row = at;
            }
        }
        *entries += 1;
        let apart = fault.is_some_and(|fault| fault.kind.parts_rows());
        for _ in 0..if apart { written.len() } else { 1 } {
            self.counts.add(fault.map_or(Outcome::Ranked, |fault| fault.outcome));
        }
        // A day is not taken for an id.
        let own_id = if let Cell::Text(id) = &own_id { id.as_str() } else { "" };
        if let Some(fault) = fault {
            for expected in &fault.expected {
                // A datum stands where it was verified, unless that is what is wrong with it.
                let planted = fault.beside.as_ref().filter(|(at, _)| Some(*at) == expected.column);
                let claim = expected.column.and_then(place_of);
                let verified = examined.iter().position(|column| Some(*column) == expected.column);
                let verified = verified.map(|place| beside + 2 * place);
                let first_row = expected.row.is_none_or(|row| row == 0);
                let counts =
                    |place: &usize| first_row && planted.is_none() && !cells[*place].text().is_empty();
                let place = verified.filter(counts).or(claim);
                let at_fault = match (planted, verified) {
                    (Some((_, Beside::Verified(_))), Some(verified)) => Some(verified),
                    (Some(_), Some(verified)) => Some(verified + 1),
                    _ => place,
                };
                let (below, column) = place.map(|place| rows.place(place)).unzip();
                let below = expected.row.map(|row| row as u64).or(below).unwrap_or(0);
                self.planted.push(Planted {
                    file: sheet.path.clone(),
                    sheet: sheet.kind.sheet(),
                    row: row + below,
                    column,
                    id: own_id.to_owned(),
                    fault: fault.kind.name(),
                    code: expected.code.clone(),
                    written: cells[at_fault.unwrap_or(0)].text().into_owned(),
                    outcome: fault.outcome,
                });
            }
        }
        let kind = fault.map(|fault| fault.kind);
        if let Some(marks) = marks.filter(|_| kind.is_none_or(FaultKind::can_be_marked)) {
            let found = marks.write(number, own_id, kind)?;
            self.planted.extend(found.into_iter().map(|(row, code, id)| Planted {
                file: MARKS.to_owned(),
                sheet: None,
                row,
                column: None,
                id,
                fault: kind.map_or("", FaultKind::name),
                code: code.name().to_owned(),
                written: String::new(),
                outcome: Outcome::Ranked,
            }));
        }
        Ok(())
    }
}

/// A name that is nobody's: what the cooperative does, by the rulebook's own words, and its number.
fn name(rulebook: &Rulebook, number: u64, values: &[Value]) -> String {
    let by_pool = rulebook.pools.iter().flat_map(|family| &family.by).find_map(|dimension| match dimension {
        Dimension::Column(column) => Some(*column),
        Dimension::Class(_) => None,
    });
    let sector = rulebook.data.sector.and_then(|field| {
        rulebook.columns.iter().position(|spec| spec.field == field && spec.years_before == 0)
    });
    let work = sector.or(by_pool).and_then(|column| {
        let choices = choices(&rulebook.fields[rulebook.columns[column].field])?;
        match values[column] {
            Value::Choice(choice) => choices.get(usize::from(choice)),
            _ => None,
        }
    });
    let number = persian_digits(&number.to_string());
    match work {
        Some(work) => format!("تعاونی {} نمونهٔ {number}", work.title.fa),
        None => format!("تعاونی نمونهٔ {number}"),
    }
}
