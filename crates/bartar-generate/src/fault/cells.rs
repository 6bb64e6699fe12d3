//! Cells that cannot be read, or that no such field can have.

use super::{Expected, FaultKind, Faulty};
use crate::batch::{Admitted, verdicts};
use crate::derive::{highest, lowest};
use crate::dice::Dice;
use crate::examined::Beside;
use crate::files::Layout;
use crate::kind::{Kind, is_missing_word};
use crate::maker::{Maker, Value};
use crate::sheet::Cell;
use bartar_criteria::calendar::{format_date, parse_date, parts};
use bartar_criteria::codes;
use bartar_criteria::exact::{Decimal, parse_decimal};
use bartar_criteria::missing::Missing;
use bartar_criteria::national_id::parse_national_id;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Calendar, Field, FieldKind, check_number};
use bartar_criteria::{Code, Rulebook};
use bartar_scoring::Outcome;

/// An entry with one cell at fault; none where it has no cell for this kind.
pub(super) fn plant(
    maker: &Maker<'_>,
    kind: FaultKind,
    file: &Layout,
    entry: &Admitted,
    dice: &mut Dice,
) -> Option<Faulty> {
    if matches!(
        kind,
        FaultKind::UnreadableEvidence | FaultKind::VerifiedUnproven | FaultKind::UnreadableVerified
    ) {
        return beside(maker.rulebook, kind, file, entry, dice);
    }
    let rulebook = maker.rulebook;
    let mut places: Vec<(usize, Cell, Code)> = Vec::new();
    for (column, value) in entry.values.iter().enumerate() {
        let field = &rulebook.fields[rulebook.columns[column].field];
        if field.of_panel {
            continue;
        }
        let planted = match kind {
            FaultKind::InexactNumber | FaultKind::FailedFormula | FaultKind::LostResult => {
                of_workbook(kind, file.kind, value)
            }
            _ => cell(rulebook, kind, field, value).map(|(text, code)| (Cell::Text(text), code)),
        };
        if let Some((cell, code)) = planted
            && !is_missing_word(rulebook, &matching_key(&cell.text()))
        {
            places.push((column, cell, code));
        }
    }
    if places.is_empty() {
        return None;
    }
    let (column, cell, code) = places.swap_remove(dice.index(places.len()));
    let faulty = without_datum(rulebook, kind, entry, column, code);
    Some(Faulty { cell: Some((column, cell)), ..faulty })
}

/// An entry that is at fault because one datum cannot be read.
pub(super) fn without_datum(
    rulebook: &Rulebook,
    kind: FaultKind,
    entry: &Admitted,
    column: usize,
    code: Code,
) -> Faulty {
    let mut expected = vec![Expected { row: None, column: Some(column), code: code.name().to_owned() }];
    expected.extend(unchecked(rulebook, entry, column));
    Faulty {
        kind,
        values: None,
        cell: None,
        beside: None,
        rows: None,
        id: None,
        expected,
        outcome: Outcome::Quarantined,
    }
}

/// An entry with a fault beside one of its claims; none where its file has no place for it.
fn beside(
    rulebook: &Rulebook,
    kind: FaultKind,
    file: &Layout,
    entry: &Admitted,
    dice: &mut Dice,
) -> Option<Faulty> {
    let planted = |column: &usize| {
        let value = &entry.values[*column];
        if matches!(value, Value::Missing(_)) {
            return None;
        }
        let (beside, code) = match kind {
            FaultKind::UnreadableEvidence => {
                (Beside::Evidence(unknown_status(rulebook)?), codes::UNREADABLE_EVIDENCE)
            }
            FaultKind::VerifiedUnproven => (Beside::Refused(refused(rulebook)?), codes::EVIDENCE_CONTRADICTS),
            _ => {
                let kinds = [
                    FaultKind::UnreadableNumber,
                    FaultKind::UnreadableDate,
                    FaultKind::UnknownChoice,
                    FaultKind::UnclearAnswer,
                ];
                let field = &rulebook.fields[rulebook.columns[*column].field];
                let (text, code) = kinds.into_iter().find_map(|kind| cell(rulebook, kind, field, value))?;
                let word = is_missing_word(rulebook, &matching_key(&text));
                (Beside::Verified(Some(text).filter(|_| !word)?), code)
            }
        };
        Some((*column, beside, code))
    };
    let mut places: Vec<_> = file.examined.iter().filter_map(planted).collect();
    if places.is_empty() {
        return None;
    }
    let (column, beside, code) = places.swap_remove(dice.index(places.len()));
    Some(Faulty { beside: Some((column, beside)), ..without_datum(rulebook, kind, entry, column, code) })
}

