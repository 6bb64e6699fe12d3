//! Results as people and programs read them: JSON, CSV and terminal text, in Persian and English.
//!
//! Everything here writes to what it is given and prints nothing by itself. Where entries come from is told by an
//! [`origin::Origin`], so that this crate knows no file format.

mod also;
pub mod amendments;
pub mod csv;
pub mod diagnostics;
mod difference;
mod findings;
pub mod json;
pub mod listing;
pub mod origin;
pub mod panel;
pub mod result;
pub mod table;
pub mod terminal;
pub mod work_list;

/// The program and its version, as results name it.
pub(crate) const ENGINE: &str = concat!("bartar ", env!("CARGO_PKG_VERSION"));
