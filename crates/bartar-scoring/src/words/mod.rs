//! Rules in words, in both languages: what was hit and how things are combined.

mod axis;
mod derivation;

pub use axis::{axis_rule, blank_axis, combination};
pub use derivation::{derivation, settled};

use crate::award::{Hit, Trend};
use crate::relative::Figures;
use crate::trace::Standing;
use crate::value::Consequence;
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, DigitSet, Exact, Rounding, format_number, to_persian_digits};
use bartar_criteria::formula::mode_words;
use bartar_criteria::rulebook::{Band, FieldKind, Indicator, Rule, Rulebook, Tie, TieKey};
use bartar_criteria::syntax::{Better, Relative};
use std::cmp::Ordering;

/// A number in both digit sets.
pub(crate) fn number(number: &Decimal) -> Text {
    let write = |digits| format_number(number, None, digits, true);
    Text::new(write(DigitSet::Persian), write(DigitSet::Latin))
}

/// An exact number in both digit sets: in full when it ends within six decimals, else rounded to six and marked so.
#[must_use]
pub fn exact_number(exact: &Exact) -> Text {
    match exact.to_decimal().filter(|decimal| decimal.scale() <= 6) {
        Some(decimal) => number(&decimal),
        None => match Rounding::half_up(6).apply(exact) {
            Ok(decimal) => {
                let text = number(&decimal);
                Text::new(format!("≈ {}", text.fa), format!("≈ {}", text.en))
            }
            Err(_) => Text::same(exact.to_fraction_string()),
        },
    }
}

/// A difference, with its sign, in both digit sets.
#[must_use]
pub fn signed(difference: &Exact) -> Text {
    let Text { fa, en } = exact_number(&difference.abs());
    let sign = if difference.is_negative() { "−" } else { "+" };
    let write = |number: &str| match number.strip_prefix("≈ ") {
        Some(number) => format!("≈ {sign}{number}"),
        None => format!("{sign}{number}"),
    };
    Text::new(write(&fa), write(&en))
}

/// `rounded half-up to 2 digits: 84.17`.
fn rounded_to(rounding: Rounding, result: &Decimal) -> Text {
    let (rounding, result) = (rounding_words(rounding), number(result));
    Text::new(format!("{}: {}", rounding.fa, result.fa), format!("{}: {}", rounding.en, result.en))
}

/// A rounding point, in words.
#[must_use]
pub fn rounding_words(rounding: Rounding) -> Text {
    let ((fa, en), digits) = (mode_words(rounding.mode), count(usize::from(rounding.digits)));
    Text::new(format!("{fa} تا {} رقم", digits.fa), format!("{en} to {} digits", digits.en))
}

fn count(n: usize) -> Text {
    Text::new(to_persian_digits(&n.to_string()), n.to_string())
}

/// A tie rule, in words: what is compared, and what comes first.
#[must_use]
pub fn tie(rulebook: &Rulebook, tie: &Tie) -> Text {
    let points = |title: Option<Text>| {
        let Text { fa, en } = title.unwrap_or_default();
        Text::new(format!("امتیاز «{fa}»"), format!("points for \"{en}\""))
    };
    let plans = &rulebook.plans;
    let what = match &tie.key {
        TieKey::Axis(id) => {
            let axis = plans.iter().flat_map(|plan| &plan.axes).find(|axis| axis.id == *id);
            points(axis.map(|axis| axis.title.clone()))
        }
        TieKey::Indicator(id) => {
            let mut all = plans.iter().flat_map(|plan| &plan.indicators);
            points(all.find(|indicator| indicator.id == *id).map(|indicator| indicator.title.clone()))
        }
        TieKey::Penalties => Text::new("جمع جریمه‌ها", "sum of penalties"),
        TieKey::Column(column) => {
            let Text { fa, en } = rulebook.column_title(*column);
            Text::new(format!("«{fa}»"), format!("\"{en}\""))
        }
    };
    let date = matches!(&tie.key, TieKey::Column(column)
        if matches!(rulebook.fields[rulebook.columns[*column].field].kind, FieldKind::Date(_)));
    let (fa, en) = match (date, tie.descending) {
        (false, true) => ("بیشتر", "higher"),
        (false, false) => ("کمتر", "lower"),
        (true, true) => ("دیرتر", "later"),
        (true, false) => ("زودتر", "earlier"),
    };
    Text::new(format!("{}، {fa} مقدم", what.fa), format!("{}, {en} first", what.en))
}

/// The formula of an indicator's value, with its rounding point.
#[must_use]
pub fn formula(rulebook: &Rulebook, indicator: &Indicator) -> Text {
    match (&indicator.value, &indicator.rule) {
        (Some(value), _) => {
            let mut text = value.formula.prose(rulebook);
            if let Some(round) = indicator.round {
                let round = rounding_words(round);
                text.fa.push_str(&format!("؛ {}", round.fa));
                text.en.push_str(&format!("; {}", round.en));
            }
            text
        }
        (None, Rule::Checklist(_)) => Text::new("فهرست وارسی", "checklist"),
        (None, Rule::Trend { columns, .. }) => {
            let title = columns
                .first()
                .map(|column| rulebook.fields[rulebook.columns[*column].field].title.clone())
                .unwrap_or_default();
            Text::new(format!("روند {}", title.fa), format!("trend of {}", title.en))
        }
        (None, _) => Text::default(),
    }
}

