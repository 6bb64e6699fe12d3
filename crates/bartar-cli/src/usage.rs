//! Faults of the command line in Persian; the English ones are clap's own, and both say the same.

use crate::number::NumberFault;
use bartar_criteria::decode::nearest;
use bartar_criteria::exact::to_persian_digits;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use std::error::Error as _;

/// Puts the option that was probably meant in place of clap's advice to pass an unknown one as a value: no file and no
/// id begins with `--`. `named` is the command that the line names.
pub fn mend_tip(error: &mut Error, whole: &Command, named: Option<&str>) {
    let wrong = said(error, ContextKind::InvalidArg).into_iter().next().unwrap_or_default();
    let Some(wrong) = wrong.strip_prefix("--").filter(|_| error.kind() == ErrorKind::UnknownArgument) else {
        return;
    };
    if said(error, ContextKind::Suggested).iter().any(|tip| tip.starts_with("to pass")) {
        error.remove(ContextKind::Suggested);
    }
    if error.get(ContextKind::SuggestedArg).is_none() {
        let own = named.and_then(|named| whole.find_subcommand(named)).unwrap_or(whole);
        let options = own.get_arguments().chain(whole.get_arguments()).filter_map(Arg::get_long);
        if let Some(near) = nearest(wrong, options) {
            error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{near}")));
        }
    }
}

/// What is wrong with the command line; `None` where clap shows help or its version instead. `command` is the one that
/// it names, whose help says more.
#[must_use]
pub fn persian(error: &Error, command: Option<&str>) -> Option<String> {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayVersion
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    ) {
        return None;
    }
    let mut text = wrong(error).unwrap_or_else(|| "فرمان درست نوشته نشده است".to_owned());
    for value in said(error, ContextKind::ValidValue) {
        text.push_str("\n  مقدار مجاز: ");
        text.push_str(&clean(&value));
    }
    for tip in tips(error) {
        text.push_str("\n  چاره: ");
        text.push_str(&tip);
    }
    if let Some(usage) = error.get(ContextKind::Usage).map(ToString::to_string) {
        let usage = usage.trim().trim_start_matches("Usage:").trim();
        text.push_str("\n\nشیوهٔ کاربرد: ");
        text.push_str(&left_to_right(usage));
    }
    text.push_str("\n\nبرای آگاهی بیشتر بنویسید: ");
    let command = command.map_or_else(String::new, |command| format!("{command} "));
    text.push_str(&left_to_right(&format!("bartar {command}--help --lang fa")));
    Some(text)
}

