//! `bartar diff`: what changed between two records, and which change moved which rank.

use crate::args::{DiffArgs, Format};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use crate::record_folder;
use bartar_criteria::{Lang, Text, text};
use bartar_record::diff::compare;
use bartar_record::{Files, is_public};
use bartar_report::{csv, json, terminal};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &DiffArgs, lang: Lang) -> Result<Exit, Failure> {
    let (a, b) = (full(&arguments.a)?, full(&arguments.b)?);
    let difference = compare(&a, &b).map_err(|(of_b, damage)| {
        let shown = if of_b { &arguments.b } else { &arguments.a }.display();
        let (part, Text { fa, en }) = (damage.part, damage.what);
        Failure::Told(
            Exit::Data,
            text!(
                fa: "سند «{shown}»، بخش {part}: {fa}؛ \u{2066}bartar replay {shown}\u{2069} را اجرا کنید",
                en: "the record `{shown}`, part {part}: {en}; run `bartar replay {shown}`"
            ),
        )
    })?;
    match arguments.format {
        Format::Table => {
            to_stdout(|out| terminal::write_difference(&difference, &style(lang, arguments.top), out))?;
        }
        Format::Json => to_stdout(|out| json::write_difference(&difference, out))?,
        Format::Csv => to_stdout(|out| csv::write_difference(&difference, out))?,
    }
    let same = difference.is_empty() && difference.roots[0] == difference.roots[1];
    Ok(if same { Exit::Done } else { Exit::Found })
}

/// Reads a record that holds what is confidential.
fn full(path: &Path) -> Result<Files, Failure> {
    let files = record_folder::read(path)?;
    if !is_public(&files) {
        return Ok(files);
    }
    let shown = path.display();
    Err(Failure::Told(
        Exit::Data,
        text!(
            fa: "سند «{shown}» شکل همگانی است: داده‌های محرمانه، نمره‌ها و اصلاح‌ها در آن نیست و بی آن‌ها نمی‌توان گفت چه چیزی کدام رتبه را جابه‌جا کرده است. سند کامل را بدهید. آنچه همگانی است فایل‌های rulebook/ و results/ است و \u{2066}diff -r\u{2069} هم آن‌ها را با هم می‌سنجد",
            en: "the record `{shown}` is the public form: it lacks the confidential data, the marks and the amendments, without which nobody can tell what moved which rank. Give the full record. What is public are the files in rulebook/ and results/, which `diff -r` compares too"
        ),
    ))
}
