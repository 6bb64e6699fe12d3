//! The sealed record: what a run leaves behind, and what an auditor does with it.
//!
//! [`seal()`] makes the files of a record from a competition and its result; [`open()`] reads a competition back from them;
//! [`replay()`] scores it again and compares. Everything works on files in memory; whoever calls reads and writes folders.
//! The format is told in `docs/record-format.md`.

mod about;
pub mod diff;
pub mod digest;
mod envelope;
pub mod files;
mod filing;
pub mod gzip;
mod open;
pub mod provenance;
mod public;
pub mod receipt;
mod replay;
mod result;
mod rules;
mod seal;
pub mod sign;
mod text;
mod totals;
pub mod tree;

pub use about::About;
pub use envelope::Envelope;
pub use files::Files;
pub use open::{Damage, Sealed, about, open};
pub use public::form as public_form;
pub use replay::{
    Answer, Check, Checked, Difference, Known, MOST_SHOWN, Numbered, Replay, intact, is_public, replay,
};
pub use seal::{Sealing, numbers, salt_key, seal};
