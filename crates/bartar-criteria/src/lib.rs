//! Rulebooks: exact numbers, formulas, the criteria model, its loader and its linter.
//!
//! The way of a rulebook: files -> [`document`] (a tree of TOML items; inheritance, defaults and overrides are merged
//! here) -> [`syntax`] (typed tables, names still as written) -> [`resolve`] (a [`rulebook::Rulebook`], every name
//! resolved and every formula compiled) -> [`lint`] (what is wrong with it as a rulebook). Each step reports all it
//! finds as [`diagnostic::Diagnostic`]s.
//!
//! This crate touches no file, terminal, clock or environment, and no binary floating point.

#![deny(clippy::float_arithmetic)]

#[macro_use]
pub mod decode;
pub mod calendar;
pub mod codes;
pub mod diagnostic;
pub mod document;
pub mod encoding;
pub mod exact;
pub mod folder;
pub mod formula;
pub mod gaps;
pub mod lint;
pub mod missing;
pub mod money;
pub mod national_id;
pub mod persian;
pub mod resolve;
pub mod rulebook;
pub mod source;
pub mod syntax;
pub mod text;

pub use diagnostic::{Code, Diagnostic, Diagnostics, Severity};
pub use folder::{Folder, FolderSource, Loaded, load};
pub use rulebook::Rulebook;
pub use text::{Lang, Text};
