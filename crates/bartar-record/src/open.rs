//! Opening: from the files of a record back to the competition that was sealed.

use crate::about::About;
use crate::digest::{Hash, from_hex};
use crate::files::{ENTRIES, FORMAT, Files, RECORD, RULEBOOK, SALT_KEY};
use crate::filing::{columns, index};
use crate::gzip::members;
use crate::seal::{AMENDMENTS, MARKS, SECRET_PARTS};
use crate::text::{Rows, datum};
use bartar_criteria::exact::Decimal;
use bartar_criteria::missing::Missing;
use bartar_criteria::rulebook::{Field, FieldKind};
use bartar_criteria::{Code, Folder, FolderSource, Rulebook, Text, codes, load, text};
use bartar_scoring::Competition;
use bartar_scoring::amendments::{Amendment, Change};
use bartar_scoring::entries::{Cell, Claim, Column, Entries, Fault, NumberColumn, TextColumn};
use bartar_scoring::panel::{Mark, MarkCell};
use bartar_scoring::shared::Shared;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What keeps a part from being read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{part}: {}", .what.en)]
pub struct Damage {
    /// The part.
    pub part: String,
    /// The row, its header being 1.
    pub row: Option<usize>,
    /// What is wrong.
    pub what: Text,
}

impl Damage {
    /// Damage to a part as a whole.
    pub(crate) fn of(part: &str, what: Text) -> Self {
        Self { part: part.to_owned(), row: None, what }
    }

    fn at(part: &str, row: usize, what: Text) -> Self {
        Self { part: part.to_owned(), row: Some(row), what }
    }

    fn missing(part: &str) -> Self {
        Self::of(part, text!(fa: "این بخش در سند نیست", en: "the record lacks this part"))
    }
}

/// A record that was opened.
#[derive(Debug)]
pub struct Sealed {
    /// What it says of itself.
    pub about: About,
    /// The competition: what was filed, the marks and the amendments.
    pub competition: Competition,
    /// The rulebook's own folder, and those that it inherits from, nearest first.
    pub rulebooks: Vec<Folder>,
    /// The key of the salts.
    pub salt_key: Hash,
    /// The root of the record that this one amends.
    pub predecessor: Option<Hash>,
}

/// Opens a record. Whether it is whole and unchanged is not looked at: see [`crate::replay()`].
///
/// # Errors
/// The first part that cannot be read.
pub fn open(files: &Files) -> Result<Sealed, Damage> {
    opened(files, salt_key(files)?, entries, |about, rulebook, entries| {
        let marks = about.marks.map(|_| marks(files)).transpose()?;
        let decided =
            if about.amendments == 0 { Vec::new() } else { amendments(files, rulebook, entries.len())? };
        Ok((marks, decided))
    })
}

/// Opens the public form of a record: what is confidential is not submitted, nobody has marked, and nothing was amended.
pub(crate) fn open_public(files: &Files) -> Result<Sealed, Damage> {
    opened(files, Hash::default(), public_entries, |_, _, _| Ok((None, Vec::new())))
}

fn opened(
    files: &Files,
    salt_key: Hash,
    entries: impl Fn(&Files, &Rulebook) -> Result<Entries, Damage>,
    later: impl Fn(&About, &Rulebook, &Entries) -> Result<(Option<Vec<Mark>>, Vec<Amendment>), Damage>,
) -> Result<Sealed, Damage> {
    let about = about(files)?;
    let rulebooks = rulebooks(files, &about)?;
    let rulebook = rulebook(&rulebooks, &about)?;
    let entries = entries(files, &rulebook)?;
    as_many_entries(&about, entries.len())?;
    let (marks, decided) = later(&about, &rulebook, &entries)?;
    let predecessor = match &about.predecessor {
        None => None,
        Some(root) => Some(from_hex(root).ok_or_else(|| {
            Damage::of(
                RECORD,
                text!(fa: "ریشهٔ سند پیشین خوانده نمی‌شود", en: "the predecessor's root cannot be read"),
            )
        })?),
    };
    let last = about.results.len().saturating_sub(1);
    let mut competition = Competition::new(rulebook, entries, marks, last);
    if !decided.is_empty() {
        competition.amend(decided);
    }
    Ok(Sealed { about, competition, rulebooks, salt_key, predecessor })
}

