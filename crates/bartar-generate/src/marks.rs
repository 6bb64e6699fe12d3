//! Marks of made-up judges.

use crate::dice::{Dice, Use};
use bartar_criteria::exact::{Decimal, Rounding};
use bartar_criteria::rulebook::{Criterion, Rulebook};
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
    pub(crate) lines: u64,
}

impl<'r> MarkSheet<'r> {
    pub(crate) fn open(rulebook: &'r Rulebook, seed: u64, out: Box<dyn Write>) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        writer.write_record(["judge", "entry", "criterion", "mark", "recusal"])?;
        let judges = rulebook.panel.iter().map(|criterion| u64::from(criterion.judges)).max().unwrap_or(0);
        Ok(Self { rulebook, seed, writer, judges, lines: 0 })
    }

    /// The marks of one entry, by as many judges as the criteria ask for.
    pub(crate) fn write(&mut self, entry: u64, id: &str) -> io::Result<()> {
        let mut dice = Dice::new(self.seed, Use::Marks { entry });
        // Twice as many judges as an entry needs, and three, share the work.
        let all = self.judges * 2 + 3;
        let first = dice.below(all);
        let judge = |place: u64| format!("D-{:02}", (first + place) % all + 1);
        for criterion in &self.rulebook.panel {
            let steps = steps(criterion);
            // Good work more often than bad, and judges near to each other.
            let near = dice.between(steps * 45 / 100, steps * 95 / 100);
            for place in 0..u64::from(criterion.judges) {
                let around = allowed_apart(criterion, steps) / 2;
                let mark = (near + dice.between(-around, around)).clamp(0, steps);
                let mark = mark_at(criterion, mark, steps).to_string();
                self.writer.write_record([&judge(place), id, &criterion.id, &mark, ""])?;
                self.lines += 1;
            }
        }
        if dice.happens(RECUSED) {
            let reason = REASONS[dice.index(REASONS.len())];
            self.writer.write_record([&judge(self.judges), id, "", "", reason])?;
            self.lines += 1;
        }
        Ok(())
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
