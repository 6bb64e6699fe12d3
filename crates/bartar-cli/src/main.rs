//! The `bartar` command.
fn main() {}
