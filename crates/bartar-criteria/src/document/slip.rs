//! What a syntax error means and how to mend it: the parser's reason in Persian, and the cure for the slips that a
//! Persian keyboard brings with it.

use super::recover::REMARK;
use crate::exact::{Dialect, parse_decimal};
use crate::text;
use crate::text::Text;
use std::ops::Range;

/// The parser's reason in both languages; English is its own.
pub(super) fn reason(message: &str) -> Text {
    let known = REASONS.iter().find(|(prefix, _)| message.starts_with(prefix));
    match known {
        Some((_, fa)) => Text::new(*fa, message),
        None => Text::new(format!("این نوشته با قواعد TOML نمی‌خواند ({message})"), message),
    }
}

/// How the parser's reasons begin, and what they say. The first that fits counts.
const REASONS: &[(&str, &str)] = &[
    (REMARK, "سرفصل این سطرها یادداشت شده است (با «#» آغاز می‌شود)، پس به جدول پیشین تعلق می‌گیرند"),
    ("duplicate key", "این کلید پیش‌تر هم آمده است"),
    ("cannot extend value", "این کلید پیش‌تر مقداری گرفته است که نمی‌توان کلید دیگری به آن افزود"),
    ("cannot recurse further", "فهرست‌ها یا جدول‌ها بیش از اندازه تودرتویند"),
    ("recursion limit", "فهرست‌ها یا جدول‌ها بیش از اندازه تودرتویند"),
    ("unclosed array table", "سرفصل با «]]» بسته نشده است"),
    ("unclosed table", "سرفصل با «]» بسته نشده است"),
    ("unclosed array", "فهرست با «]» بسته نشده است"),
    ("unclosed inline table", "آکولاد «{» بسته نشده است"),
    ("invalid table", "نام سرفصل درست نوشته نشده است"),
    ("invalid key-value pair", "این سطر به شکل «کلید = مقدار» نیست"),
    ("invalid key", "کلید درست نوشته نشده است"),
    ("invalid unquoted key", "در کلید نویسه‌ای آمده است که بدون علامت نقل‌قول مجاز نیست"),
    ("unquoted keys cannot be empty", "پیش از «=» کلیدی نیامده است"),
    ("keys cannot be multi-line", "کلید نمی‌تواند چندسطری باشد"),
    ("key with no value", "پس از کلید «=» و مقدار نیامده است"),
    ("missing value", "پس از «=» مقداری نیامده است"),
    ("extra `=`", "یک «=» زیادی آمده است"),
    ("extra assignment", "یک «=» زیادی آمده است"),
    ("missing inline table opening", "«}» آمده است، بی آنکه «{» پیش از آن باشد"),
    ("missing array opening", "«]» آمده است، بی آنکه «[» پیش از آن باشد"),
    ("missing table open", "سرفصل با «[» آغاز نشده است"),
    ("extra comma", "یک ویرگول زیادی آمده است"),
    ("unexpected `=` in array", "درون فهرست «=» آمده است"),
    ("missing comma between array elements", "میان دو عضو فهرست ویرگول «,» نیامده است"),
    ("missing comma between key-value pairs", "درون آکولاد، میان دو کلید ویرگول «,» نیامده است"),
    ("missing key for inline table element", "درون آکولاد، کلید نیامده است"),
    ("missing assignment between key-value pairs", "درون آکولاد، پس از کلید «=» نیامده است"),
    ("invalid inline table element", "درون آکولاد تنها «کلید = مقدار» می‌آید"),
    ("unexpected key or value", "پس از پایان مقدار، در همان سطر چیز دیگری آمده است"),
    ("unexpected content", "اینجا چیزی آمده است که جایی در TOML ندارد"),
    ("carriage return", "پایان سطر درست نیست (نویسهٔ CR بی LF)"),
    ("invalid comment character", "در توضیح پس از «#» نویسه‌ای نادیدنی آمده است که مجاز نیست"),
    ("missing comment start", "توضیح با «#» آغاز نشده است"),
    ("string values must be quoted", "این مقدار نه عدد است، نه true یا false، و علامت نقل‌قول هم ندارد"),
    ("missing opening quote", "علامت نقل‌قول آغاز متن نیامده است"),
    ("invalid basic string, expected `\"`", "متن با علامت نقل‌قول ساده (\") بسته نشده است"),
    ("invalid literal string, expected `'`", "متن با علامت نقل‌قول تکی (') بسته نشده است"),
    ("invalid multi-line basic string, expected `\"`", "متن چندسطری با سه علامت نقل‌قول ساده بسته نشده است"),
    ("invalid multi-line literal string, expected `'`", "متن چندسطری با سه علامت نقل‌قول تکی بسته نشده است"),
    ("invalid basic string", "در متن نویسه‌ای آمده است که مجاز نیست"),
    ("invalid literal string", "در متن نویسه‌ای آمده است که مجاز نیست"),
    ("invalid multi-line", "در متن چندسطری نویسه‌ای آمده است که مجاز نیست"),
    ("missing escaped value", "پس از «\\» در متن، نویسه‌ای آمده است که مجاز نیست"),
    ("too few unicode value digits", "کد نویسه پس از «\\u» ناقص است"),
    ("invalid value, expected unicode", "کد نویسه پس از «\\u» درست نیست"),
    ("invalid boolean", "این نه true است و نه false، و علامت نقل‌قول هم ندارد"),
    ("invalid fraction", "پس از ممیز عدد، رقمی نیامده است"),
    ("invalid mantissa", "پیش از ممیز عدد، رقمی نیامده است"),
    ("invalid exponent", "توان عدد درست نوشته نشده است"),
    ("invalid float", "این نه عدد است و نه متنی میان دو علامت نقل‌قول"),
    ("invalid integer", "این نه عدد است و نه متنی میان دو علامت نقل‌قول"),
    ("invalid hexadecimal", "عدد درست نوشته نشده است"),
    ("invalid octal", "عدد درست نوشته نشده است"),
    ("invalid binary", "عدد درست نوشته نشده است"),
    ("unexpected leading zero", "عدد با صفر زیادی آغاز شده است"),
    ("redundant numeric sign", "عدد بیش از یک علامت دارد"),
    ("unexpected sign", "علامت در میانهٔ عدد آمده است"),
    ("`_` may only go between digits", "«_» تنها میان دو رقم می‌آید"),
    ("integers with a radix", "عدد در مبنای جز ده علامت نمی‌گیرد"),
    ("radix must be lowercase", "نشانهٔ مبنای عدد باید حرف کوچک باشد"),
    ("redundant integer number prefix", "پیشوند عدد زیادی است"),
    ("invalid date", "تاریخ درست نوشته نشده است"),
    ("invalid time", "ساعت درست نوشته نشده است"),
    ("invalid offset", "ساعت درست نوشته نشده است"),
    ("could not allocate", "حافظهٔ رایانه بس نبود"),
];

