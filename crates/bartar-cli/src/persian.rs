//! The help in Persian: the same commands and options as in [`crate::args`], described in the other language.

use crate::exit::Exit;
use bartar_criteria::Lang;
use clap::Command;

/// Help of a page, in Persian headings.
const TEMPLATE: &str = "{about-with-newline}\nشیوهٔ کاربرد: {usage}\n\n{all-args}{after-help}";

const RULEBOOK: &str = "شیوه‌نامه: پوشهٔ آن، فایل rulebook.toml آن، یا نام پوشه‌ای در \u{2066}./criteria\u{2069}؛ یا سندی که شیوه‌نامه‌اش در آن است";
const FORMAT: &str = "شکل خروجی: table (جدول)، json یا csv؛ اگر نیاید table";
const CHECK_FORMAT: &str = "شکل خروجی: table (متن) یا json؛ اگر نیاید table";
const DATA: &str = "فایل‌های پرونده‌ها: CSV، XLSX، ODS یا Parquet؛ چند فایل، از هر نوع، با هم یک مجموعهٔ داده‌اند. با سند فایلی لازم نیست";

/// What each argument means, by its id.
const ARGUMENTS: &[(&str, &str)] = &[
    ("rulebook", RULEBOOK),
    ("data", DATA),
    ("format", FORMAT),
    (
        "marks",
        "فایل نمره‌های داوران؛ می‌توان چند بار نوشت. اگر نیاید، rank و explain فرض می‌کنند که داوری هنوز انجام نشده است",
    ),
    (
        "amendments",
        "فایل اصلاح‌ها، تصمیم‌های هیئت داوری دربارهٔ اعتراض‌ها و انصراف‌ها؛ می‌توان چند بار نوشت. همه یک‌جا اعمال می‌شوند",
    ),
    (
        "stage",
        "مرحله‌ای از مسابقه که رتبه‌بندی می‌شود، با شناسه یا عنوان آن؛ اگر نیاید آخرین مرحله. مرحله‌های پیش از آن نیز اجرا می‌شوند",
    ),
    (
        "top",
        "شمار پرونده‌هایی که از هر رتبه‌بندی در جدول می‌آید؛ ۰ یعنی همه، و اگر نیاید ۱۰. JSON و CSV همیشه همه را دارند",
    ),
    (
        "close",
        "جاهایی را هم نشان می‌دهد که دست‌بالا با این اندازه امتیاز، نشانی یا راه مرحلهٔ بعد به پروندهٔ دیگری می‌رسید",
    ),
    (
        "pool",
        "در جدول، و در فایل‌های \u{2066}--table\u{2069}، تنها این گروه رقابت یا گرایش بیاید، با شناسه یا عنوان آن؛ می‌توان چند بار نوشت",
    ),
    (
        "sheet",
        "کاربرگ پرونده‌ها در کارپوشه‌ها؛ اگر نیاید آنچه شیوه‌نامه می‌گوید، یا تنها کاربرگی که ستون شناسه دارد",
    ),
    (
        "legacy_encoding",
        "کدگذاری فایل‌های متنی که یونیکد نیستند: windows-1256؛ اگر نیاید آنچه شیوه‌نامه می‌گوید. هیچ کدگذاری‌ای حدس زده نمی‌شود",
    ),
    ("findings", "فایلی برای فهرست همهٔ یافته‌ها، برای کسی که داده‌ها را اصلاح می‌کند: NAME.csv یا NAME.xlsx"),
    (
        "table",
        "فایلی برای نتیجه، با همهٔ رتبه‌ها و امتیازها و پرونده‌های رتبه‌بندی‌نشده: NAME.xlsx یا NAME.csv برای خواندن و \
         NAME.parquet برای برنامه‌ها؛ می‌توان چند بار نوشت",
    ),
    (
        "panel_table",
        "فایلی برای نتیجهٔ داوری، برای هر پرونده و معیار یک ردیف: NAME.xlsx یا NAME.csv برای خواندن و NAME.parquet برای \
         برنامه‌ها؛ می‌توان چند بار نوشت",
    ),
    (
        "mark_sheet",
        "فایلی برای برگهٔ خالی نمره، با پرونده‌هایی که داوران باید نمره بدهند: NAME.xlsx یا NAME.csv. پس از پر شدن، \
         \u{2066}--marks\u{2069} آن را می‌خواند",
    ),
    (
        "judge",
        "کد داوری که در برگهٔ نمره ردیف‌های خود را دارد؛ می‌توان چند بار نوشت. اگر نیاید، جای کد داور خالی می‌ماند",
    ),
    (
        "record_out",
        "پوشه‌ای برای سند مهرشدهٔ این اجرا، که هر کس می‌تواند آن را بازآزمایی کند؛ باید تازه یا خالی باشد",
    ),
    (
        "salt_secret",
        "فایل رازی که نمک‌های سند از آن ساخته می‌شود و هیئت داوری نگهش می‌دارد. با همان راز، همان پرونده‌ها همان ریشه را می‌دهند؛ \
         اگر نیاید رازی تازه به قرعه می‌آید",
    ),
    ("operator", "چه کسی مهر می‌کند، برای پاکت سند"),
    ("record", "سند: پوشه‌ای که \u{2066}rank --out\u{2069} ساخته است، یا شکل همگانی آن"),
    ("root", "ریشه‌ای که منتشر شده است: خط فایل ROOT یا ۶۴ رقم پایانی آن"),
    ("key", "کلید عمومی کسی که باید سند را امضا کرده باشد: فایل minisign یا خود کلید"),
    ("predecessor", "سندی که این سند اصلاح آن است"),
    ("record_a", "سند نخست: پوشه‌ای که \u{2066}rank --out\u{2069} ساخته است"),
    ("record_b", "سند دوم"),
    (
        "most_shown",
        "شمار سطرهایی که از هر فهرست در جدول می‌آید؛ ۰ یعنی همه، و اگر نیاید ۱۰. JSON و CSV همیشه همه را دارند",
    ),
    ("signed_record", "سند: پوشه‌ای که \u{2066}rank --out\u{2069} ساخته است"),
    ("secret_key", "فایل کلید محرمانه، چنان‌که minisign و \u{2066}--new-key\u{2069} می‌سازند"),
    ("comment", "سخنی برای توضیح امضا، که امضا نگهبان آن است؛ ریشه، شیوه‌نامه و ویرایش آن خود در توضیح می‌آید"),
    ("password_file", "فایل گذرواژهٔ کلید محرمانه؛ اگر نیاید از پایانه پرسیده می‌شود"),
    ("replace", "امضا به جای امضایی که هست نوشته شود"),
    (
        "new_key",
        "به جای امضا یک جفت کلید می‌سازد: NAME.key که باید نزد خود نگه داشت، و NAME.pub که باید منتشر کرد",
    ),
    ("no_password", "کلید محرمانهٔ تازه بی گذرواژه بماند: هر کس فایل آن را داشته باشد می‌تواند امضا کند"),
    ("entry_number", "شمارهٔ پرونده در سند، اگر چند پرونده این شناسه را دارند"),
    ("receipt_out", "فایلی برای رسید، که نباید از پیش باشد؛ اگر نیاید خروجی استاندارد"),
    ("opening_out", "فایلی برای گشایش تعهد داده‌های محرمانه: خصوصی، تنها برای متقاضی"),
    ("receipt", "رسید: فایلی که فرمان receipt ساخته است"),
    ("of_record", "سند، یا شکل همگانی آن، که ریشه‌اش همان ریشهٔ منتشرشده است"),
    ("opening", "فایل گشایش تعهد داده‌های محرمانه"),
    ("id", "شناسهٔ پرونده؛ یا نام آن، اگر تنها یک پرونده آن نام را دارد"),
    ("entries", "شمار پرونده‌هایی که ساخته می‌شود"),
    ("seed", "کدام پرونده‌ها: بذر، شمار و گزینه‌های یکسان در هر رایانه همان بایت‌ها را می‌دهد؛ اگر نیاید ۱"),
    ("out", "پوشه‌ای که ساخته می‌شود؛ باید تازه یا خالی باشد"),
    ("files", "پرونده‌ها در این شمار فایل پخش می‌شود؛ اگر نیاید ۱"),
    ("by", "برای هر گزینهٔ این قلم یک فایل، مانند قلم استان"),
    (
        "kinds",
        "نوع فایل‌ها به نوبت: csv، semicolon (نقطه‌ویرگول)، tab، persian (سرستون و رقم فارسی)، arabic (حروف عربی)، \
         windows-1256 (باید در شیوه‌نامه یا با --legacy-encoding اعلام شود)، utf-16، xlsx (عدد و تاریخ واقعی)، xlsx-text \
         (همهٔ خانه‌ها متن)، ods، parquet، years (برای هر سال یک ردیف) و long (برای هر داده یک ردیف) اگر شیوه‌نامه سرستون‌هایشان \
         را نوشته باشد؛ اگر نیاید csv",
    ),
    ("dirt", "سهم پرونده‌هایی که خطایی در آن‌ها کاشته می‌شود، مانند 0.03 یا 3%؛ اگر نیاید هیچ"),
    (
        "dirt_kinds",
        "تنها این نوع خطاها کاشته شود، با ویرگول میان آن‌ها؛ اگر نیاید همهٔ نوع‌ها: unreadable-number، slash-number، \
         ambiguous-number، percent-sign، long-number، inexact-number، failed-formula، lost-result، fraction-of-count، \
         many-decimals، out-of-range، implausible، outside-rule، unreadable-date، impossible-date، short-year، day-first، \
         unknown-choice، unclear-answer، unreadable-evidence، verified-unproven، unreadable-verified، unreadable-year، \
         year-not-asked-for، repeated-year، years-disagree، repeated-datum، wrong-check-digit، short-national-id، same-cooperative، no-id، date-for-id، \
         repeated-id، similar-id، contradiction، failed-gate، missing-datum، unclear-orientation، withdrawn؛ و با --marks: \
         mark-off-scale، unreadable-mark، repeated-mark، mark-of-recused، unsigned-mark، mark-of-no-entry، \
         mark-of-no-criterion، few-marks",
    ),
    ("made_marks", "نمره‌های داوران هم ساخته شود، در فایل marks.csv"),
    ("against", "شناسه یا نام پروندهٔ دیگری که کنار آن بیاید، با جای پدید آمدن تفاوت"),
    (
        "lang",
        "زبان پیام‌ها و خروجی‌ها: fa (فارسی) یا en (انگلیسی)؛ اگر نیاید، از متغیر محیطی BARTAR_LANG یا زبان سامانه دانسته می‌شود",
    ),
    ("threads", "شمار ریسمان‌های پردازش، ۱ تا ۲۵۶؛ اگر نیاید، به شمار پردازنده‌ها. نتیجه به آن بستگی ندارد"),
    ("help", "همین راهنما را نشان می‌دهد"),
    ("version", "نسخهٔ برنامه را نشان می‌دهد"),
];

