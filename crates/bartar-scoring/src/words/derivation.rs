//! How a value and its points came about, with the data put in.

use super::axis::{equal, ltr};
use super::{exact_number, number, rounded_to};
use crate::explain::DatumTrace;
use crate::value::Value;
use bartar_criteria::exact::{Decimal, Exact};
use bartar_criteria::rulebook::{Indicator, Rule, Rulebook};
use bartar_criteria::{Text, text};

/// The formula of an indicator in words, the same with the data of the entry put in, and what it gives, with its rounding:
/// `profit ÷ sales × 100 = 5 ÷ 30 × 100 ≈ 16.666667; rounded half-up to 2 digits: 16.67`. Empty where there is no value.
#[must_use]
pub fn derivation(
    rulebook: &Rulebook,
    indicator: &Indicator,
    found: Option<&Value>,
    stated: &dyn Fn(usize) -> DatumTrace,
) -> Text {
    if let Rule::Trend { columns, .. } = &indicator.rule {
        return trend(rulebook, columns, stated);
    }
    let Some((compiled, value)) = indicator.value.as_ref().zip(found) else { return Text::default() };
    let formula = &compiled.formula;
    let prose = formula.prose(rulebook);
    let worked = formula.worked(rulebook, &|column| {
        let datum = stated(column);
        if datum.value.is_ok() { datum.shown } else { Text::same("—") }
    });
    let exact = exact_number(&value.exact);
    let with_data =
        |worked: &str, exact: &str| if worked == exact { exact.to_owned() } else { equal(worked, exact) };
    let (fa, en) = (with_data(&worked.fa, &exact.fa), with_data(&worked.en, &exact.en));
    // Numbers are written from left to right, but not the words among them.
    let words = fa.chars().any(char::is_alphabetic);
    let fa = if words { fa } else { ltr(&fa) };
    let mut text = Text::new(format!("{} = {fa}", prose.fa), format!("{} = {en}", prose.en));
    let rounding = indicator.round.filter(|_| value.exact != value.used);
    if let Some((rounding, used)) = rounding.zip(value.used.to_decimal()) {
        let rounded = rounded_to(rounding, &used);
        text.fa.push_str(&format!("؛ {}", rounded.fa));
        text.en.push_str(&format!("; {}", rounded.en));
    }
    text
}

/// The years of a trend, the earliest first; empty where one is missing.
fn trend(rulebook: &Rulebook, columns: &[usize], stated: &dyn Fn(usize) -> DatumTrace) -> Text {
    let Some(first) = columns.first() else { return Text::default() };
    let Text { fa: title_fa, en: title_en } = &rulebook.fields[rulebook.columns[*first].field].title;
    let years: Vec<DatumTrace> = columns.iter().rev().map(|column| stated(*column)).collect();
    if years.iter().any(|datum| datum.value.is_err()) {
        return Text::default();
    }
    let joined = |pick: fn(&DatumTrace) -> &str| years.iter().map(pick).collect::<Vec<_>>().join(" → ");
    let (fa, en) = (ltr(&joined(|datum| &datum.shown.fa)), joined(|datum| &datum.shown.en));
    text!(fa: "روند {title_fa}: {fa}", en: "trend of {title_en}: {en}")
}

/// What a rule gave, held between the indicator's least and most points, and rounded.
#[must_use]
pub fn settled(
    rulebook: &Rulebook,
    indicator: &Indicator,
    rule: &Text,
    exact: &Exact,
    points: &Decimal,
) -> Text {
    let given = exact_number(exact);
    let then = if *exact > indicator.max.into() {
        let max = number(&indicator.max);
        Text::new(format!("حداکثر {}", max.fa), format!("at most {}", max.en))
    } else if *exact < indicator.min.into() {
        let min = number(&indicator.min);
        Text::new(format!("حداقل {}", min.fa), format!("at least {}", min.en))
    } else {
        rounded_to(rulebook.rounding.points, points)
    };
    Text::new(
        format!("{}؛ حاصل {}، {}", rule.fa, given.fa, then.fa),
        format!("{}; gives {}, {}", rule.en, given.en, then.en),
    )
}
