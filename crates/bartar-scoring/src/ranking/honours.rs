//! Honours: who receives which, and why nobody receives the highest.

use super::{NoWinner, Place};
use bartar_criteria::Text;
use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::rulebook::Honour;

/// Gives each entry the first honour it qualifies for; says why the highest is not given, when it is not.
pub(super) fn give_honours(honours: &[Honour], places: &mut [Place]) -> Option<NoWinner> {
    for place in places.iter_mut() {
        place.honour =
            honours.iter().position(|honour| place.rank <= honour.rank && place.score >= honour.from);
    }
    let highest = honours.first()?;
    if places.iter().any(|place| place.honour == Some(0)) {
        return None;
    }
    let best = places.first()?.score;
    let number = |number: &Decimal| to_persian_digits(&number.to_string());
    Some(no_winner(
        honours,
        "below-threshold",
        &Text::new(
            format!("بالاترین امتیاز {} است و آستانه {}", number(&best), number(&highest.from)),
            format!("the highest score is {best}, the threshold {}", highest.from),
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
