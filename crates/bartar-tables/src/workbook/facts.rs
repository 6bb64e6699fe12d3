//! What the tags of a workbook's parts say: how much there is, and what is hidden or merged.

use std::collections::HashMap;

use super::archive::{Refusal, is_xml};
use super::tags::{Tag, TagKind};

/// The most columns and rows of a sheet, beyond which calamine reads nothing.
const MOST_COLUMNS: u64 = 16_384;
const MOST_ROWS: u64 = 1_048_576;
/// How many hidden or merged stretches of a sheet are kept. Further ones are told by these.
const KEPT: usize = 10_000;
/// How many stretches of percent cells an ODS file may have: as many as it may have cells.
pub(super) const MOST_PERCENTS: u64 = 4_000_000;

/// How often a row may stand in succession with all that it holds. So few copies are told one by one, as entries with one
/// id; more were filled down by hand or by a program, and are no entries.
const MOST_COPIES: u64 = 1_000;

/// Rows or columns from one to another, both counted from 0 and both in it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    pub(super) first: u64,
    pub(super) last: u64,
}

/// Rows and columns that one cell covers.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Area {
    pub(super) rows: Stretch,
    pub(super) columns: Stretch,
}

/// What a sheet says of itself.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct SheetFacts {
    pub(super) hidden_rows: Vec<Stretch>,
    pub(super) hidden_columns: Vec<Stretch>,
    pub(super) merged: Vec<Area>,
    /// ODS: rows that hold something and stand too often in succession.
    pub(super) copied_rows: Vec<Stretch>,
    /// ODS: cells that are shown with a percent sign, as they come.
    percents: Vec<Area>,
}

impl SheetFacts {
    /// Whether an ODS cell is shown with a percent sign.
    pub(super) fn is_percent(&self, row: u32, column: u32) -> bool {
        let (row, column) = (u64::from(row), u64::from(column));
        let before =
            |area: &Area| area.rows.last < row || (area.rows.first <= row && area.columns.last < column);
        let next = self.percents.get(self.percents.partition_point(before));
        next.is_some_and(|area| area.rows.first <= row && area.columns.first <= column)
    }
}

/// What one part holds.
#[derive(Clone, Default, Debug)]
pub(super) struct PartFacts {
    pub(super) bytes: u64,
    /// Cells as they stand in the part.
    pub(super) cells: u64,
    /// Cells of an ODS file after repeated ones are written out, and their bytes.
    pub(super) spread: u64,
    pub(super) spread_bytes: u64,
    /// Shared texts, and how many there are by the part's own word.
    pub(super) texts: u64,
    pub(super) stated_texts: u64,
    /// Stretches of ODS cells that are shown with a percent sign.
    pub(super) percents: u64,
    /// Formats, fonts, sheets, names.
    pub(super) others: u64,
    /// Whether a table of an ODS file stands inside another.
    pub(super) nested_table: bool,
    /// The sheets of the part; an XLSX file has one in each of some parts, an ODS file all in one.
    pub(super) sheets: Vec<SheetFacts>,
    /// In the order of an XLSX workbook, which relationships its sheets are.
    sheet_ids: Vec<Vec<u8>>,
    /// Relationships: id, type and target.
    relationships: Vec<[Vec<u8>; 3]>,
    at: At,
}

/// Where in a part the tags are.
#[derive(Clone, Default, Debug)]
struct At {
    /// The row of an XLSX or ODS sheet, and in it the column.
    row: u64,
    column: u64,
    /// How often the present ODS row is repeated.
    row_repeats: u64,
    /// Columns that were told before the rows.
    told_columns: u64,
    /// ODS: where the present cell begins, and how often it is repeated.
    cell: Option<(u64, u64)>,
    /// ODS: blanks that the present cell states by their number.
    blanks: u64,
    /// ODS: columns up to the last cell with content, at most in any row; rows up to the last with content.
    width: u64,
    height: u64,
    /// ODS: bytes of the present row.
    row_bytes: u64,
    tables: usize,
}

/// What all parts hold.
#[derive(Default, Debug)]
pub(super) struct Facts {
    pub(super) parts: Vec<(String, PartFacts)>,
}

