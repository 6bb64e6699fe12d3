//! Standard output: buffered, coloured only where a person looks, its faults reported.

use bartar_criteria::Lang;
use bartar_report::terminal::Style;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Writes to standard output with `write`, and makes sure that all of it arrived.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    write(&mut out)?;
    out.flush()
}

/// Whether standard output takes colours (a terminal, and `NO_COLOR` is not set).
pub fn stdout_color() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Whether standard error takes colours.
pub fn stderr_color() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// Columns where nobody tells.
const COLUMNS: u16 = 100;

/// How to write for the terminal behind standard output.
pub fn style(lang: Lang, top: usize) -> Style {
    Style { lang, color: stdout_color(), width: columns(), top }
}

/// Columns of a line: those of the terminal, else what `COLUMNS` says, also where the output goes to a file.
fn columns() -> u16 {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let told = terminal.map(|(width, _)| width.0);
    let told = told.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok());
    told.filter(|width| *width > 0).unwrap_or(COLUMNS)
}
