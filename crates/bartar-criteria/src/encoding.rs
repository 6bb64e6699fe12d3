//! Bytes of a file to text. Only UTF-8 is right; other encodings are recognised, so that the rest of the rulebook can be
//! looked at in the same run.

use crate::document::parses;
use crate::text::Text;

/// What the bytes of a file are.
pub enum Written {
    /// UTF-8, without its mark.
    Utf8(String),
    /// Another encoding, named for people, and the text as far as it serves to go on.
    Other(Text, Option<String>),
}

/// Reads the bytes of a file.
#[must_use]
pub fn read(bytes: &[u8]) -> Written {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        // What people write in TOML begins with an ASCII character, one byte of which is zero in UTF-16.
        [first, 0, ..] if *first != 0 => return utf16(bytes, u16::from_le_bytes),
        [0, first, ..] if *first != 0 => return utf16(bytes, u16::from_be_bytes),
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Written::Utf8(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(_) => Written::Other(
            Text::new("شاید Windows-1256 یا ISO-8859 باشد", "it may be Windows-1256 or ISO-8859"),
            Some(letters(bytes)).filter(|text| parses(text)),
        ),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Written {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    Written::Other(Text::new("این فایل UTF-16 است", "it is UTF-16"), Some(text))
}

/// ASCII as it stands and a letter for every other byte, the same for the same byte: enough to go on with, and no more.
fn letters(bytes: &[u8]) -> String {
    let letter = |byte: u8| {
        if byte.is_ascii() {
            char::from(byte)
        } else {
            char::from_u32(0x100 + u32::from(byte)).unwrap_or('_')
        }
    };
    bytes.iter().map(|byte| letter(*byte)).collect()
}
