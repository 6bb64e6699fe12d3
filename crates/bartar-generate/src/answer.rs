//! The answer key: every planted fault, where it stands, and what must be found of it.

use bartar_criteria::rulebook::Identity;
use bartar_scoring::Outcome;
use serde::Serialize;
use std::io::{self, Write};

/// What must be found at one place. A fault of several entries, such as a repeated id, has a line for each.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Planted {
    /// The file, below the folder of the data set.
    pub file: String,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<&'static str>,
    /// The row as a spreadsheet numbers it: where an entry has several, that of the datum, or the first one.
    pub row: u64,
    /// The header of the column as the file writes it; none where the entry as a whole is at fault. What is wrong with a
    /// verified value or with evidence is found at the claim.
    pub column: Option<String>,
    /// The entry's id as written.
    pub id: String,
    /// What was planted.
    pub fault: &'static str,
    /// The code of the finding, or the gate or indicator that decides.
    pub code: String,
    /// The text of the cell at fault.
    pub written: String,
    /// Where the entry must end, once judges have marked where there are any. Where there are stages, what lies in marks
    /// keeps it out of those alone that score them; and a stage takes only those whom the one before lets through.
    pub outcome: Outcome,
}

/// The answer key.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerKey {
    /// Version of the form.
    pub schema: &'static str,
    /// By which rules the entries were made.
    pub rulebook: Identity,
    /// The seed.
    pub seed: u64,
    /// How many entries there are, and how many must end where.
    pub counts: Counts,
    /// What was planted, in the order of the entries.
    pub planted: Vec<Planted>,
}

/// How many entries must end where.
#[derive(Copy, Clone, PartialEq, Eq, Default, Debug, Serialize)]
pub struct Counts {
    /// All entries; rows that a fault keeps apart are entries of their own.
    pub rows: u64,
    /// Ranked.
    pub ranked: u64,
    /// A rule excludes them.
    pub ineligible: u64,
    /// Undecided.
    pub review: u64,
    /// Taken back.
    pub withdrawn: u64,
    /// Unreadable or contradictory.
    pub quarantined: u64,
}

impl Counts {
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.rows += 1;
        *match outcome {
            Outcome::Ranked => &mut self.ranked,
            Outcome::Ineligible => &mut self.ineligible,
            Outcome::Review => &mut self.review,
            Outcome::Withdrawn => &mut self.withdrawn,
            Outcome::Quarantined => &mut self.quarantined,
        } += 1;
    }
}

impl AnswerKey {
    pub(crate) const SCHEMA: &str = "bartar/answer-key/1";

    /// As CSV.
    pub(crate) fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        writer
            .write_record(["file", "sheet", "row", "column", "id", "fault", "code", "written", "outcome"])?;
        for planted in &self.planted {
            writer.write_record([
                &planted.file,
                planted.sheet.unwrap_or_default(),
                planted.row.to_string().as_str(),
                planted.column.as_deref().unwrap_or_default(),
                &planted.id,
                planted.fault,
                &planted.code,
                &planted.written,
                planted.outcome.word(),
            ])?;
        }
        writer.flush()
    }

    /// As JSON.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }
}
