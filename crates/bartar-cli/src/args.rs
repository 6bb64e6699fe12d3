//! Arguments. One definition gives parsing and help; [`crate::persian`] gives the same help in Persian.

use crate::exit::Exit;
use crate::number;
use crate::persian;
use bartar_criteria::exact::{Decimal, Dialect, parse_decimal};
use bartar_criteria::rulebook::LegacyEncoding;
use bartar_criteria::{Lang, Text, text};
use bartar_generate::{FaultKind, Kind};
use bartar_tables::Given;
use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Place in the help of what every command takes: after its own options.
const LAST: usize = 100;

/// Scores and ranks the entrants of a competition by published rules, and explains every point.
#[derive(Parser, Debug)]
#[command(name = "bartar", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// Language of everything people read: fa (Persian) or en (English). Also the environment's `BARTAR_LANG`, or the locale.
    #[arg(long, global = true, value_enum, value_name = "LANG", display_order = LAST)]
    pub lang: Option<LangArg>,

    /// Number of threads, 1 to 256; as many as processors unless given. Results never depend on it.
    #[arg(long, global = true, value_name = "N", value_parser = number::threads, display_order = LAST)]
    pub threads: Option<usize>,
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
    /// Recomputes a record and reports numbered checks: pass, fail or not checked.
    Replay(ReplayArgs),
    /// Signs the root of a record in the format of minisign, or makes the keys for it.
    Sign(SignArgs),
    /// Gives an applicant what proves that their entry is in a record, and nothing of anybody else.
    Receipt(ReceiptArgs),
    /// Verifies a receipt and tells what it proves: numbered checks, pass, fail or not checked.
    Verify(VerifyArgs),
    /// Writes the public form of a record: without what is confidential, under the same root.
    Public(PublicArgs),
    /// Tells what changed between two records: rules, data, eligibility, engine, and which change moved which rank.
    Diff(DiffArgs),
    /// Makes up entries for any rulebook, clean or with planted faults and their answer key.
    Generate(GenerateArgs),
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// The rulebook: its folder, its rulebook.toml, or the name of a folder in ./criteria.
    pub rulebook: PathBuf,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
}

/// Where the entries are.
#[derive(Args, Debug)]
pub struct DataArgs {
    /// Files of entries: CSV, XLSX, ODS or Parquet; several, of whichever kinds, are one data set. None with a record, which
    /// holds its entries.
    #[arg(value_name = "DATA")]
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
    /// The rulebook: its folder, its rulebook.toml, or the name of a folder in ./criteria. Or a record, which holds its rulebook.
    pub rulebook: PathBuf,

    /// The entries.
    #[command(flatten)]
    pub data: DataArgs,

    /// File of judges' marks; may be given several times. Without it, `rank` and `explain` hold that the panel has not met.
    #[arg(long, value_name = "FILE")]
    pub marks: Vec<PathBuf>,

    /// File of amendments, the jury's decisions on objections and withdrawals; may be given several times. All are applied
    /// as one set.
    #[arg(long, value_name = "FILE")]
    pub amendments: Vec<PathBuf>,

    /// Stage of the competition to rank, by its id or title; the last one unless given. The stages before it are run first.
    #[arg(long, value_name = "NAME")]
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
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = number::any)]
    pub top: usize,

    /// Also lists where at most so many points separate an entry from an honour, or from the next stage.
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub close: Option<Decimal>,

    /// Show only this pool or orientation in a table, and in the files of --table, named by its id or title; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub pool: Vec<String>,

    /// File for the list of all findings, for whoever mends the data: NAME.csv or NAME.xlsx.
    #[arg(long, value_name = "FILE")]
    pub findings: Option<PathBuf>,

    /// File for the result, with all ranks and points and whoever is not ranked: NAME.xlsx or NAME.csv for people, NAME.parquet
    /// for programs; may be given several times.
    #[arg(long, value_name = "FILE")]
    pub table: Vec<PathBuf>,

    /// Folder for the sealed record of this run, which anybody can replay; it must be new or empty.
    #[arg(long = "out", id = "record_out", value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// File with the secret of which the salts of the record are made: the jury keeps it. With the same secret, the same entries
    /// give the same root; without it a fresh one is drawn.
    #[arg(long, value_name = "FILE", requires = "record_out")]
    pub salt_secret: Option<PathBuf>,

    /// Who seals, for the envelope of the record.
    #[arg(long, value_name = "TEXT", requires = "record_out")]
    pub operator: Option<String>,
}

/// Arguments of `replay`.
#[derive(Args, Debug)]
pub struct ReplayArgs {
    /// The record: a folder that `rank --out` made, or its public form.
    pub record: PathBuf,

    /// The root that was published: the line in the file ROOT, or its last 64 digits.
    #[arg(long, value_name = "ROOT")]
    pub root: Option<String>,

