//! What differs between two records, in words that every form of report shares.

use bartar_criteria::exact::{Decimal, to_persian_digits};
use bartar_criteria::{Text, text};
use bartar_record::diff::{
    By, Cause, Ending, ItemDifference, Part, Passer, Passing, PassingSide, Presence, ScoreCause, Whose, Why,
};

/// Most indicators and rules that the words of one cause name.
const MOST: usize = 4;

/// What something is due to.
#[must_use]
pub(crate) fn due(by: By, whose: Whose) -> Text {
    let data = match (whose.own, whose.others) {
        (true, false) => Text::new("دادهٔ خودش", "its own data"),
        (false, true) => Text::new("دادهٔ دیگران", "others' data"),
        (true, true) => Text::new("دادهٔ خودش و دیگران", "its own and others' data"),
        (false, false) => Text::new("داده‌ها", "the data"),
    };
    let Text { fa, en } = &data;
    match by {
        By::Rules => Text::new("قواعد", "the rules"),
        By::Data => data,
        By::Both => {
            text!(fa: "قواعد و {fa}، هر یک با سهم خود", en: "the rules and {en}, each with its part")
        }
        By::Together => {
            text!(fa: "قواعد و {fa} با هم، که سهم هر یک جداشدنی نیست", en: "the rules and {en} together, whose parts cannot be told apart")
        }
    }
}

/// The word for a cause, for programs: what it is, and what it is due to.
#[must_use]
pub(crate) fn codes(causes: &[Cause]) -> String {
    let code = |cause: &Cause| match cause {
        Cause::Presence(of) => {
            format!("{}:{}", if of.entered { "entered" } else { "left" }, due_code(of.by, of.whose))
        }
        Cause::Score(of) => format!("score:{}", due_code(of.by, of.whose)),
        Cause::Others { .. } => "others".to_owned(),
        Cause::Honour { by, .. } => format!("honour:{}", by.word()),
    };
    causes.iter().map(code).collect::<Vec<_>>().join(" ")
}

fn due_code(by: By, whose: Whose) -> String {
    let whose = match (whose.own, whose.others) {
        (true, true) => ":own+others",
        (true, false) => ":own",
        (false, true) => ":others",
        (false, false) => "",
    };
    format!("{}{whose}", by.word())
}

/// A cause in words.
#[must_use]
pub(crate) fn words(cause: &Cause, rules: &[ItemDifference]) -> Text {
    match cause {
        Cause::Presence(presence) => of_presence(presence),
        Cause::Score(score) => of_score(score, rules),
        Cause::Others { passings } => joined(passings.iter().map(passing), &Text::new("؛ ", "; ")),
        Cause::Honour { by, moved } => {
            let Text { fa, en } = due(*by, Whose::default());
            if *moved {
                text!(fa: "نشان آن دیگر است، همراه با رتبه یا امتیازش؛ بر اثر {fa}", en: "another honour, with its rank or score; due to {en}")
            } else {
                text!(fa: "نشان آن دیگر است، با همان رتبه و امتیاز؛ بر اثر {fa}", en: "another honour at the same rank and score; due to {en}")
            }
        }
    }
}

fn of_presence(presence: &Presence) -> Text {
    let Text { fa: due_fa, en: due_en } = due(presence.by, presence.whose);
    let Text { fa, en } = match (&presence.a, &presence.b, &presence.pools) {
        (None, Some(_), _) => Text::new("پروندهٔ تازه است", "it is a new entry"),
        (Some(_), None, _) => Text::new("پرونده دیگر در داده‌ها نیست", "the entry is no more in the data"),
        (_, _, Some([a, b])) if a != b => {
            text!(fa: "گروه آن از «{a}» به «{b}» رفت", en: "its pool was {a} and is {b}")
        }
        (Some(a), Some(b), _) if a != b => {
            let (Text { fa: a_fa, en: a_en }, Text { fa: b_fa, en: b_en }) = (ending(a), ending(b));
            text!(fa: "{a_fa} بود و {b_fa} است", en: "it was {a_en} and is {b_en}")
        }
        _ => Text::new("شرط عضویت آن دیگر است", "whether it belongs here is decided otherwise"),
    };
    if presence.entered {
        text!(fa: "وارد شد، بر اثر {due_fa}: {fa}", en: "entered, due to {due_en}: {en}")
    } else {
        text!(fa: "بیرون رفت، بر اثر {due_fa}: {fa}", en: "left, due to {due_en}: {en}")
    }
}

/// Where an entry ends, with the codes of the reasons.
#[must_use]
pub(crate) fn ending(ending: &Ending) -> Text {
    if ending.reasons.is_empty() {
        return ending.title.clone();
    }
    let codes: Vec<&str> = ending.reasons.iter().map(|reason| reason.code.as_str()).collect();
    let (codes, Text { fa, en }) = (codes.join(" "), &ending.title);
    text!(fa: "{fa} [{codes}]", en: "{en} [{codes}]")
}

