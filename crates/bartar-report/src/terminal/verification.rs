//! The numbered checks of a receipt, and in plain words what it proves, for a terminal.

use super::replay::write_checks;
use super::{Style, harmless, harmless_whole};
use bartar_criteria::rulebook::edition_in;
use bartar_criteria::{Text, text};
use bartar_record::Answer;
use bartar_record::digest::hex;
use bartar_record::files::FORMAT;
use bartar_record::receipt::{Opened, Place, StageStatement, Statement, Verification};
use bartar_scoring::Outcome;
use bartar_scoring::explain::StageEnd;
use std::io::{self, Write};

/// Writes what the checks of a receipt answered, and what is proven.
///
/// # Errors
/// Those of `out`.
pub fn write_verification(
    verification: &Verification,
    style: &Style,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(root) = verification.root {
        let root = hex(&root);
        let line = text!(fa: "ریشه: \u{2066}{FORMAT} {root}\u{2069}", en: "Root: {FORMAT} {root}");
        writeln!(out, "{}", style.text(&line))?;
    }
    writeln!(out)?;
    write_checks(&verification.checks, style.lang, out)?;
    let told = match verification.answer() {
        Answer::Pass => text!(
            fa: "اثبات شد: زیر این ریشه، که منتشر و امضا شده است، همین پرونده با همین داده‌ها و همین نتیجه ثبت است:",
            en: "Proven: under this root, which was published and signed, stands this very entry, with these data and this result:"
        ),
        Answer::NotChecked => text!(
            fa: "هنوز چیزی اثبات نشده است، زیرا همه چیز بررسی نشد؛ رسید این را می‌گوید:",
            en: "Nothing is proven yet, since not everything was checked; this is what the receipt says:"
        ),
        Answer::Fail => text!(
            fa: "این رسید چیزی را اثبات نمی‌کند.",
            en: "This receipt proves nothing."
        ),
    };
    writeln!(out)?;
    style.paragraph(0, style.text(&told), super::Paint::Bold, &mut out)?;
    if let Some(statement) = &verification.statement {
        writeln!(out)?;
        if let Some(rulebook) = &verification.rulebook {
            let id = shown(style, &rulebook.id);
            let edition = shown(style, &edition_in(&rulebook.edition, style.lang));
            say(
                style,
                &text!(fa: "شیوه‌نامه: {id}، ویرایش {edition}", en: "Rulebook: {id}, edition {edition}"),
                out,
            )?;
        }
        write_statement(statement, style, out)?;
    }
    match &verification.opened {
        Some(opened) => write_opened(opened, style, out),
        None => Ok(()),
    }
}

/// What strangers wrote, within a sentence of ours.
fn shown(style: &Style, text: &str) -> String {
    style.quoted(&harmless(text)).into_owned()
}

fn say(style: &Style, text: &Text, mut out: &mut dyn Write) -> io::Result<()> {
    style.paragraph(0, style.text(text), super::Paint::Plain, &mut out)
}

fn write_statement(statement: &Statement, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (id, name) = (shown(style, &statement.id), shown(style, &statement.name));
    let number = statement.entry;
    let line = text!(
        fa: "پرونده: {id}، {name} (شمارهٔ {number} سند)",
        en: "Entry: {id}, {name} (number {number} of the record)",
        numbers: number
    );
    say(style, &line, out)?;
    for stage in &statement.stages {
        write_stage(stage, style, out)?;
    }
    let filed = text!(fa: "داده‌های همگانی، چنان‌که ارسال شده است:", en: "Public data as filed:");
    write_data(&filed, &statement.data, style, out)
}