/// What is said of a datum that the judges' marks do not make yet.
#[must_use]
pub fn marks_incomplete() -> Text {
    Text::new("نمرهٔ داوران هنوز کامل نیست", "the judges' marks are not complete yet")
}

/// Why a value is absent, and what that led to.
#[must_use]
pub fn absence(why: &Text, consequence: Consequence) -> Text {
    let (fa, en) = match consequence {
        Consequence::NoPoints => ("بی‌امتیاز", "no points"),
        Consequence::FullPoints => ("امتیاز کامل", "full points"),
        Consequence::Excluded => ("شاخص کنار گذاشته شد", "the indicator is left out"),
        Consequence::Ineligible => ("فاقد شرایط", "ineligible"),
        Consequence::Review => ("نیازمند بررسی", "for review"),
        Consequence::Quarantine => ("قرنطینه", "quarantined"),
    };
    Text::new(format!("{}: {fa}", why.fa), format!("{}: {en}", why.en))
}

/// What was hit in a rule that looks at the entry alone.
#[must_use]
pub fn hit(rulebook: &Rulebook, indicator: &Indicator, hit: &Hit) -> Text {
    match (hit, &indicator.rule) {
        (Hit::Band(index), Rule::Bands(bands, _)) => bands.get(*index).map_or_else(Text::default, band),
        (Hit::Otherwise, Rule::Bands(_, Some(points))) => {
            let points = number(points);
            Text::new(format!("در هیچ بازه‌ای نیست: {}", points.fa), format!("in no band: {}", points.en))
        }
        (Hit::Line(side), Rule::Linear { none_at, full_at }) => {
            let (none, full) = (number(none_at), number(full_at));
            let (min, max) = (number(&indicator.min), number(&indicator.max));
            let (fa, en) = match side {
                Ordering::Less => ("؛ پیش از آغاز", "; before its start"),
                Ordering::Equal => ("", ""),
                Ordering::Greater => ("؛ پس از پایان", "; beyond its end"),
            };
            Text::new(
                format!("خطی از {} (امتیاز {}) تا {} (امتیاز {}){fa}", none.fa, min.fa, full.fa, max.fa),
                format!("linear from {} ({} points) to {} ({} points){en}", none.en, min.en, full.en, max.en),
            )
        }
        (Hit::Segment(index), Rule::Piecewise(knots)) => segment(knots, *index),
        (Hit::Steps(steps), Rule::Step { from, per, points, .. }) => {
            let (steps, from, per, points) = (exact_number(steps), number(from), number(per), number(points));
            Text::new(
                format!("{} گام {}تایی از {}، هر گام {} امتیاز", steps.fa, per.fa, from.fa, points.fa),
                format!("{} steps of {} from {}, {} points each", steps.en, per.en, from.en, points.en),
            )
        }
        (Hit::Level(choice), Rule::Levels(column, points)) => level(rulebook, *column, *choice, points),
        (Hit::Checklist(_), _) => checklist(&items(rulebook, indicator, hit)),
        (Hit::Trend(trend), _) => {
            let (fa, en) = match trend {
                Trend::Rising => ("هر سال بیش از سال پیش", "rising every year"),
                Trend::Steady => ("بی‌تغییر", "steady"),
                Trend::Falling => ("هر سال کمتر از سال پیش", "falling every year"),
                Trend::Mixed => ("ناهمسو", "mixed"),
            };
            Text::new(fa, en)
        }
        _ => Text::default(),
    }
}

fn band(band: &Band) -> Text {
    let (set, points) = (band.set.in_words(), number(&band.points));
    Text::new(format!("در بازهٔ {}: {}", set.fa, points.fa), format!("in {}: {}", set.en, points.en))
}

fn segment(knots: &[(Decimal, Decimal)], index: usize) -> Text {
    let shown = |knot: &(Decimal, Decimal)| {
        let (x, points) = (number(&knot.0), number(&knot.1));
        Text::new(format!("{} ({} امتیاز)", x.fa, points.fa), format!("{} ({} points)", x.en, points.en))
    };
    let (Some(first), Some(last)) = (knots.first(), knots.last()) else { return Text::default() };
    if index == 0 {
        let first = shown(first);
        return Text::new(format!("تا {}", first.fa), format!("up to {}", first.en));
    }
    let Some(upper) = knots.get(index) else {
        let last = shown(last);
        return Text::new(format!("از {} به بعد", last.fa), format!("from {} on", last.en));
    };
    let (lower, upper) = (shown(&knots[index - 1]), shown(upper));
    Text::new(
        format!("خطی از {} تا {}", lower.fa, upper.fa),
        format!("linear from {} to {}", lower.en, upper.en),
    )
}