/// What each command does, by its name.
const COMMANDS: &[(&str, &str)] = &[
    ("check", "شیوه‌نامه را وارسی می‌کند: همهٔ خطاها یک‌جا، هر یک با کد، جا و راه اصلاح"),
    ("rank", "پرونده‌ها را با شیوه‌نامه امتیاز می‌دهد و رتبه‌بندی می‌کند و جدول هر گروه را می‌نویسد"),
    ("explain", "هر امتیاز یک پرونده را شرح می‌دهد، یا چرا یکی بالاتر از دیگری است"),
    (
        "panel",
        "نمره‌های داوران را وارسی می‌کند: چه چیز شمرده نمی‌شود و داوران تا چه اندازه هم‌رأی هستند. امتیازی را تغییر نمی‌دهد",
    ),
    ("amend", "نشان می‌دهد اصلاح‌ها چه چیزی را جابه‌جا می‌کنند، پیش از آن‌که با rank --amendments اعمال شوند"),
    ("replay", "سند را دوباره حساب می‌کند و بررسی‌های شماره‌دار را گزارش می‌کند: درست، نادرست یا بررسی نشد"),
    ("sign", "ریشهٔ سند را با قالب minisign امضا می‌کند، یا کلیدهای آن را می‌سازد"),
    ("receipt", "رسیدی به متقاضی می‌دهد که بودن پروندهٔ او را در سند اثبات می‌کند و از دیگران چیزی نمی‌گوید"),
    (
        "verify",
        "رسید را وارسی می‌کند و می‌گوید چه چیزی را اثبات می‌کند، با بررسی‌های شماره‌دار: درست، نادرست یا بررسی نشد",
    ),
    ("public", "شکل همگانی سند را می‌نویسد: بی آنچه محرمانه است و با همان ریشه"),
    (
        "diff",
        "می‌گوید میان دو سند چه تغییر کرده است: قواعد، داده‌ها، احراز شرایط و برنامه، و کدام تغییر کدام رتبه را جابه‌جا کرده است",
    ),
    ("generate", "برای هر شیوه‌نامه‌ای پروندهٔ ساختگی می‌سازد، بی‌خطا یا با خطاهای کاشته و پاسخ‌نامهٔ آن‌ها"),
    ("help", "راهنمای یک فرمان را نشان می‌دهد"),
];

