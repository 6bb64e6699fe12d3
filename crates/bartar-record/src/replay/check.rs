//! The numbered checks, the same in the guide, the code and the output.

use bartar_criteria::{Text, text};

/// What a check looks at.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum Check {
    /// Every part is there, unchanged and readable, and nothing else is.
    Files = 1,
    /// The root carries a signature of the key that was given.
    Signature,
    /// The rulebook is the one that the record names, and is sound.
    Rulebook,
    /// Counts and sums.
    Totals,
    /// Every entry is in exactly one list.
    Lists,
    /// Outcomes and their reasons.
    Eligibility,
    /// The figures of values that relative points are measured against.
    Values,
    /// Points of indicators.
    Points,
    /// Axes, totals and scores.
    Aggregates,
    /// Ranks, shared ranks and what decided them.
    Ranks,
    /// Honours, and why none is given.
    Honours,
    /// The tree of entries.
    Tree,
    /// The record that this one amends.
    Predecessor,
}

impl Check {
    /// All checks, in their order.
    pub const ALL: [Self; 13] = [
        Self::Files,
        Self::Signature,
        Self::Rulebook,
        Self::Totals,
        Self::Lists,
        Self::Eligibility,
        Self::Values,
        Self::Points,
        Self::Aggregates,
        Self::Ranks,
        Self::Honours,
        Self::Tree,
        Self::Predecessor,
    ];

    /// Its name: `V1`, `V2`, ...
    #[must_use]
    pub fn name(self) -> String {
        format!("V{}", self as u8)
    }

    /// What it looks at, in words.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Files => text!(fa: "فایل‌ها کامل و دست‌نخورده‌اند", en: "files complete and unchanged"),
            Self::Signature => text!(fa: "امضا", en: "signature"),
            Self::Rulebook => text!(fa: "شیوه‌نامه", en: "rulebook"),
            Self::Totals => text!(fa: "جمع‌های کنترلی", en: "control totals"),
            Self::Lists => text!(fa: "هر پرونده در یک فهرست", en: "every entry in one list"),
            Self::Eligibility => text!(fa: "احراز شرایط", en: "eligibility"),
            Self::Values => text!(fa: "مقدارها", en: "values"),
            Self::Points => text!(fa: "امتیاز شاخص‌ها", en: "points"),
            Self::Aggregates => text!(fa: "امتیاز محورها و کل", en: "aggregates"),
            Self::Ranks => text!(fa: "رتبه‌ها و تساوی‌ها", en: "ranks and ties"),
            Self::Honours => text!(fa: "نشان‌ها", en: "honours"),
            Self::Tree => text!(fa: "درخت مرکل", en: "Merkle root"),
            Self::Predecessor => text!(fa: "سند پیشین", en: "predecessor"),
        }
    }
}

/// A check by its number and title: those of a record, and those of a receipt.
pub trait Numbered: Copy {
    /// Its name, such as `V1` or `R1`.
    fn name(self) -> String;
    /// What it looks at, in words.
    fn title(self) -> Text;
}

impl Numbered for Check {
    fn name(self) -> String {
        Self::name(self)
    }

    fn title(self) -> Text {
        Self::title(self)
    }
}

/// What a check answers.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It looked, and all is as it should be.
    Pass,
    /// It looked, and something is not.
    Fail,
    /// It could not look.
    NotChecked,
}

impl Answer {
    /// The word in outputs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::NotChecked => "not checked",
        }
    }

    /// The word people read.
    #[must_use]
    pub fn title(self) -> Text {
        let fa = match self {
            Self::Pass => "درست",
            Self::Fail => "نادرست",
            Self::NotChecked => "بررسی نشد",
        };
        Text::new(fa, self.word())
    }

    /// The answer of all checks together: fail where one fails, else not checked where one was not, else pass.
    #[must_use]
    pub fn of_all<C>(checks: &[Checked<C>]) -> Self {
        let any = |answer| checks.iter().any(|checked| checked.answer == answer);
        match () {
            () if any(Self::Fail) => Self::Fail,
            () if any(Self::NotChecked) => Self::NotChecked,
            () => Self::Pass,
        }
    }
}

/// A place where a record differs from what it should be.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Difference {
    /// The part.
    pub part: String,
    /// Id of the entry, where it is about one.
    pub entry: Option<String>,
    /// The column, indicator, axis or ranking.
    pub of: Option<String>,
    /// What should stand there; none where nothing should.
    pub expected: Option<String>,
    /// What stands there; none where nothing does.
    pub found: Option<String>,
}

/// How many differences a check keeps to show; it counts all.
pub const MOST_SHOWN: usize = 20;

/// What one check answered.
#[derive(Clone, Debug)]
pub struct Checked<C = Check> {
    /// Which check.
    pub check: C,
    /// What it answered.
    pub answer: Answer,
    /// What it looked at, or why it could not, or what is wrong.
    pub told: Text,
    /// How many differences it found.
    pub count: usize,
    /// The first of them.
    pub differences: Vec<Difference>,
}

impl<C> Checked<C> {
    /// A check that passed.
    #[must_use]
    pub fn pass(check: C, told: Text) -> Self {
        Self { check, answer: Answer::Pass, told, count: 0, differences: Vec::new() }
    }

    /// A check that could not look.
    #[must_use]
    pub fn not_checked(check: C, told: Text) -> Self {
        Self { answer: Answer::NotChecked, ..Self::pass(check, told) }
    }

    /// A check that failed as a whole.
    #[must_use]
    pub fn fail(check: C, told: Text) -> Self {
        Self { answer: Answer::Fail, ..Self::pass(check, told) }
    }

    /// Adds a difference, with which the check fails.
    pub(crate) fn add(&mut self, difference: Difference) {
        if self.answer != Answer::Fail || self.count > 0 {
            self.count += 1;
            let count = self.count;
            self.told = text!(fa: "تفاوت‌ها: {count}", en: "differences: {count}", numbers: count);
        }
        self.answer = Answer::Fail;
        if self.differences.len() < MOST_SHOWN {
            self.differences.push(difference);
        }
    }

    /// A check that found these differences; it passed where there are none.
    #[must_use]
    pub fn found(check: C, told: Text, differences: Vec<Difference>) -> Self {
        let mut checked = Self::pass(check, told);
        for difference in differences {
            checked.add(difference);
        }
        checked
    }
}
