//! Text in the encodings that files come in.

use encoding_rs::WINDOWS_1256;
use std::io::{self, Write};

/// How characters become bytes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Encoding {
    Utf8,
    /// Little end first.
    Utf16,
    /// Arabic and Persian on Windows.
    Windows1256,
}

impl Encoding {
    /// Whether it has a character; only Windows-1256 lacks any.
    pub(crate) fn has(self, c: char) -> bool {
        self != Self::Windows1256 || !WINDOWS_1256.encode(c.encode_utf8(&mut [0; 4])).2
    }
}

/// Takes UTF-8 and writes another encoding.
pub(crate) struct Encoded<W> {
    out: W,
    encoding: Encoding,
    /// The beginning of a character whose other bytes are still to come.
    rest: Vec<u8>,
}

impl<W: Write> Encoded<W> {
    pub(crate) fn new(out: W, encoding: Encoding) -> Self {
        Self { out, encoding, rest: Vec::new() }
    }
}

impl<W: Write> Write for Encoded<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.encoding == Encoding::Utf8 {
            return self.out.write(bytes);
        }
        self.rest.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            Err(error) => error.valid_up_to(),
        };
        let rest = self.rest.split_off(whole);
        let text = String::from_utf8(std::mem::replace(&mut self.rest, rest)).map_err(io::Error::other)?;
        match self.encoding {
            Encoding::Windows1256 => self.out.write_all(&WINDOWS_1256.encode(&text).0)?,
            _ => {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
                self.out.write_all(&bytes)?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_the_same_bytes_however_it_arrives() {
        let text = "نام: گچ، پژوهش 12\r\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Windows1256] {
            let written = |step: usize| {
                let mut out = Encoded::new(Vec::new(), encoding);
                text.as_bytes().chunks(step).for_each(|piece| out.write_all(piece).unwrap());
                out.out
            };
            assert_eq!(written(1), written(1_000), "{encoding:?}");
        }
    }

    #[test]
    fn letters_of_windows_1256_are_those_of_its_table() {
        let mut out = Encoded::new(Vec::new(), Encoding::Windows1256);
        out.write_all("پچژگک\u{200C}ي".as_bytes()).unwrap();
        assert_eq!(out.out, [0x81, 0x8D, 0x8E, 0x90, 0x98, 0x9D, 0xED]);
        assert!(!Encoding::Windows1256.has('۱') && !Encoding::Windows1256.has('ی'));
        assert!(Encoding::Windows1256.has('؟') && Encoding::Utf16.has('۱'));
    }
}
