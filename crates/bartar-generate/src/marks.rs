//! Marks of made-up judges.

use crate::dice::{Dice, Use};
use crate::fault::FaultKind;
use bartar_criteria::exact::{Decimal, Rounding};
use bartar_criteria::rulebook::{Criterion, Rulebook};
use bartar_criteria::{Code, codes};
use std::io::{self, Write};

/// Times in a million that one judge more was asked and is recused.
const RECUSED: u32 = 20_000;
/// Why.
const REASONS: [&str; 3] = ["خویشاوند مدیرعامل", "همکار پیشین تعاونی", "عضو تعاونی"];

/// The file of marks while it is written.
pub(crate) struct MarkSheet<'r> {
    rulebook: &'r Rulebook,
    seed: u64,
    writer: csv::Writer<Box<dyn Write>>,
    /// Most judges that a criterion asks for.
    judges: u64,
    lines: u64,
}

impl<'r> MarkSheet<'r> {
    pub(crate) fn open(rulebook: &'r Rulebook, seed: u64, out: Box<dyn Write>) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        writer.write_record(["judge", "entry", "criterion", "mark", "recusal"])?;
        let judges = rulebook.panel.iter().map(|criterion| u64::from(criterion.judges)).max().unwrap_or(0);
        Ok(Self { rulebook, seed, writer, judges, lines: 0 })
    }

    /// The marks of one entry, by as many judges as the criteria ask for, with a fault if one is to be planted: what must
    /// be found, with the row.
    pub(crate) fn write(
        &mut self,
        entry: u64,
        id: &str,
        fault: Option<FaultKind>,
    ) -> io::Result<Vec<(u64, Code, String)>> {
        let mut dice = Dice::new(self.seed, Use::Marks { entry });
        // Twice as many judges as an entry needs, and three, share the work.
        let all = self.judges * 2 + 3;
        let first = dice.below(all);
        let judge = |place: u64| format!("D-{:02}", (first + place) % all + 1);
        let rulebook = self.rulebook;
        for (number, criterion) in rulebook.panel.iter().enumerate() {
            let steps = steps(criterion);
            // Good work more often than bad, and judges near to each other.
            let near = dice.between(steps * 45 / 100, steps * 95 / 100);
            let lacking = u64::from(number == 0 && fault == Some(FaultKind::FewMarks));
            for place in 0..u64::from(criterion.judges) - lacking.min(criterion.judges.into()) {
                let around = allowed_apart(criterion, steps) / 2;
                let mark = (near + dice.between(-around, around)).clamp(0, steps);
                let mark = mark_at(criterion, mark, steps).to_string();
                self.line([&judge(place), id, &criterion.id, &mark, ""])?;
            }
        }
        let further = judge(self.judges);
        let reason = REASONS[dice.index(REASONS.len())];
        match fault.filter(|fault| fault.adds_marks()) {
            Some(fault) => self.plant(fault, &further, id, reason),
            None => {
                if dice.happens(RECUSED) {
                    self.line([&further, id, "", "", reason])?;
                }
                Ok(Vec::new())
            }
        }
    }

    /// Lines of a further judge that must be found.
    fn plant(
        &mut self,
        fault: FaultKind,
        judge: &str,
        id: &str,
        reason: &str,
    ) -> io::Result<Vec<(u64, Code, String)>> {
        let Some(criterion) = self.rulebook.panel.first() else { return Ok(Vec::new()) };
        let good = criterion.to.to_string();
        let beyond =
            criterion.to.checked_add(criterion.step.unwrap_or(Decimal::ONE)).unwrap_or(Decimal::ZERO);
        let (beyond, nobody) = (beyond.to_string(), format!("{id}-0"));
        let (name, mark) = (criterion.id.as_str(), good.as_str());
        let (lines, code) = match fault {
            FaultKind::MarkOffScale => (vec![[judge, id, name, &beyond]], codes::MARK_OFF_SCALE),
            FaultKind::UnreadableMark => (vec![[judge, id, name, "عالی"]], codes::UNREADABLE_NUMBER),
            FaultKind::RepeatedMark => (vec![[judge, id, name, mark]; 2], codes::MARK_REPEATED),
            FaultKind::MarkOfRecused => {
                self.line([judge, id, "", "", reason])?;
                (vec![[judge, id, name, mark]], codes::MARK_OF_RECUSED)
            }
            FaultKind::UnsignedMark => (vec![["", id, name, mark]], codes::MARK_UNSIGNED),
            FaultKind::MarkOfNoEntry => (vec![[judge, &nobody, name, mark]], codes::MARK_UNKNOWN_ENTRY),
            _ => (vec![[judge, id, "معیاری دیگر", mark]], codes::MARK_UNKNOWN_CRITERION),
        };
        let mut planted = Vec::new();
        for [judge, entry, criterion, mark] in lines {
            let row = self.line([judge, entry, criterion, mark, ""])?;
            planted.push((row, code, entry.to_owned()));
        }
        Ok(planted)
    }

    /// Writes a line; its row as a spreadsheet numbers it.
    fn line(&mut self, cells: [&str; 5]) -> io::Result<u64> {
        self.writer.write_record(cells)?;
        self.lines += 1;
        Ok(self.lines + 1)
    }

    pub(crate) fn finish(mut self) -> io::Result<u64> {
        self.writer.flush()?;
        Ok(self.lines)
    }
}

/// How many steps the scale has; a hundred where any mark may be given.
fn steps(criterion: &Criterion) -> i128 {
    width(criterion.from, criterion.to, criterion.step).filter(|steps| *steps > 0).unwrap_or(100)
}

fn width(from: Decimal, to: Decimal, step: Option<Decimal>) -> Option<i128> {
    let step = step?;
    let distance = to.checked_sub(from).ok()?;
    let scale = distance.scale().max(step.scale());
    distance.rescaled(scale)?.checked_div(step.rescaled(scale)?)
}

/// How many steps judges lie apart: a tenth of the scale, and never as far as the rulebook asks another judge for.
fn allowed_apart(criterion: &Criterion, steps: i128) -> i128 {
    let few = (steps / 10).max(2);
    let Some(spread) = criterion.spread else { return few };
    let far = spread_in_steps(criterion, spread, steps).unwrap_or(0);
    few.min(far)
}

fn spread_in_steps(criterion: &Criterion, spread: Decimal, steps: i128) -> Option<i128> {
    let distance = criterion.to.checked_sub(criterion.from).ok()?;
    let scale = distance.scale().max(spread.scale());
    spread.rescaled(scale)?.checked_mul(steps)?.checked_div(distance.rescaled(scale)?)
}

/// The mark so many steps above the lowest.
fn mark_at(criterion: &Criterion, steps: i128, of: i128) -> Decimal {
    let distance = criterion.to.checked_sub(criterion.from).unwrap_or(Decimal::ZERO);
    let share = bartar_criteria::exact::Exact::ratio(steps, of);
    let exact = share.map(|share| bartar_criteria::exact::Exact::from(distance).mul(&share));
    let above = exact.and_then(|exact| Rounding::half_up(12).apply(&exact).ok()).unwrap_or(Decimal::ZERO);
    criterion.from.checked_add(above).unwrap_or(criterion.from)
}
