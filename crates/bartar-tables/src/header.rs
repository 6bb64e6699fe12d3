//! Which column of a file is which column of the rulebook.

use std::collections::{BTreeMap, HashMap};

use bartar_criteria::codes;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field, year_suffix};
use bartar_criteria::text;
use bartar_criteria::text::{Lang, Text};

use crate::blanks::{shown, trim};
use crate::fault::{FileFault, FileNotice, OPTIONAL_COLUMN_ABSENT};

/// The longest header, in bytes, that may be a name in another encoding. What is longer was never meant as one, and
/// the beginning of a file is looked at many times over.
const LONGEST: usize = 4096;

/// The most unknown headers that are named where a column is missing.
const MOST_NAMED: usize = 12;

/// What a header names.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Target {
    Id,
    Name,
    /// A column of the rulebook.
    Column(usize),
}

/// The headers that the rulebook knows.
pub(crate) struct Names {
    /// By the header as the rulebook writes it.
    targets: HashMap<String, Target>,
    /// By the key of the header, which is the same in all its encodings; none where two columns share one.
    keys: HashMap<String, Option<Target>>,
    /// What each column of the rulebook is called.
    columns: Vec<Called>,
    /// What the id column is called.
    id: Called,
}

/// What a column is called.
struct Called {
    /// The headers that the rulebook gives it, the usual one first. A column that no file has, has none.
    headers: Vec<String>,
    /// The title of its field.
    title: Text,
    /// Whether files may lack it.
    optional: bool,
}

impl Called {
    /// The header that the rulebook names first.
    fn usual(&self) -> &str {
        self.headers.first().map_or("", String::as_str)
    }

    /// The usual header with the title beside it, where that says more.
    fn with_title(&self, lang: Lang) -> String {
        let (usual, title) = (self.usual(), self.title.get(lang));
        let more = if usual == title { String::new() } else { format!(" ({title})") };
        format!("{}{more}", quoted(lang, usual))
    }
}

/// Which columns of a file hold what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Header {
    /// The headers, without blanks around them.
    pub(crate) names: Vec<String>,
    /// The file's column with the ids.
    pub(crate) id: usize,
    /// The file's column with the names.
    pub(crate) name: Option<usize>,
    /// The file's column for each column of the rulebook.
    pub(crate) columns: Vec<Option<usize>>,
}

impl Names {
    /// The headers that a rulebook with these fields, columns and data knows.
    pub(crate) fn new(fields: &[Field], columns: &[ColumnSpec], data: &DataSpec) -> Self {
        let mut targets = HashMap::new();
        let mut keys: HashMap<String, Option<Target>> = HashMap::new();
        let mut know = |name: &str, target| {
            let target = *targets.entry(trim(name).to_owned()).or_insert(target);
            let meant = keys.entry(matching_key(name)).or_insert(Some(target));
            if *meant != Some(target) {
                *meant = None;
            }
        };
        data.id.iter().for_each(|name| know(name, Target::Id));
        data.name.iter().for_each(|name| know(name, Target::Name));
        let mut called = Vec::with_capacity(columns.len());
        let mut titles: BTreeMap<String, Option<Target>> = BTreeMap::new();
        for (index, column) in columns.iter().enumerate() {
            let Some(field) = fields.get(column.field) else { continue };
            let suffix = year_suffix(column.years_before);
            if field.of_panel {
                // No file states it: a column of that name is unknown.
                called.push(Called { headers: Vec::new(), title: Text::same(""), optional: true });
                continue;
            }
            let names = std::iter::once(&field.id).chain(&field.columns);
            let headers: Vec<String> = names.map(|name| format!("{name}{suffix}")).collect();
            for name in &headers {
                know(name, Target::Column(index));
            }
            let Text { fa, en } = &field.title;
            for title in [fa, en].into_iter().filter(|title| !title.is_empty()) {
                let target = Some(Target::Column(index));
                let meant = titles.entry(matching_key(&format!("{title}{suffix}"))).or_insert(target);
                if *meant != target {
                    *meant = None;
                }
            }
            let title = text!(fa: "{fa}{suffix}", en: "{en}{suffix}");
            called.push(Called { headers, title, optional: field.optional });
        }
        // A title is a header too, where no header is written so.
        for (key, target) in titles {
            keys.entry(key).or_insert(target);
        }
        let id = Called { headers: data.id.clone(), title: Text::new("شناسه", "id"), optional: false };
        Self { targets, keys, columns: called, id }
    }

    /// What a trimmed header names: word for word, or in another encoding, which is no guess, or by the title of a field.
    fn target(&self, header: &str) -> Option<Target> {
        let in_another_encoding = || {
            let key = (header.len() <= LONGEST).then(|| matching_key(header))?;
            self.keys.get(&key).copied().flatten()
        };
        self.targets.get(header).copied().or_else(in_another_encoding)
    }

    /// How many of these headers the rulebook knows.
    pub(crate) fn known<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> usize {
        names.into_iter().filter(|name| self.target(trim(name)).is_some()).count()
    }

