//! What an entry states and must fulfil: `[field]`, `[class]`, `[check]` and `[gate]`.

use crate::decode::{Clause, IdMap, Located};
use crate::exact::{Decimal, IntervalSet};
use crate::syntax::TypicalDef;
use crate::text::Text;

words! {
    /// Types of fields.
    pub enum FieldType {
        /// Money.
        Amount = "amount",
        /// Any number.
        Number = "number",
        /// A whole number of things.
        Count = "count",
        /// A percentage, 12.5 for 12.5 %.
        Percent = "percent",
        /// A date.
        Date = "date",
        /// One of a list.
        Choice = "choice",
        /// Yes or no.
        YesNo = "yes-no",
        /// The national id of a legal person (شناسهٔ ملی): eleven digits with a check digit.
        NationalId = "national-id",
        /// Free text, for people only.
        Text = "text",
    }
}

words! {
    /// Calendars of dates.
    pub enum CalendarWord {
        /// Solar Hijri.
        Jalali = "jalali",
        /// Gregorian.
        Gregorian = "gregorian",
        /// Either, told apart by the year.
        Either = "either",
    }
}

record! {
    /// A datum that an entry states.
    pub struct FieldDef {
        /// Title.
        title: expected Text,
        /// Help beside the input.
        help: optional Text,
        /// Type of the datum.
        type_: expected FieldType,
        /// Unit of measure, such as `"USD"`, `"person"`, `"%"`, `"m3/person"`.
        unit: optional Located<String>,
        /// Allowed values; an entry with another value is quarantined.
        range: optional IntervalSet,
        /// Values outside deserve a second look; the entry is still ranked.
        plausible: optional IntervalSet,
        /// Most decimals a number may have.
        decimals: optional u8,
        /// How many earlier years are stated too, as `field@prev`, `field@prev2`, ...
        history: optional u8,
        /// Calendar of a date; `"either"` unless stated.
        calendar: optional CalendarWord,
        /// The choices of a choice field.
        choices: optional IdMap<ChoiceDef>,
        /// Further headers under which files may carry the column.
        columns: optional Vec<String>,
        /// Whether files may lack the column.
        optional: optional bool,
        /// What the applicant must attach.
        evidence: optional Text,
        /// Whether the value stays out of public results.
        confidential: optional bool,
        /// What is typical of it, for made-up entries; it changes no score.
        typical: optional TypicalDef,
        /// Whether two entries with the same value are the same cooperative twice, and both quarantined.
        unique: optional bool,
    }
}

record! {
    /// One choice of a choice field.
    pub struct ChoiceDef {
        /// Title; accepted in files too, in either language.
        title: expected Text,
        /// Other spellings accepted in files.
        spellings: optional Vec<String>,
        /// Another choice of the same field: the wider group whose pool takes in the entries of a pool that is too small.
        group: optional Located<String>,
        /// How many made-up entries have this choice, in proportion to the other choices of the field; where some choices
        /// state it, the others have none. It changes no score.
        share: optional Located<Decimal>,
    }
}

record! {
    /// A choice derived from a number by bands, such as a size class.
    pub struct ClassDef {
        /// Title.
        title: expected Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// The number.
        value: expected Located<String>,
        /// Which numbers make which class: `["(0, 1500000]", "micro"]`.
        bands: expected Vec<(Located<IntervalSet>, Located<String>)>,
        /// The classes.
        choices: expected IdMap<ChoiceDef>,
    }
}

words! {
    /// What a check that fails, or that cannot be made, does to the entry.
    pub enum CheckEffect {
        /// The entry is quarantined.
        Quarantine = "quarantine",
        /// The entry goes to review.
        Review = "review",
        /// The entry is ranked; the finding is reported.
        Note = "note",
    }
}

record! {
    /// A check of data against one another: of a stated value against its parts (cross-footing), or of a condition.
    pub struct CheckDef {
        /// Title.
        title: expected Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// What the entry states.
        stated: optional Located<String>,
        /// What its other data make of it.
        parts: optional Located<String>,
        /// Largest difference that is no contradiction; 0 unless stated.
        tolerance: optional Decimal,
        /// In place of `stated` and `parts`: what must hold, such as the order of two days.
        require: optional Located<String>,
        /// What an entry is told for which `require` does not hold.
        reason: optional Text,
        /// What a contradiction does.
        effect: expected CheckEffect,
        /// What happens when the check cannot be made, since a datum is missing; `"note"` unless stated.
        missing: optional CheckEffect,
    }
}

record! {
    /// An eligibility gate.
    pub struct GateDef {
        /// Title.
        title: expected Text,
        /// Clause of the regulation.
        clause: expected Located<Clause>,
        /// What must hold.
        require: expected Located<String>,
        /// What an entry that fails is told.
        reason: expected Text,
    }
}