/// Refuses entries that are more or fewer than the record says of itself.
pub(crate) fn as_many_entries(about: &About, there: usize) -> Result<(), Damage> {
    let stated = about.entries;
    if index(there) == stated {
        return Ok(());
    }
    Err(Damage::of(
        ENTRIES,
        text!(
            fa: "{there} پرونده دارد و record.json از {stated} پرونده می‌گوید",
            en: "it has {there} entries, and record.json tells of {stated}",
            numbers: there, stated
        ),
    ))
}

/// The key of the salts.
pub(crate) fn salt_key(files: &Files) -> Result<Hash, Damage> {
    std::str::from_utf8(bytes(files, SALT_KEY)?)
        .ok()
        .and_then(|text| from_hex(text.strip_suffix('\n')?))
        .ok_or_else(|| Damage::of(SALT_KEY, text!(fa: "کلید نمک‌ها نیست", en: "it is no key of salts")))
}

fn bytes<'f>(files: &'f Files, part: &str) -> Result<&'f [u8], Damage> {
    files.get(part).ok_or_else(|| Damage::missing(part))
}

/// What a record says of itself.
///
/// # Errors
/// When that part is not there, or of another format.
pub fn about(files: &Files) -> Result<About, Damage> {
    let about: About = serde_json::from_slice(bytes(files, RECORD)?).map_err(|error| {
        Damage::of(RECORD, text!(fa: "خوانده نمی‌شود: {error}", en: "it cannot be read: {error}"))
    })?;
    if about.format != FORMAT {
        let format = &about.format;
        return Err(Damage::of(
            RECORD,
            text!(
                fa: "قالب آن «{format}» است و این برنامه {FORMAT} را می‌خواند",
                en: "its format is `{format}`, and this program reads {FORMAT}"
            ),
        ));
    }
    Ok(about)
}

/// The folders of the rulebook and of those that it inherits from.
fn rulebooks(files: &Files, about: &About) -> Result<Vec<Folder>, Damage> {
    let mut folders = vec![Folder::default(); about.rulebook.inherits.len() + 1];
    for (path, bytes) in
        files.0.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(RULEBOOK)?, bytes)))
    {
        let folder = path
            .split_once('/')
            .filter(|(number, _)| {
                number.bytes().all(|digit| digit.is_ascii_digit())
                    && (*number == "0" || !number.starts_with('0'))
            })
            .and_then(|(number, path)| Some((folders.get_mut(number.parse::<usize>().ok()?)?, path)));
        let Some((folder, path)) = folder else {
            return Err(Damage::of(
                RULEBOOK,
                text!(fa: "فایل «{path}» از آنِ هیچ شیوه‌نامه‌ای نیست", en: "the file `{path}` belongs to no rulebook"),
            ));
        };
        folder.files.insert(path.to_owned(), bytes.clone());
    }
    Ok(folders)
}

/// The rulebook in these folders.
pub(crate) fn rulebook(folders: &[Folder], about: &About) -> Result<Rulebook, Damage> {
    struct Inherited<'a>(&'a [Folder], &'a About);
    impl FolderSource for Inherited<'_> {
        fn open(&self, path: &str) -> Result<Folder, Text> {
            let at = self.1.rulebook.inherits.iter().position(|inherited| inherited.path == path);
            let folder = at.and_then(|at| self.0.get(at + 1));
            folder.cloned().ok_or_else(|| text!(fa: "در سند نیست", en: "it is not in the record"))
        }
    }
    let own = folders.first().cloned().unwrap_or_default();
    let loaded = load(&own, &Inherited(folders, about));
    loaded.rulebook.ok_or_else(|| {
        let first =
            loaded.diagnostics.iter().find(|found| found.code.severity() == bartar_criteria::Severity::Error);
        let why = first.map(|found| found.message.clone()).unwrap_or_default();
        let Text { fa, en } = why;
        Damage::of(
            RULEBOOK,
            text!(fa: "شیوه‌نامه به کار نمی‌آید: {fa}", en: "the rulebook cannot be used: {en}"),
        )
    })
}

