//! Files of amendments: corrections and withdrawals with the jury's decisions.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use bartar_criteria::codes;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{FieldKind, Rulebook};
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::amendments::{Amendment, Change};
use bartar_scoring::entries::{Cell, Entries};

use crate::blanks::shown;
use crate::cells::{ColumnReader, Complaints};
use crate::fault::FileFault;
use crate::header::Marks;
use crate::intake::{Given, Progress};
use crate::list::{Heading, List};

/// Headers of the column that names the entry, besides the rulebook's own for ids.
const ENTRY: &[&str] = &["entry", "پرونده", "شناسهٔ پرونده"];

const HEADINGS: [Heading<'_>; 6] = [
    Heading { headers: &["field", "قلم"], optional: false },
    Heading { headers: &["old", "مقدار پیشین"], optional: false },
    Heading { headers: &["new", "مقدار تازه"], optional: false },
    Heading { headers: &["reason", "دلیل"], optional: false },
    Heading { headers: &["decision", "تصمیم"], optional: false },
    Heading { headers: &["by", "تصمیم‌گیرنده"], optional: false },
];
const FIELD: usize = 0;
const OLD: usize = 1;
const NEW: usize = 2;
const REASON: usize = 3;
const DECISION: usize = 4;
const BY: usize = 5;

/// What stands in the place of a field when an entry withdraws.
const WITHDRAWAL: &[&str] = &["withdrawal", "انصراف"];
const ACCEPTED: &[&str] = &["accepted", "پذیرفته", "پذیرفته شد"];
const REJECTED: &[&str] = &["rejected", "رد", "رد شد", "پذیرفته نشد"];

/// Reads files of amendments: one line for each, with the entry, the field, its old and new value, the reason, the decision
/// and who took it. They are applied as one set, so that any fault in a line stops the run.
///
/// # Errors
/// What is wrong with the files, or with their lines, all of it.
pub fn read_amendments(
    rulebook: &Rulebook,
    entries: &Entries,
    paths: &[PathBuf],
    given: &Given,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<Amendment>, List), Vec<FileFault>> {
    let list = List::read(rulebook, ENTRY, &HEADINGS, paths, given, progress)?;
    let mut rows: HashMap<&str, Vec<u32>> = HashMap::new();
    for row in 0..u32::try_from(entries.len()).unwrap_or(u32::MAX) {
        rows.entry(entries.ids.get(row as usize)).or_default().push(row);
    }
    let reader = Reader { rulebook, entries, rows, list: &list };
    let mut faults = Vec::new();
    let mut amendments = Vec::new();
    // Where each datum is amended first.
    let mut first: BTreeMap<(u32, Option<usize>), usize> = BTreeMap::new();
    for line in 0..list.len() {
        match reader.amendment(line) {
            Err((column, message)) => faults.push(reader.fault(line, column, message)),
            Ok(amendment) => {
                let column = match amendment.change {
                    Change::Withdraw => None,
                    Change::Correct { column, .. } => Some(column),
                };
                if amendment.accepted
                    && let Some(other) = first.insert((amendment.row, column), line)
                {
                    let other = list.place(other, None).map_or(0, |place| place.row);
                    faults.push(reader.fault(
                        line,
                        FIELD,
                        text!(
                            fa: "سطر {other} همین داده را تغییر داده است",
                            en: "row {other} amends the same datum", numbers: other
                        ),
                    ));
                }
                amendments.push(amendment);
            }
        }
    }
    if faults.is_empty() { Ok((amendments, list)) } else { Err(faults) }
}

struct Reader<'r> {
    rulebook: &'r Rulebook,
    entries: &'r Entries,
    rows: HashMap<&'r str, Vec<u32>>,
    list: &'r List,
}

/// What is wrong with a line, and in which of its columns.
type Wrong = (usize, Text);

