//! Who passed whom between two rankings: how many, exactly, and some of them by name.

/// Ranks of those who stand in either of two rankings, by place in a list that they share.
pub struct Passed {
    /// Ranks before and after; [`NOWHERE`] where an entry does not stand.
    ranks: Vec<[u32; 2]>,
    /// For each of the two: who stands there, by rank, and the greatest rank that those of each stretch have in the other.
    sides: [Side; 2],
    /// By entry: how many are before it in both.
    before_both: Vec<u32>,
}

/// The rank of whoever does not stand in a ranking: behind everybody.
pub const NOWHERE: u32 = u32::MAX;

struct Side {
    order: Vec<u32>,
    /// A tree of greatest other ranks, the root first; leaves in the order.
    greatest: Vec<u32>,
    leaves: usize,
}

impl Passed {
    /// Prepares two rankings.
    #[must_use]
    pub fn new(ranks: Vec<[u32; 2]>) -> Self {
        let sides = [Side::new(&ranks, 0), Side::new(&ranks, 1)];
        let before_both = before_both(&ranks, &sides[0].order);
        Self { ranks, sides, before_both }
    }

    /// How many are ahead of an entry after and were not before, and how many were and are not. An entry that stands in both
    /// has moved by the difference of the two.
    #[must_use]
    pub fn counts(&self, entry: usize) -> [u32; 2] {
        let [before, after] = self.ranks[entry];
        if before == NOWHERE || after == NOWHERE {
            return [0, 0];
        }
        let both = self.before_both[entry];
        [(after - 1).saturating_sub(both), (before - 1).saturating_sub(both)]
    }

    /// At most so many of those who are ahead of an entry on one side (0 before, 1 after) and not on the other, the foremost
    /// first.
    #[must_use]
    pub fn ahead_only(&self, entry: usize, side: usize, most: usize) -> Vec<usize> {
        let (own, other) = (self.ranks[entry][side], self.ranks[entry][1 - side]);
        let tree = &self.sides[side];
        let ahead = tree.order.partition_point(|known| self.ranks[*known as usize][side] < own);
        let mut found = Vec::new();
        tree.collect(1, 0, tree.leaves, ahead, other, most, &mut found);
        found
    }

    /// At most so many of those with the same rank on one side.
    #[must_use]
    pub fn equal(&self, entry: usize, side: usize, most: usize) -> (usize, Vec<usize>) {
        let own = self.ranks[entry][side];
        let order = &self.sides[side].order;
        let from = order.partition_point(|known| self.ranks[*known as usize][side] < own);
        let to = order.partition_point(|known| self.ranks[*known as usize][side] <= own);
        let same = order[from..to].iter().map(|known| *known as usize).filter(|known| *known != entry);
        ((to - from).saturating_sub(1), same.take(most).collect())
    }
}

impl Side {
    fn new(ranks: &[[u32; 2]], side: usize) -> Self {
        let all = (0..).zip(ranks).filter(|(_, ranks)| ranks[side] != NOWHERE);
        let mut order: Vec<u32> = all.map(|(entry, _)| entry).collect();
        order.sort_by_key(|entry| (ranks[*entry as usize][side], *entry));
        let leaves = order.len().next_power_of_two();
        let mut greatest = vec![0; 2 * leaves];
        for (place, entry) in order.iter().enumerate() {
            greatest[leaves + place] = ranks[*entry as usize][1 - side];
        }
        for node in (1..leaves).rev() {
            greatest[node] = greatest[2 * node].max(greatest[2 * node + 1]);
        }
        Self { order, greatest, leaves }
    }

    /// Finds the first places below `end` whose other rank is no less than `least`.
    #[allow(clippy::too_many_arguments, reason = "the stretch of a tree and what is looked for in it")]
    fn collect(
        &self,
        node: usize,
        from: usize,
        to: usize,
        end: usize,
        least: u32,
        most: usize,
        found: &mut Vec<usize>,
    ) {
        if from >= end || found.len() >= most || self.greatest[node] < least {
            return;
        }
        if to - from == 1 {
            found.extend(self.order.get(from).map(|entry| *entry as usize));
            return;
        }
        let middle = usize::midpoint(from, to);
        self.collect(2 * node, from, middle, end, least, most, found);
        self.collect(2 * node + 1, middle, to, end, least, most, found);
    }
}

/// By entry: how many have a smaller rank than it in both rankings.
fn before_both(ranks: &[[u32; 2]], order: &[u32]) -> Vec<u32> {
    let most = ranks.iter().filter(|ranks| ranks[1] != NOWHERE).count();
    // Counts of ranks after, as sums over stretches.
    let mut sums = vec![0_u32; most + 1];
    let mut counts = vec![0; ranks.len()];
    let mut waiting: Vec<u32> = Vec::new();
    let mut last = 0;
    for entry in order {
        let [before, after] = ranks[*entry as usize];
        if before != last {
            for waited in waiting.drain(..) {
                let mut at = waited as usize;
                while at <= most {
                    sums[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
            last = before;
        }
        if after == NOWHERE {
            continue;
        }
        let mut at = after as usize - 1;
        while at > 0 {
            counts[*entry as usize] += sums[at];
            at -= at & at.wrapping_neg();
        }
        waiting.push(after);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    type Scores = (Option<u8>, Option<u8>);

    /// Ranks as rankings give them: one more than there are with a better score.
    fn ranks(scores: &[Scores]) -> Vec<[u32; 2]> {
        let of = |side: fn(&Scores) -> Option<u8>, own: Option<u8>| match own {
            None => NOWHERE,
            Some(own) => {
                let better = scores.iter().filter(|other| side(other).is_some_and(|other| other > own));
                u32::try_from(better.count() + 1).unwrap()
            }
        };
        scores.iter().map(|pair| [of(|pair| pair.0, pair.0), of(|pair| pair.1, pair.1)]).collect()
    }

    proptest! {
        #[test]
        fn counts_and_names_are_those_of_looking_at_each(
            scores in prop::collection::vec((prop::option::of(0_u8..12), prop::option::of(0_u8..12)), 1..40)
        ) {
            let ranks = ranks(&scores);
            let passed = Passed::new(ranks.clone());
            for (entry, [before, after]) in ranks.iter().enumerate() {
                if *before == NOWHERE || *after == NOWHERE {
                    continue;
                }
                let newly: Vec<usize> =
                    (0..ranks.len()).filter(|o| ranks[*o][1] < *after && ranks[*o][0] >= *before).collect();
                let no_more: Vec<usize> =
                    (0..ranks.len()).filter(|o| ranks[*o][0] < *before && ranks[*o][1] >= *after).collect();
                let [ahead, behind] = passed.counts(entry);
                prop_assert_eq!([ahead as usize, behind as usize], [newly.len(), no_more.len()]);
                prop_assert_eq!(i64::from(*after) - i64::from(*before), i64::from(ahead) - i64::from(behind));
                for (side, all) in [(1, newly), (0, no_more)] {
                    let mut found = passed.ahead_only(entry, side, usize::MAX);
                    prop_assert_eq!(passed.ahead_only(entry, side, 2), found[..found.len().min(2)].to_vec());
                    found.sort_unstable();
                    prop_assert_eq!(found, all);
                }
            }
        }
    }
}