/// The sentence for the kind of fault; `None` where clap tells too little for one.
fn wrong(error: &Error) -> Option<String> {
    let argument = || said(error, ContextKind::InvalidArg).first().map(|argument| quoted(argument));
    let value = || said(error, ContextKind::InvalidValue).into_iter().next();
    let count = |kind| said(error, kind).first().map(|count| to_persian_digits(count));
    Some(match error.kind() {
        ErrorKind::UnknownArgument => format!("{} شناخته نشد", argument()?),
        ErrorKind::InvalidSubcommand => {
            format!("فرمانی به نام {} نیست", quoted(said(error, ContextKind::InvalidSubcommand).first()?))
        }
        ErrorKind::MissingSubcommand => {
            let all = said(error, ContextKind::ValidSubcommand);
            let all: Vec<String> = all.iter().map(|name| quoted(name)).collect();
            format!("نوشته نشده است که چه کاری انجام شود؛ یکی از این فرمان‌ها را بنویسید: {}", all.join("، "))
        }
        ErrorKind::MissingRequiredArgument => {
            let all = said(error, ContextKind::InvalidArg);
            all.iter().fold(
                "این‌ها باید نوشته شوند و نیامده‌اند:".to_owned(),
                |text, missing| format!("{text}\n  {}", clean(missing)),
            )
        }
        ErrorKind::InvalidValue => match value()? {
            none if none.is_empty() => format!("برای {} مقداری نیامده است", argument()?),
            value => format!("مقدار {} برای {} پذیرفته نیست", quoted(&value), argument()?),
        },
        ErrorKind::ValueValidation => {
            let reason = error.source().map_or_else(String::new, |source| format!(": {}", reason(source)));
            format!("مقدار {} برای {} پذیرفته نیست{reason}", quoted(&value()?), argument()?)
        }
        ErrorKind::ArgumentConflict => {
            let own = said(error, ContextKind::InvalidArg).into_iter().next();
            let own = own.or_else(|| said(error, ContextKind::InvalidSubcommand).into_iter().next())?;
            let others = said(error, ContextKind::PriorArg);
            if others.is_empty() || others.contains(&own) {
                format!("{} تنها یک بار می‌تواند بیاید", quoted(&own))
            } else {
                let others: Vec<String> = others.iter().map(|other| quoted(other)).collect();
                format!("{} با {} نمی‌تواند بیاید", quoted(&own), others.join("، "))
            }
        }
        ErrorKind::TooManyValues => {
            format!("برای {} مقدار {} زیادی است", argument()?, quoted(&value()?))
        }
        ErrorKind::TooFewValues => format!(
            "برای {} دست‌کم {} مقدار لازم است و {} مقدار آمده است",
            argument()?,
            count(ContextKind::MinValues)?,
            count(ContextKind::ActualNumValues)?
        ),
        ErrorKind::WrongNumberOfValues => format!(
            "برای {} باید {} مقدار بیاید و {} مقدار آمده است",
            argument()?,
            count(ContextKind::ExpectedNumValues)?,
            count(ContextKind::ActualNumValues)?
        ),
        ErrorKind::NoEquals => format!("میان {} و مقدار آن «=» لازم است", argument()?),
        ErrorKind::InvalidUtf8 => "بخشی از فرمان به UTF-8 نیست و خوانده نمی‌شود".to_owned(),
        _ => return None,
    })
}

/// Why a value is refused: it is no whole number, or out of its range.
fn reason(source: &(dyn std::error::Error + 'static)) -> String {
    match source.downcast_ref::<NumberFault>() {
        Some(NumberFault::NotWhole) => "اینجا عدد صحیح لازم است، مانند ۱۰".to_owned(),
        Some(NumberFault::TooLarge) => "این عدد بیش از اندازه بزرگ است".to_owned(),
        Some(NumberFault::OutOf(range)) => {
            let (from, to) = (range.start().to_string(), range.end().to_string());
            format!("باید از {} تا {} باشد", to_persian_digits(&from), to_persian_digits(&to))
        }
        None => clean(&source.to_string()),
    }
}

/// What may have been meant.
fn tips(error: &Error) -> Vec<String> {
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let near = near.into_iter().flat_map(|kind| said(error, kind));
    let mut tips: Vec<String> = near.map(|near| format!("شاید {} منظور بوده است", quoted(&near))).collect();
    for tip in said(error, ContextKind::Suggested) {
        let quotations: Vec<&str> = tip.split('\'').skip(1).step_by(2).collect();
        tips.push(match quotations.as_slice() {
            [value, instead] if tip.starts_with("to pass") => {
                format!("اگر {} خودِ مقدار است، بنویسید {}", quoted(value), quoted(instead))
            }
            [command, dashes] if tip.starts_with("subcommand") => {
                format!("فرمان {} هست؛ {} پیش از آن را بردارید", quoted(command), quoted(dashes))
            }
            [there] => format!("{} هست", quoted(there)),
            _ => clean(&tip),
        });
    }
    tips
}

/// What clap tells under `kind`, one text for each.
fn said(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        None | Some(ContextValue::None) => Vec::new(),
        Some(ContextValue::Strings(all)) => all.clone(),
        Some(ContextValue::StyledStrs(all)) => all.iter().map(ToString::to_string).collect(),
        Some(one) => vec![one.to_string()],
    }
}

fn quoted(text: &str) -> String {
    format!("«{}»", left_to_right(text))
}