/// Whether a part is a gzip file; its name says it.
fn is_compressed(part: &str) -> bool {
    part.rsplit_once('.').is_some_and(|(_, ending)| ending == "gz")
}

/// The text of a part, block by block.
pub(crate) fn texts(files: &Files, part: &str) -> Result<Vec<String>, Damage> {
    let unreadable = |why: &dyn std::fmt::Display| {
        Damage::of(part, text!(fa: "از هم باز نمی‌شود: {why}", en: "it cannot be unfolded: {why}"))
    };
    let bytes = bytes(files, part)?;
    let members = if is_compressed(part) {
        members(bytes).map_err(|error| unreadable(&error))?
    } else {
        vec![bytes.to_vec()]
    };
    members.into_iter().map(|text| String::from_utf8(text).map_err(|error| unreadable(&error))).collect()
}

/// Damage to a row of a part.
pub(crate) fn unreadable_row(part: &str, row: usize) -> Damage {
    Damage::at(part, row, text!(fa: "این ردیف خواندنی نیست", en: "this row cannot be read"))
}

/// Reads the rows of a block; `read` says whether it can use one.
pub(crate) fn read_rows<'t>(
    part: &str,
    text: &'t str,
    first: usize,
    cells_wanted: Option<usize>,
    mut read: impl FnMut(&[Cow<'t, str>]) -> Option<()>,
) -> Result<usize, Damage> {
    let (mut rows, mut cells) = (Rows::new(text, first), Vec::new());
    loop {
        let next = rows.next(&mut cells);
        let right = match next {
            Some(false) => return Ok(rows.number),
            Some(true) => cells_wanted.is_none_or(|wanted| cells.len() == wanted) && read(&cells).is_some(),
            None => false,
        };
        if !right {
            return Err(unreadable_row(part, rows.number));
        }
    }
}

/// Reads the rows of a part below its header.
pub(crate) fn read_part(
    files: &Files,
    part: &str,
    header: &str,
    mut read: impl FnMut(&[Cow<'_, str>]) -> Option<()>,
) -> Result<(), Damage> {
    let texts = texts(files, part)?;
    let mut number = 1;
    for (at, text) in texts.iter().enumerate() {
        let rest = if at == 0 { text.strip_prefix(header) } else { Some(text.as_str()) };
        let Some(rest) = rest else {
            return Err(Damage::at(part, 1, text!(fa: "سرستون‌های آن دیگر است", en: "its header is another")));
        };
        let cells = header.split(',').count();
        number = read_rows(part, rest, number + 1, Some(cells), &mut read)?.max(number);
    }
    Ok(())
}

/// The columns of a block of entries, the cells before them left out.
struct Block {
    first: Vec<TextColumn>,
    columns: Vec<Column>,
}

pub(crate) fn empty_column(field: &Field) -> Column {
    match field.kind {
        FieldKind::Choice(_) | FieldKind::YesNo => Column::Choices(Vec::new()),
        FieldKind::NationalId | FieldKind::Text => Column::Texts(TextColumn::default()),
        _ => Column::Numbers(NumberColumn::default()),
    }
}

/// Reads a part with a row for each entry.
fn entry_columns(files: &Files, part: &str, first: usize, fields: &[&Field]) -> Result<Block, Damage> {
    let new = || Block {
        first: vec![TextColumn::default(); first],
        columns: fields.iter().map(|field| empty_column(field)).collect(),
    };
    let texts = texts(files, part)?;
    let blocks: Vec<Block> = texts
        .par_iter()
        .enumerate()
        .map(|(at, text)| {
            let rows = if at == 0 { text.split_once('\n').map_or("", |(_, rows)| rows) } else { text };
            let mut block = new();
            read_rows(part, rows, 2, Some(first + fields.len()), |cells| {
                let (named, data) = cells.split_at(first);
                block.first.iter_mut().zip(named).for_each(|(column, cell)| column.push(cell));
                let mut all = block.columns.iter_mut().zip(fields).zip(data);
                all.all(|((column, field), cell)| datum::read(cell, field, column)).then_some(())
            })?;
            Ok(block)
        })
        .collect::<Result<_, Damage>>()?;
    let mut whole = new();
    for block in blocks {
        whole.first.iter_mut().zip(&block.first).for_each(|(whole, more)| whole.append(more));
        for (whole, more) in whole.columns.iter_mut().zip(block.columns) {
            match (whole, more) {
                (Column::Numbers(whole), Column::Numbers(more)) => whole.append(more),
                (Column::Choices(whole), Column::Choices(more)) => whole.extend(more),
                (Column::Texts(whole), Column::Texts(more)) => whole.append(&more),
                _ => {}
            }
        }
    }
    Ok(whole)
}

/// What is public of the entries as filed; the other columns have no datum.
fn public_entries(files: &Files, rulebook: &Rulebook) -> Result<Entries, Damage> {
    let (public, confidential) = columns(rulebook);
    let field = |column: &usize| &rulebook.fields[rulebook.columns[*column].field];
    let mut open = entry_columns(files, ENTRIES, 3, &public.iter().map(field).collect::<Vec<_>>())?;
    let rows = open.first[0].len();
    let mut columns: Vec<Column> =
        rulebook.columns.iter().map(|spec| empty_column(&rulebook.fields[spec.field])).collect();
    for (at, column) in public.iter().zip(open.columns.drain(..)) {
        columns[*at] = column;
    }
    for column in confidential {
        (0..rows).for_each(|_| columns[column].push(Err(Missing::NotSubmitted)));
    }
    let mut named = open.first.drain(1..);
    let (ids, names) = (named.next().unwrap_or_default(), named.next().unwrap_or_default());
    Ok(Entries { ids, names, columns, ..Entries::default() })
}

/// The entries as filed.
fn entries(files: &Files, rulebook: &Rulebook) -> Result<Entries, Damage> {
    let (_, confidential) = columns(rulebook);
    let field = |column: &usize| &rulebook.fields[rulebook.columns[*column].field];
    let mut entries = public_entries(files, rulebook)?;
    let rows = entries.len();
    let fields: Vec<&Field> = confidential.iter().map(field).collect();
    let secret = entry_columns(files, SECRET_PARTS[0], 1, &fields)?;
    if secret.first[0].len() != rows {
        let (there, wanted) = (secret.first[0].len(), rows);
        return Err(Damage::of(
            SECRET_PARTS[0],
            text!(
                fa: "{there} ردیف دارد و entries.csv.gz {wanted} ردیف",
                en: "it has {there} rows, and entries.csv.gz has {wanted}",
                numbers: there, wanted
            ),
        ));
    }
    for (at, column) in confidential.iter().zip(secret.columns) {
        entries.columns[*at] = column;
    }
    let numbers = Numbers { rulebook, entries: rows };
    let (mut claims, mut faults) = (Vec::new(), Vec::new());
    read_part(files, SECRET_PARTS[1], crate::seal::CLAIMS_HEADER, |cells| {
        if claims.len() > numbers.most_rows() {
            return None;
        }
        let column = numbers.column(&cells[1])?;
        let claimed = match &*cells[2] {
            "text" => Cell::Text(cells[3].to_string()),
            _ => datum::read_cell(&cells[3], field(&column))?.ok()?,
        };
        claims.push(Claim { entry: numbers.entry(&cells[0])?, column: u16::try_from(column).ok()?, claimed });
        Some(())
    })?;
    claims.sort_by_key(|claim| (claim.entry, claim.column));
    let (codes, mut messages) = (known_codes(), Shared::default());
    read_part(files, SECRET_PARTS[2], crate::seal::FAULTS_HEADER, |cells| {
        let column = match &*cells[1] {
            "" => None,
            name => Some(u16::try_from(numbers.column(name)?).ok()?),
        };
        // Reading finds a few things about each cell at most; a hostile part has more.
        if faults.len() > numbers.most_rows() {
            return None;
        }
        let message = messages.keep(Text::new(&*cells[3], &*cells[4]));
        faults.push(Fault {
            entry: numbers.entry(&cells[0])?,
            column,
            code: *codes.get(&*cells[2])?,
            message,
            group: None,
        });
        Some(())
    })?;
    Ok(Entries { faults, claims, ..entries })
}

pub(crate) fn known_codes() -> BTreeMap<&'static str, Code> {
    codes::all().into_iter().map(|code| (code.name(), code)).collect()
}

/// Finds what rows name.
struct Numbers<'a> {
    rulebook: &'a Rulebook,
    entries: usize,
}

impl Numbers<'_> {
    /// More rows than claims and faults have.
    fn most_rows(&self) -> usize {
        self.entries.saturating_mul(self.rulebook.columns.len() + 1).saturating_mul(4)
    }

    /// An entry by its number, as a row of [`Entries`].
    fn entry(&self, number: &str) -> Option<u32> {
        let row = number.parse::<u32>().ok()?.checked_sub(1)?;
        ((row as usize) < self.entries).then_some(row)
    }

    fn column(&self, name: &str) -> Option<usize> {
        (0..self.rulebook.columns.len()).find(|column| self.rulebook.column_name(*column) == name)
    }
}

