//! `[rulebook]`, `[rounding]` and `[constant]`.

use crate::decode::{Clause, Located};
use crate::exact::{Decimal, Mode, Rounding};
use crate::text::Text;

record! {
    /// Which rulebook and which edition this is. A published edition is never edited, only succeeded.
    pub struct EditionDef {
        /// Id of the rulebook, the same in all editions and the name of its folder.
        id: expected Located<String>,
        /// Edition, such as `"1405"`.
        edition: expected String,
        /// Title.
        title: expected Text,
        /// What the rulebook is for, and what a reader should know.
        help: optional Text,
        /// The law or regulation it implements, or whose proposal it is.
        basis: expected Text,
        /// First and last day of validity, as dates of the reference calendar.
        valid: optional ValidityDef,
        /// Day against which ages are computed, as `reference_date` in formulas; never today.
        reference_date: optional Located<String>,
        /// Unit of money of amounts without a unit of their own.
        money: optional Located<String>,
        /// Points that a perfect entry gets; checked against the tree.
        max: optional Located<Decimal>,
        /// Folder of the rulebook that this one builds upon, relative to its own; read before anything else.
        inherits: optional String,
    }
}

record! {
    /// Validity of an edition.
    pub struct ValidityDef {
        /// First day.
        from: required Located<String>,
        /// Last day.
        to: optional Located<String>,
    }
}

record! {
    /// The rounding points of the method.
    pub struct RoundingDef {
        /// After the whole formula of an indicator; points are computed from the rounded value. Absent: exact ratios.
        value: optional Rounding,
        /// After the points of an indicator.
        points: expected Rounding,
        /// After each axis and the total; needed where means are used. Absent: exact sums.
        aggregate: optional Rounding,
    }
}

record! {
    /// Digits and mode of a rounding point.
    pub struct RoundingModeDef {
        /// Digits after the decimal point.
        digits: required u8,
        /// How halves and remainders are treated.
        mode: required ModeWord,
    }
}

words! {
    /// Rounding modes.
    pub enum ModeWord {
        /// To the nearest, halves away from zero.
        HalfUp = "half-up",
        /// To the nearest, halves to the even neighbour.
        HalfEven = "half-even",
        /// Towards minus infinity.
        Floor = "floor",
        /// Towards plus infinity.
        Ceiling = "ceiling",
        /// Towards zero.
        Truncate = "truncate",
        /// Never: a number that would need it is an error.
        Refuse = "refuse-if-inexact",
    }
}

impl ModeWord {
    /// The exact module's mode.
    #[must_use]
    pub fn mode(self) -> Mode {
        match self {
            Self::HalfUp => Mode::HalfUp,
            Self::HalfEven => Mode::HalfEven,
            Self::Floor => Mode::Floor,
            Self::Ceiling => Mode::Ceiling,
            Self::Truncate => Mode::Truncate,
            Self::Refuse => Mode::Refuse,
        }
    }
}

record! {
    /// A named number that formulas use.
    pub struct ConstantDef {
        /// Title.
        title: expected Text,
        /// The number.
        value: expected Decimal,
        /// Its unit.
        unit: optional Located<String>,
        /// Where the number comes from.
        clause: optional Clause,
    }
}

record! {
    /// What a base unit of measure is called, where it is none of the common ones: `[unit.bale]`.
    pub struct UnitDef {
        /// Title.
        title: required Text,
    }
}

mod decoding {
    use super::{ModeWord, Rounding, RoundingModeDef};
    use crate::codes::BAD_NUMBER;
    use crate::decode::{Cx, Decode, Definitions};
    use crate::diagnostic::Diagnostic;
    use crate::document::Item;
    use crate::text::Text;
    use serde_json::{Value as Json, json};

    /// Most digits that a rounding point may name.
    const MOST_DIGITS: u8 = 18;

    impl Decode for Rounding {
        fn decode(item: &Item, cx: &mut Cx<'_>) -> Option<Self> {
            let rounding = if item.as_table().is_some() {
                let written = RoundingModeDef::decode(item, cx)?;
                Self { digits: written.digits, mode: written.mode.mode() }
            } else {
                Self { digits: u8::decode(item, cx)?, mode: ModeWord::HalfUp.mode() }
            };
            if rounding.digits > MOST_DIGITS {
                cx.report(Diagnostic::new(
                    BAD_NUMBER,
                    item.span,
                    Text::new("بیش از ۱۸ رقم اعشار ممکن نیست", "more than 18 digits are not possible"),
                ));
                return None;
            }
            Some(rounding)
        }

        fn schema(definitions: &mut Definitions) -> Json {
            let table = RoundingModeDef::schema(definitions);
            json!({ "anyOf": [{ "type": "integer", "minimum": 0, "maximum": MOST_DIGITS }, table] })
        }
    }
}
