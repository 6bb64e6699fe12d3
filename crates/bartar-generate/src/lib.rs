//! Made-up entries for any rulebook, clean or with planted faults and their answer key.
//!
//! The way of an entry: `recipe` (how each field is made, from what the rulebook says is typical of it and from its
//! rules) -> `maker` (one entry, from its number and the seed) -> `batch` (entries that the rules admit) ->
//! `fault` (what is planted, and what must be found) -> `kind` and `sheet` (files). `generate` runs them all.
//!
//! The same rulebook, seed and options give the same bytes on every machine: every number is made by whole and exact
//! numbers, and each cell has a random source of its own, so that entry 7 is the same among ten entries and among a
//! million. Nothing about a competition stands here; it stands in the rulebook.
//!
//! Pure but for the files that the caller opens: no terminal, clock or environment.

#![deny(clippy::float_arithmetic)]

mod answer;
mod batch;
mod derive;
mod dice;
mod encoding;
mod examined;
pub mod fault;
mod files;
mod generate;
pub mod kind;
mod maker;
mod marks;
mod recipe;
mod rows;
mod sheet;

pub use answer::{AnswerKey, Planted};
pub use fault::FaultKind;
pub use generate::{Failure, Generated, Options, Split, Target, WrittenFile, generate};
pub use kind::Kind;
