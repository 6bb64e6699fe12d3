//! Points that may have been meant between thousands: `12.700` is twelve and seven tenths to a machine, and twelve thousand
//! and seven hundred to whoever writes so by hand. What a file says is read; the doubt is told, once for each column.

use bartar_criteria::codes;
use bartar_criteria::text;

use crate::fault::FileNotice;

/// What the decimal points of a column look like.
#[derive(Default, Debug)]
pub(crate) struct Points {
    /// The first number that has one to three digits before its point and three after it, with its row.
    first: Option<(u32, String)>,
    /// How many there are.
    count: u64,
    /// Whether another number shows that the points are decimal ones.
    decimal: bool,
}

impl Points {
    /// Looks at a number that was taken in the plainest way.
    #[inline]
    pub(crate) fn see_plain(&mut self, row: usize, mantissa: i64, scale: u8) {
        if scale > 0 && !self.decimal {
            let whole = mantissa.unsigned_abs() / 1000;
            if scale == 3 && (1..1000).contains(&whole) {
                let sign = if mantissa < 0 { "-" } else { "" };
                let rest = mantissa.unsigned_abs() % 1000;
                self.see_doubt(row, || format!("{sign}{whole}.{rest:03}"));
            } else {
                self.decimal = true;
            }
        }
    }

    /// Looks at a number that was written otherwise.
    pub(crate) fn see_written(&mut self, row: usize, cell: &str) {
        let Some((whole, rest)) = cell.trim().split_once('.') else { return };
        let digits = |text: &str| text.chars().filter(|c| c.is_numeric()).count();
        let whole = whole.trim_start_matches(['-', '−', '+']);
        let grouped =
            digits(rest) == 3 && (1..=3).contains(&digits(whole)) && !whole.starts_with(['0', '۰', '٠']);
        if grouped {
            self.see_doubt(row, || cell.trim().to_owned());
        } else {
            self.decimal = true;
        }
    }

    fn see_doubt(&mut self, row: usize, written: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some((u32::try_from(row).unwrap_or(u32::MAX), written()));
        }
    }

    /// Joins what was seen of the next rows of the same column, which begin at `first`.
    pub(crate) fn join(&mut self, next: Self, first: u32) {
        self.count += next.count;
        self.decimal |= next.decimal;
        if self.first.is_none() {
            self.first = next.first.map(|(row, written)| (first + row, written));
        }
    }

    /// The row of the first number in doubt; none where nothing is.
    pub(crate) fn doubtful(&self) -> Option<u32> {
        self.first.as_ref().filter(|_| !self.decimal).map(|(row, _)| *row)
    }

    /// What is said of a column of a file whose points are in doubt.
    pub(crate) fn notice(&self, file: &str, row: u32, column: &str) -> Option<FileNotice> {
        let (_, written) = self.first.as_ref()?;
        let (count, whole) = (self.count, written.replace('.', ""));
        let message = text!(
            fa: "{count} عدد این ستون چون «{written}» است و با ممیز خوانده شد؛ اگر نقطه میان هزارگان است، «{whole}» باید نوشته شود",
            en: "{count} numbers of this column are like `{written}` and were read with decimals; if the point stands between thousands, `{whole}` must be written",
            numbers: count
        );
        Some(
            FileNotice::new(file, codes::POINT_OR_THOUSANDS, message)
                .at_row(u64::from(row))
                .in_column(column),
        )
    }
}
