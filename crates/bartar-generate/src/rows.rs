//! The rows of an entry: one, one for each year, or one for each datum.

use crate::fault::Faulty;
use crate::kind::{Arrangement, Kind};
use crate::sheet::Cell;
use bartar_criteria::rulebook::{ColumnSpec, Rulebook};

/// How a file arranges the cells of an entry. A place is an index into these: id, name, claims, and what stands beside
/// them.
pub(crate) struct Rows {
    arrangement: Arrangement,
    wide: Vec<String>,
    pub(crate) headers: Vec<String>,
    /// Cells that label an entry: its id, and its name where it has one.
    pub(crate) labels: usize,
    /// In files of years, for each cell after the labels where it stands in the row of each year.
    years: Vec<Vec<Option<usize>>>,
    current_year: u32,
}

/// The rows that a file of years has for each entry: the current year, and the earlier ones that fields ask for.
pub(crate) fn years(rulebook: &Rulebook) -> usize {
    usize::from(rulebook.fields.iter().map(|field| field.history).max().unwrap_or(0)) + 1
}

/// Whether a row of an earlier year says again what stands in this column of the current one. What must be unique is said
/// once, and what is at fault or examined too.
pub(crate) fn said_again(
    rulebook: &Rulebook,
    column: usize,
    examined: &[usize],
    fault: Option<&Faulty>,
) -> bool {
    let planted = fault.and_then(|fault| fault.cell.as_ref()).is_some_and(|(at, _)| *at == column);
    let field = &rulebook.fields[rulebook.columns[column].field];
    field.history == 0 && !field.unique && !planted && !examined.contains(&column)
}

impl Rows {
    /// The arrangement of a file that as a wide one had these headers, with these columns and those examined.
    pub(crate) fn new(
        rulebook: &Rulebook,
        kind: Kind,
        wide: Vec<String>,
        columns: &[usize],
        examined: &[usize],
    ) -> Self {
        let labels = 1 + usize::from(!rulebook.data.name.is_empty());
        let arrangement = kind.arrangement();
        let mut rows = Self {
            arrangement,
            headers: wide.clone(),
            wide,
            labels,
            years: Vec::new(),
            current_year: rulebook.data.current_year.unwrap_or(0),
        };
        let style = kind.style();
        match arrangement {
            Arrangement::Entry => {}
            Arrangement::Year => {
                rows.arrange_years(rulebook, columns, examined, style.header_of(&rulebook.data.year));
            }
            Arrangement::Datum => {
                rows.headers.truncate(labels);
                let long = rulebook.data.long.iter();
                rows.headers.extend(
                    long.flat_map(|long| [&long.field, &long.value]).map(|names| style.header_of(names)),
                );
            }
        }
        rows
    }

    fn arrange_years(&mut self, rulebook: &Rulebook, columns: &[usize], examined: &[usize], year: String) {
        let all = years(rulebook);
        let current = |column: &usize| rulebook.columns[*column].years_before == 0;
        self.headers.truncate(self.labels);
        self.headers.push(year);
        for (place, column) in columns.iter().enumerate().filter(|(_, column)| current(column)) {
            self.headers.push(self.wide[self.labels + place].clone());
            let field = rulebook.columns[*column].field;
            let in_year = |before: usize| {
                let spec = ColumnSpec { field, years_before: u8::try_from(before).unwrap_or(u8::MAX) };
                let other = columns.iter().position(|column| rulebook.columns[*column] == spec)?;
                Some(self.labels + other)
            };
            self.years.push((0..all).map(in_year).collect());
        }
        for place in self.labels + columns.len()..self.labels + columns.len() + 2 * examined.len() {
            self.headers.push(self.wide[place].clone());
            self.years.push((0..all).map(|before| Some(place).filter(|_| before == 0)).collect());
        }
    }

    /// The rows of an entry with these cells. `again` is what the row of an earlier year says in place of a claim without
    /// history, `last_year` what stands for the year of the last row, and `twice` a datum with a row too many.
    pub(crate) fn of(
        &self,
        cells: &[Cell],
        again: &dyn Fn(usize, usize) -> Cell,
        last_year: Option<&str>,
        twice: Option<usize>,
    ) -> Vec<Vec<Cell>> {
        let labels = || cells[..self.labels].to_vec();
        match self.arrangement {
            Arrangement::Entry => vec![cells.to_vec()],
            Arrangement::Datum => {
                let places = (self.labels..cells.len()).chain(twice);
                let row = |place: usize| {
                    let datum = [Cell::Text(self.wide[place].clone()), cells[place].clone()];
                    labels().into_iter().chain(datum).collect()
                };
                places.map(row).collect()
            }
            Arrangement::Year => {
                let all = self.years.first().map_or(1, Vec::len);
                let row = |before: usize| {
                    let year = self.current_year.saturating_sub(u32::try_from(before).unwrap_or(0));
                    let year =
                        last_year.filter(|_| before + 1 == all).map_or(year.to_string(), str::to_owned);
                    let mut row = labels();
                    row.push(Cell::Text(year));
                    row.extend(self.years.iter().map(|places| match (places[before], places[0]) {
                        (Some(place), _) => cells[place].clone(),
                        (None, Some(claim)) => again(before, claim),
                        (None, None) => Cell::Text(String::new()),
                    }));
                    row
                };
                (0..all).map(row).collect()
            }
        }
    }

    /// In which row of the entry a cell stands, and under which header.
    pub(crate) fn place(&self, place: usize) -> (u64, String) {
        match self.arrangement {
            Arrangement::Entry => (0, self.wide[place].clone()),
            Arrangement::Datum => {
                let header = self.headers.last().cloned().unwrap_or_default();
                ((place - self.labels) as u64, header)
            }
            Arrangement::Year => {
                let at = self.years.iter().enumerate().find_map(|(column, places)| {
                    places.iter().position(|at| *at == Some(place)).map(|before| (before, column))
                });
                let (before, column) = at.unwrap_or_default();
                (before as u64, self.headers[self.labels + 1 + column].clone())
            }
        }
    }
}
