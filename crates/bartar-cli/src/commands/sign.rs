//! `bartar sign`: signs the root of a record, or makes the keys for it.

use crate::args::SignArgs;
use crate::exit::{Exit, Failure, say};
use crate::new_file::{NewFile, Readers};
use crate::output_file::folder;
use crate::record_folder;
use bartar_criteria::{Lang, Severity, Text, text};
use bartar_record::files::SIGNATURE;
use bartar_record::sign::{Protection, new_key, secret_key, sign};
use bartar_tables::system;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Runs the command.
pub fn run(arguments: &SignArgs, lang: Lang) -> Result<Exit, Failure> {
    match (&arguments.record, &arguments.key, &arguments.new_key) {
        (_, _, Some(name)) => make_key(arguments, name, lang),
        (Some(record), Some(key), None) => sign_record(arguments, record, key, lang),
        // The definition of the arguments leaves no other case.
        _ => Err(Failure::Reported(Exit::Usage)),
    }
}

fn sign_record(arguments: &SignArgs, record: &Path, key: &Path, lang: Lang) -> Result<Exit, Failure> {
    let files = record_folder::read(record)?;
    let place = NewFile::new(record.join(SIGNATURE), Readers::All).beside(folder(record));
    if !arguments.replace {
        place.free().map_err(|_| {
            let shown = record.display();
            Failure::Told(
                Exit::Create,
                text!(
                    fa: "سند «{shown}» امضا دارد؛ اگر امضای دیگری به جای آن می‌خواهید \u{2066}--replace\u{2069} بنویسید",
                    en: "the record `{shown}` is signed; write --replace for another signature in place of that one"
                ),
            )
        })?;
    }
    let shown = record.display();
    bartar_record::intact(&files).map_err(|Text { fa, en }| {
        Failure::Told(
            Exit::Data,
            text!(
                fa: "سند «{shown}» امضا نمی‌شود: {fa}؛ \u{2066}bartar replay {shown}\u{2069} را اجرا کنید",
                en: "the record `{shown}` is not signed: {en}; run `bartar replay {shown}`"
            ),
        )
    })?;
    let text = read(key)?;
    let password = arguments.password_file.as_deref().map(password).transpose()?;
    let secret = secret_key(&text, password).map_err(|Text { fa, en }| {
        let shown = key.display();
        Failure::Told(Exit::Data, text!(fa: "کلید «{shown}»: {fa}", en: "the key `{shown}`: {en}"))
    })?;
    let [signature, public] =
        sign(&files, &secret, arguments.comment.as_deref()).map_err(|why| Failure::Told(Exit::Data, why))?;
    place.write(signature.as_bytes(), arguments.replace)?;
    let place = record.join(SIGNATURE);
    let shown = place.display();
    say(
        lang,
        Severity::Notice,
        &text!(
            fa: "ریشه امضا شد: «{shown}»؛ با کلید عمومی \u{2066}{public}\u{2069} درست است",
            en: "the root is signed: `{shown}`; right with the public key {public}"
        ),
    );
    Ok(Exit::Done)
}

fn make_key(arguments: &SignArgs, name: &Path, lang: Lang) -> Result<Exit, Failure> {
    let with = |ending: &str| {
        let mut path = OsString::from(name);
        path.push(ending);
        PathBuf::from(path)
    };
    let secret = NewFile::new(with(".key"), Readers::Owner);
    let public = NewFile::new(with(".pub"), Readers::All);
    secret.free()?;
    public.free()?;
    let protection = match &arguments.password_file {
        _ if arguments.no_password => Protection::Nothing,
        Some(file) => Protection::Password(password(file)?),
        None => Protection::Asked,
    };
    let [secret_text, public_text] = new_key(protection).map_err(|why| Failure::Told(Exit::Software, why))?;
    secret.write(secret_text.as_bytes(), false)?;
    public.write(public_text.as_bytes(), false)?;
    let (secret, public) = (with(".key"), with(".pub"));
    let (secret, public) = (secret.display(), public.display());
    say(
        lang,
        Severity::Notice,
        &text!(
            fa: "کلید محرمانه «{secret}» (نزد خود نگه دارید) و کلید عمومی «{public}» (منتشر کنید) ساخته شد",
            en: "made the secret key `{secret}` (keep it to yourself) and the public key `{public}` (publish it)"
        ),
    );
    Ok(Exit::Done)
}

/// The text of a small file.
fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        let (shown, Text { fa, en }) = (path.display(), system::reason(&error));
        Failure::Told(
            Exit::NoInput,
            text!(fa: "«{shown}» خوانده نشد: {fa}", en: "`{shown}` cannot be read: {en}"),
        )
    })
}

/// A password: the first line of its file.
fn password(path: &Path) -> Result<String, Failure> {
    let text = read(path)?;
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.is_empty() || line.contains('\n') {
        let shown = path.display();
        return Err(Failure::Told(
            Exit::Data,
            text!(
                fa: "در فایل گذرواژه «{shown}» باید تنها یک خط باشد: گذرواژه",
                en: "the password file `{shown}` must hold one line, the password"
            ),
        ));
    }
    Ok(line.to_owned())
}
