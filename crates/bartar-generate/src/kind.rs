//! Kinds of files: the same entries as spreadsheets and programs write them.

use crate::encoding::Encoding;
use crate::maker::Value;
use crate::sheet::Cell;
use bartar_criteria::calendar::format_date;
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Missing;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{Choice, Field, FieldKind, Rulebook, year_suffix};
use std::collections::{BTreeMap, BTreeSet};

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal, $ending:literal;)*) => {
        /// A kind of file.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        pub enum Kind { $($(#[doc = $doc])* $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// How names of its files end.
            #[must_use]
            pub fn ending(self) -> &'static str {
                match self { $(Self::$variant => $ending,)* }
            }
        }
    };
}

kinds! {
    /// Commas, lines that end as on Unix, Latin digits, the ids of fields and choices.
    Csv = "csv", "csv";
    /// Semicolons, a byte order mark, lines that end as on Windows, every cell quoted.
    Semicolon = "semicolon", "csv";
    /// Tabs.
    Tab = "tab", "tsv";
    /// A byte order mark, Persian headers, digits and words.
    Persian = "persian", "csv";
    /// Persian words in the letters of old Arabic code pages, no-break spaces for non-joiners.
    Arabic = "arabic", "csv";
    /// Persian words in Windows-1256, which the rulebook or `--legacy-encoding` must declare.
    Windows1256 = "windows-1256", "csv";
    /// Persian words and tabs in UTF-16, as spreadsheet programs write "Unicode text".
    Utf16 = "utf-16", "txt";
    /// A workbook: numbers as numbers, dates as days, the ids of fields and choices.
    Xlsx = "xlsx", "xlsx";
    /// A workbook in Persian, every cell a text.
    XlsxText = "xlsx-text", "xlsx";
    /// An open document workbook in Persian, numbers as numbers, dates as texts.
    Ods = "ods", "ods";
    /// Parquet, every cell a text.
    Parquet = "parquet", "parquet";
    /// As `csv`, with a row for each entry and year, where the rulebook declares a column of years.
    Years = "years", "csv";
    /// As `csv`, with a row for each datum, where the rulebook declares such files.
    Long = "long", "csv";
}

impl Kind {
    /// Whether its files are workbooks.
    #[must_use]
    pub fn is_workbook(self) -> bool {
        self.sheet().is_some()
    }

    /// The name of the sheet of a workbook.
    #[must_use]
    pub fn sheet(self) -> Option<&'static str> {
        matches!(self, Self::Xlsx | Self::XlsxText | Self::Ods).then_some("پرونده‌ها")
    }

    /// Whether a rulebook declares the headers that such a file needs.
    #[must_use]
    pub fn is_for(self, rulebook: &Rulebook) -> bool {
        let data = &rulebook.data;
        match self.arrangement() {
            Arrangement::Entry => true,
            Arrangement::Year => !data.year.is_empty() && data.current_year.is_some(),
            Arrangement::Datum => data.long.is_some(),
        }
    }

    /// What a row of its files is.
    pub(crate) fn arrangement(self) -> Arrangement {
        match self {
            Self::Years => Arrangement::Year,
            Self::Long => Arrangement::Datum,
            _ => Arrangement::Entry,
        }
    }

    /// How its text files are put together; other files have no use for it.
    pub(crate) fn form(self) -> Form {
        let plain =
            Form { delimiter: b',', windows: false, mark: false, quoted: false, encoding: Encoding::Utf8 };
        match self {
            Self::Semicolon => Form { delimiter: b';', windows: true, mark: true, quoted: true, ..plain },
            Self::Tab => Form { delimiter: b'\t', ..plain },
            Self::Persian => Form { mark: true, ..plain },
            Self::Arabic => Form { windows: true, ..plain },
            Self::Windows1256 => Form { windows: true, encoding: Encoding::Windows1256, ..plain },
            Self::Utf16 => {
                Form { delimiter: b'\t', windows: true, mark: true, encoding: Encoding::Utf16, ..plain }
            }
            Self::Csv
            | Self::Xlsx
            | Self::XlsxText
            | Self::Ods
            | Self::Parquet
            | Self::Years
            | Self::Long => plain,
        }
    }

    pub(crate) fn style(self) -> Style {
        let words = match self {
            Self::Csv
            | Self::Semicolon
            | Self::Tab
            | Self::Xlsx
            | Self::Parquet
            | Self::Years
            | Self::Long => Words::Ids,
            Self::Persian | Self::Utf16 | Self::XlsxText | Self::Ods => Words::Persian,
            Self::Arabic => Words::Arabic,
            Self::Windows1256 => Words::Legacy,
        };
        Style { numbers: matches!(self, Self::Xlsx | Self::Ods), days: self == Self::Xlsx, words }
    }
}

