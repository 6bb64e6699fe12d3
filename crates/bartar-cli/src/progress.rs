//! Progress bars, on a terminal only and on standard error.

use bartar_criteria::Lang;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// A bar for a piece of work; invisible where standard error is no terminal.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar with a title in `lang`.
    pub fn new(lang: Lang, fa: &'static str, en: &'static str) -> Self {
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {percent}% {elapsed}");
        if let Ok(style) = style {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(match lang {
            Lang::Fa => fa,
            Lang::En => en,
        });
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// How far the work is.
    pub fn set(&self, done: u64, all: u64) {
        self.bar.set_length(all);
        self.bar.set_position(done);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
