//! Two texts of the same part, cell by cell.

use super::check::Difference;
use crate::text::Rows;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A difference, and the column in which it is; none where a row is missing, too many, or out of order.
pub struct CellDifference {
    pub column: Option<String>,
    pub difference: Difference,
}

/// The differences of a part from what it should be. Rows are told apart by the cells in their `keys` columns; `entry` is the
/// column with the entry's id, and `of` one that names what the row is about.
pub fn differences(
    part: &str,
    expected: &str,
    found: &str,
    keys: &[usize],
    entry: Option<usize>,
    of: Option<usize>,
) -> Vec<CellDifference> {
    let (Some((headers, expected)), Some((found_headers, found))) = (table(expected), table(found)) else {
        return vec![whole(part, "rows")];
    };
    if headers != found_headers {
        let joined = |cells: &[Cow<'_, str>]| Some(cells.join(","));
        return vec![CellDifference {
            column: None,
            difference: Difference {
                part: part.to_owned(),
                expected: joined(&headers),
                found: joined(&found_headers),
                ..Difference::default()
            },
        }];
    }
    let key = |row: &[Cow<'_, str>]| keys.iter().map(|key| row[*key].to_string()).collect::<Vec<_>>();
    let mut all = Vec::new();
    let mut known: BTreeMap<Vec<String>, &Vec<Cow<'_, str>>> = BTreeMap::new();
    let at = |row: &[Cow<'_, str>], column: Option<usize>| column.map(|column| row[column].to_string());
    let place = |row: &[Cow<'_, str>]| Difference {
        part: part.to_owned(),
        entry: at(row, entry),
        of: at(row, of),
        ..Difference::default()
    };
    for row in &found {
        if let Some(_twice) = known.insert(key(row), row) {
            let difference = Difference { found: Some(row.join(",")), ..place(row) };
            all.push(CellDifference { column: None, difference });
        }
    }
    let mut wanted = BTreeSet::new();
    for row in &expected {
        wanted.insert(key(row));
        let Some(there) = known.get(&key(row)) else {
            let difference = Difference { expected: Some(row.join(",")), ..place(row) };
            all.push(CellDifference { column: None, difference });
            continue;
        };
        for (column, (cell, other)) in row.iter().zip(there.iter()).enumerate().filter(|(_, (a, b))| a != b) {
            let name = headers[column].to_string();
            let of = at(row, of).map_or_else(|| name.clone(), |of| format!("{of} {name}"));
            let difference = Difference {
                of: Some(of),
                expected: Some(cell.to_string()),
                found: Some(other.to_string()),
                ..place(row)
            };
            all.push(CellDifference { column: Some(name), difference });
        }
    }
    for row in found.iter().filter(|row| !wanted.contains(&key(row))) {
        let difference = Difference { found: Some(row.join(",")), ..place(row) };
        all.push(CellDifference { column: None, difference });
    }
    if all.is_empty() {
        // The same rows in another order, or in another spelling.
        let first = expected.iter().zip(&found).find(|(a, b)| a != b);
        let mut difference = whole(part, "order of rows, or spelling");
        if let Some((wanted, there)) = first {
            difference.difference = Difference {
                of: difference.difference.of,
                expected: Some(wanted.join(",")),
                found: Some(there.join(",")),
                ..place(wanted)
            };
        }
        all.push(difference);
    }
    all
}

fn whole(part: &str, of: &str) -> CellDifference {
    let difference = Difference { part: part.to_owned(), of: Some(of.to_owned()), ..Difference::default() };
    CellDifference { column: None, difference }
}

type Table<'t> = (Vec<Cow<'t, str>>, Vec<Vec<Cow<'t, str>>>);

/// The header and rows of a text, if all rows have as many cells as the header.
fn table(text: &str) -> Option<Table<'_>> {
    let (mut rows, mut headers, mut cells, mut all) =
        (Rows::new(text, 1), Vec::new(), Vec::new(), Vec::new());
    if !rows.next(&mut headers)? {
        return None;
    }
    while rows.next(&mut cells)? {
        if cells.len() != headers.len() {
            return None;
        }
        all.push(cells.clone());
    }
    Some((headers, all))
}
