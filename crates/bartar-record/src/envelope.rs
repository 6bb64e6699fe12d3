//! `envelope.json`: when, where and by whom a record was made. It stands outside the root and proves nothing by itself.

use bartar_criteria::calendar::format_date;
use bartar_criteria::rulebook::Calendar;
use serde::Serialize;

/// When, where and by whom a record was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Envelope {
    /// When, in UTC (`yyyy-mm-ddThh:mm:ssZ`).
    sealed: String,
    /// On which machine.
    host: Option<String>,
    /// By whom.
    operator: Option<String>,
}

impl Envelope {
    /// At a time in seconds since 1970-01-01 in UTC.
    #[must_use]
    pub fn new(seconds: u64, host: Option<String>, operator: Option<String>) -> Self {
        let (days, second) = (seconds / 86_400, seconds % 86_400);
        let date = format_date(i64::try_from(days).unwrap_or(0), Calendar::Gregorian);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        Self { sealed: format!("{date}T{hour:02}:{minute:02}:{second:02}Z"), host, operator }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).unwrap_or_default();
        text.push(b'\n');
        text
    }
}
