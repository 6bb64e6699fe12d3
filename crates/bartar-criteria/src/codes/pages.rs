//! The pages of `docs/diagnostics`, made from the codes themselves.
//!
//! A page is written twice over, English first, then Persian, so that either reader finds it whole. Written code stays
//! left to right inside Persian text: intervals such as `[0, 15)` would otherwise be shown mirrored.

use super::{data, files, formula, meaning, panel, points, ranking, shape, tree, typical};
use crate::diagnostic::Code;
use crate::text::Text;
use std::fmt::Write as _;

/// First line of every generated file.
const GENERATED: &str = "<!-- Generated from crates/bartar-criteria/src/codes by `BARTAR_UPDATE=1 cargo test -p bartar-criteria`. -->";

/// The groups of codes, each with its heading.
pub(super) fn groups() -> [(Text, &'static [Code]); 10] {
    [
        (Text::new("شکل شیوه‌نامه", "The shape of a rulebook"), shape::GROUP),
        (Text::new("فرمول‌ها", "Formulas"), formula::GROUP),
        (Text::new("قاعده‌های امتیاز", "Points rules"), points::GROUP),
        (Text::new("محورها، وزن‌ها و جمع‌ها", "Axes, weights and totals"), tree::GROUP),
        (Text::new("داده‌های نوعی", "Typical data"), typical::GROUP),
        (Text::new("گروه‌های رقابت، رتبه‌بندی و نشان‌ها", "Pools, ranking and honours"), ranking::GROUP),
        (Text::new("داده‌های پرونده‌ها", "Data of entries"), data::GROUP),
        (Text::new("معنای سرستون‌ها و ردیف‌ها", "What headers and rows mean"), meaning::GROUP),
        (Text::new("فایل‌های پرونده‌ها", "Files of entries"), files::GROUP),
        (Text::new("نمره‌های داوران", "Marks of judges"), panel::GROUP),
    ]
}

/// The Markdown page of a code, `docs/diagnostics/<code>.md`.
#[must_use]
pub fn page(code: Code) -> String {
    let info = code.0;
    let gravity = code.severity().word();
    let example = example(info.example);
    let (title_fa, meaning_fa, mend_fa) =
        (right_to_left(info.title.0), right_to_left(info.meaning.0), right_to_left(info.mend.0));
    let (title_en, meaning_en, mend_en) = (info.title.1, info.meaning.1, info.mend.1);
    let (rules_fa, rules_en) = info.secretariat.map_or_else(Default::default, |(fa, en)| {
        (
            format!("\n**برای دبیرخانه.** {}\n", right_to_left(fa)),
            format!("\n**For the secretariat.** {en}\n"),
        )
    });
    let mut page = format!("{GENERATED}\n\n# `{code}`\n\n");
    let _ = write!(page, "**{title_en}** ({})\n\n{meaning_en}\n\n", gravity.en);
    let _ = write!(page, "**What to do.** {mend_en}\n{rules_en}");
    if !example.is_empty() {
        let _ = write!(page, "\n**Example.**\n\n{example}");
    }
    page.push_str("\n<div dir=\"rtl\" lang=\"fa\">\n\n");
    let _ = write!(page, "**{title_fa}** ({})\n\n{meaning_fa}\n\n", gravity.fa);
    let _ = write!(page, "**چه باید کرد.** {mend_fa}\n{rules_fa}");
    if !example.is_empty() {
        let _ = write!(page, "\n**نمونه.**\n\n<div dir=\"ltr\">\n\n{example}\n</div>\n");
    }
    page.push_str("\n</div>\n");
    page
}

/// The list of all codes, `docs/diagnostics/README.md`.
#[must_use]
pub fn index() -> String {
    let mut page = format!(
        "{GENERATED}\n\n# Diagnostics\n\nEvery finding names a code, a place and what to do. An error keeps a rulebook \
         from being used or an entry from being ranked, or says that a person must look before the result is relied \
         on; a warning is usable but probably not what was meant; a notice \
         is worth knowing.\n\n<div dir=\"rtl\" lang=\"fa\">\n\nهر یافته یک کد، یک جا و یک چاره دارد. «خطا» نمی‌گذارد \
         شیوه‌نامه به کار رود یا پرونده رتبه‌بندی شود، یا می‌گوید پیش از تکیه بر نتیجه کسی باید نگاه کند؛ «هشدار» مانع کار نیست، ولی احتمالاً آن نیست که منظور بوده است؛ \
         «یادآوری» تنها برای آگاهی است.\n\n</div>\n"
    );
    for (heading, codes) in groups() {
        let _ = write!(page, "\n## {} · {}\n\n", heading.en, heading.fa);
        page.push_str("| code | gravity | title | عنوان |\n|---|---|---|---|\n");
        for code in codes {
            let (fa, en) = (right_to_left(code.0.title.0), code.0.title.1);
            let gravity = code.severity().word();
            let _ = writeln!(
                page,
                "| [`{code}`]({code}.md) | {} · {} | {en} | <span dir=\"rtl\" lang=\"fa\">{fa}</span> |",
                gravity.en, gravity.fa
            );
        }
    }
    page
}

/// Fenced blocks of an example. Paragraphs of TOML and of CSV may stand in one example; each language gets its block.
fn example(text: &str) -> String {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    for paragraph in text.trim().split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let toml = paragraph.starts_with('[') || paragraph.contains(" = ");
        let language = if toml { "toml" } else { "csv" };
        match blocks.last_mut() {
            Some((last, block)) if *last == language => {
                block.push_str("\n\n");
                block.push_str(paragraph);
            }
            _ => blocks.push((language, paragraph.to_owned())),
        }
    }
    let fenced: Vec<String> =
        blocks.iter().map(|(language, block)| format!("```{language}\n{block}\n```\n")).collect();
    fenced.join("\n")
}

/// Persian Markdown whose code spans read left to right.
fn right_to_left(text: &str) -> String {
    let mut markdown = String::new();
    for (part, piece) in text.split('`').enumerate() {
        if part % 2 == 0 {
            markdown.push_str(piece);
        } else {
            let code = piece.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            let _ = write!(markdown, "<code dir=\"ltr\">{code}</code>");
        }
    }
    markdown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever mends data never saw the rulebook and cannot change it.
    #[test]
    fn cures_of_data_name_no_key_of_the_rulebook() {
        let key = |span: &&str| {
            let word = |c: char| c.is_ascii_lowercase() || c == '-';
            !span.starts_with('-') && span.starts_with(word) && span.chars().all(word)
                || span.contains('[')
                || span.contains('=')
        };
        let mut faults = Vec::new();
        for code in [data::GROUP, meaning::GROUP, files::GROUP, panel::GROUP].concat() {
            let (_, en) = code.0.mend;
            faults.extend(en.split('`').skip(1).step_by(2).filter(key).map(|span| format!("{code}: {span}")));
            if en.contains("rulebook") {
                faults.push(format!("{code}: rulebook"));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}
