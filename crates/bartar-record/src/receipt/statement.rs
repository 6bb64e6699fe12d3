//! What a leaf says of its entry, and what an opening says.

use super::Opening;
use crate::about::About;
use crate::digest::{Hash, from_hex};
use crate::text::Rows;
use bartar_criteria::{Text, text};

/// What a receipt says of its entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// The number of the entry in the record.
    pub entry: u32,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The public data as filed, by the names of their columns.
    pub data: Vec<(String, String)>,
    /// What was decided, stage after stage.
    pub stages: Vec<StageStatement>,
    /// The commitment to what is confidential.
    pub commitment: Hash,
}

/// What was decided of an entry in one stage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StageStatement {
    /// Id of the stage; none where the rulebook has no stages.
    pub stage: Option<String>,
    /// How it ended: the word of the outcome, or `stayed`.
    pub outcome: String,
    /// The pool, where it is in one.
    pub pool: Option<String>,
    /// Codes of the reasons.
    pub reasons: Vec<String>,
    /// The points, where it was scored.
    pub points: Option<Points>,
    /// The ranks.
    pub places: Vec<Place>,
}

/// The points of an entry in one stage.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Points {
    /// Those of indicators and axes, in the order of the columns of `points.csv.gz`.
    pub parts: Vec<String>,
    /// The total.
    pub total: String,
    /// The score by which it is ranked.
    pub score: String,
}

/// The place of an entry in one ranking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Id of the ranking.
    pub ranking: String,
    /// The rank.
    pub rank: u32,
    /// The score in it.
    pub score: String,
    /// Whether others have the same score.
    pub tied: bool,
    /// What decided between it and the one above: `score`, `shared`, `tie N`; empty for the first.
    pub decided_by: String,
    /// Id of the honour.
    pub honour: Option<String>,
}

/// What was filed confidentially of an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opened {
    /// The data, by the names of their columns.
    pub data: Vec<(String, String)>,
    /// What was claimed where something else counts.
    pub claims: Vec<ClaimOpened>,
    /// What reading found.
    pub faults: Vec<FaultOpened>,
}

/// What was claimed where something else counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimOpened {
    /// Name of the column.
    pub column: String,
    /// `text` or `datum`.
    pub kind: String,
    /// What was claimed.
    pub claimed: String,
}

/// What reading found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FaultOpened {
    /// Name of the column; empty where it is about the whole entry.
    pub column: String,
    /// The finding's code.
    pub code: String,
    /// In words.
    pub message: Text,
}

/// The rows of a leaf, each after its name.
struct Leaf<'t> {
    rest: &'t str,
    /// The first two cells of entries' rows: number and id.
    number: String,
}

impl Leaf<'_> {
    /// The next row, if it has this name; its cells after the number of the entry, which stands in cell `at`.
    fn next(&mut self, name: &str, at: usize) -> Result<Option<Vec<String>>, Text> {
        let row = self.rest.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
        let Some(row) = row else { return Ok(None) };
        let (mut rows, mut cells) = (Rows::new(row, 1), Vec::new());
        let read = rows.next(&mut cells);
        self.rest = rows.rest();
        if read != Some(true) || cells.get(at).is_none_or(|cell| *cell != self.number.as_str()) {
            return Err(unreadable(name));
        }
        Ok(Some(cells.iter().map(ToString::to_string).collect()))
    }

    fn of_id(&mut self, name: &str, at: usize, id: &str) -> Result<Option<Vec<String>>, Text> {
        match self.next(name, at)? {
            Some(cells) if cells.get(at + 1).is_none_or(|own| own != id) => Err(unreadable(name)),
            cells => Ok(cells),
        }
    }
}

fn unreadable(name: &str) -> Text {
    text!(fa: "ردیف {name} برگ خوانده نمی‌شود", en: "the leaf's row {name} cannot be read")
}