/// What a row of a file is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Arrangement {
    /// An entry.
    Entry,
    /// A year of an entry.
    Year,
    /// A datum of an entry.
    Datum,
}

/// How a text file is put together.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Form {
    pub(crate) delimiter: u8,
    /// Lines end with CR LF.
    pub(crate) windows: bool,
    /// The file begins with a byte order mark.
    pub(crate) mark: bool,
    /// Every cell is quoted.
    pub(crate) quoted: bool,
    /// How characters become bytes.
    pub(crate) encoding: Encoding,
}

/// How a file writes data.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Style {
    /// Numbers stand in their cells as such.
    numbers: bool,
    /// Dates stand in their cells as such.
    days: bool,
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
    /// The same in the letters of Windows-1256: Arabic yeh, no marks above letters, Latin digits.
    Legacy,
}

impl Style {
    /// The headers: id, name, the columns that files state, and for each examined column that of verified values and
    /// that of evidence.
    pub(crate) fn headers(self, rulebook: &Rulebook, columns: &[usize], examined: &[usize]) -> Vec<String> {
        let (id, name) = (&rulebook.data.id, &rulebook.data.name);
        let mut headers = vec![self.header_of(id)];
        if !name.is_empty() {
            headers.push(self.header_of(name));
        }
        headers.extend(columns.iter().map(|column| self.with_unit(rulebook, *column)));
        for column in examined {
            let own = self.header(rulebook, *column);
            headers.extend([&rulebook.data.verified, &rulebook.data.evidence].map(|words| {
                let word = self.header_of(words);
                if is_persian(&word) { format!("{own} ({word})") } else { format!("{own}:{word}") }
            }));
        }
        headers
    }

    /// One of the headers that mean the same, in the words of the file.
    pub(crate) fn header_of(self, names: &[String]) -> String {
        let name = self.persian_of(names).or(names.first()).cloned().unwrap_or_default();
        self.known(&name).unwrap_or(name)
    }

    /// The header of a column; in Persian words an amount names its unit, which nobody then has to guess.
    fn with_unit(self, rulebook: &Rulebook, column: usize) -> String {
        let field = &rulebook.fields[rulebook.columns[column].field];
        let own = self.header(rulebook, column);
        match &field.unit {
            Some(unit) if self.words == Words::Persian && field.kind == FieldKind::Amount => {
                format!("{own} ({})", unit.title.fa)
            }
            _ => own,
        }
    }

    /// The header of a column.
    fn header(self, rulebook: &Rulebook, column: usize) -> String {
        let spec = rulebook.columns[column];
        let field = &rulebook.fields[spec.field];
        let alias = self.persian_of(&field.columns);
        let own = alias.and_then(|alias| self.known(alias)).unwrap_or_else(|| field.id.clone());
        format!("{own}{}", year_suffix(spec.years_before))
    }

    /// The Persian one of several names, where the file is in Persian.
    fn persian_of(self, names: &[String]) -> Option<&String> {
        names.iter().find(|name| self.words != Words::Ids && is_persian(name))
    }

    /// A planted cell, as this file can hold it.
    pub(crate) fn planted(self, cell: &Cell) -> Cell {
        match cell {
            Cell::Text(text) => match text.parse() {
                Ok(number) => self.stored(number, || text.clone()),
                Err(_) => Cell::Text(self.letters(text)),
            },
            cell => cell.clone(),
        }
    }

