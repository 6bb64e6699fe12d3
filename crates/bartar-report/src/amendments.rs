//! What amendments would move, made ready for every form of report.

use bartar_criteria::Text;
use bartar_scoring::Scored;
use bartar_scoring::amendments::{Amendment, Moved, moved};
use std::collections::BTreeSet;

/// What a set of amendments moves in every stage up to the one asked for.
pub struct AmendmentReport<'a> {
    /// The amendments, as filed.
    pub amendments: &'a [Amendment],
    /// Stage by stage; one where the rulebook has no stages.
    pub stages: Vec<StageMoves<'a>>,
    /// The last of them.
    pub last: StageMoves<'a>,
}

/// Two scorings of the same entries in one stage, before and after the amendments.
#[derive(Clone)]
pub struct StageMoves<'a> {
    /// Before.
    pub before: &'a Scored<'a>,
    /// After.
    pub after: &'a Scored<'a>,
    /// Every place and outcome that differs.
    pub moved: Vec<Moved>,
    /// Ranked entries that keep every rank, score and honour.
    pub untouched: usize,
}

impl<'a> AmendmentReport<'a> {
    /// Compares the two, stage by stage; none where there is no stage.
    #[must_use]
    pub fn new(
        before: &'a [Scored<'a>],
        after: &'a [Scored<'a>],
        amendments: &'a [Amendment],
        rows: &BTreeSet<u32>,
    ) -> Option<Self> {
        let stages = before.iter().zip(after).map(|(before, after)| StageMoves::new(before, after, rows));
        let stages: Vec<StageMoves<'a>> = stages.collect();
        let last = stages.last().cloned()?;
        Some(Self { amendments, stages, last })
    }
}

impl<'a> StageMoves<'a> {
    fn new(before: &'a Scored<'a>, after: &'a Scored<'a>, rows: &BTreeSet<u32>) -> Self {
        let moved = moved(before, after, rows);
        let touched: BTreeSet<u32> = moved.iter().map(|moved| moved.row).collect();
        let untouched = after.counts().ranked - touched.iter().filter(|row| is_ranked(after, **row)).count();
        Self { before, after, moved, untouched }
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