impl PartFacts {
    /// Takes a tag.
    pub(super) fn see(&mut self, tag: &Tag<'_>) {
        if tag.name.starts_with(b"table:") || tag.name == b"text:s" {
            return self.see_ods(tag);
        }
        if tag.kind == TagKind::Close {
            if tag.local() == b"row" {
                self.at.row += 1;
                self.at.column = 0;
            }
            return;
        }
        let one = |number: Option<u64>| number.unwrap_or(1).max(1) - 1;
        match tag.local() {
            b"c" => self.cells += 1,
            b"row" => {
                if let Some(row) = tag.number(b"r") {
                    self.at.row = row.saturating_sub(1);
                }
                if truth(tag.attribute(b"hidden")) {
                    let row = self.at.row;
                    self.note(|sheet| &mut sheet.hidden_rows, row, row);
                }
                if tag.kind == TagKind::Empty {
                    self.at.row += 1;
                }
            }
            b"col" if truth(tag.attribute(b"hidden")) => {
                let (first, last) = (one(tag.number(b"min")), one(tag.number(b"max")));
                self.note(|sheet| &mut sheet.hidden_columns, first, last);
            }
            b"mergeCell" => {
                if let Some(area) = tag.attribute(b"ref").and_then(area) {
                    self.merge(area);
                }
            }
            b"si" => self.texts += 1,
            b"sst" => self.stated_texts = self.stated_texts.max(tag.number(b"uniqueCount").unwrap_or(0)),
            b"sheet" => {
                self.others += 1;
                let id = tag.attributes().find(|(name, _)| *name == b"id" || name.ends_with(b":id"));
                self.sheet_ids.extend(id.map(|(_, id)| id.to_vec()));
            }
            b"Relationship" => {
                self.others += 1;
                let value = |name: &[u8]| tag.attribute(name).unwrap_or_default().to_vec();
                self.relationships.push([value(b"Id"), value(b"Type"), value(b"Target")]);
            }
            b"xf" | b"font" | b"fill" | b"border" | b"numFmt" | b"definedName" => self.others += 1,
            _ => {}
        }
    }

    /// Takes a tag of an ODS file's content.
    fn see_ods(&mut self, tag: &Tag<'_>) {
        match (tag.name, tag.kind) {
            (b"table:table", TagKind::Close) => {
                let area = self.at.width.saturating_mul(self.at.height);
                self.spread = self.spread.saturating_add(area);
                self.at = At { tables: self.at.tables.saturating_sub(1), ..At::default() };
            }
            (b"table:table", _) => {
                self.nested_table |= self.at.tables > 0;
                let tables = self.at.tables + usize::from(tag.kind == TagKind::Open);
                self.others += 1;
                self.at = At { tables, ..At::default() };
                self.sheets.push(SheetFacts::default());
            }
            (b"table:table-column", TagKind::Open | TagKind::Empty) => {
                let repeats = repeats(tag, b"table:number-columns-repeated", MOST_COLUMNS);
                let first = self.at.told_columns;
                if concealed(tag) {
                    self.note(|sheet| &mut sheet.hidden_columns, first, first + repeats - 1);
                }
                self.at.told_columns = (first + repeats).min(MOST_COLUMNS);
            }
            (b"table:table-row", TagKind::Open | TagKind::Empty) => {
                self.at.row_repeats = repeats(tag, b"table:number-rows-repeated", MOST_ROWS);
                if concealed(tag) {
                    let (first, last) = (self.at.row, self.at.row + self.at.row_repeats - 1);
                    self.note(|sheet| &mut sheet.hidden_rows, first, last);
                }
                self.at.column = 0;
                self.at.row_bytes = 0;
                if tag.kind == TagKind::Empty {
                    self.at.row += self.at.row_repeats;
                }
            }
            (b"table:table-row", TagKind::Close) => {
                let first = self.at.row;
                self.at.row += self.at.row_repeats;
                if self.at.row_bytes > 0 {
                    if self.at.row_repeats > MOST_COPIES {
                        let last = self.at.row - 1;
                        self.note(|sheet| &mut sheet.copied_rows, first, last);
                    }
                    self.at.height = self.at.row;
                    let bytes = self.at.row_bytes.saturating_mul(self.at.row_repeats);
                    self.spread_bytes = self.spread_bytes.saturating_add(bytes);
                }
            }
            (b"table:table-cell" | b"table:covered-table-cell", TagKind::Close) => self.end_cell(tag.at),
            (b"table:table-cell" | b"table:covered-table-cell", _) => self.begin_cell(tag),
            (b"text:s", TagKind::Open | TagKind::Empty) => {
                self.at.blanks = self.at.blanks.saturating_add(tag.number(b"text:c").unwrap_or(1));
                // Wherever they stand: calamine writes them out one by one.
                self.spread_bytes = self.spread_bytes.saturating_add(tag.number(b"text:c").unwrap_or(1));
            }
            _ => {}
        }
    }

