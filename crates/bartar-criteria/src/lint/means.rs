//! Means: rounded somewhere, and defined for every points below them.

use super::plans::PerPlan;
use super::{Linter, table};
use crate::codes::{MEAN_OF_ZERO, ROUNDING_MISSING};
use crate::diagnostic::Diagnostic;
use crate::resolve::WrittenPlan;
use crate::rulebook::{Aggregate, Child, Indicator, Plan, Rule};
use crate::syntax::{Combine, MissingPolicy, NegativePolicy, Role, ZeroMean, ZeroPolicy, ZeroRange};
use crate::text;
use crate::text::Text;

impl Linter<'_> {
    /// Every mean has a rounding point, and none is taken over points that leave it without an answer.
    pub(super) fn means(&mut self) {
        let mut found = PerPlan::default();
        let mut inexact: Option<Diagnostic> = None;
        let rounding = self.definition.rounding.as_ref();
        let unrounded = rounding
            .is_some_and(|rounding| rounding.aggregate.is_none() && !rounding.faulty.contains(&"aggregate"));
        for (index, plan, written) in self.plans() {
            let stated = |child: Child| states_zero(plan, written, child);
            let axes = plan.axes.iter().map(|axis| (Some(axis.id.as_str()), &axis.node));
            for (id, node) in axes.chain([(None, &plan.total.node)]) {
                let at = self.place_of(index, id);
                // One key is missing, however many quotients need it.
                match (unrounded.then(|| quotient(plan, node)).flatten(), &mut inexact) {
                    (Some(message), None) => {
                        inexact = Some(Diagnostic::new(ROUNDING_MISSING, at, message).hint(Text::new(
                            "کلید aggregate را در [rounding] بنویسید، مانند aggregate = 15",
                            "write the key `aggregate` under [rounding], such as aggregate = 15",
                        )));
                    }
                    (Some(message), Some(first))
                        if first.span != at && first.related.iter().all(|(place, _)| *place != at) =>
                    {
                        first.related.push((at, message));
                    }
                    _ => {}
                }
                let low = node.children.iter().find(|(child, _)| stated(*child) && can_be_zero(plan, *child));
                if let (true, Some((child, _))) = (breaks_at_zero(node), low) {
                    found.add(index, mean_of_zero(plan, *child, at));
                }
            }
        }
        self.tell(found);
        if let Some(inexact) = inexact {
            self.diagnostics.push(inexact);
        }
    }
}

fn mean_of_zero(plan: &Plan, child: Child, at: crate::source::Span) -> Diagnostic {
    let (id, place) = match child {
        Child::Axis(index) => (&plan.axes[index].id, plan.axes[index].at),
        Child::Indicator(index) => (&plan.indicators[index].id, plan.indicators[index].at),
    };
    let message = text!(
        fa: "این میانگین از «{id}» هم گرفته می‌شود که می‌تواند صفر یا کمتر باشد، و گفته نشده است که آنگاه چه می‌شود",
        en: "this mean is taken over `{id}`, which can be zero or less, and it is not stated what then"
    );
    Diagnostic::new(MEAN_OF_ZERO, at, message)
        .hint(Text::new(
            "بنویسید zero = \"zero\" (میانگین صفر است) یا zero = \"missing\" (محور امتیازی ندارد)",
            "write zero = \"zero\" (the mean is zero) or zero = \"missing\" (the axis has no points)",
        ))
        .also(place, Text::new("اینجا", "here"))
}

fn breaks_at_zero(node: &Aggregate) -> bool {
    matches!(node.combine, Combine::GeometricMean | Combine::HarmonicMean) && node.zero.is_none()
}

/// Why the points of a node can be a quotient with endless digits.
fn quotient(plan: &Plan, node: &Aggregate) -> Option<Text> {
    if node.combine != Combine::Sum {
        return Some(Text::new(
            "اینجا میانگین گرفته می‌شود و مرحلهٔ گرد کردن آن نوشته نشده است",
            "a mean is taken here, and no rounding point is stated for it",
        ));
    }
    let score = |child: Child| match child {
        Child::Axis(_) => true,
        Child::Indicator(index) => plan.indicators[index].role == Role::Score,
    };
    let scores: Vec<Child> =
        node.children.iter().map(|(child, _)| *child).filter(|child| score(*child)).collect();
    let left_out = scores.iter().find(|child| can_be_left_out(plan, **child))?;
    let id = match left_out {
        Child::Axis(index) => &plan.axes[*index].id,
        Child::Indicator(index) => &plan.indicators[*index].id,
    };
    (scores.len() > 1).then(|| text!(
        fa: "«{id}» می‌تواند کنار گذاشته شود و بقیه به نسبت بزرگ می‌شوند، ولی مرحلهٔ گرد کردن آن نوشته نشده است",
        en: "`{id}` can be left out, which stretches the others, and no rounding point is stated for it"
    ))
}

pub(super) fn can_be_left_out(plan: &Plan, child: Child) -> bool {
    match child {
        Child::Indicator(index) => {
            let indicator = &plan.indicators[index];
            let relative = matches!(indicator.rule, Rule::Relative { zero_range: ZeroRange::Exclude, .. });
            relative || indicator.missing.contains(&MissingPolicy::Exclude)
        }
        Child::Axis(index) => {
            let node = &plan.axes[index].node;
            node.available.is_some()
                || node.zero == Some(ZeroMean::Missing)
                || !node.children.is_empty()
                    && node.children.iter().all(|(child, _)| can_be_left_out(plan, *child))
        }
    }
}

fn can_be_zero(plan: &Plan, child: Child) -> bool {
    match child {
        Child::Indicator(index) => {
            let indicator = &plan.indicators[index];
            !above_zero(indicator.min) || earns_nothing(indicator)
        }
        Child::Axis(index) => {
            let node = &plan.axes[index].node;
            match node.combine {
                _ if node.children.is_empty() => false,
                Combine::GeometricMean | Combine::HarmonicMean => node.zero == Some(ZeroMean::Zero),
                Combine::ArithmeticMean => node.children.iter().all(|(child, _)| can_be_zero(plan, *child)),
                Combine::Sum => {
                    !above_zero(node.min) || node.children.iter().all(|(child, _)| can_be_zero(plan, *child))
                }
            }
        }
    }
}

/// Whether it is known what a child says of its least points and of missing data.
fn states_zero(plan: &Plan, written: &WrittenPlan, child: Child) -> bool {
    match child {
        Child::Axis(index) => {
            plan.axes[index].node.children.iter().all(|(child, _)| states_zero(plan, written, *child))
        }
        Child::Indicator(index) => {
            table(&written.indicators, &plan.indicators[index].id).is_some_and(|indicator| {
                let points = indicator.points.as_ref();
                indicator.missing.is_some()
                    && !["zero", "negative"].iter().any(|key| indicator.faulty.contains(key))
                    && points.is_some_and(|points| !points.faulty.contains(&"min"))
            })
        }
    }
}

fn above_zero(points: crate::exact::Decimal) -> bool {
    points > crate::exact::Decimal::ZERO
}

/// Whether a missing datum or a denominator of zero or less means no points at all.
fn earns_nothing(indicator: &Indicator) -> bool {
    indicator.missing.contains(&MissingPolicy::Zero)
        || indicator.zero == Some(ZeroPolicy::Zero)
        || indicator.negative == Some(NegativePolicy::Zero)
        || matches!(indicator.rule, Rule::Relative { zero_range: ZeroRange::Zero, .. })
}
