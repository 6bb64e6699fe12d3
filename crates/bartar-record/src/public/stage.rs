//! The public parts of one stage, as they are written.

use crate::files::Files;
use crate::open::{Damage, read_part};
use crate::result::{OUTCOMES_HEADER, RANKINGS_HEADER, STANDINGS_HEADER, folder, points_header};
use bartar_criteria::Rulebook;
use bartar_criteria::exact::Decimal;
use bartar_criteria::rulebook::Pool;
use bartar_scoring::layout::Layout;

/// What a record says of one stage.
pub struct Stage<'a> {
    /// Folder of its parts.
    pub folder: String,
    /// Whether a stage stands before it.
    pub later: bool,
    /// Its rules.
    pub rules: &'a Rulebook,
    /// The rows of `outcomes.csv`.
    pub outcomes: Vec<OutcomeRow>,
    /// The rows of `points.csv`.
    pub points: Vec<PointsRow>,
    /// The rows of `standings.csv`.
    pub standings: Vec<StandingRow>,
    /// The rows of `rankings.csv` that tell of a pool which took in another's entries: both ids.
    pub merged: Vec<(String, String)>,
}

/// A row of `outcomes.csv`.
pub struct OutcomeRow {
    pub number: u32,
    pub id: String,
    pub outcome: String,
    pub pool: String,
    pub reasons: String,
}

/// A row of `points.csv`.
pub struct PointsRow {
    pub number: u32,
    pub id: String,
    /// Indicators, axes and the total.
    pub cells: Vec<Option<Decimal>>,
    /// The score as it is written.
    pub score: String,
}

/// A row of `standings.csv`.
pub struct StandingRow {
    pub ranking: String,
    pub rank: u32,
    /// The entry's number less one.
    pub row: u32,
    pub id: String,
    pub score: Decimal,
    pub tied: String,
    pub decided_by: String,
    pub honour: String,
}

impl<'a> Stage<'a> {
    /// Reads the parts of a stage.
    pub fn read(
        files: &Files,
        rules: &'a Rulebook,
        later: bool,
        entries: usize,
        layout: &Layout,
    ) -> Result<Self, Damage> {
        let folder = folder(rules);
        let path = |name: &str| format!("{folder}{name}");
        let mut outcomes = Vec::new();
        read_part(files, &path("outcomes.csv.gz"), OUTCOMES_HEADER, |cells| {
            let own = |at: usize| cells[at].to_string();
            let number = cells[0].parse().ok()?;
            outcomes.push(OutcomeRow { number, id: own(1), outcome: own(2), pool: own(3), reasons: own(4) });
            Some(())
        })?;
        let mut header = Vec::new();
        points_header(layout, &mut header);
        let mut points = Vec::new();
        read_part(files, &path("points.csv.gz"), &String::from_utf8_lossy(&header), |cells| {
            let (score, numbers) = cells[2..].split_last()?;
            let number = |cell: &str| if cell.is_empty() { Some(None) } else { cell.parse().ok().map(Some) };
            points.push(PointsRow {
                number: cells[0].parse().ok()?,
                id: cells[1].to_string(),
                cells: numbers.iter().map(|cell| number(cell)).collect::<Option<_>>()?,
                score: score.to_string(),
            });
            Some(())
        })?;
        let mut standings = Vec::new();
        read_part(files, &path("standings.csv.gz"), STANDINGS_HEADER, |cells| {
            let own = |at: usize| cells[at].to_string();
            let row = cells[2].parse::<u32>().ok()?.checked_sub(1)?;
            standings.push(StandingRow {
                ranking: own(0),
                rank: cells[1].parse().ok()?,
                row: ((row as usize) < entries).then_some(row)?,
                id: own(3),
                score: cells[4].parse().ok()?,
                tied: own(5),
                decided_by: own(6),
                honour: own(7),
            });
            Some(())
        })?;
        let mut merged = Vec::new();
        read_part(files, &path("rankings.csv"), RANKINGS_HEADER, |cells| {
            if !cells[4].is_empty() {
                merged.push((cells[0].to_string(), cells[4].to_string()));
            }
            Some(())
        })?;
        Ok(Self { folder, later, rules, outcomes, points, standings, merged })
    }

    /// The path of one of its parts.
    pub fn path(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }
}

/// The main pools, in the order of all families together, each with the index of its family and in it.
pub fn pools(rules: &Rulebook) -> impl Iterator<Item = (usize, usize, &Pool)> {
    rules.pools.iter().enumerate().flat_map(|(family, written)| {
        written.pools.iter().enumerate().map(move |(pool, named)| (family, pool, named))
    })
}
