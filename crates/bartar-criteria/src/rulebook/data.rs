//! How the files of entries are written: the `[data]` table of a rulebook.

use super::Compiled;
use crate::exact::Dialect;
use crate::missing::Missing;
pub use crate::syntax::LegacyEncoding;

/// How files of entries are written.
#[derive(Clone, Debug, Default)]
pub struct DataSpec {
    /// Headers under which a file may carry the entry's id; the first is the usual one.
    pub id: Vec<String>,
    /// Headers under which a file may carry the entry's name; a file may lack it.
    pub name: Vec<String>,
    /// Names of the sheet with the entries in a workbook, which has one of them; none if its headers decide.
    pub sheets: Vec<String>,
    /// The encoding of text files that are not Unicode; none if there must be no such files.
    pub legacy_encoding: Option<LegacyEncoding>,
    /// Index in `Rulebook::fields` of the choice field that holds the entry's sector, when the rulebook has sectors.
    pub sector: Option<usize>,
    /// Condition under which an entry counts as withdrawn.
    pub withdrawn: Option<Compiled>,
    /// How numbers are written.
    pub dialect: Dialect,
    /// Cell texts that stand for a missing datum, besides the empty cell ("not submitted").
    pub missing_words: Vec<(String, Missing)>,
    /// Cell texts in a column of evidence that say "accepted", as an empty cell does.
    pub accepted_words: Vec<String>,
    /// Other words for units: the unit as fields name it, and the words.
    pub units: Vec<(String, Vec<String>)>,
    /// The year of the current data.
    pub current_year: Option<u32>,
    /// Headers of a column with the year of each row.
    pub year: Vec<String>,
    /// Headers of files with one datum in each row.
    pub long: Option<LongSpec>,
    /// Words in a header that make its column the verified values of a field.
    pub verified: Vec<String>,
    /// Words in a header that make its column the status of the evidence of a field.
    pub evidence: Vec<String>,
}

/// Headers of files with one datum in each row.
#[derive(Clone, Debug, Default)]
pub struct LongSpec {
    /// Of the column that names the field.
    pub field: Vec<String>,
    /// Of the column with the value.
    pub value: Vec<String>,
}