impl Statement {
    /// Reads a leaf: the one row of the entry, what was decided in every stage, and the commitment, in this order and nothing else.
    pub(super) fn read(leaf: &str, entry: u32, about: &About) -> Result<Self, Text> {
        let mut leaf = Leaf { rest: leaf, number: entry.to_string() };
        let own = leaf.next("entries", 0)?.filter(|cells| cells.len() == about.public.len() + 3);
        let mut own = own.ok_or_else(|| unreadable("entries"))?.into_iter().skip(1);
        let (Some(id), Some(name)) = (own.next(), own.next()) else { return Err(unreadable("entries")) };
        let data = about.public.iter().cloned().zip(own).collect();
        let mut stages = Vec::new();
        for folder in &about.results {
            stages.push(StageStatement::read(&mut leaf, folder, &id)?);
        }
        let rest = leaf.rest.strip_prefix("confidential ").and_then(|rest| rest.strip_suffix('\n'));
        let commitment = rest.and_then(from_hex).ok_or_else(|| unreadable("confidential"))?;
        Ok(Self { entry, id, name, data, stages, commitment })
    }
}

fn some(cell: String) -> Option<String> {
    (!cell.is_empty()).then_some(cell)
}

impl StageStatement {
    fn read(leaf: &mut Leaf<'_>, folder: &str, id: &str) -> Result<Self, Text> {
        let name = |part: &str| format!("{folder}{part}");
        let outcomes = name("outcomes");
        let cells: Option<[String; 5]> =
            leaf.of_id(&outcomes, 0, id)?.and_then(|cells| cells.try_into().ok());
        let [_, _, outcome, pool, reasons] = cells.ok_or_else(|| unreadable(&outcomes))?;
        let points = match leaf.of_id(&name("points"), 0, id)? {
            None => None,
            Some(mut cells) if cells.len() >= 4 => {
                let (score, total) = (cells.pop().unwrap_or_default(), cells.pop().unwrap_or_default());
                Some(Points { parts: cells.split_off(2), total, score })
            }
            Some(_) => return Err(unreadable(&name("points"))),
        };
        let mut places = Vec::new();
        let standings = name("standings");
        while let Some(cells) = leaf.of_id(&standings, 2, id)? {
            places.push(Place::read(cells).ok_or_else(|| unreadable(&standings))?);
        }
        let stage = folder.strip_prefix("results/").and_then(|rest| rest.strip_suffix('/'));
        Ok(Self {
            stage: stage.map(str::to_owned),
            outcome,
            pool: some(pool),
            reasons: reasons.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
            points,
            places,
        })
    }
}

impl Place {
    fn read(cells: Vec<String>) -> Option<Self> {
        let [ranking, rank, _, _, score, tied, decided_by, honour]: [String; 8] = cells.try_into().ok()?;
        let tied = match tied.as_str() {
            "yes" => true,
            "no" => false,
            _ => return None,
        };
        Some(Self { ranking, rank: rank.parse().ok()?, score, tied, decided_by, honour: some(honour) })
    }
}

impl Opened {
    /// Reads the confidential rows of an entry: one row of data, then claims, then faults, each with its number of cells.
    pub(super) fn read(opening: &Opening, entry: u32, about: &About) -> Option<Self> {
        let number = entry.to_string();
        let rows = |text: &str, wanted: usize| -> Option<Vec<Vec<String>>> {
            let (mut rows, mut cells, mut read) = (Rows::new(text, 1), Vec::new(), Vec::new());
            while rows.next(&mut cells)? {
                let right =
                    cells.len() == wanted && cells.first().is_some_and(|cell| *cell == number.as_str());
                right.then_some(())?;
                read.push(cells.iter().skip(1).map(ToString::to_string).collect());
            }
            Some(read)
        };
        let [data]: [Vec<String>; 1] =
            rows(&opening.entries, about.confidential.len() + 1)?.try_into().ok()?;
        let claims = rows(&opening.claims, 4)?.into_iter().map(|cells| {
            let [column, kind, claimed]: [String; 3] = cells.try_into().ok()?;
            Some(ClaimOpened { column, kind, claimed })
        });
        let faults = rows(&opening.faults, 5)?.into_iter().map(|cells| {
            let [column, code, fa, en]: [String; 4] = cells.try_into().ok()?;
            Some(FaultOpened { column, code, message: Text { fa, en } })
        });
        Some(Self {
            data: about.confidential.iter().cloned().zip(data).collect(),
            claims: claims.collect::<Option<_>>()?,
            faults: faults.collect::<Option<_>>()?,
        })
    }
}
