//! Honours: who receives which, and why nobody receives the highest.

use super::{NoWinner, Place};
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::rulebook::Honour;
use std::collections::BTreeSet;

/// Gives each entry the first honour it qualifies for; says why the highest is not given, when it is not. Whoever is among
/// the `passed` has an honour already: it passes on to the next.
pub(super) fn give_honours(
    honours: &[Honour],
    places: &mut [Place],
    passed: &BTreeSet<u32>,
) -> Option<NoWinner> {
    let mut before = 0;
    for equals in places.chunk_by_mut(|a, b| a.rank == b.rank) {
        let passing = equals.iter().filter(|place| passed.contains(&place.row)).count();
        for place in equals.iter_mut().filter(|place| !passed.contains(&place.row)) {
            let rank = place.rank.saturating_sub(before);
            place.honour =
                honours.iter().position(|honour| rank <= honour.rank && place.score >= honour.from);
        }
        before += u32::try_from(passing).unwrap_or(u32::MAX);
    }
    let highest = honours.first()?;
    if places.iter().any(|place| place.honour == Some(0)) {
        return None;
    }
    let Some(best) = places.iter().find(|place| !passed.contains(&place.row)).map(|place| place.score) else {
        return Some(no_winner(
            honours,
            "honoured-elsewhere",
            &Text::new(
                "همهٔ پرونده‌های این رتبه‌بندی در رتبه‌بندی دیگری نشان گرفته‌اند",
                "every entry of this ranking has an honour of another",
            ),
        ));
    };
    // Whoever passes the honour on has the highest score of the ranking, but not the one that misses the threshold.
    let (among_fa, among_en) = if places.first().is_some_and(|first| first.score > best) {
        (" در میان پرونده‌هایی که در رتبه‌بندی دیگری نشان نگرفته‌اند", " without an honour of another ranking")
    } else {
        ("", "")
    };
    let number = |number: &Decimal| to_persian_digits(&number.to_string());
    Some(no_winner(
        honours,
        "below-threshold",
        &Text::new(
            format!("بالاترین امتیاز{among_fa} {} است و آستانه {}", number(&best), number(&highest.from)),
            format!("the highest score{among_en} is {best}, the threshold {}", highest.from),
        ),
    ))
}

/// The announcement that the rulebook states for a missing highest honour, with the reason.
pub(super) fn no_winner(honours: &[Honour], code: &'static str, reason: &Text) -> NoWinner {
    let highest = honours.first();
    let announced =
        highest.map(|honour| honour.absent.as_ref().unwrap_or(&honour.title)).cloned().unwrap_or_default();
    let message =
        Text::new(format!("{}: {}", announced.fa, reason.fa), format!("{}: {}", announced.en, reason.en));
    NoWinner { code, message }
}
