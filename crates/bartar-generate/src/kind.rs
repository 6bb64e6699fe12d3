//! Kinds of files: the same entries as spreadsheets and programs write them.

use crate::maker::Value;
use bartar_criteria::calendar::format_date;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Missing;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Choice, FieldKind, Rulebook, year_suffix};

/// A kind of file.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Commas, lines that end as on Unix, Latin digits, the ids of fields and choices.
    Csv,
    /// Semicolons, a byte order mark, lines that end as on Windows, every cell quoted.
    Semicolon,
    /// Tabs.
    Tab,
    /// A byte order mark, Persian headers, digits and words.
    Persian,
    /// Persian words in the letters of old Arabic code pages, no-break spaces for non-joiners.
    Arabic,
    /// Parquet, every cell a text.
    Parquet,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Semicolon, Self::Tab, Self::Persian, Self::Arabic, Self::Parquet];

    /// The name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Persian => "persian",
            Self::Arabic => "arabic",
            Self::Parquet => "parquet",
        }
    }

    /// How names of its files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Tab => "tsv",
            Self::Parquet => "parquet",
            _ => "csv",
        }
    }

    pub(crate) fn style(self) -> Style {
        let plain = Style { delimiter: b',', windows: false, mark: false, quoted: false, words: Words::Ids };
        match self {
            Self::Csv | Self::Parquet => plain,
            Self::Semicolon => Style { delimiter: b';', windows: true, mark: true, quoted: true, ..plain },
            Self::Tab => Style { delimiter: b'\t', ..plain },
            Self::Persian => Style { mark: true, words: Words::Persian, ..plain },
            Self::Arabic => Style { windows: true, words: Words::Arabic, ..plain },
        }
    }
}

/// How a file writes things.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Style {
    pub(crate) delimiter: u8,
    /// Lines end with CR LF.
    pub(crate) windows: bool,
    /// The file begins with a byte order mark.
    pub(crate) mark: bool,
    /// Every cell is quoted.
    pub(crate) quoted: bool,
    /// In whose words and letters.
    words: Words,
}

/// In whose words a file is written.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Words {
    /// The ids of fields and choices, Latin digits.
    Ids,
    /// Persian headers, titles of choices, yes and no, and digits.
    Persian,
    /// The same in Arabic yeh and kaf, with no-break spaces for non-joiners and Latin digits.
    Arabic,
}

impl Style {
    /// The headers: id, name, and the columns that files state.
    pub(crate) fn headers(self, rulebook: &Rulebook, columns: &[usize]) -> Vec<String> {
        let (id, name) = (&rulebook.data.id, &rulebook.data.name);
        let first = |names: &[String], usual: &str| {
            self.persian_of(names).or(names.first()).map_or_else(|| usual.to_owned(), Clone::clone)
        };
        let mut headers = vec![self.letters(&first(id, "id"))];
        if !name.is_empty() {
            headers.push(self.letters(&first(name, "name")));
        }
        for column in columns {
            let spec = rulebook.columns[*column];
            let field = &rulebook.fields[spec.field];
            let alias = self.persian_of(&field.columns);
            let own = alias.map_or_else(|| field.id.clone(), |alias| self.letters(alias));
            headers.push(format!("{own}{}", year_suffix(spec.years_before)));
        }
        headers
    }

    /// The Persian one of several names, where the file is in Persian.
    fn persian_of(self, names: &[String]) -> Option<&String> {
        names.iter().find(|name| self.words != Words::Ids && is_persian(name))
    }

    /// The text of a cell.
    pub(crate) fn cell(self, rulebook: &Rulebook, column: usize, value: &Value) -> String {
        let field = &rulebook.fields[rulebook.columns[column].field];
        match (value, &field.kind) {
            (Value::Missing(missing), _) => self.missing(rulebook, *missing),
            (Value::Number(days), FieldKind::Date(calendar)) => {
                let date = format_date(i64::try_from(days.mantissa()).unwrap_or(0), *calendar);
                if self.words == Words::Persian { persian_digits(&date.replace('-', "/")) } else { date }
            }
            (Value::Number(number), _) => self.number(rulebook, *number),
            (Value::Choice(choice), FieldKind::Choice(choices)) => {
                self.choice(rulebook, choices, usize::from(*choice))
            }
            (Value::Choice(choice), _) => self.answer(rulebook, *choice == 1),
        }
    }

    /// A number in the rulebook's way of writing numbers.
    pub(crate) fn number(self, rulebook: &Rulebook, number: Decimal) -> String {
        let written = number.to_string();
        if self.words == Words::Persian {
            return persian_digits(&written.replace('.', "٫"));
        }
        match rulebook.data.dialect.decimal {
            '.' => written,
            sign => written.replace('.', &sign.to_string()),
        }
    }

    fn missing(self, rulebook: &Rulebook, missing: Missing) -> String {
        let word = rulebook.data.missing_words.iter().find(|(_, status)| *status == missing);
        match word {
            Some((word, _)) if missing != Missing::NotSubmitted => self.letters(word),
            _ => String::new(),
        }
    }

    fn choice(self, rulebook: &Rulebook, choices: &[Choice], index: usize) -> String {
        let Some(choice) = choices.get(index) else { return String::new() };
        let key = matching_key(&choice.title.fa);
        let meant_otherwise =
            (choices.iter().enumerate()).filter(|(other, _)| *other != index).any(|(_, c)| {
                let words = [&c.id, &c.title.fa, &c.title.en];
                words.into_iter().chain(&c.spellings).any(|word| matching_key(word) == key)
            });
        if self.words != Words::Ids && !key.is_empty() && !meant_otherwise && !is_missing_word(rulebook, &key)
        {
            return self.letters(&choice.title.fa);
        }
        choice.id.clone()
    }

    fn answer(self, rulebook: &Rulebook, yes: bool) -> String {
        let words = if self.words == Words::Ids { ("yes", "no") } else { ("بله", "خیر") };
        let word = if yes { words.0 } else { words.1 };
        match (is_missing_word(rulebook, &matching_key(word)), yes) {
            (false, _) => self.letters(word),
            (true, true) => "1".to_owned(),
            (true, false) => "0".to_owned(),
        }
    }

    /// A Persian text in the letters of the file.
    pub(crate) fn letters(self, text: &str) -> String {
        if self.words != Words::Arabic {
            return text.to_owned();
        }
        let arabic = |c| match c {
            'ی' => 'ي',
            'ک' => 'ك',
            '\u{200C}' => '\u{A0}',
            c => c,
        };
        text.chars().map(arabic).collect()
    }
}

fn is_persian(text: &str) -> bool {
    text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c))
}

pub(crate) fn is_missing_word(rulebook: &Rulebook, key: &str) -> bool {
    rulebook.data.missing_words.iter().any(|(word, _)| matching_key(word) == key)
}

/// Latin digits as Persian ones; everything else stays.
pub(crate) fn persian_digits(text: &str) -> String {
    let persian = |c: char| match c.to_digit(10) {
        Some(digit) => char::from_u32(0x6F0 + digit).unwrap_or(c),
        None => c,
    };
    text.chars().map(persian).collect()
}
