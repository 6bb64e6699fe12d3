//! The result of a run as one table: the ranked, then those that are not, then findings and counts; `list` says which.

use super::row;
use crate::findings::place_of;
use crate::listing::{codes_of, reasons, rows_of, words_of};
use crate::origin::{Origin, OriginPlace};
use bartar_criteria::Text;
use bartar_scoring::ranking::PoolKind;
use bartar_scoring::{Finding, Outcome, Scored};
use std::io::{self, Write};

/// The columns of the table.
const COLUMNS: [&str; 17] = [
    "list",
    "pool",
    "kind",
    "rank",
    "tied",
    "id",
    "name",
    "score",
    "honour",
    "reasons",
    "message",
    "message_fa",
    "source",
    "sheet",
    "row",
    "column",
    "count",
];

/// One line of the table; what is empty does not concern it.
#[derive(Default)]
struct Line<'a> {
    list: &'a str,
    pool: &'a str,
    kind: &'a str,
    rank: String,
    tied: &'a str,
    id: &'a str,
    name: &'a str,
    score: String,
    honour: &'a str,
    reasons: String,
    message: Text,
    place: Option<OriginPlace<'a>>,
    count: String,
}

impl Line<'_> {
    fn write(self, writer: &mut ::csv::Writer<impl Write>) -> io::Result<()> {
        let number = self.place.as_ref().map_or_else(String::new, |place| place.row.to_string());
        let place = self.place.unwrap_or_default();
        let cells: [&str; COLUMNS.len()] = [
            self.list,
            self.pool,
            self.kind,
            &self.rank,
            self.tied,
            self.id,
            self.name,
            &self.score,
            self.honour,
            &self.reasons,
            &self.message.en,
            &self.message.fa,
            place.source,
            place.sheet.unwrap_or(""),
            &number,
            place.column.unwrap_or(""),
            &self.count,
        ];
        row(writer, &cells)
    }
}

/// Writes every entry of every ranking, every entry that is not ranked, with its reasons and place, what was found, and
/// how many entries ended where.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_ranking(scored: &Scored<'_>, origin: &dyn Origin, out: impl Write) -> io::Result<()> {
    let mut writer = ::csv::Writer::from_writer(out);
    row(&mut writer, &COLUMNS)?;
    let digits = scored.rulebook.ranking.precision.digits;
    for ranking in scored.rankings.iter().chain(&scored.orientations) {
        for place in &ranking.places {
            let entry = place.row as usize;
            let line = Line {
                list: "ranked",
                pool: &ranking.id,
                kind: match ranking.kind {
                    PoolKind::Main => "main",
                    PoolKind::Orientation => "orientation",
                },
                rank: place.rank.to_string(),
                tied: if place.tied { "true" } else { "false" },
                id: scored.entries.ids.get(entry),
                name: scored.entries.names.get(entry),
                score: place.score.to_fixed(digits),
                honour: place.honour.map_or("", |honour| scored.rulebook.honours[honour].id.as_str()),
                ..Line::default()
            };
            line.write(&mut writer)?;
        }
    }
    for outcome in [Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined] {
        for entry in rows_of(scored, outcome) {
            excluded(scored, origin, outcome, entry).write(&mut writer)?;
        }
    }
    for finding in &scored.screening.findings {
        found(scored, origin, finding).write(&mut writer)?;
    }
    for notice in origin.notices() {
        let row = notice.row.and_then(|row| u32::try_from(row).ok());
        let line = Line {
            list: "finding",
            kind: notice.code.severity().name(),
            reasons: notice.code.name().to_owned(),
            message: notice.message,
            place: Some(OriginPlace {
                source: &notice.source,
                sheet: notice.sheet.as_deref(),
                row: row.unwrap_or_default(),
                column: notice.column.as_deref(),
            }),
            ..Line::default()
        };
        line.write(&mut writer)?;
    }
    let counts = scored.counts();
    for (kind, count) in [
        ("rows", counts.rows),
        ("ranked", counts.ranked),
        ("ineligible", counts.ineligible),
        ("review", counts.review),
        ("withdrawn", counts.withdrawn),
        ("quarantined", counts.quarantined),
    ] {
        Line { list: "count", kind, count: count.to_string(), ..Line::default() }.write(&mut writer)?;
    }
    writer.flush()
}

fn excluded<'a>(scored: &'a Scored<'_>, origin: &'a dyn Origin, outcome: Outcome, entry: u32) -> Line<'a> {
    let reasons = reasons(scored, entry);
    // One datum at fault is the place; several, or none, leave it at the row.
    let column = match reasons {
        [reason] => <[usize; 1]>::try_from(reason.columns.as_slice()).ok().map(|[column]| column),
        _ => None,
    };
    Line {
        list: outcome.word(),
        id: scored.entries.ids.get(entry as usize),
        name: scored.entries.names.get(entry as usize),
        reasons: codes_of(reasons),
        message: words_of(reasons),
        place: origin.place(entry as usize, column),
        ..Line::default()
    }
}

fn found<'a>(scored: &'a Scored<'_>, origin: &'a dyn Origin, finding: &'a Finding) -> Line<'a> {
    Line {
        list: "finding",
        pool: finding.pool.as_deref().unwrap_or(""),
        kind: finding.code.severity().name(),
        id: finding.entry.map_or("", |entry| scored.entries.ids.get(entry as usize)),
        name: finding.entry.map_or("", |entry| scored.entries.names.get(entry as usize)),
        reasons: finding.code.name().to_owned(),
        message: Text::clone(&finding.message),
        place: place_of(origin, finding),
        ..Line::default()
    }
}
