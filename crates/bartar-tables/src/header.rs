//! Which column of a file is which column of the rulebook.

use std::collections::HashMap;
use std::sync::Arc;

use bartar_criteria::codes;
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field, year_suffix};
use bartar_criteria::text;
use bartar_criteria::text::Text;

use crate::blanks::{shown, trim};
use crate::fault::{FileFault, FileNotice, OPTIONAL_COLUMN_ABSENT};
use crate::meaning::{Facet, Mark, Marks, Year};

/// The longest header, in bytes, that may be a name in another encoding. What is longer was never meant as one, and
/// the beginning of a file is looked at many times over.
const LONGEST: usize = 4096;

/// What a header names.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Target {
    Id,
    Name,
    /// The year of each row.
    Year,
    /// In a long file, the field of each row.
    LongField,
    /// In a long file, the value of each row.
    LongValue,
    /// A column of the rulebook.
    Column(usize),
}

/// A column of the rulebook as a header names it.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) struct Named {
    /// The column.
    pub(crate) column: usize,
    /// Whose word it is.
    pub(crate) facet: Facet,
    /// The power of ten by which its numbers are multiplied to be in the field's unit.
    pub(crate) shift: i8,
}

/// How the data of a file are laid out.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default)]
pub(crate) enum Layout {
    /// One row for each entry.
    #[default]
    Wide,
    /// One row for each entry and year.
    Years,
    /// One row for each datum.
    Long,
}

/// The headers that the rulebook knows.
pub(crate) struct Names {
    /// By the header as the rulebook writes it.
    targets: HashMap<String, Target>,
    /// By the key of the header, which is the same in all its encodings; none where two columns share one.
    keys: HashMap<String, Option<Target>>,
    /// The marks that a header may have besides.
    marks: Arc<Marks>,
    /// The columns of the rulebook.
    columns: Vec<Known>,
    /// The usual name of the id column.
    id: String,
    /// The year of the current data.
    current_year: Option<u32>,
}

/// A column of the rulebook, as headers need it.
struct Known {
    /// Its usual name.
    name: String,
    field: Field,
    years_before: u8,
    /// The columns of the same field, by years before.
    years: Vec<usize>,
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
    /// The file's column for each slot: what is stated for each column of the rulebook, then what is verified, then the
    /// status of the evidence; last the year, and the field and the value of a long file.
    pub(crate) columns: Vec<Option<usize>>,
    /// How the data are laid out.
    pub(crate) layout: Layout,
    /// The shifts of slots whose unit is not the field's.
    shifts: Vec<(usize, i8)>,
}

impl Header {
    /// How many columns the rulebook has.
    pub(crate) fn len(&self) -> usize {
        self.columns.len() / Facet::ALL.len() - 1
    }

    /// The slot of a column of the rulebook.
    pub(crate) fn slot(&self, column: usize, facet: Facet) -> usize {
        slot(self.len(), column, facet)
    }

    /// The file's column with what is stated, verified or said of the evidence.
    pub(crate) fn at(&self, column: usize, facet: Facet) -> Option<usize> {
        self.columns.get(self.slot(column, facet)).copied().flatten()
    }

    /// Whether a column has something besides what is stated.
    pub(crate) fn beside(&self, column: usize) -> bool {
        [Facet::Verified, Facet::Evidence].iter().any(|facet| self.at(column, *facet).is_some())
    }

    /// The file's columns with the year of each row, the field and the value.
    pub(crate) fn joints(&self) -> [Option<usize>; 3] {
        let first = self.len() * Facet::ALL.len();
        [0, 1, 2].map(|joint| self.columns.get(first + joint).copied().flatten())
    }

    /// The power of ten by which the numbers of a column are multiplied.
    pub(crate) fn shift(&self, column: usize, facet: Facet) -> i8 {
        let slot = self.slot(column, facet);
        self.shifts.iter().find(|(shifted, _)| *shifted == slot).map_or(0, |(_, shift)| *shift)
    }
}

/// The slot of a column among those of `columns` columns.
pub(crate) fn slot(columns: usize, column: usize, facet: Facet) -> usize {
    columns * facet as usize + column
}

/// The slot of the values of long files.
pub(crate) fn value_slot(columns: usize) -> usize {
    columns * Facet::ALL.len() + 2
}

/// What a header says.
enum Said {
    Known(Target, Facet, i8),
    /// Nothing that is known, or a year that is not asked for and why.
    Unknown(Option<Text>),
    /// A known field in a unit that does not convert.
    WrongUnit(Text),
}

