//! What a header says besides the name of its field: the year, the unit, whose value it is.
//!
//! `فروش سال ۱۴۰۳ (میلیون ریال)` is the field «فروش» one year before 1404, in million rials; `sales:verified` is what
//! experts verified of `sales`. Such marks stand at the end of a header, in any order, each kind once; years and units of
//! money may do without parentheses, as in «فروش سال قبل به تومان». A header that the rulebook writes itself needs none of
//! this and is never taken apart.

use bartar_criteria::money::{self, power_of_rial};
use bartar_criteria::persian::matching_key;
use bartar_criteria::rulebook::{DataSpec, Field, FieldKind, Measure};
use bartar_criteria::text;
use bartar_criteria::text::Text;

use crate::blanks::{is_blank, shown, trim};

/// Whose word a column is.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Facet {
    /// What the applicant states.
    Stated,
    /// What experts verified.
    Verified,
    /// The status of the evidence.
    Evidence,
}

impl Facet {
    /// All of them, in the order of the slots of a header.
    pub(crate) const ALL: [Self; 3] = [Self::Stated, Self::Verified, Self::Evidence];
}

/// Which year a mark names.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Year {
    /// That of the calendar.
    Named(u32),
    /// So many before the current one.
    Before(u8),
}

/// Words for percent.
const PERCENT: [&str; 4] = ["%", "٪", "درصد", "percent"];

/// One mark at the end of a header.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Mark {
    Year(Year),
    Facet(Facet),
    /// A text in parentheses or brackets that is none of these.
    Unit(String),
}

/// The words by which marks are known.
pub(crate) struct Marks {
    /// The keys of words for verified values and for evidence.
    facets: Vec<(String, Facet)>,
    /// Other words for units: the key of the unit, and of the word.
    units: Vec<(String, String)>,
}

impl Marks {
    pub(crate) fn new(data: &DataSpec) -> Self {
        let keyed = |words: &[String], facet| {
            words.iter().map(|word| (matching_key(word), facet)).collect::<Vec<_>>()
        };
        let mut facets = keyed(&data.verified, Facet::Verified);
        facets.extend(keyed(&data.evidence, Facet::Evidence));
        let words = |(unit, words): &(String, Vec<String>)| {
            let unit = matching_key(unit);
            words.iter().map(|word| (unit.clone(), matching_key(word))).collect::<Vec<_>>()
        };
        Self { facets, units: data.units.iter().flat_map(words).collect() }
    }

