//! The units in which amounts of money come, and how they convert: exactly, by a power of ten.
//!
//! A toman is ten rials. The rial is the one of 2025; an edition that counts in a redenominated rial must name another
//! unit, which converts to none of these.

use crate::persian::matching_key;

/// The units: the power of ten of a rial that each is, and its names.
const UNITS: &[(i8, &[&str])] = &[
    (0, &["ریال", "rial", "rials", "IRR"]),
    (1, &["تومان", "toman", "tomans", "IRT"]),
    (3, &["هزار ریال", "thousand rial", "thousand rials", "thousand IRR"]),
    (4, &["هزار تومان", "thousand toman", "thousand tomans"]),
    (6, &["میلیون ریال", "million rial", "million rials", "million IRR"]),
    (7, &["میلیون تومان", "million toman", "million tomans"]),
    (9, &["میلیارد ریال", "billion rial", "billion rials", "billion IRR"]),
    (10, &["میلیارد تومان", "billion toman", "billion tomans"]),
];

/// The power of ten of a rial that a unit is, in any encoding of its name; none for other units.
#[must_use]
pub fn power_of_rial(unit: &str) -> Option<i8> {
    find(unit).map(|(power, _)| *power)
}

/// All names of a unit, its own among them; none for other units.
#[must_use]
pub fn names_of(unit: &str) -> &'static [&'static str] {
    find(unit).map_or(&[], |(_, names)| names)
}

/// The usual Persian and English name of the unit that is this power of ten of a rial.
#[must_use]
pub fn names_of_power(power: i8) -> Option<(&'static str, &'static str)> {
    let (_, names) = UNITS.iter().find(|(of, _)| *of == power)?;
    Some((names.first()?, names.get(1)?))
}

fn find(unit: &str) -> Option<&'static (i8, &'static [&'static str])> {
    let key = matching_key(unit);
    UNITS.iter().find(|(_, names)| names.iter().any(|name| matching_key(name) == key))
}

/// The powers of ten of a rial that the units are.
pub fn powers() -> impl Iterator<Item = i8> {
    UNITS.iter().map(|(power, _)| *power)
}

/// The usual names of the units, Persian and English, for messages.
#[must_use]
pub fn names() -> (String, String) {
    let list = |which: usize, quotes: [&str; 2], comma: &str| {
        let names = UNITS.iter().filter_map(|(_, names)| names.get(which));
        names.map(|name| format!("{}{name}{}", quotes[0], quotes[1])).collect::<Vec<_>>().join(comma)
    };
    (list(0, ["«", "»"], "، "), list(1, ["`", "`"], ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_any_encoding() {
        for (unit, power) in [
            ("ریال", 0),
            ("ريال", 0),
            ("\u{FDFC}", 0),
            ("IRR", 0),
            ("rial", 0),
            ("تومان", 1),
            ("Toman", 1),
            ("هزار ریال", 3),
            ("هزارتومان", 4),
            ("میلیون\u{200C}ریال", 6),
            ("million rial", 6),
            ("ميليون تومان", 7),
            ("میلیارد ریال", 9),
            ("billion tomans", 10),
        ] {
            assert_eq!(power_of_rial(unit), Some(power), "{unit}");
        }
        for unit in ["USD", "", "م.ر", "میلیون", "rial new", "ریال جدید"] {
            assert_eq!(power_of_rial(unit), None, "{unit}");
        }
        assert!(names_of("ريال").contains(&"IRR"));
        assert_eq!(names_of("USD"), [""; 0]);
        let (fa, en) = names();
        assert!(fa.contains("«میلیون ریال»، «میلیون تومان»") && en.contains("`toman`"));
    }
}