    /// Public key of whoever is to have signed the record: a minisign file, or the key itself.
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,

    /// The record that this one amends.
    #[arg(long, value_name = "RECORD")]
    pub predecessor: Option<PathBuf>,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
}

/// Arguments of `sign`.
#[derive(Args, Debug)]
pub struct SignArgs {
    /// The record: a folder that `rank --out` made.
    #[arg(
        id = "signed_record",
        value_name = "RECORD",
        required_unless_present = "new_key",
        requires = "secret_key"
    )]
    pub record: Option<PathBuf>,

    /// File with the secret key, as minisign and `--new-key` make it.
    #[arg(long = "key", id = "secret_key", value_name = "FILE", requires = "signed_record")]
    pub key: Option<PathBuf>,

    /// Words for the comment that the signature protects, beside the root, the rulebook and its edition.
    #[arg(long, value_name = "TEXT", requires = "signed_record")]
    pub comment: Option<String>,

    /// File with the password of the secret key; without it the terminal is asked.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,

    /// Puts the signature in place of the one that is there.
    #[arg(long, requires = "signed_record")]
    pub replace: bool,

    /// Makes a pair of keys instead: NAME.key, to be kept, and NAME.pub, to be published.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["signed_record", "secret_key"])]
    pub new_key: Option<PathBuf>,

    /// Leaves the new secret key without a password: whoever has its file can sign.
    #[arg(long, requires = "new_key", conflicts_with = "password_file")]
    pub no_password: bool,
}

/// Arguments of `receipt`.
#[derive(Args, Debug)]
pub struct ReceiptArgs {
    /// The record: a folder that `rank --out` made.
    pub record: PathBuf,

    /// Id of the entry.
    #[arg(long, value_name = "ID")]
    pub id: String,

    /// Number of the entry in the record, where several have the id.
    #[arg(long = "entry", id = "entry_number", value_name = "N")]
    pub entry: Option<u32>,

    /// File for the receipt, which must not be there yet; standard output unless given.
    #[arg(long = "out", id = "receipt_out", value_name = "FILE")]
    pub out: Option<PathBuf>,

    /// File for what opens the commitment to the confidential data: private, for the applicant alone.
    #[arg(long = "opening", id = "opening_out", value_name = "FILE")]
    pub opening: Option<PathBuf>,
}

/// Arguments of `verify`.
#[derive(Args, Debug)]
pub struct VerifyArgs {
    /// The receipt: a file that `receipt` made.
    pub receipt: PathBuf,

    /// The root that was published: the line in the file ROOT, or its last 64 digits.
    #[arg(long, value_name = "ROOT")]
    pub root: Option<String>,

    /// A record, or its public form, whose root is the published one.
    #[arg(long = "record", id = "of_record", value_name = "DIR", conflicts_with = "root")]
    pub of_record: Option<PathBuf>,

    /// Public key of whoever is to have signed the record: a minisign file, or the key itself.
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,

    /// File that opens the commitment to the confidential data.
    #[arg(long, value_name = "FILE")]
    pub opening: Option<PathBuf>,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
}

/// Arguments of `public`.
#[derive(Args, Debug)]
pub struct PublicArgs {
    /// The record: a folder that `rank --out` made.
    pub record: PathBuf,

    /// Folder for the public form; it must be new or empty.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// Arguments of `diff`.
#[derive(Args, Debug)]
pub struct DiffArgs {
    /// The first record: a folder that `rank --out` made.
    #[arg(id = "record_a", value_name = "A")]
    pub a: PathBuf,

    /// The second record.
    #[arg(id = "record_b", value_name = "B")]
    pub b: PathBuf,

    /// How to write the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,

    /// Lines to show of each list in a table; 0 for all. JSON and CSV always hold all.
    #[arg(long = "top", id = "most_shown", default_value_t = 10, value_name = "N", value_parser = number::any)]
    pub top: usize,
}

/// Arguments of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// What is scored, and by which rules.
    #[command(flatten)]
    pub inputs: Inputs,

    /// Id of the entry; or its name, where only one has it.
    #[arg(long, value_name = "ID")]
    pub id: String,

    /// Id or name of another entry to show beside it, with where the difference arises.
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

    /// File for the list of the findings that concern marks: NAME.csv or NAME.xlsx.
    #[arg(long, value_name = "FILE")]
    pub findings: Option<PathBuf>,

    /// File for the panel's result, a row for each entry and criterion: NAME.xlsx or NAME.csv for people, NAME.parquet for
    /// programs; may be given several times.
    #[arg(long, id = "panel_table", value_name = "FILE")]
    pub table: Vec<PathBuf>,

    /// File for a blank sheet of marks, with the entries that the judges must mark: NAME.xlsx or NAME.csv. Filled in, it is
    /// read by --marks.
    #[arg(long, value_name = "FILE")]
    pub mark_sheet: Option<PathBuf>,

