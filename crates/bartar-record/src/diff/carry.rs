//! What was filed under one rulebook, carried over to another by the names of columns: its texts, read as the other rulebook
//! reads them.

use crate::text::{Row, datum};
use bartar_criteria::Rulebook;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::rulebook::{Field, check_number};
use bartar_scoring::Competition;
use bartar_scoring::amendments::{Amendment, Change};
use bartar_scoring::entries::{Cell, Claim, Column, Entries, Fault};
use bartar_scoring::unique::same_cooperative;

/// A competition with the entries, marks and amendments of another one, by this rulebook, up to the stage with this index. A
/// datum that this rulebook does not ask for is left out; one that the other did not ask for is not submitted.
#[must_use]
pub fn carry(from: &Competition, rulebook: &Rulebook, last_stage: usize) -> Competition {
    let way = Way::new(&from.rulebook, rulebook);
    let filed = &from.entries;
    let mut entries = Entries { ids: filed.ids.clone(), names: filed.names.clone(), ..Entries::default() };
    let known = |column: u16| u16::try_from(way.to(usize::from(column))?).ok();
    entries.faults = (filed.faults.iter())
        .filter_map(|fault| {
            let column = match fault.column {
                None => None,
                Some(column) => Some(known(column)?),
            };
            Some(Fault { column, ..fault.clone() })
        })
        .collect();
    for column in 0..rulebook.columns.len() {
        let carried = way.column(filed, column, &mut entries.faults);
        entries.columns.push(carried);
    }
    let claim = |claim: &Claim| {
        let column = known(claim.column)?;
        let claimed = match &claim.claimed {
            Cell::Text(text) => Cell::Text(text.clone()),
            cell => way.cell(usize::from(claim.column), &Ok(cell.clone()))?.ok()?,
        };
        Some(Claim { entry: claim.entry, column, claimed })
    };
    entries.claims = filed.claims.iter().filter_map(claim).collect();
    entries.claims.sort_by_key(|claim| (claim.entry, claim.column));
    entries.faults.retain(|fault| fault.code != bartar_criteria::codes::SAME_COOPERATIVE);
    let twice = same_cooperative(rulebook, &entries);
    entries.faults.extend(twice);
    let marks = from.marks.clone().filter(|_| !rulebook.panel.is_empty());
    let mut carried = Competition::new(rulebook.clone(), entries, marks, last_stage);
    if let Some(amended) = &from.amended {
        let amendment = |amendment: &Amendment| {
            let change = match &amendment.change {
                Change::Withdraw => Change::Withdraw,
                Change::Correct { column, new } => {
                    Change::Correct { column: way.to(*column)?, new: way.cell(*column, new)? }
                }
            };
            Some(Amendment { change, ..amendment.clone() })
        };
        carried.amend(amended.amendments.iter().filter_map(amendment).collect());
    }
    carried
}

/// From the columns of one rulebook to those of another.
struct Way<'r> {
    from: &'r Rulebook,
    to: &'r Rulebook,
    /// By column of the first: the one of the second with the same name.
    forth: Vec<Option<usize>>,
}

impl<'r> Way<'r> {
    fn new(from: &'r Rulebook, to: &'r Rulebook) -> Self {
        let names: Vec<String> = (0..to.columns.len()).map(|column| to.column_name(column)).collect();
        let same = |column| {
            let name = from.column_name(column);
            names.iter().position(|known| *known == name)
        };
        Self { from, to, forth: (0..from.columns.len()).map(same).collect() }
    }

    fn to(&self, column: usize) -> Option<usize> {
        self.forth.get(column).copied().flatten()
    }

    /// A datum of a column of the first rulebook, as the second reads it; none where it cannot.
    fn cell(&self, column: usize, datum: &Datum<Cell>) -> Option<Datum<Cell>> {
        if let Err(missing) = datum {
            return Some(Err(*missing));
        }
        let mut text = Vec::new();
        datum::write_cell(&mut Row::new(&mut text), field(self.from, column), datum);
        // A cell by itself may stand in quotes.
        let written = String::from_utf8(text).ok()?;
        let plain = match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(quoted) => quoted.replace("\"\"", "\""),
            None => written,
        };
        datum::read_cell(&plain, field(self.to, self.to(column)?))
    }

    /// A column of the second rulebook, from the data of the first.
    fn column(&self, filed: &Entries, column: usize, faults: &mut Vec<Fault>) -> Column {
        let to = field(self.to, column);
        let mut carried = crate::open::empty_column(to);
        let from = self.forth.iter().position(|known| *known == Some(column));
        let Some((from, cells)) = from.and_then(|from| Some((from, filed.columns.get(from)?))) else {
            (0..filed.len()).for_each(|_| carried.push(Err(Missing::NotSubmitted)));
            return carried;
        };
        if is_same(field(self.from, from), to) {
            return cells.clone();
        }
        for row in 0..filed.len() {
            let datum = self.cell(from, &cells.cell(row)).unwrap_or(Err(Missing::NotSubmitted));
            if let Ok(Cell::Number(number)) = &datum
                && to.kind.is_number()
                && let Err((code, message)) = check_number(to, *number)
                && let (Ok(entry), Ok(at)) = (u32::try_from(row), u16::try_from(column))
                && !faults.iter().any(|fault| (fault.entry, fault.column) == (entry, Some(at)))
            {
                faults.push(Fault { entry, column: Some(at), code, message: message.into(), group: None });
            }
            carried.push(datum);
        }
        carried
    }
}

fn field(rulebook: &Rulebook, column: usize) -> &Field {
    &rulebook.fields[rulebook.columns[column].field]
}

/// Whether two fields read the same text as the same datum.
fn is_same(a: &Field, b: &Field) -> bool {
    a.kind == b.kind && a.range == b.range && a.decimals == b.decimals
}
