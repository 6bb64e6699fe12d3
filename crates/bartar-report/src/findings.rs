//! What explanations say of findings and reasons: the data behind them, and what to do about them.

use crate::origin::{Origin, OriginNotice, OriginPlace};
use bartar_criteria::{Code, Text};
use bartar_scoring::explain::{CriterionTrace, DatumTrace, Explanation};
use bartar_scoring::{Finding, Outcome, Reason};

/// What to do about a finding: the cure of its page.
pub(crate) fn help(code: Code) -> Text {
    let (fa, en) = code.0.mend;
    Text::new(fa, en)
}

/// What somebody should do, in Persian and in English.
pub(crate) type Cure = (&'static str, &'static str);

/// What to do about a reason for which the explained entry is not ranked.
pub(crate) fn reason_help(explanation: &Explanation, reason: &Reason) -> Text {
    let of_panel = data_of(explanation, reason).any(|datum| datum.of_panel);
    let (fa, en) = cure(explanation.outcome, reason, of_panel);
    Text::new(fa, en)
}

/// What to do about a reason for this outcome, which may rest on marks of the panel.
pub(crate) fn cure(outcome: Outcome, reason: &Reason, of_panel: bool) -> Cure {
    match (reason.finding, outcome) {
        (Some(code), _) => code.0.mend,
        (None, Outcome::Withdrawn) => (
            "اگر متقاضی انصراف نداده است، دادهٔ انصراف را با تأیید او اصلاح کنید.",
            "If the applicant did not withdraw, correct the datum that says so, with the applicant's confirmation.",
        ),
        (None, Outcome::Review) if of_panel => {
            ("از یک داور دیگر بخواهید به این پرونده نمره بدهد.", "Have a further judge mark this entry.")
        }
        (None, Outcome::Review) => (
            "دادهٔ یادشده را از متقاضی بخواهید و در همان ردیف بنویسید. اگر مستندات آن رد شده یا در دست بررسی است، نخست \
             نتیجهٔ رسیدگی را بگیرید. اگر داده به دست نمی‌آید، تصمیم با هیئت داوری است؛ به دبیرخانه خبر دهید.",
            "Ask the applicant for the datum named and write it into that row. If its evidence was rejected or is being \
             examined, settle that first. If the datum cannot be had, the jury decides; tell the secretariat.",
        ),
        (None, _) => (
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

/// Where a finding stands: in the judges' marks, or in the entry's row.
pub(crate) fn place_of<'a>(origin: &'a dyn Origin, finding: &Finding) -> Option<OriginPlace<'a>> {
    match finding.mark {
        Some(line) => origin.mark(line),
        None => origin.place(finding.entry? as usize, finding.column.map(usize::from)),
    }
}

/// `file:row, column`, in a workbook `file#sheet:row, column`; empty where nobody knows.
pub(crate) fn place_text(place: Option<OriginPlace<'_>>) -> String {
    place.map_or_else(String::new, |place| {
        let column = place.column.map_or_else(String::new, |column| format!(", {column}"));
        format!("{}{column}", place.text())
    })
}

/// The judges' marks that an indicator reads.
pub(crate) fn criteria_of<'a>(
    explanation: &'a Explanation,
    data: &'a [DatumTrace],
) -> impl Iterator<Item = &'a CriterionTrace> {
    let reads =
        |criterion: &&CriterionTrace| data.iter().any(|datum| criterion.columns.contains(&datum.column));
    explanation.criteria.iter().filter(reads)
}