    /// Finds the columns in the headers of a file.
    pub(crate) fn resolve(
        &self,
        file: &str,
        names: Vec<String>,
    ) -> Result<(Header, Vec<FileNotice>), Vec<FileFault>> {
        let names: Vec<String> = names.into_iter().map(|name| trim(&name).to_owned()).collect();
        let mut faults = Vec::new();
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        let mut found: HashMap<usize, usize> = HashMap::new();
        let (mut id, mut name_column, mut unknown) = (None, None, Vec::new());
        for (at, name) in names.iter().enumerate() {
            if !name.is_empty()
                && let Some(first) = first_with.insert(name, at)
            {
                first_with.insert(name, first);
                faults.push(duplicate(file, name, name));
                continue;
            }
            let other = match self.target(name) {
                None => {
                    unknown.push(at);
                    None
                }
                Some(Target::Id) => keep_first(&mut id, at),
                Some(Target::Name) => keep_first(&mut name_column, at),
                Some(Target::Column(column)) => {
                    let mut slot = found.get(&column).copied();
                    let other = keep_first(&mut slot, at);
                    slot.map(|at| found.insert(column, at));
                    other
                }
            };
            if let Some(other) = other {
                faults.push(duplicate(file, &names[other], name));
            }
        }
        let columns: Vec<Option<usize>> =
            (0..self.columns.len()).map(|column| found.get(&column).copied()).collect();
        faults.extend(self.missing(file, id.is_none(), &columns, &names, &unknown));
        let Some(id) = id.filter(|_| faults.is_empty()) else { return Err(faults) };
        let mut notices = self.absent(file, &columns);
        notices.extend(unknown.into_iter().map(|at| unknown_column(file, at, &names[at])));
        Ok((Header { names, id, name: name_column, columns }, notices))
    }

    /// The fault of the needed columns that the file lacks.
    fn missing(
        &self,
        file: &str,
        no_id: bool,
        columns: &[Option<usize>],
        names: &[String],
        unknown: &[usize],
    ) -> Option<FileFault> {
        let lacking =
            self.columns.iter().zip(columns).filter(|(called, found)| !called.optional && found.is_none());
        let missing: Vec<&Called> =
            no_id.then_some(&self.id).into_iter().chain(lacking.map(|(called, _)| called)).collect();
        if missing.is_empty() {
            return None;
        }
        let list = |lang: Lang, comma: &str| {
            missing.iter().map(|called| called.with_title(lang)).collect::<Vec<_>>().join(comma)
        };
        let (list_fa, list_en) = (list(Lang::Fa, "، "), list(Lang::En, ", "));
        let message = text!(
            fa: "ستون‌هایی که شیوه‌نامه لازم دارد در فایل نیست: {list_fa}",
            en: "the file lacks columns that the rulebook needs: {list_en}"
        );
        let unknown: Vec<&str> =
            unknown.iter().map(|at| names[*at].as_str()).filter(|name| !name.is_empty()).collect();
        Some(FileFault::new(file, codes::MISSING_COLUMN, message).hint(cure(&missing, names, &unknown)))
    }

    /// Notices of the optional columns that the file lacks.
    fn absent(&self, file: &str, columns: &[Option<usize>]) -> Vec<FileNotice> {
        let lacking = self.columns.iter().zip(columns);
        lacking
            .map(|(called, found)| (called.usual(), found))
            .filter(|(name, found)| found.is_none() && !name.is_empty())
            .map(|(name, _)| {
                let message = text!(
                    fa: "ستون اختیاری «{name}» در فایل نیست؛ دادهٔ آن برای همه «ارسال‌نشده» است",
                    en: "the file lacks the optional column `{name}`; its datum is \"not submitted\" for all"
                );
                FileNotice::new(file, OPTIONAL_COLUMN_ABSENT, message).in_column(name)
            })
            .collect()
    }
}

