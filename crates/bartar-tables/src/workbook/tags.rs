//! The tags of an XML part, found as its bytes arrive.
//!
//! calamine reads what a part means; whether that is safe to try is decided here before: every element is closed in
//! its turn, nothing nests deeply, no tag or text is endless, no entity is declared, and the text is UTF-8.

use memchr::{memchr, memmem};

/// The longest tag, comment or stretch of text, in bytes. A cell of a spreadsheet has at most 32,767 characters.
const LONGEST: usize = 1 << 20;

/// How deeply elements may nest. Spreadsheets stay below twenty.
const DEEPEST: usize = 100;

/// Why a part is not read.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Flaw {
    /// An element is not closed in its turn, or the part ends within something.
    Unbalanced,
    /// Elements nest too deeply.
    Deep,
    /// A tag or a text has no end in sight.
    Long,
    /// It declares its own entities, which no spreadsheet program does.
    Declaration,
    /// Its text is not UTF-8.
    Encoding,
}

impl Flaw {
    /// In a few words, for programmers of whatever wrote the file.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Unbalanced => "an element is never closed",
            Self::Deep => "elements nest too deeply",
            Self::Long => "a tag or text has no end",
            Self::Declaration => "it declares entities",
            Self::Encoding => "its text is not UTF-8",
        }
    }
}

/// A tag, and where in the part it begins.
#[derive(Copy, Clone, Debug)]
pub(super) struct Tag<'a> {
    /// The name, with its prefix.
    pub(super) name: &'a [u8],
    /// What follows the name: attributes as they are written.
    attributes: &'a [u8],
    pub(super) kind: TagKind,
    /// How many bytes of the part come before it.
    pub(super) at: u64,
}

/// Which kind of tag.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum TagKind {
    /// `<a>`
    Open,
    /// `</a>`
    Close,
    /// `<a/>`
    Empty,
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a [u8] {
        memchr(b':', self.name).map_or(self.name, |at| &self.name[at + 1..])
    }

    /// Names and values of the attributes, values as they are written.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let equals = memchr(b'=', rest)?;
            let name = rest[..equals].trim_ascii();
            let after = rest[equals + 1..].trim_ascii_start();
            let quote = *after.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
            let end = memchr(quote, &after[1..])? + 1;
            rest = &after[end + 1..];
            Some((name, &after[1..end]))
        })
    }

    /// The value of an attribute by its full name.
    pub(super) fn attribute(&self, name: &[u8]) -> Option<&'a [u8]> {
        self.attributes().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// The greatest number that an attribute of this name states; none if there is none. What is no plain number
    /// counts as endless, since it may be written in a way that somebody else understands.
    pub(super) fn number(&self, name: &[u8]) -> Option<u64> {
        let number = |value: &[u8]| std::str::from_utf8(value).ok()?.trim().parse::<u64>().ok();
        let values = self.attributes().filter(|(own, _)| *own == name);
        values.map(|(_, value)| number(value).unwrap_or(u64::MAX)).max()
    }
}

/// Finds tags in bytes that arrive piece by piece.
#[derive(Default)]
pub(super) struct Tags {
    /// What has arrived and may be the beginning of something.
    waiting: Vec<u8>,
    /// How many bytes came before those that wait.
    before: u64,
    /// How long the text is that is passed just now.
    text: usize,
    /// The names of the elements that are open, one after the other, and where each ends.
    names: Vec<u8>,
    ends: Vec<usize>,
}