/// What to do about an error at `at`, by the characters that stand there.
pub(super) fn cure(text: &str, at: &Range<usize>, message: &str) -> Text {
    let start = text.get(..at.start).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let code = outside_strings(line);
    let at = at.start.saturating_sub(start);
    heading(line, message)
        .or_else(|| foreign_quote(line, &code))
        .or_else(|| foreign_token(&code, at, message))
        .or_else(|| parted_number(line, at))
        .or_else(|| equals(&code, message))
        .unwrap_or_else(|| by_reason(message))
}

/// A heading that is not closed, or whose name has a blank, which the parser takes for the same.
fn heading(line: &str, message: &str) -> Option<Text> {
    if !message.starts_with("unclosed table") {
        return None;
    }
    let (name, closed) = match line.split_once(']') {
        Some((name, _)) => (name, true),
        None => (line.split('#').next().unwrap_or_default(), false),
    };
    let name = name.trim().trim_start_matches('[').trim();
    let plain = |c: char| c.is_alphanumeric() || " ._-".contains(c);
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let pointed = if name.contains('.') { name.to_owned() } else { name.replacen(' ', ".", 1) };
    let heading = format!("[{}]", pointed.replace(' ', "_"));
    Some(if closed {
        text!(
            fa: "نام سرفصل فاصله ندارد و بخش‌های آن با نقطه به هم می‌پیوندند؛ بنویسید {heading}",
            en: "the name of a heading has no blank, and its parts are joined by points; write {heading}"
        )
    } else {
        text!(fa: "سرفصل را با «]» ببندید: {heading}", en: "close the heading by `]`: {heading}")
    })
}

