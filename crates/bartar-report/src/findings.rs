//! What explanations say of findings and reasons: the data behind them, and what to do about them.

use crate::origin::{Origin, OriginNotice};
use bartar_criteria::{Code, Text};
use bartar_scoring::explain::{DatumTrace, Explanation};
use bartar_scoring::{Outcome, Reason};

/// What to do about a finding: the cure of its page.
pub(crate) fn help(code: Code) -> Text {
    let (fa, en) = code.0.mend;
    Text::new(fa, en)
}

/// What to do about a reason for which an entry is not ranked.
pub(crate) fn reason_help(outcome: Outcome, reason: &Reason) -> Text {
    match (reason.finding, outcome) {
        (Some(code), _) => help(code),
        (None, Outcome::Withdrawn) => Text::new(
            "اگر متقاضی انصراف نداده است، دادهٔ انصراف را با تأیید او اصلاح کنید.",
            "If the applicant did not withdraw, correct the datum that says so, with the applicant's confirmation.",
        ),
        (None, Outcome::Review) => Text::new(
            "دادهٔ ناموجود را از متقاضی بخواهید و در همان ردیف بنویسید، یا تصمیم هیئت داوری را بگیرید.",
            "Ask the applicant for the datum that is missing and write it into that row, or have the jury decide.",
        ),
        (None, _) => Text::new(
            "داده‌های یادشده را با مستندات پرونده مقایسه کنید. اگر درست‌اند، حکم همان بند است و پرونده رتبه‌بندی نمی‌شود.",
            "Compare the data named with the evidence of the entry. If they are right, the clause holds and the entry \
             is not ranked.",
        ),
    }
}

/// The data on which a reason rests.
pub(crate) fn data_of<'a>(
    explanation: &'a Explanation,
    reason: &'a Reason,
) -> impl Iterator<Item = &'a DatumTrace> {
    reason.columns.iter().filter_map(|column| explanation.data.iter().find(|datum| datum.column == *column))
}

/// The notices about the row of a file in which an entry stands.
pub(crate) fn notices_of_row(entry: usize, origin: &dyn Origin) -> Vec<OriginNotice> {
    let Some(place) = origin.place(entry, None) else { return Vec::new() };
    let own =
        |notice: &OriginNotice| notice.source == place.source && notice.row == Some(u64::from(place.row));
    origin.notices().into_iter().filter(own).collect()
}

/// `file:row, column`, in a workbook `file#sheet:row, column`; empty where nobody knows.
pub(crate) fn place_text(origin: &dyn Origin, entry: usize, column: Option<usize>) -> String {
    origin.place(entry, column).map_or_else(String::new, |place| {
        let column = place.column.as_ref().map_or_else(String::new, |column| format!(", {column}"));
        format!("{}{column}", place.text())
    })
}
