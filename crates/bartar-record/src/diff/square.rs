//! The four scorings between two records, and what a difference between them is due to.
//!
//! ```text
//!   rules A, data A  --rules-->  rules B, data A
//!         |                            |
//!       data                         data
//!         v                            v
//!   rules A, data B  --rules-->  rules B, data B
//! ```
//!
//! A difference between the first and the last is due to the rules where only steps to the right show it, and due to the data
//! where only steps downwards do. Where both play a part and what they do adds up, each has its own; else they only tell
//! together. The square is the same with A and B exchanged.

use super::pairs::{Own, Pair, Pairs};
use bartar_criteria::exact::Decimal;
use bartar_scoring::Scored;
use serde::Serialize;

/// What a difference is due to.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The rules alone.
    Rules,
    /// The data alone.
    Data,
    /// Rules and data, each with its own part, which add up.
    Both,
    /// Rules and data together, whose parts cannot be told apart: each is enough, or neither is without the other.
    Together,
}

impl By {
    /// What a difference between the first and the last corner is due to; none where there is none.
    #[must_use]
    pub fn of<T: PartialEq>([a, x, y, b]: &[T; 4]) -> Option<Self> {
        match () {
            () if a == b => None,
            () if a == y && x == b => Some(Self::Rules),
            () if a == x && y == b => Some(Self::Data),
            () => Some(Self::Together),
        }
    }

    /// The same of numbers, of which parts can be told apart where they add up.
    #[must_use]
    pub fn of_numbers(corners: &[Option<Decimal>; 4]) -> Option<Self> {
        let by = Self::of(corners)?;
        let [a, x, y, b] = corners;
        let minus = |one: &Option<Decimal>, other: &Option<Decimal>| {
            one.zip(*other).and_then(|(one, other)| one.checked_sub(other).ok())
        };
        let by_rules = [minus(x, a), minus(b, y)];
        let adds_up = by_rules[0].is_some() && by_rules[0] == by_rules[1];
        Some(if by == Self::Together && adds_up { Self::Both } else { by })
    }

    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Data => "data",
            Self::Both => "both",
            Self::Together => "together",
        }
    }
}

/// One stage, scored at the four corners: A, the data of A under the rules of B, the data of B under those of A, and B.
pub struct Stage<'s> {
    /// The scorings.
    pub corners: [&'s Scored<'s>; 4],
    /// All entries.
    pub pairs: &'s Pairs,
    /// By pair: what differs of its own data.
    pub own: &'s [Own],
    /// Whether others' data cannot move relative points: they are held to what was filed, and that is the same.
    pub held: bool,
}

impl Stage<'_> {
    /// Id of the stage; none where the rulebooks have none.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.corners[3].rulebook.stage().map(|stage| stage.id.as_str())
    }

    /// The row of an entry at each corner.
    #[must_use]
    pub fn rows(pair: &Pair) -> [Option<u32>; 4] {
        [pair.a, pair.a, pair.b, pair.b]
    }

    /// What something is at each corner.
    pub fn at<T>(&self, pair: &Pair, of: impl Fn(&Scored<'_>, u32) -> Option<T>) -> [Option<T>; 4] {
        let rows = Self::rows(pair);
        std::array::from_fn(|corner| of(self.corners[corner], rows[corner]?))
    }

    /// Whether an entry's own data differ, or only one record has it.
    #[must_use]
    pub fn has_own(&self, number: usize) -> bool {
        let alone = self.pairs.0.get(number).is_none_or(|pair| pair.a.is_none() || pair.b.is_none());
        alone || self.own.get(number).is_some_and(|own| !own.is_empty())
    }
}

/// Whose data it were, where data moved something.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize)]
pub struct Whose {
    /// The entry's own.
    pub own: bool,
    /// Those of others: of the reference population, or of whoever is ranked before.
    pub others: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_due_to_the_steps_that_show_it() {
        assert_eq!(By::of(&[1, 2, 1, 1]), None);
        assert_eq!(By::of(&[1, 2, 1, 2]), Some(By::Rules));
        assert_eq!(By::of(&[1, 1, 2, 2]), Some(By::Data));
        assert_eq!(By::of(&[1, 2, 2, 2]), Some(By::Together));
        assert_eq!(By::of(&[1, 1, 1, 2]), Some(By::Together));
        assert_eq!(By::of(&[1, 2, 3, 4]), Some(By::Together));
    }

    #[test]
    fn parts_that_add_up_are_told_apart() {
        let by = |corners: [i64; 4]| By::of_numbers(&corners.map(|number| Some(Decimal::from_int(number))));
        assert_eq!(by([10, 12, 15, 17]), Some(By::Both));
        assert_eq!(by([10, 12, 15, 18]), Some(By::Together));
        assert_eq!(by([10, 12, 12, 12]), Some(By::Together));
        assert_eq!(by([10, 12, 10, 12]), Some(By::Rules));
        let some = |number| Some(Decimal::from_int(number));
        assert_eq!(By::of_numbers(&[some(1), None, some(2), some(2)]), Some(By::Together));
        assert_eq!(By::of_numbers(&[None, None, some(2), some(2)]), Some(By::Data));
    }

    #[test]
    fn exchanging_the_records_changes_no_cause() {
        for code in 0..81_u32 {
            let [a, x, y, b] = [code % 3, code / 3 % 3, code / 9 % 3, code / 27];
            assert_eq!(By::of(&[a, x, y, b]), By::of(&[b, y, x, a]));
            let numbers = |corners: [u32; 4]| {
                By::of_numbers(&corners.map(|number| Some(Decimal::from_int(i64::from(number)))))
            };
            assert_eq!(numbers([a, x, y, b]), numbers([b, y, x, a]), "{a} {x} {y} {b}");
        }
    }
}