/// A word that says nothing of evidence.
fn unknown_status(rulebook: &Rulebook) -> Option<String> {
    let word = "نامشخص";
    let key = matching_key(word);
    let accepted = rulebook.data.accepted_words.iter().any(|accepted| matching_key(accepted) == key);
    (!accepted && !is_missing_word(rulebook, &key)).then(|| word.to_owned())
}

/// A word for refused evidence: the rulebook's, or the usual one if it means nothing else there.
fn refused(rulebook: &Rulebook) -> Option<String> {
    let data = &rulebook.data;
    let own = data.missing_words.iter().find(|(_, status)| *status == Missing::Rejected);
    let usual = "ردشده";
    let key = matching_key(usual);
    let taken = is_missing_word(rulebook, &key)
        || data.accepted_words.iter().any(|accepted| matching_key(accepted) == key);
    own.map(|(word, _)| word.clone()).or_else(|| (!taken).then(|| usual.to_owned()))
}

/// What is told of the checks that a cell without a datum takes a part away from.
fn unchecked(rulebook: &Rulebook, entry: &Admitted, column: usize) -> Option<Expected> {
    let mut values = entry.values.clone();
    values[column] = Value::Missing(Missing::NotSubmitted);
    let said = verdicts(rulebook, &[values]).pop()?.said;
    let told = said.into_iter().find(|(code, _)| code == codes::CHECK_NOT_MADE.name());
    told.map(|(code, column)| Expected { row: None, column, code })
}

/// What only a workbook can hold, and the code of the finding.
fn of_workbook(kind: FaultKind, file: Kind, value: &Value) -> Option<(Cell, Code)> {
    match (kind, value) {
        (_, Value::Missing(_)) => None,
        (FaultKind::InexactNumber, Value::Number(_)) if file.is_workbook() => {
            let third = Decimal::new(3_333_333_333_333_333, 16).ok()?;
            Some((Cell::Number(third), codes::INEXACT_NUMBER))
        }
        (FaultKind::FailedFormula, _) if file.is_workbook() => Some((Cell::Failed, codes::CELL_ERROR)),
        // Whoever writes XLSX files writes some result of each formula.
        (FaultKind::LostResult, _) if file == Kind::Ods => {
            Some((Cell::NoResult, codes::FORMULA_WITHOUT_VALUE))
        }
        _ => None,
    }
}

/// The column of a national id that no two entries may have.
pub(super) fn national_id(rulebook: &Rulebook) -> Option<usize> {
    rulebook.columns.iter().position(|spec| {
        let field = &rulebook.fields[spec.field];
        field.unique && field.kind == FieldKind::NationalId && spec.years_before == 0
    })
}

