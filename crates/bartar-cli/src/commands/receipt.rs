//! `bartar receipt`: what proves to an applicant that their entry is in the record.

use crate::args::ReceiptArgs;
use crate::exit::{Exit, Failure, say};
use crate::new_file::{NewFile, Readers, inside, same};
use crate::output::to_stdout;
use crate::record_folder;
use bartar_criteria::{Lang, Severity, Text, text};
use bartar_record::receipt::{Refused, issue};

/// Runs the command.
pub fn run(arguments: &ReceiptArgs, lang: Lang) -> Result<Exit, Failure> {
    let (record, out, opening) = (&arguments.record, &arguments.out, &arguments.opening);
    if let Some(path) = [out, opening].into_iter().flatten().find(|path| inside(path, record)) {
        let shown = path.display();
        return Err(Failure::Told(
            Exit::Usage,
            text!(
                fa: "«{shown}» در پوشهٔ خود سند است که نباید تغییر کند؛ جای دیگری بدهید",
                en: "`{shown}` is in the folder of the record itself, which must not change; give another place"
            ),
        ));
    }
    if let (Some(out), Some(opening)) = (out, opening)
        && same(out, opening)
    {
        return Err(Failure::Told(
            Exit::Usage,
            text!(
                fa: "رسید و گشایش محرمانهٔ آن دو فایل جدا هستند؛ دو نام بدهید",
                en: "the receipt and its private opening are two files; give two names"
            ),
        ));
    }
    let out = out.as_ref().map(|path| NewFile::new(path.clone(), Readers::All));
    let private = opening.as_ref().map(|path| NewFile::new(path.clone(), Readers::Owner));
    [&out, &private].into_iter().flatten().try_for_each(NewFile::free)?;
    let files = record_folder::read(record)?;
    let (receipt, opening) = issue(&files, &arguments.id, arguments.entry).map_err(|refused| match refused {
        Refused::Record(Text { fa, en }) => {
            let shown = record.display();
            Failure::Told(
                Exit::Data,
                text!(
                    fa: "از سند «{shown}» رسید داده نمی‌شود: {fa}؛ \u{2066}bartar replay {shown}\u{2069} را اجرا کنید",
                    en: "the record `{shown}` gives no receipts: {en}; run `bartar replay {shown}`"
                ),
            )
        }
        Refused::Unknown(why) => Failure::Told(Exit::NoInput, why),
        Refused::Several(why) => Failure::Told(Exit::Usage, why),
    })?;
    // The private file first: whoever has the receipt in hand has both.
    if let Some(private) = &private {
        private.write(&opening.text(), false)?;
    }
    match &out {
        Some(out) => out.write(&receipt.text(), false)?,
        None => to_stdout(|out| out.write_all(&receipt.text()))?,
    }
    if receipt.signature.is_none() {
        say(
            lang,
            Severity::Notice,
            &text!(
                fa: "سند هنوز امضا ندارد و رسید بی امضا اثبات کاملی نیست؛ پس از \u{2066}bartar sign\u{2069} رسید بدهید",
                en: "the record is not signed yet, and without a signature the receipt is no full proof; give receipts after `bartar sign`"
            ),
        );
    }
    Ok(Exit::Done)
}