impl Reader<'_> {
    fn fault(&self, line: usize, column: usize, message: Text) -> FileFault {
        let place = self.list.place(line, Some(column));
        let (file, sheet, row, column) = place.map_or_else(Default::default, |place| {
            let column = place.column.unwrap_or_default();
            (place.file.to_owned(), place.sheet.map(str::to_owned), u64::from(place.row), column.to_owned())
        });
        let fault = FileFault::new(&file, codes::AMENDMENT_FAULT, message).at_row(row).in_column(&column);
        FileFault { sheet, ..fault }.hint(text!(
            fa: "اصلاح‌ها یک‌جا اعمال می‌شوند؛ تا این سطر درست نشود هیچ‌یک اعمال نمی‌شود",
            en: "amendments are applied as one set; until this line is mended none is"
        ))
    }

    fn amendment(&self, line: usize) -> Result<Amendment, Wrong> {
        let row = self.row(line)?;
        let accepted = self.decision(line)?;
        for (column, fa, en) in [(REASON, "دلیل", "the reason"), (BY, "تصمیم‌گیرنده", "who decided")]
        {
            if self.list.text(line, column).is_empty() {
                return Err((column, text!(fa: "{fa} نوشته نشده است", en: "{en} is not stated")));
            }
        }
        Ok(Amendment {
            row,
            change: self.change(line, row, accepted)?,
            old: self.list.text(line, OLD).to_owned(),
            new: self.list.text(line, NEW).to_owned(),
            reason: self.list.text(line, REASON).to_owned(),
            accepted,
            by: self.list.text(line, BY).to_owned(),
            set: 1,
        })
    }

    fn row(&self, line: usize) -> Result<u32, Wrong> {
        let id = self.list.entry(line);
        match self.rows.get(id).map(Vec::as_slice) {
            Some([row]) => Ok(*row),
            Some(_) => {
                let id = shown(id);
                Err((
                    FIELD,
                    text!(
                        fa: "چند ردیف شناسهٔ «{id}» را دارند؛ نخست تکرار را رفع کنید",
                        en: "several rows carry the id `{id}`; settle that first"
                    ),
                ))
            }
            None => {
                let id = shown(id);
                Err((
                    FIELD,
                    text!(
                        fa: "پرونده‌ای با شناسهٔ «{id}» در داده‌ها نیست",
                        en: "there is no entry with the id `{id}` in the data"
                    ),
                ))
            }
        }
    }

    fn decision(&self, line: usize) -> Result<bool, Wrong> {
        let written = self.list.text(line, DECISION);
        if is_one_of(written, ACCEPTED) {
            Ok(true)
        } else if is_one_of(written, REJECTED) {
            Ok(false)
        } else {
            let written = shown(written);
            Err((
                DECISION,
                text!(
                    fa: "تصمیم «{written}» شناخته نشد؛ «پذیرفته» یا «رد» بنویسید",
                    en: "the decision `{written}` is not known; write \"accepted\" or \"rejected\""
                ),
            ))
        }
    }

    fn change(&self, line: usize, row: u32, accepted: bool) -> Result<Change, Wrong> {
        let written = self.list.text(line, FIELD);
        if is_one_of(written, WITHDRAWAL) {
            return Ok(Change::Withdraw);
        }
        let key = matching_key(written);
        let named = (0..self.rulebook.columns.len()).find(|column| {
            let field = &self.rulebook.fields[self.rulebook.columns[*column].field];
            let title = self.rulebook.column_title(*column);
            let names = [self.rulebook.column_name(*column), title.fa, title.en];
            !field.of_panel && names.iter().any(|name| matching_key(name) == key)
        });
        let Some(column) = named else {
            let written = shown(written);
            return Err((
                FIELD,
                text!(
                    fa: "شیوه‌نامه قلمی به نام «{written}» ندارد؛ نام قلم، یا «انصراف»، بنویسید",
                    en: "the rulebook has no field `{written}`; write the name of a field, or \"withdrawal\""
                ),
            ));
        };
        let new = self.cell(column, self.list.text(line, NEW));
        if !accepted {
            // What was rejected is listed as it was claimed, and often it was claimed wrongly.
            return Ok(Change::Correct { column, new: new.unwrap_or(Err(Missing::NotSubmitted)) });
        }
        let new = new.map_err(|message| (NEW, message))?;
        self.old_agrees(line, row, column)?;
        Ok(Change::Correct { column, new })
    }

    /// The old value must be what stands there: otherwise the amendment was written for other data. A cell that could not
    /// be read has none.
    fn old_agrees(&self, line: usize, row: u32, column: usize) -> Result<(), Wrong> {
        let stands = self.entries.columns.get(column).map(|cells| cells.cell(row as usize));
        let concerned = u16::try_from(column).ok();
        let faulty = self.entries.faults.iter().any(|fault| fault.entry == row && fault.column == concerned);
        if faulty && stands.as_ref().is_some_and(Result::is_err) {
            return Ok(());
        }
        let written = self.list.text(line, OLD);
        let old = self.cell(column, written).map_err(|message| (OLD, message))?;
        if stands.as_ref() == Some(&old) {
            return Ok(());
        }
        let (written, id) = (shown(written), shown(self.list.entry(line)));
        let there = stands.and_then(|datum| match datum.ok()? {
            Cell::Number(number) => match &self.rulebook.fields[self.rulebook.columns[column].field].kind {
                FieldKind::Date(_) => None,
                _ => Some(number.to_string()),
            },
            Cell::Text(text) => Some(shown(&text)),
            Cell::Choice(_) => None,
        });
        let there_fa = there.as_ref().map_or_else(String::new, |there| format!("؛ آنجا «{there}» است"));
        let there_en = there.map_or_else(String::new, |there| format!("; it is `{there}` there"));
        Err((
            OLD,
            text!(
                fa: "مقدار پیشین «{written}» آن نیست که در داده‌های پروندهٔ «{id}» آمده است{there_fa}",
                en: "the old value `{written}` is not what the data of the entry `{id}` have{there_en}"
            ),
        ))
    }

    /// A cell as its column reads it.
    fn cell(&self, column: usize, written: &str) -> Result<Datum<Cell>, Text> {
        let field = &self.rulebook.fields[self.rulebook.columns[column].field];
        let mut complaints = Complaints::default();
        let data = &self.rulebook.data;
        let reader = ColumnReader::new(field, data, &Marks::new(data), 0);
        let cells = reader.read(std::iter::once(Some(written)), 1, &mut complaints);
        match complaints.faults.into_iter().next() {
            Some((_, (_, message))) => Err(message),
            None => Ok(cells.cell(0)),
        }
    }
}

fn is_one_of(written: &str, words: &[&str]) -> bool {
    let key = matching_key(written);
    words.iter().any(|word| matching_key(word) == key)
}
