//! Check V10: ranks, their order, and what decided ties, from published scores, points and public data.

use super::published::Hidden;
use super::stage::{Stage, StandingRow, pools};
use crate::replay::Difference;
use crate::text::Row;
use bartar_criteria::rulebook::{Orientation, TieKey};
use bartar_criteria::syntax::PoolFallback;
use bartar_scoring::ranking::{compare_by, takes_part};
use bartar_scoring::{Outcome, Scored};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// What was found, and how much had to be believed.
#[derive(Default)]
pub struct Found {
    pub differences: Vec<Difference>,
    /// Ties whose decision rests on hidden data.
    pub ties: usize,
    /// Orientations whose members do.
    pub orientations: usize,
}

/// Checks the standings of a stage.
pub fn check(stage: &Stage<'_>, scored: &Scored<'_>, hidden: &Hidden) -> Found {
    let mut check = Ranks { stage, scored, hidden, found: Found::default() };
    let ids: Vec<&str> = pools(stage.rules)
        .map(|(_, _, pool)| pool.id.as_str())
        .chain(stage.rules.orientations.iter().map(|orientation| orientation.id.as_str()))
        .collect();
    let numbers: Vec<Option<usize>> =
        stage.standings.iter().map(|row| ids.iter().position(|id| *id == row.ranking)).collect();
    let mut last = 0;
    for (row, number) in stage.standings.iter().zip(numbers) {
        match number {
            Some(number) if number >= last => last = number,
            _ => check.add(row, "ranking", None, Some(row.ranking.clone())),
        }
    }
    for (number, id) in ids.into_iter().enumerate() {
        let rows: Vec<&StandingRow> = stage.standings.iter().filter(|row| row.ranking == id).collect();
        let orientation = number.checked_sub(scored.pools.len()).map(|at| &stage.rules.orientations[at]);
        check.members(id, &rows, number, orientation);
        check.order(&rows);
    }
    check.merged();
    check.found
}

struct Ranks<'c, 'a> {
    stage: &'c Stage<'a>,
    scored: &'c Scored<'a>,
    hidden: &'c Hidden,
    found: Found,
}

impl Ranks<'_, '_> {
    fn add(&mut self, row: &StandingRow, column: &str, expected: Option<String>, found: Option<String>) {
        self.found.differences.push(Difference {
            part: self.stage.path("standings.csv.gz"),
            entry: Some(self.scored.entries.ids.get(row.row as usize).to_owned()),
            of: Some(format!("{} {column}", row.ranking)),
            expected,
            found,
        });
    }

    /// Whoever is ranked in a pool or orientation stands there once, and nobody else does.
    fn members(&mut self, id: &str, rows: &[&StandingRow], number: usize, orientation: Option<&Orientation>) {
        let scored = self.scored;
        let ranked = |row: &usize| scored.outcome(*row) == Outcome::Ranked;
        let all = || (0..scored.entries.len()).filter(ranked);
        let unknown = orientation.is_some_and(|by| self.hidden.any(&by.when.formula.columns()));
        let wanted: BTreeSet<usize> = match orientation {
            _ if unknown => rows.iter().map(|row| row.row as usize).filter(ranked).collect(),
            Some(orientation) => all().filter(|row| takes_part(scored, orientation, *row)).collect(),
            None => {
                scored.pools[number].members.rows.iter().map(|row| *row as usize).filter(ranked).collect()
            }
        };
        self.found.orientations += usize::from(unknown);
        let mut seen = BTreeSet::new();
        for row in rows {
            let at = row.row as usize;
            if !wanted.contains(&at) || !seen.insert(at) {
                self.add(row, "entry", None, Some((at + 1).to_string()));
            }
        }
        for row in wanted.iter().filter(|row| !seen.contains(row)) {
            self.found.differences.push(Difference {
                part: self.stage.path("standings.csv.gz"),
                entry: Some(scored.entries.ids.get(*row).to_owned()),
                of: Some(format!("{id} entry")),
                expected: Some((row + 1).to_string()),
                found: None,
            });
        }
    }

