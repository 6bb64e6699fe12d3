//! The numbered checks of a record, for a terminal.

use super::Style;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::{Lang, Text, text};
use bartar_record::digest::hex;
use bartar_record::files::FORMAT;
use bartar_record::{Answer, Checked, Difference, Numbered, Replay};
use std::io::{self, Write};

/// Writes what the checks of a record answered.
///
/// # Errors
/// Those of `out`.
pub fn write_replay(replay: &Replay, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let lang = style.lang;
    if let Some(root) = replay.root {
        let root = hex(&root);
        let line = text!(fa: "ریشه: \u{2066}{FORMAT} {root}\u{2069}", en: "Root: {FORMAT} {root}");
        writeln!(out, "{}", line.get(lang))?;
    }
    if replay.public {
        let line = text!(
            fa: "این شکل همگانی سند است: آنچه محرمانه است در آن نیست",
            en: "This is the public form of a record: what is confidential is not in it"
        );
        writeln!(out, "{}", line.get(lang))?;
    }
    writeln!(out)?;
    write_checks(&replay.checks, lang, out)
}

/// Writes what checks answered, and how many answered what.
pub(super) fn write_checks<C: Numbered>(
    checks: &[Checked<C>],
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    for checked in checks {
        write_check(checked, lang, out)?;
    }
    let count = |answer| checks.iter().filter(|checked| checked.answer == answer).count();
    let (passed, failed, open) = (count(Answer::Pass), count(Answer::Fail), count(Answer::NotChecked));
    let line = text!(
        fa: "درست: {passed}، نادرست: {failed}، بررسی‌نشده: {open}",
        en: "{passed} passed, {failed} failed, {open} not checked",
        numbers: passed, failed, open
    );
    writeln!(out, "\n{}", line.get(lang))
}

fn write_check<C: Numbered>(checked: &Checked<C>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let (name, title, answer) = (checked.check.name(), checked.check.title(), checked.answer.title());
    let told = checked.told.get(lang);
    let line = match lang {
        Lang::Fa => format!("\u{2066}{name}\u{2069}\t{}: {} — {told}", title.fa, answer.fa),
        Lang::En => format!("{name:<4} {:<12} {}: {told}", answer.en, title.en),
    };
    writeln!(out, "{line}")?;
    for difference in &checked.differences {
        writeln!(out, "       {}", words(difference).get(lang))?;
    }
    let more = checked.count.saturating_sub(checked.differences.len());
    if more > 0 {
        let more_fa = to_persian_digits(&more.to_string());
        let line = text!(fa: "و {more_fa} تفاوت دیگر", en: "and {more} more");
        writeln!(out, "       {}", line.get(lang))?;
    }
    Ok(())
}

/// Where a record differs, and how, on one line.
#[must_use]
pub fn words(difference: &Difference) -> Text {
    let Difference { part, entry, of, expected, found } = difference;
    let mut place_fa = format!("\u{2066}{part}\u{2069}");
    let mut place_en = part.clone();
    if let Some(entry) = entry {
        place_fa.push_str(&format!("، پروندهٔ «{entry}»"));
        place_en.push_str(&format!(", entry {entry}"));
    }
    if let Some(of) = of {
        place_fa.push_str(&format!("، \u{2066}{of}\u{2069}"));
        place_en.push_str(&format!(", {of}"));
    }
    let shown = |text: &Option<String>, nothing: &str| match text {
        None => nothing.to_owned(),
        Some(text) => text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect(),
    };
    let (expected_fa, found_fa) = (shown(expected, "هیچ"), shown(found, "هیچ"));
    let (expected_en, found_en) = (shown(expected, "nothing"), shown(found, "nothing"));
    text!(
        fa: "{place_fa}: باید \u{2066}{expected_fa}\u{2069} باشد و \u{2066}{found_fa}\u{2069} است",
        en: "{place_en}: expected {expected_en}, found {found_en}"
    )
}