/// The line's characters with their places, without what stands between straight quotes or after `#`.
fn outside_strings(line: &str) -> Vec<(usize, char)> {
    let mut code = Vec::new();
    let mut open = None;
    let mut escaped = false;
    for (at, c) in line.char_indices() {
        match open {
            Some(quote) => {
                if c == quote && !escaped {
                    open = None;
                }
                escaped = quote == '"' && c == '\\' && !escaped;
            }
            None if matches!(c, '"' | '\'') => open = Some(c),
            None if c == '#' => break,
            None => code.push((at, c)),
        }
    }
    code
}

fn is_foreign_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}' | '″' | '＂' | '＇')
}

/// A quotation mark of another kind where a straight one must stand.
fn foreign_quote(line: &str, code: &[(usize, char)]) -> Option<Text> {
    let outside = code.iter().map(|(_, c)| *c).find(|c| is_foreign_quote(*c));
    // Or one that was meant to close a text: nothing but the punctuation of a list follows it.
    let closing = || {
        let (at, c) = line.char_indices().find(|(at, c)| {
            let rest = line.get(at + c.len_utf8()..).unwrap_or_default().trim_start();
            is_foreign_quote(*c) && (rest.is_empty() || rest.starts_with([',', '}', ']', '#']))
        })?;
        let quotes = line.get(..at)?.matches('"').count();
        (quotes % 2 == 1).then_some(c)
    };
    let mark = outside.or_else(closing)?;
    Some(text!(
        fa: "به جای نشانهٔ {mark} علامت نقل‌قول ساده (\") بنویسید؛ TOML تنها همین را می‌شناسد. ویرایشگرهایی مانند Word این علامت را خود تغییر می‌دهند",
        en: "write a straight quotation mark (\") instead of {mark}; TOML knows no other. Editors such as Word change it by themselves"
    ))
}

/// The token nearest to the error that holds a character which TOML does not take there.
fn foreign_token(code: &[(usize, char)], at: usize, message: &str) -> Option<Text> {
    let separator = |c: char| "=,[]{}:".contains(c) || is_comma(c) || is_fullwidth(c);
    let (index, (_, c)) = code
        .iter()
        .enumerate()
        .filter(|(_, (_, c))| !c.is_ascii())
        .min_by_key(|(_, (place, _))| (place.abs_diff(at), *place < at))?;
    if is_comma(*c) {
        let last = code[index + 1..].iter().all(|(_, c)| c.is_ascii_whitespace());
        return Some(if last && message.starts_with("unexpected") {
            text!(fa: "«{c}» را بردارید: پس از مقدار چیزی نمی‌آید", en: "remove `{c}`: nothing follows a value")
        } else {
            comma(*c)
        });
    }
    if is_fullwidth(*c) {
        let plain = char::from_u32(u32::from(*c) - 0xfee0).unwrap_or(*c);
        return Some(text!(
            fa: "«{c}» نویسهٔ پهن است؛ همان «{plain}» معمولی را بنویسید",
            en: "`{c}` is a full-width character; write the ordinary `{plain}`"
        ));
    }
    let from = code[..index].iter().rposition(|(_, c)| separator(*c)).map_or(0, |before| before + 1);
    let to = code[index..].iter().position(|(_, c)| separator(*c)).map_or(code.len(), |after| index + after);
    let token: String = code[from..to].iter().map(|(_, c)| *c).collect();
    let is_key = code.get(to).is_some_and(|(_, c)| *c == '=') || message.starts_with("invalid unquoted key");
    Some(of_token(token.trim(), *c, is_key))
}

fn is_comma(c: char) -> bool {
    matches!(c, '،' | '؛' | '，' | '、')
}

fn comma(c: char) -> Text {
    text!(fa: "به جای «{c}» ویرگول لاتین «,» بنویسید", en: "write a Latin comma `,` instead of `{c}`")
}

fn is_fullwidth(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}') && !is_comma(c)
}

/// Marks that no one sees: joiners, directions, blanks of other widths.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{1680}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{2069}' | '\u{3000}' | '\u{feff}'
    )
}

