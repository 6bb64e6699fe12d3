//! Columns of money that are in another unit than they say: most of their amounts are beyond what is plausible, and would
//! not be if they were read in that other unit. What a file says is used; the doubt is told, once for each column of a file.

use std::collections::BTreeMap;

use bartar_criteria::codes;
use bartar_criteria::exact::{Decimal, DigitSet, IntervalSet, format_number};
use bartar_criteria::money::{names_of_power, power_of_rial, powers};
use bartar_criteria::rulebook::{Field, FieldKind};
use bartar_criteria::text;
use bartar_criteria::text::Text;
use bartar_scoring::entries::{Column, Entries, NumberColumn};

use crate::blanks::{shown, trim};
use crate::fault::FileNotice;
use crate::provenance::{Place, Provenance};
use crate::reading::Reading;

/// The fewest amounts that say anything of a column.
const FEWEST: usize = 3;

/// The amounts of one column of a file, but for zeros, which are the same in every unit.
#[derive(Default)]
struct Amounts<'p> {
    /// Where the first implausible one stands.
    first: Option<Place<'p>>,
    /// How many there are.
    all: usize,
    /// Those that are not plausible.
    outside: Vec<Decimal>,
}

/// The notices of the columns whose unit is in doubt.
pub(crate) fn doubtful_units(
    reading: &Reading<'_>,
    entries: &Entries,
    provenance: &Provenance,
) -> Vec<FileNotice> {
    let mut notices = Vec::new();
    for (index, spec) in reading.specs.iter().enumerate() {
        let field = &reading.fields[spec.field];
        let (FieldKind::Amount, Some(plausible), Some(Column::Numbers(numbers))) =
            (&field.kind, &field.plausible, entries.columns.get(index))
        else {
            continue;
        };
        let known = || (0..numbers.len()).filter_map(|row| Some((row, amount(numbers, row)?)));
        if known().all(|(_, amount)| plausible.contains_decimal(&amount)) {
            continue;
        }
        let mut files: BTreeMap<(&str, Option<&str>, &str), Amounts<'_>> = BTreeMap::new();
        let mut usual = Vec::new();
        for (row, amount) in known() {
            let Some(place) = provenance.place(row, Some(index)) else { continue };
            let Some(header) = place.column else { continue };
            let amounts = files.entry((place.file, place.sheet, header)).or_default();
            amounts.all += 1;
            if plausible.contains_decimal(&amount) {
                usual.push(magnitude(&amount));
            } else {
                amounts.outside.push(amount);
                amounts.first.get_or_insert(place);
            }
        }
        let usual = median(usual);
        let doubtful = files
            .into_values()
            .filter(|amounts| amounts.all >= FEWEST && amounts.outside.len() * 2 > amounts.all);
        notices.extend(doubtful.filter_map(|amounts| notice(field, plausible, &amounts, usual)));
    }
    notices
}

/// The amount of a row, unless it is missing or zero.
fn amount(numbers: &NumberColumn, row: usize) -> Option<Decimal> {
    numbers.get(row).ok().filter(|amount| *amount != Decimal::ZERO)
}

/// How many digits stand before the decimal sign; negative for those that begin behind it.
fn magnitude(amount: &Decimal) -> i32 {
    let digits = amount.mantissa().unsigned_abs().checked_ilog10().map_or(0, |log| log + 1);
    i32::try_from(digits).unwrap_or(i32::MAX) - i32::from(amount.scale())
}

fn median(mut magnitudes: Vec<i32>) -> Option<i32> {
    magnitudes.sort_unstable();
    magnitudes.get(magnitudes.len() / 2).copied()
}