    /// Takes the last mark off a header; none if it ends in none.
    pub(crate) fn take<'h>(&self, header: &'h str) -> Option<(&'h str, Mark)> {
        let (before, mark) = self
            .bracketed(header)
            .or_else(|| self.suffixed(header))
            .or_else(|| dated(header))
            .or_else(|| worded(header))?;
        let before = trim(before);
        (!before.is_empty()).then_some((before, mark))
    }

    /// `name (mark)` or `name [mark]`.
    fn bracketed<'h>(&self, header: &'h str) -> Option<(&'h str, Mark)> {
        const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('（', '）'), ('［', '］')];
        let (opening, closing) = PAIRS.into_iter().find(|(_, closing)| header.ends_with(*closing))?;
        let inside = header.strip_suffix(closing)?;
        let at = inside.rfind(opening)?;
        let (before, inside) = (inside.get(..at)?, trim(inside.get(at + opening.len_utf8()..)?));
        let mark = match (self.facet(inside), year_in_words(inside)) {
            (Some(facet), _) => Mark::Facet(facet),
            (None, Some(year)) => Mark::Year(year),
            (None, None) => Mark::Unit(inside.to_owned()),
        };
        Some((before, mark))
    }

    /// `name:verified`, `name@1403`, `name@prev`.
    fn suffixed<'h>(&self, header: &'h str) -> Option<(&'h str, Mark)> {
        if let Some((before, word)) = header.rsplit_once(':')
            && let Some(facet) = self.facet(word)
        {
            return Some((before, Mark::Facet(facet)));
        }
        let (before, year) = header.rsplit_once('@')?;
        let year = trim(year);
        let years = match year.strip_prefix("prev") {
            Some("") => Year::Before(1),
            Some(number) => Year::Before(number.parse().ok()?),
            None => Year::Named(calendar_year(year)?),
        };
        Some((before, Mark::Year(years)))
    }

    fn facet(&self, word: &str) -> Option<Facet> {
        let key = matching_key(word);
        self.facets.iter().find(|(word, _)| *word == key).map(|(_, facet)| *facet)
    }

    /// The keys of all words for the unit of a field, its own among them. A percentage is told in percent, whatever the
    /// rulebook calls its unit.
    pub(crate) fn words_of(&self, field: &Field) -> Vec<String> {
        let code = field.unit.as_ref().map_or("", |unit| unit.code.as_str());
        let key = matching_key(code);
        let declared = self.units.iter().filter(|(known, _)| *known == key).map(|(_, word)| word.clone());
        let in_percent = field.kind == FieldKind::Percent || PERCENT.contains(&key.as_str());
        let percent = if in_percent { PERCENT.as_slice() } else { &[] };
        let usual = money::names_of(code).iter().chain(percent).map(|word| matching_key(word));
        let titles = field.unit.iter().flat_map(|Measure { title, .. }| [&title.fa, &title.en]);
        let titles = titles.chain([&key]).map(|title| matching_key(title));
        declared.chain(usual).chain(titles).filter(|word| !word.is_empty()).collect()
    }

    /// By which power of ten the numbers of a column in this unit are multiplied to be in the field's; none if the
    /// field is no number and has no units.
    ///
    /// # Errors
    /// The unit is neither the field's nor converts to it.
    pub(crate) fn shift(&self, unit: &str, field: &Field) -> Result<Option<i8>, Text> {
        if !field.kind.is_number() {
            return Ok(None);
        }
        let own = field.unit.as_ref();
        if self.words_of(field).contains(&matching_key(unit)) {
            return Ok(Some(0));
        }
        let own_power =
            own.filter(|_| field.kind == FieldKind::Amount).and_then(|own| power_of_rial(&own.code));
        if let (Some(from), Some(to)) = (power_of_rial(unit), own_power) {
            return Ok(Some(from - to));
        }
        let (unit, Text { fa: title_fa, en: title }) = (shown(unit), &field.title);
        let (own_fa, own_en) = own.map_or(("", ""), |own| (&*own.title.fa, &*own.title.en));
        let (known_fa, known_en) = if own_power.is_some() {
            money::names()
        } else {
            (format!("«{own_fa}»"), format!("`{own_en}`"))
        };
        Err(if own.is_none() {
            text!(
                fa: "سرستون برای قلم «{title_fa}» واحد «{unit}» را نام می‌برد، ولی این قلم واحدی ندارد؛ پرانتز را بردارید",
                en: "the header gives \"{title}\" the unit `{unit}`, but it has none; remove the parentheses"
            )
        } else {
            text!(
                fa: "واحد «{unit}» برای قلم «{title_fa}» (به «{own_fa}») شناخته نیست؛ یکی از این‌ها را بنویسید: {known_fa}",
                en: "the unit `{unit}` is not known for \"{title}\" (in `{own_en}`); write one of: {known_en}"
            )
        })
    }
}

/// `name 1403`, `name_1403`, «name سال ۱۴۰۳».
fn dated(header: &str) -> Option<(&str, Mark)> {
    let (at, _) = header.char_indices().rev().nth(3)?;
    let (before, year) = header.split_at_checked(at)?;
    let year = calendar_year(year)?;
    let apart = |c: char| is_blank(c) || matches!(c, '_' | '-');
    let named = before.trim_end_matches(apart);
    // A digit right before is part of the number.
    if named.len() == before.len() && named.ends_with(char::is_numeric) {
        return None;
    }
    let named = named.strip_suffix("سال").filter(|rest| rest.ends_with(apart)).unwrap_or(named);
    Some((named.trim_end_matches(apart), Mark::Year(Year::Named(year))))
}

/// The most words of a year or a unit that needs no parentheses: «دو سال قبل».
const MOST_WORDS: usize = 3;

/// Words for "in" before a unit.
const IN: [&str; 4] = ["به", "برحسب", "بر حسب", "in"];

/// «name سال قبل», «name به تومان»: what would stand in parentheses, without them. Of units only those of money are known so,
/// since they are the same in every rulebook.
fn worded(header: &str) -> Option<(&str, Mark)> {
    let boundaries = header.char_indices().rev().filter(|(_, c)| is_blank(*c)).map(|(at, _)| at);
    let parts = boundaries.filter_map(|at| header.split_at_checked(at));
    let parts = parts.filter(|(before, _)| !before.ends_with(is_blank));
    // The longest, since «دو سال قبل» ends in «سال قبل» too.
    let years = parts.clone().take(MOST_WORDS);
    let years = years.filter_map(|(before, words)| Some((before, Mark::Year(year_in_words(words)?))));
    years.last().or_else(|| {
        parts.take(MOST_WORDS).find_map(|(before, unit)| {
            power_of_rial(unit)?;
            let mut named = IN.iter().filter_map(|word| before.strip_suffix(word));
            let named = named.find(|named| named.ends_with(is_blank))?;
            Some((named, Mark::Unit(trim(unit).to_owned())))
        })
    })
}

/// A year of four digits, of any of the three sets, in the range of years that data have.
pub(crate) fn calendar_year(text: &str) -> Option<u32> {
    let key = matching_key(text);
    let year: u32 = if key.len() == 4 { key.parse().ok()? } else { return None };
    (1300..=2100).contains(&year).then_some(year)
}