fn write_stage(stage: &StageStatement, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let heading = match &stage.stage {
        Some(id) => {
            let id = shown(style, id);
            text!(fa: "مرحلهٔ {id}", en: "Stage {id}")
        }
        None => text!(fa: "نتیجه", en: "Result"),
    };
    let outcome = title(&stage.outcome);
    let mut line =
        Text { fa: format!("{}: {}", heading.fa, outcome.fa), en: format!("{}: {}", heading.en, outcome.en) };
    if !stage.reasons.is_empty() {
        let codes: Vec<String> = stage.reasons.iter().map(|code| shown(style, code)).collect();
        let (fa, en) = (codes.join("، "), codes.join(", "));
        add(&mut line, &text!(fa: "؛ دلیل: {fa}", en: "; reasons: {en}"));
    }
    if let Some(pool) = &stage.pool {
        let pool = shown(style, pool);
        add(&mut line, &text!(fa: "؛ گروه رقابت {pool}", en: "; pool {pool}"));
    }
    if let Some(points) = &stage.points {
        let (total, score) = (number(style, &points.total), number(style, &points.score));
        add(&mut line, &text!(fa: "؛ جمع کل {total}", en: "; total {total}"));
        if !points.score.is_empty() {
            add(&mut line, &text!(fa: "، امتیاز کل {score}", en: ", score {score}"));
        }
    }
    say(style, &line, out)?;
    stage.places.iter().try_for_each(|place| write_place(place, style, out))
}

fn write_place(place: &Place, style: &Style, mut out: &mut dyn Write) -> io::Result<()> {
    let (ranking, rank) = (shown(style, &place.ranking), place.rank);
    let score = number(style, &place.score);
    let mut line = text!(
        fa: "رتبهٔ {rank} در {ranking}، با امتیاز کل {score}",
        en: "rank {rank} in {ranking}, with the score {score}",
        numbers: rank
    );
    if place.tied {
        add(&mut line, &text!(fa: " (برابر با پرونده‌ای دیگر)", en: " (tied)"));
    }
    if let Some(honour) = &place.honour {
        let honour = shown(style, honour);
        add(&mut line, &text!(fa: "؛ نشان: {honour}", en: "; honour: {honour}"));
    }
    style.paragraph(2, style.text(&line), super::Paint::Plain, &mut out)
}

fn add(line: &mut Text, more: &Text) {
    line.fa.push_str(&more.fa);
    line.en.push_str(&more.en);
}

/// A number as the receipt writes it, in the digits of the language.
fn number(style: &Style, written: &str) -> String {
    match written.parse() {
        Ok(decimal) => {
            let digits = written.split_once('.').and_then(|(_, digits)| u8::try_from(digits.len()).ok());
            style.number(&decimal, digits)
        }
        Err(_) => shown(style, written),
    }
}

/// The words for an outcome.
fn title(word: &str) -> Text {
    let outcomes =
        [Outcome::Ranked, Outcome::Ineligible, Outcome::Review, Outcome::Withdrawn, Outcome::Quarantined];
    match outcomes.into_iter().find(|outcome| outcome.word() == word) {
        Some(outcome) => outcome.title(),
        None if word == "stayed" => StageEnd::Stays.title(),
        None => Text::same(harmless(word)),
    }
}

/// Columns that are not empty, each on a line.
fn write_data(
    heading: &Text,
    data: &[(String, String)],
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out)?;
    say(style, heading, out)?;
    for (column, value) in data.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "  {}: {}", style.place(&harmless(column)), style.quoted(&harmless_whole(value)))?;
    }
    Ok(())
}

fn write_opened(opened: &Opened, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let heading = text!(
        fa: "داده‌های محرمانه، چنان‌که خود متقاضی ارسال کرده است (آن‌ها را منتشر نکنید):",
        en: "Confidential data, as the applicant filed them (do not publish them):"
    );
    write_data(&heading, &opened.data, style, out)?;
    if !opened.claims.is_empty() {
        let claims: Vec<(String, String)> =
            opened.claims.iter().map(|claim| (claim.column.clone(), claim.claimed.clone())).collect();
        let heading = text!(
            fa: "مقدارهای اظهارشده، جایی که چیز دیگری به حساب می‌آید:",
            en: "What was claimed, where something else counts:"
        );
        write_data(&heading, &claims, style, out)?;
    }
    if !opened.faults.is_empty() {
        writeln!(out)?;
        say(style, &text!(fa: "یافته‌های خواندن:", en: "Found in reading:"), out)?;
        for fault in &opened.faults {
            let (column, message) = (shown(style, &fault.column), style.message(&fault.message));
            writeln!(out, "  {column} [{}]: {message}", harmless(&fault.code))?;
        }
    }
    Ok(())
}
