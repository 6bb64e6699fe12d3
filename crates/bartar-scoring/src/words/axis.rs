//! How an axis or total came from its parts, in words and numbers: enough to do the sum again by hand.

use super::{count, exact_number, number, rounded_to, signed};
use crate::tree::{Made, Part};
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, DigitSet, Exact, format_number};
use bartar_criteria::rulebook::Aggregate;
use bartar_criteria::syntax::Combine;

/// How an axis is made, in words.
#[must_use]
pub fn combination(combine: Combine) -> Text {
    let (fa, en) = match combine {
        Combine::Sum => ("جمع وزن‌دار", "weighted sum"),
        Combine::ArithmeticMean => ("میانگین حسابی وزن‌دار", "weighted arithmetic mean"),
        Combine::GeometricMean => ("میانگین هندسی وزن‌دار", "weighted geometric mean"),
        Combine::HarmonicMean => ("میانگین هماهنگ وزن‌دار", "weighted harmonic mean"),
    };
    Text::new(fa, en)
}

/// What an axis was made of for one entry: the parts with their numbers, how far a sum is stretched, the exact result,
/// its rounding and its cap.
#[must_use]
pub fn axis_rule(node: &Aggregate, made: &Made, points: Decimal) -> Text {
    let (kind, with, all) = (combination(made.combine), count(made.present()), count(made.parts.len()));
    let mut text = Text::new(
        format!("{} {} جزء از {} جزء", kind.fa, with.fa, all.fa),
        format!("{} of {} of {} parts", kind.en, with.en, all.en),
    );
    if let Some((most, reachable)) = &made.stretch {
        let (most, reachable) = (exact_number(most), exact_number(reachable));
        push(
            &mut text,
            &format!(
                "، ضرب در {}، چون {} جزء از {} جزء امتیاز دارد",
                ltr(&format!("{}/{}", most.fa, reachable.fa)),
                with.fa,
                all.fa
            ),
            &format!(
                ", stretched by {}/{}, since {} of {} parts have points",
                most.en, reachable.en, with.en, all.en
            ),
        );
    }
    if made.of_zero {
        let points = number(&points);
        push(
            &mut text,
            &format!("؛ جزئی امتیاز صفر دارد و حکم شیوه‌نامه برای این حالت {} است", points.fa),
            &format!("; a part has zero points, for which the rulebook states {}", points.en),
        );
        return text;
    }
    reckoning(&mut text, made);
    if let Some(cap) = made.cut.or(node.cap) {
        let cap = number(&cap);
        let (fa, en) =
            if made.cut.is_some() { ("", "") } else { ("، که نرسیده است", ", not reached") };
        push(&mut text, &format!("؛ حداکثر {}{fa}", cap.fa), &format!("; at most {}{en}", cap.en));
    }
    text
}

/// Why an axis has no points.
#[must_use]
pub fn blank_axis(node: &Aggregate, with: usize) -> Text {
    let (with, all) = (count(with), count(node.children.len()));
    Text::new(
        format!("بی‌امتیاز، زیرا تنها {} جزء از {} جزء امتیاز دارد", with.fa, all.fa),
        format!("no points, since {} of {} parts have points", with.en, all.en),
    )
}

fn push(text: &mut Text, fa: &str, en: &str) {
    text.fa.push_str(fa);
    text.en.push_str(en);
}

/// Numbers with signs between them, which are written from left to right in Persian too.
pub(super) fn ltr(numbers: &str) -> String {
    format!("\u{2066}{numbers}\u{2069}")
}

