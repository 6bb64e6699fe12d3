//! Entries that the rules admit: made again until nothing speaks against them.

use crate::maker::{Maker, Value};
use bartar_criteria::Code;
use bartar_criteria::calendar::{format_date, parse_date};
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{FieldKind, Rulebook, check_number};
use bartar_scoring::entries::{Column, Entries, Fault, NumberColumn, TextColumn, choice_cell};
use bartar_scoring::row::Row;
use bartar_scoring::{Outcome, admit};
use std::sync::Arc;

/// How often an entry is made again.
const ATTEMPTS: u8 = 250;

/// An entry that the rules admit.
#[derive(Clone, Debug)]
pub(crate) struct Admitted {
    /// Its number, from 1.
    pub(crate) number: u64,
    /// The attempt at which it was admitted.
    pub(crate) attempt: u8,
    /// Its data, by column.
    pub(crate) values: Vec<Value>,
}

/// What the rules say of one entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Verdict {
    pub(crate) outcome: Outcome,
    /// The codes of what was found and of what decided, each with its column, in order and each once.
    pub(crate) said: Vec<(String, Option<usize>)>,
}

impl Verdict {
    fn is_clean(&self) -> bool {
        self.outcome == Outcome::Ranked && self.said.is_empty()
    }
}

/// The entries with these numbers, or the codes that spoke most often against one of them.
pub(crate) fn admitted(maker: &Maker<'_>, numbers: &[u64]) -> Result<Vec<Admitted>, Vec<String>> {
    let mut done: Vec<Option<Admitted>> = vec![None; numbers.len()];
    let mut open: Vec<usize> = (0..numbers.len()).collect();
    let mut against = Vec::new();
    for attempt in 0..ATTEMPTS {
        let made: Vec<Vec<Value>> =
            open.iter().map(|index| maker.make(numbers[*index], attempt, &[])).collect();
        let verdicts = verdicts(maker.rulebook, &made);
        let mut rest = Vec::new();
        against.clear();
        for ((index, values), verdict) in open.into_iter().zip(made).zip(verdicts) {
            if verdict.is_clean() {
                done[index] = Some(Admitted { number: numbers[index], attempt, values });
            } else {
                against.extend(verdict.said.into_iter().map(|(code, _)| code));
                rest.push(index);
            }
        }
        open = rest;
        if open.is_empty() {
            break;
        }
    }
    if open.is_empty() {
        return Ok(done.into_iter().flatten().collect());
    }
    against.sort_unstable();
    against.dedup();
    Err(against)
}

/// What the rules say of entries with these data.
pub(crate) fn verdicts(rulebook: &Rulebook, rows: &[Vec<Value>]) -> Vec<Verdict> {
    verdicts_of_faulty(rulebook, rows, &[])
}

/// What the rules say of entries with these data, of some of which readers have found something.
pub(crate) fn verdicts_of_faulty(
    rulebook: &Rulebook,
    rows: &[Vec<Value>],
    found: &[(u32, Code)],
) -> Vec<Verdict> {
    let mut entries = entries(rulebook, rows);
    entries.faults.extend(found.iter().map(|(entry, code)| Fault {
        entry: *entry,
        column: None,
        code: *code,
        message: Arc::default(),
        group: None,
    }));
    let screening = admit(rulebook, &entries);
    let mut verdicts: Vec<Verdict> =
        (screening.outcomes.iter()).map(|outcome| Verdict { outcome: *outcome, said: Vec::new() }).collect();
    let mut say = |row: u32, code: &str, column: Option<usize>| {
        if let Some(verdict) = verdicts.get_mut(row as usize)
            && !verdict.said.iter().any(|(said, _)| said == code)
        {
            verdict.said.push((code.to_owned(), column));
        }
    };
    for (row, reasons) in &screening.reasons {
        for reason in reasons {
            let code = match reason.finding {
                Some(code) => code.name(),
                None => &reason.code,
            };
            say(*row, code, reason.columns.first().copied());
        }
    }
    for finding in &screening.findings {
        if let Some(row) = finding.entry {
            say(row, finding.code.name(), finding.column.map(usize::from));
        }
    }
    // An orientation that cannot be decided is told of ranked entries only.
    for row in 0..rows.len() {
        let data = Row { entries: &entries, row };
        for orientation in &rulebook.orientations {
            let undecided = orientation.when.truth().is_some_and(|when| when.evaluate(&data).is_err());
            if undecided && screening.outcomes[row] == Outcome::Ranked {
                say(u32::try_from(row).unwrap_or(u32::MAX), "orientation-undecided", None);
            }
        }
    }
    verdicts
}

/// Columns of entries, as readers of files fill them.
fn entries(rulebook: &Rulebook, rows: &[Vec<Value>]) -> Entries {
    let mut entries = Entries::default();
    for _ in rows {
        entries.ids.push("");
        entries.names.push("");
    }
    for (column, spec) in rulebook.columns.iter().enumerate() {
        let field = &rulebook.fields[spec.field];
        let mut fault = |row: usize, code: Code| {
            entries.faults.push(Fault {
                entry: u32::try_from(row).unwrap_or(u32::MAX),
                column: u16::try_from(column).ok(),
                code,
                message: Arc::default(),
                group: None,
            });
        };
        entries.columns.push(match field.kind {
            FieldKind::Choice(_) | FieldKind::YesNo => Column::Choices(
                rows.iter()
                    .map(|row| match row[column] {
                        Value::Choice(choice) => choice_cell(Ok(choice)),
                        Value::Missing(missing) => choice_cell(Err(missing)),
                        Value::Number(_) => choice_cell(Err(Missing::NotSubmitted)),
                    })
                    .collect(),
            ),
            FieldKind::Text | FieldKind::NationalId => {
                let mut texts = TextColumn::default();
                for row in rows {
                    match &row[column] {
                        Value::Number(id) => texts.push(&id.to_string()),
                        _ => texts.push(""),
                    }
                }
                Column::Texts(texts)
            }
            _ => {
                let mut numbers = NumberColumn::with_capacity(rows.len());
                for (index, row) in rows.iter().enumerate() {
                    let datum = match row[column] {
                        Value::Number(number) => Ok(number),
                        Value::Missing(missing) => Err(missing),
                        Value::Choice(_) => Err(Missing::NotSubmitted),
                    };
                    if let Ok(number) = datum {
                        match field.kind {
                            FieldKind::Date(calendar) => {
                                let days = i64::try_from(number.mantissa()).unwrap_or(i64::MAX);
                                if parse_date(&format_date(days, calendar), calendar) != Ok(days) {
                                    fault(index, bartar_criteria::codes::UNREADABLE_DATE);
                                }
                            }
                            _ => {
                                if let Err((code, _)) = check_number(field, number) {
                                    fault(index, code);
                                }
                            }
                        }
                    }
                    numbers.push(datum);
                }
                Column::Numbers(numbers)
            }
        });
    }
    entries
}