fn marks(files: &Files) -> Result<Vec<Mark>, Damage> {
    let codes = known_codes();
    let mut marks = Vec::new();
    read_part(files, MARKS, crate::filing::MARKS_HEADER, |cells| {
        let mark = match &*cells[3] {
            "given" => MarkCell::Given(cells[4].parse::<Decimal>().ok()?),
            "blank" => MarkCell::Blank,
            code => {
                let message = Text::new(&*cells[5], &*cells[6]);
                MarkCell::Unreadable(cells[4].to_string(), *codes.get(code)?, message)
            }
        };
        let own = |at: usize| cells[at].to_string();
        let recusal = (&*cells[7] == "yes").then(|| own(8));
        marks.push(Mark { judge: own(0), entry: own(1), criterion: own(2), mark, recusal });
        Some(())
    })?;
    Ok(marks)
}

fn amendments(files: &Files, rulebook: &Rulebook, entries: usize) -> Result<Vec<Amendment>, Damage> {
    let numbers = Numbers { rulebook, entries };
    let mut amendments = Vec::new();
    read_part(files, AMENDMENTS, crate::filing::AMENDMENTS_HEADER, |cells| {
        let change = match &*cells[3] {
            "withdrawal" => Change::Withdraw,
            name => {
                let column = numbers.column(name)?;
                let field = &rulebook.fields[rulebook.columns[column].field];
                Change::Correct { column, new: datum::read_cell(&cells[4], field)? }
            }
        };
        let own = |at: usize| cells[at].to_string();
        amendments.push(Amendment {
            row: numbers.entry(&cells[1])?,
            change,
            old: own(5),
            new: own(6),
            reason: own(7),
            accepted: match &*cells[8] {
                "accepted" => true,
                "rejected" => false,
                _ => return None,
            },
            by: own(9),
            set: cells[0].parse().ok()?,
        });
        Some(())
    })?;
    Ok(amendments)
}