/// «سال قبل», «۲ سال پیش», «سال ۱۴۰۳», `previous year`, `2 years before`, `1403`.
fn year_in_words(words: &str) -> Option<Year> {
    let key = matching_key(words);
    if let Some(year) = calendar_year(key.strip_prefix("سال").unwrap_or(&key)) {
        return Some(Year::Named(year));
    }
    if ["سالجاری", "currentyear"].contains(&key.as_str()) {
        return Some(Year::Before(0));
    }
    if ["سالقبل", "سالپیش", "سالگذشته", "previousyear"].contains(&key.as_str()) {
        return Some(Year::Before(1));
    }
    let before = ["سالقبل", "سالپیش", "yearsbefore", "yearsago"];
    let number = before.into_iter().find_map(|ending| key.strip_suffix(ending))?;
    let spelt = ["یک", "دو", "سه", "چهار", "پنج"];
    let spelt = (1..).zip(spelt).find(|(_, word)| *word == number).map(|(number, _)| number);
    spelt.or_else(|| number.parse().ok()).map(Year::Before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::data;

    fn marks(header: &str) -> (String, Vec<Mark>) {
        let marks = Marks::new(&data());
        let (mut rest, mut found) = (header, Vec::new());
        while let Some((before, mark)) = marks.take(rest) {
            found.push(mark);
            rest = before;
        }
        (rest.to_owned(), found)
    }

    #[test]
    fn marks_at_the_end_of_a_header() {
        let year = |year| Mark::Year(Year::Named(year));
        let before = |years| Mark::Year(Year::Before(years));
        let unit = |unit: &str| Mark::Unit(unit.to_owned());
        for (header, name, wanted) in [
            ("sales", "sales", vec![]),
            ("sales@1403", "sales", vec![year(1403)]),
            ("sales_1403", "sales", vec![year(1403)]),
            ("sales@prev2", "sales", vec![before(2)]),
            ("فروش ۱۴۰۳", "فروش", vec![year(1403)]),
            ("فروش سال ۱۴۰۳", "فروش", vec![year(1403)]),
            ("فروش\u{200C}سال\u{200C}١٤٠٣", "فروش", vec![year(1403)]),
            ("فروش (سال قبل)", "فروش", vec![before(1)]),
            ("فروش (سال ۱۴۰۳)", "فروش", vec![year(1403)]),
            ("فروش (۲ سال پیش)", "فروش", vec![before(2)]),
            ("فروش (دو سال قبل)", "فروش", vec![before(2)]),
            ("Sales (3 years before)", "Sales", vec![before(3)]),
            ("sales (previous year) [toman]", "sales", vec![unit("toman"), before(1)]),
            ("فروش (میلیون ریال) ۱۴۰۳", "فروش", vec![year(1403), unit("میلیون ریال")]),
            ("فروش (تأييد شده)", "فروش", vec![Mark::Facet(Facet::Verified)]),
            ("sales@prev:verified", "sales", vec![Mark::Facet(Facet::Verified), before(1)]),
            ("فروش (وضعیت مستندات)", "فروش", vec![Mark::Facet(Facet::Evidence)]),
            ("فروش سال قبل", "فروش", vec![before(1)]),
            ("فروش سال\u{200C}گذشته", "فروش", vec![before(1)]),
            ("فروش دو سال  پيش", "فروش", vec![before(2)]),
            ("فروش سال جاری", "فروش", vec![before(0)]),
            ("Sales previous year", "Sales", vec![before(1)]),
            ("فروش به تومان", "فروش", vec![unit("تومان")]),
            ("فروش به ميليون\u{200C}ريال", "فروش", vec![unit("ميليون\u{200C}ريال")]),
            ("فروش بر حسب هزار تومان سال قبل", "فروش", vec![before(1), unit("هزار تومان")]),
            ("فروش سال ۱۴۰۳ به میلیون ریال", "فروش", vec![unit("میلیون ریال"), year(1403)]),
            ("sales in million rials", "sales", vec![unit("million rials")]),
            ("خانه تومان", "خانه تومان", vec![]),
            ("فروش به دلار", "فروش به دلار", vec![]),
            ("سال قبل", "سال قبل", vec![]),
            ("به تومان", "به تومان", vec![]),
            ("فروش قبل", "فروش قبل", vec![]),
            ("فروش سالانه", "فروش سالانه", vec![]),
            ("code21403", "code21403", vec![]),
            ("sales 3", "sales 3", vec![]),
            ("a:b", "a:b", vec![]),
            ("1403", "1403", vec![]),
            ("(toman)", "(toman)", vec![]),
            ("sales@", "sales@", vec![]),
        ] {
            assert_eq!(marks(header), (name.to_owned(), wanted), "{header}");
        }
    }
}
