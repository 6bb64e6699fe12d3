//! Syntax errors of a rulebook: the reason and the cure, in both languages.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use bartar_criteria::Diagnostic;
use bartar_criteria::diagnostic::Diagnostics;
use bartar_criteria::document::parse;
use bartar_criteria::exact::{Dialect, parse_decimal};
use bartar_criteria::source::Sources;

/// The first finding of a text.
fn first(text: &str) -> Diagnostic {
    let mut sources = Sources::default();
    let file = sources.add("rulebook.toml", text);
    let mut diagnostics = Diagnostics::default();
    parse(&sources, file, &mut diagnostics);
    diagnostics.as_slice().first().unwrap_or_else(|| panic!("no finding in {text}")).clone()
}

/// What to do about it, in Persian.
fn cure(text: &str) -> String {
    first(text).hint.unwrap().fa
}

/// The slips of a Persian keyboard, and what each is told.
#[test]
fn slips_of_a_persian_keyboard_have_their_own_cures() {
    let latin = |bare: &str, quoted: &str| {
        format!(
            "عدد بدون علامت نقل‌قول تنها با رقم و نقطهٔ لاتین خوانده می‌شود: بنویسید {bare}، یا همان را میان دو علامت نقل‌قول بگذارید: \"{quoted}\""
        )
    };
    let comma = |c: char| format!("به جای «{c}» ویرگول لاتین «,» بنویسید");
    let mark = |c: char| {
        format!(
            "به جای نشانهٔ {c} علامت نقل‌قول ساده (\") بنویسید؛ TOML تنها همین را می‌شناسد. ویرایشگرهایی مانند Word این علامت را خود تغییر می‌دهند"
        )
    };
    let invisible = |code: &str| {
        format!(
            "اینجا نویسه‌ای نادیدنی است (U+{code}، مانند نیم‌فاصله یا فاصلهٔ نشکن)؛ آن را پاک کنید و اگر لازم است فاصلهٔ ساده بگذارید"
        )
    };
    let wide = |c: char, plain: char| format!("«{c}» نویسهٔ پهن است؛ همان «{plain}» معمولی را بنویسید");
    let key = |key: &str| format!("کلید یا باید به حروف لاتین باشد یا میان دو علامت نقل‌قول ساده: \"{key}\"");
    let quote = |text: &str| format!("متن را میان دو علامت نقل‌قول ساده بگذارید: \"{text}\"");
    let cases = [
        ("max = ۴۰", latin("40", "۴۰")),
        ("max = ٤٠ # توضیح", latin("40", "٤٠")),
        ("points = { max = ۴۰, x = 1 }", latin("40", "۴۰")),
        ("x = ۱۲٫۵", latin("12.5", "۱۲٫۵")),
        ("x = 12٫5", latin("12.5", "12٫5")),
        ("x = ۱۲٬۵۰۰", latin("12500", "۱۲٬۵۰۰")),
        ("x = −5", latin("-5", "−5")),
        ("x = ۵٪", latin("\"5%\"", "۵٪")),
        ("x = 5 ٪", latin("\"5%\"", "5 ٪")),
        ("x = ۱۲/۵", "ممیز عدد را نقطهٔ لاتین بنویسید: 12.5".to_owned()),
        ("a = [\"x\"، \"y\"]", comma('،')),
        ("a = [1، 2]", comma('،')),
        ("a = [1؛ 2]", comma('؛')),
        ("a = { fa = \"x\"، en = \"y\" }", comma('،')),
        ("a = \"x\"؛", "«؛» را بردارید: پس از مقدار چیزی نمی‌آید".to_owned()),
        ("a = «متن»", mark('«')),
        ("a = “متن فارسی”", mark('“')),
        ("a = ‘x’", mark('‘')),
        ("a = { fa = \"متن”, en = \"Net\" }", mark('”')),
        ("a = { fa = “متن\", en = \"Net\" }", mark('“')),
        ("net\u{200c}margin = 5", invisible("200C")),
        ("net\u{200d}margin = 5", invisible("200D")),
        ("net\u{a0}= 5", invisible("00A0")),
        ("net =\u{a0}5", invisible("00A0")),
        ("\u{200f}net = 5", invisible("200F")),
        ("net = 5\u{200e}", invisible("200E")),
        ("[indicator.x\u{200c}y]\na = 1", invisible("200C")),
        ("a ＝ 5", wide('＝', '=')),
        ("a = ［1]", wide('［', '[')),
        ("حاشیه‌سود = 5", key("حاشیه‌سود")),
        ("[عنوان فارسی]", key("عنوان فارسی")),
        ("a = { کم = 1 }", key("کم")),
        ("a = متن فارسی", quote("متن فارسی")),
        ("a = [\"x\", متن]", quote("متن")),
        (
            "axiي = 5",
            "در «axiي» نویسهٔ «ي» میان حروف لاتین آمده است؛ همهٔ آن را با صفحه‌کلید انگلیسی بنویسید".to_owned(),
        ),
        ("unit \"%\"", "میان کلید و مقدار آن «=» بگذارید".to_owned()),
        ("unit: \"%\"", "به جای «:» نشانهٔ «=» بنویسید".to_owned()),
        ("net margin = 5", "کلید فاصله ندارد؛ شاید «net-margin» منظور بوده است".to_owned()),
        ("[ranking\na = 1", "سرفصل را با «]» ببندید: [ranking]".to_owned()),
        (
            "[indicator net margin]\na = 1",
            "نام سرفصل فاصله ندارد و بخش‌های آن با نقطه به هم می‌پیوندند؛ بنویسید [indicator.net_margin]"
                .to_owned(),
        ),
        ("a = 12,500", "هزارگان را با ویرگول جدا نکنید: بنویسید 12500 یا 12_500".to_owned()),
    ];
    for (text, expected) in cases {
        assert_eq!(cure(text), expected, "{text}");
    }
}