impl Names {
    /// The headers that a rulebook with these fields, columns and data knows.
    pub(crate) fn new(fields: &[Field], columns: &[ColumnSpec], data: &DataSpec, marks: Arc<Marks>) -> Self {
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
        data.year.iter().for_each(|name| know(name, Target::Year));
        if let Some(long) = &data.long {
            long.field.iter().for_each(|name| know(name, Target::LongField));
            long.value.iter().for_each(|name| know(name, Target::LongValue));
        }
        let mut usual = Vec::with_capacity(columns.len());
        for (index, column) in columns.iter().enumerate() {
            let Some(field) = fields.get(column.field) else { continue };
            let suffix = year_suffix(column.years_before);
            for name in std::iter::once(&field.id).chain(&field.columns) {
                know(&format!("{name}{suffix}"), Target::Column(index));
            }
            let years = columns.iter().enumerate().filter(|(_, other)| other.field == column.field);
            usual.push(Known {
                name: format!("{}{suffix}", field.id),
                field: field.clone(),
                years_before: column.years_before,
                years: years.map(|(index, _)| index).collect(),
            });
        }
        let id = data.id.first().map_or("id", String::as_str).to_owned();
        Self { targets, keys, marks, columns: usual, id, current_year: data.current_year }
    }

    /// What a trimmed header names: word for word, or in another encoding, which is no guess.
    fn target(&self, header: &str) -> Option<Target> {
        let in_another_encoding = || {
            let key = (header.len() <= LONGEST).then(|| matching_key(header))?;
            self.keys.get(&key).copied().flatten()
        };
        self.targets.get(header).copied().or_else(in_another_encoding)
    }

    /// What a trimmed header says: the name of a column, perhaps with marks of year, unit and facet.
    fn read(&self, header: &str) -> Said {
        let (mut rest, mut year, mut facet, mut unit) = (header, None, None, None);
        let column = loop {
            match self.target(rest) {
                Some(Target::Column(column)) => break column,
                Some(target) if rest.len() == header.len() => return Said::Known(target, Facet::Stated, 0),
                Some(_) => return Said::Unknown(None),
                None => {}
            }
            let taken = (header.len() <= LONGEST).then(|| self.marks.take(rest)).flatten();
            let Some((before, mark)) = taken else { return Said::Unknown(None) };
            rest = before;
            let again = match mark {
                Mark::Year(named) => year.replace(named).is_some(),
                Mark::Facet(named) => facet.replace(named).is_some(),
                Mark::Unit(named) => unit.replace(named).is_some(),
            };
            if again {
                return Said::Unknown(None);
            }
        };
        let column = match self.of_year(column, year) {
            Ok(column) => column,
            Err(why) => return Said::Unknown(why),
        };
        let facet = facet.unwrap_or(Facet::Stated);
        let Some(known) = self.columns.get(column) else { return Said::Unknown(None) };
        match unit.filter(|_| facet != Facet::Evidence).map(|unit| self.marks.shift(&unit, &known.field)) {
            None => Said::Known(Target::Column(column), facet, 0),
            Some(Ok(Some(shift))) => Said::Known(Target::Column(column), facet, shift),
            Some(Ok(None)) => Said::Unknown(None),
            Some(Err(why)) => Said::WrongUnit(why),
        }
    }

    /// The column of the same field in another year; why there is none.
    fn of_year(&self, column: usize, year: Option<Year>) -> Result<usize, Option<Text>> {
        let Some(year) = year else { return Ok(column) };
        let known = self.columns.get(column).filter(|known| known.years_before == 0).ok_or(None)?;
        let before = match year {
            Year::Before(years) => Some(usize::from(years)),
            Year::Named(year) => {
                let current = self.current_year.ok_or_else(|| {
                    text!(
                        fa: "سال {year} را نمی‌توان سنجید، چون شیوه‌نامه سال داده‌های جاری (current-year) را ننوشته است",
                        en: "the year {year} has no meaning, since the rulebook states no `current-year`"
                    )
                })?;
                current.checked_sub(year).and_then(|before| usize::try_from(before).ok())
            }
        };
        before.and_then(|before| known.years.get(before)).copied().ok_or_else(|| {
            let id = &known.field.id;
            Some(text!(
                fa: "شیوه‌نامه قلم «{id}» را برای این سال نمی‌خواهد",
                en: "the rulebook does not ask for `{id}` in that year"
            ))
        })
    }