/// By which power of ten the amounts of a column must be multiplied to be plausible, nine of ten of them: of several, the
/// one that brings them nearest to what is usual in the column, and the first unit where nothing tells.
fn likely_shift(
    own: Option<i8>,
    plausible: &IntervalSet,
    outside: &[Decimal],
    usual: Option<i32>,
) -> Option<i8> {
    let shifts: Vec<i8> = match own {
        Some(own) => powers().map(|power| power - own).filter(|shift| *shift != 0).collect(),
        None => vec![-3, -6, -9, 3, 6, 9],
    };
    let fits = |shift: &i8| {
        let power = Decimal::new(10_i128.pow(u32::from(shift.unsigned_abs())), 0);
        let small = Decimal::new(1, shift.unsigned_abs());
        let Ok(factor) = (if *shift > 0 { power } else { small }) else { return false };
        let plausible = |amount: &&Decimal| {
            amount.checked_mul(factor).is_ok_and(|amount| plausible.contains_decimal(&amount))
        };
        outside.iter().filter(plausible).count() * 10 >= outside.len() * 9
    };
    let own_magnitude = median(outside.iter().map(magnitude).collect());
    let apart = |shift: &i8| match (own_magnitude, usual) {
        (Some(own), Some(usual)) => (own + i32::from(*shift) - usual).abs(),
        _ => 0,
    };
    shifts.into_iter().filter(fits).min_by_key(apart)
}

fn notice(
    field: &Field,
    plausible: &IntervalSet,
    amounts: &Amounts<'_>,
    usual: Option<i32>,
) -> Option<FileNotice> {
    let place = amounts.first.as_ref()?;
    let header = place.column?;
    let (outside, all) = (amounts.outside.len(), amounts.all);
    let Text { fa: limits_fa, en: limits } = plausible.said();
    let beyond = text!(
        fa: "{outside} مبلغ از {all} مبلغ این ستون بیرون از حد معقول ({limits_fa}) است",
        en: "{outside} of {all} amounts of this column are beyond what is plausible ({limits})",
        numbers: outside, all
    );
    let own = field.unit.as_ref();
    let power = own.and_then(|unit| power_of_rial(&unit.code));
    let more = match likely_shift(power, plausible, &amounts.outside, usual) {
        None => text!(
            fa: "؛ ببینید واحد درست است و ستون‌ها جابه‌جا نشده‌اند",
            en: "; see that the unit is right and that no columns are swapped"
        ),
        Some(shift) => {
            let factor = Decimal::new(10_i128.pow(u32::from(shift.unsigned_abs())), 0).ok()?;
            let factor_fa = format_number(&factor, None, DigitSet::Persian, true);
            let factor = format_number(&factor, None, DigitSet::Latin, true);
            let (by_fa, by) = if shift < 0 {
                (format!("بر {factor_fa} تقسیم"), format!("divided by {factor}"))
            } else {
                (format!("در {factor_fa} ضرب"), format!("multiplied by {factor}"))
            };
            let named = power.and_then(|power| names_of_power(power + shift)).zip(own);
            match named {
                Some(((unit_fa, unit), own)) => {
                    let Text { fa: own_fa, en: own } = &own.title;
                    // A header that ends in parentheses may name a unit already.
                    let end = header.find(['(', '[']).unwrap_or(header.len());
                    let header = shown(trim(header.get(..end).unwrap_or(header)));
                    text!(
                        fa: "؛ گویا به {unit_fa} نوشته شده‌اند، نه به {own_fa}، و باید {by_fa} شوند. اگر چنین است، واحد را در سرستون بنویسید، مانند «{header} ({unit_fa})»، تا دقیق تبدیل شوند",
                        en: ", as if written in {unit} and not in {own}; they would have to be {by}. If so, write the unit into the header, like `{header} ({unit})`, and they are converted exactly"
                    )
                }
                None => text!(
                    fa: "؛ گویا به واحد دیگری نوشته شده‌اند و باید {by_fa} شوند",
                    en: ", as if written in another unit; they would have to be {by}"
                ),
            }
        }
    };
    let message = Text::new(beyond.fa + &more.fa, beyond.en + &more.en);
    let notice = FileNotice::new(place.file, codes::UNIT_DOUBTFUL, message).in_sheet(place.sheet);
    Some(notice.at_row(u64::from(place.row)).in_column(header))
}