/// What stands in order inside quotes or a comment is not blamed.
#[test]
fn persian_in_quotes_and_comments_is_no_slip() {
    for text in ["a = { fa = \"نمونه، «متن» ۱۲\", en = }", "a =  # توضیح، ۴۰", "fa = \"متن ، نا‌تمام"]
    {
        let cure = cure(text);
        assert!(!cure.contains("به جای") && !cure.contains("نادیدنی"), "{text}: {cure}");
    }
}

/// The quoted form that a cure proposes is read as the same number.
#[test]
fn numbers_in_quotes_take_every_digit() {
    for written in ["۴۰", "٤٠", "40", "۴۰٫۰"] {
        let read = parse_decimal(written, &Dialect::default()).unwrap();
        assert_eq!(read, "40".parse().unwrap(), "{written}");
    }
}

/// The parser's own reasons, each in Persian: none falls back to English.
#[test]
fn every_reason_of_the_parser_has_a_persian_wording() {
    let cases = [
        ("a = 1\na = 2", "این کلید پیش‌تر هم آمده است"),
        ("[a]\n[a]", "این کلید پیش‌تر هم آمده است"),
        ("a.b = 1\na.b.c = 2", "این کلید پیش‌تر مقداری گرفته است که نمی‌توان کلید دیگری به آن افزود"),
        ("a = {}\n[a.b]", "این کلید پیش‌تر مقداری گرفته است که نمی‌توان کلید دیگری به آن افزود"),
        ("[a\nb = 1", "سرفصل با «]» بسته نشده است"),
        ("[[a]\n", "سرفصل با «]]» بسته نشده است"),
        ("a = [1", "فهرست با «]» بسته نشده است"),
        ("a = {x = 1", "آکولاد «{» بسته نشده است"),
        ("]", "سرفصل با «[» آغاز نشده است"),
        ("a = ]", "«]» آمده است، بی آنکه «[» پیش از آن باشد"),
        ("a = }", "«}» آمده است، بی آنکه «{» پیش از آن باشد"),
        ("a! = 1", "در کلید نویسه‌ای آمده است که بدون علامت نقل‌قول مجاز نیست"),
        ("= 5", "پیش از «=» کلیدی نیامده است"),
        ("'''a''' = 1", "کلید نمی‌تواند چندسطری باشد"),
        ("unit \"%\"", "پس از کلید «=» و مقدار نیامده است"),
        ("a == 5", "یک «=» زیادی آمده است"),
        ("a = [\"x\" \"y\"]", "میان دو عضو فهرست ویرگول «,» نیامده است"),
        ("a = {x = \"1\" y = 2}", "درون آکولاد، میان دو کلید ویرگول «,» نیامده است"),
        ("a = {x 1}", "درون آکولاد، پس از کلید «=» نیامده است"),
        ("a = [1,,2]", "یک ویرگول زیادی آمده است"),
        ("a = {x = 1,, y = 2}", "یک ویرگول زیادی آمده است"),
        ("a = 5, 6", "پس از پایان مقدار، در همان سطر چیز دیگری آمده است"),
        ("# \u{7}", "در توضیح پس از «#» نویسه‌ای نادیدنی آمده است که مجاز نیست"),
        ("a = word", "این مقدار نه عدد است، نه true یا false، و علامت نقل‌قول هم ندارد"),
        ("a =", "این مقدار نه عدد است، نه true یا false، و علامت نقل‌قول هم ندارد"),
        ("a = True", "این نه true است و نه false، و علامت نقل‌قول هم ندارد"),
        ("a = inch", "این نه عدد است و نه متنی میان دو علامت نقل‌قول"),
        ("a = \"x", "متن با علامت نقل‌قول ساده (\") بسته نشده است"),
        ("a = 'x", "متن با علامت نقل‌قول تکی (') بسته نشده است"),
        ("a = \"\"\"x", "متن چندسطری با سه علامت نقل‌قول ساده بسته نشده است"),
        ("a = '''x", "متن چندسطری با سه علامت نقل‌قول تکی بسته نشده است"),
        ("a = \"\u{7}\"", "در متن نویسه‌ای آمده است که مجاز نیست"),
        ("a = \"\\q\"", "پس از «\\» در متن، نویسه‌ای آمده است که مجاز نیست"),
        ("a = \"\\u12\"", "کد نویسه پس از «\\u» ناقص است"),
        ("a = \"\\uD800\"", "کد نویسه پس از «\\u» درست نیست"),
        ("a = 5.", "پس از ممیز عدد، رقمی نیامده است"),
        ("a = .5", "پیش از ممیز عدد، رقمی نیامده است"),
        ("a = 1e", "توان عدد درست نوشته نشده است"),
        ("a = 012", "عدد با صفر زیادی آغاز شده است"),
        ("a = --1", "عدد بیش از یک علامت دارد"),
        ("a = 1__0", "«_» تنها میان دو رقم می‌آید"),
        ("a = +0x1", "عدد در مبنای جز ده علامت نمی‌گیرد"),
        ("a = 0X1", "نشانهٔ مبنای عدد باید حرف کوچک باشد"),
        ("a = 1404-13-40", "تاریخ درست نوشته نشده است"),
        ("a = 2020-01-01T99:00:00", "ساعت درست نوشته نشده است"),
    ];
    for (text, expected) in cases {
        let found = first(text);
        let english = &found.message.en;
        assert_eq!(found.message.fa, format!("ساختار TOML خوانده نشد: {expected}"), "{text:?}: {english}");
    }
}