    /// A number as such, where cells hold numbers and this one loses nothing; else its text.
    fn stored(self, number: Decimal, text: impl Fn() -> String) -> Cell {
        let digits = number.mantissa().unsigned_abs().to_string();
        let exact = digits.trim_end_matches('0').len() <= 15;
        if self.numbers && exact { Cell::Number(number) } else { Cell::Text(text()) }
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

    /// The words for the choices of a field.
    fn choices(self, rulebook: &Rulebook, choices: &[Choice]) -> Vec<String> {
        let mut keys: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (index, choice) in choices.iter().enumerate() {
            let words = [&choice.id, &choice.title.fa, &choice.title.en];
            for word in words.into_iter().chain(&choice.spellings) {
                keys.entry(matching_key(word)).or_default().insert(index);
            }
        }
        let word = |choice: &Choice| {
            let key = matching_key(&choice.title.fa);
            let alone = keys.get(&key).is_some_and(|meant| meant.len() == 1);
            let good = !key.is_empty() && alone && !is_missing_word(rulebook, &key);
            let title = Some(&choice.title.fa).filter(|_| self.words != Words::Ids && good);
            title.and_then(|title| self.known(title)).unwrap_or_else(|| choice.id.clone())
        };
        choices.iter().map(word).collect()
    }

    /// The words for no and yes.
    fn answers(self, rulebook: &Rulebook) -> Vec<String> {
        let words = if self.words == Words::Ids { ["no", "yes"] } else { ["خیر", "بله"] };
        let word = |(word, digit): (&str, &str)| {
            let missing = is_missing_word(rulebook, &matching_key(word));
            if missing { digit.to_owned() } else { self.letters(word) }
        };
        words.into_iter().zip(["0", "1"]).map(word).collect()
    }

    /// A word of the rulebook in the letters of the file, if it is still known by them.
    fn known(self, word: &str) -> Option<String> {
        let written = self.letters(word);
        (matching_key(&written) == matching_key(word)).then_some(written)
    }

    /// A Persian text in the letters of the file.
    pub(crate) fn letters(self, text: &str) -> String {
        let letter = |c: char| match (self.words, c) {
            (Words::Arabic | Words::Legacy, 'ی') => Some('ي'),
            (Words::Arabic, 'ک') => Some('ك'),
            (Words::Arabic, '\u{200C}') => Some('\u{A0}'),
            (Words::Legacy, 'ۀ') => Some('ه'),
            (Words::Legacy, '\u{06F0}'..='\u{06F9}') => char::from_digit(u32::from(c) - 0x6F0, 10),
            (Words::Legacy, c) => Some(c).filter(|c| Encoding::Windows1256.has(*c)),
            (_, c) => Some(c),
        };
        text.chars().filter_map(letter).collect()
    }
}

/// How one kind of file writes the data of a rulebook.
pub(crate) struct Writing<'r> {
    rulebook: &'r Rulebook,
    pub(crate) style: Style,
    /// The words for the choices of each field, for no and yes where it has such.
    words: Vec<Vec<String>>,
}

impl<'r> Writing<'r> {
    pub(crate) fn new(rulebook: &'r Rulebook, kind: Kind) -> Self {
        let style = kind.style();
        let words = |field: &Field| match &field.kind {
            FieldKind::Choice(choices) => style.choices(rulebook, choices),
            FieldKind::YesNo => style.answers(rulebook),
            _ => Vec::new(),
        };
        Self { rulebook, style, words: rulebook.fields.iter().map(words).collect() }
    }

    /// The word for accepted evidence.
    pub(crate) fn accepted(&self) -> String {
        let words = &self.rulebook.data.accepted_words;
        let usual = if self.style.words == Words::Ids { "accepted" } else { "پذیرفته‌شده" };
        let word = self.style.persian_of(words).or(words.first()).map_or(usual, String::as_str);
        self.style.letters(word)
    }

    /// The cell of a value.
    pub(crate) fn cell(&self, column: usize, value: &Value) -> Cell {
        let Self { rulebook, style, words } = self;
        let index = rulebook.columns[column].field;
        let persian = style.words == Words::Persian;
        Cell::Text(match (value, &rulebook.fields[index].kind) {
            (Value::Missing(missing), _) => style.missing(rulebook, *missing),
            (Value::Number(days), FieldKind::Date(calendar)) => {
                let days = i64::try_from(days.mantissa()).unwrap_or(0);
                if style.days && days >= Cell::FIRST_DAY {
                    return Cell::Day(days);
                }
                let date = format_date(days, *calendar);
                if persian { persian_digits(&date.replace('-', "/")) } else { date }
            }
            (Value::Number(number), FieldKind::NationalId) => {
                let id = format!("{:011}", number.mantissa());
                if persian { persian_digits(&id) } else { id }
            }
            (Value::Number(number), _) => {
                return style.stored(*number, || style.number(rulebook, *number));
            }
            (Value::Choice(choice), _) => words[index].get(usize::from(*choice)).cloned().unwrap_or_default(),
        })
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
