//! First step: who takes part. Faults, checks, withdrawal and eligibility gates, in that order.

use crate::entries::{Column, Entries, Fault};
use crate::outcome::{Finding, Outcome, Reason};
use crate::row::Row;
use crate::shared::Shared;
use bartar_criteria::codes::{CHECK_NOT_MADE, IMPLAUSIBLE, STATED_DIFFERS, STATED_DIFFERS_NOTE};
use bartar_criteria::exact::{DigitSet, Exact, Rounding, format_number};
use bartar_criteria::formula::{Absent, both};
use bartar_criteria::rulebook::{Check, CheckRule, Compiled, FieldKind, Gate, Rulebook};
use bartar_criteria::syntax::CheckEffect;
use bartar_criteria::{Code, Severity, Text, text};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The outcome of every entry so far, with reasons and findings.
#[derive(Clone, Debug)]
pub struct Screening {
    /// By row; [`Outcome::Ranked`] stands for "nothing against it so far".
    pub outcomes: Vec<Outcome>,
    /// Reasons of those that are not ranked, by row; equal ones are one.
    pub reasons: BTreeMap<u32, Vec<Arc<Reason>>>,
    /// Findings, by row and column.
    pub findings: Vec<Finding>,
    known: Shared<Reason>,
}

impl Screening {
    /// With these outcomes, and nothing said of them.
    #[must_use]
    pub fn of(outcomes: Vec<Outcome>) -> Self {
        Self { outcomes, reasons: BTreeMap::new(), findings: Vec::new(), known: Shared::default() }
    }

    /// Excludes an entry, unless something graver stands against it already.
    pub fn exclude(&mut self, row: usize, outcome: Outcome, reason: Reason) {
        let reason = self.known.keep(reason);
        self.exclude_shared(row, outcome, reason);
    }

    /// The same for a reason that others share.
    pub fn exclude_shared(&mut self, row: usize, outcome: Outcome, reason: Arc<Reason>) {
        let reasons = self.reasons.entry(index(row)).or_default();
        if rank(outcome) > rank(self.outcomes[row]) {
            self.outcomes[row] = outcome;
            reasons.clear();
        }
        if outcome == self.outcomes[row] && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
}

/// A failed rule outweighs an undecided one; withdrawal outweighs both; broken data outweigh everything.
fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Ranked => 0,
        Outcome::Review => 1,
        Outcome::Ineligible => 2,
        Outcome::Withdrawn => 3,
        Outcome::Quarantined => 4,
    }
}

