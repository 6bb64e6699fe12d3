//! Which column of a file is which column of the rulebook.

mod marks;
mod missing;
mod names;
mod resolve;

pub(crate) use self::marks::{Facet, Marks, calendar_year};
pub(crate) use self::names::{Named, Names};

/// Among how many rows of a file the headers are looked for: titles may stand above them.
pub(crate) const HEADER_ROWS: u32 = 20;

/// How the data of a file are laid out.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(crate) enum Layout {
    /// One row for each entry.
    #[default]
    Wide,
    /// One row for each entry and year.
    Years,
    /// One row for each datum.
    Long,
}

/// Which columns of a file hold what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Header {
    /// The headers, without blanks around them.
    pub(crate) names: Vec<String>,
    /// The file's column with the ids.
    pub(crate) id: usize,
    /// The file's column with the names.
    pub(crate) name: Option<usize>,
    /// The file's column for each slot: what is stated for each column of the rulebook, then what is verified, then the
    /// status of the evidence; last the year, and the field and the value of a long file.
    pub(crate) columns: Vec<Option<usize>>,
    /// How the data are laid out.
    pub(crate) layout: Layout,
    /// The shifts of slots whose unit is not the field's.
    shifts: Vec<(usize, i8)>,
}

impl Header {
    /// How many columns the rulebook has.
    pub(crate) fn len(&self) -> usize {
        self.columns.len() / Facet::ALL.len() - 1
    }

    /// The slot of a column of the rulebook.
    pub(crate) fn slot(&self, column: usize, facet: Facet) -> usize {
        slot(self.len(), column, facet)
    }

    /// The file's column with what is stated, verified or said of the evidence.
    pub(crate) fn at(&self, column: usize, facet: Facet) -> Option<usize> {
        self.columns.get(self.slot(column, facet)).copied().flatten()
    }

    /// Whether a column has something besides what is stated.
    pub(crate) fn beside(&self, column: usize) -> bool {
        [Facet::Verified, Facet::Evidence].iter().any(|facet| self.at(column, *facet).is_some())
    }

    /// The file's columns with the year of each row, the field and the value.
    pub(crate) fn joints(&self) -> [Option<usize>; 3] {
        let first = self.len() * Facet::ALL.len();
        [0, 1, 2].map(|joint| self.columns.get(first + joint).copied().flatten())
    }

    /// The power of ten by which the numbers of a column are multiplied.
    pub(crate) fn shift(&self, column: usize, facet: Facet) -> i8 {
        let slot = self.slot(column, facet);
        self.shifts.iter().find(|(shifted, _)| *shifted == slot).map_or(0, |(_, shift)| *shift)
    }
}

/// The slot of a column among those of `columns` columns.
pub(crate) fn slot(columns: usize, column: usize, facet: Facet) -> usize {
    columns * facet as usize + column
}

/// The slot of the values of long files.
pub(crate) fn value_slot(columns: usize) -> usize {
    columns * Facet::ALL.len() + 2
}
