//! Whole files, read to the end.

mod speed;
