//! Whether a workbook, which is a zip archive of XML parts, is safe to open.
//!
//! A few kilobytes can claim gigabytes: parts that inflate without end, cells repeated a thousand million times, lists
//! of texts with a made-up length. So every part is inflated and looked at once, and nothing of it is kept, before
//! calamine sees the file. Names of parts are never taken for paths: nothing is unpacked.

use std::io::{Cursor, Read};
use std::path::Path;

use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::text;
use bartar_criteria::text::Text;
use zip::ZipArchive;
use zip::result::ZipError;

use super::facts::{Facts, MOST_PERCENTS, PartFacts};
use super::tags::{Flaw, Tags};
use crate::blanks::shown;

/// How many bytes are inflated at once.
const PIECE: usize = 1 << 16;

/// How much a workbook may hold.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Limits {
    /// Bytes of the file.
    pub(crate) file: u64,
    /// Parts of the archive.
    pub(crate) parts: usize,
    /// Bytes of one part.
    pub(crate) part: u64,
    /// Bytes of all parts.
    pub(crate) all: u64,
    /// Cells of all sheets as they stand in the file.
    pub(crate) cells: u64,
    /// Cells of all sheets of an ODS file after repeated ones are written out, and those between them; all of them are
    /// in memory at once.
    pub(crate) spread: u64,
    /// Bytes of these cells.
    pub(crate) spread_bytes: u64,
    /// Texts that sheets share, and their bytes.
    pub(crate) texts: u64,
    pub(crate) text_bytes: u64,
    /// Formats of cells, sheets, and whatever else is kept for each.
    pub(crate) others: u64,
}

/// Far beyond what a competition's data need, and far below what fills a usual computer.
pub(crate) const LIMITS: Limits = Limits {
    file: 128 << 20,
    parts: 5_000,
    part: 1 << 30,
    all: 2 << 30,
    cells: 40_000_000,
    spread: 4_000_000,
    spread_bytes: 512 << 20,
    texts: 8_000_000,
    text_bytes: 256 << 20,
    others: 100_000,
};

/// Why a workbook is not opened.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It holds too much of something.
    TooMuch(Text),
    /// It needs a password.
    Locked,
    /// It is damaged.
    Damaged(String),
}

impl Limits {
    /// The refusal of too much of something, with how much is allowed.
    fn refuse(what_fa: &str, what_en: &str, most: u64) -> Refusal {
        let most_fa = to_persian_digits(&most.to_string());
        Refusal::TooMuch(text!(
            fa: "{what_fa} بیش از {most_fa} است",
            en: "{what_en} more than {most}"
        ))
    }

    /// The refusal of a file with so many bytes.
    pub(super) fn check_file(&self, bytes: u64) -> Result<(), Refusal> {
        if bytes > self.file {
            return Err(Self::refuse("بایت‌های فایل", "the file has bytes:", self.file));
        }
        Ok(())
    }

    fn check_part(&self, part: &PartFacts) -> Result<(), Refusal> {
        for (found, most, what_fa, what_en) in [
            (part.bytes, self.part, "بایت‌های یک بخش", "a part of it has bytes:"),
            (part.texts, self.texts, "متن‌های مشترک", "it has shared texts:"),
            (part.others, self.others, "قالب‌ها و کاربرگ‌ها", "it has formats or sheets:"),
            (part.percents, MOST_PERCENTS, "خانه‌های درصد", "it has percent cells:"),
            (part.spread, self.spread, "خانه‌ها", "it has cells:"),
            (part.spread_bytes, self.spread_bytes, "بایت‌های خانه‌ها", "its cells have bytes:"),
        ] {
            if found > most {
                return Err(Self::refuse(what_fa, what_en, most));
            }
        }
        if part.texts > 0 && part.bytes > self.text_bytes {
            return Err(Self::refuse(
                "بایت‌های متن‌های مشترک",
                "its shared texts have bytes:",
                self.text_bytes,
            ));
        }
        // Room is made for as many as are stated, and none is written in fewer than five bytes.
        if part.stated_texts > part.bytes / 5 {
            return Err(Refusal::Damaged("it claims more shared texts than it has room for".to_owned()));
        }
        if part.nested_table {
            return Err(Refusal::Damaged("a table inside a table".to_owned()));
        }
        Ok(())
    }

