//! Typical values beside the limits of their own field.

use super::Linter;
use crate::codes::TYPICAL_OUTSIDE;
use crate::decode::IdMap;
use crate::exact::Decimal;
use crate::rulebook::Shape;
use crate::source::Span;
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// What is typical is allowed and plausible.
    pub(super) fn typical_values(&mut self) {
        let rulebook = self.rulebook;
        for (field, typical) in rulebook.fields.iter().zip(&rulebook.typical) {
            let written =
                self.definition.field.as_ref().and_then(|map: &IdMap<_>| super::table(map, &field.id));
            let Some(written) = written.and_then(|field| field.typical.as_ref()) else { continue };
            let place = |key: Option<Span>| key.unwrap_or(written.at);
            let from = place(written.from.as_ref().map(|from| from.at));
            let to = place(written.to.as_ref().map(|to| to.at));
            let median = place(written.median.as_ref().map(|median| median.at));
            let numbers: Vec<(Decimal, Span)> = match &typical.shape {
                Some(Shape::Between { from: least, to: most }) => vec![(*least, from), (*most, to)],
                Some(Shape::Around { median: middle, .. }) => vec![(*middle, median)],
                _ => continue,
            };
            for (number, at) in numbers {
                let limits = [("range", &field.range), ("plausible", &field.plausible)];
                let broken = (limits.into_iter())
                    .find(|(_, limit)| limit.as_ref().is_some_and(|limit| !limit.contains_decimal(&number)));
                if let Some((key, Some(limit))) = broken {
                    self.report(
                        TYPICAL_OUTSIDE,
                        at,
                        text!(
                            fa: "عدد نوعی {number} بیرون از {limit} است که «{key}» همین قلم می‌گوید",
                            en: "the typical number {number} lies outside {limit}, the `{key}` of this field",
                            numbers: number, limit
                        ),
                        Text::new(
                            "عدد نوعی یا بازهٔ قلم را اصلاح کنید؛ امتیازی به آن بستگی ندارد",
                            "correct the typical number or the limits of the field; no score depends on it",
                        ),
                    );
                }
            }
        }
    }
}
