//! Files in: text, workbooks and Parquet, read into [`Entries`](bartar_scoring::entries::Entries) without guessing.
//! Parquet out.
//!
//! [`read_entries`] takes a rulebook and the paths of one data set. What is wrong with one entry is a
//! [`Fault`](bartar_scoring::entries::Fault) of that entry, and the others go on; what is wrong with a file as a whole
//! is a [`FileFault`], and nothing goes on. Nothing is filled in, cut off, rounded or skipped in between.
//!
//! This is the only crate that knows polars and calamine. They find the cells; what a cell means is decided here.

mod amendments;
mod blanks;
mod cells;
mod csv;
mod fault;
mod file;
mod float;
mod foreign;
mod gather;
mod guard;
mod header;
mod ids;
mod intake;
mod join;
mod list;
mod marks;
mod parquet;
mod provenance;
mod reading;
pub mod system;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod unit_doubt;
mod workbook;

pub use amendments::read_amendments;
pub use fault::{FileFault, FileNotice};
pub use intake::{Given, Intake, Progress, read_entries};
pub use list::List;
pub use marks::read_marks;
pub use parquet::{Cells, write_parts as write_parquet_parts, write_texts as write_parquet};
pub use provenance::{Encoding, Format, Place, Provenance, SourceFile};
