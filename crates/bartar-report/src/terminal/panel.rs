//! The judges' marks for a terminal.

use super::sheet::{Kind, Sheet};
use super::{Paint, Style, harmless, harmless_whole};
use crate::findings::place_text;
use crate::origin::Origin;
use crate::panel::{CriterionReport, PanelReport};
use bartar_criteria::Lang;
use bartar_criteria::exact::{Exact, Rounding};
use bartar_scoring::panel::{Counted, JudgeMark, Recusal};
use std::io::{self, Write};

/// Writes the marks: for each criterion the entries, then the judges, then what does not count.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_panel(
    report: &PanelReport<'_>,
    origin: &dyn Origin,
    style: &Style,
    mut out: impl Write,
) -> io::Result<()> {
    if report.open > 0 {
        let line = format!("{}: {}", style.pick("هنوز ناتمام", "Still open"), style.count(report.open));
        style.paragraph(0, &line, Paint::Bold, &mut out)?;
    }
    for criterion in &report.criteria {
        style.paragraph(0, &harmless(style.text(criterion.title)), Paint::Bold, &mut out)?;
        entries(criterion, origin, style, &mut out)?;
        judges(criterion, style, &mut out)?;
        writeln!(out)?;
    }
    if report.findings.is_empty() {
        return Ok(());
    }
    let title = format!("{}: {}", style.pick("یافته‌ها", "Findings"), style.count(report.findings.len()));
    style.paragraph(0, &title, Paint::Bold, &mut out)?;
    for finding in &report.findings {
        let place = place_text(finding.line.and_then(|line| origin.mark(line)));
        let place =
            if place.is_empty() { place } else { format!(" ({})", style.place(&harmless_whole(&place))) };
        let id = finding.row.map_or("", |row| report.ids.get(row as usize));
        let id = if id.is_empty() { String::new() } else { format!("{}: ", style.quoted(&harmless(id))) };
        let line = format!("[{}] {id}{}{place}", finding.code, style.message(&finding.message));
        style.paragraph(2, &line, Paint::Plain, &mut out)?;
    }
    Ok(())
}

fn entries(
    criterion: &CriterionReport<'_>,
    origin: &dyn Origin,
    style: &Style,
    out: &mut impl Write,
) -> io::Result<()> {
    let columns = [
        (style.pick("شناسه", "Id"), Kind::Free),
        (style.pick("نام", "Name"), Kind::Free),
        (style.pick("میانگین", "Mean"), Kind::Number),
        (style.pick("نمره‌ها", "Marks"), Kind::Said),
    ];
    let mut sheet = Sheet::new(style, &columns);
    for entry in &criterion.entries {
        let mark = |mark: &JudgeMark| match mark.counted {
            Counted::Yes | Counted::Trimmed => mark_text(mark, style),
            Counted::Refused(_) => {
                let places = mark_places(mark, origin);
                let places = places.iter().map(|place| style.place(&harmless_whole(place)).into_owned());
                let places = places.collect::<Vec<_>>().join(style.pick("، ", ", "));
                format!("{} ({places})", mark_text(mark, style))
            }
        };
        let mut said: Vec<String> = entry.marks.iter().map(mark).collect();
        said.extend(entry.recused.iter().map(|recusal| recusal_text(recusal, style)));
        said.extend(entry.open.iter().map(|open| style.message(open)));
        sheet.push([
            harmless(entry.id),
            harmless(entry.name),
            entry.mean.as_ref().map_or_else(|| "—".to_owned(), |mean| number(mean, style)),
            said.join(style.pick("؛ ", "; ")),
        ]);
    }
    sheet.write(out)
}

/// Where the lines of a judge's mark stand.
pub(super) fn mark_places(mark: &JudgeMark, origin: &dyn Origin) -> Vec<String> {
    let places = mark.lines.iter().map(|line| place_text(origin.mark(*line)));
    places.filter(|place| !place.is_empty()).collect()
}

/// A judge's code and mark, or what is written in place of one mark, and what became of it where it does not count.
pub(super) fn mark_text(mark: &JudgeMark, style: &Style) -> String {
    let written = || {
        let quote = |words: &String| match style.lang {
            Lang::Fa => format!("«{}»", style.quoted(&harmless(words))),
            Lang::En => format!("`{}`", style.quoted(&harmless(words))),
        };
        mark.written.iter().map(quote).collect::<Vec<_>>().join(style.pick(" و ", " and "))
    };
    let number = mark.mark.map_or_else(written, |mark| style.number(&mark, None));
    let sign = match mark.counted {
        Counted::Yes => "",
        Counted::Trimmed => style.pick(" (حذف میانگین پیراسته)", " (trimmed)"),
        Counted::Refused(_) => style.pick(" (شمرده نشد)", " (not counted)"),
    };
    format!("{} {number}{sign}", style.quoted(&harmless(&mark.judge)))
}

/// A judge who does not mark the entry, and why.
pub(super) fn recusal_text(recusal: &Recusal, style: &Style) -> String {
    let (judge, reason) = (harmless(&recusal.judge), harmless(&recusal.reason));
    format!("{} {} ({})", style.quoted(&judge), style.pick("کنار رفته", "recused"), style.quoted(&reason))
}

fn judges(criterion: &CriterionReport<'_>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let agreement = &criterion.agreement;
    let alpha = agreement.alpha.as_ref().map_or_else(|| "—".to_owned(), |alpha| number(alpha, style));
    let count = |count: u32| style.count(count as usize);
    let (entries, marks) = (count(agreement.entries), count(agreement.marks));
    let line = match style.lang {
        Lang::Fa => format!("هم‌رأیی (آلفای کریپندورف، فاصله‌ای): {alpha} ({entries} پرونده، {marks} نمره)"),
        Lang::En => {
            format!("Agreement (Krippendorff's alpha, interval): {alpha} ({entries} entries, {marks} marks)")
        }
    };
    writeln!(out)?;
    style.paragraph(2, &line, Paint::Plain, out)?;
    let legend = style.pick(
        "آلفا: ۱ هم‌رأیی کامل و صفر در حد تصادف است. آسان‌گیری: بالاتر از صفر یعنی آسان‌گیرتر از داوران دیگر، با همان واحد نمره.",
        "Alpha: 1 is perfect agreement, 0 what chance would give. Leniency: above zero is more lenient than the other \
         judges, in points of the scale.",
    );
    style.paragraph(2, legend, Paint::Dim, out)?;
    let columns = [
        (style.pick("داور", "Judge"), Kind::Free),
        (style.pick("شمار نمره", "Marks"), Kind::Number),
        (style.pick("مشترک", "Shared"), Kind::Number),
        (style.pick("آسان‌گیری", "Leniency"), Kind::Number),
    ];
    let mut sheet = Sheet::new(style, &columns);
    for judge in &agreement.judges {
        let leniency =
            judge.leniency.as_ref().map_or_else(|| "—".to_owned(), |leniency| number(leniency, style));
        sheet.push([harmless(&judge.judge), count(judge.marks), count(judge.shared), leniency]);
    }
    sheet.write(out)
}

/// A number of information, to three digits; marked where that cuts it.
fn number(value: &Exact, style: &Style) -> String {
    let Ok(rounded) = Rounding::half_up(3).apply(value) else { return "—".to_owned() };
    let cut = if *value == Exact::from(rounded) { "" } else { "≈ " };
    format!("{cut}{}", style.number(&rounded, None))
}
