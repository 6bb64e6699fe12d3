//! Entries with a row for each datum.

use std::collections::{BTreeMap, HashMap};

use bartar_criteria::codes;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::Cell;

use super::{Assembled, Joining};
use crate::blanks::{shown, trim};
use crate::cells::Settled;
use crate::fault::{FaultList, FileFault, FileNotice};
use crate::gather::{Rows, Stretch};
use crate::header::{Facet, Layout, Named, value_slot};
use crate::reading::Reading;

/// How many names that are not known are reported for a file.
const MOST_UNKNOWN: usize = 20;

/// What the rows of long files are about; none for rows about nothing that the rulebook knows.
pub(super) struct Data(Vec<(u32, Vec<Option<Named>>)>);

/// What one long file names.
struct Seen {
    columns: Vec<bool>,
    /// Whether it has a column of years.
    years: bool,
    /// Names that are not known: the first row, how many, and why.
    unknown: BTreeMap<String, (u32, u32, Option<Text>)>,
}

impl Data {
    /// Finds the field of each row of long files.
    pub(super) fn new(rows: &Rows, reading: &Reading<'_>) -> Result<(Self, Vec<FileNotice>), Vec<FileFault>> {
        let mut all = Vec::new();
        let mut files: BTreeMap<usize, (Seen, FaultList)> = BTreeMap::new();
        for stretch in rows.joints.iter().filter(|stretch| stretch.joint.layout == Layout::Long) {
            let (seen, faults) = files.entry(stretch.file).or_insert_with(|| {
                let columns = vec![false; reading.columns.len()];
                (Seen { columns, years: false, unknown: BTreeMap::new() }, FaultList::default())
            });
            seen.years |= stretch.joint.year.is_some();
            let mut known: HashMap<&str, Result<Named, (bool, Option<Text>)>> = HashMap::new();
            let named = (0..stretch.rows).map(|row| {
                let name = trim(stretch.joint.field.get(row as usize));
                let named = known.entry(name).or_insert_with(|| reading.names.named(name));
                let fault = |code, why: Text| {
                    let place = rows.provenance.place_of_row(stretch.first + row, None);
                    let fault = FileFault::new(place.as_ref().map_or("", |place| place.file), code, why);
                    match place {
                        Some(place) => fault.in_sheet(place.sheet).at_row(u64::from(place.row)),
                        None => fault,
                    }
                };
                match named {
                    Ok(named) if seen.years && reading.specs.get(named.column).is_some_and(|spec| spec.years_before > 0) => {
                        let name = shown(name);
                        faults.add(codes::TWO_LAYOUTS, || fault(codes::TWO_LAYOUTS, text!(
                            fa: "فایل ستون سال دارد، ولی نام قلم «{name}» هم سالی را می‌گوید؛ یکی از دو را نگه دارید",
                            en: "the file has a column of years, but the field name `{name}` tells a year too; keep one of the two"
                        )));
                        None
                    }
                    Ok(named) => {
                        if let Some(column) = seen.columns.get_mut(named.column) {
                            *column = true;
                        }
                        Some(*named)
                    }
                    Err((true, why)) => {
                        faults.add(codes::UNKNOWN_UNIT, || fault(codes::UNKNOWN_UNIT, why.clone().unwrap_or_default()));
                        None
                    }
                    Err((false, why)) => {
                        let (_, count, _) =
                            seen.unknown.entry(name.to_owned()).or_insert((stretch.first + row, 0, why.clone()));
                        *count += 1;
                        None
                    }
                }
            });
            let named = named.collect();
            all.push((stretch.first, named));
        }
        let (mut faults, mut notices) = (Vec::new(), Vec::new());
        for (file, (seen, list)) in files {
            let (path, sheet) = rows
                .provenance
                .files
                .get(file)
                .map_or(("", None), |file| (file.path.as_str(), file.sheet.as_deref()));
            let unknown: Vec<String> = seen.unknown.keys().cloned().collect();
            faults.extend(list.finish(path));
            let unnamed = reading.names.unnamed(path, &seen.columns, seen.years, &unknown);
            faults.extend(unnamed.map(|fault| fault.in_sheet(sheet)));
            let more = seen.unknown.len().saturating_sub(MOST_UNKNOWN);
            for (name, (row, count, why)) in seen.unknown.into_iter().take(MOST_UNKNOWN) {
                let notice = unknown_field(path, &name, count, why).in_sheet(sheet);
                let place = rows.provenance.place_of_row(row, None);
                notices.push(match place {
                    Some(place) => notice.at_row(u64::from(place.row)),
                    None => notice,
                });
            }
            notices.extend((more > 0).then(|| more_unknown(path, more).in_sheet(sheet)));
        }
        if faults.is_empty() { Ok((Self(all), notices)) } else { Err(faults) }
    }

    /// What a row is about.
    fn of(&self, row: u32) -> Option<Named> {
        let at = self.0.partition_point(|(first, _)| *first <= row).checked_sub(1)?;
        let (first, named) = self.0.get(at)?;
        named.get((row - first) as usize).copied().flatten()
    }
}

