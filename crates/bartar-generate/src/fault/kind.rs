//! The kinds of faults.

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// A kind of fault that can be planted.
        #[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum FaultKind { $($(#[doc = $doc])* $variant,)* }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name on the command line and in the answer key.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// A number with a mark that no number has.
    UnreadableNumber = "unreadable-number",
    /// A slash for the decimal sign.
    SlashNumber = "slash-number",
    /// A comma that may part thousands or decimals.
    AmbiguousNumber = "ambiguous-number",
    /// A number with the sign of percent.
    PercentSign = "percent-sign",
    /// Forty digits.
    LongNumber = "long-number",
    /// A number of a workbook that has more digits than workbooks keep.
    InexactNumber = "inexact-number",
    /// A formula of a workbook that fails.
    FailedFormula = "failed-formula",
    /// A formula of an ODS workbook whose result is not in the file.
    LostResult = "lost-result",
    /// A count with a fraction.
    FractionOfCount = "fraction-of-count",
    /// One decimal more than the field allows.
    ManyDecimals = "many-decimals",
    /// A number outside the allowed range.
    OutOfRange = "out-of-range",
    /// A number outside the plausible limits.
    Implausible = "implausible",
    /// A number with which an indicator has a value that its rule excludes.
    OutsideRule = "outside-rule",
    /// A word for a date.
    UnreadableDate = "unreadable-date",
    /// A day that there is not.
    ImpossibleDate = "impossible-date",
    /// A year of two digits.
    ShortYear = "short-year",
    /// The day first and the year last.
    DayFirst = "day-first",
    /// A choice that there is not.
    UnknownChoice = "unknown-choice",
    /// Neither yes nor no.
    UnclearAnswer = "unclear-answer",
    /// A word for the status of evidence that there is not.
    UnreadableEvidence = "unreadable-evidence",
    /// A verified value whose evidence is refused.
    VerifiedUnproven = "verified-unproven",
    /// A verified value that cannot be read.
    UnreadableVerified = "unreadable-verified",
    /// A row of a year whose year is none.
    UnreadableYear = "unreadable-year",
    /// A row of a year that the rulebook does not ask for.
    YearNotAskedFor = "year-not-asked-for",
    /// Two rows of one year.
    RepeatedYear = "repeated-year",
    /// A field without history that the row of an earlier year states otherwise.
    YearsDisagree = "years-disagree",
    /// Two rows for one datum.
    RepeatedDatum = "repeated-datum",
    /// A national id whose last digit does not check the others.
    WrongCheckDigit = "wrong-check-digit",
    /// A national id that lost its last digit.
    ShortNationalId = "short-national-id",
    /// The national id of another entry.
    SameCooperative = "same-cooperative",
    /// No id.
    NoId = "no-id",
    /// A day for an id, in a workbook.
    DateForId = "date-for-id",
    /// The id of another entry.
    RepeatedId = "repeated-id",
    /// The id of another entry in small letters.
    SimilarId = "similar-id",
    /// A stated value that its parts contradict.
    Contradiction = "contradiction",
    /// A gate that is not passed.
    FailedGate = "failed-gate",
    /// A datum without which the entry goes to review.
    MissingDatum = "missing-datum",
    /// A datum without which nobody knows whether the entry belongs to an orientation.
    UnclearOrientation = "unclear-orientation",
    /// An entry that is taken back.
    Withdrawn = "withdrawn",
    /// A further judge's mark that is not on the scale.
    MarkOffScale = "mark-off-scale",
    /// A further judge's word for a mark.
    UnreadableMark = "unreadable-mark",
    /// A further judge who marks twice.
    RepeatedMark = "repeated-mark",
    /// A further judge who stands back and marks.
    MarkOfRecused = "mark-of-recused",
    /// A mark of nobody.
    UnsignedMark = "unsigned-mark",
    /// A mark for an entry that there is not.
    MarkOfNoEntry = "mark-of-no-entry",
    /// A mark under a criterion that there is not.
    MarkOfNoCriterion = "mark-of-no-criterion",
    /// One mark fewer than the panel needs.
    FewMarks = "few-marks",
}

impl FaultKind {
    /// Whether it stands in the judges' marks.
    #[must_use]
    pub fn is_of_marks(self) -> bool {
        self.adds_marks() || self == Self::FewMarks
    }

    /// Whether it is a line too many in the judges' marks, which does not count.
    pub(crate) fn adds_marks(self) -> bool {
        matches!(
            self,
            Self::MarkOffScale
                | Self::UnreadableMark
                | Self::RepeatedMark
                | Self::MarkOfRecused
                | Self::UnsignedMark
                | Self::MarkOfNoEntry
                | Self::MarkOfNoCriterion
        )
    }

    /// Whether judges can mark an entry with it: it has an id, and alone.
    pub(crate) fn can_be_marked(self) -> bool {
        let without_id = matches!(self, Self::NoId | Self::RepeatedId | Self::DateForId);
        !without_id && !self.parts_rows()
    }

    /// Whether it keeps the rows of an entry apart, so that each is an entry of its own.
    pub(crate) fn parts_rows(self) -> bool {
        matches!(self, Self::UnreadableYear | Self::YearNotAskedFor | Self::RepeatedYear)
    }

    /// Whether ids are at fault, which would join other rows than those of the entry where it has several.
    pub(super) fn is_of_id(self) -> bool {
        matches!(self, Self::NoId | Self::RepeatedId | Self::SimilarId | Self::DateForId)
    }
}
