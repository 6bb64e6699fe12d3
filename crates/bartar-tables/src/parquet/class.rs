//! Which kind of cells a column of a Parquet file holds, and which columns of the rulebook can take them.

use polars::prelude::{ArrowDataType, ArrowTimeUnit};

use crate::cells::ColumnReader;

/// The most digits of a decimal number in a Parquet file whose digits fit 128 bits.
const MOST_DIGITS: usize = 38;

/// What the cells of a column are.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Nothing at all: the writer saw no datum from which to tell a type.
    Null,
    /// True and false.
    Bool,
    /// Integers that fit 64 bits with their sign.
    Integer,
    /// Integers from 0 that fit 64 bits.
    Unsigned,
    /// Integers, each of which stands for itself divided by a power of ten.
    Decimal {
        /// The power.
        scale: u8,
    },
    /// Floats of 32 bits.
    Single,
    /// Floats of 64 bits.
    Double,
    /// Texts.
    Text,
    /// Days since 1970-01-01.
    Date,
    /// Times since 1970-01-01 that belong to no time zone.
    Time {
        /// How many of their units a day has.
        units_per_day: i64,
    },
}

/// The class of cells of a type; none for types that hold no single datum, or none that a rulebook knows.
pub(super) fn class(dtype: &ArrowDataType) -> Option<Class> {
    const DAY: i64 = 86_400;
    Some(match dtype {
        ArrowDataType::Null => Class::Null,
        ArrowDataType::Boolean => Class::Bool,
        ArrowDataType::Int8
        | ArrowDataType::Int16
        | ArrowDataType::Int32
        | ArrowDataType::Int64
        | ArrowDataType::UInt8
        | ArrowDataType::UInt16
        | ArrowDataType::UInt32 => Class::Integer,
        ArrowDataType::UInt64 => Class::Unsigned,
        ArrowDataType::Float32 => Class::Single,
        ArrowDataType::Float64 => Class::Double,
        ArrowDataType::Decimal(digits, scale)
        | ArrowDataType::Decimal32(digits, scale)
        | ArrowDataType::Decimal64(digits, scale)
            if *digits <= MOST_DIGITS && scale <= digits =>
        {
            Class::Decimal { scale: u8::try_from(*scale).ok()? }
        }
        ArrowDataType::Utf8 | ArrowDataType::LargeUtf8 | ArrowDataType::Utf8View => Class::Text,
        ArrowDataType::Date32 => Class::Date,
        ArrowDataType::Date64 => Class::Time { units_per_day: DAY * 1000 },
        ArrowDataType::Timestamp(unit, None) => Class::Time {
            units_per_day: match unit {
                ArrowTimeUnit::Second => DAY,
                ArrowTimeUnit::Millisecond => DAY * 1_000,
                ArrowTimeUnit::Microsecond => DAY * 1_000_000,
                ArrowTimeUnit::Nanosecond => DAY * 1_000_000_000,
            },
        },
        // Categories: each cell is one of a list of values.
        ArrowDataType::Dictionary(_, value, _) => class(value)?,
        _ => return None,
    })
}

/// Whether cells of this class can be what a column of the rulebook holds.
pub(super) fn suits(class: Class, reader: &ColumnReader<'_>) -> bool {
    match (class, reader) {
        (Class::Null | Class::Text, _) => true,
        (Class::Date | Class::Time { .. }, reader) => matches!(reader, ColumnReader::Date(_)),
        (_, reader) => !matches!(reader, ColumnReader::Date(_)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_without_a_single_datum_have_no_class() {
        assert_eq!(class(&ArrowDataType::Binary), None);
        assert_eq!(class(&ArrowDataType::Duration(ArrowTimeUnit::Second)), None);
        assert_eq!(class(&ArrowDataType::Time32(ArrowTimeUnit::Second)), None);
        assert_eq!(class(&ArrowDataType::Struct(Vec::new())), None);
        assert_eq!(class(&ArrowDataType::Decimal(39, 2)), None);
        assert_eq!(class(&ArrowDataType::Decimal(18, 2)), Some(Class::Decimal { scale: 2 }));
        assert_eq!(class(&ArrowDataType::Timestamp(ArrowTimeUnit::Second, Some("UTC".into()))), None);
        assert_eq!(
            class(&ArrowDataType::Timestamp(ArrowTimeUnit::Millisecond, None)),
            Some(Class::Time { units_per_day: 86_400_000 })
        );
    }
}
