//! What was decided in one stage, row by row.

use crate::filing::Filing;
use crate::text::Row;
use bartar_criteria::Rulebook;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_criteria::rulebook::Indicator;
use bartar_scoring::Scored;
use bartar_scoring::layout::Layout;
use bartar_scoring::ranking::{PoolKind, PoolRanking, break_tie};
use bartar_scoring::score::NO_POINTS;
use bartar_scoring::trace::columns_of;

/// One stage, ready to be written.
pub struct StageResult<'a> {
    /// Folder of its parts.
    pub folder: String,
    pub scored: &'a Scored<'a>,
    /// The rows of `standings.csv`, end to end.
    pub standings: Vec<u8>,
    /// By entry number less one: where its rows in `standings.csv` begin and end.
    places: Vec<(u32, usize, usize)>,
}

/// The header of `outcomes.csv`.
pub const OUTCOMES_HEADER: &str = "entry,id,outcome,pool,reasons\n";
/// The header of `standings.csv`.
pub const STANDINGS_HEADER: &str = "ranking,rank,entry,id,score,tied,decided_by,honour\n";
/// The header of `rankings.csv`.
pub const RANKINGS_HEADER: &str = "ranking,kind,entries,no_winner,merged_into\n";
/// The header of `figures.csv`.
pub const FIGURES_HEADER: &str = "pool,indicator,entries,lowest,highest,mean,variance\n";

/// The folder of the parts of a stage: `results/`, with the id of the stage where the rulebook has stages.
#[must_use]
pub fn folder(rules: &Rulebook) -> String {
    let stage = rules.stage().map(|stage| format!("{}/", stage.id)).unwrap_or_default();
    format!("results/{stage}")
}

/// The header of `points.csv`.
pub fn points_header(layout: &Layout, text: &mut Vec<u8>) {
    let mut row = Row::new(text);
    row.word("entry");
    row.word("id");
    layout.indicators.iter().for_each(|id| row.text(id));
    layout.axes.iter().for_each(|id| row.text(&format!("axis {id}")));
    row.word("total");
    row.word("score");
    row.end();
}

impl<'a> StageResult<'a> {
    /// Prepares a stage.
    #[must_use]
    pub fn new(filing: &Filing<'_>, scored: &'a Scored<'a>) -> Self {
        let mut result =
            Self { folder: folder(scored.rulebook), scored, standings: Vec::new(), places: Vec::new() };
        for ranking in scored.rankings.iter().chain(&scored.orientations) {
            result.add_standings(filing, ranking);
        }
        result.places.sort_unstable();
        result
    }

    fn add_standings(&mut self, filing: &Filing<'_>, ranking: &PoolRanking) {
        let rulebook = self.scored.rulebook;
        for (at, place) in ranking.places.iter().enumerate() {
            let start = self.standings.len();
            let mut row = Row::new(&mut self.standings);
            row.text(&ranking.id);
            row.count(place.rank);
            row.count(filing.number(place.row));
            row.text(filing.entries.ids.get(place.row as usize));
            row.decimal_to(&place.score, rulebook.ranking.precision.digits);
            row.word(if place.tied { "yes" } else { "no" });
            match at.checked_sub(1).map(|before| &ranking.places[before]) {
                None => row.empty(),
                Some(before) if before.score != place.score => row.word("score"),
                Some(before) if before.rank == place.rank => row.word("shared"),
                Some(before) => match break_tie(self.scored, before.row, place.row) {
                    Some((rule, _)) => row.word(&format!("tie {}", rule + 1)),
                    None => row.word("shared"),
                },
            }
            row.text(place.honour.map_or("", |honour| &rulebook.honours[honour].id));
            row.end();
            self.places.push((filing.number(place.row), start, self.standings.len()));
        }
    }

    /// The rows of `standings.csv` that are one entry's.
    pub fn standings_of(&self, number: u32) -> impl Iterator<Item = &[u8]> {
        let first = self.places.partition_point(|(entry, ..)| *entry < number);
        let own = self.places[first..].iter().take_while(move |(entry, ..)| *entry == number);
        own.map(|(_, start, end)| &self.standings[*start..*end])
    }

    /// An entry's row in `outcomes.csv`.
    pub fn outcome_row(&self, filing: &Filing<'_>, entry: u32, number: u32, text: &mut Vec<u8>) {
        let scored = self.scored;
        let mut row = Row::new(text);
        row.count(number);
        row.text(filing.entries.ids.get(entry as usize));
        row.word(if scored.stayed(entry as usize) {
            "stayed"
        } else {
            scored.outcome(entry as usize).word()
        });
        match scored.places[entry as usize] {
            Some((pool, _)) => row.text(self.pool_id(pool as usize)),
            None => row.empty(),
        }
        let reasons = scored.screening.reasons.get(&entry).into_iter().flatten();
        row.text(&reasons.map(|reason| reason.code.as_str()).collect::<Vec<_>>().join(" "));
        row.end();
    }