/// What to do about a token with a foreign character in it.
fn of_token(token: &str, c: char, is_key: bool) -> Text {
    let visible: String = token.chars().filter(|c| !is_invisible(*c)).collect();
    if visible == "٬" {
        return comma('٬');
    }
    let number = if is_key || visible.is_ascii() { None } else { number(&visible) };
    if let Some(number) = number {
        return number;
    }
    let letters =
        |c: char| matches!(c, '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if let Some(letter) = visible.chars().find(|c| letters(*c)) {
        let word = !visible.contains(char::is_whitespace);
        if word && visible.contains(|c: char| c.is_ascii_alphabetic()) {
            return text!(
                fa: "در «{visible}» نویسهٔ «{letter}» میان حروف لاتین آمده است؛ همهٔ آن را با صفحه‌کلید انگلیسی بنویسید",
                en: "`{visible}` has `{letter}` among its Latin letters; write all of it with the English keyboard"
            );
        }
        if is_key {
            return text!(
                fa: "کلید یا باید به حروف لاتین باشد یا میان دو علامت نقل‌قول ساده: \"{token}\"",
                en: "a key is written in Latin letters, or between two straight quotation marks: \"{token}\""
            );
        }
        return text!(
            fa: "متن را میان دو علامت نقل‌قول ساده بگذارید: \"{token}\"",
            en: "put the text between two straight quotation marks: \"{token}\""
        );
    }
    let code = u32::from(c);
    if is_invisible(c) {
        return text!(
            fa: "اینجا نویسه‌ای نادیدنی است (U+{code:04X}، مانند نیم‌فاصله یا فاصلهٔ نشکن)؛ آن را پاک کنید و اگر لازم است فاصلهٔ ساده بگذارید",
            en: "an invisible character stands here (U+{code:04X}, such as a joiner or a no-break space); delete it, and put a plain blank if one is needed"
        );
    }
    text!(
        fa: "نویسهٔ «{c}» (U+{code:04X}) بیرون از علامت نقل‌قول جایی ندارد؛ آن را بردارید یا متن را میان دو علامت نقل‌قول ساده بگذارید",
        en: "the character `{c}` (U+{code:04X}) has no place outside quotes; remove it, or put the text between two straight quotation marks"
    )
}

/// What to do about a number that is written in digits of another script, or with a slash for its point.
fn number(written: &str) -> Option<Text> {
    let (digits, sign) = match written.strip_suffix(['%', '٪']) {
        Some(digits) => (digits, "%"),
        None => (written, ""),
    };
    let read = |text: &str| parse_decimal(text, &Dialect::default()).ok();
    if let Some(number) = read(digits) {
        // A percent sign is read in quotes only.
        let latin = if sign.is_empty() { number.to_string() } else { format!("\"{number}{sign}\"") };
        return Some(text!(
            fa: "عدد بدون علامت نقل‌قول تنها با رقم و نقطهٔ لاتین خوانده می‌شود: بنویسید {latin}، یا همان را میان دو علامت نقل‌قول بگذارید: \"{written}\"",
            en: "a number without quotes takes Latin digits and a Latin point: write {latin}, or put it in quotes as it is: \"{written}\""
        ));
    }
    let number = read(&digits.replace('/', "."))?;
    Some(text!(
        fa: "ممیز عدد را نقطهٔ لاتین بنویسید: {number}",
        en: "write the decimal point as a Latin point: {number}"
    ))
}

/// A number whose thousands are parted by commas.
fn parted_number(line: &str, at: usize) -> Option<Text> {
    let (before, after) = (line.get(..at)?, line.get(at..)?.strip_prefix(',')?);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    (digit(before.chars().next_back()) && digit(after.chars().next())).then(|| {
        Text::new(
            "هزارگان را با ویرگول جدا نکنید: بنویسید 12500 یا 12_500",
            "do not part thousands by commas: write 12500 or 12_500",
        )
    })
}

/// A colon for `=`, two words for one key, or no `=` at all.
fn equals(code: &[(usize, char)], message: &str) -> Option<Text> {
    let line: String = code.iter().map(|(_, c)| *c).collect();
    if !line.contains('=') && line.contains(':') {
        return Some(Text::new("به جای «:» نشانهٔ «=» بنویسید", "write `=` instead of `:`"));
    }
    if !message.starts_with("key with no value") && !message.starts_with("missing assignment") {
        return None;
    }
    let key = line.split('=').next().unwrap_or_default();
    let words: Vec<&str> = key.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    if line.contains('=') && words.len() == 2 && !key.contains(['{', '[', ',']) {
        let joined = words.join("-");
        return Some(text!(
            fa: "کلید فاصله ندارد؛ شاید «{joined}» منظور بوده است",
            en: "a key has no blank in it; did you mean `{joined}`?"
        ));
    }
    Some(Text::new("میان کلید و مقدار آن «=» بگذارید", "put `=` between the key and its value"))
}

