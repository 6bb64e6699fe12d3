//! The `bartar` command: ranks, explains and checks by a published rulebook.
//!
//! Data go to standard output; diagnostics and progress to standard error. Everything that decides a result lives in the
//! libraries; here are arguments, files, the terminal and exit codes.

mod args;
mod commands;
mod exit;
mod findings_file;
mod language;
mod origin;
mod output;
mod persian;
mod progress;
mod rulebook_folder;

use args::{Cli, Command};
use clap::FromArgMatches;
use exit::{Exit, Failure};
use std::process::ExitCode;

fn main() -> ExitCode {
    let lang = language::of_invocation(std::env::args_os());
    let command = args::command(lang);
    let matches = match command.try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            // clap prints help and version to standard output, faults to standard error.
            let printed = error.print();
            let code = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            return if printed.is_ok() { code.into() } else { Exit::Output.into() };
        }
    };
    let Ok(cli) = Cli::from_arg_matches(&matches) else { return Exit::Usage.into() };
    exit::guard(lang, || run(&cli, lang)).into()
}

fn run(cli: &Cli, lang: bartar_criteria::Lang) -> Exit {
    if let Some(threads) = cli.threads {
        let built = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
        if let Err(error) = built {
            let message = bartar_criteria::text!(
                fa: "رشته‌های پردازش ساخته نشدند: {error}",
                en: "the threads could not be started: {error}"
            );
            return Failure::Told(Exit::Software, message).report(lang);
        }
    }
    let result = match &cli.command {
        Command::Check(arguments) => commands::check::run(arguments, lang),
        Command::Rank(arguments) => commands::rank::run(arguments, lang),
        Command::Explain(arguments) => commands::explain::run(arguments, lang),
    };
    result.unwrap_or_else(|failure: Failure| failure.report(lang))
}
