//! Cells that state a choice, or yes or no.
//!
//! A cell states the choice whose id, title or spelling it is. The same word in another encoding (Arabic ي and ك,
//! presentation forms, capital letters, blanks or zero-width non-joiners in other places) is the same word, and taking
//! it is no guess: its [`matching_key`] is equal. Where the words of two choices have one key, only an id decides. The
//! name of the field may stand beside the choice, as in «استان تهران».

use std::collections::HashMap;

use bartar_criteria::codes;
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

/// How many choices a message suggests at most.
const MEANT: usize = 3;

/// The shortest key, in characters, that may be meant where it stands amid other words.
const SHORTEST_WITHIN: usize = 3;

/// The longest key, in bytes, that is compared with the choices; a longer one was never meant as one of them.
const LONGEST_KEY: usize = 200;

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
    /// The keys of all words, each with its choice.
    words_of: Vec<(String, u16)>,
    /// The field and its choices; none for yes and no.
    choices: Option<(&'r Field, &'r [Choice])>,
    /// The keys of the names of the field, which may stand before or after the choice.
    names: Vec<String>,
}

impl<'r> ChoiceReader<'r> {
    /// A reader of these choices of a field.
    pub(super) fn choices(field: &'r Field, choices: &'r [Choice], words: Words) -> Self {
        let mut ids = HashMap::new();
        let mut spelt = Vec::new();
        for (index, choice) in (0..).zip(choices) {
            ids.entry(choice.id.as_str()).or_insert(index);
            let titles = [&choice.id, &choice.title.fa, &choice.title.en];
            spelt.extend(titles.into_iter().chain(&choice.spellings).map(|word| (word.as_str(), index)));
        }
        let names = [&field.title.fa, &field.title.en].into_iter().chain(&field.columns);
        let names = names.map(|name| matching_key(name)).collect();
        Self { names, ..Self::new(words, ids, &spelt, Some((field, choices))) }
    }

    /// A reader of yes (1) and no (0).
    pub(super) fn yes_no(words: Words) -> Self {
        let answers = YES.iter().map(|word| (*word, 1)).chain(NO.iter().map(|word| (*word, 0)));
        let spelt: Vec<_> = answers.collect();
        Self::new(words, HashMap::new(), &spelt, None)
    }

    fn new(
        words: Words,
        ids: HashMap<&'r str, u16>,
        spelt: &[(&'r str, u16)],
        choices: Option<(&'r Field, &'r [Choice])>,
    ) -> Self {
        let mut keys: HashMap<String, Option<u16>> = HashMap::new();
        let words_of: Vec<(String, u16)> =
            spelt.iter().map(|(word, choice)| (matching_key(word), *choice)).collect();
        for (key, choice) in &words_of {
            let meant = keys.entry(key.clone()).or_insert(Some(*choice));
            if *meant != Some(*choice) {
                *meant = None;
            }
        }
        let spellings = spelt
            .iter()
            .map(|(word, _)| (trim(word), keys.get(&matching_key(word)).copied().flatten()))
            .collect();
        Self { words, ids, spellings, keys, words_of, choices, names: Vec::new() }
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

    fn unknown(&self, written: &str) -> Complaint {
        let cell = shown(written);
        let Some((field, choices)) = self.choices else {
            let message = text!(
                fa: "«{cell}» نه بله است و نه خیر؛ «بله» یا «خیر» بنویسید",
                en: "`{cell}` is neither yes nor no; write `yes` or `no`"
            );
            return (codes::UNREADABLE_YES_NO, message);
        };
        let (nearest, meant) = self.by_likeness(written, choices);
        let list = |choices: &[&Choice], name: fn(&Choice) -> String, comma: &str| {
            choices.iter().map(|choice| name(choice)).collect::<Vec<_>>().join(comma)
        };
        let said = |choices: &[&Choice]| (list(choices, named_fa, "، "), list(choices, named, ", "));
        let perhaps = match nearest.get(..meant).map(said) {
            Some((fa, en)) if meant > 0 => text!(fa: "؛ شاید منظور {fa} است", en: "; perhaps {en} is meant"),
            _ => Text::default(),
        };
        // A short list keeps its order; of a long one, the nearest stand for all.
        let listed = if choices.len() > LISTED { nearest } else { choices.iter().collect() };
        let (listed_fa, listed) = said(listed.get(..LISTED).unwrap_or(&listed));
        let Text { fa: title_fa, en: title } = &field.title;
        let more = match choices.len().checked_sub(LISTED).filter(|more| *more > 0) {
            Some(more) => text!(
                fa: " و {more} گزینهٔ دیگر؛ فهرست کامل گزینه‌های «{title_fa}» را دبیرخانه دارد",
                en: " and {more} more; the secretariat has the whole list of the choices of \"{title}\"",
                numbers: more
            ),
            None => Text::default(),
        };
        let message = Text::new(
            format!("«{cell}» از گزینه‌ها نیست{}. گزینه‌ها: {listed_fa}{}", perhaps.fa, more.fa),
            format!("`{cell}` is none of the choices{}. The choices: {listed}{}", perhaps.en, more.en),
        );
        (codes::UNREADABLE_CHOICE, message)
    }

    /// The choices, those first whose words are most like what is written, and how many of them may be meant by it.
    fn by_likeness<'c>(&self, written: &str, choices: &'c [Choice]) -> (Vec<&'c Choice>, usize) {
        let key = matching_key(written);
        if key.is_empty() || key.len() > LONGEST_KEY {
            return (choices.iter().collect(), 0);
        }
        let mut best = vec![(true, usize::MAX); choices.len()];
        for (word, choice) in &self.words_of {
            let Some(best) = best.get_mut(usize::from(*choice)) else { continue };
            let (slip, wrong) = likeness(&key, word);
            *best = (*best).min((!slip, wrong));
        }
        // Among equals the order of the rulebook stays.
        let mut order: Vec<((bool, usize), &Choice)> = best.into_iter().zip(choices).collect();
        order.sort_by_key(|(likeness, _)| *likeness);
        let slips = order.iter().take_while(|((no_slip, _), _)| !*no_slip).count();
        (order.into_iter().map(|(_, choice)| choice).collect(), slips.min(MEANT))
    }
}

/// Whether one key may be a slip for the other, and how many characters are wrong: at most three of ten, or the longer
/// one holds the shorter whole, as a choice with a word before or after it.
fn likeness(one: &str, other: &str) -> (bool, usize) {
    let (long, short) = if one.len() < other.len() { (other, one) } else { (one, other) };
    let longest = one.chars().count().max(other.chars().count());
    let wrong = strsim::damerau_levenshtein(one, other);
    let within = short.chars().count() >= SHORTEST_WITHIN && long.contains(short);
    (within || wrong * 10 <= longest * 3, wrong)
}

fn named_fa(choice: &Choice) -> String {
    format!("«{}» ({})", choice.title.fa, choice.id)
}

fn named(choice: &Choice) -> String {
    format!("`{}` ({})", choice.id, choice.title.en)
}