fn level(rulebook: &Rulebook, column: usize, choice: u16, points: &[Decimal]) -> Text {
    let field = &rulebook.fields[rulebook.columns[column].field];
    let title = match &field.kind {
        FieldKind::Choice(choices) => choices.get(usize::from(choice)).map(|choice| choice.title.clone()),
        _ => None,
    };
    let title = title.unwrap_or_default();
    let points = points.get(usize::from(choice)).map(number).unwrap_or_default();
    Text::new(format!("«{}»: {}", title.fa, points.fa), format!("\"{}\": {}", title.en, points.en))
}

/// The conditions of a checklist, each with its points and whether it holds; empty for other rules.
#[must_use]
pub fn items(rulebook: &Rulebook, indicator: &Indicator, hit: &Hit) -> Vec<Text> {
    let (Hit::Checklist(holds), Rule::Checklist(items)) = (hit, &indicator.rule) else { return Vec::new() };
    let items = items.iter().zip(holds).map(|((condition, points), holds)| {
        let (prose, points) = (condition.formula.prose(rulebook), number(points));
        let mark = match holds {
            Some(true) => "✓",
            Some(false) => "✗",
            None => "?",
        };
        Text::new(
            format!("{mark} {} ({})", prose.fa, points.fa),
            format!("{mark} {} ({})", prose.en, points.en),
        )
    });
    items.collect()
}

/// The conditions of a checklist in one line.
fn checklist(items: &[Text]) -> Text {
    let join =
        |pick: fn(&Text) -> &str, between: &str| items.iter().map(pick).collect::<Vec<_>>().join(between);
    Text::new(join(|item| &item.fa, "؛ "), join(|item| &item.en, "; "))
}

/// Where a value stands in its pool.
#[must_use]
pub fn relative(indicator: &Indicator, figures: &Figures, standing: &Standing) -> Text {
    let Rule::Relative { kind, .. } = &indicator.rule else { return Text::default() };
    let n = count(figures.count);
    if let Some(none) = figures.zero_range {
        let Text { fa, en } = none.words(figures.count);
        return Text::new(
            format!("{fa}؛ حکم شیوه‌نامه برای این حالت"),
            format!("{en}: as the rulebook states"),
        );
    }
    let (lower, equal, higher) = (count(standing.lower), count(standing.equal), count(standing.higher));
    let ends = || {
        let low = figures.lowest.as_ref().map(exact_number).unwrap_or_default();
        let high = figures.highest.as_ref().map(exact_number).unwrap_or_default();
        (low, high)
    };
    let (better_fa, better_en) = match indicator.better {
        Some(Better::Lower) => ("کمتر بهتر است", "lower is better"),
        _ => ("بیشتر بهتر است", "higher is better"),
    };
    let text = match kind {
        Relative::Percentile => Text::new(
            format!(
                "صدک (با رتبهٔ میانی) در میان {} پرونده: {} کمتر، {} برابر، {} بیشتر",
                n.fa, lower.fa, equal.fa, higher.fa
            ),
            format!(
                "mid-rank percentile among {} entries: {} lower, {} equal, {} higher",
                n.en, lower.en, equal.en, higher.en
            ),
        ),
        Relative::Rank => Text::new(
            format!(
                "رتبه در میان {} پرونده: {} کمتر، {} برابر، {} بیشتر",
                n.fa, lower.fa, equal.fa, higher.fa
            ),
            format!(
                "rank among {} entries: {} lower, {} equal, {} higher",
                n.en, lower.en, equal.en, higher.en
            ),
        ),
        Relative::MinMax => {
            let (low, high) = ends();
            Text::new(
                format!("کمینه–بیشینه در میان {} پرونده: از {} تا {}", n.fa, low.fa, high.fa),
                format!("min-max among {} entries: from {} to {}", n.en, low.en, high.en),
            )
        }
        Relative::ShareOfBest => {
            let (low, high) = ends();
            let best = if indicator.better == Some(Better::Lower) { low } else { high };
            Text::new(
                format!("نسبت به بهترین مقدار در میان {} پرونده: {}", n.fa, best.fa),
                format!("share of the best value among {} entries: {}", n.en, best.en),
            )
        }
        Relative::ZScore => {
            let mean = figures.mean.as_ref().map(exact_number).unwrap_or_default();
            let variance = figures.variance.as_ref().map(exact_number).unwrap_or_default();
            Text::new(
                format!("نمرهٔ معیار در میان {} پرونده: میانگین {}، واریانس {}", n.fa, mean.fa, variance.fa),
                format!("z-score among {} entries: mean {}, variance {}", n.en, mean.en, variance.en),
            )
        }
    };
    Text::new(format!("{}؛ {better_fa}", text.fa), format!("{}; {better_en}", text.en))
}
