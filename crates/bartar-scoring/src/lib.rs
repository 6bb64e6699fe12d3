//! Scoring: from entries to eligibility, values, points, aggregates, ranks and honours, with the trace of each.
//!
//! The way of the data: [`entries`] (columns as read) -> [`screening`] (faults, checks, withdrawal, gates) ->
//! [`pool`] (who is ranked with whom) -> [`value`] and [`award`] (what an entry earns by itself) or [`relative`]
//! (what it earns beside its pool) -> [`tree`] (axes and total) -> [`ranking`] (ranks, ties, honours). [`score()`] runs
//! them all; [`explain()`] renders the trace of one entry.
//!
//! Pure: no file, terminal, clock, environment or random source, and no binary floating point.

#![deny(clippy::float_arithmetic)]

pub mod amendments;
pub mod award;
mod blank;
pub mod close_calls;
pub mod compare;
pub mod competition;
pub mod counts;
pub mod entries;
pub mod explain;
pub mod forgone;
pub mod frozen;
pub mod layout;
pub mod outcome;
pub mod panel;
pub mod pool;
pub mod ranking;
pub mod relative;
pub mod row;
pub mod score;
pub mod screening;
pub mod shared;
pub mod stages;
pub mod trace;
pub mod tree;
pub mod unique;
pub mod value;
pub mod words;

pub use compare::{Comparison, compare};
pub use competition::Competition;
pub use counts::Counts;
pub use entries::Entries;
pub use explain::{Explanation, explain, find};
pub use outcome::{Finding, Outcome, Reason};
pub use score::{Scored, admit, score};
