//! Cells that state a choice, or yes or no.
//!
//! A cell states the choice whose id, title or spelling it is. The same word in another encoding (Arabic ي and ك,
//! presentation forms, capital letters, blanks or zero-width non-joiners in other places) is the same word, and taking
//! it is no guess: its [`matching_key`] is equal. Where the words of two choices have one key, only an id decides. The
//! name of the field may stand beside the choice, as in «استان تهران».

use std::collections::HashMap;

use bartar_criteria::codes;
use bartar_criteria::diagnostic::Code;
use bartar_criteria::missing::Datum;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Choice, Field};
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::{Complaint, Words};
use crate::blanks::{is_blank, shown, trim};

/// How many of the allowed choices a message lists.
const LISTED: usize = 8;

/// At how many blanks of a cell the name of the field may end or begin.
const MOST_WORDS: usize = 16;

/// Words for yes.
const YES: [&str; 9] = ["1", "true", "yes", "y", "t", "بله", "بلی", "آری", "دارد"];
/// Words for no.
const NO: [&str; 8] = ["0", "false", "no", "n", "f", "خیر", "نه", "ندارد"];

/// Reads the cells of a choice field.
pub(crate) struct ChoiceReader<'r> {
    words: Words,
    /// Ids, compared as they are.
    ids: HashMap<&'r str, u16>,
    /// The words of the choices as the rulebook writes them: what their keys say, found without making a key.
    spellings: HashMap<&'r str, Option<u16>>,
    /// The keys of ids, titles and spellings; none where two choices share one.
    keys: HashMap<String, Option<u16>>,
    /// The keys of the names of the field, which may stand before or after the choice.
    names: Vec<String>,
    code: Code,
    /// The allowed ones, for messages.
    allowed: Text,
}

impl<'r> ChoiceReader<'r> {
    /// A reader of these choices of a field.
    pub(super) fn choices(field: &Field, choices: &'r [Choice], words: Words) -> Self {
        let mut ids = HashMap::new();
        let mut spelt = Vec::new();
        for (index, choice) in (0..).zip(choices) {
            ids.entry(choice.id.as_str()).or_insert(index);
            let titles = [&choice.id, &choice.title.fa, &choice.title.en];
            spelt.extend(titles.into_iter().chain(&choice.spellings).map(|word| (word.as_str(), index)));
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
        let names = [&field.title.fa, &field.title.en].into_iter().chain(&field.columns);
        let names = names.map(|name| matching_key(name)).collect();
        Self { names, ..Self::new(words, ids, &spelt, codes::UNREADABLE_CHOICE, allowed) }
    }

    /// A reader of yes (1) and no (0).
    pub(super) fn yes_no(words: Words) -> Self {
        let answers = YES.iter().map(|word| (*word, 1)).chain(NO.iter().map(|word| (*word, 0)));
        let spelt: Vec<_> = answers.collect();
        let allowed = Text::new("«بله» یا «خیر»", "`yes` or `no`");
        Self::new(words, HashMap::new(), &spelt, codes::UNREADABLE_YES_NO, allowed)
    }

    fn new(
        words: Words,
        ids: HashMap<&'r str, u16>,
        spelt: &[(&'r str, u16)],
        code: Code,
        allowed: Text,
    ) -> Self {
        let mut keys: HashMap<String, Option<u16>> = HashMap::new();
        for (word, choice) in spelt {
            let meant = keys.entry(matching_key(word)).or_insert(Some(*choice));
            if *meant != Some(*choice) {
                *meant = None;
            }
        }
        let spellings = spelt
            .iter()
            .map(|(word, _)| (trim(word), keys.get(&matching_key(word)).copied().flatten()))
            .collect();
        Self { words, ids, spellings, keys, names: Vec::new(), code, allowed }
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
        let meant = match self.spellings.get(cell) {
            Some(choice) => choice.map(Ok),
            None => {
                let key = matching_key(cell);
                let beside = || self.beside_name(cell).filter(|_| !self.keys.contains_key(&key)).map(Ok);
                self.of_key(&key).or_else(beside)
            }
        };
        meant.ok_or_else(|| self.unknown(cell))
    }

    /// The choice of a cell that says the name of the field too, before or after it: «استان تهران», `Tehran Province`.
    fn beside_name(&self, cell: &str) -> Option<u16> {
        let known = |text: &str| self.keys.get(&matching_key(text)).copied().flatten();
        let boundaries = cell.char_indices().filter(|(_, c)| is_blank(*c));
        let mut parts = boundaries.filter_map(|(at, _)| cell.split_at_checked(at)).take(MOST_WORDS);
        parts.find_map(|(before, after)| {
            let named = |text: &str| self.names.contains(&matching_key(text));
            if named(before) {
                known(after)
            } else if named(after) {
                known(before)
            } else {
                None
            }
        })
    }

    /// The choice or the status of the word with this key, if there is just one.
    fn of_key(&self, key: &str) -> Option<Datum<u16>> {
        match (self.keys.get(key), self.words.of_key(key)) {
            (Some(choice), None) => choice.map(Ok),
            (None, missing) => missing.map(Err),
            (Some(_), Some(_)) => None,
        }
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