fn unknown_field(file: &str, name: &str, count: u32, why: Option<Text>) -> FileNotice {
    let (name, count_fa) = (shown(name), to_persian_digits(&count.to_string()));
    let Text { fa, en } = why.unwrap_or_else(|| Text::new("شناخته نیست", "it is not known"));
    let message = text!(
        fa: "قلم «{name}» خوانده نمی‌شود ({count_fa} ردیف): {fa}",
        en: "the field `{name}` is not read ({count} rows): {en}"
    );
    FileNotice::new(file, codes::UNKNOWN_COLUMN, message)
}

fn more_unknown(file: &str, more: usize) -> FileNotice {
    let more_fa = to_persian_digits(&more.to_string());
    let message = text!(
        fa: "و {more_fa} نام دیگر که شناخته نیستند و خوانده نمی‌شوند",
        en: "and {more} more names that are not known and not read"
    );
    FileNotice::new(file, codes::UNKNOWN_COLUMN, message)
}

/// A row about a datum.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    /// The column; for earlier years of a field without history, that of the current one.
    column: usize,
    /// For a field without history, how many years before.
    before: u8,
    facet: Facet,
    row: u32,
    shift: i8,
}

impl Joining<'_> {
    /// An entry of rows with one datum each.
    pub(super) fn of_data(&self, rows: &[u32]) -> Assembled {
        let mut named: Vec<u32> = rows.to_vec();
        named.sort_by_key(|row| self.name(*row));
        let (name, fault) = self.common_name(named.into_iter());
        let lead = rows.first().copied().unwrap_or_default();
        let mut assembled = Assembled {
            lead,
            id: self.id(lead).to_owned(),
            name,
            data: vec![Err(Missing::NotSubmitted); self.reading.columns.len()],
            faults: fault.into_iter().collect(),
            claims: Vec::new(),
            places: Vec::new(),
        };
        let (mut parts, mut current) = (Vec::new(), false);
        for row in rows {
            match self.year(*row) {
                Err(why) => assembled.faults.push((None, codes::UNREADABLE_YEAR, why)),
                Ok(before) => {
                    current |= before == 0;
                    let part = self.part(*row, before);
                    let column = part.map(|part| part.column);
                    let found = self.faults(*row).iter();
                    assembled
                        .faults
                        .extend(found.map(|fault| (column, fault.code, Text::clone(&fault.message))));
                    parts.extend(part);
                }
            }
        }
        if !current {
            assembled.faults.push(self.no_current_year());
        }
        parts.sort_unstable();
        for parts in parts.chunk_by(|a, b| (a.column, a.before) == (b.column, b.before)) {
            self.add_datum(&mut assembled, parts);
        }
        assembled
    }

    /// The datum that a row of some year is about; none if that is not asked for.
    fn part(&self, row: u32, before: u8) -> Option<Part> {
        let Named { column, facet, shift } = self.data.of(row)?;
        if self.without_history(column) {
            return Some(Part { column, before, facet, row, shift });
        }
        let own = self.reading.specs.get(column)?.years_before;
        let column = self.earlier(column, own.checked_add(before)?)?;
        Some(Part { column, before: 0, facet, row, shift })
    }

    /// Reads the rows about one datum: one for each facet at most.
    fn add_datum(&self, assembled: &mut Assembled, parts: &[Part]) {
        let Some(Part { column, before, .. }) = parts.first().copied() else { return };
        if parts.windows(2).any(|pair| pair[0].facet == pair[1].facet) {
            let count = parts.len();
            let count_fa = to_persian_digits(&count.to_string());
            let message = text!(
                fa: "این داده در {count_fa} ردیف آمده است؛ تنها یکی را نگه دارید",
                en: "this datum stands in {count} rows; keep one of them"
            );
            assembled.faults.push((Some(column), codes::DATUM_TWICE, message));
            return;
        }
        let of = |facet| parts.iter().find(|part| part.facet == facet);
        let text = |facet| of(facet).map_or("", |part| self.value(part.row));
        let reader = |facet| self.reading.reader(column, of(facet).map_or(0, |part| part.shift));
        let cells = Facet::ALL.map(text);
        let readers = [reader(Facet::Stated), reader(Facet::Verified)];
        let (datum, facet, claimed): (Datum<Cell>, _, _) =
            match Settled::new(cells, readers, &self.reading.evidence) {
                Ok(settled) => (settled.datum, settled.facet, settled.claimed),
                Err(((code, message), claimed)) => {
                    assembled.faults.push((Some(column), code, message));
                    (Err(Missing::NotSubmitted), Facet::Stated, claimed)
                }
            };
        if before > 0 {
            // An earlier year of a field without history says the same or nothing; its own year comes before it.
            if datum != Err(Missing::NotSubmitted) && datum != assembled.data[column] {
                assembled.faults.push(self.disagreement(column, 0, before));
            }
            return;
        }
        let place = of(facet).or(parts.first()).map_or(assembled.lead, |part| part.row);
        assembled.data[column] = datum;
        assembled.claims.extend(claimed.map(|claimed| (column, claimed)));
        assembled.places.push((column, place, value_slot(self.reading.columns.len())));
    }

    /// The value of a row.
    fn value(&self, row: u32) -> &str {
        self.stretch(row)
            .map_or("", |stretch: &Stretch| stretch.joint.value.get((row - stretch.first) as usize))
    }
}