    /// Scores as in the points, each below or equal to the one before, ranks by place, and what decided.
    fn order(&mut self, rows: &[&StandingRow]) {
        let digits = self.scored.rulebook.ranking.precision.digits;
        let mut expected: Vec<(u32, bool)> = Vec::with_capacity(rows.len());
        for (at, row) in rows.iter().enumerate() {
            let own = self.scored.entries.ids.get(row.row as usize);
            if row.id != own {
                self.add(row, "id", Some(own.to_owned()), Some(row.id.clone()));
            }
            let score = self.scored.score(row.row as usize);
            if score != Some(row.score) {
                let written = |score| {
                    let mut text = Vec::new();
                    Row::new(&mut text).decimal_to(&score, digits);
                    String::from_utf8_lossy(&text).into_owned()
                };
                self.add(row, "score", score.map(written), Some(written(row.score)));
            }
            let before = at.checked_sub(1).map(|before| rows[before]);
            let decided = self.decided_by(before, row);
            if let Some(decided) = decided.filter(|decided| *decided != row.decided_by) {
                self.add(row, "decided_by", Some(decided), Some(row.decided_by.clone()));
            }
            let place = u32::try_from(at + 1).unwrap_or(u32::MAX);
            match expected.last_mut() {
                Some((rank, tied)) if row.decided_by == "shared" => {
                    *tied = true;
                    let rank = *rank;
                    expected.push((rank, true));
                }
                _ => expected.push((place, false)),
            }
        }
        for (row, (rank, tied)) in rows.iter().zip(expected) {
            if row.rank != rank {
                self.add(row, "rank", Some(rank.to_string()), Some(row.rank.to_string()));
            }
            let tied = if tied { "yes" } else { "no" };
            if row.tied != tied {
                self.add(row, "tied", Some(tied.to_owned()), Some(row.tied.clone()));
            }
        }
    }

    /// What sets an entry apart from the one before it; none where that one should stand below it, which is told as a difference.
    fn decided_by(&mut self, before: Option<&StandingRow>, row: &StandingRow) -> Option<String> {
        let Some(before) = before else { return Some(String::new()) };
        let ordering = match row.score.cmp(&before.score) {
            Ordering::Less => return Some("score".to_owned()),
            Ordering::Greater => Ordering::Greater,
            Ordering::Equal => match self.by_chain(before, row) {
                (Some(decided), Ordering::Less) => return Some(decided),
                (_, ordering) => ordering,
            },
        };
        let ids =
            self.scored.entries.ids.get(before.row as usize) <= self.scored.entries.ids.get(row.row as usize);
        if ordering == Ordering::Equal && ids {
            return Some("shared".to_owned());
        }
        self.add(row, "order", Some(format!("above {}", before.id)), Some(format!("below {}", before.id)));
        None
    }

    /// The rule of the tie chain that decides, and how. A rule over hidden data is believed.
    fn by_chain(&mut self, before: &StandingRow, row: &StandingRow) -> (Option<String>, Ordering) {
        let mut believed = false;
        let mut decided = (None, Ordering::Equal);
        for (number, tie) in self.scored.rulebook.ranking.ties.iter().enumerate() {
            let name = format!("tie {}", number + 1);
            let hidden = matches!(tie.key, TieKey::Column(column) if self.hidden.any(&[column]));
            let ordering = match hidden {
                true if row.decided_by == name => Ordering::Less,
                true => Ordering::Equal,
                false => compare_by(self.scored, tie, before.row, row.row),
            };
            believed |= hidden;
            if ordering.is_ne() {
                decided = (Some(name), ordering);
                break;
            }
        }
        self.found.ties += usize::from(believed);
        decided
    }

    /// A pool whose entries another took in was too small, and is empty; one that is too small and has a wider one, and took
    /// in nobody itself, is not there.
    fn merged(&mut self) {
        let rules = self.scored.rulebook;
        for (number, trace) in self.scored.pools.iter().enumerate() {
            let members = &trace.members;
            let family = &rules.pools[members.family];
            let pool = &family.pools[members.pool];
            let wider = pool.wider.filter(|_| family.fallback == Some(PoolFallback::Group));
            let target = wider.map(|wider| &family.pools[wider].id);
            let taken_in = self.scored.pools.iter().any(|other| other.members.merged_into == Some(number));
            let stated = self.stage.merged.iter().find(|(from, _)| *from == pool.id).map(|(_, into)| into);
            let must = !members.rows.is_empty() && members.is_small(rules) && !taken_in;
            let right = match stated {
                None => target.is_none() || !must,
                Some(into) => target == Some(into) && members.rows.is_empty(),
            };
            if !right {
                self.found.differences.push(Difference {
                    part: self.stage.path("rankings.csv"),
                    entry: None,
                    of: Some(format!("{} merged_into", pool.id)),
                    expected: target.filter(|_| must).cloned(),
                    found: stated.cloned(),
                });
            }
        }
    }
}
