//! Which marks count, and what they add up to.

use super::{Counted, JudgeMark, Mark, MarkCell, Marks, Open, PanelFinding, Recusal, Tally};
use crate::entries::{Column, Entries, NumberColumn};
use bartar_criteria::codes::{
    JUDGE_SPELLINGS, JUDGE_WITHOUT_MARKS, MARK_OF_RECUSED, MARK_OFF_SCALE, MARK_REPEATED,
    MARK_UNKNOWN_CRITERION, MARK_UNKNOWN_ENTRY, MARK_UNSIGNED, MARKS_STILL_APART,
};
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::missing::Missing;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Criterion, Rulebook};
use bartar_criteria::syntax::MeanOfMarks;
use bartar_criteria::{Code, Text, text};
use std::collections::{BTreeMap, BTreeSet};

/// Counts the marks into the columns of the panel. Without a file of marks, everything is pending.
///
/// A mark that cannot count (off the scale, repeated, of a judge who is recused) is refused and told; the others go on.
/// Nothing depends on the order of the lines.
pub fn count(rulebook: &Rulebook, entries: &mut Entries, marks: Option<&[Mark]>) {
    let mut counting = Counting { rulebook, rows: BTreeMap::new(), marks: Marks::default() };
    if let Some(lines) = marks {
        counting.rows = unique_rows(entries);
        let lines = &counting.one_code_each(lines);
        let recusals = recusals(lines);
        counting.marks.tallies = (0..rulebook.panel.len())
            .map(|criterion| counting.tallies(criterion, lines, &recusals))
            .collect();
        counting.unknown(lines);
        counting.silent(lines);
    }
    let counted = counting.marks;
    for (number, criterion) in rulebook.panel.iter().enumerate() {
        let (sums, counts) = columns(number, &counted, entries.len());
        for (column, numbers) in [(criterion.sum, sums), (criterion.count, counts)] {
            if let Some(column) = entries.columns.get_mut(column) {
                *column = Column::Numbers(numbers);
            }
        }
    }
    entries.marks = marks.map(|_| counted);
}

/// Rows by id. An id that several rows carry names none of them.
fn unique_rows(entries: &Entries) -> BTreeMap<String, Option<u32>> {
    let mut rows: BTreeMap<String, Option<u32>> = BTreeMap::new();
    for row in 0..entries.len() {
        let here = u32::try_from(row).ok();
        rows.entry(entries.ids.get(row).to_owned()).and_modify(|row| *row = None).or_insert(here);
    }
    rows
}

/// The two columns of a criterion.
fn columns(number: usize, marks: &Marks, rows: usize) -> (NumberColumn, NumberColumn) {
    let (mut sums, mut counts) = (NumberColumn::with_capacity(rows), NumberColumn::with_capacity(rows));
    for row in 0..rows {
        let tally = u32::try_from(row).ok().and_then(|row| marks.tally(number, row));
        let result = tally.filter(|tally| tally.open.is_none()).and_then(result);
        sums.push(result.map(|(sum, _)| sum).ok_or(Missing::Pending));
        counts.push(result.map(|(_, count)| count).ok_or(Missing::Pending));
    }
    (sums, counts)
}

/// Sum and number of the marks that count.
fn result(tally: &Tally) -> Option<(Decimal, Decimal)> {
    let counted = tally.marks.iter().filter(|mark| mark.counted == Counted::Yes);
    let marks: Vec<Decimal> = counted.filter_map(|mark| mark.mark).collect();
    // A sum that outgrows a decimal leaves the tally open: see `settle`.
    let sum = marks.iter().try_fold(Decimal::ZERO, |sum, mark| sum.checked_add(*mark)).ok()?;
    Some((sum, Decimal::from(i64::try_from(marks.len()).ok()?)))
}

/// Who is recused from what: (judge, entry), and the criterion, empty for all.
type Recusals<'m> = BTreeMap<(&'m str, &'m str), BTreeMap<&'m str, (&'m str, usize)>>;

/// Who is recused from what, as the lines say.
fn recusals(lines: &[Mark]) -> Recusals<'_> {
    let mut recusals = Recusals::new();
    for (line, mark) in lines.iter().enumerate() {
        if let Some(reason) = &mark.recusal {
            let of_entry = recusals.entry((&mark.judge, &mark.entry)).or_default();
            let known = of_entry.entry(mark.criterion.as_str()).or_insert((reason.as_str(), line));
            // Of several reasons, one that does not depend on the order of the lines.
            *known = (*known).min((reason.as_str(), line));
        }
    }
    recusals
}

struct Counting<'r> {
    rulebook: &'r Rulebook,
    rows: BTreeMap<String, Option<u32>>,
    marks: Marks,
}