/// The text at fault, and the code of the finding.
fn cell(rulebook: &Rulebook, kind: FaultKind, field: &Field, value: &Value) -> Option<(String, Code)> {
    let style = Kind::Csv.style();
    let write = |number: Decimal| style.number(rulebook, number);
    let unreadable = |text: String| {
        let read = parse_decimal(&text, &rulebook.data.dialect);
        read.is_err().then_some((text, codes::UNREADABLE_NUMBER))
    };
    match (kind, &field.kind, value) {
        (FaultKind::UnknownChoice, FieldKind::Choice(choices), Value::Choice(_)) => {
            let text = "گزینه‌ای دیگر";
            let key = matching_key(text);
            let known = choices.iter().any(|choice| {
                let words = [&choice.id, &choice.title.fa, &choice.title.en];
                words.into_iter().chain(&choice.spellings).any(|word| matching_key(word) == key)
            });
            (!known).then(|| (text.to_owned(), codes::UNREADABLE_CHOICE))
        }
        (FaultKind::UnclearAnswer, FieldKind::YesNo, Value::Choice(_)) => {
            Some(("تا اندازه‌ای".to_owned(), codes::UNREADABLE_YES_NO))
        }
        (kind, FieldKind::NationalId, Value::Number(id)) => {
            let text = national_id_at_fault(kind, id.mantissa())?;
            parse_national_id(&text).is_err().then_some((text, codes::NOT_NATIONAL_ID))
        }
        (_, FieldKind::Date(calendar), Value::Number(days)) => {
            let text = date(kind, i64::try_from(days.mantissa()).ok()?, *calendar)?;
            parse_date(&text, *calendar).is_err().then_some((text, codes::UNREADABLE_DATE))
        }
        (_, FieldKind::Date(_), _) => None,
        (FaultKind::UnreadableNumber, _, Value::Number(number)) => unreadable(format!("{}؟", write(*number))),
        (FaultKind::SlashNumber, _, Value::Number(number)) => {
            unreadable(format!("{}/5", number.abs().mantissa() % 10_000))
        }
        (FaultKind::AmbiguousNumber, _, Value::Number(number)) => {
            unreadable(format!("{},500", number.abs().mantissa() % 900 + 1))
        }
        (FaultKind::PercentSign, kind, Value::Number(number)) => {
            // The sign may stand after a percentage.
            let percent = field.unit.as_ref().is_some_and(|unit| unit.code == "%" || unit.code == "pct-pt");
            if *kind == FieldKind::Percent || percent {
                None
            } else {
                unreadable(format!("{}%", write(*number)))
            }
        }
        (FaultKind::LongNumber, _, Value::Number(_)) => {
            Some(("1234567890".repeat(4), codes::NUMBER_TOO_LONG))
        }
        (FaultKind::FractionOfCount, FieldKind::Count, Value::Number(number)) => {
            let half = number.checked_add(Decimal::new(5, 1).ok()?).ok()?;
            Some((write(half), codes::NOT_WHOLE))
        }
        (FaultKind::ManyDecimals, kind, Value::Number(number)) if *kind != FieldKind::Count => {
            let most = field.decimals?;
            let fine = number.checked_add(Decimal::new(7, most.checked_add(1)?).ok()?).ok()?;
            (fine.scale() > most).then(|| (write(fine), codes::TOO_MANY_DECIMALS))
        }
        (FaultKind::OutOfRange, _, Value::Number(number)) => {
            let range = field.range.as_ref()?;
            let far = Decimal::from_int(1);
            let below = lowest(field).and_then(|low| low.checked_sub(far).ok());
            let above = highest(field).and_then(|high| high.checked_add(far).ok());
            let negative = number.neg().checked_sub(far).ok();
            let outside = [below, above, negative].into_iter().flatten();
            let outside = outside.filter(|number| !range.contains_decimal(number));
            let out = |number: &Decimal| {
                check_number(field, *number).is_err_and(|(code, _)| code == codes::OUT_OF_RANGE)
            };
            outside.into_iter().find(out).map(|number| (write(number), codes::OUT_OF_RANGE))
        }
        _ => None,
    }
}

/// What stands in place of a national id.
fn national_id_at_fault(kind: FaultKind, id: i128) -> Option<String> {
    match kind {
        FaultKind::WrongCheckDigit => Some(format!("{}{}", id / 10, (id + 1) % 10)),
        FaultKind::ShortNationalId => Some((id / 10).to_string()),
        _ => None,
    }
}

/// What stands in place of a date.
fn date(kind: FaultKind, days: i64, calendar: Calendar) -> Option<String> {
    let jalali = calendar == Calendar::Jalali;
    match kind {
        FaultKind::UnreadableDate => Some("تاریخ ثبت نشده".to_owned()),
        // Esfand of a common year has 29 days; February never has 30.
        FaultKind::ImpossibleDate if jalali => Some("1402-12-30".to_owned()),
        FaultKind::ImpossibleDate => parts(days, calendar).map(|(year, ..)| format!("{year:04}-02-30")),
        FaultKind::ShortYear => format_date(days, calendar).get(2..).map(str::to_owned),
        FaultKind::DayFirst => {
            parts(days, calendar).map(|(year, month, day)| format!("{day:02}/{month:02}/{year:04}"))
        }
        _ => None,
    }
}
