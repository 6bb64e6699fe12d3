//! Which values an indicator or a class can have.

use super::Linter;
use crate::codes::VALUE_UNROUNDED;
use crate::exact::{Bound, Decimal, Interval, Mode, Rounding};
use crate::formula::{Number, Range};
use crate::rulebook::{FieldKind, Indicator, Rule, Rulebook};
use crate::syntax::{IndicatorDef, PointsDef, Relative};
use crate::text::Text;

/// The values of a column: its field's range, beyond which an entry is quarantined.
pub(super) fn column_range(rulebook: &Rulebook, column: usize) -> Range {
    let field = rulebook.columns.get(column).and_then(|spec| rulebook.fields.get(spec.field));
    field.and_then(|field| field.range.as_ref()).map_or_else(Range::all, Range::of)
}

/// Digits after the point that no value of a column exceeds.
fn column_decimals(rulebook: &Rulebook, column: usize) -> Option<u8> {
    let field = rulebook.columns.get(column).and_then(|spec| rulebook.fields.get(spec.field))?;
    match field.kind {
        FieldKind::Count | FieldKind::Date(_) => Some(0),
        _ => field.decimals,
    }
}

/// The values that can occur.
pub(super) struct Values {
    /// Where they lie.
    pub domain: Vec<Interval>,
    /// Whether the rulebook states that itself.
    pub stated: bool,
    /// Digits after the point that none exceeds; `None` where values can be any ratio.
    pub decimals: Option<u8>,
}

impl Values {
    /// Whether a value can lie in the interval.
    pub fn can_be_in(&self, interval: &Interval) -> bool {
        let Some(digits) = self.decimals else { return !interval.is_empty() };
        // The number nearest to an end, on its inner side, that has so few digits.
        let nearest = |bound: Bound, inwards: Mode| {
            let at = Rounding::new(digits, inwards).apply_decimal(bound.at?).ok()?;
            let step = Decimal::new(if inwards == Mode::Ceiling { 1 } else { -1 }, digits).ok()?;
            if bound.closed || Some(at) != bound.at { Some(at) } else { at.checked_add(step).ok() }
        };
        let (low, high) = (nearest(interval.low, Mode::Ceiling), nearest(interval.high, Mode::Floor));
        match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => !interval.is_empty(),
        }
    }

    /// The parts of the domain that an interval covers.
    pub fn within(&self, interval: &Interval) -> bool {
        self.domain
            .iter()
            .filter_map(|domain| crate::exact::overlaps(domain, interval))
            .any(|part| self.can_be_in(&part))
    }
}

impl Linter<'_> {
    /// Values whose sum a z-score takes are no ratios with endless digits.
    pub(super) fn unrounded(&mut self, indicator: &Indicator, written: &IndicatorDef, points: &PointsDef) {
        let Rule::Relative { kind: Relative::ZScore, .. } = indicator.rule else { return };
        let Some(number) = indicator.value.as_ref().and_then(|value| value.number()) else { return };
        // Data are decimals, so that only a division makes other ratios.
        let endless = number.decimals(&|_| Some(0)).is_none();
        let rounding = self.definition.rounding.as_ref();
        let doubt = written.faulty.contains(&"round")
            || rounding.is_none_or(|rounding| rounding.faulty.contains(&"value"));
        if endless && indicator.round.is_none() && !doubt {
            self.report(
                VALUE_UNROUNDED,
                points.at,
                Text::new(
                    "نمرهٔ معیار از نسبت‌هایی گرفته می‌شود که گرد نشده‌اند",
                    "this z-score is taken over ratios that are not rounded",
                ),
                Text::new(
                    "کلید round را به شاخص بیفزایید، مانند round = 4",
                    "add the key `round` to the indicator, such as round = 4",
                ),
            );
        }
    }

    /// The values from which an indicator's points are computed: after their rounding point.
    pub(super) fn values(&self, indicator: &Indicator) -> Values {
        let number = indicator.value.as_ref().and_then(|value| value.number());
        let formula = number.and_then(|number| self.decimals(number));
        let decimals = match (formula, indicator.round) {
            (Some(formula), Some(round)) => Some(formula.min(round.digits)),
            (formula, round) => formula.or(round.map(|round| round.digits)),
        };
        match &indicator.domain {
            Some(domain) => Values { domain: domain.0.clone(), stated: true, decimals },
            None => Values { domain: vec![self.range(number, indicator.round)], stated: false, decimals },
        }
    }

    /// The values of a formula without a rounding point of its own.
    pub(super) fn plain_values(&self, number: Option<&Number>) -> Values {
        let decimals = number.and_then(|number| self.decimals(number));
        Values { domain: vec![self.range(number, None)], stated: false, decimals }
    }

    fn range(&self, number: Option<&Number>, rounding: Option<Rounding>) -> Interval {
        number.map_or(Interval::ALL, |number| {
            let ranges = |column| column_range(self.rulebook, column);
            number.range(&crate::formula::Known::only(&ranges)).enclosing(rounding)
        })
    }

    fn decimals(&self, number: &Number) -> Option<u8> {
        number.decimals(&|column| column_decimals(self.rulebook, column))
    }
}