impl Counting<'_> {
    /// The same lines, with every judge's code in one spelling: two that only look different are one judge's.
    fn one_code_each(&mut self, lines: &[Mark]) -> Vec<Mark> {
        let mut spellings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        let key = |judge: &str| Some(matching_key(judge)).filter(|key| !key.is_empty());
        for mark in lines {
            if let Some(key) = key(&mark.judge) {
                spellings.entry(key).or_default().insert(&mark.judge);
            }
        }
        for spellings in spellings.values().filter(|spellings| spellings.len() > 1) {
            let written: Vec<&str> = spellings.iter().copied().collect();
            let (fa, en) = (written.join("»، «"), written.join("`, `"));
            self.marks.findings.push(PanelFinding {
                code: JUDGE_SPELLINGS,
                line: None,
                judge: spellings.first().map(|judge| (*judge).to_owned()),
                row: None,
                criterion: None,
                message: text!(
                    fa: "کد یک داور به چند شکل نوشته شده است: «{fa}»؛ همه یک داور شمرده شد",
                    en: "the code of one judge is written in several ways: `{en}`; they are counted as one judge"
                ),
            });
        }
        let first = |judge: &str| spellings.get(&key(judge)?)?.first().copied();
        let one = |mark: &Mark| {
            let judge = first(&mark.judge).unwrap_or(&mark.judge);
            Mark { judge: judge.to_owned(), ..mark.clone() }
        };
        lines.iter().map(one).collect()
    }

    fn found(&mut self, code: Code, line: Option<usize>, mark: &Mark, message: Text) {
        let named = |name: &str| Some(name.to_owned()).filter(|name| !name.is_empty());
        self.marks.findings.push(PanelFinding {
            code,
            line,
            judge: named(&mark.judge),
            row: self.rows.get(&mark.entry).copied().flatten(),
            criterion: named(&mark.criterion),
            message,
        });
    }

    /// The tallies of one criterion.
    fn tallies(&mut self, number: usize, lines: &[Mark], recusals: &Recusals<'_>) -> BTreeMap<u32, Tally> {
        let criterion = &self.rulebook.panel[number];
        let mut given: BTreeMap<(u32, &str), Vec<usize>> = BTreeMap::new();
        let mut tallies: BTreeMap<u32, Tally> = BTreeMap::new();
        for (line, mark) in lines.iter().enumerate().filter(|(_, mark)| !mark.judge.is_empty()) {
            let Some(Some(row)) = self.rows.get(&mark.entry).copied() else { continue };
            let concerned =
                mark.criterion == criterion.id || mark.criterion.is_empty() && mark.recusal.is_some();
            if !concerned {
                continue;
            }
            tallies.entry(row).or_insert_with(|| Tally {
                marks: Vec::new(),
                recused: Vec::new(),
                open: None,
            });
            if mark.mark != MarkCell::Blank {
                given.entry((row, &mark.judge)).or_default().push(line);
            }
        }
        for ((row, judge), written) in given {
            let refused = self.refused(criterion, &written, lines, recusals);
            let first = &lines[written[0]];
            let number = match first.mark {
                MarkCell::Given(mark) if written.len() == 1 => Some(mark),
                _ => None,
            };
            if let Some(tally) = tallies.get_mut(&row) {
                let counted = refused.map_or(Counted::Yes, Counted::Refused);
                let judge = judge.to_owned();
                let words = written.iter().map(|line| match &lines[*line].mark {
                    MarkCell::Given(mark) => mark.to_string(),
                    MarkCell::Unreadable(words, ..) => words.clone(),
                    MarkCell::Blank => String::new(),
                });
                let mut words: Vec<String> = if number.is_none() { words.collect() } else { Vec::new() };
                words.sort();
                tally.marks.push(JudgeMark { judge, mark: number, written: words, counted, lines: written });
            }
        }
        for ((judge, entry), reasons) in recusals {
            let reason = reasons.get("").or_else(|| reasons.get(criterion.id.as_str()));
            if let (Some((reason, line)), Some(Some(row))) = (reason, self.rows.get(*entry))
                && let Some(tally) = tallies.get_mut(row)
            {
                let (judge, reason) = ((*judge).to_owned(), (*reason).to_owned());
                tally.recused.push(Recusal { judge, reason, line: *line });
            }
        }
        for (row, tally) in &mut tallies {
            if let Some((lowest, highest, allowed)) = settle(criterion, tally) {
                let fa = |number: Decimal| to_persian_digits(&number.to_string());
                let (lowest_fa, highest_fa, allowed_fa) = (fa(lowest), fa(highest), fa(allowed));
                let (title_fa, title_en) = (&criterion.title.fa, &criterion.title.en);
                self.marks.findings.push(PanelFinding {
                    code: MARKS_STILL_APART,
                    line: None,
                    judge: None,
                    row: Some(*row),
                    criterion: Some(criterion.id.clone()),
                    message: text!(
                        fa: "با نمرهٔ داور دیگر هم نمره‌های معیار «{title_fa}» از {lowest_fa} تا {highest_fa} است، بیش از {allowed_fa} اختلاف",
                        en: "with a further judge too, the marks of \"{title_en}\" go from {lowest} to {highest}, more than {allowed} apart"
                    ),
                });
            }
        }
        tallies
    }

    /// Why a judge's mark under a criterion does not count, told once for each of its lines.
    fn refused(
        &mut self,
        criterion: &Criterion,
        written: &[usize],
        lines: &[Mark],
        recusals: &Recusals<'_>,
    ) -> Option<Code> {
        let first = &lines[*written.first()?];
        let reasons = recusals.get(&(first.judge.as_str(), first.entry.as_str()));
        let reason =
            reasons.and_then(|reasons| reasons.get("").or_else(|| reasons.get(criterion.id.as_str())));
        if let Some((reason, _)) = reason {
            for line in written {
                self.found(MARK_OF_RECUSED, Some(*line), &lines[*line], text!(
                    fa: "داور «{judge}» از داوری این پرونده کنار رفته است ({reason})؛ نمره‌اش شمرده نشد",
                    en: "the judge `{judge}` is recused from this entry ({reason}); the mark is not counted",
                    judge = first.judge
                ));
            }
            return Some(MARK_OF_RECUSED);
        }
        if written.len() > 1 {
            let count = written.len();
            let count_fa = to_persian_digits(&count.to_string());
            for line in written {
                self.found(MARK_REPEATED, Some(*line), &lines[*line], text!(
                    fa: "داور «{judge}» به این معیار {count_fa} بار نمره داده است؛ هیچ‌یک شمرده نشد",
                    en: "the judge `{judge}` marked this criterion {count} times; none of the marks is counted",
                    judge = first.judge
                ));
            }
            return Some(MARK_REPEATED);
        }
        match &first.mark {
            MarkCell::Blank => None,
            MarkCell::Unreadable(_, code, message) => {
                self.found(*code, written.first().copied(), first, message.clone());
                Some(*code)
            }
            MarkCell::Given(mark) if criterion.allows(*mark) => None,
            MarkCell::Given(mark) => {
                let Criterion { from, to, step, .. } = criterion;
                let fa = |number: &Decimal| to_persian_digits(&number.to_string());
                let (mark_fa, from_fa, to_fa) = (fa(mark), fa(from), fa(to));
                let judge = &first.judge;
                let message = match step {
                    Some(step) => {
                        let step_fa = fa(step);
                        text!(
                            fa: "نمرهٔ {mark_fa} داور «{judge}» از نمره‌های ممکن نیست: از {from_fa} تا {to_fa} با گام {step_fa}",
                            en: "{mark}, given by the judge `{judge}`, is not a mark of the scale: from {from} to {to} in steps of {step}"
                        )
                    }
                    None => text!(
                        fa: "نمرهٔ {mark_fa} داور «{judge}» از نمره‌های ممکن نیست: از {from_fa} تا {to_fa}",
                        en: "{mark}, given by the judge `{judge}`, is not a mark of the scale: from {from} to {to}"
                    ),
                };
                self.found(MARK_OFF_SCALE, written.first().copied(), first, message);
                Some(MARK_OFF_SCALE)
            }
        }
    }

    /// Lines about judges, entries and criteria that there are not.
    fn unknown(&mut self, lines: &[Mark]) {
        let mut similar: BTreeMap<String, String> = BTreeMap::new();
        if lines.iter().any(|mark| !self.rows.contains_key(&mark.entry)) {
            similar.extend(self.rows.keys().map(|id| (matching_key(id), id.clone())));
        }
        for (line, mark) in lines.iter().enumerate() {
            if mark.judge.is_empty() {
                let message = Text::new(
                    "کد داور نوشته نشده است؛ نمره شمرده نشد",
                    "there is no judge's code; the mark is not counted",
                );
                self.found(MARK_UNSIGNED, Some(line), mark, message);
            }
            match self.rows.get(&mark.entry) {
                None => {
                    let near = similar.get(&matching_key(&mark.entry));
                    let entry = &mark.entry;
                    let message = match near {
                        Some(near) => text!(
                            fa: "پرونده‌ای با شناسهٔ «{entry}» در داده‌ها نیست؛ شناسهٔ «{near}» تنها در شیوهٔ نوشتن با آن تفاوت دارد",
                            en: "there is no entry with the id `{entry}` in the data; the id `{near}` differs only in how it is written"
                        ),
                        None => text!(
                            fa: "پرونده‌ای با شناسهٔ «{entry}» در داده‌ها نیست",
                            en: "there is no entry with the id `{entry}` in the data"
                        ),
                    };
                    self.found(MARK_UNKNOWN_ENTRY, Some(line), mark, message);
                }
                Some(None) => self.found(
                    MARK_UNKNOWN_ENTRY,
                    Some(line),
                    mark,
                    text!(
                        fa: "چند ردیف شناسهٔ «{entry}» را دارند؛ روشن نیست که نمره از آن کدام است",
                        en: "several rows carry the id `{entry}`; whose mark this is cannot be told",
                        entry = mark.entry
                    ),
                ),
                Some(Some(_)) => {}
            }
            let known = self.rulebook.panel.iter().any(|criterion| criterion.id == mark.criterion);
            if !(known || mark.criterion.is_empty() && mark.recusal.is_some()) {
                let listed = |of: fn(&Criterion) -> String, comma: &str| {
                    self.rulebook.panel.iter().map(of).collect::<Vec<_>>().join(comma)
                };
                let all_fa = listed(|criterion| format!("«{}» ({})", criterion.title.fa, criterion.id), "، ");
                let all_en = listed(|criterion| format!("`{}` ({})", criterion.id, criterion.title.en), ", ");
                self.found(
                    MARK_UNKNOWN_CRITERION,
                    Some(line),
                    mark,
                    text!(
                        fa: "معیاری به نام «{criterion}» نیست؛ معیارها این‌هاست: {all_fa}",
                        en: "there is no criterion `{criterion}`; there are: {all_en}",
                        criterion = mark.criterion
                    ),
                );
            }
        }
    }

    /// Judges who are named and never marked anything.
    fn silent(&mut self, lines: &[Mark]) {
        let marked: BTreeSet<&str> = (lines.iter())
            .filter(|mark| mark.mark != MarkCell::Blank)
            .map(|mark| mark.judge.as_str())
            .collect();
        // Whoever is only recused was asked for nothing.
        let asked: BTreeSet<&str> =
            lines.iter().filter(|mark| mark.recusal.is_none()).map(|mark| mark.judge.as_str()).collect();
        for judge in asked.difference(&marked).filter(|judge| !judge.is_empty()) {
            self.marks.findings.push(PanelFinding {
                code: JUDGE_WITHOUT_MARKS,
                line: None,
                judge: Some((*judge).to_owned()),
                row: None,
                criterion: None,
                message: text!(
                    fa: "داور «{judge}» هیچ نمره‌ای نداده است",
                    en: "the judge `{judge}` has given no mark"
                ),
            });
        }
    }
}

