//! `bartar replay`: a record recomputed, and its numbered checks.

use crate::args::{CheckFormat, ReplayArgs};
use crate::exit::{Exit, Failure};
use crate::output::{style, to_stdout};
use crate::record_folder;
use bartar_criteria::{Lang, Text, text};
use bartar_record::digest::{Hash, from_hex};
use bartar_record::files::read_root;
use bartar_record::{Answer, Known, replay};
use bartar_report::{json, terminal};
use bartar_tables::system;
use std::fs;

/// Runs the command.
pub fn run(arguments: &ReplayArgs, lang: Lang) -> Result<Exit, Failure> {
    let root = arguments.root.as_deref().map(root).transpose()?;
    let key = arguments.key.as_deref().map(key).transpose()?;
    let files = record_folder::read(&arguments.record)?;
    let predecessor = arguments.predecessor.as_deref().map(record_folder::read).transpose()?;
    let known = Known { root, key: key.as_deref(), predecessor: predecessor.as_ref() };
    let replay = replay(&files, &known);
    match arguments.format {
        CheckFormat::Table => to_stdout(|out| terminal::write_replay(&replay, &style(lang, 0), out))?,
        CheckFormat::Json => to_stdout(|out| json::write_replay(&replay, out))?,
    }
    Ok(of_answer(replay.answer()))
}

/// How to exit with the answer of all checks.
pub fn of_answer(answer: Answer) -> Exit {
    match answer {
        Answer::Pass => Exit::Done,
        Answer::Fail => Exit::Found,
        Answer::NotChecked => Exit::NotChecked,
    }
}

/// A root as it is published.
pub fn root(written: &str) -> Result<Hash, Failure> {
    let written = written.trim();
    read_root(written).or_else(|| from_hex(written)).ok_or_else(|| {
        Failure::Told(
            Exit::Usage,
            text!(
                fa: "«{written}» ریشهٔ سند نیست؛ خط فایل ROOT یا ۶۴ رقم شانزده‌تایی آن را بدهید",
                en: "`{written}` is no root of a record; give the line of the file ROOT, or its 64 hexadecimal digits"
            ),
        )
    })
}

/// A public key: the text of the file of that name, else the words themselves if they can be a key.
pub fn key(written: &str) -> Result<String, Failure> {
    // What minisign prints: 42 bytes in base 64.
    const LENGTH: usize = 56;
    let is_key = written.len() == LENGTH
        && written.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'='));
    match fs::read_to_string(written) {
        Ok(text) => Ok(text),
        Err(_) if is_key => Ok(written.to_owned()),
        Err(error) => {
            let Text { fa, en } = system::reason(&error);
            Err(Failure::Told(
                Exit::NoInput,
                text!(
                    fa: "کلید عمومی «{written}» خوانده نشد: {fa}",
                    en: "the public key `{written}` cannot be read: {en}"
                ),
            ))
        }
    }
}
