//! Random whole numbers: the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// What a source is for, so that no two uses share their numbers.
#[derive(Copy, Clone, Debug)]
pub(crate) enum Use {
    /// The data of an entry: its number, the attempt, the column.
    Cell { entry: u64, attempt: u8, column: usize },
    /// Which entries a fault is planted in.
    Choosing,
    /// How a fault is planted in an entry.
    Fault { entry: u64 },
    /// What examiners wrote beside a claim: the entry, the column.
    Examined { entry: u64, column: usize },
    /// The marks of an entry.
    Marks { entry: u64 },
}

/// A source of random whole numbers.
pub(crate) struct Dice(ChaCha8Rng);

/// Words of a block of the source: more than any cell takes.
const BLOCK: u128 = 16;
/// Bits of a stream that tell the attempt.
const ATTEMPTS: u32 = 8;

impl Dice {
    /// The source for one use.
    pub(crate) fn new(seed: u64, of: Use) -> Self {
        let (domain, stream, block) = match of {
            Use::Cell { entry, attempt, column } => {
                (0, entry << ATTEMPTS | u64::from(attempt), column as u128)
            }
            Use::Choosing => (1, 0, 0),
            Use::Fault { entry } => (2, entry, 0),
            Use::Marks { entry } => (3, entry, 0),
            Use::Examined { entry, column } => (4, entry, column as u128),
        };
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8] = domain;
        key[16..].copy_from_slice(b"bartar generate\0");
        let mut source = ChaCha8Rng::from_seed(key);
        source.set_stream(stream);
        source.set_word_pos(block * BLOCK);
        Self(source)
    }

    /// A number from 0 to below `limit`; 0 where there is none.
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        let wide = u128::from(self.0.next_u64()) * u128::from(limit);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// An index into `length` things.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or(0)
    }

    /// A whole number from `least` to `most`.
    pub(crate) fn between(&mut self, least: i128, most: i128) -> i128 {
        let width = most.saturating_sub(least).saturating_add(1);
        // Wider than 64 bits, the last digits hardly matter.
        match u64::try_from(width) {
            Ok(width) => least + i128::from(self.below(width)),
            Err(_) if width > 0 => least + i128::from(self.below(u64::MAX)) * (width >> 64),
            Err(_) => least,
        }
    }

    /// Whether something happens that does so `share` times in a million.
    pub(crate) fn happens(&mut self, share: u32) -> bool {
        self.below(1_000_000) < u64::from(share)
    }

    /// A deviation like that of many small causes, in 1/65536 of a standard deviation, within three of them: the sum of
    /// twelve even numbers.
    pub(crate) fn deviation(&mut self) -> i64 {
        let mut sum = 0_i64;
        for _ in 0..3 {
            let word = self.0.next_u64();
            for part in 0..4 {
                sum += i64::try_from(word >> (16 * part) & 0xffff).unwrap_or(0);
            }
        }
        (sum - 6 * 65_535).clamp(-3 * 65_536, 3 * 65_536)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers were computed apart from this program, by the published rules of `ChaCha` with eight rounds: key of
    /// seed 7, block 2, stream 3 * 256 + 1. Another source would change every data set ever made.
    #[test]
    fn a_source_is_the_same_for_ever() {
        let mut dice = Dice::new(7, Use::Cell { entry: 3, attempt: 1, column: 2 });
        assert_eq!([0; 4].map(|_| dice.below(1_000)), [891, 594, 566, 333]);
        let mut other = Dice::new(7, Use::Cell { entry: 3, attempt: 1, column: 3 });
        assert_ne!([0; 4].map(|_| other.below(1_000)), [891, 594, 566, 333]);
    }

    #[test]
    fn numbers_lie_within_their_bounds_and_reach_them() {
        let mut dice = Dice::new(1, Use::Choosing);
        let mut seen = [false; 5];
        for _ in 0..400 {
            let number = dice.between(-2, 2);
            seen[usize::try_from(number + 2).unwrap()] = true;
        }
        assert_eq!(seen, [true; 5]);
        assert_eq!(dice.between(7, 7), 7);
        assert_eq!(dice.below(0), 0);
    }

    #[test]
    fn deviations_are_even_around_zero() {
        let mut dice = Dice::new(1, Use::Choosing);
        let all: Vec<i64> = (0..4_000).map(|_| dice.deviation()).collect();
        let within = all.iter().filter(|deviation| deviation.abs() < 65_536).count();
        // 68.3 % of a normal distribution lies within one deviation.
        assert!((2_600..2_870).contains(&within), "{within}");
        let mean = all.iter().sum::<i64>() / 4_000;
        assert!(mean.abs() < 4_000, "{mean}");
    }
}