impl Tags {
    /// Takes the next bytes and hands out the tags that end in them.
    pub(super) fn feed(&mut self, bytes: &[u8], see: &mut impl FnMut(Tag<'_>)) -> Result<(), Flaw> {
        if self.before == 0 && self.waiting.is_empty() && !bytes.is_empty() {
            let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
            if start.first() != Some(&b'<') {
                return Err(Flaw::Encoding);
            }
        }
        if memchr(0, bytes).is_some() {
            return Err(Flaw::Encoding);
        }
        let mut all = std::mem::take(&mut self.waiting);
        all.extend_from_slice(bytes);
        let mut at = 0;
        loop {
            let rest = &all[at..];
            let Some(start) = memchr(b'<', rest) else {
                self.pass_text(rest.len())?;
                at = all.len();
                break;
            };
            self.pass_text(start)?;
            at += start;
            let rest = &all[at..];
            let Some(len) = length(rest)? else {
                if rest.len() > LONGEST {
                    return Err(Flaw::Long);
                }
                break;
            };
            self.text = 0;
            self.pass(&rest[..len], self.before + at as u64, see)?;
            at += len;
        }
        self.before += at as u64;
        all.drain(..at);
        self.waiting = all;
        Ok(())
    }

    /// The part ends here; answers with how many bytes it has.
    pub(super) fn finish(self) -> Result<u64, Flaw> {
        if self.waiting.is_empty() && self.ends.is_empty() { Ok(self.before) } else { Err(Flaw::Unbalanced) }
    }

    fn pass_text(&mut self, len: usize) -> Result<(), Flaw> {
        self.text += len;
        if self.text > LONGEST { Err(Flaw::Long) } else { Ok(()) }
    }

    /// A whole tag, comment, instruction or marked section.
    fn pass(&mut self, whole: &[u8], at: u64, see: &mut impl FnMut(Tag<'_>)) -> Result<(), Flaw> {
        match whole {
            [b'<', b'!', ..] => return Ok(()),
            [b'<', b'?', ..] => return instruction(whole),
            _ => {}
        }
        let (inside, kind) = match &whole[1..whole.len() - 1] {
            [b'/', inside @ ..] => (inside, TagKind::Close),
            [inside @ .., b'/'] => (inside, TagKind::Empty),
            inside => (inside, TagKind::Open),
        };
        let len = inside.iter().position(|byte| is_blank(*byte)).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(len);
        if kind == TagKind::Close && !attributes.iter().all(|byte| is_blank(*byte)) {
            return Err(Flaw::Unbalanced);
        }
        match kind {
            TagKind::Empty => {}
            TagKind::Open if self.ends.len() >= DEEPEST => return Err(Flaw::Deep),
            TagKind::Open => {
                self.names.extend_from_slice(name);
                self.ends.push(self.names.len());
            }
            TagKind::Close => {
                self.ends.pop().ok_or(Flaw::Unbalanced)?;
                let start = self.ends.last().copied().unwrap_or(0);
                if self.names[start..] != *name {
                    return Err(Flaw::Unbalanced);
                }
                self.names.truncate(start);
            }
        }
        see(Tag { name, attributes, kind, at });
        Ok(())
    }
}

/// How long the tag, comment, instruction or marked section is that `bytes` begin with; none if its end is not there.
fn length(bytes: &[u8]) -> Result<Option<usize>, Flaw> {
    const CDATA: &[u8] = b"<![CDATA[";
    const DOCTYPE: &[u8] = b"<!DOCTYPE";
    let until = |end: &[u8], from: usize| {
        bytes.get(from..).and_then(|rest| memmem::find(rest, end)).map(|at| from + at + end.len())
    };
    // What other readers may take to be over already, or not to be over yet.
    if [&b"<!-->"[..], b"<!--->", b"<?>"].iter().any(|doubtful| bytes.starts_with(doubtful)) {
        return Err(Flaw::Declaration);
    }
    if bytes.starts_with(b"<!--") {
        // Long enough to be sure that it is none of those.
        return Ok(if bytes.len() < 6 { None } else { until(b"-->", 4) });
    }
    if bytes.starts_with(CDATA) {
        return Ok(until(b"]]>", CDATA.len()));
    }
    if bytes.starts_with(DOCTYPE) {
        return doctype(bytes);
    }
    if bytes.starts_with(b"<!") {
        let undecided = [CDATA, DOCTYPE, b"<!--"].iter().any(|whole| whole.starts_with(bytes));
        return if undecided { Ok(None) } else { Err(Flaw::Declaration) };
    }
    if bytes.starts_with(b"<?") {
        return Ok(if bytes.len() < 3 { None } else { until(b"?>", 2) });
    }
    let mut at = 1;
    loop {
        let Some(next) = bytes[at..].iter().position(|byte| matches!(byte, b'>' | b'"' | b'\'')) else {
            return Ok(None);
        };
        at += next;
        match bytes[at] {
            b'>' => return Ok(Some(at + 1)),
            quote => match memchr(quote, &bytes[at + 1..]) {
                Some(end) => at += end + 2,
                None => return Ok(None),
            },
        }
    }
}

/// How long a document type is that only names a definition elsewhere, as old programs write it; nobody fetches that.
fn doctype(bytes: &[u8]) -> Result<Option<usize>, Flaw> {
    let Some(end) = memchr(b'>', bytes) else { return Ok(None) };
    let whole = &bytes[1..end];
    // Nothing in it may be read in two ways.
    let count = |wanted| memchr::memchr_iter(wanted, whole).count();
    let plain = count(b'"') % 2 == 0 && [b'\'', b'<', b'['].iter().all(|doubtful| count(*doubtful) == 0);
    if plain { Ok(Some(end + 1)) } else { Err(Flaw::Declaration) }
}

/// Whether a byte separates names and attributes.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// An instruction; the one that begins a part may name an encoding.
fn instruction(whole: &[u8]) -> Result<(), Flaw> {
    let Some(at) = memmem::find(whole, b"encoding") else { return Ok(()) };
    let rest = &whole[at..];
    let named = memchr(b'=', rest).map(|equals| rest[equals + 1..].trim_ascii_start()).unwrap_or_default();
    let named = named.get(1..6).unwrap_or_default();
    if !whole.starts_with(b"<?xml ") || named.eq_ignore_ascii_case(b"utf-8") {
        Ok(())
    } else {
        Err(Flaw::Encoding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tags of a part whose bytes arrive a few at a time.
    fn tags(part: impl AsRef<[u8]>, step: usize) -> Result<Vec<String>, Flaw> {
        let (mut tags, mut seen) = (Tags::default(), Vec::new());
        for bytes in part.as_ref().chunks(step) {
            tags.feed(bytes, &mut |tag| {
                let attributes = tag.attributes().map(|(name, value)| {
                    format!(" {}={}", String::from_utf8_lossy(name), String::from_utf8_lossy(value))
                });
                let attributes: String = attributes.collect();
                seen.push(format!(
                    "{:?} {}{attributes} @{}",
                    tag.kind,
                    String::from_utf8_lossy(tag.name),
                    tag.at
                ));
            })?;
        }
        tags.finish().map(|_| seen)
    }

    fn flaw(part: impl AsRef<[u8]>) -> Option<Flaw> {
        let found = tags(&part, 1 << 16).err();
        if part.as_ref().len() < 10_000 {
            assert_eq!(tags(&part, 3).err(), found);
        }
        found
    }

    #[test]
    fn tags_are_found_however_the_bytes_arrive() {
        let part = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- <no> --><a:b c=\"1>2\" d = 'x'>t<e/><![CDATA[<no>]]></a:b>";
        let expected = ["Open a:b c=1>2 d=x @52", "Empty e @74", "Close a:b @94"];
        for step in 1..part.len() {
            assert_eq!(tags(part, step).unwrap(), expected, "{step}");
        }
    }

    #[test]
    fn parts_that_are_not_sound_are_refused() {
        assert_eq!(flaw("<a><b/></a>"), None);
        assert_eq!(flaw("<a>"), Some(Flaw::Unbalanced));
        assert_eq!(flaw("<a></b>"), Some(Flaw::Unbalanced));
        assert_eq!(flaw("<a></a></a>"), Some(Flaw::Unbalanced));
        assert_eq!(flaw("<a></a><b"), Some(Flaw::Unbalanced));
        assert_eq!(flaw("<a></a><!-- x"), Some(Flaw::Unbalanced));
        for part in ["<a></a b>", "<a></a\u{c}>", "<a></a/>", "<a></ a>", "<a></a\u{a0}>"] {
            assert_eq!(flaw(part), Some(Flaw::Unbalanced), "{part:?}");
        }
        assert_eq!(flaw("<a></a \n>"), None);
        assert_eq!(flaw("<!DOCTYPE m PUBLIC \"-//x//DTD M 1.0//EN\" \"M.dtd\"><a/>"), None);
        for part in [
            "<!DOCTYPE a [<!ENTITY x \"y\">]><a/>",
            "<a/><!DOCTYPE x \"></a>\">",
            "<!-->-->",
            "<!--->",
            "<?>",
            "<!x>",
        ] {
            assert_eq!(flaw(part), Some(Flaw::Declaration), "{part:?}");
        }
        assert_eq!(flaw("<?xml version='1.0' encoding='UTF-16'?><a/>"), Some(Flaw::Encoding));
        assert_eq!(flaw(b"\xFF\xFE<\0a\0"), Some(Flaw::Encoding));
        assert_eq!(flaw("<a>".repeat(DEEPEST + 1)), Some(Flaw::Deep));
        assert_eq!(
            flaw(format!("<a>{}{}", "<b>".repeat(DEEPEST - 1), "</b>".repeat(DEEPEST - 1))),
            Some(Flaw::Unbalanced)
        );
        assert_eq!(flaw(format!("<a>{}</a>", "x".repeat(LONGEST + 1))), Some(Flaw::Long));
        assert_eq!(flaw(format!("<a b=\"{}\"/>", "x".repeat(2 * LONGEST))), Some(Flaw::Long));
    }

    #[test]
    fn numbers_of_attributes_are_never_taken_too_small() {
        let mut found = Vec::new();
        let part = "<a n=\"3\" n='7'/><a m=\"1\"/><a n=\"&#49;0\"/>";
        Tags::default().feed(part.as_bytes(), &mut |tag| found.push(tag.number(b"n"))).unwrap();
        assert_eq!(found, [Some(7), None, Some(u64::MAX)]);
    }
}
