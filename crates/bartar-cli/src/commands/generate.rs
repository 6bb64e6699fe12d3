//! `bartar generate`: made-up entries for a rulebook.

use super::sound_rulebook;
use crate::args::{CheckFormat, GenerateArgs};
use crate::exit::{Exit, Failure};
use crate::folder::NewFolder;
use crate::output::to_stdout;
use crate::progress::Progress;
use bartar_criteria::exact::to_persian_digits;
use bartar_criteria::{Lang, text};
use bartar_generate::{self as made, FaultKind, Generated, Kind, Options, Split, Target};
use bartar_tables::write_parquet;
use std::io::{self, Write};
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &GenerateArgs, lang: Lang) -> Result<Exit, Failure> {
    let (rulebook, _) = sound_rulebook(&arguments.rulebook, lang)?;
    if arguments.marks && rulebook.panel.is_empty() {
        return Err(Failure::Told(
            Exit::Usage,
            text!(
                fa: "این شیوه‌نامه داوری (panel) ندارد؛ --marks به کارش نمی‌آید",
                en: "this rulebook has no panel, so that it has no use for --marks"
            ),
        ));
    }
    let mut target = OnDisk(NewFolder::begin(&arguments.out)?);
    let options = options(arguments);
    let bar = Progress::new(lang, "ساختن", "making");
    let generated = made::generate(&rulebook, &options, &mut target, &|done, all| bar.set(done, all));
    drop(bar);
    let generated = generated.map_err(|failure| match failure {
        made::Failure::Asked(text) => Failure::Told(Exit::Usage, text),
        made::Failure::Rulebook(text) => Failure::Told(Exit::Data, text),
        made::Failure::Output(error) => Failure::Output(error),
    })?;
    target.0.finish()?;
    to_stdout(|out| match arguments.format {
        CheckFormat::Json => generated.write_json(out),
        CheckFormat::Table => write_table(&generated, &arguments.out, lang, out),
    })?;
    Ok(Exit::Done)
}

fn options(arguments: &GenerateArgs) -> Options {
    let kinds =
        arguments.kinds.iter().filter_map(|name| Kind::ALL.iter().copied().find(|k| k.name() == name));
    let faults = FaultKind::ALL.iter().copied();
    let all = arguments.dirt_kinds.is_empty();
    Options {
        entries: arguments.entries,
        seed: arguments.seed,
        split: arguments.by.clone().map_or(Split::Files(arguments.files), Split::By),
        kinds: kinds.collect(),
        dirt: arguments.dirt,
        faults: faults.filter(|kind| all || arguments.dirt_kinds.iter().any(|n| n == kind.name())).collect(),
        marks: arguments.marks,
    }
}

struct OnDisk(NewFolder);

impl Target for OnDisk {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write>> {
        self.0.create(path)
    }

    fn parquet(&self, out: &mut dyn Write, headers: &[String], columns: Vec<Vec<String>>) -> io::Result<()> {
        write_parquet(out, headers, columns)
    }
}

/// What was made, for people.
fn write_table(generated: &Generated, folder: &Path, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let number = |number: u64| match lang {
        Lang::Fa => to_persian_digits(&number.to_string()),
        Lang::En => number.to_string(),
    };
    for file in &generated.files {
        let (path, entries) = (folder.join(&file.path), number(file.entries));
        let path = path.display();
        let line = text!(fa: "{path}: {entries} پرونده", en: "{path}: {entries} entries");
        writeln!(out, "{}", line.get(lang))?;
    }
    if let Some(lines) = generated.marks {
        let (path, lines) = (folder.join("marks.csv"), number(lines));
        let path = path.display();
        writeln!(out, "{}", text!(fa: "{path}: {lines} نمره", en: "{path}: {lines} marks").get(lang))?;
    }
    let path = folder.join("answer-key.csv");
    let (path, lines) = (path.display(), number(generated.key.planted.len() as u64));
    let line = text!(fa: "{path}: {lines} یافتهٔ مورد انتظار", en: "{path}: {lines} expected findings");
    writeln!(out, "{}", line.get(lang))
}
