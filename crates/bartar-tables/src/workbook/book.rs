//! A workbook in calamine's hands, sheet by sheet and cell by cell.

use std::io::Cursor;

use calamine::{Data, Ods, Range, Reader, Sheet, SheetType, SheetVisible, Style, Xlsx, XlsxCellReader};

use super::facts::{Facts, SheetFacts};
use super::value;
use crate::cells::Stored;
use crate::guard::caught;
use crate::provenance::Format;

/// What calamine reads from.
type Bytes<'b> = Cursor<&'b [u8]>;

/// Rows and columns beyond which no spreadsheet program goes.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;

/// An open workbook.
pub(super) struct Book<'b> {
    bytes: &'b [u8],
    /// An XLSX file a second time, from which the formats of cells are read beside their values; none until one shows
    /// percent signs.
    formats: Option<Box<Xlsx<Bytes<'b>>>>,
    content: Content<'b>,
    /// Its sheets with cells, in its order.
    pub(super) sheets: Vec<SheetName>,
}

enum Content<'b> {
    Xlsx(Box<Xlsx<Bytes<'b>>>),
    Ods(Box<Ods<Bytes<'b>>>),
}

/// A sheet that has cells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct SheetName {
    pub(super) name: String,
    /// Its place among all sheets of the workbook.
    pub(super) place: usize,
    pub(super) hidden: bool,
}

/// A cell that is not empty; rows and columns count from 0.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) value: Stored,
    pub(super) formula: bool,
}

impl<'b> Book<'b> {
    /// Opens a workbook that is safe to open.
    pub(super) fn open(bytes: &'b [u8], format: Format) -> Result<Self, String> {
        let content = if format == Format::Ods {
            Content::Ods(Box::new(caught(|| Ods::new(Cursor::new(bytes)))?))
        } else {
            Content::Xlsx(Box::new(caught(|| Xlsx::new(Cursor::new(bytes)))?))
        };
        let all = match &content {
            Content::Xlsx(book) => book.sheets_metadata(),
            Content::Ods(book) => book.sheets_metadata(),
        };
        let named = |(place, sheet): (usize, &Sheet)| SheetName {
            name: sheet.name.clone(),
            place,
            hidden: sheet.visible != SheetVisible::Visible,
        };
        let cells = all.iter().enumerate().filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
        let sheets = cells.map(named).collect();
        Ok(Self { bytes, formats: None, content, sheets })
    }

    /// What a sheet says of itself.
    pub(super) fn facts<'f>(&self, sheet: &SheetName, facts: &'f Facts) -> Option<&'f SheetFacts> {
        match self.content {
            Content::Xlsx(_) => facts.of_xlsx(sheet.place),
            Content::Ods(_) => facts.of_ods(sheet.place),
        }
    }

    /// The cells of a sheet.
    pub(super) fn cells<'s>(
        &'s mut self,
        sheet: &SheetName,
        facts: &'s Facts,
    ) -> Result<Cells<'s, 'b>, String> {
        let of = match &mut self.content {
            Content::Xlsx(book) => {
                let values = caught(|| book.worksheet_cells_reader(&sheet.name))?;
                let percents: Vec<bool> = values.styles().iter().map(is_percent).collect();
                let mut formats = None;
                if percents.contains(&true) {
                    let second = match self.formats.take() {
                        Some(second) => second,
                        None => Box::new(caught(|| Xlsx::new(Cursor::new(self.bytes)))?),
                    };
                    let second = self.formats.insert(second);
                    formats = Some(caught(|| second.worksheet_cells_reader(&sheet.name))?);
                }
                CellsOf::Xlsx(Box::new(XlsxCells { values, formats, percents }))
            }
            Content::Ods(book) => {
                let formulas = caught(|| book.worksheet_formula(&sheet.name))?;
                let range = caught(|| book.worksheet_range(&sheet.name))?;
                CellsOf::Ods(OdsCells::new(range, formulas), facts.of_ods(sheet.place))
            }
        };
        Ok(Cells { of, last: None })
    }
}

/// The cells of a sheet that are not empty, row by row, and in each from the first column on.
pub(super) struct Cells<'a, 'b> {
    of: CellsOf<'a, 'b>,
    last: Option<(u32, u32)>,
}

