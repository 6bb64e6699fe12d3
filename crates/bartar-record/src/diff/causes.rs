//! Why an entry stands elsewhere in a ranking.

use super::endings::Ending;
use super::square::{By, Whose};
use bartar_criteria::Text;
use bartar_criteria::exact::Decimal;
use serde::Serialize;

/// Where an entry stands in a ranking.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Stand {
    /// Rank.
    pub rank: u32,
    /// Score at the ranking precision.
    pub score: Decimal,
    /// Whether the rank is shared.
    pub tied: bool,
    /// Id of the honour.
    pub honour: Option<String>,
}

/// An entry that stands elsewhere in a ranking that both records have.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Move {
    /// The stage; none where the rulebooks have none.
    pub stage: Option<String>,
    /// Id of the ranking.
    pub ranking: String,
    /// Title of the ranking, as B has it.
    pub title: Text,
    /// Id of the entry.
    pub id: String,
    /// Name of the entry.
    pub name: String,
    /// In A; none where it does not stand there.
    pub a: Option<Stand>,
    /// In B.
    pub b: Option<Stand>,
    /// Why: there is always a cause.
    pub causes: Vec<Cause>,
}

/// Why an entry stands elsewhere.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "cause", rename_all = "kebab-case")]
pub enum Cause {
    /// It stands there in one record only.
    Presence(Presence),
    /// Its own score is another.
    Score(ScoreCause),
    /// Others passed it, it passed them, or they share its rank no more.
    Others {
        /// On which sides.
        passings: Vec<Passing>,
    },
    /// It has another honour.
    Honour {
        /// What that is due to.
        by: By,
        /// Whether its rank or score, of which this one, is another too.
        moved: bool,
    },
}

/// An entry that stands in a ranking of one record only.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Presence {
    /// Whether it is in B, rather than in A.
    pub entered: bool,
    /// What that is due to.
    pub by: By,
    /// Whose data, where data are among it.
    pub whose: Whose,
    /// Where it ends in A; none where A has no such entry.
    pub a: Option<Ending>,
    /// Where it ends in B.
    pub b: Option<Ending>,
    /// The main pools in which it is ranked in A and in B, where it is ranked in both.
    pub pools: Option<[String; 2]>,
}

/// A score that is another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ScoreCause {
    /// What that is due to.
    pub by: By,
    /// Whose data, where data are among it.
    pub whose: Whose,
    /// Indicators whose points differ, in the order of the rulebook.
    pub parts: Vec<Part>,
    /// What the rulebooks say otherwise and this rests upon: indices of the differences of rules.
    pub rules: Vec<usize>,
}

/// An indicator whose points differ.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Part {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Points in A; none where it has none.
    pub a: Option<Decimal>,
    /// Points in B.
    pub b: Option<Decimal>,
    /// What that is due to.
    pub by: By,
    /// Whose data, where data are among it.
    pub whose: Whose,
}

/// Entries that stand on another side of this one than before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Passing {
    /// Which side.
    pub side: PassingSide,
    /// How many they are. A rank falls by those who are newly ahead, less those who are no more.
    pub count: u32,
    /// The foremost of them by name.
    pub named: Vec<Passer>,
}

/// On which side of an entry others stand, and did not before.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PassingSide {
    /// They are ahead.
    NewlyAhead,
    /// They are ahead no more.
    AheadNoMore,
    /// They share its rank.
    NewlyEqual,
    /// They share its rank no more.
    EqualNoMore,
}

/// One of those who passed, or were passed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Passer {
    /// Id.
    pub id: String,
    /// Why it stands on another side.
    pub why: Why,
    /// What that is due to.
    pub by: By,
    /// Whose data, where data are among it.
    pub whose: Whose,
}

/// Why another entry stands on another side.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// It came in.
    Entered,
    /// It is gone.
    Left,
    /// Its score is another.
    Score,
    /// Its score is the same; that of the entry that it passed, or that passed it, is another.
    OwnScore,
    /// Neither score is another: the tie chain decides otherwise.
    Ties,
}
