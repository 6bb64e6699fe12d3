//! What judges mark, as columns that formulas read.

use super::{Resolver, clause};
use crate::codes::{BAD_VALUE, DUPLICATE_NAME};
use crate::decode::Located;
use crate::exact::{Bound, Decimal, Interval, IntervalSet};
use crate::rulebook::{ColumnSpec, Criterion, Field, FieldKind, in_steps};
use crate::source::Span;
use crate::syntax::{CriterionDef, MeanOfMarks, RulebookDef, ScaleDef};
use crate::text;
use crate::text::Text;

/// Most judges that a rulebook can ask for.
const MOST_JUDGES: u32 = 1000;

impl Resolver<'_> {
    /// The criteria of the panel. Each becomes two fields, which no file of entries states.
    pub(super) fn panel(&mut self, definition: &RulebookDef) -> Vec<Criterion> {
        let mut criteria = Vec::new();
        for (id, (at, written)) in definition.panel.iter().flat_map(|map| &map.0) {
            match written.as_ref().and_then(|written| self.criterion(id, *at, written)) {
                Some(criterion) => criteria.push(criterion),
                None => self.faulty.extend(["sum", "count"].map(|part| format!("{id}_{part}"))),
            }
        }
        criteria
    }

    fn criterion(&mut self, id: &str, at: Span, written: &CriterionDef) -> Option<Criterion> {
        let (scale, judges) = (written.scale.as_ref()?, written.judges.as_ref()?);
        let mean = written.mean.unwrap_or(MeanOfMarks::Mean);
        let sound = [self.scale(scale), self.judges(judges, mean)];
        if let Some(spread) = written.spread.as_ref().filter(|spread| spread.value < Decimal::ZERO) {
            self.report(
                BAD_VALUE,
                spread.at,
                Text::new("اختلاف نمره‌ها منفی نمی‌شود", "a difference between marks is not negative"),
            );
            return None;
        }
        if sound.contains(&false) {
            return None;
        }
        // Of a trimmed mean, the highest and the lowest mark are no part.
        let fewest = judges.value - if mean == MeanOfMarks::Trimmed { 2 } else { 0 };
        let title = written.title.clone().unwrap_or_default();
        let sum = self.column_of_marks(
            id,
            "sum",
            at,
            None,
            Text::new(
                format!("جمع نمره‌های داوران: {}", title.fa),
                format!("Sum of the judges' marks: {}", title.en),
            ),
        )?;
        let count = self.column_of_marks(
            id,
            "count",
            at,
            Some(fewest),
            Text::new(
                format!("شمار نمره‌های داوران: {}", title.fa),
                format!("Number of the judges' marks: {}", title.en),
            ),
        )?;
        Some(Criterion {
            id: id.to_owned(),
            title,
            help: written.help.clone(),
            clause: clause(written.clause.as_ref()),
            from: scale.from.value,
            to: scale.to.value,
            step: scale.step.as_ref().map(|step| step.value),
            judges: judges.value,
            mean,
            spread: written.spread.as_ref().map(|spread| spread.value),
            sum,
            count,
            at,
        })
    }

    /// Whether a scale goes up, in whole steps.
    fn scale(&mut self, scale: &ScaleDef) -> bool {
        if scale.from.value >= scale.to.value {
            self.report(
                BAD_VALUE,
                scale.to.at,
                Text::new(
                    "بالاترین نمره باید از پایین‌ترین بیشتر باشد",
                    "the highest mark must be above the lowest",
                ),
            );
            return false;
        }
        let Some(Located { value: step, at }) = &scale.step else { return true };
        if *step <= Decimal::ZERO || !in_steps(scale.from.value, scale.to.value, *step) {
            self.report(
                BAD_VALUE,
                *at,
                text!(
                    fa: "با گام {step} از پایین‌ترین نمره به بالاترین نمی‌رسیم",
                    en: "steps of {step} do not lead from the lowest mark to the highest"
                ),
            );
            return false;
        }
        true
    }

    fn judges(&mut self, judges: &Located<u32>, mean: MeanOfMarks) -> bool {
        let fewest = if mean == MeanOfMarks::Trimmed { 3 } else { 1 };
        if (fewest..=MOST_JUDGES).contains(&judges.value) {
            return true;
        }
        self.report(
            BAD_VALUE,
            judges.at,
            text!(
                fa: "شمار داوران باید از {fewest} تا {MOST_JUDGES} باشد",
                en: "the number of judges must be from {fewest} to {MOST_JUDGES}"
            ),
        );
        false
    }

    /// A field made of marks, and its column.
    fn column_of_marks(
        &mut self,
        criterion: &str,
        part: &str,
        at: Span,
        fewest: Option<u32>,
        title: Text,
    ) -> Option<usize> {
        let id = format!("{criterion}_{part}");
        if self.fields.iter().any(|field| field.id == id) {
            self.report(
                DUPLICATE_NAME,
                at,
                text!(
                    fa: "«{id}» هم قلم است و هم از نمره‌های معیار «{criterion}» ساخته می‌شود",
                    en: "`{id}` is a field, and is made of the marks of `{criterion}` too"
                ),
            );
            return None;
        }
        let bound = |at| Bound { at, closed: at.is_some() };
        let range = fewest.map(|fewest| {
            IntervalSet(vec![Interval {
                low: bound(Some(Decimal::from(i64::from(fewest)))),
                high: bound(None),
            }])
        });
        self.columns.push(ColumnSpec { field: self.fields.len(), years_before: 0 });
        self.fields.push(Field {
            id,
            title,
            help: None,
            kind: if fewest.is_some() { FieldKind::Count } else { FieldKind::Number },
            unit: None,
            range,
            plausible: None,
            decimals: None,
            history: 0,
            columns: Vec::new(),
            optional: true,
            evidence: None,
            confidential: false,
            of_panel: true,
            unique: false,
            at,
        });
        Some(self.columns.len() - 1)
    }
}