/// What to do about missing columns: name the separator anew, change a header, or add the column.
fn cure(missing: &[&Called], names: &[String], unknown: &[&str]) -> Text {
    if let [only] = names
        && only.contains(['،', '؛', '|'])
    {
        return text!(
            fa: "همهٔ سرستون‌ها در یک خانه خوانده شد؛ جداکنندهٔ ستون‌ها باید ویرگول لاتین «,»، «;» یا Tab باشد. در برنامهٔ \
                 صفحه‌گسترده با قالب «CSV UTF-8» ذخیره کنید",
            en: "the whole header was read as one cell; columns are parted by a comma `,`, a `;` or a tab. Save the \
                 file in the spreadsheet program as \"CSV UTF-8\""
        );
    }
    let filled: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    if let [title] = filled.as_slice()
        && unknown.contains(&title.as_str())
    {
        let title = shown(title);
        return text!(
            fa: "ردیف نخست تنها «{title}» را دارد؛ اگر عنوان جدول است آن را بردارید، زیرا ردیف نخست باید سرستون‌ها باشد",
            en: "the first row holds only `{title}`; if that is a title of the table, remove it, since the first row must \
                 hold the headers"
        );
    }
    let hint = |lang: Lang, comma: &str| {
        let slip = |called: &&Called| {
            let header = called.headers.iter().find_map(|header| nearest(header, unknown.iter().copied()));
            header.map(|slip| (quoted(lang, &shown(slip)), quoted(lang, called.usual())))
        };
        let slips: Vec<(String, String)> = missing.iter().filter_map(slip).collect();
        let others: Vec<String> = missing
            .iter()
            .filter(|called| called.headers.len() > 1)
            .map(|called| {
                let all: Vec<String> = called.headers.iter().map(|header| quoted(lang, header)).collect();
                match lang {
                    Lang::Fa => all.join(" یا "),
                    Lang::En => all.join(" or "),
                }
            })
            .collect();
        let mut told = Vec::new();
        if !slips.is_empty() {
            let pairs = slips.iter().map(|(from, to)| match lang {
                Lang::Fa => format!("{from} به {to}"),
                Lang::En => format!("{from} to {to}"),
            });
            let pairs = pairs.collect::<Vec<_>>().join(comma);
            told.push(match lang {
                Lang::Fa => format!("شاید باید این سرستون‌ها را تغییر دهید: {pairs}"),
                Lang::En => format!("perhaps these headers should be changed: {pairs}"),
            });
        } else if !unknown.is_empty() {
            let all: Vec<String> =
                unknown.iter().take(MOST_NAMED).map(|name| quoted(lang, &shown(name))).collect();
            let more = if unknown.len() > MOST_NAMED { "…" } else { "" };
            let all = format!("{}{more}", all.join(comma));
            told.push(match lang {
                Lang::Fa => format!(
                    "این سرستون‌های فایل را شیوه‌نامه نمی‌شناسد و شاید یکی از آن‌ها منظور بوده است: {all}"
                ),
                Lang::En => {
                    format!("the rulebook knows none of these headers, one of which may be meant: {all}")
                }
            });
        }
        if !others.is_empty() {
            let others = others.join(match lang {
                Lang::Fa => "؛ ",
                Lang::En => "; ",
            });
            told.push(match lang {
                Lang::Fa => format!("سرستون‌های پذیرفته: {others}"),
                Lang::En => format!("headers that are known: {others}"),
            });
        }
        told.push(
            match lang {
                Lang::Fa => "ستون را بیفزایید، سرستون آن را اصلاح کنید، یا سرستون فایل را در کلید columns همان قلم در شیوه‌نامه بنویسید؛ اگر نبود ستون پذیرفتنی است، optional = true را به آن قلم بیفزایید",
                Lang::En => "add the column, correct its header, or write the file's header into `columns` of the field in the rulebook; if files may lack it, add `optional = true` to the field",
            }
            .to_owned(),
        );
        told.join("\n  ")
    };
    Text { fa: hint(Lang::Fa, "، "), en: hint(Lang::En, ", ") }
}

/// A header amid a text.
fn quoted(lang: Lang, header: &str) -> String {
    match lang {
        Lang::Fa => format!("«{header}»"),
        Lang::En => format!("`{header}`"),
    }
}

/// Puts `at` into an empty slot; answers with what stands there already.
fn keep_first(slot: &mut Option<usize>, at: usize) -> Option<usize> {
    if slot.is_none() {
        *slot = Some(at);
        return None;
    }
    *slot
}

fn duplicate(file: &str, first: &str, second: &str) -> FileFault {
    let (first, second) = (shown(first), shown(second));
    let message = if first == second {
        text!(fa: "سرستون «{second}» دو بار آمده است", en: "the header `{second}` stands twice")
    } else {
        text!(
            fa: "سرستون‌های «{first}» و «{second}» هر دو نام یک ستون‌اند",
            en: "the headers `{first}` and `{second}` both name the same column"
        )
    };
    FileFault::new(file, codes::DUPLICATE_COLUMN, message)
        .in_column(&second)
        .hint(text!(fa: "یکی از دو ستون را بردارید", en: "remove one of the two columns"))
}

fn unknown_column(file: &str, at: usize, name: &str) -> FileNotice {
    let shown = shown(name);
    let message = if name.is_empty() {
        let number = at + 1;
        let number_fa = bartar_criteria::exact::to_persian_digits(&number.to_string());
        text!(
            fa: "ستون شمارهٔ {number_fa} سرستون ندارد و خوانده نمی‌شود",
            en: "column {number} has no header and is not read"
        )
    } else {
        text!(
            fa: "شیوه‌نامه ستون «{shown}» را نمی‌شناسد؛ خوانده نمی‌شود",
            en: "the rulebook knows no column `{shown}`; it is not read"
        )
    };
    FileNotice::new(file, codes::UNKNOWN_COLUMN, message).in_column(name)
}

/// The one of `names` that is most like `name`, if it could be a slip: at most three of ten characters are wrong.
fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '\u{200C}'], "_");
    let wanted = plain(name);
    names
        .map(|other| {
            let plain = plain(other);
            let longest = wanted.chars().count().max(plain.chars().count());
            (strsim::damerau_levenshtein(&wanted, &plain), longest, other)
        })
        .filter(|(wrong, longest, _)| wrong * 10 <= longest * 3)
        .min_by_key(|(wrong, ..)| *wrong)
        .map(|(.., other)| other)
}
