//! The record that a run leaves behind.

use super::{From, Opened};
use crate::args::RankArgs;
use crate::exit::{Exit, Failure, say};
use crate::folder::NewFolder;
use crate::origin;
use crate::record_folder;
use bartar_criteria::{Lang, Severity, Text, text};
use bartar_record::digest::Hash;
use bartar_record::files::{ENVELOPE, root_line};
use bartar_record::{Envelope, Sealing, salt_key, seal};
use bartar_scoring::Scored;
use bartar_tables::system;
use std::path::Path;
use std::time::SystemTime;
use std::{env, fs, io};

/// Seals a run into a folder that was begun for it.
pub fn seal_into(
    place: NewFolder,
    opened: &Opened,
    stages: &[Scored<'_>],
    arguments: &RankArgs,
    lang: Lang,
) -> Result<(), Failure> {
    let competition = &opened.competition;
    let sealing = match &opened.from {
        From::Record { rulebooks, salt_key, predecessor } => {
            if arguments.salt_secret.is_some() {
                return Err(Failure::Told(
                    Exit::Usage,
                    text!(
                        fa: "سند نمک‌های خود را دارد؛ \u{2066}--salt-secret\u{2069} را با آن ندهید",
                        en: "a record has its salts already; give no --salt-secret with it"
                    ),
                ));
            }
            Sealing { rulebooks, salt_key: *salt_key, predecessor: *predecessor }
        }
        From::Rulebook(rulebooks) => {
            let secret = secret(arguments.salt_secret.as_deref(), lang)?;
            let salt_key = salt_key(&secret, &competition.rulebook.identity.sha256);
            Sealing { rulebooks, salt_key, predecessor: None }
        }
    };
    let failed = |error: io::Error| {
        let Text { fa, en } = system::reason(&error);
        Failure::Told(
            Exit::Output,
            text!(fa: "سند ساخته نشد: {fa}", en: "the record could not be made: {en}"),
        )
    };
    let mut files = seal(competition, stages, &sealing).map_err(failed)?;
    let numbers = bartar_record::numbers(competition);
    origin::sealed(&*opened.origin, &numbers, &competition.rulebook).add_to(&mut files).map_err(failed)?;
    files.put(ENVELOPE, envelope(arguments).text());
    record_folder::write(place, &files)?;
    if let Some(root) = files.root() {
        let line = root_line(&root);
        let line = line.trim_end();
        say(
            lang,
            Severity::Notice,
            &text!(fa: "سند مهر شد؛ ریشهٔ آن: \u{2066}{line}\u{2069}", en: "the record is sealed; its root: {line}"),
        );
    }
    Ok(())
}

/// The secret of the salts: the one in the file, or a fresh one.
fn secret(file: Option<&Path>, lang: Lang) -> Result<Vec<u8>, Failure> {
    const FEWEST: usize = 16;
    let Some(file) = file else {
        let mut secret: Hash = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| {
            Failure::Told(
                Exit::Software,
                text!(fa: "سامانه عدد تصادفی نداد: {error}", en: "the system gave no random numbers: {error}"),
            )
        })?;
        say(
            lang,
            Severity::Notice,
            &text!(
                fa: "نمک‌های سند تازه به قرعه آمد؛ با \u{2066}--salt-secret FILE\u{2069} همان پرونده‌ها همان ریشه را می‌دهند",
                en: "the salts of the record were drawn afresh; with --salt-secret FILE the same entries give the same root"
            ),
        );
        return Ok(secret.to_vec());
    };
    let shown = file.display();
    let secret = fs::read(file).map_err(|error| {
        let Text { fa, en } = system::reason(&error);
        Failure::Told(
            Exit::NoInput,
            text!(fa: "راز «{shown}» خوانده نشد: {fa}", en: "the secret `{shown}` cannot be read: {en}"),
        )
    })?;
    if secret.len() < FEWEST {
        return Err(Failure::Told(
            Exit::Data,
            text!(
                fa: "راز «{shown}» کمتر از {FEWEST} بایت دارد و می‌توان آن را حدس زد",
                en: "the secret `{shown}` has fewer than {FEWEST} bytes and could be guessed"
            ),
        ));
    }
    Ok(secret)
}

fn envelope(arguments: &RankArgs) -> Envelope {
    let sealed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let host = fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| env::var("COMPUTERNAME").ok());
    Envelope::new(sealed, host.map(|host| host.trim().to_owned()), arguments.operator.clone())
}
