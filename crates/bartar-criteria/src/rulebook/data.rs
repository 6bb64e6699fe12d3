//! How the files of entries are written: the `[data]` table of a rulebook.

use super::Compiled;
use crate::exact::Dialect;
use crate::missing::Missing;
pub use crate::syntax::LegacyEncoding;

/// How files of entries are written.
#[derive(Clone, Debug)]
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
}
