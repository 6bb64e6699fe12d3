//! What amendments would move, made ready for every form of report.

use bartar_criteria::Text;
use bartar_scoring::Scored;
use bartar_scoring::amendments::{Amendment, Moved, moved};
use std::collections::BTreeSet;

/// Two scorings of the same entries, before and after a set of amendments.
pub struct AmendmentReport<'a> {
    /// Before.
    pub before: &'a Scored<'a>,
    /// After.
    pub after: &'a Scored<'a>,
    /// The amendments, as filed.
    pub amendments: &'a [Amendment],
    /// Every place and outcome that differs.
    pub moved: Vec<Moved>,
    /// Ranked entries that keep every rank, score and honour.
    pub untouched: usize,
}

impl<'a> AmendmentReport<'a> {
    /// Compares the two.
    #[must_use]
    pub fn new(
        before: &'a Scored<'a>,
        after: &'a Scored<'a>,
        amendments: &'a [Amendment],
        rows: &BTreeSet<u32>,
    ) -> Self {
        let moved = moved(before, after, rows);
        let touched: BTreeSet<u32> = moved.iter().map(|moved| moved.row).collect();
        let untouched = after.counts().ranked - touched.iter().filter(|row| is_ranked(after, **row)).count();
        Self { before, after, amendments, moved, untouched }
    }

    /// The title of a ranking.
    #[must_use]
    pub fn ranking_title(&self, id: &str) -> Option<&Text> {
        let mut rankings = self.after.rankings.iter().chain(&self.after.orientations);
        rankings.find(|ranking| ranking.id == id).map(|ranking| &ranking.title)
    }
}

fn is_ranked(scored: &Scored<'_>, row: u32) -> bool {
    scored.outcome(row as usize) == bartar_scoring::Outcome::Ranked
}
