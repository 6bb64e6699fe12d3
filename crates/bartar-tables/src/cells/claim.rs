//! Data that stand beside what was claimed: the value that experts verified, and the status of the evidence.
//!
//! A verified value counts in place of the claim; refused, pending or irrelevant evidence makes the datum that missing
//! status. Whichever it is, the claim stays beside it. Where there is neither, the claim counts as if there were no such
//! columns.

use bartar_criteria::codes;
use bartar_criteria::missing::{Datum, Missing};
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::DataSpec;
use bartar_criteria::text;
use bartar_scoring::entries::Cell;

use super::{ColumnReader, Complaint, Written};
use crate::blanks::{shown, trim};
use crate::header::Facet;

/// Words for the status of evidence besides those that the rulebook declares.
const USUAL: [(&str, Option<Missing>); 9] = [
    ("accepted", None),
    ("پذیرفته‌شده", None),
    ("rejected", Some(Missing::Rejected)),
    ("ردشده", Some(Missing::Rejected)),
    ("pending", Some(Missing::Pending)),
    ("در دست بررسی", Some(Missing::Pending)),
    ("not-applicable", Some(Missing::NotApplicable)),
    ("not applicable", Some(Missing::NotApplicable)),
    ("نامربوط", Some(Missing::NotApplicable)),
];

/// The words for the status of evidence: their keys, with the missing status or none for accepted.
pub(crate) struct Evidence(Vec<(String, Option<Missing>)>);

impl Evidence {
    pub(crate) fn new(data: &DataSpec) -> Self {
        let declared = data.missing_words.iter().map(|(word, missing)| (word.as_str(), Some(*missing)));
        let accepted = data.accepted_words.iter().map(|word| (word.as_str(), None));
        let mut words: Vec<_> =
            declared.chain(accepted).map(|(word, status)| (matching_key(word), status)).collect();
        // What the rulebook declares decides; only words that it does not use have their usual meaning.
        for (word, status) in USUAL {
            let key = matching_key(word);
            if !words.iter().any(|(known, _)| *known == key) {
                words.push((key, status));
            }
        }
        Self(words)
    }

    /// The status that a cell states; none for accepted.
    fn cell(&self, cell: &str) -> Result<Option<Missing>, Complaint> {
        let cell = trim(cell);
        if cell.is_empty() {
            return Ok(None);
        }
        let key = matching_key(cell);
        let mut meant = self.0.iter().filter(|(word, _)| *word == key).map(|(_, status)| *status);
        match meant.next() {
            Some(status) if meant.all(|other| other == status) => Ok(status),
            _ => {
                let cell = shown(cell);
                Err((
                    codes::UNREADABLE_EVIDENCE,
                    text!(
                        fa: "وضعیت مستندات «{cell}» شناخته نیست؛ «پذیرفته‌شده»، «ردشده»، «در دست بررسی» یا «نامربوط» بنویسید",
                        en: "the status of the evidence, `{cell}`, is not known; write `accepted`, `rejected`, `pending` or `not applicable`"
                    ),
                ))
            }
        }
    }
}

/// What counts of a datum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Settled {
    /// The datum.
    pub(crate) datum: Datum<Cell>,
    /// Whose word it is.
    pub(crate) facet: Facet,
    /// What was claimed, where something else counts.
    pub(crate) claimed: Option<Cell>,
}

impl Settled {
    /// What counts of the cells with the claim, the verified value and the status of the evidence. `readers` are those
    /// of the claim and of the verified value, which may differ in unit.
    ///
    /// # Errors
    /// One of the cells is not what it should be, or they contradict one another; and the claim.
    pub(crate) fn new<C: Written + ?Sized>(
        cells: [&C; 3],
        readers: [&ColumnReader<'_>; 2],
        evidence: &Evidence,
    ) -> Result<Self, (Complaint, Option<Cell>)> {
        let [stated, verified, status] = cells;
        let claim = stated.read(readers[0]);
        // The claim as it was made, readable or not.
        let claimed = || match &claim {
            Ok(datum) => datum.clone().ok(),
            Err(_) => stated.text().ok().map(|text| Cell::Text(shown(trim(&text)))),
        };
        let status = status.text().and_then(|text| evidence.cell(&text)).map_err(|why| (why, claimed()))?;
        let verified = verified.read(readers[1]).map_err(|why| (why, claimed()))?;
        match (verified, status) {
            (Ok(_), Some(status)) => {
                let (status_fa, status_en) = words(status);
                Err((
                    (
                        codes::EVIDENCE_CONTRADICTS,
                        text!(
                            fa: "مقدار تأییدشده دارد، ولی مستندات آن «{status_fa}» است؛ یکی از دو خانه را اصلاح کنید",
                            en: "it has a verified value, but its evidence is \"{status_en}\"; correct one of the two cells"
                        ),
                    ),
                    claimed(),
                ))
            }
            (Ok(value), None) => Ok(Self { datum: Ok(value), facet: Facet::Verified, claimed: claimed() }),
            (Err(Missing::NotSubmitted), Some(status)) => {
                Ok(Self { datum: Err(status), facet: Facet::Evidence, claimed: claimed() })
            }
            (Err(Missing::NotSubmitted), None) => match claim {
                Ok(datum) => Ok(Self { datum, facet: Facet::Stated, claimed: None }),
                Err(why) => Err((why, None)),
            },
            // A word in place of the verified value says what became of it; with a status, both must say the same.
            (Err(word), status) if status.is_none_or(|status| status == word) => {
                Ok(Self { datum: Err(word), facet: Facet::Verified, claimed: claimed() })
            }
            (Err(word), status) => {
                let ((word_fa, word_en), (status_fa, status_en)) =
                    (words(word), words(status.unwrap_or(word)));
                Err((
                    (
                        codes::EVIDENCE_CONTRADICTS,
                        text!(
                            fa: "خانهٔ مقدار تأییدشده «{word_fa}» و وضعیت مستندات «{status_fa}» می‌گوید؛ یکی از دو خانه را اصلاح کنید",
                            en: "the cell of the verified value says \"{word_en}\" and the evidence \"{status_en}\"; correct one of the two cells"
                        ),
                    ),
                    claimed(),
                ))
            }
        }
    }
}

/// A status as people read it.
fn words(missing: Missing) -> (&'static str, &'static str) {
    match missing {
        Missing::NotSubmitted => ("ارسال‌نشده", "not submitted"),
        Missing::NotApplicable => ("نامربوط", "not applicable"),
        Missing::Rejected => ("ردشده", "rejected"),
        Missing::Pending => ("در دست بررسی", "pending"),
    }
}
