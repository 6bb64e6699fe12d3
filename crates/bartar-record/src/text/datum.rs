//! A datum as a record writes it: numbers as plain decimals, dates as Gregorian `yyyy-mm-dd`, choices by their id, `yes` and
//! `no`, texts as they are. A missing datum is an empty cell, or its status after `!`.

use super::Row;
use bartar_criteria::calendar::{gregorian_days, parts};
use bartar_criteria::exact::{Decimal, parse_short_ascii};
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::rulebook::{Calendar, Field, FieldKind};
use bartar_scoring::entries::{Cell, Column, choice_of, narrow_cell};

/// Writes the datum of one entry in a column.
pub fn write(row: &mut Row<'_>, field: &Field, column: &Column, entry: usize) {
    match column {
        Column::Numbers(numbers) if !matches!(field.kind, FieldKind::Date(_)) => match numbers.as_narrow() {
            Some((scale, mantissas)) => match narrow_cell(mantissas[entry]) {
                Ok(mantissa) => row.short(mantissa, scale),
                Err(missing) => status(row, missing),
            },
            None => match numbers.get(entry) {
                Ok(number) => row.decimal(&number),
                Err(missing) => status(row, missing),
            },
        },
        Column::Choices(choices) => match choice_of(choices[entry]) {
            Ok(choice) => row.text(choice_name(field, choice)),
            Err(missing) => status(row, missing),
        },
        Column::Texts(texts) => row.text(texts.get(entry)),
        Column::Numbers(_) => write_cell(row, field, &column.cell(entry)),
    }
}

/// Writes a datum that stands by itself.
pub fn write_cell(row: &mut Row<'_>, field: &Field, datum: &Datum<Cell>) {
    match datum {
        Err(missing) => status(row, *missing),
        Ok(Cell::Number(number)) => {
            let days = i64::try_from(number.mantissa()).ok().filter(|_| number.is_integer());
            match days.filter(|_| matches!(field.kind, FieldKind::Date(_))) {
                Some(days) => match parts(days, Calendar::Gregorian) {
                    Some((year, month, day)) => row.word(&format!("{year:04}-{month:02}-{day:02}")),
                    None => row.decimal(number),
                },
                None => row.decimal(number),
            }
        }
        Ok(Cell::Choice(choice)) => row.text(choice_name(field, *choice)),
        Ok(Cell::Text(text)) => row.text(text),
    }
}

fn status(row: &mut Row<'_>, missing: Missing) {
    match missing {
        Missing::NotSubmitted => row.empty(),
        other => row.word(&format!("!{}", other.name())),
    }
}

fn choice_name(field: &Field, choice: u16) -> &str {
    match &field.kind {
        FieldKind::Choice(choices) => choices.get(usize::from(choice)).map_or("", |choice| &choice.id),
        _ if choice == 1 => "yes",
        _ => "no",
    }
}

/// Reads a datum into a column; whether it is one of the field.
pub fn read(text: &str, field: &Field, column: &mut Column) -> bool {
    if let Column::Numbers(numbers) = column
        && !matches!(field.kind, FieldKind::Date(_))
        && let Some((mantissa, scale)) = parse_short_ascii(text.as_bytes())
    {
        numbers.push_short(mantissa, scale);
        return true;
    }
    let datum = read_cell(text, field);
    if let Some(datum) = &datum {
        column.push(datum.clone());
    }
    datum.is_some()
}

/// Reads a datum that stands by itself; none where it is none of the field.
#[must_use]
pub fn read_cell(text: &str, field: &Field) -> Option<Datum<Cell>> {
    let is_text = matches!(field.kind, FieldKind::Text | FieldKind::NationalId);
    if text.is_empty() {
        return Some(Err(Missing::NotSubmitted));
    }
    if is_text {
        return Some(Ok(Cell::Text(text.to_owned())));
    }
    if let Some(name) = text.strip_prefix('!') {
        return Missing::ALL.into_iter().find(|missing| missing.name() == name).map(Err);
    }
    let cell = match &field.kind {
        FieldKind::Choice(choices) => {
            let at = choices.iter().position(|choice| choice.id == text)?;
            Cell::Choice(u16::try_from(at).ok()?)
        }
        FieldKind::YesNo => Cell::Choice(match text {
            "yes" => 1,
            "no" => 0,
            _ => return None,
        }),
        FieldKind::Date(_) => Cell::Number(Decimal::from_int(date(text)?)),
        _ => Cell::Number(text.parse().ok()?),
    };
    Some(Ok(cell))
}

fn date(text: &str) -> Option<i64> {
    let mut numbers = text.splitn(3, '-').map(|part| part.parse::<u16>().ok());
    let mut next = || numbers.next().flatten();
    let (year, month, day) = (next()?, next()?, next()?);
    gregorian_days(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}
