//! Exit codes and the failures that lead to them.

use bartar_criteria::{Lang, Severity, Text, text};
use bartar_tables::{FileFault, system};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// How a run ended.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Exit {
    /// Done, and nothing keeps an entry from its rank.
    Done,
    /// Done, and something needs a person.
    Found,
    /// Wrong usage.
    Usage,
    /// Checked as far as it goes, and something could not be checked.
    NotChecked,
    /// Unusable data or rulebook; no output.
    Data,
    /// An input is missing.
    NoInput,
    /// A fault of the program.
    Software,
    /// The output could not be created, or its place is taken.
    Create,
    /// The output could not be written.
    Output,
}

impl Exit {
    const ALL: [Self; 9] = [
        Self::Done,
        Self::Found,
        Self::Usage,
        Self::NotChecked,
        Self::Data,
        Self::NoInput,
        Self::Software,
        Self::Create,
        Self::Output,
    ];

    /// The number, after `sysexits.h` where it has one.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 1,
            Self::Usage => 2,
            Self::NotChecked => 3,
            Self::Data => 65,
            Self::NoInput => 66,
            Self::Software => 70,
            Self::Create => 73,
            Self::Output => 74,
        }
    }

    fn meaning(self) -> Text {
        match self {
            Self::Done => Text::new(
                "انجام شد؛ خطایی در میان نیست و تکلیف همهٔ پرونده‌ها روشن است (هشدارها و یادآوری‌ها این کد را تغییر نمی‌دهند)",
                "done; no errors, and every entry is decided (warnings and notices do not change this code)",
            ),
            Self::Found => Text::new(
                "انجام شد و کار انسان لازم است (check: خطا در شیوه‌نامه؛ rank و explain: پروندهٔ قرنطینه‌شده یا نیازمند \
                 بررسی؛ rank: نمرهٔ نادرست یا واحد مشکوک یک ستون هم؛ panel: نمرهٔ نادرست یا داوری ناتمام؛ replay و verify: \
                 بررسی‌ای نادرست بود؛ diff: تفاوتی هست)",
                "done, and something needs a person (check: errors in the rulebook; rank, explain: entries quarantined \
                 or for review; rank: also faulty marks or a column in a doubtful unit; panel: faulty marks or entries \
                 still open; replay, verify: a check failed; diff: something differs)",
            ),
            Self::Usage => Text::new("کاربرد نادرست", "wrong usage"),
            Self::NotChecked => Text::new(
                "آنچه بررسی شد درست است، ولی چیزی بررسی نشد (replay و verify)",
                "what was checked is right, but something was not checked (replay, verify)",
            ),
            Self::Data => Text::new(
                "داده یا شیوه‌نامه قابل استفاده نیست؛ خروجی ساخته نمی‌شود",
                "unusable data or rulebook, no output",
            ),
            Self::NoInput => Text::new(
                "فایل، شیوه‌نامه یا پروندهٔ خواسته‌شده پیدا نشد",
                "a file, rulebook or entry asked for is not there",
            ),
            Self::Software => Text::new("خطای خود برنامه", "a fault of the program"),
            Self::Create => {
                Text::new("خروجی ساخته نشد یا جای آن خالی نیست", "output not created, or its place is taken")
            }
            Self::Output => Text::new("خروجی نوشته نشد", "output could not be written"),
        }
    }

    /// The table of exit codes for the help.
    #[must_use]
    pub fn table(lang: Lang) -> String {
        let heading = match lang {
            Lang::Fa => "کدهای خروج:",
            Lang::En => "Exit codes:",
        };
        Self::ALL.iter().fold(heading.to_owned(), |mut table, exit| {
            for (index, line) in lines(exit.meaning().get(lang)).iter().enumerate() {
                let code = if index == 0 { exit.code().to_string() } else { String::new() };
                // Writing to a string cannot fail.
                let _ = write!(table, "\n  {code:>2}  {line}");
            }
            table
        })
    }
}

/// The text in lines that a terminal need not break.
fn lines(text: &str) -> Vec<String> {
    const WIDTH: usize = 72;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Why a command gave no result.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What is wrong has been written to standard error already.
    #[error("reported")]
    Reported(Exit),
    /// What is wrong with files as a whole has been written to standard error already.
    #[error("files")]
    Files(Exit, Vec<FileFault>),
    /// What is wrong, in both languages.
    #[error("{}", .1.en)]
    Told(Exit, Text),
    /// Standard output or error cannot be written.
    #[error("output: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// Tells what is wrong, and how to exit.
    pub fn report(self, lang: Lang) -> Exit {
        match self {
            Self::Reported(exit) | Self::Files(exit, _) => exit,
            Self::Told(exit, text) => {
                tell(lang, &text);
                exit
            }
            Self::Output(error) => {
                // Whoever closed the pipe has read enough and needs no message.
                if error.kind() != io::ErrorKind::BrokenPipe {
                    let Text { fa, en } = system::reason(&error);
                    tell(
                        lang,
                        &text!(fa: "خروجی نوشته نشد: {fa}", en: "the output could not be written: {en}"),
                    );
                }
                Exit::Output
            }
        }
    }
}

/// Writes what is wrong to standard error.
pub fn tell(lang: Lang, text: &Text) {
    say(lang, Severity::Error, text);
}

/// Writes one message to standard error, after the word for its gravity.
pub fn say(lang: Lang, severity: Severity, text: &Text) {
    let word = severity.word();
    let word = word.get(lang);
    // Names of files and arguments may hold what drives a terminal.
    let harmful = |c: char| {
        (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}')
    };
    let text = text.get(lang).replace(harmful, "\u{fffd}");
    // Where standard error itself is broken there is nobody left to tell.
    let _ = writeln!(io::stderr(), "{word}: {text}");
}

/// Runs a command; a panic becomes a message and the exit code for it.
pub fn guard(lang: Lang, run: impl FnOnce() -> Exit) -> Exit {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        tell(
            lang,
            &Text::new(
                "این خطای خود برنامه است؛ لطفاً پیام بالا را همراه فرمان گزارش کنید",
                "this is a fault of the program; please report the message above with the command",
            ),
        );
        Exit::Software
    })
}