/// `: 2 × 60 + 70 = 190`, with the exact result and its rounding where that moves it.
fn reckoning(text: &mut Text, made: &Made) {
    let (fa, en) = (expression(made, DigitSet::Persian), expression(made, DigitSet::Latin));
    let Some(points) = made.rounded else {
        return push(text, &format!(": {}", ltr(&fa)), &format!(": {en}"));
    };
    let moved = made.exact.as_ref().map(|exact| Exact::from(points).sub(exact));
    let result = match &made.exact {
        Some(exact) => exact_number(exact),
        // No fraction tells a geometric mean; only its rounding does.
        None => Text::default(),
    };
    push(text, &format!(": {}", ltr(&equal(&fa, &result.fa))), &format!(": {}", equal(&en, &result.en)));
    if let Some(rounding) = made.rounding.filter(|_| moved.as_ref().is_none_or(|moved| !moved.is_zero())) {
        let rounded = rounded_to(rounding, &points);
        push(text, &format!("؛ {}", rounded.fa), &format!("; {}", rounded.en));
        if let Some(moved) = moved {
            let moved = signed(&moved);
            push(text, &format!(" (تفاوت {})", ltr(&moved.fa)), &format!(" (difference {})", moved.en));
        }
    }
}

/// `expression = result`, or `expression ≈ result`; only one of them where the other says no more.
pub(super) fn equal(expression: &str, result: &str) -> String {
    match result {
        "" => expression.to_owned(),
        result if expression == result => expression.to_owned(),
        result if result.starts_with('≈') => format!("{expression} {result}"),
        result => format!("{expression} = {result}"),
    }
}

/// The combination with the numbers put in.
fn expression(made: &Made, digits: DigitSet) -> String {
    let write = |number: &Decimal| format_number(number, None, digits, true);
    let there: Vec<(&Part, Decimal)> =
        made.parts.iter().filter_map(|part| Some((part, part.points?))).collect();
    let weights = || {
        let sum = there.iter().fold(Exact::zero(), |sum, (part, _)| sum.add(&part.weight.into()));
        sum.to_decimal().map_or_else(|| sum.to_string(), |sum| write(&sum))
    };
    let bracketed = |terms: String, several: bool| if several { format!("({terms})") } else { terms };
    match made.combine {
        Combine::Sum => {
            let Some((most, reachable)) = &made.stretch else { return terms(&there, &write) };
            let (scores, others): (Vec<_>, Vec<_>) = there.iter().partition(|(part, _)| part.is_score);
            let shown =
                |exact: &Exact| exact.to_decimal().map_or_else(|| exact.to_string(), |exact| write(&exact));
            let several = scores.len() > 1;
            let stretched = bracketed(terms(&scores, &write), several);
            let stretched = format!("{stretched} × {}/{}", shown(most), shown(reachable));
            join(std::iter::once((stretched, false)).chain(others.iter().map(|other| term(other, &write))))
        }
        Combine::ArithmeticMean => {
            format!("{} ÷ {}", bracketed(terms(&there, &write), there.len() > 1), weights())
        }
        Combine::GeometricMean => {
            let powers = there.iter().map(|(part, points)| match part.weight {
                Decimal::ONE => write(points),
                weight => format!("{}^{}", write(points), write(&weight)),
            });
            format!("({})^(1/{})", powers.collect::<Vec<_>>().join(" × "), weights())
        }
        Combine::HarmonicMean => {
            let shares =
                there.iter().map(|(part, points)| format!("{}/{}", write(&part.weight), write(points)));
            format!("{} ÷ ({})", weights(), shares.collect::<Vec<_>>().join(" + "))
        }
    }
}

fn terms(parts: &[(&Part, Decimal)], write: &dyn Fn(&Decimal) -> String) -> String {
    join(parts.iter().map(|part| term(part, write)))
}

/// A part without its sign, and whether it is taken away.
fn term((part, points): &(&Part, Decimal), write: &dyn Fn(&Decimal) -> String) -> (String, bool) {
    let negative = *points < Decimal::ZERO;
    let points = write(&points.abs());
    let weighted =
        if part.weight == Decimal::ONE { points } else { format!("{} × {points}", write(&part.weight)) };
    (weighted, negative)
}

fn join(terms: impl Iterator<Item = (String, bool)>) -> String {
    let mut sum = String::new();
    for (number, (term, negative)) in terms.enumerate() {
        sum.push_str(match (number, negative) {
            (0, false) => "",
            (0, true) => "−",
            (_, false) => " + ",
            (_, true) => " − ",
        });
        sum.push_str(&term);
    }
    sum
}
