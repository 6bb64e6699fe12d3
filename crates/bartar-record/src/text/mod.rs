//! The text of parts: rows of comma-separated cells (RFC 4180), every row ended by a line feed, every cell in its one spelling.

pub mod datum;
mod rows;

pub use rows::Rows;

use bartar_criteria::exact::Decimal;

/// A row while it is written. A cell is quoted only where it has a comma, a quote or a line break.
pub struct Row<'a> {
    text: &'a mut Vec<u8>,
    first: bool,
}

impl<'a> Row<'a> {
    /// Begins a row at the end of a text.
    pub fn new(text: &'a mut Vec<u8>) -> Self {
        Self { text, first: true }
    }

    /// Begins a cell whose characters need no quotes.
    fn cell(&mut self) -> &mut Vec<u8> {
        if !std::mem::take(&mut self.first) {
            self.text.push(b',');
        }
        self.text
    }

    /// An empty cell.
    pub fn empty(&mut self) {
        self.cell();
    }

    /// A text.
    pub fn text(&mut self, cell: &str) {
        let text = self.cell();
        if cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
            text.push(b'"');
            text.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            text.push(b'"');
        } else {
            text.extend_from_slice(cell.as_bytes());
        }
    }

    /// A word of ours, which needs no quotes.
    pub fn word(&mut self, word: &str) {
        self.cell().extend_from_slice(word.as_bytes());
    }

    /// A count.
    pub fn count(&mut self, count: impl Into<u64>) {
        put_fixed(self.cell(), i128::from(count.into()), 0);
    }

    /// A decimal, without zeros at its end.
    pub fn decimal(&mut self, decimal: &Decimal) {
        put_fixed(self.cell(), decimal.mantissa(), decimal.scale());
    }

    /// `mantissa / 10^digits`, with all its digits.
    pub fn fixed(&mut self, mantissa: i128, digits: u8) {
        put_fixed(self.cell(), mantissa, digits);
    }

    /// A decimal with at least so many digits.
    pub fn decimal_to(&mut self, decimal: &Decimal, digits: u8) {
        match decimal.rescaled(digits) {
            Some(mantissa) => self.fixed(mantissa, digits),
            None => self.word(&decimal.to_fixed(digits)),
        }
    }

    /// `mantissa / 10^scale` without zeros at its end: the quick way for columns of 64-bit numbers.
    pub fn short(&mut self, mut mantissa: i64, mut scale: u8) {
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        put_fixed(self.cell(), i128::from(mantissa), scale);
    }

    /// Ends the row.
    pub fn end(self) {
        self.text.push(b'\n');
    }
}

/// The digits of `mantissa / 10^digits`, with as many after the point.
fn put_fixed(text: &mut Vec<u8>, mantissa: i128, digits: u8) {
    if mantissa < 0 {
        text.push(b'-');
    }
    let (digits, mut buffer, mut at) = (usize::from(digits), [b'0'; 80], 80);
    let mut rest = mantissa.unsigned_abs();
    while rest > u128::from(u64::MAX) {
        at -= 1;
        buffer[at] = digit(u64::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
    }
    // Most numbers have 64 bits, whose division is much quicker.
    let mut rest = u64::try_from(rest).unwrap_or(0);
    while rest > 0 {
        at -= 1;
        buffer[at] = digit(rest % 10);
        rest /= 10;
    }
    // At least one digit before the point; the buffer holds zeros.
    let at = at.min(80_usize.saturating_sub(digits + 1));
    let (whole, part) = buffer[at..].split_at(80 - at - digits);
    text.extend_from_slice(whole);
    if digits > 0 {
        text.push(b'.');
        text.extend_from_slice(part);
    }
}

fn digit(number: u64) -> u8 {
    b'0' + u8::try_from(number).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Row;
    use bartar_criteria::exact::Decimal;
    use proptest::prelude::*;

    fn written(fill: impl FnOnce(&mut Row<'_>)) -> String {
        let mut text = Vec::new();
        let mut row = Row::new(&mut text);
        fill(&mut row);
        row.end();
        String::from_utf8(text).unwrap_or_default()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let text = written(|row| {
            row.empty();
            row.text("a,b");
            row.text("say \"so\"");
            row.text("two\nlines");
            row.text("تعاونی کویر");
            row.count(12_u32);
        });
        assert_eq!(text, ",\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",تعاونی کویر,12\n");
    }

    #[test]
    fn numbers_have_one_spelling() {
        let text = written(|row| {
            row.short(0, 0);
            row.short(-1250, 2);
            row.short(7, 3);
            row.fixed(9050, 2);
            row.fixed(0, 2);
            row.fixed(i128::MAX, 36);
        });
        assert_eq!(text, "0,-12.5,0.007,90.50,0.00,170.141183460469231731687303715884105727\n");
    }

    proptest! {
        #[test]
        fn a_decimal_is_written_as_its_own_text(mantissa in -(10_i128.pow(36) - 1)..10_i128.pow(36), scale in 0_u8..=36) {
            if let Ok(decimal) = Decimal::new(mantissa, scale) {
                prop_assert_eq!(written(|row| row.decimal(&decimal)), format!("{decimal}\n"));
                prop_assert_eq!(written(|row| row.decimal_to(&decimal, 5)), format!("{}\n", decimal.to_fixed(5)));
            }
        }
    }
}
