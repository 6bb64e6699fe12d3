//! The needed columns that a file lacks, and what to do about them.

use bartar_criteria::codes;
use bartar_criteria::text;
use bartar_criteria::text::{Lang, Text};

use crate::blanks::shown;
use crate::fault::FileFault;

/// The most unknown headers that are named where a column is missing.
const MOST_NAMED: usize = 12;

/// What a column is called.
pub(super) struct Called {
    /// The headers that the rulebook gives it, the usual one first. A column that no file has, has none.
    pub(super) headers: Vec<String>,
    /// The title of its field.
    pub(super) title: Text,
}

impl Called {
    /// The header that the rulebook names first.
    pub(super) fn usual(&self) -> &str {
        self.headers.first().map_or("", String::as_str)
    }

    /// The usual header with the title beside it, where that says more.
    pub(super) fn with_title(&self, lang: Lang) -> String {
        let (usual, title) = (self.usual(), self.title.get(lang));
        let more = if usual == title { String::new() } else { format!(" ({title})") };
        format!("{}{more}", quoted(lang, usual))
    }
}

/// The fault of a file without these columns; `names` are its headers, of which `unknown` say nothing.
pub(super) fn lacks(
    file: &str,
    missing: &[&Called],
    names: &[String],
    unknown: &[&str],
) -> Option<FileFault> {
    if missing.is_empty() {
        return None;
    }
    let list = |lang: Lang, comma: &str| {
        missing.iter().map(|called| called.with_title(lang)).collect::<Vec<_>>().join(comma)
    };
    let (list_fa, list_en) = (list(Lang::Fa, "، "), list(Lang::En, ", "));
    let message = text!(
        fa: "ستون‌هایی که شیوه‌نامه لازم دارد در فایل نیست: {list_fa}",
        en: "the file lacks columns that the rulebook needs: {list_en}"
    );
    let unknown: Vec<&str> = unknown.iter().copied().filter(|name| !name.is_empty()).collect();
    Some(FileFault::new(file, codes::MISSING_COLUMN, message).hint(cure(missing, names, &unknown)))
}

/// What to do about missing columns: name the separator anew, change a header, or add the column.
fn cure(missing: &[&Called], names: &[String], unknown: &[&str]) -> Text {
    if let [only] = names
        && only.contains(['،', '؛', '|'])
    {
        return text!(
            fa: "همهٔ سرستون‌ها در یک خانه خوانده شد؛ جداکنندهٔ ستون‌ها باید ویرگول لاتین «,»، «;» یا Tab باشد. در برنامهٔ \
                 صفحه‌گسترده با قالب «CSV UTF-8» ذخیره کنید",
            en: "the whole header was read as one cell; columns are parted by a comma `,`, a `;` or a tab. Save the \
                 file in the spreadsheet program as \"CSV UTF-8\""
        );
    }
    let filled: Vec<&String> = names.iter().filter(|name| !name.is_empty()).collect();
    if let [title] = filled.as_slice()
        && unknown.contains(&title.as_str())
    {
        let title = shown(title);
        return text!(
            fa: "ردیف نخست تنها «{title}» را دارد؛ اگر عنوان جدول است، سرستون شناسه را در ردیف سرستون‌ها بنویسید، زیرا آن ردیف با \
                 سرستون شناسه شناخته می‌شود، یا عنوان را بردارید",
            en: "the first row holds only `{title}`; if that is a title of the table, write the header of the id column among \
                 the headers, which are known by it, or remove the title"
        );
    }
    let hint = |lang: Lang, comma: &str| {
        let slip = |called: &&Called| {
            let header = called.headers.iter().find_map(|header| nearest(header, unknown.iter().copied()));
            header.map(|slip| (quoted(lang, &shown(slip)), quoted(lang, called.usual())))
        };
        let slips: Vec<(String, String)> = missing.iter().filter_map(slip).collect();
        let others: Vec<String> = missing
            .iter()
            .filter(|called| called.headers.len() > 1)
            .map(|called| {
                let all: Vec<String> = called.headers.iter().map(|header| quoted(lang, header)).collect();
                match lang {
                    Lang::Fa => all.join(" یا "),
                    Lang::En => all.join(" or "),
                }
            })
            .collect();
        let mut told = Vec::new();
        if !slips.is_empty() {
            let pairs = slips.iter().map(|(from, to)| match lang {
                Lang::Fa => format!("{from} به {to}"),
                Lang::En => format!("{from} to {to}"),
            });
            let pairs = pairs.collect::<Vec<_>>().join(comma);
            told.push(match lang {
                Lang::Fa => format!("شاید باید این سرستون‌ها را تغییر دهید: {pairs}"),
                Lang::En => format!("perhaps these headers should be changed: {pairs}"),
            });
        } else if !unknown.is_empty() {
            let all: Vec<String> =
                unknown.iter().take(MOST_NAMED).map(|name| quoted(lang, &shown(name))).collect();
            let more = if unknown.len() > MOST_NAMED { "…" } else { "" };
            let all = format!("{}{more}", all.join(comma));
            told.push(match lang {
                Lang::Fa => {
                    format!("این سرستون‌های فایل شناخته نیستند و شاید یکی از آن‌ها منظور بوده است: {all}")
                }
                Lang::En => format!("none of these headers is known, and one of them may be meant: {all}"),
            });
        }
        if !others.is_empty() {
            let others = others.join(match lang {
                Lang::Fa => "؛ ",
                Lang::En => "; ",
            });
            told.push(match lang {
                Lang::Fa => format!("سرستون‌های پذیرفته: {others}"),
                Lang::En => format!("headers that are known: {others}"),
            });
        }
        told.push(
            match lang {
                Lang::Fa => "ستون را به فایل بیفزایید یا سرستون آن را اصلاح کنید؛ اگر این داده را ندارید، از دبیرخانه بپرسید",
                Lang::En => "add the column to the file, or correct its header; if you have no such data, ask the secretariat",
            }
            .to_owned(),
        );
        told.join("\n  ")
    };
    Text { fa: hint(Lang::Fa, "، "), en: hint(Lang::En, ", ") }
}

/// A header amid a text.
fn quoted(lang: Lang, header: &str) -> String {
    match lang {
        Lang::Fa => format!("«{header}»"),
        Lang::En => format!("`{header}`"),
    }
}

/// The header that is meant by an unknown one, of those that are lacking.
pub(super) fn meant<'a>(unknown: &str, lacking: impl Iterator<Item = &'a Called>) -> Option<&'a Called> {
    let mut lacking = lacking;
    lacking
        .find(|called| called.headers.iter().any(|header| nearest(header, [unknown].into_iter()).is_some()))
}

/// The one of `names` that is most like `name`, if it could be a slip: at most three of ten characters are wrong.
fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '-', '\u{200C}'], "_");
    let wanted = plain(name);
    names
        .map(|other| {
            let plain = plain(other);
            let longest = wanted.chars().count().max(plain.chars().count());
            (strsim::damerau_levenshtein(&wanted, &plain), longest, other)
        })
        .filter(|(wrong, longest, _)| wrong * 10 <= longest * 3)
        .min_by_key(|(wrong, ..)| *wrong)
        .map(|(.., other)| other)
}
