//! Points rules: exactly one for each indicator, its names resolved.

use super::Resolver;
use crate::codes::{
    LEVELS_INCOMPLETE, LEVELS_UNKNOWN, MISSING_KEY, POINTS_RULE, TYPE_MISMATCH, ZERO_RANGE_UNSTATED,
};
use crate::decode::Located;
use crate::diagnostic::Diagnostic;
use crate::exact::Decimal;
use crate::formula::Formula;
use crate::rulebook::{Band, ColumnSpec, Compiled, Rule, ZScore};
use crate::syntax::{IndicatorDef, PointsDef, RULES, Relative, TrendDef, ZeroRange};
use crate::text;
use crate::text::Text;

impl Resolver<'_> {
    pub(super) fn rule(
        &mut self,
        points: &PointsDef,
        indicator: &IndicatorDef,
        value: Option<&Compiled>,
    ) -> Option<Rule> {
        let given = [
            points.bands.is_some(),
            points.linear.is_some(),
            points.piecewise.is_some(),
            points.step.is_some(),
            points.levels.is_some(),
            points.checklist.is_some(),
            points.trend.is_some(),
            points.relative.is_some(),
        ];
        let faulty = points.faulty.iter().any(|key| RULES.contains(key));
        let named: Vec<&str> =
            RULES.iter().zip(given).filter_map(|(name, given)| given.then_some(*name)).collect();
        if named.len() != 1 {
            if !faulty {
                let (all_fa, all, found) = (RULES.join("، "), RULES.join(", "), named.join(" + "));
                let message = if named.is_empty() {
                    text!(fa: "هیچ قاعدهٔ امتیازی نیامده است؛ یکی از این‌ها لازم است: {all_fa}", en: "there is no points rule; one of these is needed: {all}")
                } else {
                    text!(fa: "بیش از یک قاعدهٔ امتیاز آمده است: {found}", en: "there is more than one points rule: {found}")
                };
                let mut diagnostic = Diagnostic::new(POINTS_RULE, points.at, message);
                if named.len() > 1 {
                    diagnostic = diagnostic.hint(Text::new(
                        "اگر یکی از شیوه‌نامهٔ پایه یا از پیش‌فرض‌ها آمده است، points را در ابرو { … } بنویسید تا جای همهٔ آن را بگیرد",
                        "if one of them is inherited or a default, write points in braces { ... } to replace it as a whole",
                    ));
                }
                self.diagnostics.push(diagnostic);
            }
            return None;
        }
        self.misplaced(points, named[0]);
        let needs_value = !matches!(named[0], "checklist" | "trend");
        if needs_value && indicator.value.is_none() && !indicator.faulty.contains(&"value") {
            self.report(
                MISSING_KEY,
                indicator.at,
                text!(
                    fa: "قاعدهٔ «{rule}» فرمول value می‌خواهد",
                    en: "the rule `{rule}` needs a formula, `value`",
                    rule = named[0]
                ),
            );
        }
        if !needs_value && let Some(value) = &indicator.value {
            self.report(
                POINTS_RULE,
                value.at,
                text!(
                    fa: "قاعدهٔ «{rule}» خودش قلم‌ها را نام می‌برد و value ندارد",
                    en: "the rule `{rule}` names its fields itself and has no `value`",
                    rule = named[0]
                ),
            );
        }
        if let Some(levels) = &points.levels {
            return self.levels(levels, indicator, value?);
        }
        if needs_value
            && let Some(value) = value
            && !matches!(value.formula, Formula::Number(_))
        {
            self.report(
                TYPE_MISMATCH,
                value.text.at,
                text!(
                    fa: "قاعدهٔ «{rule}» به عدد نیاز دارد",
                    en: "the rule `{rule}` needs a number",
                    rule = named[0]
                ),
            );
            return None;
        }
        if let Some(bands) = &points.bands {
            let bands = bands.iter().map(|(set, points)| Band {
                set: set.value.clone(),
                points: points.value,
                at: set.at,
            });
            return Some(Rule::Bands(bands.collect(), points.otherwise.as_ref().map(|points| points.value)));
        }
        if let Some(linear) = &points.linear {
            return Some(Rule::Linear { none_at: linear.none_at.value, full_at: linear.full_at.value });
        }
        if let Some(knots) = &points.piecewise {
            return Some(Rule::Piecewise(knots.iter().map(|(x, points)| (x.value, points.value)).collect()));
        }
        if let Some(step) = &points.step {
            return Some(Rule::Step {
                from: step.from.value,
                per: step.per.value,
                points: step.points.value,
                continuous: step.continuous.unwrap_or(false),
            });
        }
        if let Some(items) = &points.checklist {
            let compiled: Vec<_> = items
                .iter()
                .map(|(condition, points)| Some((self.truth(condition)?, points.value)))
                .collect();
            return compiled.into_iter().collect::<Option<Vec<_>>>().map(Rule::Checklist);
        }
        if let Some(trend) = &points.trend {
            return self.trend(trend);
        }
        points.relative.and_then(|kind| self.relative(kind, points))
    }

    /// Reports keys that belong to another rule.
    fn misplaced(&mut self, points: &PointsDef, rule: &str) {
        let belongs = [
            ("otherwise", points.otherwise.is_some(), "bands"),
            ("zero-range", points.zero_range.is_some(), "relative"),
            ("z-score", points.z_score.is_some(), "relative"),
        ];
        for (key, given, owner) in belongs {
            if given && rule != owner {
                self.report(
                    POINTS_RULE,
                    points.at,
                    text!(
                        fa: "کلید «{key}» تنها با قاعدهٔ «{owner}» معنا دارد",
                        en: "the key `{key}` has a meaning only with the rule `{owner}`"
                    ),
                );
            }
        }
    }

    fn levels(
        &mut self,
        levels: &[(Located<String>, Located<Decimal>)],
        indicator: &IndicatorDef,
        value: &Compiled,
    ) -> Option<Rule> {
        let Formula::Choice(column) = value.formula else {
            let mut diagnostic = Diagnostic::new(
                TYPE_MISMATCH,
                value.text.at,
                Text::new(
                    "قاعدهٔ levels به یک قلم گزینه‌ای نیاز دارد",
                    "the rule `levels` needs a choice field",
                ),
            );
            if matches!(value.formula, Formula::Truth(_)) {
                let condition = &value.text.value;
                diagnostic = diagnostic.hint(text!(
                    fa: "برای بله/خیر قاعدهٔ checklist را به کار ببرید، مانند checklist = [[\"{condition}\", 10]]، و کلید value را بردارید",
                    en: "for yes and no use the rule `checklist`, such as checklist = [[\"{condition}\", 10]], and leave `value` out"
                ));
            }
            self.diagnostics.push(diagnostic);
            return None;
        };
        let choices: Vec<String> =
            self.choices_of(self.columns[column].field).iter().map(|choice| choice.id.clone()).collect();
        let mut points: Vec<Option<Decimal>> = vec![None; choices.len()];
        for (level, earned) in levels {
            match choices.iter().position(|choice| *choice == level.value) {
                Some(index) if points[index].is_some() => self.report(
                    LEVELS_UNKNOWN,
                    level.at,
                    text!(
                        fa: "گزینهٔ «{level}» دو بار آمده است",
                        en: "the choice `{level}` stands twice",
                        level = level.value
                    ),
                ),
                Some(index) => points[index] = Some(earned.value),
                None => {
                    let (all_fa, all) = (choices.join("، "), choices.join(", "));
                    self.diagnostics.push(
                        Diagnostic::new(
                            LEVELS_UNKNOWN,
                            level.at,
                            text!(
                                fa: "«{level}» از گزینه‌های این قلم نیست",
                                en: "`{level}` is not a choice of this field",
                                level = level.value
                            ),
                        )
                        .hint(text!(fa: "گزینه‌ها: {all_fa}", en: "the choices are: {all}")),
                    );
                }
            }
        }
        let without: Vec<&str> = choices
            .iter()
            .zip(&points)
            .filter(|(_, points)| points.is_none())
            .map(|(choice, _)| choice.as_str())
            .collect();
        if !without.is_empty() {
            let (without_fa, without) = (without.join("، "), without.join(", "));
            let at = indicator.points.as_ref().map_or(indicator.at, |points| points.at);
            self.report(
                LEVELS_INCOMPLETE,
                at,
                text!(
                    fa: "برای این گزینه‌ها امتیازی گفته نشده است: {without_fa}",
                    en: "no points are stated for these choices: {without}"
                ),
            );
        }
        Some(Rule::Levels(column, points.into_iter().map(Option::unwrap_or_default).collect()))
    }

    fn trend(&mut self, trend: &TrendDef) -> Option<Rule> {
        let compiled = self.number(&trend.field)?;
        let column = compiled.formula.columns().first().copied()?;
        let field = self.columns[column].field;
        let columns: Vec<usize> =
            (0..self.columns.len()).filter(|index| self.columns[*index].field == field).collect();
        if columns.len() < 2 || self.columns[column] != (ColumnSpec { field, years_before: 0 }) {
            self.report(
                crate::codes::NO_HISTORY,
                trend.field.at,
                Text::new(
                    "روند به قلمی با سال‌های پیشین (history) نیاز دارد",
                    "a trend needs a field with earlier years (`history`)",
                ),
            );
            return None;
        }
        self.used_columns.extend(columns.iter().copied());
        Some(Rule::Trend {
            columns,
            rising: trend.rising.value,
            steady: trend.steady.value,
            falling: trend.falling.value,
            mixed: trend.mixed.value,
        })
    }

    fn relative(&mut self, kind: Relative, points: &PointsDef) -> Option<Rule> {
        let z = points.z_score.as_ref().map(|z| ZScore {
            at_mean: z.at_mean.value,
            per_deviation: z.per_deviation.value,
            digits: z.digits,
            deviation: z.deviation,
        });
        if kind == Relative::ZScore && z.is_none() {
            if !points.faulty.contains(&"z_score") {
                self.needed(points.at, "z-score");
            }
            return None;
        }
        let can_divide_by_zero = matches!(kind, Relative::MinMax | Relative::ZScore | Relative::ShareOfBest);
        if can_divide_by_zero && points.zero_range.is_none() && !points.faulty.contains(&"zero_range") {
            let message = if kind == Relative::ShareOfBest {
                Text::new(
                    "گفته نشده است که اگر بهترین مقدار مثبت نباشد چه می‌شود",
                    "it is not stated what happens when the best value is not above zero",
                )
            } else {
                Text::new(
                    "گفته نشده است که اگر همهٔ مقدارها برابر باشند چه می‌شود",
                    "it is not stated what happens when all values are equal",
                )
            };
            self.diagnostics.push(
                Diagnostic::new(ZERO_RANGE_UNSTATED, points.at, message)
                .hint(Text::new(
                    "کلید zero-range را با یکی از این مقدارها بنویسید: \"zero-points\"، \"full-points\"، \"half-points\"، \"exclude\"",
                    "write zero-range = \"zero-points\", \"full-points\", \"half-points\" or \"exclude\"",
                )),
            );
        }
        // Percentile and rank need no such policy: a value alone in its pool is the best there.
        Some(Rule::Relative { kind, zero_range: points.zero_range.unwrap_or(ZeroRange::Full), z })
    }
}