/// The row as stored in sparse maps.
pub(crate) fn index(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

/// How many rows are judged before equal reasons become one.
const AT_ONCE: usize = 1 << 14;

/// What one row's gates, checks and withdrawal say.
struct Verdict {
    row: usize,
    excluded: Vec<(Outcome, Reason)>,
    findings: Vec<Finding>,
}

/// Screens all entries.
#[must_use]
pub fn screen(rulebook: &Rulebook, entries: &Entries) -> Screening {
    let mut screening = Screening {
        findings: implausible(rulebook, entries),
        ..Screening::of(vec![Outcome::Ranked; entries.len()])
    };
    // Reading reports faults as it meets them, in any order; results have one order.
    let mut faults: Vec<_> = entries.faults.iter().collect();
    faults.sort_by(|a, b| {
        (a.entry, a.column, a.code.name(), &a.message.en).cmp(&(
            b.entry,
            b.column,
            b.code.name(),
            &b.message.en,
        ))
    });
    let mut known: HashMap<(*const Text, Option<u16>), Arc<Reason>> = HashMap::new();
    for fault in faults {
        if fault.code.severity() != Severity::Error {
            screening.findings.push(Finding::of_fault(fault));
            continue;
        }
        // Rows that share a message share the reason too, which need not be made again.
        let reason = known
            .entry((Arc::as_ptr(&fault.message), fault.column))
            .or_insert_with(|| Arc::new(of_fault(rulebook, fault)));
        if reason.finding != Some(fault.code) || reason.group != fault.group {
            *reason = Arc::new(of_fault(rulebook, fault));
        }
        screening.exclude_shared(fault.entry as usize, Outcome::Quarantined, Arc::clone(reason));
    }
    let of_marks = entries.marks.iter().flat_map(|marks| &marks.findings);
    screening.findings.extend(of_marks.map(Finding::of_marks));
    let mut messages = Shared::default();
    for from in (0..entries.len()).step_by(AT_ONCE) {
        let rows = from..entries.len().min(from + AT_ONCE);
        let verdicts: Vec<Verdict> =
            rows.into_par_iter().filter_map(|row| verdict(rulebook, entries, row)).collect();
        for verdict in verdicts {
            screening.findings.extend(verdict.findings.into_iter().map(|mut finding| {
                finding.message = messages.keep(finding.message);
                finding
            }));
            for (outcome, reason) in verdict.excluded {
                screening.exclude(verdict.row, outcome, reason);
            }
        }
    }
    screening
}

/// The reason that a fault is for the entry.
fn of_fault(rulebook: &Rulebook, fault: &Fault) -> Reason {
    let message = match fault.column {
        None => Text::clone(&fault.message),
        Some(column) => rulebook.said_of(usize::from(column), &fault.message),
    };
    let columns = fault.column.map(usize::from).into_iter().collect();
    Reason { group: fault.group.clone(), ..Reason::of_finding(fault.code, message, columns) }
}

/// What speaks against one entry; `None` when nothing does.
fn verdict(rulebook: &Rulebook, entries: &Entries, row: usize) -> Option<Verdict> {
    let data = Row { entries, row };
    let mut verdict = Verdict { row, excluded: Vec::new(), findings: Vec::new() };
    for check in &rulebook.checks {
        match contradiction(rulebook, check, &data) {
            Ok(None) => {}
            Ok(Some(message)) => contradict(rulebook, check, message, &mut verdict),
            Err(absent) => not_made(rulebook, check, absent, &data, &mut verdict),
        }
    }
    if let Some(reason) = entries.withdrawals.get(&index(row)) {
        let message = match reason {
            None => Text::new("تعاونی پس از ارسال انصراف داد", "the cooperative withdrew after filing"),
            Some(reason) => Text::new(
                format!("تعاونی پس از ارسال انصراف داد: {}", reason.fa),
                format!("the cooperative withdrew after filing: {}", reason.en),
            ),
        };
        let reason = Reason {
            code: "withdrawn".to_owned(),
            message,
            clause: Text::default(),
            at: String::new(),
            finding: None,
            columns: Vec::new(),
            group: None,
        };
        verdict.excluded.push((Outcome::Withdrawn, reason));
    }
    if let Some(withdrawn) = says_withdrawn(rulebook, &data) {
        let reason = Reason {
            code: "withdrawn".to_owned(),
            message: Text::new("تعاونی انصراف داده است", "the entry is withdrawn"),
            clause: Text::default(),
            at: rulebook.sources.place(withdrawn.text.at),
            finding: None,
            columns: withdrawn.formula.columns(),
            group: None,
        };
        verdict.excluded.push((Outcome::Withdrawn, reason));
    }
    for gate in &rulebook.gates {
        let Some(condition) = gate.require.truth() else { continue };
        let (outcome, message) = match condition.evaluate(&data) {
            Ok(true) => continue,
            Ok(false) => (Outcome::Ineligible, gate.reason.clone()),
            Err(absent) => (Outcome::Review, undecided(rulebook, gate, absent, &data)),
        };
        let reason = Reason {
            code: gate.id.clone(),
            message,
            clause: gate.clause.clone(),
            at: rulebook.sources.place(gate.at),
            finding: None,
            columns: gate.require.formula.columns(),
            group: None,
        };
        verdict.excluded.push((outcome, reason));
    }
    (!verdict.excluded.is_empty() || !verdict.findings.is_empty()).then_some(verdict)
}

/// The condition by which an entry says that it is withdrawn, where it does. One that says nothing takes part.
fn says_withdrawn<'r>(rulebook: &'r Rulebook, data: &Row<'_>) -> Option<&'r Compiled> {
    let withdrawn = rulebook.data.withdrawn.as_ref()?;
    let says = withdrawn.truth().is_some_and(|condition| condition.evaluate(data) == Ok(true));
    says.then_some(withdrawn)
}

/// Whether an entry is withdrawn: by what it says, or by an amendment.
pub(crate) fn is_withdrawn(rulebook: &Rulebook, entries: &Entries, row: usize) -> bool {
    entries.withdrawals.contains_key(&index(row)) || says_withdrawn(rulebook, &Row { entries, row }).is_some()
}

/// A gate that cannot be decided, with what is missing for it.
fn undecided(rulebook: &Rulebook, gate: &Gate, absent: Absent, data: &Row<'_>) -> Text {
    let why = for_want_of(rulebook, absent, &gate.require.formula.columns(), data);
    Text::new(
        format!("دربارهٔ «{}» نمی‌توان تصمیم گرفت: {}", gate.title.fa, why.fa),
        format!("\"{}\" cannot be decided: {}", gate.title.en, why.en),
    )
}

/// Why formulas of these columns give nothing, with the titles of the data that are missing, or else of those that
/// make it so.
pub(crate) fn for_want_of(rulebook: &Rulebook, absent: Absent, columns: &[usize], data: &Row<'_>) -> Text {
    let missing = |column: &usize| data.entries.columns[*column].missing(data.row).is_some();
    let absent_ones: Vec<usize> = columns.iter().copied().filter(missing).collect();
    let why = absent_words(absent);
    let to_blame = if absent_ones.is_empty() { columns } else { &absent_ones };
    if to_blame.is_empty() {
        return why;
    }
    let titles = rulebook.titles_of(to_blame);
    Text::new(format!("{} ({})", why.fa, titles.fa), format!("{} ({})", why.en, titles.en))
}

/// Why a formula gives nothing, in words.
#[must_use]
pub fn absent_words(absent: Absent) -> Text {
    use bartar_criteria::missing::Missing;
    match absent {
        Absent::Missing(Missing::NotSubmitted) => {
            Text::new("داده ارسال نشده است", "the datum was not submitted")
        }
        Absent::Missing(Missing::NotApplicable) => Text::new("داده نامربوط است", "the datum does not apply"),
        Absent::Missing(Missing::Rejected) => {
            Text::new("مستندات داده رد شده است", "the evidence of the datum was rejected")
        }
        Absent::Missing(Missing::Pending) => {
            Text::new("مستندات داده در دست بررسی است", "the evidence of the datum is being examined")
        }
        Absent::ZeroDivision => Text::new("مخرج صفر است", "the denominator is zero"),
        Absent::NegativeDenominator => Text::new("مخرج منفی است", "the denominator is negative"),
        Absent::OutsideDomain => {
            Text::new("مقدار بیرون از دامنهٔ قاعده است", "the value lies outside what the rule covers")
        }
        Absent::Inexact => Text::new(
            "مقدار باید گرد می‌شد، ولی شیوه‌نامه گرد کردن را نمی‌پذیرد",
            "the value would have to be rounded, which the rulebook refuses",
        ),
        Absent::Overflow => Text::new("عدد بزرگ‌تر از اندازهٔ دقیق است", "the number is too long to be exact"),
    }
}

/// How the data of an entry contradict one another, if they do: a stated value and what its parts make of it differ by more
/// than the tolerance, or a condition does not hold.
fn contradiction(rulebook: &Rulebook, check: &Check, data: &Row<'_>) -> Result<Option<Text>, Absent> {
    let Text { fa, en } = &check.title;
    match &check.rule {
        CheckRule::Sum { stated, parts, tolerance } => {
            let (Some(number), Some(parts)) = (stated.number(), parts.number()) else { return Ok(None) };
            let (value, parts) = both(number.evaluate(data), parts.evaluate(data))?;
            if value.sub(&parts).abs() <= Exact::from(*tolerance) {
                return Ok(None);
            }
            Ok(Some(apart(rulebook, check, &stated.formula.columns(), &value, &parts)))
        }
        CheckRule::Condition { require, reason } => {
            let Some(condition) = require.truth() else { return Ok(None) };
            let told = || Text::new(format!("{fa}: {}", reason.fa), format!("{en}: {}", reason.en));
            Ok((!condition.evaluate(data)?).then(told))
        }
    }
}

/// That a stated value differs from what its parts make.
fn apart(rulebook: &Rulebook, check: &Check, columns: &[usize], stated: &Exact, parts: &Exact) -> Text {
    let (stated_fa, stated_en) = shown(stated);
    let (parts_fa, parts_en) = shown(parts);
    let Text { fa: rule_fa, en: rule_en } = &check.title;
    match *columns {
        [column] => {
            let Text { fa, en } = rulebook.titles_of(&[column]);
            text!(
                fa: "{fa} با اجزای خود نمی‌خواند: مقدار اظهارشده {stated_fa} است، ولی از اجزا {parts_fa} به دست می‌آید (باید برقرار باشد: {rule_fa})",
                en: "{en} does not agree with its parts: stated as {stated_en}, but the parts make {parts_en} (what must hold: {rule_en})"
            )
        }
        _ => text!(
            fa: "برقرار نیست: «{rule_fa}»؛ مقدار اظهارشده {stated_fa} است، ولی از اجزا {parts_fa} به دست می‌آید",
            en: "this does not hold: \"{rule_en}\"; stated as {stated_en}, but the parts make {parts_en}"
        ),
    }
}

fn contradict(rulebook: &Rulebook, check: &Check, message: Text, verdict: &mut Verdict) {
    let code = if check.effect == CheckEffect::Note { STATED_DIFFERS_NOTE } else { STATED_DIFFERS };
    tell(rulebook, check, check.effect, code, message, verdict);
}

/// A check that cannot be made is neither passed nor failed, and is told: with what is missing for it.
fn not_made(rulebook: &Rulebook, check: &Check, absent: Absent, data: &Row<'_>, verdict: &mut Verdict) {
    let why = for_want_of(rulebook, absent, &columns_of(check), data);
    let message = Text::new(
        format!("کنترل نشد که «{}»: {}", check.title.fa, why.fa),
        format!("not checked whether \"{}\": {}", check.title.en, why.en),
    );
    tell(rulebook, check, check.missing, CHECK_NOT_MADE, message, verdict);
}

fn columns_of(check: &Check) -> Vec<usize> {
    check.rule.formulas().flat_map(|compiled| compiled.formula.columns()).collect()
}

/// Notes a finding of a check, with the outcome and the reason that the rulebook gives it.
fn tell(
    rulebook: &Rulebook,
    check: &Check,
    effect: CheckEffect,
    code: Code,
    message: Text,
    verdict: &mut Verdict,
) {
    let outcome = match effect {
        CheckEffect::Quarantine => Some(Outcome::Quarantined),
        CheckEffect::Review => Some(Outcome::Review),
        CheckEffect::Note => None,
    };
    if let Some(outcome) = outcome {
        let reason = Reason {
            code: if effect == CheckEffect::Quarantine { code.name().to_owned() } else { check.id.clone() },
            message: message.clone(),
            clause: check.clause.clone(),
            at: rulebook.sources.place(check.at),
            finding: Some(code),
            columns: columns_of(check),
            group: None,
        };
        verdict.excluded.push((outcome, reason));
    }
    verdict.findings.push(Finding {
        code,
        entry: Some(index(verdict.row)),
        column: columns_of(check).first().and_then(|column| u16::try_from(*column).ok()),
        pool: None,
        rule: Some(check.id.clone()),
        mark: None,
        message: Arc::new(message),
        group: None,
    });
}

/// A number for a message: exact when it ends within four decimals, else rounded to four and marked as such.
fn shown(number: &Exact) -> (String, String) {
    let exact = number.to_decimal().filter(|decimal| decimal.scale() <= 4);
    let (decimal, mark) = match exact {
        Some(decimal) => (decimal, ""),
        None => match Rounding::half_up(4).apply(number) {
            Ok(decimal) => (decimal, "≈ "),
            Err(_) => return (number.to_fraction_string(), number.to_fraction_string()),
        },
    };
    let write = |digits| format!("{mark}{}", format_number(&decimal, None, digits, true));
    (write(DigitSet::Persian), write(DigitSet::Latin))
}

/// Values outside their field's plausible limits.
fn implausible(rulebook: &Rulebook, entries: &Entries) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (column, spec) in rulebook.columns.iter().enumerate() {
        let field = &rulebook.fields[spec.field];
        let (Some(plausible), Some(Column::Numbers(numbers))) =
            (&field.plausible, entries.columns.get(column))
        else {
            continue;
        };
        if matches!(field.kind, FieldKind::Date(_)) {
            continue;
        }
        let found: Vec<Finding> = (0..numbers.len())
            .into_par_iter()
            .filter_map(|row| {
                let number = numbers.get(row).ok().filter(|number| !plausible.contains_decimal(number))?;
                let number_fa = format_number(&number, None, DigitSet::Persian, true);
                let number_en = format_number(&number, None, DigitSet::Latin, true);
                let Text { fa: limits_fa, en: limits } = plausible.said();
                // Of money, the unit is what was probably mistaken.
                let (unit_fa, unit) = match &field.unit {
                    Some(unit) if field.kind == FieldKind::Amount => {
                        (format!(" {}", unit.title.fa), format!(" {}", unit.title.en))
                    }
                    _ => Default::default(),
                };
                let said = text!(
                    fa: "مقدار {number_fa}{unit_fa} بیرون از حد معقول است: {limits_fa}",
                    en: "{number_en}{unit} is beyond what is plausible: {limits}"
                );
                Some(Finding {
                    code: IMPLAUSIBLE,
                    entry: Some(index(row)),
                    column: u16::try_from(column).ok(),
                    pool: None,
                    rule: None,
                    mark: None,
                    message: Arc::new(rulebook.said_of(column, &said)),
                    group: None,
                })
            })
            .collect();
        findings.extend(found);
    }
    findings
}