enum CellsOf<'a, 'b> {
    Xlsx(Box<XlsxCells<'a, 'b>>),
    Ods(OdsCells, Option<&'a SheetFacts>),
}

/// The cells of an XLSX sheet.
struct XlsxCells<'a, 'b> {
    values: XlsxCellReader<'a, Bytes<'b>>,
    /// The same cells once more, with their styles; none where no style shows percent signs. calamine tells formulas
    /// and styles only apart.
    formats: Option<XlsxCellReader<'a, Bytes<'b>>>,
    /// Whether a style shows percent signs.
    percents: Vec<bool>,
}

/// Whether a style shows percent signs.
fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| {
        matches!(format.format_id, Some(9 | 10)) || value::shows_percent(&format.format_code)
    })
}

impl XlsxCells<'_, '_> {
    fn next(&mut self) -> Result<Option<Found>, String> {
        let Some(cell) = caught(|| self.values.next_cell_with_formula_metadata())? else { return Ok(None) };
        let formula = cell.formula.is_some();
        let (row, column) = cell.pos;
        let mut value = value::of_xlsx(cell.value, formula);
        if let Some(formats) = &mut self.formats {
            let same = caught(|| formats.next_cell_with_style_id())?;
            let style = same.filter(|(same, _)| same.get_position() == cell.pos).map(|(_, style)| style);
            let style = style.ok_or("a cell's format is not found")?;
            if self.percents.get(style).copied().unwrap_or(false) {
                value = value::as_percent(value);
            }
        }
        Ok(Some(Found { row, column, value, formula }))
    }
}

impl Cells<'_, '_> {
    /// The next cell that is not empty.
    pub(super) fn next(&mut self) -> Result<Option<Found>, String> {
        loop {
            let found = match &mut self.of {
                CellsOf::Xlsx(cells) => cells.next()?,
                CellsOf::Ods(cells, facts) => cells.next().map(|cell| match facts {
                    Some(facts) if facts.is_percent(cell.row, cell.column) => {
                        Found { value: value::as_percent(cell.value), ..cell }
                    }
                    _ => cell,
                }),
            };
            let Some(found) = found else { return Ok(None) };
            // A cell that stands twice, or behind those that were to follow it, could be taken in two ways.
            if self.last.is_some_and(|last| (found.row, found.column) <= last) {
                return Err("cells stand in no order".to_owned());
            }
            if found.row >= MOST_ROWS || found.column >= MOST_COLUMNS {
                return Err("a cell stands outside of any sheet".to_owned());
            }
            self.last = Some((found.row, found.column));
            if found.value != Stored::Empty {
                return Ok(Some(found));
            }
        }
    }
}

/// The cells of an ODS sheet, which calamine has all at once.
struct OdsCells {
    values: Range<Data>,
    formulas: Range<String>,
    /// First row and column, and the last.
    start: (u32, u32),
    end: (u32, u32),
    /// The cell that comes next; none after the last.
    next: Option<(u32, u32)>,
}

impl OdsCells {
    fn new(values: Range<Data>, formulas: Range<String>) -> Self {
        // Formulas without a value may stand outside the area of the values.
        let corners = |corner: [Option<(u32, u32)>; 2], pick: fn(u32, u32) -> u32| {
            corner.into_iter().flatten().reduce(|a, b| (pick(a.0, b.0), pick(a.1, b.1)))
        };
        let start = corners([values.start(), formulas.start()], u32::min);
        let end = corners([values.end(), formulas.end()], u32::max);
        let (first, last) = (start.unwrap_or_default(), end.unwrap_or_default());
        Self { values, formulas, start: first, end: last, next: start }
    }

    fn next(&mut self) -> Option<Found> {
        let at = self.next?;
        self.next = if at.1 < self.end.1 {
            Some((at.0, at.1 + 1))
        } else {
            (at.0 < self.end.0).then_some((at.0 + 1, self.start.1))
        };
        let formula = self.formulas.get_value(at).is_some_and(|formula| !formula.is_empty());
        let value = value::of_ods(self.values.get_value(at).unwrap_or(&Data::Empty), formula);
        Some(Found { row: at.0, column: at.1, value, formula })
    }
}
