//! The panel: from the judges' marks to the numbers that formulas read.
//!
//! Marks reach scoring as two columns for each criterion, the sum and the number of those that count, so that a mean is
//! an ordinary formula over exact numbers. [`count`] fills them; [`agreement`] says how far the judges agree, which
//! changes no score.

pub mod agreement;
mod asked;
mod counting;

pub use asked::{awaited, marks_count, without_effect};
pub use counting::count;

use crate::entries::Entries;
use bartar_criteria::exact::{Decimal, Exact, to_persian_digits};
use bartar_criteria::rulebook::{Criterion, Rulebook};
use bartar_criteria::{Code, Text, text};
use std::collections::BTreeMap;

/// What a judge wrote for one criterion of one entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MarkCell {
    /// A number.
    Given(Decimal),
    /// Nothing yet.
    Blank,
    /// Something that is no number: what is written, and what is wrong with it.
    Unreadable(String, Code, Text),
}

/// One line of a file of marks.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The judge's code.
    pub judge: String,
    /// Id of the entry.
    pub entry: String,
    /// Id of the criterion; empty where a recusal concerns all of them.
    pub criterion: String,
    /// The mark.
    pub mark: MarkCell,
    /// Why the judge does not mark this entry; none where the judge does.
    pub recusal: Option<String>,
}

/// What became of one judge's mark.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Counted {
    /// It is part of the result.
    Yes,
    /// It is the highest or the lowest one, which a trimmed mean leaves out.
    Trimmed,
    /// It is refused, with what is wrong with it.
    Refused(Code),
}

/// A judge's mark in the result.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JudgeMark {
    /// The judge's code.
    pub judge: String,
    /// The mark; none where it could not be read or is repeated.
    pub mark: Option<Decimal>,
    /// What the lines say where that is not one mark.
    pub written: Vec<String>,
    /// What became of it.
    pub counted: Counted,
    /// The lines in which it stands, by number among [`Mark`]s; several where it is repeated.
    pub lines: Vec<usize>,
}

/// A judge who does not mark an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recusal {
    /// The judge's code.
    pub judge: String,
    /// Why.
    pub reason: String,
    /// The line that says so, by number among [`Mark`]s.
    pub line: usize,
}

/// Why the panel has no result for an entry yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Open {
    /// The panel has not met.
    NoMarks,
    /// Fewer judges than needed: how many there are, and how many are needed.
    TooFew {
        /// Marks that count.
        given: u32,
        /// Marks needed.
        needed: u32,
    },
    /// The marks lie too far apart, and no further judge has marked.
    Spread {
        /// The lowest mark.
        lowest: Decimal,
        /// The highest mark.
        highest: Decimal,
        /// The largest difference allowed.
        allowed: Decimal,
    },
    /// The marks are too long to be added up exactly.
    TooLong,
}

/// The marks of one entry under one criterion.
#[derive(Clone, Debug)]
pub struct Tally {
    /// All marks, by judge.
    pub marks: Vec<JudgeMark>,
    /// Judges who do not mark this entry.
    pub recused: Vec<Recusal>,
    /// Why there is no result yet.
    pub open: Option<Open>,
}

/// What counting the marks found.
#[derive(Clone, Debug)]
pub struct PanelFinding {
    /// What kind.
    pub code: Code,
    /// The line of the file of marks, by number among [`Mark`]s; none where it is about a judge or an entry.
    pub line: Option<usize>,
    /// The judge, where it is about one.
    pub judge: Option<String>,
    /// The entry's row, where it is about one that is in the data.
    pub row: Option<u32>,
    /// The criterion, where it is about one.
    pub criterion: Option<String>,
    /// In words.
    pub message: Text,
}

/// All marks of a run.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// By criterion and row of the entry. Only entries that are named in some line.
    pub tallies: Vec<BTreeMap<u32, Tally>>,
    /// What is wrong with the marks.
    pub findings: Vec<PanelFinding>,
}

impl Marks {
    /// The marks of an entry under a criterion.
    #[must_use]
    pub fn tally(&self, criterion: usize, row: u32) -> Option<&Tally> {
        self.tallies.get(criterion)?.get(&row)
    }
}

impl Open {
    /// In words.
    #[must_use]
    pub fn words(&self, criterion: &Criterion) -> Text {
        let (title_fa, title_en) = (&criterion.title.fa, &criterion.title.en);
        let fa = |number: &dyn ToString| to_persian_digits(&number.to_string());
        match self {
            Self::NoMarks => text!(
                fa: "داوران هنوز به معیار «{title_fa}» نمره نداده‌اند",
                en: "the judges have not marked \"{title_en}\" yet"
            ),
            Self::TooFew { given, needed } => {
                let (given_fa, needed_fa) = (fa(given), fa(needed));
                let marks = if *given == 1 { "mark" } else { "marks" };
                text!(
                    fa: "معیار «{title_fa}» {given_fa} نمرهٔ معتبر دارد و دست‌کم {needed_fa} نمره لازم است",
                    en: "\"{title_en}\" has {given} valid {marks}, and {needed} are needed"
                )
            }
            Self::TooLong => text!(
                fa: "نمره‌های معیار «{title_fa}» درازتر از آن‌اند که دقیق جمع شوند",
                en: "the marks of \"{title_en}\" are too long to be added up exactly"
            ),
            Self::Spread { lowest, highest, allowed } => {
                let (lowest_fa, highest_fa, allowed_fa) = (fa(lowest), fa(highest), fa(allowed));
                text!(
                    fa: "نمره‌های معیار «{title_fa}» از {lowest_fa} تا {highest_fa} است، بیش از {allowed_fa} اختلاف؛ یک داور دیگر باید نمره بدهد",
                    en: "the marks of \"{title_en}\" go from {lowest} to {highest}, more than {allowed} apart; a further judge must mark"
                )
            }
        }
    }
}

/// The mean of the marks that count; none where no mark does.
#[must_use]
pub fn mean(marks: &[JudgeMark]) -> Option<Exact> {
    let counted = marks.iter().filter(|mark| mark.counted == Counted::Yes).filter_map(|mark| mark.mark);
    let (sum, count) =
        counted.fold((Exact::zero(), 0), |(sum, count), mark| (sum.add(&Exact::from(mark)), count + 1));
    sum.div(&Exact::from_int(count))
}

/// What the panel still owes an entry, for the first of these columns that is made of marks.
#[must_use]
pub fn open_words(rulebook: &Rulebook, entries: &Entries, row: u32, columns: &[usize]) -> Option<Text> {
    let number = (rulebook.panel.iter())
        .position(|criterion| columns.contains(&criterion.sum) || columns.contains(&criterion.count))?;
    let criterion = &rulebook.panel[number];
    let open = match &entries.marks {
        None => Open::NoMarks,
        Some(marks) => match marks.tally(number, row) {
            None => Open::TooFew { given: 0, needed: criterion.judges },
            Some(tally) => tally.open.clone()?,
        },
    };
    Some(open.words(criterion))
}