/// A piece of the command line amid Persian, so that its dashes and brackets keep their places.
fn left_to_right(text: &str) -> String {
    format!("\u{2066}{}\u{2069}", clean(text))
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::command;
    use bartar_criteria::Lang;
    use clap::ArgAction;

    /// The fault that `command` finds in `arguments`, without marks of direction, and that it is of this kind.
    fn told(command: Command, kind: ErrorKind, arguments: &[&str]) -> String {
        let error = command.try_get_matches_from(arguments).unwrap_err();
        assert_eq!(error.kind(), kind, "{arguments:?}");
        persian(&error, None).unwrap().replace(['\u{2066}', '\u{2069}'], "")
    }

    /// The first paragraph of what is said of a line of ours.
    fn of(kind: ErrorKind, line: &str) -> String {
        let arguments: Vec<&str> = std::iter::once("bartar").chain(line.split(' ')).collect();
        told(command(Lang::Fa), kind, &arguments).split("\n\n").next().unwrap().to_owned()
    }

    #[test]
    fn every_fault_of_our_command_line_is_told_in_persian() {
        use ErrorKind::*;
        let cases = [
            (
                UnknownArgument,
                "rank a b --topp 3",
                "«--topp» شناخته نشد\n  چاره: شاید «--top» منظور بوده است",
            ),
            (UnknownArgument, "check a b", "«b» شناخته نشد"),
            (UnknownArgument, "check -5", "«-5» شناخته نشد\n  چاره: اگر «-5» خودِ مقدار است، بنویسید «-- -5»"),
            (
                UnknownArgument,
                "-- rank",
                "«rank» شناخته نشد\n  چاره: فرمان «rank» هست؛ «--» پیش از آن را بردارید",
            ),
            (UnknownArgument, "--agains rank", "«--agains» شناخته نشد"),
            (InvalidSubcommand, "rankk a", "فرمانی به نام «rankk» نیست\n  چاره: شاید «rank» منظور بوده است"),
            (InvalidSubcommand, "help foo", "فرمانی به نام «foo» نیست"),
            (
                MissingSubcommand,
                "--lang fa",
                "نوشته نشده است که چه کاری انجام شود؛ یکی از این فرمان‌ها را بنویسید: «check»، «rank»، «explain»، «amend»، «replay»، «sign»، «receipt»، «verify»، «public»، «diff»، «generate»، «panel»، «help»",
            ),
            (MissingRequiredArgument, "rank", "این‌ها باید نوشته شوند و نیامده‌اند:\n  <RULEBOOK>"),
            (MissingRequiredArgument, "explain a b", "این‌ها باید نوشته شوند و نیامده‌اند:\n  --id <ID>"),
            (InvalidValue, "rank a b --top", "برای «--top <N>» مقداری نیامده است"),
            (
                InvalidValue,
                "check a --format jsn",
                "مقدار «jsn» برای «--format <FORMAT>» پذیرفته نیست\n  مقدار مجاز: table\n  مقدار مجاز: json\n  \
                 چاره: شاید «json» منظور بوده است",
            ),
            (
                InvalidValue,
                "check a --lang de",
                "مقدار «de» برای «--lang <LANG>» پذیرفته نیست\n  مقدار مجاز: fa\n  مقدار مجاز: en",
            ),
            (
                ValueValidation,
                "rank a b --top x",
                "مقدار «x» برای «--top <N>» پذیرفته نیست: اینجا عدد صحیح لازم است، مانند ۱۰",
            ),
            (
                ValueValidation,
                "rank a b --top 99999999999999999999999",
                "مقدار «99999999999999999999999» برای «--top <N>» پذیرفته نیست: این عدد بیش از اندازه بزرگ است",
            ),
            (
                ValueValidation,
                "rank a b --threads 0",
                "مقدار «0» برای «--threads <N>» پذیرفته نیست: باید از ۱ تا ۲۵۶ باشد",
            ),
            (ArgumentConflict, "check a --lang fa --lang fa", "«--lang <LANG>» تنها یک بار می‌تواند بیاید"),
            (TooManyValues, "check a --help=3", "برای «--help» مقدار «3» زیادی است"),
        ];
        for (kind, line, expected) in cases {
            assert_eq!(of(kind, line), expected, "{line}");
        }
    }

    #[test]
    fn an_unknown_option_is_no_value_but_a_slip() {
        let whole = command(Lang::En);
        let told = |line: &str| {
            let arguments: Vec<&str> = line.split(' ').collect();
            let mut error = whole.clone().try_get_matches_from(&arguments).unwrap_err();
            mend_tip(&mut error, &whole, Some("rank"));
            error.to_string().split("\n\nUsage").next().unwrap().to_owned()
        };
        assert_eq!(
            told("bartar rank a b --tp 3"),
            "error: unexpected argument '--tp' found\n\n  tip: a similar argument exists: '--top'"
        );
        assert_eq!(told("bartar rank a b --xyz"), "error: unexpected argument '--xyz' found");
        assert!(told("bartar rank a -5").contains("to pass '-5' as a value"));
    }

    #[test]
    fn usage_and_help_follow() {
        let text = told(command(Lang::Fa), ErrorKind::MissingRequiredArgument, &["bartar", "check"]);
        let paragraphs: Vec<&str> = text.split("\n\n").skip(1).collect();
        assert_eq!(
            paragraphs,
            ["شیوهٔ کاربرد: bartar check <RULEBOOK>", "برای آگاهی بیشتر بنویسید: bartar --help --lang fa"]
        );
    }

    /// Kinds that no argument of ours can bring about today.
    #[test]
    fn every_other_kind_has_its_sentence() {
        use ErrorKind::*;
        let made = || {
            Command::new("x")
                .arg(Arg::new("two").long("two").num_args(2).action(ArgAction::Set))
                .arg(Arg::new("many").long("many").num_args(2..=3).action(ArgAction::Set))
                .arg(Arg::new("sign").long("sign").require_equals(true))
                .arg(Arg::new("odd").long("odd").conflicts_with("sign"))
                .subcommand(Command::new("go").arg(Arg::new("far").long("far").action(ArgAction::SetTrue)))
        };
        let cases: [(ErrorKind, &[&str], &str); 5] = [
            (
                WrongNumberOfValues,
                &["x", "--two", "1"],
                "برای «--two <two> <two>» باید ۲ مقدار بیاید و ۱ مقدار آمده است",
            ),
            (
                TooFewValues,
                &["x", "--many", "1"],
                "برای «--many <many> <many>...» دست‌کم ۲ مقدار لازم است و ۱ مقدار آمده است",
            ),
            (NoEquals, &["x", "--sign", "1"], "میان «--sign=<sign>» و مقدار آن «=» لازم است"),
            (
                ArgumentConflict,
                &["x", "--sign=1", "--odd", "1"],
                "«--sign=<sign>» با «--odd <odd>» نمی‌تواند بیاید",
            ),
            (UnknownArgument, &["x", "--far", "go"], "«--far» شناخته نشد\n  چاره: «go --far» هست"),
        ];
        for (kind, arguments, expected) in cases {
            assert_eq!(told(made(), kind, arguments).split("\n\n").next().unwrap(), expected);
        }
        let bare = persian(&Error::new(Io), None).unwrap();
        assert!(bare.starts_with("فرمان درست نوشته نشده است\n\n"), "{bare}");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let line = ["bartar", "explain", "a", "b", "--id"].map(OsStr::new);
        let arguments = line.into_iter().chain([OsStr::from_bytes(&[0xff])]);
        let error = command(Lang::Fa).try_get_matches_from(arguments).unwrap_err();
        assert!(persian(&error, None).unwrap().starts_with("بخشی از فرمان به UTF-8 نیست"));
    }

    #[test]
    fn help_and_version_are_no_faults() {
        for line in [&["bartar"][..], &["bartar", "--help"], &["bartar", "rank", "--version"]] {
            let error = command(Lang::Fa).try_get_matches_from(line).unwrap_err();
            assert_eq!(persian(&error, None), None);
        }
    }
}