    fn begin_cell(&mut self, tag: &Tag<'_>) {
        self.cells += 1;
        let repeats = repeats(tag, b"table:number-columns-repeated", MOST_COLUMNS);
        let spans = |name| tag.number(name).unwrap_or(1).max(1);
        let (columns, rows) = (spans(b"table:number-columns-spanned"), spans(b"table:number-rows-spanned"));
        if columns > 1 || rows > 1 {
            let (row, column) = (self.at.row, self.at.column);
            self.merge(Area {
                rows: Stretch { first: row, last: row.saturating_add(rows - 1) },
                columns: Stretch { first: column, last: column.saturating_add(columns - 1) },
            });
        }
        if tag.attribute(b"office:value-type") == Some(b"percentage") {
            self.percents += 1;
            let (row, column) = (self.at.row, self.at.column);
            let area = Area {
                rows: Stretch { first: row, last: row.saturating_add(self.at.row_repeats.saturating_sub(1)) },
                columns: Stretch { first: column, last: column.saturating_add(repeats - 1) },
            };
            if self.percents <= MOST_PERCENTS {
                self.sheet().percents.push(area);
            }
        }
        self.at.column = (self.at.column + repeats).min(MOST_COLUMNS);
        let content = |name: &[u8]| name.starts_with(b"office:") || name.starts_with(b"calcext:");
        let has_content = tag.attributes().any(|(name, _)| content(name) || name == b"table:formula");
        self.at.cell = has_content.then_some((tag.at, repeats));
        self.at.blanks = 0;
        if tag.kind == TagKind::Empty {
            // What the tag itself may hold.
            let len: usize = tag.attributes().map(|(name, value)| name.len() + value.len()).sum();
            self.end_cell(tag.at + len as u64);
        }
    }

    fn end_cell(&mut self, at: u64) {
        let Some((start, repeats)) = self.at.cell.take() else { return };
        let bytes = (at - start).saturating_add(self.at.blanks).saturating_mul(repeats);
        self.at.row_bytes = self.at.row_bytes.saturating_add(bytes.max(1));
        self.at.width = self.at.width.max(self.at.column);
    }

    /// The sheet whose tags are passing.
    fn sheet(&mut self) -> &mut SheetFacts {
        if self.sheets.is_empty() {
            self.sheets.push(SheetFacts::default());
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    fn note(&mut self, of: impl Fn(&mut SheetFacts) -> &mut Vec<Stretch>, first: u64, last: u64) {
        let list = of(self.sheet());
        if let Some(before) = list.last_mut().filter(|before| before.last.checked_add(1) == Some(first)) {
            before.last = last;
        } else if list.len() < KEPT {
            list.push(Stretch { first, last });
        }
    }

    fn merge(&mut self, area: Area) {
        let list = &mut self.sheet().merged;
        if list.len() < KEPT {
            list.push(area);
        }
    }

    /// The part has ended; `bytes` of it were tags and text.
    pub(super) fn finish(&mut self, bytes: u64) {
        debug_assert_eq!(bytes, self.bytes);
        self.at = At::default();
    }
}

impl Facts {
    /// Whether calamine will look for XML in parts that were looked at as XML.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let all = self.parts.iter().flat_map(|(_, part)| &part.relationships);
        let read = |kind: &[u8]| kind.ends_with(b"/worksheet") || kind.ends_with(b"/officeDocument");
        let strange = all
            .filter(|[_, kind, _]| read(kind))
            .any(|[_, _, target]| !std::str::from_utf8(target).is_ok_and(is_xml));
        if strange { Err(Refusal::Damaged("a sheet is no XML part".to_owned())) } else { Ok(()) }
    }

    /// What the sheet of an ODS file says of itself, by its place among all.
    pub(super) fn of_ods(&self, sheet: usize) -> Option<&SheetFacts> {
        self.part("content.xml")?.sheets.get(sheet)
    }

    /// What the sheet of an XLSX file says of itself, by its place among all; none where the file is put together so
    /// strangely that it cannot be told.
    pub(super) fn of_xlsx(&self, sheet: usize) -> Option<&SheetFacts> {
        const RELATIONSHIPS: &str = "_rels/workbook.xml.rels";
        let (name, relationships) = self.parts.iter().find(|(name, _)| name.ends_with(RELATIONSHIPS))?;
        let folder = name.strip_suffix(RELATIONSHIPS)?;
        let id = self.part(&format!("{folder}workbook.xml"))?.sheet_ids.get(sheet)?;
        let targets: HashMap<&[u8], &[u8]> = relationships
            .relationships
            .iter()
            .map(|[id, _, target]| (id.as_slice(), target.as_slice()))
            .collect();
        let target = std::str::from_utf8(targets.get(id.as_slice())?).ok()?;
        let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
        self.part(&path)?.sheets.first()
    }

    /// Whether a part has such a name.
    pub(super) fn has(&self, name: impl Fn(&str) -> bool) -> bool {
        self.parts.iter().any(|(own, _)| name(own))
    }

    fn part(&self, name: &str) -> Option<&PartFacts> {
        self.parts.iter().find(|(own, _)| own == name).map(|(_, part)| part)
    }
}

/// Whether an attribute says yes.
fn truth(value: Option<&[u8]>) -> bool {
    matches!(value, Some(b"1" | b"true"))
}

/// Whether an ODS row or column is hidden, by hand or by a filter.
fn concealed(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute(b"table:visibility"), Some(b"collapse" | b"filter"))
}

