//! Fields and constants that nothing reads.

use super::Linter;
use crate::codes::{UNUSED_CONSTANT, UNUSED_FIELD};
use crate::rulebook::{Field, FieldKind, year_suffix};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Every field is read by some rule, in every year that applicants must state.
    pub(super) fn unused_fields(&mut self) {
        let rulebook = self.rulebook;
        for (index, field) in rulebook.fields.iter().enumerate() {
            if matches!(field.kind, FieldKind::Text | FieldKind::NationalId)
                || field.unique
                || self.identifies(field)
            {
                continue;
            }
            let used: Vec<u8> = (rulebook.columns.iter().enumerate())
                .filter(|(column, spec)| spec.field == index && self.resolved.used_columns.contains(column))
                .map(|(_, spec)| spec.years_before)
                .collect();
            let oldest = used.iter().copied().max();
            if oldest >= Some(field.history) || self.may_be_read(&field.id) {
                continue;
            }
            let id = &field.id;
            let Some(oldest) = oldest else {
                self.report(
                    UNUSED_FIELD,
                    field.at,
                    text!(fa: "هیچ قاعده‌ای قلم «{id}» را نمی‌خواند", en: "no rule reads the field `{id}`"),
                    Text::new(
                        "قاعده‌ای را که باید آن را بخواند بیفزایید، یا قلم را حذف کنید تا متقاضیان بیهوده آن را پر نکنند",
                        "add the rule that should read it, or remove the field and spare applicants the trouble",
                    ),
                );
                continue;
            };
            let first = format!("{id}{}", year_suffix(oldest + 1));
            self.report(
                UNUSED_FIELD,
                field.at,
                text!(fa: "هیچ قاعده‌ای «{first}» را نمی‌خواند", en: "no rule reads `{first}`"),
                text!(fa: "بنویسید history = {oldest}", en: "write history = {oldest}"),
            );
        }
    }

    /// Every constant is read by some formula.
    pub(super) fn unused_constants(&mut self) {
        for (id, constant) in &self.rulebook.constants {
            if self.resolved.used_constants.contains(id) || self.may_be_read(id) {
                continue;
            }
            self.report(
                UNUSED_CONSTANT,
                constant.at,
                text!(fa: "هیچ فرمولی عدد ثابت «{id}» را نمی‌خواند", en: "no formula reads the constant `{id}`"),
                text!(
                    fa: "در فرمول‌ها به‌جای خود عدد، «{id}» بنویسید، یا تعریف آن را حذف کنید",
                    en: "write `{id}` in the formulas in place of the bare number, or remove its definition"
                ),
            );
        }
    }

    /// Whether the field is the entry's id or name, which is read without any formula.
    fn identifies(&self, field: &Field) -> bool {
        let data = &self.rulebook.data;
        let mut headers = data.id.iter().chain(&data.name);
        headers.any(|header| *header == field.id || field.columns.contains(header))
    }

    /// Whether something that could not be understood may read this name, or was meant to.
    fn may_be_read(&self, id: &str) -> bool {
        self.resolved.meant.contains(id) || self.diagnostics.gaps.may_use(&self.rulebook.sources, id)
    }
}
