//! Entries with a row for each year.

use bartar_criteria::missing::Missing;
use bartar_criteria::text::Text;

use super::{Assembled, Joining};
use crate::header::Facet;

impl Joining<'_> {
    /// An entry of rows of different years, the latest first.
    ///
    /// A field with history has in each year the datum of that year's row; years older than its history are not read. A
    /// field without history has the datum of the latest row, and the others must agree or be empty.
    pub(super) fn of_years(&self, rows: &[(u8, u32)]) -> Assembled {
        let (latest, lead) = rows.first().copied().unwrap_or_default();
        let (name, fault) = self.common_name(rows.iter().map(|(_, row)| *row));
        let count = self.reading.columns.len();
        let mut assembled = Assembled {
            lead,
            id: self.id(lead).to_owned(),
            name,
            data: vec![Err(Missing::NotSubmitted); count],
            faults: fault.into_iter().collect(),
            claims: Vec::new(),
            places: Vec::new(),
        };
        if latest > 0 {
            assembled.faults.push(self.no_current_year());
        }
        let current = self.reading.specs.iter().enumerate().filter(|(_, spec)| spec.years_before == 0);
        for (column, _) in current {
            if self.without_history(column) {
                let datum = self.cell(lead, column);
                let differs = |(_, row): &&(u8, u32)| {
                    let other = self.cell(*row, column);
                    other != Err(Missing::NotSubmitted) && other != datum
                };
                if let Some((before, _)) = rows.iter().skip(1).find(differs) {
                    assembled.faults.push(self.disagreement(column, latest, *before));
                }
                assembled.data[column] = datum;
                continue;
            }
            for (before, row) in rows {
                if let Some(earlier) = self.earlier(column, *before) {
                    assembled.data[earlier] = self.cell(*row, column);
                    if *before > 0 {
                        assembled.places.push((earlier, *row, self.slot(column, Facet::Stated)));
                    }
                }
            }
        }
        for (before, row) in rows {
            self.add_remarks(&mut assembled, *before, *row, lead);
        }
        assembled
    }

    /// What was found and claimed in the row of a year.
    fn add_remarks(&self, assembled: &mut Assembled, before: u8, row: u32, lead: u32) {
        for fault in self.faults(row) {
            let column = match fault.column.map(usize::from) {
                Some(column) if !self.without_history(column) => match self.earlier(column, before) {
                    Some(earlier) => Some(earlier),
                    // Older than the field asks for.
                    None => continue,
                },
                column => column,
            };
            assembled.faults.push((column, fault.code, Text::clone(&fault.message)));
        }
        for claim in self.claims(row) {
            let column = usize::from(claim.column);
            let target = if self.without_history(column) {
                (row == lead).then_some(column)
            } else {
                self.earlier(column, before)
            };
            let Some(target) = target else { continue };
            assembled.places.retain(|(placed, ..)| *placed != target);
            assembled.places.push((target, row, self.slot(column, claim.facet)));
            assembled.claims.extend(claim.claimed.clone().map(|claimed| (target, claimed)));
        }
    }
}
