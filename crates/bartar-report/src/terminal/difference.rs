//! What differs between two records, for a terminal.

use super::{Paint, Style, harmless, replay};
use crate::difference::{due, ending, item_name, words};
use bartar_criteria::{Lang, Text, text};
use bartar_record::diff::{
    Alone, DatumDifference, EndingDifference, ItemDifference, Line, Move, Recomputed, RecordDifference,
    Stand, Verdict, fact_title,
};
use bartar_record::digest::hex;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes rules, data, eligibility, engines and moved ranks, each with how many they are.
///
/// # Errors
/// Those of `out`.
pub fn write_difference(
    difference: &RecordDifference,
    style: &Style,
    mut out: &mut dyn Write,
) -> io::Result<()> {
    for (name, root) in ["A", "B"].iter().zip(&difference.roots) {
        let root = root.as_ref().map_or_else(|| "—".to_owned(), |root| hex(root));
        writeln!(out, "{name}: {}", style.place(&root))?;
    }
    if difference.is_empty() {
        writeln!(out)?;
        let told = if difference.roots[0] == difference.roots[1] {
            style.pick("هیچ تفاوتی نیست", "Nothing differs")
        } else {
            style.pick(
                "قواعد، داده‌ها و نتیجه یکی است، ولی این دو سند جدا مهر شده‌اند: ریشهٔ آن‌ها یکی نیست",
                "Rules, data and results are the same, but these records were sealed apart: their roots differ",
            )
        };
        return style.paragraph(0, told, Paint::Bold, &mut out);
    }
    let mut page = Page { style, out };
    let rules = &difference.rules;
    page.section(&Text::new("قواعد", "Rules"), rules.items.len())?;
    for file in &rules.files {
        let (path, number) = (&file.path, file.rulebook);
        let name = format!("rulebook/{number}/{path}");
        page.line(
            2,
            &match (&file.a, &file.b) {
                (None, _) => text!(fa: "فایل «{name}» تنها در B هست", en: "the file {name} is in B alone"),
                (_, None) => text!(fa: "فایل «{name}» تنها در A هست", en: "the file {name} is in A alone"),
                _ => text!(fa: "فایل «{name}» دیگر است", en: "the file {name} differs"),
            },
        )?;
    }
    page.list(&rules.items, Page::item)?;
    let data = &difference.data;
    page.section(&Text::new("داده‌ها", "Data"), data.added.len() + data.removed.len() + data.changed.len())?;
    for (entries, told) in [
        (&data.added, Text::new("تنها در B", "in B alone")),
        (&data.removed, Text::new("تنها در A", "in A alone")),
    ] {
        page.list(entries, |page, entry| {
            let (id, name) = (harmless(&entry.id), harmless(&entry.name));
            let Text { fa, en } = &told;
            page.line(2, &text!(fa: "«{id}» {name}: {fa}", en: "{id} {name}: {en}"))
        })?;
    }
    page.list(&data.changed, Page::datum)?;
    for (lines, title) in [
        (&data.marks, Text::new("نمره‌های داوران", "Judges' marks")),
        (&data.amendments, Text::new("اصلاح‌ها", "Amendments")),
    ] {
        if !lines.is_empty() {
            page.section(&title, lines.len())?;
            page.list(lines, Page::record_line)?;
        }
    }
    page.section(&Text::new("احراز شرایط", "Eligibility"), difference.endings.len())?;
    page.list(&difference.endings, Page::ending)?;
    page.heading(&Text::new("برنامه", "Engine"))?;
    for (name, engine) in ["A", "B"].iter().zip(&difference.engines) {
        page.engine(name, engine)?;
    }
    page.section(&Text::new("رتبه‌های جابه‌جاشده", "Moved ranks"), difference.moves.len())?;
    for alone in &difference.alone {
        page.alone(alone)?;
    }
    let of_ranking = |one: &Move, other: &Move| (&one.stage, &one.ranking) == (&other.stage, &other.ranking);
    for moves in difference.moves.chunk_by(of_ranking) {
        page.ranking(moves, difference)?;
    }
    Ok(())
}