/// Lowest and highest mark, and the difference allowed.
type Apart = (Decimal, Decimal, Decimal);

/// Whether the marks make a result, and which of them a trimmed mean leaves out. Gives the marks that lie further apart
/// than allowed although a further judge has marked.
fn settle(criterion: &Criterion, tally: &mut Tally) -> Option<Apart> {
    let valid = |mark: &JudgeMark| if mark.counted == Counted::Yes { mark.mark } else { None };
    let marks: Vec<Decimal> = tally.marks.iter().filter_map(valid).collect();
    let given = u32::try_from(marks.len()).unwrap_or(u32::MAX);
    let (Some(lowest), Some(highest)) = (marks.iter().min().copied(), marks.iter().max().copied()) else {
        tally.open = Some(Open::TooFew { given, needed: criterion.judges });
        return None;
    };
    if given < criterion.judges {
        tally.open = Some(Open::TooFew { given, needed: criterion.judges });
        return None;
    }
    let sum = marks.iter().try_fold(Decimal::ZERO, |sum, mark| sum.checked_add(*mark));
    let (Ok(_), Ok(apart)) = (sum, highest.checked_sub(lowest)) else {
        tally.open = Some(Open::TooLong);
        return None;
    };
    let apart = criterion.spread.filter(|allowed| apart > *allowed).map(|allowed| (lowest, highest, allowed));
    if given == criterion.judges
        && let Some((lowest, highest, allowed)) = apart
    {
        tally.open = Some(Open::Spread { lowest, highest, allowed });
        return None;
    }
    if criterion.mean == MeanOfMarks::Trimmed {
        for end in [lowest, highest] {
            let one = tally.marks.iter_mut().find(|mark| valid(mark) == Some(end));
            if let Some(mark) = one {
                mark.counted = Counted::Trimmed;
            }
        }
    }
    apart
}
