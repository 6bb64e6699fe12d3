//! Files of judges' marks.

use std::path::PathBuf;

use bartar_criteria::exact::parse_decimal;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::Rulebook;
use bartar_scoring::panel::{Mark, MarkCell};

use crate::cells::unreadable_number;
use crate::fault::FileFault;
use crate::intake::{Given, Progress};
use crate::list::{Heading, List};

/// Headers of the column that names the entry, besides the rulebook's own for ids.
const ENTRY: &[&str] = &["entry", "پرونده", "شناسهٔ پرونده"];

/// Headers of columns that tell whoever fills in a blank sheet what to mark and how.
const HELP: &[&str] = &["entry name", "نام پرونده", "scale", "مقیاس"];

const HEADINGS: [Heading<'_>; 4] = [
    Heading { headers: &["judge", "داور", "کد داور"], optional: false },
    Heading { headers: &["criterion", "معیار"], optional: true },
    Heading { headers: &["mark", "نمره"], optional: false },
    Heading {
        headers: &["recusal", "کناره‌گیری", "دلیل کناره‌گیری"], optional: true
    },
];
const JUDGE: usize = 0;
const CRITERION: usize = 1;
const MARK: usize = 2;
const RECUSAL: usize = 3;

/// Reads files of marks: one line for each judge, entry and criterion. A line with a reason for recusal and no criterion
/// concerns the entry as a whole; a file without a column for criteria is for rulebooks that have only one.
///
/// # Errors
/// What is wrong with the files as a whole.
pub fn read_marks(
    rulebook: &Rulebook,
    paths: &[PathBuf],
    given: &Given,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<Mark>, List), Vec<FileFault>> {
    let list = List::read(rulebook, ENTRY, &HEADINGS, paths, given, progress)?.with_help(HELP);
    let marks = (0..list.len()).map(|line| mark(rulebook, &list, line)).collect();
    Ok((marks, list))
}

fn mark(rulebook: &Rulebook, list: &List, line: usize) -> Mark {
    let recusal = Some(list.text(line, RECUSAL).to_owned()).filter(|reason| !reason.is_empty());
    let written = list.text(line, MARK);
    Mark {
        judge: list.text(line, JUDGE).to_owned(),
        entry: list.entry(line).to_owned(),
        criterion: criterion(rulebook, list.text(line, CRITERION), recusal.is_some()),
        mark: if written.is_empty() {
            MarkCell::Blank
        } else {
            match parse_decimal(written, &rulebook.data.dialect) {
                Ok(mark) => MarkCell::Given(mark),
                Err(error) => {
                    let (code, message) = unreadable_number(written, error);
                    MarkCell::Unreadable(written.to_owned(), code, message)
                }
            }
        },
        recusal,
    }
}

/// The id of the criterion that a cell names, by its id or its title in either language; the cell itself where it names
/// none. Where there is only one, an empty cell means it, unless it is a recusal from the whole entry.
fn criterion(rulebook: &Rulebook, written: &str, recusal: bool) -> String {
    let key = matching_key(written);
    let named = rulebook.panel.iter().find(|criterion| {
        let titles = [&criterion.id, &criterion.title.fa, &criterion.title.en];
        titles.into_iter().any(|title| matching_key(title) == key)
    });
    match (named, rulebook.panel.as_slice()) {
        (Some(criterion), _) => criterion.id.clone(),
        (None, [only]) if written.is_empty() && !recusal => only.id.clone(),
        (None, _) => written.to_owned(),
    }
}