    /// The column that a row of a long file is about; why there is none, and whether that is because of its unit.
    pub(crate) fn named(&self, field: &str) -> Result<Named, (bool, Option<Text>)> {
        match self.read(trim(field)) {
            Said::Known(Target::Column(column), facet, shift) => Ok(Named { column, facet, shift }),
            Said::Known(..) => Err((false, None)),
            Said::Unknown(why) => Err((false, why)),
            Said::WrongUnit(why) => Err((true, Some(why))),
        }
    }

    /// How many of these headers the rulebook knows.
    pub(crate) fn known<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> usize {
        names.into_iter().filter(|name| !matches!(self.read(trim(name)), Said::Unknown(_))).count()
    }

    /// Finds the columns in the headers of a file.
    pub(crate) fn resolve(
        &self,
        file: &str,
        names: Vec<String>,
    ) -> Result<(Header, Vec<FileNotice>), Vec<FileFault>> {
        let names: Vec<String> = names.into_iter().map(|name| trim(&name).to_owned()).collect();
        let mut faults = Vec::new();
        let mut notices = Vec::new();
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        let count = self.columns.len();
        let mut slots: Vec<Option<usize>> = vec![None; value_slot(count) + 1];
        let (mut id, mut name_column, mut unknown, mut shifts) = (None, None, Vec::new(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            if !name.is_empty()
                && let Some(first) = first_with.insert(name, at)
            {
                first_with.insert(name, first);
                faults.push(duplicate(file, name, name));
                continue;
            }
            let place = match self.read(name) {
                Said::Unknown(why) => {
                    unknown.push((at, why));
                    continue;
                }
                Said::WrongUnit(why) => {
                    faults.push(FileFault::new(file, codes::UNKNOWN_UNIT, why).in_column(name));
                    continue;
                }
                Said::Known(Target::Id, ..) => &mut id,
                Said::Known(Target::Name, ..) => &mut name_column,
                Said::Known(target, facet, shift) => {
                    let slot = match target {
                        Target::Column(column) => slot(count, column, facet),
                        Target::Year => value_slot(count) - 2,
                        Target::LongField => value_slot(count) - 1,
                        Target::LongValue | Target::Id | Target::Name => value_slot(count),
                    };
                    if shift != 0 {
                        shifts.push((slot, shift));
                        notices.extend(self.converted(file, name, slot % count.max(1), shift));
                    }
                    let Some(place) = slots.get_mut(slot) else { continue };
                    place
                }
            };
            if let Some(other) = keep_first(place, at) {
                faults.push(duplicate(file, &names[other], name));
            }
        }
        let mut header = Header {
            names,
            id: id.unwrap_or_default(),
            name: name_column,
            columns: slots,
            layout: Layout::Wide,
            shifts,
        };
        header.layout = match header.joints() {
            [_, Some(_), Some(_)] => Layout::Long,
            [Some(_), ..] => Layout::Years,
            _ => Layout::Wide,
        };
        faults.extend(self.two_layouts(file, &header));
        let unread = unknown.iter().map(|(at, _)| header.names[*at].as_str());
        faults.extend(self.missing(file, id.is_none(), &header, &unread));
        if !faults.is_empty() {
            return Err(faults);
        }
        notices.extend(self.absent(file, &header));
        notices.extend(unknown.into_iter().map(|(at, why)| unknown_column(file, at, &header.names[at], why)));
        Ok((header, notices))
    }

    /// The notice of a column whose unit was converted.
    fn converted(&self, file: &str, name: &str, column: usize, shift: i8) -> Option<FileNotice> {
        let known = self.columns.get(column)?;
        let (id, unit) = (&known.field.id, known.field.unit.as_deref().unwrap_or_default());
        let zeros = "0".repeat(usize::from(shift.unsigned_abs()));
        let (sign_fa, sign_en) = if shift > 0 { ("در", "multiplied by") } else { ("بر", "divided by") };
        let (action_fa, zeros_fa) =
            (if shift > 0 { "ضرب" } else { "تقسیم" }, bartar_criteria::exact::to_persian_digits(&zeros));
        let message = text!(
            fa: "مبلغ‌های این ستون {sign_fa} ۱{zeros_fa} {action_fa} شدند تا به واحد قلم «{id}» («{unit}») باشند",
            en: "the amounts of this column were {sign_en} 1{zeros} to be in the unit of `{id}`, `{unit}`"
        );
        Some(FileNotice::new(file, codes::UNIT_CONVERTED, message).in_column(name))
    }

    /// The fault of a file that could carry one datum in two places.
    fn two_layouts(&self, file: &str, header: &Header) -> Option<FileFault> {
        let stands_twice = |column: usize, known: &Known| match header.layout {
            Layout::Wide => false,
            Layout::Years => known.years_before > 0,
            Layout::Long => true,
        } && Facet::ALL.iter().any(|facet| header.at(column, *facet).is_some());
        let (column, _) =
            self.columns.iter().enumerate().find(|(column, known)| stands_twice(*column, known))?;
        let at = Facet::ALL.iter().find_map(|facet| header.at(column, *facet))?;
        let name = header.names.get(at)?;
        let shown = shown(name);
        let message = if header.layout == Layout::Years {
            text!(
                fa: "فایل ستون سال دارد و با آن سال‌های پیش ردیف‌های خود را دارند، ولی ستون «{shown}» هم از سالی پیش است",
                en: "the file has a column of years, with which earlier years have rows of their own, but the column `{shown}` is of an earlier year too"
            )
        } else {
            text!(
                fa: "در این فایل هر ردیف یک داده است، ولی ستون «{shown}» هم دادهٔ یک قلم است",
                en: "in this file each row is one datum, but the column `{shown}` holds data of a field too"
            )
        };
        Some(FileFault::new(file, codes::TWO_LAYOUTS, message).in_column(name).hint(text!(
            fa: "یکی از دو شکل را نگه دارید",
            en: "keep one of the two layouts"
        )))
    }

    /// Columns of the rulebook that a file of this layout should have and lacks.
    fn lacking<'s>(&'s self, header: &'s Header) -> impl Iterator<Item = &'s Known> {
        let wanted = |known: &Known| match header.layout {
            Layout::Wide => true,
            Layout::Years => known.years_before == 0,
            Layout::Long => false,
        };
        let columns = self.columns.iter().enumerate();
        let columns = columns.filter(move |(column, known)| {
            wanted(known)
                && header.at(*column, Facet::Stated).or(header.at(*column, Facet::Verified)).is_none()
        });
        columns.map(|(_, known)| known)
    }

    /// The fault of the needed columns that the file lacks.
    fn missing<'a>(
        &self,
        file: &str,
        no_id: bool,
        header: &Header,
        unknown: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Option<FileFault> {
        let lacking = self.lacking(header).filter(|known| !known.field.optional);
        let missing: Vec<&str> = no_id
            .then_some(self.id.as_str())
            .into_iter()
            .chain(lacking.map(|known| known.name.as_str()))
            .collect();
        self.lacks(file, &missing, unknown)
    }

    /// The fault of a long file that never names fields that the rulebook needs; `seen` are the columns it names.
    pub(crate) fn unnamed(
        &self,
        file: &str,
        seen: &[bool],
        years: bool,
        unknown: &[String],
    ) -> Option<FileFault> {
        let needed =
            self.columns.iter().zip(seen).filter(|(known, seen)| {
                !**seen && !known.field.optional && (known.years_before == 0 || !years)
            });
        let missing: Vec<&str> = needed.map(|(known, _)| known.name.as_str()).collect();
        self.lacks(file, &missing, &unknown.iter().map(String::as_str))
    }

    /// The fault of a file without these columns.
    fn lacks<'a>(
        &self,
        file: &str,
        missing: &[&str],
        unknown: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Option<FileFault> {
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
            fa: "شاید باید این عنوان‌ها را دگرگون کنید: {pairs_fa}",
            en: "perhaps these headers should be changed: {pairs_en}"
        )))
    }

    /// Notices of the optional columns that the file lacks.
    fn absent(&self, file: &str, header: &Header) -> Vec<FileNotice> {
        self.lacking(header)
            .map(|known| {
                let name = &known.name;
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
        text!(fa: "عنوان «{second}» دو بار آمده است", en: "the header `{second}` stands twice")
    } else {
        text!(
            fa: "عنوان‌های «{first}» و «{second}» هر دو نام یک ستون‌اند",
            en: "the headers `{first}` and `{second}` both name the same column"
        )
    };
    FileFault::new(file, codes::DUPLICATE_COLUMN, message)
        .in_column(&second)
        .hint(text!(fa: "یکی از دو ستون را بردارید", en: "remove one of the two columns"))
}

fn unknown_column(file: &str, at: usize, name: &str, why: Option<Text>) -> FileNotice {
    let shown = shown(name);
    let message = if name.is_empty() {
        let number = at + 1;
        let number_fa = bartar_criteria::exact::to_persian_digits(&number.to_string());
        text!(
            fa: "ستون شمارهٔ {number_fa} عنوان ندارد و خوانده نمی‌شود",
            en: "column {number} has no header and is not read"
        )
    } else if let Some(Text { fa, en }) = why {
        text!(fa: "ستون «{shown}» خوانده نمی‌شود: {fa}", en: "the column `{shown}` is not read: {en}")
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
