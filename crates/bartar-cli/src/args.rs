//! Arguments. One definition gives parsing and help; [`crate::persian`] gives the same help in Persian.

use crate::exit::Exit;
use crate::persian;
use bartar_criteria::Lang;
use bartar_criteria::rulebook::LegacyEncoding;
use bartar_tables::Given;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Scores and ranks the entrants of a competition by published rules, and explains every point.
#[derive(Parser, Debug)]
#[command(name = "bartar", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Language of everything people read: fa (Persian) or en (English). Also the environment's `BARTAR_LANG`, or the locale.
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangArg>,

    /// Number of threads, 1 to 256; as many as processors unless given. Results never depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Checks a rulebook: every fault at once, each with its code, place and cure.
    Check(CheckArgs),
    /// Scores and ranks entries by a rulebook; prints the standings of every pool.
    Rank(RankArgs),
    /// Explains every point of one entry, or why one stands above another.
    Explain(ExplainArgs),
    /// Looks at the judges' marks: what does not count, who agrees with whom. It changes no score.
    Panel(PanelArgs),
    /// Shows what a set of amendments would move, before it is applied with `rank --amendments`.
    Amend(AmendArgs),
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The rulebook: its folder, its rulebook.toml, or the name of a folder in criteria/.
    pub rulebook: PathBuf,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
}

/// Where the entries are.
#[derive(Args, Debug)]
pub struct DataArgs {
    /// Files of entries: CSV, XLSX, ODS or Parquet; several, of whichever kinds, are one data set.
    #[arg(required = true, value_name = "DATA")]
    pub data: Vec<PathBuf>,

    /// Sheet with the entries in workbooks; else the rulebook's, or the only one with the id column.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Encoding of text files that are not Unicode; else the rulebook's. Nothing is guessed.
    #[arg(long, value_enum, value_name = "NAME")]
    pub legacy_encoding: Option<LegacyEncodingArg>,
}

impl DataArgs {
    /// What the command says of the files beside what the rulebook says.
    #[must_use]
    pub fn given(&self) -> Given {
        let legacy_encoding =
            self.legacy_encoding.map(|LegacyEncodingArg::Windows1256| LegacyEncoding::Windows1256);
        Given { sheet: self.sheet.clone(), legacy_encoding }
    }
}

/// What is scored, and by which rules.
#[derive(Args, Debug)]
pub struct Inputs {
    /// The rulebook: its folder, its rulebook.toml, or the name of a folder in criteria/.
    pub rulebook: PathBuf,

    /// The entries.
    #[command(flatten)]
    pub data: DataArgs,

    /// File of judges' marks; may be given several times. Without one, the panel has not met yet.
    #[arg(long, value_name = "FILE")]
    pub marks: Vec<PathBuf>,

    /// File of amendments, the jury's decisions on objections and withdrawals; may be given several times. All are applied
    /// as one set.
    #[arg(long, value_name = "FILE")]
    pub amendments: Vec<PathBuf>,

    /// Stage of the competition to rank, by its id; the last one unless given. The stages before it are run first.
    #[arg(long, value_name = "ID")]
    pub stage: Option<String>,
}

impl Inputs {
    /// All files of data: entries, marks and amendments.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        [&self.data.data, &self.marks, &self.amendments].into_iter().flatten().map(PathBuf::as_path)
    }
}

/// Arguments of `rank`.
#[derive(Args, Debug)]
pub struct RankArgs {
    /// What is scored, and by which rules.
    #[command(flatten)]
    pub inputs: Inputs,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    /// Entries to list of each ranking in a table; 0 for all. JSON and CSV always hold all.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub top: usize,

    /// Show only these pools or orientations in a table; may be given several times.
    #[arg(long, value_name = "ID")]
    pub pool: Vec<String>,

    /// File for the list of all findings, for whoever mends the data: NAME.csv or NAME.xlsx.
    #[arg(long, value_name = "FILE")]
    pub findings: Option<PathBuf>,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// What is scored, and by which rules.
    #[command(flatten)]
    pub inputs: Inputs,

    /// Id of the entry.
    #[arg(long, value_name = "ID")]
    pub id: String,

    /// Id of another entry to show beside it, with where the difference arises.
    #[arg(long, value_name = "ID")]
    pub against: Option<String>,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Arguments of `panel`.
#[derive(Args, Debug)]
pub struct PanelArgs {
    /// What is scored, and by which rules.
    #[command(flatten)]
    pub inputs: Inputs,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Arguments of `amend`.
#[derive(Args, Debug)]
pub struct AmendArgs {
    /// What is scored, and by which rules.
    #[command(flatten)]
    pub inputs: Inputs,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

/// Forms of a result.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// Tables for a terminal.
    Table,
    /// JSON, versioned by its schema member.
    Json,
    /// CSV.
    Csv,
}

/// Forms of a check's result.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum CheckFormat {
    /// Text for a terminal.
    Table,
    /// JSON, versioned by its schema member.
    Json,
}

/// Encodings older than Unicode.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum LegacyEncodingArg {
    /// Arabic and Persian on Windows.
    #[value(name = "windows-1256")]
    Windows1256,
}

/// Languages.
#[derive(Copy, Clone, PartialEq, Eq, Debug, ValueEnum)]
pub enum LangArg {
    /// Persian.
    Fa,
    /// English.
    En,
}

/// The command line with its help in `lang`.
#[must_use]
pub fn command(lang: Lang) -> clap::Command {
    let command = Cli::command().after_help(Exit::table(Lang::En)).arg_required_else_help(true);
    match lang {
        Lang::En => command,
        Lang::Fa => persian::translate(command),
    }
}
