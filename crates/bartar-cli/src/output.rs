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

/// How to write for the terminal behind standard output.
pub fn style(lang: Lang, top: usize) -> Style {
    let width = if io::stdout().is_terminal() { terminal_width() } else { None };
    Style { lang, color: stdout_color(), width, top }
}

/// Columns of the terminal; by `COLUMNS` where the terminal itself does not tell.
fn terminal_width() -> Option<u16> {
    let told = terminal_size::terminal_size().map(|(width, _)| width.0);
    told.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok()).filter(|width| *width > 0)
}
