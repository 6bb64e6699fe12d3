//! Units of measure as people read them: the titles of base units, put together as the unit is written.

use crate::exact::to_persian_digits;
use crate::formula::{UnitPart, unit_parts};
use crate::text::Text;
use std::collections::BTreeMap;

/// A unit as the rulebook writes it, and as people read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure {
    /// As written: `"million rial/person"`.
    pub code: String,
    /// In both languages: «میلیون ریال بر نفر».
    pub title: Text,
}

/// The titles of base units: those that a rulebook declares, and the common ones that need no declaration.
#[derive(Clone, Debug, Default)]
pub struct UnitTitles {
    /// By the unit as written; `None` where the declaration is faulty.
    pub declared: BTreeMap<String, Option<Text>>,
}

impl UnitTitles {
    /// Puts a unit into words. A base unit without a title stays as it is written.
    #[must_use]
    pub fn measure(&self, code: &str) -> Measure {
        let (mut fa, mut en) = (String::new(), String::new());
        for part in unit_parts(code) {
            let base = self.title(part.base).unwrap_or_else(|| Text::same(part.base));
            let (before_fa, before_en) = match part.sign {
                None => ("", ""),
                Some('/') => (" بر ", "/"),
                Some(_) => ("-", "*"),
            };
            fa = fa + before_fa + &base.fa;
            en = en + before_en + &base.en;
            if part.power != 1 {
                let power = part.power.to_string();
                fa = fa + " به توان " + &to_persian_digits(&power);
                en = en + "^" + &power;
            }
        }
        Measure { code: code.to_owned(), title: Text::new(fa, en) }
    }

    /// The base units of a unit that have no title, with their places in it.
    pub fn unknown<'u>(&self, code: &'u str) -> impl Iterator<Item = UnitPart<'u>> {
        unit_parts(code)
            .filter(|part| !self.declared.contains_key(part.base) && self.title(part.base).is_none())
    }

    /// The title of a base unit. One in thousands or millions of another is put together from the other's.
    fn title(&self, base: &str) -> Option<Text> {
        if let Some(declared) = self.declared.get(base) {
            return declared.clone();
        }
        if let Some((_, fa, en)) = COMMON.iter().find(|(codes, ..)| codes.contains(&base)) {
            return Some(Text::new(*fa, if en.is_empty() { base } else { en }));
        }
        let (scale, rest) = base.split_once(' ')?;
        let (_, fa) = SCALES.iter().find(|(word, _)| *word == scale)?;
        let rest = self.title(rest.trim())?;
        Some(Text::new(format!("{fa} {}", rest.fa), format!("{scale} {}", rest.en)))
    }
}

/// Words that multiply a unit.
const SCALES: &[(&str, &str)] =
    &[("thousand", "هزار"), ("million", "میلیون"), ("billion", "میلیارد"), ("trillion", "هزار میلیارد")];

/// Common base units: how they are written, in Persian, and in English where that is not as written.
const COMMON: &[(&[&str], &str, &str)] = &[
    (&["%", "٪"], "٪", "%"),
    (&["1"], "۱", ""),
    (&["ratio"], "نسبت", ""),
    (&["pct-pt"], "واحد درصد", "percentage points"),
    (&["point", "points"], "امتیاز", ""),
    (&["score"], "نمره", ""),
    (&["count", "number"], "عدد", ""),
    (&["item", "items"], "مورد", ""),
    (&["second"], "ثانیه", ""),
    (&["minute"], "دقیقه", ""),
    (&["hour", "hours"], "ساعت", ""),
    (&["day", "days"], "روز", ""),
    (&["week", "weeks"], "هفته", ""),
    (&["month", "months"], "ماه", ""),
    (&["year", "years"], "سال", ""),
    (&["person", "persons", "people"], "نفر", ""),
    (&["member", "members"], "عضو", ""),
    (&["employee", "employees"], "کارمند", ""),
    (&["household", "households"], "خانوار", ""),
    (&["cooperative", "cooperatives"], "تعاونی", ""),
    (&["branch", "branches"], "شعبه", ""),
    (&["share", "shares"], "سهم", ""),
    (&["case", "cases"], "پرونده", ""),
    (&["ruling", "rulings"], "حکم", ""),
    (&["complaint", "complaints"], "شکایت", ""),
    (&["meeting", "meetings"], "جلسه", ""),
    (&["project", "projects"], "طرح", ""),
    (&["rial", "IRR"], "ریال", ""),
    (&["toman"], "تومان", ""),
    (&["USD"], "دلار آمریکا", ""),
    (&["EUR"], "یورو", ""),
    (&["IDR"], "روپیهٔ اندونزی", ""),
    (&["m"], "متر", ""),
    (&["km"], "کیلومتر", ""),
    (&["m2"], "متر مربع", "m²"),
    (&["km2"], "کیلومتر مربع", "km²"),
    (&["m3"], "متر مکعب", "m³"),
    (&["ha", "hectare", "hectares"], "هکتار", ""),
    (&["litre", "litres"], "لیتر", ""),
    (&["g"], "گرم", ""),
    (&["kg"], "کیلوگرم", ""),
    (&["tonne", "tonnes"], "تن", ""),
    (&["GJ"], "گیگاژول", ""),
    (&["kWh"], "کیلووات‌ساعت", ""),
    (&["MWh"], "مگاوات‌ساعت", ""),
    (&["GWh"], "گیگاوات‌ساعت", ""),
    (&["TWh"], "تراوات‌ساعت", ""),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(declared: &[(&str, &str, &str)]) -> UnitTitles {
        let declared = declared.iter().map(|(code, fa, en)| ((*code).to_owned(), Some(Text::new(*fa, *en))));
        UnitTitles { declared: declared.collect() }
    }

    #[test]
    fn units_are_read_in_both_languages() {
        let own = titles(&[("bale", "عدل", "bale"), ("person", "تن", "soul")]);
        let cases = [
            ("%", "٪", "%"),
            ("million rial", "میلیون ریال", "million rial"),
            ("million rial/month", "میلیون ریال بر ماه", "million rial/month"),
            ("trillion USD", "هزار میلیارد دلار آمریکا", "trillion USD"),
            ("day*hour", "روز-ساعت", "day*hour"),
            ("m3/ha/year", "متر مکعب بر هکتار بر سال", "m³/ha/year"),
            ("m^2", "متر به توان ۲", "m^2"),
            ("1/year", "۱ بر سال", "1/year"),
            ("thousand bale", "هزار عدل", "thousand bale"),
            ("hour/person", "ساعت بر تن", "hour/soul"),
            ("barrel / day", "barrel بر روز", "barrel/day"),
        ];
        for (code, fa, en) in cases {
            assert_eq!(own.measure(code).title, Text::new(fa, en), "{code}");
        }
    }

    #[test]
    fn base_units_without_a_title_are_named() {
        let own = titles(&[("bale", "عدل", "bale")]);
        let unknown = |code| own.unknown(code).map(|part| part.base).collect::<Vec<_>>();
        assert_eq!(unknown("million rial/person"), Vec::<&str>::new());
        assert_eq!(unknown("thousand bale"), Vec::<&str>::new());
        assert_eq!(unknown("million barrel/day"), ["million barrel"]);
        assert_eq!(unknown("sack*drum"), ["sack", "drum"]);
    }

    #[test]
    fn no_common_unit_is_listed_twice() {
        let mut all: Vec<&str> = COMMON.iter().flat_map(|(codes, ..)| codes.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
