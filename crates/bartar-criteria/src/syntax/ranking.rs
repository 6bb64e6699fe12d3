//! Who is ranked with whom: `[pool]`, `[orientation]`, `[ranking]` and `[honour]`.

use crate::decode::{Clause, Located};
use crate::exact::Mode;
use crate::text::Text;

words! {
    /// What happens to a pool with fewer eligible entries than its minimum.
    pub enum PoolFallback {
        /// Its entries join the pool of the wider group that their choice names; without one, nobody receives an honour.
        Group = "group",
        /// It is ranked, and nobody receives an honour.
        NoWinner = "no-winner",
    }
}

record! {
    /// A family of pools: one for each choice of the fields it is made by.
    pub struct PoolDef {
        /// Id of each pool, with fields in braces: `"peer-group-{peer_group}"`.
        id: optional Located<String>,
        /// Title of each pool, with fields in braces, replaced by the titles of the choices.
        title: expected Text,
        /// The choice fields and classes it is made by; none for one pool of all entries.
        by: optional Vec<Located<String>>,
        /// Which entries it takes; an entry belongs to the first family whose condition it meets. All unless stated.
        when: optional Located<String>,
        /// Fewest eligible entries for a ranking with honours; 1 unless stated.
        minimum: optional Located<u32>,
        /// What happens below the minimum.
        fallback: optional PoolFallback,
        /// The stages it belongs to; all unless stated.
        stages: optional Vec<Located<String>>,
    }
}

record! {
    /// A ranking of the same totals over all pools together, for entries that fulfil a condition.
    pub struct OrientationDef {
        /// Title.
        title: expected Text,
        /// Who takes part.
        when: expected Located<String>,
        /// Whether honours are given here too; not unless stated.
        honours: optional bool,
        /// The stages it belongs to; all unless stated.
        stages: optional Vec<Located<String>>,
    }
}

words! {
    /// Whether an entry can have honours of several rankings.
    pub enum SeveralHonours {
        /// It has each that it reaches.
        Allowed = "allowed",
        /// It has one, that of the first ranking that gives it any; in later rankings the honour passes on to the next
        /// entry.
        PassOn = "pass-on",
    }
}

words! {
    /// Against whom relative points are computed after an objection or a withdrawal.
    pub enum Population {
        /// The entries as they were: nobody's points move but those of the entries amended.
        Frozen = "frozen",
        /// The entries as they are now.
        Recomputed = "recomputed",
    }
}

record! {
    /// Precision and ties.
    pub struct RankingDef {
        /// Digits of the score by which entries are ranked.
        precision: expected Located<u8>,
        /// How the total is rounded to it; half-up unless stated.
        mode: optional super::ModeWord,
        /// What decides between equal scores, one after the other: a name and `desc` (more wins) or `asc` (less, or
        /// earlier, wins). Names are fields, `axis.ID`, `indicator.ID` and `penalties`, the points of penalties without
        /// their sign and before weights: `"axis.members desc"`, `"penalties asc"`, `"registered_on asc"`.
        ties: optional Vec<Located<String>>,
        /// Whether an entry can have honours of several rankings; `"allowed"` unless stated.
        several_honours: optional SeveralHonours,
        /// Against whom relative points are computed after an objection or a withdrawal. Amendments need it where points
        /// are relative.
        population: optional Population,
    }
}

record! {
    /// An honour.
    pub struct HonourDef {
        /// Title.
        title: expected Text,
        /// Clause of the regulation.
        clause: optional Clause,
        /// Lowest rank that can receive it; any rank unless stated.
        rank: optional Located<u32>,
        /// Lowest score that can receive it.
        from: expected Located<crate::exact::Decimal>,
        /// What is announced when nobody receives it; the first honour of each stage must say so.
        absent: optional Text,
        /// The stages it belongs to; all unless stated.
        stages: optional Vec<Located<String>>,
    }
}

impl RankingDef {
    /// How totals are rounded to the ranking precision.
    #[must_use]
    pub fn rounding_mode(&self) -> Mode {
        self.mode.map_or(Mode::HalfUp, super::ModeWord::mode)
    }
}
