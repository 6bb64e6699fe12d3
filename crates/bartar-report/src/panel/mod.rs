//! The judges' marks, made ready for every form of report.

mod mark_sheet;
mod table;

pub use mark_sheet::MarkSheet;
pub use table::table;

use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_scoring::Scored;
use bartar_scoring::entries::TextColumn;
use bartar_scoring::panel::agreement::{Agreement, agreement};
use bartar_scoring::panel::{
    Counted, JudgeMark, Marks, Open, PanelFinding, Recusal, awaited, mean, without_effect,
};

/// The marks of a run.
pub struct PanelReport<'a> {
    /// What judges marked, in rulebook order.
    pub criteria: Vec<CriterionReport<'a>>,
    /// What is wrong with the marks.
    pub findings: Vec<PanelFinding>,
    /// The ids of the entries, by row.
    pub ids: &'a TextColumn,
    /// How many results are still open.
    pub open: usize,
}

/// One criterion.
pub struct CriterionReport<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a Text,
    /// How far the judges agree.
    pub agreement: Agreement,
    /// The entries named in the marks and those that must be marked, by id.
    pub entries: Vec<EntryMarks<'a>>,
}

/// The marks of one entry.
pub struct EntryMarks<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub name: &'a str,
    /// All marks, by judge.
    pub marks: &'a [JudgeMark],
    /// Recused judges.
    pub recused: &'a [Recusal],
    /// The mean of those that count; none while the panel is not done.
    pub mean: Option<Exact>,
    /// What is still lacking.
    pub open: Option<Text>,
}

impl EntryMarks<'_> {
    /// The marks that were not refused.
    fn valid(&self) -> impl Iterator<Item = Decimal> + '_ {
        let valid = self.marks.iter().filter(|mark| !matches!(mark.counted, Counted::Refused(_)));
        valid.filter_map(|mark| mark.mark)
    }

    /// Between the highest and the lowest mark that was not refused.
    fn spread(&self) -> Option<Decimal> {
        self.valid().max()?.checked_sub(self.valid().min()?).ok()
    }
}

impl<'a> PanelReport<'a> {
    /// The report of counted marks, in the stage where they count.
    #[must_use]
    pub fn new(scored: &'a Scored<'_>, marks: &'a Marks) -> Self {
        let Scored { rulebook, entries, .. } = scored;
        let mut open = 0;
        let criteria = rulebook.panel.iter().zip(&marks.tallies).zip(agreement(marks)).zip(awaited(scored));
        let criteria = criteria.map(|(((criterion, tallies), agreement), awaited)| {
            let mut of_entries: Vec<EntryMarks<'a>> = tallies
                .iter()
                .map(|(row, tally)| EntryMarks {
                    id: entries.ids.get(*row as usize),
                    name: entries.names.get(*row as usize),
                    marks: &tally.marks,
                    recused: &tally.recused,
                    mean: tally.open.is_none().then(|| mean(&tally.marks)).flatten(),
                    open: tally.open.as_ref().map(|open| open.words(criterion)),
                })
                .collect();
            // Whom no line names, no judge has marked.
            let unmarked = awaited.iter().filter(|row| !tallies.contains_key(row));
            of_entries.extend(unmarked.map(|row| EntryMarks {
                id: entries.ids.get(*row as usize),
                name: entries.names.get(*row as usize),
                marks: &[],
                recused: &[],
                mean: None,
                open: Some(Open::NoMarks.words(criterion)),
            }));
            of_entries.sort_by_key(|entry| entry.id);
            open += of_entries.iter().filter(|entry| entry.open.is_some()).count();
            CriterionReport { id: &criterion.id, title: &criterion.title, agreement, entries: of_entries }
        });
        let criteria = criteria.collect();
        let findings = marks.findings.iter().cloned().chain(without_effect(scored)).collect();
        Self { criteria, findings, ids: &entries.ids, open }
    }
}

/// What became of a mark, in a word for programs.
#[must_use]
pub fn counted_word(counted: Counted) -> &'static str {
    match counted {
        Counted::Yes => "yes",
        Counted::Trimmed => "trimmed",
        Counted::Refused(code) => code.name(),
    }
}
