//! See the other files.
