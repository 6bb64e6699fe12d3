//! The national id of a legal person (شناسهٔ ملی): eleven digits, the last of which checks the others.

use crate::exact::to_persian_digits;
use crate::text;
use crate::text::Text;

/// How many digits the id has.
const LENGTH: usize = 11;
/// What the digits before the last weigh, again and again.
const WEIGHTS: [u32; 5] = [29, 27, 23, 19, 17];

/// Reads a national id with digits of any of the three sets and answers with its ASCII digits. Blanks, non-joiners and
/// marks of direction do not count. Nothing is padded: an id with fewer digits may have lost its zeros, or others.
///
/// # Errors
/// Why it is none, and what to do.
pub fn parse_national_id(text: &str) -> Result<String, Text> {
    let mut id = String::new();
    for c in text.chars().filter(|c| !does_not_count(*c)) {
        match c.to_digit(10).or_else(|| persian_digit(c)).and_then(|digit| char::from_digit(digit, 10)) {
            Some(digit) => id.push(digit),
            None => {
                return Err(text!(
                    fa: "«{c}» رقم نیست؛ شناسهٔ ملی تنها ۱۱ رقم است",
                    en: "`{c}` is no digit; a national id is 11 digits and nothing else"
                ));
            }
        }
        if id.len() > LENGTH {
            return Err(text!(
                fa: "این شناسه بیش از ۱۱ رقم دارد؛ شناسهٔ ملی را از روی سند آن بنویسید",
                en: "it has more than 11 digits; write the national id from its document"
            ));
        }
    }
    if id.len() < LENGTH {
        let count = id.len();
        let count_fa = to_persian_digits(&count.to_string());
        return Err(text!(
            fa: "این شناسه {count_fa} رقم دارد و شناسهٔ ملی ۱۱ رقم است؛ شاید کاربرگ صفرهای آغاز آن را انداخته باشد. ستون را متن کنید و شناسه را از روی سند آن بنویسید",
            en: "it has {count} digits and a national id has 11; perhaps a spreadsheet dropped the zeros it begins with. Make the column text and write the id from its document"
        ));
    }
    if checks(&id) {
        return Ok(id);
    }
    Err(text!(
        fa: "رقم کنترل این شناسهٔ ملی درست نیست؛ رقم‌ها را با سند آن مقایسه کنید",
        en: "the check digit of this national id is wrong; compare the digits with its document"
    ))
}

/// Whether the last digit is what the others make it, and the middle is not all zeros.
fn checks(id: &str) -> bool {
    let digits: Vec<u32> = id.chars().filter_map(|c| c.to_digit(10)).collect();
    let [payload @ .., tens, last] = digits.as_slice() else { return false };
    let shift = tens + 2;
    let payload = payload.iter().chain([tens]);
    let sum: u32 = payload.zip(WEIGHTS.iter().cycle()).map(|(digit, weight)| (digit + shift) * weight).sum();
    let middle = digits.iter().skip(3).take(6).any(|digit| *digit != 0);
    middle && sum % 11 % 10 == *last
}

fn persian_digit(c: char) -> Option<u32> {
    match c {
        '\u{6F0}'..='\u{6F9}' => Some(u32::from(c) - 0x6F0),
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        _ => None,
    }
}

fn does_not_count(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_ids() {
        for id in ["10380284790", "10101837663", "10101553125"] {
            assert_eq!(parse_national_id(id), Ok(id.to_owned()));
        }
        for id in ["10380285692", "10380284792", "11111111111", "09748208301", "10100443156"] {
            assert!(parse_national_id(id).is_err(), "{id}");
        }
    }

    #[test]
    fn digits_of_any_set_and_what_does_not_count() {
        for id in [
            "۱۰۳۸۰۲۸۴۷۹۰",
            "١٠٣٨٠٢٨٤٧٩٠",
            " \u{200F}10380284790\u{200E}",
            "103 8028\u{200C}4790",
            "\u{2066}۱۰۳۸0284790\u{2069}",
        ] {
            assert_eq!(parse_national_id(id).as_deref(), Ok("10380284790"), "{id}");
        }
        let why = |id| parse_national_id(id).unwrap_err().en;
        assert!(why("1038028479").contains("it has 10 digits"), "never padded");
        assert!(why("103802847900").contains("more than 11"), "longer than some libraries refuse");
        assert!(why("10380284790.0").contains("`.` is no digit"));
        assert!(why("1.038E+10").contains("no digit"));
        assert!(why("").contains("it has 0 digits"));
        assert!(why("10000000000").contains("check digit"), "the middle is all zeros");
    }

    /// The linear form of the same check, which is independent of the weights.
    #[test]
    fn the_check_agrees_with_its_linear_form() {
        const LINEAR: [u64; 10] = [7, 5, 1, 8, 6, 7, 5, 1, 8, 5];
        for seed in 1..5000_u64 {
            let payload = format!("{:010}", seed.wrapping_mul(2_654_435_761) % 10_000_000_000);
            let sum =
                payload.bytes().zip(LINEAR).map(|(b, weight)| u64::from(b - b'0') * weight).sum::<u64>();
            let check = (sum + 9) % 11 % 10;
            let middle = payload[3..9].bytes().any(|b| b != b'0');
            for digit in 0..10 {
                let id = format!("{payload}{digit}");
                assert_eq!(parse_national_id(&id).is_ok(), digit == check && middle, "{id}");
            }
        }
    }
}
