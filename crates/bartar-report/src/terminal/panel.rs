//! The judges' marks for a terminal.

use super::{Style, harmless, harmless_message, harmless_whole, isolated, lines, table};
use crate::origin::Origin;
use crate::panel::{CriterionReport, PanelReport};
use bartar_criteria::Lang;
use bartar_criteria::exact::{Exact, Rounding};
use bartar_scoring::panel::{Counted, JudgeMark};
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
    for criterion in &report.criteria {
        writeln!(out, "{}", style.bold(&isolated(&harmless(style.text(criterion.title)))))?;
        entries(criterion, style, &mut out)?;
        judges(criterion, style, &mut out)?;
        writeln!(out)?;
    }
    if report.findings.is_empty() {
        return Ok(());
    }
    let title = format!("{}: {}", style.pick("یافته‌ها", "Findings"), style.count(report.findings.len()));
    writeln!(out, "{}", style.bold(&isolated(&title)))?;
    for notice in origin.notices() {
        let row = notice.row.map_or_else(String::new, |row| format!(":{row}"));
        let said = harmless_message(style.text(&notice.message));
        let line = format!("[{}] {}{row}: {said}", notice.code, harmless_whole(&notice.source));
        writeln!(out, "  {}", isolated(&line))?;
    }
    for finding in report.findings.iter().filter(|finding| finding.line.is_none()) {
        let line = format!("[{}] {}", finding.code, harmless_message(style.text(&finding.message)));
        writeln!(out, "  {}", isolated(&line))?;
    }
    Ok(())
}

fn entries(criterion: &CriterionReport<'_>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let header = [
        style.pick("شناسه", "Id"),
        style.pick("نام", "Name"),
        style.pick("میانگین", "Mean"),
        style.pick("نمره‌ها", "Marks"),
    ];
    let mut list = table(style, &header, &[false, false, true, false]);
    for entry in &criterion.entries {
        let marks: Vec<String> = entry.marks.iter().map(|mark| shown(mark, style)).collect();
        let recused = entry.recused.iter().map(|(judge, reason)| {
            format!("{} {} ({})", harmless(judge), style.pick("کنار رفته", "recused"), harmless(reason))
        });
        let mut said = marks;
        said.extend(recused);
        said.extend(entry.open.iter().map(|open| harmless_message(style.text(open))));
        list.add_row([
            isolated(&harmless(entry.id)).into_owned(),
            isolated(&harmless(entry.name)).into_owned(),
            entry.mean.as_ref().map_or_else(|| "—".to_owned(), |mean| number(mean, style)),
            isolated(&said.join(style.pick("؛ ", "; "))).into_owned(),
        ]);
    }
    for line in lines(&list) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A judge's code and mark, with a sign where it does not count.
fn shown(mark: &JudgeMark, style: &Style) -> String {
    let number = mark.mark.map_or_else(|| "?".to_owned(), |mark| style.number(&mark, None));
    let sign = match mark.counted {
        Counted::Yes => "",
        Counted::Trimmed => style.pick(" (حذف میانگین پیراسته)", " (trimmed)"),
        Counted::Refused(_) => style.pick(" (شمرده نشد)", " (not counted)"),
    };
    format!("{} {number}{sign}", harmless(&mark.judge))
}

fn judges(criterion: &CriterionReport<'_>, style: &Style, out: &mut impl Write) -> io::Result<()> {
    let agreement = &criterion.agreement;
    let alpha = agreement.alpha.as_ref().map_or_else(|| "—".to_owned(), |alpha| number(alpha, style));
    let count = |count: u32| style.count(count as usize);
    let (entries, marks) = (count(agreement.entries), count(agreement.marks));
    let line = match style.lang {
        Lang::Fa => format!("هم‌رأیی (آلفای کریپندورف، بازه‌ای): {alpha} ({entries} پرونده، {marks} نمره)"),
        Lang::En => {
            format!("Agreement (Krippendorff's alpha, interval): {alpha} ({entries} entries, {marks} marks)")
        }
    };
    writeln!(out, "\n  {}", isolated(&line))?;
    let header = [
        style.pick("داور", "Judge"),
        style.pick("نمره", "Marks"),
        style.pick("مشترک", "Shared"),
        style.pick("آسان‌گیری", "Leniency"),
    ];
    let mut list = table(style, &header, &[false, true, true, true]);
    for judge in &agreement.judges {
        let leniency =
            judge.leniency.as_ref().map_or_else(|| "—".to_owned(), |leniency| number(leniency, style));
        list.add_row([
            isolated(&harmless(&judge.judge)).into_owned(),
            count(judge.marks),
            count(judge.shared),
            leniency,
        ]);
    }
    for line in lines(&list) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// A number of information, to three digits.
fn number(value: &Exact, style: &Style) -> String {
    Rounding::half_up(3).apply(value).map_or_else(|_| "—".to_owned(), |number| style.number(&number, None))
}
