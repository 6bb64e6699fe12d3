//! What was filed, against the rules of reading it: whatever data and rulebook alone tell must have been found. What reading
//! found in cells that could not be read is known from the record alone.

use super::Difference;
use crate::seal::AMENDMENTS;
use bartar_criteria::Severity;
use bartar_criteria::codes::{DUPLICATE_ID, MISSING_ID, OUT_OF_RANGE};
use bartar_criteria::exact::{Decimal, parse_decimal};
use bartar_criteria::rulebook::{Field, FieldKind, check_number};
use bartar_scoring::Competition;
use bartar_scoring::amendments::{Amendment, Change};
use bartar_scoring::entries::{Cell, Column, Entries};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Entries whose data break a rule of their field, or whose ids are none, and of which no fault tells.
pub fn unfaulted(competition: &Competition) -> Vec<Difference> {
    let (rulebook, entries) = (&competition.rulebook, &competition.entries);
    let grave = entries.faults.iter().filter(|fault| fault.code.severity() == Severity::Error);
    let told: BTreeSet<(u32, Option<u16>)> = grave.map(|fault| (fault.entry, fault.column)).collect();
    let at = |entry: usize, column: Option<usize>| {
        let column = column.and_then(|column| u16::try_from(column).ok());
        u32::try_from(entry).is_ok_and(|entry| told.contains(&(entry, column)))
    };
    let difference = |entry: usize, of: &str, code: &str, found: String| Difference {
        part: "confidential/faults.csv.gz".to_owned(),
        entry: Some(entries.ids.get(entry).to_owned()),
        of: Some(of.to_owned()),
        expected: Some(format!("{code}: {found}")),
        found: None,
    };
    let mut found = Vec::new();
    for (column, cells) in entries.columns.iter().enumerate() {
        let field = &rulebook.fields[rulebook.columns[column].field];
        let Column::Numbers(numbers) = cells else { continue };
        if field.of_panel || !has_rules(field) {
            continue;
        }
        let broken = (0..numbers.len()).into_par_iter().filter_map(|entry| {
            let number = numbers.get(entry).ok()?;
            let code = broken_rule(field, number)?;
            (!at(entry, Some(column))).then_some((entry, code, number))
        });
        let name = rulebook.column_name(column);
        let broken: Vec<_> = broken.collect();
        found.extend(
            broken
                .into_iter()
                .map(|(entry, code, number)| difference(entry, &name, code, number.to_string())),
        );
    }
    for entry in 0..entries.len() {
        let id = entries.ids.get(entry);
        // A record lists entries by id, so that equal ones follow each other.
        let twice = |other: Option<usize>| {
            other.is_some_and(|other| other < entries.len() && entries.ids.get(other) == id)
        };
        let code = if id.is_empty() {
            MISSING_ID
        } else if twice(entry.checked_sub(1)) || twice(Some(entry + 1)) {
            DUPLICATE_ID
        } else {
            continue;
        };
        if !at(entry, None) {
            found.push(difference(entry, "id", code.name(), id.to_owned()));
        }
    }
    found
}

fn has_rules(field: &Field) -> bool {
    field.kind == FieldKind::Count || field.decimals.is_some() || field.range.is_some()
}

fn broken_rule(field: &Field, number: Decimal) -> Option<&'static str> {
    if matches!(field.kind, FieldKind::Date(_)) {
        let outside = field.range.as_ref().is_some_and(|range| !range.contains_decimal(&number));
        return outside.then(|| OUT_OF_RANGE.name());
    }
    check_number(field, number).err().map(|(code, _)| code.name())
}

/// Accepted corrections of numbers whose datum is not the number that the jury wrote, or that did not find the number that
/// they say stood there.
pub fn misquoted(competition: &Competition) -> Vec<Difference> {
    let Some(amended) = &competition.amended else { return Vec::new() };
    let (rulebook, entries) = (&competition.rulebook, &competition.entries);
    let mut now: BTreeMap<(u32, usize), Option<Decimal>> = BTreeMap::new();
    let mut found = Vec::new();
    for amendment in amended.amendments.iter().filter(|amendment| amendment.accepted) {
        let Change::Correct { column, new } = &amendment.change else { continue };
        let field = &rulebook.fields[rulebook.columns[*column].field];
        if !field.kind.is_number() {
            continue;
        }
        let new = match new {
            Ok(Cell::Number(number)) => Some(*number),
            _ => None,
        };
        let before =
            now.insert((amendment.row, *column), new).unwrap_or_else(|| stood(entries, amendment, *column));
        let written = |text: &str| parse_decimal(text, &rulebook.data.dialect).ok();
        for (which, written, datum) in
            [("old", written(&amendment.old), before), ("new", written(&amendment.new), new)]
        {
            if written.is_some() && written != datum {
                found.push(Difference {
                    part: AMENDMENTS.to_owned(),
                    entry: Some(entries.ids.get(amendment.row as usize).to_owned()),
                    of: Some(format!("{} {which}", rulebook.column_name(*column))),
                    expected: datum.map(|datum| datum.to_string()),
                    found: written.map(|written| written.to_string()),
                });
            }
        }
    }
    found
}

fn stood(entries: &Entries, amendment: &Amendment, column: usize) -> Option<Decimal> {
    match entries.columns.get(column)?.cell(amendment.row as usize) {
        Ok(Cell::Number(number)) => Some(number),
        _ => None,
    }
}
