//! As much of Thrift's compact protocol as the headers of Parquet pages need.
//!
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

/// How deep structures may lie in one another; those of page headers lie in two.
const DEEPEST: u8 = 8;

/// The header is not what Thrift writes.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Malformed;

/// The type of a value.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    True,
    False,
    Byte,
    /// An integer of 16, 32 or 64 bits; all are written alike.
    I16,
    I32,
    I64,
    Double,
    Binary,
    List,
    Map,
    Struct,
}

impl Kind {
    fn of(code: u8) -> Result<Self, Malformed> {
        Ok(match code {
            1 => Self::True,
            2 => Self::False,
            3 => Self::Byte,
            4 => Self::I16,
            5 => Self::I32,
            6 => Self::I64,
            7 => Self::Double,
            8 => Self::Binary,
            // A set is written like a list.
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            _ => return Err(Malformed),
        })
    }
}

/// Reads values one after the other.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        let byte = *self.bytes.get(self.at).ok_or(Malformed)?;
        self.at += 1;
        Ok(byte)
    }

    fn varint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }

    fn integer(&mut self) -> Result<i64, Malformed> {
        let zigzag = self.varint()?;
        let half = i64::try_from(zigzag >> 1).map_err(|_| Malformed)?;
        Ok(if zigzag & 1 == 0 { half } else { -half - 1 })
    }

    /// A 32-bit integer.
    pub(super) fn i32(&mut self) -> Result<i32, Malformed> {
        i32::try_from(self.integer()?).map_err(|_| Malformed)
    }

    /// The number and kind of a structure's next field, the field before having number `last`; none at its end.
    pub(super) fn field(&mut self, last: i16) -> Result<Option<(i16, Kind)>, Malformed> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        let kind = Kind::of(head & 0x0F)?;
        let number = match head >> 4 {
            0 => i16::try_from(self.integer()?).map_err(|_| Malformed)?,
            delta => last.checked_add(i16::from(delta)).ok_or(Malformed)?,
        };
        Ok(Some((number, kind)))
    }

    fn skip_bytes(&mut self, count: u64) -> Result<(), Malformed> {
        let end =
            usize::try_from(count).ok().and_then(|count| self.at.checked_add(count)).ok_or(Malformed)?;
        if end > self.bytes.len() {
            return Err(Malformed);
        }
        self.at = end;
        Ok(())
    }

    /// Skips a field's value.
    pub(super) fn skip(&mut self, kind: Kind) -> Result<(), Malformed> {
        self.skip_value(kind, false, DEEPEST)
    }

    fn skip_value(&mut self, kind: Kind, element: bool, deepest: u8) -> Result<(), Malformed> {
        let deeper = deepest.checked_sub(1).ok_or(Malformed)?;
        match kind {
            // The kind of a field is its value; in lists it takes a byte.
            Kind::True | Kind::False => self.skip_bytes(u64::from(element)),
            Kind::Byte => self.skip_bytes(1),
            Kind::I16 | Kind::I32 | Kind::I64 => self.varint().map(|_| ()),
            Kind::Double => self.skip_bytes(8),
            Kind::Binary => {
                let len = self.varint()?;
                self.skip_bytes(len)
            }
            Kind::List => {
                let head = self.byte()?;
                let of = Kind::of(head & 0x0F)?;
                let len = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                // Each element takes a byte at least, so the bytes bound the loop.
                (0..len).try_for_each(|_| self.skip_value(of, true, deeper))
            }
            // No header of a page has one.
            Kind::Map => Err(Malformed),
            Kind::Struct => {
                let mut last = 0;
                while let Some((number, kind)) = self.field(last)? {
                    self.skip_value(kind, false, deeper)?;
                    last = number;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_skipped() {
        // 1: i32 150; 2: binary "ab"; 4: list of two i32; 5: true; 20: struct { 1: byte }; 21: i32 -1
        let bytes =
            [0x15, 0xAC, 0x02, 0x18, 2, b'a', b'b', 0x29, 0x25, 2, 4, 0x11, 0x0C, 40, 0x13, 9, 0, 0x15, 1, 0];
        let mut reader = Reader::new(&bytes);
        let mut last = 0;
        let mut seen = Vec::new();
        while let Some((number, kind)) = reader.field(last).unwrap() {
            if kind == Kind::I32 {
                seen.push((number, reader.i32().unwrap()));
            } else {
                seen.push((number, 0));
                reader.skip(kind).unwrap();
            }
            last = number;
        }
        assert_eq!(seen, [(1, 150), (2, 0), (4, 0), (5, 0), (20, 0), (21, -1)]);
        assert_eq!(reader.at(), bytes.len());
    }

    #[test]
    fn malformed_bytes_are_refused() {
        assert_eq!(Reader::new(&[0x18, 0xFF, 0xFF, 0xFF, 0x7F]).field(0), Ok(Some((1, Kind::Binary))));
        assert_eq!(Reader::new(&[0xFF, 0xFF, 0xFF, 0x7F]).skip(Kind::Binary), Err(Malformed));
        assert_eq!(Reader::new(&[0xFF; 20]).i32(), Err(Malformed));
        assert_eq!(Reader::new(&[]).field(0), Err(Malformed));
        assert_eq!(Reader::new(&[0x1D]).field(0), Err(Malformed));
        // Structures that lie in one another without end.
        assert_eq!(Reader::new(&[0x1C; 1000]).skip(Kind::Struct), Err(Malformed));
        assert_eq!(Reader::new(&[0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F]).skip(Kind::List), Err(Malformed));
    }
}