    /// Code of a judge who gets rows of their own on the sheet; may be given several times. Without it, the judge's place is
    /// left blank.
    #[arg(long, value_name = "CODE", requires = "mark_sheet")]
    pub judge: Vec<String>,
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

/// Arguments of `generate`.
#[derive(Args, Debug)]
pub struct GenerateArgs {
    /// The rulebook: its folder, its rulebook.toml, or the name of a folder in criteria/.
    pub rulebook: PathBuf,

    /// How many entries to make.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub entries: u64,

    /// Which entries: the same seed, number and options give the same bytes on every machine.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,

    /// Folder to make; it must be new or empty.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,

    /// Share the entries among this many files.
    #[arg(long, value_name = "N", default_value_t = 1, conflicts_with = "by", value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub files: u64,

    /// One file for each choice of this field, such as its province.
    #[arg(long, value_name = "FIELD")]
    pub by: Option<String>,

    /// Kinds of the files, in turn; windows-1256 must be declared by the rulebook or `--legacy-encoding` when it is read, and years (a row for each year) and long (a row for each datum) need headers that the rulebook states.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_value = "csv", value_parser = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name())))]
    pub kinds: Vec<String>,

    /// Share of the entries that get a fault, such as 0.03 or 3%.
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = share)]
    pub dirt: Decimal,

    /// Plant only these kinds of faults; every kind unless given, those of marks with --marks.
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = PossibleValuesParser::new(FaultKind::ALL.iter().map(|kind| kind.name())))]
    pub dirt_kinds: Vec<String>,

    /// Make the marks of a panel too, in marks.csv.
    #[arg(long = "marks", id = "made_marks")]
    pub marks: bool,

    /// How to write what was made.
    #[arg(long, value_enum, default_value_t = CheckFormat::Table)]
    pub format: CheckFormat,
}

/// A share from 0 to 1, or a percentage.
fn share(written: &str) -> Result<Decimal, String> {
    let (digits, percent) = match written.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (written, false),
    };
    let number = parse_decimal(digits, &Dialect::default()).ok();
    let hundredth = if percent { Decimal::new(1, 2).ok() } else { Some(Decimal::ONE) };
    let share = number.zip(hundredth).and_then(|(number, unit)| number.checked_mul(unit).ok());
    share
        .filter(|share| (Decimal::ZERO..=Decimal::ONE).contains(share))
        .ok_or_else(|| "0 ≤ SHARE ≤ 1 (100%)".to_owned())
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
    // Marks are what this command looks at, or has a sheet made for; that the rulebook has no panel is still told first.
    let command = command.mut_subcommand("panel", |panel| {
        panel
            .override_usage(
                "bartar panel --marks <FILE> [OPTIONS] <RULEBOOK> <DATA>...\n       \
                 bartar panel --mark-sheet <FILE> [OPTIONS] <RULEBOOK> <DATA>...",
            )
            .after_help(marks_file().get(lang).to_owned())
    });
    match lang {
        Lang::En => command,
        Lang::Fa => persian::translate(command),
    }
}

/// A number of points, in digits of any kind.
fn points(written: &str) -> Result<Decimal, String> {
    parse_decimal(written, &Dialect::default()).map_err(|error| error.to_string())
}

/// The columns of a file of marks.
fn marks_file() -> Text {
    text!(
        fa: "فایل نمره‌ها (CSV، XLSX، ODS یا Parquet)، برای هر داور و پرونده و معیار یک ردیف:\n  \
             داور یا judge           شناسهٔ داور\n  \
             پرونده یا entry         شناسهٔ پرونده، همان که در فایل پرونده‌هاست\n  \
             معیار یا criterion      شناسه یا عنوان معیار؛ اگر شیوه‌نامه تنها یک معیار دارد لازم نیست\n  \
             نمره یا mark            نمره، در مقیاس همان معیار\n  \
             کناره‌گیری یا recusal   دلیل کناره‌گیری داور، به جای نمره؛ اگر معیار خالی باشد از کل پرونده",
        en: "The file of marks (CSV, XLSX, ODS or Parquet) has one row for each judge, entry and criterion:\n  \
             judge      id of the judge\n  \
             entry      id of the entry, as in the file of entries\n  \
             criterion  id or title of the criterion; not needed where the rulebook has only one\n  \
             mark       the mark, on the scale of the criterion\n  \
             recusal    why the judge stands back, in place of a mark; with no criterion, from the whole entry"
    )
}

/// The command that a command line names.
#[must_use]
pub fn named(arguments: impl IntoIterator<Item = OsString>) -> Option<&'static str> {
    let mut words = arguments.into_iter().skip(1);
    words.find_map(|word| {
        [
            "check", "rank", "explain", "panel", "amend", "replay", "sign", "receipt", "verify", "public",
            "diff", "generate",
        ]
        .into_iter()
        .find(|name| word == *name)
    })
}
