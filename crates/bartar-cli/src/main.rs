//! The `bartar` command: ranks, explains and checks by a published rulebook.
//!
//! Data go to standard output; diagnostics and progress to standard error. Everything that decides a result lives in the
//! libraries; here are arguments, files, the terminal and exit codes.

mod args;
mod commands;
mod exit;
mod folder;
mod language;
mod named;
mod new_file;
mod number;
mod origin;
mod output;
mod output_file;
mod persian;
mod progress;
mod record_folder;
mod rulebook_folder;
mod tables_out;
mod usage;

use args::{Cli, Command};
use bartar_criteria::{Lang, Severity, Text, text};
use clap::FromArgMatches;
use exit::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let lang = language::of_invocation(std::env::args_os());
    if let Some(unknown) = language::unknown() {
        let told = text!(
            fa: "مقدار BARTAR_LANG «{unknown}» است که زبان این برنامه نیست؛ fa یا en بنویسید",
            en: "BARTAR_LANG is `{unknown}`, which is no language of this program; set it to fa or en"
        );
        exit::say(lang, Severity::Notice, &told);
    }
    let command = args::command(lang);
    let matches = match command.try_get_matches_from(language::spared(std::env::args_os())) {
        Ok(matches) => matches,
        Err(mut error) => {
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let named = args::named(std::env::args_os());
            usage::mend_tip(&mut error, &args::command(lang), named);
            if let (Lang::Fa, Some(wrong)) = (lang, usage::persian(&error, named)) {
                exit::tell(lang, &Text::same(wrong));
                return code.into();
            }
            // clap prints help and version to standard output, faults to standard error.
            let printed = error.print();
            return if printed.is_ok() { code.into() } else { Exit::Output.into() };
        }
    };
    let Ok(cli) = Cli::from_arg_matches(&matches) else { return Exit::Usage.into() };
    exit::guard(lang, || run(&cli, lang)).into()
}

fn run(cli: &Cli, lang: Lang) -> Exit {
    if let Some(threads) = cli.threads {
        let built = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
        if let Err(error) = built {
            let message = text!(
                fa: "ریسمان‌های پردازش ساخته نشدند: {error}",
                en: "the threads could not be started: {error}"
            );
            return Failure::Told(Exit::Software, message).report(lang);
        }
    }
    let result = match &cli.command {
        Command::Check(arguments) => commands::check::run(arguments, lang),
        Command::Rank(arguments) => commands::rank::run(arguments, lang),
        Command::Explain(arguments) => commands::explain::run(arguments, lang),
        Command::Amend(arguments) => commands::amend::run(arguments, lang),
        Command::Panel(arguments) => commands::panel::run(arguments, lang),
        Command::Replay(arguments) => commands::replay::run(arguments, lang),
        Command::Sign(arguments) => commands::sign::run(arguments, lang),
        Command::Receipt(arguments) => commands::receipt::run(arguments, lang),
        Command::Verify(arguments) => commands::verify::run(arguments, lang),
        Command::Public(arguments) => commands::public::run(arguments, lang),
        Command::Diff(arguments) => commands::diff::run(arguments, lang),
        Command::Generate(arguments) => commands::generate::run(arguments, lang),
    };
    result.unwrap_or_else(|failure: Failure| failure.report(lang))
}
