//! The pages of a column chunk, checked before they are decoded.
//!
//! polars trusts the sizes that page headers state and reserves memory by them; a damaged header makes it ask for
//! more than there is, which ends the process. So the headers are looked at first: their sizes must fit the bytes,
//! and their counts the rows.
//!
//! <https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift>

use super::thrift::{Kind, Malformed, Reader};

/// How large a page may be when unpacked, whatever its size in the file, and how many times its size in the file.
const FREE_BYTES: usize = 64 << 20;
const UNPACKED: usize = 1100;

/// What a page's header states, as far as it matters here.
#[derive(Default, Debug)]
struct Header {
    kind: Option<i32>,
    unpacked: i32,
    packed: i32,
    data: Option<Data>,
    dictionary: Option<Data>,
    data_v2: Option<Data>,
}

/// What the part of a header for one kind of pages states.
#[derive(Default, Debug)]
struct Data {
    values: i32,
    nulls: i32,
    rows: i32,
    /// Sizes of the levels that stand before the values, in version 2.
    levels: [i32; 2],
}

/// Checks the pages of a chunk of a column that has this many rows and is no list.
pub(super) fn check_pages(chunk: &[u8], rows: usize) -> Result<(), &'static str> {
    let (mut at, mut seen, mut first) = (0, 0, true);
    while seen < rows {
        let mut reader = Reader::new(&chunk[at..]);
        let header = header(&mut reader).map_err(|Malformed| "malformed page header")?;
        at += reader.at();
        let size = |size: i32| usize::try_from(size).map_err(|_| "negative page size");
        let (packed, unpacked) = (size(header.packed)?, size(header.unpacked)?);
        if packed > chunk.len() - at {
            return Err("page larger than its column chunk");
        }
        if unpacked > packed.saturating_mul(UNPACKED).max(FREE_BYTES) {
            return Err("page unpacks to more than its size can hold");
        }
        at += packed;
        match header {
            Header { kind: Some(0), data: Some(data), .. } => seen += values(&data, rows - seen)?,
            Header { kind: Some(3), data_v2: Some(data), .. } => {
                let values = values(&data, rows - seen)?;
                let levels = size(data.levels[0])?.saturating_add(size(data.levels[1])?);
                if levels > packed || levels > unpacked || data.rows != data.values {
                    return Err("levels or rows do not fit the page");
                }
                if usize::try_from(data.nulls).map_or(true, |nulls| nulls > values) {
                    return Err("more nulls than values");
                }
                seen += values;
            }
            // A value of a dictionary takes at least a bit, most take bytes.
            Header { kind: Some(2), dictionary: Some(data), .. } if first => {
                values(&data, unpacked.saturating_mul(8))?;
            }
            _ => return Err("unexpected page"),
        }
        first = false;
    }
    Ok(())
}

/// The number of values, at most `most`.
fn values(data: &Data, most: usize) -> Result<usize, &'static str> {
    usize::try_from(data.values).ok().filter(|values| *values <= most).ok_or("more values than rows")
}

/// The header of a page.
fn header(reader: &mut Reader<'_>) -> Result<Header, Malformed> {
    let mut header = Header::default();
    let mut last = 0;
    while let Some((number, kind)) = reader.field(last)? {
        // Fields come in ascending order, each once; a reader that takes another order might see other values.
        if number <= last {
            return Err(Malformed);
        }
        last = number;
        match (number, kind) {
            (1, Kind::I32) => header.kind = Some(reader.i32()?),
            (2, Kind::I32) => header.unpacked = reader.i32()?,
            (3, Kind::I32) => header.packed = reader.i32()?,
            (5, Kind::Struct) => header.data = Some(data(reader, &[1, 2, 3, 4])?),
            (7, Kind::Struct) => header.dictionary = Some(data(reader, &[1, 2])?),
            (8, Kind::Struct) => header.data_v2 = Some(data(reader, &[1, 2, 3, 4, 5, 6])?),
            (1..=3 | 5 | 7 | 8, _) => return Err(Malformed),
            (_, kind) => reader.skip(kind)?,
        }
    }
    Ok(header)
}

/// The part of a header for one kind of pages, whose fields with these numbers are integers.
fn data(reader: &mut Reader<'_>, integers: &[i16]) -> Result<Data, Malformed> {
    let mut data = Data::default();
    let mut last = 0;
    while let Some((number, kind)) = reader.field(last)? {
        if number <= last || integers.contains(&number) != (kind == Kind::I32) {
            return Err(Malformed);
        }
        last = number;
        match (number, kind) {
            (1, Kind::I32) => data.values = reader.i32()?,
            (2, Kind::I32) => data.nulls = reader.i32()?,
            (3, Kind::I32) => data.rows = reader.i32()?,
            (5, Kind::I32) => data.levels[0] = reader.i32()?,
            (6, Kind::I32) => data.levels[1] = reader.i32()?,
            (_, kind) => reader.skip(kind)?,
        }
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of version 1 with two bytes.
    fn page(values: u8) -> Vec<u8> {
        // type 0, unpacked 2, packed 2, data { values, encoding 0, 3, 3 }
        vec![0x15, 0, 0x15, 4, 0x15, 4, 0x2C, 0x15, values * 2, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0, 7, 7]
    }

    #[test]
    fn pages_must_hold_as_many_values_as_there_are_rows() {
        let two = [page(3), page(2)].concat();
        assert_eq!(check_pages(&two, 5), Ok(()));
        assert_eq!(check_pages(&two, 4), Err("more values than rows"));
        assert_eq!(check_pages(&two, 6), Err("malformed page header"));
        assert_eq!(check_pages(&two[..two.len() - 1], 5), Err("page larger than its column chunk"));
        assert_eq!(check_pages(&[], 0), Ok(()));
    }

    #[test]
    fn sizes_must_fit() {
        let mut large = page(1);
        large[3] = 0x7E;
        assert_eq!(check_pages(&large, 1), Ok(()));
        // 2^31 - 2 bytes.
        large.splice(3..4, [0xFC, 0xFF, 0xFF, 0xFF, 0x0F]);
        assert_eq!(check_pages(&large, 1), Err("page unpacks to more than its size can hold"));
        let mut negative = page(1);
        negative[5] = 1;
        assert_eq!(check_pages(&negative, 1), Err("negative page size"));
        let mut other = page(1);
        other[1] = 2;
        assert_eq!(check_pages(&other, 1), Err("unexpected page"));
    }
}
