//! Entries written as tables.

use bartar_criteria::Rulebook;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::rulebook::{ColumnSpec, FieldKind};
use bartar_scoring::Entries;
use bartar_scoring::entries::{Column, NumberColumn, TextColumn, choice_cell};

/// Entries from a table of words: a line of column names, then a line for each entry, its id first. Columns of the
/// rulebook that the table leaves out, and cells `-`, are not submitted; `n/a`, `rejected` and `pending` are the other
/// words for a missing datum. Dates are days since 1970-01-01.
pub fn table(rulebook: &Rulebook, text: &str) -> Entries {
    let mut lines =
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|line| !line.is_empty());
    let header = lines.next().unwrap_or_default();
    sheet(
        rulebook,
        &header,
        &lines.map(|line| line.iter().map(ToString::to_string).collect()).collect::<Vec<_>>(),
    )
}

/// The same from rows of cells; both the header and the rows begin with the id.
pub fn sheet(rulebook: &Rulebook, header: &[&str], rows: &[Vec<String>]) -> Entries {
    let mut entries = Entries::default();
    for row in rows {
        assert_eq!(row.len(), header.len(), "{header:?}: {row:?}");
        entries.ids.push(&row[0]);
        entries.names.push("");
    }
    for name in &header[1..] {
        let known = (0..rulebook.columns.len()).any(|column| rulebook.column_name(column) == *name);
        assert!(known, "no column {name}");
    }
    for (index, spec) in rulebook.columns.iter().enumerate() {
        let name = rulebook.column_name(index);
        let place = header.iter().position(|known| *known == name);
        let cells = rows.iter().map(|row| place.map_or("-", |place| row[place].as_str()));
        entries.columns.push(column(rulebook, *spec, cells));
    }
    entries
}

fn column<'c>(rulebook: &Rulebook, spec: ColumnSpec, cells: impl Iterator<Item = &'c str>) -> Column {
    match &rulebook.fields[spec.field].kind {
        FieldKind::Choice(choices) => {
            let index = |id: &str| choices.iter().position(|choice| choice.id == id).expect("a choice");
            choices_of(cells, |id| u16::try_from(index(id)).expect("few choices"))
        }
        FieldKind::YesNo => choices_of(cells, |word| match word {
            "yes" => 1,
            "no" => 0,
            _ => panic!("neither yes nor no: {word}"),
        }),
        FieldKind::Text => {
            let mut texts = TextColumn::default();
            cells.for_each(|cell| texts.push(if cell == "-" { "" } else { cell }));
            Column::Texts(texts)
        }
        _ => {
            let mut numbers = NumberColumn::default();
            cells.for_each(|cell| push(&mut numbers, cell));
            Column::Numbers(numbers)
        }
    }
}

fn choices_of<'c>(cells: impl Iterator<Item = &'c str>, read: impl Fn(&str) -> u16) -> Column {
    Column::Choices(
        cells.map(|cell| choice_cell(missing(cell).map_or_else(|| Ok(read(cell)), Err))).collect(),
    )
}

/// Short numbers go in as readers of files put them in: digits as written, with the zeros at their end.
fn push(numbers: &mut NumberColumn, cell: &str) {
    let digits = cell.replace('.', "");
    match digits.parse::<i64>() {
        Ok(mantissa) => numbers.push_short(mantissa, scale(cell)),
        Err(_) => numbers.push(number(cell)),
    }
}

fn scale(cell: &str) -> u8 {
    cell.split_once('.').map_or(0, |(_, decimals)| u8::try_from(decimals.len()).expect("few decimals"))
}

fn number(cell: &str) -> Datum<Decimal> {
    missing(cell).map_or_else(|| Ok(cell.parse().expect("a number")), Err)
}

/// The status that a word stands for.
pub fn missing(cell: &str) -> Option<Missing> {
    match cell {
        "-" => Some(Missing::NotSubmitted),
        "n/a" => Some(Missing::NotApplicable),
        "rejected" => Some(Missing::Rejected),
        "pending" => Some(Missing::Pending),
        _ => None,
    }
}
