//! Text in other encodings, made into UTF-8 as it is read.

use encoding_rs::{Decoder, DecoderResult, UTF_16BE, UTF_16LE, WINDOWS_1256};

use bartar_criteria::rulebook::LegacyEncoding;

use crate::provenance::Encoding;

/// Stands for bytes that mean nothing in their encoding: it never occurs in UTF-8, so its row is found and told.
const NONSENSE: u8 = 0xFF;

/// Makes UTF-8 of a text in another encoding, piece by piece.
pub(super) struct Transcoder {
    decoder: Decoder,
}

impl Transcoder {
    /// For a file in this encoding; none for UTF-8.
    pub(super) fn new(encoding: Encoding) -> Option<Self> {
        let from = match encoding {
            Encoding::Utf8 => return None,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Legacy(LegacyEncoding::Windows1256) => WINDOWS_1256,
        };
        Some(Self { decoder: from.new_decoder_with_bom_removal() })
    }

    /// Appends the next piece of the text to `all`; `last` when the file ends with it.
    pub(super) fn feed(&mut self, mut bytes: &[u8], last: bool, all: &mut Vec<u8>) {
        loop {
            // Room for all but the nonsense, each of which takes another turn.
            let most = self.decoder.max_utf8_buffer_length_without_replacement(bytes.len());
            let before = all.len();
            all.resize(before + most.unwrap_or(bytes.len().saturating_mul(3)).max(16), 0);
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(bytes, &mut all[before..], last);
            all.truncate(before + written);
            bytes = &bytes[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => all.push(NONSENSE),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text whose bytes arrive a few at a time.
    fn text(encoding: Encoding, bytes: &[u8], step: usize) -> Vec<u8> {
        let mut transcoder = Transcoder::new(encoding).unwrap();
        let mut all = Vec::new();
        for piece in bytes.chunks(step) {
            transcoder.feed(piece, false, &mut all);
        }
        transcoder.feed(&[], true, &mut all);
        all
    }

    #[test]
    fn text_is_the_same_however_its_bytes_arrive() {
        let written = "شناسه,نام\n۱,🌾\n";
        let little: Vec<u8> =
            std::iter::once(0xFEFF).chain(written.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> =
            std::iter::once(0xFEFF).chain(written.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        for step in 1..9 {
            assert_eq!(text(Encoding::Utf16Le, &little, step), written.as_bytes());
            assert_eq!(text(Encoding::Utf16Be, &big, step), written.as_bytes());
        }
        // «تعاوني», as the code page writes it.
        let old = b"\xCA\xDA\xC7\xE6\xE4\xED";
        assert_eq!(text(Encoding::Legacy(LegacyEncoding::Windows1256), old, 2), "تعاوني".as_bytes());
    }

    #[test]
    fn what_means_nothing_is_no_text() {
        let lone = [b"a\0", &b"\x00\xD8"[..], b"b\0", b"c"].concat();
        for step in 1..9 {
            assert_eq!(text(Encoding::Utf16Le, &lone, step), b"a\xFFb\xFF");
        }
    }
}
