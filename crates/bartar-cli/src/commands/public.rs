//! `bartar public`: the public form of a record.

use crate::args::PublicArgs;
use crate::exit::{Exit, Failure, say};
use crate::folder::NewFolder;
use crate::record_folder;
use bartar_criteria::{Lang, Severity, Text, text};
use bartar_record::public_form;

/// Runs the command.
pub fn run(arguments: &PublicArgs, lang: Lang) -> Result<Exit, Failure> {
    let files = record_folder::read(&arguments.record)?;
    let shown = arguments.record.display();
    let public = public_form(&files).map_err(|Text { fa, en }| {
        Failure::Told(
            Exit::Data,
            text!(
                fa: "از سند «{shown}» شکل همگانی ساخته نمی‌شود: {fa}؛ \u{2066}bartar replay {shown}\u{2069} را اجرا کنید",
                en: "no public form can be made of the record `{shown}`: {en}; run `bartar replay {shown}`"
            ),
        )
    })?;
    record_folder::write(NewFolder::begin(&arguments.out)?, &public)?;
    let out = arguments.out.display();
    say(
        lang,
        Severity::Notice,
        &text!(
            fa: "شکل همگانی در «{out}» نوشته شد؛ ریشهٔ آن همان ریشهٔ سند است",
            en: "the public form is in `{out}`; its root is that of the record"
        ),
    );
    Ok(Exit::Done)
}
