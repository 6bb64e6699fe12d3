//! Persian text in one form, so that what differs only in its encoding compares equal.
//!
//! The same Persian word reaches a file in many encodings: with the Arabic ي and ك of old code pages, in presentation
//! forms copied from a PDF, with or without the zero-width non-joiner, with marks of direction that nobody sees. The
//! [`matching_key`] of a text is the same for all of them. It serves comparison only and is never shown.

use unicode_normalization::UnicodeNormalization;

/// The text reduced to what tells it from other texts: two texts with the same key are the same letters and digits in
/// another encoding.
///
/// First NFKC, which undoes presentation forms and other compatibility characters; then the letters of one class
/// become one letter, vowel signs, invisible marks, blanks and zero-width non-joiners go, digits become ASCII ones and
/// capital letters small.
#[must_use]
pub fn matching_key(text: &str) -> String {
    if text.is_ascii() {
        // What NFKC and the classes leave as it is.
        return text.chars().filter_map(one_form).map(|c| c.to_ascii_lowercase()).collect();
    }
    text.nfkc().filter_map(one_form).flat_map(char::to_lowercase).collect()
}

/// The one form of a character's class; none for characters that do not count.
fn one_form(c: char) -> Option<char> {
    match c {
        // Yeh: Arabic, without dots, barree, and those that carry a hamza.
        'ي' | 'ى' | '\u{6D2}' | '\u{6D3}' | 'ئ' => Some('ی'),
        // Kaf: Arabic and swash.
        'ك' | '\u{6AA}' => Some('ک'),
        // Heh: teh marbuta, with yeh above, goal, goal with hamza, with two eyes.
        'ة' | '\u{6C0}' | '\u{6C1}' | '\u{6C2}' | '\u{6BE}' => Some('ه'),
        // Alef with a hamza or wasla. Alef with madda is another letter.
        'أ' | 'إ' | '\u{671}' => Some('ا'),
        // Persian and Arabic digits.
        '\u{6F0}'..='\u{6F9}' => char::from_digit(u32::from(c) - 0x6F0, 10),
        '\u{660}'..='\u{669}' => char::from_digit(u32::from(c) - 0x660, 10),
        // Tatweel, vowel signs, superscript alef, and a hamza that composed with no letter (heh with hamza).
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{654}' | '\u{670}' => None,
        // Hyphens and dashes, which word processors put in place of the one that was typed.
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        // The not sign, which old fonts drew as a zero-width non-joiner.
        '\u{AC}' => None,
        c if is_invisible(c) || c.is_whitespace() => None,
        c => Some(c),
    }
}

/// Characters that are not seen themselves: joiners, marks of direction, byte order marks, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(wanted: &str, texts: &[&str]) {
        for text in texts {
            assert_eq!(matching_key(text), wanted, "{}", text.escape_unicode());
        }
    }

    #[test]
    fn letters_of_a_class_are_one_letter() {
        same(
            "ی",
            &["\u{6CC}", "\u{64A}", "\u{649}", "\u{6D2}", "\u{626}", "\u{64A}\u{654}", "\u{6CC}\u{654}"],
        );
        same("ی", &["\u{6D2}\u{654}"]);
        same("ک", &["\u{6A9}", "\u{643}", "\u{6AA}"]);
        same("ه", &["\u{647}", "\u{629}", "\u{6C0}", "\u{6C1}", "\u{6BE}", "\u{647}\u{654}", "\u{6C2}"]);
        same("ه", &["\u{6C1}\u{654}", "\u{6D5}\u{654}"]);
        same("ا", &["\u{627}", "\u{623}", "\u{625}", "\u{671}", "\u{627}\u{654}", "\u{627}\u{655}"]);
    }

    #[test]
    fn alef_with_madda_and_other_letters_stay() {
        same("آ", &["\u{622}", "\u{627}\u{653}"]);
        same("ؤ", &["\u{624}", "\u{648}\u{654}"]);
        for letter in ["پ", "چ", "ژ", "گ", "ء", "و", "ت", "ط", "ز", "ذ", "ض", "ظ"] {
            same(letter, &[letter]);
        }
    }

    #[test]
    fn presentation_forms_are_undone() {
        // «ماده ۱ – اهداف» and «لا» as a PDF gives them, and the sign of the rial.
        same("ماده1-اهداف", &["ﻣﺎده 1 – اﻫﺪاف", "ماده ۱ – اهداف"]);
        same("لا", &["\u{FEFB}", "\u{FEFC}"]);
        same("ریال", &["\u{FDFC}"]);
        same("کی", &["\u{FB8E}\u{FBFC}", "\u{FED9}\u{FEF1}"]);
    }

    #[test]
    fn what_is_not_seen_goes() {
        for c in ('\u{64B}'..='\u{652}')
            .chain(['\u{640}', '\u{670}', '\u{200B}', '\u{200C}', '\u{FEFF}', '\u{61C}', '\u{AD}'])
            .chain('\u{200D}'..='\u{200F}')
            .chain('\u{202A}'..='\u{202E}')
            .chain('\u{2066}'..='\u{2069}')
        {
            same("کار", &[&format!("ک{c}ار"), &format!("{c}کار{c}")]);
        }
    }

    #[test]
    fn blanks_and_non_joiners_are_alike() {
        same("میرود", &["می\u{200C}رود", "می رود", "میرود", "می\u{A0}رود", "می\u{AC}رود", "\tمی  رود\n"]);
        for c in ('\u{2000}'..='\u{200A}').chain(['\u{A0}', '\u{202F}', '\u{2028}']) {
            same("تعاونیها", &[&format!("تعاونی{c}ها")]);
        }
    }

    #[test]
    fn digits_and_capital_letters() {
        same("0123456789", &["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９"]);
        same(
            "c-15",
            &["C-15", " c-۱۵ ", "C-\u{202A}١٥", "C\u{2010}15", "C\u{2011}15", "C–15", "C—15", "C−15"],
        );
        same("é", &["É", "e\u{301}", "E\u{301}"]);
        same("a_b.c/d", &["A_B.C/D"]);
        same("", &["", " \u{200C}\u{200F}"]);
    }

    #[test]
    fn a_key_is_its_own_key() {
        for text in ["ﻣﺎده ۱", "می\u{200C}رود", "C-۱۵", "E\u{301}", "\u{6D2}\u{654}", "ÀÉ ﷼"]
        {
            let key = matching_key(text);
            assert_eq!(matching_key(&key), key);
        }
    }
}
