//! The help in Persian: the same commands and options as in [`crate::args`], described in the other language.

use crate::exit::Exit;
use bartar_criteria::Lang;
use clap::Command;

/// Help of a page, in Persian headings.
const TEMPLATE: &str = "{about-with-newline}\nشیوهٔ کاربرد: {usage}\n\n{all-args}{after-help}";

const RULEBOOK: &str = "شیوه‌نامه: پوشهٔ آن، فایل rulebook.toml آن، یا نام پوشه‌ای در criteria/";
const FORMAT: &str = "شکل خروجی: table (جدول)، json یا csv؛ اگر نیاید table";
const CHECK_FORMAT: &str = "شکل خروجی: table (متن) یا json؛ اگر نیاید table";
const DATA: &str =
    "فایل‌های پرونده‌ها: CSV، XLSX، ODS یا Parquet؛ چند فایل، از هر نوع، با هم یک مجموعهٔ داده‌اند";

/// What each argument means, by its id.
const ARGUMENTS: &[(&str, &str)] = &[
    ("rulebook", RULEBOOK),
    ("data", DATA),
    ("format", FORMAT),
    ("marks", "فایل نمره‌های داوران؛ می‌توان چند بار نوشت. اگر نیاید یعنی داوری هنوز انجام نشده است"),
    (
        "amendments",
        "فایل اصلاح‌ها، تصمیم‌های هیئت داوری دربارهٔ اعتراض‌ها و انصراف‌ها؛ می‌توان چند بار نوشت. همه یک‌جا اعمال می‌شوند",
    ),
    (
        "stage",
        "مرحله‌ای از مسابقه که رتبه‌بندی می‌شود، با شناسهٔ آن؛ اگر نیاید آخرین مرحله. مرحله‌های پیش از آن نیز اجرا می‌شوند",
    ),
    (
        "top",
        "شمار پرونده‌هایی که از هر رتبه‌بندی در جدول می‌آید؛ ۰ یعنی همه، و اگر نیاید ۱۰. JSON و CSV همیشه همه را دارند",
    ),
    ("pool", "در جدول تنها این گروه‌ها یا گرایش‌ها بیایند؛ می‌توان چند بار نوشت"),
    (
        "sheet",
        "کاربرگ پرونده‌ها در کارپوشه‌ها؛ اگر نیاید آنچه شیوه‌نامه می‌گوید، یا تنها کاربرگی که ستون شناسه دارد",
    ),
    (
        "legacy_encoding",
        "کدگذاری فایل‌های متنی که یونیکد نیستند: windows-1256؛ اگر نیاید آنچه شیوه‌نامه می‌گوید. هیچ کدگذاری‌ای حدس زده نمی‌شود",
    ),
    ("findings", "فایلی برای فهرست همهٔ یافته‌ها، برای کسی که داده‌ها را اصلاح می‌کند: NAME.csv یا NAME.xlsx"),
    ("id", "شناسهٔ پرونده"),
    ("against", "شناسهٔ پروندهٔ دیگری که کنار آن بیاید، با جای پدید آمدن تفاوت"),
    (
        "lang",
        "زبان هرچه خوانده می‌شود: fa (فارسی) یا en (انگلیسی)؛ از BARTAR_LANG یا زبان سامانه هم دانسته می‌شود",
    ),
    ("threads", "شمار رشته‌های پردازش، ۱ تا ۲۵۶؛ اگر نیاید به شمار پردازنده‌ها. نتیجه به آن بستگی ندارد"),
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
        "نمره‌های داوران را وارسی می‌کند: چه چیز شمرده نمی‌شود و داوران تا چه اندازه هم‌رأی‌اند. امتیازی را تغییر نمی‌دهد",
    ),
    ("amend", "نشان می‌دهد اصلاح‌ها چه چیزی را جابه‌جا می‌کنند، پیش از آن‌که با rank --amendments اعمال شوند"),
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
    let check = command.get_name() == "check";
    let mut command =
        command.help_template(TEMPLATE).subcommand_help_heading("فرمان‌ها").mut_args(|argument| {
            let own = ARGUMENTS.iter().enumerate().find(|(_, (id, _))| *id == argument.get_id().as_str());
            let heading = if argument.is_positional() { "ورودی‌ها" } else { "گزینه‌ها" };
            // What the values mean, and which one holds by default, stands in the Persian help itself.
            let argument = argument.help_heading(heading).hide_possible_values(true).hide_default_value(true);
            match own {
                Some((place, (id, text))) => {
                    let text = if check && *id == "format" { CHECK_FORMAT } else { text };
                    argument.display_order(place).help(text).long_help(text)
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
}