    fn check_sum(&self, facts: &Facts) -> Result<(), Refusal> {
        let sum = |of: fn(&PartFacts) -> u64| {
            facts.parts.iter().map(|(_, part)| of(part)).fold(0, u64::saturating_add)
        };
        if sum(|part| part.cells) > self.cells {
            return Err(Self::refuse("خانه‌ها", "it has cells:", self.cells));
        }
        Ok(())
    }
}

/// Looks at every part of an archive; answers with what its sheets say of themselves.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Facts, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > limits.parts {
        return Err(Limits::refuse("بخش‌های فایل", "it has parts:", limits.parts as u64));
    }
    let mut facts = Facts::default();
    let mut room = limits.all;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(&error))?;
        if part.encrypted() {
            return Err(Refusal::Locked);
        }
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        let most = limits.part.min(room);
        // What the directory says of sizes is not looked at: the bytes themselves are counted.
        let found = part_facts(&mut part, &name, most)?;
        room = room.saturating_sub(found.bytes);
        limits.check_part(&found)?;
        facts.parts.push((name, found));
        limits.check_sum(&facts)?;
    }
    Ok(facts)
}

/// Inflates a part of at most so many bytes.
fn part_facts(part: &mut impl Read, name: &str, most: u64) -> Result<PartFacts, Refusal> {
    let mut facts = PartFacts::default();
    let mut tags = is_xml(name).then(Tags::default);
    let mut piece = vec![0; PIECE];
    loop {
        let count = fill(part, &mut piece).map_err(|error| Refusal::Damaged(shown(&error.to_string())))?;
        facts.bytes += count as u64;
        if facts.bytes > most {
            return Err(Limits::refuse("بایت‌های یک بخش", "a part of it has bytes:", most));
        }
        if let Some(tags) = &mut tags {
            tags.feed(&piece[..count], &mut |tag| facts.see(&tag)).map_err(|flaw| unsound(name, flaw))?;
        }
        if count < piece.len() {
            break;
        }
    }
    if let Some(tags) = tags {
        let bytes = tags.finish().map_err(|flaw| unsound(name, flaw))?;
        facts.finish(bytes);
    }
    Ok(facts)
}

/// Reads until the buffer is full or the part ends.
fn fill(part: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut count = 0;
    while count < buffer.len() {
        match part.read(&mut buffer[count..])? {
            0 => break,
            more => count += more,
        }
    }
    Ok(count)
}

/// Whether a part is to be XML. calamine is given no file in which it would take another part for XML.
pub(super) fn is_xml(name: &str) -> bool {
    let extension = Path::new(name).extension();
    extension.is_some_and(|own| own.eq_ignore_ascii_case("xml") || own.eq_ignore_ascii_case("rels"))
}

fn unsound(name: &str, flaw: Flaw) -> Refusal {
    Refusal::Damaged(format!("{}: {}", shown(name), flaw.reason()))
}

fn damaged(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => Refusal::Locked,
        error => Refusal::Damaged(shown(&error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_cells_are_as_many_as_cells_may_be() {
        let checked = |percents| {
            let mut part = PartFacts::default();
            part.percents = percents;
            LIMITS.check_part(&part)
        };
        assert_eq!(MOST_PERCENTS, LIMITS.spread);
        assert!(checked(MOST_PERCENTS).is_ok());
        let Err(Refusal::TooMuch(told)) = checked(MOST_PERCENTS + 1) else { panic!("not refused") };
        assert_eq!(told.en, "it has percent cells: more than 4000000");
        assert!(told.fa.contains("۴۰۰۰۰۰۰"));
    }
}