/// How often something is repeated, at least once.
fn repeats(tag: &Tag<'_>, name: &[u8], most: u64) -> u64 {
    tag.number(name).unwrap_or(1).clamp(1, most)
}

/// The area behind a reference like `B2:D4`.
fn area(reference: &[u8]) -> Option<Area> {
    let (first, last) = std::str::from_utf8(reference).ok()?.split_once(':')?;
    let cell = |text: &str| {
        let (letters, digits) = text.split_at(text.find(|c: char| c.is_ascii_digit())?);
        let letter = |column: u64, c: char| {
            let value = c.to_ascii_uppercase();
            value.is_ascii_uppercase().then(|| column.saturating_mul(26) + u64::from(value) - 64)
        };
        let column = letters.chars().try_fold(0, letter)?;
        Some((digits.parse::<u64>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
    };
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(Area { rows: Stretch { first: top, last: bottom }, columns: Stretch { first: left, last: right } })
}

#[cfg(test)]
mod tests {
    use super::super::tags::Tags;
    use super::*;

    fn facts(part: &str) -> PartFacts {
        let mut facts = PartFacts::default();
        Tags::default().feed(part.as_bytes(), &mut |tag| facts.see(&tag)).unwrap();
        facts
    }

    fn stretch(first: u64, last: u64) -> Stretch {
        Stretch { first, last }
    }

    #[test]
    fn an_xlsx_sheet_tells_what_is_hidden_and_merged() {
        let found = facts(
            "<worksheet><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\"/></cols><sheetData>\
             <row r=\"1\"><c r=\"A1\"/></row><row hidden=\"true\"/><row hidden=\"1\"><c/></row><row r=\"9\" hidden=\"0\"/>\
             <row hidden=\"1\"/></sheetData><mergeCells><mergeCell ref=\"B2:AA4\"/></mergeCells></worksheet>",
        );
        assert_eq!(found.cells, 2);
        let [sheet] = found.sheets.as_slice() else { panic!("{found:?}") };
        assert_eq!(sheet.hidden_columns, [stretch(1, 2)]);
        assert_eq!(sheet.hidden_rows, [stretch(1, 2), stretch(9, 9)]);
        assert_eq!(sheet.merged, [Area { rows: stretch(1, 3), columns: stretch(1, 26) }]);
    }

    #[test]
    fn an_ods_sheet_tells_what_is_hidden_and_merged_and_how_far_it_spreads() {
        let found = facts(
            "<table:table table:name=\"a\"><table:table-column table:number-columns-repeated=\"2\"/>\
             <table:table-column table:visibility=\"collapse\"/>\
             <table:table-row><table:table-cell office:value=\"1\" table:number-columns-repeated=\"3\" \
             table:number-columns-spanned=\"2\"/><table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>\
             <table:table-row table:number-rows-repeated=\"4\" table:visibility=\"filter\"><table:table-cell/>\
             <table:table-cell office:value-type=\"string\"><text:p>abc<text:s text:c=\"50\"/></text:p></table:table-cell>\
             </table:table-row>\
             <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"9\"/>\
             </table:table-row></table:table><table:table><table:table-row/></table:table>",
        );
        assert_eq!((found.spread, found.sheets.len()), (15, 2));
        assert!((400..2_000).contains(&found.spread_bytes), "{}", found.spread_bytes);
        assert_eq!(found.sheets[0].hidden_columns, [stretch(2, 2)]);
        assert_eq!(found.sheets[0].hidden_rows, [stretch(1, 4)]);
        assert_eq!(found.sheets[0].merged, [Area { rows: stretch(0, 0), columns: stretch(0, 1) }]);
        assert!(!found.nested_table);
        assert!(facts("<table:table><x><table:table/></x></table:table>").nested_table);
        assert!(facts("<table:table><x><table:table></table:table></x></table:table>").nested_table);
    }

    #[test]
    fn rows_that_hold_something_are_not_copied_without_end() {
        let copies = |count: u64| {
            let row = |cell: &str| {
                format!("<table:table-row table:number-rows-repeated=\"{count}\">{cell}</table:table-row>")
            };
            let (blank, filled) =
                (row("<table:table-cell/>"), row("<table:table-cell office:value=\"1\"></table:table-cell>"));
            let found = facts(&format!("<table:table>{blank}{filled}</table:table>"));
            found.sheets[0].copied_rows.clone()
        };
        assert_eq!(copies(1_000), []);
        assert_eq!(copies(1_001), [stretch(1_001, 2_001)]);
    }
}
