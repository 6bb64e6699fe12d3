//! Cells that state a national id.

use bartar_criteria::codes;
use bartar_criteria::missing::Datum;
use bartar_criteria::national_id::parse_national_id;
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::{Complaint, Words};
use crate::blanks::{shown, trim};

/// Reads the cells of a field of national ids.
pub(crate) struct NationalIdReader {
    words: Words,
}

impl NationalIdReader {
    pub(super) fn new(words: Words) -> Self {
        Self { words }
    }

    /// A cell: its eleven ASCII digits.
    pub(super) fn cell(&self, cell: &str) -> Result<Datum<String>, Complaint> {
        let cell = trim(cell);
        if let Some(missing) = self.words.find(cell) {
            return Ok(Err(missing));
        }
        match parse_national_id(cell) {
            Ok(id) => Ok(Ok(id)),
            Err(Text { fa, en }) => match self.words.of_unreadable(cell) {
                Some(missing) => Ok(Err(missing)),
                None => {
                    let cell = shown(cell);
                    Err((codes::NOT_NATIONAL_ID, text!(fa: "«{cell}»: {fa}", en: "`{cell}`: {en}")))
                }
            },
        }
    }
}
