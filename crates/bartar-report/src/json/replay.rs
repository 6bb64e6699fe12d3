//! The numbered checks of a record, for programs.

use bartar_criteria::Text;
use bartar_record::digest::hex;
use bartar_record::{Checked, Difference, Replay};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    root: Option<String>,
    public: bool,
    answer: &'static str,
    checks: Vec<CheckReport<'a>>,
}

#[derive(Serialize)]
pub(super) struct CheckReport<'a> {
    check: String,
    title: Text,
    answer: &'static str,
    message: &'a Text,
    count: usize,
    differences: Vec<DifferenceReport<'a>>,
}

#[derive(Serialize)]
struct DifferenceReport<'a> {
    part: &'a str,
    entry: Option<&'a str>,
    of: Option<&'a str>,
    expected: Option<&'a str>,
    found: Option<&'a str>,
}

/// Writes what the checks of a record answered, as one object.
///
/// # Errors
/// Those of `out`.
pub fn write_replay(replay: &Replay, out: &mut dyn Write) -> io::Result<()> {
    let report = Report {
        schema: "bartar/replay/1",
        root: replay.root.map(|root| hex(&root)),
        public: replay.public,
        answer: replay.answer().word(),
        checks: replay.checks.iter().map(check).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &report)?;
    writeln!(out)
}

pub(super) fn check(checked: &Checked) -> CheckReport<'_> {
    CheckReport {
        check: checked.check.name(),
        title: checked.check.title(),
        answer: checked.answer.word(),
        message: &checked.told,
        count: checked.count,
        differences: checked.differences.iter().map(difference).collect(),
    }
}

fn difference(difference: &Difference) -> DifferenceReport<'_> {
    let Difference { part, entry, of, expected, found } = difference;
    DifferenceReport {
        part,
        entry: entry.as_deref(),
        of: of.as_deref(),
        expected: expected.as_deref(),
        found: found.as_deref(),
    }
}
