//! How files of entries are written.

use super::Resolver;
use crate::codes::BAD_VALUE;
use crate::decode::Located;
use crate::exact::Dialect;
use crate::missing::Missing;
use crate::persian::matching_key;
use crate::rulebook::{DataSpec, LongSpec};
use crate::syntax::{DataDef, Headers, NegativeWord, RulebookDef};
use crate::text;
use crate::text::Text;

/// Years that a rulebook's current year can be, in either calendar.
const YEARS: std::ops::RangeInclusive<u32> = 1300..=2100;

impl Resolver<'_> {
    pub(super) fn data(&mut self, definition: &RulebookDef) -> DataSpec {
        let fallback = DataSpec { id: vec!["id".to_owned()], ..DataSpec::default() };
        let Some(written) = &definition.data else { return fallback };
        let list = |headers: &Option<Headers>, usual: &[&str]| match headers {
            Some(headers) => headers.0.clone(),
            None => usual.iter().map(|header| (*header).to_owned()).collect(),
        };
        let words = |list: &Option<Vec<String>>, missing: Missing| {
            list.iter().flatten().map(move |word| (word.clone(), missing)).collect::<Vec<_>>()
        };
        let long = written.long.as_ref();
        let mut year = list(&written.year_column, &[]);
        year.extend(long.iter().flat_map(|long| list(&long.year, &[])));
        let current_year = self.current_year(written, !year.is_empty());
        let spec = DataSpec {
            id: written.id.as_ref().map_or(fallback.id, |headers| headers.0.clone()),
            name: list(&written.name, &[]),
            sheets: list(&written.sheets, &[]),
            legacy_encoding: written.legacy_encoding,
            sector: written.sector.as_ref().and_then(|name| self.choice_field(name)),
            withdrawn: written.withdrawn.as_ref().and_then(|condition| self.truth(condition)),
            dialect: self.dialect(written),
            missing_words: [
                words(&written.not_applicable, Missing::NotApplicable),
                words(&written.rejected, Missing::Rejected),
                words(&written.pending, Missing::Pending),
            ]
            .concat(),
            accepted_words: written.accepted.clone().unwrap_or_default(),
            units: written
                .units
                .iter()
                .flatten()
                .map(|(unit, words)| (unit.clone(), words.clone()))
                .collect(),
            current_year,
            year,
            long: long.map(|long| LongSpec { field: long.field.0.clone(), value: long.value.0.clone() }),
            verified: list(&written.verified, &["verified", "تأییدشده"]),
            evidence: list(&written.evidence, &["evidence", "وضعیت مستندات"]),
        };
        self.distinct_headers(written, &spec);
        spec
    }

    /// The year of the current data, which columns of years need.
    fn current_year(&mut self, written: &DataDef, needed: bool) -> Option<u32> {
        let year = written.current_year.as_ref();
        if year.is_none() && needed && !written.faulty.contains(&"current_year") {
            self.needed(written.at, "current-year");
        }
        if let Some(year) = year.filter(|year| !YEARS.contains(&year.value)) {
            self.report(
                BAD_VALUE,
                year.at,
                Text::new(
                    "اینجا سال داده‌های جاری لازم است، مانند ۱۴۰۴",
                    "the year of the current data is needed here, like 1404",
                ),
            );
        }
        year.map(|year| year.value)
    }

    /// A header can play one part only: neither those that name a column nor those that mark one may have two meanings.
    /// Ids and names may be fields too.
    fn distinct_headers(&mut self, written: &DataDef, spec: &DataSpec) {
        let none = LongSpec::default();
        let long = spec.long.as_ref().unwrap_or(&none);
        let columns = [&spec.id, &spec.name, &spec.year, &long.field, &long.value];
        let joints = [&spec.year, &long.field, &long.value].into_iter().flatten();
        let of_fields = |header: &&String| {
            let key = matching_key(header);
            let mut names =
                self.fields.iter().flat_map(|field| std::iter::once(&field.id).chain(&field.columns));
            names.any(|name| matching_key(name) == key)
        };
        let mut twice: Vec<&String> = joints.filter(of_fields).collect();
        let marks = [&spec.verified, &spec.evidence];
        for parts in [columns.as_slice(), marks.as_slice()] {
            for (part, headers) in parts.iter().enumerate() {
                let taken = |header: &str| {
                    let key = matching_key(header);
                    let before = parts.iter().take(part);
                    before.flat_map(|headers| headers.iter()).any(|other| matching_key(other) == key)
                };
                twice.extend(headers.iter().filter(|header| taken(header)));
            }
        }
        for header in twice {
            self.report(
                BAD_VALUE,
                written.at,
                text!(
                    fa: "سرستون «{header}» دو معنا دارد؛ هر سرستون در بخش data و قلم‌ها یک معنا دارد",
                    en: "the header `{header}` has two meanings; in `data` and the fields each header has one"
                ),
            );
        }
    }

    fn dialect(&mut self, written: &DataDef) -> Dialect {
        let decimal = written.decimal.as_ref().and_then(|sign| self.sign(sign));
        let thousands = written.thousands.as_ref().and_then(|sign| self.sign(sign));
        let negative = |word| written.negative.iter().flatten().any(|written| *written == word);
        let standard = Dialect::default();
        let dialect = Dialect {
            decimal: decimal.unwrap_or(standard.decimal),
            thousands: thousands.or(standard.thousands),
            exponent: written.exponent.unwrap_or(standard.exponent),
            parentheses: negative(NegativeWord::Parentheses),
            trailing_minus: negative(NegativeWord::TrailingMinus),
        };
        if Some(dialect.decimal) == dialect.thousands {
            self.report(
                BAD_VALUE,
                written.at,
                Text::new(
                    "نشان اعشار و نشان هزارگان یکی است",
                    "the decimal sign and the thousands sign are the same",
                ),
            );
        }
        dialect
    }

    fn sign(&mut self, sign: &Located<String>) -> Option<char> {
        let mut chars = sign.value.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_alphanumeric() && c != '-' => Some(c),
            _ => {
                self.report(
                    BAD_VALUE,
                    sign.at,
                    Text::new("یک نشانهٔ تنها لازم است", "a single sign is needed"),
                );
                None
            }
        }
    }
}