    fn pool_id(&self, pool: usize) -> &str {
        let members = &self.scored.pools[pool].members;
        &self.scored.rulebook.pools[members.family].pools[members.pool].id
    }

    /// An entry's row in `points.csv`, where it was scored.
    pub fn points_row(&self, filing: &Filing<'_>, entry: u32, number: u32, text: &mut Vec<u8>) {
        let Scored { layout, pools, places, rulebook, .. } = self.scored;
        let Some((pool, position)) = places[entry as usize] else { return };
        let (trace, position) = (&pools[pool as usize], position as usize);
        let mut row = Row::new(text);
        row.count(number);
        row.text(filing.entries.ids.get(entry as usize));
        for column in &trace.points {
            match column.as_ref().map(|column| column[position]).filter(|points| *points != NO_POINTS) {
                Some(points) => row.fixed(i128::from(points), rulebook.rounding.points.digits),
                None => row.empty(),
            }
        }
        for (axis, scale) in trace.axes.iter().zip(&layout.axis_scales) {
            node(&mut row, axis.as_ref().and_then(|axis| axis.get(position)), *scale);
        }
        node(&mut row, trace.totals.get(position), layout.total_scale);
        match self.scored.score(entry as usize) {
            Some(score) => row.decimal_to(&score, rulebook.ranking.precision.digits),
            None => row.empty(),
        }
        row.end();
    }

    /// `rankings.csv`: a row for each ranking.
    #[must_use]
    pub fn rankings_text(&self) -> Vec<u8> {
        let mut text = RANKINGS_HEADER.as_bytes().to_vec();
        for ranking in self.scored.rankings.iter().chain(&self.scored.orientations) {
            let mut row = Row::new(&mut text);
            row.text(&ranking.id);
            row.word(match ranking.kind {
                PoolKind::Main => "main",
                PoolKind::Orientation => "orientation",
            });
            row.count(ranking.places.len() as u64);
            row.word(ranking.no_winner.as_ref().map_or("", |why| why.code));
            row.text(ranking.merged_into.as_deref().unwrap_or_default());
            row.end();
        }
        text
    }

    /// `figures.csv`: what relative points are measured against, by pool and indicator; those that are public, or those that
    /// tell of confidential data.
    #[must_use]
    pub fn figures_text(&self, confidential: bool) -> Vec<u8> {
        let mut text = FIGURES_HEADER.as_bytes().to_vec();
        for (number, pool) in self.scored.pools.iter().enumerate() {
            for (common, figures) in &pool.figures {
                let id = &self.scored.layout.indicators[*common];
                if self.rests_on_confidential(id) != confidential {
                    continue;
                }
                let mut row = Row::new(&mut text);
                row.text(self.pool_id(number));
                row.text(id);
                row.count(figures.count as u64);
                for figure in [&figures.lowest, &figures.highest, &figures.mean, &figures.variance] {
                    row.word(&figure.as_ref().map(exact).unwrap_or_default());
                }
                row.end();
            }
        }
        text
    }

    /// Whether the value of an indicator is made of confidential data, in whichever plan.
    fn rests_on_confidential(&self, id: &str) -> bool {
        let rulebook = self.scored.rulebook;
        let secret = |column: &usize| rulebook.fields[rulebook.columns[*column].field].confidential;
        let defined =
            rulebook.plans.iter().flat_map(|plan| &plan.indicators).filter(|indicator| indicator.id == id);
        defined.flat_map(|indicator: &Indicator| columns_of(indicator)).any(|column| secret(&column))
    }
}

/// An exact number: a plain decimal where it has one, else a reduced fraction.
pub fn exact(number: &Exact) -> String {
    number.to_decimal().map_or_else(|| number.to_fraction_string(), |decimal| decimal.to_string())
}

fn node(row: &mut Row<'_>, points: Option<i128>, scale: u8) {
    match points {
        None => row.empty(),
        Some(points) => match i64::try_from(points) {
            Ok(short) => row.short(short, scale),
            Err(_) => match Decimal::new(points, scale) {
                Ok(decimal) => row.decimal(&decimal),
                Err(_) => row.fixed(points, scale),
            },
        },
    }
}
