//! The headers that a rulebook knows, and what a header says.

use std::collections::{BTreeMap, HashMap};

use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{ColumnSpec, DataSpec, Field, year_suffix};
use bartar_criteria::text;
use bartar_criteria::text::Text;

use super::marks::{Facet, Mark, Marks, Year};
use super::missing::Called;
use crate::blanks::trim;

/// The longest header, in bytes, that may be a name in another encoding. What is longer was never meant as one, and
/// the beginning of a file is looked at many times over.
const LONGEST: usize = 4096;

/// What a header names.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
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

/// The headers that the rulebook knows.
pub(crate) struct Names {
    /// By the header as the rulebook writes it.
    targets: HashMap<String, Target>,
    /// By the key of the header, which is the same in all its encodings; none where two columns share one.
    keys: HashMap<String, Option<Target>>,
    /// The marks that a header may have besides.
    marks: Marks,
    /// The columns of the rulebook.
    pub(super) columns: Vec<Known>,
    /// What the id column is called.
    pub(super) id: Called,
    /// The year of the current data.
    current_year: Option<u32>,
}

/// A column of the rulebook, as headers need it.
pub(super) struct Known {
    pub(super) called: Called,
    pub(super) field: Field,
    pub(super) years_before: u8,
    /// The columns of the same field, by years before.
    years: Vec<usize>,
}

/// What a header says.
pub(super) enum Said {
    Known(Target, Facet, i8),
    /// Nothing that is known, or a year that is not asked for and why.
    Unknown(Option<Text>),
    /// A known field in a unit that does not convert.
    WrongUnit(Text),
}

impl Names {
    /// The headers that a rulebook with these fields, columns and data knows.
    pub(crate) fn new(fields: &[Field], columns: &[ColumnSpec], data: &DataSpec, marks: Marks) -> Self {
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
        let mut known = Vec::with_capacity(columns.len());
        let mut titles: BTreeMap<String, Option<Target>> = BTreeMap::new();
        for (index, column) in columns.iter().enumerate() {
            let Some(field) = fields.get(column.field) else { continue };
            let suffix = year_suffix(column.years_before);
            // No file states what judges mark: a column of that name is unknown.
            let stated = !field.of_panel;
            let names = std::iter::once(&field.id).chain(&field.columns).filter(|_| stated);
            let headers: Vec<String> = names.map(|name| format!("{name}{suffix}")).collect();
            for name in &headers {
                know(name, Target::Column(index));
            }
            let Text { fa, en } = &field.title;
            for title in [fa, en].into_iter().filter(|title| stated && !title.is_empty()) {
                let target = Some(Target::Column(index));
                let meant = titles.entry(matching_key(&format!("{title}{suffix}"))).or_insert(target);
                if *meant != target {
                    *meant = None;
                }
            }
            let years = columns.iter().enumerate().filter(|(_, other)| other.field == column.field);
            known.push(Known {
                called: Called { headers, title: text!(fa: "{fa}{suffix}", en: "{en}{suffix}") },
                field: field.clone(),
                years_before: column.years_before,
                years: years.map(|(index, _)| index).collect(),
            });
        }
        // A title is a header too, where no header is written so.
        for (key, target) in titles {
            keys.entry(key).or_insert(target);
        }
        let id = Called { headers: data.id.clone(), title: Text::new("شناسه", "id") };
        Self { targets, keys, marks, columns: known, id, current_year: data.current_year }
    }

    /// What a trimmed header names: word for word, or in another encoding, which is no guess, or by the title of a field.
    fn target(&self, header: &str) -> Option<Target> {
        let in_another_encoding = || {
            let key = (header.len() <= LONGEST).then(|| matching_key(header))?;
            self.keys.get(&key).copied().flatten()
        };
        self.targets.get(header).copied().or_else(in_another_encoding)
    }

    /// What a trimmed header says: the name of a column, perhaps with marks of year, unit and facet.
    pub(super) fn read(&self, header: &str) -> Said {
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
                        fa: "سال {year} را نمی‌توان سنجید، چون سال داده‌های جاری اعلام نشده است؛ به دبیرخانه خبر دهید",
                        en: "the year {year} has no meaning, since the year of the current data is not declared; tell the secretariat",
                        numbers: year
                    )
                })?;
                current.checked_sub(year).and_then(|before| usize::try_from(before).ok())
            }
        };
        before.and_then(|before| known.years.get(before)).copied().ok_or_else(|| {
            let Text { fa: title_fa, en: title } = &known.field.title;
            Some(text!(
                fa: "قلم «{title_fa}» برای این سال خواسته نشده است",
                en: "\"{title}\" is not asked for in that year"
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

    /// The usual header of the id column.
    pub(crate) fn id(&self) -> &str {
        self.id.usual()
    }

    /// Whether one of these headers is that of the id column.
    pub(crate) fn has_id<'a>(&self, mut names: impl Iterator<Item = &'a str>) -> bool {
        names.any(|name| self.target(trim(name)) == Some(Target::Id))
    }

    /// How many of these headers the rulebook knows.
    pub(crate) fn known<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> usize {
        names.into_iter().filter(|name| !matches!(self.read(trim(name)), Said::Unknown(_))).count()
    }
}