struct Page<'p> {
    style: &'p Style,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &Text) -> io::Result<()> {
        self.style.paragraph(indent, &self.style.message(text), Paint::Plain, &mut self.out)
    }

    fn heading(&mut self, title: &Text) -> io::Result<()> {
        writeln!(self.out)?;
        self.style.paragraph(0, self.style.text(title), Paint::Bold, &mut self.out)
    }

    fn section(&mut self, title: &Text, count: usize) -> io::Result<()> {
        let Text { fa, en } = title;
        self.heading(&text!(fa: "{fa}: {count}", en: "{en}: {count}", numbers: count))
    }

    /// The first of a list, and how many more there are.
    fn list<T>(
        &mut self,
        all: &[T],
        mut write: impl FnMut(&mut Self, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        let top = if self.style.top == 0 { all.len() } else { self.style.top };
        for one in all.iter().take(top) {
            write(self, one)?;
        }
        match all.len().saturating_sub(top) {
            0 => Ok(()),
            more => self.line(2, &text!(fa: "و {more} مورد دیگر", en: "and {more} more", numbers: more)),
        }
    }

    fn item(&mut self, item: &ItemDifference) -> io::Result<()> {
        let Text { fa, en } = item_name(item);
        let (title, sectors) = (&item.title, item.sectors.join(", "));
        let of = if sectors.is_empty() { String::new() } else { format!(" [{sectors}]") };
        let place = |at: &Option<String>| at.clone().filter(|at| !at.is_empty()).unwrap_or("—".to_owned());
        let (a, b) = (place(&item.at_a), place(&item.at_b));
        let (title_fa, title_en) = match title.en.as_str() {
            "" => Default::default(),
            _ => (format!("، {}", title.fa), format!(", {}", title.en)),
        };
        let told = match (&item.at_a, &item.at_b) {
            (None, _) => {
                text!(fa: "{fa}{title_fa}{of}: افزوده شد («{b}»)", en: "{en}{title_en}{of}: added ({b})")
            }
            (_, None) => {
                text!(fa: "{fa}{title_fa}{of}: برداشته شد («{a}»)", en: "{en}{title_en}{of}: removed ({a})")
            }
            _ => text!(fa: "{fa}{title_fa}{of} («{a}» ← «{b}»)", en: "{en}{title_en}{of} ({a} → {b})"),
        };
        self.line(2, &told)?;
        if item.at_a.is_none() || item.at_b.is_none() {
            return Ok(());
        }
        for fact in &item.facts {
            let Text { fa, en } = fact_title(fact.name);
            let said = |value: &Option<String>| value.clone().unwrap_or("—".to_owned());
            let (a, b) = (said(&fact.a), said(&fact.b));
            self.line(4, &text!(fa: "{fa}: «{a}» بود و «{b}» است", en: "{en}: {a} → {b}"))?;
        }
        Ok(())
    }

    fn datum(&mut self, datum: &DatumDifference) -> io::Result<()> {
        let (id, Text { fa, en }, what) = (harmless(&datum.id), &datum.title, datum.what.title());
        let said = |value: &str| if value.is_empty() { "—".to_owned() } else { harmless(value) };
        let (a, b) = (said(&datum.a), said(&datum.b));
        let secret = if datum.confidential {
            Text::new("، محرمانه", ", confidential")
        } else {
            Text::default()
        };
        self.line(
            2,
            &Text::new(
                format!("«{id}» {fa} ({}{}): «{a}» بود و «{b}» است", what.fa, secret.fa),
                format!("{id} {en} ({}{}): {a} → {b}", what.en, secret.en),
            ),
        )
    }

    fn record_line(&mut self, line: &Line) -> io::Result<()> {
        let filled = line.cells.iter().filter(|(_, cell)| !cell.is_empty());
        let cells =
            filled.map(|(name, cell)| format!("{name} {}", harmless(cell))).collect::<Vec<_>>().join("; ");
        self.line(
            2,
            &if line.added {
                text!(fa: "تنها در B: «{cells}»", en: "in B alone: {cells}")
            } else {
                text!(fa: "تنها در A: «{cells}»", en: "in A alone: {cells}")
            },
        )
    }

    fn ending(&mut self, of: &EndingDifference) -> io::Result<()> {
        let (Text { fa: a_fa, en: a_en }, Text { fa: b_fa, en: b_en }) = (ending(&of.a), ending(&of.b));
        let Text { fa, en } = due(of.by, of.whose);
        let (id, name) = (harmless(&of.id), harmless(&of.name));
        let stage = of.stage.as_ref().map_or_else(String::new, |stage| format!("{stage}: "));
        self.line(
            2,
            &text!(
                fa: "{stage}«{id}» {name}: {a_fa} بود و {b_fa} است، بر اثر {fa}",
                en: "{stage}{id} {name}: {a_en} → {b_en}, due to {en}"
            ),
        )
    }

    fn engine(&mut self, name: &str, of: &Recomputed) -> io::Result<()> {
        let engine = harmless(&of.engine);
        let told = match of.verdict {
            Verdict::AsStored => text!(
                fa: "{name}: «{engine}»؛ این برنامه همان نتیجه را می‌یابد",
                en: "{name}: {engine}; this engine finds the same results"
            ),
            Verdict::OtherEngine => text!(
                fa: "{name}: «{engine}»؛ این برنامه نتیجهٔ دیگری می‌یابد، که بر اثر تفاوت دو برنامه است",
                en: "{name}: {engine}; this engine finds other results, which is due to the engines"
            ),
            Verdict::Fails => text!(
                fa: "{name}: «{engine}»؛ بازآزمایی نادرست است: سند آن نیست که از داده‌ها و قواعدش برمی‌آید",
                en: "{name}: {engine}; replay fails: the record is not what its data and rules make"
            ),
        };
        self.line(2, &told)?;
        for checked in &of.failed {
            let (name, title) = (checked.check.name(), checked.check.title());
            let (Text { fa, en }, count) = (&title, checked.count);
            self.line(4, &text!(fa: "«{name}» {fa}: {count} تفاوت", en: "{name} {en}: differences: {count}", numbers: count))?;
            self.list(&checked.differences, |page, one| page.line(6, &replay::words(one)))?;
        }
        Ok(())
    }

    fn alone(&mut self, alone: &Alone) -> io::Result<()> {
        let (Text { fa, en }, side) = (&alone.title, if alone.added { "B" } else { "A" });
        let entries = alone.entries;
        let told = if alone.ranking.is_some() {
            text!(fa: "رتبه‌بندی «{fa}» تنها در {side} هست، با {entries} پرونده", en: "the ranking {en} is in {side} alone, with {entries} entries", numbers: entries)
        } else {
            text!(fa: "مرحلهٔ «{fa}» تنها در {side} هست، با {entries} پرونده", en: "the stage {en} is in {side} alone, with {entries} entries", numbers: entries)
        };
        self.line(2, &told)
    }

    /// The moves of one ranking, by the rank in B, then in A.
    fn ranking(&mut self, moves: &[Move], difference: &RecordDifference) -> io::Result<()> {
        let Some(first) = moves.first() else { return Ok(()) };
        let count = moves.len();
        let Text { fa, en } = &first.title;
        let stage = first.stage.as_ref().map_or_else(String::new, |stage| format!("{stage}: "));
        writeln!(self.out)?;
        let title = text!(fa: "{stage}{fa}: {count}", en: "{stage}{en}: {count}", numbers: count);
        self.style.paragraph(2, self.style.text(&title), Paint::Bold, &mut self.out)?;
        let mut sorted: Vec<&Move> = moves.iter().collect();
        let rank = |stand: &Option<Stand>| stand.as_ref().map_or(u32::MAX, |stand| stand.rank);
        sorted.sort_by_key(|moved| (rank(&moved.b), rank(&moved.a)));
        self.list(&sorted, |page, moved| {
            let (id, name) = (harmless(&moved.id), harmless(&moved.name));
            let [a, b] = [(&moved.a, difference.digits[0]), (&moved.b, difference.digits[1])]
                .map(|(stand, digits)| page.stand(stand.as_ref(), digits, &difference.honours));
            page.line(4, &text!(fa: "«{id}» {name}: {a} بود و {b} است", en: "{id} {name}: {a} → {b}"))?;
            for cause in &moved.causes {
                page.line(6, &words(cause, &difference.rules.items))?;
            }
            Ok(())
        })
    }

    /// `3= (612.50) commended`: rank, whether it is shared, score and honour.
    fn stand(&self, stand: Option<&Stand>, digits: u8, honours: &BTreeMap<String, Text>) -> String {
        let Some(stand) = stand else { return "—".to_owned() };
        let shared = match (stand.tied, self.style.lang) {
            (false, _) => "",
            (true, Lang::Fa) => " مشترک",
            (true, Lang::En) => "=",
        };
        let honour = stand.honour.as_ref().map_or_else(String::new, |honour| {
            format!(" {}", harmless(honours.get(honour).map_or(honour, |title| self.style.text(title))))
        });
        let (rank, score) =
            (self.style.count(stand.rank as usize), self.style.number(&stand.score, Some(digits)));
        format!("{rank}{shared} ({score}){honour}")
    }
}