/// How the parser's reasons for an unreadable number begin.
const NUMBERS: &[&str] = &[
    "invalid fraction",
    "invalid mantissa",
    "invalid exponent",
    "invalid integer",
    "invalid hexadecimal",
    "invalid octal",
    "invalid binary",
    "unexpected leading zero",
    "redundant",
    "unexpected sign",
    "`_` may only",
    "integers with a radix",
    "radix must be",
];

/// What to do where the characters are in order.
fn by_reason(message: &str) -> Text {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| message.starts_with(prefix));
    if starts(&["duplicate key", "cannot extend value"]) {
        return Text::new(
            "هر کلید و هر سرفصل یک بار می‌آید: یکی از دو جا را بردارید یا نام دیگری به آن بدهید",
            "each key and each heading stands once: remove one of the two, or give it another name",
        );
    }
    if starts(&[REMARK]) {
        return Text::new(
            "اگر این سرفصل لازم است «#» را از آغاز آن بردارید؛ وگرنه سطرهای زیر آن را هم بردارید یا با «#» آغاز کنید",
            "if this heading is needed, remove the `#` before it; if not, remove the lines below it too, or put a `#` before each",
        );
    }
    if starts(&["unclosed array", "unclosed inline table"]) {
        return Text::new(
            "برای هر «[» یک «]» و برای هر «{» یک «}» لازم است؛ آن را در پایان همین فهرست یا جدول بنویسید",
            "each `[` needs its `]` and each `{` its `}`; put it at the end of this list or table",
        );
    }
    if starts(&["cannot recurse further", "recursion limit"]) {
        return Text::new(
            "فهرست‌ها و جدول‌های درون هم را باز کنید؛ هیچ قاعده‌ای به این ژرفا نیاز ندارد",
            "take the lists and tables out of one another; no rule needs to be nested so deeply",
        );
    }
    if starts(&["string values must be quoted", "missing opening quote", "invalid boolean", "invalid float"])
    {
        return Text::new(
            "متن را میان دو علامت نقل‌قول ساده بگذارید، مانند \"number\"، و عضوهای فهرست را با «,» جدا کنید",
            "put a text between two straight quotation marks, such as \"number\", and part the items of a list by commas",
        );
    }
    if starts(NUMBERS) {
        return Text::new(
            "عدد را ساده بنویسید، مانند 12 یا 0.5 یا -3",
            "write the number plainly, such as 12 or 0.5 or -3",
        );
    }
    if starts(&["missing escaped value", "too few unicode", "invalid value, expected unicode"]) {
        return Text::new(
            "«\\» در متن معنای ویژه دارد: آن را دو بار بنویسید (\\\\) یا متن را میان دو علامت نقل‌قول تکی (') بگذارید",
            "a `\\` has a meaning of its own in text: write it twice (\\\\), or put the text between two single quotes (')",
        );
    }
    if starts(&[
        "carriage return",
        "invalid comment character",
        "invalid basic string, expected non",
        "invalid literal string, expected non",
    ]) {
        return Text::new(
            "نویسهٔ نادیدنی را پاک کنید و فایل را با ویرایشگری ساده دوباره ذخیره کنید",
            "delete the invisible character, and save the file again with a plain editor",
        );
    }
    if starts(&["invalid date", "invalid time", "invalid offset"]) {
        return Text::new(
            "تاریخ را میان دو علامت نقل‌قول بنویسید، مانند \"1404-06-31\"",
            "write a date in quotes, such as \"2025-09-22\"",
        );
    }
    if starts(&["missing comma"]) {
        return Text::new("هر دو عضو را با «,» از هم جدا کنید", "part the two by a comma `,`");
    }
    Text::new(
        "علامت‌های نقل‌قول، ویرگول‌ها و کروشه‌های همین سطر و سطر پیش را بررسی کنید",
        "check the quotes, commas and brackets of this line and the one before it",
    )
}
