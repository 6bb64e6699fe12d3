//! Which column of a file is which column of the rulebook.

use std::collections::HashMap;

use bartar_criteria::codes;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field, year_suffix};
use bartar_criteria::text;

use crate::blanks::{shown, trim};
use crate::fault::{FileFault, FileNotice, OPTIONAL_COLUMN_ABSENT};

/// The longest header, in bytes, that may be a name in another encoding. What is longer was never meant as one, and
/// the beginning of a file is looked at many times over.
const LONGEST: usize = 4096;

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
    /// The usual name of each column of the rulebook, and whether files may lack it. A column that no file has is
    /// nameless.
    columns: Vec<(String, bool)>,
    /// The usual name of the id column.
    id: String,
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
        let mut usual = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter().enumerate() {
            let Some(field) = fields.get(column.field) else { continue };
            let suffix = year_suffix(column.years_before);
            if field.of_panel {
                // No file states it: a column of that name is unknown.
                usual.push((String::new(), true));
                continue;
            }
            for name in std::iter::once(&field.id).chain(&field.columns) {
                know(&format!("{name}{suffix}"), Target::Column(index));
            }
            usual.push((format!("{}{suffix}", field.id), field.optional));
        }
        let id = data.id.first().map_or("id", String::as_str).to_owned();
        Self { targets, keys, columns: usual, id }
    }

    /// What a trimmed header names: word for word, or in another encoding, which is no guess.
    fn target(&self, header: &str) -> Option<Target> {
        let in_another_encoding = || {
            let key = (header.len() <= LONGEST).then(|| matching_key(header))?;
            self.keys.get(&key).copied().flatten()
        };
        self.targets.get(header).copied().or_else(in_another_encoding)
    }

    /// The usual header of the id column.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Whether one of these headers is that of the id column.
    pub(crate) fn has_id<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        names.any(|name| self.target(trim(name)) == Some(Target::Id))
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
        faults.extend(self.missing(
            file,
            id.is_none(),
            &columns,
            &unknown.iter().map(|at| names[*at].as_str()),
        ));
        let Some(id) = id.filter(|_| faults.is_empty()) else { return Err(faults) };
        let mut notices = self.absent(file, &columns);
        notices.extend(unknown.into_iter().map(|at| unknown_column(file, at, &names[at])));
        Ok((Header { names, id, name: name_column, columns }, notices))
    }

    /// The fault of the needed columns that the file lacks.
    fn missing<'a>(
        &self,
        file: &str,
        no_id: bool,
        columns: &[Option<usize>],
        unknown: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Option<FileFault> {
        let lacking =
            self.columns.iter().zip(columns).filter(|((_, optional), found)| !optional && found.is_none());
        let missing: Vec<&str> = no_id
            .then_some(self.id.as_str())
            .into_iter()
            .chain(lacking.map(|((name, _), _)| name.as_str()))
            .collect();
        if missing.is_empty() {
            return None;
        }
        let list_fa = missing.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join("، ");
        let list_en = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let message = text!(
            fa: "ستون‌هایی که شیوه‌نامه لازم دارد در فایل نیست: {list_fa}",
            en: "the file lacks columns that the rulebook needs: {list_en}"
        );
        let fault = FileFault::new(file, codes::MISSING_COLUMN, message);
        let slips: Vec<(&str, &str)> =
            missing.iter().filter_map(|name| Some((*name, nearest(name, unknown.clone())?))).collect();
        if slips.is_empty() {
            return Some(fault);
        }
        let pairs_fa =
            slips.iter().map(|(name, slip)| format!("«{}» به «{name}»", shown(slip))).collect::<Vec<_>>();
        let pairs_en =
            slips.iter().map(|(name, slip)| format!("`{}` to `{name}`", shown(slip))).collect::<Vec<_>>();
        let (pairs_fa, pairs_en) = (pairs_fa.join("، "), pairs_en.join(", "));
        Some(fault.hint(text!(
            fa: "شاید باید این سرستون‌ها را تغییر دهید: {pairs_fa}",
            en: "perhaps these headers should be changed: {pairs_en}"
        )))
    }

    /// Notices of the optional columns that the file lacks.
    fn absent(&self, file: &str, columns: &[Option<usize>]) -> Vec<FileNotice> {
        let lacking = self.columns.iter().zip(columns);
        lacking
            .filter(|((name, _), found)| found.is_none() && !name.is_empty())
            .map(|((name, _), _)| {
                let message = text!(
                    fa: "ستون اختیاری «{name}» در فایل نیست؛ دادهٔ آن برای همه «ارسال‌نشده» است",
                    en: "the file lacks the optional column `{name}`; its datum is \"not submitted\" for all"
                );
                FileNotice::new(file, OPTIONAL_COLUMN_ABSENT, message).in_column(name)
            })
            .collect()
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
