//! Cells that state a choice, or yes or no.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::missing::Datum;
use bartar_criteria::rulebook::Choice;
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::{Complaint, Words};
use crate::blanks::{shown, trim};

/// How many of the allowed choices a message lists.
const LISTED: usize = 8;

/// Words for yes. ASCII ones are compared without regard to case.
const YES: [&str; 9] = ["1", "true", "yes", "y", "t", "بله", "بلی", "آری", "دارد"];
/// Words for no.
const NO: [&str; 8] = ["0", "false", "no", "n", "f", "خیر", "نه", "ندارد"];

/// Reads the cells of a choice field.
pub(crate) struct ChoiceReader<'r> {
    words: Words<'r>,
    /// Ids, compared as they are.
    ids: HashMap<&'r str, u16>,
    /// Titles and spellings, in lower case where they are ASCII; none where two choices share one.
    spellings: HashMap<String, Option<u16>>,
    code: Code,
    /// The allowed ones, for messages.
    allowed: Text,
}

impl<'r> ChoiceReader<'r> {
    /// A reader of these choices.
    pub(super) fn choices(choices: &'r [Choice], words: Words<'r>) -> Self {
        let mut ids = HashMap::new();
        let mut spellings: HashMap<String, Option<u16>> = HashMap::new();
        for (index, choice) in (0..).zip(choices) {
            ids.entry(choice.id.as_str()).or_insert(index);
            let titles = [&choice.title.fa, &choice.title.en];
            for spelling in titles.into_iter().chain(&choice.spellings) {
                match spellings.entry(folded(trim(spelling))) {
                    Entry::Vacant(slot) => {
                        slot.insert(Some(index));
                    }
                    Entry::Occupied(mut slot) if *slot.get() != Some(index) => {
                        slot.insert(None);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        let list = |name: fn(&Choice) -> String, comma: &str| {
            let mut names: Vec<String> = choices.iter().take(LISTED).map(name).collect();
            if choices.len() > LISTED {
                names.push("…".to_owned());
            }
            names.join(comma)
        };
        let allowed = Text::new(
            list(|choice| format!("«{}» ({})", choice.title.fa, choice.id), "، "),
            list(|choice| format!("`{}` ({})", choice.id, choice.title.en), ", "),
        );
        Self { words, ids, spellings, code: codes::UNREADABLE_CHOICE, allowed }
    }

    /// A reader of yes (1) and no (0).
    pub(super) fn yes_no(words: Words<'r>) -> Self {
        let answers = YES.iter().map(|word| (word, 1)).chain(NO.iter().map(|word| (word, 0)));
        let spellings = answers.map(|(word, answer)| ((*word).to_owned(), Some(answer))).collect();
        let allowed = Text::new("«بله» یا «خیر»", "`yes` or `no`");
        Self { words, ids: HashMap::new(), spellings, code: codes::UNREADABLE_YES_NO, allowed }
    }

    /// A cell: the index of its choice.
    pub(super) fn cell(&self, cell: &str) -> Result<Datum<u16>, Complaint> {
        let cell = trim(cell);
        if let Some(missing) = self.words.find(cell) {
            return Ok(Err(missing));
        }
        if let Some(choice) = self.ids.get(cell) {
            return Ok(Ok(*choice));
        }
        let spelt = self.spellings.get(cell).or_else(|| {
            // Only a cell with capitals can differ from its folded form.
            cell.bytes()
                .any(|byte| byte.is_ascii_uppercase())
                .then(|| self.spellings.get(&folded(cell)))
                .flatten()
        });
        spelt.copied().flatten().map(Ok).ok_or_else(|| self.unknown(cell))
    }

    fn unknown(&self, cell: &str) -> Complaint {
        let cell = shown(cell);
        let Text { fa: allowed_fa, en: allowed_en } = &self.allowed;
        let message = if self.code == codes::UNREADABLE_YES_NO {
            text!(
                fa: "«{cell}» نه بله است و نه خیر؛ {allowed_fa} بنویسید",
                en: "`{cell}` is neither yes nor no; write {allowed_en}"
            )
        } else {
            text!(
                fa: "«{cell}» از گزینه‌ها نیست؛ یکی از این‌ها را بنویسید: {allowed_fa}",
                en: "`{cell}` is none of the choices; write one of: {allowed_en}"
            )
        };
        (self.code, message)
    }
}

/// A spelling in the form in which spellings are compared: ASCII texts in lower case, others as they are.
fn folded(spelling: &str) -> String {
    if spelling.is_ascii() { spelling.to_ascii_lowercase() } else { spelling.to_owned() }
}
