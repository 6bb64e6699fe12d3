//! Every diagnostic code, defined once: its name, gravity, meaning and cure. `docs/diagnostics` is generated from here.

macro_rules! codes {
    (@pair) => { None };
    (@pair $fa:literal, $en:literal) => { Some(($fa, $en)) };
    ($($(#[$doc:meta])* $ident:ident: $severity:ident {
        name: $name:literal,
        title: [$title_fa:literal, $title_en:literal $(,)?],
        meaning: [$meaning_fa:literal, $meaning_en:literal $(,)?],
        mend: [$mend_fa:literal, $mend_en:literal $(,)?],
        $(secretariat: [$secretariat_fa:literal, $secretariat_en:literal $(,)?],)?
        example: $example:literal $(,)?
    })*) => {
        $(
            #[doc = $title_en]
            pub const $ident: Code = Code(&CodeInfo {
                name: $name,
                severity: $crate::diagnostic::Severity::$severity,
                title: ($title_fa, $title_en),
                meaning: ($meaning_fa, $meaning_en),
                mend: ($mend_fa, $mend_en),
                secretariat: codes!(@pair $($secretariat_fa, $secretariat_en)?),
                example: $example,
            });
        )*
        /// The codes of this group, in the order of its file.
        pub(super) const GROUP: &[Code] = &[$($ident),*];
    };
}

mod data;
mod files;
mod formula;
mod meaning;
pub mod pages;
mod panel;
mod points;
mod ranking;
mod shape;
mod tree;
mod typical;

pub use data::*;
pub use files::*;
pub use formula::*;
pub use meaning::*;
pub use panel::*;
pub use points::*;
pub use ranking::*;
pub use shape::*;
pub use tree::*;
pub use typical::*;

use crate::diagnostic::{Code, CodeInfo};

/// Whether a code is about the marks of judges.
#[must_use]
pub fn is_of_marks(code: Code) -> bool {
    panel::GROUP.contains(&code)
}

/// All codes, group by group.
#[must_use]
pub fn all() -> Vec<Code> {
    pages::groups().into_iter().flat_map(|(_, codes)| codes).copied().collect()
}