fn of_score(score: &ScoreCause, rules: &[ItemDifference]) -> Text {
    let Text { fa, en } = due(score.by, score.whose);
    let mut told = text!(fa: "امتیازش دیگر است، بر اثر {fa}", en: "its score moved, due to {en}");
    let between = Text::new("، ", ", ");
    if !score.parts.is_empty() {
        let Text { fa, en } = bounded(score.parts.iter().map(part), &between);
        told.fa.push_str(&format!("؛ شاخص‌ها: {fa}"));
        told.en.push_str(&format!("; indicators: {en}"));
    }
    if !score.rules.is_empty() {
        let items: Vec<Text> =
            score.rules.iter().filter_map(|rule| rules.get(*rule)).map(item_name).collect();
        let Text { fa, en } = bounded(items.into_iter(), &between);
        told.fa.push_str(&format!("؛ قواعد: {fa}"));
        told.en.push_str(&format!("; rules: {en}"));
    }
    told
}

fn part(part: &Part) -> Text {
    let points = |points: Option<Decimal>| points.map_or_else(|| "—".to_owned(), |points| points.to_string());
    let (a, b, id) = (points(part.a), points(part.b), &part.id);
    let Text { fa, en } = due(part.by, part.whose);
    let (a_fa, b_fa) = (to_persian_digits(&a), to_persian_digits(&b));
    text!(fa: "«{id}» از {a_fa} به {b_fa} ({fa})", en: "{id} {a} → {b} ({en})")
}

/// A thing that rulebooks define otherwise, by kind and id.
#[must_use]
pub(crate) fn item_name(item: &ItemDifference) -> Text {
    let (Text { fa, en }, id) = (item.kind.title(), &item.id);
    if id.is_empty() { Text::new(fa, en) } else { text!(fa: "{fa} «{id}»", en: "{en} {id}") }
}

fn passing(passing: &Passing) -> Text {
    let Text { fa, en } = bounded_to(passing.count, passing.named.iter().map(passer), &Text::new("، ", ", "));
    let count = passing.count;
    match passing.side {
        PassingSide::NewlyAhead => {
            text!(fa: "{count} پرونده تازه بالاتر از آن است: {fa}", en: "{count} newly ahead: {en}", numbers: count)
        }
        PassingSide::AheadNoMore => {
            text!(fa: "{count} پرونده دیگر بالاتر از آن نیست: {fa}", en: "{count} ahead no more: {en}", numbers: count)
        }
        PassingSide::NewlyEqual => {
            text!(fa: "{count} پرونده تازه هم‌رتبهٔ آن است: {fa}", en: "{count} newly of the same rank: {en}", numbers: count)
        }
        PassingSide::EqualNoMore => {
            text!(fa: "{count} پرونده دیگر هم‌رتبهٔ آن نیست: {fa}", en: "{count} of the same rank no more: {en}", numbers: count)
        }
    }
}

fn passer(passer: &Passer) -> Text {
    let Text { fa: due_fa, en: due_en } = due(passer.by, passer.whose);
    let (fa, en) = match passer.why {
        Why::Entered => ("وارد شد", "entered"),
        Why::Left => ("بیرون رفت", "left"),
        Why::Score => ("امتیازش", "its score"),
        Why::OwnScore => ("امتیاز همین پرونده", "this entry's score"),
        Why::Ties => ("رفع تساوی", "ties"),
    };
    let id = &passer.id;
    text!(fa: "«{id}» ({fa}: {due_fa})", en: "{id} ({en}: {due_en})")
}

/// Several texts as one, of which the first few are told.
fn bounded(texts: impl ExactSizeIterator<Item = Text>, between: &Text) -> Text {
    let count = u32::try_from(texts.len()).unwrap_or(u32::MAX);
    bounded_to(count, texts.take(MOST), between)
}

/// Several texts as one, and how many more there are of so many.
fn bounded_to(count: u32, texts: impl Iterator<Item = Text>, between: &Text) -> Text {
    let mut told = 0;
    let Text { fa, en } = joined(texts.inspect(|_| told += 1), between);
    match count.saturating_sub(told) {
        0 => Text::new(fa, en),
        more => text!(fa: "{fa} و {more} مورد دیگر", en: "{en} and {more} more", numbers: more),
    }
}

fn joined(texts: impl Iterator<Item = Text>, between: &Text) -> Text {
    let mut whole = Text::default();
    for (number, Text { fa, en }) in texts.enumerate() {
        if number > 0 {
            whole.fa.push_str(&between.fa);
            whole.en.push_str(&between.en);
        }
        whole.fa.push_str(&fa);
        whole.en.push_str(&en);
    }
    whole
}
