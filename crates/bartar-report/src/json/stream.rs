//! JSON written piece by piece, on one line: a million entries never stand in memory a second time.

use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, Write};

/// Elements that one thread writes at a time.
const BLOCK: usize = 2048;

/// An object on its way out.
pub(super) struct Object<W> {
    out: W,
    empty: bool,
}

impl<W: Write> Object<W> {
    /// Opens an object.
    pub fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self { out, empty: true })
    }

    /// Writes a member.
    pub fn member(&mut self, name: &str, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(self.key(name)?, value).map_err(io::Error::from)
    }

    /// Begins a member whose value must be written next.
    pub fn key(&mut self, name: &str) -> io::Result<&mut W> {
        if !self.empty {
            self.out.write_all(b",")?;
        }
        self.empty = false;
        serde_json::to_writer(&mut self.out, name)?;
        self.out.write_all(b":")?;
        Ok(&mut self.out)
    }

    /// Closes the object.
    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"}")
    }
}

/// Writes an array of what `element` makes of each item: made on all threads, written in order.
pub(super) fn write_all<T: Sync, E: Serialize>(
    mut out: impl Write,
    items: &[T],
    element: impl Fn(&T) -> E + Sync,
) -> io::Result<()> {
    let written = |items: &[T]| {
        let mut bytes = Vec::new();
        for item in items {
            serde_json::to_writer(&mut bytes, &element(item))?;
            bytes.push(b',');
        }
        Ok::<_, io::Error>(bytes)
    };
    out.write_all(b"[")?;
    let mut first = true;
    for some in items.chunks(BLOCK * rayon::current_num_threads() * 4) {
        let blocks: Vec<Vec<u8>> = some.par_chunks(BLOCK).map(written).collect::<io::Result<_>>()?;
        for block in blocks {
            let Some((_, elements)) = block.split_last() else { continue };
            if !first {
                out.write_all(b",")?;
            }
            first = false;
            out.write_all(elements)?;
        }
    }
    out.write_all(b"]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_of_any_length_are_written_in_order() {
        for length in [0, 1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 40 * BLOCK + 3] {
            let items: Vec<usize> = (0..length).collect();
            let mut written = Vec::new();
            write_all(&mut written, &items, ToString::to_string).unwrap();
            let read: Vec<String> = serde_json::from_slice(&written).unwrap();
            assert!(read.iter().map(|item| item.parse()).eq(items.into_iter().map(Ok)), "{length}");
        }
    }

    #[test]
    fn objects_have_commas_between_members_alone() {
        let mut written = Vec::new();
        let mut object = Object::begin(&mut written).unwrap();
        object.member("a\"", &1).unwrap();
        object.key("b").unwrap().write_all(b"[]").unwrap();
        object.end().unwrap();
        Object::begin(&mut written).unwrap().end().unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), r#"{"a\"":1,"b":[]}{}"#);
    }
}