/// Puts Persian help in place of the English one, in the command and all below it.
pub fn translate(command: Command) -> Command {
    let mut command = command
        .about(
            "شرکت‌کنندگان مسابقه را با قواعد منتشرشده امتیاز می‌دهد و رتبه‌بندی می‌کند و هر امتیاز را شرح می‌دهد",
        )
        .after_help(Exit::table(Lang::Fa));
    command.build();
    page(command)
}

fn page(command: Command) -> Command {
    let about = COMMANDS.iter().find(|(name, _)| *name == command.get_name()).map(|(_, about)| *about);
    let check = ["check", "generate", "replay", "verify"].contains(&command.get_name());
    let mut command =
        command.help_template(TEMPLATE).subcommand_help_heading("فرمان‌ها").mut_args(|argument| {
            let own = ARGUMENTS.iter().find(|(id, _)| *id == argument.get_id().as_str());
            let heading = if argument.is_positional() { "ورودی‌ها" } else { "گزینه‌ها" };
            // What the values mean, and which one holds by default, stands in the Persian help itself.
            // Under a heading of their own, even what has a place in the line is listed by this order.
            let argument = match argument.get_index() {
                Some(place) => argument.display_order(place),
                None => argument,
            };
            let argument = argument.help_heading(heading).hide_possible_values(true).hide_default_value(true);
            match own {
                Some((id, text)) => {
                    let text = if check && *id == "format" { CHECK_FORMAT } else { text };
                    argument.help(text).long_help(text)
                }
                None => argument,
            }
        });
    if let Some(about) = about {
        command = command.about(about).long_about(about);
    }
    command.mut_subcommands(page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;

    fn persian(text: &str) -> bool {
        text.chars().any(|c| matches!(c, '\u{600}'..='\u{6ff}'))
    }

    fn all_translated(command: &Command) {
        assert!(
            persian(&command.get_about().map(ToString::to_string).unwrap_or_default()),
            "{}",
            command.get_name()
        );
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(persian(&help), "{} of {}", argument.get_id(), command.get_name());
        }
        command.get_subcommands().filter(|sub| sub.get_name() != "help").for_each(all_translated);
    }

    #[test]
    fn every_command_and_argument_has_persian_help() {
        all_translated(&args::command(Lang::Fa));
    }

    #[test]
    fn the_help_names_every_kind_of_file_and_fault() {
        let help = |id| ARGUMENTS.iter().find(|(own, _)| *own == id).unwrap().1;
        assert!(bartar_generate::Kind::ALL.iter().all(|kind| help("kinds").contains(kind.name())));
        let faults = bartar_generate::FaultKind::ALL;
        assert!(faults.iter().all(|kind| help("dirt_kinds").contains(kind.name())));
    }
}
