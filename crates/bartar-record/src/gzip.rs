//! Compressed parts: one gzip member (RFC 1952) for each block of rows, one after the other, which every reader of gzip takes
//! as one file. Blocks are compressed side by side, and come out the same however many threads there are.

use flate2::bufread::GzDecoder;
use flate2::{Compression, GzBuilder};
use std::io::{self, Read, Write};

/// Most bytes that a part may unfold to: no more than so many for each of its own bytes, beyond any text of rows, and a
/// number of them in any case.
const MOST_TEXT: u64 = 4 << 30;
const ANY_TEXT: u64 = 64 << 20;
const MOST_FOR_EACH: u64 = 100;

/// A block of text as a gzip member without name and time. A `comment` stands in its header, where readers pass over it.
///
/// # Errors
/// None that memory does not cause.
pub fn member(text: &[u8], comment: Option<&str>) -> io::Result<Vec<u8>> {
    let mut builder = GzBuilder::new().mtime(0).operating_system(255);
    if let Some(comment) = comment {
        builder = builder.comment(comment);
    }
    let mut writer = builder.write(Vec::with_capacity(text.len() / 3), Compression::new(2));
    writer.write_all(text)?;
    writer.finish()
}

/// The texts of the members of a part, in order.
///
/// # Errors
/// When it is no gzip file, is damaged or cut, or unfolds to more than is read.
pub fn members(bytes: &[u8]) -> io::Result<Vec<Vec<u8>>> {
    let most = MOST_TEXT.min(ANY_TEXT + MOST_FOR_EACH.saturating_mul(bytes.len() as u64));
    let (mut rest, mut members, mut left) = (bytes, Vec::new(), most);
    while !rest.is_empty() || members.is_empty() {
        let mut text = Vec::new();
        let mut reader = GzDecoder::new(rest).take(left.saturating_add(1));
        reader.read_to_end(&mut text)?;
        left = left.checked_sub(text.len() as u64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::FileTooLarge, "the part unfolds to too many bytes")
        })?;
        let after = reader.into_inner().into_inner();
        if after.len() == rest.len() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        rest = after;
        members.push(text);
    }
    Ok(members)
}
